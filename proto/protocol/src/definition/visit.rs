use serde::{Deserialize, Serialize};

use crate::definition::{Rule, VisitTerms};
use crate::ids::{AudienceIx, ContactIx, ReminderPolicyIx, RoleIx, UnitIx};
use crate::time::{Date, TimeOfDay};

/// A programme of field visits: each place is visited once in every occurrence of the rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VisitProgramme {
    /// Slug, such as `contact-points`.
    pub id: String,
    /// Name in the committee's words.
    pub name: String,
    /// Rows of the plan that it serves.
    pub refs: Vec<String>,
    /// The places.
    pub places: AudienceIx,
    /// Who visits a place: the holder of this role at the place, unless visitors take turns.
    pub visitor: RoleIx,
    /// Who take turns at every place, where the file says so.
    pub turns: Option<Turns>,
    /// Who else may visit places. Nobody does beside those who take turns.
    pub eligible: Vec<Eligible>,
    /// Roles whose holders at the place come along on each visit.
    pub companions: Vec<RoleIx>,
    /// One occasion per occurrence.
    pub rule: Rule,
    /// Start times that may be proposed, in order of preference.
    pub starts: Vec<TimeOfDay>,
    /// Length of a visit in minutes.
    pub minutes: u16,
    /// Most visits of one visitor in one ISO week.
    pub per_week: u8,
    /// Fewest days between two visits to one place.
    pub gap_days: u16,
    /// When places receive visits, where that is not always.
    pub visiting_hours: Vec<VisitingHours>,
    /// Times in which visitors cannot visit.
    pub busy: Vec<Busy>,
    /// How long the road takes.
    pub travel: Travel,
    /// Working days before the visit on which the visitor gets notice.
    pub notice: u16,
    /// Working days after the visit by which it must be recorded; then the visitor is reminded.
    pub record_within: u16,
    /// Role, hour and catch-up of the programme's steps.
    pub policy: ReminderPolicyIx,
    /// What a visit leaves behind.
    pub terms: VisitTerms,
}

/// Who may visit places beside the holder of the programme's role there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Eligible {
    /// Which places.
    pub places: AudienceIx,
    /// These people, each once.
    pub visitors: Vec<ContactIx>,
    /// Who holds one of these roles at the place.
    pub roles: Vec<RoleIx>,
}

/// When places receive visits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VisitingHours {
    /// Which places.
    pub places: AudienceIx,
    /// Hours in which they do. A place with several is open in each of them, one without any at any time; hours that name it hold
    /// instead of those for all places of the programme.
    pub open: Option<Opening>,
    /// Days on which they do not, whatever the hours.
    pub closed: Vec<Date>,
}

/// Hours in which a place receives visits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Opening {
    /// Days of the week, 0 Monday to 6 Sunday, in order; none is any.
    pub weekdays: Vec<u8>,
    /// From when.
    pub from: TimeOfDay,
    /// Until when; [`Busy::DAY_ENDS`] is the end of the day.
    pub until: TimeOfDay,
}

/// How long visitors are on the road.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Travel {
    /// Minutes between a visit and what else its visitor is busy with, and between places in two towns whose road is not known
    /// better.
    pub minutes: u16,
    /// Kilometres an hour as the crow flies, by which the road between two places with coordinates is counted; none counts none.
    pub speed: Option<u16>,
    /// Roads whose minutes the committee gives, by `from` and `to`, no pair twice: they count first.
    pub times: Vec<Road>,
}

/// A road between two places, in one direction.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Road {
    /// Where it begins.
    pub from: UnitIx,
    /// Where it leads.
    pub to: UnitIx,
    /// How long it takes.
    pub minutes: u16,
}

/// Visitors who take turns: at each place nobody comes again before all others have been there as often.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Turns {
    /// In the order in which they begin.
    pub visitors: Vec<ContactIx>,
    /// How often each comes to each place at least.
    pub each: u8,
}

/// A time in which a visitor cannot visit: never what for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Busy {
    /// The visitor.
    pub visitor: ContactIx,
    /// The local date.
    pub date: Date,
    /// From when.
    pub from: TimeOfDay,
    /// Until when; [`Busy::DAY_ENDS`] is the end of the day.
    pub until: TimeOfDay,
}

impl Busy {
    /// The first minute of a day.
    pub const DAY_BEGINS: TimeOfDay = TimeOfDay(0);
    /// The last minute of a day, which stands for its end: a time of day has no 24:00.
    pub const DAY_ENDS: TimeOfDay = TimeOfDay(24 * 60 - 1);

    /// A whole day.
    #[must_use]
    pub const fn day(visitor: ContactIx, date: Date) -> Self {
        Self { visitor, date, from: Self::DAY_BEGINS, until: Self::DAY_ENDS }
    }

    /// Whether it is a whole day.
    #[must_use]
    pub fn is_day(&self) -> bool {
        (self.from, self.until) == (Self::DAY_BEGINS, Self::DAY_ENDS)
    }
}
