//! The stock that is carried from row to row and never goes below zero (S40).

use muster_protocol::catalogue::LocalizedText;
use muster_protocol::command::Refusal;
use muster_protocol::definition::{Balance, Ledger};
use muster_protocol::ledger::Cell;
use muster_protocol::text;

use super::super::super::ledger::{Book, effect};

/// The stock after a row, also put into its own column. `wrong` is the effect of the row that this one corrects.
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
    if after < 0 {
        return Err(check.below_zero());
    }
    let Ok(stock) = u32::try_from(after) else { return Err(check.too_large()) };
    let column = usize::from(balance.stock);
    match cells.get(column) {
        Some(Cell::Number(said)) if i64::from(*said) != after => return Err(check.mismatch(*said)),
        Some(_) => cells[column] = Cell::Number(stock),
        None => {}
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
    /// As `stock before 5 + received 0 - given out 8 = -3`.
    fn equation(&self) -> LocalizedText {
        let mut sum = String::new();
        for (sign, columns) in [('+', &self.balance.plus), ('-', &self.balance.minus)] {
            for column in columns {
                let at = usize::from(*column);
                let name = self.ledger.columns.get(at).map_or("?", |column| column.name.as_str());
                let number = match self.cells.get(at) {
                    Some(Cell::Number(number)) => *number,
                    _ => 0,
                };
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

    fn stock(&self) -> &str {
        self.ledger.columns.get(usize::from(self.balance.stock)).map_or("?", |column| column.name.as_str())
    }

    fn below_zero(&self) -> Refusal {
        let (equation, stock) = (self.equation(), self.stock());
        Refusal::incomplete(text!("stock-cannot-be-negative-check-the-numbers", stock, equation: equation))
    }

    fn too_large(&self) -> Refusal {
        let (equation, stock, most) = (self.equation(), self.stock(), u32::MAX);
        Refusal::too_large(text!("stock-is-at-most-most-check-the-numbers", stock, most, equation: equation))
    }

    fn mismatch(&self, said: u32) -> Refusal {
        let (equation, stock) = (self.equation(), self.stock());
        Refusal::incomplete(text!("stock-is-said-here-but-comes-to-another", stock, said, equation: equation))
    }
}
