//! No key is accepted and forgotten: whatever optional key the shipped file writes, without it the file means something else,
//! or something is told.

use std::collections::BTreeMap;

use super::{MAIN, service_year};
use crate::definition::finding::{Finding, Report};
use crate::definition::grammar;
use crate::definition::shape::{Shape, Slot, slot};
use crate::definition::tree::{Node, Value};
use crate::definition::{Files, build, root};

/// How often a key is tried that changes nothing: what it says may be the default in one place and not in another.
const TRIES: usize = 5;
/// Keys of which the shipped file says what is meant without them as well, so that leaving them out shows nothing: each has a
/// default in its reader. 原文 is what the words of the plan are checked against.
const DEFAULTS: &[&str] = &[
    "人数不足",
    "原文",
    "发给",
    "开始",
    "排名",
    "提前通知",
    "时刻",
    "时长",
    "每周至多",
    "补发",
    "记录期限",
    "起",
    "阶段",
];

/// Steps to an entry: its place in each map or list on the way.
type Way = Vec<usize>;

/// Every optional entry of the language below a node, with its map and key.
fn entries(node: &Node, shape: &'static Shape, way: &Way, found: &mut Vec<(Way, *const Slot, &'static str)>) {
    let step = |at: usize| [way.as_slice(), &[at]].concat();
    match &node.value {
        Value::Map(entries) => {
            let slots = shape.slots(node);
            for (at, entry) in entries.iter().enumerate() {
                if let Some(slot) = slots.and_then(|slots| slot(slots, entry)).filter(|slot| !slot.must) {
                    found.push((step(at), std::ptr::from_ref(slot), slot.key.zh));
                }
                if let Some(below) = shape.below(node, entry) {
                    self::entries(&entry.value, below, &step(at), found);
                }
            }
        }
        Value::List(items) => {
            for (at, item) in items.iter().enumerate() {
                if let Some(below) = shape.item() {
                    self::entries(item, below, &step(at), found);
                }
            }
        }
        Value::Text(_) | Value::Nothing => {}
    }
}

/// The tree without the entry to which a way leads.
fn without(node: &Node, way: &[usize]) -> Node {
    let mut node = node.clone();
    let (first, rest) = way.split_first().unwrap();
    match &mut node.value {
        Value::Map(entries) if rest.is_empty() => drop(entries.remove(*first)),
        Value::Map(entries) => entries[*first].value = without(&entries[*first].value, rest),
        Value::List(items) => items[*first] = without(&items[*first], rest),
        Value::Text(_) | Value::Nothing => {}
    }
    node
}

fn meaning(root: &Node, files: &Files) -> (Option<Vec<u8>>, Vec<String>) {
    let (mut report, mut others) = (Report::new(MAIN), Vec::new());
    let built = build(root, files, &mut others, &mut report);
    let told = |one: &Finding| format!("{} {}", one.code, one.sentence.zh);
    let findings = report.into_findings().iter().chain(&others).map(told).collect();
    (built.map(|(definition, _)| definition.to_bytes()), findings)
}

#[test]
fn no_key_is_accepted_and_forgotten() {
    let files = service_year();
    let root = root(&files.files[MAIN], &mut Report::new(MAIN)).unwrap();
    let whole = meaning(&root, &files);
    let mut found = Vec::new();
    entries(&root, &grammar::FILE, &Vec::new(), &mut found);
    let mut tried: BTreeMap<*const Slot, (usize, bool, String)> = BTreeMap::new();
    for (way, slot, key) in found {
        let (tries, lived, _) = tried.entry(slot).or_insert((0, false, key.to_owned()));
        if *lived || *tries >= TRIES {
            continue;
        }
        *tries += 1;
        *lived = meaning(&without(&root, &way), &files) != whole;
    }
    assert!(tried.len() > 100, "only {} keys are written", tried.len());
    let mut forgotten: Vec<&str> =
        tried.values().filter(|(_, lived, _)| !lived).map(|(.., key)| key.as_str()).collect();
    forgotten.sort_unstable();
    assert_eq!(forgotten, DEFAULTS, "accepted, and without effect");
}
