use serde::{Deserialize, Serialize};

use crate::definition::Tag;

/// What a duty of any kind may ask besides.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Terms {
    /// Tags that records of it carry.
    pub tags: Vec<Tag>,
    /// Campaigns alongside that its records count for too, once in each: indexes into `Frame::together_with`.
    pub counts_for: Vec<u8>,
    /// Numbers that are reported with it.
    pub measures: Vec<Measure>,
    /// Whether what is handed in must cover the focus of the unit's category (S73, S75).
    pub focus: bool,
}

/// A number that is reported.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Measure {
    /// What is counted, such as 参训党员.
    pub name: String,
    /// Fewest: below it the item stays open.
    pub at_least: Option<Bound>,
    /// Most: a ceiling. A number above it is asked about once, then recorded as it is, shown, and judged by people (S17).
    pub at_most: Option<Bound>,
    /// The measure that this one is shown as a share of: index into [`Terms::measures`].
    pub share_of: Option<u8>,
}

/// What a number is held against.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Bound {
    /// A fixed number.
    Number(u32),
    /// The unit's members as the roster has them; it follows the roster from the day of a change (S11).
    Members,
    /// Another number reported with the same duty: index into [`Terms::measures`].
    Measure(u8),
}
