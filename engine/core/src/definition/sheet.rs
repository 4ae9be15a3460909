//! Workbooks (xlsx) as the text of a table: row for row and cell for cell, so that every place in it is a cell's.
//!
//! Cells stay what was typed: a code in a text cell keeps its zeros, a date cell becomes 2014-06-01. What is merged over
//! several cells stands in each of them. This must never unpack more than its limits, whatever the file claims.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use calamine::{DataRef, Reader, Xlsx, XlsxError};

use crate::definition::limits::{SHEET_BYTES_MAX, SHEET_CELLS_MAX, SHEET_COLUMNS_MAX, SHEET_ROWS_MAX};

/// Sheets that are meant whatever their place in the book; otherwise the first one is.
const MEANT: [&str; 5] = ["单位", "名册", "单位名册", "units", "roster"];

/// Why a workbook is not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fault {
    /// It is no workbook, or a damaged one.
    NotAWorkbook,
    /// Unpacked it would be larger than the limit.
    TooLarge,
    /// It has more rows, columns or cells than the limits.
    TooMany,
}

impl From<XlsxError> for Fault {
    fn from(_: XlsxError) -> Self {
        Self::NotAWorkbook
    }
}

/// Whether bytes are a packed file, as workbooks are.
pub(crate) fn is_packed(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04")
}

/// The text of the sheet that is meant, comma-separated.
pub(crate) fn text(bytes: &[u8]) -> Result<String, Fault> {
    fits(bytes)?;
    let mut book = Xlsx::new(Cursor::new(bytes))?;
    let names = book.sheet_names();
    let meant = names.iter().find(|name| MEANT.contains(&name.trim())).or(names.first());
    let meant = meant.ok_or(Fault::NotAWorkbook)?.clone();
    let mut cells = cells(&mut book, &meant)?;
    merged(&mut book, &meant, &mut cells)?;
    written(&cells)
}

/// Whether what the file says of its own size, and what it really unpacks to, stays within the limit.
fn fits(bytes: &[u8]) -> Result<(), Fault> {
    let mut packed = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|_| Fault::NotAWorkbook)?;
    let mut left = SHEET_BYTES_MAX;
    for at in 0..packed.len() {
        let part = packed.by_index(at).map_err(|_| Fault::NotAWorkbook)?;
        let size = std::io::copy(&mut part.take(left + 1), &mut std::io::sink());
        left = left.checked_sub(size.map_err(|_| Fault::NotAWorkbook)?).ok_or(Fault::TooLarge)?;
    }
    Ok(())
}

type Cells = BTreeMap<(u32, u32), String>;

fn cells(book: &mut Xlsx<Cursor<&[u8]>>, sheet: &str) -> Result<Cells, Fault> {
    let mut cells = Cells::new();
    let mut reader = book.worksheet_cells_reader(sheet)?;
    while let Some(cell) = reader.next_cell()? {
        let (row, column) = cell.get_position();
        let text = written_as(cell.get_value());
        if text.is_empty() {
            continue;
        }
        if row >= SHEET_ROWS_MAX || column >= SHEET_COLUMNS_MAX || cells.len() >= SHEET_CELLS_MAX {
            return Err(Fault::TooMany);
        }
        cells.insert((row, column), text);
    }
    Ok(cells)
}

/// What a cell shows, as a text on one line.
fn written_as(value: &DataRef<'_>) -> String {
    let text = match value {
        DataRef::Empty => String::new(),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Int(number) => number.to_string(),
        // Whole numbers are kept as such: 86 and not 86.0.
        DataRef::Float(number) => number.to_string(),
        DataRef::Bool(flag) => if *flag { "是" } else { "否" }.to_owned(),
        DataRef::DateTime(date) => {
            let (year, month, day, ..) = date.to_ymd_hms_milli();
            format!("{year:04}-{month:02}-{day:02}")
        }
        DataRef::Error(error) => error.to_string(),
    };
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Gives every cell of a merged region the text of its first.
fn merged(book: &mut Xlsx<Cursor<&[u8]>>, sheet: &str, cells: &mut Cells) -> Result<(), Fault> {
    let last = cells.keys().map(|(row, _)| *row).max().unwrap_or(0);
    for region in book.merge_cells_by_sheet_name(sheet)? {
        let Some(text) = cells.get(&region.start).cloned() else { continue };
        for row in region.start.0..=region.end.0.min(last) {
            for column in region.start.1..=region.end.1.min(SHEET_COLUMNS_MAX - 1) {
                cells.entry((row, column)).or_insert_with(|| text.clone());
            }
            if cells.len() > SHEET_CELLS_MAX {
                return Err(Fault::TooMany);
            }
        }
    }
    Ok(())
}

fn written(cells: &Cells) -> Result<String, Fault> {
    let rows = cells.keys().map(|(row, _)| row + 1).max().unwrap_or(0);
    let columns = cells.keys().map(|(_, column)| column + 1).max().unwrap_or(0);
    let mut writer = csv::WriterBuilder::new().from_writer(Vec::new());
    let mut cells = cells.iter().peekable();
    for row in 0..rows {
        let texts = (0..columns).map(|column| {
            cells.next_if(|(at, _)| **at == (row, column)).map_or("", |(_, text)| text.as_str())
        });
        writer.write_record(texts).map_err(|_| Fault::NotAWorkbook)?;
    }
    let bytes = writer.into_inner().map_err(|_| Fault::NotAWorkbook)?;
    String::from_utf8(bytes).map_err(|_| Fault::NotAWorkbook)
}
