//! A ledger: of one unit its rows, of all units how fresh each is.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use muster_protocol::catalogue::{Listed, LocalizedText};
use muster_protocol::definition::{Definition, Duty, Ledger, Variant};
use muster_protocol::ids::{DutyIx, UnitIx};
use muster_protocol::time::{Date, Instant};
use muster_protocol::{id, text};
use muster_rules::audience;
use muster_rules::zone::Zone;
use sqlx::SqliteConnection;

use super::{Asked, TableView, by};
use crate::execute::sight::Sight;
use crate::store::StoreError;
use crate::store::sqlite::cells::{self, Cells, FromCells, bound, rows};

/// Most rows of a ledger that are listed, the last ones; the notes say how many there are.
const LISTED_MAX: usize = 200;

/// What was written, by column.
struct Written(Vec<(String, String)>);

impl FromCells for Written {
    fn from_cells(cells: &mut Cells<'_>) -> Result<Self, StoreError> {
        Ok(Self(serde_json::from_str(&cells.read::<String>()?).unwrap_or_default()))
    }
}

rows! {
    /// A row as it was entered.
    struct Row {
        unit: UnitIx,
        row: u32,
        fixed: Option<String>,
        cells: Written,
        wrong: Option<u32>,
        at: Instant,
        actor: String,
        behalf: Option<String>,
    }
}

pub(super) async fn show(asked: &mut Asked<'_>) -> Result<Option<TableView>, StoreError> {
    let (id, code) = asked.name.split_once('/').map_or((asked.name, None), |(id, code)| (id, Some(code)));
    let def = Arc::clone(&asked.def);
    let Some((ix, duty, ledger)) = ledger_of(&def, id) else { return Ok(None) };
    let Ok(zone) = Zone::of(&def) else { return Ok(None) };
    let Some(code) = code else {
        let rows = rows(asked.connection, asked.campaign, ix, None).await?;
        let mut stale = stale(asked.connection, asked.campaign, id).await?;
        stale.retain(|unit| asked.sight.unit_of(&def, *unit));
        return Ok(Some(of_all(&def, duty, &zone, (rows.as_slice(), &stale), asked.sight)));
    };
    let Some(unit) = def.unit_by_code(code).filter(|_| asked.sight.unit(code)) else { return Ok(None) };
    let rows = rows(asked.connection, asked.campaign, ix, Some(unit)).await?;
    Ok(Some(of_one(&def, duty, ledger, unit, &rows, &zone)))
}

fn ledger_of<'d>(def: &'d Definition, id: &str) -> Option<(DutyIx, &'d Duty, &'d Ledger)> {
    (0u16..).map(DutyIx).zip(&def.duties).find_map(|(ix, duty)| match &duty.variant {
        Variant::Ledger(ledger) if duty.id == id => Some((ix, duty, ledger)),
        _ => None,
    })
}

async fn rows(
    connection: &mut SqliteConnection,
    campaign: i64,
    duty: DutyIx,
    unit: Option<UnitIx>,
) -> Result<Vec<Row>, StoreError> {
    let query = bound!(
        "SELECT unit, row, fixed, cells, wrong, at, actor, behalf FROM ledger_rows
         WHERE campaign = ?1 AND duty = ?2 AND (?3 IS NULL OR unit = ?3) ORDER BY unit, row",
        campaign,
        duty.0,
        unit.map(|unit| unit.0),
    );
    cells::all(query, connection).await
}

/// Units whose ledger was not brought up to date in time and still is not.
async fn stale(
    connection: &mut SqliteConnection,
    campaign: i64,
    id: &str,
) -> Result<BTreeSet<UnitIx>, StoreError> {
    let query = bound!(
        "SELECT i.unit FROM items i JOIN occasions o ON o.campaign = i.campaign AND o.occasion = i.occasion
         WHERE i.campaign = ? AND (o.key = ? OR o.key LIKE ? || '.%') AND i.late = 1 AND i.state IN ('open', 'returned')",
        campaign,
        id,
        id,
    );
    cells::all(query, connection).await.map(BTreeSet::from_iter)
}

fn of_one(
    def: &Definition,
    duty: &Duty,
    ledger: &Ledger,
    unit: UnitIx,
    rows: &[Row],
    zone: &Zone,
) -> TableView {
    let mut columns = vec![text!("row")];
    if !ledger.rows.is_empty() {
        columns.push(text!("fixed-row"));
    }
    let mut names: Vec<&str> = ledger.columns.iter().map(|column| column.name.as_str()).collect();
    // What was written under a heading that there is no more is shown under it all the same.
    for (column, _) in rows.iter().flat_map(|row| &row.cells.0) {
        if !names.contains(&column.as_str()) {
            names.push(column);
        }
    }
    columns.extend(names.iter().map(LocalizedText::same));
    columns.extend([text!("note"), text!("entered"), text!("column-by")]);
    let corrected: BTreeMap<u32, u32> = rows.iter().filter_map(|row| Some((row.wrong?, row.row))).collect();
    let row_of = |row: &Row| {
        let mut cells = vec![LocalizedText::same(row.row)];
        if !ledger.rows.is_empty() {
            cells.push(LocalizedText::same(row.fixed.as_deref().unwrap_or_default()));
        }
        let written =
            |name: &&str| row.cells.0.iter().find(|(column, _)| column == name).map(|(_, cell)| cell);
        cells.extend(names.iter().map(|name| LocalizedText::same(written(name).map_or("", String::as_str))));
        cells.push(match (row.wrong, corrected.get(&row.row)) {
            (Some(wrong), _) => text!("corrects-row-wrong", wrong),
            (None, Some(by)) => text!("corrected-by-row-by", by),
            (None, None) => LocalizedText::same(""),
        });
        cells.extend([LocalizedText::same(zone.date_of(row.at)), by(&row.actor, row.behalf.as_deref())]);
        cells
    };
    let short = def.units.get(unit.at()).map_or("", |unit| unit.short.as_str());
    let mut notes = vec![text!("so-many-rows", #rows = rows.len())];
    if let Some(missing) = missing(ledger, rows) {
        notes.push(missing);
    }
    TableView {
        title: LocalizedText::same(format!("{} {short}", duty.name)),
        columns,
        rows: rows.iter().skip(rows.len().saturating_sub(LISTED_MAX)).map(row_of).collect(),
        notes,
    }
}

/// Fixed rows about which nothing was entered yet.
fn missing(ledger: &Ledger, rows: &[Row]) -> Option<LocalizedText> {
    let never = ledger.rows.iter().filter(|name| !rows.iter().any(|row| row.fixed.as_ref() == Some(*name)));
    let never: Vec<&str> = never.map(String::as_str).collect();
    if never.is_empty() {
        return None;
    }
    Some(text!("never-entered-never", never: Listed(&never)))
}

fn of_all(
    def: &Definition,
    duty: &Duty,
    zone: &Zone,
    (rows, stale): (&[Row], &BTreeSet<UnitIx>),
    sight: &Sight,
) -> TableView {
    let mut kept: BTreeMap<UnitIx, (usize, Instant)> = BTreeMap::new();
    for row in rows {
        let (count, last) = kept.entry(row.unit).or_insert((0, row.at));
        (*count, *last) = (*count + 1, row.at);
    }
    let row_of = |unit: UnitIx| {
        let (count, last) = kept.get(&unit).map_or((0, None), |(count, last)| (*count, Some(*last)));
        let last: Option<Date> = last.map(|at| zone.date_of(at));
        let row = def.units.get(unit.at());
        cells! {
            = row.map_or("", |unit| unit.code.as_str()), = row.map_or("", |unit| unit.short.as_str()),
            = count, = last.map_or_else(String::new, |day| day.to_string()),
            if stale.contains(&unit) { text!("stale") } else { text!("fresh") }
        }
    };
    let columns = heads! {
        id!("column-code-of-the-unit"), id!("unit"), id!("number-of-rows"), id!("last-entry"),
        id!("column-freshness")
    };
    TableView {
        title: LocalizedText::same(&duty.name),
        columns,
        rows: audience::members(def, duty.audience)
            .into_iter()
            .filter(|unit| sight.unit_of(def, *unit))
            .map(row_of)
            .collect(),
        notes: vec![text!("so-many-units-are-stale", #stale = stale.len())],
    }
}

#[cfg(test)]
mod tests {
    use muster_protocol::definition::{Column, Holds};

    use super::*;

    /// A row of two cells as it was entered.
    fn row(number: u32, cells: [(&str, &str); 2]) -> Row {
        Row {
            unit: UnitIx(0),
            row: number,
            fixed: None,
            cells: Written(cells.map(|(column, cell)| (column.to_owned(), cell.to_owned())).to_vec()),
            wrong: None,
            at: Instant(0),
            actor: "a".to_owned(),
            behalf: None,
        }
    }

    #[test]
    fn an_amendment_that_reorders_columns_moves_no_old_cell() {
        let def = crate::sample::definition();
        let column = |name: &str| Column { name: name.to_owned(), holds: Holds::Number };
        let ledger = |names: &[&str]| Ledger {
            columns: names.iter().map(|name| column(name)).collect(),
            rows: Vec::new(),
            balance: None,
        };
        let zone = Zone::of(&def).unwrap();
        let rows = [row(1, [("in", "5"), ("out", "1")]), row(2, [("out", "2"), ("in", "7")])];
        let shown = |names: &[&str]| {
            let shown = of_one(&def, &def.duties[0], &ledger(names), UnitIx(0), &rows, &zone);
            let at = |name: &str| shown.columns.iter().position(|column| column.en == name).unwrap();
            let cell = |row: &[LocalizedText], name: &str| row[at(name)].en.clone();
            shown.rows.iter().map(|row| (cell(row, "in"), cell(row, "out"))).collect::<Vec<_>>()
        };
        let as_entered = [("5", "1"), ("7", "2")].map(|(one, other)| (one.to_owned(), other.to_owned()));
        for names in [&["in", "out"][..], &["out", "in"], &["new", "out", "in"], &["in"]] {
            assert_eq!(shown(names), as_entered, "{names:?}");
        }
    }
}
