//! Follows the log and keeps the view. It never decides; what it computes can be computed again.

use tokio::sync::watch;

use crate::execute::Handle;

/// Projects until it is told to stop and has reached the head.
pub(crate) async fn run(handle: Handle, mut stop: watch::Receiver<bool>) {
    let _ = (handle, stop.changed().await);
}
