//! The rules of the tree, held against the tree.

use std::process::Command;

use muster_protocol::event::EVENTS;
use muster_tests::tidy::manifests::{self, Package};
use muster_tests::tidy::{catalogue, imports, names, rings, tree, wildcards, wording};

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
fn every_sentence_stands_in_the_catalogues() {
    none(&catalogue::findings(&files()));
}

#[test]
fn no_word_stands_where_it_may_not() {
    none(&wording::findings(&files()));
}

#[test]
fn every_event_has_its_golden_files() {
    let files = files();
    let golden = |name: &str, schema: u16, ending: &str| {
        let (prefix, ending) = (format!("proto/protocol/golden/{name}.v{schema}."), format!(".{ending}"));
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

/// The fuzz targets are a workspace of their own, which nobody builds beside the product: what it locks goes with the product's
/// manifests, or the next who fuzzes gets other versions than those that are tested.
#[test]
fn the_fuzz_targets_lock_what_the_product_needs() {
    let root = tree::root();
    let read = |path: &str| std::fs::read_to_string(root.join(path)).unwrap();
    let lock = read("tests/fuzz/Cargo.lock");
    let locked = |package: &str| -> Vec<String> {
        let entry = lock.split("[[package]]").find(|it| it.contains(&format!("\nname = \"{package}\"\n")));
        let needs = entry.and_then(|it| it.split("dependencies = [").nth(1)?.split(']').next());
        let names = needs.unwrap_or_default().split('"').skip(1).step_by(2);
        names.map(|it| it.split(' ').next().unwrap_or_default().to_owned()).collect()
    };
    let (mut looked_at, mut missing) = (0, Vec::new());
    for package in packages().iter().filter(|it| it.name != "muster-tests") {
        let manifest = read(&format!("{}/Cargo.toml", package.folder));
        let section = manifest.split("\n[dependencies]\n").nth(1).unwrap().split("\n[").next().unwrap();
        let known = locked(&package.name);
        for line in section.lines().filter(|line| !line.trim_start().starts_with('#')) {
            let name = line.split(['.', '=', ' ']).next().unwrap().trim();
            if !name.is_empty() {
                looked_at += 1;
                missing.extend(
                    (!known.iter().any(|it| it == name)).then(|| format!("{}: {name}", package.name)),
                );
            }
        }
    }
    none(&missing);
    assert!(looked_at > 80, "{looked_at}");
}
