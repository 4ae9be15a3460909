//! The tables of the log.

use muster_protocol::ids::SHARD;
use sqlx::SqliteConnection;

use super::cells::{self, bound};
use super::shape;
use crate::store::StoreError;

/// Version of these tables, in the file's `user_version`. Before the first tag a change means a new directory.
const SCHEMA_VERSION: i64 = 8;

/// STRICT, so that a column holds what it says. `segments` is the log: one row a commit, with its records in `bytes`
/// ([`muster_protocol::segment`]). What stands in `log_head`, `settings`, `blobs` and `erased` is written with it. All the rest
/// only helps to find things: it follows from the records up to the position in `indexed`, is written many at once, and
/// can be made again ([`super::index`]). The table of commands makes "twice is once" a look-up, with the digest of what
/// each id stands for: outcomes are kept as long as the log itself, so no command can be too old to be recognised.
pub(crate) const TABLES: &str = "
CREATE TABLE log_head(
    shard INTEGER PRIMARY KEY, position INTEGER NOT NULL, term INTEGER NOT NULL) STRICT;
CREATE TABLE segments(
    position INTEGER PRIMARY KEY, events INTEGER NOT NULL, bytes BLOB NOT NULL) STRICT;
CREATE TABLE blobs(digest BLOB PRIMARY KEY, bytes BLOB NOT NULL, salt BLOB) STRICT;
CREATE TABLE erased(digest BLOB PRIMARY KEY) STRICT, WITHOUT ROWID;
CREATE TABLE settings(name TEXT PRIMARY KEY, text TEXT NOT NULL, seal BLOB NOT NULL) STRICT;
CREATE TABLE indexed(position INTEGER NOT NULL) STRICT;
CREATE TABLE campaigns(
    id TEXT PRIMARY KEY, position INTEGER NOT NULL, version INTEGER NOT NULL, hash BLOB NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE campaign_segments(
    campaign TEXT NOT NULL, segment INTEGER NOT NULL, PRIMARY KEY(campaign, segment)) STRICT, WITHOUT ROWID;
CREATE TABLE commands(
    id BLOB PRIMARY KEY, content BLOB NOT NULL, position INTEGER NOT NULL, version INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE next_due(campaign TEXT PRIMARY KEY, due INTEGER, seal BLOB NOT NULL) STRICT, WITHOUT ROWID;
";

/// Makes the tables in an empty file; refuses a file of another version.
pub(super) async fn create(connection: &mut SqliteConnection) -> Result<(), StoreError> {
    let found: i64 = cells::one(bound!("PRAGMA user_version"), connection).await?;
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
         INSERT INTO indexed(position) VALUES (0); PRAGMA user_version = {SCHEMA_VERSION}; COMMIT;"
    );
    connection.execute(AssertSqlSafe(all)).await?;
    Ok(())
}
