//! The files of a data directory as somebody else may leave them: changed by hand, of another log, copied in use, open to
//! others. Each is noticed at the start, by `verify` and by `restore`, or fixes itself and says so.

use super::*;
use crate::directory::contacts::{Account, CONTACTS_FILE};
use crate::maintenance::backup::{BackupError, HEADS_FILE, backup, restore};
use crate::maintenance::replay::{Span, replay};
use crate::view::VIEW_FILE;
use muster_protocol::recorded::Recorded;

/// A closed directory with two campaigns that stand at 10 May.
async fn site() -> tempfile::TempDir {
    let Site { dir, engine, .. } = Site::launched().await;
    launch(&engine.handle(), &campaign("d")).await;
    play(&engine.handle(), Some("2014-05-10T00:00:00+08:00")).await;
    engine.shutdown().await;
    dir
}

fn copy(dir: &Path, files: &[&str]) -> tempfile::TempDir {
    let copy = tempfile::tempdir().unwrap();
    for file in files {
        std::fs::copy(dir.join(file), copy.path().join(file)).unwrap();
    }
    copy
}

async fn found(dir: &Path) -> String {
    verify(dir, None).await.map(drop).unwrap_err().to_string()
}

#[tokio::test]
async fn what_stands_beside_the_events_is_compared_with_them() {
    let site = site().await;
    let home = tempfile::tempdir().unwrap();
    let good = home.path().join("good");
    backup(site.path(), &good).await.unwrap();
    for (number, (sql, expected)) in [
        ("UPDATE next_due SET due = NULL", "wakes next"),
        ("UPDATE next_due SET due = due + 86400000", "wakes next"),
        ("DELETE FROM next_due", "wakes next"),
        (
            "CREATE TRIGGER t AFTER UPDATE OF due ON next_due BEGIN UPDATE next_due SET due = NULL; END",
            "trigger `t`",
        ),
        ("CREATE VIEW v AS SELECT * FROM segments", "view `v`"),
        ("CREATE INDEX i ON segments(events)", "index `i`"),
        ("CREATE TABLE mine(a)", "table `mine`"),
        ("UPDATE settings SET text = 'wall' WHERE name = 'clock'", "setting `clock`"),
        ("UPDATE settings SET text = '9' WHERE name = 'log'", "setting `log`"),
        ("INSERT INTO settings(name, text, seal) VALUES ('swept', '99999 0', x'00')", "setting `swept`"),
        ("DELETE FROM settings WHERE name = 'clock'", "setting `clock`"),
    ]
    .into_iter()
    .enumerate()
    {
        let dir = copy(&good, &[LOG_FILE, CONTACTS_FILE, HEADS_FILE]);
        change(dir.path(), LOG_FILE, sql).await;
        let bad = found(dir.path()).await;
        assert!(bad.contains(expected), "{sql}: {bad}");
        let to = home.path().join(number.to_string());
        let refused = restore(dir.path(), &to, false).await.unwrap_err();
        assert!(
            matches!(&refused, BackupError::Bad(bad) if bad.to_string().contains(expected)),
            "{sql}: {refused}"
        );
        assert!(!to.exists());
    }
}

#[tokio::test]
async fn a_foreign_trigger_or_setting_is_refused_at_the_start() {
    let site = site().await;
    for (sql, expected) in [
        (
            "CREATE TRIGGER t AFTER UPDATE OF due ON next_due BEGIN UPDATE next_due SET due = NULL; END",
            "trigger `t`",
        ),
        ("CREATE VIEW v AS SELECT 1", "view `v`"),
        ("UPDATE settings SET text = 'wall' WHERE name = 'clock'", "setting `clock`"),
    ] {
        let dir = copy(site.path(), &[LOG_FILE]);
        change(dir.path(), LOG_FILE, sql).await;
        let said = refused(dir.path()).await;
        assert!(said.contains(expected), "{sql}: {said}");
    }
    let dir = copy(site.path(), &[LOG_FILE, CONTACTS_FILE]);
    change(dir.path(), CONTACTS_FILE, "CREATE TRIGGER t AFTER INSERT ON accounts BEGIN SELECT 1; END").await;
    let said = refused(dir.path()).await;
    assert!(said.contains(CONTACTS_FILE) && said.contains("trigger `t`"), "{said}");
}

#[tokio::test]
async fn an_emptied_next_due_is_found_again_at_the_start_and_nothing_is_left_out() {
    let site = site().await;
    let run = async |dir: &Path| {
        let engine = open(dir).await;
        assert!(play(&engine.handle(), None).await.over);
        engine.shutdown().await;
        verify(dir, None).await.unwrap().campaigns
    };
    let untouched = copy(site.path(), &[LOG_FILE, CONTACTS_FILE]);
    let wanted = run(untouched.path()).await;
    for sql in [
        "UPDATE next_due SET due = NULL",
        "UPDATE next_due SET due = 9223372036854775807",
        "DELETE FROM next_due WHERE campaign = 'd'",
    ] {
        let dir = copy(site.path(), &[LOG_FILE, CONTACTS_FILE]);
        change(dir.path(), LOG_FILE, sql).await;
        let ended = |campaigns: &[crate::maintenance::verify::VerifiedCampaign]| {
            campaigns.iter().map(|one| (one.id.clone(), one.planned, one.ended)).collect::<Vec<_>>()
        };
        assert_eq!(ended(&run(dir.path()).await), ended(&wanted), "{sql}");
    }
}

#[tokio::test]
async fn rows_of_two_campaigns_that_swap_places_are_seen() {
    let site = site().await;
    // Each keeps its campaign, version and everything else: the second record of the one, the first of the other.
    let mut places = (0, 0);
    rewrite(&site.path().join(LOG_FILE), |log| {
        let first = |campaign: &str, nth: usize| {
            let own = |(_, rows): &&(i64, Vec<_>)| {
                rows.iter().all(|row: &Recorded| row.campaign.as_str() == campaign)
            };
            let found = log.0.iter().filter(own).nth(nth).unwrap().0;
            log.0.iter().position(|(position, _)| *position == found).unwrap()
        };
        let (one, two) = (first("c", 1), first("d", 0));
        places = (log.0[one.min(two)].0, 0);
        let (left, right) = (log.0[one].1.clone(), log.0[two].1.clone());
        (log.0[one].1, log.0[two].1) = (right, left);
    })
    .await;
    let bad = found(site.path()).await;
    assert!(bad.starts_with(&format!("position {},", places.0)), "{bad}");
}

#[tokio::test]
async fn a_log_copied_in_use_without_its_companion_is_refused_and_a_killed_one_is_not() {
    let Site { dir, engine, .. } = Site::launched().await;
    let cut = copy(dir.path(), &[LOG_FILE, CONTACTS_FILE]);
    let killed = copy(dir.path(), &[LOG_FILE, "log.db-wal", CONTACTS_FILE]);
    let home = tempfile::tempdir().unwrap();
    let to = |name: &str| -> std::path::PathBuf { home.path().join(name) };
    backup(dir.path(), &to("whole")).await.unwrap();
    engine.shutdown().await;
    for said in [refused(cut.path()).await, found(cut.path()).await] {
        assert!(said.contains("log.db-wal") && said.contains("restore"), "{said}");
    }
    let copied = backup(cut.path(), &to("b")).await;
    assert!(matches!(copied, Err(BackupError::Cut(_))), "{copied:?}");
    assert_eq!(restore(cut.path(), &to("r"), false).await, Err(BackupError::NoHeads(cut.path().to_owned())));
    // Where nothing else is left, somebody says that the end may be missing.
    restore(cut.path(), &to("r"), true).await.unwrap();
    let engine = open(&to("r")).await;
    engine.shutdown().await;
    let engine = open(killed.path()).await;
    assert!(engine.handle().head().borrow().0 > 0);
    engine.shutdown().await;
    verify(&to("whole"), None).await.unwrap();
}

#[tokio::test]
async fn a_log_in_use_and_one_that_nobody_closed_are_replayed_and_a_cut_one_is_not() {
    let Site { dir, engine, handle } = Site::launched().await;
    play(&handle, Some("2014-05-10T00:00:00+08:00")).await;
    handle.view().reached(*handle.head().borrow()).await.unwrap();
    let head = handle.head().borrow().0;
    let in_use = replay(dir.path(), Span::default(), None).await.unwrap();
    assert_eq!((in_use.position, in_use.differ), (head, 0), "{:?}", in_use.differences);
    assert!(in_use.decided > 0, "{in_use:?}");
    let cut = copy(dir.path(), &[LOG_FILE, CONTACTS_FILE]);
    let killed = copy(dir.path(), &[LOG_FILE, "log.db-wal", CONTACTS_FILE]);
    engine.shutdown().await;
    let home = tempfile::tempdir().unwrap();
    let shadow = home.path().join("shadow");
    let replayed = replay(killed.path(), Span::default(), Some(&shadow)).await.unwrap();
    assert_eq!((replayed.position, replayed.differ), (head, 0), "{:?}", replayed.differences);
    // What was left beside the log still belongs to it: an engine goes on with it.
    let engine = open(killed.path()).await;
    assert_eq!(engine.handle().head().borrow().0, head);
    engine.shutdown().await;
    verify(&shadow, None).await.unwrap();
    let refused = replay(cut.path(), Span::default(), None).await.map(drop).unwrap_err().to_string();
    assert!(refused.contains("log.db-wal"), "{refused}");
}

#[tokio::test]
async fn an_engine_that_is_dropped_leaves_what_a_kill_leaves() {
    let Site { dir, engine, .. } = Site::launched().await;
    let Engine { writer, .. } = engine;
    writer.abort();
    assert!(writer.await.is_err());
    let engine = open(dir.path()).await;
    assert!(engine.handle().head().borrow().0 > 0);
    engine.shutdown().await;
}

#[tokio::test]
async fn a_half_backup_is_no_backup() {
    let site = site().await;
    let engine = open(site.path()).await;
    let account = |name: &str| Account {
        contact: name.to_owned(),
        channel: "outbox".to_owned(),
        account: name.to_owned(),
    };
    let (handle, id) = (engine.handle(), campaign("c"));
    let staged = handle.contacts().stage(&id, &[account("a-clerk")]).await.unwrap();
    handle.contacts().take_in(&id, staged.import.unwrap()).await.unwrap();
    engine.shutdown().await;
    let home = tempfile::tempdir().unwrap();
    let whole = home.path().join("whole");
    backup(site.path(), &whole).await.unwrap();
    let half = |files: &[&str]| copy(&whole, files);
    let to = home.path().join("to");
    let without_heads = half(&[LOG_FILE, CONTACTS_FILE]);
    let refused = restore(without_heads.path(), &to, false).await;
    assert_eq!(refused, Err(BackupError::NoHeads(without_heads.path().to_owned())));
    let without_contacts = half(&[LOG_FILE, HEADS_FILE]);
    let refused = restore(without_contacts.path(), &to, false).await.unwrap_err().to_string();
    assert!(refused.contains(CONTACTS_FILE), "{refused}");
    let heads_alone = half(&[HEADS_FILE]);
    assert_eq!(
        restore(heads_alone.path(), &to, false).await,
        Err(BackupError::Nothing(heads_alone.path().to_owned()))
    );
    assert!(!to.exists() && std::fs::read_dir(home.path()).unwrap().count() == 1, "nothing is left");
    restore(&whole, &to, false).await.unwrap();
}

#[tokio::test]
async fn files_of_another_log_are_noticed() {
    let site = site().await;
    let other = tempfile::tempdir().unwrap();
    let engine = open(other.path()).await;
    launch(&engine.handle(), &campaign("e")).await;
    engine.shutdown().await;
    // The view of another log, and one with a trigger of somebody's, are rebuilt.
    let dir = copy(site.path(), &[LOG_FILE, CONTACTS_FILE]);
    std::fs::copy(other.path().join(VIEW_FILE), dir.path().join(VIEW_FILE)).unwrap();
    let shown = async |dir: &Path| {
        let engine = open(dir).await;
        let handle = engine.handle();
        handle.view().reached(*handle.head().borrow()).await.unwrap();
        let status = handle.view().status(None, handle.clock().now()).await.unwrap();
        engine.shutdown().await;
        status.campaigns.into_iter().map(|campaign| campaign.id).collect::<Vec<_>>()
    };
    assert_eq!(shown(dir.path()).await, ["c", "d"]);
    change(dir.path(), VIEW_FILE, "CREATE TRIGGER t AFTER INSERT ON items BEGIN DELETE FROM items; END")
        .await;
    change(dir.path(), VIEW_FILE, "DELETE FROM campaigns").await;
    assert_eq!(shown(dir.path()).await, ["c", "d"]);
    // Accounts of another log are other people's.
    std::fs::copy(other.path().join(CONTACTS_FILE), dir.path().join(CONTACTS_FILE)).unwrap();
    let said = refused(dir.path()).await;
    assert!(said.contains(CONTACTS_FILE) && said.contains("another log"), "{said}");
}

#[cfg(unix)]
#[tokio::test]
async fn files_are_their_owners_alone_whatever_the_folder() {
    use std::os::unix::fs::PermissionsExt;
    let home = tempfile::tempdir().unwrap();
    let (dir, to) = (home.path().join("data"), home.path().join("copy"));
    std::fs::create_dir(&dir).unwrap();
    std::fs::set_permissions(&dir, std::fs::Permissions::from_mode(0o755)).unwrap();
    // An older program left it so.
    std::fs::write(dir.join("lock"), "").unwrap();
    std::fs::set_permissions(dir.join("lock"), std::fs::Permissions::from_mode(0o600)).unwrap();
    let options = Options { data_dir: dir.clone(), clock: ClockMode::Wall };
    let engine = Engine::open(options).await.unwrap();
    launch(&engine.handle(), &campaign("c")).await;
    backup(&dir, &to).await.unwrap();
    for folder in [&dir, &to] {
        for file in std::fs::read_dir(folder).unwrap() {
            let file = file.unwrap();
            let mode = file.metadata().unwrap().permissions().mode() & 0o777;
            assert_eq!(mode, 0o600, "{}", file.path().display());
        }
    }
    engine.shutdown().await;
}
