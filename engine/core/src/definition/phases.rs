//! 阶段: dated stretches that must neither overlap nor leave gaps unnoticed.

use muster_protocol::definition::Phase;
use muster_protocol::ids::AudienceIx;
use muster_protocol::text;
use muster_protocol::time::Date;

use super::days::years::{self, Stretch};
use super::findings::code;
use super::findings::finding::Report;
use super::people::audiences;
use super::text::fields::{self, Fields};
use super::text::tree::{Node, Value};
use super::timing::rule;
use crate::definition::description::grammar;
use crate::definition::head;
use crate::definition::keys::{CADENCES, FROM, ID, Key, NAME, PHASE_NOTICE, PHASES, UNTIL, WHO, word};
use crate::definition::limits::PHASES_MAX;
use crate::definition::names::{Names, PhaseLine};

/// Instead of an hour: nobody is told that the phase begins.
const NO_NOTICE: Key = word("不通知", "none");

/// Reads the phases, in order of their dates.
pub(crate) fn read(node: &Node, names: &mut Names, report: &mut Report) {
    let items = fields::items(node);
    if items.len() > PHASES_MAX || items.is_empty() {
        let said = text!("there-must-be-1-to-phases-max-phases", phases_max = PHASES_MAX);
        report.error(code::TOO_MANY, node.place, said).fix(text!("write-at-least-one-phase"));
    }
    let mut lines: Vec<PhaseLine> = Vec::new();
    let stretches = stretches(items, names.year);
    for (item, stretch) in items.iter().zip(stretches).take(PHASES_MAX) {
        let Some(line) = one(item, stretch, names, report) else {
            names.faulty_phases.extend(called(item));
            continue;
        };
        if let Some(first) = lines.iter().find(|known| known.phase.id == line.phase.id) {
            let at = first.place.line;
            report
                .error(
                    code::DUPLICATE_ID,
                    line.place,
                    text!("the-phase-id-id-appears-twice-first-at", id = line.phase.id, at),
                )
                .fix(text!("change-one-of-them"));
            continue;
        }
        lines.push(line);
    }
    lines.sort_by_key(|line| (line.phase.from, line.phase.to));
    // Next to a phase that could not be read every other one would seem to leave a gap.
    if names.faulty_phases.is_empty() {
        neighbours(&lines, report);
    }
    names.phases = lines;
}

/// The days of the phases, none where their texts are missing.
fn stretches(items: &[Node], year: i32) -> Vec<Stretch> {
    let text = |item: &Node, key| head::child(item, key).and_then(head::plain_text).unwrap_or_default();
    let texts: Vec<(String, String)> =
        items.iter().map(|item| (text(item, FROM), text(item, UNTIL))).collect();
    years::phases(&texts, year)
}

/// First and last day of the campaign, without judging: what the head of the file and the roster are read by.
pub(crate) fn campaign(root: &Node, year: i32) -> Option<(Date, Date)> {
    let all = stretches(fields::items(head::child(root, PHASES)?), year);
    let from = all.iter().filter_map(|(from, _)| from.ok()).min()?;
    let to = all.iter().filter_map(|(_, to)| to.ok()).max()?;
    (from <= to).then_some((from, to))
}

/// What a faulty phase would be called by.
fn called(node: &Node) -> Vec<String> {
    [ID, NAME].into_iter().filter_map(|key| head::plain_text(head::child(node, key)?)).collect()
}

fn one(node: &Node, stretch: Stretch, names: &mut Names, report: &mut Report) -> Option<PhaseLine> {
    let fields = Fields::of(node, PHASES, node.place, &grammar::PHASE.keys(), report)?;
    let id = fields.must(ID, report).and_then(|node| Some((fields::text(node, ID, report)?, node.place)));
    let id = id.filter(|(id, place)| fields::slug(id, *place, report));
    let name = fields.must_text(NAME, report);
    let refs = fields::refs(&fields, report);
    let mut day = |key: Key, day| {
        let node = fields.must(key, report)?;
        let text = fields::text(node, key, report)?;
        rule::day_of(day, &text, node, report)
    };
    let (from, to) = (day(FROM, stretch.0), day(UNTIL, stretch.1));
    let notice = fields.get(PHASE_NOTICE).filter(|node| !silent(node));
    let notice = notice.and_then(|node| fields::time(node, PHASE_NOTICE, report));
    let policy = names.must_policy(&fields, report);
    let cadences = fields.flag(CADENCES, report).unwrap_or(false);
    let owner = name.clone().unwrap_or_default();
    // A phase that names nobody tells the first audience of the file: everyone, by custom.
    let audience = match fields.get(WHO) {
        Some(node) => audiences::of_line(node, &owner, WHO, names, report)?,
        None => AudienceIx(0),
    };
    let (id, place) = id?;
    let (from, to) = (from?, to?);
    let last = fields.get(UNTIL).map_or(place, |node| node.place);
    if to < from {
        rule::ends_before(last, from, to, report);
        return None;
    }
    if from.parts().0 < to.parts().0 && fields.get(UNTIL).is_some_and(|node| !written(node, to)) {
        report.note(code::OVER_NEW_YEAR, last, text!("it-ends-in-the-next-year-on-to", to));
    }
    let phase = Phase { id, name: name?, refs, from, to, notice, audience, policy };
    Some(PhaseLine { phase, place, cadences })
}

/// Whether the year of a day is written.
fn written(node: &Node, day: Date) -> bool {
    head::plain_text(node).is_some_and(|text| fields::narrow(&text).contains(&day.parts().0.to_string()))
}

fn silent(node: &Node) -> bool {
    matches!(&node.value, Value::Text(text) if NO_NOTICE.is(text))
}

fn neighbours(lines: &[PhaseLine], report: &mut Report) {
    let mut last: Option<(&PhaseLine, Date)> = None;
    for line in lines {
        if let Some((before, to)) = last {
            report_overlap(before, to, line, another_year(line, lines), report);
        }
        if last.is_none_or(|(_, to)| to < line.phase.to) {
            last = Some((line, line.phase.to));
        }
    }
}

/// How near a phase must come to another one by another year so that the year is what is wrong with it.
const NEAR_DAYS: i32 = 31;

/// The day on which a phase would begin in the year before or after, where it would lie beside another one there.
fn another_year(line: &PhaseLine, lines: &[PhaseLine]) -> Option<Date> {
    let moved = |day: Date, years: i32| {
        let (year, month, date) = day.parts();
        Date::ymd(year + years, month, date)
    };
    let beside = |from: Date, to: Date| {
        let mut others = lines.iter().map(|other| &other.phase).filter(|other| other.id != line.phase.id);
        let near = |other: &Phase| {
            (1..=NEAR_DAYS).contains(&(from.0 - other.to.0))
                || (1..=NEAR_DAYS).contains(&(other.from.0 - to.0))
        };
        let apart = |other: &Phase| other.to < from || to < other.from;
        others.clone().any(near) && others.all(apart)
    };
    [-1, 1].into_iter().find_map(|years| {
        let (from, to) = (moved(line.phase.from, years)?, moved(line.phase.to, years)?);
        beside(from, to).then_some(from)
    })
}

fn report_overlap(before: &PhaseLine, to: Date, line: &PhaseLine, meant: Option<Date>, report: &mut Report) {
    let (first, second, from, place) = (&before.phase.name, &line.phase.name, line.phase.from, line.place);
    let fix = match meant {
        Some(day) => text!("if-day-is-meant-write-its-year-too", day),
        None => text!("begin-it-on-day", day = to.plus(1)),
    };
    if from <= to {
        let said = text!("the-phase-second-begins-on-from-but-first", second, from, first, to);
        report.error(code::PHASES_OVERLAP, place, said).fix(fix);
    } else if to.plus(1) < from {
        report
            .warning(
                code::PHASES_GAP,
                place,
                text!("first-ends-on-to-and-second-begins-on", first, to, second, from),
            )
            .fix(fix);
    }
}
