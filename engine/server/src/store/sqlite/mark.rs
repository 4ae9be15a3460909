//! Whether the log was closed in order. While it is open a mark stands in the file itself, and what was written last in the
//! write-ahead log beside it: a file with the mark and without its companion was copied out of use, and its end is missing.

use std::path::{Path, PathBuf};

use sqlx::{Connection, SqliteConnection};

use super::seal::{keep, setting};
use super::{Durability, fold, open};
use crate::store::StoreError;

/// Under which name the mark is kept.
const OPEN_SETTING: &str = "open";

/// The mark of an open log.
const OPEN: &str = "yes";
/// The mark of one that was closed in order.
const CLOSED: &str = "no";

/// Name of the write-ahead log of a file.
fn companion(file: &Path) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push("-wal");
    name.into()
}

/// Whether the companion of a file is there with something in it: an empty one is left by the one who only looked.
pub(crate) fn has_companion(file: &Path) -> bool {
    std::fs::metadata(companion(file)).is_ok_and(|found| found.len() > 0)
}

/// Why a log may not be whole; none when it is. `beside` says whether its companion was there before it was opened.
pub(crate) async fn cut(
    connection: &mut SqliteConnection,
    beside: bool,
) -> Result<Option<String>, StoreError> {
    let mark = setting(connection, OPEN_SETTING).await?;
    let cut = !beside && mark.as_deref() == Some(OPEN);
    Ok(cut.then(|| {
        "log.db was copied while it was in use, or lost its companion log.db-wal: what was written last is missing. Put \
         log.db-wal beside it, or restore a backup; where there is neither, `muster restore --from THIS --dir NEW \
         --without-heads` goes on with what is here"
            .to_owned()
    }))
}

/// Folds the write-ahead log into the file and empties it, and marks the log as open again, in the file too. At every point of
/// it the file is either not marked, or has a companion that is not empty.
pub(super) async fn fold_open(connection: &mut SqliteConnection) -> Result<bool, sqlx::Error> {
    set_closed(connection).await?;
    let folded = fold(connection).await?;
    set_open(connection).await?;
    sqlx::query("PRAGMA wal_checkpoint(PASSIVE)").fetch_one(connection).await?;
    Ok(folded)
}

/// Marks the log as open.
async fn set_open(connection: &mut SqliteConnection) -> Result<(), sqlx::Error> {
    keep(connection, OPEN_SETTING, OPEN).await
}

/// Marks the log as closed in order.
pub(super) async fn set_closed(connection: &mut SqliteConnection) -> Result<(), sqlx::Error> {
    keep(connection, OPEN_SETTING, CLOSED).await
}

/// Marks a copy of a log as closed: it was read whole, in one transaction.
pub(crate) async fn settle(file: &Path) -> Result<(), StoreError> {
    let mut connection = open(file, Durability::Full).await?;
    set_closed(&mut connection).await?;
    Ok(connection.close().await?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_companion_with_nothing_in_it_is_none() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("log.db");
        assert!(!has_companion(&file));
        std::fs::write(dir.path().join("log.db-wal"), "").unwrap();
        assert!(!has_companion(&file));
        std::fs::write(dir.path().join("log.db-wal"), "rows").unwrap();
        assert!(has_companion(&file));
    }
}
