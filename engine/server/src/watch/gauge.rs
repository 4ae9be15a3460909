//! What shows of an engine's being on NATS: how far the relay is, how far the workers are. Read by anyone who asks how the
//! engine stands; it must never hold up the answer.

use std::collections::BTreeMap;
use std::time::Duration;

use muster_protocol::ids::Position;
use muster_wire::local::Hub;
use muster_wire::nats::relay::Relayed;
use muster_wire::nats::service::WorkerLag;
use muster_wire::nats::{Connection, Service};
use serde::{Deserialize, Serialize};
use tokio::sync::watch;

/// Longest look at the consumers for one answer, in machine time; what is not known by then is as it was last seen.
const LOOK: Duration = Duration::from_millis(500);

/// How an engine's relay and workers are.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RelayStatus {
    /// Whether the server is there.
    pub connected: bool,
    /// Name of the stream.
    pub stream: String,
    /// Position up to which the stream is filled, as last seen.
    pub position: u64,
    /// Events of the log that are not in the stream yet.
    pub lag: u64,
    /// Why nothing is carried now; none when it works.
    pub trouble: Option<String>,
    /// How often the stream was filled again from the start since this engine began.
    pub refilled: u32,
    /// The workers outside, by name.
    pub workers: BTreeMap<String, WorkerStatus>,
}

/// How far a worker is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct WorkerStatus {
    /// Events not given out yet.
    pub pending: u64,
    /// Events that are with workers of this name.
    pub out: usize,
    /// Requests for work that wait: none means that nobody listens or all are busy.
    pub listening: usize,
}

impl WorkerStatus {
    /// Whether nobody listens and nobody has anything in hand: it is away.
    #[must_use]
    pub fn is_absent(&self) -> bool {
        self.listening == 0 && self.out == 0
    }
}

impl From<WorkerLag> for WorkerStatus {
    fn from(lag: WorkerLag) -> Self {
        Self { pending: lag.pending, out: lag.out, listening: lag.listening }
    }
}

/// How far the workers of a hub are, by name.
pub(crate) fn inside(hub: &Hub) -> BTreeMap<String, WorkerStatus> {
    let status = |(pending, out, listening)| WorkerStatus { pending, out, listening };
    hub.lags().into_iter().map(|(name, lag)| (name, status(lag))).collect()
}

/// See the module. Cloning is cheap.
#[derive(Debug, Clone)]
pub struct Gauge {
    pub(crate) connection: Connection,
    pub(crate) service: Service,
    pub(crate) relayed: watch::Receiver<Relayed>,
    pub(crate) stream: String,
    pub(crate) head: watch::Receiver<Position>,
}

impl Gauge {
    /// Events of the log that are not in the stream yet.
    #[must_use]
    pub fn lag(&self) -> u64 {
        let head = *self.head.borrow();
        head.0.saturating_sub(self.relayed.borrow().position.0)
    }

    /// How everything is now, or as far as it is known when NATS does not answer.
    pub async fn status(&self) -> RelayStatus {
        let workers = self.service.lags(LOOK).await;
        let relayed = self.relayed.borrow().clone();
        RelayStatus {
            connected: *self.connection.connected().borrow(),
            stream: self.stream.clone(),
            position: relayed.position.0,
            lag: self.lag(),
            trouble: relayed.trouble.map(|trouble| trouble.to_string()),
            refilled: relayed.refilled,
            workers: workers.into_iter().map(|(name, lag)| (name, lag.into())).collect(),
        }
    }
}
