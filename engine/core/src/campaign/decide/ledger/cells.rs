//! Cells of a row by the names of their columns, each of the kind that its column holds.

use muster_protocol::command::{Refusal, RefusalCode};
use muster_protocol::definition::{Column, Definition, Holds, Ledger};
use muster_protocol::form::NUMBER_MAX;
use muster_protocol::ledger::{Cell, LEDGER_YEAR_MIN};
use muster_protocol::time::Date;

use super::super::{in_future, nearest, not_absurd};

fn incomplete(en: String, zh: String) -> Refusal {
    Refusal::with_text(RefusalCode::Incomplete, en, zh)
}

/// The cells in the order of the columns; what was left out is empty. Of a fixed row nothing may be said: it was looked
/// at, and nothing has changed.
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
            return Err(incomplete(
                format!("column “{name}” is filled in twice"),
                format!("“{name}”填了两次"),
            ));
        }
        fits(def, &ledger.columns[at], cell, today)?;
        cells[at] = cell.clone();
    }
    if !of_fixed_row && cells.iter().all(|cell| *cell == Cell::Empty) {
        let listed = names(ledger);
        return Err(incomplete(
            format!("the row says nothing; its columns are {listed}"),
            format!("这一行什么也没填；栏目有：{listed}"),
        ));
    }
    Ok(cells)
}

fn names(ledger: &Ledger) -> String {
    ledger.columns.iter().map(|column| column.name.as_str()).collect::<Vec<_>>().join("、")
}

fn unknown(ledger: &Ledger, name: &str) -> Refusal {
    let listed = names(ledger);
    let refusal = incomplete(
        format!("there is no column “{name}”; the columns are {listed}"),
        format!("没有“{name}”这一栏；栏目有：{listed}"),
    );
    refusal.instead(nearest(name, ledger.columns.iter().map(|column| column.name.as_str())))
}

/// Whether a cell is of the kind that its column holds.
fn fits(def: &Definition, column: &Column, cell: &Cell, today: Option<Date>) -> Result<(), Refusal> {
    let name = &column.name;
    let expected = |en: &str, zh: &str| {
        Err(incomplete(format!("column “{name}” holds {en}"), format!("“{name}”这一栏要填{zh}")))
    };
    match (&column.holds, cell) {
        (_, Cell::Empty) | (Holds::Text, Cell::Text(_)) => Ok(()),
        (Holds::Number, Cell::Number(number)) => not_absurd(*number, NUMBER_MAX, name),
        (Holds::Date, Cell::Date(date)) => day(*date, today),
        (Holds::Choice(words), Cell::Word(word)) => listed(name, word, words),
        (Holds::Tag(taxonomy), Cell::Word(word)) => {
            let tags = def.frame.taxonomies.get(usize::from(*taxonomy)).map(|found| found.values.as_slice());
            listed(name, word, tags.unwrap_or_default())
        }
        (Holds::Text, _) => expected("a text", "文字"),
        (Holds::Number, _) => expected("a whole number", "整数"),
        (Holds::Date, _) => expected("a date", "日期"),
        (Holds::Choice(_) | Holds::Tag(_), _) => expected("one of its words", "所列的词"),
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
    let en = format!("{date} lies long ago; the earliest year is {LEDGER_YEAR_MIN}");
    let zh = format!("{date}太早了，最早写{LEDGER_YEAR_MIN}年");
    Err(Refusal::with_text(RefusalCode::WrongDay, en, zh))
}

fn listed(name: &str, word: &str, words: &[String]) -> Result<(), Refusal> {
    if words.iter().any(|known| known == word) {
        return Ok(());
    }
    let all = words.join("、");
    let refusal = incomplete(
        format!("“{word}” is no word of column “{name}”: {all}"),
        format!("“{name}”里没有“{word}”，只有：{all}"),
    );
    Err(refusal.instead(nearest(word, words.iter().map(String::as_str))))
}

#[cfg(test)]
mod tests {
    use super::*;

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
}
