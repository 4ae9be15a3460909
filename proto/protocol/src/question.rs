//! Questions that workers ask the owner of a campaign, and its answers. Asking changes nothing of a campaign.

use serde::{Deserialize, Serialize};

use crate::case::{CaseClock, CaseName};
pub use crate::channels::{ChannelStatus, FailureCause};
use crate::command::{ItemName, MessageName, Refusal, StepName};
use crate::event::CalledOff;
use crate::ids::{CampaignId, Digest, Version};
use crate::item::StepKind;
use crate::refs::{ContactId, Ids, Numbers, OccasionKey};
use crate::shape;
use crate::time::{Date, Instant, TimeOfDay};

/// A question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Question {
    /// Check at sending (ARCHITECTURE.md, “The way of a reminder”): which steps of these messages are still due?
    Messages {
        /// The campaign.
        campaign: CampaignId,
        /// At most a chunk.
        messages: Vec<MessageName>,
    },
    /// The visit instance of an occasion.
    Visits {
        /// The campaign.
        campaign: CampaignId,
        /// The programme's occasion.
        occasion: OccasionKey,
    },
    /// Slots that would fit a visit that stands, best first: for anyone who moves or delegates it.
    VisitSlots {
        /// The campaign.
        campaign: CampaignId,
        /// The visit's item.
        item: ItemName,
        /// Id or post of the one who would make it; none for the one who makes it now.
        visitor: Option<String>,
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
    /// How the people behind contacts are reached: asked at sending, and kept nowhere else.
    Addresses {
        /// The campaign.
        campaign: CampaignId,
        /// Ids of the contacts, at most a chunk.
        contacts: Vec<String>,
    },
    /// Whether letters may go now by the budgets of their channels, which all workers share. What may is counted, once for a
    /// letter and channel within a minute however often it is asked.
    Permits {
        /// The campaign.
        campaign: CampaignId,
        /// The local day by which `per_day` counts.
        today: LocalDay,
        /// At most a chunk.
        wishes: Vec<PermitWish>,
    },
    /// Whether this is known: how the channels of a worker outside are. It says so when that changes, and now and then; the
    /// owner remembers it for a while, and shows it with how it stands.
    Channels {
        /// The process that says so, by a name of its own.
        process: String,
        /// All its channels; none when it ends.
        channels: Vec<ChannelStatus>,
    },
    /// An event of the log.
    Event {
        /// The campaign.
        campaign: CampaignId,
        /// Its number within the campaign.
        version: Version,
    },
    /// Whether a post may read the texts of a unit's matters.
    MayRead {
        /// The campaign.
        campaign: CampaignId,
        /// The post.
        post: String,
        /// Code of the unit; none is the whole campaign.
        unit: Option<String>,
    },
    /// What the letters said whose steps failed for good, and that nobody has settled: composed again, since nothing keeps a
    /// letter's text. A letter is told once for all of its steps, with what stands now: who holds the post, the day, reasons
    /// that were not erased. It has no link.
    FailedLetters {
        /// The campaign.
        campaign: CampaignId,
        /// Failed steps, at most a chunk.
        steps: Vec<StepName>,
    },
    /// Whether these words are stored: what counterparts said of letters that they did not take. They are stored as free texts
    /// are, for each letter alone: who erases what was said of one erases it of no other. A report that names them comes behind it.
    Words {
        /// The campaign.
        campaign: CampaignId,
        /// At most a chunk.
        said: Vec<LetterWords>,
    },
    /// Whether these numbers are known, by which counterparts will tell of letters: a receipt that names one of them is the
    /// letter's.
    Numbers {
        /// The campaign.
        campaign: CampaignId,
        /// At most a chunk.
        taken: Vec<LetterNumber>,
    },
}

/// The number by which the counterpart of a channel will tell of a letter that it took.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LetterNumber {
    /// The letter.
    pub message: MessageName,
    /// The channel that took it.
    pub channel: String,
    /// The number, which is the counterpart's own.
    pub number: String,
}

/// What a counterpart said of a letter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LetterWords {
    /// The letter.
    pub message: MessageName,
    /// The words.
    pub words: String,
}

impl Question {
    /// The worker that asks this in its work, by its name; none for what every worker asks.
    #[must_use]
    pub fn worker(&self) -> Option<&'static str> {
        match self {
            Self::Messages { .. }
            | Self::Addresses { .. }
            | Self::Permits { .. }
            | Self::Channels { .. }
            | Self::FailedLetters { .. }
            | Self::Words { .. }
            | Self::Numbers { .. } => Some("reminders"),
            Self::Visits { .. } => Some("visits"),
            Self::VisitSlots { .. }
            | Self::Definition { .. }
            | Self::Blob { .. }
            | Self::Event { .. }
            | Self::MayRead { .. } => None,
        }
    }

    /// The campaign whose state it is about; none where its answer does not hang on one.
    #[must_use]
    pub fn of_state(&self) -> Option<&CampaignId> {
        match self {
            Self::Messages { campaign, .. }
            | Self::Visits { campaign, .. }
            | Self::VisitSlots { campaign, .. }
            | Self::MayRead { campaign, .. }
            | Self::FailedLetters { campaign, .. }
            | Self::Definition { campaign } => Some(campaign),
            Self::Blob { .. }
            | Self::Addresses { .. }
            | Self::Permits { .. }
            | Self::Channels { .. }
            | Self::Event { .. }
            | Self::Words { .. }
            | Self::Numbers { .. } => None,
        }
    }
}

/// An answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Answer {
    /// To [`Question::Messages`], one per message asked for, in the order asked; to [`Question::FailedLetters`], one a letter.
    Messages {
        /// The campaign clock.
        now: Instant,
        /// The definition in force, by which the answers are to be read.
        definition: Digest,
        /// The answers.
        messages: Vec<MessageCheck>,
    },
    /// To [`Question::Visits`].
    Visits(shape::VisitInstance<Ids>),
    /// To [`Question::VisitSlots`].
    VisitSlots(Vec<shape::ProposedVisit<Ids>>),
    /// To [`Question::Definition`].
    Definition(Digest),
    /// To [`Question::Blob`].
    Blob(Vec<u8>),
    /// To [`Question::Addresses`]: one list a contact, in the order asked; empty where nothing is known.
    Addresses(Vec<Vec<Address>>),
    /// To [`Question::Permits`]: one a wish, in the order asked.
    Permits(Vec<Permit>),
    /// To [`Question::Event`].
    Event(StoredEvent),
    /// To [`Question::MayRead`]: why not, if it may not.
    MayRead(Option<Refusal>),
    /// There is no such campaign, occasion or blob.
    Unknown,
    /// To [`Question::Channels`] and [`Question::Numbers`]: it is known.
    Noted,
    /// To [`Question::Words`]: under which digest each is stored, in the order asked; none where it was erased before, and is
    /// not stored again.
    Words(Vec<Option<Digest>>),
}

impl Answer {
    /// The definition by which the answer is to be read, where it has any.
    #[must_use]
    pub fn definition(&self) -> Option<Digest> {
        match self {
            Self::Messages { definition, .. } | Self::Definition(definition) => Some(*definition),
            Self::Visits(instance) => Some(instance.definition),
            Self::VisitSlots(_)
            | Self::Blob(_)
            | Self::Addresses(_)
            | Self::Permits(_)
            | Self::Event(_)
            | Self::MayRead(_)
            | Self::Unknown
            | Self::Noted
            | Self::Words(_) => None,
        }
    }
}

/// One way to reach a person.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Address {
    /// The channel as the file and the roster name it, such as 企业微信.
    pub channel: String,
    /// The account on it.
    pub account: String,
}

/// Accounts belong to people: they must not slip into a log line.
impl std::fmt::Debug for Address {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Address({})", self.channel)
    }
}

/// A letter that wants to go by a channel.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PermitWish {
    /// The letter.
    pub message: MessageName,
    /// The channel as the file and the roster name it.
    pub channel: String,
    /// In how many messages it goes.
    pub parts: u32,
    /// What the channel may be given.
    pub budget: ChannelBudget,
}

/// What a channel may be given; none is no limit.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChannelBudget {
    /// Most messages a minute by all campaigns: what its counterpart takes.
    pub per_minute_in_all: Option<u32>,
    /// Most messages a minute by this campaign.
    pub per_minute: Option<u32>,
    /// Most messages a local day by this campaign.
    pub per_day: Option<u32>,
    /// Most messages to one person by all campaigns.
    pub per_person: Option<PersonBudget>,
}

/// What one person may be given by a channel: who has one account on it is one person, whatever posts they hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonBudget {
    /// Most messages a minute.
    pub per_minute: u32,
    /// Most messages an hour.
    pub per_hour: u32,
}

/// A local day, as instants of the campaign clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct LocalDay {
    /// Its first.
    pub begins: Instant,
    /// The first that is not its any more.
    pub ends: Instant,
}

/// Whether a letter may go by a channel.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Permit {
    /// Now.
    Granted,
    /// Not before this instant: then it is to be asked for again.
    NotBefore(Instant),
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
    pub key: MessageName,
    /// The lines to send, empty when nothing is due any more.
    pub lines: Vec<MessageLine>,
    /// Where its person answers, where the engine has pages.
    pub link: Option<PageLink>,
    /// Not before: a routine message of an earlier day waits for the person's message of today, which takes in what it says.
    pub waits_until: Option<Instant>,
    /// Channels by which some of it came back before: it goes by another one of its person, where there is any.
    pub not_by: Vec<String>,
}

/// The address of a person's page: anyone who has it acts as that post.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PageLink(pub String);

/// Where below a page its post opts out by one click of a mail program (RFC 8058).
pub const OPT_OUT: &str = "opt-out";

impl PageLink {
    /// The address to which a mail program posts when its reader wants no more of such letters. Who only looks at it is led to the
    /// page.
    #[must_use]
    pub fn opt_out(&self) -> String {
        format!("{}/{OPT_OUT}", self.0)
    }
}

/// It must not slip into a log line.
impl std::fmt::Debug for PageLink {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("PageLink")
    }
}

/// One line of a message: what is due.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MessageLine {
    /// The step.
    pub step: StepName,
    /// What kind of step.
    pub kind: StepKind,
    /// What is to be done, where the occasion is a task that was given out.
    pub title: Option<String>,
    /// Local due day of the item, or day of the visit.
    pub due_day: Date,
    /// Local time at which the visit starts.
    pub starts: Option<TimeOfDay>,
    /// Post of the one who visits, where that is told.
    pub visitor: Option<String>,
    /// The visit as it stands in its receiver's calendar, where the line is about one.
    pub visit: Option<CalendarVisit>,
    /// Points of the rubric that were not met, where something was returned; groups of raters of which too few answered.
    pub failed: Vec<String>,
    /// The text that says why, where somebody wrote one.
    pub reason: Option<Reason>,
    /// Whether its person may opt out of such reminders.
    pub optional: bool,
    /// The post that it is for, where that is another of its reader's than the one under which the letter comes.
    pub other: Option<OtherPost>,
    /// Posts of those who come along, where the line is about a visit that somebody is to make.
    pub along: Vec<String>,
    /// The visit that was called off, where the line says so.
    pub off: Option<VisitOff>,
    /// The case as it stands, where the line is about one.
    pub case: Option<CaseStanding>,
}

/// A visit that does not take place, as a letter tells of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VisitOff {
    /// Why.
    pub why: CalledOff,
    /// The local day on which it would have been.
    pub date: Date,
    /// The local time at which it would have started.
    pub starts: TimeOfDay,
    /// Whether the place waits for another one.
    pub again: bool,
    /// As it stands in its receiver's calendar, where that is another visit than the line's.
    pub visit: Option<CalendarVisit>,
}

/// A case as it stands for somebody who is written to about it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseStanding {
    /// Which.
    pub case: CaseName,
    /// What it is about, where its kind distinguishes that.
    pub about: Option<String>,
    /// Its limits that what is to be done next can still keep, or that are over without it.
    pub limits: Vec<CaseLimit>,
    /// Who works on it, where the reader may not; empty where the reader may.
    pub worked_by: Vec<String>,
}

/// A limit of a case, by the last moment that is in time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseLimit {
    /// What is to be done by it.
    pub clock: CaseClock,
    /// Its local day.
    pub day: Date,
    /// Its local time, where it does not end with the day.
    pub hour: Option<TimeOfDay>,
    /// Whether it is over.
    pub over: bool,
}

/// Another post of a letter's reader.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OtherPost {
    /// Which.
    pub contact: ContactId,
    /// Where its matters are answered, where the engine has pages.
    pub link: Option<PageLink>,
}

/// A visit as it stands in somebody's calendar.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CalendarVisit {
    /// Which of the visits planned for the item, from 1.
    pub no: u16,
    /// How often it has changed.
    pub sequence: u32,
    /// Post of the one who visits.
    pub visitor: String,
    /// Start.
    pub start: Instant,
    /// End.
    pub end: Instant,
    /// How firm it is.
    pub firmness: Firmness,
}

/// How firm something in a calendar is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Firmness {
    /// Proposed.
    Tentative,
    /// Sure.
    Confirmed,
    /// It does not take place.
    Cancelled,
}

/// Why something was returned.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reason {
    /// Which text it is.
    pub digest: Digest,
    /// Its words; none where they were erased.
    pub text: Option<String>,
}

/// Its words must not slip into a log line.
impl std::fmt::Debug for Reason {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Reason").field(&self.digest).finish()
    }
}

/// See [`shape::VisitInstance`].
pub type VisitInstance = shape::VisitInstance<Numbers>;
/// See [`shape::PlaceToVisit`].
pub type PlaceToVisit = shape::PlaceToVisit<Numbers>;
/// See [`shape::Turn`].
pub type Turn = shape::Turn<Numbers>;
/// See [`shape::StandingVisit`].
pub type StandingVisit = shape::StandingVisit<Numbers>;
