//! The language's keys in one language. A word that is the committee's own name stays, even if it reads like a key.

use crate::definition::description::grammar;
use crate::definition::description::shape::{Shape, slot};
use crate::definition::findings::finding::Place;
use crate::definition::text::tree::{Node, Value};
use muster_protocol::catalogue::Language;

/// The text with its keys in a language.
pub(super) fn keys(text: &str, root: &Node, lang: Language) -> String {
    let mut edits = Vec::new();
    collect(root, Some(&grammar::FILE), lang, &mut edits);
    edits.sort_by_key(|edit: &Edit| (edit.place.line, edit.place.column));
    let mut out = String::with_capacity(text.len());
    let mut edits = edits.into_iter().peekable();
    for (line, number) in text.split_inclusive('\n').zip(1u32..) {
        let chars: Vec<char> = line.chars().collect();
        let mut at = 0;
        while let Some(edit) = edits.next_if(|edit| edit.place.line == number) {
            let from = edit.place.column as usize - 1;
            let to = from + edit.old.chars().count();
            // A key in quotes or written over lines is left alone.
            let there = chars.get(from..to).is_some_and(|found| found.iter().copied().eq(edit.old.chars()));
            if from < at || !there {
                continue;
            }
            out.extend(&chars[at..from]);
            out.push_str(edit.new);
            at = to;
        }
        out.extend(&chars[at..]);
    }
    out
}

struct Edit<'a> {
    place: Place,
    old: &'a str,
    new: &'static str,
}

fn collect<'a>(node: &'a Node, shape: Option<&'static Shape>, lang: Language, edits: &mut Vec<Edit<'a>>) {
    match &node.value {
        Value::Nothing | Value::Text(_) => {}
        Value::List(items) => {
            items.iter().for_each(|item| collect(item, shape.and_then(Shape::item), lang, edits));
        }
        Value::Map(entries) => {
            let slots = shape.and_then(|shape| shape.slots(node));
            for entry in entries {
                if let Some(slot) = slots.and_then(|slots| slot(slots, entry)) {
                    let new = slot.key.say(lang);
                    edits.push(Edit { place: entry.key_place, old: &entry.key, new });
                }
                collect(&entry.value, shape.and_then(|shape| shape.below(node, entry)), lang, edits);
            }
        }
    }
}
