//! What must hold of every store, as one list that each of them passes.

use std::sync::Arc;

use muster_protocol::ids::{CampaignId, CommandId, Digest, Position, Term, Version};
use muster_protocol::recorded::{Record, Recorded, Written};
use muster_protocol::time::Instant;
use sqlx::{ConnectOptions, Connection, Executor};

use super::memory::MemoryStore;
use super::sqlite::index::INDEX_EVENTS;
use super::sqlite::{LOG_FILE, SqliteStore};
use super::{AppendError, Batch, Blob, Head, Known, READ_ROWS_MAX, Reader, Store};

fn id(text: &str) -> CampaignId {
    CampaignId::new(text).unwrap()
}

/// A record with so many events.
fn record(
    position: u64,
    campaign: &str,
    version: u64,
    command: Option<u8>,
    events: usize,
) -> Vec<Arc<Recorded>> {
    let record = Record {
        first: Position(position),
        count: 0,
        campaign: id(campaign),
        first_version: Version(version),
        at: Instant(1_000 + i64::try_from(position).unwrap()),
        actor: "005/联络员".to_owned(),
        behalf: command.map(|_| "005/主要负责人".to_owned()),
        via: "cli".to_owned(),
        command: command.map(|byte| CommandId([byte; 16])),
        content: command.map(|byte| Digest::of(&[byte])),
        hash: Digest::default(),
    };
    let event = Written { name: "item.closed".to_owned(), schema: 1, body: vec![1, 2, 3] };
    record.seal(Digest::of(&position.to_le_bytes()), vec![event; events])
}

fn row(position: u64, campaign: &str, version: u64, command: Option<u8>) -> Arc<Recorded> {
    record(position, campaign, version, command, 1).remove(0)
}

fn batch<'a>(term: Term, after: u64, rows: &'a [Arc<Recorded>]) -> Batch<'a> {
    Batch { term, after: Position(after), rows, blobs: &[], erased: &[], due: &[] }
}

async fn rows_come_back_as_written(mut store: Box<dyn Store>) {
    let head = store.take_term().await.unwrap();
    assert_eq!(head, Head { position: Position(0), term: Term(1) });
    let rows = [row(1, "a", 1, Some(7)), row(2, "b", 1, None), row(3, "a", 2, Some(8))];
    store.append(batch(head.term, 0, &rows)).await.unwrap();
    assert_eq!(store.own().read(Position(0), 10).await.unwrap(), rows);
    assert_eq!(store.own().read(Position(1), 1).await.unwrap(), rows[1..2]);
    assert_eq!(store.own().campaign(&id("a"), Version(0)).await.unwrap(), [rows[0].clone(), rows[2].clone()]);
    assert_eq!(store.own().campaign(&id("a"), Version(1)).await.unwrap(), rows[2..]);
    for (after, limit, found) in
        [(0, 9, vec![0, 2]), (0, 1, vec![0]), (1, 9, vec![2]), (2, 9, vec![2]), (3, 9, vec![])]
    {
        let found: Vec<_> = found.into_iter().map(|at: usize| rows[at].clone()).collect();
        assert_eq!(
            store.own().campaign_on(&id("a"), Position(after), limit).await.unwrap(),
            found,
            "{after}"
        );
    }
    assert!(store.own().campaign_on(&id("c"), Position(1), 9).await.unwrap().is_empty());
    for (ids, after, found) in [
        (vec!["a", "b", "never"], 0, vec![0, 1, 2]),
        (vec!["b", "a"], 1, vec![1, 2]),
        (vec!["b"], 0, vec![1]),
        (vec!["a"], 2, vec![2]),
        (vec![], 0, vec![]),
    ] {
        let ids: Vec<CampaignId> = ids.into_iter().map(id).collect();
        let found: Vec<_> = found.into_iter().map(|at: usize| rows[at].clone()).collect();
        assert_eq!(store.own().campaigns_on(&ids, Position(after)).await.unwrap(), found, "{ids:?} {after}");
    }
    let reader = store.open_reader().await.unwrap();
    assert_eq!(reader.head().await.unwrap(), Head { position: Position(3), term: Term(1) });
    let heads = reader.campaigns().await.unwrap();
    assert_eq!(
        heads.iter().map(|head| (head.campaign.as_str(), head.version.0)).collect::<Vec<_>>(),
        [("a", 2), ("b", 1)]
    );
    assert_eq!(heads[0].hash, rows[2].hash);
}

async fn many_rows_go_in_one_batch(mut store: Box<dyn Store>) {
    let head = store.take_term().await.unwrap();
    let count = READ_ROWS_MAX as u64 + 300;
    let rows: Vec<_> = (1..=count).map(|at| row(at, "a", at, None)).collect();
    store.append(batch(head.term, 0, &rows)).await.unwrap();
    let first = store.own().read(Position(0), usize::MAX).await.unwrap();
    assert_eq!(first.len(), READ_ROWS_MAX);
    let rest = store.own().read(first.last().unwrap().position, usize::MAX).await.unwrap();
    assert_eq!(rest.last().unwrap().position, Position(count));
    assert_eq!(store.own().campaign(&id("a"), Version(0)).await.unwrap().len(), READ_ROWS_MAX);
    let ids = [id("a")];
    let page = store.own().campaigns_on(&ids, Position(0)).await.unwrap();
    assert_eq!(page, first);
    let rest_of_it = store.own().campaigns_on(&ids, page.last().unwrap().position).await.unwrap();
    assert_eq!(rest_of_it, rest);
}

async fn commands_and_campaigns_of_the_log_are_known(mut store: Box<dyn Store>) {
    let head = store.take_term().await.unwrap();
    let rows = [record(1, "a", 1, Some(7), 3), record(4, "b", 1, Some(8), 1)].concat();
    let known_at = |byte, position, version| Known {
        id: CommandId([byte; 16]),
        content: Digest::of(&[byte]),
        position: Position(position),
        version: Version(version),
    };
    let commands = [known_at(7, 3, 3), known_at(8, 4, 1)];
    store.append(batch(head.term, 0, &rows)).await.unwrap();
    let asked: Vec<CommandId> = [7, 9, 8].map(|byte| CommandId([byte; 16])).to_vec();
    let mut known = store.own().commands(&asked).await.unwrap();
    known.sort_by_key(|known| known.position);
    assert_eq!(known, commands);
    assert!(store.own().commands(&[]).await.unwrap().is_empty());
    let mut launched = store.own().launched(&[id("b"), id("never"), id("a")]).await.unwrap();
    launched.sort();
    assert_eq!(launched, [id("a"), id("b")]);
}

async fn an_older_term_is_fenced(mut store: Box<dyn Store>) {
    let old = store.take_term().await.unwrap();
    let new = store.take_term().await.unwrap();
    assert!(new.term > old.term);
    let rows = [row(1, "a", 1, None)];
    assert_eq!(store.append(batch(old.term, 0, &rows)).await, Err(AppendError::Fenced { ours: old.term }));
    assert_eq!(store.own().head().await.unwrap().position, Position(0));
    assert!(store.own().read(Position(0), 9).await.unwrap().is_empty());
    store.append(batch(new.term, 0, &rows)).await.unwrap();
}

async fn a_failed_batch_leaves_nothing(mut store: Box<dyn Store>) {
    let head = store.take_term().await.unwrap();
    store.append(batch(head.term, 0, &[row(1, "a", 1, None)])).await.unwrap();
    let blobs = [Blob::plain(b"x".to_vec())];
    let due = [(id("a"), Some(Instant(5)))];
    let next = [row(2, "a", 2, None)];
    let wrong_place = [row(5, "a", 2, None)];
    let wrong = Batch { blobs: &blobs, due: &due, ..batch(head.term, 4, &wrong_place) };
    assert!(matches!(store.append(wrong).await, Err(AppendError::Unknown(_))));
    assert_eq!(store.own().head().await.unwrap().position, Position(1));
    assert_eq!(store.own().read(Position(0), 9).await.unwrap().len(), 1);
    assert!(!store.own().has_blob(blobs[0].digest).await.unwrap());
    assert!(store.own().due().await.unwrap().is_empty());
    store.append(batch(head.term, 1, &next)).await.unwrap();
    assert_eq!(store.own().campaign(&id("a"), Version(0)).await.unwrap().len(), 2);
}

async fn blobs_and_notes_are_kept(mut store: Box<dyn Store>) {
    let head = store.take_term().await.unwrap();
    let blobs = [Blob::plain(b"plain".to_vec()), Blob::salted(b"text".to_vec(), [3; 16])];
    for _ in 0..2 {
        store.append(Batch { blobs: &blobs, ..batch(head.term, 0, &[]) }).await.unwrap();
    }
    for blob in &blobs {
        assert_eq!(store.own().blob(blob.digest).await.unwrap().as_ref(), Some(blob));
        assert!(blob.is_whole());
    }
    assert_ne!(blobs[1].digest, Digest::of(b"text"));
    let head = async |most| store.own().file_head(blobs[0].digest, most).await.unwrap();
    assert_eq!(
        (head(3).await.as_deref(), head(9).await.as_deref()),
        (Some(&b"pla"[..]), Some(&b"plain"[..]))
    );
    assert_eq!(store.own().file_head(blobs[1].digest, 9).await.unwrap(), None, "a text is no file");
    assert_eq!(store.own().blob(Digest::of(b"other")).await.unwrap(), None);
    assert_eq!(store.own().setting("clock").await.unwrap(), None);
    store.keep("clock", "wall").await.unwrap();
    store.keep("clock", "stepped").await.unwrap();
    assert_eq!(store.own().setting("clock").await.unwrap().as_deref(), Some("stepped"));
}

async fn what_is_erased_goes_with_its_rows_and_stays_away(mut store: Box<dyn Store>) {
    let head = store.take_term().await.unwrap();
    let blobs = [Blob::plain(b"goes".to_vec()), Blob::plain(b"stays".to_vec())];
    store.append(Batch { blobs: &blobs, ..batch(head.term, 0, &[]) }).await.unwrap();
    let named = Recorded {
        body: [&[1], blobs[0].digest.0.as_slice(), &[2]].concat(),
        ..(*row(1, "a", 1, None)).clone()
    };
    let rows = [Arc::new(named), row(2, "a", 2, None)];
    let erased = [blobs[0].digest];
    assert!(!store.own().is_erased(erased[0]).await.unwrap());
    store.append(Batch { erased: &erased, ..batch(head.term, 0, &rows) }).await.unwrap();
    assert_eq!(store.own().mentions(erased[0]).await.unwrap(), rows[..1]);
    assert!(!store.own().has_blob(erased[0]).await.unwrap());
    assert!(store.own().is_erased(erased[0]).await.unwrap());
    assert!(store.own().has_blob(blobs[1].digest).await.unwrap());
    assert!(!store.own().is_erased(blobs[1].digest).await.unwrap());
    let reader = store.open_reader().await.unwrap();
    assert!(reader.is_erased(erased[0]).await.unwrap() && !reader.has_blob(erased[0]).await.unwrap());
}

async fn due_instants_follow_the_last_batch(mut store: Box<dyn Store>) {
    let head = store.take_term().await.unwrap();
    let due = [(id("a"), Some(Instant(5))), (id("b"), Some(Instant(4)))];
    store.append(Batch { due: &due, ..batch(head.term, 0, &[]) }).await.unwrap();
    let due = [(id("a"), None), (id("b"), Some(Instant(9)))];
    store.append(Batch { due: &due, ..batch(head.term, 0, &[]) }).await.unwrap();
    assert_eq!(store.own().due().await.unwrap(), [(Instant(9), id("b"))]);
}

/// What finds things stands in the tables for what was written long ago and in memory for the rest; where both know something,
/// what came last holds.
async fn what_came_last_holds_before_what_is_in_the_tables(mut store: Box<dyn Store>) {
    let head = store.take_term().await.unwrap();
    let most = INDEX_EVENTS;
    let first = [record(1, "c", 1, Some(6), 1), record(2, "a", 1, Some(7), usize::try_from(most).unwrap())];
    let due = [(id("a"), Some(Instant(5))), (id("c"), Some(Instant(6)))];
    store.append(Batch { due: &due, ..batch(head.term, 0, &first.concat()) }).await.unwrap();
    let then = [record(most + 2, "a", most + 1, Some(8), 1), record(most + 3, "b", 1, Some(9), 1)];
    let due = [(id("a"), Some(Instant(9)))];
    store.append(Batch { due: &due, ..batch(head.term, most + 1, &then.concat()) }).await.unwrap();
    let reader = store.open_reader().await.unwrap();
    for log in [store.own(), reader.as_ref()] {
        let heads = log.campaigns().await.unwrap();
        let heads: Vec<_> = heads.iter().map(|head| (head.campaign.as_str(), head.version.0)).collect();
        assert_eq!(heads, [("a", most + 1), ("b", 1), ("c", 1)]);
        let mut launched = log.launched(&[id("b"), id("c"), id("d"), id("a")]).await.unwrap();
        launched.sort();
        assert_eq!(launched, [id("a"), id("b"), id("c")]);
        let asked = [6, 7, 8, 9, 10].map(|byte| CommandId([byte; 16]));
        let known = log.commands(&asked).await.unwrap();
        let mut known: Vec<u64> = known.iter().map(|known| known.position.0).collect();
        known.sort_unstable();
        assert_eq!(known, [1, most + 1, most + 2, most + 3]);
        let mut due = log.due().await.unwrap();
        due.sort();
        assert_eq!(due, [(Instant(6), id("c")), (Instant(9), id("a"))]);
        let rows = log.campaign_on(&id("a"), Position(most), 9).await.unwrap();
        assert_eq!(rows.iter().map(|row| row.position.0).collect::<Vec<_>>(), [most + 1, most + 2]);
        let rows = log.campaigns_on(&[id("c"), id("b")], Position(0)).await.unwrap();
        assert_eq!(rows.iter().map(|row| row.position.0).collect::<Vec<_>>(), [1, most + 3]);
    }
}

/// Many commits of several campaigns, each found from any of its versions on.
async fn long_logs_are_found_like_short_ones(mut store: Box<dyn Store>) {
    let head = store.take_term().await.unwrap();
    let names = ["a", "b", "c"];
    let (mut at, mut versions) = (0, [0; 3]);
    for nth in 0..1_500_u64 {
        let which = usize::try_from(nth % 3).unwrap();
        let byte = u8::try_from(nth % 200).unwrap();
        let command = (nth < 200).then_some(byte);
        let rows = record(at + 1, names[which], versions[which] + 1, command, 3);
        let due = [(id(names[which]), Some(Instant(i64::try_from(nth).unwrap())))];
        store.append(Batch { due: &due, ..batch(head.term, at, &rows) }).await.unwrap();
        (at, versions[which]) = (at + 3, versions[which] + 3);
    }
    let reader = store.open_reader().await.unwrap();
    for log in [store.own(), reader.as_ref()] {
        for (name, versions) in names.iter().zip(versions) {
            let rows = log.campaign(&id(name), Version(0)).await.unwrap();
            assert_eq!(
                rows.iter().map(|row| row.version.0).collect::<Vec<_>>(),
                (1..=versions).collect::<Vec<_>>()
            );
            for after in [1, 2, 700, versions - 1, versions, versions + 9] {
                let rows = log.campaign(&id(name), Version(after)).await.unwrap();
                assert_eq!(rows.len() as u64, versions.saturating_sub(after), "{name} {after}");
                assert!(rows.first().is_none_or(|row| row.version.0 == after + 1));
            }
        }
        let rows = log.campaign_on(&id("b"), Position(4_400), 9).await.unwrap();
        assert_eq!(
            rows.iter().map(|row| row.position.0).take(4).collect::<Vec<_>>(),
            [4_405, 4_406, 4_407, 4_414]
        );
        let heads = log.campaigns().await.unwrap();
        assert_eq!(heads.iter().map(|head| head.version.0).collect::<Vec<_>>(), versions);
        let known = log.commands(&[CommandId([150; 16]), CommandId([201; 16])]).await.unwrap();
        assert_eq!(known.iter().map(|known| known.position.0).collect::<Vec<_>>(), [453]);
        assert_eq!(log.launched(&[id("c"), id("d")]).await.unwrap(), [id("c")]);
        let mut due = log.due().await.unwrap();
        due.sort();
        assert_eq!(due, [(Instant(1_497), id("a")), (Instant(1_498), id("b")), (Instant(1_499), id("c"))]);
    }
}

async fn sqlite() -> (tempfile::TempDir, Box<dyn Store>) {
    let dir = tempfile::tempdir().unwrap();
    let store = SqliteStore::open(dir.path()).await.unwrap();
    (dir, Box::new(store))
}

macro_rules! conformance {
    ($($law:ident),+ $(,)?) => {
        mod memory_conforms {
            $(#[tokio::test] async fn $law() { super::$law(Box::new(super::MemoryStore::new())).await; })+
        }
        mod sqlite_conforms {
            $(#[tokio::test] async fn $law() {
                let (_dir, store) = super::sqlite().await;
                super::$law(store).await;
            })+
        }
    };
}

conformance! {
    rows_come_back_as_written,
    many_rows_go_in_one_batch,
    commands_and_campaigns_of_the_log_are_known,
    an_older_term_is_fenced,
    a_failed_batch_leaves_nothing,
    blobs_and_notes_are_kept,
    what_is_erased_goes_with_its_rows_and_stays_away,
    due_instants_follow_the_last_batch,
    long_logs_are_found_like_short_ones,
    what_came_last_holds_before_what_is_in_the_tables,
}

#[tokio::test]
async fn a_sqlite_log_is_there_after_it_was_closed() {
    let dir = tempfile::tempdir().unwrap();
    let mut store = Box::new(SqliteStore::open(dir.path()).await.unwrap());
    let head = store.take_term().await.unwrap();
    store.append(batch(head.term, 0, &[row(1, "a", 1, None)])).await.unwrap();
    store.close().await;
    let mut store = SqliteStore::open(dir.path()).await.unwrap();
    assert_eq!(store.take_term().await.unwrap(), Head { position: Position(1), term: Term(2) });
    assert_eq!(store.own().read(Position(0), 9).await.unwrap().len(), 1);
}

#[tokio::test]
async fn what_was_not_in_the_tables_when_the_log_was_killed_is_read_from_its_segments() {
    let dir = tempfile::tempdir().unwrap();
    let mut store = SqliteStore::open(dir.path()).await.unwrap();
    let head = store.take_term().await.unwrap();
    let due = [(id("a"), None)];
    let rows = record(1, "a", 1, Some(7), 2);
    store.append(Batch { due: &due, ..batch(head.term, 0, &rows) }).await.unwrap();
    // A reader apart, and a store after a kill.
    let apart = super::sqlite::SqliteReader::open(&dir.path().join(LOG_FILE)).await.unwrap();
    std::mem::forget(store);
    let store = SqliteStore::open(dir.path()).await.unwrap();
    for log in [&apart as &dyn Reader, store.own()] {
        assert_eq!(log.campaign(&id("a"), Version(0)).await.unwrap(), rows);
        assert_eq!(log.commands(&[CommandId([7; 16])]).await.unwrap()[0].position, Position(2));
        // When it wakes was not in its records: it is looked at immediately.
        assert_eq!(log.due().await.unwrap(), [(Instant(0), id("a"))]);
    }
}

#[tokio::test]
async fn an_index_that_is_not_this_logs_is_made_again() {
    let dir = tempfile::tempdir().unwrap();
    let mut store = Box::new(SqliteStore::open(dir.path()).await.unwrap());
    let head = store.take_term().await.unwrap();
    store.append(batch(head.term, 0, &record(1, "a", 1, Some(7), 4))).await.unwrap();
    store.close().await;
    for damage in [
        "UPDATE indexed SET position = 3",
        "DELETE FROM indexed",
        "UPDATE indexed SET position = 99",
        "UPDATE indexed SET position = 0",
    ] {
        let wiped = format!(
            "{damage}; DELETE FROM commands; DELETE FROM campaigns; DELETE FROM campaign_segments;
                INSERT INTO campaigns VALUES ('stranger', 1, 1, zeroblob(32))"
        );
        let options = sqlx::sqlite::SqliteConnectOptions::new().filename(dir.path().join(LOG_FILE));
        let mut connection = options.connect().await.unwrap();
        connection.execute(sqlx::AssertSqlSafe(wiped)).await.unwrap();
        connection.close().await.unwrap();
        let store = Box::new(SqliteStore::open(dir.path()).await.unwrap());
        assert_eq!(store.own().commands(&[CommandId([7; 16])]).await.unwrap().len(), 1, "{damage}");
        assert_eq!(store.own().campaigns().await.unwrap().len(), 1, "{damage}");
        store.close().await;
    }
}
