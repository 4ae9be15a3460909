//! Rows of ledgers: appended, and corrected by further rows, never changed (S20, S29, S40, S43).

use serde::{Deserialize, Serialize};

use crate::ids::Digest;
use crate::time::Date;

/// Most rows that one unit may append to one ledger in a campaign: ten a day for a year leave room.
pub const LEDGER_ROWS_MAX: u32 = 10_000;

/// First year of a day in a ledger: before it lies no birthday of anybody who is met. A year like 0014 is a slip.
pub const LEDGER_YEAR_MIN: i32 = 1900;

/// What stands in a cell of a row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Cell {
    /// Nothing was written.
    Empty,
    /// A text, a salted blob: free text stays out of the log.
    Text(Digest),
    /// A local date.
    Date(Date),
    /// A number.
    Number(u32),
    /// One of the words that the file lists, a tag or a choice.
    Word(String),
}
