//! The compiled definition: what a committee's file becomes after checking, with roster and calendars inside.
//!
//! Engines run this stored form and never compile a running campaign's file again, so these types are versioned
//! words: after the first tag a change is a new [`SCHEMA`], not an edit. Texts are the committee's own words.

mod assessment;
mod calendar;
mod case;
mod channel;
mod contact_index;
mod coverage;
mod decimal;
mod duty;
mod frame;
mod ledger;
mod limit;
mod list;
mod people;
mod reminder;
mod retired;
mod right;
mod rule;
mod score;
mod selection;
mod self_arranged;
mod terms;
mod variant;
mod visit;

pub use assessment::{Choice, RaterGroup, ReviewRound, Scale, Subject, TooFew};
pub use calendar::{
    Calendar, ClockChanges, DayKind, DoubledHour, Exception, GroupCalendar, Hours, MissingHour,
};
pub use case::{
    Accept, CaseKind, CatalogueItem, FROM_THE_FIELD, Finish, KindLimit, USUAL_SOURCES, source_word,
};
pub use channel::{Channel, EXTENSION, Stretch};
pub use contact_index::ContactIndex;
pub use coverage::PlanRow;
pub use decimal::Decimal;
pub use duty::{Duty, Moment, Need, Phase, ReturnDue, Review, SnapshotPlan};
pub use frame::{BoundWord, Concurrent, Directive, Frame, Goals, Tag, Taxonomy, Theme};
pub use ledger::{Balance, Column, Holds, Ledger};
pub use limit::Limit;
pub use list::{Compare, Condition, DecidedList, ListKind, Tone};
pub use people::{Audience, Contact, Location, Role, Scope, Selector, Unit};
pub use reminder::{Brief, Card, CardColour, Optional, Overdue, ReminderPolicy, Templates};
pub use retired::Retired;
pub use right::{Exclusion, Right};
pub use rule::{Crontab, DayIn, Offset, Pattern, Period, Point, Roll, Rule};
pub use score::{
    Appeals, Bonus, Deduction, ExportKind, Formula, Grade, Indicator, LineRef, ScoreGroup, ScoreLine,
    ScoreSheet, Scorer, Tally, Term, Veto,
};
pub use selection::{Assignable, By, Selection, Stage};
pub use self_arranged::{Destination, Rating, SelfArrangedVisit, VisitEvents, VisitTerms};
pub use terms::{Bound, Measure, Terms};
pub use variant::{Hold, Outlet, Pledge, Variant};
pub use visit::{Busy, Eligible, Opening, Road, Travel, Turns, VisitProgramme, VisitingHours};

use serde::{Deserialize, Serialize};

use crate::codec::{self, DecodeError};
use crate::ids::{ContactIx, Digest, UnitIx};

/// Version of the compiled form.
pub const SCHEMA: u16 = 1;

/// Most units of one campaign; a larger organisation runs a cascade of campaigns.
pub const UNITS_MAX: usize = 100_000;

/// A whole campaign, compiled. The default is an empty one, which campaigns made by hand start from.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Definition {
    /// Id of the campaign that the file proposes, a slug.
    pub id: String,
    /// Name in the committee's words.
    pub name: String,
    /// The year that dates without a year belong to.
    pub year: i32,
    /// IANA zone in which all dates and times of day are meant.
    pub zone: String,
    /// Version of the zone rules with which the file was checked, such as `2025b`.
    pub zone_data: String,
    /// What it stands on and what its lines refer to.
    pub frame: Frame,
    /// What skipped and doubled local times mean.
    pub clocks: ClockChanges,
    /// Working days.
    pub calendar: Calendar,
    /// Other calendars of groups of units.
    pub groups: Vec<GroupCalendar>,
    /// Roles in units and in the committee.
    pub roles: Vec<Role>,
    /// Posts that can be written to.
    pub contacts: Vec<Contact>,
    /// Everyone in the roster, scored or not, in the order of unit codes.
    pub units: Vec<Unit>,
    /// Named groups of units.
    pub audiences: Vec<Audience>,
    /// Phases in order of their dates.
    pub phases: Vec<Phase>,
    /// Reminder policies by name.
    pub policies: Vec<ReminderPolicy>,
    /// What is asked of audiences.
    pub duties: Vec<Duty>,
    /// Where the campaign publishes.
    pub outlets: Vec<Outlet>,
    /// Selections in stages.
    pub selections: Vec<Selection>,
    /// Kinds of tasks that are given out at any time.
    pub assignable: Vec<Assignable>,
    /// Field-visit programmes.
    pub visits: Vec<VisitProgramme>,
    /// When aggregate snapshots are taken.
    pub snapshots: Vec<SnapshotPlan>,
    /// Wording of messages.
    pub templates: Templates,
    /// Channels of messages in the order in which they are tried; empty means the outbox alone.
    pub channels: Vec<Channel>,
    /// Visits that the visitors arrange themselves.
    pub self_arranged: Vec<SelfArrangedVisit>,
    /// Kinds of cases.
    pub cases: Vec<CaseKind>,
    /// Review rounds.
    pub reviews: Vec<ReviewRound>,
    /// Score sheets.
    pub scores: Vec<ScoreSheet>,
    /// Lists that the committee decides on.
    pub lists: Vec<DecidedList>,
    /// Rows of the committee's plan with the lines that serve them; empty when the file states no plan.
    pub plan: Vec<PlanRow>,
    /// What amendments took out of use. It stays where it is, so that what a state counted keeps its number.
    pub retired: Retired,
    /// Contacts by their id.
    #[serde(skip)]
    pub contact_index: ContactIndex,
}

/// Whether the key of an occasion belongs to an id: `study` owns `study` and `study.2014-05`.
#[must_use]
pub fn owns(id: &str, key: &str) -> bool {
    key.strip_prefix(id).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

impl Definition {
    /// The stored bytes: schema number, then postcard.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        codec::encode_versioned(SCHEMA, self)
    }

    /// Reads stored bytes of any known schema.
    ///
    /// # Errors
    /// [`DecodeError`] for an unknown schema or bytes that are not exactly one definition.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, DecodeError> {
        codec::decode_versioned("definition", SCHEMA, bytes)
    }

    /// The digest that pins this definition.
    #[must_use]
    pub fn digest(&self) -> Digest {
        Digest::of(&self.to_bytes())
    }

    /// The unit with this code.
    #[must_use]
    pub fn unit_by_code(&self, code: &str) -> Option<UnitIx> {
        let sorted = self.units.binary_search_by(|unit| unit.code.as_str().cmp(code)).ok();
        // A definition that was made by hand may be in another order; the compiler's are sorted.
        let at = sorted.or_else(|| self.units.iter().position(|unit| unit.code == code))?;
        u32::try_from(at).ok().map(UnitIx)
    }

    /// What the roster says of the unit with this code.
    #[must_use]
    pub fn unit(&self, code: &str) -> Option<&Unit> {
        self.units.get(self.unit_by_code(code)?.at())
    }

    /// The short name of the unit with this code; a code that is not known stays as it is.
    #[must_use]
    pub fn unit_short<'a>(&'a self, code: &'a str) -> &'a str {
        self.unit(code).map_or(code, |unit| unit.short.as_str())
    }

    /// The plan of the snapshot with this key.
    #[must_use]
    pub fn snapshot_of(&self, key: &str) -> Option<&SnapshotPlan> {
        self.snapshots.iter().filter(|plan| owns(&plan.id, key)).max_by_key(|plan| plan.id.len())
    }

    /// A unit as tables name it: its code and its short name.
    #[must_use]
    pub fn unit_label(&self, unit: UnitIx) -> String {
        self.units.get(unit.at()).map_or_else(String::new, |unit| format!("{} {}", unit.code, unit.short))
    }

    /// The contact with this id.
    #[must_use]
    pub fn contact_by_id(&self, id: &str) -> Option<ContactIx> {
        let at = self.contact_index.find(&self.contacts, id)?;
        u32::try_from(at).ok().map(ContactIx)
    }

    /// What the roster says of the contact with this id.
    #[must_use]
    pub fn contact(&self, id: &str) -> Option<&Contact> {
        self.contacts.get(self.contact_by_id(id)?.at())
    }

    /// A post in the committee's words, by the id of its contact; what is not known stays as it is.
    #[must_use]
    pub fn post<'a>(&'a self, id: &'a str) -> &'a str {
        self.contact(id).map_or(id, |contact| contact.post.as_str())
    }

    /// The same where a role that acts for all may be meant as well.
    #[must_use]
    pub fn post_or_role<'a>(&'a self, id: &'a str) -> &'a str {
        let role = || self.roles.iter().find(|role| role.id == id).map(|role| role.name.as_str());
        self.contact(id).map(|contact| contact.post.as_str()).or_else(role).unwrap_or(id)
    }

    /// The duty whose occasion has this key: `study` is also that of `study.2014-05`.
    #[must_use]
    pub fn duty_of(&self, key: &str) -> Option<&Duty> {
        self.duties.iter().filter(|duty| owns(&duty.id, key)).max_by_key(|duty| duty.id.len())
    }
}
