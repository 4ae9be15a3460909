//! Tables of what is judged: score sheets and one unit's lines, snapshots and what differs between two, ratings and draws,
//! appeals, vetoes, lists, and what an auditor looks at. They follow from the log as far as it goes.

mod audited;
mod difference;
mod explain;
mod listed;
mod named;
mod past;
mod ratings;
mod scores;
mod snapshots;

use std::collections::BTreeMap;

use muster_protocol::catalogue::LocalizedText;
use muster_protocol::definition::{Decimal, Definition};
use muster_protocol::ids::CampaignId;
use muster_protocol::refs::UnitCode;
use muster_protocol::table::{Exact, SheetTable};
use muster_protocol::text;

use super::TableView;
use crate::execute::Handle;
use crate::execute::live::Live;
use crate::execute::sight::Sight;
use crate::store::StoreError;

/// The table of this name; none when it is not one of these.
pub(super) async fn show(
    handle: &Handle,
    campaign: &CampaignId,
    name: &str,
    sight: &Sight,
) -> Result<Option<TableView>, StoreError> {
    let found = handle.scored(campaign, async |live| {
        let def = live.def.clone();
        let (first, rest) = name.split_once('/').map_or((name, None), |(first, rest)| (first, Some(rest)));
        match (first, rest) {
            ("snapshots", None) => return Ok(Some(snapshots::list(live))),
            ("snapshots", Some(rest)) => return snapshots::one((handle, sight), live, rest).await,
            // Those of one sheet, or of all.
            ("appeals" | "vetoes" | "points", of)
                if of.is_none_or(|of| def.scores.iter().any(|sheet| sheet.id == of)) =>
            {
                return Ok(Some(match first {
                    "appeals" => listed::appeals(live, sight, of),
                    "vetoes" => listed::vetoes(live, sight, of),
                    _ => listed::points(live, sight, of),
                }));
            }
            // What an auditor looks at is of all units.
            ("audit", None) if !sight.is_whole() => return Ok(None),
            ("audit", None) => {
                let readings = handle.contacts().readings(campaign).await?;
                let tables = listed::tables(handle, live).await?;
                return Ok(Some(audited::show(live, &readings, &listed::contradicted(live, &tables))));
            }
            _ => {}
        }
        if let Some(at) = def.scores.iter().position(|sheet| sheet.id == first) {
            let mut table = live.now();
            if rest == Some("rates") {
                sight.cut(&mut table);
                return Ok(Some(snapshots::rates(live, &table)));
            }
            let Some(table) = table.sheets.get_mut(at) else { return Ok(None) };
            return Ok(match rest {
                None => {
                    sight.cut_sheet(table);
                    Some(scores::sheet(&def, at, (&*table, sight.is_whole()), &scores::When::Now))
                }
                Some("lines") => {
                    sight.cut_sheet(table);
                    Some(scores::lines(&def, at, table))
                }
                // How it stands to units with the same total is its own matter.
                Some(code) if sight.unit(code) => explain::unit(live, at, table, code),
                Some(_) => None,
            });
        }
        if let Some(round) = def.reviews.iter().find(|round| round.id == first) {
            return Ok(Some(ratings::round(live, round, rest, sight)));
        }
        if let Some(at) = def.lists.iter().position(|list| list.id == first) {
            let tables = listed::tables(handle, live).await?;
            return Ok(Some(listed::list(live, at, sight, &tables)));
        }
        Ok(None)
    });
    found.await.map(Option::flatten)
}

/// Hundredths as points: `86.50`.
fn points(hundredths: i64) -> String {
    let sign = if hundredths < 0 { "-" } else { "" };
    format!("{sign}{}.{:02}", hundredths.unsigned_abs() / 100, hundredths.unsigned_abs() % 100)
}

fn or_dash(points: Option<String>) -> LocalizedText {
    LocalizedText::same(points.unwrap_or_else(|| "—".to_owned()))
}

/// A fraction as people read it: whole where it is whole, else to four places, with its parts where they are short.
fn value(exact: &Exact) -> String {
    let Some(number) = muster_rules::score::exact::read(exact) else { return "?".to_owned() };
    let hundred = muster_rules::score::exact::whole(100);
    let shown = muster_rules::score::exact::rounded(&(number * hundred));
    Decimal(shown).to_string()
}

/// The unit with this code as tables name it.
fn label(def: &Definition, code: &str) -> String {
    format!("{code} {}", def.unit_short(code))
}

fn category(def: &Definition, code: &str) -> String {
    def.unit(code).map_or_else(String::new, |unit| unit.category.clone())
}

/// The categories in the order in which the roster has them.
fn categories(def: &Definition) -> BTreeMap<&str, usize> {
    let mut all = BTreeMap::new();
    for unit in &def.units {
        let next = all.len();
        all.entry(unit.category.as_str()).or_insert(next);
    }
    all
}

/// Where a row stands: by category, then rank, those without one last.
fn place(
    def: &Definition,
    categories: &BTreeMap<&str, usize>,
    code: &UnitCode,
    rank: u32,
) -> (usize, u32, String) {
    let category = def.unit(code).and_then(|unit| categories.get(unit.category.as_str()));
    (category.copied().unwrap_or(usize::MAX), if rank == 0 { u32::MAX } else { rank }, code.to_string())
}

/// The rows of a sheet in their order; where it ranks all units together, their categories part nothing.
fn ordered<'t>(def: &Definition, table: &'t SheetTable) -> Vec<&'t muster_protocol::table::ScoreRow> {
    let sheet = def.scores.iter().find(|sheet| sheet.id == table.sheet);
    let parted = sheet.is_none_or(|sheet| sheet.within_category);
    let categories = if parted { categories(def) } else { BTreeMap::new() };
    let mut rows: Vec<_> = table.rows.iter().collect();
    rows.sort_by_cached_key(|row| place(def, &categories, &row.unit, row.rank));
    rows
}

/// What is said of a live table: as of when.
fn as_of(live: &Live) -> LocalizedText {
    let at = live.local(live.at);
    let seen = live.fold.seen();
    text!("as-of-an-event", at, seen)
}
