use serde::{Deserialize, Serialize};

use crate::ids::{Digest, OccasionIx, UnitIx, Version};
use crate::item::{PlannedStep, ProposedVisit};
use crate::time::Date;

/// Visits were proposed and found feasible.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VisitProposed {
    /// The programme's occasion.
    pub occasion: OccasionIx,
    /// Campaign version that the plan was made from.
    pub seen: Version,
    /// Digest of the instance that the plan was made from.
    pub instance: Digest,
    /// One visit.
    pub visit: ProposedVisit,
    /// Due version of the place's item from now on.
    pub due_version: u8,
    /// Steps around the visit.
    pub steps: Vec<PlannedStep>,
}

/// A visit was made and recorded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VisitRecorded {
    /// The programme's occasion.
    pub occasion: OccasionIx,
    /// The place.
    pub place: UnitIx,
    /// The local day on which it was made.
    pub on: Date,
    /// The record's text, a salted blob.
    pub record: Option<Digest>,
}
