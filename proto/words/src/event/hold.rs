use serde::{Deserialize, Serialize};

use crate::ids::Digest;
use crate::item::DueDays;
use crate::refs::{Refs, plain_words, words};
use crate::shape::StepRef;
use crate::time::Instant;

/// Sending was held: steps that fall due wait. Dates go on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CampaignHeld {
    /// Why, a salted blob.
    pub reason: Option<Digest>,
}

/// Sending goes on. What becomes of the steps that wait comes right behind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CampaignResumed {
    /// When it had been held.
    pub since: Instant,
    /// What becomes of due days.
    pub due_days: DueDays,
}

/// Sending was held for what falls due in a phase.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound = "")]
pub struct PhaseHeld<R: Refs> {
    /// The phase.
    pub phase: R::Phase,
    /// Why, a salted blob.
    pub reason: Option<Digest>,
}

/// Sending goes on for what falls due in a phase.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound = "")]
pub struct PhaseResumed<R: Refs> {
    /// The phase.
    pub phase: R::Phase,
    /// When it had been held.
    pub since: Instant,
    /// What becomes of due days.
    pub due_days: DueDays,
}

/// Steps fell due while sending was held.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound = "")]
pub struct StepHeld<R: Refs> {
    /// Which.
    pub steps: Vec<StepRef<R>>,
    /// Nominal instant.
    pub due: Instant,
}

words! {
    PhaseHeld { phase: phase, reason }
    PhaseResumed { phase: phase, since, due_days }
    StepHeld { steps: .., due }
}

plain_words! { CampaignHeld, CampaignResumed }
