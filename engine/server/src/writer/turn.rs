//! Time's turn: campaigns whose planned instants have come are moved on, one after the other, each a little.

use muster_protocol::definition::Definition;
use muster_protocol::recorded::CLOCK;
use muster_protocol::time::Instant;
use muster_wire::link::LinkError;

use super::Writer;
use super::campaigns::{LoadError, Resident, guard};
use super::denial::unreachable;
use super::draft::{BATCH_EVENTS, Cause, Draft};
use crate::domain_logic::DomainLogic;
use crate::queue::Reply;

/// Events after which a campaign that lags lets the others go first: a quarter of a batch.
pub const TURN_EVENTS: usize = BATCH_EVENTS / 4;

/// A tick under way.
#[derive(Debug)]
pub(super) struct Ticking {
    pub(super) until: Instant,
    pub(super) waiting: Vec<Reply<()>>,
}

/// Moves a campaign to `at`, one due key after the other; false when its turn is over before it is there.
pub(super) fn advance(
    logic: DomainLogic,
    definition: &Definition,
    resident: &mut Resident,
    draft: &mut Draft,
    at: Instant,
) -> bool {
    let start = draft.rows.len();
    while (logic.next_due)(&resident.state).is_some_and(|due| due <= at) {
        if draft.rows.len() - start >= TURN_EVENTS {
            return false;
        }
        let events = (logic.tick)(definition, &resident.state, at);
        assert!(!events.is_empty(), "an instant is due and nothing happens");
        for event in &events {
            (logic.evolve)(definition, &mut resident.state, at, event);
        }
        draft.record(resident, Cause { at, actor: CLOCK, behalf: None, via: "", command: None }, &events);
        draft.keep();
    }
    true
}

impl Writer {
    /// Begins a tick or joins the one under way.
    pub(super) fn begin_tick(&mut self, reply: Reply<()>) {
        let now = self.clock.now();
        match &mut self.ticking {
            Some(ticking) => {
                ticking.until = ticking.until.max(now);
                ticking.waiting.push(reply);
            }
            None => self.ticking = Some(Ticking { until: now, waiting: vec![reply] }),
        }
    }

    /// Gives due campaigns their turns, as long as there is room below `room` events; ends the tick when nobody is
    /// due any more.
    pub(super) async fn turns(&mut self, draft: &mut Draft, room: usize) {
        let Some(until) = self.ticking.as_ref().map(|ticking| ticking.until) else { return };
        if self.turns.is_empty() {
            self.turns.extend(self.dues.up_to(until).cloned());
            if self.turns.is_empty() {
                self.end_tick(&Ok(()));
                return;
            }
        }
        while draft.rows.len() < room
            && let Some(id) = self.turns.pop_front()
        {
            draft.touched.insert(id.clone());
            if !self.campaigns.is_resident(&id) {
                let soon = std::iter::once(&id).chain(&self.turns);
                if let Err(error) = self.campaigns.load_together(self.store.own(), soon).await {
                    // It is met again at once, by the one whose turn it is.
                    tracing::debug!(?error, "campaigns could not be loaded together");
                }
            }
            let resident = match self.campaigns.load(self.store.own(), &id).await {
                Ok(resident) => resident,
                Err(LoadError::Parked(_)) => {
                    self.dues.set(&id, None);
                    continue;
                }
                Err(LoadError::Store(error)) => {
                    tracing::error!(campaign = %id, %error, "a campaign could not be loaded to move on");
                    self.turns.clear();
                    self.end_tick(&Err(unreachable(&error)));
                    return;
                }
            };
            let Some((_, definition)) = resident.definition.clone() else { continue };
            let (logic, at) = (self.logic, until.max(resident.at));
            draft.keep();
            match guard(|| advance(logic, &definition, resident, draft, at)) {
                Ok(true) => {}
                Ok(false) => self.turns.push_back(id),
                Err(cause) => {
                    draft.drop_broken();
                    self.campaigns.park(&id, &cause);
                }
            }
        }
    }

    pub(super) fn end_tick(&mut self, outcome: &Result<(), LinkError>) {
        for reply in self.ticking.take().map(|ticking| ticking.waiting).unwrap_or_default() {
            // Nobody may wait any more; the tick is over all the same.
            let _gone = reply.send(outcome.clone());
        }
    }
}
