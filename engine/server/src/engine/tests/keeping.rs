//! What ops need to keep a log safe: dead letters, copies made while it grows, a replay, a view that breaks in use.

use muster_protocol::command::{DropDeadLetters, RetryDeadLetters, WhichDead};
use muster_protocol::ids::Version;
use muster_protocol::recorded::Recorded;

use super::*;
use crate::directory::identity::Lineage;
use crate::maintenance::backup::{BackupError, backup, restore};
use crate::maintenance::replay::{Span, replay};
use crate::place::{begin, known};

async fn at_head(handle: &Handle) {
    handle.view().reached(*handle.head().borrow()).await.unwrap();
}

/// What the log of a directory says of itself once an engine has opened it.
async fn lineage(dir: &std::path::Path) -> Lineage {
    let engine = open(dir).await;
    let lineage = Lineage::of(engine.handle().reader().as_ref()).await.unwrap();
    engine.shutdown().await;
    lineage
}

async fn names(handle: &Handle) -> Vec<String> {
    at_head(handle).await;
    handle.view().dead_letters().await.unwrap().into_iter().map(|letter| letter.name).collect()
}

#[tokio::test]
async fn what_a_worker_gave_up_is_listed_until_it_is_settled() {
    let Site { dir, engine, handle } = Site::launched().await;
    let id = campaign("c");
    handle.dead_letter("visits", Position(2), "a bug").await.unwrap();
    handle.dead_letter("visits", Position(2), "a bug").await.unwrap();
    assert_eq!(names(&handle).await, ["visits@2"]);
    let letters = handle.view().dead_letters().await.unwrap();
    assert_eq!((letters[0].source.as_str(), letters[0].position), ("visits", 2));
    assert_eq!(letters[0].cause, "a bug");
    assert!(handle.dead_letter("visits", Position(9_999), "a bug").await.is_err());

    let retry = Command::RetryDeadLetters(RetryDeadLetters { letters: WhichDead::All });
    let retried = handle.execute(envelope(&id, "retry", retry)).await.unwrap();
    assert_eq!(names(&handle).await, Vec::<String>::new());
    // Given again and given up again: the same letter.
    handle.dead_letter("visits", retried.position, "a bug again").await.unwrap();
    assert_eq!(names(&handle).await, ["visits@2"]);
    let event = handle.ask(Question::Event { campaign: id.clone(), version: Version(2) }).await.unwrap();
    let Answer::Event(event) = event else { panic!("{event:?}") };
    assert_eq!(event.name, handle.read(Position(1), 1).await.unwrap()[0].name);

    let why = handle.store_text("已人工处理").await.unwrap();
    let letters = vec!["visits@2".parse().unwrap()];
    let drop = Command::DropDeadLetters(DropDeadLetters { letters, why });
    handle.execute(envelope(&id, "drop", drop)).await.unwrap();
    assert_eq!(names(&handle).await, Vec::<String>::new());
    engine.shutdown().await;
    verify(dir.path(), None).await.unwrap();
}

#[tokio::test]
async fn a_backup_made_while_the_log_grows_is_whole_and_goes_on_elsewhere() {
    let home = tempfile::tempdir().unwrap();
    let (dir, copy, other) = (home.path().join("data"), home.path().join("copy"), home.path().join("other"));
    let engine = open(&dir).await;
    let handle = engine.handle();
    launch(&handle, &campaign("c")).await;
    let growing = play(&handle, Some("2014-05-20T12:00:00+08:00"));
    let (_, copied) = tokio::join!(growing, backup(&dir, &copy));
    let copied = copied.unwrap();
    assert!(copied.events > 0 && copied.events <= handle.head().borrow().0);
    assert_eq!(copied.generation, 1);
    assert!(matches!(backup(&dir, &copy).await, Err(BackupError::Occupied(_))));
    engine.shutdown().await;

    let restored = restore(&copy, &other, false).await.unwrap();
    assert_eq!((restored.generation, restored.events), (2, copied.events));
    // The same log, and known from where on it goes its own way.
    let (before, after) = (lineage(&dir).await, lineage(&other).await);
    assert!(before.log == after.log && !before.log.is_empty(), "{before:?} {after:?}");
    assert_eq!((before.generation, before.begun), (1, Vec::new()));
    assert_eq!((after.generation, after.begun), (2, vec![(2, Position(copied.events))]));
    assert_ne!(lineage(&home.path().join("another")).await.log, after.log);
    assert_eq!(restored.heads, copied.heads);
    assert!(matches!(restore(&copy, &other, false).await, Err(BackupError::Occupied(_))));
    let engine = open(&other).await;
    play(&engine.handle(), Some("2014-05-20T12:00:00+08:00")).await;
    at_head(&engine.handle()).await;
    let status = engine.handle().view().status(None, engine.handle().clock().now()).await.unwrap();
    assert_eq!(status.campaigns[0].state, "running");
    engine.shutdown().await;
    verify(&other, Some(&copy.join("heads"))).await.unwrap();
    assert!(matches!(
        restore(home.path(), &home.path().join("x"), false).await,
        Err(BackupError::Nothing(_))
    ));
}

#[tokio::test]
async fn a_replay_is_the_same_and_a_changed_event_is_found() {
    let Site { dir, engine, handle } = Site::launched().await;
    play(&handle, None).await;
    record_snapshots(&handle).await;
    engine.shutdown().await;
    let whole = replay(dir.path(), Span::default(), None).await.unwrap();
    assert_eq!((whole.differ, whole.sent), (0, 0), "{:?}", whole.differences);
    assert!(whole.decided > 20 && whole.snapshots > 0, "{whole:?}");
    let replayed = &whole.campaigns[0];
    assert_eq!((replayed.state, replayed.view), (replayed.shadow_state, Some(replayed.shadow_view)));
    let span = Span { from: Some("2014-05-01".parse().unwrap()), until: Some("2014-05-10".parse().unwrap()) };
    let part = replay(dir.path(), span, None).await.unwrap();
    assert!(part.differ == 0 && part.events < whole.events && part.position < whole.position, "{part:?}");

    // A row of the view that nothing in the log says.
    change(dir.path(), "view.db", "UPDATE campaigns SET name = 'another'").await;
    let replayed = replay(dir.path(), Span::default(), None).await.unwrap();
    assert_eq!(replayed.differ, 1);
    assert!(replayed.differences[0].what.contains("view"), "{replayed:?}");
}

#[tokio::test]
async fn a_view_that_breaks_in_use_is_rebuilt_and_the_question_answered() {
    let Site { dir, engine, .. } = Site::launched().await;
    play(&engine.handle(), None).await;
    engine.shutdown().await;
    // Opening looks at the first pages only; what lies behind them is found when somebody reads it.
    change(dir.path(), "view.db", "PRAGMA wal_checkpoint(TRUNCATE)").await;
    let copy = tempfile::tempdir().unwrap();
    let path = dir.path().join("view.db");
    let mut connection = SqliteConnectOptions::new().filename(&path).connect().await.unwrap();
    let page: i64 = sqlx::query_scalar("SELECT rootpage FROM sqlite_schema WHERE name = 'sums'")
        .fetch_one(&mut connection)
        .await
        .unwrap();
    connection.close().await.unwrap();
    let mut torn = std::fs::read(path).unwrap();
    let end = usize::try_from(page).unwrap() * 8_192;
    torn[end - 8_192..end].fill(0xa5);
    std::fs::copy(dir.path().join(LOG_FILE), copy.path().join(LOG_FILE)).unwrap();
    std::fs::write(copy.path().join("view.db"), &torn).unwrap();
    let dir = copy;
    let engine = open(dir.path()).await;
    let handle = engine.handle();
    at_head(&handle).await;
    let mut renewed = false;
    for _ in 0..2 {
        let status = handle.view().status(None, handle.clock().now()).await.unwrap();
        assert_eq!(status.campaigns.len(), 1);
        let occasions = handle.view().occasions(&campaign("c")).await.unwrap();
        assert!(!occasions.is_empty());
        for occasion in &occasions {
            handle.view().why(None, &occasion.occasion.key).await.unwrap();
        }
        renewed |= handle.view().renewals() > 0;
    }
    assert!(renewed && dir.path().join("view.db.broken").is_file());
    assert_eq!(handle.view().renewals(), 1);
    engine.shutdown().await;
}

/// Over a link go the definitions that workers need, and no text or evidence that somebody handed in.
#[tokio::test]
async fn a_link_gives_definitions_and_no_texts() {
    let Site { dir: _dir, engine, handle } = Site::launched().await;
    let id = campaign("c");
    let text = handle.store_text("举报人的话").await.unwrap();
    let evidence = handle.store(b"a scanned page".to_vec()).await.unwrap();
    let Answer::Definition(definition) = handle.ask(Question::Definition { campaign: id }).await.unwrap()
    else {
        panic!("it has a definition")
    };
    let over_link = async |digest| Owner::answer(&handle, Question::Blob { digest }).await.unwrap();
    assert_eq!(over_link(text).await, Answer::Unknown);
    assert_eq!(over_link(evidence).await, Answer::Unknown);
    assert!(matches!(over_link(definition).await, Answer::Blob(_)));
    engine.shutdown().await;
}

/// The store shows a commit a moment before the head does: a follower must not stand there yet.
#[tokio::test]
async fn what_is_read_ends_at_the_head_that_is_known() {
    let Site { dir: _dir, engine, handle } = Site::launched().await;
    let rows = handle.read(Position(0), 4_096).await.unwrap();
    let head = *handle.head().borrow();
    assert!(rows.len() > 3 && rows.last().map(|row| row.position) == Some(head));
    let earlier = Position(head.0 - 2);
    let until = known(rows.clone(), earlier);
    assert_eq!(until, rows[..rows.len() - 2]);
    let log = Lineage::of(handle.reader().as_ref()).await.unwrap();
    let begins = |last: &[Arc<Recorded>]| begin(&log.place(last.last().unwrap().position), &log, earlier);
    assert!(begins(&until).unwrap().reset.is_none());
    assert!(begins(&rows).unwrap().reset.is_some(), "beyond it, it would be told that the log was cut");
    assert_eq!(known(rows.clone(), head), rows);
    engine.shutdown().await;
}
