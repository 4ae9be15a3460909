use serde::{Deserialize, Serialize};

/// A ledger that a unit keeps: rows are appended and corrected by further rows, never changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ledger {
    /// Its columns.
    pub columns: Vec<Column>,
    /// Its fixed rows; empty where units append rows of their own.
    pub rows: Vec<String>,
    /// What its numbers must satisfy.
    pub balance: Option<Balance>,
}

/// A column of a ledger.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Column {
    /// Its heading.
    pub name: String,
    /// What its cells hold.
    pub holds: Holds,
}

/// What the cells of a column hold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Holds {
    /// A short text.
    Text,
    /// A local date.
    Date,
    /// A whole number, not negative.
    Number,
    /// One of these.
    Choice(Vec<String>),
    /// A tag of this taxonomy: index into `Frame::taxonomies`.
    Tag(u8),
}

/// A stock that is carried from row to row and never goes below zero: 结存 = 上期结存 + 入库 - 发放.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Balance {
    /// Column of the stock: index into [`Ledger::columns`].
    pub stock: u8,
    /// Columns that add to it.
    pub plus: Vec<u8>,
    /// Columns that take from it.
    pub minus: Vec<u8>,
    /// Column of the stock before the row, where the ledger has one.
    pub previous: Option<u8>,
}

impl Balance {
    /// Whether a column is filled in from the rows before and the other columns.
    #[must_use]
    pub fn computes(&self, column: usize) -> bool {
        usize::from(self.stock) == column || self.previous.map(usize::from) == Some(column)
    }
}
