//! Cells of a roster that a spreadsheet damaged: told at their cells, so that nobody becomes another unit by them.

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
        report_findings(
            sheet,
            row,
            code,
            (
                "存成了数字，别的是文本：前面的 0 或原来的写法",
                "is a number, others are texts, so its zeros or what was typed may be gone",
            ),
        );
    }
    let others: Vec<&Row> =
        in_file.iter().copied().filter(|row| !numbers.iter().any(|one| one.line() == row.line())).collect();
    let account = sheet
        .columns
        .account
        .filter(|&column| others.iter().any(|row| row.cell(Some(column)).starts_with('0')));
    if let Some(row) = bare(&others, code) {
        report_findings(
            sheet,
            row,
            code,
            (
                "只有一位：若原来是 001 这样，前面的 0",
                "has one digit; if it was 001 or the like, its zeros are gone",
            ),
        );
    }
    for column in [Some(code), account].into_iter().flatten() {
        if let Some(row) = shortest(&others, column) {
            report_findings(
                sheet,
                row,
                column,
                ("比别的短：前面的 0", "is shorter than others, so its zeros may be gone"),
            );
        }
    }
}

/// The first row, where all codes are numbers of one digit: so look the first nine units of a roster that was opened and
/// saved once. Among longer ones the shorter are told.
fn bare<'r>(rows: &[&'r Row], column: usize) -> Option<&'r Row> {
    let digit = |row: &&&Row| matches!(row.cell(Some(column)).as_bytes(), [b'1'..=b'9']);
    rows.first().copied().filter(|_| rows.iter().all(|row| digit(&row)))
}

/// The first row whose cell of digits is shorter than those of most.
fn shortest<'r>(rows: &[&'r Row], column: usize) -> Option<&'r Row> {
    let digits = |row: &&&Row| {
        let text = row.cell(Some(column));
        !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
    };
    let mut lengths: BTreeMap<usize, usize> = BTreeMap::new();
    rows.iter().filter(digits).for_each(|row| *lengths.entry(row.cell(Some(column)).len()).or_default() += 1);
    let usual =
        lengths.iter().max_by_key(|(length, count)| (**count, **length)).map(|(length, _)| *length)?;
    rows.iter().filter(digits).find(|row| row.cell(Some(column)).len() < usual).copied()
}

fn report_findings(sheet: &mut RosterSheet<'_>, row: &Row, column: usize, (zh, en): (&str, &str)) {
    let (heading, text) = (sheet.table.heading(Some(column)), row.cell(Some(column)));
    sheet
        .report
        .warning(
            code::SHORT_CODE,
            sheet.table.place(row, Some(column)),
            format!("“{heading}”列：“{text}”{zh}是不是被表格软件去掉了？"),
            format!("column “{heading}”: “{text}” {en}; did a spreadsheet change it?"),
        )
        .fix("把这一列设成“文本”格式，再填一次", "format the column as text and type it again");
}
