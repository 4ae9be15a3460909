use serde::{Deserialize, Serialize};

use crate::ids::{Digest, Version};
use crate::refs::{Refs, words};
use crate::shape::{PlannedStep, ProposedVisit};
use crate::time::Date;

/// Visits were proposed and found feasible.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound = "")]
pub struct VisitProposed<R: Refs> {
    /// The programme's occasion.
    pub occasion: R::Occasion,
    /// Campaign version that the plan was made from.
    pub seen: Version,
    /// Digest of the instance that the plan was made from.
    pub instance: Digest,
    /// One visit.
    pub visit: ProposedVisit<R>,
    /// Due version of the place's item from now on.
    pub due_version: u8,
    /// Steps around the visit.
    pub steps: Vec<PlannedStep<R>>,
}

/// The visitor has confirmed a visit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound = "")]
pub struct VisitConfirmed<R: Refs> {
    /// The programme's occasion.
    pub occasion: R::Occasion,
    /// The place.
    pub place: R::Unit,
    /// Due version of the place's item from now on.
    pub due_version: u8,
    /// Steps around the visit.
    pub steps: Vec<PlannedStep<R>>,
}

/// A visit has another day or hour.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound = "")]
pub struct VisitMoved<R: Refs> {
    /// The programme's occasion.
    pub occasion: R::Occasion,
    /// The visit as it is now.
    pub visit: ProposedVisit<R>,
    /// Due version of the place's item from now on.
    pub due_version: u8,
    /// Steps around the visit.
    pub steps: Vec<PlannedStep<R>>,
}

/// Somebody else makes a visit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound = "")]
pub struct VisitDelegated<R: Refs> {
    /// The programme's occasion.
    pub occasion: R::Occasion,
    /// The visit as it is now.
    pub visit: ProposedVisit<R>,
    /// Due version of the place's item from now on.
    pub due_version: u8,
    /// Steps around the visit.
    pub steps: Vec<PlannedStep<R>>,
}

/// Why a visit does not take place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CalledOff {
    /// The visitor cannot or will not.
    Declined,
    /// The office or the place took it back.
    Cancelled,
    /// The day came and nobody did.
    NoShow,
}

/// A visit does not take place; the place waits for another one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound = "")]
pub struct VisitCalledOff<R: Refs> {
    /// The programme's occasion.
    pub occasion: R::Occasion,
    /// The place.
    pub place: R::Unit,
    /// Why.
    pub why: CalledOff,
    /// What was said about it, a salted blob.
    pub reason: Option<Digest>,
    /// Due version of the place's item from now on.
    pub due_version: u8,
    /// What its people hear.
    pub steps: Vec<PlannedStep<R>>,
}

/// A visit was made; its record is still to come.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound = "")]
pub struct VisitMade<R: Refs> {
    /// The programme's occasion.
    pub occasion: R::Occasion,
    /// The place.
    pub place: R::Unit,
    /// The local day on which it was made.
    pub on: Date,
}

/// One section of a record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordSection {
    /// Its name in the committee's words.
    pub name: String,
    /// Its text, a salted blob; none where there was nothing to say.
    pub text: Option<Digest>,
}

/// How content one kind of people was.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rated {
    /// Who, such as 企业.
    pub by: String,
    /// The answer, from the file's scale.
    pub answer: String,
}

/// A visit was made and recorded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound = "")]
pub struct VisitRecorded<R: Refs> {
    /// The programme's occasion.
    pub occasion: R::Occasion,
    /// The place.
    pub place: R::Unit,
    /// The local day on which it was made.
    pub on: Date,
    /// The record's text, a salted blob.
    pub record: Option<Digest>,
    /// Its sections, where the file asks for some.
    pub sections: Vec<RecordSection>,
    /// How content people were, where the file asks.
    pub ratings: Vec<Rated>,
    /// How many problems were found that make tasks; the item closes with the last of them.
    pub follow_ups: u16,
}

words! {
    VisitProposed { occasion: occasion, seen, instance, visit: .., due_version, steps: .. }
    VisitConfirmed { occasion: occasion, place: unit, due_version, steps: .. }
    VisitMoved { occasion: occasion, visit: .., due_version, steps: .. }
    VisitDelegated { occasion: occasion, visit: .., due_version, steps: .. }
    VisitCalledOff { occasion: occasion, place: unit, why, reason, due_version, steps: .. }
    VisitMade { occasion: occasion, place: unit, on }
    VisitRecorded { occasion: occasion, place: unit, on, record, sections, ratings, follow_ups }
}
