//! Erasing, on the real store: the bytes leave the file, the log stays provable, and what was erased never comes back.

use muster_protocol::command::{Erase, ItemName, Return, Submit};
use muster_protocol::form::Form;
use muster_protocol::ids::CampaignId;
use muster_protocol::item::Evidence;

use super::*;
use crate::maintenance::backup::{backup, restore};
use crate::maintenance::replay::{Span, replay};
use crate::maintenance::sweep::sweep;

const SECRET: &[u8] = b"330102-a-number-that-must-not-be-kept";

pub(super) fn hand_in(id: &CampaignId, unit: &str, file: Digest) -> CommandEnvelope {
    let evidence = vec![Evidence { need: "报告".to_owned(), count: 1, files: vec![file] }];
    let item = ItemName { occasion: "plan".to_owned(), unit: unit.to_owned() };
    let command = Command::Submit(Submit { item, evidence, form: Form::default(), on: None });
    envelope(id, &format!("hand in {unit} {file}"), command)
}

async fn erase(handle: &Handle, id: &CampaignId, blob: Digest, everywhere: bool) -> Result<u32, LinkError> {
    let reason = handle.store_text("含个人信息").await.unwrap();
    let command = Command::Erase(Erase { blob, reason, everywhere });
    let envelope = envelope(id, &format!("erase {blob} {everywhere} {reason}"), command);
    handle.execute(envelope).await.map(|accepted| accepted.events)
}

fn detail(refused: Result<u32, LinkError>) -> (RefusalCode, String) {
    match refused {
        Err(LinkError::Refused(refusal)) => (refusal.code, refusal.detail.en),
        other => panic!("{other:?}"),
    }
}

/// Whether the secret stands anywhere in the files of a log.
fn in_files(dir: &Path) -> bool {
    [LOG_FILE.to_owned(), format!("{LOG_FILE}-wal")].iter().any(|name| {
        let bytes = std::fs::read(dir.join(name)).unwrap_or_default();
        bytes.windows(SECRET.len()).any(|window| window == SECRET)
    })
}

/// A campaign in which unit `a` handed the secret in.
async fn handed_in(dir: &Path) -> (Engine, CampaignId, Digest) {
    let engine = open(dir).await;
    let (handle, id) = (engine.handle(), campaign("c"));
    launch(&handle, &id).await;
    let file = handle.store([SECRET, &[7; 40_000]].concat()).await.unwrap();
    handle.tick().await.unwrap();
    handle.execute(hand_in(&id, "a", file)).await.unwrap();
    assert!(in_files(dir));
    (engine, id, file)
}

#[tokio::test]
async fn erased_bytes_leave_the_file_and_the_log_stays_whole() {
    let home = tempfile::tempdir().unwrap();
    let dir = home.path().join("data");
    let (engine, id, file) = handed_in(&dir).await;
    let handle = engine.handle();
    assert_eq!(erase(&handle, &id, file, false).await.unwrap(), 1);
    assert!(!in_files(&dir), "at once, while the engine runs");
    assert_eq!(handle.blob(file).await.unwrap(), None);
    assert_eq!(erase(&handle, &id, file, false).await.unwrap(), 0, "it is so already");
    let verified = verify(&dir, None).await.unwrap();
    assert_eq!(verified.erased, 1);
    engine.shutdown().await;
    assert!(!in_files(&dir));
    // Everything that reads a log goes on without it.
    assert_eq!(sweep(&dir).await.unwrap(), 1, "the reason of the second wish, which changed nothing");
    let (copy, other) = (home.path().join("copy"), home.path().join("other"));
    assert_eq!(backup(&dir, &copy).await.unwrap().verified.erased, 1);
    restore(&copy, &other, false).await.unwrap();
    assert!(!in_files(&copy) && !in_files(&other));
    replay(&dir, Span::default(), None).await.unwrap();
    let engine = open(&other).await;
    let detail = detail(engine.handle().store([SECRET, &[7; 40_000]].concat()).await.map(|_| 0));
    assert_eq!(detail.0, RefusalCode::WrongState, "it does not come back in a restored log either");
    engine.shutdown().await;
}

#[tokio::test]
async fn what_was_erased_is_neither_stored_nor_handed_in_again() {
    let dir = tempfile::tempdir().unwrap();
    let (engine, id, file) = handed_in(dir.path()).await;
    let handle = engine.handle();
    erase(&handle, &id, file, false).await.unwrap();
    let again = detail(handle.store([SECRET, &[7; 40_000]].concat()).await.map(|_| 0));
    assert!(again.1.contains("was erased"), "{again:?}");
    let named = detail(handle.execute(hand_in(&id, "c", file)).await.map(|accepted| accepted.events));
    assert!(named.1.contains("was erased"), "{named:?}");
    engine.shutdown().await;
}

#[tokio::test]
async fn only_what_people_handed_in_or_wrote_may_be_erased() {
    let dir = tempfile::tempdir().unwrap();
    let (engine, id, _) = handed_in(dir.path()).await;
    let handle = engine.handle();
    let pinned = definition().digest();
    let (code, reason) = detail(erase(&handle, &id, pinned, true).await);
    assert!(code == RefusalCode::WrongState && reason.contains("never erased"), "{reason}");
    assert!(handle.blob(pinned).await.unwrap().is_some());
    let source = Digest::of("样本".as_bytes());
    assert_eq!(detail(erase(&handle, &id, source, true).await).0, RefusalCode::WrongState);
    let nobody = handle.store(b"never named".to_vec()).await.unwrap();
    assert_eq!(detail(erase(&handle, &id, nobody, false).await).0, RefusalCode::UnknownName);
    assert_eq!(detail(erase(&handle, &id, Digest([9; 32]), false).await).0, RefusalCode::UnknownName);
    // A text goes with its salt.
    let text = handle.store_text("李某某没有到会").await.unwrap();
    let item = ItemName { occasion: "plan".to_owned(), unit: "a".to_owned() };
    let back = Command::Return(Return { item, reason: Some(text), failed: Vec::new() });
    handle.execute(envelope(&id, "back", back)).await.unwrap();
    assert_eq!(erase(&handle, &id, text, false).await.unwrap(), 1);
    assert_eq!(handle.blob(text).await.unwrap(), None);
    engine.shutdown().await;
    assert_eq!(verify(dir.path(), None).await.unwrap().erased, 1);
}

#[tokio::test]
async fn what_several_items_name_goes_only_when_all_are_meant() {
    let dir = tempfile::tempdir().unwrap();
    let (engine, id, file) = handed_in(dir.path()).await;
    let handle = engine.handle();
    handle.execute(hand_in(&id, "c", file)).await.unwrap();
    let other = campaign("d");
    launch(&handle, &other).await;
    handle.tick().await.unwrap();
    handle.execute(hand_in(&other, "a", file)).await.unwrap();
    let (code, reason) = detail(erase(&handle, &id, file, false).await);
    assert_eq!(code, RefusalCode::WrongState);
    for place in ["c: plan/a", "c: plan/c", "d: plan/a"] {
        assert!(reason.contains(place), "{reason}");
    }
    assert!(!reason.contains("..."), "all of them are named: {reason}");
    assert!(handle.blob(file).await.unwrap().is_some());
    assert_eq!(erase(&handle, &id, file, true).await.unwrap(), 1);
    engine.shutdown().await;
    verify(dir.path(), None).await.unwrap();
    assert!(!in_files(dir.path()));
}

#[tokio::test]
async fn what_was_handed_in_again_for_the_same_item_is_one_place() {
    let dir = tempfile::tempdir().unwrap();
    let (engine, id, file) = handed_in(dir.path()).await;
    let handle = engine.handle();
    let item = ItemName { occasion: "plan".to_owned(), unit: "a".to_owned() };
    let back = Command::Return(Return { item, reason: None, failed: Vec::new() });
    handle.execute(envelope(&id, "back", back)).await.unwrap();
    handle.execute(envelope(&id, "again", hand_in(&id, "a", file).command)).await.unwrap();
    assert_eq!(erase(&handle, &id, file, false).await.unwrap(), 1);
    engine.shutdown().await;
}

#[tokio::test]
async fn a_log_does_not_verify_when_the_event_and_the_bytes_disagree() {
    let dir = tempfile::tempdir().unwrap();
    let (engine, id, file) = handed_in(dir.path()).await;
    let bad = async |sql: &'static str| {
        let copy = tempfile::tempdir().unwrap();
        std::fs::copy(dir.path().join(LOG_FILE), copy.path().join(LOG_FILE)).unwrap();
        change(copy.path(), LOG_FILE, sql).await;
        verify(copy.path(), None).await.unwrap_err().to_string()
    };
    engine.shutdown().await;
    let lost = bad("DELETE FROM blobs WHERE length(bytes) > 40000").await;
    assert!(lost.contains("is missing"), "{lost}");
    let marked = bad("DELETE FROM blobs WHERE length(bytes) > 40000;
        INSERT INTO erased SELECT x'00'");
    assert!(marked.await.contains("is missing"));
    let engine = open(dir.path()).await;
    erase(&engine.handle(), &id, file, false).await.unwrap();
    engine.shutdown().await;
    let there = bad("INSERT INTO blobs SELECT digest, x'00', NULL FROM erased").await;
    assert!(there.contains("still there"), "{there}");
    let unmarked = bad("DELETE FROM erased").await;
    assert!(unmarked.contains("could come back"), "{unmarked}");
    let forged = bad("INSERT INTO erased SELECT digest FROM blobs LIMIT 1").await;
    assert!(forged.contains("no event says so"), "{forged}");
    verify(dir.path(), None).await.unwrap();
}

#[tokio::test]
async fn a_kill_right_after_the_commit_leaves_nothing_once_the_log_is_opened_again() {
    let dir = tempfile::tempdir().unwrap();
    let (engine, id, file) = handed_in(dir.path()).await;
    // Somebody reads from an older state, so the bytes cannot leave the files with the commit.
    let mut reader = SqliteConnectOptions::new().filename(dir.path().join(LOG_FILE)).connect().await.unwrap();
    reader.execute("BEGIN; SELECT count(*) FROM segments").await.unwrap();
    erase(&engine.handle(), &id, file, false).await.unwrap();
    let killed = tempfile::tempdir().unwrap();
    for name in [LOG_FILE, "log.db-wal"] {
        std::fs::copy(dir.path().join(name), killed.path().join(name)).unwrap();
    }
    assert!(in_files(killed.path()), "a kill at this point leaves them");
    let engine_again = open(killed.path()).await;
    assert!(!in_files(killed.path()), "anyone who opens the log takes them away");
    engine_again.shutdown().await;
    verify(killed.path(), None).await.unwrap();
    // Without a kill they go with a later batch, once nobody reads.
    reader.close().await.unwrap();
    engine.handle().store_text("another").await.unwrap();
    assert!(!in_files(dir.path()));
    engine.shutdown().await;
}
