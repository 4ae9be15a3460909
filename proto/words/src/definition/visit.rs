use serde::{Deserialize, Serialize};

use crate::definition::{Rule, VisitTerms};
use crate::ids::{AudienceIx, ContactIx, HabitIx, RoleIx};
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
    /// Who visits a place: the holder of this role at the place.
    pub visitor: RoleIx,
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
    /// Days on which a visitor cannot visit.
    pub busy: Vec<Busy>,
    /// Working days before the visit on which the visitor gets notice.
    pub notice: u16,
    /// Working days after the visit by which it must be recorded; then the visitor is reminded.
    pub record_within: u16,
    /// Role, hour and catch-up of the programme's steps.
    pub habit: HabitIx,
    /// What a visit leaves behind.
    pub terms: VisitTerms,
}

/// A day on which a visitor cannot visit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Busy {
    /// The visitor.
    pub visitor: ContactIx,
    /// The local date.
    pub date: Date,
}
