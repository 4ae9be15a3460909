//! Tables in CSV or of a workbook: rows and cells with their places. A row of the wrong width is reported, never shifted silently.

use csv::StringRecord;
use muster_protocol::catalogue::Language;
use muster_protocol::text;
use muster_protocol::unseen;

use super::damage;
use super::intake;
use super::scan::{self, Scan, Seen};
use super::worksheet::{Mark, Marks};
use crate::definition::findings::code;
use crate::definition::findings::finding::{Place, Report};
use crate::definition::findings::invisible;
use crate::definition::findings::nearest::nearest;
use crate::definition::keys::{Key, written_in};
use crate::definition::limits::{HEADING_ROWS_MAX, SHEET_COLUMNS_MAX};

/// A table with a heading row.
#[derive(Debug)]
pub(crate) struct Table {
    text: String,
    separator: char,
    /// Of a workbook, what its cells are beside their texts.
    marks: Option<Marks>,
    headings: Vec<String>,
    /// The byte at which the heading begins, and its line.
    heading_row: (usize, u32),
    /// Rows with the byte at which each begins and its line.
    pub(crate) rows: Vec<Row>,
    /// Rows of the wrong width, reported already.
    pub(crate) broken: Vec<Row>,
}

/// A row that has as many cells as the heading.
#[derive(Debug)]
pub(crate) struct Row {
    byte: usize,
    line: u32,
    cells: StringRecord,
}

impl Row {
    /// The cell's text, trimmed; empty where the table has no such column.
    pub(crate) fn cell(&self, column: Option<usize>) -> &str {
        column.and_then(|at| self.cells.get(at)).unwrap_or_default().trim()
    }

    /// The row's line in the file.
    pub(crate) fn line(&self) -> u32 {
        self.line
    }
}

impl Table {
    /// Reads a table whose heading is its first row; broken rows are reported and left out.
    pub(crate) fn read(bytes: &[u8], report: &mut Report) -> Option<Self> {
        let table = Self::read_below(bytes, &|_| false, report)?;
        table.whole(report);
        Some(table)
    }

    /// Reads a table whose heading is the row that has most of the `known` headings, near its top: titles may stand
    /// above it.
    pub(crate) fn read_below(
        bytes: &[u8],
        known: &dyn Fn(&str) -> bool,
        report: &mut Report,
    ) -> Option<Self> {
        let (text, marks) = intake::table(bytes, report)?;
        let records: Vec<StringRecord> =
            scan::records(&text).into_iter().filter(|cells| !is_blank(cells)).collect();
        let heading = heading_at(&records, known);
        let mut table = Self {
            headings: Vec::new(),
            heading_row: (0, 1),
            rows: Vec::new(),
            broken: Vec::new(),
            separator: scan::separator(&text),
            text: String::new(),
            marks,
        };
        let mut starts = Starts { text: &text, byte: 0, line: 1 };
        for cells in records.into_iter().skip(heading) {
            let (byte, line) = starts.of(&cells);
            if table.headings.is_empty() {
                table.headings = cells.iter().map(plain_heading).collect();
                // Spreadsheets save thousands of empty cells behind the last heading.
                table.headings.truncate(table.width().max(1));
                table.heading_row = (byte, line);
                if table.too_wide(report) {
                    return None;
                }
                continue;
            }
            let row = Row { byte, line, cells };
            if table.fits(&row) { table.rows.push(row) } else { table.broken.push(row) }
        }
        table.text = text;
        if heading > 0 {
            let line = table.heading_row.1;
            let said = text!("the-heading-is-in-row-line-the-rows", line);
            report.note(code::HEADING, table.place_in(table.heading_row.0, line, 0), said);
        }
        table.broken.iter().for_each(|row| table.wrong_width(row, report));
        Some(table)
    }

    /// Columns up to the last heading.
    fn width(&self) -> usize {
        self.headings.iter().rposition(|heading| !heading.is_empty()).map_or(0, |last| last + 1)
    }

    fn too_wide(&self, report: &mut Report) -> bool {
        let (width, most) = (self.headings.len(), SHEET_COLUMNS_MAX);
        if width <= usize::try_from(most).unwrap_or(usize::MAX) {
            return false;
        }
        let said = text!("the-heading-has-width-columns-at-most-most", #width = width, most);
        report
            .error(code::TOO_LARGE, Place { line: self.heading_row.1, ..Place::START }, said)
            .fix(text!("keep-only-the-columns-that-are-used"));
        true
    }

    /// Whether a row has a cell for each heading, and nothing behind the last one. Spreadsheets save empty cells beside a
    /// table as well, and remarks that stand there are nothing of the table.
    fn fits(&self, row: &Row) -> bool {
        let width = self.width();
        let beyond = || row.cells.iter().skip(width).any(|cell| !cell.trim().is_empty());
        row.cells.len() >= width && (self.marks.is_some() || !beyond())
    }

    /// What a cell of a workbook is beside its text.
    pub(crate) fn mark(&self, row: &Row, column: usize) -> Option<Mark> {
        // The text of a sheet has a line for each of its rows.
        let at = (row.line.checked_sub(1)?, u32::try_from(column).ok()?);
        self.marks.as_ref()?.get(&at).copied()
    }

    /// Reports cells below a heading that hold a formula without a value, or characters that nobody sees.
    fn whole(&self, report: &mut Report) {
        for row in &self.rows {
            for (column, heading) in self.headings.iter().enumerate().filter(|(_, name)| !name.is_empty()) {
                let text = row.cell(Some(column));
                if let Some(fault) = damage::computed(self.mark(row, column), text) {
                    damage::report_findings(&fault, heading, self.place(row, Some(column)), report);
                }
                if let Some(c) = unseen::find(text) {
                    invisible::report_findings(
                        code::TABLE_ROW,
                        heading,
                        c,
                        self.place(row, Some(column)),
                        report,
                    );
                }
            }
        }
    }

    /// Index of the column with this heading.
    pub(crate) fn column(&self, key: Key) -> Option<usize> {
        self.headings.iter().position(|heading| key.is(heading))
    }

    /// Index of the column with exactly this heading.
    pub(crate) fn column_named(&self, name: &str) -> Option<usize> {
        self.headings.iter().position(|heading| heading == name)
    }

    /// The heading of a column.
    pub(crate) fn heading(&self, column: Option<usize>) -> &str {
        column.and_then(|at| self.headings.get(at)).map_or("", String::as_str)
    }

    /// Where a heading stands.
    pub(crate) fn heading_place(&self, column: usize) -> Place {
        self.place_in(self.heading_row.0, self.heading_row.1, column)
    }

    /// How many columns there are.
    pub(crate) fn columns(&self) -> usize {
        self.width()
    }

    /// The headings that are not empty.
    pub(crate) fn headings(&self) -> Vec<String> {
        self.headings.iter().filter(|heading| !heading.is_empty()).cloned().collect()
    }

    /// A key as this table's heading would say it: in its own language, whichever is read.
    fn own(&self, key: Key) -> &'static str {
        let english =
            self.headings.iter().filter(|heading| !heading.is_empty() && heading.is_ascii()).count();
        key.say(if english * 2 > self.headings.len() { Language::En } else { Language::Zh })
    }

    /// Index of a column that must be there, among those of its kind of table: a heading that is another of them is not this one
    /// misspelt.
    pub(crate) fn must(&self, key: Key, all: &[Key], report: &mut Report) -> Option<usize> {
        let column = self.column(key);
        if column.is_none() {
            let own = self.own(key);
            let said = text!("the-heading-has-no-column-own", own);
            let finding = report.error(
                code::MISSING_COLUMN,
                Place { line: self.heading_row.1, length: self.heading_length(), ..Place::START },
                said,
            );
            let (taken, free): (Vec<&str>, Vec<&str>) = self
                .headings
                .iter()
                .map(String::as_str)
                .filter(|heading| !heading.is_empty())
                .partition(|heading| all.iter().any(|one| one.is(heading)));
            match nearest(own, free) {
                Some(near) => finding.fix(text!("is-it-written-near", near)),
                None if taken.is_empty() => finding.fix(text!("the-first-row-is-the-heading-its-cells")),
                None => finding.fix(text!("add-the-column-own-to-the-heading", own)),
            }
        }
        column
    }

    /// Reports columns that nobody reads, and those that stand twice. `own` are headings that the main file names.
    pub(crate) fn check_headings(&self, known: &[Key], own: &[String], report: &mut Report) {
        for (at, heading) in self.headings.iter().enumerate() {
            let place = self.place_in(self.heading_row.0, self.heading_row.1, at);
            // 单位编码 and code are one column in two languages.
            let same = |first: &&String| {
                *first == heading || known.iter().any(|key| key.is(first) && key.is(heading))
            };
            if let Some(first) = self.headings[..at].iter().find(same).filter(|_| !heading.is_empty()) {
                let said = (first != heading).then(|| text!("first-is-the-same-column", first));
                report
                    .error(
                        code::DUPLICATE_KEY,
                        place,
                        text!("the-heading-has-two-columns-heading-said", heading, said: said),
                    )
                    .fix(text!("delete-or-rename-one"));
            }
            if !heading.is_empty() && !known.iter().any(|key| key.is(heading)) && !own.contains(heading) {
                let finding = report.warning(
                    code::UNKNOWN_COLUMN,
                    place,
                    text!("the-column-heading-is-not-known-and-not", heading),
                );
                let names = known.iter().map(|key| key.say(written_in(heading)));
                match nearest(heading, names) {
                    Some(near) => finding.fix(text!("is-it-near", near)),
                    None => finding.fix(text!("delete-it-if-it-is-not-needed-or")),
                }
            }
        }
    }

    /// Where a cell stands.
    pub(crate) fn place(&self, row: &Row, column: Option<usize>) -> Place {
        self.place_in(row.byte, row.line, column.unwrap_or(0))
    }

    /// Walks the row's own text: quotes may hold commas and even line ends.
    fn place_in(&self, byte: usize, line: u32, column: usize) -> Place {
        let text = self.text.get(byte..).unwrap_or_default();
        let mut place = Place { line, column: 1, length: 0 };
        let (mut at, mut cell, mut scan) = (1, 0, Scan::new(self.separator));
        for c in text.chars() {
            match scan.step(c) {
                Seen::Cell if cell == column => break,
                Seen::Cell => {
                    (cell, at) = (cell + 1, at + 1);
                    (place.column, place.length) = (at, 0);
                    continue;
                }
                Seen::Row => break,
                Seen::Text if c == '\n' && cell == column => break,
                Seen::Text if c == '\n' => {
                    place.line += 1;
                    (at, place.column, place.length) = (1, 1, 0);
                    continue;
                }
                Seen::Text | Seen::Sign => {}
            }
            at += 1;
            place.length += 1;
        }
        place.length = place.length.max(1);
        place
    }

    fn heading_length(&self) -> u32 {
        let line = self.text.get(self.heading_row.0..).unwrap_or_default();
        let length = line.lines().next().map_or(1, |line| line.chars().count());
        u32::try_from(length).unwrap_or(1).max(1)
    }

    fn wrong_width(&self, row: &Row, report: &mut Report) {
        let (have, wanted) = (row.cells.len(), self.headings.len());
        let last = self.place(row, Some(have.min(wanted).saturating_sub(1)));
        let said = text!("this-row-has-have-cells-the-heading-has", #have = have, wanted);
        let finding = report.error(code::ROW_SHAPE, last, said);
        if have > wanted {
            finding.fix(text!("a-cell-probably-has-a-comma-in-it"));
        } else {
            finding.fix(text!("add-the-missing-commas-empty-cells-need-them"));
        }
    }
}

/// Where rows begin: the reader's position may stand before blank lines that it skips.
struct Starts<'a> {
    text: &'a str,
    byte: usize,
    line: u32,
}

impl Starts<'_> {
    /// The byte at which a row begins, and its line. Rows come in their order.
    fn of(&mut self, row: &StringRecord) -> (usize, u32) {
        let said = row.position().map_or(self.byte, |at| usize::try_from(at.byte()).unwrap_or(self.byte));
        let rest = self.text.get(said..).unwrap_or_default();
        let begins = said + rest.len() - rest.trim_start_matches('\n').len();
        let passed = self.text.get(self.byte..begins).unwrap_or_default();
        self.line += u32::try_from(passed.matches('\n').count()).unwrap_or(0);
        self.byte = begins;
        (begins, self.line)
    }
}

/// A heading as it is compared: in Chinese without the blanks and line breaks that make it fit its cell.
pub(crate) fn plain_heading(cell: &str) -> String {
    let trimmed = cell.trim();
    if trimmed.is_ascii() { trimmed.to_owned() } else { trimmed.split_whitespace().collect() }
}

/// Whether a row has nothing in it.
pub(crate) fn is_blank(cells: &StringRecord) -> bool {
    cells.iter().all(|cell| cell.trim().is_empty())
}

/// Which of the rows that are not blank is the heading: of the first few the one with most known headings.
pub(crate) fn heading_at(rows: &[StringRecord], known: &dyn Fn(&str) -> bool) -> usize {
    let count = |row: &StringRecord| row.iter().filter(|cell| known(&plain_heading(cell))).count();
    let counts = rows.iter().take(HEADING_ROWS_MAX).map(count).enumerate();
    counts.fold((0, 0), |best, (at, count)| if count > best.1 { (at, count) } else { best }).0
}
