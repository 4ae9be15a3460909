//! The engine's end: serves commands and questions that come over NATS, makes the workers' consumers, and knows when
//! everything is quiet. Anyone who speaks is told by the last token of the subject, which the server's permissions hold
//! every user to: a worker speaks for itself alone, does what its name does, and is answered in its own inbox. While the
//! stream is another's, nothing is answered at all: its owner does.

mod consumers;
mod holds;
mod last_positions;
mod pieces;
mod pulls;
mod serve;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use async_nats::{Message, Subject, Subscriber};
use futures_util::StreamExt;
use muster_protocol::codec;
use muster_protocol::ids::Position;
use muster_protocol::subject::TOGETHER;
use muster_protocol::time::Instant;
use tokio::sync::{Notify, Semaphore, watch};
use tokio::task::JoinSet;

use super::NatsError;
use super::connect::Connection;
use super::frames::{FRAME_BYTES, Outcome, Reply, query};
use super::headers::patience;
use super::relay::{Relayed, StreamOwner};
use super::stream::{EventStream, away};
use crate::link::{LinkError, Owner};
use crate::local::ClockFn;
use consumers::{Consumers, Lag};
use holds::Holds;
use last_positions::LastPositions;
use pieces::{Last, Uploads};

/// Requests that are dealt with at once; beyond it a worker is told to try again.
const AT_ONCE: usize = 1_024;
/// When to try again then.
const BUSY_MS: u64 = 50;
/// Pause between two looks at consumers while waiting for quiet: JetStream does not tell when one is acknowledged.
const LOOK_MIN: Duration = Duration::from_millis(1);
const LOOK_MAX: Duration = Duration::from_millis(50);
/// Subjects of which it is said that an answer was wanted elsewhere; who goes on beyond it is not said.
const ELSEWHERE_MAX: usize = 64;
/// Longest wait for requests that are being dealt with, at the end.
const END_WAIT: Duration = Duration::from_secs(10);

/// How the engine's end behaves. Durations are machine time.
#[derive(Debug, Clone)]
pub struct ServiceOptions {
    /// A delivery that is not acknowledged or renewed for so long is given to another worker.
    pub ack_wait: Duration,
    /// Most deliveries of a consumer that may wait for a later instant beside its window.
    pub held_max: u32,
    /// How often the consumers' positions are saved beside the log.
    pub save: Duration,
    /// Whether the campaign clock stands still between steps.
    pub stepped: bool,
    /// Workers that must be there and have settled everything before all is quiet, heard of yet or not.
    pub expected: Vec<String>,
    /// Workers that run beside the engine in its own process: nobody else may hear as they do, or each event would be
    /// dealt with twice.
    pub inside: Vec<String>,
}

/// How far a worker is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct WorkerLag {
    /// Events not given out yet.
    pub pending: u64,
    /// Events that are with workers.
    pub out: usize,
    /// Requests for work that wait at the server: none means that nobody listens or all are busy.
    pub listening: usize,
}

impl Default for ServiceOptions {
    fn default() -> Self {
        Self {
            ack_wait: Duration::from_secs(30),
            held_max: 8_192,
            save: Duration::from_secs(5),
            stepped: false,
            expected: Vec::new(),
            inside: Vec::new(),
        }
    }
}

/// The one fold of a name that counts.
struct Fold {
    instance: String,
    /// It asked for what comes after this position, so everything up to it is settled.
    after: Position,
    /// Its requests that wait here for more to come.
    waits: usize,
}

struct Inner {
    connection: Connection,
    stream: EventStream,
    owner: Arc<dyn Owner>,
    head: watch::Receiver<Position>,
    now: ClockFn,
    options: ServiceOptions,
    consumers: Consumers,
    last_positions: tokio::sync::Mutex<LastPositions>,
    holds: Mutex<Holds>,
    folds: Mutex<BTreeMap<String, Fold>>,
    /// How far the workers were when that could last be found out.
    lags: Mutex<BTreeMap<String, WorkerLag>>,
    uploads: Mutex<Uploads>,
    last: Mutex<Last>,
    room: Semaphore,
    relayed: watch::Receiver<Relayed>,
    /// Subjects of requests whose answers were wanted elsewhere than in the asker's inbox.
    elsewhere: Mutex<BTreeSet<String>>,
    /// Rings when the clock moved, or something else changed that a waiting worker may want to know.
    wakes: Notify,
    /// On a stepped clock: the instant up to which held deliveries were released.
    released: Mutex<Instant>,
    /// Counts the same changes, for those who wait for quiet.
    changes: watch::Sender<u64>,
    stop: watch::Sender<bool>,
    tasks: Mutex<JoinSet<()>>,
}

/// Whether a reply subject lies in the inboxes of a name: anywhere else it could be a subject that the asker may not
/// publish on itself, such as an event's.
fn answers_to(inbox: &str, who: &str) -> bool {
    let own = inbox.strip_prefix("_INBOX.").and_then(|rest| rest.strip_prefix(who));
    own.and_then(|rest| rest.strip_prefix('.')).is_some_and(|rest| !rest.is_empty())
}

fn held<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The engine's end of the link over NATS. Cloning is cheap and gives the same one.
#[derive(Clone)]
pub struct Service(Arc<Inner>);

impl std::fmt::Debug for Service {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Service").field("connection", &self.0.connection).finish_non_exhaustive()
    }
}

/// What the service stands on.
pub struct Parts {
    /// The engine's connection.
    pub connection: Connection,
    /// The shard's stream.
    pub stream: EventStream,
    /// Who answers.
    pub owner: Arc<dyn Owner>,
    /// Head of the log.
    pub head: watch::Receiver<Position>,
    /// The campaign clock.
    pub now: ClockFn,
    /// How the relay is.
    pub relayed: watch::Receiver<Relayed>,
}

impl std::fmt::Debug for Parts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Parts").field("stream", &self.stream).finish_non_exhaustive()
    }
}

impl Service {
    /// Starts to serve. The server need not be there yet.
    ///
    /// # Errors
    /// [`NatsError::Away`] when nothing can be subscribed to: the connection was closed.
    pub async fn start(parts: Parts, options: ServiceOptions) -> Result<Self, NatsError> {
        let Parts { connection, stream, owner, head, now, relayed } = parts;
        let shard = stream.options().shard;
        let consumers =
            Consumers::new(stream.clone(), Arc::clone(&owner), options.ack_wait, options.held_max);
        let released = Mutex::new(now());
        let service = Self(Arc::new(Inner {
            released,
            connection: connection.clone(),
            stream,
            owner,
            head,
            now,
            options,
            consumers,
            last_positions: tokio::sync::Mutex::default(),
            holds: Mutex::default(),
            folds: Mutex::default(),
            lags: Mutex::default(),
            uploads: Mutex::default(),
            last: Mutex::default(),
            room: Semaphore::new(AT_ONCE),
            relayed,
            elsewhere: Mutex::default(),
            wakes: Notify::new(),
            changes: watch::Sender::new(0),
            stop: watch::Sender::new(false),
            tasks: Mutex::default(),
        }));
        let client = connection.client();
        for subject in [format!("muster.command.{shard}.*.*"), "muster.query.*.*".to_owned()] {
            let heard = client.subscribe(subject).await.map_err(away)?;
            held(&service.0.tasks).spawn(service.clone().listen(heard));
        }
        held(&service.0.tasks).spawn(service.clone().look_after());
        Ok(service)
    }

    /// The engine's connection.
    #[cfg(test)]
    pub(super) fn connection(&self) -> &Connection {
        &self.0.connection
    }

    async fn listen(self, mut heard: Subscriber) {
        let mut stop = self.0.stop.subscribe();
        let mut requests = JoinSet::new();
        loop {
            let message = tokio::select! {
                _ = stop.wait_for(|stop| *stop) => break,
                Some(_) = requests.join_next(), if !requests.is_empty() => continue,
                message = heard.next() => message,
            };
            match message {
                // In the order in which they were said, and without a task for each.
                Some(message) if pulls::is_verdict(&message) => pulls::verdict(&self, &message).await,
                Some(message) => drop(requests.spawn(self.clone().deal_with(message))),
                None => break,
            }
        }
        let rest = async { while requests.join_next().await.is_some() {} };
        if tokio::time::timeout(END_WAIT, rest).await.is_err() {
            tracing::warn!("requests were still being dealt with at the end");
        }
    }

    async fn deal_with(self, message: Message) {
        let Some(inbox) = message.reply else { return };
        let subject: Vec<&str> = message.subject.split('.').collect();
        if !subject.last().is_some_and(|who| answers_to(&inbox, who)) {
            self.elsewhere(&message.subject, &inbox);
            return;
        }
        if !self.is_ours().await {
            return;
        }
        // Nobody hears an answer that comes later: what is still waiting for its turn then is let go, and its asker says it
        // again. Otherwise a wave that is larger than a request's time is answered to nobody, for ever.
        let within = patience(message.headers.as_ref()).unwrap_or(self.0.connection.options().request);
        let result = match tokio::time::timeout(within, self.answer(&subject, &inbox, &message.payload)).await
        {
            Ok(Some(result)) => result,
            Ok(None) | Err(_) => return,
        };
        self.reply(inbox, result).await;
    }

    /// What is answered; none where the server answers in our place, or nobody does.
    async fn answer(
        &self,
        subject: &[&str],
        inbox: &Subject,
        body: &[u8],
    ) -> Option<Result<Vec<u8>, LinkError>> {
        let result = match subject {
            ["muster", "command", _, TOGETHER, who] => self.bounded(serve::commands(self, who, body)).await,
            ["muster", "command", _, campaign, who] => {
                self.bounded(serve::command(self, campaign, who, body)).await
            }
            ["muster", "query", query::PULL, who] => {
                match pulls::pull(self, who, inbox, body).await {
                    // The server answers in our place.
                    Ok(()) => return None,
                    Err(error) => Err(error),
                }
            }
            // These wait long and cost nothing meanwhile.
            ["muster", "query", name @ (query::WAIT | query::FOLD | query::FOLLOW), who] => {
                serve::query(self, name, who, body).await
            }
            ["muster", "query", name, who] => self.bounded(serve::query(self, name, who, body)).await,
            _ => return None,
        };
        Some(result)
    }

    async fn reply(&self, inbox: Subject, result: Result<Vec<u8>, LinkError>) {
        let outcome = match result {
            Ok(bytes) if bytes.len() > self.piece_max() + FRAME_BYTES / 2 => {
                Outcome::Unreachable(format!("the answer of {} bytes is too large", bytes.len()))
            }
            other => other.into(),
        };
        let reply = Reply { now: (self.0.now)(), stepped: self.0.options.stepped, outcome };
        let sent = self.0.connection.client().publish(inbox, codec::encode(&reply).into()).await;
        if let Err(error) = sent {
            tracing::debug!(%error, "an answer could not be sent");
        }
    }

    /// Whether the stream is this log's: waits for the first look at it.
    async fn is_ours(&self) -> bool {
        let mut relayed = self.0.relayed.clone();
        let seen = relayed.wait_for(|relayed| relayed.owner != StreamOwner::Unseen);
        match tokio::time::timeout(self.0.connection.options().request / 2, seen).await {
            Ok(Ok(relayed)) => relayed.owner == StreamOwner::Ours,
            Ok(Err(_)) | Err(_) => false,
        }
    }

    /// Somebody wants the answer elsewhere than in its own inbox: into the stream, perhaps. Said once of each subject.
    fn elsewhere(&self, subject: &str, inbox: &str) {
        let mut said = held(&self.0.elsewhere);
        if said.len() < ELSEWHERE_MAX && said.insert(subject.to_owned()) {
            tracing::warn!(
                subject,
                reply = inbox,
                "not answered: the reply lies outside the asker's own inbox"
            );
        }
    }

    async fn bounded(
        &self,
        work: impl Future<Output = Result<Vec<u8>, LinkError>>,
    ) -> Result<Vec<u8>, LinkError> {
        let Ok(_room) = self.0.room.try_acquire() else {
            return Err(LinkError::Busy { after_ms: BUSY_MS });
        };
        work.await
    }

    /// Most bytes of something larger that fit into one message.
    fn piece_max(&self) -> usize {
        self.0.connection.client().max_payload().saturating_sub(FRAME_BYTES).max(FRAME_BYTES)
    }

    /// Saves positions and forgets the holds of workers that are gone.
    async fn look_after(self) {
        let mut stop = self.0.stop.subscribe();
        loop {
            tokio::select! {
                _ = stop.wait_for(|stop| *stop) => break,
                () = tokio::time::sleep(self.0.options.save) => {}
            }
            self.save().await;
            held(&self.0.holds).expire(self.0.options.ack_wait * 2);
        }
    }

    /// Saves how far the consumers are. While the server is away there is nothing to ask and nothing new.
    async fn save(&self) {
        if *self.0.connection.connected().borrow() {
            let names = self.work().await;
            self.0.consumers.save(&names).await;
        }
    }

    fn changed(&self) {
        self.0.wakes.notify_waiters();
        self.0.changes.send_modify(|count| *count = count.wrapping_add(1));
    }

    /// Tells the workers whose deliveries are due; to be called after a stepped clock moved. Until then nothing held is
    /// given back, so that anyone who steps the clock says who comes first at an instant.
    pub fn release(&self) {
        let now = (self.0.now)();
        *held(&self.0.released) = now;
        self.changed();
    }

    /// Up to when what is held is given back.
    fn horizon(&self) -> Instant {
        if self.0.options.stepped { *held(&self.0.released) } else { (self.0.now)() }
    }

    /// The earliest instant of the campaign clock for which a delivery is held.
    #[must_use]
    pub fn earliest_again(&self) -> Option<Instant> {
        held(&self.0.holds).earliest()
    }

    /// Whether workers outside are expected.
    #[must_use]
    pub fn expects(&self) -> bool {
        !self.0.options.expected.is_empty()
    }

    /// Resolves when so many workers have asked for their consumers: before that a clock must not be stepped.
    pub async fn subscribed(&self, workers: usize) {
        let mut changes = self.0.changes.subscribe();
        loop {
            changes.borrow_and_update();
            let folds = held(&self.0.folds).len();
            if folds + self.0.consumers.names().await.len() >= workers {
                return;
            }
            // The sender lives in `self`.
            let _changed = changes.changed().await;
        }
    }

    /// Resolves when the relay is at the head of the log and every consumer that was ever asked for has settled
    /// everything up to it, deliveries that wait for a later instant aside. A worker that is away is waited for.
    pub async fn settled_at_head(&self) {
        let (mut changes, mut stop) = (self.0.changes.subscribe(), self.0.stop.subscribe());
        let (mut relayed, mut pause) = (self.0.relayed.clone(), LOOK_MIN);
        loop {
            let head = *self.0.head.borrow();
            let at = tokio::select! {
                at = relayed.wait_for(|relayed| relayed.position >= head && relayed.trouble.is_none()) => at.is_ok(),
                _ = stop.wait_for(|stop| *stop) => false,
            };
            if !at {
                return;
            }
            changes.borrow_and_update();
            if self.is_settled(head).await && *self.0.head.borrow() == head {
                return;
            }
            tokio::select! {
                _ = changes.changed() => pause = LOOK_MIN,
                () = tokio::time::sleep(pause) => pause = (pause * 2).min(LOOK_MAX),
                _ = stop.wait_for(|stop| *stop) => return,
            }
        }
    }

    async fn is_settled(&self, head: Position) -> bool {
        let horizon = self.horizon();
        // What a fold holds keeps its turn: it hears nothing behind it, and only the clock brings it.
        let waits = |at: Option<Instant>| at.is_some_and(|at| at > horizon);
        let holds = |name: &str, fold: &Fold| waits(held(&self.0.holds).next(name, &fold.instance));
        if held(&self.0.folds).iter().any(|(name, fold)| fold.after < head && !holds(name, fold)) {
            return false;
        }
        let mut positions = self.0.last_positions.lock().await;
        if positions.read_to(self.0.owner.as_ref(), head).await.is_err() {
            return false;
        }
        for name in self.work().await {
            let Ok(Some(lag)) = self.0.consumers.lag(&name).await else { return false };
            // Asked after the consumer: a delivery is with its worker before and after it is held.
            let waiting = held(&self.0.holds).waiting(&name, horizon);
            if !lag.is_settled(waiting, positions.last_of(&lag.hears)) {
                return false;
            }
        }
        true
    }

    /// Names of the work consumers that count: those asked for since the start, and those that are expected and are no
    /// fold as far as it is known.
    async fn work(&self) -> BTreeSet<String> {
        let mut names: BTreeSet<String> = self.0.consumers.names().await.into_iter().collect();
        let folds = held(&self.0.folds);
        names.extend(self.0.options.expected.iter().filter(|name| !folds.contains_key(*name)).cloned());
        names
    }

    /// How far the workers are, by name; for gauges. What cannot be found out within `patience` is as it was last seen.
    pub async fn lags(&self, patience: Duration) -> BTreeMap<String, WorkerLag> {
        let look = async {
            for name in self.work().await {
                if let Ok(Some(lag)) = self.0.consumers.lag(&name).await {
                    let Lag { pending, out, listening, .. } = lag;
                    held(&self.0.lags).insert(name, WorkerLag { pending, out, listening });
                }
            }
        };
        if *self.0.connection.connected().borrow() && tokio::time::timeout(patience, look).await.is_err() {
            tracing::debug!("the consumers cannot be looked at");
        }
        let (head, mut lags) = (*self.0.head.borrow(), held(&self.0.lags).clone());
        for (name, fold) in held(&self.0.folds).iter() {
            let pending = head.0.saturating_sub(fold.after.0);
            lags.insert(name.clone(), WorkerLag { pending, out: 0, listening: usize::from(fold.waits > 0) });
        }
        lags
    }

    /// Ends in order: finishes what is being dealt with, saves the consumers' positions.
    pub async fn stop(&self) {
        self.0.stop.send_replace(true);
        self.changed();
        let mut tasks = std::mem::take(&mut *held(&self.0.tasks));
        while tasks.join_next().await.is_some() {}
        self.save().await;
        self.0.connection.flush().await;
    }
}
