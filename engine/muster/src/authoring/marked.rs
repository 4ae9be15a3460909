//! A copy of a table with its faulty cells marked: what a clerk opens, fixes and hands in again.

use muster_protocol::id;
use std::collections::BTreeMap;

use muster_core::definition::{Finding, Severity, table_rows};
use rust_xlsxwriter::utility::row_col_to_cell;
use rust_xlsxwriter::{Color, Format, Note, Workbook, XlsxError};

use muster_protocol::catalogue::Language;

/// Colour of a cell with an error.
const ERROR: Color = Color::RGB(0xFF_C7_CE);
/// Colour of a cell with a warning or a note.
const REMARK: Color = Color::RGB(0xFF_EB_9C);

/// The workbook: the table with marks and notes, and a sheet that lists what was found.
///
/// # Errors
/// What the writer of workbooks says, such as a table larger than a sheet.
pub fn workbook(lang: Language, bytes: &[u8], findings: &[Finding]) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    // As text, so that 001 stays 001 when the copy is saved again.
    let text = Format::new().set_num_format("@");
    let mut by_cell: BTreeMap<&str, Vec<&Finding>> = BTreeMap::new();
    for finding in findings {
        by_cell.entry(finding.cell.as_deref().unwrap_or_default()).or_default().push(finding);
    }
    let sheet = book.add_worksheet().set_name(lang.say("roster"))?;
    for (row, cells) in (0_u32..).zip(table_rows(bytes)) {
        for (column, cell) in (0_u16..).zip(&cells) {
            let here = by_cell.get(row_col_to_cell(row, column).as_str()).map_or(&[][..], Vec::as_slice);
            match here.iter().map(|finding| finding.severity).min() {
                None => drop(sheet.write_string_with_format(row, column, cell, &text)?),
                Some(worst) => {
                    let colour = if worst == Severity::Error { ERROR } else { REMARK };
                    sheet.write_string_with_format(
                        row,
                        column,
                        cell,
                        &text.clone().set_background_color(colour),
                    )?;
                    let said: Vec<String> = here.iter().map(|finding| sentence(lang, finding)).collect();
                    sheet.insert_note(row, column, &Note::new(said.join("\n")).set_author("muster"))?;
                }
            }
        }
    }
    sheet.autofit();
    list(&mut book, lang, findings)?;
    book.save_to_buffer()
}

fn list(book: &mut Workbook, lang: Language, findings: &[Finding]) -> Result<(), XlsxError> {
    let sheet = book.add_worksheet().set_name(lang.say("findings"))?;
    let bold = Format::new().set_bold();
    let heads = [
        id!("findings-head-cell"),
        id!("findings-head-code"),
        id!("findings-head-what"),
        id!("findings-head-fix"),
    ];
    for (column, head) in (0_u16..).zip(heads) {
        sheet.write_string_with_format(0, column, head.say(lang), &bold)?;
    }
    for (row, finding) in (1_u32..).zip(findings) {
        sheet.write_string(row, 0, finding.cell.as_deref().unwrap_or_default())?;
        sheet.write_string(row, 1, finding.code)?;
        sheet.write_string(row, 2, finding.sentence.say(lang))?;
        sheet.write_string(row, 3, finding.fix.as_ref().map(|fix| fix.say(lang)).unwrap_or_default())?;
    }
    sheet.autofit();
    Ok(())
}

fn sentence(lang: Language, finding: &Finding) -> String {
    match &finding.fix {
        Some(fix) => format!("{}\n{}", finding.sentence.say(lang), fix.say(lang)),
        None => finding.sentence.say(lang).to_owned(),
    }
}
