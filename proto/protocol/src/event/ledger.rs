use crate::say;

use crate::ledger::Cell;
use crate::refs::{Refs, bodies};

use super::description::{About, Titles, cells, describe};

bodies! {
    /// A row was appended to a ledger.
    pub struct LedgerEntered<R: Refs> {
        /// The ledger, a duty.
        pub duty: R::Duty => duty,
        /// Whose.
        pub unit: R::Unit => unit,
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
    pub struct LedgerCorrected<R: Refs> {
        /// The row that was wrong.
        pub wrong: u32,
        /// The row as it should have been, with the stock after the correction.
        pub entry: LedgerEntered<R> => ..,
    }
}

describe! { (self, titles)
    LedgerEntered<R> {
        about: About::Ledger(&self.duty, &self.unit),
        blobs: cells(&self.cells),
        summary: Some(format!("row {} entered in ledger {}/{}", self.row, self.duty, self.unit)),
        sentence: {
            let (name, row) = (self.named(titles), self.row);
            say!(titles.language(), "name-row-row-entered", name, row)
        },
    }
    LedgerCorrected<R> {
        about: About::Ledger(&self.entry.duty, &self.entry.unit),
        blobs: cells(&self.entry.cells),
        summary: {
            let LedgerEntered { duty, unit, row, .. } = &self.entry;
            Some(format!("row {} in ledger {duty}/{unit} corrected by row {row}", self.wrong))
        },
        sentence: {
            let (name, wrong, row) = (self.entry.named(titles), self.wrong, self.entry.row);
            say!(titles.language(), "name-row-wrong-corrected-by-row-row", name, wrong, row)
        },
    }
}

impl<R: Refs> LedgerEntered<R> {
    fn named(&self, titles: &dyn Titles<R>) -> String {
        format!("{} {}", titles.duty(&self.duty), titles.unit(&self.unit))
    }
}
