//! How a table's text is parted into rows and cells: the one reading of separators and quotes that every part of the checker
//! follows, so that a finding, a marked cell and what was read never mean different cells.

use csv::StringRecord;

/// What spreadsheets part cells with, the commonest first: 逗号, 制表符 (pasted or saved as text), 分号 (where the comma is
/// the decimal sign).
const SEPARATORS: [char; 3] = [',', '\t', ';'];
/// Lines by which the separator is guessed: titles may stand above the heading.
const GUESS_LINES: usize = 5;

/// What a character ends or is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Seen {
    /// A part of the cell's text.
    Text,
    /// A quote that opens, closes or doubles another.
    Sign,
    /// The end of a cell, another follows.
    Cell,
    /// The end of a row.
    Row,
}

/// Walks a text character by character.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Scan {
    separator: char,
    state: State,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    /// A cell begins: a quote here opens one.
    Start,
    /// Within a cell without quotes: a quote is a text.
    Plain,
    /// Within quotes: separators and line ends are texts.
    Quoted,
    /// Behind a quote that closed, if another does not double it.
    Closed,
}

impl Scan {
    /// For a text with this separator, at the beginning of a row.
    pub(crate) fn new(separator: char) -> Self {
        Self { separator, state: State::Start }
    }

    /// Takes the next character.
    pub(crate) fn step(&mut self, c: char) -> Seen {
        let (state, seen) = match (self.state, c) {
            (State::Quoted, '"') => (State::Closed, Seen::Sign),
            (State::Quoted, _) => (State::Quoted, Seen::Text),
            (State::Start, '"') => (State::Quoted, Seen::Sign),
            (State::Closed, '"') => (State::Quoted, Seen::Text),
            (_, '\n') => (State::Start, Seen::Row),
            (_, c) if c == self.separator => (State::Start, Seen::Cell),
            _ => (State::Plain, Seen::Text),
        };
        self.state = state;
        seen
    }
}

/// The text with the line ends of every system made one: places count lines by them.
pub(crate) fn lines(text: String) -> String {
    if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n") } else { text }
}

/// What parts the cells of a text: what its first line says (`sep=;`, a custom of Excel), else what its first lines have
/// most of.
pub(crate) fn separator(text: &str) -> char {
    if let Some(said) = said(text) {
        return said;
    }
    let mut counts = [0_usize; SEPARATORS.len()];
    let (mut quoted, mut opens, mut lines) = (false, true, 0);
    for c in text.chars() {
        match SEPARATORS.iter().position(|&separator| separator == c) {
            Some(at) if !quoted => counts[at] += 1,
            _ => {}
        }
        lines += usize::from(c == '\n' && !quoted);
        if lines == GUESS_LINES {
            break;
        }
        quoted ^= c == '"' && (quoted || opens);
        // Behind any of them a quote opens a cell; behind a quote another doubles it.
        opens = matches!(c, '\n' | '"') || SEPARATORS.contains(&c);
    }
    let best = (0..SEPARATORS.len()).rev().max_by_key(|&at| counts[at]).unwrap_or(0);
    SEPARATORS[best]
}

/// The separator that a first line such as `sep=;` says.
fn said(text: &str) -> Option<char> {
    let mut rest = text.lines().next()?.strip_prefix("sep=")?.chars();
    rest.next().filter(|c| SEPARATORS.contains(c) && rest.next().is_none())
}

/// The rows of a text, blank ones included where they have separators. The text is UTF-8 and rows may have any width, so
/// reading it cannot fail.
pub(crate) fn records(text: &str) -> Vec<StringRecord> {
    let mut reader = csv::ReaderBuilder::new();
    // All separators are ASCII.
    let separator = u8::try_from(separator(text)).unwrap_or(b',');
    let mut reader =
        reader.has_headers(false).flexible(true).delimiter(separator).from_reader(text.as_bytes());
    reader.records().flatten().filter(|row| !says_separator(row)).collect()
}

/// Whether a row says the separator and nothing else.
fn says_separator(row: &StringRecord) -> bool {
    row.get(0) == Some("sep=") && row.iter().skip(1).all(str::is_empty)
}

/// A column, from 0, as spreadsheets call it.
pub(crate) fn letters(column: u32) -> String {
    let mut letters = String::new();
    let mut left = column + 1;
    while left > 0 {
        let digit = u8::try_from((left - 1) % 26).unwrap_or(0);
        letters.insert(0, char::from(b'A' + digit));
        left = (left - 1) / 26;
    }
    letters
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::definition::text::cells::table_rows;

    #[test]
    fn the_separator_is_what_the_first_lines_have_most_of() {
        assert_eq!(separator("单位编码,单位名称\n001,甲\n"), ',');
        assert_eq!(separator("名册\n单位编码\t单位名称\t标签\n001\t甲,乙\t丙,丁\n"), '\t');
        assert_eq!(separator("code;name;tags\n1;a,b;c\n"), ';');
        assert_eq!(separator("code,name\n1,\"a;b;c;d\"\n"), ',');
        assert_eq!(separator("sep=;\ncode;name\n"), ';');
        assert_eq!(separator("alone\n"), ',');
    }

    proptest! {
        /// The library reads the cells; the walk finds their places. Both must part a text alike.
        #[test]
        fn the_walk_and_the_library_part_a_text_alike(text in "[a,;\"\n\t 1]{0,40}") {
            let mut reader =
                csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
            let library: Vec<Vec<String>> = reader
                .records()
                .flatten()
                .map(|row| row.iter().map(str::to_owned).collect::<Vec<_>>())
                .filter(|row| row.iter().any(|cell| !cell.is_empty()))
                .collect();
            prop_assume!(separator(&text) == ',');
            let walked: Vec<Vec<String>> = table_rows(text.as_bytes())
                .into_iter()
                .filter(|row| row.iter().any(|cell| !cell.is_empty()))
                .collect();
            prop_assert_eq!(walked, library);
        }
    }
}
