//! Commands: what people, workers and the clock ask of a campaign. Each may be refused; none changes anything twice.

mod dead_letter;
mod item;
mod judging;
mod people;
mod receipt;
mod refusal;
mod visit;
mod worker;

use crate::catalogue::TextId;
use crate::id;
use serde::{Deserialize, Serialize};

use crate::event::Source;
pub use crate::ids::BadName;
use crate::ids::{CampaignId, CommandId, Digest, Position, Version};
use crate::item::left_out::LeftOut;
use crate::item::{DueDays, Evidence, StepReason};
use crate::refs::{Ids, OccasionKey};
use crate::shape::{self, ProposedVisit};

pub use dead_letter::{DeadLetterName, DropDeadLetters, FailDelivery, RetryDeadLetters, StepName, WhichDead};
pub use item::{ItemName, Return, Submit};
pub use judging::{
    ANSWERS_MAX, BALLOTS_MAX, Backed, Ballot, Cause, Decision, Draw, Invite, JUDGEMENTS, Judge, OnLine,
    Propose, Rate, Worth, ballot_of_code, ballot_of_post,
};
pub use people::{
    Advance, Assign, ChooseHour, EnterRow, Erase, Nominate, Object, OptOut, ReceiveCase, Settle,
    TITLE_BYTES_MAX, WorkCase,
};
pub use receipt::{GATEWAY, Receipt, ReportReceipt};
pub use refusal::{Ground, Refusal, RefusalCode};

pub use visit::{
    ChangeVisit, FixVisits, FixedVisit, RecordVisit, VISIT_ACTIONS_MAX, VISIT_CASES_MAX, VISITS_FIXED_MAX,
    VisitAction, VisitCase, VisitChange, VisitEvent,
};

/// Longest actor name in bytes.
pub const ACTOR_BYTES_MAX: usize = 120;

/// Longest name of a way by which a command comes, in bytes.
pub const VIA_BYTES_MAX: usize = 20;

/// A command on its way to the holder of the campaign's shard. The owner stamps the instant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CommandEnvelope {
    /// Identity; the same id again changes nothing and gets the first answer, or is refused where anything else is asked for.
    pub id: CommandId,
    /// The campaign.
    pub campaign: CampaignId,
    /// Post on whose authority it is given, such as `小组办公室`, `005/联络员` or `worker/reminders`.
    pub actor: String,
    /// Post on whose behalf it is given, where that is another's: what a unit says by telephone and the office enters.
    pub behalf: Option<String>,
    /// By which way it was given: `cli`, `http`, `script`, `worker`.
    pub via: String,
    /// What is asked for.
    pub command: Command,
}

impl CommandEnvelope {
    /// Digest of what is asked for, by whom and for whom: an id stands for this alone. The way by which it came does not
    /// count, since a repeat may take another.
    #[must_use]
    pub fn content(&self) -> Digest {
        let asked = (&self.campaign, &self.actor, &self.behalf, &self.command);
        Digest::of(&crate::codec::encode(&asked))
    }
}

/// Where a command comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// A post, or somebody who holds the directory.
    People,
    /// A worker reports; reports have room of their own in the queue, and are heard while time is held.
    Worker,
    /// Those who run the machine, who are no post of a campaign.
    Ops,
    /// The engine itself.
    Engine,
}

/// What decides how large a command and its events may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Size {
    /// What people write fits into an event that goes out whole.
    Written,
    /// What the engine computes from a definition grows with the campaign.
    Computed,
    /// What workers report grows with the campaign.
    Bulk,
}

/// How long a command may be given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Span {
    /// Until the campaign has ended.
    Running,
    /// Also after its end: what was done before it is recorded after it, too.
    Always,
}

macro_rules! commands {
    ($(
        #[doc = $doc:literal] $($name:literal $title:literal)? $([$names:ident])? $variant:ident($body:ty)
        $origin:ident $size:ident $span:ident
    ),+ $(,)?) => {
        /// The commands. The list says of each once: its name, the id of its title (or the list that has both), who gives it,
        /// what limits it, how long it may be given.
        #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
        pub enum Command {
            $(#[doc = $doc] $variant($body),)+
        }

        /// The names of all commands, in the order of the list: one for each of its lines, or the several of a line.
        pub const COMMANDS: &[&[&str]] = &[$(commands!(@all $($name)? $($names)?)),+];

        impl Command {
            /// The command's name, imperative.
            #[must_use]
            pub fn name(&self) -> &'static str {
                match self { $(Self::$variant(body) => commands!(@of body name $($name)?),)+ }
            }

            /// What it does, for people.
            #[must_use]
            pub fn title(&self) -> TextId {
                match self { $(Self::$variant(body) => commands!(@title body $($title)?),)+ }
            }

            /// Where it comes from.
            #[must_use]
            pub fn origin(&self) -> Origin {
                match self { $(Self::$variant(_) => Origin::$origin,)+ }
            }

            /// What limits it.
            #[must_use]
            pub fn size(&self) -> Size {
                match self { $(Self::$variant(_) => Size::$size,)+ }
            }

            /// How long commands of its kind may be given.
            fn span_of_kind(&self) -> Span {
                match self { $(Self::$variant(_) => Span::$span,)+ }
            }
        }
    };
    (@all $name:literal) => { &[$name] };
    (@all $names:ident) => { $names };
    (@of $body:ident $what:ident $said:literal) => {{
        let _ = $body;
        $said
    }};
    (@of $body:ident $what:ident) => { $body.$what() };
    (@title $body:ident $title:literal) => {{
        let _ = $body;
        TextId::new($title)
    }};
    (@title $body:ident) => { $body.title() };
}

commands! {
    /// Put a stored definition to work.
    "launch" "command-launch" Launch(Launch) People Computed Always,
    /// Put another definition in force.
    "amend" "command-amend" Amend(Amend) People Computed Always,
    /// Hold what goes out.
    "hold" "command-hold" Hold(Hold) People Computed Running,
    /// Let it go out again.
    "resume" "command-resume" Resume(Resume) People Computed Running,
    /// Hand something in for an item; for an item before the start, enter it afterwards.
    "submit" "command-submit" Submit(Submit) People Written Running,
    /// Accept what was handed in.
    "accept" "command-accept" Accept(ItemName) People Written Running,
    /// Return what was handed in.
    "return" "command-return" Return(Return) People Written Running,
    /// Sign for a message.
    "sign" "command-sign" Sign(MessageName) People Written Always,
    /// Do something to a visit that stands.
    "visits.change" "command-visits-change" ChangeVisit(ChangeVisit) People Written Running,
    /// Record a visit.
    "visits.record" "command-visits-record" RecordVisit(RecordVisit) People Written Running,
    /// Append a row to a ledger.
    "ledger.enter" "command-ledger-enter" EnterRow(EnterRow) People Written Running,
    /// Take in a case.
    "case.receive" "command-case-receive" ReceiveCase(ReceiveCase) People Written Running,
    /// Do something to a case.
    "case.work" "command-case-work" WorkCase(WorkCase) People Written Running,
    /// Put somebody or something forward in a selection.
    "candidate.nominate" "command-candidate-nominate" Nominate(Nominate) People Written Running,
    /// Say whether a candidate passes a stage.
    "candidate.advance" "command-candidate-advance" Advance(Advance) People Written Running,
    /// Object to a candidate.
    "candidate.object" "command-candidate-object" Object(Object) People Written Running,
    /// Settle an objection.
    "candidate.settle" "command-candidate-settle" Settle(Settle) People Written Running,
    /// Give a task to units.
    "assign" "command-assign" Assign(Assign) People Written Running,
    /// Judge: points, ratings, draws, vetoes, appeals, lists, snapshots.
    [JUDGEMENTS] Judge(Judge) People Written Running,
    /// Delete the bytes of a blob.
    "erase" "command-erase" Erase(Erase) People Written Always,
    /// A worker's report on messages.
    "messages.report" "command-messages-report" ReportMessages(ReportMessages) Worker Bulk Always,
    /// A worker's plan of visits.
    "visits.propose" "command-visits-propose" ProposeVisits(ProposeVisits) Worker Bulk Running,
    /// A worker's snapshot.
    "snapshot.record" "command-snapshot-record" RecordSnapshot(RecordSnapshot) Worker Written Always,
    /// A worker gives an event up.
    "delivery.fail" "command-delivery-fail" FailDelivery(FailDelivery) Worker Written Always,
    /// Have dead letters tried again.
    "dead.retry" "command-dead-retry" RetryDeadLetters(RetryDeadLetters) Ops Written Always,
    /// Drop dead letters.
    "dead.drop" "command-dead-drop" DropDeadLetters(DropDeadLetters) Ops Written Always,
    /// The engine's own: the wall clock has jumped.
    "clock.hold" "command-clock-hold" HoldClock(ClockJump) Engine Written Always,
    /// Accept the wall's time after a jump.
    "clock.accept" "command-clock-accept" AcceptClock(ClockJump) Ops Written Always,
    /// Plan visits as their visitors fixed them, all or none.
    "visits.fix" "command-visits-fix" FixVisits(FixVisits) People Bulk Running,
    /// What the counterpart of a channel tells later of a message that it took.
    "receipt.report" "command-receipt-report" ReportReceipt(ReportReceipt) Worker Bulk Always,
    /// Opt out of reminders that the file lets people do without, or in again.
    "opt-out" "command-opt-out" OptOut(OptOut) People Written Running,
    /// Choose from which hour of a day one's routine message goes.
    "letter-hour" "command-letter-hour" ChooseHour(ChooseHour) People Written Running,
    /// Something happened that causes a visit.
    "visits.event" "command-visits-event" VisitEvent(VisitEvent) People Written Running,
}

impl Command {
    /// How long it may be given. What was proposed or appealed against before the end of a campaign is decided after it, too: days
    /// of publicity and of statements go on, and nothing would ever close them.
    #[must_use]
    pub fn span(&self) -> Span {
        if matches!(self, Self::Judge(body) if body.settles()) { Span::Always } else { self.span_of_kind() }
    }

    /// Blobs that it names, the definition aside: they must be stored before it.
    #[must_use]
    pub fn blobs(&self) -> Vec<Digest> {
        let files = |evidence: &[Evidence]| evidence.iter().flat_map(|it| it.files.iter().copied()).collect();
        let text = |text: &Option<Digest>| text.iter().copied().collect();
        match self {
            Self::Launch(body) => body.sources.iter().map(|source| source.digest).collect(),
            Self::Amend(body) => body.sources.iter().map(|source| source.digest).chain(body.reason).collect(),
            Self::Hold(body) => text(&body.reason),
            Self::Submit(body) => files(&body.evidence),
            Self::Return(body) => text(&body.reason),
            Self::ChangeVisit(body) => body.change.texts(),
            Self::RecordVisit(body) => body.texts().collect(),
            Self::EnterRow(body) => body.texts(),
            Self::ReceiveCase(body) => text(&body.text),
            Self::WorkCase(body) => body.act.texts(),
            Self::Nominate(body) => files(&body.evidence),
            Self::Advance(body) => text(&body.reason),
            Self::Object(body) => vec![body.reason],
            Self::Settle(body) => text(&body.reason),
            Self::Judge(body) => body.blobs(),
            // What is to be erased need not be there any more.
            Self::Erase(body) => vec![body.reason],
            Self::RecordSnapshot(body) => vec![body.table],
            Self::FailDelivery(body) => vec![body.cause],
            Self::ReportMessages(body) => body.said(),
            Self::ReportReceipt(body) => body.said(),
            Self::DropDeadLetters(body) => vec![body.why],
            Self::Resume(_)
            | Self::Accept(_)
            | Self::Assign(_)
            | Self::Sign(_)
            | Self::OptOut(_)
            | Self::ChooseHour(_)
            | Self::VisitEvent(_)
            | Self::ProposeVisits(_)
            | Self::FixVisits(_)
            | Self::RetryDeadLetters(_)
            | Self::HoldClock(_)
            | Self::AcceptClock(_) => Vec::new(),
        }
    }

    /// What is done, as people say it or type it.
    #[must_use]
    pub fn done(&self) -> TextId {
        if let Self::OptOut(body) = self {
            return if body.out { id!("command-opted-out") } else { id!("command-opted-in") };
        }
        if let Self::ChangeVisit(body) = self { body.change.done() } else { self.title() }
    }

    /// The files that it hands in.
    #[must_use]
    pub fn files(&self) -> Vec<Digest> {
        let hands_in = matches!(self, Self::Submit(_) | Self::Nominate(_) | Self::Judge(_));
        if hands_in { self.blobs() } else { Vec::new() }
    }

    /// The import of accounts that it brings.
    #[must_use]
    pub fn brings_accounts(&self) -> Option<Digest> {
        if let Self::Launch(Launch { contacts, .. }) | Self::Amend(Amend { contacts, .. }) = self {
            return *contacts;
        }
        None
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
    /// The compiled definition, reconciled with `from`, stored before.
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

impl Amend {
    /// With nothing beside the definition.
    #[must_use]
    pub fn new(from: Digest, definition: Digest) -> Self {
        Self { from, definition, sources: Vec::new(), reason: None, approver: None, contacts: None }
    }
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

/// A message as people name it: `2014-04-25/005-clerk/routine`.
pub type MessageName = shape::MessageKey<Ids>;

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
    /// In which attempt it ended so; 0 where it was handed to no channel. See [`crate::event::SentMessage`].
    pub attempt: u32,
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
    /// It could not be handed over, and its counterpart said why.
    NotTaken {
        /// Why.
        reason: StepReason,
        /// Name of the channel that said so last.
        channel: String,
        /// What the counterpart said, stored before.
        said: Digest,
    },
}

impl ReportMessages {
    /// What counterparts said: blobs that must be stored before it.
    fn said(&self) -> Vec<Digest> {
        let said = |report: &MessageReport| match &report.outcome {
            SendOutcome::NotTaken { said, .. } => Some(*said),
            SendOutcome::Sent { .. } | SendOutcome::NothingDue | SendOutcome::Failed(_) => None,
        };
        self.reports.iter().filter_map(said).collect()
    }
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
    /// Places that await a visit and have none in it, each once.
    pub left_out: Vec<LeftOut<Ids>>,
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
