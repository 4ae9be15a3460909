//! Everything that can have happened in a campaign. Names are `family.verb`, in the past tense.
//!
//! An event's bytes are written once and live for ever: from the first tag on a change is a new schema number with its
//! own struct, lifted to the newest in this module. `golden/` holds one sample of every event and schema.

mod amendment;
mod blob;
mod campaign;
mod candidate;
mod case;
mod clock;
mod dead_letter;
mod families;
mod hold;
mod item;
mod ledger;
mod message;
mod occasion;
mod visit;

pub use amendment::{CampaignAmended, ItemMoved, OccasionMoved, OccasionRetired};
pub use blob::BlobErased;
pub use campaign::{
    CampaignClosed, CampaignLaunched, MembershipDates, PhaseCarriedOver, PhaseDates, PhaseEnded,
    PhaseEntered, Source, UnitJoined, UnitLeft,
};
pub use candidate::{
    CandidateNominated, CandidateObjected, CandidatePassed, CandidateRejected, ObjectionSettled,
};
pub use case::{
    CaseAccepted, CaseAgentNamed, CaseAnswered, CaseAssisted, CaseCalledBack, CaseClosed, CaseDispatched,
    CaseLate, CasePassedUp, CaseReceived, CaseReopened, CaseReplied, CaseTracked,
};
pub use clock::{ClockAccepted, ClockHeld};
pub use dead_letter::{DeadLetterDropped, DeliveryFailed, DeliveryRetried, RetriedStep, StepRetried};
pub use hold::{CampaignHeld, CampaignResumed, PhaseHeld, PhaseResumed, StepHeld};
pub use item::{
    ItemAccepted, ItemBackfilled, ItemClosed, ItemLate, ItemOpened, ItemPassedOn, ItemReturned,
    ItemSubmitted, ItemWaived, OwnDue,
};
pub use ledger::{LedgerCorrected, LedgerEntered};
pub use message::{
    MessageDue, MessageReissued, MessageSigned, SentMessage, StepDeferred, StepFailed, StepSent, StepSkipped,
    StepWithdrawn,
};
pub use occasion::{Given, OccasionOpened, OccasionPlanned, SnapshotTaken};
pub use visit::{VisitProposed, VisitRecorded};

use serde::{Deserialize, Serialize};

use crate::codec::{self, DecodeError};
use crate::events_of;
use crate::form::Form;
use crate::ids::{Digest, OccasionIx, UnitIx};
use crate::item::Evidence;
use crate::time::Date;

macro_rules! events {
    ($($(#[doc = $doc:literal])+ $name:literal $schema:literal $variant:ident),+ $(,)?) => {
        /// One thing that happened.
        #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
        pub enum Event {
            $($(#[doc = $doc])+ $variant($variant),)+
        }

        /// Every event name with its newest schema number, in the order of this list.
        pub const EVENTS: &[(&str, u16)] = &[$(($name, $schema)),+];

        /// What each event says, by name, in the order of the list: for documents of what is published.
        pub const MEANINGS: &[(&str, &str)] = &[$(($name, concat!($($doc),+))),+];

        impl Event {
            /// The event's name, `family.verb`.
            #[must_use]
            pub fn name(&self) -> &'static str {
                match self { $(Self::$variant(_) => $name,)+ }
            }

            /// The schema number of the bytes that [`Event::body`] writes.
            #[must_use]
            pub fn schema(&self) -> u16 {
                match self { $(Self::$variant(_) => $schema,)+ }
            }

            /// The body's bytes, without name and schema.
            #[must_use]
            pub fn body(&self) -> Vec<u8> {
                match self { $(Self::$variant(body) => codec::encode(body),)+ }
            }

            /// The body alone as JSON-ready data, without the variant's name around it.
            ///
            /// # Errors
            /// What the serialiser says.
            pub fn serialize_body<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                match self { $(Self::$variant(body) => body.serialize(serializer),)+ }
            }

            /// Reads a body of any known schema and lifts it to the newest.
            ///
            /// # Errors
            /// [`DecodeError`] for an unknown name or schema, or damaged bytes.
            pub fn read(name: &str, schema: u16, body: &[u8]) -> Result<Self, DecodeError> {
                match (name, schema) {
                    $(($name, $schema) => codec::decode(name, body).map(Self::$variant),)+
                    _ => Err(DecodeError::Unknown { name: name.to_owned(), schema }),
                }
            }
        }

        $(impl From<$variant> for Event {
            fn from(body: $variant) -> Self {
                Self::$variant(body)
            }
        })+
    };
}

events! {
    /// A definition was put to work.
    "campaign.launched" 1 CampaignLaunched,
    /// Another definition was put in force; what follows from it comes right behind.
    "campaign.amended" 1 CampaignAmended,
    /// Sending was held.
    "campaign.held" 1 CampaignHeld,
    /// Sending goes on.
    "campaign.resumed" 1 CampaignResumed,
    /// The last phase is over and nothing is planned any more.
    "campaign.closed" 1 CampaignClosed,
    /// A phase began.
    "phase.entered" 1 PhaseEntered,
    /// A phase ended.
    "phase.ended" 1 PhaseEnded,
    /// Sending was held for what falls due in a phase.
    "phase.held" 1 PhaseHeld,
    /// Sending goes on for what falls due in a phase.
    "phase.resumed" 1 PhaseResumed,
    /// Items that were open when a phase ended go on in the next.
    "phase.carried_over" 1 PhaseCarriedOver,
    /// A unit became a member.
    "roster.unit_joined" 1 UnitJoined,
    /// A unit's membership ended.
    "roster.unit_left" 1 UnitLeft,
    /// An occasion's dates were reckoned.
    "occasion.planned" 1 OccasionPlanned,
    /// An occasion's dates or reminders were reckoned anew.
    "occasion.moved" 1 OccasionMoved,
    /// An occasion was taken out of use.
    "occasion.retired" 1 OccasionRetired,
    /// An occasion opened: each unit of its audience has its item.
    "occasion.opened" 1 OccasionOpened,
    /// A unit that came later got its item.
    "item.opened" 1 ItemOpened,
    /// Something was handed in.
    "item.submitted" 1 ItemSubmitted,
    /// Something that lay before the start was entered.
    "item.backfilled" 1 ItemBackfilled,
    /// What was handed in was returned with a reason.
    "item.returned" 1 ItemReturned,
    /// What was handed in was accepted.
    "item.accepted" 1 ItemAccepted,
    /// The item is done.
    "item.closed" 1 ItemClosed,
    /// Items passed their due day without being handed in.
    "item.late" 1 ItemLate,
    /// Items follow their occasion to its new dates or reminders.
    "item.moved" 1 ItemMoved,
    /// Items need not be done any more.
    "item.waived" 1 ItemWaived,
    /// An item passed on to the successor of a merged unit.
    "item.passed_on" 1 ItemPassedOn,
    /// Messages fell due: to whom, with which steps.
    "message.due" 1 MessageDue,
    /// Messages without an outcome were given out again.
    "message.reissued" 1 MessageReissued,
    /// A person signed for a message.
    "message.signed" 1 MessageSigned,
    /// Steps went out in messages.
    "step.sent" 1 StepSent,
    /// Steps were rightly not sent.
    "step.skipped" 1 StepSkipped,
    /// Steps could not be sent.
    "step.failed" 1 StepFailed,
    /// Steps were taken back before they were due.
    "step.withdrawn" 1 StepWithdrawn,
    /// Steps fell due while sending was held; they wait until it goes on.
    "step.held" 1 StepHeld,
    /// Steps moved to a later instant: their person already had a message that day, or sending had been held.
    "step.deferred" 1 StepDeferred,
    /// Steps that had failed are tried again, each as a new step.
    "step.retried" 1 StepRetried,
    /// A worker gave an event up.
    "delivery.failed" 1 DeliveryFailed,
    /// An event that was given up is given to its worker again.
    "delivery.retried" 1 DeliveryRetried,
    /// Dead letters were dropped.
    "dead_letter.dropped" 1 DeadLetterDropped,
    /// Visits were proposed.
    "visit.proposed" 1 VisitProposed,
    /// A visit was made and recorded.
    "visit.recorded" 1 VisitRecorded,
    /// The wall clock had jumped: time stands still until somebody accepts it.
    "clock.held" 1 ClockHeld,
    /// The wall's time was accepted after a jump.
    "clock.accepted" 1 ClockAccepted,
    /// An aggregate snapshot was taken.
    "snapshot.taken" 1 SnapshotTaken,
    /// A row was appended to a ledger.
    "ledger.entered" 1 LedgerEntered,
    /// A row was appended to a ledger that corrects an earlier one.
    "ledger.corrected" 1 LedgerCorrected,
    /// A case was received.
    "case.received" 1 CaseReceived,
    /// A case was accepted.
    "case.accepted" 1 CaseAccepted,
    /// A case was given to a unit.
    "case.dispatched" 1 CaseDispatched,
    /// A tracked step of a case was done.
    "case.tracked" 1 CaseTracked,
    /// An agent was named who goes along with a case.
    "case.agent_named" 1 CaseAgentNamed,
    /// The agent of a case recorded what was done.
    "case.assisted" 1 CaseAssisted,
    /// A case was passed up.
    "case.passed_up" 1 CasePassedUp,
    /// Those above replied to a case.
    "case.replied" 1 CaseReplied,
    /// A case was answered.
    "case.answered" 1 CaseAnswered,
    /// The person who brought a case was called back.
    "case.called_back" 1 CaseCalledBack,
    /// A dissatisfied answer opened a case again.
    "case.reopened" 1 CaseReopened,
    /// A case is done.
    "case.closed" 1 CaseClosed,
    /// A clock of a case ran out.
    "case.late" 1 CaseLate,
    /// A candidate was put forward in a selection.
    "candidate.nominated" 1 CandidateNominated,
    /// A candidate passed a stage.
    "candidate.passed" 1 CandidatePassed,
    /// A candidate did not pass a stage.
    "candidate.rejected" 1 CandidateRejected,
    /// Somebody objected to a candidate.
    "candidate.objected" 1 CandidateObjected,
    /// An objection to a candidate was settled.
    "candidate.settled" 1 ObjectionSettled,
    /// The bytes of a blob were deleted.
    "blob.erased" 1 BlobErased,
}

/// What was handed in for an item, whether in time or entered afterwards.
#[derive(Debug, Clone, Copy)]
pub struct HandedIn<'a> {
    /// The occasion.
    pub occasion: OccasionIx,
    /// The unit.
    pub unit: UnitIx,
    /// The pieces.
    pub evidence: &'a [Evidence],
    /// What was filled in.
    pub form: &'a Form,
    /// The day on which it was done, where that was said.
    pub on: Option<Date>,
}

/// Names of the events that put a definition in force: from then on it says what the numbers in events stand for.
pub const PUTS_IN_FORCE: [&str; 2] = ["campaign.launched", "campaign.amended"];

impl Event {
    /// The definition that is in force from this event on, this event included.
    #[must_use]
    pub fn puts_in_force(&self) -> Option<Digest> {
        if let Self::CampaignLaunched(CampaignLaunched { definition, .. })
        | Self::CampaignAmended(CampaignAmended { definition, .. }) = self
        {
            return Some(*definition);
        }
        None
    }

    /// The import of accounts that counts from this event on.
    #[must_use]
    pub fn brings_accounts(&self) -> Option<Digest> {
        if let Self::CampaignLaunched(CampaignLaunched { contacts, .. })
        | Self::CampaignAmended(CampaignAmended { contacts, .. }) = self
        {
            return *contacts;
        }
        None
    }

    /// What was handed in by it.
    #[must_use]
    pub fn handed_in(&self) -> Option<HandedIn<'_>> {
        match self {
            Event::ItemSubmitted(body) => Some(HandedIn {
                occasion: body.occasion,
                unit: body.unit,
                evidence: &body.evidence,
                form: &body.form,
                on: body.on,
            }),
            Event::ItemBackfilled(body) => Some(HandedIn {
                occasion: body.occasion,
                unit: body.unit,
                evidence: &body.evidence,
                form: &body.form,
                on: body.on,
            }),
            Event::ItemOpened(_)
            | Event::ItemReturned(_)
            | Event::ItemAccepted(_)
            | Event::ItemClosed(_)
            | Event::ItemLate(_)
            | Event::ItemMoved(_)
            | Event::ItemWaived(_)
            | Event::ItemPassedOn(_)
            | events_of!(
                campaign,
                phase,
                roster,
                occasion,
                message,
                step,
                dead_letter,
                visit,
                clock,
                snapshot,
                ledger,
                case,
                candidate,
                blob
            ) => None,
        }
    }

    /// The part of the name before the dot.
    #[must_use]
    pub fn family(&self) -> &'static str {
        self.name().split('.').next().unwrap_or_default()
    }
}
