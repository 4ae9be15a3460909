//! Reading maps and scalars by the language's keys: what is unknown, doubled, missing or of the wrong kind is said here.

use std::fmt::Display;
use std::ops::RangeInclusive;
use std::str::FromStr;

use muster_protocol::ids::is_slug;
use muster_protocol::time::TimeOfDay;

use super::tree::{Entry, Node, Value};
use crate::definition::findings::code;
use crate::definition::findings::finding::{Place, Report};
use crate::definition::findings::invisible;
use crate::definition::findings::nearest::nearest;
use crate::definition::keys::Key;
use crate::definition::limits::{LIST_MAX, NAME_CHARS_MAX};

pub(crate) use crate::definition::findings::what::What;

/// Most names that a hint lists.
const NAMES_LISTED_MAX: usize = 12;

/// Names in a row, as Chinese and as English separates them.
fn listed<'n>(names: impl Iterator<Item = &'n str>) -> (String, String) {
    let all: Vec<&str> = names.collect();
    if all.is_empty() {
        return ("（无）".to_owned(), "(none)".to_owned());
    }
    (all.join("、"), all.join(", "))
}

/// The entries of one map, sorted by what the language calls them.
#[derive(Debug)]
pub(crate) struct Fields<'a> {
    /// Where a missing key is missed.
    at: Place,
    what: String,
    found: Vec<(Key, &'a Entry)>,
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
        let mut found: Vec<(Key, &'a Entry)> = Vec::new();
        for entry in entries {
            let Some(&key) = keys.iter().find(|key| key.is(&entry.key)) else {
                unknown_key(entry, what, keys, report);
                continue;
            };
            match found.iter().find(|(known, _)| *known == key) {
                Some((_, first)) => duplicate_key(entry, first, report),
                None => found.push((key, entry)),
            }
        }
        found.iter().filter(|(_, entry)| entry.value.value == Value::Nothing).for_each(|(_, entry)| {
            report
                .error(
                    code::EMPTY_VALUE,
                    entry.key_place,
                    format!("“{}”后面没有内容", entry.key),
                    format!("nothing follows “{}”", entry.key),
                )
                .fix("请填上内容，或者删去这一行", "fill it in or delete the line");
        });
        Some(Self { at, what: what.to_owned(), found })
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

    /// The value of a key that must be there.
    pub(crate) fn must(&self, key: Key, report: &mut Report) -> Option<&'a Node> {
        if !self.found.iter().any(|(known, _)| *known == key) {
            let what = &self.what;
            let own = report.own(key);
            report
                .error(
                    code::MISSING_KEY,
                    self.at,
                    format!("“{what}”缺少“{own}”"),
                    format!("“{what}” lacks “{own}”"),
                )
                .fix(format!("请加上一行“{own}: …”"), format!("add a line “{own}: ...”"));
        }
        self.get(key)
    }
}

/// The entries of a map; anything else is reported.
pub(crate) fn map<'a>(node: &'a Node, what: impl Into<What<'a>>, report: &mut Report) -> Option<&'a [Entry]> {
    let what = what.into().said(report);
    match &node.value {
        Value::Map(entries) => Some(entries),
        _ => {
            wrong_type(node, what, ("“名称: 内容”的若干行", "lines of “key: value”"), report);
            None
        }
    }
}

/// The entries of a map whose keys are the committee's own names, without those that stand twice. A name with hidden
/// characters is told; its entry is still read.
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
        wrong_type(node, what, ("一段文字", "a text"), report);
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
                format!("“{what}”应当是一行 1 至 {NAME_CHARS_MAX} 字的文字"),
                format!("“{what}” must be one line of 1 to {NAME_CHARS_MAX} characters"),
            )
            .fix("请改短，写在一行里", "shorten it to one line");
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
            .error(
                code::EMPTY_VALUE,
                node.place,
                format!("“{}”里什么也没有", report.own(key)),
                format!("“{}” has nothing in it", report.own(key)),
            )
            .fix("请填上内容，或者删去这一行", "fill it in or delete the line");
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

/// The same without places.
pub(crate) fn words(node: &Node, key: Key, report: &mut Report) -> Vec<String> {
    distinct(node, key, report).into_iter().map(|(text, _)| text).collect()
}

/// Rows of the plan that a line serves.
pub(crate) fn refs(fields: &Fields<'_>, report: &mut Report) -> Vec<String> {
    use crate::definition::keys::REF;
    let Some(node) = fields.get(REF) else { return Vec::new() };
    texts(node, REF, report).into_iter().map(|(text, _)| text).collect()
}

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
    let known =
        ["", "天", "日", "个工作日", "工作日", "working days", "working day", "小时", "分钟", "次", "个"]
            .contains(&unit);
    let value = digits.parse::<T>().ok().filter(|value| known && range.contains(value));
    if value.is_none() {
        let (from, to) = (range.start(), range.end());
        report
            .error(
                code::BAD_VALUE,
                node.place,
                format!("“{what}”应当是 {from} 到 {to} 之间的整数"),
                format!("“{what}” must be a whole number from {from} to {to}"),
            )
            .fix("只写数字，例如 5；可以带单位“个工作日”", "write digits only, such as 5");
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
                .error(
                    code::BAD_VALUE,
                    node.place,
                    format!("“{what}”要写 是 或 否"),
                    format!("“{what}” must be 是 or 否 (true or false)"),
                )
                .fix("请写 是 或 否", "write 是 or 否 (true or false)");
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
            .error(
                code::BAD_VALUE,
                node.place,
                format!("“{what}”要写一天里的时刻"),
                format!("“{what}” must be a time of day"),
            )
            .fix("写成 \"09:00\" 这样，从 00:00 到 23:59", "write it like \"09:00\", from 00:00 to 23:59");
    }
    time
}

/// Reports a text that stands twice in one list.
pub(crate) fn twice(text: &str, place: Place, report: &mut Report) {
    report
        .error(code::DUPLICATE_ID, place, format!("“{text}”写了两次"), format!("“{text}” stands twice"))
        .fix("请删去一个", "delete one");
}

/// Reports a list or section that holds more than it may.
pub(crate) fn too_many(key: Key, place: Place, have: usize, most: usize, report: &mut Report) {
    report
        .error(
            code::TOO_MANY,
            place,
            format!("“{}”有 {have} 个，最多 {most} 个", report.own(key)),
            format!("“{}” has {have}, at most {most}", report.own(key)),
        )
        .fix("请合并相近的，或者删去一些", "merge those that are alike or delete some");
}

/// Whether `text` may be an id; if not, it is reported.
pub(crate) fn slug(text: &str, place: Place, report: &mut Report) -> bool {
    if is_slug(text) {
        return true;
    }
    report
        .error(code::BAD_SLUG, place, format!("“{text}”不能作编号"), format!("“{text}” cannot be an id"))
        .fix(
            "编号用 1 至 40 个小写字母、数字和 -，例如 unit-plan；中文名称写在“名称”里",
            "use 1 to 40 of a-z, 0-9 and -, such as unit-plan",
        );
    false
}

/// Reports a name that was defined nowhere.
pub(crate) fn unknown_name<'n>(
    (kind_zh, kind_en): (&str, &str),
    name: &str,
    place: Place,
    names: impl Iterator<Item = &'n str> + Clone,
    report: &mut Report,
) {
    if report.full() {
        return;
    }
    let finding = report.error(
        code::UNKNOWN_NAME,
        place,
        format!("没有叫“{name}”的{kind_zh}"),
        format!("there is no {kind_en} “{name}”"),
    );
    match nearest(name, names.clone()) {
        Some(near) => finding.fix(format!("是不是想写“{near}”？"), format!("did you mean “{near}”?")),
        None => {
            let (zh, en) = listed(names.take(NAMES_LISTED_MAX));
            finding.fix(format!("现有的{kind_zh}：{zh}"), format!("there are: {en}"));
        }
    }
}

pub(crate) fn wrong_type<'w>(
    node: &Node,
    what: impl Into<What<'w>>,
    (wanted_zh, wanted_en): (&str, &str),
    report: &mut Report,
) {
    let what = what.into().said(report);
    let (is_zh, is_en) = match node.value {
        Value::Nothing => ("空的", "nothing"),
        Value::Text(_) => ("一段文字", "a text"),
        Value::List(_) => ("一个列表", "a list"),
        Value::Map(_) => ("“名称: 内容”的若干行", "lines of “key: value”"),
    };
    report
        .error(
            code::WRONG_TYPE,
            node.place,
            format!("“{what}”这里应当是{wanted_zh}，现在是{is_zh}"),
            format!("“{what}” must be {wanted_en}; this is {is_en}"),
        )
        .fix(format!("请写成{wanted_zh}；参看样例"), format!("write {wanted_en}; see the sample"));
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

fn unknown_key(entry: &Entry, what: &str, keys: &[Key], report: &mut Report) {
    if report.full() {
        return;
    }
    let finding = report.error(
        code::UNKNOWN_KEY,
        entry.key_place,
        format!("“{what}”里没有“{}”这一项", entry.key),
        format!("“{what}” has no key “{}”", entry.key),
    );
    // The suggestion stays in the language that was written.
    let ascii = entry.key.is_ascii();
    let names = || keys.iter().map(|key| if ascii { key.en } else { key.zh });
    match nearest(&entry.key, names()) {
        Some(near) => finding.fix(format!("是不是想写“{near}”？"), format!("did you mean “{near}”?")),
        None => {
            let (zh, en) = listed(names());
            finding.fix(format!("这里可以写：{zh}"), format!("possible here: {en}"));
        }
    }
}

fn duplicate_key(entry: &Entry, first: &Entry, report: &mut Report) {
    let (line, column) = (first.key_place.line, first.key_place.column);
    report
        .error(
            code::DUPLICATE_KEY,
            entry.key_place,
            format!("“{}”写了两次，第一次在第 {line} 行第 {column} 列", entry.key),
            format!("“{}” stands twice, first at line {line}, column {column}", entry.key),
        )
        .fix("请留一个，删去另一个", "keep one and delete the other");
}

/// Which lists of keys were asked for, so that a test can hold the grammar to the readers.
#[cfg(test)]
pub(crate) mod asked {
    use std::cell::RefCell;
    use std::collections::BTreeSet;

    use crate::definition::keys::Key;

    thread_local! {
        static ASKED: RefCell<BTreeSet<Vec<&'static str>>> = const { RefCell::new(BTreeSet::new()) };
    }

    /// A list of keys as one comparable thing.
    pub(crate) fn set(keys: impl Iterator<Item = Key>) -> Vec<&'static str> {
        let mut set: Vec<&str> = keys.flat_map(|key| [key.zh, key.en]).collect();
        set.sort_unstable();
        set
    }

    pub(super) fn note(keys: &[Key]) {
        ASKED.with_borrow_mut(|asked| {
            asked.insert(set(keys.iter().copied()));
        });
    }

    /// What this thread asked for since it was last told.
    pub(crate) fn taken() -> BTreeSet<Vec<&'static str>> {
        ASKED.take()
    }
}
