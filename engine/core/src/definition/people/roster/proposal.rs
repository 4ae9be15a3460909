//! A new roster against the old one, as a proposal: who is added, changed, leaves, merges. Units are never deleted:
//! who is missing from the new table gets a last day.

use muster_protocol::text;
use std::collections::{BTreeMap, BTreeSet};

use muster_protocol::time::Date;

use super::columns::{CODE, JOINED, LEFT, MERGED, NAME};
use crate::definition::findings::code;
use crate::definition::findings::finding::{Finding, Place, Report, Severity};
use crate::definition::keys::Key;
use crate::definition::text::cells::{address, table_rows};
use crate::definition::text::tables;

/// What a new roster would change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    /// Units that the old roster does not have.
    pub added: Vec<Moved>,
    /// Units whose cells differ.
    pub changed: Vec<Change>,
    /// Units that leave.
    pub left: Vec<Moved>,
    /// Units that merge into another, whose code stands beside.
    pub merged: Vec<(Moved, String)>,
    /// How many units stay as they are.
    pub unchanged: usize,
    /// The roster as it would be, as bytes of a table.
    pub table: Vec<u8>,
    /// What the checker says of it.
    pub findings: Vec<Finding>,
    /// What it remarked on the new roster, which is no error.
    pub remarks: Vec<Finding>,
}

impl Proposal {
    /// Whether nothing would change.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.added.is_empty() && self.changed.is_empty() && self.left.is_empty() && self.merged.is_empty()
    }
}

/// A unit that comes or goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moved {
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Its first or last day, as it stands in the table.
    pub day: String,
}

/// A unit whose cells differ.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Its code.
    pub code: String,
    /// Its new name.
    pub name: String,
    /// Heading, old text, new text.
    pub cells: Vec<(String, String, String)>,
}

/// Why there is no proposal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Faults {
    /// The old roster has errors.
    Old(Vec<Finding>),
    /// The new one has.
    New(Vec<Finding>),
    /// Somebody comes or goes, and no day is said.
    NoDay,
    /// A merger names a unit that stays, or one that neither roster has.
    NoSuchMerger(String),
}

/// Compares two rosters. `effective` is the first day on which the new one counts; `mergers` say for units that leave who
/// takes over. A column that the new table does not have keeps what the old one says.
///
/// # Errors
/// [`Faults`].
pub fn propose(
    old: &[u8],
    new: &[u8],
    year: i32,
    effective: Option<Date>,
    mergers: &BTreeMap<String, String>,
) -> Result<Proposal, Faults> {
    let (before, after) = (Rows::of(old), Rows::of(new));
    let findings = super::check(old, year);
    sound(&findings).map_err(|()| Faults::Old(findings))?;
    let findings = super::check(new, year);
    // Who merges into a unit that is gone from the new table is found again in the whole one.
    let mut remarks: Vec<Finding> =
        findings.into_iter().filter(|finding| finding.code != code::UNKNOWN_UNIT).collect();
    let lost = after.without_zeros(before.order.iter().map(String::as_str));
    if !lost.is_empty() {
        // What was guessed is known now.
        remarks.retain(|finding| finding.code != code::SHORT_CODE);
    }
    remarks.extend(lost);
    sound(&remarks).map_err(|()| Faults::New(remarks.clone()))?;
    let mut draft = Draft { headings: before.headings.clone(), rows: Vec::new(), effective, mergers };
    for key in [JOINED, LEFT, MERGED] {
        draft.column(key);
    }
    for heading in &after.headings {
        if !draft.headings.iter().any(|known| same(known, heading)) {
            draft.headings.push(heading.clone());
        }
    }
    let proposal = draft.compare(&before, &after, year)?;
    Ok(Proposal { remarks, ..proposal })
}

/// Codes of a roster that lost the zeros with which the units of a running campaign have them: taken as they are, every unit
/// would leave and another come.
#[must_use]
pub fn lost_zeros<'k>(roster: &[u8], running: impl IntoIterator<Item = &'k str>) -> Vec<Finding> {
    Rows::of(roster).without_zeros(running.into_iter())
}

fn sound(findings: &[Finding]) -> Result<(), ()> {
    let broken = findings.iter().any(|finding| finding.severity == Severity::Error);
    if broken { Err(()) } else { Ok(()) }
}

/// Whether two headings are one column, in either language.
fn same(one: &str, other: &str) -> bool {
    one == other || super::columns::all().any(|key| key.is(one) && key.is(other))
}

/// A table by code.
struct Rows {
    headings: Vec<String>,
    /// Column of the codes, and the line of each.
    column: Option<usize>,
    lines: BTreeMap<String, u32>,
    order: Vec<String>,
    by_code: BTreeMap<String, Vec<String>>,
}

impl Rows {
    fn of(bytes: &[u8]) -> Self {
        let trimmed =
            |row: Vec<String>| row.into_iter().map(|cell| cell.trim().to_owned()).collect::<Vec<_>>();
        let filled = |(_, row): &(u32, Vec<String>)| row.iter().any(|cell| !cell.is_empty());
        let rows = (1..).zip(table_rows(bytes).into_iter().map(trimmed)).filter(filled);
        let (numbers, rows): (Vec<u32>, Vec<Vec<String>>) = rows.unzip();
        let records: Vec<csv::StringRecord> = rows.iter().map(|row| row.iter().collect()).collect();
        let heading = tables::heading_at(&records, &super::is_known);
        let headings: Vec<String> =
            rows.get(heading).into_iter().flatten().map(|cell| tables::plain_heading(cell)).collect();
        let code = headings.iter().position(|heading| CODE.is(heading));
        let (mut order, mut by_code, mut lines) = (Vec::new(), BTreeMap::new(), BTreeMap::new());
        for (number, row) in numbers.into_iter().zip(rows).skip(heading + 1) {
            let Some(code) = code.and_then(|at| row.get(at)).filter(|code| !code.is_empty()) else {
                continue;
            };
            order.push(code.clone());
            lines.insert(code.clone(), number);
            by_code.insert(code.clone(), row);
        }
        Self { headings, column: code, lines, order, by_code }
    }

    /// Codes that are known with zeros before them: taken as they are, a unit would leave and another come.
    fn without_zeros<'k>(&self, known: impl Iterator<Item = &'k str>) -> Vec<Finding> {
        let known: BTreeSet<&str> = known.collect();
        let padded = known.iter().filter(|code| code.starts_with('0'));
        let padded: BTreeMap<&str, &str> = padded.map(|code| (code.trim_start_matches('0'), *code)).collect();
        let mut report = Report::new("");
        for code in self.order.iter().filter(|code| !known.contains(code.as_str())) {
            let Some(old) = padded.get(code.as_str()).filter(|old| !self.by_code.contains_key(**old)) else {
                continue;
            };
            let line = self.lines.get(code).copied().unwrap_or(1);
            let said = text!("the-code-code-is-old-until-now-a", code, old);
            report
                .error(code::SHORT_CODE, Place { line, column: 1, length: 1 }, said)
                .fix(text!("format-the-column-as-text-and-type-the"));
        }
        let mut found = report.into_findings();
        let column = self.column.and_then(|column| u32::try_from(column).ok()).unwrap_or(0);
        found.iter_mut().for_each(|finding| finding.cell = Some(address(finding.line, column)));
        found
    }

    fn cell(&self, code: &str, heading: &str) -> Option<&str> {
        let at = self.headings.iter().position(|known| same(known, heading))?;
        self.by_code.get(code)?.get(at).map(String::as_str)
    }
}

struct Draft<'a> {
    headings: Vec<String>,
    rows: Vec<Vec<String>>,
    effective: Option<Date>,
    mergers: &'a BTreeMap<String, String>,
}

impl Draft<'_> {
    /// The column of a key, made where there is none.
    fn column(&mut self, key: Key) -> usize {
        match self.headings.iter().position(|heading| key.is(heading)) {
            Some(at) => at,
            None => {
                self.headings.push(key.zh.to_owned());
                self.headings.len() - 1
            }
        }
    }

    fn compare(mut self, before: &Rows, after: &Rows, year: i32) -> Result<Proposal, Faults> {
        let mut proposal = Proposal {
            added: Vec::new(),
            changed: Vec::new(),
            left: Vec::new(),
            merged: Vec::new(),
            unchanged: 0,
            table: Vec::new(),
            findings: Vec::new(),
            remarks: Vec::new(),
        };
        for code in &before.order {
            let row = self.row(code, before, after);
            if after.by_code.contains_key(code) {
                self.stays(code, row, before, &mut proposal);
            } else {
                self.goes(code, row, before, &mut proposal)?;
            }
        }
        for code in after.order.iter().filter(|code| !before.by_code.contains_key(*code)) {
            let row = self.row(code, before, after);
            self.comes(code, row, &mut proposal)?;
        }
        let gone: BTreeSet<&str> = proposal.merged.iter().map(|(moved, _)| moved.code.as_str()).collect();
        if let Some(code) = self.mergers.keys().find(|code| !gone.contains(code.as_str())) {
            return Err(Faults::NoSuchMerger(code.clone()));
        }
        proposal.table = self.bytes();
        proposal.findings = super::check(&proposal.table, year);
        Ok(proposal)
    }

    /// The row as the new table has it. Where that has no such column, or no date of coming and going, the old one
    /// counts: what happened to a unit is not undone by a table that does not mention it.
    fn row(&self, code: &str, before: &Rows, after: &Rows) -> Vec<String> {
        let lasting = |heading: &str| [JOINED, LEFT, MERGED].iter().any(|key| key.is(heading));
        let cell = |heading: &String| {
            let new = after.cell(code, heading).filter(|new| !new.is_empty() || !lasting(heading));
            new.or_else(|| before.cell(code, heading)).unwrap_or_default().to_owned()
        };
        self.headings.iter().map(cell).collect()
    }

    fn stays(&mut self, code: &str, row: Vec<String>, before: &Rows, proposal: &mut Proposal) {
        let differing: Vec<(String, String, String)> = self
            .headings
            .iter()
            .zip(&row)
            .map(|(heading, new)| (heading, before.cell(code, heading).unwrap_or_default(), new))
            .filter(|(_, old, new)| old != new)
            .map(|(heading, old, new)| (heading.clone(), old.to_owned(), new.clone()))
            .collect();
        let (left, merged) = (self.column(LEFT), self.column(MERGED));
        let moved = self.moved(code, &row, left);
        let goes = differing.iter().any(|(heading, ..)| LEFT.is(heading)) && !row[left].is_empty();
        match (goes, row[merged].is_empty()) {
            (true, false) => proposal.merged.push((moved, row[merged].clone())),
            (true, true) => proposal.left.push(moved),
            (false, _) if differing.is_empty() => proposal.unchanged += 1,
            (false, _) => {
                proposal.changed.push(Change { code: code.to_owned(), name: moved.name, cells: differing });
            }
        }
        self.rows.push(row);
    }

    fn goes(
        &mut self,
        code: &str,
        mut row: Vec<String>,
        before: &Rows,
        proposal: &mut Proposal,
    ) -> Result<(), Faults> {
        let (left, merged) = (self.column(LEFT), self.column(MERGED));
        if before.cell(code, LEFT.zh).is_some_and(|day| !day.is_empty()) {
            // It had left before: history stays.
            proposal.unchanged += 1;
        } else {
            row[left] = self.effective.ok_or(Faults::NoDay)?.plus(-1).to_string();
            match self.mergers.get(code) {
                Some(into) => {
                    row[merged].clone_from(into);
                    proposal.merged.push((self.moved(code, &row, left), into.clone()));
                }
                None => proposal.left.push(self.moved(code, &row, left)),
            }
        }
        self.rows.push(row);
        Ok(())
    }

    fn comes(&mut self, code: &str, mut row: Vec<String>, proposal: &mut Proposal) -> Result<(), Faults> {
        let joined = self.column(JOINED);
        if row[joined].is_empty() {
            row[joined] = self.effective.ok_or(Faults::NoDay)?.to_string();
        }
        proposal.added.push(self.moved(code, &row, joined));
        self.rows.push(row);
        Ok(())
    }

    fn moved(&mut self, code: &str, row: &[String], day: usize) -> Moved {
        let name = self.column(NAME);
        Moved { code: code.to_owned(), name: row[name].clone(), day: row[day].clone() }
    }

    /// As spreadsheets save it, so that they open it again with its characters whole.
    fn bytes(&self) -> Vec<u8> {
        let mut writer = csv::WriterBuilder::new().from_writer("\u{feff}".as_bytes().to_vec());
        let rows = std::iter::once(&self.headings).chain(&self.rows);
        // Writing into memory cannot fail; a table without rows would be reported by the check that follows.
        rows.for_each(|row| writer.write_record(row).unwrap_or_default());
        writer.into_inner().unwrap_or_default()
    }
}
