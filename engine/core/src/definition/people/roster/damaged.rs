//! Cells of a roster that a spreadsheet damaged: reported at their cells, so that nobody becomes another unit by them.

use muster_protocol::catalogue::TextId;
use muster_protocol::{id, text};
use std::collections::BTreeMap;

use super::{Draft, RosterSheet};
use crate::definition::findings::code;
use crate::definition::text::damage;
use crate::definition::text::tables::Row;
use crate::definition::text::worksheet::Mark;

/// Reports the damaged cells of a row, and remembers their columns.
pub(super) fn check(sheet: &mut RosterSheet<'_>, row: &Row) {
    sheet.damaged.clear();
    let (codes, names) = (sheet.columns.codes(), sheet.columns.names());
    for column in sheet.columns.read() {
        let (mark, text) = (sheet.table.mark(row, column), row.cell(Some(column)));
        let mut found = damage::computed(mark, text);
        if names.contains(&column) {
            found = found.or_else(|| damage::named(mark, text));
        }
        if codes.contains(&column) {
            found = found.or_else(|| damage::dated(text));
        }
        if let Some(found) = found {
            let place = sheet.table.place(row, Some(column));
            damage::report_findings(&found, sheet.table.heading(Some(column)), place, sheet.report);
            sheet.damaged.insert(column);
        }
    }
}

/// Spreadsheets take the zeros off codes and accounts that they think are numbers: then some are shorter than most, or they
/// are numbers among texts.
pub(super) fn zeros(sheet: &mut RosterSheet<'_>, drafts: &[Draft<'_>]) {
    let mut in_file: Vec<&Row> = drafts.iter().map(|draft| draft.row).collect();
    in_file.sort_by_key(|row| row.line());
    let code = sheet.columns.code;
    let texts = in_file.iter().any(|row| sheet.table.mark(row, code) != Some(Mark::Number));
    let numbers: Vec<&Row> = in_file
        .iter()
        .copied()
        .filter(|row| texts && sheet.table.mark(row, code) == Some(Mark::Number))
        .collect();
    for row in &numbers {
        report_findings(sheet, row, code, id!("is-a-number-others-are-texts-so-its"));
    }
    let others: Vec<&Row> =
        in_file.iter().copied().filter(|row| !numbers.iter().any(|one| one.line() == row.line())).collect();
    let account = sheet
        .columns
        .account
        .filter(|&column| others.iter().any(|row| row.cell(Some(column)).starts_with('0')));
    for row in bare(&others, code) {
        report_findings(sheet, row, code, id!("has-one-digit-if-it-was-001-or"));
    }
    for column in [Some(code), account].into_iter().flatten() {
        for row in shorter(&others, column) {
            report_findings(sheet, row, column, id!("is-shorter-than-others-so-its-zeros-may"));
        }
    }
}

/// All rows, where all codes are numbers of one digit: so look the first nine units of a roster that was opened and
/// saved once. Among longer ones the shorter are reported.
fn bare<'r>(rows: &[&'r Row], column: usize) -> Vec<&'r Row> {
    let digit = |row: &&Row| matches!(row.cell(Some(column)).as_bytes(), [b'1'..=b'9']);
    if rows.iter().all(digit) { rows.to_vec() } else { Vec::new() }
}

/// The rows whose cells of digits are shorter than those of most.
fn shorter<'r>(rows: &[&'r Row], column: usize) -> Vec<&'r Row> {
    let digits = |row: &&&Row| {
        let text = row.cell(Some(column));
        !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
    };
    let mut lengths: BTreeMap<usize, usize> = BTreeMap::new();
    rows.iter().filter(digits).for_each(|row| *lengths.entry(row.cell(Some(column)).len()).or_default() += 1);
    let usual = lengths.iter().max_by_key(|(length, count)| (**count, **length));
    let usual = usual.map_or(0, |(length, _)| *length);
    rows.iter().filter(digits).filter(|row| row.cell(Some(column)).len() < usual).copied().collect()
}

fn report_findings(sheet: &mut RosterSheet<'_>, row: &Row, column: usize, said: TextId) {
    let (heading, text) = (sheet.table.heading(Some(column)), row.cell(Some(column)));
    sheet
        .report
        .warning(
            code::SHORT_CODE,
            sheet.table.place(row, Some(column)),
            text!("column-heading-text-said-did-a-spreadsheet-change", heading, text, said: said),
        )
        .fix(text!("format-the-column-as-text-and-type-it"));
}
