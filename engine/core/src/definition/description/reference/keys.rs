//! The tables of keys, one a section of the file.

use std::fmt::Write;

use super::served::Served;
use super::{own, rows};
use crate::definition::description::grammar::{FILE, WHO};
use crate::definition::description::schema::Tongue;
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
pub(super) fn table(of: &str, tongue: Tongue, served: &Served) -> Option<String> {
    let (section, nth) = of.split_once('.').unwrap_or((of, "1"));
    let slots = if section == "file" {
        return Some(whole(tongue));
    } else {
        let slot = sections_of(&FILE).iter().find(|slot| slot.key.en == section)?;
        // The conditions of an audience are described where audiences are, and nowhere else.
        let maps = if section == "audiences" { maps_below(slot.shape) } else { maps(slot.shape) };
        *maps.get(nth.parse::<usize>().ok()?.checked_sub(1)?)?
    };
    let mut lines = Vec::new();
    walk("", slots, tongue, served, &mut lines);
    let heads = match tongue {
        Tongue::Zh => ["键", "英文键", "写什么", "不写时", "说明", "方案条目"],
        Tongue::En => ["key", "in Chinese", "value", "without it", "meaning", "rows"],
    };
    Some(rows(heads, lines.into_iter()))
}

fn maps_below(shape: &'static Shape) -> Vec<&'static [Slot]> {
    match shape {
        Shape::Named(one) => maps(one),
        Shape::Scalar(_) | Shape::Map(_) | Shape::List(_) | Shape::Either(_) => Vec::new(),
    }
}

/// The sections themselves.
fn whole(tongue: Tongue) -> String {
    let heads = match tongue {
        Tongue::Zh => ["部分", "英文键", "必写", "说明"],
        Tongue::En => ["section", "in Chinese", "needed", "meaning"],
    };
    let line = |slot: &Slot| {
        let [key, other] = both(slot, tongue);
        let needed = if slot.must { own(("是", "yes"), tongue) } else { "" };
        [key, other, needed.to_owned(), own(slot.says, tongue).to_owned()]
    };
    rows(heads, sections_of(&FILE).iter().map(line))
}

fn both(slot: &Slot, tongue: Tongue) -> [String; 2] {
    let (first, second) = match tongue {
        Tongue::Zh => (slot.key.zh, slot.key.en),
        Tongue::En => (slot.key.en, slot.key.zh),
    };
    [format!("`{first}`"), format!("`{second}`")]
}

fn walk(path: &str, slots: &'static [Slot], tongue: Tongue, served: &Served, lines: &mut Vec<[String; 6]>) {
    for slot in slots {
        let name = match tongue {
            Tongue::Zh => slot.key.zh,
            Tongue::En => slot.key.en,
        };
        let other = match tongue {
            Tongue::Zh => slot.key.en,
            Tongue::En => slot.key.zh,
        };
        let below = maps(slot.shape);
        let again = below.iter().any(|map| std::ptr::eq(map.as_ptr(), slots.as_ptr()));
        let mut says = own(slot.says, tongue).to_owned();
        if again {
            says.push_str(own(("；键同上", "; the same keys as above"), tongue));
        }
        let usual = match slot.usual {
            Some(usual) => own(usual, tongue),
            None if slot.must => own(("**必写**", "**needed**"), tongue),
            None if matches!(slot.shape, Shape::Scalar(Scalar::Flag)) => own(("否", "false"), tongue),
            None => "",
        };
        lines.push([
            format!("`{path}{name}`"),
            format!("`{other}`"),
            kind(slot.shape, tongue),
            usual.to_owned(),
            says,
            served.said(slot),
        ]);
        if !again {
            for map in below {
                walk(&format!("{path}{name}."), map, tongue, served, lines);
            }
        }
    }
}

/// What may be written, in a few words.
fn kind(shape: &'static Shape, tongue: Tongue) -> String {
    if std::ptr::eq(shape, &raw const WHO) {
        return own(("人群的名称，或条件", "name of an audience, or conditions"), tongue).to_owned();
    }
    match shape {
        Shape::Scalar(scalar) => self::scalar(*scalar, tongue),
        Shape::Map(_) => own(("下面的键", "the keys below"), tongue).to_owned(),
        Shape::Named(one) => {
            format!("{}: {}", own(("自己起的名称", "names of your own"), tongue), kind(one, tongue))
        }
        Shape::List(one) => format!("{}{}", kind(one, tongue), own(("，可以几个", ", or several"), tongue)),
        Shape::Either(several) => {
            let said: Vec<String> = several.iter().map(|one| kind(one, tongue)).collect();
            said.join(own(("；或 ", "; or "), tongue))
        }
    }
}

fn scalar(scalar: Scalar, tongue: Tongue) -> String {
    let said = match scalar {
        Scalar::Text => ("文字", "text"),
        Scalar::Lines => ("几行文字", "lines of text"),
        Scalar::Number => ("整数", "whole number"),
        Scalar::Flag => ("是、否", "true, false"),
        Scalar::Slug => ("编号", "id"),
        Scalar::Time => ("时刻 \"09:00\"", "time \"09:00\""),
        Scalar::Word(words) => {
            let mut said = String::new();
            for (nth, &word) in words.iter().enumerate() {
                let comma = if nth == 0 { "" } else { own(("、", ", "), tongue) };
                let _written = write!(said, "{comma}`{}`", own(word, tongue));
            }
            return said;
        }
    };
    own(said, tongue).to_owned()
}
