//! 任务: what is asked of an audience. A duty with parts becomes one duty for each part.

use muster_protocol::definition::{Hold, Variant};
use muster_protocol::text;

use super::line::{self, DutyLine, FollowUp, Line};
use super::outlets;
use super::terms;
use crate::definition::description::grammar;
use crate::definition::findings::code;
use crate::definition::findings::finding::{Place, Report};
use crate::definition::keys::{
    COUNT_ONLY, DUTIES, EXPLORE, INVITEES, Key, METHODS, NEEDS, PARTS, PUBLISH_ON, THEN, TOPICS, WHEN,
};
use crate::definition::limits::DUTIES_MAX;
use crate::definition::names::Names;
use crate::definition::text::fields::{self, Fields};
use crate::definition::text::tree::{Entry, Node, Value};

/// Reads the duties behind the lines that were read before.
pub(crate) fn read(node: &Node, lines: &mut Vec<DutyLine>, names: &mut Names, report: &mut Report) {
    for entry in fields::named(node, DUTIES, report) {
        if !fields::slug(&entry.key, entry.key_place, report) {
            continue;
        }
        let Some(whole) = Fields::of_entry(entry, &grammar::activities::DUTIES.keys(), report) else {
            names.faulty_duties.push(entry.key.clone());
            continue;
        };
        match whole.get(PARTS) {
            None => one(&entry.key, Line::alone(entry, &whole), lines, names, report),
            Some(parts) => {
                if matches!(&parts.value, Value::Map(entries) if entries.is_empty()) {
                    no_parts(&entry.key, parts.place, report);
                }
                for part in fields::named(parts, PARTS, report) {
                    self::part(entry, part, &whole, lines, names, report);
                }
            }
        }
    }
}

fn no_parts(id: &str, place: Place, report: &mut Report) {
    report
        .error(code::EMPTY_VALUE, place, text!("id-has-no-part-so-it-asks-for", id))
        .fix(text!("write-its-parts-or-delete-the-line"));
}

fn part(
    whole: &Entry,
    part: &Entry,
    base: &Fields<'_>,
    lines: &mut Vec<DutyLine>,
    names: &mut Names,
    report: &mut Report,
) {
    let Some(id) = line::part_id(&whole.key, &part.key, part.key_place, report) else { return };
    if !fields::slug(&part.key, part.key_place, report) {
        return;
    }
    let name = id.clone();
    let Some(own) = Fields::of(&part.value, &name, part.key_place, &grammar::activities::PART.keys(), report)
    else {
        return;
    };
    let place = part.key_place;
    let line = Line { id, place, own: &own, base: Some(base), takes: &[], when: WHEN };
    one(&whole.key, line, lines, names, report);
}

/// One duty; `whole` is its id, or that of the duty that it is a part of.
fn one(whole: &str, line: Line<'_>, lines: &mut Vec<DutyLine>, names: &mut Names, report: &mut Report) {
    let terms = terms::read(&line, names, report);
    let variant = variant(whole, &line, names, report);
    let (own, ix) = (line.own, line::next(lines));
    let Some(read) = line.read(variant, terms, names, report) else { return };
    lines.push(read);
    let variant = Variant::Progress(ix);
    FollowUp { suffix: "progress", key: THEN, on: own, ix, variant }.read(lines, names, report);
}

/// The kind of duty that a line's keys speak of; keys of two kinds are a fault.
fn variant(whole: &str, line: &Line<'_>, names: &Names, report: &mut Report) -> Variant {
    let list = |key: Key, report: &mut Report| {
        line.get(key).map_or_else(Vec::new, |node| fields::words(node, key, report))
    };
    let flag = |key: Key, report: &mut Report| {
        line.get(key).filter(|node| fields::flag(node, key, report) == Some(true)).map(|_| key)
    };
    let held = [METHODS, TOPICS, INVITEES].into_iter().find(|&key| line.get(key).is_some());
    let kinds =
        [held, flag(COUNT_ONLY, report), line.get(PUBLISH_ON).map(|_| PUBLISH_ON), flag(EXPLORE, report)];
    let mut kinds = kinds.into_iter().flatten();
    let (first, second) = (kinds.next(), kinds.next());
    if let (Some(first), Some(second)) = (first, second) {
        two_kinds(first, second, line.place, report);
    }
    match first {
        Some(COUNT_ONLY) => {
            if let Some(node) = line.get(NEEDS) {
                nothing_to_keep(node.place, report);
            }
            Variant::Count
        }
        Some(EXPLORE) => Variant::Explore(whole.to_owned()),
        Some(PUBLISH_ON) => Variant::Publish(
            line.get(PUBLISH_ON).map_or_else(Vec::new, |node| outlets::of_line(node, names, report)),
        ),
        Some(_) => Variant::Hold(Hold {
            methods: list(METHODS, report),
            topics: list(TOPICS, report),
            invitees: list(INVITEES, report),
        }),
        None => Variant::Deliver,
    }
}

fn two_kinds(first: Key, second: Key, place: Place, report: &mut Report) {
    let said = text!(
        "own-and-second-cannot-stand-in-one-duty",
        own = report.own(first),
        second = report.own(second)
    );
    report.error(code::BAD_VALUE, place, said).fix(text!("make-two-duties-or-two-parts-of-it"));
}

fn nothing_to_keep(place: Place, report: &mut Report) {
    report
        .error(code::BAD_VALUE, place, text!("a-duty-that-only-counts-takes-nothing-in"))
        .fix(text!("delete-needs-and-write-the-numbers-in-measures"));
}

/// Holds everything that is asked, whatever its section, to one limit.
pub(crate) fn limit(place: Place, lines: &mut Vec<DutyLine>, report: &mut Report) {
    if lines.len() > DUTIES_MAX {
        let have = lines.len();
        let said =
            text!("have-things-are-asked-duties-pledges-ledgers-and", #have = have, duties_max = DUTIES_MAX);
        report.error(code::TOO_MANY, place, said).fix(text!("split-it-into-several-campaigns"));
        lines.truncate(DUTIES_MAX);
    }
}
