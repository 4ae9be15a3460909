use serde::{Deserialize, Serialize};

use crate::ids::Digest;
use crate::item::Evidence;
use crate::refs::{Refs, words};
use crate::time::Instant;

/// A unit put somebody or something forward in a selection (S25, S34, S35, S80).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound = "")]
pub struct CandidateNominated<R: Refs> {
    /// The candidate: its number, less one.
    pub candidate: R::Candidate,
    /// The selection.
    pub selection: R::Selection,
    /// The unit that is, or has, the candidate.
    pub unit: R::Unit,
    /// A code for a person or thing of that unit, never a name; none is the unit itself.
    pub code: Option<String>,
    /// The title that is sought, where the selection has several.
    pub title: Option<String>,
    /// What was handed in with it.
    pub evidence: Vec<Evidence>,
}

/// A candidate passed a stage.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound = "")]
pub struct CandidatePassed<R: Refs> {
    /// The candidate.
    pub candidate: R::Candidate,
    /// Id of the stage.
    pub stage: String,
    /// Instant up to which objections are heard, where the stage is one of publicity: nothing follows before it (公示).
    pub publicity_until: Option<Instant>,
    /// Whether it was the last stage: the candidate has won.
    pub last: bool,
}

/// A candidate did not pass a stage.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound = "")]
pub struct CandidateRejected<R: Refs> {
    /// The candidate.
    pub candidate: R::Candidate,
    /// Id of the stage.
    pub stage: String,
    /// Why, a salted blob.
    pub reason: Option<Digest>,
}

/// Somebody objected to a candidate during publicity.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound = "")]
pub struct CandidateObjected<R: Refs> {
    /// The candidate.
    pub candidate: R::Candidate,
    /// What is said against it, a salted blob.
    pub reason: Digest,
}

/// An objection was settled. One that is upheld ends the candidacy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound = "")]
pub struct ObjectionSettled<R: Refs> {
    /// The candidate.
    pub candidate: R::Candidate,
    /// Whether it was upheld.
    pub upheld: bool,
    /// Why, a salted blob.
    pub reason: Option<Digest>,
}

words! {
    CandidateNominated { candidate: candidate, selection: selection, unit: unit, code, title, evidence }
    CandidatePassed { candidate: candidate, stage, publicity_until, last }
    CandidateRejected { candidate: candidate, stage, reason }
    CandidateObjected { candidate: candidate, reason }
    ObjectionSettled { candidate: candidate, upheld, reason }
}
