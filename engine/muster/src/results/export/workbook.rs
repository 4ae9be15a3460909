//! The workbook: a sheet for each table, behind the totals each category by itself, and from each unit a link to the lines that
//! its total stands on. It is read on a screen (heads and units stay in sight, columns can be filtered), computed with (numbers,
//! shares and days are what they look like) and printed (A4 across, the head on every page, what it is and which page of how many).

use std::collections::BTreeMap;

use muster_protocol::catalogue::{Language, LocalizedText};
use muster_protocol::time::Date;
use muster_protocol::{say, text};
use muster_server::read::tables::TableView;
use rust_xlsxwriter::{
    Color, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Url, Workbook, Worksheet,
    XlsxError,
};

use super::{number, text};

/// Longest name of a worksheet: what Excel takes.
const SHEET_NAME_MAX: usize = 31;

/// Most characters of one cell: what Excel takes.
const CELL_CHARACTERS_MAX: usize = 32_767;

/// Most characters of a title in the head of a printed page: what Excel takes of two of them.
const PRINTED_CHARACTERS_MAX: usize = 100;

/// Widths of columns, in digits.
const NARROWEST: u32 = 6;
const WIDEST: u32 = 60;

/// Room for the button by which a column is filtered.
const BUTTON: u32 = 3;

/// Columns up to the unit's that stay in sight; where the unit stands further behind they would fill the screen.
const HELD_MAX: u16 = 3;

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

/// The name of a worksheet, with its number: no two are alike. A title may begin with a year.
fn name(lang: Language, no: usize, table: &TableView) -> String {
    let plain = text(lang, &table.title).chars().filter(|c| !"[]:*?/\\'".contains(*c));
    format!("{no} {}", plain.collect::<String>()).chars().take(SHEET_NAME_MAX).collect()
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

/// How cells look.
struct Looks {
    head: Format,
    text: Format,
    link: Format,
    note: Format,
    day: Format,
    /// By the number of decimals.
    numbers: Vec<Format>,
    shares: Vec<Format>,
}

impl Looks {
    fn new() -> Self {
        let cell = Format::new()
            .set_border(FormatBorder::Thin)
            .set_border_color(Color::RGB(0x00BF_BFBF))
            .set_align(FormatAlign::Top);
        let shown = |formats: [&str; 5]| formats.map(|it| cell.clone().set_num_format(it)).to_vec();
        let head = cell.clone().set_bold().set_background_color(Color::RGB(0x00E8_ECF1)).set_text_wrap();
        Self {
            head: head.set_align(FormatAlign::VerticalCenter),
            text: cell.clone().set_num_format("@").set_text_wrap(),
            link: cell.clone().set_hyperlink(),
            note: Format::new().set_text_wrap().set_align(FormatAlign::Top),
            day: cell.clone().set_num_format("yyyy-mm-dd").set_align(FormatAlign::Left),
            numbers: shown(["0", "0.0", "0.00", "0.000", "0.0000"]),
            shares: shown(["0%", "0.0%", "0.00%", "0.000%", "0.0000%"]),
        }
    }

    /// A number or a share, with as many decimals as the table shows: 40.00 stands above 57.86.
    fn number(&self, cell: &str) -> Option<(f64, &Format)> {
        let (digits, formats) = match cell.strip_suffix('%') {
            Some(digits) => (digits, &self.shares),
            None => (cell, &self.numbers),
        };
        let decimals = digits.split_once('.').map_or(0, |(_, part)| part.len());
        let mut value = number(digits)?;
        if digits.len() < cell.len() {
            // Read as hundredths, not divided: 66.67 / 100 is a little more than 0.6667.
            value = format!("{digits}e-2").parse().ok()?;
        }
        Some((value, formats.get(decimals).or(formats.last())?))
    }
}

/// A cell that is a day and nothing else.
fn day(cell: &str) -> Option<ExcelDateTime> {
    let day: Date = cell.parse().ok()?;
    if day.to_string() != cell {
        return None;
    }
    let (year, month, day) = day.parts();
    ExcelDateTime::from_ymd(u16::try_from(year).ok()?, u8::try_from(month).ok()?, u8::try_from(day).ok()?)
        .ok()
}

/// Writes a cell as what it is.
fn put(sheet: &mut Worksheet, (row, column): (u32, u16), cell: &str, looks: &Looks) -> Result<(), XlsxError> {
    if let Some((number, format)) = looks.number(cell) {
        sheet.write_number_with_format(row, column, number, format)?;
    } else if let Some(day) = day(cell) {
        sheet.write_date_with_format(row, column, &day, &looks.day)?;
    } else {
        let cut: String = cell.chars().take(CELL_CHARACTERS_MAX).collect();
        sheet.write_string_with_format(row, column, cut, &looks.text)?;
    }
    Ok(())
}

/// How wide a text is, in digits: a Chinese character is as wide as two.
fn wide(text: &str) -> u32 {
    text.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum()
}

/// Writes the heads, each column as wide as what stands in it. The width of all.
fn heads(lang: Language, sheet: &mut Worksheet, table: &TableView, looks: &Looks) -> Result<f64, XlsxError> {
    let mut widths = 0.0;
    for (column, head) in (0u16..).zip(&table.columns) {
        let head = text(lang, head);
        sheet.write_string_with_format(0, column, head, &looks.head)?;
        let cells = table.rows.iter().filter_map(|row| row.get(usize::from(column)));
        let widest = cells.map(|cell| wide(text(lang, cell)) + 1).max().unwrap_or_default();
        let width = f64::from(widest.max(wide(head) + BUTTON).clamp(NARROWEST, WIDEST));
        widths += width;
        sheet.set_column_width(column, width)?;
    }
    Ok(widths)
}

/// What stays in sight, what can be filtered, and how it is printed.
fn laid_out(lang: Language, sheet: &mut Worksheet, title: &str, table: &TableView) -> Result<(), XlsxError> {
    let unit = column(table, "unit").and_then(|at| u16::try_from(at + 1).ok());
    sheet.set_freeze_panes(1, unit.filter(|held| *held <= HELD_MAX).unwrap_or_default())?;
    let rows = u32::try_from(table.rows.len()).unwrap_or(u32::MAX);
    if rows > 0 && !table.columns.is_empty() {
        sheet.autofilter(0, 0, rows, last_column(table))?;
    }
    // Who prints it sees the heads on every page.
    sheet.set_repeat_rows(0, 0)?;
    sheet.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0);
    let printed = |text: &str| {
        let cut: String = text.chars().take(PRINTED_CHARACTERS_MAX).collect();
        cut.replace('&', "&&")
    };
    sheet.set_header(format!("&L{}&R{}", printed(title), printed(text(lang, &table.title))));
    let pages = say!(lang, "page-of-pages", page = "&P", pages = "&N");
    sheet.set_footer(format!("&C{pages}"));
    Ok(())
}

fn last_column(table: &TableView) -> u16 {
    u16::try_from(table.columns.len()).unwrap_or(u16::MAX).saturating_sub(1)
}

/// The workbook of tables.
pub(super) fn of(lang: Language, title: &str, tables: &[TableView]) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let mut properties = DocProperties::new().set_title(title).set_author("muster");
    // Not the clock: the same tables give the same workbook.
    if let Ok(day) = ExcelDateTime::from_ymd(2000, 1, 1) {
        properties = properties.set_creation_datetime(&day);
    }
    book.set_properties(&properties);
    let looks = Looks::new();
    let tables = with_categories(tables);
    let names: Vec<String> = (1usize..).zip(&tables).map(|(no, table)| name(lang, no, table)).collect();
    for (at, table) in tables.iter().enumerate() {
        let sheet = book.add_worksheet();
        sheet.set_name(&names[at])?;
        let grounds = grounds(&tables, at);
        let widths = heads(lang, sheet, table, &looks)?;
        for (row, cells) in (1u32..).zip(&table.rows) {
            for (column, cell) in (0u16..).zip(cells) {
                let grounds = grounds.as_ref().filter(|grounds| grounds.unit == usize::from(column));
                let line = grounds.and_then(|grounds| Some((grounds.table, *grounds.rows.get(&cell.en)?)));
                let cell = text(lang, cell);
                match line {
                    Some((table, line)) => {
                        let to = format!("internal:'{}'!A{}", names[table], line + 1);
                        sheet.write_url_with_format(row, column, Url::new(to).set_text(cell), &looks.link)?;
                    }
                    None => put(sheet, (row, column), cell, &looks)?,
                }
            }
        }
        if table.rows.is_empty() {
            sheet.write_string_with_format(1, 0, lang.say("empty"), &looks.note)?;
        }
        let below = u32::try_from(table.rows.len()).unwrap_or(u32::MAX - 4).saturating_add(2);
        for (row, note) in (below..).zip(&table.notes) {
            note_below(sheet, (row, last_column(table)), text(lang, note), widths, &looks.note)?;
        }
        laid_out(lang, sheet, title, table)?;
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
    // Cells that are merged do not grow by themselves.
    let lines = (f64::from(wide(note)) / widths.max(1.0)).ceil().max(1.0);
    sheet.set_row_height(row, lines * LINE_HEIGHT)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_looks_like_a_number_a_share_or_a_day_is_one_and_a_code_stays_a_text() {
        let looks = Looks::new();
        let is = |cell: &str, wanted: f64| {
            looks.number(cell).is_some_and(|(number, _)| (number - wanted).abs() < 1e-9)
        };
        assert!(is("86.50", 86.5) && is("0", 0.0) && is("98.33%", 0.983_3) && is("100%", 1.0));
        assert_eq!(looks.number("66.67%").unwrap().0.to_string(), "0.6667");
        for text in ["001", "—", "86.50…", "%", "2014-12-12", ""] {
            assert!(looks.number(text).is_none(), "{text}");
        }
        assert!(day("2014-12-12").is_some());
        for text in ["2014-12", "2014-12-12 10:00", "2014-13-12", "长津建工", " 2014-12-12"] {
            assert!(day(text).is_none(), "{text}");
        }
        assert_eq!((wide("103 长津建工"), wide("2014-12-12")), (12, 10));
    }
}
