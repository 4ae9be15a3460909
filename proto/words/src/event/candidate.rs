use serde::{Deserialize, Serialize};

use crate::ids::{CandidateIx, Digest, SelectionIx, UnitIx};
use crate::item::Evidence;
use crate::time::Instant;

/// A unit put somebody or something forward in a selection (S25, S34, S35, S80).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CandidateNominated {
    /// The candidate: its number, less one.
    pub candidate: CandidateIx,
    /// The selection.
    pub selection: SelectionIx,
    /// The unit that is, or has, the candidate.
    pub unit: UnitIx,
    /// A code for a person or thing of that unit, never a name; none is the unit itself.
    pub code: Option<String>,
    /// The title that is sought, where the selection has several.
    pub title: Option<String>,
    /// What was handed in with it.
    pub evidence: Vec<Evidence>,
}

/// A candidate passed a stage.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CandidatePassed {
    /// The candidate.
    pub candidate: CandidateIx,
    /// Id of the stage.
    pub stage: String,
    /// Instant up to which objections are heard, where the stage is one of publicity: nothing follows before it (公示).
    pub publicity_until: Option<Instant>,
    /// Whether it was the last stage: the candidate has won.
    pub last: bool,
}

/// A candidate did not pass a stage.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CandidateRejected {
    /// The candidate.
    pub candidate: CandidateIx,
    /// Id of the stage.
    pub stage: String,
    /// Why, a salted blob.
    pub reason: Option<Digest>,
}

/// Somebody objected to a candidate during publicity.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CandidateObjected {
    /// The candidate.
    pub candidate: CandidateIx,
    /// What is said against it, a salted blob.
    pub reason: Digest,
}

/// An objection was settled. One that is upheld ends the candidacy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ObjectionSettled {
    /// The candidate.
    pub candidate: CandidateIx,
    /// Whether it was upheld.
    pub upheld: bool,
    /// Why, a salted blob.
    pub reason: Option<Digest>,
}
