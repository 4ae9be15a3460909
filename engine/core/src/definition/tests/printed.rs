//! Print then parse: in whatever order and language the language's keys come, a file means the same; and what checks
//! without an error can be launched and runs.

use muster_protocol::catalogue::Language;
use muster_protocol::definition::Definition;
use muster_protocol::ids::CampaignId;
use muster_rules::zone::Zone;
use proptest::prelude::*;

use super::fuzz::{edit, edited};
use super::{MAIN, service_year};
use crate::definition::description::grammar;
use crate::definition::description::shape::{Shape, slot};
use crate::definition::findings::finding::Report;
use crate::definition::text::tree::{Node, Value};
use crate::definition::{compile, format, root};
use crate::players::Players;
use crate::script::Script;
use crate::simulate;

/// Prints a tree as YAML on one line, keys in the order and language that `dice` says.
fn print(
    node: &Node,
    shape: Option<&'static Shape>,
    dice: &mut impl FnMut(usize) -> usize,
    out: &mut String,
) {
    match &node.value {
        Value::Nothing => out.push('~'),
        Value::Text(text) => out.push_str(&serde_json::to_string(text).unwrap()),
        Value::List(items) => {
            out.push('[');
            for item in items {
                print(item, shape.and_then(Shape::item), dice, out);
                out.push_str(", ");
            }
            out.push(']');
        }
        Value::Map(entries) => {
            let slots = shape.and_then(|shape| shape.slots(node));
            let mut order: Vec<usize> = (0..entries.len()).collect();
            if slots.is_some() {
                (1..order.len()).for_each(|at| order.swap(at, dice(at + 1)));
            }
            out.push('{');
            for entry in order.into_iter().map(|at| &entries[at]) {
                let known = slots.and_then(|slots| slot(slots, entry));
                let key = known.map_or(entry.key.as_str(), |known| [known.key.zh, known.key.en][dice(2)]);
                out.push_str(&serde_json::to_string(key).unwrap());
                out.push_str(": ");
                print(&entry.value, shape.and_then(|shape| shape.below(node, entry)), dice, out);
                out.push_str(", ");
            }
            out.push('}');
        }
    }
}

/// Launches a definition and lets its time pass with nobody doing anything.
fn runs(definition: &Definition) -> Result<(), TestCaseError> {
    let zone = Zone::load(&definition.zone).unwrap();
    let first = definition.phases.iter().map(|phase| phase.from).min().unwrap();
    let last = definition.phases.iter().map(|phase| phase.to).max().unwrap();
    let (from, until) = (zone.start_of_day(first), zone.start_of_day(last.plus(30)));
    let campaign = CampaignId::new(&definition.id).unwrap();
    let players = Players::new(definition, Script::silent(definition));
    let run = simulate::run(definition, &campaign, from, until, players, &mut []);
    prop_assert!(run.refusals.is_empty(), "{:?}", run.refusals);
    let closed = run.events.iter().any(|one| one.event.name() == "campaign.closed");
    prop_assert!(closed, "it never ends");
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_file_printed_in_any_order_and_language_means_the_same(seed in any::<u64>()) {
        let files = service_year();
        let before = compile(&files).definition.unwrap().digest();
        let tree = root(&files.files[MAIN], &mut Report::new("")).unwrap();
        let mut state = seed | 1;
        let mut dice = |sides: usize| {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            usize::try_from(state >> 33).unwrap() % sides
        };
        let mut text = String::new();
        print(&tree, Some(&grammar::FILE), &mut dice, &mut text);
        let neat = format(text.as_bytes(), Some(Language::ALL[dice(2)])).unwrap();
        for text in [text, neat] {
            let mut printed = files.clone();
            printed.files.insert(MAIN.to_owned(), text.clone().into_bytes());
            let compiled = compile(&printed);
            let definition = compiled.definition.clone();
            let definition = definition.ok_or_else(|| TestCaseError::fail(super::printed(&compiled)))?;
            prop_assert_eq!(definition.digest(), before);
        }
    }

    #[test]
    fn what_checks_without_an_error_launches_and_runs(edits in prop::collection::vec(edit(), 1..3)) {
        let mut files = service_year();
        let bytes = edited(files.files[MAIN].clone(), &edits);
        files.files.insert(MAIN.to_owned(), bytes);
        if let Some(definition) = compile(&files).definition {
            runs(&definition)?;
        }
    }
}
