//! A memory store that fails as planned, and that says how large each commit was.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};

use muster_protocol::ids::Digest;
use muster_protocol::recorded::{Record, Recorded};
use muster_wire::link::Boxed;

use crate::store::memory::MemoryStore;
use crate::store::{AppendError, Batch, Head, Reader, Store, StoreError};

/// What happens to an append.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fault {
    /// Nothing is written and an error comes back.
    Before,
    /// Everything is written and an error comes back.
    After,
    /// Another engine took the shard.
    Stolen,
    /// The first event is written alone, and an error comes back.
    Half,
    /// As many events of somebody else are written, and an error comes back.
    Foreign,
}

/// What is to fail, and what came.
#[derive(Debug, Default)]
pub(super) struct Planned {
    /// What happens to the next appends.
    pub(super) appends: VecDeque<Fault>,
    /// Events and blobs of each append.
    pub(super) batches: Vec<(usize, usize)>,
}

/// A memory store that fails as planned.
pub(super) struct Faulty {
    pub(super) inner: MemoryStore,
    pub(super) planned: Arc<Mutex<Planned>>,
}

/// The same event in the chain of somebody else.
fn foreign(row: &Arc<Recorded>) -> Arc<Recorded> {
    let record = Record { hash: Digest([9; 32]), ..(*row.record).clone() };
    Arc::new(Recorded { record: Arc::new(record), ..(**row).clone() })
}

impl Store for Faulty {
    fn own(&self) -> &dyn Reader {
        &self.inner
    }

    fn open_reader(&self) -> Boxed<'_, Result<Arc<dyn Reader>, StoreError>> {
        self.inner.open_reader()
    }

    fn take_term(&mut self) -> Boxed<'_, Result<Head, StoreError>> {
        self.inner.take_term()
    }

    fn append<'a>(&'a mut self, batch: Batch<'a>) -> Boxed<'a, Result<(), AppendError>> {
        let fault = {
            let mut planned = self.planned.lock().unwrap();
            planned.batches.push((batch.rows.len(), batch.blobs.len()));
            planned.appends.pop_front()
        };
        Box::pin(async move {
            match fault {
                None => self.inner.append(batch).await,
                Some(Fault::Before) => Err(AppendError::Unknown("planned".to_owned())),
                Some(Fault::After) => {
                    self.inner.append(batch).await?;
                    Err(AppendError::Unknown("planned".to_owned()))
                }
                Some(Fault::Stolen) => {
                    self.inner.take_term().await.unwrap();
                    self.inner.append(batch).await
                }
                Some(Fault::Half) => {
                    self.inner.append(Batch { rows: &batch.rows[..1], ..batch }).await?;
                    Err(AppendError::Unknown("planned".to_owned()))
                }
                Some(Fault::Foreign) => {
                    let rows: Vec<Arc<Recorded>> = batch.rows.iter().map(foreign).collect();
                    self.inner.append(Batch { rows: &rows, ..batch }).await?;
                    Err(AppendError::Unknown("planned".to_owned()))
                }
            }
        })
    }

    fn keep<'a>(&'a mut self, name: &'a str, text: &'a str) -> Boxed<'a, Result<(), StoreError>> {
        self.inner.keep(name, text)
    }

    fn close(self: Box<Self>) -> Boxed<'static, ()> {
        Box::pin(std::future::ready(()))
    }
}
