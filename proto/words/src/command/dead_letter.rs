use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::{BadName, ItemName};
use crate::dead_letter::DeadDelivery;
use crate::ids::{Digest, Version, is_slug};

/// A step as people name it: `unit-plan/005#0.2`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct StepName {
    /// The item.
    pub item: ItemName,
    /// Due version of the item.
    pub due_version: u8,
    /// Number of the step.
    pub no: u8,
}

impl fmt::Display for StepName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}#{}.{}", self.item, self.due_version, self.no)
    }
}

/// A dead letter as people name it: a step, or `visits@57` for event 57 that the worker `visits` gave up.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum DeadLetterName {
    /// A step that failed.
    Step(StepName),
    /// An event that was given up.
    Delivery(DeadDelivery),
}

impl fmt::Display for DeadLetterName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Step(step) => step.fmt(f),
            Self::Delivery(delivery) => delivery.fmt(f),
        }
    }
}

impl FromStr for DeadLetterName {
    type Err = BadName;
    fn from_str(text: &str) -> Result<Self, BadName> {
        let bad = || BadName {
            text: text.to_owned(),
            expected: "a dead letter such as unit-plan/005#0.2 or visits@57",
        };
        if let Some((item, step)) = text.split_once('#') {
            let (due_version, no) = step.split_once('.').ok_or_else(bad)?;
            return Ok(Self::Step(StepName {
                item: item.parse().map_err(|_| bad())?,
                due_version: due_version.parse().map_err(|_| bad())?,
                no: no.parse().map_err(|_| bad())?,
            }));
        }
        match text.split_once('@') {
            Some((consumer, version)) if is_slug(consumer) => Ok(Self::Delivery(DeadDelivery {
                consumer: consumer.to_owned(),
                version: Version(version.parse().map_err(|_| bad())?),
            })),
            Some(_) | None => Err(bad()),
        }
    }
}

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
