//! No key is accepted and forgotten: whatever optional key the shipped file writes, without it the file means something else,
//! or something is reported.

use std::collections::BTreeMap;

use super::{MAIN, service_year};
use crate::definition::description::grammar;
use crate::definition::description::shape::{Shape, Slot, slot};
use crate::definition::findings::finding::{Finding, Report};
use crate::definition::text::tree::{Entry, Node, Value};
use crate::definition::{Files, build, root};

/// How often a key is tried that changes nothing: what it says may be the default in one place and not in another.
const TRIES: usize = 5;
/// Keys of which the shipped file says what is meant without them as well, so that leaving them out shows nothing. With
/// another value, as sound as the one that is written, the file means something else, or something is reported: 原文 lists vague
/// words of the plan, and one that nothing makes plain is reported.
const OTHERWISE: &[(&str, &str)] = &[
    ("人数不足", "记零"),
    ("原文", "没有这句话"),
    ("发给", "主要负责人"),
    ("开始", "10:00"),
    ("提前通知", "4个工作日"),
    ("时刻", "10:30"),
    ("时长", "90"),
    ("每周至多", "2"),
    ("补发", "48"),
    ("记录期限", "3个工作日"),
    ("起", "5月5日"),
    ("阶段", "implementation"),
];

/// Steps to an entry: its place in each map or list on the way.
type Path = Vec<usize>;

/// Every optional entry of the language below a node, with its map and key.
fn entries(
    node: &Node,
    shape: &'static Shape,
    way: &Path,
    found: &mut Vec<(Path, *const Slot, &'static str)>,
) {
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
    changed(node, way, &|entries, at| drop(entries.remove(at)))
}

/// The tree with another value of that entry.
fn with(node: &Node, way: &[usize], text: &str) -> Node {
    changed(node, way, &|entries, at| entries[at].value.value = Value::Text(text.to_owned()))
}

fn changed(node: &Node, way: &[usize], change: &dyn Fn(&mut Vec<Entry>, usize)) -> Node {
    let mut node = node.clone();
    let (first, rest) = way.split_first().unwrap();
    match &mut node.value {
        Value::Map(entries) if rest.is_empty() => change(entries, *first),
        Value::Map(entries) => entries[*first].value = changed(&entries[*first].value, rest, change),
        Value::List(items) => items[*first] = changed(&items[*first], rest, change),
        Value::Text(_) | Value::Nothing => {}
    }
    node
}

fn meaning(root: &Node, files: &Files) -> (Option<Vec<u8>>, Vec<String>) {
    let (mut report, mut others) = (Report::new(MAIN), Vec::new());
    let built = build(root, files, &mut others, &mut report);
    let shown = |one: &Finding| format!("{} {}", one.code, one.sentence.zh);
    let findings = report.into_findings().iter().chain(&others).map(shown).collect();
    (built.map(|(definition, _)| definition.to_bytes()), findings)
}

#[test]
fn no_key_is_accepted_and_forgotten() {
    let files = service_year();
    let root = root(&files.files[MAIN], &mut Report::new(MAIN)).unwrap();
    let whole = meaning(&root, &files);
    let mut found = Vec::new();
    entries(&root, &grammar::FILE, &Vec::new(), &mut found);
    let mut tried: BTreeMap<*const Slot, Tried> = BTreeMap::new();
    for (way, slot, key) in found {
        let tried = tried.entry(slot).or_insert_with(|| Tried { key, matters: false, ways: Vec::new() });
        if !tried.matters && tried.ways.len() < TRIES {
            tried.matters = meaning(&without(&root, &way), &files) != whole;
            tried.ways.push(way);
        }
    }
    assert!(tried.len() > 100, "only {} keys are written", tried.len());
    let mut forgotten: Vec<Tried> = tried.into_values().filter(|tried| !tried.matters).collect();
    forgotten.sort_unstable_by_key(|tried| tried.key);
    let keys: Vec<&str> = forgotten.iter().map(|tried| tried.key).collect();
    let otherwise: Vec<&str> = OTHERWISE.iter().map(|(key, _)| *key).collect();
    assert_eq!(keys, otherwise, "without effect where they are left out");
    for (Tried { key, ways, .. }, (_, text)) in forgotten.iter().zip(OTHERWISE) {
        let meant = meaning(&with(&root, &ways[0], text), &files);
        assert!(meant != whole, "{key}: {text} means the same");
        assert!(meant.0.is_some(), "{key}: {text}: {:?}", meant.1);
    }
}

/// What leaving out a key in some places came to.
struct Tried {
    key: &'static str,
    matters: bool,
    ways: Vec<Path>,
}
