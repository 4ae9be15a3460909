use serde::{Deserialize, Serialize};

use crate::case::CaseClock;
use crate::definition::Way;
use crate::ids::{CaseIx, CaseKindIx, Digest, OccasionIx, UnitIx};
use crate::time::Instant;

/// A case was received; its clocks run from `received`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseReceived {
    /// The case: its number, less one.
    pub case: CaseIx,
    /// Its kind.
    pub of_kind: CaseKindIx,
    /// How it came in.
    pub way: Way,
    /// What it is about, where the kind distinguishes that, or the item of the service catalogue.
    pub about: Option<String>,
    /// The unit that handles it, where that is known.
    pub unit: Option<UnitIx>,
    /// The field visit or other occasion at which it was brought, if any (S37).
    pub at_occasion: Option<OccasionIx>,
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
pub struct CaseAccepted {
    /// The case.
    pub case: CaseIx,
}

/// A case was given to a unit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseDispatched {
    /// The case.
    pub case: CaseIx,
    /// The unit.
    pub unit: UnitIx,
}

/// A tracked step of a case was done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseTracked {
    /// The case.
    pub case: CaseIx,
    /// The step.
    pub stage: String,
    /// What was done, a salted blob.
    pub record: Option<Digest>,
}

/// An agent was named who goes along with a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseAgentNamed {
    /// The case.
    pub case: CaseIx,
    /// Post of the agent.
    pub agent: String,
}

/// The agent of a case recorded what was done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseAssisted {
    /// The case.
    pub case: CaseIx,
    /// The record, a salted blob.
    pub record: Digest,
}

/// A case was passed up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CasePassedUp {
    /// The case.
    pub case: CaseIx,
    /// What is asked, a salted blob.
    pub text: Option<Digest>,
}

/// Those above replied.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseReplied {
    /// The case.
    pub case: CaseIx,
    /// The reply, a salted blob.
    pub text: Digest,
}

/// A case was answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseAnswered {
    /// The case.
    pub case: CaseIx,
    /// The answer, a salted blob.
    pub text: Option<Digest>,
    /// Whether the answer is published (S58).
    pub published: bool,
    /// Whether the person who brought it is to be called back.
    pub call_back: bool,
}

/// The person who brought a case was called back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseCalledBack {
    /// The case.
    pub case: CaseIx,
    /// Whether that person is satisfied.
    pub satisfied: bool,
    /// What was said, a salted blob.
    pub text: Option<Digest>,
}

/// A dissatisfied answer opened a case again, on its first clock.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseReopened {
    /// The case.
    pub case: CaseIx,
}

/// A case is done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseClosed {
    /// The case.
    pub case: CaseIx,
}

/// A clock of a case ran out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseLate {
    /// The case.
    pub case: CaseIx,
    /// Which clock.
    pub clock: CaseClock,
    /// Nominal instant.
    pub due: Instant,
}
