//! Which rows of a plan each key serves in a file that says so by 依据 (`ref`): a reader finds a living example there.

use std::collections::{BTreeMap, BTreeSet};

use crate::definition::description::grammar::FILE;
use crate::definition::description::shape::{Shape, Slot, slot};
use crate::definition::findings::finding::Report;
use crate::definition::keys::REF;
use crate::definition::root;
use crate::definition::text::fields;
use crate::definition::text::tree::{Node, Value};

/// Most rows that are named; a key that serves more is used everywhere.
const NAMED_MAX: usize = 4;

/// Rows by key.
#[derive(Debug, Default)]
pub(super) struct Served(BTreeMap<*const Slot, BTreeSet<(usize, String)>>);

impl Served {
    /// The rows of a key, as a cell says them.
    pub(super) fn said(&self, slot: &'static Slot) -> String {
        let Some(rows) = self.0.get(&std::ptr::from_ref(slot)) else { return String::new() };
        let named: Vec<&str> = rows.iter().take(NAMED_MAX).map(|(_, row)| row.as_str()).collect();
        let more = if rows.len() > NAMED_MAX { " …" } else { "" };
        format!("{}{more}", named.join(" "))
    }

    fn note(&mut self, node: &Node, shape: &'static Shape, rows: &BTreeSet<(usize, String)>) {
        match &node.value {
            Value::List(items) => {
                for item in items {
                    self.note(item, shape.item().unwrap_or(shape), rows);
                }
            }
            Value::Map(entries) => {
                let own = entries.iter().find(|entry| REF.is(&entry.key)).map(|entry| rows_of(&entry.value));
                let rows = own.as_ref().unwrap_or(rows);
                for entry in entries {
                    if let Some(found) = shape.slots(node).and_then(|slots| slot(slots, entry)) {
                        self.0.entry(std::ptr::from_ref(found)).or_default().extend(rows.iter().cloned());
                    }
                    if let Some(below) = shape.below(node, entry) {
                        self.note(&entry.value, below, rows);
                    }
                }
            }
            Value::Text(_) | Value::Nothing => {}
        }
    }
}

/// Shorter ones first, so that S9 stands before S10.
fn rows_of(node: &Node) -> BTreeSet<(usize, String)> {
    let texts = fields::items(node).iter().filter_map(|item| match &item.value {
        Value::Text(text) => Some((text.len(), text.clone())),
        Value::List(_) | Value::Map(_) | Value::Nothing => None,
    });
    texts.collect()
}

/// What the keys of a file serve; nothing for one that cannot be read.
pub(super) fn served(main: &[u8]) -> Served {
    let mut served = Served::default();
    if let Some(root) = root(main, &mut Report::new("")) {
        served.note(&root, &FILE, &BTreeSet::new());
    }
    served
}
