//! Everything that can have happened in a campaign. Names are `family.verb`, in the past tense.
//!
//! An event says what it refers to by name ([`Said`]); whoever thinks about a campaign holds numbers in the place of names
//! ([`Event`], and the bodies of this module; [`of`] has them for both).
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
mod judging;
mod ledger;
mod message;
mod occasion;
mod visit;

/// The bodies, however they hold what they refer to.
pub mod of {
    pub use super::amendment::{CampaignAmended, ItemMoved, OccasionMoved, OccasionRetired};
    pub use super::blob::BlobErased;
    pub use super::campaign::{
        CampaignClosed, CampaignLaunched, MembershipDates, PhaseCarriedOver, PhaseDates, PhaseEnded,
        PhaseEntered, Source, UnitJoined, UnitLeft,
    };
    pub use super::candidate::{
        CandidateNominated, CandidateObjected, CandidatePassed, CandidateRejected, ObjectionSettled,
    };
    pub use super::case::{
        CaseAccepted, CaseAgentNamed, CaseAnswered, CaseAssisted, CaseCalledBack, CaseClosed, CaseDispatched,
        CaseLate, CasePassedUp, CaseReceived, CaseReopened, CaseReplied, CaseTracked,
    };
    pub use super::clock::{ClockAccepted, ClockHeld};
    pub use super::dead_letter::{
        DeadLetterDropped, DeliveryFailed, DeliveryRetried, RetriedStep, StepRetried,
    };
    pub use super::hold::{CampaignHeld, CampaignResumed, PhaseHeld, PhaseResumed, StepHeld};
    pub use super::item::{
        ItemAccepted, ItemBackfilled, ItemClosed, ItemLate, ItemOpened, ItemPassedOn, ItemReturned,
        ItemSubmitted, ItemWaived, OwnDue,
    };
    pub use super::judging::{
        AppealAnswered, AppealFiled, InspectionDrawn, ListDecided, ListProposed, ListPublished, ListStated,
        RatedOf, RatersInvited, RatingGiven, ScoreAdded, ScoreDeducted, ScoreGiven, ScoreWithdrawn,
        VetoDecided, VetoProposed,
    };
    pub use super::ledger::{LedgerCorrected, LedgerEntered};
    pub use super::message::{
        MessageDue, MessageReissued, MessageSigned, SentMessage, StepDeferred, StepFailed, StepSent,
        StepSkipped, StepWithdrawn,
    };
    pub use super::occasion::{FoundAt, Given, OccasionOpened, OccasionPlanned, SnapshotTaken};
    pub use super::visit::{
        CalledOff, Rated, RecordSection, VisitCalledOff, VisitConfirmed, VisitDelegated, VisitMade,
        VisitMoved, VisitProposed, VisitRecorded,
    };
    pub use super::{EventOf as Event, HandedInOf as HandedIn};
}

use serde::{Deserialize, Serialize};

use crate::codec::DecodeError;
use crate::events_of;
use crate::form::Form;
use crate::ids::Digest;
use crate::item::Evidence;
use crate::refs::{Ids, Numbers, Plainly, Refs, Rename, Slots, Unnamed, Words};
use crate::texts;
use crate::time::Date;

pub use of::{
    AppealAnswered, BlobErased, CalledOff, CampaignClosed, CampaignHeld, CampaignResumed, ClockAccepted,
    ClockHeld, DeliveryFailed, DeliveryRetried, ListDecided, ListPublished, ListStated, Rated, RecordSection,
    ScoreWithdrawn, Source, VetoDecided,
};

/// An event that holds numbers, for those who think about its campaign.
pub type Event = EventOf<Numbers>;
/// An event as everybody reads it: with names.
pub type Said = EventOf<Ids>;
/// What was handed in, with numbers.
pub type HandedIn<'a> = HandedInOf<'a, Numbers>;

macro_rules! numbered {
    ($($name:ident)+) => {$(
        /// The body with numbers; see [`of`].
        pub type $name = of::$name<Numbers>;
    )+};
}

numbered! {
    CampaignAmended ItemMoved OccasionMoved OccasionRetired CampaignLaunched MembershipDates PhaseCarriedOver PhaseDates
    PhaseEnded PhaseEntered UnitJoined UnitLeft CandidateNominated CandidateObjected CandidatePassed CandidateRejected
    ObjectionSettled CaseAccepted CaseAgentNamed CaseAnswered CaseAssisted CaseCalledBack CaseClosed CaseDispatched CaseLate
    CasePassedUp CaseReceived CaseReopened CaseReplied CaseTracked DeadLetterDropped RetriedStep StepRetried PhaseHeld
    PhaseResumed StepHeld ItemAccepted ItemBackfilled ItemClosed ItemLate ItemOpened ItemPassedOn ItemReturned ItemSubmitted
    ItemWaived OwnDue LedgerCorrected LedgerEntered MessageDue MessageReissued MessageSigned SentMessage StepDeferred
    StepFailed StepSent StepSkipped StepWithdrawn FoundAt Given OccasionOpened OccasionPlanned SnapshotTaken VisitProposed
    VisitConfirmed VisitMoved VisitDelegated VisitCalledOff VisitMade VisitRecorded
    AppealFiled InspectionDrawn ListProposed RatedOf RatersInvited RatingGiven ScoreAdded ScoreDeducted
    ScoreGiven VetoProposed
}

macro_rules! events {
    ($($(#[doc = $doc:literal])+ $name:literal $schema:literal $variant:ident $(<$refs:ident>)?),+ $(,)?) => {
        /// One thing that happened.
        #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(bound = "")]
        pub enum EventOf<R: Refs> {
            $($(#[doc = $doc])+ $variant(of::$variant $(<$refs>)?),)+
        }

        /// Every event name with its newest schema number, in the order of this list.
        pub const EVENTS: &[(&str, u16)] = &[$(($name, $schema)),+];

        /// What each event says, by name, in the order of the list: for documents of what is published.
        pub const MEANINGS: &[(&str, &str)] = &[$(($name, concat!($($doc),+))),+];

        impl<R: Refs> EventOf<R> {
            /// The event's name, `family.verb`.
            #[must_use]
            pub fn name(&self) -> &'static str {
                match self { $(Self::$variant(_) => $name,)+ }
            }

            /// The schema number of the bytes that [`EventOf::write`] writes.
            #[must_use]
            pub fn schema(&self) -> u16 {
                match self { $(Self::$variant(_) => $schema,)+ }
            }

            /// The body's bytes, without name and schema; see [`texts`].
            ///
            /// # Errors
            /// [`Unnamed`] for the first thing that has no name.
            pub fn write(&self, names: &mut (impl Rename<R, Ids> + ?Sized)) -> Result<Vec<u8>, Unnamed> {
                match self { $(Self::$variant(body) => texts::write(body.clone(), names),)+ }
            }

            /// The body alone as JSON-ready data, without the variant's name around it.
            ///
            /// # Errors
            /// What the serialiser says.
            pub fn serialize_body<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                match self { $(Self::$variant(body) => body.serialize(serializer),)+ }
            }

            /// Reads a body of any known schema, lifts it to the newest, and finds what it names.
            ///
            /// # Errors
            /// [`DecodeError`] for an unknown name or schema, damaged bytes, or names of what is not there.
            pub fn find(
                name: &str,
                schema: u16,
                body: &[u8],
                names: &mut (impl Rename<Ids, R> + ?Sized),
            ) -> Result<Self, DecodeError> {
                match (name, schema) {
                    $(($name, $schema) => {
                        texts::read::<R, events!(@slots $variant $(<$refs>)?)>(name, body, names).map(Self::$variant)
                    })+
                    _ => Err(DecodeError::Unknown { name: name.to_owned(), schema }),
                }
            }
        }

        impl<R: Refs, S: Refs> Words<R, S> for EventOf<R> {
            type Other = EventOf<S>;

            fn rename<N: Rename<R, S> + ?Sized>(self, names: &mut N) -> Result<EventOf<S>, Unnamed> {
                Ok(match self { $(Self::$variant(body) => EventOf::$variant(body.rename(names)?),)+ })
            }
        }

        $(impl<R: Refs> From<of::$variant $(<$refs>)?> for EventOf<R> {
            fn from(body: of::$variant $(<$refs>)?) -> Self {
                Self::$variant(body)
            }
        })+
    };
    (@slots $variant:ident <$refs:ident>) => { of::$variant<Slots> };
    (@slots $variant:ident) => { of::$variant };
}

events! {
    /// A definition was put to work.
    "campaign.launched" 1 CampaignLaunched<R>,
    /// Another definition was put in force; what follows from it comes right behind.
    "campaign.amended" 1 CampaignAmended<R>,
    /// Sending was held.
    "campaign.held" 1 CampaignHeld,
    /// Sending goes on.
    "campaign.resumed" 1 CampaignResumed,
    /// The last phase is over and nothing is planned any more.
    "campaign.closed" 1 CampaignClosed,
    /// A phase began.
    "phase.entered" 1 PhaseEntered<R>,
    /// A phase ended.
    "phase.ended" 1 PhaseEnded<R>,
    /// Sending was held for what falls due in a phase.
    "phase.held" 1 PhaseHeld<R>,
    /// Sending goes on for what falls due in a phase.
    "phase.resumed" 1 PhaseResumed<R>,
    /// Items that were open when a phase ended go on in the next.
    "phase.carried_over" 1 PhaseCarriedOver<R>,
    /// A unit became a member.
    "roster.unit_joined" 1 UnitJoined<R>,
    /// A unit's membership ended.
    "roster.unit_left" 1 UnitLeft<R>,
    /// An occasion's dates were reckoned.
    "occasion.planned" 1 OccasionPlanned<R>,
    /// An occasion's dates or reminders were reckoned anew.
    "occasion.moved" 1 OccasionMoved<R>,
    /// An occasion was taken out of use.
    "occasion.retired" 1 OccasionRetired<R>,
    /// An occasion opened: each unit of its audience has its item.
    "occasion.opened" 1 OccasionOpened<R>,
    /// A unit that came later got its item.
    "item.opened" 1 ItemOpened<R>,
    /// Something was handed in.
    "item.submitted" 1 ItemSubmitted<R>,
    /// Something that lay before the start was entered.
    "item.backfilled" 1 ItemBackfilled<R>,
    /// What was handed in was returned with a reason.
    "item.returned" 1 ItemReturned<R>,
    /// What was handed in was accepted.
    "item.accepted" 1 ItemAccepted<R>,
    /// The item is done.
    "item.closed" 1 ItemClosed<R>,
    /// Items passed their due day without being handed in.
    "item.late" 1 ItemLate<R>,
    /// Items follow their occasion to its new dates or reminders.
    "item.moved" 1 ItemMoved<R>,
    /// Items need not be done any more.
    "item.waived" 1 ItemWaived<R>,
    /// An item passed on to the successor of a merged unit.
    "item.passed_on" 1 ItemPassedOn<R>,
    /// Messages fell due: to whom, with which steps.
    "message.due" 1 MessageDue<R>,
    /// Messages without an outcome were given out again.
    "message.reissued" 1 MessageReissued<R>,
    /// A person signed for a message.
    "message.signed" 1 MessageSigned<R>,
    /// Steps went out in messages.
    "step.sent" 1 StepSent<R>,
    /// Steps were rightly not sent.
    "step.skipped" 1 StepSkipped<R>,
    /// Steps could not be sent.
    "step.failed" 1 StepFailed<R>,
    /// Steps were taken back before they were due.
    "step.withdrawn" 1 StepWithdrawn<R>,
    /// Steps fell due while sending was held; they wait until it goes on.
    "step.held" 1 StepHeld<R>,
    /// Steps moved to a later instant: their person already had a message that day, or sending had been held.
    "step.deferred" 1 StepDeferred<R>,
    /// Steps that had failed are tried again, each as a new step.
    "step.retried" 1 StepRetried<R>,
    /// A worker gave an event up.
    "delivery.failed" 1 DeliveryFailed,
    /// An event that was given up is given to its worker again.
    "delivery.retried" 1 DeliveryRetried,
    /// Dead letters were dropped.
    "dead_letter.dropped" 1 DeadLetterDropped<R>,
    /// Visits were proposed.
    "visit.proposed" 1 VisitProposed<R>,
    /// A visitor has confirmed a visit.
    "visit.confirmed" 1 VisitConfirmed<R>,
    /// A visit has another day or hour.
    "visit.moved" 1 VisitMoved<R>,
    /// Somebody else makes a visit.
    "visit.delegated" 1 VisitDelegated<R>,
    /// A visit does not take place; its place waits for another.
    "visit.called_off" 1 VisitCalledOff<R>,
    /// A visit was made and is not recorded yet.
    "visit.made" 1 VisitMade<R>,
    /// A visit was made and recorded.
    "visit.recorded" 1 VisitRecorded<R>,
    /// The wall clock had jumped: time stands still until somebody accepts it.
    "clock.held" 1 ClockHeld,
    /// The wall's time was accepted after a jump.
    "clock.accepted" 1 ClockAccepted,
    /// An aggregate snapshot was taken.
    "snapshot.taken" 1 SnapshotTaken<R>,
    /// A row was appended to a ledger.
    "ledger.entered" 1 LedgerEntered<R>,
    /// A row was appended to a ledger that corrects an earlier one.
    "ledger.corrected" 1 LedgerCorrected<R>,
    /// A case was received.
    "case.received" 1 CaseReceived<R>,
    /// A case was accepted.
    "case.accepted" 1 CaseAccepted<R>,
    /// A case was given to a unit.
    "case.dispatched" 1 CaseDispatched<R>,
    /// A tracked step of a case was done.
    "case.tracked" 1 CaseTracked<R>,
    /// An agent was named who goes along with a case.
    "case.agent_named" 1 CaseAgentNamed<R>,
    /// The agent of a case recorded what was done.
    "case.assisted" 1 CaseAssisted<R>,
    /// A case was passed up.
    "case.passed_up" 1 CasePassedUp<R>,
    /// Those above replied to a case.
    "case.replied" 1 CaseReplied<R>,
    /// A case was answered.
    "case.answered" 1 CaseAnswered<R>,
    /// The person who brought a case was called back.
    "case.called_back" 1 CaseCalledBack<R>,
    /// A dissatisfied answer opened a case again.
    "case.reopened" 1 CaseReopened<R>,
    /// A case is done.
    "case.closed" 1 CaseClosed<R>,
    /// A clock of a case ran out.
    "case.late" 1 CaseLate<R>,
    /// A candidate was put forward in a selection.
    "candidate.nominated" 1 CandidateNominated<R>,
    /// A candidate passed a stage.
    "candidate.passed" 1 CandidatePassed<R>,
    /// A candidate did not pass a stage.
    "candidate.rejected" 1 CandidateRejected<R>,
    /// Somebody objected to a candidate.
    "candidate.objected" 1 CandidateObjected<R>,
    /// An objection to a candidate was settled.
    "candidate.settled" 1 ObjectionSettled<R>,
    /// Points were given on a line of a score sheet.
    "score.given" 1 ScoreGiven<R>,
    /// Points were taken on a line of a score sheet.
    "score.deducted" 1 ScoreDeducted<R>,
    /// Points above the whole were earned.
    "score.added" 1 ScoreAdded<R>,
    /// Points that were given, taken or added count no more.
    "score.withdrawn" 1 ScoreWithdrawn,
    /// It was proposed that a unit is kept from a grade.
    "veto.proposed" 1 VetoProposed<R>,
    /// A proposed veto was decided.
    "veto.decided" 1 VetoDecided,
    /// Raters were invited.
    "rating.invited" 1 RatersInvited<R>,
    /// A rater answered.
    "rating.given" 1 RatingGiven<R>,
    /// Units were drawn for an inspection.
    "inspection.drawn" 1 InspectionDrawn<R>,
    /// A unit appealed against its score.
    "appeal.filed" 1 AppealFiled<R>,
    /// An appeal was answered.
    "appeal.answered" 1 AppealAnswered,
    /// Somebody was proposed for a list.
    "list.proposed" 1 ListProposed<R>,
    /// The one concerned made a statement.
    "list.stated" 1 ListStated,
    /// A proposed entry of a list was made public.
    "list.published" 1 ListPublished,
    /// A proposed entry of a list was decided.
    "list.decided" 1 ListDecided,
    /// The bytes of a blob were deleted.
    "blob.erased" 1 BlobErased,
}

/// What was handed in for an item, whether in time or entered afterwards.
#[derive(Debug, Clone)]
pub struct HandedInOf<'a, R: Refs> {
    /// The occasion.
    pub occasion: R::Occasion,
    /// The unit.
    pub unit: R::Unit,
    /// The pieces.
    pub evidence: &'a [Evidence],
    /// What was filled in.
    pub form: &'a Form,
    /// The day on which it was done, where that was said.
    pub on: Option<Date>,
}

/// Names of the events that put a definition in force: from then on it says what units, duties and phases there are.
pub const PUTS_IN_FORCE: [&str; 2] = ["campaign.launched", "campaign.amended"];

impl<R: Refs> EventOf<R> {
    /// The definition that is in force from this event on, this event included.
    #[must_use]
    pub fn puts_in_force(&self) -> Option<Digest> {
        if let Self::CampaignLaunched(of::CampaignLaunched { definition, .. })
        | Self::CampaignAmended(of::CampaignAmended { definition, .. }) = self
        {
            return Some(*definition);
        }
        None
    }

    /// The import of accounts that counts from this event on.
    #[must_use]
    pub fn brings_accounts(&self) -> Option<Digest> {
        if let Self::CampaignLaunched(of::CampaignLaunched { contacts, .. })
        | Self::CampaignAmended(of::CampaignAmended { contacts, .. }) = self
        {
            return *contacts;
        }
        None
    }

    /// What was handed in by it.
    #[must_use]
    pub fn handed_in(&self) -> Option<HandedInOf<'_, R>> {
        use EventOf as Event;
        match self {
            Self::ItemSubmitted(body) => Some(HandedInOf {
                occasion: body.occasion.clone(),
                unit: body.unit.clone(),
                evidence: &body.evidence,
                form: &body.form,
                on: body.on,
            }),
            Self::ItemBackfilled(body) => Some(HandedInOf {
                occasion: body.occasion.clone(),
                unit: body.unit.clone(),
                evidence: &body.evidence,
                form: &body.form,
                on: body.on,
            }),
            Self::ItemOpened(_)
            | Self::ItemReturned(_)
            | Self::ItemAccepted(_)
            | Self::ItemClosed(_)
            | Self::ItemLate(_)
            | Self::ItemMoved(_)
            | Self::ItemWaived(_)
            | Self::ItemPassedOn(_)
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
                judging,
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

impl Said {
    /// The body's bytes, without name and schema; see [`texts`].
    #[must_use]
    pub fn body(&self) -> Vec<u8> {
        #[expect(clippy::expect_used, reason = "what is a name already has one")]
        self.write(&mut Plainly).expect("names are names")
    }

    /// Reads a body of any known schema and lifts it to the newest.
    ///
    /// # Errors
    /// [`DecodeError`] for an unknown name or schema, or damaged bytes.
    pub fn read(name: &str, schema: u16, body: &[u8]) -> Result<Self, DecodeError> {
        Self::find(name, schema, body, &mut Plainly)
    }
}
