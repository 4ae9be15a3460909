//! 路途: how long visitors are on the road: so many minutes, or counted from coordinates, or by a table of the committee's own.

use std::collections::BTreeMap;

use muster_protocol::definition::{Road, Travel};
use muster_protocol::ids::UnitIx;

use crate::definition::context::Context;
use crate::definition::findings::code;
use crate::definition::findings::finding::{Place, Report};
use crate::definition::head;
use crate::definition::keys::{MINUTES, ROAD_TIMES, SPEED, TRAVEL, VISITS};
use crate::definition::limits::{DAYS_MAX, ROAD_MINUTES_MAX, ROADS_MAX, SPEED_MAX};
use crate::definition::names::Names;
use crate::definition::text::fields::{self, Fields, narrow};
use crate::definition::text::tables::{Row, Table};
use crate::definition::text::tree::{Entry, Node, Value};

/// What stands in a cell of a road that nobody looked up.
const UNKNOWN: [&str; 6] = ["-", "—", "–", "——", "/", "x"];

/// Reads how long the road takes.
pub(super) fn read(node: &Node, names: &mut Names, context: &mut Context<'_>, report: &mut Report) -> Travel {
    if !matches!(node.value, Value::Map(_)) {
        let minutes = names.words.meant(node, report).and_then(|node| number(&node, report));
        return Travel { minutes: minutes.unwrap_or_default(), ..Travel::default() };
    }
    let Some(fields) = Fields::of(node, TRAVEL, node.place, &[MINUTES, SPEED, ROAD_TIMES], report) else {
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
        .error(
            code::BAD_VALUE,
            place,
            "没有写路上的时间怎么算",
            "it does not say how the time on the road is counted",
        )
        .fix(
            "写“时长”（分钟）、“时速”（公里）或“车程表”（表格文件）",
            "write “minutes”, “speed” (km an hour) or “times” (a table)",
        );
}

fn table(node: &Node, names: &Names, context: &mut Context<'_>, report: &mut Report) -> Vec<Road> {
    let Some((file, place)) = head::file(node, ROAD_TIMES, report) else { return Vec::new() };
    let Some(bytes) = context.files.get(&file) else {
        head::missing_file(&file, place, report);
        return Vec::new();
    };
    let mut findings = Report::new(&file);
    let roads = roads(bytes, names, &mut findings);
    // Findings of a file that several programmes name are told once.
    if !context.others.iter().any(|finding| finding.file == file) {
        context.others.extend(findings.into_findings());
    }
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
            twice(row.cell(Some(0)), (&format!("第 {line} 行"), &format!("row {line}")), at, report);
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
        let (zh, en) = ("车程表里一个分钟数也没有", "the table gives no minutes at all");
        report.error(code::EMPTY, Place::START, zh, en).fix(
            "第一行从第二格起写目的地编码，每行第一格写出发地编码，其余写分钟",
            "codes of places in the first row and the first column, minutes in the other cells",
        );
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
                let nth = first + 1;
                twice(code, (&format!("第 {nth} 列"), &format!("column {nth}")), at, report);
            }
            None => columns.push((column, to)),
        }
    }
    columns
}

fn unit(code: &str, place: Place, names: &Names, report: &mut Report) -> Option<UnitIx> {
    let plain = narrow(code);
    let found = names.units.iter().position(|unit| unit.code == plain);
    // A unit whose row of the roster is broken is told there.
    if found.is_none() && names.roster_whole {
        let known = names.units.iter().map(|unit| unit.code.as_str());
        fields::unknown_name(("单位编码", "unit with the code"), code, place, known, report);
    }
    found.and_then(|at| u32::try_from(at).ok()).map(UnitIx)
}

fn twice(code: &str, (zh, en): (&str, &str), place: Place, report: &mut Report) {
    report
        .error(
            code::DUPLICATE_KEY,
            place,
            format!("“{code}”重复，第一次在{zh}"),
            format!("“{code}” appears twice, first in {en}"),
        )
        .fix("请删去一个", "delete one of them");
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
            .error(
                code::TABLE_ROW,
                place,
                format!("“{text}”不是路上的分钟数"),
                format!("“{text}” is no number of minutes on the road"),
            )
            .fix(
                format!("写 0 到 {ROAD_MINUTES_MAX} 的整数；不知道就空着"),
                format!("write a whole number from 0 to {ROAD_MINUTES_MAX}, or leave it empty"),
            );
        return None;
    };
    if same && minutes > 0 {
        report
            .error(
                code::TABLE_ROW,
                place,
                format!("从一个单位到它自己，写了{minutes}分钟"),
                format!("it says {minutes} minutes from a place to itself"),
            )
            .fix("写 0 或空着；也看看行列有没有错位", "write 0 or nothing, and see whether cells have moved");
    }
    (!same).then_some(minutes)
}

/// Tables of roads that the main file names, without judging.
pub(crate) fn files(root: &Node) -> Vec<String> {
    let Some(Node { value: Value::Map(programmes), .. }) = head::child(root, VISITS) else {
        return Vec::new();
    };
    let of = |entry: &Entry| {
        let travel = head::child(&entry.value, TRAVEL)?;
        match &head::child(travel, ROAD_TIMES)?.value {
            Value::Text(text) => Some(text.trim().to_owned()),
            _ => None,
        }
    };
    programmes.iter().filter_map(of).filter(|name| head::stays_inside(name)).collect()
}
