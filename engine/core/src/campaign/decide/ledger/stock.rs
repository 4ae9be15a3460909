//! The stock that is carried from row to row and never goes below zero (S40).

use muster_protocol::catalogue::LocalizedText;
use muster_protocol::command::Refusal;
use muster_protocol::definition::{Balance, Ledger};
use muster_protocol::ledger::Cell;
use muster_protocol::text;

use super::super::super::ledger::{Book, effect};

/// The stock after a row, put into its own column, with that before it where the ledger has a column for it, and what adds to
/// it and takes from it also where that is nothing: the row shows how it came about. `wrong` is the effect of the row that
/// this one corrects, which before it is taken out.
pub(super) fn after(
    ledger: &Ledger,
    balance: &Balance,
    book: &Book,
    wrong: Option<i64>,
    cells: &mut [Cell],
) -> Result<u32, Refusal> {
    let before = i64::from(book.stock) - wrong.unwrap_or(0);
    let after = before + effect(balance, cells);
    let check = StockCheck { ledger, balance, before, corrects: wrong.is_some(), cells, after };
    if let Some(column) = balance.previous
        && let Some(said) = check.said(column).filter(|said| i64::from(*said) != before)
    {
        return Err(check.mismatch(column, said));
    }
    if after < 0 {
        return Err(check.below_zero());
    }
    let Ok(stock) = u32::try_from(after) else { return Err(check.too_large()) };
    if let Some(said) = check.said(balance.stock).filter(|said| *said != stock) {
        return Err(check.mismatch(balance.stock, said));
    }
    let mut put = |column: u8, number: u32| {
        if let Some(cell) = cells.get_mut(usize::from(column)) {
            *cell = Cell::Number(number);
        }
    };
    put(balance.stock, stock);
    // Without a row of which something was given out since, less may be left than nothing: no cell says that.
    if let (Some(column), Ok(before)) = (balance.previous, u32::try_from(before)) {
        put(column, before);
    }
    for column in balance.plus.iter().chain(&balance.minus) {
        let empty = cells.get_mut(usize::from(*column)).filter(|cell| **cell == Cell::Empty);
        if let Some(cell) = empty {
            *cell = Cell::Number(0);
        }
    }
    Ok(stock)
}

/// How the stock came about, to be told.
struct StockCheck<'a> {
    ledger: &'a Ledger,
    balance: &'a Balance,
    before: i64,
    corrects: bool,
    cells: &'a [Cell],
    after: i64,
}

impl StockCheck<'_> {
    /// The number that somebody wrote into a column.
    fn said(&self, column: u8) -> Option<u32> {
        match self.cells.get(usize::from(column)) {
            Some(Cell::Number(number)) => Some(*number),
            _ => None,
        }
    }

    /// As `stock before 5 + received 0 - given out 8 = -3`.
    fn equation(&self) -> LocalizedText {
        let mut sum = String::new();
        for (sign, columns) in [('+', &self.balance.plus), ('-', &self.balance.minus)] {
            for column in columns {
                let name = self.name(*column);
                let number = self.said(*column).unwrap_or(0);
                sum += &format!(" {sign} {name} {number}");
            }
        }
        let (before, after) = (self.before, self.after);
        if self.corrects {
            text!("stock-without-the-wrong-row", before, sum, after)
        } else {
            text!("stock-before", before, sum, after)
        }
    }

    fn name(&self, column: u8) -> &str {
        self.ledger.columns.get(usize::from(column)).map_or("?", |column| column.name.as_str())
    }

    fn stock(&self) -> &str {
        self.name(self.balance.stock)
    }

    fn below_zero(&self) -> Refusal {
        let (equation, stock) = (self.equation(), self.stock());
        Refusal::incomplete(text!("stock-cannot-be-negative-check-the-numbers", stock, equation: equation))
    }

    fn too_large(&self) -> Refusal {
        let (equation, stock, most) = (self.equation(), self.stock(), u32::MAX);
        Refusal::too_large(text!("stock-is-at-most-most-check-the-numbers", stock, most, equation: equation))
    }

    /// A stock, before or after the row, that is not what it comes to.
    fn mismatch(&self, column: u8, said: u32) -> Refusal {
        let (equation, stock) = (self.equation(), self.name(column));
        Refusal::incomplete(text!("stock-is-said-here-but-comes-to-another", stock, said, equation: equation))
    }
}
