use serde::{Deserialize, Serialize};

use crate::case::CaseClock;
use crate::definition::Way;
use crate::ids::Digest;
use crate::refs::{Refs, words};
use crate::time::Instant;

/// A case was received; its clocks run from `received`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound = "")]
pub struct CaseReceived<R: Refs> {
    /// The case: its number, less one.
    pub case: R::Case,
    /// Its kind.
    pub of_kind: R::CaseKind,
    /// How it came in.
    pub way: Way,
    /// What it is about, where the kind distinguishes that, or the item of the service catalogue.
    pub about: Option<String>,
    /// The unit that handles it, where that is known.
    pub unit: Option<R::Unit>,
    /// The field visit or other occasion at which it was brought, if any (S37).
    pub at_occasion: Option<R::Occasion>,
    /// What was said, a salted blob.
    pub text: Option<Digest>,
    /// When it was brought.
    pub received: Instant,
    /// First instant at which it is late to accept it.
    pub accept_by: Option<Instant>,
    /// First instant at which it is late to finish it.
    pub finish_by: Instant,
    /// First instant at which the law has it late, where the catalogue says (S46).
    pub statutory: Option<Instant>,
}

/// A case was accepted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound = "")]
pub struct CaseAccepted<R: Refs> {
    /// The case.
    pub case: R::Case,
}

/// A case was given to a unit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound = "")]
pub struct CaseDispatched<R: Refs> {
    /// The case.
    pub case: R::Case,
    /// The unit.
    pub unit: R::Unit,
}

/// A tracked step of a case was done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound = "")]
pub struct CaseTracked<R: Refs> {
    /// The case.
    pub case: R::Case,
    /// The step.
    pub stage: String,
    /// What was done, a salted blob.
    pub record: Option<Digest>,
}

/// An agent was named who goes along with a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound = "")]
pub struct CaseAgentNamed<R: Refs> {
    /// The case.
    pub case: R::Case,
    /// Post of the agent.
    pub agent: String,
}

/// The agent of a case recorded what was done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound = "")]
pub struct CaseAssisted<R: Refs> {
    /// The case.
    pub case: R::Case,
    /// The record, a salted blob.
    pub record: Digest,
}

/// A case was passed up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound = "")]
pub struct CasePassedUp<R: Refs> {
    /// The case.
    pub case: R::Case,
    /// What is asked, a salted blob.
    pub text: Option<Digest>,
}

/// Those above replied.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound = "")]
pub struct CaseReplied<R: Refs> {
    /// The case.
    pub case: R::Case,
    /// The reply, a salted blob.
    pub text: Digest,
}

/// A case was answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound = "")]
pub struct CaseAnswered<R: Refs> {
    /// The case.
    pub case: R::Case,
    /// The answer, a salted blob.
    pub text: Option<Digest>,
    /// Whether the answer is published (S58).
    pub published: bool,
    /// Whether the person who brought it is to be called back.
    pub call_back: bool,
}

/// The person who brought a case was called back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound = "")]
pub struct CaseCalledBack<R: Refs> {
    /// The case.
    pub case: R::Case,
    /// Whether that person is satisfied.
    pub satisfied: bool,
    /// What was said, a salted blob.
    pub text: Option<Digest>,
}

/// A dissatisfied answer opened a case again, on its first clock.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound = "")]
pub struct CaseReopened<R: Refs> {
    /// The case.
    pub case: R::Case,
}

/// A case is done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound = "")]
pub struct CaseClosed<R: Refs> {
    /// The case.
    pub case: R::Case,
}

/// A clock of a case ran out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound = "")]
pub struct CaseLate<R: Refs> {
    /// The case.
    pub case: R::Case,
    /// Which clock.
    pub clock: CaseClock,
    /// Nominal instant.
    pub due: Instant,
}

words! {
    CaseReceived { case: case, of_kind: case_kind, way, about, unit: (unit), at_occasion: (occasion), text, received, accept_by, finish_by, statutory }
    CaseAccepted { case: case }
    CaseDispatched { case: case, unit: unit }
    CaseTracked { case: case, stage, record }
    CaseAgentNamed { case: case, agent }
    CaseAssisted { case: case, record }
    CasePassedUp { case: case, text }
    CaseReplied { case: case, text }
    CaseAnswered { case: case, text, published, call_back }
    CaseCalledBack { case: case, satisfied, text }
    CaseReopened { case: case }
    CaseClosed { case: case }
    CaseLate { case: case, clock, due }
}
