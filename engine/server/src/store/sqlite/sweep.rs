//! Takes away blobs that no event names: what was stored for a command that was then refused, or never given.
//!
//! A blob is stored before the event that names it. So of the blobs that came since the last sweep those stay whose digest
//! stands in the body of an event that came since, whatever the event is called.

use std::collections::{HashMap, HashSet};

use muster_protocol::ids::{Digest, Position};
use sqlx::{Connection, SqliteConnection};

use super::cells::{self, bound};
use super::{SqliteStore, fold};
use crate::store::{READ_ROWS_MAX, Reader, Store, StoreError};

/// Under which name the store keeps how far it was swept: a position and a row of blobs.
pub(crate) const SWEPT_SETTING: &str = "swept";

/// How far an open store was swept.
#[derive(Debug)]
pub(super) struct Swept {
    position: Position,
    row: i64,
    /// Blobs before that row that no event up to that position names, and that were spared.
    spared: HashSet<Digest>,
}

impl SqliteStore {
    /// Sweeps. Nobody else may hold the log meanwhile: a blob whose command is still to come would be taken away. Gives
    /// the number of blobs that went.
    ///
    /// # Errors
    /// [`StoreError`] when the log cannot be read or written; nothing is then lost.
    pub async fn sweep(&mut self) -> Result<u64, StoreError> {
        let last = self.last_swept().await?;
        let (swept, gone) = self.sweep_from(last, &HashSet::new()).await?;
        self.keep(SWEPT_SETTING, &format!("{} {}", swept.position, swept.row)).await?;
        Ok(gone)
    }

    /// Sweeps while commands come. Anyone who asks names what was stored of late, since its command may be on its way: that is
    /// spared, and looked at again the next time. How far it came is known until the store closes; the next start begins where
    /// the last one ended.
    pub(super) async fn sweep_open(&mut self, spare: &HashSet<Digest>) -> Result<u64, StoreError> {
        let last = match self.swept.take() {
            Some(swept) => swept,
            None => self.last_swept().await?,
        };
        let (swept, gone) = self.sweep_from(last, spare).await?;
        self.swept = Some(swept);
        Ok(gone)
    }

    /// How far the log was swept when it was closed last.
    async fn last_swept(&self) -> Result<Swept, StoreError> {
        let kept = self.own.setting(SWEPT_SETTING).await?.unwrap_or_default();
        let (position, row) = kept.split_once(' ').unwrap_or_default();
        let (position, row) = (position.parse().unwrap_or(0), row.parse().unwrap_or(0));
        Ok(Swept { position: Position(position), row, spared: HashSet::new() })
    }

    /// Sweeps what came since the last time, but for what is to be spared; gives how far it came and how many went.
    async fn sweep_from(
        &mut self,
        Swept { position, row, spared }: Swept,
        spare: &HashSet<Digest>,
    ) -> Result<(Swept, u64), StoreError> {
        let (mut orphans, newest) = self.blobs_after(row).await?;
        orphans.extend(spared);
        let head = self.own.head().await?.position;
        if !orphans.is_empty() {
            self.find_named(position, &mut orphans).await?;
        }
        let (spared, orphans): (HashSet<Digest>, HashSet<Digest>) =
            orphans.into_iter().partition(|digest| spare.contains(digest));
        self.delete(&orphans).await?;
        // The newest rows may have gone, and their numbers come again.
        let row = self.newest_blob().await?.min(newest);
        Ok((Swept { position: head, row, spared }, orphans.len() as u64))
    }

    /// Takes blobs away, and gives their places back to the disk.
    async fn delete(&mut self, orphans: &HashSet<Digest>) -> Result<(), StoreError> {
        if orphans.is_empty() {
            return Ok(());
        }
        let mut connection = self.own.lock().await;
        let mut transaction = connection.begin_with("BEGIN IMMEDIATE").await?;
        for digest in orphans {
            let statement = bound!("DELETE FROM blobs WHERE digest = ?", digest.0.to_vec());
            cells::run(statement, &mut transaction).await?;
        }
        transaction.commit().await?;
        Ok(give_back(&mut connection).await?)
    }

    async fn blobs_after(&self, row: i64) -> Result<(HashSet<Digest>, i64), StoreError> {
        let query = bound!("SELECT rowid, digest FROM blobs WHERE rowid > ? ORDER BY rowid", row);
        let rows: Vec<(i64, Digest)> = cells::all(query, &mut *self.own.lock().await).await?;
        let newest = rows.last().map_or(row, |(newest, _)| *newest);
        Ok((rows.into_iter().map(|(_, digest)| digest).collect(), newest))
    }

    async fn newest_blob(&self) -> Result<i64, StoreError> {
        let query = bound!("SELECT coalesce(max(rowid), 0) FROM blobs");
        cells::one(query, &mut *self.own.lock().await).await
    }

    /// Takes out of `orphans` what stands in the body of an event after a position.
    async fn find_named(&self, mut after: Position, orphans: &mut HashSet<Digest>) -> Result<(), StoreError> {
        // By the first bytes, so that most places of a body are looked at once.
        let mut starts: HashMap<[u8; 4], Vec<Digest>> = HashMap::new();
        for digest in orphans.iter() {
            starts.entry([digest.0[0], digest.0[1], digest.0[2], digest.0[3]]).or_default().push(*digest);
        }
        loop {
            let page = self.own.read(after, READ_ROWS_MAX).await?;
            let Some(last) = page.last() else { return Ok(()) };
            after = last.position;
            for row in &page {
                for window in row.body.windows(32) {
                    let candidates = starts.get(&window[..4]).into_iter().flatten();
                    for digest in candidates.filter(|digest| digest.0 == window) {
                        orphans.remove(digest);
                    }
                }
            }
        }
    }
}

/// Gives the places of what went back to the disk, and the write-ahead log that it went through.
async fn give_back(connection: &mut SqliteConnection) -> Result<(), sqlx::Error> {
    // It steps through the free pages, a row each.
    sqlx::query("PRAGMA incremental_vacuum").fetch_all(&mut *connection).await?;
    fold(connection).await.map(drop)
}

/// Anyone who copies a log with other row numbers starts over.
pub(crate) async fn sweep_again(store: &mut SqliteStore) -> Result<(), StoreError> {
    store.keep(SWEPT_SETTING, "0 0").await
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Handle;
    use crate::maintenance::sweep::sweep;
    use crate::maintenance::verify::verify;
    use crate::sample::{campaign, launch, open, submit};

    async fn blobs(handle: &Handle, digests: &[Digest]) -> Vec<bool> {
        let mut found = Vec::new();
        for digest in digests {
            found.push(handle.blob(*digest).await.unwrap().is_some());
        }
        found
    }

    #[tokio::test]
    async fn what_no_event_names_goes_and_what_is_named_stays() {
        let dir = tempfile::tempdir().unwrap();
        let engine = open(dir.path()).await;
        let handle = engine.handle();
        let first = handle.store(b"for a command that never came".to_vec()).await.unwrap();
        launch(&handle, &campaign("c")).await;
        // Refused: there is no such unit; its evidence stays behind.
        let second = handle.store(b"evidence".to_vec()).await.unwrap();
        assert!(handle.execute(submit(&campaign("c"), "s", "plan", "no-such-unit")).await.is_err());
        engine.shutdown().await;
        assert_eq!(sweep(dir.path()).await.unwrap(), 2);
        assert_eq!(sweep(dir.path()).await.unwrap(), 0);
        verify(dir.path(), None).await.unwrap();
        let engine = open(dir.path()).await;
        assert_eq!(blobs(&engine.handle(), &[first, second]).await, [false, false]);
        // The same bytes again, after their row number was given back.
        let again = engine.handle().store(b"evidence".to_vec()).await.unwrap();
        assert_eq!(again, second);
        engine.shutdown().await;
        assert_eq!(sweep(dir.path()).await.unwrap(), 1);
        verify(dir.path(), None).await.unwrap();
    }

    #[tokio::test]
    async fn a_running_engine_sweeps_what_nobody_named_and_spares_what_came_of_late() {
        let dir = tempfile::tempdir().unwrap();
        let engine = open(dir.path()).await;
        let handle = engine.handle();
        launch(&handle, &campaign("c")).await;
        let lost = handle.store(b"for a command that never came".to_vec()).await.unwrap();
        let kept = handle.store(b"evidence".to_vec()).await.unwrap();
        assert_eq!(handle.sweep().await.unwrap(), 0, "its command may be on its way");
        // Named only after a sweep has passed over it.
        let mut order = submit(&campaign("c"), "s", "plan", "a");
        if let muster_protocol::command::Command::Submit(body) = &mut order.command {
            body.evidence[0].files = vec![kept];
        }
        handle.execute(order).await.unwrap();
        assert_eq!(handle.sweep().await.unwrap(), 0);
        assert_eq!(handle.sweep().await.unwrap(), 1);
        assert_eq!(blobs(&handle, &[lost, kept]).await, [false, true]);
        assert_eq!(handle.sweep().await.unwrap(), 0);
        // The same bytes again are new again.
        handle.store(b"for a command that never came".to_vec()).await.unwrap();
        assert_eq!(handle.sweep().await.unwrap(), 0);
        assert_eq!(blobs(&handle, &[lost, kept]).await, [true, true]);
        engine.shutdown().await;
        assert_eq!(sweep(dir.path()).await.unwrap(), 1);
        verify(dir.path(), None).await.unwrap();
    }

    #[tokio::test]
    async fn the_space_of_what_went_comes_back() {
        let dir = tempfile::tempdir().unwrap();
        let engine = open(dir.path()).await;
        launch(&engine.handle(), &campaign("c")).await;
        for number in 0..4 {
            engine.handle().store(vec![number; 2 * 1024 * 1024]).await.unwrap();
        }
        engine.shutdown().await;
        let size = || std::fs::metadata(dir.path().join(crate::store::sqlite::LOG_FILE)).unwrap().len();
        assert!(size() > 8 * 1024 * 1024, "{}", size());
        assert_eq!(sweep(dir.path()).await.unwrap(), 4);
        assert!(size() < 1024 * 1024, "{}", size());
        verify(dir.path(), None).await.unwrap();
    }
}
