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
}

words! {
    VisitProposed { occasion: occasion, seen, instance, visit: .., due_version, steps: .. }
    VisitRecorded { occasion: occasion, place: unit, on, record }
}
