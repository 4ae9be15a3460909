use serde::{Deserialize, Serialize};

use crate::ids::{Digest, Version};
use crate::refs::{Numbers, Refs, plain_words, words};
use crate::shape::DeadLetter;
use crate::shape::{PlannedStep, StepRef};

/// Steps that had failed are tried again: each as a new step of the same item and due version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound = "")]
pub struct StepRetried<R: Refs> {
    /// Which, at most a chunk.
    pub steps: Vec<RetriedStep<R>>,
}

/// A failed step and the one that takes its place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound = "")]
pub struct RetriedStep<R: Refs> {
    /// The step that failed. It stays as it ended.
    pub old: StepRef<R>,
    /// The new one, planned for the instant of the retry.
    pub new: PlannedStep<R>,
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
#[serde(bound = "")]
pub struct DeadLetterDropped<R: Refs> {
    /// Which, at most a chunk.
    pub letters: Vec<DeadLetter<R>>,
    /// Why: a text stored before as a salted blob. None where a retry found that nothing is due any more.
    pub why: Option<Digest>,
}

impl Copy for RetriedStep<Numbers> {}

words! {
    StepRetried { steps: .. }
    RetriedStep { old: .., new: .. }
    DeadLetterDropped { letters: .., why }
}

plain_words! { DeliveryFailed, DeliveryRetried }
