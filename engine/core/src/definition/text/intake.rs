//! From bytes to text: what cannot be read is said here, with its place and a way out.

use encoding_rs::GB18030;

use super::scan;
use super::worksheet::{self, Marks, Worksheet};
use crate::definition::findings::code;
use crate::definition::findings::finding::{Place, Report};
use crate::definition::limits::{FILE_BYTES_MAX, TABLE_BYTES_MAX};

/// Most sheets, rows or columns that one sentence names: a clerk reads no longer lists.
const SHEETS_LISTED_MAX: usize = 12;

/// The text of a YAML file, without a byte order mark.
pub(crate) fn text(bytes: &[u8], report: &mut Report) -> Option<String> {
    readable(bytes, FILE_BYTES_MAX, report)?;
    match std::str::from_utf8(bytes) {
        Ok(text) => nonempty(text, report),
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
    report.note(
        code::ENCODING,
        Place::START,
        "这个表是 GBK/GB18030 编码，已按该编码读取",
        "this table is in GBK/GB18030; it was read as such",
    );
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
                .error(
                    code::EMPTY,
                    Place::START,
                    format!("工作表“{name}”是空的"),
                    format!("the sheet “{name}” is empty"),
                )
                .fix(
                    "名册放在看得见的工作表里，工作表取名“名册”",
                    "put the table into a sheet that is not hidden and call the sheet “roster”",
                );
            return None;
        }
        Err(fault) => fault,
    };
    let (code, zh, en) = match fault {
        worksheet::Fault::NotAWorkbook => (
            code::BINARY,
            "这不是 Excel 工作簿（xlsx），或者已经损坏",
            "this is no Excel workbook (xlsx), or a damaged one",
        ),
        worksheet::Fault::TooLarge => {
            (code::TOO_LARGE, "这个工作簿展开后太大", "unpacked this workbook is too large")
        }
        worksheet::Fault::TooMany => (
            code::TOO_LARGE,
            "这个工作表的行、列或格子太多",
            "this sheet has too many rows, columns or cells",
        ),
    };
    report.error(code, Place::START, zh, en).fix(
        "请用 Excel 另存为新的 xlsx，或者存成 CSV UTF-8；表里只留名册",
        "save it as a new xlsx, or as CSV UTF-8; keep nothing but the table in it",
    );
    None
}

/// Says which sheet is read where there are several.
fn which(sheet: &Worksheet, report: &mut Report) {
    if sheet.others.is_empty() {
        return;
    }
    let shown = |hidden: &'static str| {
        let others = sheet.others.iter().take(SHEETS_LISTED_MAX);
        others.map(move |(name, seen)| if *seen { name.clone() } else { format!("{name}{hidden}") })
    };
    let name = &sheet.name;
    let zh = shown("（隐藏）").collect::<Vec<_>>().join("、");
    let en = shown(" (hidden)").collect::<Vec<_>>().join(", ");
    report
        .note(
            code::OUT_OF_SIGHT,
            Place::START,
            format!("读的是工作表“{name}”，没有读：{zh}"),
            format!("the sheet “{name}” is read; not read: {en}"),
        )
        .fix(
            "要读别的工作表，就取消隐藏，取名“名册”",
            "to have another sheet read, show it and call it “roster”",
        );
}

/// Says what is read although nobody who opens the workbook sees it.
fn out_of_sight(sheet: &Worksheet, report: &mut Report) {
    if let Some(first) = sheet.rows.first() {
        let rows: Vec<String> =
            sheet.rows.iter().take(SHEETS_LISTED_MAX).map(|row| (row + 1).to_string()).collect();
        let (count, zh, en) = (sheet.rows.len(), rows.join("、"), rows.join(", "));
        report
            .warning(
                code::OUT_OF_SIGHT,
                Place { line: first + 1, column: 1, length: 1 },
                format!("有{count}行隐藏着（或者被筛选掉了），照样读取：第 {zh} 行"),
                format!("{count} rows are hidden (or filtered away) and read all the same: rows {en}"),
            )
            .fix(
                "请取消隐藏和筛选，看看这些行还要不要；不要的就删去",
                "show them, see whether they are still meant, and delete those that are not",
            );
    }
    if !sheet.columns.is_empty() {
        let names = sheet.columns.iter().take(SHEETS_LISTED_MAX).map(|&column| scan::letters(column));
        let names: Vec<String> = names.collect();
        report
            .note(
                code::OUT_OF_SIGHT,
                Place::START,
                format!("有隐藏的列，照样读取：{}", names.join("、")),
                format!("hidden columns are read all the same: {}", names.join(", ")),
            )
            .fix("请取消隐藏，看看写的对不对", "show them and see whether they are right");
    }
}

fn readable(bytes: &[u8], limit: usize, report: &mut Report) -> Option<()> {
    if bytes.len() > limit {
        let (have, most) = (bytes.len().div_ceil(1024), limit / 1024);
        report
            .error(
                code::TOO_LARGE,
                Place::START,
                format!("文件有 {have} KiB，超过上限 {most} KiB"),
                format!("the file has {have} KiB, more than the limit of {most} KiB"),
            )
            .fix(
                "请确认选对了文件；名单和附件放在另外的文件里",
                "check that it is the right file; keep lists and attachments in files of their own",
            );
        return None;
    }
    let zip = bytes.starts_with(b"PK\x03\x04");
    let utf16 = bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]);
    let nul = bytes.iter().position(|&byte| byte == 0);
    if !zip && !utf16 && nul.is_none() {
        return Some(());
    }
    let (kind_zh, kind_en) = match (zip, utf16) {
        (true, _) => {
            ("这是 Excel、Word 或压缩文件，不是文本", "this is an Excel, Word or zip file, not a text")
        }
        (_, true) => ("这个文件是 UTF-16 编码", "this file is in UTF-16"),
        _ => ("这不是文本文件（含有空字节）", "this is not a text file (it has a NUL byte)"),
    };
    let place = if zip || utf16 { Place::START } else { place_of_byte(bytes, nul.unwrap_or(0)) };
    report.error(code::BINARY, place, kind_zh, kind_en).fix(
        "请用“另存为”，保存成 UTF-8 编码的文本（表格存成 CSV UTF-8）",
        "save it as a UTF-8 text (a table as CSV UTF-8)",
    );
    None
}

fn nonempty(text: &str, report: &mut Report) -> Option<String> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if text.trim().is_empty() {
        report.error(code::EMPTY, Place::START, "文件是空的", "the file is empty").fix(
            "可以从 workflows/service-year 里的样例开始",
            "start from the sample in workflows/service-year",
        );
        return None;
    }
    Some(text.to_owned())
}

fn not_utf8(bytes: &[u8], at: usize, report: &mut Report) {
    let place = place_of_byte(bytes, at);
    let gb = GB18030.decode_without_bom_handling_and_without_replacement(bytes).is_some();
    if gb {
        report
            .error(
                code::ENCODING,
                place,
                "文件不是 UTF-8，看来是 GBK/GB18030 编码",
                "the file is not UTF-8; it looks like GBK/GB18030",
            )
            .fix(
                "在记事本里“另存为”，编码选 UTF-8；或者运行 iconv -f GB18030 -t UTF-8 旧文件 > 新文件",
                "save it with the encoding UTF-8, or run iconv -f GB18030 -t UTF-8 OLD > NEW",
            );
    } else {
        report
            .error(
                code::ENCODING,
                place,
                "文件不是 UTF-8，从这里起读不懂",
                "the file is not UTF-8 from here on",
            )
            .fix("请用文本编辑器打开，另存为 UTF-8", "open it in a text editor and save it as UTF-8");
    }
}

fn place_of_byte(bytes: &[u8], at: usize) -> Place {
    let before = bytes.get(..at).unwrap_or(bytes);
    let line_start = before.iter().rposition(|&byte| byte == b'\n').map_or(0, |at| at + 1);
    let line = before.iter().filter(|&&byte| byte == b'\n').count() + 1;
    let column = String::from_utf8_lossy(&before[line_start..]).chars().count() + 1;
    Place { line: u32::try_from(line).unwrap_or(1), column: u32::try_from(column).unwrap_or(1), length: 1 }
}
