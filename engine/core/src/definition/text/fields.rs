//! Reading maps and scalars by the language's keys: what is unknown, doubled, missing or of the wrong kind is said here.

use muster_protocol::catalogue::{LocalizedText, TextId};
use muster_protocol::{id, text};
use std::collections::BTreeSet;
use std::fmt::Display;
use std::ops::RangeInclusive;
use std::str::FromStr;

use muster_protocol::ids::is_slug;
use muster_protocol::time::TimeOfDay;

use super::run_together;
use super::tree::{Entry, Node, Value};
use crate::definition::findings::code;
use crate::definition::findings::finding::{Place, Report};
use crate::definition::findings::invisible;
use crate::definition::findings::meant::meant;
use crate::definition::findings::nearest::nearest;
use crate::definition::keys::{Key, NAME, REF, written_in};
use crate::definition::limits::{LIST_MAX, NAME_CHARS_MAX};

pub(crate) use crate::definition::findings::what::What;

/// Most names that a hint lists.
const NAMES_LISTED_MAX: usize = 12;

/// Names in a row, as each language separates them.
fn listed<'n>(names: impl Iterator<Item = &'n str>) -> LocalizedText {
    let all: Vec<&str> = names.collect();
    if all.is_empty() {
        return text!("no-names-in-brackets");
    }
    LocalizedText::each(|lang| all.join(lang.say("list-comma")))
}

/// The entries of one map, sorted by what the language calls them.
#[derive(Debug)]
pub(crate) struct Fields<'a> {
    /// Where a missing key is missed.
    at: Place,
    what: String,
    found: Vec<(Key, &'a Entry)>,
    /// Keys that are there with a slip of the keyboard, reported already.
    meant: Vec<Key>,
}

impl<'a> Fields<'a> {
    /// Reads `node` as a map of `keys`. `what` names it in sentences, `at` is where it is called by that name.
    pub(crate) fn of(
        node: &'a Node,
        what: impl Into<What<'a>>,
        at: Place,
        keys: &[Key],
        report: &mut Report,
    ) -> Option<Self> {
        #[cfg(test)]
        asked::note(keys);
        let what = what.into().said(report);
        let entries = map(node, what, report)?;
        let (mut found, mut meant): (Vec<(Key, &'a Entry)>, Vec<Key>) = (Vec::new(), Vec::new());
        for entry in entries {
            let Some(&key) = keys.iter().find(|key| key.is(&entry.key)) else {
                meant.extend(unknown_key(entry, what, keys, report));
                continue;
            };
            match found.iter().find(|(known, _)| *known == key) {
                Some((_, first)) => duplicate_key(entry, first, report),
                None => found.push((key, entry)),
            }
        }
        found.iter().filter(|(_, entry)| entry.value.value == Value::Nothing).for_each(|(_, entry)| {
            report
                .error(code::EMPTY_VALUE, entry.key_place, text!("nothing-follows-key", key = entry.key))
                .fix(text!("fill-it-in-or-delete-the-line"));
        });
        Some(Self { at, what: what.to_owned(), found, meant })
    }

    /// Reads what the committee gave a name of its own, or an id, as a map of `keys`.
    pub(crate) fn of_entry(entry: &'a Entry, keys: &[Key], report: &mut Report) -> Option<Self> {
        Self::of(&entry.value, &entry.key, entry.key_place, keys, report)
    }

    /// The value of a key, if there is one.
    pub(crate) fn get(&self, key: Key) -> Option<&'a Node> {
        self.entry(key).map(|entry| &entry.value)
    }

    /// The entry of a key, if it has a value.
    pub(crate) fn entry(&self, key: Key) -> Option<&'a Entry> {
        let (_, entry) = self.found.iter().find(|(known, _)| *known == key)?;
        (entry.value.value != Value::Nothing).then_some(entry)
    }

    /// Whether a key stands there, empty or with a slip of the keyboard too: what is wrong with it is told.
    pub(crate) fn stands(&self, key: Key) -> bool {
        self.found.iter().any(|(known, _)| *known == key) || self.meant.contains(&key)
    }

    /// The value of a key that must be there.
    pub(crate) fn must(&self, key: Key, report: &mut Report) -> Option<&'a Node> {
        if !self.stands(key) {
            let what = &self.what;
            let own = report.own(key);
            report
                .error(code::MISSING_KEY, self.at, text!("what-lacks-own", what, own))
                .fix(text!("add-a-line-own", own));
        }
        self.get(key)
    }

    /// A text that must be there.
    pub(crate) fn must_text(&self, key: Key, report: &mut Report) -> Option<String> {
        self.must(key, report).and_then(|node| text(node, key, report))
    }

    /// Different words, at least one, that must be there.
    pub(crate) fn must_words(&self, key: Key, report: &mut Report) -> Option<Vec<String>> {
        self.must(key, report).map(|node| words(node, key, report))
    }

    /// Different words; none where the key is left out.
    pub(crate) fn words(&self, key: Key, report: &mut Report) -> Vec<String> {
        self.get(key).map_or_else(Vec::new, |node| words(node, key, report))
    }

    /// A truth value, which is off where the key is left out; nothing where it is faulty.
    pub(crate) fn flag(&self, key: Key, report: &mut Report) -> Option<bool> {
        self.get(key).map_or(Some(false), |node| flag(node, key, report))
    }
}

/// What a line begins with that has an id of its own.
#[derive(Debug)]
pub(crate) struct Titled<'a> {
    /// `None` where it may be no id; that is reported.
    pub(crate) id: Option<String>,
    pub(crate) name: Option<String>,
    /// Rows of the plan that it serves.
    pub(crate) refs: Vec<String>,
    pub(crate) fields: Fields<'a>,
}

impl<'a> Titled<'a> {
    /// Reads it from an entry whose value is a map of `keys`.
    pub(crate) fn of(entry: &'a Entry, keys: &[Key], report: &mut Report) -> Option<Self> {
        let id = slug(&entry.key, entry.key_place, report).then(|| entry.key.clone());
        let fields = Fields::of_entry(entry, keys, report)?;
        let name = fields.must_text(NAME, report);
        let refs = refs(&fields, report);
        Some(Self { id, name, refs, fields })
    }
}

/// What was read of a part that may be left out: `None` when it was there and faulty.
#[expect(clippy::option_option, reason = "absent, faulty and present are three cases")]
pub(crate) fn flat<T>(part: Option<Option<T>>) -> Option<Option<T>> {
    match part {
        Some(None) => None,
        Some(some) => Some(some),
        None => Some(None),
    }
}

/// The entries of a map; anything else is reported.
pub(crate) fn map<'a>(node: &'a Node, what: impl Into<What<'a>>, report: &mut Report) -> Option<&'a [Entry]> {
    let what = what.into().said(report);
    match &node.value {
        Value::Map(entries) => Some(entries),
        _ => {
            wrong_type(node, what, id!("lines-of-key-value"), report);
            None
        }
    }
}

/// The entries of a map whose keys are the committee's own names, without those that stand twice. A name with hidden
/// characters is reported; its entry is still read.
pub(crate) fn named<'a>(node: &'a Node, what: impl Into<What<'a>>, report: &mut Report) -> Vec<&'a Entry> {
    let what = what.into().said(report);
    let mut found: Vec<&'a Entry> = Vec::new();
    for entry in map(node, what, report).unwrap_or_default() {
        match found.iter().find(|first| first.key == entry.key) {
            Some(first) => duplicate_key(entry, first, report),
            None => {
                invisible::clean(&entry.key, what, entry.key_place, report);
                found.push(entry);
            }
        }
    }
    found
}

/// The entries of a section that may have so many and no more.
pub(crate) fn at_most<'a>(node: &'a Node, key: Key, most: usize, report: &mut Report) -> Vec<&'a Entry> {
    let mut entries = named(node, key, report);
    if entries.len() > most {
        too_many(key, node.place, entries.len(), most, report);
        entries.truncate(most);
    }
    entries
}

/// The items of a list; a single value counts as a list of one.
pub(crate) fn items(node: &Node) -> &[Node] {
    match &node.value {
        Value::List(items) => items,
        _ => std::slice::from_ref(node),
    }
}

/// A text of at least one and at most [`NAME_CHARS_MAX`] characters on one line.
pub(crate) fn text<'w>(node: &Node, what: impl Into<What<'w>>, report: &mut Report) -> Option<String> {
    let what = what.into().said(report);
    let Value::Text(text) = &node.value else {
        wrong_type(node, what, id!("a-text"), report);
        return None;
    };
    let trimmed = text.trim();
    if !invisible::clean(trimmed, what, node.place, report) {
        return None;
    }
    if trimmed.is_empty() || trimmed.chars().count() > NAME_CHARS_MAX {
        report
            .error(
                code::BAD_VALUE,
                node.place,
                text!("what-must-be-one-line-of-1-to", what, name_chars_max = NAME_CHARS_MAX),
            )
            .fix(text!("shorten-it-to-one-line"));
        return None;
    }
    Some(trimmed.to_owned())
}

/// One text or a list of texts.
pub(crate) fn texts<'w>(node: &Node, what: impl Into<What<'w>>, report: &mut Report) -> Vec<(String, Place)> {
    let what = what.into().said(report);
    items(node).iter().filter_map(|item| Some((text(item, what, report)?, item.place))).collect()
}

/// One text or a list of different texts, at least one and at most [`LIST_MAX`].
pub(crate) fn distinct(node: &Node, key: Key, report: &mut Report) -> Vec<(String, Place)> {
    let mut found: Vec<(String, Place)> = Vec::new();
    if matches!(&node.value, Value::List(items) if items.is_empty()) {
        report
            .error(code::EMPTY_VALUE, node.place, text!("key-has-nothing-in-it", key = report.own(key)))
            .fix(text!("fill-it-in-or-delete-the-line"));
    }
    for (text, place) in texts(node, key, report) {
        if found.iter().any(|(known, _)| *known == text) {
            twice(&text, place, report);
        } else {
            found.push((text, place));
        }
    }
    if found.len() > LIST_MAX {
        too_many(key, node.place, found.len(), LIST_MAX, report);
        found.truncate(LIST_MAX);
    }
    found
}

/// The same without places, where they are the committee's own words: one that looks like several is told.
pub(crate) fn words(node: &Node, key: Key, report: &mut Report) -> Vec<String> {
    let found = distinct(node, key, report);
    found.iter().for_each(|(text, place)| run_together::several(text, *place, report));
    found.into_iter().map(|(text, _)| text).collect()
}

/// Rows of the plan that a line serves.
pub(crate) fn refs(fields: &Fields<'_>, report: &mut Report) -> Vec<String> {
    let Some(node) = fields.get(REF) else { return Vec::new() };
    texts(node, REF, report).into_iter().map(|(text, _)| text).collect()
}

/// Units that may follow a whole number, without spaces: its key says what it counts.
const NUMBER_UNITS: [&str; 18] = [
    "",
    "天",
    "日",
    "个工作日",
    "工作日",
    "小时",
    "分钟",
    "次",
    "个",
    "day",
    "days",
    "workingday",
    "workingdays",
    "hour",
    "hours",
    "minute",
    "minutes",
    "times",
];

/// A whole number in `range`; full-width digits and a unit such as 个工作日 are understood.
pub(crate) fn number<'w, T>(
    node: &Node,
    what: impl Into<What<'w>>,
    range: RangeInclusive<T>,
    report: &mut Report,
) -> Option<T>
where
    T: FromStr + PartialOrd + Display + Copy,
{
    let what = what.into().said(report);
    let written = match &node.value {
        Value::Text(text) => text.as_str(),
        _ => "",
    };
    let plain: String = narrow(written);
    let digits = plain.trim_end_matches(|c: char| !c.is_ascii_digit());
    let unit = plain[digits.len()..].trim();
    let known = NUMBER_UNITS.contains(&unit);
    let value = digits.parse::<T>().ok().filter(|value| known && range.contains(value));
    if value.is_none() {
        let (from, to) = (range.start(), range.end());
        let example = "5".parse::<T>().ok().filter(|five| range.contains(five)).unwrap_or(*from);
        report
            .error(
                code::BAD_VALUE,
                node.place,
                text!("what-must-be-a-whole-number-from-from", what, from, to),
            )
            .fix(text!("write-digits-only-such-as-example", example));
    }
    value
}

/// A truth value: 是, 否, true, false.
pub(crate) fn flag<'w>(node: &Node, what: impl Into<What<'w>>, report: &mut Report) -> Option<bool> {
    let what = what.into().said(report);
    match &node.value {
        Value::Text(text) if matches!(text.as_str(), "是" | "true" | "True" | "TRUE") => Some(true),
        Value::Text(text) if matches!(text.as_str(), "否" | "false" | "False" | "FALSE") => Some(false),
        _ => {
            report
                .error(code::BAD_VALUE, node.place, text!("what-must-be-true-or-false", what))
                .fix(text!("write-true-or-false"));
            None
        }
    }
}

/// A time of the local day.
pub(crate) fn time<'w>(node: &Node, what: impl Into<What<'w>>, report: &mut Report) -> Option<TimeOfDay> {
    let what = what.into().said(report);
    let written = match &node.value {
        Value::Text(text) => narrow(text),
        _ => String::new(),
    };
    let time = written.parse().ok();
    if time.is_none() {
        report
            .error(code::BAD_VALUE, node.place, text!("what-must-be-a-time-of-day", what))
            .fix(text!("write-it-like-09-00-from-00-00"));
    }
    time
}

/// Reports a text that appears twice in one list.
pub(crate) fn twice(text: &str, place: Place, report: &mut Report) {
    report.error(code::DUPLICATE_ID, place, text!("text-appears-twice", text)).fix(text!("delete-one"));
}

/// Reports a list or section that holds more than it may.
pub(crate) fn too_many(key: Key, place: Place, have: usize, most: usize, report: &mut Report) {
    report
        .error(code::TOO_MANY, place, text!("key-has-have-at-most-most", key = report.own(key), have, most))
        .fix(text!("merge-those-that-are-alike-or-delete-some"));
}

/// Where a name stands among those that were defined; one that was defined nowhere is reported.
pub(crate) fn position<'n>(
    kind: TextId,
    name: &str,
    place: Place,
    names: impl Iterator<Item = &'n str> + Clone,
    report: &mut Report,
) -> Option<usize> {
    let at = names.clone().position(|known| known == name);
    if at.is_none() {
        unknown_name(kind, name, place, names, report);
    }
    at
}

/// Whether `text` may be an id; if not, it is reported.
pub(crate) fn slug(text: &str, place: Place, report: &mut Report) -> bool {
    if is_slug(text) {
        return true;
    }
    report
        .error(code::BAD_SLUG, place, text!("text-cannot-be-an-id", text))
        .fix(text!("use-1-to-40-of-a-z-0"));
    false
}

/// Reports a name that was defined nowhere.
pub(crate) fn unknown_name<'n>(
    kind: TextId,
    name: &str,
    place: Place,
    names: impl Iterator<Item = &'n str> + Clone,
    report: &mut Report,
) {
    if report.full() {
        return;
    }
    let finding = report.error(code::UNKNOWN_NAME, place, text!("there-is-no-kind-name", name, kind: kind));
    match nearest(name, names.clone()) {
        Some(near) => finding.fix(text!("did-you-mean-near", near)),
        None => {
            let mut seen = BTreeSet::new();
            let names = listed(names.filter(|name| seen.insert(*name)).take(NAMES_LISTED_MAX));
            finding.fix(text!("there-are-names", kind: kind, names: names));
        }
    }
}

pub(crate) fn wrong_type<'w>(node: &Node, what: impl Into<What<'w>>, wanted: TextId, report: &mut Report) {
    let what = what.into().said(report);
    let is = match node.value {
        Value::Nothing => id!("nothing-stands-here"),
        Value::Text(_) => id!("a-text"),
        Value::List(_) => id!("a-list-of-values"),
        Value::Map(_) => id!("lines-of-key-value"),
    };
    report
        .error(
            code::WRONG_TYPE,
            node.place,
            text!("what-must-be-wanted-this-is-is", what, wanted: wanted, is: is),
        )
        .fix(text!("write-wanted-see-the-sample", wanted: wanted));
}

/// Full-width digits, letters and signs made ASCII, spaces removed.
pub(crate) fn narrow(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_whitespace())
        .map(|c| match c {
            '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
            other => other,
        })
        .collect()
}

/// Reports a key that the language does not have here; the one that was probably meant.
fn unknown_key(entry: &Entry, what: &str, keys: &[Key], report: &mut Report) -> Option<Key> {
    if report.full() {
        return None;
    }
    let finding =
        report.error(code::UNKNOWN_KEY, entry.key_place, text!("what-has-no-key-key", what, key = entry.key));
    // The suggestion stays in the language that was written.
    let lang = written_in(&entry.key);
    let names = || keys.iter().map(|key| key.say(lang));
    let near = meant(&entry.key, keys).map(|key| key.say(lang)).or_else(|| nearest(&entry.key, names()));
    match near {
        Some(near) => finding.fix(text!("did-you-mean-near", near)),
        None => {
            let names = listed(names());
            finding.fix(text!("possible-here-names", names: names));
        }
    }
    let near = near?;
    keys.iter().copied().find(|key| key.is(near))
}

fn duplicate_key(entry: &Entry, first: &Entry, report: &mut Report) {
    let (line, column) = (first.key_place.line, first.key_place.column);
    let said = text!("key-appears-twice-first-at-line-line-column", key = entry.key, line, column);
    report.error(code::DUPLICATE_KEY, entry.key_place, said).fix(text!("keep-one-and-delete-the-other"));
}

#[cfg(test)]
pub(crate) mod asked;
