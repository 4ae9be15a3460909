//! The worker's end of the link over NATS. It holds nothing that matters: what a worker was given and did not finish
//! comes again, and what it says keeps its id however often it is said.

mod fold;
mod pull;
mod sender;
mod stream;
mod together;

pub use sender::NatsDelivery;
pub use stream::NatsDeliveries;

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use muster_protocol::codec;
use muster_protocol::command::{Accepted, CommandEnvelope, Refusal, RefusalCode};
use muster_protocol::ids::{Digest, Position, SHARD};
use muster_protocol::place::{Place, Reset};
use muster_protocol::question::{Answer, Question};
use muster_protocol::recorded::Recorded;
use muster_protocol::subject;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use tokio::sync::{Semaphore, watch};
use tokio::task::JoinSet;

use super::NatsError;
use super::connect::{Connection, Options};
use super::frames::{
    Acknowledgement, FRAME_BYTES, LogAfter, LogPage, Piece, PieceOf, Row, Upload, Uploaded, What, query,
};
use crate::link::{Link, LinkError, Subscription};
use sender::Sender;

/// A stretch of the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stretch {
    /// The place behind its last event.
    pub place: Place,
    /// There where the log is not the one of the place that was named.
    pub reset: Option<Reset>,
    /// Its events, in order.
    pub rows: Vec<Arc<Recorded>>,
}

/// Longest wait at the end until the engine has passed on what was said of deliveries; then they come again.
const PASSED_ON_MAX: Duration = Duration::from_millis(500);

/// One end of the link over NATS. Cloning is cheap and gives the same one.
#[derive(Clone)]
pub struct NatsLink(Arc<Inner>);

struct Inner {
    connection: Connection,
    closed: watch::Sender<bool>,
    /// One sender per consumer: all streams of it in this process share a window.
    senders: Mutex<BTreeMap<String, Arc<Sender>>>,
    /// Deliveries on their way back to the server.
    returns: Mutex<JoinSet<()>>,
    /// Room for what is said together.
    turns: Semaphore,
}

/// A stream of events that was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Found {
    /// Its name.
    pub name: String,
    /// Its last position.
    pub last: Position,
    /// Messages in it; fewer than the last position where it has holes.
    pub messages: u64,
}

impl std::fmt::Debug for NatsLink {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("NatsLink").field("connection", &self.0.connection).finish_non_exhaustive()
    }
}

impl NatsLink {
    /// Connects as the worker that the options name. The server need not be there yet.
    ///
    /// # Errors
    /// [`NatsError::Options`].
    pub async fn open(options: Options) -> Result<Self, NatsError> {
        Ok(Self::over(Connection::open(options).await?))
    }

    /// A link over a connection.
    #[must_use]
    pub fn over(connection: Connection) -> Self {
        Self(Arc::new(Inner {
            connection,
            closed: watch::Sender::new(false),
            senders: Mutex::default(),
            returns: Mutex::default(),
            turns: Semaphore::new(together::AT_ONCE),
        }))
    }

    /// Its connection.
    #[must_use]
    pub fn connection(&self) -> &Connection {
        &self.0.connection
    }

    /// Ends all streams and waits until everything that was settled or given back has reached the server.
    pub async fn close(&self) {
        self.0.closed.send_replace(true);
        let mut returns = std::mem::take(&mut *self.returns());
        while returns.join_next().await.is_some() {}
        self.passed_on().await;
        self.0.connection.flush().await;
    }

    /// Waits until the engine has passed on what was said of deliveries. Without an engine they come again.
    async fn passed_on(&self) {
        let works = self
            .0
            .senders
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .values()
            .any(|sender| sender.works());
        if !works || !*self.0.connection.connected().borrow() {
            return;
        }
        let nothing = codec::encode(&Acknowledgement { what: What::Done, of: Vec::new() });
        let (subject, patience) =
            (self.query(query::ACK), self.0.connection.options().request.min(PASSED_ON_MAX));
        if let Err(error) = self.0.connection.ask_once::<()>(&subject, &nothing, patience).await {
            tracing::debug!(%error, "nobody says that everything was passed on");
        }
    }

    fn query(&self, name: &str) -> String {
        format!("{}.{}", subject::query(name), self.0.connection.options().name)
    }

    pub(super) async fn put<Q: Serialize, A: DeserializeOwned>(
        &self,
        name: &str,
        question: &Q,
    ) -> Result<A, LinkError> {
        self.0.connection.ask(&self.query(name), question).await
    }

    /// Most bytes of something larger that fit into one message.
    fn piece_max(&self) -> usize {
        self.0.connection.client().max_payload().saturating_sub(FRAME_BYTES).max(FRAME_BYTES)
    }

    /// Fetches something in pieces; none when there is no such thing.
    async fn whole<T: Serialize + Copy>(&self, name: &str, what: T) -> Result<Option<Vec<u8>>, LinkError> {
        let mut bytes = Vec::new();
        loop {
            let asked = PieceOf { what, offset: bytes.len() as u64 };
            let piece: Option<Piece> = self.put(name, &asked).await?;
            let Some(piece) = piece else { return Ok(None) };
            if piece.bytes.is_empty() && (bytes.len() as u64) < piece.total {
                return Err(LinkError::Unreachable("a piece of nothing".to_owned()));
            }
            bytes.extend(piece.bytes);
            if bytes.len() as u64 >= piece.total {
                return Ok(Some(bytes));
            }
        }
    }

    /// The body of an event that is too large for a message.
    pub(super) async fn body(&self, position: Position) -> Result<Vec<u8>, LinkError> {
        let body = self.whole(query::BODY, position).await?;
        body.ok_or_else(|| LinkError::Unreachable(format!("the log has no event {position}")))
    }

    async fn rows(&self, rows: Vec<Row>) -> Result<Vec<Arc<Recorded>>, LinkError> {
        let mut whole = Vec::with_capacity(rows.len());
        for mut row in rows {
            let body = match row.body.take() {
                Some(body) => body,
                None => self.body(row.position).await?,
            };
            whole.push(Arc::new(row.with(body)));
        }
        Ok(whole)
    }

    async fn stretch(&self, LogPage { place, reset, rows }: LogPage) -> Result<Stretch, LinkError> {
        Ok(Stretch { place, reset, rows: self.rows(rows).await? })
    }

    /// Events of the log after a place, in order, at most `limit` and what fits into a message.
    ///
    /// # Errors
    /// [`LinkError`]; refused where this log never had such a place and nobody can say where it parted.
    pub async fn read(&self, after: &Place, limit: u32) -> Result<Stretch, LinkError> {
        let page = self.put(query::LOG, &LogAfter { after: after.clone(), limit }).await?;
        self.stretch(page).await
    }

    /// The streams of events on the server, as the engine sees them.
    ///
    /// # Errors
    /// [`LinkError`].
    pub async fn streams(&self) -> Result<Vec<Found>, LinkError> {
        let (connection, nothing) = (&self.0.connection, codec::encode(&()));
        connection.ask_once(&self.query(query::STREAMS), &nothing, connection.options().request).await
    }

    fn returns(&self) -> MutexGuard<'_, JoinSet<()>> {
        self.0.returns.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The same for somebody who watches the log grow: where there is nothing yet it waits a while, and it is asked once.
    /// A log that ends before the position says so at once.
    ///
    /// # Errors
    /// [`LinkError`]; not reachable also when the engine is away.
    pub async fn read_on(&self, after: &Place, limit: u32) -> Result<Stretch, LinkError> {
        let connection = &self.0.connection;
        let (subject, wait) = (self.query(query::FOLLOW), connection.options().request);
        let body = codec::encode(&LogAfter { after: after.clone(), limit });
        self.stretch(connection.ask_once(&subject, &body, wait).await?).await
    }

    fn is_closed(&self) -> bool {
        *self.0.closed.borrow()
    }

    /// The sender of a consumer: the one that stands, or for a fold always a new one.
    fn sender(&self, subscription: &Subscription) -> Option<Arc<Sender>> {
        let mut senders = self.0.senders.lock().unwrap_or_else(PoisonError::into_inner);
        let name = &subscription.consumer;
        match senders.get(name) {
            Some(sender) if !sender.hears_like(subscription) => return None,
            Some(sender) if subscription.kind.is_fold() => sender.supersede(),
            Some(sender) => {
                sender.join(subscription);
                return Some(Arc::clone(sender));
            }
            None => {}
        }
        let sender = Sender::start(self.clone(), subscription);
        senders.insert(name.clone(), Arc::clone(&sender));
        Some(sender)
    }
}

impl Link for NatsLink {
    type Deliveries = NatsDeliveries;

    async fn command(&self, envelope: CommandEnvelope) -> Result<Accepted, LinkError> {
        let subject = subject::command(SHARD, &envelope.campaign);
        self.0.connection.ask(&format!("{subject}.{}", self.0.connection.options().name), &envelope).await
    }

    async fn commands(&self, mut envelopes: Vec<CommandEnvelope>) -> Vec<Result<Accepted, LinkError>> {
        // One alone is said under its campaign's name, where people see it.
        if envelopes.len() == 1
            && let Some(envelope) = envelopes.pop()
        {
            return vec![self.command(envelope).await];
        }
        let subject = format!("{}.{}", subject::commands(SHARD), self.0.connection.options().name);
        self.together(&subject, &envelopes).await
    }

    async fn ask(&self, question: Question) -> Result<Answer, LinkError> {
        if let Question::Blob { digest } = question {
            let blob = self.whole(query::BLOB, digest).await?;
            return Ok(blob.map_or(Answer::Unknown, Answer::Blob));
        }
        let mut answers = self.together(&self.query(query::ASK), &[question]).await;
        answers.pop().unwrap_or_else(|| Err(LinkError::Unreachable("no answer".to_owned())))
    }

    async fn asks(&self, questions: Vec<Question>) -> Vec<Result<Answer, LinkError>> {
        // What comes in pieces comes by itself.
        if questions.iter().any(|question| matches!(question, Question::Blob { .. })) {
            let mut answers = Vec::with_capacity(questions.len());
            for question in questions {
                answers.push(self.ask(question).await);
            }
            return answers;
        }
        self.together(&self.query(query::ASK), &questions).await
    }

    async fn store(&self, bytes: Vec<u8>) -> Result<Digest, LinkError> {
        let (id, total) = (self.0.connection.client().new_inbox(), bytes.len() as u64);
        let mut offset = 0;
        loop {
            let from = usize::try_from(offset).unwrap_or(usize::MAX).min(bytes.len());
            let to = from.saturating_add(self.piece_max()).min(bytes.len());
            let piece = Upload { id: id.clone(), total, offset, bytes: bytes[from..to].to_vec() };
            match self.put(query::STORE, &piece).await? {
                Uploaded::Stored(digest) => return Ok(digest),
                Uploaded::GoOn(next) => offset = next,
            }
        }
    }

    async fn subscribe(&self, subscription: Subscription) -> Result<NatsDeliveries, LinkError> {
        if self.is_closed() {
            return Err(LinkError::Closed);
        }
        let refused = |code, detail| LinkError::Refused(Refusal::plain(code, detail));
        let own = &self.0.connection.options().name;
        if subscription.consumer != *own {
            let detail = format!("{own} may not hear as {}", subscription.consumer);
            return Err(refused(RefusalCode::BadActor, detail));
        }
        let sender = self.sender(&subscription).ok_or_else(|| {
            let detail =
                format!("consumer {} exists and hears other events or in another way", subscription.consumer);
            refused(RefusalCode::WrongState, detail)
        })?;
        // Exits when the consumer is not available.
        let deliveries = NatsDeliveries::open(self.clone(), sender, subscription.kind);
        deliveries.begin().await?;
        Ok(deliveries)
    }
}
