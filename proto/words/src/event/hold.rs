use serde::{Deserialize, Serialize};

use crate::ids::{Digest, PhaseIx};
use crate::item::{DueDays, StepRef};
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
pub struct PhaseHeld {
    /// The phase.
    pub phase: PhaseIx,
    /// Why, a salted blob.
    pub reason: Option<Digest>,
}

/// Sending goes on for what falls due in a phase.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PhaseResumed {
    /// The phase.
    pub phase: PhaseIx,
    /// When it had been held.
    pub since: Instant,
    /// What becomes of due days.
    pub due_days: DueDays,
}

/// Steps fell due while sending was held.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StepHeld {
    /// Which.
    pub steps: Vec<StepRef>,
    /// Nominal instant.
    pub due: Instant,
}
