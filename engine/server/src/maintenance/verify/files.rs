//! What stands in the files beside the log. The log does not prove them: of each is said what its bytes can tell.
//!
//! The view is made again from the log at any time, so only its shape is looked at: a trigger or a view of somebody else's
//! would change what people read. Accounts are in no event; each import seals what it left, so that what was changed since,
//! by another program than muster, is seen. Who knows how can seal again.

use std::path::Path;

use sqlx::{Connection, SqliteConnection};

use super::Bad;
use crate::directory::contacts::{self, CONTACTS_FILE};
use crate::store::StoreError;
use crate::store::sqlite::{open_to_read, shape};
use crate::view::{self, VIEW_FILE};

/// The first bad thing in the files beside the log.
pub(super) async fn check(dir: &Path) -> Result<(), Bad> {
    let unread = |file: &str, error: StoreError| Bad::in_all(format!("{file} cannot be read: {error}"));
    look(dir, VIEW_FILE, async |connection| {
        let current = view::is_current(connection).await?;
        let statements = view::statements();
        let foreign = if current { shape::foreign(connection, &statements).await? } else { None };
        Ok(foreign.map(|what| format!("in {VIEW_FILE} {what}")))
    })
    .await
    .map_err(|error| unread(VIEW_FILE, error))?
    .map_or(Ok(()), |what| Err(Bad::in_all(what)))?;
    look(dir, CONTACTS_FILE, async |connection| {
        let statements = contacts::statements_of(connection).await?;
        if let Some(what) = shape::foreign(connection, &statements).await? {
            return Ok(Some(format!("in {CONTACTS_FILE} {what}")));
        }
        let changed = contacts::changed_since_import(connection).await?;
        Ok(changed.map(|campaign| {
            format!("the accounts of {campaign} in {CONTACTS_FILE} are not those that the last import left")
        }))
    })
    .await
    .map_err(|error| unread(CONTACTS_FILE, error))?
    .map_or(Ok(()), |what| Err(Bad::in_all(what)))
}

/// Looks into a file of the directory, if it is there.
async fn look(
    dir: &Path,
    file: &str,
    find: impl AsyncFnOnce(&mut SqliteConnection) -> Result<Option<String>, StoreError>,
) -> Result<Option<String>, StoreError> {
    let path = dir.join(file);
    if !path.is_file() {
        return Ok(None);
    }
    let mut connection = open_to_read(&path).await?;
    let found = find(&mut connection).await;
    // Nothing was written; how the connection ends does not matter.
    let _closed = connection.close().await;
    found
}
