//! Damage of every kind, done to a real log, and what verification says of it.

use sqlx::ConnectOptions;
use sqlx::sqlite::SqliteConnectOptions;

use super::*;
use crate::sample::{campaign, launch, open, play};
use crate::store::sqlite::rewrite::{Segments, change, rewrite};

/// A log with two campaigns, and its head file.
async fn site() -> (tempfile::TempDir, std::path::PathBuf) {
    let dir = tempfile::tempdir().unwrap();
    let engine = open(dir.path()).await;
    let handle = engine.handle();
    launch(&handle, &campaign("c")).await;
    launch(&handle, &campaign("d")).await;
    play(&handle, Some("2014-05-10T00:00:00+08:00")).await;
    let heads = dir.path().join("heads.txt");
    write_head_file(&handle, &heads).await.unwrap();
    engine.shutdown().await;
    (dir, heads)
}

/// Damages a fresh copy of the log and gives what is found.
async fn found(good: &Path, sql: &str, heads: Option<&Path>) -> Bad {
    let dir = tempfile::tempdir().unwrap();
    std::fs::copy(good.join(LOG_FILE), dir.path().join(LOG_FILE)).unwrap();
    change(dir.path(), LOG_FILE, sql).await;
    match verify(dir.path(), heads).await {
        Err(VerifyError::Bad(bad)) => bad,
        other => panic!("{sql}: {other:?}"),
    }
}

/// Rewrites the records of a fresh copy of the log and gives what is found.
async fn rewritten(good: &Path, change: impl FnOnce(&mut Segments), heads: Option<&Path>) -> Bad {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join(LOG_FILE);
    std::fs::copy(good.join(LOG_FILE), &file).unwrap();
    rewrite(&file, change).await;
    match verify(dir.path(), heads).await {
        Err(VerifyError::Bad(bad)) => bad,
        other => panic!("{other:?}"),
    }
}

/// Where the segments of a log begin.
async fn segments(dir: &Path) -> Vec<u64> {
    let mut connection = SqliteConnectOptions::new().filename(dir.join(LOG_FILE)).connect().await.unwrap();
    let all: Vec<i64> = sqlx::query_scalar("SELECT position FROM segments ORDER BY position")
        .fetch_all(&mut connection)
        .await
        .unwrap();
    connection.close().await.unwrap();
    all.into_iter().map(|position| u64::try_from(position).unwrap()).collect()
}

/// First and last position of the record that holds a position.
async fn record_of(dir: &Path, position: u64) -> (u64, u64) {
    let log = crate::store::sqlite::SqliteReader::open(&dir.join(LOG_FILE)).await.unwrap();
    let row = crate::store::Reader::read(&log, Position(position - 1), 1).await.unwrap().remove(0);
    (row.first.0, row.first.0 + u64::from(row.count) - 1)
}

#[tokio::test]
async fn a_good_log_verifies_with_its_head_file() {
    let (dir, heads) = site().await;
    let verified = verify(dir.path(), Some(&heads)).await.unwrap();
    assert_eq!(verified.campaigns.len(), 2);
    assert!(verified.events > 40 && verified.blobs >= 2);
    let empty = tempfile::tempdir().unwrap();
    assert!(matches!(verify(empty.path(), None).await, Err(VerifyError::Unusable(_))));
}

#[tokio::test]
async fn any_changed_column_names_its_event() {
    let (dir, _) = site().await;
    let first = record_of(dir.path(), 17).await.0;
    let behind = segments(dir.path()).await.into_iter().find(|position| *position > 17).unwrap();
    type Change = fn(&mut Segments);
    let changes: [(&str, Change); 15] = [
        ("later", |log| log.record(17, |record| record.at.0 += 1)),
        ("earlier", |log| log.record(17, |record| record.at.0 -= 1)),
        ("name", |log| log.event(17, |event| event.name = "item.waived".to_owned())),
        ("schema", |log| log.event(17, |event| event.schema = 2)),
        ("actor", |log| log.record(17, |record| record.actor.push('x'))),
        ("behalf", |log| log.record(17, |record| record.behalf = Some("x".to_owned()))),
        ("via", |log| log.record(17, |record| record.via.push('x'))),
        ("command", |log| {
            log.record(17, |record| record.command = Some(CommandId([1; 16])));
        }),
        ("hash", |log| log.record(17, |record| record.hash = Digest::default())),
        ("longer", |log| log.event(17, |event| event.body.push(0))),
        ("empty", |log| log.event(17, |event| event.body.clear())),
        ("campaign", |log| log.record(17, |record| record.campaign = CampaignId::new("e").unwrap())),
        ("version", |log| log.record(17, |record| record.first_version.0 = 1_000)),
        ("count", |log| log.segment(17, |rows| drop(rows.pop()))),
        ("twice", |log| log.segment(17, |rows| rows.push(rows[0].clone()))),
    ];
    for (what, change) in changes {
        let bad = rewritten(dir.path(), change, None).await;
        // Where a record too few or too many is whole, what comes next is in the wrong place.
        let most = if matches!(what, "count" | "twice") { behind } else { first };
        assert!((first..=most).contains(&bad.position.unwrap()), "{what}: {bad}");
    }
    for set in ["events = events + 1", "bytes = x''", "bytes = CAST(bytes || x'00' AS BLOB)", "position = 16"]
    {
        let sql = format!(
            "UPDATE segments SET {set} WHERE position = (SELECT max(position) FROM segments WHERE position <= 17)"
        );
        let bad = found(dir.path(), &sql, None).await;
        assert!(bad.position.is_some_and(|position| position <= first), "{set}: {bad}");
    }
}

/// Any single byte of the log's segments: nothing in them is without meaning.
#[tokio::test]
async fn any_changed_byte_of_a_segment_is_found() {
    let (dir, _) = site().await;
    let file = dir.path().join(LOG_FILE);
    let mut connection = SqliteConnectOptions::new().filename(&file).connect().await.unwrap();
    let rows: Vec<(i64, Vec<u8>)> = sqlx::query_as("SELECT position, bytes FROM segments ORDER BY position")
        .fetch_all(&mut connection)
        .await
        .unwrap();
    for (nth, (position, good)) in rows.iter().enumerate() {
        for at in (nth % 7..good.len()).step_by(97) {
            let mut bytes = good.clone();
            bytes[at] ^= 0x41;
            let set = "UPDATE segments SET bytes = ? WHERE position = ?";
            sqlx::query(set).bind(bytes).bind(position).execute(&mut connection).await.unwrap();
            let Err(VerifyError::Bad(bad)) = verify(dir.path(), None).await else {
                panic!("byte {at} of the segment at {position}")
            };
            assert!(bad.position.is_some(), "{bad}");
            sqlx::query(set).bind(good).bind(position).execute(&mut connection).await.unwrap();
        }
    }
    connection.close().await.unwrap();
    verify(dir.path(), None).await.unwrap();
}

#[tokio::test]
async fn lost_doubled_and_exchanged_records_are_found() {
    let (dir, heads) = site().await;
    let last = verify(dir.path(), None).await.unwrap().events;
    let segments = segments(dir.path()).await;
    let (gone, next) = (segments[5], segments[6]);
    let bad = found(dir.path(), &format!("DELETE FROM segments WHERE position = {gone}"), None).await;
    assert_eq!(bad.position, Some(gone), "{bad}");
    let exchanged = rewritten(
        dir.path(),
        |log| {
            let (one, two) = (log.0[5].1.clone(), log.0[6].1.clone());
            (log.0[5].1, log.0[6].1) = (two, one);
        },
        None,
    );
    assert_eq!(exchanged.await.position, Some(gone));
    let closed_up = format!(
        "DELETE FROM segments WHERE position = {gone};
        UPDATE segments SET position = position - {0} WHERE position > {gone};
        UPDATE log_head SET position = position - {0}",
        next - gone
    );
    assert_eq!(found(dir.path(), &closed_up, None).await.position, Some(gone));
    let doubled = format!(
        "INSERT INTO segments SELECT {last} + 1, events, bytes FROM segments WHERE position = {gone};
        UPDATE log_head SET position = position + (SELECT events FROM segments WHERE position = {gone})"
    );
    assert_eq!(found(dir.path(), &doubled, None).await.position, Some(last + 1));
    let before_all =
        format!("INSERT INTO segments SELECT 0, events, bytes FROM segments WHERE position = {gone}");
    assert_eq!(found(dir.path(), &before_all, None).await.position, Some(1));
    let end = segments[segments.len() - 3];
    let cut = format!("DELETE FROM segments WHERE position >= {end}");
    assert_eq!(found(dir.path(), &cut, None).await.position, Some(end));
    let cut_with_head = format!("{cut}; UPDATE log_head SET position = {end} - 1");
    assert_eq!(found(dir.path(), &cut_with_head, Some(&heads)).await.position, Some(end));
    assert_eq!(found(dir.path(), "DELETE FROM log_head", None).await.position, Some(last + 1));
    let ahead = found(dir.path(), "UPDATE log_head SET position = 3", None).await;
    assert_eq!(ahead.position, Some(4));
}

#[tokio::test]
async fn an_index_that_does_not_say_what_the_records_say_is_found() {
    let (dir, _) = site().await;
    for damage in [
        "UPDATE campaigns SET version = version - 1 WHERE id = 'c'",
        "UPDATE campaigns SET position = position + 1 WHERE id = 'd'",
        "UPDATE campaigns SET hash = zeroblob(32) WHERE id = 'c'",
        "DELETE FROM campaigns WHERE id = 'c'",
        "INSERT INTO campaigns VALUES ('e', 1, 1, zeroblob(32))",
        "DELETE FROM campaign_segments WHERE segment = (SELECT max(segment) FROM campaign_segments)",
        "INSERT INTO campaign_segments VALUES ('c', 100000)",
        "UPDATE campaign_segments SET campaign = 'e' WHERE segment = 1",
        "UPDATE indexed SET position = 1000000",
        "DELETE FROM indexed",
        "INSERT INTO indexed VALUES (1)",
    ] {
        let bad = found(dir.path(), damage, None).await;
        assert!(bad.what.contains("index"), "{damage}: {bad}");
    }
}

#[tokio::test]
async fn a_head_row_that_muster_did_not_write_is_found() {
    let (dir, _) = site().await;
    for (sql, what) in [
        ("UPDATE log_head SET term = term + 1", "the term in log_head"),
        ("UPDATE log_head SET term = 0", "the term in log_head"),
        ("INSERT INTO log_head VALUES (7, 3, 1)", "shard 7"),
        ("DELETE FROM settings WHERE name = 'term'", "`term` is missing"),
        ("UPDATE settings SET text = '9' WHERE name = 'term'; UPDATE log_head SET term = 9", "term"),
    ] {
        let bad = found(dir.path(), sql, None).await;
        assert!(bad.what.contains(what), "{sql}: {bad}");
    }
}

#[tokio::test]
async fn what_was_done_to_the_files_beside_the_log_is_found() {
    let dir = tempfile::tempdir().unwrap();
    let engine = open(dir.path()).await;
    launch(&engine.handle(), &campaign("c")).await;
    let account = crate::directory::contacts::Account {
        contact: "a-clerk".to_owned(),
        channel: "outbox".to_owned(),
        account: "a@example.invalid".to_owned(),
    };
    let contacts = engine.handle().contacts().clone();
    let import = contacts.stage(&campaign("c"), &[account]).await.unwrap().import.unwrap();
    contacts.take_in(&campaign("c"), import).await.unwrap();
    drop(contacts);
    engine.shutdown().await;
    verify(dir.path(), None).await.unwrap();
    for (file, sql, undo, what) in [
        (
            "view.db",
            "CREATE TRIGGER t AFTER INSERT ON items BEGIN SELECT 1; END",
            "DROP TRIGGER t",
            "view.db the trigger `t`",
        ),
        ("view.db", "CREATE VIEW v AS SELECT 1", "DROP VIEW v", "view.db the view `v`"),
        (
            "contacts.db",
            "CREATE TRIGGER t AFTER INSERT ON accounts BEGIN SELECT 1; END",
            "DROP TRIGGER t",
            "contacts.db the trigger `t`",
        ),
        (
            "contacts.db",
            "UPDATE accounts SET account = 'thief@example.invalid'",
            "UPDATE accounts SET account = 'a@example.invalid'",
            "the accounts of c in contacts.db",
        ),
        (
            "contacts.db",
            "INSERT INTO accounts VALUES ('d', 'x', 'outbox', 'y')",
            "DELETE FROM accounts WHERE campaign = 'd'",
            "the accounts of d in contacts.db",
        ),
    ] {
        change(dir.path(), file, sql).await;
        match verify(dir.path(), None).await {
            Err(VerifyError::Bad(bad)) => assert!(bad.what.contains(what), "{sql}: {bad}"),
            other => panic!("{sql}: {other:?}"),
        }
        change(dir.path(), file, undo).await;
        verify(dir.path(), None).await.unwrap();
    }
}

#[tokio::test]
async fn a_command_that_would_not_be_known_again_is_found() {
    let (dir, _) = site().await;
    for damage in [
        "DELETE FROM commands WHERE position = (SELECT max(position) FROM commands)",
        "UPDATE commands SET position = position - 1 WHERE position = (SELECT max(position) FROM commands)",
        "UPDATE commands SET content = x'00' WHERE position = (SELECT max(position) FROM commands)",
        "INSERT INTO commands VALUES (x'07070707070707070707070707070707', zeroblob(32), 2, 2)",
    ] {
        let bad = found(dir.path(), damage, None).await;
        assert!(bad.what.contains("commands"), "{damage}: {bad}");
    }
}

#[tokio::test]
async fn a_rewritten_chain_differs_from_the_head_file() {
    let (dir, heads) = site().await;
    let text = std::fs::read_to_string(&heads).unwrap();
    let line = text.lines().find(|line| line.starts_with("campaign d")).unwrap();
    let other = line.rsplit_once(' ').map(|(front, _)| format!("{front} {}", Digest::of(b"other"))).unwrap();
    std::fs::write(&heads, text.replace(line, &other)).unwrap();
    let Err(VerifyError::Bad(bad)) = verify(dir.path(), Some(&heads)).await else { panic!("found nothing") };
    assert_eq!(bad.campaign.as_deref(), Some("d"));
    assert!(bad.to_string().contains("head file"), "{bad}");
}

#[tokio::test]
async fn blobs_that_events_name_must_be_whole() {
    let (dir, _) = site().await;
    for sql in [
        "DELETE FROM blobs",
        "UPDATE blobs SET bytes = CAST(bytes || x'00' AS BLOB)",
        "UPDATE blobs SET salt = zeroblob(16)",
        "UPDATE blobs SET salt = x'01'",
    ] {
        let bad = found(dir.path(), sql, None).await;
        assert_eq!((bad.position, bad.version), (Some(1), Some(1)), "{sql}: {bad}");
    }
}

#[tokio::test]
async fn changed_bytes_of_the_file_are_found_without_panic() {
    let (dir, _) = site().await;
    let good = std::fs::read(dir.path().join(LOG_FILE)).unwrap();
    let copy = tempfile::tempdir().unwrap();
    let path = copy.path().join(LOG_FILE);
    let mut unnoticed = Vec::new();
    // Bytes all over the file; the ones that nothing uses (free space of pages, counters) may go unnoticed.
    for at in (0..good.len()).step_by(good.len() / 300) {
        let mut bytes = good.clone();
        bytes[at] ^= 0x41;
        std::fs::write(&path, &bytes).unwrap();
        if verify(copy.path(), None).await.is_ok() {
            unnoticed.push(at);
        }
    }
    assert!(unnoticed.len() < 300);
}

#[tokio::test]
async fn a_log_is_verified_while_it_runs_and_after_a_kill() {
    let dir = tempfile::tempdir().unwrap();
    let engine = open(dir.path()).await;
    launch(&engine.handle(), &campaign("c")).await;
    engine.handle().tick().await.unwrap();
    let head = engine.handle().head().borrow().0;
    assert_eq!(verify(dir.path(), None).await.unwrap().events, head);
    // What a kill leaves: the file and its write-ahead log, nothing folded, no index of it.
    let killed = tempfile::tempdir().unwrap();
    for name in [LOG_FILE, "log.db-wal"] {
        std::fs::copy(dir.path().join(name), killed.path().join(name)).unwrap();
    }
    assert_eq!(verify(killed.path(), None).await.unwrap().events, head);
    engine.shutdown().await;
}
