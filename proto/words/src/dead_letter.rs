//! Dead letters: what was given up and waits until somebody has it tried again or drops it.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::ids::Version;
use crate::item::StepRef;

/// A dead letter within its campaign.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum DeadLetter {
    /// A step that ended failed.
    Step(StepRef),
    /// An event that a worker gave up.
    Delivery(DeadDelivery),
}

/// An event that a worker could not deal with and will not hear again by itself.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct DeadDelivery {
    /// Name of the worker's consumer.
    pub consumer: String,
    /// Number of the event within the campaign.
    pub version: Version,
}

impl fmt::Display for DeadDelivery {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}@{}", self.consumer, self.version)
    }
}
