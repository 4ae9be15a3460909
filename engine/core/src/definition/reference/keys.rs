//! The tables of keys, one a section of the file.

use muster_protocol::catalogue::Language;
use muster_protocol::id;
use std::fmt::Write;

use super::rows;
use super::served::Served;
use crate::definition::description::grammar::{FILE, WHO};
use crate::definition::description::shape::{Scalar, Shape, Slot};

/// The maps that an entry of a section may be: several where it has several kinds, as visits do.
fn maps(shape: &'static Shape) -> Vec<&'static [Slot]> {
    match shape {
        _ if std::ptr::eq(shape, &raw const WHO) => Vec::new(),
        Shape::Scalar(_) => Vec::new(),
        Shape::Map(slots) => vec![slots],
        Shape::Named(one) | Shape::List(one) => maps(one),
        Shape::Either(several) => several.iter().copied().flat_map(maps).collect(),
    }
}

fn sections_of(shape: &'static Shape) -> &'static [Slot] {
    match shape {
        Shape::Map(slots) => slots,
        Shape::Scalar(_) | Shape::Named(_) | Shape::List(_) | Shape::Either(_) => &[],
    }
}

/// Names of the tables: the section's English key, with a number where it has several kinds.
pub(super) fn sections() -> Vec<String> {
    let names = |slot: &Slot| match maps(slot.shape).len() {
        1 => vec![slot.key.en.to_owned()],
        several => (1..=several).map(|nth| format!("{}.{nth}", slot.key.en)).collect(),
    };
    std::iter::once("file".to_owned()).chain(sections_of(&FILE).iter().flat_map(names)).collect()
}

/// The table of a section.
pub(super) fn table(of: &str, lang: Language, served: &Served) -> Option<String> {
    let (section, nth) = of.split_once('.').unwrap_or((of, "1"));
    let slots = if section == "file" {
        return Some(whole(lang));
    } else {
        let slot = sections_of(&FILE).iter().find(|slot| slot.key.en == section)?;
        // The conditions of an audience are described where audiences are, and nowhere else.
        let maps = if section == "audiences" { maps_below(slot.shape) } else { maps(slot.shape) };
        *maps.get(nth.parse::<usize>().ok()?.checked_sub(1)?)?
    };
    let mut lines = Vec::new();
    walk("", slots, lang, served, &mut lines);
    let heads = [
        id!("heading-key"),
        id!("heading-key-in-other-language"),
        id!("heading-what-to-write"),
        id!("heading-without-it"),
        id!("heading-meaning"),
        id!("heading-rows-of-the-plan"),
    ];
    Some(rows(heads, lang, lines.into_iter()))
}

fn maps_below(shape: &'static Shape) -> Vec<&'static [Slot]> {
    match shape {
        Shape::Named(one) => maps(one),
        Shape::Scalar(_) | Shape::Map(_) | Shape::List(_) | Shape::Either(_) => Vec::new(),
    }
}

/// The sections themselves.
fn whole(lang: Language) -> String {
    let heads = [
        id!("heading-section"),
        id!("heading-key-in-other-language"),
        id!("heading-needed"),
        id!("heading-meaning"),
    ];
    let line = |slot: &Slot| {
        let needed = if slot.must { lang.say("yes-2") } else { "" };
        let (key, other) = (slot.key.say(lang), slot.key.other(lang));
        [format!("`{key}`"), format!("`{other}`"), needed.to_owned(), slot.says.say(lang).to_owned()]
    };
    rows(heads, lang, sections_of(&FILE).iter().map(line))
}

fn walk(path: &str, slots: &'static [Slot], lang: Language, served: &Served, lines: &mut Vec<[String; 6]>) {
    for slot in slots {
        let (name, other) = (slot.key.say(lang), slot.key.other(lang));
        let below = maps(slot.shape);
        let again = below.iter().any(|map| std::ptr::eq(map.as_ptr(), slots.as_ptr()));
        let mut says = slot.says.say(lang).to_owned();
        if again {
            says.push_str(lang.say("the-same-keys-as-above"));
        }
        let usual = match slot.usual {
            Some(usual) => usual.say(lang),
            None if slot.must => lang.say("needed-in-bold"),
            None if matches!(slot.shape, Shape::Scalar(Scalar::Flag)) => lang.say("false"),
            None => "",
        };
        lines.push([
            format!("`{path}{name}`"),
            format!("`{other}`"),
            kind(slot.shape, lang),
            usual.to_owned(),
            says,
            served.said(slot),
        ]);
        if !again {
            for map in below {
                walk(&format!("{path}{name}."), map, lang, served, lines);
            }
        }
    }
}

/// What may be written, in a few words.
fn kind(shape: &'static Shape, lang: Language) -> String {
    if std::ptr::eq(shape, &raw const WHO) {
        return lang.say("name-of-an-audience-or-conditions").to_owned();
    }
    match shape {
        Shape::Scalar(scalar) => self::scalar(*scalar, lang),
        Shape::Map(_) => lang.say("the-keys-below").to_owned(),
        Shape::Named(one) => format!("{}: {}", lang.say("names-of-your-own"), kind(one, lang)),
        Shape::List(one) => kind(one, lang) + lang.say("or-several"),
        Shape::Either(several) => {
            let said: Vec<String> = several.iter().map(|one| kind(one, lang)).collect();
            said.join(lang.say("or"))
        }
    }
}

fn scalar(scalar: Scalar, lang: Language) -> String {
    let said = match scalar {
        Scalar::Text => id!("text"),
        Scalar::Lines => id!("lines-of-text"),
        Scalar::Number => id!("whole-number"),
        Scalar::Flag => id!("true-false"),
        Scalar::Slug => id!("id"),
        Scalar::Time => id!("time-09-00"),
        Scalar::Word(words) => {
            let mut said = String::new();
            for (nth, &word) in words.iter().enumerate() {
                let comma = if nth == 0 { "" } else { lang.say("list-comma") };
                let _written = write!(said, "{comma}`{}`", word.say(lang));
            }
            return said;
        }
    };
    said.say(lang).to_owned()
}
