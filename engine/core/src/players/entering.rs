//! What scripted units enter into ledgers: one row, or one about each fixed row. Texts are left empty, since what they
//! would say is nobody's.

use muster_protocol::command::{Command, EnterRow};
use muster_protocol::definition::{Definition, Duty, Holds, Ledger};
use muster_protocol::ids::UnitIx;
use muster_protocol::ledger::Cell;
use muster_protocol::time::Date;

/// The rows, entered on a local day.
pub(super) fn rows(
    def: &Definition,
    duty: &Duty,
    ledger: &Ledger,
    unit: UnitIx,
    today: Date,
) -> Vec<Command> {
    let code = def.units.get(unit.at()).map(|unit| unit.code.clone()).unwrap_or_default();
    let row = |fixed: Option<String>| {
        Command::EnterRow(EnterRow {
            ledger: duty.id.clone(),
            unit: code.clone(),
            fixed,
            cells: cells(def, ledger, today),
            corrects: None,
        })
    };
    if ledger.rows.is_empty() {
        vec![row(None)]
    } else {
        ledger.rows.iter().cloned().map(Some).map(row).collect()
    }
}

fn cells(def: &Definition, ledger: &Ledger, today: Date) -> Vec<(String, Cell)> {
    let computed = |at: usize| ledger.balance.as_ref().is_some_and(|balance| balance.computes(at));
    let takes = |at: usize| {
        ledger.balance.as_ref().is_some_and(|it| it.minus.iter().any(|no| usize::from(*no) == at))
    };
    let cell = |(at, column): (usize, &muster_protocol::definition::Column)| {
        let cell = match &column.holds {
            Holds::Date => Cell::Date(today),
            // Something comes in each time and nothing goes out: the stock only grows.
            Holds::Number => Cell::Number(u32::from(!takes(at))),
            Holds::Choice(words) => Cell::Word(words.first()?.clone()),
            Holds::Tag(taxonomy) => {
                Cell::Word(def.frame.taxonomies.get(usize::from(*taxonomy))?.values.first()?.clone())
            }
            Holds::Text => return None,
        };
        Some((column.name.clone(), cell))
    };
    let columns = ledger.columns.iter().enumerate().filter(|(at, _)| !computed(*at));
    columns.filter_map(cell).collect()
}
