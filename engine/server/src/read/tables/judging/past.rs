//! A snapshot that was taken, as it was.

use std::sync::Arc;

use muster_protocol::definition::Definition;
use muster_protocol::table::SnapshotTable;

use crate::execute::Handle;
use crate::execute::live::Live;
use crate::execute::sight::Sight;
use crate::store::{self, StoreError};

/// A table as it was taken, as far as it is seen, with the definition that was in force then: lines, groups and grades stand in a
/// table by their places in it.
pub(super) struct Past {
    pub(super) table: SnapshotTable,
    pub(super) def: Arc<Definition>,
}

/// Reads a table as it was taken, whole: what is said of it is for the caller to see to.
pub(super) async fn whole(
    handle: &Handle,
    live: &Live,
    key: &str,
) -> Result<Option<SnapshotTable>, StoreError> {
    let Some(taken) = live.taken.iter().find(|taken| taken.key.as_str() == key) else { return Ok(None) };
    let blob = handle.reader().blob(taken.digest).await?;
    Ok(blob.and_then(|blob| SnapshotTable::from_bytes(&blob.bytes).ok()))
}

/// Reads one.
pub(super) async fn read(
    (handle, sight): (&Handle, &Sight),
    live: &Live,
    key: &str,
) -> Result<Option<Past>, StoreError> {
    let Some(mut table) = whole(handle, live, key).await? else { return Ok(None) };
    sight.cut(&mut table);
    let def = if table.definition == live.fold.definition() {
        Arc::clone(&live.def)
    } else {
        Arc::new(store::definition(handle.reader().as_ref(), table.definition).await?)
    };
    Ok(Some(Past { table, def }))
}
