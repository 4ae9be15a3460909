//! A log that was changed behind the engine's back: `verify` names the first bad event.

use std::path::Path;

use muster_server::verify::{VerifyError, verify};
use sqlx::{AssertSqlSafe, Connection, Row, SqliteConnection};

use crate::demo;
use crate::log::{self, block_on};
use crate::program::muster;
use crate::xorshift::Xorshift;

/// Changes of one byte, in rows and columns by chance.
const CHANGES: u64 = 60;

/// Does something to the log of a copy.
async fn change(dir: &Path, statements: &[String]) {
    let mut connection = log::open(dir, true).await;
    for statement in statements {
        sqlx::query(AssertSqlSafe(statement.clone())).execute(&mut connection).await.unwrap();
    }
    connection.close().await.unwrap();
}

/// What `verify` says of a directory: nothing, or the first bad position.
async fn first_bad(dir: &Path, heads: Option<&Path>) -> Option<u64> {
    match verify(dir, heads).await {
        Ok(_) => None,
        Err(VerifyError::Bad(bad)) => {
            Some(bad.position.unwrap_or_else(|| panic!("a fault without a position: {bad}")))
        }
        Err(error) => panic!("{error}"),
    }
}

async fn head(dir: &Path) -> u64 {
    let mut connection = log::open(dir, false).await;
    let row = sqlx::query("SELECT max(position) FROM events").fetch_one(&mut connection).await.unwrap();
    connection.close().await.unwrap();
    u64::try_from(row.get::<i64, _>(0)).unwrap()
}

/// One byte of a column's value at a position, changed; the statement that does it.
async fn flip(
    connection: &mut SqliteConnection,
    column: &str,
    position: u64,
    chance: &mut Xorshift,
) -> String {
    let row = sqlx::query(AssertSqlSafe(format!(
        "SELECT CAST({column} AS BLOB) FROM events WHERE position = {position}"
    )))
    .fetch_one(connection)
    .await
    .unwrap();
    let value: Option<Vec<u8>> = row.get(0);
    let set = |value: String| format!("UPDATE events SET {column} = {value} WHERE position = {position}");
    let bits = 1 + chance.below(255);
    match column {
        "version" => set(format!("version + {}", 1_000_000 + bits)),
        "at" | "schema" => set(format!("{column} + {bits}")),
        "command" if value.is_none() => set("x'00'".to_owned()),
        _ => {
            let mut bytes = value.unwrap_or_default();
            if bytes.is_empty() {
                bytes.push(0);
            } else {
                let place = usize::try_from(chance.below(bytes.len() as u64)).unwrap();
                // Letters stay letters, so that the row still reads as one.
                bytes[place] ^= if matches!(column, "hash" | "command" | "body") {
                    u8::try_from(bits).unwrap()
                } else {
                    1
                };
            }
            let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
            let kind = if matches!(column, "hash" | "command" | "body") { "BLOB" } else { "TEXT" };
            set(format!("CAST(x'{hex}' AS {kind})"))
        }
    }
}

#[test]
fn an_untouched_log_is_clean() {
    let (_home, dir) = demo::copy();
    let verified = block_on(verify(&dir, None)).unwrap();
    assert_eq!(verified.events, log::rows(&dir).len() as u64);
    assert!(verified.snapshots >= 9, "{verified:?}");
    let campaign = &verified.campaigns[0];
    assert_eq!(campaign.planned, campaign.ended, "every step has its outcome");
    muster(["verify", "--dir", dir.to_str().unwrap()]).with(0);
}

#[test]
fn one_byte_in_any_hashed_column_is_seen_where_it_was_changed() {
    let (_home, dir) = demo::copy();
    let columns = ["campaign", "version", "at", "name", "schema", "actor", "command", "hash", "body"];
    let mut chance = Xorshift::new(5);
    block_on(async {
        let last = head(&dir).await;
        for number in 0..CHANGES {
            let column = columns[usize::try_from(number).unwrap() % columns.len()];
            let position = [1, last, 1 + chance.below(last)][usize::try_from(number / 9).unwrap().min(2)];
            let mut connection = log::open(&dir, true).await;
            // One statement does the harm in a transaction that is undone afterwards by its opposite.
            let all = "CREATE TEMP TABLE kept AS SELECT * FROM events WHERE position = ";
            let kept = format!("{all}{position}");
            let harm = flip(&mut connection, column, position, &mut chance).await;
            for statement in [kept, harm.clone()] {
                sqlx::query(AssertSqlSafe(statement)).execute(&mut connection).await.unwrap();
            }
            assert_eq!(first_bad(&dir, None).await, Some(position), "{column}: {harm}");
            let undo = format!("DELETE FROM events WHERE position = {position}");
            for statement in [undo, "INSERT INTO events SELECT * FROM kept".to_owned()] {
                sqlx::query(AssertSqlSafe(statement)).execute(&mut connection).await.unwrap();
            }
            connection.close().await.unwrap();
        }
        assert_eq!(first_bad(&dir, None).await, None, "every change was undone");
    });
}

#[test]
fn a_missing_event_is_named() {
    let (_home, dir) = demo::copy();
    block_on(async {
        let place = head(&dir).await / 2;
        change(&dir, &[format!("DELETE FROM events WHERE position = {place}")]).await;
        assert_eq!(first_bad(&dir, None).await, Some(place));
        // Closing the gap hides it from the positions and not from the chain.
        let close = [
            format!("UPDATE events SET position = -position WHERE position > {place}"),
            "UPDATE events SET position = -position - 1 WHERE position < 0".to_owned(),
            "UPDATE log_head SET position = position - 1".to_owned(),
        ];
        change(&dir, &close).await;
        assert_eq!(first_bad(&dir, None).await, Some(place));
    });
}

#[test]
fn a_doubled_event_is_named() {
    let (_home, dir) = demo::copy();
    block_on(async {
        let place = head(&dir).await / 3;
        // A table without the constraints that forbid it.
        let double = [
            "CREATE TABLE loose AS SELECT * FROM events".to_owned(),
            "DROP TABLE events".to_owned(),
            "ALTER TABLE loose RENAME TO events".to_owned(),
            format!("INSERT INTO events SELECT * FROM events WHERE position = {place}"),
        ];
        change(&dir, &double).await;
        assert_eq!(first_bad(&dir, None).await, Some(place + 1), "the same position twice");
        // Making room for it hides it from the positions and not from the versions.
        let room = [
            format!("UPDATE events SET position = position + 1 WHERE position > {place}"),
            format!("UPDATE events SET position = {place} + 1 WHERE rowid = (SELECT max(rowid) FROM events)"),
            "UPDATE log_head SET position = position + 1".to_owned(),
        ];
        change(&dir, &room).await;
        assert_eq!(first_bad(&dir, None).await, Some(place + 1), "the same version twice");
    });
}

#[test]
fn swapped_events_are_named() {
    for column in ["position", "version"] {
        let (_home, dir) = demo::copy();
        block_on(async {
            let place = head(&dir).await / 2;
            let (first, second) = (format!("position = {place}"), format!("position = {place} + 1"));
            let swap = match column {
                "position" => vec![
                    format!("UPDATE events SET position = -1 WHERE {first}"),
                    format!("UPDATE events SET position = {place} WHERE {second}"),
                    format!("UPDATE events SET position = {place} + 1 WHERE position = -1"),
                ],
                _ => vec![
                    format!("UPDATE events SET version = -version WHERE {first} OR {second}"),
                    format!("UPDATE events SET version = 1 - version WHERE {first}"),
                    format!("UPDATE events SET version = -version - 1 WHERE {second}"),
                ],
            };
            change(&dir, &swap).await;
            assert_eq!(first_bad(&dir, None).await, Some(place), "{column}");
        });
    }
}

#[test]
fn a_cut_tail_is_seen_by_the_head_row_and_by_a_head_file() {
    let (home, dir) = demo::copy();
    let heads = home.path().join("heads");
    muster(["verify", "--dir", dir.to_str().unwrap(), "--write-head-file", heads.to_str().unwrap()]).with(0);
    block_on(async {
        let last = head(&dir).await;
        change(&dir, &[format!("DELETE FROM events WHERE position > {}", last - 10)]).await;
        assert_eq!(first_bad(&dir, None).await, Some(last - 9), "by the head row");
        change(&dir, &[format!("UPDATE log_head SET position = {}", last - 10)]).await;
        assert_eq!(first_bad(&dir, Some(&heads)).await, Some(last - 9), "by the head file");
    });
    let arguments = ["verify", "--dir", dir.to_str().unwrap(), "--head-file", heads.to_str().unwrap()];
    let ended = muster(arguments).with(1);
    let named = format!("position {}", log::rows(&dir).len() + 1);
    assert!(format!("{}{}", ended.stdout, ended.stderr).contains(&named), "{named} is not named: {ended:?}");
}

#[test]
fn a_changed_or_missing_blob_is_named_at_the_event_that_names_it() {
    let (_home, dir) = demo::copy();
    let first = log::rows(&dir).iter().find(|row| row.name == "snapshot.taken").unwrap().position.0;
    let table =
        "(SELECT substr(body, -32) FROM events WHERE name = 'snapshot.taken' ORDER BY position LIMIT 1)";
    block_on(async {
        change(
            &dir,
            &[format!("UPDATE blobs SET bytes = CAST(bytes || x'00' AS BLOB) WHERE digest = {table}")],
        )
        .await;
        assert_eq!(first_bad(&dir, None).await, Some(first));
        change(&dir, &[format!("DELETE FROM blobs WHERE digest = {table}")]).await;
        assert_eq!(first_bad(&dir, None).await, Some(first));
    });
}
