//! Sweeps a data directory, one that nobody uses whole, a running engine's by and by: what was stored for commands that were never accepted goes (architecture §7).

use std::path::Path;
use std::time::Duration;

use muster_wire::link::LinkError;

use crate::engine::OpenError;
use crate::execute::Handle;
use crate::lock::hold;
use crate::store::Store;
use crate::store::sqlite::{LOG_FILE, SqliteStore};

/// How often a running engine sweeps, in machine time: what a refused or forgotten command brought goes after one such time
/// and before three.
const SWEEP_EVERY: Duration = Duration::from_secs(60 * 60);

/// Sweeps a running engine again and again, until it ends.
pub(crate) async fn at_times(handle: Handle) {
    // It ends with the writer, so that it keeps nothing of a closed directory open.
    let mut trouble = handle.store_trouble_changes();
    loop {
        tokio::select! {
            _closed = trouble.wait_for(|_| false) => return,
            () = tokio::time::sleep(SWEEP_EVERY) => {}
        }
        match handle.sweep().await {
            Ok(0) => {}
            Ok(swept) => tracing::info!(swept, "blobs that no event names were taken away"),
            Err(LinkError::Closed) => return,
            Err(error) => tracing::warn!(%error, "what no event names was not taken away"),
        }
    }
}

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
