//! The stream held against the log of a data directory, in use or not; thrown away so that it is refilled; filled.

use std::path::Path;
use std::time::Duration;

use muster_wire::nats::audit::{Audit, audit};
use muster_wire::nats::stream::{EventStream, StreamOptions};
use muster_wire::nats::{Connection, NatsError};

use super::{OverNats, RelayError, Relaying};
use crate::directory::identity::Lineage;
use crate::execute::Handle;
use crate::store::Reader;
use crate::store::sqlite::{LOG_FILE, SqliteReader};

/// Longest wait for a stream to be filled (machine time): a million events take less.
const FILL_TIME: Duration = Duration::from_mins(5);

/// A handle on a log and its stream.
#[derive(Debug)]
pub struct StreamFiller {
    log: SqliteReader,
    stream: EventStream,
    connection: Connection,
}

impl StreamFiller {
    /// Opens the log for reading and connects. A server that does not answer in time is told.
    ///
    /// # Errors
    /// [`RelayError`]: no log, options that cannot be used, a server that is away or too old.
    pub async fn open(dir: &Path, over: &OverNats) -> Result<Self, RelayError> {
        let log = SqliteReader::open(&dir.join(LOG_FILE)).await?;
        let Lineage { log: name, generation, .. } = Lineage::of(&log).await?;
        let connection = Connection::open(over.connect.clone()).await?;
        connection.let_in_within(over.first).await?;
        let options = StreamOptions {
            bytes_max: over.bytes_max,
            replicas: over.replicas,
            ..StreamOptions::new(&name, generation)
        };
        let stream = EventStream::new(&connection, options);
        Ok(Self { log, stream, connection })
    }

    /// Compares every message with the log.
    pub async fn check(&self) -> Result<Audit, RelayError> {
        let head = self.log.head().await?.position;
        let read = async |at, limit| self.log.read(at, limit).await.map_err(|error| error.to_string());
        let mut complaints = self.connection.complaints();
        let found = audit(&self.stream, head, read).await;
        Ok(found.map_err(|error| self.connection.denied(&mut complaints, error))?)
    }

    /// Whether the server would take a stream of this log: one of a later generation says that this is an old copy, and
    /// one of another log is not touched.
    pub async fn is_allowed(&self) -> Result<(), RelayError> {
        Ok(self.stream.is_allowed().await?)
    }

    /// Throws the stream away: anyone who relays the log refills it.
    pub async fn throw_away(&self) -> Result<(), RelayError> {
        Ok(self.stream.throw_away().await?)
    }

    /// How far the stream is filled, and how far the log goes.
    pub async fn filled(&self) -> Result<(u64, u64), RelayError> {
        let head = self.log.head().await?.position;
        match self.stream.held().await {
            Ok(held) => Ok((held.last.0, head.0)),
            Err(NatsError::NoStream(_) | NatsError::Differs(_)) => Ok((0, head.0)),
            Err(error) => Err(error.into()),
        }
    }
}

/// Fills the stream from the log of an engine of this process, to its head.
pub async fn fill(handle: &Handle, over: OverNats) -> Result<(), RelayError> {
    let relaying = Relaying::start(handle, over).await?;
    let head = *handle.head().borrow();
    let mut relayed = relaying.relayed();
    let there = relayed.wait_for(|relayed| relayed.position >= head && relayed.trouble.is_none());
    let filled = tokio::time::timeout(FILL_TIME, there).await.is_ok();
    let trouble = relaying.relayed().borrow().trouble.clone();
    relaying.stop().await;
    if filled {
        return Ok(());
    }
    let late = || NatsError::Away("the stream could not be filled in time".to_owned());
    Err(trouble.unwrap_or_else(late).into())
}
