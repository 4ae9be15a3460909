//! Live time: sleeps until the next planned instant and ticks. It keeps no timers of its own; what is due stands in the
//! campaigns.

use std::time::Duration;

use muster_wire::link::LinkError;
use tokio::sync::watch;

use crate::execute::Handle;

/// Longest sleep in machine time: after it the wall is looked at again, since a sleeping machine's timers stand still.
const SLEEP_MS_MAX: i64 = 5_000;
/// Pause after a failure of the store, in machine time.
const PAUSE: Duration = Duration::from_secs(1);

/// Ticks until it is told to stop or the engine has closed. For an engine with a wall clock.
pub async fn run(handle: Handle, mut stop: watch::Receiver<bool>) {
    let mut changes = handle.due_changes();
    let mut published = false;
    loop {
        let held = handle.clock().held();
        if held != published {
            handle.publish_clock().await;
        }
        published = held;
        handle.clock().note();
        let due = *changes.borrow_and_update();
        let sleep = match due {
            Some(due) => due.0.saturating_sub(handle.clock().now().0).clamp(0, SLEEP_MS_MAX),
            None => SLEEP_MS_MAX,
        };
        // While the clock is held everything may look due; then only a rare look is right.
        let sleep = if handle.clock().held() { SLEEP_MS_MAX } else { sleep };
        let sleep = Duration::from_millis(u64::try_from(sleep).unwrap_or_default());
        tokio::select! {
            _ended = stop.changed() => return,
            changed = changes.changed() => if changed.is_err() { return } else { continue },
            () = tokio::time::sleep(sleep) => {}
        }
        if handle.next_due().is_some_and(|due| due <= handle.clock().now()) {
            match handle.tick().await {
                Ok(()) => {}
                Err(LinkError::Closed) => return,
                Err(error) => {
                    tracing::error!(%error, "a tick failed");
                    tokio::time::sleep(PAUSE).await;
                }
            }
        }
    }
}
