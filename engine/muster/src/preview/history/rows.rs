//! The rows of the history.

use muster_core::campaign::ItemState;
use muster_protocol::event::OccasionPlanned;
use muster_protocol::ids::{ContactIx, OccasionIx};
use muster_protocol::item::{MessageKey, PlannedStep, ProposedVisit, StepOutcome, StepRef};
use muster_protocol::time::{Date, Instant};

/// A phase as it went.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PhaseRow {
    /// Nominal instant of its beginning, once begun.
    pub entered: Option<Instant>,
    /// Nominal instant of its end, once ended.
    pub ended: Option<Instant>,
    /// Unfinished items that went on into the next phase.
    pub carried_over: u32,
}

/// An occasion as it went.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OccasionRow {
    /// As it was planned.
    pub plan: OccasionPlanned,
    /// Due version of the items that follow the plan.
    pub due_version: u8,
    /// Nominal instant of its opening, once open.
    pub opened: Option<Instant>,
    /// Overdue steps that its late items share.
    pub late_steps: Vec<PlannedStep>,
}

/// An item as it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ItemRow {
    /// Its state.
    pub state: ItemState,
    /// Whether it ever was late.
    pub late: bool,
    /// Its present due version.
    pub due_version: u8,
    /// Its present local due day.
    pub due_day: Date,
    /// When something was last handed in.
    pub handed_in: Option<Instant>,
    /// How often something was handed in.
    pub hand_ins: u32,
}

impl ItemRow {
    /// Whether it counts: neither waived, nor passed on, nor taken out of use.
    #[must_use]
    pub fn counts(&self) -> bool {
        !matches!(self.state, ItemState::Waived | ItemState::PassedOn | ItemState::Retired)
    }

    pub(super) fn new(due_day: Date, due_version: u8, late: bool) -> Self {
        Self { state: ItemState::Open, late, due_version, due_day, handed_in: None, hand_ins: 0 }
    }
}

/// A planned step and its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StepRow {
    /// As it was planned.
    pub planned: PlannedStep,
    /// Who gets it; none where the role has no contact.
    pub recipient: Option<ContactIx>,
    /// The instant that it was last moved to.
    pub moved_to: Option<Instant>,
    /// How it ended; none while it is open.
    pub outcome: Option<StepOutcome>,
    /// When it ended.
    pub ended: Option<Instant>,
    /// The message that carries it, the last one if there were several.
    pub message: Option<MessageKey>,
    /// When that message fell due: what has a later hour on its day goes along with it.
    pub carried: Option<Instant>,
}

impl StepRow {
    /// When it goes: with its message, and otherwise at its own instant, as moved last.
    #[must_use]
    pub fn goes(&self) -> Instant {
        self.carried.or(self.moved_to).unwrap_or(self.planned.at)
    }
}

/// A message that fell due.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MessageRow<'a> {
    /// Nominal instant.
    pub due: Instant,
    /// Its steps.
    pub steps: &'a [StepRef],
    /// When it went out.
    pub sent: Option<Instant>,
    /// By which channel.
    pub channel: Option<&'a str>,
    /// When it was signed for.
    pub signed: Option<Instant>,
}

/// A proposed visit and what became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VisitRow {
    /// The programme's occasion.
    pub occasion: OccasionIx,
    /// As it was proposed.
    pub visit: ProposedVisit,
    /// Who would have made it, or the one that it was planned instead of, before it was somebody else's.
    pub had: Option<ContactIx>,
    /// The local day on which it was made, by the record.
    pub made_on: Option<Date>,
    /// When it was recorded.
    pub recorded: Option<Instant>,
}
