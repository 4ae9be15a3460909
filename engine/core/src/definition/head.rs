//! 活动: who the campaign is, its year, its zone, and the files it names.

use muster_protocol::{id, text};
use std::collections::{BTreeMap, BTreeSet};

use muster_protocol::definition::{ClockChanges, DoubledHour, MissingHour};
use muster_protocol::time::Date;
use muster_rules::zone::Zone;

use super::findings::code;
use super::findings::finding::{Place, Report};
use super::text::fields::{self, Fields};
use super::text::tree::{Node, Value};
use crate::definition::description::grammar;
use crate::definition::keys::{
    CALENDAR, CALENDAR_GAPS, CAMPAIGN, DAYLIGHT_SAVING, DIRECTIVE, DOUBLED_HOUR, FILE, ID, Key, MISSING_HOUR,
    NAME, OTHER_CALENDARS, ROSTER, TIMEZONE, YEAR, word,
};
use crate::definition::limits::YEARS;

/// The head of the file. What was faulty is missing here and reported elsewhere.
#[derive(Debug, Default)]
pub(crate) struct Head {
    pub(crate) id: Option<String>,
    pub(crate) name: Option<String>,
    pub(crate) year: Option<(i32, Place)>,
    pub(crate) zone: Option<(String, Zone)>,
    pub(crate) calendar: Option<(String, Place)>,
    pub(crate) roster: Option<(String, Place)>,
    /// Years without a holiday table are accepted.
    pub(crate) gaps: bool,
    /// What the file says of other calendars, read once the audiences are known.
    pub(crate) others: Option<Node>,
    pub(crate) clocks: ClockChanges,
    /// Calendars that there are; empty where that is not known.
    pub(crate) calendars: BTreeSet<String>,
}

impl Head {
    /// Whether there is a calendar of this name; if not, it is reported.
    pub(crate) fn knows(&self, name: &str, place: Place, report: &mut Report) -> bool {
        let known = self.calendars.is_empty() || self.calendars.contains(name);
        if !known {
            let names = self.calendars.iter().map(String::as_str);
            fields::unknown_name(id!("calendar-2"), name, place, names, report);
        }
        known
    }
}

/// Reads the head.
pub(crate) fn read(node: &Node, at: Place, report: &mut Report) -> Head {
    // What the campaign stands on is read later, by `frame`, since it refers to phases.
    let Some(fields) = Fields::of(node, CAMPAIGN, at, &grammar::HEAD.keys(), report) else {
        return Head::default();
    };
    let id = fields.must(ID, report).and_then(|node| {
        let id = fields::text(node, ID, report)?;
        fields::slug(&id, node.place, report).then_some(id)
    });
    fields::refs(&fields, report);
    Head {
        id,
        name: fields.must_text(NAME, report),
        year: fields.must(YEAR, report).and_then(|node| {
            let year = fields::number(node, YEAR, YEARS, report)?;
            Some((year, node.place))
        }),
        zone: fields.must(TIMEZONE, report).and_then(|node| zone(node, report)),
        calendar: fields.must(CALENDAR, report).and_then(|node| {
            let name = fields::text(node, CALENDAR, report)?;
            fields::slug(&name, node.place, report).then_some((name, node.place))
        }),
        roster: fields
            .must(ROSTER, report)
            .and_then(|node| Some((file_name(node, ROSTER, report)?, node.place))),
        gaps: fields.get(CALENDAR_GAPS).is_some_and(|node| {
            let words = [(word("暂定", "provisional"), true), (word("报错", "error"), false)];
            either(node, CALENDAR_GAPS, words, report).unwrap_or(false)
        }),
        others: fields.get(OTHER_CALENDARS).cloned(),
        clocks: fields.get(DAYLIGHT_SAVING).map(|node| clocks(node, report)).unwrap_or_default(),
        calendars: BTreeSet::new(),
    }
}

fn clocks(node: &Node, report: &mut Report) -> ClockChanges {
    let Some(fields) =
        Fields::of(node, DAYLIGHT_SAVING, node.place, &grammar::DAYLIGHT_SAVING.keys(), report)
    else {
        return ClockChanges::default();
    };
    let missing = fields.get(MISSING_HOUR).and_then(|node| {
        let words =
            [(word("顺延", "after"), MissingHour::After), (word("提前", "before"), MissingHour::Before)];
        either(node, MISSING_HOUR, words, report)
    });
    let doubled = fields.get(DOUBLED_HOUR).and_then(|node| {
        let words =
            [(word("第一次", "first"), DoubledHour::First), (word("第二次", "second"), DoubledHour::Second)];
        either(node, DOUBLED_HOUR, words, report)
    });
    ClockChanges { missing: missing.unwrap_or_default(), doubled: doubled.unwrap_or_default() }
}

/// One of two words.
fn either<T: Copy>(node: &Node, key: Key, words: [(Key, T); 2], report: &mut Report) -> Option<T> {
    let said = match &node.value {
        Value::Text(text) => text.trim(),
        _ => "",
    };
    let found = words.iter().find(|(word, _)| word.is(said)).map(|(_, value)| *value);
    if found.is_none() {
        let [(first, _), (second, _)] = words;
        report
            .error(
                code::BAD_VALUE,
                node.place,
                text!("key-must-be-first-or-second", key = report.own(key), first: first, second: second),
            )
            .fix(text!("write-first-or-second", first: first, second: second));
    }
    found
}

fn zone(node: &Node, report: &mut Report) -> Option<(String, Zone)> {
    let name = fields::text(node, TIMEZONE, report)?;
    if let Ok(zone) = Zone::load(&name) {
        backwards(&name, node.place, report);
        return Some((name, zone));
    }
    report
        .error(code::UNKNOWN_ZONE, node.place, text!("there-is-no-zone-name", name))
        .fix(text!("write-an-iana-name-such-as-asia-shanghai"));
    None
}

/// Zones such as `Etc/GMT+8` count the other way round: that one lies eight hours west of Greenwich.
fn backwards(name: &str, place: Place, report: &mut Report) {
    let plain = name.strip_prefix("Etc/").unwrap_or(name);
    let Some(hours) = plain.strip_prefix("GMT").filter(|hours| hours.trim_start_matches(['+', '-']) != "0")
    else {
        return;
    };
    let (side, sign) = match hours.chars().next() {
        Some('+') => (id!("west-of-greenwich"), '-'),
        Some('-') => (id!("east-of-greenwich"), '+'),
        _ => return,
    };
    let same = format!("UTC{sign}{}", &hours[1..]);
    report
        .warning(code::ZONE_SIGN, place, text!("name-lies-on-this-side-of-greenwich", name, same, side: side))
        .fix(text!("write-the-name-of-a-place-such-as"));
}

/// A file beside the main file with what is in it, by a name that leads nowhere else.
pub(crate) fn file<'f>(
    node: &Node,
    key: Key,
    files: &'f BTreeMap<String, Vec<u8>>,
    report: &mut Report,
) -> Option<(String, &'f [u8])> {
    let name = file_name(node, key, report)?;
    match files.get(&name) {
        Some(bytes) => Some((name, bytes.as_slice())),
        None => {
            missing_file(&name, node.place, report);
            None
        }
    }
}

fn file_name(node: &Node, key: Key, report: &mut Report) -> Option<String> {
    let what = report.own(key);
    let name = fields::text(node, what, report)?;
    if stays_inside(&name) {
        return Some(name);
    }
    report
        .error(code::BAD_VALUE, node.place, text!("what-must-name-a-file-beside-this-one", what))
        .fix(text!("put-the-file-in-the-same-folder-and"));
    None
}

/// Whether a name leads to a file beside the main file and nowhere else.
pub(crate) fn stays_inside(name: &str) -> bool {
    !name.contains(['\\', ':']) && name.split('/').all(|part| !part.is_empty() && part != "." && part != "..")
}

/// Name of a calendar's table for a year, relative to the main file.
pub(crate) fn calendar_file(calendar: &str, year: i32) -> String {
    format!("../calendars/{calendar}/{year}.csv")
}

/// The roster that the head names, read without judging.
pub(crate) fn roster(root: &Node) -> Option<String> {
    plain_text(child(child(root, CAMPAIGN)?, ROSTER)?).filter(|name| stays_inside(name))
}

/// The name of a calendar's file in the campaign's own folder.
pub(crate) fn own_file(name: &str) -> String {
    name.strip_prefix("../").unwrap_or(name).to_owned()
}

/// Most years that a campaign's calendars are read for: who asks for more has mistyped a year.
const CALENDAR_YEARS_MAX: i32 = 10;

/// The years whose tables are read, those of the campaign and one on each side: steps of January's items lie in the year
/// before, appeals in the next.
pub(crate) fn calendar_years(year: i32, campaign: Option<(Date, Date)>) -> std::ops::RangeInclusive<i32> {
    let (first, last) = campaign.map_or((year, year), |(first, last)| (first.parts().0, last.parts().0));
    let first = first.min(year).max(year - CALENDAR_YEARS_MAX);
    let last = last.max(year).min(year + CALENDAR_YEARS_MAX);
    first - 1..=last + 1
}

/// Name of a calendar's working hours.
pub(crate) fn hours_file(calendar: &str) -> String {
    format!("../calendars/{calendar}/hours.csv")
}

/// Name of a calendar's festivals.
pub(crate) fn festivals_file(calendar: &str) -> String {
    format!("../calendars/{calendar}/festivals.csv")
}

/// The year of the file, read without judging.
pub(crate) fn year(root: &Node) -> Option<i32> {
    let text = child(child(root, CAMPAIGN)?, YEAR).and_then(plain_text)?;
    fields::narrow(&text).parse::<i32>().ok().filter(|year| YEARS.contains(year))
}

/// Names of the calendars that the head names, read without judging.
pub(crate) fn calendars(root: &Node) -> Vec<String> {
    let Some(head) = child(root, CAMPAIGN) else { return Vec::new() };
    let mut calendars: Vec<String> = child(head, CALENDAR).and_then(plain_text).into_iter().collect();
    if let Some(Value::Map(others)) = child(head, OTHER_CALENDARS).map(|others| &others.value) {
        calendars.extend(others.iter().filter_map(|entry| plain_text(child(&entry.value, CALENDAR)?)));
    }
    calendars.retain(|name| muster_protocol::ids::is_slug(name));
    calendars
}

/// Files that the head names, read without judging: best effort on a broken file.
pub(crate) fn files(root: &Node, campaign: Option<(Date, Date)>) -> Vec<String> {
    let Some(head) = child(root, CAMPAIGN) else { return Vec::new() };
    let text = |key| child(head, key).and_then(plain_text);
    let directive = child(head, DIRECTIVE).and_then(|node| child(node, FILE)).and_then(plain_text);
    let named = [text(ROSTER), directive].into_iter().flatten();
    let mut names: Vec<String> = named.filter(|name| stays_inside(name)).collect();
    let Some(year) = year(root) else { return names };
    for calendar in calendars(root) {
        let years = calendar_years(year, campaign).map(|year| calendar_file(&calendar, year));
        for file in years.chain([hours_file(&calendar), festivals_file(&calendar)]) {
            names.extend([own_file(&file), file]);
        }
    }
    names
}

/// Files that the parts of a section name, each below these keys, without judging.
pub(crate) fn files_of(root: &Node, section: Key, keys: &[Key]) -> Vec<String> {
    let Some(Value::Map(parts)) = child(root, section).map(|section| &section.value) else {
        return Vec::new();
    };
    let named = parts
        .iter()
        .filter_map(|part| plain_text(keys.iter().try_fold(&part.value, |node, key| child(node, *key))?));
    named.filter(|name| stays_inside(name)).collect()
}

/// The text of a scalar, without judging.
pub(crate) fn plain_text(node: &Node) -> Option<String> {
    match &node.value {
        Value::Text(text) => Some(text.trim().to_owned()),
        _ => None,
    }
}

/// The value of a key, without judging.
pub(crate) fn child(node: &Node, key: Key) -> Option<&Node> {
    let Value::Map(entries) = &node.value else { return None };
    entries.iter().find(|entry| key.is(&entry.key)).map(|entry| &entry.value)
}

/// Reports a file that the main file names and nobody found.
pub(crate) fn missing_file(file: &str, place: Place, report: &mut Report) {
    report
        .error(code::FILE_MISSING, place, text!("the-file-file-is-missing", file))
        .fix(text!("put-it-beside-this-file-or-correct-the"));
}
