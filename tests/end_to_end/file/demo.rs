//! The demo, from the first day to the last: what it leaves behind is what was expected, item by item.

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;
use std::sync::OnceLock;

use muster_protocol::event::NamedEvent;
use muster_protocol::table::SnapshotTable;
use muster_protocol::texts;
use serde_json::Value;
use tempfile::TempDir;

use crate::log;
use crate::program::{self, Ended, chain, muster, python};
use crate::site::text;
use crate::year::service_year;

/// A demo that ran once, undisturbed; the tests share its directory and copy it before they change anything.
pub(crate) struct Demo {
    _home: TempDir,
    /// Its data directory.
    pub(crate) dir: PathBuf,
    /// How it ended.
    pub(crate) ended: Ended,
}

/// The shared demo.
pub(crate) fn finished() -> &'static Demo {
    static DEMO: OnceLock<Demo> = OnceLock::new();
    DEMO.get_or_init(|| {
        let home = tempfile::tempdir().unwrap();
        let dir = home.path().join("demo");
        let ended = muster(["demo", "--dir", dir.to_str().unwrap()]).with(0);
        Demo { _home: home, dir, ended }
    })
}

/// A copy of the shared demo's directory, to be changed.
pub(crate) fn copy() -> (TempDir, PathBuf) {
    let home = tempfile::tempdir().unwrap();
    let dir = home.path().join("demo");
    program::copy(&finished().dir, &dir);
    (home, dir)
}

/// The preview of the shipped script.
fn preview() -> Value {
    let (file, script) = (service_year::file(), service_year::script_file());
    let all = ["preview", file.to_str().unwrap(), "--script", script.to_str().unwrap(), "--json"];
    muster(all).with(0).json()
}

/// A message's id without the number by which the news of a day are told apart: visits of two programmes that are planned at one
/// instant come in either order.
pub(crate) fn unnumbered(id: &str) -> &str {
    id.find("/news-").map_or(id, |at| &id[..at + "/news".len()])
}

/// Rows by the fields that name them, without the fields that may differ between a preview and a run (ARCHITECTURE.md,
/// “What always holds”).
pub(crate) fn rows(
    report: &Value,
    table: &str,
    name: &[&str],
    may_differ: &[&str],
) -> Vec<(Vec<String>, Value)> {
    let mut rows: Vec<(Vec<String>, Value)> = report[table]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| {
            let name = name.iter().map(|field| unnumbered(&row[*field].to_string()).to_owned()).collect();
            let mut row = row.clone();
            for field in ["id", "message"] {
                if let Some(id) = row[field].as_str().map(|id| unnumbered(id).to_owned()) {
                    row[field] = id.into();
                }
            }
            may_differ.iter().for_each(|field| drop(row.as_object_mut().unwrap().remove(*field)));
            (name, row)
        })
        .collect();
    rows.sort_by_cached_key(|(name, row)| (name.clone(), row.to_string()));
    rows
}

/// The tables of a report that a run must have in common with another, row by row.
#[track_caller]
pub(crate) fn same_year(found: &Value, wanted: &Value) {
    let tables: [(&str, &[&str], &[&str]); 5] = [
        ("occasions", &["key"], &[]),
        ("items", &["item"], &["handed_in"]),
        ("steps", &["item", "due_version", "no"], &["ended"]),
        ("messages", &["id"], &["sent", "signed", "subject", "text"]),
        ("visits", &["item"], &["recorded"]),
    ];
    for (table, name, may_differ) in tables {
        let (found, wanted) = (rows(found, table, name, may_differ), rows(wanted, table, name, may_differ));
        for (found, wanted) in found.iter().zip(&wanted) {
            assert_eq!(found, wanted, "in {table}");
        }
        assert_eq!(found.len(), wanted.len(), "{table}");
    }
}

#[test]
fn it_ends_with_a_ranking() {
    let Ended { stdout, stderr, .. } = &finished().ended;
    assert!(!stderr.contains("panicked"), "{stderr}");
    let definition = service_year::definition();
    let ranked = definition.units.iter().filter(|unit| unit.scored && unit.left.is_none());
    let missing: Vec<&str> =
        ranked.map(|unit| unit.short.as_str()).filter(|unit| !stdout.contains(unit)).collect();
    assert!(missing.is_empty(), "{missing:?} are not ranked:\n{stdout}");
}

#[test]
fn its_log_is_what_the_preview_said_step_by_step() {
    let (found, wanted) = (log::report(&finished().dir), preview());
    same_year(&found, &wanted);
    for field in ["planned", "sent", "skipped", "failed", "withdrawn", "open", "items", "late", "hand_ins"] {
        assert_eq!(found["counts"][field], wanted["counts"][field], "{field}");
    }
    assert_eq!(found["counts"]["open"], 0);
    assert_eq!(found["counts"]["routine_a_day_most"], 1);
}

#[test]
fn its_log_is_as_computed_independently() {
    python(&["preview", "shipped"], &log::report(&finished().dir).to_string());
}

#[test]
fn every_kind_of_unit_is_in_the_comparison() {
    let report = log::report(&finished().dir);
    let ends = |unit: &str| -> BTreeSet<String> {
        let steps = report["steps"].as_array().unwrap().iter().filter(|step| step["unit"] == unit);
        steps.map(|step| format!("{} {}", step["outcome"], step["reason"])).collect()
    };
    let has = |unit: &str, end: &str| {
        assert!(ends(unit).iter().any(|found| found.contains(end)), "{unit}: {:?}", ends(unit))
    };
    has("001", "submitted");
    has("012", "submitted");
    has("012", "sent");
    has("016", "sent");
    has("010", "left");
    let silent: Vec<String> = ends("016").into_iter().filter(|end| end.contains("submitted")).collect();
    assert!(silent.is_empty(), "a silent unit handed something in: {silent:?}");
    let items = report["items"].as_array().unwrap();
    let plan = items.iter().find(|item| item["item"] == "unit-plan/005").unwrap();
    assert_eq!(
        (&plan["state"], &plan["due_version"], &plan["hand_ins"]),
        (&"closed".into(), &1.into(), &2.into())
    );
}

#[test]
fn its_letters_are_the_previews_letters() {
    let (letters, preview) = (log::letters(&finished().dir), preview());
    let messages: Vec<&Value> =
        preview["messages"].as_array().unwrap().iter().filter(|message| !message["sent"].is_null()).collect();
    assert_eq!(letters.len(), messages.len());
    for message in messages {
        let text = |field: &str| message[field].as_str().unwrap();
        let letter = letters.get(text("id")).unwrap_or_else(|| panic!("no letter {}", text("id")));
        assert_eq!(*letter, format!("{}\n\n{}\n", text("subject"), text("text")), "{}", text("id"));
    }
}

/// Anyone who reads the log needs no definition; anyone who has it finds every name in it, and each as what it is called there.
#[test]
fn every_name_in_the_log_is_one_of_the_files_or_of_an_occasion() {
    let dir = &finished().dir;
    let rows = log::rows(dir);
    let def = log::definition(dir, &rows);
    let mut known: BTreeSet<String> = BTreeSet::new();
    known.extend(def.units.iter().map(|it| it.code.clone()));
    known.extend(def.contacts.iter().map(|it| it.id.clone()));
    known.extend(def.roles.iter().map(|it| it.id.clone()));
    known.extend(def.groups.iter().map(|it| it.id.clone()));
    known.extend(def.duties.iter().map(|it| it.id.clone()));
    known.extend(def.phases.iter().map(|it| it.id.clone()));
    known.extend(def.visits.iter().map(|it| it.id.clone()));
    known.extend(def.reviews.iter().map(|it| it.id.clone()));
    known.extend(def.snapshots.iter().map(|it| it.id.clone()));
    known.extend(def.selections.iter().map(|it| it.id.clone()));
    known.extend(def.cases.iter().map(|it| it.id.clone()));
    let mut named = 0;
    for row in &rows {
        match row.named().unwrap() {
            NamedEvent::OccasionPlanned(body) => drop(known.insert(body.occasion.to_string())),
            NamedEvent::CandidateNominated(body) => drop(known.insert(body.candidate.to_string())),
            NamedEvent::CaseReceived(body) => drop(known.insert(body.case.to_string())),
            _ => {}
        }
        for name in texts::named(&row.name, &row.body).unwrap() {
            assert!(known.contains(name), "{} at {} names {name}", row.name, row.position);
            named += 1;
        }
    }
    assert!(named > 10_000, "{named}");
    let printed = chain(&["log", text(&dir.join("log.db")), "names"], "");
    assert_eq!(printed.split_whitespace().count(), named + 3 * rows.len(), "as another reader finds them");
}

#[test]
fn its_snapshots_are_as_counted_independently() {
    let dir = &finished().dir;
    let mut tables = Vec::new();
    for row in log::rows(dir).iter().filter(|row| row.name == "snapshot.taken") {
        let NamedEvent::SnapshotTaken(taken) = row.named().unwrap() else { panic!("{row:?}") };
        let table = SnapshotTable::from_bytes(&log::blob(dir, taken.table)).unwrap();
        tables.push(serde_json::to_value(table).unwrap());
    }
    assert!(tables.len() >= 9, "{} snapshots in a year", tables.len());
    let path = dir.with_extension("tables.json");
    fs::write(&path, Value::from(tables).to_string()).unwrap();
    let (_home, copy) = copy();
    let events = muster(["events", "--json", "--dir", text(&copy)]).with(0).stdout;
    python(&["snapshots", text(&path)], &events);
}

/// The numbers that units report are their own, so that the sheet which counts them tells them apart.
#[test]
fn its_window_sheet_tells_units_apart() {
    let dir = &finished().dir;
    let (mut points, mut totals) = (BTreeSet::new(), BTreeSet::new());
    for row in log::rows(dir).iter().filter(|row| row.name == "snapshot.taken") {
        let NamedEvent::SnapshotTaken(taken) = row.named().unwrap() else { panic!("{row:?}") };
        let table = SnapshotTable::from_bytes(&log::blob(dir, taken.table)).unwrap();
        for score in table.sheets.iter().filter(|it| it.sheet == "window").flat_map(|it| &it.rows) {
            points.extend(score.lines.iter().filter(|line| line.group == 0).filter_map(|line| line.points));
            totals.extend(score.total);
        }
    }
    assert!(points.len() > 5 && totals.len() > 3, "{points:?} {totals:?}");
    assert!(points.last().is_some_and(|most| *most <= 20 * 100 * 100), "{points:?}");
}

#[test]
fn its_chain_is_followed_independently_in_the_log_and_in_json() {
    let (_home, copy) = copy();
    let heads = copy.join("heads");
    muster(["verify", "--dir", text(&copy), "--write-head-file", text(&heads)]).with(0);
    let heads = fs::read_to_string(heads).unwrap();
    assert_eq!(chain(&["log", text(&copy.join("log.db"))], ""), heads);
    let events = muster(["events", "--json", "--dir", text(&copy)]).with(0).stdout;
    assert_eq!(chain(&["events"], &events), heads);
}

#[test]
fn the_log_keeps_no_names_accounts_or_texts() {
    let roster = fs::read_to_string(service_year::folder().join("roster.csv")).unwrap();
    let accounts: Vec<&str> = roster.lines().skip(1).filter_map(|line| line.split(',').nth(15)).collect();
    assert!(accounts.contains(&"zj005"), "{accounts:?}");
    for row in log::rows(&finished().dir) {
        let body = String::from_utf8_lossy(&row.body).into_owned();
        let account = accounts.iter().find(|account| body.contains(**account));
        assert_eq!(account, None, "at position {}", row.position);
    }
}

/// SuiteCRM #822: reminders are right for those alone whose machine goes by UTC.
#[test]
fn row_30_the_zone_of_the_machine_changes_nothing_in_the_log() {
    let home = tempfile::tempdir().unwrap();
    let years = ["UTC", "America/Los_Angeles", "Asia/Shanghai"].map(|zone| {
        let dir = home.path().join(zone.replace('/', "-"));
        let mut demo = program::command(["demo", "--until", "2014-04-26", "--dir", text(&dir)]);
        demo.env("TZ", zone);
        program::run(demo, Vec::new()).with(0);
        log::report(&dir)
    });
    assert!(years[0]["steps"].as_array().unwrap().len() > 100);
    same_year(&years[1], &years[0]);
    same_year(&years[2], &years[0]);
}

#[test]
fn running_it_again_changes_nothing() {
    let (_home, dir) = copy();
    muster(["demo", "--dir", text(&dir)]).with(0);
    let (found, wanted) = (log::rows(&dir), log::rows(&finished().dir));
    assert_eq!(found.len(), wanted.len());
    assert_eq!(found, wanted);
}

#[test]
fn accounts_stand_in_the_contacts_store_and_nowhere_else() {
    let holds = |file: &str| {
        let bytes = fs::read(finished().dir.join(file)).unwrap_or_default();
        bytes.windows(5).any(|piece| piece == b"zj002")
    };
    assert!(holds("contacts.db") || holds("contacts.db-wal"), "the roster's accounts were imported");
    for file in ["log.db", "log.db-wal", "view.db", "view.db-wal"] {
        assert!(!holds(file), "an account stands in {file}");
    }
}
