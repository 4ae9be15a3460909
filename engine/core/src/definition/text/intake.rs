//! From bytes to text: what cannot be read is said here, with its place and a way out.

use encoding_rs::GB18030;
use muster_protocol::catalogue::{Language, Listed, LocalizedText};
use muster_protocol::{id, text};

use super::scan;
use super::worksheet::{self, Marks, Worksheet};
use crate::definition::findings::code;
use crate::definition::findings::finding::{Place, Report};
use crate::definition::limits::{FILE_BYTES_MAX, TABLE_BYTES_MAX};

/// Most sheets, rows or columns that one sentence names: a clerk reads no longer lists.
const SHEETS_LISTED_MAX: usize = 12;

/// The text of a YAML file, without a byte order mark and with one kind of line ends: YAML ends lines by a carriage return
/// alone as well, and whatever counts lines must count the same.
pub(crate) fn text(bytes: &[u8], report: &mut Report) -> Option<String> {
    readable(bytes, FILE_BYTES_MAX, report)?;
    match std::str::from_utf8(bytes) {
        Ok(text) => nonempty(text, report).map(scan::lines),
        Err(error) => {
            not_utf8(bytes, error.valid_up_to(), report);
            None
        }
    }
}

/// The text of a table with one kind of line ends, and of a workbook the marks of its cells. Spreadsheets in Chinese
/// offices save GB18030, so that is read too, and said.
pub(crate) fn table(bytes: &[u8], report: &mut Report) -> Option<(String, Option<Marks>)> {
    if worksheet::is_packed(bytes) && bytes.len() <= TABLE_BYTES_MAX {
        let Worksheet { text, marks, .. } = workbook(bytes, report)?;
        return Some((text, Some(marks)));
    }
    text_table(bytes, report).map(|text| (scan::lines(text), None))
}

fn text_table(bytes: &[u8], report: &mut Report) -> Option<String> {
    readable(bytes, TABLE_BYTES_MAX, report)?;
    let error = match std::str::from_utf8(bytes) {
        Ok(text) => return nonempty(text, report),
        Err(error) => error,
    };
    let Some(text) = GB18030.decode_without_bom_handling_and_without_replacement(bytes) else {
        not_utf8(bytes, error.valid_up_to(), report);
        return None;
    };
    report.note(code::ENCODING, Place::START, text!("this-table-is-in-gbk-gb18030-it-was"));
    nonempty(&text, report)
}

/// The text of a table as it is kept and shown: of a workbook its sheet, of a text whatever can be read of it.
#[must_use]
pub fn table_text(bytes: &[u8]) -> String {
    if worksheet::is_packed(bytes) {
        return worksheet::read(bytes).map(|sheet| sheet.text).unwrap_or_default();
    }
    let plain = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    scan::lines(match std::str::from_utf8(plain) {
        Ok(text) => text.to_owned(),
        Err(_) => match GB18030.decode_without_bom_handling_and_without_replacement(bytes) {
            Some(text) => text.into_owned(),
            None => String::from_utf8_lossy(bytes).into_owned(),
        },
    })
}

/// The sheet of a workbook that is read, and what else there is.
fn workbook(bytes: &[u8], report: &mut Report) -> Option<Worksheet> {
    let fault = match worksheet::read(bytes) {
        Ok(sheet) => {
            which(&sheet, report);
            if !sheet.text.trim().is_empty() {
                out_of_sight(&sheet, report);
                return Some(sheet);
            }
            let name = &sheet.name;
            report
                .error(code::EMPTY, Place::START, text!("the-sheet-name-is-empty", name))
                .fix(text!("put-the-table-into-a-sheet-that-is"));
            return None;
        }
        Err(fault) => fault,
    };
    let (code, said) = match fault {
        worksheet::Fault::NotAWorkbook => (code::BINARY, id!("this-is-no-excel-workbook-xlsx-or-a")),
        worksheet::Fault::TooLarge => (code::TOO_LARGE, id!("unpacked-this-workbook-is-too-large")),
        worksheet::Fault::TooMany => (code::TOO_LARGE, id!("this-sheet-has-too-many-rows-columns-or")),
    };
    report.error(code, Place::START, said).fix(text!("save-it-as-a-new-xlsx-or-as"));
    None
}

/// Says which sheet is read where there are several.
fn which(sheet: &Worksheet, report: &mut Report) {
    if sheet.others.is_empty() {
        return;
    }
    let shown = |lang: Language| {
        let hidden = lang.say("sheet-is-hidden");
        let others = sheet.others.iter().take(SHEETS_LISTED_MAX);
        let others = others.map(|(name, seen)| if *seen { name.clone() } else { format!("{name}{hidden}") });
        others.collect::<Vec<_>>().join(lang.say("list-comma"))
    };
    let (name, others) = (&sheet.name, LocalizedText::each(shown));
    let said = text!("the-sheet-name-is-read-not-read-others", name, others: others);
    report.note(code::OUT_OF_SIGHT, Place::START, said).fix(text!("to-have-another-sheet-read-show-it-and"));
}

/// Says what is read although nobody who opens the workbook sees it.
fn out_of_sight(sheet: &Worksheet, report: &mut Report) {
    if let Some(first) = sheet.rows.first() {
        let rows: Vec<String> =
            sheet.rows.iter().take(SHEETS_LISTED_MAX).map(|row| (row + 1).to_string()).collect();
        let count = sheet.rows.len();
        let said = text!("count-rows-are-hidden-or-filtered-away-and", #count = count, rows: Listed(&rows));
        report
            .warning(code::OUT_OF_SIGHT, Place { line: first + 1, column: 1, length: 1 }, said)
            .fix(text!("show-them-see-whether-they-are-still-meant"));
    }
    if !sheet.columns.is_empty() {
        let names = sheet.columns.iter().take(SHEETS_LISTED_MAX).map(|&column| scan::letters(column));
        let names: Vec<String> = names.collect();
        report
            .note(
                code::OUT_OF_SIGHT,
                Place::START,
                text!("hidden-columns-are-read-all-the-same-names", names: Listed(&names)),
            )
            .fix(text!("show-them-and-see-whether-they-are-right"));
    }
}

fn readable(bytes: &[u8], limit: usize, report: &mut Report) -> Option<()> {
    if bytes.len() > limit {
        let (have, most) = (bytes.len().div_ceil(1024), limit / 1024);
        report
            .error(code::TOO_LARGE, Place::START, text!("the-file-has-have-kib-more-than-the", have, most))
            .fix(text!("check-that-it-is-the-right-file-keep"));
        return None;
    }
    let zip = bytes.starts_with(b"PK\x03\x04");
    let utf16 = bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]);
    let nul = bytes.iter().position(|&byte| byte == 0);
    if !zip && !utf16 && nul.is_none() {
        return Some(());
    }
    let kind = match (zip, utf16) {
        (true, _) => id!("this-is-an-excel-word-or-zip-file"),
        (_, true) => id!("this-file-is-in-utf-16"),
        _ => id!("this-is-not-a-text-file-it-has"),
    };
    let place = if zip || utf16 { Place::START } else { place_of_byte(bytes, nul.unwrap_or(0)) };
    report.error(code::BINARY, place, kind).fix(text!("save-it-as-a-utf-8-text-a"));
    None
}

fn nonempty(text: &str, report: &mut Report) -> Option<String> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if text.trim().is_empty() {
        report
            .error(code::EMPTY, Place::START, text!("the-file-is-empty"))
            .fix(text!("start-from-the-sample-in-workflows-service-year"));
        return None;
    }
    Some(text.to_owned())
}

fn not_utf8(bytes: &[u8], at: usize, report: &mut Report) {
    let place = place_of_byte(bytes, at);
    let gb = GB18030.decode_without_bom_handling_and_without_replacement(bytes).is_some();
    if gb {
        report
            .error(code::ENCODING, place, text!("the-file-is-not-utf-8-it-looks"))
            .fix(text!("save-it-with-the-encoding-utf-8-or"));
    } else {
        report
            .error(code::ENCODING, place, text!("the-file-is-not-utf-8-from-here"))
            .fix(text!("open-it-in-a-text-editor-and-save"));
    }
}

fn place_of_byte(bytes: &[u8], at: usize) -> Place {
    let before = bytes.get(..at).unwrap_or(bytes);
    let ends = |at: usize| match before[at] {
        b'\n' => true,
        // Before a line feed it is a part of that line end.
        b'\r' => bytes.get(at + 1) != Some(&b'\n'),
        _ => false,
    };
    let line_start = (0..before.len()).rev().find(|&at| ends(at)).map_or(0, |at| at + 1);
    let line = (0..before.len()).filter(|&at| ends(at)).count() + 1;
    let column = String::from_utf8_lossy(&before[line_start..]).chars().count() + 1;
    Place { line: u32::try_from(line).unwrap_or(1), column: u32::try_from(column).unwrap_or(1), length: 1 }
}
