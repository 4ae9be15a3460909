//! An engine over NATS: the relay that copies its log into the stream, and the end of the link that its workers speak
//! to. The engine decides without either; when NATS is away the lag grows and is caught up later.

pub mod check;
mod marks;

use std::sync::Arc;
use std::time::Duration;

use muster_protocol::ids::Position;
use muster_protocol::recorded::Recorded;
use muster_protocol::time::Instant;
use muster_wire::link::{Boxed, LinkError};
use muster_wire::nats::headers::EventDescription;
use muster_wire::nats::relay::{Mark, MarkStore, Relay, Relayed};
use muster_wire::nats::service::{Parts, ServiceOptions};
use muster_wire::nats::stream::{EventStream, Filler, StreamOptions};
use muster_wire::nats::{Connection, NatsError, Options, Service};
use tokio::sync::watch;
use tokio::task::JoinHandle;

use crate::description::Describer;
use crate::directory::identity::Lineage;
use crate::execute::Handle;
use crate::store::StoreError;
use crate::time::stepper::Quiet;
use crate::watch::gauge::Gauge;
use marks::Marks;

/// Longest time between two savings of how far the workers are, in machine time.
const SAVE_MAX: Duration = Duration::from_secs(5);

/// How an engine is put on NATS.
#[derive(Debug, Clone)]
pub struct OverNats {
    /// How to connect; the name is `engine`.
    pub connect: Options,
    /// Most bytes of the stream on the server's disk; none leaves it to the server.
    pub bytes_max: Option<u64>,
    /// Copies of the stream in a cluster.
    pub replicas: usize,
    /// A delivery that is not acknowledged or renewed for so long is given to another worker (machine time).
    pub ack_wait: Duration,
    /// How often the stream is looked at while nothing is published (machine time).
    pub audit: Duration,
    /// Whether every event is also published as JSON on `muster.json.>`, kept by nobody.
    pub json: bool,
    /// Workers that run in processes of their own: on a stepped clock time waits until each of them is there and has
    /// settled everything.
    pub outside: Vec<String>,
    /// Workers that run beside the engine in its own process; nobody else may hear under their names.
    pub inside: Vec<String>,
    /// How long [`Relaying::start`] waits for a server to find out that it is too old; one that is away meanwhile is
    /// waited for in the background (machine time).
    pub first: Duration,
}

impl OverNats {
    /// The usual way to a server.
    #[must_use]
    pub fn new(url: &str) -> Self {
        Self {
            connect: Options::new(url, "engine"),
            bytes_max: None,
            replicas: 1,
            ack_wait: Duration::from_secs(30),
            audit: Duration::from_secs(10),
            json: false,
            outside: Vec::new(),
            inside: Vec::new(),
            first: Duration::from_secs(3),
        }
    }
}

/// Why an engine could not be put on NATS.
#[derive(Debug, thiserror::Error)]
pub enum RelayError {
    /// NATS cannot be used.
    #[error(transparent)]
    Nats(#[from] NatsError),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// The running relay and service of an engine.
#[derive(Debug)]
pub struct Relaying {
    gauge: Gauge,
    handle: Handle,
    stop: watch::Sender<bool>,
    relay: JoinHandle<()>,
}

impl Relaying {
    /// Starts both. A server that is away is waited for in the background.
    ///
    /// # Errors
    /// [`RelayError`]: options that cannot be used, or a server that is too old.
    pub async fn start(handle: &Handle, over: OverNats) -> Result<Self, RelayError> {
        let Lineage { log, generation, .. } = Lineage::of(handle.reader().as_ref()).await?;
        let term = handle.reader().head().await?.term;
        let connection = Connection::open(over.connect).await?;
        if let Ok(ready) = tokio::time::timeout(over.first, connection.ready()).await {
            ready?;
        }
        let filler = Filler { term: term.0, run: uuid::Uuid::new_v4().simple().to_string() };
        let options = StreamOptions {
            filler: Some(filler),
            bytes_max: over.bytes_max,
            replicas: over.replicas,
            ..StreamOptions::new(&log, generation)
        };
        let stream = EventStream::new(&connection, options);
        let marks = Marks::of(handle.view());
        let mark = marks.load().await?.filter(|mark| mark.generation == generation);
        let away = Relayed {
            position: mark.map_or(Position(0), |mark| mark.position),
            trouble: Some(NatsError::Unseen),
            ..Relayed::default()
        };
        let (relayed, stop) = (watch::Sender::new(away), watch::Sender::new(false));
        let clock = handle.clock().clone();
        let parts = Parts {
            connection: connection.clone(),
            stream: stream.clone(),
            owner: Arc::new(handle.clone()),
            head: handle.head(),
            now: Arc::new(move || clock.now()),
            relayed: relayed.subscribe(),
        };
        let behaviour = ServiceOptions {
            ack_wait: over.ack_wait,
            save: over.ack_wait.min(SAVE_MAX),
            expected: over.outside,
            inside: over.inside,
            stepped: handle.clock().is_stepped(),
            ..ServiceOptions::default()
        };
        let service = Service::start(parts, behaviour).await?;
        let marks = LogMarks { marks, json: over.json };
        let gauge = Gauge {
            connection: connection.clone(),
            service: service.clone(),
            relayed: relayed.subscribe(),
            stream: stream.options().name(),
            head: handle.head(),
        };
        handle.put_gauge(Some(gauge.clone()));
        let relay = Relay {
            stream,
            owner: Arc::new(handle.clone()),
            head: handle.head(),
            marks: Arc::new(marks),
            audit: over.audit,
            relayed: relayed.clone(),
        };
        let relay = tokio::spawn(relay.run(stop.subscribe()));
        Ok(Self { gauge, handle: handle.clone(), stop, relay })
    }

    /// The workers' end: knows when everything is quiet, and who is how far.
    #[must_use]
    pub fn service(&self) -> Service {
        self.gauge.service.clone()
    }

    /// The connection, for its state and the server's complaints.
    #[must_use]
    pub fn connection(&self) -> &Connection {
        &self.gauge.connection
    }

    /// How the relay is, and every change of it.
    #[must_use]
    pub fn relayed(&self) -> watch::Receiver<Relayed> {
        self.gauge.relayed.clone()
    }

    /// Events in the log that are not in the stream yet.
    #[must_use]
    pub fn lag(&self) -> u64 {
        self.gauge.lag()
    }

    /// Ends in order. What is not in the stream yet follows after the next start.
    pub async fn stop(self) {
        self.handle.put_gauge(None);
        self.gauge.service.stop().await;
        self.stop.send_replace(true);
        if let Err(error) = self.relay.await {
            tracing::error!(%error, "the relay ended in a bug");
        }
    }
}

impl Quiet for Service {
    async fn settled(&self) {
        self.settled_at_head().await;
    }

    fn earliest_again(&self) -> Option<Instant> {
        Service::earliest_again(self)
    }

    fn release(&self) {
        Service::release(self);
    }
}

/// What the relay has beside the log.
struct LogMarks {
    marks: Marks,
    json: bool,
}

impl MarkStore for LogMarks {
    fn load(&self) -> Boxed<'_, Result<Option<Mark>, LinkError>> {
        Box::pin(async move { Ok(self.marks.load().await?) })
    }

    fn save(&self, mark: Mark) -> Boxed<'_, Result<(), LinkError>> {
        Box::pin(async move { Ok(self.marks.save(&mark).await?) })
    }

    fn describe<'a>(&'a self, row: &'a Arc<Recorded>) -> Boxed<'a, EventDescription> {
        Box::pin(std::future::ready(Describer::describe(row, self.json)))
    }
}
