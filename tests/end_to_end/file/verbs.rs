//! The verbs on a data directory: what they read is what the log says, what they refuse is told with its code.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;
use tempfile::TempDir;

use super::demo;
use crate::log;
use crate::program::{command, muster, run};
use crate::site::{on, text};
use crate::year::service_year;

/// A demo that has come to 10 April: plans are not handed in yet.
fn april() -> (TempDir, PathBuf) {
    let home = tempfile::tempdir().unwrap();
    let dir = home.path().join("demo");
    on(&dir, &["demo", "--until", "2014-04-10"]).with(0);
    (home, dir)
}

#[test]
fn status_says_what_the_log_says() {
    let (_home, dir) = demo::copy();
    let (status, report) = (on(&dir, &["status", "--json"]).with(0).json(), log::report(&dir));
    let campaign = &status["engine_status"]["status"]["campaigns"][0];
    assert_eq!(campaign["state"], "closed");
    for field in ["planned", "sent", "skipped", "failed", "withdrawn", "open"] {
        assert_eq!(campaign["steps"][field], report["counts"][field], "{field}");
    }
    assert_eq!(campaign["steps"]["past_due"], 0, "past due without an outcome");
    assert_eq!(campaign["items"]["late"], report["counts"]["late"]);
    assert_eq!(campaign["messages"]["sent"], report["counts"]["messages_sent"]);
    on(&dir, &["status"]).with(0);
}

#[test]
fn status_ranks_as_the_last_snapshot_does() {
    let (_home, dir) = demo::copy();
    let status = on(&dir, &["status", "--json"]).with(0).json();
    let ranking = &status["rankings"][0];
    let report = log::report(&dir);
    let last = report["snapshots"].as_array().unwrap().last().unwrap().clone();
    assert_eq!(ranking["digest"], last["digest"]);
    let ranks = |rows: &Value, unit: &str| -> Vec<(String, u64)> {
        let mut ranks: Vec<(String, u64)> = rows
            .as_array()
            .unwrap()
            .iter()
            .map(|row| (row[unit].as_str().unwrap().to_owned(), row["rank"].as_u64().unwrap()))
            .collect();
        ranks.sort();
        ranks
    };
    assert_eq!(ranks(&ranking["rows"], "code"), ranks(&last["rows"], "unit"));
}

#[test]
fn events_are_the_log() {
    let (_home, dir) = demo::copy();
    let (printed, rows) = (on(&dir, &["events", "--json"]).with(0).json_lines(), log::rows(&dir));
    assert_eq!(printed.len(), rows.len());
    for (printed, row) in printed.iter().zip(&rows) {
        assert_eq!(printed["position"], row.position.0);
        assert_eq!(printed["name"], row.name.as_str());
        assert_eq!(printed["hash"], row.hash.to_string());
        assert_eq!(printed["actor"], row.actor.as_str());
        assert!(printed["body"].is_object(), "{printed}");
    }
    let late = on(&dir, &["events", "--family", "item.late"]).with(0).stdout;
    assert_eq!(late.lines().count(), rows.iter().filter(|row| row.name == "item.late").count());
    assert_eq!(on(&dir, &["events", "--limit", "7"]).with(0).stdout.lines().count(), 7);
}

/// Every step of every item that went out: from the row of the plan over dates to letter and event.
#[test]
fn why_leads_from_the_plan_to_the_letter() {
    let (_home, dir) = demo::copy();
    let why = on(&dir, &["why", "unit-plan/016", "--json"]).with(0).json();
    assert_eq!(
        (&why["occasion"]["refs"], &why["occasion"]["due_day"]),
        (&"S63 S71".into(), &"2014-04-25".into())
    );
    let letters = log::letters(&dir);
    let rows = log::rows(&dir);
    let steps = why["steps"].as_array().unwrap();
    assert_eq!(steps.len(), 10);
    for step in steps {
        assert_eq!(step["outcome"], "sent", "{step}");
        assert!(letters.contains_key(step["message"].as_str().unwrap()), "{step}");
        let ended = step["ended_position"].as_u64().unwrap();
        assert_eq!(rows[usize::try_from(ended).unwrap() - 1].name, "step.sent");
    }
    for name in [
        "unit-plan/016",
        "unit-plan/016#0.2",
        "2014-05-05/016-head/red",
        "016",
        "study.2014-05",
        "contact-points.2014-q2/V03",
    ] {
        let printed = on(&dir, &["why", name]).with(0).stdout;
        assert!(printed.lines().count() >= 2, "{name}: {printed}");
    }
    on(&dir, &["why", "unit-plan/999"]).with(1);
    // What was probably meant is named, whichever kind of name it is.
    for (typed, meant) in [
        ("unit-plam/001", "unit-plan/001"),
        ("unit-plan/0055", "unit-plan/005"),
        ("2014-04-18/005-clrk/routine", "2014-04-18/005-clerk/routine"),
    ] {
        let refused = on(&dir, &["why", typed]).with(1).stderr;
        assert!(refused.contains(&format!("did you mean “{meant}”?")), "{typed}: {refused}");
    }
}

/// What a plan of an institution has: the document, and the focus of its category.
const PLAN: [&str; 8] =
    ["--evidence", "活动方案=1", "--covers", "服务大局", "--covers", "自身建设", "--covers", "队伍建设"];

#[test]
fn hands_are_heard_or_refused_with_a_reason() {
    let (_home, dir) = april();
    let submit = ["submit", "unit-plan/001", "--as", "局机关主要负责人"];
    // Nothing handed in: incomplete; a wrong name: what may have been meant.
    assert!(on(&dir, &submit).with(3).stderr.contains("活动方案"));
    let misspelt =
        on(&dir, &["submit", "unit-plam/001", "--evidence", "活动方案=1", "--as", "001/联络员"]).with(3);
    assert!(misspelt.stderr.contains("unit-plan"), "{}", misspelt.stderr);
    on(&dir, &[&submit[..], &PLAN[..]].concat()).with(0);
    on(&dir, &[&submit[..], &PLAN[..]].concat()).with(3);
    on(&dir, &["return", "unit-plan/001", "--reason", "服务事项不具体", "--as", "小组办公室"]).with(0);
    on(&dir, &["accept", "unit-plan/001", "--as", "小组办公室"]).with(3);
    on(&dir, &[&submit[..], &PLAN[..]].concat()).with(0);
    on(&dir, &["accept", "unit-plan/001", "--as", "小组办公室"]).with(0);
    on(&dir, &["accept", "unit-plan/001"]).with(2);
    let signed = log::report(&dir)["messages"]
        .as_array()
        .unwrap()
        .iter()
        .find(|message| message["signed"].is_null())
        .cloned();
    let message = signed.unwrap()["id"].as_str().unwrap().to_owned();
    let post = message.split('/').nth(1).unwrap();
    on(&dir, &["sign", &message, "--as", post]).with(0);
    on(&dir, &["sign", &message, "--as", "小组办公室", "--for", post]).with(0);
    on(&dir, &["sign", "2014-04-05/001-clerk/routine", "--as", "001-clerk"]).with(3);
    who_may_not(&dir);
    on(&dir, &["visits", "record", "contact-points.2014-q2/V03", "--on", "2014-04-09", "--as", "副局长乙"])
        .with(3);
    on(&dir, &["verify"]).with(0);
    // The year goes on with what was done by hand.
    on(&dir, &["demo"]).with(0);
    on(&dir, &["verify"]).with(0);
    let items = log::report(&dir)["items"].clone();
    let plan = items.as_array().unwrap().iter().find(|item| item["item"] == "unit-plan/001").unwrap().clone();
    assert_eq!((&plan["state"], &plan["hand_ins"]), (&"closed".into(), &2.into()));
}

/// Refused with 5, told whose it is, and nothing happens; who acts for another is named in the story.
fn who_may_not(dir: &Path) {
    let position =
        || on(dir, &["status", "--json"]).with(0).json()["engine_status"]["status"]["position"].clone();
    let before = position();
    let team = ["submit", "volunteer-team/001", "--evidence", "队员名册=1", "--lang", "zh", "--as"];
    for (who, expected) in [
        (&["002/联络员"][..], "只限002 质监站"),
        (&["副局长甲"], "没有“报送”权限"),
        (&["局机关联洛员"], "是不是“局机关联络员”"),
        (&["002/联络员", "--for", "001/联络员"], "不能代“001-clerk”办理"),
    ] {
        let refused = on(dir, &[&team[..], who].concat()).with(5);
        assert!(refused.stderr.contains(expected), "{}", refused.stderr);
    }
    let plan = ["accept", "service-items/002", "--lang", "zh", "--as", "考评组"];
    assert!(on(dir, &plan).with(5).stderr.contains("现在是“宣传发动”阶段"));
    assert_eq!(position(), before, "what is refused leaves no event");
    on(dir, &[&team[..], &["小组办公室", "--for", "001/联络员"]].concat()).with(0);
    let why = on(dir, &["why", "volunteer-team/001", "--lang", "zh"]).with(0).stdout;
    assert!(why.contains("小组办公室（代001-clerk）"), "{why}");
    let events = on(dir, &["events", "--lang", "en"]).with(0).stdout;
    assert!(events.contains("[小组办公室 for 001-clerk]"), "who acted for whom is told of each event");
}

#[test]
fn texts_stay_out_of_the_log() {
    let (_home, dir) = april();
    let reason = "这句话不进日志";
    on(&dir, &[&["submit", "unit-plan/001", "--as", "001-head"], &PLAN[..]].concat()).with(0);
    on(&dir, &["return", "unit-plan/001", "--reason", reason, "--as", "小组办公室"]).with(0);
    let rows = log::rows(&dir);
    assert!(rows.iter().any(|row| row.name == "item.returned"));
    assert!(rows.iter().all(|row| !String::from_utf8_lossy(&row.body).contains(reason)));
}

#[test]
fn a_bad_file_leaves_nothing_half_launched() {
    let home = tempfile::tempdir().unwrap();
    let file = service_year::copy_to(home.path()).join("service-year.yaml");
    let good = fs::read_to_string(&file).unwrap();
    let dir = home.path().join("data");
    for bad in ["", "活动: [", &good.replace("4月18日", "4月31日"), &good.replace("roster.csv", "nobody.csv")]
    {
        fs::write(&file, bad).unwrap();
        on(&dir, &["launch", text(&file), "--as", "领导小组"]).with(1);
        assert!(!dir.join("log.db").exists() || log::rows(&dir).is_empty(), "something was launched");
    }
    fs::write(&file, &good).unwrap();
    let launched = on(&dir, &["launch", text(&file), "--as", "领导小组", "--late"]).with(0);
    assert!(launched.stdout.contains("service-year-2014"), "{launched:?}");
    on(&dir, &["launch", text(&file), "--as", "领导小组"]).with(0);
    fs::write(&file, good.replace("4月18日", "4月17日")).unwrap();
    on(&dir, &["launch", text(&file), "--as", "领导小组"]).with(3);
    // Time goes on meanwhile, but it is launched once.
    let rows = log::rows(&dir);
    assert_eq!(rows.iter().filter(|row| row.name == "campaign.launched").count(), 1);
}

#[test]
fn a_directory_that_is_not_there_is_reported() {
    let home = tempfile::tempdir().unwrap();
    let dir = home.path().join("nowhere");
    for verb in [&["status"][..], &["events"], &["why", "005"], &["verify"]] {
        let ended = on(&dir, verb);
        assert!(matches!(ended.code, Some(1 | 4)), "{verb:?}: {ended:?}");
        assert!(!dir.exists(), "{verb:?} made a directory");
    }
}

#[test]
fn a_closed_pipe_is_no_fault() {
    let (_home, dir) = demo::copy();
    let program = command(["events", "--dir", text(&dir)]);
    let mut shell = std::process::Command::new("sh");
    shell.args(["-c", "\"$0\" events --dir \"$1\" | head -n 1"]).arg(program.get_program()).arg(&dir);
    let ended = run(shell, Vec::new()).with(0);
    assert_eq!(ended.stdout.lines().count(), 1);
    assert!(!ended.stderr.contains("panicked"), "{}", ended.stderr);
}

#[test]
fn explain_tells_a_code_with_a_wrong_line_and_the_right_one() {
    let all = muster(["explain", "--json"]).with(0).json();
    let codes: Vec<&str> = all.as_array().unwrap().iter().map(|one| one["code"].as_str().unwrap()).collect();
    assert!(codes.len() > 20 && codes.contains(&"M020"), "{codes:?}");
    let printed = muster(["explain", "M020"]).with(0).stdout;
    for part in ["M020", "why:", "wrong:", "right:"] {
        assert!(printed.contains(part), "{printed}");
    }
    let zh = muster(["--lang", "zh", "explain", "M020"]).with(0).stdout;
    assert!(zh.contains("写错") && zh.contains("写对"), "{zh}");
    let unknown = muster(["explain", "M9999"]).with(1);
    assert!(unknown.stderr.contains("M9999") && unknown.stdout.is_empty(), "{unknown:?}");
}

#[test]
fn a_day_of_the_preview_may_be_said_as_people_say_it() {
    let file = service_year::file();
    let of = |day: &str| muster(["preview", text(&file), "--day", day]);
    let printed = of("4月25日").with(0).stdout;
    assert_eq!(printed, of("2014-04-25").with(0).stdout);
    assert_ne!(printed, of("4月28日").with(0).stdout);
    of("2月30日").with(2);
}
