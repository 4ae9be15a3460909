//! A view that turns out to be damaged while it is in use: set aside and rebuilt, and anyone who read it reads again.

use std::sync::atomic::Ordering;

use muster_protocol::ids::Position;
use sqlx::{Connection, Row, SqliteConnection};

use super::{BROKEN_FILE, Reach, VIEW_FILE, View, schema, set_aside};
use crate::store::StoreError;
use crate::store::sqlite::{Durability, open};

impl View {
    /// How often the file was rebuilt since it was opened: what somebody remembers of rows of before is void.
    pub(crate) fn renewals(&self) -> u64 {
        self.renewed.load(Ordering::Acquire)
    }

    /// Whether a result says that the view is damaged, and it has been rebuilt and filled again as far as it was: the
    /// same question may then be asked once more.
    pub(crate) async fn is_whole_again<T>(&self, result: &Result<T, StoreError>) -> bool {
        let Err(StoreError::Damaged(cause)) = result else { return false };
        let until = self.position();
        match self.renew_file(cause).await {
            Ok(true) => self.reached(until).await.is_ok(),
            Ok(false) => false,
            Err(error) => {
                tracing::error!(%error, "the damaged view could not be rebuilt");
                false
            }
        }
    }

    /// Sets the file aside and begins an empty one; false when the file itself is whole, so that the damage is elsewhere.
    pub(crate) async fn renew_file(&self, cause: &str) -> Result<bool, StoreError> {
        let (mut write, mut read) = (self.write.lock().await, self.read.lock().await);
        if is_whole(&mut read).await {
            return Ok(false);
        }
        tracing::warn!(cause, "{VIEW_FILE} is damaged; it is moved to {BROKEN_FILE} and rebuilt");
        // Closed before the file moves: the last to close removes the companions by their names.
        for connection in [&mut *write, &mut *read] {
            let placeholder = SqliteConnection::connect("sqlite::memory:").await?;
            if let Err(error) = std::mem::replace(connection, placeholder).close().await {
                tracing::warn!(%error, "the damaged view was not closed in order");
            }
        }
        set_aside(&self.path)
            .map_err(|error| StoreError::Failed(format!("{}: {error}", self.path.display())))?;
        *write = open(&self.path, Durability::Rebuildable).await?;
        schema::make(&mut write, &self.log).await?;
        *read = open(&self.path, Durability::Rebuildable).await?;
        self.renewed.fetch_add(1, Ordering::AcqRel);
        self.reach.send_replace(Reach { position: Position(0), trouble: None });
        self.renewal.notify_one();
        Ok(true)
    }
}

/// Whether the database finds nothing wrong with its file.
async fn is_whole(connection: &mut SqliteConnection) -> bool {
    let checked = sqlx::query("PRAGMA quick_check(1)").fetch_one(connection).await;
    checked.and_then(|row| row.try_get::<String, _>(0)).is_ok_and(|found| found == "ok")
}
