//! What the campaign stands on, as its head says it: the superior's paper, campaigns alongside, goals, closed tags.

use muster_protocol::{id, text};
use std::collections::BTreeMap;

use muster_protocol::definition::{Concurrent, Directive, Frame, Goals, Tag, Taxonomy};
use muster_protocol::ids::Digest;

use super::days::dates;
use super::findings::code;
use super::findings::finding::{Place, Report};
use super::text::fields::{self, Fields};
use super::text::tree::{Node, Value};
use super::timing::rule;
use crate::definition::description::grammar;
use crate::definition::head;
use crate::definition::keys::{
    DIRECTIVE, FILE, GOAL_ITEMS, GOALS, ISSUED, NAME, PHASE, REF, TAXONOMIES, TOGETHER_WITH, VALUES,
};
use crate::definition::limits::KINDS_MAX;
use crate::definition::names::Names;

/// Reads the frame from the head, whose own keys were judged already.
pub(crate) fn read(
    campaign: &Node,
    names: &Names,
    files: &BTreeMap<String, Vec<u8>>,
    report: &mut Report,
) -> Frame {
    let part = |key| head::child(campaign, key).filter(|node| node.value != Value::Nothing);
    Frame {
        refs: part(REF)
            .map_or_else(Vec::new, |node| fields::items(node).iter().filter_map(head::plain_text).collect()),
        directive: part(DIRECTIVE).and_then(|node| directive(node, names.year, files, report)),
        together_with: part(TOGETHER_WITH).map_or_else(Vec::new, |node| concurrent(node, report)),
        goals: part(GOALS).and_then(|node| goals(node, names, report)),
        taxonomies: part(TAXONOMIES).map_or_else(Vec::new, |node| taxonomies(node, report)),
        ..Frame::default()
    }
}

fn directive(
    node: &Node,
    year: i32,
    files: &BTreeMap<String, Vec<u8>>,
    report: &mut Report,
) -> Option<Directive> {
    let fields = Fields::of(node, DIRECTIVE, node.place, &grammar::activities::DIRECTIVE.keys(), report)?;
    let name = fields.must_text(NAME, report);
    let refs = fields::refs(&fields, report);
    // A paper comes before the campaign that it orders: its day is of the file's year, wherever the campaign lies.
    let date = fields.get(ISSUED).and_then(|node| {
        let text = fields::text(node, ISSUED, report)?;
        rule::day_of(dates::day(&text, year), &text, node, report)
    });
    let (file, bytes) = head::file(fields.must(FILE, report)?, FILE, files, report)?;
    Some(Directive { name: name?, refs, digest: Digest::of(bytes), file, date })
}

fn concurrent(node: &Node, report: &mut Report) -> Vec<Concurrent> {
    let mut found: Vec<Concurrent> = Vec::new();
    for item in fields::items(node) {
        let Some(fields) =
            Fields::of(item, TOGETHER_WITH, item.place, &grammar::activities::CONCURRENT.keys(), report)
        else {
            continue;
        };
        let refs = fields::refs(&fields, report);
        let Some(node) = fields.must(NAME, report) else { continue };
        let Some(name) = fields::text(node, NAME, report) else { continue };
        if found.iter().any(|known| known.name == name) {
            fields::twice(&name, node.place, report);
            continue;
        }
        found.push(Concurrent { name, refs });
    }
    if found.len() > KINDS_MAX {
        fields::too_many(TOGETHER_WITH, node.place, found.len(), KINDS_MAX, report);
        found.truncate(KINDS_MAX);
    }
    found
}

fn goals(node: &Node, names: &Names, report: &mut Report) -> Option<Goals> {
    let fields = Fields::of(node, GOALS, node.place, &grammar::activities::GOALS.keys(), report)?;
    let refs = fields::refs(&fields, report);
    let phase = fields.must(PHASE, report).and_then(|node| names.phase(node, PHASE, report));
    let items = fields.must_words(GOAL_ITEMS, report);
    Some(Goals { refs, phase: phase?, items: items? })
}

fn taxonomies(node: &Node, report: &mut Report) -> Vec<Taxonomy> {
    let mut found: Vec<Taxonomy> = Vec::new();
    for entry in fields::at_most(node, TAXONOMIES, KINDS_MAX, report) {
        let Some(fields) = Fields::of_entry(entry, &grammar::activities::TAXONOMIES.keys(), report) else {
            continue;
        };
        let refs = fields::refs(&fields, report);
        let Some(node) = fields.must(VALUES, report) else { continue };
        let mut values = Vec::new();
        for (value, place) in fields::distinct(node, VALUES, report) {
            match found.iter().find(|other| other.values.contains(&value)) {
                Some(other) => in_two(&value, &other.name, place, report),
                None => values.push(value),
            }
        }
        found.push(Taxonomy { name: entry.key.clone(), refs, values });
    }
    found
}

fn in_two(value: &str, other: &str, place: Place, report: &mut Report) {
    report
        .error(code::DUPLICATE_ID, place, text!("the-tag-value-stands-in-other-already", value, other))
        .fix(text!("a-tag-belongs-to-one-list-rename-or"));
}

/// The tags named by `node`: values of the taxonomies.
pub(crate) fn tags(node: &Node, names: &Names, report: &mut Report) -> Vec<Tag> {
    let taxonomies = &names.frame.taxonomies;
    let mut found = Vec::new();
    for (text, place) in fields::distinct(node, TAXONOMIES, report) {
        let at = taxonomies.iter().enumerate().find_map(|(taxonomy, known)| {
            let value = known.values.iter().position(|value| *value == text)?;
            Some(Tag { taxonomy: u8::try_from(taxonomy).ok()?, value: u8::try_from(value).ok()? })
        });
        match at {
            Some(tag) => found.push(tag),
            None => {
                let all = taxonomies.iter().flat_map(|known| known.values.iter().map(String::as_str));
                fields::unknown_name(id!("tag"), &text, place, all, report);
            }
        }
    }
    found.sort_unstable();
    found
}
