//! A store in memory: for tests, and the second subject of the conformance list. It keeps nothing.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, PoisonError};

use muster_protocol::ids::{CampaignId, CommandId, Digest, Position, Term, Version};
use muster_protocol::recorded::Recorded;
use muster_protocol::time::Instant;
use muster_wire::link::Boxed;

use super::{AppendError, Batch, Blob, CampaignHead, Head, Known, READ_ROWS_MAX, Reader, Store, StoreError};

#[derive(Debug, Default)]
struct Tables {
    head: Head,
    rows: Vec<Arc<Recorded>>,
    blobs: BTreeMap<Digest, Blob>,
    erased: BTreeSet<Digest>,
    commands: BTreeMap<CommandId, Known>,
    due: BTreeMap<CampaignId, Option<Instant>>,
    settings: BTreeMap<String, String>,
    /// Whether known commands cannot be looked up the next time.
    look_fails: bool,
}

/// A store in memory. Clones share it, as two engines share a database.
#[derive(Debug, Clone, Default)]
pub struct MemoryStore {
    tables: Arc<Mutex<Tables>>,
}

impl MemoryStore {
    /// An empty store.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The next time that known commands are looked up this fails.
    pub fn fail_next_look(&self) {
        self.with(|tables| tables.look_fails = true);
    }

    fn with<T>(&self, look: impl FnOnce(&mut Tables) -> T) -> T {
        look(&mut self.tables.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

fn ready<'a, T: Send + 'a>(value: T) -> Boxed<'a, T> {
    Box::pin(std::future::ready(value))
}

impl Reader for MemoryStore {
    fn head(&self) -> Boxed<'_, Result<Head, StoreError>> {
        ready(Ok(self.with(|tables| tables.head)))
    }

    fn read(&self, after: Position, limit: usize) -> Boxed<'_, Result<Vec<Arc<Recorded>>, StoreError>> {
        let skip = usize::try_from(after.0).unwrap_or(usize::MAX);
        let limit = limit.min(READ_ROWS_MAX);
        ready(Ok(self.with(|tables| tables.rows.iter().skip(skip).take(limit).cloned().collect())))
    }

    fn campaign<'a>(
        &'a self,
        campaign: &'a CampaignId,
        after: Version,
    ) -> Boxed<'a, Result<Vec<Arc<Recorded>>, StoreError>> {
        let wanted = |row: &&Arc<Recorded>| row.campaign == *campaign && row.version > after;
        ready(
            Ok(self.with(|tables| tables.rows.iter().filter(wanted).take(READ_ROWS_MAX).cloned().collect())),
        )
    }

    fn campaign_on<'a>(
        &'a self,
        campaign: &'a CampaignId,
        after: Position,
        limit: usize,
    ) -> Boxed<'a, Result<Vec<Arc<Recorded>>, StoreError>> {
        let wanted = |row: &&Arc<Recorded>| row.campaign == *campaign && row.position > after;
        let most = limit.min(READ_ROWS_MAX);
        ready(Ok(self.with(|tables| tables.rows.iter().filter(wanted).take(most).cloned().collect())))
    }

    fn campaigns_on<'a>(
        &'a self,
        campaigns: &'a [CampaignId],
        after: Position,
    ) -> Boxed<'a, Result<Vec<Arc<Recorded>>, StoreError>> {
        let wanted = |row: &&Arc<Recorded>| row.position > after && campaigns.contains(&row.campaign);
        ready(
            Ok(self.with(|tables| tables.rows.iter().filter(wanted).take(READ_ROWS_MAX).cloned().collect())),
        )
    }

    fn campaigns(&self) -> Boxed<'_, Result<Vec<CampaignHead>, StoreError>> {
        let heads = self.with(|tables| {
            let mut heads = BTreeMap::new();
            for row in &tables.rows {
                let (campaign, version, hash) = (row.campaign.clone(), row.version, row.hash);
                heads.insert(campaign.clone(), CampaignHead { campaign, version, hash });
            }
            heads.into_values().collect()
        });
        ready(Ok(heads))
    }

    fn launched<'a>(&'a self, ids: &'a [CampaignId]) -> Boxed<'a, Result<Vec<CampaignId>, StoreError>> {
        let has_events =
            |id: &&CampaignId| self.with(|tables| tables.rows.iter().any(|row| row.campaign == **id));
        ready(Ok(ids.iter().filter(has_events).cloned().collect()))
    }

    fn commands<'a>(&'a self, ids: &'a [CommandId]) -> Boxed<'a, Result<Vec<Known>, StoreError>> {
        ready(self.with(|tables| {
            if std::mem::take(&mut tables.look_fails) {
                return Err(StoreError::Failed("planned".to_owned()));
            }
            Ok(ids.iter().filter_map(|id| tables.commands.get(id).copied()).collect())
        }))
    }

    fn blob(&self, digest: Digest) -> Boxed<'_, Result<Option<Blob>, StoreError>> {
        ready(Ok(self.with(|tables| tables.blobs.get(&digest).cloned())))
    }

    fn file_head(&self, digest: Digest, most: u32) -> Boxed<'_, Result<Option<Vec<u8>>, StoreError>> {
        let most = usize::try_from(most).unwrap_or(usize::MAX);
        let head = |blob: &Blob| blob.bytes.iter().copied().take(most).collect();
        ready(Ok(self.with(|tables| tables.blobs.get(&digest).filter(|blob| blob.salt.is_none()).map(head))))
    }

    fn has_blob(&self, digest: Digest) -> Boxed<'_, Result<bool, StoreError>> {
        ready(Ok(self.with(|tables| tables.blobs.contains_key(&digest))))
    }

    fn is_erased(&self, digest: Digest) -> Boxed<'_, Result<bool, StoreError>> {
        ready(Ok(self.with(|tables| tables.erased.contains(&digest))))
    }

    fn mentions(&self, digest: Digest) -> Boxed<'_, Result<Vec<Arc<Recorded>>, StoreError>> {
        let names = |row: &&Arc<Recorded>| row.body.windows(32).any(|window| window == digest.0);
        ready(Ok(self.with(|tables| tables.rows.iter().filter(names).take(READ_ROWS_MAX).cloned().collect())))
    }

    fn due(&self) -> Boxed<'_, Result<Vec<(Instant, CampaignId)>, StoreError>> {
        let due = self.with(|tables| {
            tables.due.iter().filter_map(|(id, due)| due.map(|due| (due, id.clone()))).collect()
        });
        ready(Ok(due))
    }

    fn setting<'a>(&'a self, name: &'a str) -> Boxed<'a, Result<Option<String>, StoreError>> {
        ready(Ok(self.with(|tables| tables.settings.get(name).cloned())))
    }
}

impl Store for MemoryStore {
    fn own(&self) -> &dyn Reader {
        self
    }

    fn open_reader(&self) -> Boxed<'_, Result<Arc<dyn Reader>, StoreError>> {
        let reader: Arc<dyn Reader> = Arc::new(self.clone());
        ready(Ok(reader))
    }

    fn take_term(&mut self) -> Boxed<'_, Result<Head, StoreError>> {
        ready(Ok(self.with(|tables| {
            tables.head.term = Term(tables.head.term.0 + 1);
            tables.head
        })))
    }

    fn append<'a>(&'a mut self, batch: Batch<'a>) -> Boxed<'a, Result<(), AppendError>> {
        ready(self.with(|tables| {
            if tables.head.term != batch.term {
                return Err(AppendError::Fenced { ours: batch.term });
            }
            if tables.head.position != batch.after {
                return Err(AppendError::Unknown(format!("the head stands at {}", tables.head.position)));
            }
            for (expected, row) in (batch.after.0 + 1..).zip(batch.rows) {
                if row.position.0 != expected {
                    return Err(AppendError::Unknown(format!("position {} out of order", row.position)));
                }
            }
            tables.rows.extend(batch.rows.iter().cloned());
            tables.head.position = Position(batch.after.0 + batch.rows.len() as u64);
            for blob in batch.blobs {
                tables.blobs.entry(blob.digest).or_insert_with(|| blob.clone());
            }
            for digest in batch.erased {
                tables.blobs.remove(digest);
                tables.erased.insert(*digest);
            }
            for row in batch.rows.iter().filter(|row| row.is_last()) {
                if let (Some(id), Some(content)) = (row.command, row.content) {
                    let known = Known { id, content, position: row.position, version: row.version };
                    tables.commands.entry(id).or_insert(known);
                }
            }
            tables.due.extend(batch.due.iter().cloned());
            Ok(())
        }))
    }

    fn keep<'a>(&'a mut self, name: &'a str, text: &'a str) -> Boxed<'a, Result<(), StoreError>> {
        self.with(|tables| tables.settings.insert(name.to_owned(), text.to_owned()));
        ready(Ok(()))
    }

    fn close(self: Box<Self>) -> Boxed<'static, ()> {
        ready(())
    }
}
