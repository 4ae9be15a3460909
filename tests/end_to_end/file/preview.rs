//! `preview` against the independent computation: golden dates and counts, every item and every step.

use std::fs;

use crate::program::{muster, python};
use crate::year::service_year;

fn preview(arguments: &[&str]) -> String {
    let file = service_year::file();
    let all = [&["preview", file.to_str().unwrap(), "--json"], arguments].concat();
    muster(all).with(0).stdout
}

fn shipped(arguments: &[&str]) -> String {
    let script = service_year::script_file();
    preview(&[&["--script", script.to_str().unwrap()], arguments].concat())
}

#[test]
fn the_tables_in_the_clone_have_the_golden_dates_and_counts() {
    python(&["tables"], "");
}

#[test]
fn a_year_in_which_nobody_answers_is_as_computed_independently() {
    python(&["preview", "silent"], &preview(&[]));
}

#[test]
fn a_year_of_the_shipped_script_is_as_computed_independently() {
    python(&["preview", "shipped"], &shipped(&[]));
}

#[test]
fn a_preview_of_one_unit_and_month_is_a_part_of_the_whole() {
    let value = |text: String| serde_json::from_str::<serde_json::Value>(&text).unwrap();
    let (whole, part) = (
        value(preview(&[])),
        value(preview(&["--unit", "005", "--from", "2014-05-01", "--to", "2014-05-31"])),
    );
    let steps = |value: &serde_json::Value| value["steps"].as_array().unwrap().clone();
    let theirs = |step: &serde_json::Value| {
        step["unit"] == "005" && step["day"].as_str().is_some_and(|day| day.starts_with("2014-05"))
    };
    let wanted: Vec<_> = steps(&whole).into_iter().filter(theirs).collect();
    assert!(!wanted.is_empty());
    assert_eq!(steps(&part), wanted);
    assert_eq!(part["counts"], whole["counts"]);
}

/// The garbled year must be valid too; nobody joins or leaves in it.
#[test]
fn the_year_is_one_field() {
    let home = tempfile::tempdir().unwrap();
    let folder = service_year::copy_to(home.path());
    let file = folder.join("service-year.yaml");
    let text = fs::read_to_string(&file).unwrap();
    let moved = text.replace("年份: 2014", "年份: 2023").replace("service-year-2014", "service-year-2023");
    assert_ne!(moved, text);
    fs::write(&file, moved).unwrap();
    let checked = muster(["check", file.to_str().unwrap(), "--json"]);
    // Without tables for 2023 the checker says which are missing; with them the year plays.
    let findings = checked.json()["findings"].to_string();
    assert!(checked.code == Some(0) || findings.contains("2023"), "{findings}");
}
