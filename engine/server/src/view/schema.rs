//! The tables of the view, and when to recreate them.

use muster_protocol::ids::Position;
use muster_rules::counted::counted;
use sqlx::{AssertSqlSafe, Executor, SqliteConnection};

use super::{VIEW_FILE, sums, tables};
use crate::store::sqlite::cells::{self, FromCells, Query, bound};
use crate::store::sqlite::{LOG_FILE, shape};
use crate::store::{Reader, StoreError};

/// Version of these tables. A change of the tables or of what is computed for them is a new number, and the view is
/// filled again from the log.
const VIEW_VERSION: i64 = 26;

/// Campaigns are numbered to keep the keys short. Instants are milliseconds in UTC, days are counted from 1970-01-01.
const TABLES: &str = "
CREATE TABLE campaigns(
    no INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, name TEXT NOT NULL, zone TEXT NOT NULL, definition BLOB NOT NULL,
    state TEXT NOT NULL, phase TEXT, phase_name TEXT, begins INTEGER, at INTEGER NOT NULL, version INTEGER NOT NULL, position INTEGER NOT NULL,
    launched INTEGER NOT NULL) STRICT;
CREATE TABLE occasions(
    campaign INTEGER NOT NULL, occasion INTEGER NOT NULL, key TEXT NOT NULL, title TEXT NOT NULL,
    line TEXT NOT NULL, kind TEXT NOT NULL, phase TEXT, opens INTEGER NOT NULL, due_day INTEGER NOT NULL, due INTEGER NOT NULL,
    backfill INTEGER NOT NULL, planned BLOB NOT NULL, retired INTEGER NOT NULL DEFAULT 0, planned_position INTEGER NOT NULL, opened_position INTEGER,
    PRIMARY KEY(campaign, occasion)) STRICT, WITHOUT ROWID;
CREATE INDEX occasions_key ON occasions(campaign, key);
CREATE TABLE units(
    campaign INTEGER NOT NULL, unit INTEGER NOT NULL, code TEXT NOT NULL, name TEXT NOT NULL, category TEXT NOT NULL,
    PRIMARY KEY(campaign, unit)) STRICT, WITHOUT ROWID;
CREATE INDEX units_code ON units(campaign, code);
CREATE TABLE items(
    campaign INTEGER NOT NULL, occasion INTEGER NOT NULL, unit INTEGER NOT NULL, code TEXT NOT NULL,
    state TEXT NOT NULL, late INTEGER NOT NULL DEFAULT 0, due_version INTEGER NOT NULL DEFAULT 0,
    due_day INTEGER NOT NULL, due INTEGER NOT NULL, opened_position INTEGER NOT NULL, late_position INTEGER,
    PRIMARY KEY(campaign, occasion, unit)) STRICT, WITHOUT ROWID;
CREATE TABLE steps(
    campaign INTEGER NOT NULL, occasion INTEGER NOT NULL, unit INTEGER NOT NULL, due_version INTEGER NOT NULL,
    no INTEGER NOT NULL, kind TEXT NOT NULL, at INTEGER NOT NULL, role TEXT NOT NULL, contact TEXT,
    held INTEGER NOT NULL DEFAULT 0, outcome TEXT, reason TEXT, ended_at INTEGER, message TEXT, channel TEXT,
    planned_position INTEGER NOT NULL, due_position INTEGER, ended_position INTEGER, retry_of INTEGER, said BLOB,
    attempt INTEGER,
    PRIMARY KEY(campaign, occasion, unit, due_version, no)) STRICT, WITHOUT ROWID;
CREATE TABLE messages(
    campaign INTEGER NOT NULL, key TEXT NOT NULL, date INTEGER NOT NULL, contact TEXT NOT NULL, kind TEXT NOT NULL,
    due INTEGER NOT NULL, steps INTEGER NOT NULL, issued INTEGER NOT NULL DEFAULT 1, channel TEXT,
    sent_at INTEGER, signed_at INTEGER, due_position INTEGER NOT NULL, sent_position INTEGER,
    delivered_at INTEGER, undelivered_at INTEGER, undelivered_said BLOB,
    PRIMARY KEY(campaign, key)) STRICT, WITHOUT ROWID;
CREATE INDEX messages_contact ON messages(campaign, contact, date);
CREATE TABLE history(
    campaign INTEGER NOT NULL, occasion INTEGER NOT NULL, unit INTEGER NOT NULL, position INTEGER NOT NULL,
    at INTEGER NOT NULL, name TEXT NOT NULL, actor TEXT NOT NULL, behalf TEXT,
    PRIMARY KEY(campaign, occasion, unit, position)) STRICT, WITHOUT ROWID;
CREATE TABLE visits(
    campaign INTEGER NOT NULL, occasion INTEGER NOT NULL, place INTEGER NOT NULL, no INTEGER NOT NULL,
    reasons TEXT NOT NULL, position INTEGER NOT NULL, visitor TEXT NOT NULL, date INTEGER NOT NULL,
    start INTEGER NOT NULL, ends INTEGER NOT NULL, stage TEXT NOT NULL, sequence INTEGER NOT NULL,
    changed INTEGER NOT NULL, handed_on TEXT NOT NULL, companions TEXT NOT NULL,
    follow_ups INTEGER NOT NULL, recorded_on INTEGER,
    PRIMARY KEY(campaign, occasion, place, no)) STRICT, WITHOUT ROWID;
CREATE TABLE snapshots(
    campaign INTEGER NOT NULL, occasion INTEGER NOT NULL, cutoff INTEGER NOT NULL, at INTEGER NOT NULL,
    date INTEGER NOT NULL, digest BLOB NOT NULL, position INTEGER NOT NULL,
    PRIMARY KEY(campaign, occasion)) STRICT, WITHOUT ROWID;
CREATE TABLE snapshot_rows(
    campaign INTEGER NOT NULL, occasion INTEGER NOT NULL, unit INTEGER NOT NULL, code TEXT NOT NULL,
    name TEXT NOT NULL, category TEXT NOT NULL, expected INTEGER NOT NULL, done INTEGER NOT NULL,
    on_time INTEGER NOT NULL, completion INTEGER NOT NULL, on_time_rate INTEGER NOT NULL, rank INTEGER NOT NULL,
    PRIMARY KEY(campaign, occasion, unit)) STRICT, WITHOUT ROWID;
CREATE TABLE dead_letters(
    source TEXT NOT NULL, position INTEGER NOT NULL, name TEXT NOT NULL, cause TEXT NOT NULL, campaign INTEGER,
    said BLOB, PRIMARY KEY(source, position, name)) STRICT, WITHOUT ROWID;
CREATE TABLE positions(consumer TEXT PRIMARY KEY, position INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE relay(
    shard INTEGER PRIMARY KEY, generation INTEGER NOT NULL, position INTEGER NOT NULL, sequence INTEGER NOT NULL,
    created TEXT NOT NULL) STRICT;
CREATE TABLE projected(one INTEGER PRIMARY KEY, position INTEGER NOT NULL, log TEXT NOT NULL) STRICT;
";

/// What is said when the view has seen more than there is: nobody cuts a log, so events are lost.
pub(super) fn check_seen(seen: Position, held: Position) -> Result<(), StoreError> {
    if seen <= held {
        return Ok(());
    }
    Err(StoreError::Damaged(format!(
        "the view has seen {seen}, the log holds {held}: {LOG_FILE} was lost or cut; restore it, or remove \
         {VIEW_FILE} to go on with what is there",
        seen = counted(&seen, "event")
    )))
}

/// Whether the tables are of this version; others are rebuilt at the next start.
pub(crate) async fn is_current(connection: &mut SqliteConnection) -> Result<bool, StoreError> {
    let version: i64 = cells::one(bound!("PRAGMA user_version"), connection).await?;
    Ok(version == VIEW_VERSION)
}

/// The position that the view has reached; none when its tables are missing or of another version.
pub(crate) async fn reached(connection: &mut SqliteConnection) -> Result<Option<Position>, StoreError> {
    if !is_current(connection).await? {
        return Ok(None);
    }
    projected(bound!("SELECT position FROM projected"), connection).await.map(Some)
}

/// What the one row about the whole view says: without it the view is damaged.
async fn projected<T: FromCells>(
    query: Query<'_>,
    connection: &mut SqliteConnection,
) -> Result<T, StoreError> {
    cells::one(query, connection).await.map_err(|error| StoreError::Damaged(error.to_string()))
}

/// Makes the tables where they are missing, of another version or of another log, or where somebody else made something in
/// them. Gives the position that the view has reached; a view that is ahead of its log is refused.
pub(super) async fn prepare(
    connection: &mut SqliteConnection,
    log: &dyn Reader,
    name: &str,
) -> Result<Position, StoreError> {
    if let Some(seen) = reached(connection).await? {
        match strange(connection, name).await? {
            None => {
                check_seen(seen, log.head().await?.position)?;
                return Ok(seen);
            }
            Some(why) => tracing::warn!(why, "{VIEW_FILE} is rebuilt"),
        }
    }
    make(connection, name).await?;
    Ok(Position(0))
}

/// Why a view of this version is none of this log; none when it is.
async fn strange(connection: &mut SqliteConnection, name: &str) -> Result<Option<String>, StoreError> {
    let of: String = projected(bound!("SELECT log FROM projected"), connection).await?;
    if of != name {
        return Ok(Some("it is of another log".to_owned()));
    }
    shape::foreign(connection, &statements()).await
}

/// What makes all tables.
pub(crate) fn statements() -> String {
    format!("{TABLES} {} {}", tables::ALL.concat(), sums::tables())
}

/// Makes empty tables.
pub(super) async fn make(connection: &mut SqliteConnection, name: &str) -> Result<(), StoreError> {
    tracing::info!("the view is rebuilt from the log");
    let query = bound!("SELECT type, name FROM sqlite_schema WHERE type IN ('table', 'view')");
    let found: Vec<(String, String)> = cells::all(query, connection).await?;
    let drops: String = found
        .iter()
        .map(|(kind, name)| format!("DROP {kind} IF EXISTS \"{}\";", name.replace('"', "\"\"")))
        .collect();
    let statements = statements();
    let all = format!(
        "BEGIN IMMEDIATE; {drops} {statements}
         INSERT INTO projected(one, position, log) VALUES (1, 0, '{}');
         PRAGMA user_version = {VIEW_VERSION}; COMMIT;",
        name.replace('\'', "''")
    );
    connection.execute(AssertSqlSafe(all)).await?;
    Ok(())
}
