use serde::{Deserialize, Serialize};

use crate::dead_letter::DeadLetter;
use crate::ids::{Digest, Version};
use crate::item::{PlannedStep, StepRef};

/// Steps that had failed are tried again: each as a new step of the same item and due version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StepRetried {
    /// Which, at most a chunk.
    pub steps: Vec<RetriedStep>,
}

/// A failed step and the one that takes its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct RetriedStep {
    /// The step that failed. It stays as it ended.
    pub old: StepRef,
    /// The new one, planned for the instant of the retry.
    pub new: PlannedStep,
}

/// A worker gave an event up: a dead letter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeliveryFailed {
    /// Name of the worker's consumer.
    pub consumer: String,
    /// Number of the event within the campaign.
    pub version: Version,
    /// Why: a text stored before as a salted blob.
    pub cause: Digest,
}

/// An event that was given up is given to its worker again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeliveryRetried {
    /// Name of the worker's consumer.
    pub consumer: String,
    /// Number of the event within the campaign.
    pub version: Version,
}

/// Dead letters were dropped: nobody will try them again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeadLetterDropped {
    /// Which, at most a chunk.
    pub letters: Vec<DeadLetter>,
    /// Why: a text stored before as a salted blob. None where a retry found that nothing is due any more.
    pub why: Option<Digest>,
}
