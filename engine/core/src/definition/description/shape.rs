//! What may stand where in a committee's file, as data: the readers' keys, the schema for editors and the layout of files come
//! from it.

use crate::definition::keys::Key;
use crate::definition::text::tree::{Entry, Node, Value};
use muster_protocol::catalogue::{Language, TextId};

/// What may stand at one place.
#[derive(Debug)]
pub(crate) enum Shape {
    /// A text, a number, a date: a scalar that is read as it was written.
    Scalar(Scalar),
    /// A map with the language's keys, in the order in which they are best read.
    Map(&'static [Slot]),
    /// A map whose keys are the committee's own names or ids.
    Named(&'static Shape),
    /// A list; a single value counts as a list of one.
    List(&'static Shape),
    /// One of several shapes.
    Either(&'static [&'static Shape]),
}

/// What a scalar means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Scalar {
    /// Any text on one line.
    Text,
    /// A text of several lines.
    Lines,
    /// A whole number, perhaps with a unit.
    Number,
    /// 是 or 否.
    Flag,
    /// An id of small letters, digits and dashes.
    Slug,
    /// A time of day, in quotes.
    Time,
    /// One of these words.
    Word(&'static [Key]),
}

/// One key of a map.
#[derive(Debug)]
pub(crate) struct Slot {
    /// The key.
    pub(crate) key: Key,
    /// What follows it.
    pub(crate) shape: &'static Shape,
    /// Whether it must be there.
    pub(crate) must: bool,
    /// What it is for.
    pub(crate) says: TextId,
    /// What counts where it is left out; without it nothing does, and a flag is off.
    pub(crate) usual: Option<Usual>,
}

/// What counts where a key is left out.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Usual {
    /// In words.
    Said(TextId),
    /// A number or a time, which is written alike in every language.
    Written(&'static str),
}

impl Usual {
    /// As a language says it.
    pub(crate) fn say(self, language: Language) -> &'static str {
        match self {
            Self::Said(id) => id.say(language),
            Self::Written(text) => text,
        }
    }
}

impl Slot {
    /// The same key with what counts where it is left out, in words.
    pub(crate) const fn usually(self, says: TextId) -> Self {
        Self { usual: Some(Usual::Said(says)), ..self }
    }

    /// The same key with the number or time that counts where it is left out.
    pub(crate) const fn usually_written(self, text: &'static str) -> Self {
        Self { usual: Some(Usual::Written(text)), ..self }
    }
}

/// A key that may be there.
pub(crate) const fn may(key: Key, shape: &'static Shape, says: TextId) -> Slot {
    Slot { key, shape, must: false, says, usual: None }
}

/// A key that must be there.
pub(crate) const fn must(key: Key, shape: &'static Shape, says: TextId) -> Slot {
    Slot { key, shape, must: true, says, usual: None }
}

impl Shape {
    /// The keys of the map that it is, or that each of its names or items is.
    pub(crate) fn keys(&self) -> Vec<Key> {
        match self {
            Self::Map(slots) => slots.iter().map(|slot| slot.key).collect(),
            Self::Named(one) | Self::List(one) => one.keys(),
            Self::Scalar(_) | Self::Either(_) => Vec::new(),
        }
    }

    /// The slots of the map that a node is, if it is one with the language's keys: of several possible maps the one that
    /// knows most of its keys.
    pub(crate) fn slots(&'static self, node: &Node) -> Option<&'static [Slot]> {
        let Value::Map(entries) = &node.value else { return None };
        match self {
            Self::Map(slots) => Some(slots),
            Self::List(one) => one.slots(node),
            Self::Either(several) => several
                .iter()
                .filter_map(|one| one.slots(node))
                .max_by_key(|slots| entries.iter().filter(|entry| slot(slots, entry).is_some()).count()),
            Self::Scalar(_) | Self::Named(_) => None,
        }
    }

    /// The shape below an entry of a node.
    pub(crate) fn below(&'static self, node: &Node, entry: &Entry) -> Option<&'static Self> {
        if let Some(found) = self.slots(node).and_then(|slots| slot(slots, entry)) {
            return Some(found.shape);
        }
        match self {
            Self::Named(one) => Some(one),
            Self::List(one) => one.below(node, entry),
            Self::Either(several) => several.iter().find_map(|one| one.below(node, entry)),
            Self::Scalar(_) | Self::Map(_) => None,
        }
    }

    /// The shape of the items of a list.
    pub(crate) fn item(&'static self) -> Option<&'static Self> {
        match self {
            Self::List(one) => Some(one),
            Self::Either(several) => several.iter().find_map(|one| one.item()),
            Self::Scalar(_) | Self::Map(_) | Self::Named(_) => None,
        }
    }
}

/// The slot of an entry's key.
pub(crate) fn slot(slots: &'static [Slot], entry: &Entry) -> Option<&'static Slot> {
    slots.iter().find(|slot| slot.key.is(&entry.key))
}
