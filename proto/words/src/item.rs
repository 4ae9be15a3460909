//! Items, steps and messages: the small shapes that events, commands and answers share.

use serde::{Deserialize, Serialize};

use crate::definition::{CardColour, Retired};
use crate::ids::{ContactIx, Digest, DutyIx, OccasionIx, PhaseIx, ProgrammeIx, RoleIx, SnapshotIx, UnitIx};
use crate::time::{Date, Instant};

/// Most units, messages or outcomes in one event (ARCHITECTURE.md, “What always holds”).
pub const CHUNK: usize = 256;

/// Most steps of one item and due version: they are bits of a 32-bit mask.
pub const STEPS_MAX: usize = 32;

/// Most pieces of evidence in one handing in, and most files of one need: they stand in one event body.
pub const EVIDENCE_MAX: usize = 64;

/// What an occasion is a happening of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum OccasionKind {
    /// A duty: its units owe something.
    Duty(DutyIx),
    /// The notice of a phase: units owe nothing.
    Phase(PhaseIx),
    /// One round of a visit programme: places are to be visited.
    Visit(ProgrammeIx),
    /// An aggregate snapshot.
    Snapshot(SnapshotIx),
}

impl OccasionKind {
    /// Whether amendments took what it is a happening of out of use.
    #[must_use]
    pub fn retired_in(self, retired: &Retired) -> bool {
        match self {
            Self::Duty(ix) => retired.duties.contains(&ix),
            Self::Phase(ix) => retired.phases.contains(&ix),
            Self::Visit(ix) => retired.visits.contains(&ix),
            Self::Snapshot(ix) => retired.snapshots.contains(&ix),
        }
    }
}

/// One planned reminding of every unit of an occasion, or of one item. Its number is unique in the due version.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct PlannedStep {
    /// Number within the item and due version, below [`STEPS_MAX`].
    pub no: u8,
    /// Planned instant.
    pub at: Instant,
    /// What it is.
    pub kind: StepKind,
    /// Who gets it.
    pub to: RoleIx,
}

/// Kinds of steps. Numbers are working days.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum StepKind {
    /// A phase begins.
    Notice,
    /// So many working days before the due day.
    Before(u16),
    /// On the due day.
    OnDay,
    /// So many working days after the due day.
    Overdue(u16),
    /// A supervision card so many working days after the due day.
    Card(CardColour, u16),
    /// A visit takes place in so many working days.
    VisitAhead(u16),
    /// A visit was made so many working days ago and is not recorded.
    VisitUnrecorded(u16),
}

/// One step of one item. With the campaign and the recipient it is the step's identity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct StepRef {
    /// The occasion.
    pub occasion: OccasionIx,
    /// The unit.
    pub unit: UnitIx,
    /// Due version of the item, from 0; a new due day is a new version.
    pub due_version: u8,
    /// Number of the step.
    pub no: u8,
}

/// Kinds of messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum MessageKind {
    /// The one message of the day.
    Routine,
    /// Red cards.
    Red,
    /// What came up when the day's message had gone out and has no sense on another day: it does not wait.
    AtOnce,
}

impl MessageKind {
    /// Its code, in the names of messages.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Routine => "routine",
            Self::Red => "red",
            Self::AtOnce => "at-once",
        }
    }

    /// The kind with this code.
    #[must_use]
    pub fn of_code(code: &str) -> Option<Self> {
        [Self::Routine, Self::Red, Self::AtOnce].into_iter().find(|kind| kind.code() == code)
    }
}

/// Identity of a message: one person, one local day, one kind. A retry keeps key and list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct MessageKey {
    /// Local date of the planned instant.
    pub date: Date,
    /// Kind.
    pub kind: MessageKind,
    /// The person's post.
    pub contact: ContactIx,
}

/// A message with the steps that it carries.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Message {
    /// Its identity.
    pub key: MessageKey,
    /// Steps, in the order of their identity.
    pub steps: Vec<StepRef>,
}

/// What a resume does to due days that a hold touched.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum DueDays {
    /// They stay as they are: the default, since a date that was told to people is not moved by silence.
    #[default]
    Stay,
    /// Those of open items move back by the working days held.
    Shift,
}

/// Why a step ended without being sent, or failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
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
    /// The engine was down for longer than the habit's catch-up.
    Missed,
    /// Sending was held for longer than the habit's catch-up.
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
    /// The due day stayed and its reminders were reckoned anew, by another hour, habit or calendar.
    Replanned,
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

/// A proposed visit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProposedVisit {
    /// The place.
    pub place: UnitIx,
    /// The visitor.
    pub visitor: ContactIx,
    /// Local day.
    pub date: Date,
    /// Start.
    pub start: Instant,
    /// End.
    pub end: Instant,
    /// Why this slot, most weighty first.
    pub reasons: Vec<SlotReason>,
}

/// Why a slot was chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum SlotReason {
    /// The place has waited so many days since its last visit.
    LongestUnvisited(u16),
    /// The place was never visited.
    NeverVisited,
    /// The visitor is free on this day; so many of its workdays in the period are busy.
    VisitorFree {
        /// Busy days of the visitor in the period.
        busy_days: u16,
    },
    /// On the same day as another place in the same town.
    SameTown(UnitIx),
    /// The visit that the visitor has had fewest of: so many so far.
    FairShare(u16),
    /// Nearest to the middle of the period.
    Spread,
}
