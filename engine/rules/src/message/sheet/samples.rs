//! Made-up messages, for trying templates.

use muster_protocol::command::MessageName;
use muster_protocol::definition::Definition;
use muster_protocol::item::MessageKind;
use muster_protocol::time::Date;

use super::super::wording::Wording;
use super::{Entry, MessageText, SECTIONS, sections_of};

/// Entries of a sample that has every group.
pub(in crate::message) const SAMPLE_GROUPS: usize = SECTIONS.len();

/// A made-up message of a kind with so many entries, the groups in turn, for trying templates.
pub(in crate::message) fn sample(
    def: &Definition,
    kind: MessageKind,
    count: usize,
) -> (MessageText, Vec<Entry>) {
    let date = Date::ymd(def.year, 4, 25).unwrap_or_default();
    let words = Wording(def.templates.language);
    let head = MessageText {
        words,
        campaign: def.name.clone(),
        post: words.say("letter-sample-post").to_owned(),
        date: words.day(date, def.year),
        today: date.to_string(),
        total: count,
        omitted: 0,
        sign: MessageName { date, contact: "005-clerk".into(), kind }.to_string(),
        link: "https://muster.example/p/0123456789".to_owned(),
        optional: true,
        others: Vec::new(),
        groups: Vec::new(),
    };
    let mut entries: Vec<Entry> = (0..count).map(|at| sample_entry(words, at, kind, date)).collect();
    entries.sort_by_key(|entry| entry.section);
    (head, entries)
}

fn sample_entry(words: Wording, at: usize, kind: MessageKind, date: Date) -> Entry {
    let bare = at.is_multiple_of(2);
    let sections = sections_of(kind);
    Entry {
        section: sections[at % sections.len()],
        name: words.say("letter-sample-duty").to_owned(),
        unit: if bare { String::new() } else { words.say("letter-sample-unit").to_owned() },
        due_said: words.day(date, date.parts().0),
        due: date.to_string(),
        days: 0,
        distance: words.distance(date, date),
        note: words.due(date, date),
        needs: if bare { String::new() } else { words.say("letter-sample-needs").to_owned() },
        failed: if bare { String::new() } else { words.say("letter-sample-point").to_owned() },
        reason: if bare { String::new() } else { words.say("letter-sample-reason").to_owned() },
        item: "unit-plan/005".to_owned(),
    }
}
