//! A store that failed is tried again, so that an engine goes on by itself once there is room.

use std::time::Duration;

use muster_wire::link::LinkError;

use crate::execute::Handle;

/// Pause between two tries of a store that failed, in machine time: nobody need give a command to find out that there is room
/// again.
const TRY_EVERY: Duration = Duration::from_secs(2);
/// Bytes of a try: a disk that has room for a few and not for a command counts as full.
const TRY_BYTES: usize = 64 * 1024;

/// While commits fail, tries again and again whether they go through, until the engine ends.
pub(crate) async fn retry(handle: Handle) {
    let mut trouble = handle.store_trouble_changes();
    loop {
        if trouble.wait_for(Option::is_some).await.is_err() {
            return;
        }
        tokio::time::sleep(TRY_EVERY).await;
        // As one more blob of nobody's: the way of every command, and the next sweep takes it away. Whatever comes of it, the
        // writer has noted.
        let bytes: Vec<u8> = uuid::Uuid::new_v4().as_bytes().repeat(TRY_BYTES / 16);
        let failing = trouble.borrow().is_some();
        if failing && matches!(handle.store(bytes).await, Err(LinkError::Closed)) {
            return;
        }
    }
}
