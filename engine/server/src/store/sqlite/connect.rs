//! Connections: how a file is opened, and the proof that it was opened so.

use std::path::Path;
use std::time::Duration;

use sqlx::sqlite::{SqliteAutoVacuum, SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous};
use sqlx::{ConnectOptions, SqliteConnection};

use super::cells::{self, bound};
use crate::private::claim;
use crate::store::StoreError;

/// How long a connection waits for another one's lock. Only a checkpoint or a tool can hold one.
pub(super) const BUSY_TIMEOUT: Duration = Duration::from_secs(30);
/// Bytes of a page; read before the file is made.
const PAGE_BYTES: u32 = 8_192;
/// Pages in the write-ahead log before the writer folds them into the file: 32 MiB.
const CHECKPOINT_PAGES: &str = "4000";
/// Page cache of a connection, in KiB (negative by SQLite's custom).
const CACHE_KIB: &str = "-65536";
/// Prepared statements kept by a connection.
const STATEMENTS: usize = 256;

/// What a commit promises.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Durability {
    /// On the disk before it is answered: for what cannot be rebuilt.
    Full,
    /// Never corrupt, but a power cut may take the last commits: for what can be rebuilt.
    Rebuildable,
}

/// The database's word for a failure.
impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        match error {
            sqlx::Error::ColumnDecode { .. } | sqlx::Error::Decode(_) => Self::Damaged(error.to_string()),
            sqlx::Error::Database(error) if is_damage(error.code().as_deref()) => {
                Self::Damaged(error.to_string())
            }
            other => Self::Failed(other.to_string()),
        }
    }
}

/// Whether SQLite says that the file itself is wrong: SQLITE_CORRUPT or SQLITE_NOTADB, in the low byte of its code.
fn is_damage(code: Option<&str>) -> bool {
    let code: Option<u32> = code.and_then(|code| code.parse().ok());
    matches!(code.map(|code| code & 0xff), Some(11 | 26))
}

/// Opens a file for writing, creating it when needed, and checks that it keeps its promise.
pub(crate) async fn open(path: &Path, durability: Durability) -> Result<SqliteConnection, StoreError> {
    let synchronous = match durability {
        Durability::Full => SqliteSynchronous::Full,
        Durability::Rebuildable => SqliteSynchronous::Normal,
    };
    claim(path).map_err(|error| StoreError::Failed(format!("{}: {error}", path.display())))?;
    let mut options = SqliteConnectOptions::new();
    if std::fs::metadata(path).map_or(true, |found| found.len() == 0) {
        // What is deleted can then be given back to the disk. Said of a file that is there, it would write a page of it, and
        // a file that is refused is left as it was found.
        options = options.auto_vacuum(SqliteAutoVacuum::Incremental);
    }
    let mut connection = options
        .filename(path)
        .page_size(PAGE_BYTES)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(synchronous)
        .busy_timeout(BUSY_TIMEOUT)
        .pragma("wal_autocheckpoint", CHECKPOINT_PAGES)
        .pragma("cache_size", CACHE_KIB)
        // Journals of single statements of many rows are for memory, not for a file.
        .pragma("temp_store", "MEMORY")
        // What cannot be rebuilt may have to go for good: its place in the file is overwritten when it is deleted.
        .pragma("secure_delete", if durability == Durability::Full { "ON" } else { "OFF" })
        .statement_cache_capacity(STATEMENTS)
        .disable_statement_logging()
        .connect()
        .await?;
    let mode: String = cells::one(bound!("PRAGMA journal_mode"), &mut connection).await?;
    let level: i64 = cells::one(bound!("PRAGMA synchronous"), &mut connection).await?;
    let wanted = if durability == Durability::Full { 2 } else { 1 };
    if mode != "wal" || level != wanted {
        return Err(StoreError::Failed(format!(
            "{}: journal mode {mode}, synchronous {level}; needed are wal and {wanted}",
            path.display()
        )));
    }
    Ok(connection)
}

/// Opens an existing file for reading alone; on a mount that cannot be written too, where nobody writes it meanwhile.
pub(crate) async fn open_to_read(path: &Path) -> Result<SqliteConnection, StoreError> {
    match asked(path, false).await {
        // It needs a companion that it cannot make there.
        Err(sqlx::Error::Database(error)) if cannot_open(error.code().as_deref()) && is_still(path) => {
            Ok(asked(path, true).await?)
        }
        opened => Ok(opened?),
    }
}

/// A connection that has read from the file: SQLite opens it with the first question.
async fn asked(path: &Path, immutable: bool) -> Result<SqliteConnection, sqlx::Error> {
    let mut connection = read_only(path, immutable).await?;
    match sqlx::query("PRAGMA schema_version").fetch_one(&mut connection).await {
        Err(sqlx::Error::Database(error)) if cannot_open(error.code().as_deref()) => {
            Err(sqlx::Error::Database(error))
        }
        // Whatever else is wrong, the caller's own question is answered with it.
        Ok(_) | Err(_) => Ok(connection),
    }
}

/// Whether SQLite says that it cannot open something: SQLITE_CANTOPEN, or SQLITE_READONLY for a companion.
fn cannot_open(code: Option<&str>) -> bool {
    let code: Option<u32> = code.and_then(|code| code.parse().ok());
    matches!(code.map(|code| code & 0xff), Some(8 | 14))
}

/// Whether everything is in the file itself, so that it can be read as it lies there.
fn is_still(path: &Path) -> bool {
    let mut wal = path.as_os_str().to_owned();
    wal.push("-wal");
    std::fs::metadata(wal).map_or(true, |wal| wal.len() == 0)
}

async fn read_only(path: &Path, immutable: bool) -> Result<SqliteConnection, sqlx::Error> {
    SqliteConnectOptions::new()
        .filename(path)
        .read_only(true)
        .immutable(immutable)
        .busy_timeout(BUSY_TIMEOUT)
        .pragma("cache_size", CACHE_KIB)
        .statement_cache_capacity(STATEMENTS)
        .disable_statement_logging()
        .connect()
        .await
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What stands in the file beside it would be left out of an answer, silently.
    #[test]
    fn a_file_with_something_beside_it_is_not_read_as_it_lies_there() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("log.db");
        assert!(is_still(&path));
        std::fs::write(dir.path().join("log.db-wal"), "").unwrap();
        assert!(is_still(&path), "an empty one holds nothing");
        std::fs::write(dir.path().join("log.db-wal"), "rows").unwrap();
        assert!(!is_still(&path));
    }

    /// The low byte is the kind of a code, what is above says more of it.
    #[test]
    fn codes_of_damage_are_told_from_those_of_files_that_cannot_be_opened_and_of_all_others() {
        for (code, damage, closed) in [
            ("11", true, false),
            ("267", true, false),
            ("26", true, false),
            ("14", false, true),
            ("8", false, true),
            ("1544", false, true),
            ("5", false, false),
            ("13", false, false),
            ("text", false, false),
        ] {
            assert_eq!((is_damage(Some(code)), cannot_open(Some(code))), (damage, closed), "{code}");
        }
        assert!(!is_damage(None) && !cannot_open(None));
    }
}
