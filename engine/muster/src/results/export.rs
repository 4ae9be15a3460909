//! Results for people: tables as a workbook, as comma-separated text, as a page to print with charts, or as JSON.

mod page;
mod workbook;

use muster_protocol::catalogue::{Language, Listed, LocalizedText};
use muster_protocol::say;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use clap::Args;
use muster_protocol::definition::{Definition, ExportKind, ScoreSheet};
use muster_protocol::ids::CampaignId;
use muster_server::read::tables::TableView;

use crate::authoring::files;
use crate::client::act::with_campaign;
use crate::client::connection::Connection;
use crate::client::definitions;
use crate::client::target::Target;
use crate::exit::{Exit, Failure};
use crate::output::Output;
use crate::run::Run;
use crate::suggestions;

/// Where to, and of what.
#[derive(Debug, Args)]
pub struct Export {
    name: Option<String>,
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
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
    with_campaign(out, target, async |connection, campaign| {
        let def = definitions::in_force(out.lang, connection, campaign).await?;
        let sheet = meant(out.lang, &def, sheet)?;
        work(connection, campaign, &sheet).await
    })
}

/// The sheet of this id.
///
/// # Errors
/// [`Failure`] with the sheets that there are.
pub(crate) fn known_sheet<'d>(
    lang: Language,
    def: &'d Definition,
    id: &str,
) -> Result<&'d ScoreSheet, Failure> {
    def.scores.iter().find(|sheet| sheet.id == id).ok_or_else(|| {
        let ids: Vec<&str> = def.scores.iter().map(|sheet| sheet.id.as_str()).collect();
        let listed = say!(lang, "score-sheets-listed", sheets: Listed(&ids));
        let next = suggestions::hint(lang, id, ids.iter().copied(), &listed);
        Failure::new(Exit::Fault, say!(lang, "there-is-no-score-sheet-id", id)).next(next)
    })
}

/// The sheet that is meant: the one that is named, else the only one. Where there are more nobody is shown one of them by chance.
///
/// # Errors
/// [`Failure`] where there is none, or several.
pub(crate) fn meant(lang: Language, def: &Definition, sheet: Option<&str>) -> Result<String, Failure> {
    let ids: Vec<&str> = def.scores.iter().map(|sheet| sheet.id.as_str()).collect();
    match (sheet, ids.as_slice()) {
        (Some(sheet), _) => Ok(sheet.to_owned()),
        (None, []) => Err(Failure::new(Exit::Fault, lang.say("this-campaigns-file-has-no-score-sheet"))),
        (None, [only]) => Ok((*only).to_owned()),
        (None, several) => {
            let what = say!(lang, "there-are-several-score-sheets", sheets: Listed(several));
            Err(Failure::new(Exit::Usage, what).next(lang.say("say-which-score-sheet")))
        }
    }
}

impl Run for Export {
    fn run(&self, out: &mut Output) -> anyhow::Result<Exit> {
        with_sheet(out, &self.target, self.name.as_deref(), async |connection, campaign, name| {
            let tables = tables(out, connection, campaign, name).await?;
            let def = definitions::in_force(out.lang, connection, campaign).await?;
            let paths = match &self.out {
                Some(path) => vec![path.clone()],
                None => asked(&def, name),
            };
            if paths.is_empty() {
                let what = out.lang.say("the-campaigns-file-asks-for-no-export");
                let next = out.lang.say("name-a-file-with-out");
                return Err(Failure::new(Exit::Usage, what).next(next).into());
            }
            self.encoded(out.lang, &paths)?;
            for path in &paths {
                let bytes = self.written(out.lang, &def.name, &tables, path)?;
                files::replace(out.lang, path, &bytes)?;
                out.data(path.display())?;
            }
            Ok(Exit::Fine)
        })
    }
}

impl Export {
    /// Refuses another encoding where nothing would be written in it.
    fn encoded(&self, lang: Language, paths: &[PathBuf]) -> Result<(), Failure> {
        let is_text = |path: &PathBuf| path.extension().is_some_and(|kind| kind == "csv");
        if !self.gb18030 || paths.iter().any(is_text) {
            return Ok(());
        }
        let what = lang.say("gb18030-is-of-csv-alone");
        Err(Failure::new(Exit::Usage, what).next(lang.say("write-a-csv-or-leave-gb18030-out")))
    }

    /// The tables as the file's name wants them.
    fn written(
        &self,
        lang: Language,
        title: &str,
        tables: &[TableView],
        path: &Path,
    ) -> anyhow::Result<Vec<u8>> {
        Ok(match path.extension().and_then(|kind| kind.to_str()) {
            Some("xlsx") => workbook::of(lang, title, tables)?,
            Some("csv") => self.text(lang, tables),
            Some("html") => page::page(lang, title, tables).into_bytes(),
            Some("json") => serde_json::to_vec_pretty(tables)?,
            _ => {
                let what = lang.say("the-files-name-must-end-in-xlsx-csv");
                return Err(Failure::new(Exit::Usage, what).into());
            }
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

/// The files that the campaign's file asks for of a sheet, or of a snapshot with all sheets: `annual.xlsx`.
fn asked(def: &Definition, name: &str) -> Vec<PathBuf> {
    let is_sheet = def.scores.iter().any(|sheet| sheet.id == name);
    let of = def.scores.iter().filter(|sheet| !is_sheet || sheet.id == name);
    let kinds: BTreeSet<ExportKind> = of.flat_map(|sheet| sheet.exports.iter().copied()).collect();
    let name = name.replace('/', "-");
    let file = |kind: ExportKind| match kind {
        ExportKind::Xlsx => format!("{name}.xlsx"),
        ExportKind::Html => format!("{name}.html"),
        ExportKind::Csv => format!("{name}.csv"),
    };
    kinds.into_iter().map(|kind| PathBuf::from(file(kind))).collect()
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
        names.extend([name.to_owned(), format!("{name}/lines"), format!("{name}/rates")]);
        names.extend(["appeals", "vetoes", "points"].map(|entered| format!("{entered}/{name}")));
        names.push("snapshots".to_owned());
        names.extend(def.reviews.iter().map(|round| round.id.clone()));
        names.extend(def.lists.iter().map(|list| list.id.clone()));
    } else {
        names.extend(of_snapshot(&def, name));
    }
    let mut tables = Vec::new();
    for name in &names {
        let mut shown = connection.show(campaign, name).await?;
        if let Some(table) = shown.as_mut().filter(|_| name == "snapshots") {
            // What to type to see one is for who types: it stands on no paper.
            table.notes.clear();
        }
        tables.extend(shown);
    }
    if tables.is_empty() {
        let what = say!(out.lang, "there-is-no-score-sheet-or-snapshot-name", name);
        return Err(Failure::new(Exit::Fault, what).next("muster snapshot list"));
    }
    Ok(tables)
}

/// The tables of a snapshot, or of one of its sheets. The first is what `muster snapshot show` shows: a file of one table has that
/// one.
fn of_snapshot(def: &Definition, name: &str) -> Vec<String> {
    if let Some((_, sheet)) = name.split_once('/') {
        let lines = def.scores.iter().any(|known| known.id == sheet);
        let lines = lines.then(|| format!("snapshots/{name}/lines"));
        return std::iter::once(format!("snapshots/{name}")).chain(lines).collect();
    }
    let own = def.snapshot_of(name).and_then(|plan| plan.moment.sheet());
    let ids = def.scores.iter().map(|sheet| sheet.id.as_str());
    let (first, others): (Vec<&str>, Vec<&str>) = ids.partition(|id| Some(*id) == own);
    let of = |id: &str| [format!("snapshots/{name}/{id}"), format!("snapshots/{name}/{id}/lines")];
    let mut names: Vec<String> = first.into_iter().flat_map(of).collect();
    names.push(format!("snapshots/{name}/rates"));
    names.extend(others.into_iter().flat_map(of));
    names
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn where_there_are_several_sheets_none_is_taken_by_chance() {
        let mut def = muster_core::definition::compile(&crate::embedded::files()).definition.unwrap();
        assert!(def.scores.len() > 1);
        assert_eq!(meant(Language::En, &def, Some("annual")).unwrap(), "annual");
        let refused = meant(Language::Zh, &def, None).unwrap_err();
        assert!(refused.what.contains("annual") && refused.next.is_some(), "{refused:?}");
        def.scores.truncate(1);
        assert_eq!(meant(Language::En, &def, None).unwrap(), def.scores[0].id);
        def.scores.clear();
        assert!(meant(Language::En, &def, None).is_err());
    }

    #[test]
    fn a_file_of_a_snapshot_begins_with_the_table_that_is_shown_of_it() {
        let def = muster_core::definition::compile(&crate::embedded::files()).definition.unwrap();
        assert_eq!(
            of_snapshot(&def, "annual-freeze")[..2],
            ["snapshots/annual-freeze/annual", "snapshots/annual-freeze/annual/lines"]
        );
        assert_eq!(of_snapshot(&def, "month-end.2014-05")[0], "snapshots/month-end.2014-05/rates");
        assert_eq!(
            of_snapshot(&def, "final/annual"),
            ["snapshots/final/annual", "snapshots/final/annual/lines"]
        );
        assert_eq!(of_snapshot(&def, "final/rates"), ["snapshots/final/rates"]);
        let all = of_snapshot(&def, "annual-freeze");
        assert_eq!(all.len(), def.scores.len() * 2 + 1, "{all:?}");
    }

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
