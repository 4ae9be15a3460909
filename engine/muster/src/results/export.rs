//! Results for people: tables as a workbook, as comma-separated text, as a page to print with charts, or as JSON.

mod page;

use muster_protocol::catalogue::LocalizedText;
use muster_protocol::say;
use std::path::PathBuf;

use clap::Args;
use muster_protocol::ids::CampaignId;
use muster_server::read::tables::TableView;
use rust_xlsxwriter::{Format, Workbook, Worksheet, XlsxError};

use crate::authoring::files;
use crate::client::act::campaign;
use crate::client::connection::{Connection, Make};
use crate::client::definitions;
use crate::client::runtime::block_on;
use crate::client::target::Target;
use crate::exit::{Exit, Failure};
use crate::output::Output;
use muster_protocol::catalogue::Language;

/// Longest name of a worksheet: what Excel takes.
const SHEET_NAME_MAX: usize = 31;

/// Where to, and of what.
#[derive(Debug, Args)]
pub struct Export {
    name: Option<String>,
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
    #[arg(long)]
    gb18030: bool,
    #[command(flatten)]
    target: Target,
}

/// Opens the connection and finds the sheet that is meant.
///
/// # Errors
/// [`Failure`] where no sheet is meant, or nobody answers.
pub(crate) fn with_sheet(
    out: &Output,
    target: &Target,
    sheet: Option<&str>,
    work: impl AsyncFnOnce(&Connection, &CampaignId, &str) -> anyhow::Result<Exit>,
) -> anyhow::Result<Exit> {
    block_on(async {
        let connection = Connection::open(out.lang, target, Make::Never).await?;
        let done = async {
            let campaign = campaign(out.lang, &connection, target).await?;
            let def = definitions::in_force(out.lang, &connection, &campaign).await?;
            let first = def.scores.first().map(|sheet| sheet.id.clone());
            let Some(sheet) = sheet.map(str::to_owned).or(first) else {
                let what = out.lang.say("this-campaigns-file-has-no-score-sheet");
                return Err(Failure::new(Exit::Fault, what).into());
            };
            work(&connection, &campaign, &sheet).await
        };
        let done = done.await;
        connection.close().await;
        done
    })
}

impl Export {
    /// Runs the verb.
    ///
    /// # Errors
    /// [`Failure`]: nothing has this name, the file cannot be written, or nobody answers.
    pub fn run(&self, out: &Output) -> anyhow::Result<Exit> {
        with_sheet(out, &self.target, self.name.as_deref(), async |connection, campaign, name| {
            let tables = tables(out, connection, campaign, name).await?;
            let def = definitions::in_force(out.lang, connection, campaign).await?;
            let bytes = match self.out.extension().and_then(|kind| kind.to_str()) {
                Some("xlsx") => workbook(out.lang, &def.name, &tables)?,
                Some("csv") => self.text(out.lang, &tables),
                Some("html") => page::page(out.lang, &def.name, &tables).into_bytes(),
                Some("json") => serde_json::to_vec_pretty(&tables)?,
                _ => {
                    let what = out.lang.say("the-files-name-must-end-in-xlsx-csv");
                    return Err(Failure::new(Exit::Usage, what).into());
                }
            };
            files::replace(out.lang, &self.out, &bytes)?;
            out.data(self.out.display())?;
            Ok(Exit::Fine)
        })
    }

    /// The first table as text; with a byte order mark, by which spreadsheets know UTF-8.
    fn text(&self, lang: Language, tables: &[TableView]) -> Vec<u8> {
        let text = tables.first().map(|table| comma_separated(lang, table)).unwrap_or_default();
        if self.gb18030 {
            return encoding_rs::GB18030.encode(&text).0.into_owned();
        }
        [b"\xEF\xBB\xBF".as_slice(), text.as_bytes()].concat()
    }
}

/// The tables of a sheet or of a snapshot: totals, each category apart, line by line, and the rates that stand beside them.
pub(crate) async fn tables(
    out: &Output,
    connection: &Connection,
    campaign: &CampaignId,
    name: &str,
) -> Result<Vec<TableView>, Failure> {
    let def = definitions::in_force(out.lang, connection, campaign).await?;
    let mut names = Vec::new();
    if def.scores.iter().any(|sheet| sheet.id == name) {
        names.extend([name.to_owned(), format!("{name}/lines")]);
        names.extend(["appeals", "vetoes", "points", "snapshots"].map(str::to_owned));
        names.extend(def.reviews.iter().map(|round| round.id.clone()));
        names.extend(def.lists.iter().map(|list| list.id.clone()));
    } else {
        for sheet in &def.scores {
            names.push(format!("snapshots/{name}/{}", sheet.id));
            names.push(format!("snapshots/{name}/{}/lines", sheet.id));
        }
        names.push(format!("snapshots/{name}"));
    }
    let mut tables = Vec::new();
    for name in &names {
        tables.extend(connection.show(campaign, name).await?);
    }
    if tables.is_empty() {
        let what = say!(out.lang, "there-is-no-score-sheet-or-snapshot-name", name);
        return Err(Failure::new(Exit::Fault, what).next("muster snapshot list"));
    }
    Ok(tables)
}

/// A page of the tables of a sheet, for anyone who writes it himself.
pub(crate) fn printed(lang: Language, title: &str, tables: &[TableView]) -> String {
    page::page(lang, title, tables)
}

fn text(lang: Language, said: &LocalizedText) -> &str {
    said.say(lang)
}

/// Whether a cell is a number that may be computed with: a code such as `001` is none.
fn number(cell: &str) -> Option<f64> {
    let digits = cell.strip_prefix('-').unwrap_or(cell);
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    let plain = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let sound = !whole.is_empty() && plain(whole) && plain(part) && (whole == "0" || !whole.starts_with('0'));
    if sound && cell.len() <= 15 { cell.parse().ok() } else { None }
}

/// Text that no spreadsheet takes for a formula.
fn harmless(cell: &str) -> String {
    let begins = |signs: &[char]| cell.starts_with(signs);
    if number(cell).is_none() && begins(&['=', '+', '-', '@', '\t', '\r']) {
        return format!("'{cell}");
    }
    cell.to_owned()
}

fn quoted(cell: &str) -> String {
    let cell = harmless(cell);
    if cell.contains(['"', ',', '\n', '\r']) { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell }
}

fn comma_separated(lang: Language, table: &TableView) -> String {
    let mut lines = String::new();
    let all = std::iter::once(&table.columns).chain(&table.rows);
    for row in all {
        let cells: Vec<String> = row.iter().map(|cell| quoted(text(lang, cell))).collect();
        lines.push_str(&cells.join(","));
        lines.push_str("\r\n");
    }
    lines
}

fn workbook(lang: Language, title: &str, tables: &[TableView]) -> Result<Vec<u8>, XlsxError> {
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
    for (at, table) in tables.iter().enumerate() {
        let sheet = book.add_worksheet();
        let plain: String = text(lang, &table.title).chars().filter(|c| !"[]:*?/\\'".contains(*c)).collect();
        let mut name = format!("{}{}", at + 1, plain);
        name = name.chars().take(SHEET_NAME_MAX).collect();
        sheet.set_name(name)?;
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
                let cell = text(lang, cell);
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_becomes_a_formula_and_codes_stay_texts() {
        assert_eq!(quoted("=1+1"), "'=1+1");
        assert_eq!(quoted("@SUM(A1)"), "'@SUM(A1)");
        assert_eq!(quoted("-1.50"), "-1.50");
        assert_eq!(quoted("+省级推广"), "'+省级推广");
        assert_eq!(quoted("a,\"b\""), "\"a,\"\"b\"\"\"");
        assert_eq!(
            (number("001"), number("86.50"), number("0"), number("—")),
            (None, Some(86.5), Some(0.0), None)
        );
    }
}
