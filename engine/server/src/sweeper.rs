//! Sweeps a running engine's directory by and by: what was stored for commands that were never accepted goes.

use std::time::Duration;

use muster_wire::link::LinkError;

use crate::execute::Handle;

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
