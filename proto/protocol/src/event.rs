//! Everything that can have happened in a campaign. Names are `family.verb`, in the past tense.
//!
//! An event says what it refers to by name ([`NamedEvent`]); anyone who thinks about a campaign holds numbers in the place of names
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
mod description;
mod hold;
mod item;
mod judging;
mod ledger;
mod list;
mod message;
mod named;
mod occasion;
mod rating;
mod visit;

/// The bodies, however they hold what they refer to.
pub mod of {
    pub use super::bodies::*;
    pub use super::campaign::{MembershipDates, PhaseDates, Source};
    pub use super::dead_letter::RetriedStep;
    pub use super::item::OwnDue;
    pub use super::message::SentMessage;
    pub use super::occasion::{FoundAt, Given, Happened};
    pub use super::rating::RatedOf;
    pub use super::visit::{CalledOff, Rated, RecordSection};
    pub use super::{EventOf as Event, HandedInOf as HandedIn};
}

use serde::{Deserialize, Serialize};

use crate::codec::DecodeError;
use crate::form::Form;
use crate::ids::CampaignId;
use crate::item::Evidence;
use crate::refs::{Find, Ids, Numbers, Refs, Rename, Slots, Unnamed, Words};
use crate::texts;
use crate::time::Date;

pub use amendment::PUTS_IN_FORCE;
pub use case::CASE_STORY;
pub use description::{About, Beside, Described, Titles, Use};
pub use of::{CalledOff, Rated, RecordSection, Source};

/// An event that holds numbers, for those who think about its campaign.
pub type Event = EventOf<Numbers>;
/// An event as everybody reads it: with names.
pub type NamedEvent = EventOf<Ids>;
/// What was handed in, with numbers.
pub type HandedIn<'a> = HandedInOf<'a, Numbers>;

/// A pattern of all events of some families: `events_of!(case, ledger) => None`. The enum must be in scope as `Event`.
///
/// A `_` in a `match` on events swallows an event that is added later, and nobody notices: its rows are not shown. So a
/// place names the events that it looks at, and those that it does not by their families; where a family matters, each of
/// its events is named, and the compiler leads to every place that has to say what it makes of a new one.
#[macro_export]
macro_rules! events_of {
    ($($family:ident),+ $(,)?) => { $($crate::events_of_family!($family))|+ };
}

/// A pattern of variants, whatever they hold: `any_of!(OccasionKind: Phase Visit) => None`.
#[macro_export]
macro_rules! any_of {
    ($of:ident: $($variant:ident)+) => { $($of::$variant { .. })|+ };
}

macro_rules! numbered {
    ($($name:ident)+) => {$(
        /// With numbers; see [`of`].
        pub type $name = of::$name<Numbers>;
    )+};
}

numbered! { MembershipDates PhaseDates RetriedStep OwnDue SentMessage FoundAt Given Happened RatedOf }

macro_rules! events {
    ($($family:ident { $(
        $(#[doc = $doc:literal])+ $name:literal $schema:literal $module:ident::$variant:ident $(<$refs:ident>)?
    ),+ $(,)? })+) => {
        events!(@all $($($(#[doc = $doc])+ $name $schema $variant $(<$refs>)?,)+)+);

        /// A pattern of all events of one family; see [`events_of!`](crate::events_of).
        #[macro_export]
        macro_rules! events_of_family {
            $(($family) => { $(Event::$variant(_))|+ };)+
        }

        mod bodies {
            $($(pub use super::$module::$variant;)+)+
        }

        $($(events!(@body $variant $(<$refs>)?);)+)+
    };
    (@body $variant:ident <$refs:ident>) => {
        /// The body with numbers; see [`of`].
        pub type $variant = of::$variant<Numbers>;
    };
    (@body $variant:ident) => { pub use of::$variant; };
    (@all $($(#[doc = $doc:literal])+ $name:literal $schema:literal $variant:ident $(<$refs:ident>)?,)+) => {
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

            /// What there is to say of it.
            #[must_use]
            pub fn described(&self) -> &dyn Described<R> {
                match self { $(Self::$variant(body) => body,)+ }
            }

            /// The body's bytes, without name and schema; see [`texts`].
            ///
            /// # Errors
            /// [`Unnamed`] for the first thing that has no name.
            pub fn write(&self, names: &mut (impl Rename<R, Ids> + ?Sized)) -> Result<Vec<u8>, Unnamed> {
                match self { $(Self::$variant(body) => texts::write(body.clone(), names),)+ }
            }

            /// The body alone as JSON-ready data, without the variant's name around it.
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
                names: &mut (impl Find<R> + ?Sized),
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
    campaign {
        /// A definition was put to work.
        "campaign.launched" 1 campaign::CampaignLaunched<R>,
        /// Another definition was put in force; what follows from it comes right behind.
        "campaign.amended" 1 amendment::CampaignAmended<R>,
        /// Sending was held.
        "campaign.held" 1 hold::CampaignHeld,
        /// Sending goes on.
        "campaign.resumed" 1 hold::CampaignResumed,
        /// The last phase is over and nothing is planned any more.
        "campaign.closed" 1 campaign::CampaignClosed,
    }
    phase {
        /// A phase began.
        "phase.entered" 1 campaign::PhaseEntered<R>,
        /// A phase ended.
        "phase.ended" 1 campaign::PhaseEnded<R>,
        /// Sending was held for what falls due in a phase.
        "phase.held" 1 hold::PhaseHeld<R>,
        /// Sending goes on for what falls due in a phase.
        "phase.resumed" 1 hold::PhaseResumed<R>,
        /// Items that were open when a phase ended go on in the next.
        "phase.carried_over" 1 campaign::PhaseCarriedOver<R>,
    }
    roster {
        /// A unit became a member.
        "roster.unit_joined" 1 campaign::UnitJoined<R>,
        /// A unit's membership ended.
        "roster.unit_left" 1 campaign::UnitLeft<R>,
    }
    occasion {
        /// An occasion's dates were computed.
        "occasion.planned" 1 occasion::OccasionPlanned<R>,
        /// An occasion's dates or reminders were recomputed.
        "occasion.moved" 1 amendment::OccasionMoved<R>,
        /// An occasion was taken out of use.
        "occasion.retired" 1 amendment::OccasionRetired<R>,
        /// An occasion opened: each unit of its audience has its item.
        "occasion.opened" 1 occasion::OccasionOpened<R>,
    }
    item {
        /// A unit that came later got its item.
        "item.opened" 1 item::ItemOpened<R>,
        /// Something was handed in.
        "item.submitted" 1 item::ItemSubmitted<R>,
        /// Something that lay before the start was entered.
        "item.backfilled" 1 item::ItemBackfilled<R>,
        /// What was handed in was returned with a reason.
        "item.returned" 1 item::ItemReturned<R>,
        /// What was handed in was accepted.
        "item.accepted" 1 item::ItemAccepted<R>,
        /// The item is done.
        "item.closed" 1 item::ItemClosed<R>,
        /// Items passed their due day without being handed in.
        "item.late" 1 item::ItemLate<R>,
        /// Nothing is late any more of what cards were given for.
        "item.card_lifted" 1 item::CardLifted<R>,
        /// Items follow their occasion to its new dates or reminders.
        "item.moved" 1 amendment::ItemMoved<R>,
        /// Items need not be done any more.
        "item.waived" 1 item::ItemWaived<R>,
        /// An item passed on to the successor of a merged unit.
        "item.passed_on" 1 item::ItemPassedOn<R>,
    }
    message {
        /// Messages fell due: to whom, with which steps.
        "message.due" 1 message::MessageDue<R>,
        /// Messages without an outcome were redelivered.
        "message.reissued" 1 message::MessageReissued<R>,
        /// A person signed for a message.
        "message.signed" 1 message::MessageSigned<R>,
        /// The counterpart of a channel tells that a message arrived.
        "message.delivered" 1 message::MessageDelivered<R>,
        /// The counterpart of a channel tells that a message that it had taken did not arrive.
        "message.undelivered" 1 message::MessageUndelivered<R>,
        /// A person opted out of reminders that the file lets people do without, or in again.
        "message.opt_out_set" 1 message::OptOutSet<R>,
        /// A person chose from which hour of a day the routine message goes, or the file's hour again.
        "message.hour_set" 1 message::HourSet<R>,
    }
    step {
        /// Steps went out in messages.
        "step.sent" 1 message::StepSent<R>,
        /// Steps were rightly not sent.
        "step.skipped" 1 message::StepSkipped<R>,
        /// Steps could not be sent.
        "step.failed" 1 message::StepFailed<R>,
        /// Steps were taken back before they were due.
        "step.withdrawn" 1 message::StepWithdrawn<R>,
        /// Steps fell due while sending was held; they wait until it goes on.
        "step.held" 1 hold::StepHeld<R>,
        /// Steps moved to a later instant: their person already had a message that day or wants it later, or sending had been held.
        "step.deferred" 1 message::StepDeferred<R>,
        /// Steps that had failed are tried again, each as a new step.
        "step.retried" 1 dead_letter::StepRetried<R>,
    }
    dead_letter {
        /// A worker gave an event up.
        "delivery.failed" 1 dead_letter::DeliveryFailed,
        /// An event that was given up is given to its worker again.
        "delivery.retried" 1 dead_letter::DeliveryRetried,
        /// Dead letters were dropped.
        "dead_letter.dropped" 1 dead_letter::DeadLetterDropped<R>,
    }
    visit {
        /// Visits were proposed.
        "visit.proposed" 1 visit::VisitProposed<R>,
        /// A visitor has confirmed a visit.
        "visit.confirmed" 1 visit::VisitConfirmed<R>,
        /// A visit has another day or hour.
        "visit.moved" 1 visit::VisitMoved<R>,
        /// Somebody else makes a visit.
        "visit.delegated" 1 visit::VisitDelegated<R>,
        /// A visit does not take place; its place waits for another.
        "visit.called_off" 1 visit::VisitCalledOff<R>,
        /// A visit was made and is not recorded yet.
        "visit.made" 1 visit::VisitMade<R>,
        /// A visit was made and recorded.
        "visit.recorded" 1 visit::VisitRecorded<R>,
        /// A plan has no visit for a place that awaits one, and says why.
        "visit.left_out" 1 visit::VisitLeftOut<R>,
    }
    clock {
        /// The wall clock had jumped: time stands still until somebody accepts it.
        "clock.held" 1 clock::ClockHeld,
        /// The wall's time was accepted after a jump.
        "clock.accepted" 1 clock::ClockAccepted,
    }
    snapshot {
        /// An aggregate snapshot was taken.
        "snapshot.taken" 1 occasion::SnapshotTaken<R>,
    }
    ledger {
        /// A row was appended to a ledger.
        "ledger.entered" 1 ledger::LedgerEntered<R>,
        /// A row was appended to a ledger that corrects an earlier one.
        "ledger.corrected" 1 ledger::LedgerCorrected<R>,
    }
    case {
        /// A case was received.
        "case.received" 1 case::CaseReceived<R>,
        /// A case was accepted.
        "case.accepted" 1 case::CaseAccepted<R>,
        /// A case was given to a unit.
        "case.dispatched" 1 case::CaseDispatched<R>,
        /// A tracked step of a case was done.
        "case.tracked" 1 case::CaseTracked<R>,
        /// An agent was named who goes along with a case.
        "case.agent_named" 1 case::CaseAgentNamed<R>,
        /// The agent of a case recorded what was done.
        "case.assisted" 1 case::CaseAssisted<R>,
        /// A note was made on a case.
        "case.noted" 1 case::CaseNoted<R>,
        /// A case was passed up.
        "case.passed_up" 1 case::CasePassedUp<R>,
        /// Those above replied to a case.
        "case.replied" 1 case::CaseReplied<R>,
        /// A case was answered.
        "case.answered" 1 case::CaseAnswered<R>,
        /// The person who brought a case was called back.
        "case.called_back" 1 case::CaseCalledBack<R>,
        /// A dissatisfied answer opened a case again.
        "case.reopened" 1 case::CaseReopened<R>,
        /// A case is done.
        "case.closed" 1 case::CaseClosed<R>,
        /// A clock of a case ran out.
        "case.late" 1 case::CaseLate<R>,
    }
    candidate {
        /// A candidate was put forward in a selection.
        "candidate.nominated" 1 candidate::CandidateNominated<R>,
        /// A candidate passed a stage.
        "candidate.passed" 1 candidate::CandidatePassed<R>,
        /// A candidate did not pass a stage.
        "candidate.rejected" 1 candidate::CandidateRejected<R>,
        /// Somebody objected to a candidate.
        "candidate.objected" 1 candidate::CandidateObjected<R>,
        /// An objection to a candidate was settled.
        "candidate.settled" 1 candidate::ObjectionSettled<R>,
    }
    judging {
        /// Points were given on a line of a score sheet.
        "score.given" 1 judging::ScoreGiven<R>,
        /// Points were taken on a line of a score sheet.
        "score.deducted" 1 judging::ScoreDeducted<R>,
        /// Points above the whole were earned.
        "score.added" 1 judging::ScoreAdded<R>,
        /// Points that were given, taken or added count no more.
        "score.withdrawn" 1 judging::ScoreWithdrawn,
        /// It was proposed that a unit is kept from a grade.
        "veto.proposed" 1 judging::VetoProposed<R>,
        /// A proposed veto was decided.
        "veto.decided" 1 judging::VetoDecided,
        /// Raters were invited.
        "rating.invited" 1 rating::RatersInvited<R>,
        /// A rater answered.
        "rating.given" 1 rating::RatingGiven<R>,
        /// Units were drawn for an inspection.
        "inspection.drawn" 1 rating::InspectionDrawn<R>,
        /// A unit appealed against its score.
        "appeal.filed" 1 judging::AppealFiled<R>,
        /// An appeal was answered.
        "appeal.answered" 1 judging::AppealAnswered,
        /// Somebody was proposed for a list.
        "list.proposed" 1 list::ListProposed<R>,
        /// The one concerned made a statement.
        "list.stated" 1 list::ListStated,
        /// A proposed entry of a list was made public.
        "list.published" 1 list::ListPublished,
        /// A proposed entry of a list was decided.
        "list.decided" 1 list::ListDecided,
    }
    blob {
        /// The bytes of a blob were deleted.
        "blob.erased" 1 blob::BlobErased,
    }
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

impl<R: Refs> EventOf<R> {
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
            | Self::CardLifted(_)
            | Self::ItemMoved(_)
            | Self::ItemWaived(_)
            | Self::ItemPassedOn(_)
            | events_of_family!(campaign)
            | events_of_family!(phase)
            | events_of_family!(roster)
            | events_of_family!(occasion)
            | events_of_family!(message)
            | events_of_family!(step)
            | events_of_family!(dead_letter)
            | events_of_family!(visit)
            | events_of_family!(clock)
            | events_of_family!(snapshot)
            | events_of_family!(ledger)
            | events_of_family!(case)
            | events_of_family!(candidate)
            | events_of_family!(judging)
            | events_of_family!(blob) => None,
        }
    }

    /// The part of the name before the dot.
    #[must_use]
    pub fn family(&self) -> &'static str {
        self.name().split('.').next().unwrap_or_default()
    }

    /// What happened, as a short sentence in ASCII of ids, keys and codes.
    #[must_use]
    pub fn summary(&self, campaign: &CampaignId) -> String {
        let described = self.described();
        described.summary().unwrap_or_else(|| {
            let key = described.about().key().unwrap_or_else(|| campaign.to_string());
            let (family, verb) = self.name().split_once('.').unwrap_or((self.name(), ""));
            format!("{family} {key} {}", verb.replace('_', " "))
        })
    }
}
