//! Sweeps a running engine's directory by and by: what was stored for commands that were never accepted goes.

use std::time::Duration;

use muster_wire::link::LinkError;
use tokio::sync::watch;
use tokio::time::sleep;

use crate::execute::{Handle, SWEEPS_UNTIL_GONE};

/// How often a running engine sweeps, in machine time: what a forgotten command brought goes after one such time and before
/// three.
const SWEEP_EVERY: Duration = Duration::from_hours(1);

/// How long it waits where something was refused that came with files, and between the sweeps that take them away:
/// a caller that stored something for a command gives it within this time.
const SWEEP_SOON: Duration = Duration::from_mins(10);

/// Sweeps a running engine again and again, until it ends.
pub(crate) async fn at_times(handle: Handle) {
    // It ends with the writer, so that it keeps nothing of a closed directory open.
    let mut trouble = handle.store_trouble_changes();
    while let Some(soon) = turn(&handle, &mut trouble).await {
        // What came of late is spared by the first ones, since its command may be on its way.
        for _ in 0..if soon { SWEEPS_UNTIL_GONE } else { 1 } {
            if soon && !waits(&mut trouble).await {
                return;
            }
            match handle.sweep().await {
                Ok(0) => {}
                Ok(swept) => tracing::info!(swept, "blobs that no event names were taken away"),
                Err(LinkError::Closed) => return,
                Err(error) => tracing::warn!(%error, "what no event names was not taken away"),
            }
        }
    }
}

/// Waits until it is time to sweep; says whether it is because something was refused. None when the engine has ended.
async fn turn(handle: &Handle, trouble: &mut watch::Receiver<Option<String>>) -> Option<bool> {
    tokio::select! {
        _closed = trouble.wait_for(|_| false) => None,
        () = sleep(SWEEP_EVERY) => Some(false),
        () = handle.sweep_is_wanted() => Some(true),
    }
}

/// Waits for a while; false when the engine has ended.
async fn waits(trouble: &mut watch::Receiver<Option<String>>) -> bool {
    tokio::select! {
        _closed = trouble.wait_for(|_| false) => false,
        () = sleep(SWEEP_SOON) => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::{campaign, launch, open};

    #[tokio::test]
    async fn what_came_for_something_refused_is_swept_away_soon() {
        let dir = tempfile::tempdir().unwrap();
        let engine = open(dir.path()).await;
        let handle = engine.handle();
        launch(&handle, &campaign("c")).await;
        let refused = handle.store(b"a file of a hand-in that was refused".to_vec()).await.unwrap();
        let gone_with = handle.sweep_soon();
        while handle.sweeps() < gone_with {
            handle.sweep().await.unwrap();
        }
        assert!(handle.blob(refused).await.unwrap().is_none());
        engine.shutdown().await;
    }

    #[tokio::test]
    async fn a_sweep_that_is_wanted_soon_does_not_wait_for_the_hour() {
        let dir = tempfile::tempdir().unwrap();
        let engine = open(dir.path()).await;
        let handle = engine.handle();
        let mut trouble = handle.store_trouble_changes();
        // The engine's own sweeper listens as well: whichever hears it, the other waits for its hour.
        let wanted = tokio::spawn({
            let handle = handle.clone();
            async move { handle.sweep_is_wanted().await }
        });
        handle.sweep_soon();
        handle.sweep_soon();
        tokio::time::pause();
        let begun = tokio::time::Instant::now();
        while turn(&handle, &mut trouble).await == Some(true) {}
        assert!(begun.elapsed() >= SWEEP_EVERY);
        wanted.abort();
        tokio::time::resume();
        engine.shutdown().await;
        assert_eq!(turn(&handle, &mut trouble).await, None);
    }
}
