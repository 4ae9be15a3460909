//! One scenario for each row of the first campaign's plan, S1 to S83, as its people live it: what they type, what happens,
//! what they then see.
//!
//! A scenario is a text in `rows/`: `@` goes to an instant of the year (everybody silent until then), `$` types a command
//! of the program, `!` changes the committee's file, `<` reads a letter that was sent, `&` sets another muster beside it
//! at an instant. What follows is what the program answered (`|`), how it ended if not well (`=`), and which events the
//! command made (`+`). What shows the row itself at work stands behind `?`: a command that did its work must have printed
//! it, or a letter that was read must say it, so that no row rests on a refusal or on something that is not there.
//! `MUSTER_REGENERATE=1` rewrites the answers, to be read before they are committed. From all of them follows the table of
//! rows in `workflows/service-year/rows.md`.

mod scenario;
mod table;
mod year;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;
use std::sync::Mutex;

use muster_tests::tidy::tree;

use scenario::Scenario;
use year::Year;

/// How many scenarios are played at once.
const PLAYERS: usize = 2;

fn folder() -> PathBuf {
    tree::root().join("tests").join("end_to_end").join("rows")
}

fn regenerate() -> bool {
    std::env::var_os("MUSTER_REGENERATE").is_some()
}

/// Every scenario by its row.
fn scenarios() -> BTreeMap<u32, Scenario> {
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(folder()).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|kind| kind == "txt") {
            let scenario = Scenario::read(&path);
            assert!(found.insert(scenario.row, scenario).is_none(), "{}: a row twice", path.display());
        }
    }
    found
}

/// Holds a file to a text, or writes it.
fn hold(path: &PathBuf, text: &str, wrong: &mut String) {
    if regenerate() {
        fs::write(path, text).unwrap();
        return;
    }
    let was = fs::read_to_string(path).unwrap_or_default();
    for (number, (was, now)) in (1..).zip(was.lines().zip(text.lines())) {
        if was != now {
            writeln!(wrong, "{}:{number}\n  was {was}\n  now {now}", path.display()).unwrap();
            return;
        }
    }
    if was != text {
        writeln!(wrong, "{}: ends otherwise", path.display()).unwrap();
    }
}

#[test]
#[expect(clippy::print_stdout, reason = "the table is printed for anyone who reads a run")]
fn every_row_is_played() {
    let all = scenarios();
    let rows: BTreeSet<u32> = all.keys().copied().collect();
    let missing: Vec<u32> = (1..=83).filter(|row| !rows.contains(row)).collect();
    assert!(missing.is_empty(), "no scenario for rows {missing:?}");
    let only: Option<u32> = std::env::var("MUSTER_ROW").ok().and_then(|row| row.parse().ok());
    let mine = |row: &u32| only.is_none_or(|only| only == *row);
    let year = Year::new();
    let waiting = Mutex::new(all.values().filter(|scenario| mine(&scenario.row)).collect::<Vec<_>>());
    let played = Mutex::new(BTreeMap::new());
    std::thread::scope(|scope| {
        for _ in 0..PLAYERS {
            scope.spawn(|| {
                while let Some(scenario) = { waiting.lock().unwrap().pop() } {
                    let outcome = scenario.play(&year);
                    played.lock().unwrap().insert(scenario.row, outcome);
                }
            });
        }
    });
    let played = played.into_inner().unwrap();
    let unseen: Vec<&u32> = played.iter().filter(|(_, it)| it.seen.is_empty()).map(|(row, _)| row).collect();
    assert!(unseen.is_empty(), "nothing is seen of rows {unseen:?}");
    let mut wrong = String::new();
    for (row, outcome) in &played {
        hold(&all[row].path, &outcome.text, &mut wrong);
    }
    if only.is_none() {
        let table = table::of(&all, &played);
        println!("{table}");
        hold(&tree::root().join("workflows/service-year/rows.md"), &table, &mut wrong);
    }
    assert!(wrong.is_empty(), "{wrong}");
}
