//! Sweeps a data directory that nobody uses: what was stored for commands that were never accepted goes (ARCHITECTURE.md,
//! “What always holds”). A running engine's is swept by and by ([`crate::sweeper`]).

use std::path::Path;

use crate::directory::lock::hold;
use crate::engine::OpenError;
use crate::store::Store;
use crate::store::sqlite::{LOG_FILE, SqliteStore};

/// Takes away what no event names; the number of blobs that went. For a program that is about to keep the directory
/// open: it alone may hold it meanwhile.
///
/// # Errors
/// [`OpenError`]: somebody holds the directory, or the log cannot be read.
pub async fn sweep(dir: &Path) -> Result<u64, OpenError> {
    if !dir.join(LOG_FILE).is_file() {
        return Ok(0);
    }
    let lock = hold(dir)?;
    let mut store = Box::new(SqliteStore::open(dir).await?);
    let swept = store.sweep().await;
    store.close().await;
    drop(lock);
    Ok(swept?)
}
