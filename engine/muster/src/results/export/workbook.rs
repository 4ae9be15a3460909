//! The workbook: a sheet for each table, behind the totals each category by itself, and from each unit a link to the lines that
//! its total stands on.

use std::collections::BTreeMap;

use muster_protocol::catalogue::{Language, LocalizedText};
use muster_protocol::text;
use muster_server::read::tables::TableView;
use rust_xlsxwriter::{Format, Workbook, Worksheet, XlsxError};

use super::{number, text};

/// Longest name of a worksheet: what Excel takes.
const SHEET_NAME_MAX: usize = 31;

fn column(table: &TableView, name: &str) -> Option<usize> {
    table.columns.iter().position(|cell| cell.en == name)
}

/// Institutions and enterprises never compete: behind a table of totals each category stands by itself.
fn with_categories(tables: &[TableView]) -> Vec<TableView> {
    let mut all = Vec::new();
    for table in tables {
        all.push(table.clone());
        let (Some(at), Some(_)) = (column(table, "category"), column(table, "total")) else { continue };
        let mut categories: Vec<&LocalizedText> = Vec::new();
        for category in table.rows.iter().filter_map(|row| row.get(at)) {
            if !categories.contains(&category) {
                categories.push(category);
            }
        }
        for category in categories.iter().copied().filter(|_| categories.len() > 1) {
            all.push(TableView {
                title: text!("title-of-a-category", title: table.title, category: category),
                columns: table.columns.clone(),
                rows: table.rows.iter().filter(|row| row.get(at) == Some(category)).cloned().collect(),
                notes: Vec::new(),
            });
        }
    }
    all
}

/// The name of a worksheet, with its number: no two are alike.
fn name(lang: Language, no: usize, table: &TableView) -> String {
    let plain = text(lang, &table.title).chars().filter(|c| !"[]:*?/\\'".contains(*c));
    format!("{no}{}", plain.collect::<String>()).chars().take(SHEET_NAME_MAX).collect()
}

/// Where the numbers of a table of totals come from: the next table with lines.
struct Grounds {
    /// The column with the units.
    unit: usize,
    /// The table of lines.
    table: usize,
    /// The first row of each unit in it.
    rows: BTreeMap<String, usize>,
}

fn grounds(tables: &[TableView], of: usize) -> Option<Grounds> {
    let totals = tables.get(of).filter(|table| column(table, "total").is_some())?;
    let unit = column(totals, "unit")?;
    let has_lines = |table: &TableView| column(table, "unit").is_some() && column(table, "line").is_some();
    let (at, lines) = tables.iter().enumerate().skip(of + 1).find(|(_, table)| has_lines(table))?;
    let who = column(lines, "unit")?;
    let mut rows = BTreeMap::new();
    for (row, cells) in (1usize..).zip(&lines.rows) {
        if let Some(cell) = cells.get(who) {
            rows.entry(cell.en.clone()).or_insert(row);
        }
    }
    Some(Grounds { unit, table: at, rows })
}

/// The workbook of tables.
pub(super) fn of(lang: Language, title: &str, tables: &[TableView]) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let mut properties = rust_xlsxwriter::DocProperties::new().set_title(title).set_author("muster");
    // Not the clock: the same tables give the same workbook.
    if let Ok(day) = rust_xlsxwriter::ExcelDateTime::from_ymd(2000, 1, 1) {
        properties = properties.set_creation_datetime(&day);
    }
    book.set_properties(&properties);
    let head = Format::new().set_bold().set_text_wrap();
    let wrapped = Format::new().set_text_wrap();
    // With as many decimals as the table shows: 40.00 stands above 57.86.
    let shown: Vec<Format> =
        ["0", "0.0", "0.00", "0.000", "0.0000"].map(|it| Format::new().set_num_format(it)).into();
    let tables = with_categories(tables);
    let names: Vec<String> = (1usize..).zip(&tables).map(|(no, table)| name(lang, no, table)).collect();
    for (at, table) in tables.iter().enumerate() {
        let sheet = book.add_worksheet();
        sheet.set_name(&names[at])?;
        let grounds = grounds(&tables, at);
        let mut widths = 0.0;
        for (column, cell) in (0u16..).zip(&table.columns) {
            let cell = text(lang, cell);
            sheet.write_string_with_format(0, column, cell, &head)?;
            let widest = table.rows.iter().filter_map(|row| row.get(usize::from(column)));
            let widest = widest.map(|cell| text(lang, cell).chars().count()).max().unwrap_or_default();
            let width = u32::try_from(widest.max(cell.chars().count()).clamp(6, 45)).unwrap_or(45);
            let width = f64::from(width) * 1.6;
            widths += width;
            sheet.set_column_width(column, width)?;
        }
        for (row, cells) in (1u32..).zip(&table.rows) {
            for (column, cell) in (0u16..).zip(cells) {
                let grounds = grounds.as_ref().filter(|grounds| grounds.unit == usize::from(column));
                let line = grounds.and_then(|grounds| Some((grounds.table, *grounds.rows.get(&cell.en)?)));
                let cell = text(lang, cell);
                if let Some((table, line)) = line {
                    let to = format!("internal:'{}'!A{}", names[table], line + 1);
                    sheet.write_url_with_text(row, column, to.as_str(), cell)?;
                    continue;
                }
                match number(cell) {
                    Some(number) => match cell.split_once('.').and_then(|(_, part)| shown.get(part.len())) {
                        Some(format) => sheet.write_number_with_format(row, column, number, format)?,
                        None => sheet.write_number(row, column, number)?,
                    },
                    None => sheet.write_string_with_format(row, column, cell, &wrapped)?,
                };
            }
        }
        let below = u32::try_from(table.rows.len()).unwrap_or(u32::MAX - 4).saturating_add(2);
        let last = u16::try_from(table.columns.len()).unwrap_or(u16::MAX).saturating_sub(1);
        for (row, note) in (below..).zip(&table.notes) {
            note_below(sheet, (row, last), text(lang, note), widths, &wrapped)?;
        }
        sheet.set_freeze_panes(1, 0)?;
        // Who prints it sees the heads on every page.
        sheet.set_repeat_rows(0, 0)?;
        sheet.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0);
    }
    book.save_to_buffer()
}

/// Height of one line of text in points.
const LINE_HEIGHT: f64 = 15.0;

/// A note below a table, across all its columns: on one cell it would run out of the printed page.
fn note_below(
    sheet: &mut Worksheet,
    (row, last): (u32, u16),
    note: &str,
    widths: f64,
    format: &Format,
) -> Result<(), XlsxError> {
    if last == 0 {
        sheet.write_string_with_format(row, 0, note, format)?;
    } else {
        sheet.merge_range(row, 0, row, last, note, format)?;
    }
    // Cells that are merged do not grow by themselves. A Chinese character is as wide as two digits.
    let wide: u32 = note.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum();
    let lines = (f64::from(wide) / widths.max(1.0)).ceil().max(1.0);
    sheet.set_row_height(row, lines * LINE_HEIGHT)?;
    Ok(())
}
