use serde::{Deserialize, Serialize};

use crate::ids::{DutyIx, UnitIx};
use crate::ledger::Cell;

/// A row was appended to a ledger.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LedgerEntered {
    /// The ledger, a duty.
    pub duty: DutyIx,
    /// Whose.
    pub unit: UnitIx,
    /// Number of the row in this unit's ledger, from 1.
    pub row: u32,
    /// Name of the fixed row that it is about, where the ledger has fixed rows.
    pub fixed: Option<String>,
    /// One cell a column, in the order of the columns.
    pub cells: Vec<Cell>,
    /// The stock after it, where the ledger has a balance.
    pub stock: Option<u32>,
}

/// A row was appended that corrects an earlier one; both stay.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LedgerCorrected {
    /// The row that was wrong.
    pub wrong: u32,
    /// The row as it should have been, with the stock after the correction.
    pub entry: LedgerEntered,
}
