//! What a template sees is what is said of it.

use super::super::{Serde, VARIABLES};
use super::*;

/// Every name that a template sees, with `[].` where a list lies between.
fn seen(value: &minijinja::Value, prefix: &str, names: &mut Vec<String>) {
    for name in value.try_iter().unwrap() {
        let (name, below) = (name.to_string(), value.get_item(&name).unwrap());
        names.push(format!("{prefix}{name}"));
        if below.kind() == minijinja::value::ValueKind::Seq {
            seen(&below.get_item_by_index(0).unwrap(), &format!("{name}[]."), names);
        }
    }
}

#[test]
fn the_list_of_variables_is_what_a_template_sees() {
    let (head, entries) = sheet::sample(&definition(), MessageKind::Routine, 1);
    let mut names = Vec::new();
    seen(&minijinja::Value::from(Serde(head.with(&entries, 0))), "", &mut names);
    let mut listed: Vec<&str> = VARIABLES.iter().map(|(name, ..)| *name).collect();
    names.sort_unstable();
    listed.sort_unstable();
    assert_eq!(names, listed);
}

#[test]
fn the_groups_that_are_told_of_a_letter_are_those_with_which_it_is_tried() {
    let def = definition();
    let told = super::super::groups_by_letter();
    assert_eq!(told.each_ref().map(|(name, _)| *name), ["routine", "red", "news"]);
    for (kind, (name, groups)) in super::super::TRIED.into_iter().zip(told) {
        let (head, entries) = sheet::sample(&def, kind, sheet::SAMPLE_GROUPS);
        let seen = minijinja::Value::from(Serde(head.with(&entries, 0)));
        let seen = seen.get_item(&minijinja::Value::from("分组")).unwrap().try_iter().unwrap();
        let seen: Vec<String> =
            seen.map(|group| group.get_item(&minijinja::Value::from("kind")).unwrap().to_string()).collect();
        assert_eq!(seen, groups, "{name}");
    }
}
