//! The rules of the tree, held against the tree.

use std::process::Command;

use muster_tests::tidy::manifests::{self, Package};
use muster_tests::tidy::{imports, names, rings, tree, wildcards, wording};
use muster_words::event::EVENTS;

fn files() -> Vec<tree::File> {
    let files = tree::files(&tree::root()).unwrap();
    assert!(files.len() > 100, "only {} files below {}", files.len(), tree::root().display());
    files
}

fn packages() -> Vec<Package> {
    let mut cargo = Command::new(env!("CARGO"));
    cargo.args(["metadata", "--offline", "--no-deps", "--format-version", "1"]).current_dir(tree::root());
    let output = cargo.output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    manifests::packages(&serde_json::from_slice(&output.stdout).unwrap())
}

#[track_caller]
fn none(findings: &[String]) {
    assert!(findings.is_empty(), "{} findings:\n{}", findings.len(), findings.join("\n"));
}

#[test]
fn manifests_keep_the_import_rules() {
    none(&manifests::findings(&packages()));
}

#[test]
fn sources_keep_the_import_rules() {
    none(&imports::findings(&files()));
}

#[test]
fn no_modules_import_each_other_in_a_ring() {
    none(&rings::findings(&files()));
}

#[test]
fn files_are_short_and_their_names_say_something() {
    let files = files();
    none(&names::too_long(&files));
    none(&names::empty(&files));
    none(&names::too_wide(&files));
}

#[test]
fn the_top_level_is_the_owners_list() {
    none(&names::top_level(&files()));
}

#[test]
fn no_match_swallows_an_event_or_a_command_that_is_added_later() {
    none(&wildcards::findings(&files()));
}

#[test]
fn no_word_stands_where_it_may_not() {
    none(&wording::findings(&files()));
}

#[test]
fn every_event_has_its_golden_files() {
    let files = files();
    let golden = |name: &str, schema: u16, ending: &str| {
        let (prefix, ending) = (format!("proto/words/golden/{name}.v{schema}."), format!(".{ending}"));
        files.iter().any(|file| file.path.starts_with(&prefix) && file.path.ends_with(&ending))
    };
    for (name, newest) in EVENTS {
        for schema in 1..=*newest {
            assert!(golden(name, schema, "hex"), "{name} has no golden bytes of version {schema}");
        }
        assert!(golden(name, *newest, "json"), "{name} has no golden JSON");
    }
}

#[test]
fn the_map_names_every_package() {
    let files = files();
    let packages = packages();
    let map = files.iter().find(|file| file.path == names::MAP).expect("the map is there");
    none(&names::unmapped(&map.text, packages.iter().map(|package| package.folder.as_str())));
}
