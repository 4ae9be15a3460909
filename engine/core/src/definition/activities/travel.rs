//! 路途: how long visitors are on the road: so many minutes, or counted from coordinates, or by a table of the committee's own.

use std::collections::BTreeMap;

use muster_protocol::catalogue::LocalizedText;
use muster_protocol::definition::{Road, Travel};
use muster_protocol::ids::UnitIx;
use muster_protocol::{id, text};

use crate::definition::context::Context;
use crate::definition::description::grammar;
use crate::definition::findings::code;
use crate::definition::findings::finding::{Place, Report};
use crate::definition::head;
use crate::definition::keys::{MINUTES, ROAD_TIMES, SPEED, TRAVEL, VISITS};
use crate::definition::limits::{DAYS_MAX, ROAD_MINUTES_MAX, ROADS_MAX, SPEED_MAX};
use crate::definition::names::Names;
use crate::definition::text::fields::{self, Fields, narrow};
use crate::definition::text::tables::{Row, Table};
use crate::definition::text::tree::{Node, Value};

/// What stands in a cell of a road that nobody looked up.
const UNKNOWN: [&str; 6] = ["-", "—", "–", "——", "/", "x"];

/// Reads how long the road takes.
pub(super) fn read(node: &Node, names: &mut Names, context: &mut Context<'_>, report: &mut Report) -> Travel {
    if !matches!(node.value, Value::Map(_)) {
        let minutes = names.words.meant(node, report).and_then(|node| number(&node, report));
        return Travel { minutes: minutes.unwrap_or_default(), ..Travel::default() };
    }
    let Some(fields) = Fields::of(node, TRAVEL, node.place, &grammar::MEASURED.keys(), report) else {
        return Travel::default();
    };
    let minutes = fields.get(MINUTES).and_then(|node| names.words.meant(node, report));
    let minutes = minutes.and_then(|node| fields::number(&node, MINUTES, 0..=DAYS_MAX, report));
    let speed = fields.get(SPEED).and_then(|node| fields::number(node, SPEED, 1..=SPEED_MAX, report));
    let times = fields.get(ROAD_TIMES).map(|node| table(node, names, context, report));
    if [MINUTES, SPEED, ROAD_TIMES].into_iter().all(|key| fields.get(key).is_none()) {
        nothing(node.place, report);
    }
    Travel { minutes: minutes.unwrap_or_default(), speed, times: times.unwrap_or_default() }
}

fn number(node: &Node, report: &mut Report) -> Option<u16> {
    fields::number(node, TRAVEL, 0..=DAYS_MAX, report)
}

fn nothing(place: Place, report: &mut Report) {
    report
        .error(code::BAD_VALUE, place, text!("it-does-not-say-how-roads-are-counted"))
        .fix(text!("write-minutes-speed-or-a-table-of-times"));
}

fn table(node: &Node, names: &Names, context: &mut Context<'_>, report: &mut Report) -> Vec<Road> {
    let Some((file, bytes)) = head::file(node, ROAD_TIMES, context.files, report) else {
        return Vec::new();
    };
    let mut findings = Report::new(&file);
    let roads = roads(bytes, names, &mut findings);
    context.found(findings);
    roads
}

/// A square table: rows are where roads begin, columns where they lead. A road of which only one direction is given is as long
/// in the other.
fn roads(bytes: &[u8], names: &Names, report: &mut Report) -> Vec<Road> {
    let Some(table) = Table::read(bytes, report) else { return Vec::new() };
    let columns = places(&table, names, report);
    let mut times: BTreeMap<(UnitIx, UnitIx), u16> = BTreeMap::new();
    let mut rows: BTreeMap<UnitIx, u32> = BTreeMap::new();
    for row in &table.rows {
        let at = table.place(row, Some(0));
        let Some(from) = unit(row.cell(Some(0)), at, names, report) else { continue };
        if let Some(line) = rows.insert(from, row.line()) {
            twice(text!("code-appears-twice-first-in-row", code = row.cell(Some(0)), line), at, report);
        }
        for (column, to) in &columns {
            if let Some(minutes) = minutes(&table, row, *column, from == *to, report) {
                times.insert((from, *to), minutes);
            }
        }
    }
    let back: Vec<_> = times.iter().map(|((from, to), minutes)| ((*to, *from), *minutes)).collect();
    for (pair, minutes) in back {
        times.entry(pair).or_insert(minutes);
    }
    if times.is_empty() && !report.broken() {
        report
            .error(code::EMPTY, Place::START, text!("the-table-of-roads-gives-no-minutes"))
            .fix(text!("codes-first-minutes-in-the-other-cells"));
    }
    if times.len() > ROADS_MAX {
        fields::too_many(ROAD_TIMES, Place::START, times.len(), ROADS_MAX, report);
        return Vec::new();
    }
    times.into_iter().map(|((from, to), minutes)| Road { from, to, minutes }).collect()
}

/// Where the columns lead, by their headings.
fn places(table: &Table, names: &Names, report: &mut Report) -> Vec<(usize, UnitIx)> {
    let mut columns: Vec<(usize, UnitIx)> = Vec::new();
    for column in (1..table.columns()).filter(|column| !table.heading(Some(*column)).is_empty()) {
        let (code, at) = (table.heading(Some(column)), table.heading_place(column));
        let Some(to) = unit(code, at, names, report) else { continue };
        match columns.iter().find(|(_, known)| *known == to) {
            Some((first, _)) => {
                twice(text!("code-appears-twice-first-in-column", code, column = first + 1), at, report);
            }
            None => columns.push((column, to)),
        }
    }
    columns
}

fn unit(code: &str, place: Place, names: &Names, report: &mut Report) -> Option<UnitIx> {
    let plain = narrow(code);
    let found = names.units.iter().position(|unit| unit.code == plain);
    // A unit whose row of the roster is broken is reported there.
    if found.is_none() && names.roster_whole {
        let known = names.units.iter().map(|unit| unit.code.as_str());
        fields::unknown_name(id!("unit-with-the-code"), code, place, known, report);
    }
    found.and_then(|at| u32::try_from(at).ok()).map(UnitIx)
}

fn twice(said: LocalizedText, place: Place, report: &mut Report) {
    report.error(code::DUPLICATE_KEY, place, said).fix(text!("delete-one-of-the-two"));
}

/// The minutes of a cell; nothing where the road is not given.
fn minutes(table: &Table, row: &Row, column: usize, same: bool, report: &mut Report) -> Option<u16> {
    let text = narrow(row.cell(Some(column)));
    if text.is_empty() || UNKNOWN.contains(&text.as_str()) {
        return None;
    }
    let minutes = text.parse::<u16>().ok().filter(|minutes| *minutes <= ROAD_MINUTES_MAX);
    let place = table.place(row, Some(column));
    let Some(minutes) = minutes else {
        report
            .error(code::TABLE_ROW, place, text!("text-is-no-number-of-road-minutes", text))
            .fix(text!("write-a-whole-number-or-leave-it-empty", most = ROAD_MINUTES_MAX));
        return None;
    };
    if same && minutes > 0 {
        report
            .error(code::TABLE_ROW, place, text!("minutes-from-a-place-to-itself", #minutes = minutes))
            .fix(text!("write-0-and-see-whether-cells-moved"));
    }
    (!same).then_some(minutes)
}

/// Tables of roads that the main file names, without judging.
pub(crate) fn files(root: &Node) -> Vec<String> {
    head::files_of(root, VISITS, &[TRAVEL, ROAD_TIMES])
}
