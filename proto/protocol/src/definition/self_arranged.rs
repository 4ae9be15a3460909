use serde::{Deserialize, Serialize};

use crate::definition::Pattern;
use crate::ids::{AudienceIx, DutyIx};

/// Visits that the visitors arrange themselves: the engine proposes no day and watches whether they are made. Until they
/// are recorded one by one, they are carried as something that the visitors' units hand in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SelfArrangedVisit {
    /// Slug, such as `paired-village`.
    pub id: String,
    /// Name in the committee's words.
    pub name: String,
    /// Rows of the plan that it serves.
    pub refs: Vec<String>,
    /// The duties as which it is carried: the cadence, then one for each festival in the campaign, then the one of its events.
    pub duties: Vec<DutyIx>,
    /// Where to.
    pub to: Destination,
    /// Fewest visits of each person of the visiting units in each occurrence.
    pub each_person: Option<u8>,
    /// Whether the place that was not visited for longest comes first.
    pub longest_first: bool,
    /// What causes a visit besides the cadence, such as 重病; none where nothing does.
    pub events: Option<VisitEvents>,
    /// The day by which somebody is told when nobody went.
    pub warn_by: Option<Pattern>,
    /// What a visit leaves behind.
    pub terms: VisitTerms,
}

/// What causes visits besides a cadence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VisitEvents {
    /// What may happen, in the committee's words.
    pub what: Vec<String>,
    /// Working days from the day on which it happened within which somebody goes.
    pub within: u16,
    /// The duty as which such visits are carried; it has no days of its own.
    pub duty: DutyIx,
}

/// Where visits that arrange themselves lead to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Destination {
    /// Units of the roster.
    Units(AudienceIx),
    /// Any place of these kinds, such as 乡镇 and 企业.
    Kinds(Vec<String>),
}

/// What a visit leaves behind.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct VisitTerms {
    /// Sections of its record (S52).
    pub form: Vec<String>,
    /// The kind of case that what is carried back becomes, by its id.
    pub cases: Option<String>,
    /// Who says afterwards how content they are (S39).
    pub rating: Option<Rating>,
}

/// How content people are with a visit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rating {
    /// Who is asked, such as 企业 and 群众.
    pub by: Vec<String>,
    /// The answers, from best to worst.
    pub scale: Vec<String>,
}
