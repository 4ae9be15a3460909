//! The link inside one process. Consumers read the owner's log and are woken by its head: there is no broker, and no
//! copy of the log. It must never decide what an event means. Start at [`Hub`].

mod queue;
mod stream;
#[cfg(test)]
mod tests;

pub use stream::{ClockFn, LocalDeliveries, LocalDelivery};

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use muster_protocol::command::{Accepted, CommandEnvelope, Refusal, RefusalCode};
use muster_protocol::ids::{Digest, Position};
use muster_protocol::question::{Answer, Question};
use muster_protocol::time::Instant;
use tokio::sync::watch;

use crate::link::{ConsumerKind, Link, LinkError, Owner, Subscription};
use stream::{Consumer, Source};

struct Inner {
    source: Arc<Source>,
    consumers: Mutex<BTreeMap<String, Arc<Consumer>>>,
}

impl Inner {
    fn consumers(&self) -> MutexGuard<'_, BTreeMap<String, Arc<Consumer>>> {
        self.consumers.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn all(&self) -> Vec<Arc<Consumer>> {
        self.consumers().values().cloned().collect()
    }
}

/// The middle of the local link: all consumers of one engine. Cloning is cheap and gives the same hub.
#[derive(Clone)]
pub struct Hub(Arc<Inner>);

impl std::fmt::Debug for Hub {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let names: Vec<String> = self.0.consumers().keys().cloned().collect();
        f.debug_struct("Hub").field("consumers", &names).finish_non_exhaustive()
    }
}

impl Hub {
    /// A hub over an engine: `head` moves after every commit, `now` is the campaign clock. Needs a tokio runtime with
    /// time when streams are polled.
    #[must_use]
    pub fn new(owner: Arc<dyn Owner>, head: watch::Receiver<Position>, now: ClockFn) -> Self {
        let (closed, changes) = (watch::Sender::new(false), watch::Sender::new(0));
        let released = AtomicI64::new(now().0);
        let began = *head.borrow();
        let source = Arc::new(Source { owner, head, began, now, released, closed, changes });
        Self(Arc::new(Inner { source, consumers: Mutex::new(BTreeMap::new()) }))
    }

    /// An end of the link for a worker.
    #[must_use]
    pub fn link(&self) -> Local {
        Local(self.0.clone())
    }

    /// Resolves when so many consumers have somebody who listens: before that a clock must not be stepped.
    pub async fn subscribed(&self, consumers: usize) {
        self.until(|_, all| all.iter().filter(|one| one.queue().heard()).count() >= consumers).await;
    }

    /// Resolves when every consumer that somebody hears has settled everything up to the head of the log, deliveries
    /// that wait for an instant that was not released yet aside; also when the hub is closed or the engine is gone.
    /// Until the head moves or [`Hub::release`] is called it stays so, and what waits stands in [`Hub::earliest_again`].
    pub async fn settled_at_head(&self) {
        let source = &self.0.source;
        // Not the clock: who steps it asks whether time's own events have settled before it lets deliveries go on,
        // and one that is due and not released would never settle.
        self.until(|head, all| {
            let released = source.released();
            all.iter().all(|one| one.queue().quiet(head, released))
        })
        .await;
    }

    /// Waits until `holds` is true of the head and the consumers, and the head has not moved meanwhile.
    async fn until(&self, holds: impl Fn(Position, &[Arc<Consumer>]) -> bool) {
        let source = &self.0.source;
        // Subscribed before the first look: a change between a look and the waiting after it ends the waiting.
        let (mut changes, mut closed) = (source.changes.subscribe(), source.closed.subscribe());
        let mut head = source.head.clone();
        loop {
            changes.borrow_and_update();
            let at = *head.borrow_and_update();
            if *closed.borrow_and_update() {
                return;
            }
            if holds(at, &self.0.all()) && *head.borrow() == at {
                return;
            }
            let alive = tokio::select! {
                changed = changes.changed() => changed.is_ok(),
                changed = head.changed() => changed.is_ok(),
                changed = closed.changed() => changed.is_ok(),
            };
            if !alive {
                return;
            }
        }
    }

    /// The earliest instant of the campaign clock at which a delivery comes again.
    #[must_use]
    pub fn earliest_again(&self) -> Option<Instant> {
        let instant = |one: &Arc<Consumer>| {
            let queue = one.queue();
            if queue.heard() { queue.earliest_again() } else { None }
        };
        self.0.all().iter().filter_map(instant).min()
    }

    /// How far the consumers are, by name: events not yet given out, events with workers, and how many listen; for
    /// gauges.
    #[must_use]
    pub fn lags(&self) -> BTreeMap<String, (u64, usize, usize)> {
        let head = *self.0.source.head.borrow();
        self.0.consumers().iter().map(|(name, one)| (name.clone(), one.queue().lag(head))).collect()
    }

    /// Lets go what waited for an instant that has come: to be called after the campaign clock moved, and now and then while
    /// it follows the wall, since nothing else gives out a delivery that waits.
    pub fn release(&self) {
        self.0.source.released.fetch_max((self.0.source.now)().0, Ordering::AcqRel);
        self.0.all().iter().for_each(|one| one.wake_all());
    }

    /// Saves the positions of all consumers, for an orderly end after the workers have ended.
    pub async fn save(&self) {
        for one in self.0.all() {
            one.save().await;
        }
    }

    /// Ends all streams. Deliveries that are out may still be settled, and commands still reach the owner.
    pub fn close(&self) {
        self.0.source.closed.send_replace(true);
    }
}

/// One end of the local link.
#[derive(Clone)]
pub struct Local(Arc<Inner>);

impl std::fmt::Debug for Local {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Local")
    }
}

impl Link for Local {
    type Deliveries = LocalDeliveries;

    async fn command(&self, envelope: CommandEnvelope) -> Result<Accepted, LinkError> {
        self.0.source.owner.execute(envelope).await
    }

    async fn commands(&self, envelopes: Vec<CommandEnvelope>) -> Vec<Result<Accepted, LinkError>> {
        self.0.source.owner.execute_all(envelopes).await
    }

    async fn ask(&self, question: Question) -> Result<Answer, LinkError> {
        self.0.source.owner.answer(question).await
    }

    async fn asks(&self, questions: Vec<Question>) -> Vec<Result<Answer, LinkError>> {
        self.0.source.owner.answer_all(questions).await
    }

    async fn store(&self, bytes: Vec<u8>) -> Result<Digest, LinkError> {
        self.0.source.owner.store(bytes).await
    }

    async fn subscribe(&self, subscription: Subscription) -> Result<LocalDeliveries, LinkError> {
        let source = &self.0.source;
        if *source.closed.borrow() {
            return Err(LinkError::Closed);
        }
        let name = &subscription.consumer;
        let saved = match subscription.kind {
            ConsumerKind::Work { .. } => source.owner.load_position(name).await?,
            ConsumerKind::Fold { after } => after,
        };
        let consumer = self
            .0
            .consumers()
            .entry(name.clone())
            .or_insert_with(|| Arc::new(Consumer::new(source.clone(), &subscription, saved)))
            .clone();
        LocalDeliveries::open(&consumer, &subscription).ok_or_else(|| {
            let detail = format!("consumer {name} exists and hears other events or in another way");
            LinkError::Refused(Refusal::plain(RefusalCode::WrongState, detail))
        })
    }
}
