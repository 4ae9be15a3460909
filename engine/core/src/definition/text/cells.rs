//! Cells as spreadsheets name them: the clerk fixes the roster there, so that is where faults are shown.

use super::intake;
use super::scan::{self, Scan, Seen, letters};
use super::worksheet::{self, Fault};
use crate::definition::findings::finding::Finding;
use crate::definition::limits::SMALL_TABLE_BYTES_MAX;

/// Whether a table is as small as one that somebody hands in for a few thousand rows, a workbook unpacked: a packed one of
/// a few bytes may be read into a hundred times its size. What is no workbook at all is for its reader to say.
#[must_use]
pub fn is_small_table(bytes: &[u8]) -> bool {
    let length = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
    let unpacked = || worksheet::fits(bytes, SMALL_TABLE_BYTES_MAX) != Err(Fault::TooLarge);
    length <= SMALL_TABLE_BYTES_MAX && (!worksheet::is_packed(bytes) || unpacked())
}

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
    use std::io::Write;

    use super::{SMALL_TABLE_BYTES_MAX, address, is_small_table, table_rows};

    #[test]
    fn a_workbook_is_as_large_as_what_is_packed_in_it() {
        let packed = |bytes: u64| {
            let mut book = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
            let options = zip::write::SimpleFileOptions::default();
            let options = options.compression_method(zip::CompressionMethod::Deflated);
            book.start_file("xl/worksheets/sheet1.xml", options).unwrap();
            book.write_all(&vec![b' '; usize::try_from(bytes).unwrap()]).unwrap();
            book.finish().unwrap().into_inner()
        };
        let bomb = packed(SMALL_TABLE_BYTES_MAX + 1);
        assert!(bomb.len() < 1 << 20 && !is_small_table(&bomb));
        assert!(is_small_table(&packed(1 << 20)));
        assert!(is_small_table(b"item,date,start\n") && is_small_table(b"PK\x03\x04 no workbook"));
    }

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
