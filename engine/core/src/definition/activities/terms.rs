//! What a duty of any kind may ask besides: tags, campaigns it counts for, numbers with floors and ceilings, the focus.

use muster_protocol::definition::{Bound, Measure, Terms};
use muster_protocol::{id, text};

use super::line::Line;
use crate::definition::findings::code;
use crate::definition::findings::finding::{Place, Report};
use crate::definition::frame;
use crate::definition::keys::{COUNTS_FOR, FOCUS, Key, MEASURES, SHARES, TAXONOMIES, word};
use crate::definition::limits::LIST_MAX;
use crate::definition::names::Names;
use crate::definition::text::fields::{self, narrow};
use crate::definition::text::tree::{Node, Value};

/// What a number may be held against: how many members a unit has.
const MEMBERS: Key = word("党员数", "members");

/// Reads the terms of a line.
pub(crate) fn read(line: &Line<'_>, names: &Names, report: &mut Report) -> Terms {
    let mut measures = line.get(MEASURES).map_or_else(Vec::new, |node| measures(node, report));
    if let Some(node) = line.get(SHARES) {
        shares(node, &mut measures, report);
    }
    Terms {
        tags: line.get(TAXONOMIES).map_or_else(Vec::new, |node| frame::tags(node, names, report)),
        counts_for: line.get(COUNTS_FOR).map_or_else(Vec::new, |node| counts_for(node, names, report)),
        measures,
        focus: line.get(FOCUS).is_some_and(|node| focus(node, names, report)),
    }
}

/// Campaigns alongside that records count for.
pub(crate) fn counts_for(node: &Node, names: &Names, report: &mut Report) -> Vec<u8> {
    let all = &names.frame.together_with;
    let mut found = Vec::new();
    for (name, place) in fields::distinct(node, COUNTS_FOR, report) {
        let known = all.iter().map(|known| known.name.as_str());
        let at = fields::position(id!("campaign-alongside"), &name, place, known, report);
        found.extend(at.and_then(|at| u8::try_from(at).ok()));
    }
    found.sort_unstable();
    found
}

fn focus(node: &Node, names: &Names, report: &mut Report) -> bool {
    let wanted = fields::flag(node, FOCUS, report).unwrap_or(false);
    if wanted && names.frame.themes.is_empty() {
        report
            .error(code::UNKNOWN_NAME, node.place, text!("it-asks-for-the-focus-of-the-categories"))
            .fix(text!("add-the-section-themes"));
    }
    wanted
}

/// Reads 参训党员 ≥ 党员数, 发展数 ≤ 核定数, 受益人数.
fn measures(node: &Node, report: &mut Report) -> Vec<Measure> {
    let mut found: Vec<(Written, Place)> = Vec::new();
    for (text, place) in fields::distinct(node, MEASURES, report) {
        match written(&text) {
            Some(one) if found.iter().any(|(known, _)| known.name == one.name) => {
                fields::twice(&one.name, place, report);
            }
            Some(one) => found.push((one, place)),
            None => not_understood(&text, place, report),
        }
    }
    let names: Vec<String> = found.iter().map(|(one, _)| one.name.clone()).collect();
    let mut measures = Vec::new();
    for (one, place) in found {
        let mut bound = |side: Option<String>| side.and_then(|side| bound(&side, &names, place, report));
        let (at_least, at_most) = (bound(one.at_least), bound(one.at_most));
        measures.push(Measure { name: one.name, at_least, at_most, share_of: None });
    }
    measures
}

/// A number with what it is held against, as written.
struct Written {
    name: String,
    at_least: Option<String>,
    at_most: Option<String>,
}

fn written(text: &str) -> Option<Written> {
    let least = ["≥", ">=", "不少于"].iter().find_map(|sign| text.split_once(sign));
    let most = ["≤", "<=", "不超过"].iter().find_map(|sign| text.split_once(sign));
    let (name, at_least, at_most) = match (least, most) {
        (Some((name, side)), None) => (name, Some(side), None),
        (None, Some((name, side))) => (name, None, Some(side)),
        (None, None) => (text, None, None),
        (Some(_), Some(_)) => return None,
    };
    let side = |side: Option<&str>| side.map(|side| side.trim().to_owned());
    let plain = |text: &str| !text.is_empty() && !text.contains(['≥', '≤', '<', '>', '=']);
    let (at_least, at_most) = (side(at_least), side(at_most));
    let sound = plain(name.trim()) && [&at_least, &at_most].into_iter().flatten().all(|side| plain(side));
    sound.then(|| Written { name: name.trim().to_owned(), at_least, at_most })
}

fn bound(side: &str, names: &[String], place: Place, report: &mut Report) -> Option<Bound> {
    if let Ok(number) = narrow(side).parse() {
        return Some(Bound::Number(number));
    }
    if MEMBERS.is(side) {
        return Some(Bound::Members);
    }
    let known = names.iter().map(String::as_str).chain([report.own(MEMBERS)]);
    let at = fields::position(id!("number-that-is-reported"), side, place, known, report)?;
    u8::try_from(at).ok().map(Bound::Measure)
}

fn not_understood(text: &str, place: Place, report: &mut Report) {
    report
        .error(code::BAD_VALUE, place, text!("the-number-text-is-not-understood", text))
        .fix(text!("write-a-name-alone-or-a-name-with"));
}

/// Reads 发展数: [一线, 青年, 妇女]: numbers that are shown as shares of another.
fn shares(node: &Node, measures: &mut Vec<Measure>, report: &mut Report) {
    if !matches!(node.value, Value::Map(_)) {
        let said = text!("shares-name-a-number-and-its-parts", shares = report.own(SHARES));
        report.error(code::WRONG_TYPE, node.place, said).fix(text!("such-as-a-number-and-its-parts"));
        return;
    }
    for entry in fields::named(node, SHARES, report) {
        let known = measures.iter().map(|known| known.name.as_str());
        let kind = id!("number-that-is-reported");
        let whole = fields::position(kind, &entry.key, entry.key_place, known, report);
        let Some(whole) = whole.and_then(|at| u8::try_from(at).ok()) else { continue };
        for (name, place) in fields::distinct(&entry.value, SHARES, report) {
            if measures.iter().any(|known| known.name == name) {
                fields::twice(&name, place, report);
                continue;
            }
            measures.push(Measure { name, at_least: None, at_most: None, share_of: Some(whole) });
        }
    }
    if measures.len() > LIST_MAX {
        fields::too_many(MEASURES, node.place, measures.len(), LIST_MAX, report);
        measures.truncate(LIST_MAX);
    }
}

#[cfg(test)]
mod tests {
    use super::written;

    #[test]
    fn numbers_and_what_they_are_held_against() {
        let read = |text| written(text).map(|one| (one.name, one.at_least, one.at_most));
        assert_eq!(read("受益人数"), Some(("受益人数".into(), None, None)));
        assert_eq!(read("参训党员 ≥ 党员数"), Some(("参训党员".into(), Some("党员数".into()), None)));
        assert_eq!(read("发展数<=核定数"), Some(("发展数".into(), None, Some("核定数".into()))));
        assert_eq!(read("人数不少于10"), Some(("人数".into(), Some("10".into()), None)));
        for bad in ["≥ 3", "人数 ≥", "1 ≤ 人数 ≤ 3", "人数 = 3", "人数 ≥ 2 ≥ 1"] {
            assert_eq!(read(bad), None, "{bad}");
        }
    }
}
