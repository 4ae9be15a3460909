//! Cells of a row by the names of their columns, each of the kind that its column holds.

use muster_protocol::catalogue::TextId;
use muster_protocol::command::Refusal;
use muster_protocol::definition::{Column, Definition, Holds, Ledger};
use muster_protocol::form::NUMBER_MAX;
use muster_protocol::ledger::{Cell, LEDGER_YEAR_MIN};
use muster_protocol::time::Date;
use muster_protocol::{id, text};

use super::super::{in_future, nearest, not_absurd};
use muster_protocol::catalogue::in_a_row;

/// The cells in the order of the columns; what was left out is empty. A row says when it was, in the first column of days. Of a
/// fixed row nothing may be said: it was looked at, and nothing has changed.
pub(super) fn read(
    def: &Definition,
    ledger: &Ledger,
    said: &[(String, Cell)],
    today: Option<Date>,
    of_fixed_row: bool,
) -> Result<Vec<Cell>, Refusal> {
    let mut cells = vec![Cell::Empty; ledger.columns.len()];
    for (name, cell) in said {
        let Some(at) = ledger.columns.iter().position(|column| column.name == *name) else {
            return Err(unknown(ledger, name));
        };
        if cells[at] != Cell::Empty {
            return Err(Refusal::incomplete(text!("column-name-is-filled-in-twice", name)));
        }
        fits(def, &ledger.columns[at], cell, today)?;
        cells[at] = cell.clone();
    }
    if !of_fixed_row && cells.iter().all(|cell| *cell == Cell::Empty) {
        let listed = names(ledger);
        return Err(Refusal::incomplete(text!("the-row-says-nothing-its-columns-are-listed", listed)));
    }
    let day = ledger.columns.iter().zip(&cells).find(|(column, _)| column.holds == Holds::Date);
    if let Some((column, Cell::Empty)) = day.filter(|_| !of_fixed_row) {
        return Err(Refusal::incomplete(text!("the-row-does-not-say-when-it-was", name = column.name)));
    }
    Ok(cells)
}

fn names(ledger: &Ledger) -> String {
    let names: Vec<&str> = ledger.columns.iter().map(|column| column.name.as_str()).collect();
    in_a_row::words(&names)
}

fn unknown(ledger: &Ledger, name: &str) -> Refusal {
    let listed = names(ledger);
    let refusal = Refusal::incomplete(text!("there-is-no-column-name-the-columns-are", name, listed));
    refusal.instead(nearest(name, ledger.columns.iter().map(|column| column.name.as_str())))
}

/// Whether a cell is of the kind that its column holds.
fn fits(def: &Definition, column: &Column, cell: &Cell, today: Option<Date>) -> Result<(), Refusal> {
    let name = &column.name;
    let expected = |what: TextId| Err(Refusal::incomplete(text!("column-name-holds-what", name, what: what)));
    match (&column.holds, cell) {
        (_, Cell::Empty) | (Holds::Text, Cell::Text(_)) => Ok(()),
        (Holds::Number, Cell::Number(number)) => not_absurd(*number, NUMBER_MAX, name),
        (Holds::Date, Cell::Date(date)) => day(*date, today),
        (Holds::Choice(words), Cell::Word(word)) => listed(name, word, words),
        (Holds::Tag(taxonomy), Cell::Word(word)) => {
            let tags = def.frame.taxonomies.get(usize::from(*taxonomy)).map(|found| found.values.as_slice());
            listed(name, word, tags.unwrap_or_default())
        }
        (Holds::Text, _) => expected(id!("column-holds-a-text")),
        (Holds::Number, _) => expected(id!("column-holds-a-whole-number")),
        (Holds::Date, _) => expected(id!("column-holds-a-date")),
        (Holds::Choice(_) | Holds::Tag(_), _) => expected(id!("column-holds-one-of-its-words")),
    }
}

/// Whether something can have been on a day.
fn day(date: Date, today: Option<Date>) -> Result<(), Refusal> {
    if let Some(today) = today
        && date > today
    {
        return Err(in_future(date, today));
    }
    if date.parts().0 >= LEDGER_YEAR_MIN {
        return Ok(());
    }
    let said = text!("date-lies-long-ago-the-earliest-year-is", date, ledger_year_min = LEDGER_YEAR_MIN);
    Err(Refusal::wrong_day(said))
}

fn listed(name: &str, word: &str, words: &[String]) -> Result<(), Refusal> {
    if words.iter().any(|known| known == word) {
        return Ok(());
    }
    let all = in_a_row::words(words);
    let refusal = Refusal::incomplete(text!("word-is-no-word-of-column-name-all", word, name, all));
    Err(refusal.instead(nearest(word, words.iter().map(String::as_str))))
}

#[cfg(test)]
mod tests {
    use super::*;
    use muster_protocol::command::RefusalCode;

    #[test]
    fn absurd_days_and_numbers_are_not_entered() {
        let today: Date = "2014-05-12".parse().unwrap();
        let on = |text: &str| day(text.parse().unwrap(), Some(today)).map_err(|refusal| refusal.code);
        for fine in ["2014-05-12", "1936-10-22", "1900-01-01"] {
            assert_eq!(on(fine), Ok(()), "{fine}");
        }
        for absurd in ["9999-12-31", "2014-05-13", "1899-12-31", "0014-05-12", "-0001-01-01"] {
            assert_eq!(on(absurd), Err(RefusalCode::WrongDay), "{absurd}");
        }
        let number = |number| not_absurd(number, NUMBER_MAX, "人数").map_err(|refusal| refusal.code);
        assert_eq!((number(NUMBER_MAX), number(u32::MAX)), (Ok(()), Err(RefusalCode::TooLarge)));
    }

    #[test]
    fn a_row_says_when_it_was_unless_it_is_about_a_fixed_one() {
        let column = |name: &str, holds| Column { name: name.to_owned(), holds };
        let columns =
            vec![column("日期", Holds::Date), column("入库", Holds::Number), column("整改日期", Holds::Date)];
        let ledger = Ledger { columns, rows: Vec::new(), balance: None };
        let read = |said: &[(&str, Cell)], of_fixed_row| {
            let said: Vec<(String, Cell)> =
                said.iter().map(|(name, cell)| ((*name).to_owned(), cell.clone())).collect();
            let cells = read(&Definition::default(), &ledger, &said, None, of_fixed_row);
            cells.map_err(|refusal| refusal.detail.zh)
        };
        let day = Cell::Date("2014-05-12".parse().unwrap());
        let missing = read(&[("入库", Cell::Number(3)), ("整改日期", day.clone())], false).unwrap_err();
        assert!(missing.starts_with("“日期”没有填"), "{missing}");
        assert!(read(&[("日期", day)], false).is_ok(), "another day may come later");
        assert!(read(&[("入库", Cell::Number(3))], true).is_ok());
    }
}
