use serde::{Deserialize, Serialize};

use crate::ledger::Cell;
use crate::refs::{Refs, words};

/// A row was appended to a ledger.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound = "")]
pub struct LedgerEntered<R: Refs> {
    /// The ledger, a duty.
    pub duty: R::Duty,
    /// Whose.
    pub unit: R::Unit,
    /// Number of the row in this unit's ledger, from 1.
    pub row: u32,
    /// Name of the fixed row that it is about, where the ledger has fixed rows.
    pub fixed: Option<String>,
    /// What was written, each cell under the name of its column; columns that are not there are empty.
    pub cells: Vec<(String, Cell)>,
    /// The stock after it, where the ledger has a balance.
    pub stock: Option<u32>,
}

/// A row was appended that corrects an earlier one; both stay.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound = "")]
pub struct LedgerCorrected<R: Refs> {
    /// The row that was wrong.
    pub wrong: u32,
    /// The row as it should have been, with the stock after the correction.
    pub entry: LedgerEntered<R>,
}

words! {
    LedgerEntered { duty: duty, unit: unit, row, fixed, cells, stock }
    LedgerCorrected { wrong, entry: .. }
}
