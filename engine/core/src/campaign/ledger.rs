//! Ledgers as their rows have made them: what each row did to the stock, and which rows were corrected.

use std::collections::BTreeMap;

use muster_protocol::definition::{Balance, Column, Definition, Ledger, Variant};
use muster_protocol::event::LedgerEntered;
use muster_protocol::ids::{DutyIx, UnitIx};
use muster_protocol::ledger::Cell;
use muster_protocol::time::Instant;

/// One row.
#[derive(Debug, Clone)]
pub(super) struct Row {
    pub(super) fixed: Option<String>,
    /// What it adds to the stock, or takes from it.
    pub(super) effect: i64,
    /// When it was entered.
    pub(super) entered: Instant,
    /// The row that corrects it.
    pub(super) corrected_by: Option<u32>,
}

/// One unit's ledger.
#[derive(Debug, Clone, Default)]
pub(super) struct Book {
    pub(super) rows: Vec<Row>,
    pub(super) stock: u32,
    /// Rows that stood when an item was last closed: they made that one fresh, not the next one too.
    counted: usize,
}

impl Book {
    /// A row by its number, from 1.
    pub(super) fn row(&self, number: u32) -> Option<&Row> {
        self.rows.get(usize::try_from(number).ok()?.checked_sub(1)?)
    }

    /// Whether a row about this fixed row was entered since an instant, and made no earlier item fresh.
    pub(super) fn entered_since(&self, since: Instant, fixed: &str) -> bool {
        let about = |row: &Row| row.fixed.as_deref() == Some(fixed);
        self.rows.iter().skip(self.counted).any(|row| row.entered >= since && about(row))
    }
}

/// Ledgers by duty and unit.
#[derive(Debug, Clone, Default)]
pub(super) struct Ledgers {
    pub(super) books: BTreeMap<(DutyIx, UnitIx), Book>,
}

impl Ledgers {
    pub(super) fn book(&self, duty: DutyIx, unit: UnitIx) -> Option<&Book> {
        self.books.get(&(duty, unit))
    }

    /// An item of the ledger is closed.
    pub(super) fn closed(&mut self, duty: DutyIx, unit: UnitIx) {
        if let Some(book) = self.books.get_mut(&(duty, unit)) {
            book.counted = book.rows.len();
        }
    }

    /// Takes in a row that corrects another, or none.
    pub(super) fn enter(&mut self, def: &Definition, at: Instant, body: &LedgerEntered, wrong: Option<u32>) {
        let book = self.books.entry((body.duty, body.unit)).or_default();
        // A row that was taken in already, or that damage put elsewhere, changes nothing.
        if usize::try_from(body.row) != Ok(book.rows.len() + 1) {
            return;
        }
        let effect = match def.duties.get(body.duty.at()).map(|duty| &duty.variant) {
            Some(Variant::Ledger(Ledger { columns, balance: Some(balance), .. })) => {
                let cell =
                    |column: &Column| written(&body.cells, &column.name).cloned().unwrap_or(Cell::Empty);
                effect(balance, &columns.iter().map(cell).collect::<Vec<_>>())
            }
            _ => 0,
        };
        let fixed = body.fixed.clone();
        book.rows.push(Row { fixed, effect, entered: at, corrected_by: None });
        book.stock = body.stock.unwrap_or(book.stock);
        let wrong = wrong.and_then(|wrong| usize::try_from(wrong).ok()?.checked_sub(1));
        if let Some(row) = wrong.and_then(|wrong| book.rows.get_mut(wrong)) {
            row.corrected_by = Some(body.row);
        }
    }
}

/// What was written under a column.
pub(super) fn written<'a>(cells: &'a [(String, Cell)], column: &str) -> Option<&'a Cell> {
    cells.iter().find(|(name, _)| name == column).map(|(_, cell)| cell)
}

/// What a row's cells, in the order of the columns, add to the stock, less what they take from it.
pub(super) fn effect(balance: &Balance, cells: &[Cell]) -> i64 {
    let number = |column: &u8| match cells.get(usize::from(*column)) {
        Some(Cell::Number(number)) => i64::from(*number),
        _ => 0,
    };
    let sum = |columns: &[u8]| columns.iter().map(number).sum::<i64>();
    sum(&balance.plus) - sum(&balance.minus)
}
