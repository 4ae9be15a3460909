//! The sums of a history: what a preview ends with, and what the demo proves.

use std::collections::BTreeMap;

use muster_protocol::any_of;
use muster_protocol::item::{OccasionKind, StepOutcome};
use muster_server::view::codes::{item_state, occasion_kind};
use serde::Serialize;

use super::history::History;

/// The sums of a history. `planned = sent + skipped + failed + withdrawn + open` always holds of steps.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// Steps ever planned.
    pub planned: u64,
    /// Of these, handed to a channel.
    pub sent: u64,
    /// Rightly not sent.
    pub skipped: u64,
    /// Could not be sent.
    pub failed: u64,
    /// Taken back.
    pub withdrawn: u64,
    /// Without an outcome.
    pub open: u64,
    /// Messages that fell due.
    pub messages: u64,
    /// Of these, sent.
    pub messages_sent: u64,
    /// Most routine messages that one person got on one local day.
    pub routine_a_day_most: u32,
    /// Occasions that opened, by kind: `duty`, `phase`, `visit`, `snapshot`.
    pub occasions: BTreeMap<&'static str, u64>,
    /// Items of duties and visit rounds that count: not those waived or passed on.
    pub items: u64,
    /// The same by duty id or programme id.
    pub items_by_duty: BTreeMap<String, u64>,
    /// All items by state, those waived or passed on among them.
    pub items_by_state: BTreeMap<&'static str, u64>,
    /// Of those that count, ever late.
    pub late: u64,
    /// Hand-ins, second ones after a return included.
    pub hand_ins: u64,
    /// Visits proposed.
    pub visits_proposed: u64,
    /// Visits recorded.
    pub visits_recorded: u64,
    /// Snapshots taken.
    pub snapshots: u64,
}

impl Counts {
    /// Counts a history.
    #[must_use]
    pub fn of(history: &History<'_>) -> Self {
        let mut counts = Self { routine_a_day_most: history.most_routine_a_day(), ..Self::default() };
        counts.steps(history);
        counts.items(history);
        for row in history.occasions().iter().filter(|row| row.opened.is_some()) {
            *counts.occasions.entry(occasion_kind(row.plan.kind)).or_default() += 1;
        }
        counts.messages = size(history.messages_due());
        counts.messages_sent = size(history.messages().filter(|(_, row)| row.sent.is_some()).count());
        counts.visits_proposed = size(history.visits().len());
        counts.visits_recorded = size(history.visits().iter().filter(|row| row.recorded.is_some()).count());
        counts.snapshots = size(history.tables().len());
        counts
    }

    fn steps(&mut self, history: &History<'_>) {
        for outcome in history.outcomes() {
            self.planned += 1;
            *match outcome {
                None => &mut self.open,
                Some(StepOutcome::Sent) => &mut self.sent,
                Some(StepOutcome::Skipped(_)) => &mut self.skipped,
                Some(StepOutcome::Failed(_)) => &mut self.failed,
                Some(StepOutcome::Withdrawn(_)) => &mut self.withdrawn,
            } += 1;
        }
    }

    fn items(&mut self, history: &History<'_>) {
        let def = history.definition();
        for ((occasion, _), item) in history.items() {
            let Some(row) = history.occasions().get(occasion.at()) else { continue };
            let id = match row.plan.kind {
                OccasionKind::Duty(duty) => def.duties.get(duty.at()).map(|duty| &duty.id),
                OccasionKind::Visit(programme) => {
                    def.visits.get(programme.at()).map(|programme| &programme.id)
                }
                any_of!(OccasionKind: Phase Snapshot Announcement Rating Stage Round) => None,
            };
            let Some(id) = id else { continue };
            *self.items_by_state.entry(item_state(item.state)).or_default() += 1;
            if item.counts() {
                self.items += 1;
                match self.items_by_duty.get_mut(id) {
                    Some(items) => *items += 1,
                    None => drop(self.items_by_duty.insert(id.clone(), 1)),
                }
                self.late += u64::from(item.late);
            }
            self.hand_ins += u64::from(item.hand_ins);
        }
    }

    /// Whether the sum of steps holds.
    #[must_use]
    pub fn balanced(&self) -> bool {
        self.planned == self.sent + self.skipped + self.failed + self.withdrawn + self.open
    }
}

fn size(length: usize) -> u64 {
    u64::try_from(length).unwrap_or(u64::MAX)
}
