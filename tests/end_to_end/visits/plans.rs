//! `muster visits solve`, held against an independent checker and brute force (tests/python/visits).

use std::fs;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::process::Stdio;

use muster_tests::tidy::tree;
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::program::{self, Ended, command, muster, run, signal};

/// Iterations in these tests: few, since what is asserted does not depend on how good a plan is.
const FEW: &str = "60000";

/// Holds a text to the one that was read and kept; `MUSTER_REGENERATE=1` writes it again.
#[track_caller]
fn hold(name: &str, text: &str) {
    let path = tree::root().join("tests/end_to_end/visits/plans").join(name);
    if std::env::var_os("MUSTER_REGENERATE").is_some() {
        fs::write(&path, text).unwrap();
    }
    assert_eq!(
        fs::read_to_string(&path).unwrap_or_default(),
        text,
        "{name}: MUSTER_REGENERATE=1 writes it again"
    );
}

#[track_caller]
fn python(script: &str, folder: &Path, what: &[&str]) -> String {
    let mut python = program::script(&format!("visits/{script}"));
    python.arg(folder).args(what);
    let ended = run(python, Vec::new());
    assert_eq!(ended.code, Some(0), "{script} {what:?}:\n{}{}", ended.stdout, ended.stderr);
    ended.stdout
}

/// Plans every instance of the folder that has no plan yet.
fn plan_all(folder: &Path, iterations: &str) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let plan = path.with_extension("out.json");
        if path.to_string_lossy().ends_with(".out.json") || plan.exists() {
            continue;
        }
        let ended = muster(["visits", "solve", path.to_str().unwrap(), "--iterations", iterations]).with(0);
        fs::write(plan, ended.stdout).unwrap();
    }
}

fn shapes() -> TempDir {
    let home = tempfile::tempdir().unwrap();
    python("shapes.py", home.path(), &[]);
    plan_all(home.path(), FEW);
    home
}

/// The smallest of the shapes as it is read, to be spoilt.
fn instance() -> Value {
    let home = tempfile::tempdir().unwrap();
    python("shapes.py", home.path(), &["tiny"]);
    serde_json::from_str(&fs::read_to_string(home.path().join("tiny-01.json")).unwrap()).unwrap()
}

fn solve(instance: &Value, more: &[&str]) -> Ended {
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join("instance.json");
    fs::write(&path, instance.to_string()).unwrap();
    muster([&["visits", "solve", path.to_str().unwrap()], more].concat())
}

#[test]
fn the_checker_tells_every_broken_rule() {
    assert!(
        run(program::script("visits/selftest.py"), Vec::new()).with(0).stdout.contains("19 passed, 0 failed")
    );
}

#[test]
fn the_instance_of_the_page_is_planned_whole() {
    let page = fs::read_to_string(tree::root().join("workers/VISITS.md")).unwrap();
    let example = page.split("```json\n").nth(1).unwrap().split("```").next().unwrap();
    let home = tempfile::tempdir().unwrap();
    fs::write(home.path().join("page.json"), example).unwrap();
    plan_all(home.path(), FEW);
    python("judge.py", home.path(), &[]);
    let plan: Value =
        serde_json::from_str(&fs::read_to_string(home.path().join("page.out.json")).unwrap()).unwrap();
    assert_eq!(plan["visits"].as_array().unwrap().len(), 3, "{plan}");
    assert_eq!(plan["unscheduled"], json!([]), "{plan}");
}

#[test]
fn every_plan_is_accepted_with_the_objective_that_it_tells() {
    let home = shapes();
    python("judge.py", home.path(), &[]);
}

#[test]
fn a_plan_that_nothing_disturbs_comes_back_and_a_disturbed_one_changes_little() {
    let home = shapes();
    python("shapes.py", home.path(), &["replan"]);
    plan_all(home.path(), FEW);
    python("judge.py", home.path(), &[]);
    python("judge.py", home.path(), &["same"]);
    python("judge.py", home.path(), &["moved"]);
}

#[test]
fn what_is_said_to_be_impossible_is_by_brute_force() {
    let home = tempfile::tempdir().unwrap();
    python("shapes.py", home.path(), &["tiny"]);
    plan_all(home.path(), "2000");
    python("judge.py", home.path(), &[]);
    python("judge.py", home.path(), &["proofs"]);
}

#[test]
fn the_same_instance_seed_and_iterations_give_the_same_bytes() {
    let home = tempfile::tempdir().unwrap();
    python("shapes.py", home.path(), &[]);
    let plan = |name: &str, more: &[&str]| {
        let path = home.path().join(format!("{name}.json"));
        let words = ["visits", "solve", path.to_str().unwrap(), "--iterations", "20000"];
        muster([&words[..], more].concat()).with(0).stdout
    };
    for name in ["small", "over", "midday"] {
        assert_eq!(plan(name, &[]), plan(name, &["--lang", "zh"]));
    }
    assert_ne!(plan("small", &[]), plan("small", &["--seed", "2"]));
    // Which chain ends first does not matter, nor how many run at a time.
    let best = plan("small", &["--chains", "4"]);
    assert_eq!(best, plan("small", &["--chains", "4"]));
    let read = |text: &str| serde_json::from_str::<Value>(text).unwrap();
    assert!(read(&best)["objective"].as_i64() <= read(&plan("small", &[]))["objective"].as_i64());
    // What this version gives, on whatever machine and however built; another result is another version.
    let versions: Vec<(i64, i64)> = ["small", "over", "close"]
        .map(|name| read(&plan(name, &[])))
        .iter()
        .map(|plan| (plan["version"].as_i64().unwrap(), plan["objective"].as_i64().unwrap()))
        .collect();
    hold("versions.txt", &format!("{versions:?}\n"));
}

#[test]
fn stopping_it_gives_the_best_so_far() {
    let home = tempfile::tempdir().unwrap();
    python("shapes.py", home.path(), &[]);
    let path = home.path().join("medium.json");
    let mut child = command(["visits", "solve", path.to_str().unwrap(), "--iterations", "9000000000"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stderr = BufReader::new(child.stderr.take().unwrap());
    let mut line = String::new();
    stderr.read_line(&mut line).unwrap();
    assert!(line.starts_with("planning 360 visits: 9000000000 iterations, seed 1"), "{line}");
    signal("INT", child.id());
    let (mut stdout, mut rest) = (String::new(), String::new());
    child.stdout.take().unwrap().read_to_string(&mut stdout).unwrap();
    stderr.read_to_string(&mut rest).unwrap();
    assert_eq!(child.wait().unwrap().code(), Some(130), "{rest}");
    assert!(rest.contains("stopped: this is the best plan up to iteration"), "{rest}");
    let plan: Value = serde_json::from_str(&stdout).unwrap();
    assert_eq!(plan["cut"], true);
    let mut whole = plan.clone();
    whole["cut"] = json!(false);
    let only = tempfile::tempdir().unwrap();
    fs::copy(&path, only.path().join("medium.json")).unwrap();
    fs::write(only.path().join("medium.out.json"), whole.to_string()).unwrap();
    python("judge.py", only.path(), &[]);
}

/// What is done to a document.
type Change<'a> = &'a dyn Fn(&mut Value);

#[test]
fn faults_are_reported_with_their_place_and_what_to_do() {
    let spoilt = |spoil: &dyn Fn(&mut Value)| {
        let mut instance = instance();
        spoil(&mut instance);
        let [english, chinese] = ["en", "zh"].map(|lang| solve(&instance, &["--lang", lang]).with(1).stderr);
        let plan_of = |text: String| text.split_once("instance.json").unwrap().1.to_owned();
        (plan_of(english), plan_of(chinese))
    };
    let cases: [(&str, Change<'_>); 11] = [
        ("format", &|file| file["format"] = json!("visit-schedule/9")),
        ("missing", &|file| drop(file["places"][2].as_object_mut().unwrap().remove("duration"))),
        ("kind", &|file| file["places"][2]["duration"] = json!("an hour")),
        ("fraction", &|file| file["leaders"][1]["day_start"] = json!(480.5)),
        ("outside", &|file| file["places"][0]["visits"] = json!(-1)),
        ("reversed", &|file| file["leaders"][0]["busy"] = json!([{"day": 3, "from": 700, "to": 600}])),
        ("unknown", &|file| file["places"][1]["loc"] = json!("nowhere")),
        ("twice", &|file| file["leaders"][1]["id"] = file["leaders"][0]["id"].clone()),
        ("date", &|file| file["calendar"]["holidays"] = json!(["2027-02-30"])),
        ("row", &|file| file["travel"] = json!({"kind": "matrix", "minutes": [[0]]})),
        ("empty", &|file| file["leaders"] = json!([])),
    ];
    let faults: Vec<String> = cases
        .iter()
        .map(|(name, spoil)| {
            let (english, chinese) = spoilt(*spoil);
            format!("{name}{english}{name}{chinese}")
        })
        .collect();
    hold("faults.txt", &faults.join("\n"));
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join("x.json");
    fs::write(&path, "{").unwrap();
    let ended = muster(["visits", "solve", path.to_str().unwrap()]).with(1);
    assert!(ended.stderr.contains("it is not JSON"), "{}", ended.stderr);
    muster(["visits", "solve", home.path().join("none.json").to_str().unwrap()]).with(1);
    muster(["visits", "solve", path.to_str().unwrap(), "--chains", "0"]).with(2);
}

#[test]
fn locked_visits_that_break_a_rule_stay_and_are_named() {
    let mut instance = instance();
    let place = &mut instance["places"][0];
    place["eligible"] = json!(["p001"]);
    let id = place["id"].clone();
    // A Sunday.
    instance["published"] =
        json!([{"place": id, "k": 1, "leader": "p001", "day": 6, "start": 600, "locked": true}]);
    let ended = solve(&instance, &["--iterations", FEW]).with(1);
    assert!(ended.stderr.contains("locked visits break rules by themselves"), "{}", ended.stderr);
    let plan = ended.json();
    assert!(plan["violations"].as_array().unwrap().iter().any(|one| one["code"] == "H02"), "{plan}");
    let stays = |one: &&Value| one["place"] == id && one["k"] == 1;
    assert_eq!(plan["visits"].as_array().unwrap().iter().find(stays).unwrap()["day"], 6);
}

#[test]
fn what_is_missing_is_reported_in_both_languages() {
    let home = tempfile::tempdir().unwrap();
    python("shapes.py", home.path(), &[]);
    let path = home.path().join("over.json");
    let refusals = ["en", "zh"].map(|lang| {
        muster(["visits", "solve", path.to_str().unwrap(), "--iterations", "20000", "--lang", lang])
            .with(0)
            .stderr
    });
    hold("missing.txt", &refusals.join("\n"));
}
