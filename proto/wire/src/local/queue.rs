//! What one consumer has read, has out and will hear again. It must never wait and never touch a store: it is a value
//! behind a lock, so that its rules can be read and tested in one place.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::Arc;

use muster_protocol::ids::Position;
use muster_protocol::recorded::Recorded;
use muster_protocol::time::Instant;

use crate::link::{ConsumerKind, Subscription};

/// An event to hear, with the number of times that it was delivered before.
#[derive(Debug, Clone)]
pub(super) struct Waiting {
    pub(super) recorded: Arc<Recorded>,
    pub(super) attempts: u32,
    /// Whether it may have been delivered before this process started: nothing says which of these were.
    pub(super) before: bool,
}

/// What a stream should do next.
#[derive(Debug)]
pub(super) enum Step {
    /// Hand this to the handler.
    Deliver(Waiting),
    /// Read the log after this position; the caller holds the right to read until [`Queue::read_ended`].
    Read(Position),
    /// Nothing to do until something changes.
    Wait,
    /// A newer subscription of the fold has taken over.
    Over,
}

/// The state of one consumer. Every position up to `read_to` that is not in `unsettled` is settled.
#[derive(Debug)]
pub(super) struct Queue {
    events: Vec<&'static str>,
    kind: ConsumerKind,
    read_to: Position,
    unsettled: BTreeSet<Position>,
    /// Read and not yet delivered, in order.
    fresh: VecDeque<Arc<Recorded>>,
    /// Dropped without a verdict or wanted again at once: delivered again before anything else.
    back: VecDeque<Waiting>,
    /// Asked for again at an instant of the campaign clock. Nothing leaves it before that instant was released, whatever the
    /// clock shows: who steps the clock looks first whether all is quiet and then what is waited for, and must find it here.
    again: BTreeMap<(Instant, Position), Waiting>,
    /// With a handler.
    out: BTreeSet<Position>,
    saved: Position,
    /// Where the log ended when the process started: what stands behind it was delivered to nobody before.
    began: Position,
    reading: bool,
    streams: usize,
    /// Counts the starts of a fold; what belongs to an earlier start is ignored.
    epoch: u64,
}

impl Queue {
    /// A consumer that has settled everything up to `saved`, in a process that started when the log ended at `began`; a fold
    /// says itself behind what it begins.
    pub(super) fn new(subscription: &Subscription, saved: Position, began: Position) -> Self {
        Self {
            events: subscription.events.clone(),
            kind: subscription.kind,
            read_to: saved,
            unsettled: BTreeSet::new(),
            fresh: VecDeque::new(),
            back: VecDeque::new(),
            again: BTreeMap::new(),
            out: BTreeSet::new(),
            saved,
            began,
            reading: false,
            streams: 0,
            epoch: 0,
        }
    }

    /// One more stream; its epoch, or `None` when the subscription hears something else than the others of its name.
    pub(super) fn join(&mut self, subscription: &Subscription) -> Option<u64> {
        match (self.kind, subscription.kind) {
            (ConsumerKind::Fold { .. }, ConsumerKind::Fold { after }) => {
                let (epoch, streams) = (self.epoch, self.streams);
                *self = Self::new(subscription, after, self.began);
                self.epoch = epoch + 1;
                self.streams = streams;
            }
            (ConsumerKind::Work { .. }, ConsumerKind::Work { .. }) if self.events == subscription.events => {
                self.kind = subscription.kind;
            }
            _ => return None,
        }
        self.streams += 1;
        Some(self.epoch)
    }

    /// One stream less.
    pub(super) fn leave(&mut self) {
        self.streams = self.streams.saturating_sub(1);
    }

    /// Whether anybody listens.
    pub(super) fn heard(&self) -> bool {
        self.streams > 0
    }

    fn window(&self) -> usize {
        match self.kind {
            ConsumerKind::Work { window } => window.max(1),
            ConsumerKind::Fold { .. } => 1,
        }
    }

    /// Whether nothing else is heard before what is to be heard again: one after the other.
    fn in_turn(&self) -> bool {
        self.window() == 1
    }

    /// What a stream of this epoch should do, with the log at `head` and what waited until `released` let go.
    pub(super) fn step(&mut self, epoch: u64, head: Position, released: Instant) -> Step {
        if epoch != self.epoch {
            return Step::Over;
        }
        if self.out.len() >= self.window() {
            return Step::Wait;
        }
        if let Some(waiting) = self.ready(epoch, released) {
            return Step::Deliver(waiting);
        }
        let blocked = self.in_turn() && !self.again.is_empty();
        if blocked || self.reading || self.read_to >= head {
            return Step::Wait;
        }
        self.reading = true;
        Step::Read(self.read_to)
    }

    /// What can be handed to a handler at once.
    pub(super) fn ready(&mut self, epoch: u64, released: Instant) -> Option<Waiting> {
        if epoch != self.epoch || self.out.len() >= self.window() {
            return None;
        }
        let mut waiting = self.take(released)?;
        self.out.insert(waiting.recorded.position);
        waiting.attempts += 1;
        Some(waiting)
    }

    fn take(&mut self, released: Instant) -> Option<Waiting> {
        if let Some(waiting) = self.back.pop_front() {
            return Some(waiting);
        }
        let in_turn = self.in_turn();
        match self.again.first_entry() {
            Some(entry) if entry.key().0 <= released => return Some(entry.remove()),
            Some(_) if in_turn => return None,
            Some(_) | None => {}
        }
        let recorded = self.fresh.pop_front()?;
        let before = recorded.position <= self.began;
        Some(Waiting { recorded, attempts: 0, before })
    }

    /// Rows that were read; what nobody asked for is settled at once. Returns whether anything was read.
    pub(super) fn read(&mut self, epoch: u64, rows: Vec<Arc<Recorded>>) -> bool {
        if epoch != self.epoch {
            return false;
        }
        let before = self.read_to;
        for row in rows {
            if row.position <= self.read_to {
                continue;
            }
            self.read_to = row.position;
            if self.events.is_empty() || self.events.contains(&row.name.as_str()) {
                self.unsettled.insert(row.position);
                self.fresh.push_back(row);
            }
        }
        self.read_to > before
    }

    /// Gives the right to read back.
    pub(super) fn read_ended(&mut self, epoch: u64) {
        if epoch == self.epoch {
            self.reading = false;
        }
    }

    /// Whether a delivery of this epoch is still out.
    pub(super) fn holds(&self, epoch: u64, position: Position) -> bool {
        epoch == self.epoch && self.out.contains(&position)
    }

    /// A delivery ended for good.
    pub(super) fn settled(&mut self, epoch: u64, position: Position) {
        if epoch == self.epoch && self.out.remove(&position) {
            self.unsettled.remove(&position);
        }
    }

    /// A delivery is to come again at `when`.
    pub(super) fn later(&mut self, epoch: u64, waiting: Waiting, when: Instant) {
        if epoch == self.epoch && self.out.remove(&waiting.recorded.position) {
            self.again.insert((when, waiting.recorded.position), waiting);
        }
    }

    /// A delivery was dropped without a verdict, or is to come again at once.
    pub(super) fn returned(&mut self, epoch: u64, waiting: Waiting) {
        if epoch == self.epoch && self.out.remove(&waiting.recorded.position) {
            self.back.push_back(waiting);
        }
    }

    /// The position up to which everything is settled.
    fn floor(&self) -> Position {
        self.unsettled.first().map_or(self.read_to, |first| Position(first.0.saturating_sub(1)))
    }

    /// The position that should be saved and how far it is from the one that was; `None` when there is nothing to save.
    pub(super) fn unsaved(&self) -> Option<(Position, u64)> {
        let floor = self.floor();
        let kept = matches!(self.kind, ConsumerKind::Work { .. });
        (kept && floor > self.saved).then(|| (floor, floor.0 - self.saved.0))
    }

    /// The position was saved.
    pub(super) fn saved(&mut self, position: Position) {
        self.saved = self.saved.max(position);
    }

    /// With the log at `head`: events that were not given out yet, those not read among them for any consumer;
    /// events with handlers or asked for again later; streams that listen.
    pub(super) fn lag(&self, head: Position) -> (u64, usize, usize) {
        let unread = head.0.saturating_sub(self.read_to.0);
        let read = self.fresh.len() + self.back.len();
        let pending = unread.saturating_add(u64::try_from(read).unwrap_or(u64::MAX));
        (pending, self.out.len() + self.again.len(), self.streams)
    }

    /// When the earliest delivery comes again.
    pub(super) fn earliest_again(&self) -> Option<Instant> {
        self.again.keys().next().map(|(when, _)| *when)
    }

    /// Whether everything up to `head` is settled, what waits for an instant after `released` aside. A consumer that
    /// nobody hears is quiet once its handlers are done.
    pub(super) fn quiet(&self, head: Position, released: Instant) -> bool {
        if !self.out.is_empty() {
            return false;
        }
        if self.streams == 0 {
            return true;
        }
        let due = self.earliest_again().is_some_and(|when| when <= released);
        // What waits keeps its turn: nothing else is given out before it, and only the clock brings it.
        let blocked = self.in_turn() && !self.again.is_empty();
        !due && self.back.is_empty() && (blocked || (self.fresh.is_empty() && self.read_to >= head))
    }
}
