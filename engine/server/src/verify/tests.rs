//! Damage of every kind, done to a real log, and what verification says of it.

use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions, Executor};

use super::*;
use crate::clock::ClockMode;
use crate::engine::{Engine, Options};
use crate::sample::{Reporter, UnitA, campaign, instant, launch, start};
use crate::stepper::{Nobody, Stepper};

/// A log with two campaigns, and its head file.
async fn log(dir: &Path) -> std::path::PathBuf {
    let options = Options { data_dir: dir.to_owned(), clock: ClockMode::Stepped { start: start() } };
    let engine = Engine::open(options).await.unwrap();
    let handle = engine.handle();
    launch(&handle, &campaign("c")).await;
    launch(&handle, &campaign("d")).await;
    let mut stepper = Stepper::new(handle.clone(), Nobody)
        .player(Box::new(Reporter::default()))
        .player(Box::new(UnitA::default()))
        .until(Some(instant("2014-05-10T00:00:00+08:00")));
    stepper.run().await.unwrap();
    let heads = dir.join("heads.txt");
    write_head_file(&handle, &heads).await.unwrap();
    engine.shutdown().await;
    heads
}

async fn damage(dir: &Path, sql: &str) {
    let mut connection = SqliteConnectOptions::new().filename(dir.join(LOG_FILE)).connect().await.unwrap();
    connection.execute(AssertSqlSafe(sql.to_owned())).await.unwrap();
    connection.close().await.unwrap();
}

/// Damages a fresh copy of the log and gives what is found.
async fn found(good: &Path, sql: &str, heads: Option<&Path>) -> Bad {
    let dir = tempfile::tempdir().unwrap();
    std::fs::copy(good.join(LOG_FILE), dir.path().join(LOG_FILE)).unwrap();
    damage(dir.path(), sql).await;
    match verify(dir.path(), heads).await {
        Err(VerifyError::Bad(bad)) => bad,
        other => panic!("{sql}: {other:?}"),
    }
}

#[tokio::test]
async fn a_good_log_verifies_with_its_head_file() {
    let dir = tempfile::tempdir().unwrap();
    let heads = log(dir.path()).await;
    let verified = verify(dir.path(), Some(&heads)).await.unwrap();
    assert_eq!(verified.campaigns.len(), 2);
    assert!(verified.events > 40 && verified.blobs >= 2);
    let empty = tempfile::tempdir().unwrap();
    assert!(matches!(verify(empty.path(), None).await, Err(VerifyError::Unusable(_))));
}

#[tokio::test]
async fn any_changed_column_names_its_event() {
    let dir = tempfile::tempdir().unwrap();
    log(dir.path()).await;
    for set in [
        "at = at + 1",
        "at = at - 1",
        "name = 'item.waived'",
        "schema = 2",
        "schema = -1",
        "actor = actor || 'x'",
        "command = randomblob(16)",
        "command = x'00'",
        "hash = zeroblob(32)",
        "hash = x'00'",
        "body = CAST(body || x'00' AS BLOB)",
        "body = x''",
        "campaign = 'e'",
        "campaign = 'Not An Id'",
        "version = 1000",
        "version = -7",
        "shard = 1",
    ] {
        let bad = found(dir.path(), &format!("UPDATE events SET {set} WHERE position = 17"), None).await;
        assert_eq!(bad.position, Some(17), "{set}: {bad}");
    }
}

#[tokio::test]
async fn lost_doubled_and_exchanged_events_are_found() {
    let dir = tempfile::tempdir().unwrap();
    let heads = log(dir.path()).await;
    let bad = found(dir.path(), "DELETE FROM events WHERE position = 17", None).await;
    assert_eq!(bad.position, Some(17), "{bad}");
    let exchange = "UPDATE events SET position = -1 WHERE position = 3;
        UPDATE events SET position = 3 WHERE position = 4; UPDATE events SET position = 4 WHERE position = -1";
    assert_eq!(found(dir.path(), exchange, None).await.position, Some(3));
    let closed_up = "DELETE FROM events WHERE position = 3;
        UPDATE events SET position = position - 1 WHERE position > 3;
        UPDATE log_head SET position = position - 1";
    assert_eq!(found(dir.path(), closed_up, None).await.position, Some(3));
    let doubled =
        "INSERT INTO events SELECT (SELECT max(position) + 1 FROM events), shard, campaign, 1000, at, name,
        schema, actor, behalf, via, command, hash, body FROM events WHERE position = 17;
        UPDATE log_head SET position = position + 1";
    let last = verify(dir.path(), None).await.unwrap().events;
    assert_eq!(found(dir.path(), doubled, None).await.position, Some(last + 1));
    let before_all =
        "INSERT INTO events SELECT 0, shard, campaign, 1000, at, name, schema, actor, behalf, via, command, hash, body
        FROM events WHERE position = 17";
    assert_eq!(found(dir.path(), before_all, None).await.position, Some(1));
    let cut = "DELETE FROM events WHERE position > (SELECT max(position) - 10 FROM events)";
    assert_eq!(found(dir.path(), cut, None).await.position, Some(last - 9));
    let cut_with_head = format!("{cut}; UPDATE log_head SET position = position - 10");
    assert_eq!(found(dir.path(), &cut_with_head, Some(&heads)).await.position, Some(last - 9));
    assert_eq!(found(dir.path(), "DELETE FROM log_head", None).await.position, Some(last + 1));
    let ahead = found(dir.path(), "UPDATE log_head SET position = 3", None).await;
    assert_eq!(ahead.position, Some(4));
}

#[tokio::test]
async fn a_head_row_that_muster_did_not_write_is_found() {
    let dir = tempfile::tempdir().unwrap();
    log(dir.path()).await;
    for (sql, what) in [
        ("UPDATE log_head SET term = term + 1", "the term in log_head"),
        ("UPDATE log_head SET term = 0", "the term in log_head"),
        ("INSERT INTO log_head VALUES (7, 3, 1)", "shard 7"),
        ("DELETE FROM kept WHERE name = 'term'", "`term` is missing"),
        ("UPDATE kept SET text = '9' WHERE name = 'term'; UPDATE log_head SET term = 9", "term"),
    ] {
        let bad = found(dir.path(), sql, None).await;
        assert!(bad.what.contains(what), "{sql}: {bad}");
    }
}

#[tokio::test]
async fn what_was_done_to_the_files_beside_the_log_is_found() {
    let dir = tempfile::tempdir().unwrap();
    let options =
        || Options { data_dir: dir.path().to_owned(), clock: ClockMode::Stepped { start: start() } };
    let engine = Engine::open(options()).await.unwrap();
    launch(&engine.handle(), &campaign("c")).await;
    let account = crate::contacts::Account {
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
    let touch = async |file: &str, sql: &str| {
        let mut connection =
            SqliteConnectOptions::new().filename(dir.path().join(file)).connect().await.unwrap();
        connection.execute(AssertSqlSafe(sql.to_owned())).await.unwrap();
        connection.close().await.unwrap();
    };
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
        touch(file, sql).await;
        match verify(dir.path(), None).await {
            Err(VerifyError::Bad(bad)) => assert!(bad.what.contains(what), "{sql}: {bad}"),
            other => panic!("{sql}: {other:?}"),
        }
        touch(file, undo).await;
        verify(dir.path(), None).await.unwrap();
    }
}

#[tokio::test]
async fn a_command_that_would_not_be_known_again_is_found() {
    let dir = tempfile::tempdir().unwrap();
    log(dir.path()).await;
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
async fn a_chain_written_anew_differs_from_the_head_file() {
    let dir = tempfile::tempdir().unwrap();
    let heads = log(dir.path()).await;
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
    let dir = tempfile::tempdir().unwrap();
    log(dir.path()).await;
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
    let dir = tempfile::tempdir().unwrap();
    log(dir.path()).await;
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
    let options = Options { data_dir: dir.path().to_owned(), clock: ClockMode::Stepped { start: start() } };
    let engine = Engine::open(options).await.unwrap();
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
