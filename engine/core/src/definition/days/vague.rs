//! 用语: the plan's vague words (定期, 适时, 及时), each bound once to a cadence or a limit.
//!
//! A bound word may stand wherever a time is written. A vague word that nobody bound is an error: nobody could say
//! when it falls due.

use muster_protocol::definition::BoundWord;
use muster_protocol::text;

use super::dates::When;
use super::time_limit;
use super::years::Years;
use crate::definition::description::grammar;
use crate::definition::findings::code;
use crate::definition::findings::finding::{Place, Report};
use crate::definition::keys::{IN_PLAN, MEANINGS, WORDS};
use crate::definition::limits::KINDS_MAX;
use crate::definition::text::fields::{self, Fields};
use crate::definition::text::tree::{Entry, Node, Value};

/// Words that plans are fond of and that name no day.
const KNOWN: [&str; 20] = [
    "定期",
    "不定期",
    "适时",
    "及时",
    "经常性",
    "经常",
    "全程",
    "随到随办",
    "随时",
    "尽快",
    "按时",
    "按期",
    "近期",
    "适当时候",
    "regularly",
    "timely",
    "promptly",
    "as appropriate",
    "as soon as possible",
    "from time to time",
];

/// The words that the file binds.
#[derive(Debug, Default)]
pub(crate) struct Words {
    pub(crate) bound: Vec<BoundWord>,
    places: Vec<Place>,
    /// Words whose faults were reported.
    faulty: Vec<String>,
}

impl Words {
    /// What a written time means: a bound word its meaning, anything else itself. An unbound vague word is reported.
    pub(crate) fn said(&self, text: &str, place: Place, report: &mut Report) -> Option<String> {
        if let Some(bound) = self.bound.iter().find(|bound| bound.word == text) {
            return Some(bound.meaning.clone());
        }
        if self.faulty.iter().any(|word| word == text) {
            return None;
        }
        if KNOWN.contains(&text) {
            unbound(text, place, report);
            return None;
        }
        Some(text.to_owned())
    }

    /// The same for a node: what any reader of times, counts of days or limits may be given instead.
    pub(crate) fn meant(&self, node: &Node, report: &mut Report) -> Option<Node> {
        let Value::Text(text) = &node.value else { return Some(node.clone()) };
        let said = self.said(text.trim(), node.place, report)?;
        Some(Node { place: node.place, value: Value::Text(said) })
    }

    /// Reports words that nothing uses. `root` is the whole file.
    pub(crate) fn unused(&self, root: &Node, report: &mut Report) {
        let Value::Map(sections) = &root.value else { return };
        let used = |word: &str| {
            sections.iter().filter(|section| !WORDS.is(&section.key)).any(|entry| says(&entry.value, word))
        };
        for (bound, place) in self.bound.iter().zip(&self.places).filter(|(bound, _)| !used(&bound.word)) {
            let word = &bound.word;
            report.note(code::UNUSED_WORD, *place, text!("word-is-bound-but-no-line-uses-it", word));
        }
    }
}

/// Whether a text of the tree is exactly this word.
fn says(node: &Node, word: &str) -> bool {
    match &node.value {
        Value::Nothing => false,
        Value::Text(text) => text.trim() == word,
        Value::List(items) => items.iter().any(|item| says(item, word)),
        Value::Map(entries) => entries.iter().any(|entry| says(&entry.value, word)),
    }
}

fn unbound(word: &str, place: Place, report: &mut Report) {
    report
        .error(code::VAGUE, place, text!("word-names-no-time-and-nothing-binds-it", word))
        .fix(text!("bind-it-below-words-meanings-such-as-word", word));
}

/// Reads the words.
pub(crate) fn read(node: &Node, at: Place, years: Years, report: &mut Report) -> Words {
    let mut words = Words::default();
    let Some(fields) = Fields::of(node, WORDS, at, &grammar::activities::WORDS.keys(), report) else {
        return words;
    };
    fields::refs(&fields, report);
    let meanings = fields.must(MEANINGS, report).map(|node| fields::named(node, MEANINGS, report));
    for entry in meanings.unwrap_or_default() {
        match meaning(entry, years, report) {
            Some(meaning) => {
                words.bound.push(BoundWord { word: entry.key.clone(), meaning });
                words.places.push(entry.key_place);
            }
            None => words.faulty.push(entry.key.clone()),
        }
    }
    if words.bound.len() > KINDS_MAX {
        fields::too_many(WORDS, node.place, words.bound.len(), KINDS_MAX, report);
    }
    let listed = fields.get(IN_PLAN).map(|node| fields::distinct(node, IN_PLAN, report));
    for (word, place) in listed.unwrap_or_default() {
        let known = words.bound.iter().any(|bound| bound.word == word) || words.faulty.contains(&word);
        if !known {
            unbound(&word, place, report);
            words.faulty.push(word);
        }
    }
    words
}

fn meaning(entry: &Entry, years: Years, report: &mut Report) -> Option<String> {
    if entry.value.value == Value::Nothing {
        unbound(&entry.key, entry.key_place, report);
        return None;
    }
    let text = fields::text(&entry.value, &entry.key, report)?;
    if matches!(years.time(&text, None), Ok((When::Every { .. } | When::Spread { .. }, _)))
        || time_limit::parse(&text).is_some()
    {
        return Some(text);
    }
    let said = text!("the-meaning-text-of-key-is-neither-a", text, key = entry.key);
    report.error(code::BAD_DATE, entry.value.place, said).fix(text!("write-a-cadence-such-as-once-a-month"));
    None
}
