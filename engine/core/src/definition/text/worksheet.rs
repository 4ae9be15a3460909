//! Workbooks (xlsx) as the text of a table: row for row and cell for cell, so that every place in it is a cell's.
//!
//! Cells stay what was typed: a code in a text cell keeps its zeros, a date cell becomes 2014-06-01. What is merged over
//! several cells stands in each of them. What the text cannot show (a formula that was never computed, a number where a
//! code belongs) is marked. This must never unpack more than its limits, whatever the file claims.

mod claims;
mod hidden_cells;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::io::{Cursor, Read};

use calamine::{DataRef, Reader, SheetType, SheetVisible, Xlsx, XlsxError};

use crate::definition::limits::{
    SHEET_BYTES_MAX, SHEET_CELLS_MAX, SHEET_COLUMNS_MAX, SHEET_ROWS_MAX, SHEET_TEXT_MAX,
};
use claims::ClaimFault;

/// Sheets that are meant whatever their place in the book; otherwise the first one that people see is.
const MEANT: [&str; 5] = ["单位", "名册", "单位名册", "units", "roster"];
/// From here on spreadsheets keep no last digits: they compute with fifteen.
const ROUNDED_FROM: u64 = 1_000_000_000_000_000;

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

impl From<ClaimFault> for Fault {
    fn from(of: ClaimFault) -> Self {
        match of {
            ClaimFault::Damaged => Self::NotAWorkbook,
            ClaimFault::TooMany => Self::TooMany,
        }
    }
}

/// What a cell is beside the text that it shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mark {
    /// A formula whose value nobody computed.
    Uncomputed,
    /// A formula that could not be computed, such as `#N/A`.
    Error,
    /// A number.
    Number,
    /// A number of so many digits that the last ones are lost.
    Rounded,
    /// A date.
    Date,
}

/// Marks by row and column, from 0.
pub(crate) type Marks = BTreeMap<(u32, u32), Mark>;

/// The sheet that is meant.
#[derive(Debug, Default)]
pub(crate) struct Worksheet {
    /// Its text, comma-separated, a row a line.
    pub(crate) text: String,
    pub(crate) marks: Marks,
    pub(crate) name: String,
    /// The other sheets, and whether people see them.
    pub(crate) others: Vec<(String, bool)>,
    /// Rows with something in them and columns that are out of sight, from 0.
    pub(crate) rows: Vec<u32>,
    pub(crate) columns: Vec<u32>,
}

/// Whether bytes are a packed file, as workbooks are.
pub(crate) fn is_packed(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04")
}

/// The sheet that is meant: of those that people see the one with a telling name, else the first with something in it.
pub(crate) fn read(bytes: &[u8]) -> Result<Worksheet, Fault> {
    fits(bytes, SHEET_BYTES_MAX)?;
    claims::hold(bytes)?;
    let mut book = Xlsx::new(Cursor::new(bytes))?;
    let known = book.sheets_metadata().iter().filter(|sheet| sheet.typ == SheetType::WorkSheet);
    let sheets: Vec<(String, bool)> =
        known.map(|sheet| (sheet.name.clone(), sheet.visible == SheetVisible::Visible)).collect();
    let all = || sheets.iter().filter(|(_, seen)| *seen).map(|(name, _)| name);
    let meant = all().filter(|name| MEANT.contains(&name.trim()));
    let mut read =
        Worksheet { name: all().next().ok_or(Fault::NotAWorkbook)?.clone(), ..Worksheet::default() };
    for name in meant.chain(all()) {
        let (mut cells, mut marks) = cells(&mut book, name)?;
        merged(&mut book, name, &mut cells, &mut marks)?;
        if !cells.is_empty() {
            let (rows, columns) = hidden_cells::of(bytes, name).unwrap_or_default();
            let filled = |row: &u32| cells.range((*row, 0)..(*row + 1, 0)).any(|(_, text)| !text.is_empty());
            let rows = rows.into_iter().filter(filled).collect();
            let last = cells.keys().map(|(_, column)| *column).max().unwrap_or(0);
            let columns = columns.into_iter().filter(|column| *column <= last).collect();
            let text = written(&cells)?;
            read = Worksheet { text, marks, name: name.clone(), rows, columns, others: Vec::new() };
            break;
        }
    }
    read.others = sheets.into_iter().filter(|(name, _)| *name != read.name).collect();
    Ok(read)
}

/// Whether what the file says of its own size, and what it really unpacks to, stays within the limit.
pub(crate) fn fits(bytes: &[u8], most: u64) -> Result<(), Fault> {
    let mut packed = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|_| Fault::NotAWorkbook)?;
    let mut left = most;
    for at in 0..packed.len() {
        let part = packed.by_index(at).map_err(|_| Fault::NotAWorkbook)?;
        let size = std::io::copy(&mut part.take(left + 1), &mut std::io::sink());
        left = left.checked_sub(size.map_err(|_| Fault::NotAWorkbook)?).ok_or(Fault::TooLarge)?;
    }
    Ok(())
}

type Cells = BTreeMap<(u32, u32), String>;

fn cells(book: &mut Xlsx<Cursor<&[u8]>>, sheet: &str) -> Result<(Cells, Marks), Fault> {
    let (mut cells, mut marks, mut room) = (Cells::new(), Marks::new(), SHEET_TEXT_MAX);
    let mut reader = book.worksheet_cells_reader(sheet)?;
    while let Some(cell) = reader.next_cell_with_formula_metadata()? {
        let (row, column) = cell.pos;
        let text = written_as(&cell.value);
        let mark = mark(&cell.value, cell.formula.is_some());
        if text.is_empty() && mark.is_none() {
            continue;
        }
        if row >= SHEET_ROWS_MAX || column >= SHEET_COLUMNS_MAX || cells.len() >= SHEET_CELLS_MAX {
            return Err(Fault::TooMany);
        }
        room = room.checked_sub(text.len()).ok_or(Fault::TooLarge)?;
        cells.insert((row, column), text);
        marks.extend(mark.map(|mark| ((row, column), mark)));
    }
    Ok((cells, marks))
}

fn mark(value: &DataRef<'_>, formula: bool) -> Option<Mark> {
    match value {
        DataRef::Empty => formula.then_some(Mark::Uncomputed),
        DataRef::Error(_) => Some(Mark::Error),
        DataRef::Float(number) if number.abs() >= 1e15 => Some(Mark::Rounded),
        DataRef::Int(number) if number.unsigned_abs() >= ROUNDED_FROM => Some(Mark::Rounded),
        DataRef::Float(_) | DataRef::Int(_) => Some(Mark::Number),
        DataRef::DateTime(_) | DataRef::DateTimeIso(_) | DataRef::DurationIso(_) => Some(Mark::Date),
        DataRef::String(_) | DataRef::SharedString(_) | DataRef::Bool(_) => None,
    }
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

/// Gives every cell of a merged region the text of its first. Regions never overlap in a sound book, so that all of them
/// together have no more cells than the sheet.
fn merged(
    book: &mut Xlsx<Cursor<&[u8]>>,
    sheet: &str,
    cells: &mut Cells,
    marks: &mut Marks,
) -> Result<(), Fault> {
    let last = cells.keys().map(|(row, _)| *row).max().unwrap_or(0);
    let texts: usize = cells.values().map(String::len).sum();
    let (mut room, mut left) = (SHEET_TEXT_MAX.saturating_sub(texts), SHEET_CELLS_MAX);
    for region in book.merge_cells_by_sheet_name(sheet)? {
        let Some(text) = cells.get(&region.start).cloned() else { continue };
        let mark = marks.get(&region.start).copied();
        for row in region.start.0..=region.end.0.min(last) {
            for column in region.start.1..=region.end.1.min(SHEET_COLUMNS_MAX - 1) {
                left = left.checked_sub(1).ok_or(Fault::TooMany)?;
                if let Entry::Vacant(free) = cells.entry((row, column)) {
                    room = room.checked_sub(text.len()).ok_or(Fault::TooLarge)?;
                    free.insert(text.clone());
                }
                if let Some(mark) = mark {
                    marks.entry((row, column)).or_insert(mark);
                }
            }
        }
    }
    if cells.len() > SHEET_CELLS_MAX { Err(Fault::TooMany) } else { Ok(()) }
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
