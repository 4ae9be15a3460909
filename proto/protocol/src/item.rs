//! Items, steps and messages: the small shapes that events, commands and answers share.

pub mod left_out;

use serde::{Deserialize, Serialize};

use crate::ids::Digest;
use crate::refs::Numbers;
use crate::shape;

pub use crate::kind::{AppealNews, CaseNews, ListNews, MessageKind, Standing, StepKind, VisitNews};

/// Most units, messages or outcomes in one event (ARCHITECTURE.md, “What always holds”).
pub const CHUNK: usize = 256;

/// Most steps of one item and due version: they are bits of a 32-bit mask.
pub const STEPS_MAX: usize = 32;

/// Most pieces of evidence in one handing in, and most files of one need: they stand in one event body.
pub const EVIDENCE_MAX: usize = 64;

/// Most pieces of one need that are said to be handed in: as many as the longest ledger has rows. More is a slip of the
/// keyboard, and would stand in every sum.
pub const PIECES_MAX: u32 = 10_000;

/// See [`shape::OccasionKind`].
pub type OccasionKind = shape::OccasionKind<Numbers>;
/// See [`shape::PlannedStep`].
pub type PlannedStep = shape::PlannedStep<Numbers>;
/// See [`shape::StepRef`].
pub type StepRef = shape::StepRef<Numbers>;
/// See [`shape::MessageKey`].
pub type MessageKey = shape::MessageKey<Numbers>;
/// See [`shape::Message`].
pub type Message = shape::Message<Numbers>;
/// See [`shape::ProposedVisit`].
pub type ProposedVisit = shape::ProposedVisit<Numbers>;
/// See [`shape::SlotReason`].
pub type SlotReason = shape::SlotReason<Numbers>;
/// See [`left_out::LeftOut`].
pub type LeftOut = left_out::LeftOut<Numbers>;

/// What a resume does to due days that a hold touched.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum DueDays {
    /// They stay as they are: the default, since a date that was told to people is not moved by silence.
    #[default]
    Stay,
    /// Those of open items move back by the working days held.
    Shift,
}

/// Why a step goes later.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DeferReason {
    /// Its person has had the day's message.
    HadOne,
    /// Sending had been held.
    Held,
    /// Its person wants the day's message at a later hour.
    OwnHour,
}

/// Why a step ended without being sent, or failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum StepReason {
    /// Something was handed in before the step was due.
    Submitted,
    /// The item was waived.
    Waived,
    /// The unit left or was merged.
    Left,
    /// The due day changed.
    DueMoved,
    /// The visit was moved or recorded.
    VisitChanged,
    /// The campaign ended.
    CampaignEnded,
    /// Found at sending: the item had been handed in meanwhile.
    NoLongerDue,
    /// The engine was down for longer than the policy's catch-up.
    Missed,
    /// Sending was held for longer than the policy's catch-up.
    Held,
    /// The role has no contact at this unit.
    NoContact,
    /// The contact has no account on any channel.
    NoAccount,
    /// The channel refused for good.
    Refused,
    /// The channel failed in every try.
    GivenUp,
    /// It came up when the day's messages had gone out, those that do not wait too, and the next one would come too late.
    Crossed,
    /// The due day stayed and its reminders were recomputed, by another hour, policy or calendar.
    Replanned,
    /// The rater had answered.
    Answered,
    /// Nobody waited at the stage of the selection any more.
    StageDone,
    /// Nothing that told of it was left without a signature.
    Signed,
    /// Its person had opted out of such reminders.
    OptedOut,
    /// The sample was drawn.
    Drawn,
    /// Enough had answered: nothing waits.
    Enough,
}

/// How a step ended. Every planned step ends exactly once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum StepOutcome {
    /// Handed to a channel.
    Sent,
    /// Not sent, rightly.
    Skipped(StepReason),
    /// Could not be sent; a dead letter.
    Failed(StepReason),
    /// Taken back before it was due.
    Withdrawn(StepReason),
}

/// One thing that was handed in: which need it meets, how many, and the stored bytes if there are any.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    /// Name of the need, in the committee's words.
    pub need: String,
    /// How many.
    pub count: u32,
    /// Blob digests of files, if files were handed in.
    pub files: Vec<Digest>,
}

/// Why an item was waived.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum WaiveReason {
    /// The unit left before the due day.
    Left,
    /// The duty, or this happening of it, was taken out of use.
    Retired,
    /// The duty is not asked of the unit any more.
    NotAsked,
    /// What was announced is done (S64).
    Done,
    /// What was tried out is not adopted (S57).
    NotAdopted,
}
