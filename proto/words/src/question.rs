//! Questions that workers ask the owner of a campaign, and its answers. Asking changes nothing.

use serde::{Deserialize, Serialize};

use crate::ids::{CampaignId, ContactIx, Digest, OccasionIx, ProgrammeIx, UnitIx, Version};
use crate::item::{MessageKey, StepKind, StepRef};
use crate::time::{Date, Instant, TimeOfDay};

/// A question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Question {
    /// Check at sending (ARCHITECTURE.md, “The way of a reminder”): which steps of these messages are still due?
    Messages {
        /// The campaign.
        campaign: CampaignId,
        /// At most a chunk.
        messages: Vec<MessageKey>,
    },
    /// The visit instance of an occasion.
    Visits {
        /// The campaign.
        campaign: CampaignId,
        /// The programme's occasion.
        occasion: OccasionIx,
    },
    /// The digest of the definition in force.
    Definition {
        /// The campaign.
        campaign: CampaignId,
    },
    /// The bytes of a blob.
    Blob {
        /// Which.
        digest: Digest,
    },
    /// An event of the log.
    Event {
        /// The campaign.
        campaign: CampaignId,
        /// Its number within the campaign.
        version: Version,
    },
}

impl Question {
    /// The worker that asks this in its work, by its name; none for what every worker asks.
    #[must_use]
    pub fn worker(&self) -> Option<&'static str> {
        match self {
            Self::Messages { .. } => Some("reminders"),
            Self::Visits { .. } => Some("visits"),
            Self::Definition { .. } | Self::Blob { .. } | Self::Event { .. } => None,
        }
    }
}

/// An answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Answer {
    /// To [`Question::Messages`], one per message asked for, in the order asked.
    Messages {
        /// The campaign clock.
        now: Instant,
        /// The definition in force, by which the numbers in the answers are to be read.
        definition: Digest,
        /// The answers.
        messages: Vec<MessageCheck>,
    },
    /// To [`Question::Visits`].
    Visits(VisitInstance),
    /// To [`Question::Definition`].
    Definition(Digest),
    /// To [`Question::Blob`].
    Blob(Vec<u8>),
    /// To [`Question::Event`].
    Event(StoredEvent),
    /// There is no such campaign, occasion or blob.
    Unknown,
}

impl Answer {
    /// The definition by which the numbers in the answer are to be read, where it has any.
    #[must_use]
    pub fn definition(&self) -> Option<Digest> {
        match self {
            Self::Messages { definition, .. } | Self::Definition(definition) => Some(*definition),
            Self::Visits(instance) => Some(instance.definition),
            Self::Blob(_) | Self::Event(_) | Self::Unknown => None,
        }
    }
}

/// An event as it stands in the log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoredEvent {
    /// Campaign clock when it was decided.
    pub at: Instant,
    /// Name of the event.
    pub name: String,
    /// Schema of the body.
    pub schema: u16,
    /// The body's bytes.
    pub body: Vec<u8>,
}

/// What is still due in one message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MessageCheck {
    /// Which message.
    pub key: MessageKey,
    /// The lines to send, empty when nothing is due any more.
    pub lines: Vec<MessageLine>,
}

/// One line of a message: what is due.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MessageLine {
    /// The step.
    pub step: StepRef,
    /// What kind of step.
    pub kind: StepKind,
    /// Key of the occasion.
    pub occasion_key: String,
    /// What is to be done, where the occasion is a task that was given out.
    pub title: Option<String>,
    /// Local due day of the item, or day of the visit.
    pub due_day: Date,
    /// Local time at which the visit starts.
    pub starts: Option<TimeOfDay>,
}

/// What a plan of visits must satisfy. Its digest pins a plan to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VisitInstance {
    /// The occasion.
    pub occasion: OccasionIx,
    /// The programme that the occasion is a round of.
    pub programme: ProgrammeIx,
    /// Version of the campaign's state that it was made from.
    pub seen: Version,
    /// The definition in force.
    pub definition: Digest,
    /// First and last day on which a visit may lie.
    pub first: Date,
    /// See `first`.
    pub last: Date,
    /// Places to visit, with their visitors, by place.
    pub places: Vec<PlaceToVisit>,
    /// Visits of any occasion of the campaign that lie near enough to matter, in order of date.
    pub standing: Vec<StandingVisit>,
}

/// A place that awaits its visit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlaceToVisit {
    /// The place.
    pub place: UnitIx,
    /// Its visitor.
    pub visitor: ContactIx,
    /// Day of its last visit in this programme.
    pub last_visit: Option<Date>,
}

/// A visit that stands: proposed or made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct StandingVisit {
    /// Local day.
    pub date: Date,
    /// Start.
    pub start: Instant,
    /// End.
    pub end: Instant,
    /// The visitor.
    pub visitor: ContactIx,
    /// The place.
    pub place: UnitIx,
}
