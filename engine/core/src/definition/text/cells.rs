//! Cells as spreadsheets name them: the clerk fixes the roster there, so that is where faults are shown.

use super::intake;
use super::scan::{self, Scan, Seen, letters};
use crate::definition::findings::finding::Finding;

/// The rows of a table as text, titles and blank rows included: of a workbook the sheet that is read.
#[must_use]
pub fn table_rows(bytes: &[u8]) -> Vec<Vec<String>> {
    let (mut rows, mut row, mut cell) = (Vec::new(), Vec::new(), String::new());
    let text = intake::table_text(bytes);
    let mut scan = Scan::new(scan::separator(&text));
    for c in text.chars() {
        match scan.step(c) {
            Seen::Text => cell.push(c),
            Seen::Sign => {}
            Seen::Cell => row.push(std::mem::take(&mut cell)),
            Seen::Row => {
                row.push(std::mem::take(&mut cell));
                rows.push(std::mem::take(&mut row));
            }
        }
    }
    if !row.is_empty() || !cell.is_empty() {
        row.push(cell);
        rows.push(row);
    }
    rows
}

/// Names the cells of findings about one table; they stand in the order of their places.
pub(crate) fn name(bytes: &[u8], findings: &mut [Finding]) {
    let text = intake::table_text(bytes);
    let (mut row, mut column) = (1_u32, 0_u32);
    let (mut line, mut at) = (1_u32, 1_u32);
    let mut scan = Scan::new(scan::separator(&text));
    let unnamed = |finding: &&mut Finding| finding.cell.is_none() && !about_the_whole(finding);
    let mut waiting = findings.iter_mut().filter(unnamed).peekable();
    for c in text.chars().chain(['\n']) {
        while let Some(finding) = waiting.next_if(|finding| (finding.line, finding.column) <= (line, at)) {
            finding.cell = Some(address(row, column));
        }
        match scan.step(c) {
            Seen::Text | Seen::Sign => {}
            Seen::Cell => column += 1,
            Seen::Row => (row, column) = (row + 1, 0),
        }
        at += 1;
        if c == '\n' {
            (line, at) = (line + 1, 1);
        }
    }
}

fn about_the_whole(finding: &Finding) -> bool {
    (finding.line, finding.column, finding.length) == (1, 1, 1)
}

/// `C5`: the column, from 0, in letters, then the row, from 1.
pub(crate) fn address(row: u32, column: u32) -> String {
    format!("{}{row}", letters(column))
}

#[cfg(test)]
mod tests {
    use super::{address, table_rows};

    #[test]
    fn columns_count_on_behind_z() {
        let names: Vec<String> = [0, 25, 26, 51, 52, 701, 702].map(|column| address(7, column)).to_vec();
        assert_eq!(names, ["A7", "Z7", "AA7", "AZ7", "BA7", "ZZ7", "AAA7"]);
    }

    #[test]
    fn quotes_may_hold_commas_quotes_and_line_ends() {
        let rows = table_rows("a,b\r\n\"x,\"\"y\"\"\nz\",\n\n1,2".as_bytes());
        let texts: Vec<Vec<&str>> = rows.iter().map(|row| row.iter().map(String::as_str).collect()).collect();
        assert_eq!(texts, [vec!["a", "b"], vec!["x,\"y\"\nz", ""], vec![""], vec!["1", "2"]]);
    }
}
