use crate::id;
use std::collections::{BTreeMap, BTreeSet};

use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement};
use fluent_syntax::parser::parse;

use super::*;

fn variables(pattern: &Pattern<&str>, into: &mut BTreeSet<String>) {
    for element in &pattern.elements {
        let PatternElement::Placeable { expression } = element else { continue };
        let (selector, variants) = match expression {
            Expression::Inline(inline) => (inline, &[][..]),
            Expression::Select { selector, variants } => (selector, &variants[..]),
        };
        if let InlineExpression::VariableReference { id } = selector {
            into.insert(id.name.to_owned());
        }
        for variant in variants {
            variables(&variant.value, into);
        }
    }
}

/// The sentences of a file with their variables; a fault of the file ends the test with its text.
fn sentences(file: &str) -> BTreeMap<String, BTreeSet<String>> {
    let parsed = parse(file).unwrap_or_else(|(_, faults)| panic!("{faults:#?}"));
    let mut sentences = BTreeMap::new();
    for entry in parsed.body {
        let Entry::Message(message) = entry else { continue };
        let mut found = BTreeSet::new();
        variables(&message.value.unwrap(), &mut found);
        assert!(
            sentences.insert(message.id.name.to_owned(), found).is_none(),
            "{} stands twice",
            message.id.name
        );
    }
    sentences
}

#[test]
fn every_language_has_every_sentence() {
    let ids = Language::ALL.map(|language| sentences(language.file()).into_keys().collect::<Vec<_>>());
    for others in &ids {
        assert_eq!(ids[0], *others);
    }
}

#[test]
fn a_sentence_is_said_with_what_varies() {
    assert_eq!(Language::Zh.say("list-comma"), "、");
    assert_eq!(id!("list-comma").say(Language::En), ", ");
    let names = ["one".to_owned(), "two".to_owned()];
    assert_eq!(Listed(&names).localized(Language::Zh), "one、two");
    assert_eq!(
        LocalizedText::from(id!("list-comma")),
        LocalizedText { zh: "、".to_owned(), en: ", ".to_owned() }
    );
}
