//! The first hour of somebody who knows nothing: the README's commands as they stand, days that are past, and names that
//! can be typed.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use muster_tests::tidy::tree;
use serde_json::Value;
use tempfile::TempDir;

use crate::program::{self, Ended, command, muster, search};
use crate::site::{FOCUS, on};
use crate::year::service_year;

/// The heading of the README's part that is played.
const HEADING: &str = "## The first ten minutes";

/// A working directory of somebody new.
struct Newcomer {
    home: TempDir,
}

impl Newcomer {
    fn new() -> Self {
        Self { home: tempfile::tempdir().unwrap() }
    }

    fn here(&self) -> &Path {
        self.home.path()
    }

    /// Types a line into a shell.
    fn types(&self, line: &str) -> Ended {
        let mut shell = Command::new("sh");
        shell.args(["-ec", line]).current_dir(self.here());
        shell.env("PATH", search()).env("MUSTER_LANG", "en").env("NO_COLOR", "1");
        program::run(shell, Vec::new())
    }
}

/// The lines to type below a heading of the README.
fn lines(readme: &str) -> Vec<String> {
    let part = readme.split(HEADING).nth(1).unwrap().split("\n## ").next().unwrap();
    let blocks = part.split("```sh\n").skip(1).map(|block| block.split("```").next().unwrap());
    blocks.flat_map(str::lines).map(str::to_owned).filter(|line| !line.trim().is_empty()).collect()
}

#[test]
fn the_readmes_first_ten_minutes_are_typed_as_they_stand() {
    let readme = fs::read_to_string(tree::root().join("README.md")).unwrap();
    let new = Newcomer::new();
    let (mut typed, mut until) = (0, String::new());
    for line in lines(&readme) {
        let line = line.split("  #").next().unwrap().trim();
        if line.starts_with("export PATH=") {
            continue;
        }
        typed += 1;
        if line == "muster up" {
            // Time is stepped here: up to an hour after the first letters.
            new.types(&format!("muster up --until {until}")).with(0);
            continue;
        }
        if line.starts_with("muster launch") {
            let found = new.types("muster check */*.yaml --json").with(0).json();
            let first = found["today"]["next_letters"].as_str().unwrap().to_owned();
            let start = format!("{}T00:00:00Z", found["today"]["today"].as_str().unwrap());
            until = first.replace(":00:00.000Z", ":59:00Z").replace(":00:00Z", ":59:00Z");
            new.types(&format!("muster up --clock stepped --start {start} --until {start}")).with(0);
        }
        let ended = new.types(line);
        assert_eq!(ended.code, Some(0), "{line}\n{}{}", ended.stdout, ended.stderr);
    }
    assert!(typed > 12, "{typed} lines were found in the README");
    let printed = new.types("muster why unit-plan/001").with(0).stdout;
    assert!(printed.contains("closed, never late"), "{printed}");
    let signed = new.types("muster status --json").with(0).json();
    assert_eq!(signed["engine_status"]["status"]["campaigns"][0]["messages"]["signed"], 1, "{signed}");
}

#[test]
fn a_program_that_is_not_on_the_path_says_what_can_be_typed() {
    let new = Newcomer::new();
    let mut demo = command(["demo", "--until", "2014-04-02"]);
    demo.current_dir(new.here()).env("PATH", std::env::var_os("PATH").unwrap());
    let printed = program::run(demo, Vec::new()).with(0).stderr;
    let lines: Vec<&str> = printed.lines().skip_while(|line| !line.contains("Try next")).skip(1).collect();
    assert!(lines.len() > 2, "{printed}");
    for line in lines {
        let mut shell = Command::new("sh");
        shell.args(["-ec", line]).current_dir(new.here());
        program::run(shell, Vec::new()).with(0);
    }
    let mut bare = command(["status", "--dir", "nowhere"]);
    bare.current_dir(new.here()).env("PATH", "/nowhere");
    let printed = program::run(bare, Vec::new()).stderr;
    assert!(printed.contains("muster-under-test demo`"), "{printed}");
}

/// A new campaign in a folder of this name.
fn made(new: &Newcomer, name: &str, words: &[&str]) -> (PathBuf, Value) {
    let folder = new.here().join(name);
    muster([&["init", folder.to_str().unwrap()], words].concat()).with(0);
    let file = folder.join(format!("{name}.yaml"));
    let found = muster(["check", "--json", file.to_str().unwrap()]).with(0).json();
    (file, found)
}

#[test]
fn a_new_campaign_begins_tomorrow_and_runs() {
    let new = Newcomer::new();
    for lang in ["zh", "en"] {
        let (_, found) = made(&new, &format!("own-{lang}"), &["--lang", lang]);
        assert_eq!((&found["warnings"], &found["errors"]), (&0.into(), &0.into()), "{found}");
        let today = &found["today"];
        assert_eq!(today["due_days_past"], 0, "{today}");
        assert!(
            today["next_letters"].is_string() && today["begins"].as_str() > today["today"].as_str(),
            "{today}"
        );
    }
}

#[test]
fn every_template_takes_days_over_new_year_of_a_year_without_holidays() {
    let new = Newcomer::new();
    for template in ["starter", "service-year", "station-readiness"] {
        let days =
            ["--template", template, "--begin", "2030-11-18", "--end", "2031年6月30日", "--lang", "zh"];
        let (file, found) = made(&new, &format!("winter-{template}"), &days);
        let today = &found["today"];
        assert_eq!(
            (&today["begins"], &today["ends"]),
            (&"2030-11-18".into(), &"2031-06-30".into()),
            "{found}"
        );
        assert_eq!(today["due_days_past"], 0, "{today}");
        let played = muster(["preview", file.to_str().unwrap(), "--json"]).with(0).json();
        assert!(played["counts"]["sent"].as_u64().unwrap() > 0, "{template}");
    }
    let starter = new.here().join("winter-starter/winter-starter.yaml");
    let text = fs::read_to_string(&starter).unwrap();
    assert!(text.contains("日历缺年: 暂定") && text.contains("2031年"), "{text}");
    // The file's year is that of its first day: so a day without a year is read.
    assert!(text.contains("年份: 2030 ") || text.contains("年份: 2030\n"), "{text}");
    let bare = starter.with_file_name("bare.yaml");
    fs::write(&bare, text.replace("2030年11月18日", "11月18日")).unwrap();
    let found = muster(["check", "--json", bare.to_str().unwrap()]).with(0).json();
    assert_eq!(found["today"]["begins"], "2030-11-18", "{found}");
    // Neither of the two years has a table, and the doctor says so.
    let dir = new.here().join("data");
    let on = |words: &[&str]| on(&dir, &[words, &["--lang", "zh"]].concat());
    on(&["launch", starter.to_str().unwrap(), "--as", "小组办公室"]).with(0);
    let printed = on(&["doctor"]).stdout;
    assert!(printed.contains("日历缺 2030, 2031 年的放假安排"), "{printed}");
}

#[test]
fn a_roster_without_its_zeros_is_refused_beside_what_runs() {
    let new = Newcomer::new();
    let (file, _) = made(&new, "codes", &["--lang", "zh"]);
    let dir = new.here().join("data");
    let on = |words: &[&str]| on(&dir, words);
    let file = file.to_str().unwrap();
    on(&["launch", file, "--as", "小组办公室"]).with(0);
    let head = on(&["events", "--json"]).with(0).json_lines().len();
    let roster = new.here().join("codes/roster.csv");
    let text = fs::read_to_string(&roster).unwrap();
    fs::write(&roster, text.replace("\n00", "\n")).unwrap();
    // By itself it is a question; beside the units that run it is an answer.
    assert!(muster(["check", file]).with(0).stdout.contains("M055"));
    let apply = ["apply", file, "--reason", "x", "--as", "小组办公室"];
    for words in [&["plan", file][..], &apply, &["launch", file, "--as", "小组办公室"]] {
        let refused = on(words).with(1);
        assert!(refused.stderr.contains("M055") && refused.stderr.contains("“001”"), "{refused:?}");
    }
    assert_eq!(on(&["events", "--json"]).with(0).json_lines().len(), head, "nothing happened");
    // Another content of a campaign that runs is no launch, and its way is said.
    fs::write(&roster, text.replace("第一科室", "第一处室")).unwrap();
    let changed = fs::read_to_string(file).unwrap().replace("照片≥1", "照片≥2");
    fs::write(file, changed).unwrap();
    let refused = on(&["launch", file, "--as", "小组办公室"]).with(3);
    assert!(refused.stderr.contains("muster plan") && refused.stderr.contains("muster apply"), "{refused:?}");
}

#[test]
fn nobody_acts_as_a_post_that_the_file_does_not_know() {
    let new = Newcomer::new();
    let (file, _) = made(&new, "posts", &["--lang", "zh"]);
    let file = file.to_str().unwrap();
    let dir = new.here().join("data");
    let on = |words: &[&str]| on(&dir, words);
    let refused = on(&["launch", file, "--as", "小组办公司"]).with(5);
    assert!(refused.stderr.contains("小组办公室") && !dir.exists(), "{refused:?}");
    // The template gives launching to the office, and to nobody else.
    for name in ["领导小组", "secretary", "一科联络员"] {
        let refused = on(&["launch", file, "--as", name]).with(5);
        assert!(refused.stderr.contains("小组办公室"), "{name}: {refused:?}");
    }
    // Where a file gives it to nobody the holder of the directory may, under a name of his own.
    let text = fs::read_to_string(file).unwrap();
    assert!(text.contains("发布, "), "{text}");
    let free = Path::new(file).with_file_name("free.yaml");
    fs::write(&free, text.replace("发布, ", "")).unwrap();
    let other = new.here().join("other");
    muster(["launch", free.to_str().unwrap(), "--as", "领导小组", "--dir", other.to_str().unwrap()]).with(0);
    on(&["launch", file, "--as", "小组办公室"]).with(0);
    // What the office alone may, nobody of a unit may, whatever else is right with it.
    fs::write(file, text.replace("照片≥1", "照片≥2")).unwrap();
    let apply = |name: &'static str| ["apply", file, "--reason", "x", "--as", name];
    for words in [&apply("一科联络员")[..], &["hold", "--reason", "x", "--as", "一科联络员"]] {
        let refused = on(words).with(5);
        assert!(refused.stderr.contains("小组办公室"), "{refused:?}");
    }
    on(&apply("小组办公室")).with(0);
    let refused = on(&["hold", "--reason", "x", "--as", "小组办工室"]).with(5);
    assert!(refused.stderr.contains("小组办公室"), "{refused:?}");
    on(&["hold", "--reason", "x", "--as", "小组办公室"]).with(0);
}

#[test]
fn days_are_taken_as_people_say_them_and_refused_where_they_cannot_be() {
    let new = Newcomer::new();
    let (_, found) = made(
        &new,
        "words",
        &["--begin", "明天", "--end", "12月31日", "--lang", "zh", "--template", "station-readiness"],
    );
    assert_eq!(found["today"]["due_days_past"], 0, "{found}");
    assert!(found["today"]["ends"].as_str().unwrap().ends_with("-12-31"), "{found}");
    for (days, said) in [
        (["2030-06-02", "2030-06-01"], "before the first"),
        (["2030-06-02", "2030-06-04"], "too short"),
        (["2030-06-02", "2033-06-04"], "more than two years"),
        (["2030-06-02", "nonsense"], "not a single day"),
        (["2030-06-02", "2030-13-07"], "no month 13"),
        (["nonsense", "2030-06-04"], "write tomorrow"),
    ] {
        let folder = new.here().join("refused");
        let ended = muster(["init", folder.to_str().unwrap(), "--begin", days[0], "--end", days[1]]).with(2);
        assert!(ended.stderr.contains(said), "{days:?}: {}", ended.stderr);
        assert!(!folder.exists());
    }
}

#[test]
fn a_launch_that_comes_late_wants_a_yes_and_makes_nothing_without() {
    let new = Newcomer::new();
    let file = service_year::file();
    let (file, dir) = (file.to_str().unwrap(), new.here().join("data"));
    let launch = ["launch", file, "--as", "领导小组", "--dir", dir.to_str().unwrap()];
    let ended = muster(launch).with(3);
    for part in ["45 of 45 duties are past", "nobody is ever reminded", "--late"] {
        assert!(ended.stderr.contains(part), "{part}: {}", ended.stderr);
    }
    assert!(!dir.exists(), "nothing was made");
    let ended = muster([&launch[..], &["--late"]].concat()).with(0);
    assert!(ended.stderr.contains("next: nobody is going to be written to"), "{}", ended.stderr);
    // Again it is no question any more: it runs.
    let ended = muster(launch).with(0);
    assert!(ended.stdout.contains("nothing changed"), "{}", ended.stdout);
}

#[test]
fn an_engine_that_stands_in_time_launches_without_a_question_and_says_what_comes() {
    let new = Newcomer::new();
    let file = service_year::file();
    let (file, dir) = (file.to_str().unwrap(), new.here().join("data"));
    let dir = dir.to_str().unwrap();
    let start = "2014-03-28T10:00:00+08:00";
    muster(["up", "--clock", "stepped", "--start", start, "--until", start, "--dir", dir]).with(0);
    let ended = muster(["launch", file, "--as", "领导小组", "--dir", dir]).with(0);
    assert!(ended.stderr.contains("next: 2014-04-01 Tue 09:00, letters to 26 people"), "{}", ended.stderr);
    assert!(ended.stderr.contains("outbox/service-year-2014/2014-04-01"), "{}", ended.stderr);
    assert!(!ended.stdout.contains("definition"), "no digest: {}", ended.stdout);
}

#[test]
fn check_and_preview_say_how_a_file_stands_to_the_day() {
    let file = service_year::file();
    let file = file.to_str().unwrap();
    let of = |day: &str| muster(["check", file, "--json", "--today", day]).with(0).json()["today"].clone();
    let (before, within, after) = (of("2014-03-01"), of("5月12日"), of("2014-12-31"));
    assert_eq!((&before["due_days_past"], &before["reminders_lost"]), (&0.into(), &0.into()));
    assert_eq!(before["next_due"], "2014-04-15");
    assert_eq!(within["today"], "2014-05-12");
    let past = |today: &Value| today["due_days_past"].as_u64().unwrap();
    assert!(past(&within) > 0 && past(&after) > past(&within), "{within} {after}");
    assert!(within["reminders_lost"].as_u64().unwrap() > 0, "{within}");
    let printed = muster(["check", file, "--today", "2014-03-31"]).with(0).stderr;
    assert!(printed.contains("it begins tomorrow"), "{printed}");
    for verb in ["check", "preview"] {
        let printed = muster([verb, file, "--today", "2014-05-12"]).with(0).stderr;
        assert!(
            printed.contains("note: today is 2014-05-12") && printed.contains("past"),
            "{verb}: {printed}"
        );
        assert!(
            printed.contains("unit") || printed.contains("本单位活动方案 2014-04-25"),
            "{verb}: {printed}"
        );
    }
}

#[test]
fn a_day_before_the_launch_says_so_in_every_table_and_is_still_reviewed() {
    let new = Newcomer::new();
    let file = service_year::file();
    let (file, dir) = (file.to_str().unwrap(), new.here().join("data"));
    let on = |words: &[&str]| on(&dir, words);
    let start = "2014-05-12T10:00:00+08:00";
    on(&["up", "--clock", "stepped", "--start", start, "--until", start]).with(0);
    on(&["launch", file, "--as", "领导小组", "--late"]).with(0);
    on(&["up", "--until", "2014-05-30T20:00:00+08:00"]).with(0);
    let said = "before the launch";
    for words in
        [&["why", "unit-plan/002"][..], &["why", "002"], &["why", "unit-plan"], &["show", "unit-plan"]]
    {
        let printed = on(words).with(0).stdout;
        assert!(printed.contains(said), "{words:?}: {printed}");
    }
    let printed = on(&["status"]).with(0).stdout;
    assert!(printed.contains("lay before the start or the launch and are never reminded"), "{printed}");
    assert!(printed.contains("due days before the start or the launch do not count"), "{printed}");
    let page = new.here().join("year.html");
    let launched = ["preview", file, "--launched", "2014-05-12"];
    let printed = muster(launched).with(0).stdout;
    assert!(printed.contains(said), "{printed}");
    muster([&launched[..], &["--html", page.to_str().unwrap()]].concat()).with(0);
    assert!(fs::read_to_string(&page).unwrap().contains(said));
    let submit = ["submit", "unit-plan/002", "--evidence", "活动方案=1", "--as", "002-clerk"];
    on(&[&submit[..], &FOCUS].concat()).with(0);
    let printed = on(&["why", "unit-plan/002"]).with(0).stdout;
    assert!(
        !printed.contains("item.closed") && printed.contains("item.backfilled"),
        "it is reviewed first: {printed}"
    );
    on(&["accept", "unit-plan/002", "--as", "小组办公室"]).with(0);
    assert!(on(&["why", "unit-plan/002"]).with(0).stdout.contains("item.closed"));
}

#[test]
fn check_lists_the_names_that_the_words_of_letters_may_use() {
    let new = Newcomer::new();
    let (file, found) = made(&new, "own", &["--lang", "en"]);
    assert!(found["words"].is_null(), "{found}");
    let found = muster(["check", "--variables", "--json", file.to_str().unwrap()]).with(0).json();
    let letters = found["words"]["letters"].as_array().unwrap();
    let keys: Vec<&str> = letters.iter().map(|letter| letter["en"].as_str().unwrap()).collect();
    assert_eq!(keys, ["routine", "red", "news"]);
    assert_eq!(letters[1]["groups"], serde_json::json!(["red"]));
    let names = found["words"]["names"].as_array().unwrap();
    assert!(names.iter().any(|name| name["name"] == "总数"), "{found}");
    let shown = muster(["check", "--variables", "--lang", "en", file.to_str().unwrap()]).with(0).stdout;
    assert!(shown.contains("\n  red: red\n") && shown.contains("\n  总数: number of entries\n"), "{shown}");
}
