//! Wishes: what people, workers and the clock ask of a campaign. Each may be refused; none changes anything twice.

mod dead_letter;
mod judging;
mod people;
mod visit;
mod worker;

use serde::{Deserialize, Serialize};

use crate::event::Source;
use crate::form::Form;
pub use crate::ids::BadName;
use crate::ids::{CampaignId, CommandId, Digest, Position, Version};
use crate::item::{DueDays, Evidence, StepReason};
use crate::refs::{Ids, OccasionKey};
use crate::shape::{self, ProposedVisit};
use crate::time::Date;

pub use dead_letter::{DeadLetterName, DropDeadLetters, FailDelivery, RetryDeadLetters, StepName, WhichDead};
pub use judging::{
    ANSWERS_MAX, BALLOTS_MAX, Backed, Ballot, Cause, Decision, Draw, Invite, Judge, OnLine, Propose, Rate,
};
pub use people::{
    Advance, Assign, EnterRow, Erase, Nominate, Object, ReceiveCase, Settle, TITLE_BYTES_MAX, WorkCase,
};

pub use visit::{ChangeVisit, RecordVisit, VISIT_ACTIONS_MAX, VisitAction, VisitChange};

/// Longest actor name in bytes.
pub const ACTOR_BYTES_MAX: usize = 120;

/// Longest name of a way by which a command comes, in bytes.
pub const VIA_BYTES_MAX: usize = 20;

/// A command on its way to the holder of the campaign's shard. The owner stamps the instant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Order {
    /// Identity; the same id again changes nothing and gets the first answer, or is refused where anything else is wished.
    pub id: CommandId,
    /// The campaign.
    pub campaign: CampaignId,
    /// Post on whose authority it is given, such as `小组办公室`, `005/联络员` or `worker/reminders`.
    pub actor: String,
    /// Post on whose behalf it is given, where that is another's: what a unit says by telephone and the office enters.
    pub behalf: Option<String>,
    /// By which way it was given: `cli`, `http`, `script`, `worker`.
    pub via: String,
    /// What is wished.
    pub command: Command,
}

impl Order {
    /// Digest of what is wished, by whom and for whom: an id stands for this alone. The way by which it came does not
    /// count, since a repeat may take another.
    #[must_use]
    pub fn content(&self) -> Digest {
        let wished = (&self.campaign, &self.actor, &self.behalf, &self.command);
        Digest::of(&crate::codec::encode(&wished))
    }
}

/// The wishes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Command {
    /// Put a stored definition to work.
    Launch(Launch),
    /// Put another definition in force.
    Amend(Amend),
    /// Hold what goes out.
    Hold(Hold),
    /// Let it go out again.
    Resume(Resume),
    /// Hand something in for an item; for an item before the start, enter it afterwards.
    Submit(Submit),
    /// Accept what was handed in.
    Accept(ItemName),
    /// Return what was handed in.
    Return(Return),
    /// Sign for a message.
    Sign(MessageName),
    /// Do something to a visit that stands.
    ChangeVisit(ChangeVisit),
    /// Record a visit.
    RecordVisit(RecordVisit),
    /// Append a row to a ledger.
    EnterRow(EnterRow),
    /// Take in a case.
    ReceiveCase(ReceiveCase),
    /// Do something to a case.
    WorkCase(WorkCase),
    /// Put somebody or something forward in a selection.
    Nominate(Nominate),
    /// Say whether a candidate passes a stage.
    Advance(Advance),
    /// Object to a candidate.
    Object(Object),
    /// Settle an objection.
    Settle(Settle),
    /// Give a task to units.
    Assign(Assign),
    /// Judge: points, ratings, draws, vetoes, appeals, lists, snapshots.
    Judge(Judge),
    /// Delete the bytes of a blob.
    Erase(Erase),
    /// A worker's report on messages.
    ReportMessages(ReportMessages),
    /// A worker's plan of visits.
    ProposeVisits(ProposeVisits),
    /// A worker's snapshot.
    RecordSnapshot(RecordSnapshot),
    /// A worker gives an event up.
    FailDelivery(FailDelivery),
    /// Have dead letters tried again.
    RetryDeadLetters(RetryDeadLetters),
    /// Drop dead letters.
    DropDeadLetters(DropDeadLetters),
    /// The engine's own: the wall clock has jumped.
    HoldClock(ClockJump),
    /// Accept the wall's time after a jump.
    AcceptClock(ClockJump),
}

impl Command {
    /// The command's name, imperative.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Launch(_) => "launch",
            Self::Amend(_) => "amend",
            Self::Hold(_) => "hold",
            Self::Resume(_) => "resume",
            Self::Submit(_) => "submit",
            Self::Accept(_) => "accept",
            Self::Return(_) => "return",
            Self::Sign(_) => "sign",
            Self::ChangeVisit(_) => "visits.change",
            Self::RecordVisit(_) => "visits.record",
            Self::EnterRow(_) => "ledger.enter",
            Self::ReceiveCase(_) => "case.receive",
            Self::WorkCase(_) => "case.work",
            Self::Nominate(_) => "candidate.nominate",
            Self::Advance(_) => "candidate.advance",
            Self::Object(_) => "candidate.object",
            Self::Settle(_) => "candidate.settle",
            Self::Assign(_) => "assign",
            Self::Judge(body) => body.name(),
            Self::Erase(_) => "erase",
            Self::ReportMessages(_) => "messages.report",
            Self::ProposeVisits(_) => "visits.propose",
            Self::RecordSnapshot(_) => "snapshot.record",
            Self::FailDelivery(_) => "delivery.fail",
            Self::RetryDeadLetters(_) => "dead.retry",
            Self::DropDeadLetters(_) => "dead.drop",
            Self::HoldClock(_) => "clock.hold",
            Self::AcceptClock(_) => "clock.accept",
        }
    }
}

/// Put a definition to work.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Launch {
    /// The compiled definition, stored before.
    pub definition: Digest,
    /// The files it was compiled from, stored before.
    pub sources: Vec<Source>,
    /// The import of accounts that it brings, staged before; they count from its acceptance on.
    pub contacts: Option<Digest>,
}

/// Put another definition in force.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Amend {
    /// The definition that it was planned against; another one in force makes it stale.
    pub from: Digest,
    /// The compiled definition, aligned with `from`, stored before.
    pub definition: Digest,
    /// The files it was compiled from, stored before.
    pub sources: Vec<Source>,
    /// The reason's text, stored before as a salted blob.
    pub reason: Option<Digest>,
    /// Post that approved it, where that is another than the one that gives the command.
    pub approver: Option<String>,
    /// The import of accounts that it brings, staged before; they count from its acceptance on. With the definition
    /// that runs it changes accounts alone.
    pub contacts: Option<Digest>,
}

/// Hold what goes out: of the whole campaign, or of what falls due in one phase.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hold {
    /// Id of the phase; none is the whole campaign.
    pub phase: Option<String>,
    /// The reason's text, stored before as a salted blob.
    pub reason: Option<Digest>,
}

/// Let what was held go out again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Resume {
    /// Id of the phase; none is the whole campaign.
    pub phase: Option<String>,
    /// What becomes of due days that the hold touched.
    pub due_days: DueDays,
}

/// An item as people name it: `unit-plan/005`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct ItemName {
    /// Key of the occasion, such as `study.2014-05`.
    pub occasion: String,
    /// Code of the unit.
    pub unit: String,
}

impl std::fmt::Display for ItemName {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}/{}", self.occasion, self.unit)
    }
}

impl std::str::FromStr for ItemName {
    type Err = BadName;
    fn from_str(text: &str) -> Result<Self, BadName> {
        match text.split_once('/') {
            Some((occasion, unit)) if !occasion.is_empty() && !unit.is_empty() && !unit.contains('/') => {
                Ok(Self { occasion: occasion.to_owned(), unit: unit.to_owned() })
            }
            _ => Err(BadName { text: text.to_owned(), expected: "an item such as unit-plan/005" }),
        }
    }
}

/// A message as people name it: `2014-04-25/005-clerk/routine`.
pub type MessageName = shape::MessageKey<Ids>;

/// Hand something in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Submit {
    /// For which item.
    pub item: ItemName,
    /// What.
    pub evidence: Vec<Evidence>,
    /// What is filled in besides.
    pub form: Form,
    /// The local day on which it was done, if earlier than now.
    pub on: Option<Date>,
}

/// Return what was handed in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Return {
    /// Which item.
    pub item: ItemName,
    /// The reason's text, stored before as a salted blob.
    pub reason: Option<Digest>,
    /// Points of the rubric that are not met.
    pub failed: Vec<String>,
}

/// What became of messages.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportMessages {
    /// One report per message, at most a chunk.
    pub reports: Vec<MessageReport>,
}

/// What became of one message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MessageReport {
    /// Which.
    pub key: MessageName,
    /// Outcome of the steps that the check at sending found due; the rest end skipped.
    pub outcome: SendOutcome,
}

/// How sending ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum SendOutcome {
    /// Handed over to this channel.
    Sent {
        /// Name of the channel.
        channel: String,
        /// The steps that the text carried; the other steps of the message are skipped.
        steps: Vec<StepName>,
    },
    /// Nothing in it was due any more.
    NothingDue,
    /// It could not be handed over.
    Failed(StepReason),
}

/// A plan of visits, pinned to what it was made from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProposeVisits {
    /// The programme's occasion.
    pub occasion: OccasionKey,
    /// Campaign version of the instance.
    pub seen: Version,
    /// Digest of the instance.
    pub instance: Digest,
    /// The visits.
    pub visits: Vec<ProposedVisit<Ids>>,
}

/// A snapshot, pinned to its cut-off.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordSnapshot {
    /// The snapshot's occasion.
    pub occasion: OccasionKey,
    /// Last campaign version that counts.
    pub cutoff: Version,
    /// The table, stored before.
    pub table: Digest,
}

/// A jump of the wall clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClockJump {
    /// How far the wall is ahead of the campaign's time, in milliseconds.
    pub forward_ms: i64,
}

/// The answer to an accepted command: where the log stood after it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Accepted {
    /// Log position of its last event, or of the campaign's last event if nothing changed.
    pub position: Position,
    /// Campaign version after it.
    pub version: Version,
    /// How many events it made (0: nothing to change, or it had been accepted before).
    pub events: u32,
}

/// The domain says no. Codes are stable; texts are made for people by the binary.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[error("{code}: {detail}")]
pub struct Refusal {
    /// What kind of no.
    pub code: RefusalCode,
    /// What exactly, in English, with the names involved.
    pub detail: String,
    /// The same in Chinese; empty for what only programs run into.
    pub detail_zh: String,
    /// A name that exists and may have been meant.
    pub instead: Option<String>,
}

impl Refusal {
    /// A refusal that people meet, told in both languages.
    #[must_use]
    pub fn told(code: RefusalCode, en: impl Into<String>, zh: impl Into<String>) -> Self {
        Self { code, detail: en.into(), detail_zh: zh.into(), instead: None }
    }

    /// A refusal that only programs run into.
    #[must_use]
    pub fn plain(code: RefusalCode, detail: impl Into<String>) -> Self {
        Self::told(code, detail, "")
    }

    /// With a name that may have been meant.
    #[must_use]
    pub fn instead(self, instead: Option<String>) -> Self {
        Self { instead, ..self }
    }
}

/// Kinds of refusals.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum RefusalCode {
    /// No such campaign.
    UnknownCampaign,
    /// The campaign exists with another definition.
    AlreadyLaunched,
    /// The definition named is not stored or not readable.
    UnknownDefinition,
    /// No such occasion, unit, item, message or visit.
    UnknownName,
    /// The item is not in a state that allows it.
    WrongState,
    /// Something is missing or too much in what was handed in.
    Incomplete,
    /// The day lies outside what is possible.
    WrongDay,
    /// The plan was made from an older state.
    Stale,
    /// The plan breaks a rule.
    Infeasible,
    /// The campaign is closed.
    Closed,
    /// The actor's name is empty or too long.
    BadActor,
    /// Whoever gives the command may not, on this ground.
    NotAllowed(Ground),
    /// The command is larger than its limit.
    TooLarge,
    /// A bug was met in this campaign: it is parked, visibly, until the engine is started again.
    Fault,
    /// What is stored of this campaign is not what was written: it is parked until the log is restored.
    Damaged,
    /// The id belongs to another command, which was accepted before.
    IdReused,
    /// The place in the log lies beyond its end, or is of a later generation: this log never had it.
    UnknownPlace,
}

/// Why somebody may not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Ground {
    /// No role of theirs has the right.
    Role,
    /// They have it for other units.
    Unit,
    /// They have it in other phases.
    Phase,
    /// They may not act for the post that they name.
    Behalf,
    /// The token that they show does not open this.
    Token,
}

impl Ground {
    /// Its name, as metrics carry it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Role => "role",
            Self::Unit => "unit",
            Self::Phase => "phase",
            Self::Behalf => "behalf",
            Self::Token => "token",
        }
    }
}

impl std::fmt::Display for RefusalCode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::UnknownCampaign => "unknown-campaign",
            Self::AlreadyLaunched => "already-launched",
            Self::UnknownDefinition => "unknown-definition",
            Self::UnknownName => "unknown-name",
            Self::WrongState => "wrong-state",
            Self::Incomplete => "incomplete",
            Self::WrongDay => "wrong-day",
            Self::Stale => "stale",
            Self::Infeasible => "infeasible",
            Self::Closed => "closed",
            Self::BadActor => "bad-actor",
            Self::NotAllowed(_) => "not-allowed",
            Self::TooLarge => "too-large",
            Self::Fault => "fault",
            Self::Damaged => "damaged",
            Self::IdReused => "id-reused",
            Self::UnknownPlace => "unknown-place",
        })
    }
}
