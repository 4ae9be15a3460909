//! The stream held against the log of a data directory, in use or not; thrown away so that it is filled anew; filled.

use std::path::Path;
use std::time::Duration;

use muster_wire::nats::audit::{Audit, audit};
use muster_wire::nats::stream::{EventStream, StreamOptions};
use muster_wire::nats::{Connection, NatsError};

use super::{OverNats, RelayError, Relaying};
use crate::execute::Handle;
use crate::identity::{GENERATION_FIRST, GENERATION_KEPT};
use crate::store::sqlite::{LOG_FILE, SqliteReader};
use crate::store::{Reader, StoreError};

/// Longest wait for a stream to be filled (machine time): a million events take less.
const FILL_TIME: Duration = Duration::from_mins(5);

/// A grip on a log and its stream.
#[derive(Debug)]
pub struct StreamDesk {
    log: SqliteReader,
    stream: EventStream,
}

impl StreamDesk {
    /// Opens the log for reading and connects. A server that does not answer in time is told.
    ///
    /// # Errors
    /// [`RelayError`]: no log, options that cannot be used, a server that is away or too old.
    pub async fn open(dir: &Path, over: &OverNats) -> Result<Self, RelayError> {
        let log = SqliteReader::open(&dir.join(LOG_FILE)).await?;
        let generation = match log.kept(GENERATION_KEPT).await? {
            Some(kept) => {
                kept.parse().map_err(|_| StoreError::Damaged(format!("the log's generation is “{kept}”")))?
            }
            None => GENERATION_FIRST,
        };
        let connection = Connection::open(over.connect.clone()).await?;
        let away = || NatsError::Away("no server answers".to_owned());
        tokio::time::timeout(over.first, connection.ready()).await.map_err(|_| away())??;
        let options = StreamOptions {
            bytes_max: over.bytes_max,
            replicas: over.replicas,
            ..StreamOptions::new(generation)
        };
        Ok(Self { log, stream: EventStream::new(&connection, options) })
    }

    /// Compares every message with the log.
    ///
    /// # Errors
    /// [`RelayError`] when the log or the server does not answer.
    pub async fn check(&self) -> Result<Audit, RelayError> {
        let head = self.log.head().await?.position;
        let read = async |at, limit| self.log.read(at, limit).await.map_err(|error| error.to_string());
        Ok(audit(&self.stream, head, read).await?)
    }

    /// Whether the server would take a stream of this log: one of a later generation says that this is an old copy.
    ///
    /// # Errors
    /// [`RelayError`] when it would not, or does not answer.
    pub async fn declare(&self) -> Result<(), RelayError> {
        self.stream.declare().await?;
        Ok(())
    }

    /// Throws the stream away: whoever relays the log fills it anew.
    ///
    /// # Errors
    /// [`RelayError`] when the server does not answer.
    pub async fn throw_away(&self) -> Result<(), RelayError> {
        Ok(self.stream.throw_away().await?)
    }

    /// How far the stream is filled, and how far the log goes.
    ///
    /// # Errors
    /// [`RelayError`] when the log or the server does not answer.
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
///
/// # Errors
/// [`RelayError`].
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
    Err(NatsError::Away(trouble.unwrap_or_else(|| "the stream could not be filled in time".to_owned()))
        .into())
}
