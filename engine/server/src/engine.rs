//! An engine: an open data directory with its writer and its projector running.

use std::path::PathBuf;
use std::sync::{Arc, Mutex};

use muster_protocol::ids::Position;
use muster_protocol::time::Instant;
use tokio::sync::watch;
use tokio::task::JoinHandle;

use crate::clock::{Clock, ClockMode};
use crate::directory::contacts::Contacts;
use crate::directory::identity::{LOG_SETTING, identity};
use crate::directory::lock::{DirectoryLock, LockError, hold};
use crate::domain_logic::DomainLogic;
use crate::execute::words::Salts;
use crate::execute::{Handle, Inner, Sweeps};
use crate::queue::queues;
use crate::read::projector;
use crate::retrying;
use crate::store::sqlite::SqliteStore;
use crate::store::{Reader, Store, StoreError};
use crate::sweeper;
use crate::tail::Tail;
use crate::view::View;
use crate::watch::health::Outside;
use crate::watch::metrics::Metrics;
use crate::writer::campaigns::Parked;
use crate::writer::{CLOCK_AT_SETTING, Shared, Writer};

/// Under which name the store keeps the kind of its clock.
pub(crate) const CLOCK_SETTING: &str = "clock";

/// How to open an engine.
#[derive(Debug, Clone)]
pub struct Options {
    /// The data directory; made when it is not there.
    pub data_dir: PathBuf,
    /// Which clock it uses.
    pub clock: ClockMode,
}

/// Why an engine could not be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// Another process holds the directory, or it cannot be used.
    #[error(transparent)]
    Lock(#[from] LockError),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The directory uses another clock: real and virtual time must not be mixed in one log.
    #[error("{} uses a {kept} clock", dir.display())]
    Clock {
        /// The directory.
        dir: PathBuf,
        /// Its clock: `wall` or `stepped`.
        kept: String,
    },
}

/// A running engine. [`Engine::shutdown`] ends it in order; dropping it ends it soon.
#[derive(Debug)]
pub struct Engine {
    handle: Handle,
    stop: watch::Sender<bool>,
    stop_projector: watch::Sender<bool>,
    writer: JoinHandle<()>,
    projector: JoinHandle<()>,
}

impl Engine {
    /// Opens a data directory, takes its shard, and starts the writer and the projector. Nothing ticks by itself: see
    /// [`crate::time::ticker`] and [`crate::time::stepper`].
    pub async fn open(options: Options) -> Result<Self, OpenError> {
        let lock = hold(&options.data_dir)?;
        View::check_log(&options.data_dir).await?;
        let contacts = Contacts::open(&options.data_dir).await?;
        let mut store: Box<dyn Store> = Box::new(SqliteStore::open(&options.data_dir).await?);
        contacts.belong(&identity(store.as_mut()).await?).await?;
        let clock = open_clock(store.as_mut(), &options).await?;
        let reader = store.open_reader().await?;
        contacts.settle(reader.as_ref()).await?;
        let view = View::open(&options.data_dir, reader.as_ref()).await?;
        let parts =
            Parts { store, clock, reader, view, contacts, logic: DomainLogic::CORE, lock: Some(lock) };
        Ok(Self::start(parts).await?)
    }

    async fn start(parts: Parts) -> Result<Self, StoreError> {
        let (front, back) = queues();
        let (stop, stopped) = watch::channel(false);
        let (stop_projector, projector_stopped) = watch::channel(false);
        let (published, head) = watch::channel(Position(0));
        let (due_sender, due) = watch::channel(None);
        let (trouble, store_trouble) = watch::channel(None);
        let tail = Arc::new(Tail::default());
        let parked: Parked = Arc::new(Mutex::default());
        let metrics = Metrics::default();
        let shared = Shared {
            clock: parts.clock.clone(),
            contacts: parts.contacts.clone(),
            tail: Arc::clone(&tail),
            parked: Arc::clone(&parked),
            metrics: metrics.clone(),
            published,
            due: due_sender,
            trouble,
        };
        let writer = Writer::open(parts.store, back, stopped, parts.logic, shared).await?;
        let handle = Handle::new(Inner {
            front,
            head,
            due,
            clock: parts.clock,
            tail,
            reader: parts.reader,
            parked,
            view: parts.view,
            contacts: parts.contacts,
            gauge: Mutex::default(),
            metrics,
            store_trouble,
            channels: Mutex::default(),
            outside: Outside::default(),
            scored: tokio::sync::Mutex::default(),
            public: Mutex::default(),
            gateways: Mutex::default(),
            inside: Mutex::default(),
            sweeps: Sweeps::default(),
            words: Salts::new(),
        });
        let lock = parts.lock;
        let writer = tokio::spawn(async move {
            writer.run().await;
            drop(lock);
        });
        let projector = tokio::spawn(projector::run(handle.clone(), projector_stopped));
        // It ends by itself with the writer.
        drop(tokio::spawn(retrying::retry(handle.clone())));
        drop(tokio::spawn(sweeper::at_times(handle.clone())));
        Ok(Self { handle, stop, stop_projector, writer, projector })
    }

    /// A handle on it.
    #[must_use]
    pub fn handle(&self) -> Handle {
        self.handle.clone()
    }

    /// Finishes what is queued, lets the view reach the head, and gives the directory free.
    pub async fn shutdown(self) {
        self.stop.send_replace(true);
        if let Err(error) = self.writer.await {
            tracing::error!(%error, "the writer ended in a bug");
        }
        self.stop_projector.send_replace(true);
        if let Err(error) = self.projector.await {
            tracing::error!(%error, "the projector ended in a bug");
        }
        self.handle.fold_contacts().await;
    }
}

/// What an engine is put together from.
struct Parts {
    store: Box<dyn Store>,
    clock: Clock,
    reader: Arc<dyn Reader>,
    view: View,
    contacts: Contacts,
    logic: DomainLogic,
    lock: Option<DirectoryLock>,
}

/// The clock of the directory: of the kind that it began with, never before its last event.
async fn open_clock(store: &mut dyn Store, options: &Options) -> Result<Clock, OpenError> {
    let kept = store.own().setting(CLOCK_SETTING).await?;
    let head = store.own().head().await?.position;
    let last = store.own().read(Position(head.0.saturating_sub(1)), 1).await?;
    let last = last.first().map_or(Instant(i64::MIN), |row| row.at);
    let stood = store.own().setting(CLOCK_AT_SETTING).await?.and_then(|at| at.parse::<Instant>().ok());
    let last = stood.map_or(last, |stood| stood.max(last));
    let (kind, start) = match (options.clock, kept.as_deref()) {
        (ClockMode::Stepped { start }, _) => ("stepped", start),
        (ClockMode::AsStored, Some("stepped")) => ("stepped", last),
        (ClockMode::Wall | ClockMode::AsStored, _) => ("wall", last),
    };
    match kept {
        None => store.keep(CLOCK_SETTING, kind).await?,
        Some(kept) if kept == kind => {}
        Some(kept) => return Err(OpenError::Clock { dir: options.data_dir.clone(), kept }),
    }
    if kind == "stepped" {
        return Ok(Clock::stepped(start.max(last)));
    }
    let log = store.own().setting(LOG_SETTING).await?.unwrap_or_default();
    Ok(Clock::wall(last, &options.data_dir, &log))
}

#[cfg(test)]
mod tests;
