use serde::{Deserialize, Serialize};

use crate::ids::{Digest, Version};
use crate::refs::Ids;
use crate::shape;

/// A step as people name it: `unit-plan/005#0.2`.
pub type StepName = shape::StepRef<Ids>;

/// A dead letter as people name it: a step, or `visits@57` for event 57 that the worker `visits` gave up.
pub type DeadLetterName = shape::DeadLetter<Ids>;

/// Which dead letters are meant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum WhichDead {
    /// All of the campaign that nobody has settled.
    All,
    /// These, at most a chunk.
    These(Vec<DeadLetterName>),
}

/// A worker gives an event up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FailDelivery {
    /// Name of its consumer.
    pub consumer: String,
    /// Number of the event within the campaign.
    pub version: Version,
    /// Why: a text stored before as a salted blob.
    pub cause: Digest,
}

/// Have dead letters tried again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RetryDeadLetters {
    /// Which.
    pub letters: WhichDead,
}

/// Drop dead letters.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DropDeadLetters {
    /// Which, at most a chunk.
    pub letters: Vec<DeadLetterName>,
    /// Why: a text stored before as a salted blob.
    pub why: Digest,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dead_letter_is_named_as_it_is_shown() {
        for text in ["unit-plan/005#0.2", "study.2014-05/016#3.31", "visits@57"] {
            assert_eq!(text.parse::<DeadLetterName>().unwrap().to_string(), text);
        }
        for text in ["unit-plan/005", "unit-plan/005#2", "visits@", "@5", "a b@5", "x#0.300"] {
            assert!(text.parse::<DeadLetterName>().is_err(), "{text}");
        }
    }
}
