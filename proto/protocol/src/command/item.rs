//! Commands about one item: it is handed in, or returned.

use serde::{Deserialize, Serialize};

use crate::form::Form;
use crate::ids::{BadName, Digest};
use crate::item::Evidence;
use crate::time::Date;

/// An item as people name it: `unit-plan/005`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct ItemName {
    /// Key of the occasion, such as `study.2014-05`.
    pub occasion: String,
    /// Code of the unit.
    pub unit: String,
}

impl std::fmt::Display for ItemName {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}/{}", self.occasion, self.unit)
    }
}

impl std::str::FromStr for ItemName {
    type Err = BadName;
    fn from_str(text: &str) -> Result<Self, BadName> {
        match text.split_once('/') {
            Some((occasion, unit)) if !occasion.is_empty() && !unit.is_empty() && !unit.contains('/') => {
                Ok(Self { occasion: occasion.to_owned(), unit: unit.to_owned() })
            }
            _ => Err(BadName { text: text.to_owned(), expected: "an item such as unit-plan/005" }),
        }
    }
}

/// Hand something in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Submit {
    /// For which item.
    pub item: ItemName,
    /// What.
    pub evidence: Vec<Evidence>,
    /// What is filled in besides.
    pub form: Form,
    /// The local day on which it was done, if earlier than now.
    pub on: Option<Date>,
}

/// Return what was handed in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Return {
    /// Which item.
    pub item: ItemName,
    /// The reason's text, stored before as a salted blob.
    pub reason: Option<Digest>,
    /// Points of the rubric that are not met.
    pub failed: Vec<String>,
}
