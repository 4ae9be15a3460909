//! The log in SQLite: one file, `log.db`, write-ahead log, every commit flushed.
//!
//! One connection writes; it alone may touch the file. Readers have their own. Dynamic SQL is made in this folder
//! only, from fixed words and question marks, never from data. Start at [`schema`], then [`append`].

mod append;
pub(crate) mod cells;
mod connect;
pub(crate) mod derived;
pub(crate) mod index;
pub(crate) mod mark;
mod read;
#[cfg(test)]
pub(crate) mod rewrite;
pub(crate) mod schema;
pub(crate) mod seal;
pub(crate) mod shape;
mod sweep;
pub(crate) mod term;

use std::collections::HashSet;
use std::mem::ManuallyDrop;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use muster_protocol::ids::{Digest, Position, SHARD};
use muster_wire::link::Boxed;
use sqlx::{AssertSqlSafe, Connection, Row, SqliteConnection};

pub(crate) use append::cut_to;
use connect::BUSY_TIMEOUT;
pub(crate) use connect::{Durability, open, open_to_read};
pub use read::SqliteReader;
pub(crate) use read::{blob, decoded, has_blob, is_erased};
pub(crate) use sweep::{SWEPT_SETTING, sweep_again};

use super::{AppendError, Batch, Head, Reader, Store, StoreError};
use cells::bound;
use index::{Recent, Tables};

/// Name of the log's file in the data directory.
pub const LOG_FILE: &str = "log.db";

/// The log in SQLite.
#[derive(Debug)]
pub struct SqliteStore {
    path: PathBuf,
    /// Let go by an orderly close alone: SQLite takes the write-ahead log away with the last connection, and without it
    /// the mark of an open log would say that its end was lost.
    own: ManuallyDrop<SqliteReader>,
    recent: Recent,
    tables: Tables,
    /// The write-ahead log may still hold bytes that were erased.
    leftover: bool,
    /// How far it was swept since it was opened.
    swept: Option<sweep::Swept>,
}

impl SqliteStore {
    /// Opens `log.db` in `dir`, creating it when it is not there.
    ///
    /// # Errors
    /// [`StoreError`] when the file cannot be opened, is of another version, will not flush every commit, or has a
    /// head that is not its last event.
    pub async fn open(dir: &Path) -> Result<Self, StoreError> {
        let path = dir.join(LOG_FILE);
        let beside = mark::has_companion(&path);
        let mut connection = open(&path, Durability::Full).await?;
        let tables = Tables::new();
        let recent = match prepare(&mut connection, &tables, beside).await {
            Ok(recent) => recent,
            Err(refused) => {
                // Refused, the file is left as it was found.
                if beside {
                    std::mem::forget(connection);
                } else if let Err(error) = connection.close().await {
                    tracing::warn!(%error, "the log that was refused was not closed in order");
                }
                return Err(refused);
            }
        };
        // A process that was killed after an erasing left its bytes behind here; and the mark is to be in the file itself.
        let folded = mark::fold_open(&mut connection).await;
        let own = ManuallyDrop::new(SqliteReader::new(connection, recent.clone()));
        let leftover = !folded?;
        Ok(Self { path, own, recent, tables, leftover, swept: None })
    }
}

impl SqliteStore {
    /// What fails now stays in memory, and is written with what comes next.
    async fn write_index(&self, connection: &mut SqliteConnection) {
        if let Err(error) = self.tables.write(connection, &self.recent).await {
            tracing::warn!(%error, "the index of the log could not be written; it will be with the next commits");
        }
    }
}

impl Store for SqliteStore {
    fn own(&self) -> &dyn Reader {
        &*self.own
    }

    fn open_reader(&self) -> Boxed<'_, Result<Arc<dyn Reader>, StoreError>> {
        Box::pin(async {
            let reader: Arc<dyn Reader> =
                Arc::new(SqliteReader::beside(&self.path, self.recent.clone()).await?);
            Ok(reader)
        })
    }

    fn take_term(&mut self) -> Boxed<'_, Result<Head, StoreError>> {
        Box::pin(async { term::take(&mut *self.own.lock().await).await })
    }

    fn append<'a>(&'a mut self, batch: Batch<'a>) -> Boxed<'a, Result<(), AppendError>> {
        Box::pin(async move {
            let mut connection = self.own.lock().await;
            if self.recent.is_unsure() {
                let known = self.recent.catch_up(&mut connection).await;
                known.map_err(|error| AppendError::Unknown(error.to_string()))?;
            }
            if let Err(error) = append::append(&mut connection, batch).await {
                // It may be in the log: anyone who looks something up finds out first.
                self.recent.doubt();
                return Err(error);
            }
            self.recent.note(batch.rows, batch.due);
            if self.recent.is_full() {
                self.write_index(&mut connection).await;
            }
            if self.leftover || !batch.erased.is_empty() {
                // Committed it is; what cannot be cleaned now, because somebody reads, is cleaned with a later batch.
                self.leftover = !mark::fold_open(&mut connection).await.unwrap_or_default();
            }
            Ok(())
        })
    }

    fn keep<'a>(&'a mut self, name: &'a str, text: &'a str) -> Boxed<'a, Result<(), StoreError>> {
        Box::pin(async move { Ok(seal::keep(&mut *self.own.lock().await, name, text).await?) })
    }

    fn sweep_but<'a>(&'a mut self, spare: &'a HashSet<Digest>) -> Boxed<'a, Result<u64, StoreError>> {
        Box::pin(self.sweep_open(spare))
    }

    fn close(self: Box<Self>) -> Boxed<'static, ()> {
        Box::pin(async move {
            self.write_index(&mut *self.own.lock().await).await;
            let mut connection = ManuallyDrop::into_inner(self.own).into_connection();
            if let Err(error) = mark::set_closed(&mut connection).await {
                tracing::warn!(%error, "the log could not be marked as closed in order");
                // As after a kill: what is beside the file stays there.
                std::mem::forget(connection);
                return;
            }
            // An orderly end leaves one file; readers may be open still, so closing alone would not.
            if let Err(error) = fold(&mut connection).await {
                tracing::warn!(%error, "the write-ahead log was not folded into the file");
            }
            if let Err(error) = connection.close().await {
                tracing::warn!(%error, "the log was not closed in order");
            }
        })
    }
}

/// Makes or checks the tables and what stands beside the events.
async fn prepare(
    connection: &mut SqliteConnection,
    tables: &Tables,
    beside: bool,
) -> Result<Recent, StoreError> {
    schema::create(connection).await?;
    if let Some(why) = mark::cut(connection, beside).await? {
        return Err(StoreError::Damaged(why));
    }
    let head = check_head(connection).await?;
    if let Some(what) = term::odd(connection, false).await? {
        return Err(StoreError::Damaged(format!("{what}; look with `muster verify`, or restore a backup")));
    }
    if let Some(name) = seal::broken_setting(connection).await? {
        return Err(StoreError::Damaged(format!(
            "in {LOG_FILE} the setting `{name}` was written by somebody else; look with `muster verify`, or restore a backup"
        )));
    }
    let recent = index::open(connection, tables, head).await?;
    derived::repair(connection).await?;
    Ok(recent)
}

/// Folds the write-ahead log into the file and empties it, so that no older state of a page is left anywhere. False while
/// somebody still reads from an older state: nobody waits for that.
async fn fold(connection: &mut SqliteConnection) -> Result<bool, sqlx::Error> {
    sqlx::query("PRAGMA busy_timeout = 0").execute(&mut *connection).await?;
    let folded = sqlx::query("PRAGMA wal_checkpoint(TRUNCATE)").fetch_one(&mut *connection).await;
    let timeout = format!("PRAGMA busy_timeout = {}", BUSY_TIMEOUT.as_millis());
    sqlx::query(AssertSqlSafe(timeout)).execute(connection).await?;
    Ok(folded?.try_get::<i64, _>(0)? == 0)
}

/// The head and the events are written in one transaction. Where they disagree, an event is missing or the head is
/// another log's: anyone who waits for the head would wait for ever, and the next append would meet a taken position.
async fn check_head(connection: &mut SqliteConnection) -> Result<Position, StoreError> {
    let query = bound!(
        "SELECT (SELECT position FROM log_head WHERE shard = ?),
             coalesce((SELECT position + events - 1 FROM segments ORDER BY position DESC LIMIT 1), 0)",
        i64::from(SHARD),
    );
    let (head, last): (Option<i64>, i64) = cells::one(query, connection).await?;
    if head == Some(last) {
        return unsigned(last, "position").map(Position);
    }
    let head = head.map_or_else(|| "is missing".to_owned(), |head| format!("stands at {head}"));
    Err(StoreError::Damaged(format!(
        "the log is damaged: in {LOG_FILE} the head {head} and the last event at {last}; \
         look with `muster verify`, or restore a backup"
    )))
}

/// A whole number that SQLite stores with a sign.
pub(crate) fn signed(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

/// A stored number that may not be negative.
pub(crate) fn unsigned(number: i64, column: &str) -> Result<u64, StoreError> {
    u64::try_from(number).map_err(|_| StoreError::Damaged(format!("{column} is {number}")))
}
