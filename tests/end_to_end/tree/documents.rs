//! Documents beside what they describe: their generated parts are those that the code makes, their examples work, and they
//! name nothing that does not exist. `MUSTER_REGENERATE=1` rewrites the generated parts, to be read before they are kept.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::fs;
use std::path::Path;

use muster::cli::typed;
use muster_core::definition::{reference, reference_parts, schema};
use muster_protocol::catalogue::Language;
use muster_protocol::command::COMMANDS;
use muster_protocol::event::{EVENTS, MEANINGS};
use muster_server::http::routes::ROUTES;
use muster_server::watch::metrics::METRICS;
use muster_tests::tidy::documents::{self, Known};
use muster_tests::tidy::tree;
use muster_wire::nats::ACCOUNTS;
use muster_wire::nats::headers::HEADERS;
use serde_json::Value;

use crate::program::muster;

const ZH: &str = "workflows/LANGUAGE.zh.md";
const EN: &str = "workflows/LANGUAGE.md";
/// Documents with generated parts.
const GENERATED: [&str; 5] = [ZH, EN, "README.md", "engine/OPERATIONS.md", "proto/PROTOCOL.md"];

fn read(path: &str) -> String {
    fs::read_to_string(tree::root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// A generated part of a document.
fn made(document: &str, part: &str) -> Option<String> {
    match part {
        "metrics" => Some(metrics()),
        "events" => Some(events()),
        "commands" => Some(commands()),
        "headers" => Some(headers()),
        "logins" => Some(logins()),
        _ => {
            let tongue = if document == ZH { Language::Zh } else { Language::En };
            reference(part, tongue, read("workflows/service-year/service-year.yaml").as_bytes())
        }
    }
}

fn metrics() -> String {
    let mut table = "| metric | kind | labels | |\n|---|---|---|---|\n".to_owned();
    for metric in METRICS {
        let _written =
            writeln!(table, "| `{}` | {} | {} | {} |", metric.name, metric.kind, metric.labels, metric.help);
    }
    table
}

fn events() -> String {
    let mut table = "| event | schema | |\n|---|---|---|\n".to_owned();
    for (name, meaning) in MEANINGS {
        let schema = EVENTS.iter().find(|(known, _)| known == name).unwrap().1;
        let _written = writeln!(table, "| `{name}` | {schema} | {} |", meaning.trim());
    }
    table
}

/// Each command with the way to its variant and what it says, as the lists in `proto/protocol` have them.
fn listed_commands() -> Vec<(String, String, String)> {
    let mut all = Vec::new();
    for (name, variant, says) in listed("command.rs", "commands! {") {
        if name == "[JUDGEMENTS]" {
            let ways = listed("command/judging.rs", "judgements! {").into_iter();
            all.extend(ways.map(|(name, way, says)| (name, format!("{variant}.{way}"), says)));
        } else {
            all.push((name, variant, says));
        }
    }
    let names: Vec<&str> = all.iter().map(|(name, ..)| name.as_str()).collect();
    let known: Vec<&str> = COMMANDS.iter().copied().flatten().copied().collect();
    assert_eq!(names, known);
    all
}

/// The lines of a list of commands: name (or the list that has the names), variant, what stands above it.
fn listed(file: &str, list: &str) -> Vec<(String, String, String)> {
    let source = read(&format!("proto/protocol/src/{file}"));
    let lines = source.split(&format!("\n{list}\n")).nth(1).unwrap().split("\n}").next().unwrap();
    let mut all = Vec::new();
    let mut said = String::new();
    for line in lines.lines().map(str::trim) {
        if let Some(doc) = line.strip_prefix("///") {
            said.push_str(doc);
            continue;
        }
        let before = line.split('(').next().unwrap();
        let (name, variant) = (before.split(' ').next().unwrap(), before.rsplit(' ').next().unwrap());
        all.push((name.trim_matches('"').to_owned(), variant.to_owned(), said.trim().to_owned()));
        said.clear();
    }
    all
}

fn commands() -> String {
    let mut table = "| command | in JSON | |\n|---|---|---|\n".to_owned();
    for (name, variant, says) in listed_commands() {
        let _written = writeln!(table, "| `{name}` | `{variant}` | {says} |");
    }
    table
}

fn headers() -> String {
    let mut table = "| header | always | |\n|---|---|---|\n".to_owned();
    for (name, says, always) in HEADERS {
        let _written = writeln!(table, "| `{name}` | {} | {says} |", if always { "yes" } else { "" });
    }
    table
}

/// What each login may publish and hear, from the accounts that a server is given.
fn logins() -> String {
    let mut table = "| login | may publish | may hear |\n|---|---|---|\n".to_owned();
    for block in ACCOUNTS.split("user: ").skip(1) {
        let name = block.split(',').next().unwrap();
        let (publish, subscribe) = block.split_once("subscribe").unwrap();
        let quoted = |text: &str| -> String {
            let subjects: Vec<String> =
                text.split('"').skip(1).step_by(2).map(|one| format!("`{one}`")).collect();
            subjects.join(" ")
        };
        let subscribe = subscribe.split(']').next().unwrap();
        let _written = writeln!(table, "| `{name}` | {} | {} |", quoted(publish), quoted(subscribe));
    }
    table
}

#[test]
fn generated_parts_of_documents_are_kept() {
    let mut differing = Vec::new();
    for document in GENERATED {
        let text = read(document);
        let (whole, unknown) = documents::generated(&text, &|part| made(document, part));
        assert!(unknown.is_empty(), "{document} has parts that nobody makes: {unknown:?}");
        if whole == text {
            continue;
        }
        if std::env::var_os("MUSTER_REGENERATE").is_some() {
            fs::write(tree::root().join(document), whole).unwrap();
        } else {
            differing.push(document);
        }
    }
    assert!(differing.is_empty(), "{differing:?} are others; MUSTER_REGENERATE=1 rewrites them");
    for document in [ZH, EN] {
        let text = read(document);
        for part in reference_parts() {
            assert!(text.contains(&format!("<!-- generated: {part} -->")), "{document} lacks {part}");
        }
    }
}

/// Writes the examples of a page into a folder: all of its YAML is one file, tables have their names behind the kind.
fn examples(page: &str, folder: &Path) -> String {
    let mut main = String::new();
    for block in read(page).split("\n```").skip(1).step_by(2) {
        let (info, body) = block.split_once('\n').unwrap();
        match info.split_whitespace().collect::<Vec<_>>()[..] {
            ["yaml"] => {
                main.push_str(body);
                main.push('\n');
            }
            ["csv" | "text", name] => fs::write(folder.join(name), format!("{body}\n")).unwrap(),
            _ => {}
        }
    }
    let file = folder.join("winter-fire.yaml");
    fs::write(&file, main).unwrap();
    file.to_str().unwrap().to_owned()
}

#[test]
fn the_examples_of_the_reference_are_one_campaign_that_runs() {
    for page in [ZH, EN] {
        let home = tempfile::tempdir().unwrap();
        let file = examples(page, home.path());
        let found = muster(["check", "--json", &file]).with(0).json();
        assert_eq!((&found["errors"], &found["warnings"]), (&0.into(), &0.into()), "{page}: {found:#}");
        let played = muster(["preview", "--json", "--script", "all-on-time", &file]).with(0).json();
        assert!(played["counts"]["sent"].as_u64().unwrap() > 50, "{page}: {}", played["counts"]);
        assert_eq!(played["refusals"], Value::Array(Vec::new()), "{page}");
    }
}

#[test]
fn every_section_of_the_language_has_an_example() {
    for (page, tongue) in [(ZH, Language::Zh), (EN, Language::En)] {
        let home = tempfile::tempdir().unwrap();
        let main = fs::read_to_string(examples(page, home.path())).unwrap();
        let sections = reference("keys file", tongue, b"").unwrap();
        for line in sections.lines().skip(2) {
            let section = line.split('`').nth(1).unwrap();
            assert!(
                main.lines().any(|line| line.starts_with(&format!("{section}:"))),
                "{page} lacks {section}"
            );
        }
    }
}

/// What documents may name.
fn known() -> Known {
    fn keys(schema: &Value, found: &mut BTreeSet<String>) {
        match schema {
            Value::Object(fields) => {
                if let Some(Value::Object(properties)) = fields.get("properties") {
                    found.extend(properties.keys().cloned());
                }
                fields.values().for_each(|value| keys(value, found));
            }
            Value::Array(values) => values.iter().for_each(|value| keys(value, found)),
            _ => {}
        }
    }
    let mut known = Known {
        verbs: typed().into_iter().map(|verb| (verb.name, verb.flags.into_iter().collect())).collect(),
        metrics: METRICS.iter().map(|metric| metric.name.to_owned()).collect(),
        events: EVENTS.iter().map(|(name, _)| (*name).to_owned()).collect(),
        routes: ROUTES.iter().map(|route| route.path.to_owned()).collect(),
        ..Known::default()
    };
    known.events.extend(listed_commands().into_iter().map(|(name, ..)| name));
    // Keys below keys are written like events: `rating.scale` is one of the language.
    let tables = reference_parts().into_iter().filter_map(|part| reference(&part, Language::En, b""));
    known.events.extend(tables.flat_map(|table| table.split('`').map(str::to_owned).collect::<Vec<_>>()));
    keys(&schema(Language::Zh), &mut known.keys);
    known
}

#[test]
fn documents_name_only_what_exists() {
    let found = documents::findings(&tree::files(&tree::root()).unwrap(), &known());
    assert!(found.is_empty(), "{} findings:\n{}", found.len(), found.join("\n"));
}

#[test]
fn the_readme_has_every_verb() {
    let readme = read("README.md");
    let hidden = ["manuals"];
    let missing: Vec<String> = typed()
        .into_iter()
        .map(|verb| verb.name)
        .filter(|name| !name.is_empty() && !hidden.contains(&name.as_str()))
        .filter(|name| !readme.contains(&format!("muster {name}")))
        .collect();
    assert!(missing.is_empty(), "the README does not name {missing:?}");
}

/// What a newcomer types is what CI types, in that order and in one clone, so that neither command spoils the other.
#[test]
fn ci_types_the_readmes_two_commands_in_their_order() {
    let readme = read("README.md");
    let part = readme.split("## Two commands\n").nth(1).unwrap();
    let block = part.split("```sh\n").nth(1).unwrap().split("```").next().unwrap();
    let shown: Vec<&str> = block.lines().map(|line| line.split("  #").next().unwrap().trim()).collect();
    let ci = read(".ci/run");
    let typed: Vec<&str> = ci.lines().filter_map(|line| line.strip_prefix("timed ")).collect();
    assert_eq!(shown.len(), 2, "{shown:?}");
    assert_eq!(typed, shown);
}

#[test]
fn the_document_of_the_http_side_is_kept() {
    let made = muster(["openapi"]).with(0).stdout;
    let path = "proto/openapi.yaml";
    if std::env::var_os("MUSTER_REGENERATE").is_some() {
        fs::write(tree::root().join(path), &made).unwrap();
    }
    assert!(made == read(path), "{path} is another: `cargo muster openapi > {path}`");
}
