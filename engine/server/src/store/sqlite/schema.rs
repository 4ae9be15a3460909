//! The tables of the log.

use muster_words::ids::SHARD;
use sqlx::{Row, SqliteConnection};

use super::{failed, shape};
use crate::store::StoreError;

/// Version of these tables, in the file's `user_version`. Before the first tag a change means a new directory.
const SCHEMA_VERSION: i64 = 5;

/// STRICT, so that a column holds what it says. The shard is part of the row for the day when there are several in one
/// database; here it is always the one. The table of commands makes "twice is once" a look-up, with the digest of what each
/// id stands for: outcomes are kept as long as the log itself, so no command can be too old to be recognised.
pub(crate) const TABLES: &str = "
CREATE TABLE log_head(
    shard INTEGER PRIMARY KEY, position INTEGER NOT NULL, term INTEGER NOT NULL) STRICT;
CREATE TABLE events(
    position INTEGER PRIMARY KEY,
    shard INTEGER NOT NULL DEFAULT 0,
    campaign TEXT NOT NULL,
    version INTEGER NOT NULL,
    at INTEGER NOT NULL,
    name TEXT NOT NULL,
    schema INTEGER NOT NULL,
    actor TEXT NOT NULL,
    behalf TEXT,
    via TEXT NOT NULL,
    command BLOB,
    hash BLOB NOT NULL,
    body BLOB NOT NULL,
    UNIQUE(campaign, version)) STRICT;
CREATE TABLE commands(
    id BLOB PRIMARY KEY, content BLOB NOT NULL, position INTEGER NOT NULL, version INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE blobs(digest BLOB PRIMARY KEY, bytes BLOB NOT NULL, salt BLOB) STRICT;
CREATE TABLE erased(digest BLOB PRIMARY KEY) STRICT, WITHOUT ROWID;
CREATE TABLE next_due(campaign TEXT PRIMARY KEY, due INTEGER, seal BLOB NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE kept(name TEXT PRIMARY KEY, text TEXT NOT NULL, seal BLOB NOT NULL) STRICT;
";

/// Makes the tables in an empty file; refuses a file of another version.
pub(super) async fn create(connection: &mut SqliteConnection) -> Result<(), StoreError> {
    let found: i64 = sqlx::query("PRAGMA user_version")
        .fetch_one(&mut *connection)
        .await
        .and_then(|row| row.try_get(0))
        .map_err(failed)?;
    match found {
        SCHEMA_VERSION => own(connection).await,
        0 => make(connection).await,
        other => Err(StoreError::Failed(format!(
            "the log has tables of version {other}, this program knows {SCHEMA_VERSION}"
        ))),
    }
}

/// Refuses a file in which somebody else made something: what it did to what was written cannot be known.
async fn own(connection: &mut SqliteConnection) -> Result<(), StoreError> {
    match shape::foreign(connection, TABLES).await? {
        None => Ok(()),
        Some(what) => Err(StoreError::Damaged(format!(
            "in log.db {what}: look with `muster verify`, and restore a backup of before"
        ))),
    }
}

async fn make(connection: &mut SqliteConnection) -> Result<(), StoreError> {
    use sqlx::{AssertSqlSafe, Executor};
    let all = format!(
        "BEGIN IMMEDIATE; {TABLES} INSERT INTO log_head(shard, position, term) VALUES ({SHARD}, 0, 0); \
         PRAGMA user_version = {SCHEMA_VERSION}; COMMIT;"
    );
    connection.execute(AssertSqlSafe(all)).await.map_err(failed)?;
    Ok(())
}
