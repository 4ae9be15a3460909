//! What an event changes, told while it is applied: [`super::evolve`] alone knows, and anyone who keeps rows of a state hears it.

use muster_protocol::dead_letter::DeadLetter;
use muster_protocol::ids::{CandidateIx, CaseIx, Digest, OccasionIx, UnitIx};
use muster_protocol::item::{MessageKey, PlannedStep, StepReason, StepRef};
use muster_protocol::time::{Date, Instant};

/// Hears what an event changed. The state itself says how things stand afterwards; of steps, which it forgets once they
/// ended, what became of them is told too. The writer hears nothing: `()`.
pub trait Listener {
    /// A definition was put in force: everything may be called otherwise.
    fn named(&mut self) {}
    /// An occasion was planned, opened, moved or taken out of use.
    fn occasion(&mut self, _occasion: OccasionIx) {}
    /// Dates of an occasion moved: all of its items may show it.
    fn items_of(&mut self, _occasion: OccasionIx) {}
    /// A due day was changed: an occasion's, or that of one unit's item. `before` is the day that it was.
    fn moved(&mut self, _occasion: OccasionIx, _unit: Option<UnitIx>, _before: Date) {}
    /// An item changed.
    fn item(&mut self, _occasion: OccasionIx, _unit: UnitIx) {}
    /// An item was not late before and is now.
    fn late(&mut self, _occasion: OccasionIx, _unit: UnitIx) {}
    /// A step was planned; `retries` is the number of the failed one whose place it takes.
    fn planned(&mut self, _step: StepRef, _planned: &PlannedStep, _retries: Option<u8>) {}
    /// Something became of a step.
    fn step(&mut self, _step: StepRef, _change: StepChange<'_>) {}
    /// A step that was handed over did not arrive, and is a dead letter; what the counterpart said.
    fn undelivered(&mut self, _step: StepRef, _said: Option<Digest>) {}
    /// A case changed.
    fn case(&mut self, _case: CaseIx) {}
    /// A candidate changed.
    fn candidate(&mut self, _candidate: CandidateIx) {}
    /// A dead letter was tried again or dropped, or its message has arrived after all.
    fn settled(&mut self, _letter: &DeadLetter) {}
}

impl Listener for () {}

/// What became of a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StepChange<'a> {
    /// It is in this message.
    Carried(&'a MessageKey),
    /// It fell due while it was held, and waits.
    Held,
    /// It moved to another instant.
    Moved(Instant),
    /// It ended, once.
    Ended(StepEnd<'a>),
}

/// How a step ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StepEnd<'a> {
    /// Handed to this channel, in this attempt.
    Sent(&'a str, u32),
    /// Rightly not sent.
    Skipped(StepReason),
    /// Could not be sent.
    Failed {
        /// Why.
        reason: StepReason,
        /// What the counterpart said, where one was asked.
        said: Option<Digest>,
        /// The channel that was tried last.
        channel: Option<&'a str>,
        /// In which attempt; 0 where it was handed to no channel.
        attempt: u32,
    },
    /// Taken back.
    Withdrawn(StepReason),
}
