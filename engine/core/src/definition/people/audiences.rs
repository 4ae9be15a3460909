//! 人群: named groups of units, and the same written in place.

use muster_protocol::definition::{Audience, Selector, Unit};
use muster_protocol::ids::{AudienceIx, UnitIx};
use muster_protocol::{id, text};

use crate::definition::description::grammar;
use crate::definition::findings::code;
use crate::definition::findings::finding::{Place, Report};
use crate::definition::keys::{AUDIENCES, CATEGORY, EXCEPT, Key, SCORED, TAGS, UNITS, WITHIN};
use crate::definition::limits::AUDIENCES_MAX;
use crate::definition::names::Names;
use crate::definition::text::fields::{self, Fields, What};
use crate::definition::text::tree::{Node, Value};

/// Reads the named audiences.
pub(crate) fn read(node: &Node, names: &mut Names, report: &mut Report) {
    for entry in fields::named(node, AUDIENCES, report) {
        let before = report.count();
        let (refs, selector) = selector(&entry.value, &entry.key, entry.key_place, names, report);
        let sound = report.count() == before;
        add(Audience { name: entry.key.clone(), refs, selector }, entry.key_place, sound, names, report);
    }
}

/// The audience that a line asks for: by name, or by conditions written in place.
pub(crate) fn of_line(
    node: &Node,
    owner: &str,
    what: Key,
    names: &mut Names,
    report: &mut Report,
) -> Option<AudienceIx> {
    if matches!(node.value, Value::Map(_)) {
        let before = report.count();
        let (refs, selector) = selector(node, report.own(what), node.place, names, report);
        let sound = report.count() == before;
        let name = format!("{owner}的{}", what.zh);
        let at = names.audiences.len();
        add(Audience { name, refs, selector }, node.place, sound, names, report);
        return u16::try_from(at).ok().map(AudienceIx);
    }
    let name = fields::text(node, what, report)?;
    find(&name, node.place, names, report)
}

fn find(name: &str, place: Place, names: &Names, report: &mut Report) -> Option<AudienceIx> {
    let known = names.audiences.iter().map(|audience| audience.name.as_str());
    let at = fields::position(id!("audience-of-units"), name, place, known, report)?;
    u16::try_from(at).ok().map(AudienceIx)
}

fn add(audience: Audience, place: Place, sound: bool, names: &mut Names, report: &mut Report) {
    if names.audiences.len() >= AUDIENCES_MAX {
        let said = text!("there-are-more-than-audiences-max-audiences", audiences_max = AUDIENCES_MAX);
        report.error(code::TOO_MANY, place, said).fix(text!("define-an-audience-once-and-use-it-by"));
        return;
    }
    names.audiences.push(audience);
    names.audience_places.push(sound.then_some(place));
}

/// Conditions on units, with the rows of the plan that they serve.
fn selector(
    node: &Node,
    what: &str,
    at: Place,
    names: &Names,
    report: &mut Report,
) -> (Vec<String>, Selector) {
    let Some(fields) = Fields::of(node, what, at, &grammar::SELECTOR.keys(), report) else {
        return Default::default();
    };
    let refs = fields::refs(&fields, report);
    let known = names.roster_whole;
    let mut words = |key: Key, has: &dyn Fn(&Unit, &str) -> bool, all: Vec<&str>| {
        let Some(node) = fields.get(key) else { return Vec::new() };
        let words = fields::texts(node, key, report);
        for (word, place) in words.iter().filter(|_| known) {
            if !names.units.iter().any(|unit| has(unit, word)) {
                // The key is a plural, what is missing is one.
                let kind = if key == TAGS { id!("tag") } else { id!("category-2") };
                fields::unknown_name(kind, word, *place, all.iter().copied(), report);
            }
        }
        words.into_iter().map(|(word, _)| word).collect()
    };
    let categories =
        words(CATEGORY, &|unit, word| unit.category == word, kinds(names, |unit| vec![&unit.category]));
    let has_tag = |unit: &Unit, word: &str| unit.tags.iter().any(|tag| tag == word);
    let tags = words(TAGS, &has_tag, kinds(names, |unit| unit.tags.iter().map(String::as_str).collect()));
    let selector = Selector {
        scored: fields.get(SCORED).and_then(|node| fields::flag(node, SCORED, report)),
        categories,
        tags,
        units: fields.get(UNITS).map_or(Vec::new(), |node| units(node, UNITS, names, report)),
        except: fields.get(EXCEPT).map_or(Vec::new(), |node| units(node, EXCEPT, names, report)),
        within: fields.get(WITHIN).map_or(Vec::new(), |node| {
            let texts = fields::texts(node, WITHIN, report);
            texts.iter().filter_map(|(name, place)| find(name, *place, names, report)).collect()
        }),
    };
    (refs, selector)
}

/// The different words of all units, in order.
fn kinds<'a>(names: &'a Names, of: impl Fn(&'a Unit) -> Vec<&'a str>) -> Vec<&'a str> {
    names.units.iter().flat_map(of).collect::<std::collections::BTreeSet<_>>().into_iter().collect()
}

/// Units named by their codes.
pub(crate) fn units<'w>(
    node: &Node,
    what: impl Into<What<'w>>,
    names: &Names,
    report: &mut Report,
) -> Vec<UnitIx> {
    let mut found = Vec::new();
    for (code, place) in fields::texts(node, what, report) {
        match names.unit(&code) {
            Some(unit) if found.contains(&unit) => {
                report
                    .error(code::DUPLICATE_ID, place, text!("the-unit-code-appears-twice", code))
                    .fix(text!("delete-one"));
            }
            Some(unit) => found.push(unit),
            None if !names.roster_whole => {}
            None => {
                let codes = names.units.iter().map(|unit| unit.code.as_str());
                fields::unknown_name(id!("unit-code"), &code, place, codes, report);
            }
        }
    }
    found
}
