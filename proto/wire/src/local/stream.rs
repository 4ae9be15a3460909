//! Streams of deliveries and the deliveries themselves: the waiting around a [`Queue`]. Nothing here decides what is
//! heard next.

use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use muster_protocol::ids::Position;
use muster_protocol::recorded::Recorded;
use muster_protocol::time::Instant;
use tokio::sync::watch;
use tokio::time::sleep;

use super::queue::{Queue, Step, Waiting};
use crate::link::{Deliveries, Delivery, LinkError, Owner, Subscription, Verdict};

/// The campaign clock, as the engine shows it.
pub type ClockFn = Arc<dyn Fn() -> Instant + Send + Sync>;

/// Most events read from the log at a time: bounds the memory of a consumer that catches up.
const READ_BATCH: usize = 256;
/// A busy consumer saves its position after so many: bounds what is heard again after a crash.
const SAVE_EVERY: u64 = 512;
/// An idle consumer saves its position after so long of machine time: one write for a burst of events, not one each.
const SAVE_AFTER: Duration = Duration::from_secs(1);
/// Pause before the log is read again after it could not be read (machine time).
const READ_AGAIN: Duration = Duration::from_millis(200);

/// What all consumers of a hub share.
pub(super) struct Source {
    pub(super) owner: Arc<dyn Owner>,
    pub(super) head: watch::Receiver<Position>,
    /// Where the log ended when the hub was made.
    pub(super) began: Position,
    pub(super) now: ClockFn,
    /// Instant up to which deliveries that waited were let go.
    pub(super) released: AtomicI64,
    pub(super) closed: watch::Sender<bool>,
    /// Counts changes of any consumer, for those who wait for all of them.
    pub(super) changes: watch::Sender<u64>,
}

impl Source {
    /// Up to when what waited is given out. Never the clock itself: it may have been stepped and not be released yet.
    pub(super) fn released(&self) -> Instant {
        Instant(self.released.load(Ordering::Acquire))
    }
}

/// One consumer: its queue, and what wakes those who wait for it when the queue changed.
pub(super) struct Consumer {
    name: String,
    source: Arc<Source>,
    queue: Mutex<Queue>,
    wakes: watch::Sender<u64>,
    /// Held while the position is saved, so that an older one never overwrites a newer.
    saving: tokio::sync::Mutex<()>,
}

impl Consumer {
    pub(super) fn new(source: Arc<Source>, subscription: &Subscription, saved: Position) -> Self {
        let queue = Mutex::new(Queue::new(subscription, saved, source.began));
        Self {
            name: subscription.consumer.clone(),
            source,
            queue,
            wakes: watch::Sender::new(0),
            saving: tokio::sync::Mutex::new(()),
        }
    }

    /// Looks at the queue without changing it. No method of [`Queue`] can leave it half changed, so a lock that was
    /// poisoned by a panic elsewhere still holds a sound value.
    pub(super) fn queue(&self) -> MutexGuard<'_, Queue> {
        self.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Changes the queue and rings the bells.
    fn change<T>(&self, change: impl FnOnce(&mut Queue) -> T) -> T {
        let result = change(&mut self.queue());
        self.wake_all();
        result
    }

    /// Wakes everybody who waits for this consumer, to look again.
    pub(super) fn wake_all(&self) {
        self.wakes.send_modify(|count| *count = count.wrapping_add(1));
        self.source.changes.send_modify(|count| *count = count.wrapping_add(1));
    }

    /// Saves the position if it moved. A failure is not the worker's affair: deliveries then come again.
    pub(super) async fn save(&self) {
        let _alone = self.saving.lock().await;
        let unsaved = self.queue().unsaved();
        let Some((position, _)) = unsaved else { return };
        match self.source.owner.save_position(&self.name, position).await {
            Ok(()) => self.queue().saved(position),
            Err(error) => tracing::debug!(consumer = self.name, %error, "position not saved"),
        }
    }

    async fn save_if_far(&self) {
        let far = self.queue().unsaved().is_some_and(|(_, distance)| distance >= SAVE_EVERY);
        if far {
            self.save().await;
        }
    }
}

/// Gives the right to read back, also when the reading future is dropped half way.
struct Reading<'a> {
    consumer: &'a Consumer,
    epoch: u64,
}

impl Drop for Reading<'_> {
    fn drop(&mut self) {
        self.consumer.change(|queue| queue.read_ended(self.epoch));
    }
}

/// One stream of a consumer of the local link. Dropping the future of [`Deliveries::next`] loses nothing.
pub struct LocalDeliveries {
    consumer: Arc<Consumer>,
    epoch: u64,
    wakes: watch::Receiver<u64>,
    head: watch::Receiver<Position>,
    closed: watch::Receiver<bool>,
}

impl std::fmt::Debug for LocalDeliveries {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("LocalDeliveries").field("consumer", &self.consumer.name).finish_non_exhaustive()
    }
}

impl LocalDeliveries {
    /// A stream for a subscription; `None` when the consumer hears something else.
    pub(super) fn open(consumer: &Arc<Consumer>, subscription: &Subscription) -> Option<Self> {
        let epoch = consumer.change(|queue| queue.join(subscription))?;
        Some(Self {
            consumer: consumer.clone(),
            epoch,
            wakes: consumer.wakes.subscribe(),
            head: consumer.source.head.clone(),
            closed: consumer.source.closed.subscribe(),
        })
    }

    fn delivery(&self, waiting: Waiting) -> LocalDelivery {
        LocalDelivery { consumer: self.consumer.clone(), epoch: self.epoch, waiting, ended: false }
    }

    /// Reads the next rows. `false` ends the stream.
    async fn read(&mut self, after: Position) -> bool {
        let reading = Reading { consumer: &self.consumer, epoch: self.epoch };
        let pause = match self.consumer.source.owner.read(after, READ_BATCH).await {
            Ok(rows) => {
                if self.consumer.change(|queue| queue.read(self.epoch, rows)) {
                    return true;
                }
                READ_AGAIN
            }
            Err(LinkError::Closed) => return false,
            Err(LinkError::Busy { after_ms }) => Duration::from_millis(after_ms),
            Err(error @ (LinkError::Behind { .. } | LinkError::Unreachable(_) | LinkError::Refused(_))) => {
                tracing::warn!(consumer = self.consumer.name, %error, "the log cannot be read");
                READ_AGAIN
            }
        };
        tokio::select! {
            () = sleep(pause) => {}
            _ = self.closed.changed() => {}
        }
        drop(reading);
        true
    }

    /// Waits until something may have changed since the bells were last looked at. `false` ends the stream.
    async fn wait(&mut self) -> bool {
        let dirty = self.consumer.queue().unsaved().is_some();
        tokio::select! {
            changed = self.wakes.changed() => changed.is_ok(),
            changed = self.closed.changed() => changed.is_ok(),
            // The engine that owned the head is gone, so nothing will ever come.
            changed = self.head.changed() => changed.is_ok(),
            () = sleep(SAVE_AFTER), if dirty => {
                self.consumer.save().await;
                true
            }
        }
    }
}

impl Deliveries for LocalDeliveries {
    type Item = LocalDelivery;

    async fn next(&mut self) -> Option<LocalDelivery> {
        loop {
            // Seen before the queue is looked at: a change from here on ends the waiting below at once.
            self.wakes.borrow_and_update();
            let head = *self.head.borrow_and_update();
            if *self.closed.borrow_and_update() {
                break;
            }
            let released = self.consumer.source.released();
            let step = self.consumer.queue().step(self.epoch, head, released);
            let goes_on = match step {
                Step::Deliver(waiting) => return Some(self.delivery(waiting)),
                Step::Read(after) => self.read(after).await,
                Step::Wait => self.wait().await,
                Step::Over => return None,
            };
            if !goes_on {
                break;
            }
        }
        self.consumer.save().await;
        None
    }

    async fn page(&mut self, most: usize) -> Option<Vec<LocalDelivery>> {
        let mut page = vec![self.next().await?];
        let released = self.consumer.source.released();
        while page.len() < most
            && let Some(waiting) = self.consumer.queue().ready(self.epoch, released)
        {
            page.push(self.delivery(waiting));
        }
        Some(page)
    }
}

impl Drop for LocalDeliveries {
    fn drop(&mut self) {
        self.consumer.change(Queue::leave);
    }
}

/// A delivery of the local link.
pub struct LocalDelivery {
    consumer: Arc<Consumer>,
    epoch: u64,
    waiting: Waiting,
    ended: bool,
}

impl std::fmt::Debug for LocalDelivery {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("LocalDelivery")
            .field("consumer", &self.consumer.name)
            .field("position", &self.waiting.recorded.position)
            .field("attempt", &self.waiting.attempts)
            .finish_non_exhaustive()
    }
}

impl Delivery for LocalDelivery {
    fn recorded(&self) -> &Arc<Recorded> {
        &self.waiting.recorded
    }

    fn attempt(&self) -> u32 {
        self.waiting.attempts
    }

    fn given_before(&self) -> u32 {
        u32::from(self.waiting.before)
    }

    async fn settle(mut self, verdict: Verdict) -> Result<(), LinkError> {
        let (consumer, epoch, position) = (self.consumer.clone(), self.epoch, self.waiting.recorded.position);
        match verdict {
            Verdict::Done => consumer.change(|queue| queue.settled(epoch, position)),
            // It waits for nothing, so no clock need move and nobody need let it go.
            Verdict::Again { after_ms } if after_ms <= 0 => {
                consumer.change(|queue| queue.returned(epoch, self.waiting.clone()));
            }
            Verdict::Again { after_ms } => {
                let when = (consumer.source.now)().plus(after_ms);
                consumer.change(|queue| queue.later(epoch, self.waiting.clone(), when));
            }
            Verdict::Dead { cause } => {
                // A letter that cannot be kept is not ended: dropping the delivery brings it again.
                let ours = consumer.queue().holds(epoch, position);
                if ours {
                    consumer.source.owner.dead_letter(&consumer.name, position, &cause).await?;
                }
                consumer.change(|queue| queue.settled(epoch, position));
            }
        }
        self.ended = true;
        consumer.save_if_far().await;
        Ok(())
    }

    async fn done(mut all: Vec<Self>) -> Result<(), LinkError> {
        let Some(consumer) = all.first().map(|first| first.consumer.clone()) else { return Ok(()) };
        consumer.change(|queue| {
            for one in &mut all {
                queue.settled(one.epoch, one.waiting.recorded.position);
                one.ended = true;
            }
        });
        consumer.save_if_far().await;
        Ok(())
    }
}

impl Drop for LocalDelivery {
    fn drop(&mut self) {
        if !self.ended {
            self.consumer.change(|queue| queue.returned(self.epoch, self.waiting.clone()));
        }
    }
}
