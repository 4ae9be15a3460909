//! A running year is amended: told in people and messages before, and exactly that afterwards.

use std::path::{Path, PathBuf};

use muster_server::maintenance::verify::verify;
use serde_json::{Value, json};

use super::service_year;
use crate::log::{self, block_on};
use crate::program::Ended;
use crate::site::{EN, START, Site, edit, has_site, text};

/// The shipped year in a folder of its own, and a data directory.
pub(crate) struct Year {
    site: Site,
    pub(crate) folder: PathBuf,
}

has_site!(Year.site);

impl Year {
    /// Launched at its beginning, after a change.
    pub(crate) fn launched(change: impl FnOnce(&Path)) -> Self {
        let site = Site::new(EN);
        let folder = service_year::copy_to(site.home.path());
        change(&folder);
        let year = Self { site, folder };
        year.begin(&year.file(), START);
        year
    }

    pub(crate) fn file(&self) -> PathBuf {
        self.folder.join("service-year.yaml")
    }

    fn plan(&self) -> Value {
        self.on(&["plan", text(&self.file()), "--json"]).with(0).json()
    }

    pub(crate) fn apply(&self) -> Ended {
        let file = self.file();
        self.by("领导小组", &["apply", text(&file), "--reason", "汛期", "--approved-by", "领导小组"])
    }

    pub(crate) fn edit(&self, name: &str, from: &str, to: &str) {
        edit(&self.folder.join(name), from, to);
    }

    pub(crate) fn sound(&self) {
        let verified = block_on(verify(&self.dir, None)).unwrap();
        assert!(verified.campaigns[0].ended <= verified.campaigns[0].planned);
    }
}

#[test]
fn the_clean_home_days_move_from_the_19th_to_the_30th() {
    let year = Year::launched(|_| {});
    year.run_to("2014-07-15T10:00:00+08:00");
    assert_eq!(year.plan()["changed"], false);
    year.edit("service-year.yaml", "    时间: 9月中旬\n", "    时间: 9月下旬\n");
    let plan = year.plan();
    let moved = plan["effect"]["moved"].as_array().unwrap();
    assert_eq!(moved.len(), 1, "{plan}");
    assert_eq!((&moved[0]["from"], &moved[0]["to"]), (&json!("2014-09-19"), &json!("2014-09-30")));
    let teams = json!(["002", "003", "004", "005", "007", "101", "103", "110"]);
    assert_eq!(moved[0]["units"], teams);
    let sum = |days: &Value| -> u64 {
        days.as_array().unwrap().iter().map(|day| day["steps"].as_u64().unwrap()).sum()
    };
    // Three reminders each up to the due day, and what comes to who misses it.
    let (all, missed) = (sum(&plan["effect"]["withdrawn"]), &plan["effect"]["withdrawn_if_missed"]);
    assert_eq!(all - missed.as_u64().unwrap(), 24, "{plan}");
    assert_eq!(plan["effect"]["planned_if_missed"], *missed, "as many follow the other day");
    let planned = json!([
        {"day": "2014-09-24", "steps": 8}, {"day": "2014-09-29", "steps": 8}, {"day": "2014-09-30", "steps": 8}
    ]);
    let up_to_due: Vec<&Value> = plan["effect"]["planned"].as_array().unwrap().iter().take(3).collect();
    assert_eq!(json!(up_to_due), planned);
    let file = year.file();
    year.on(&["plan", text(&file), "--detailed-exitcode"]).with(3);
    year.on(&["apply", text(&file), "--against", "00000000", "--reason", "汛期", "--as", "领导小组"]).with(3);
    year.apply().with(0);
    let again = year.apply().with(0);
    assert!(again.stdout.contains("no change"), "{again:?}");
    year.on(&["plan", text(&file), "--detailed-exitcode"]).with(0);
    // By any of its names.
    let why = |name: &str| year.on(&["why", name, "--lang", "zh"]).with(0).stdout;
    assert!(why("mobilization").contains("unit-plan"), "a phase names its occasions");
    assert!(why("study").lines().count() > 2, "so does a duty of several");
    assert_eq!(why("unit-plan/市政处"), why("unit-plan/005"));
    assert_eq!(why("市政处/联络员"), why("005"));
    year.run_to("2014-09-30T18:00:00+08:00");
    let report = log::report(&year.dir);
    let steps: Vec<&Value> =
        report["steps"].as_array().unwrap().iter().filter(|step| step["occasion"] == "clean-home").collect();
    assert_eq!(steps.len(), 24);
    assert!(steps.iter().all(|step| step["outcome"] == "sent"), "{steps:?}");
    for day in ["2014-09-24", "2014-09-29", "2014-09-30"] {
        assert_eq!(steps.iter().filter(|step| step["day"] == day).count(), 8, "{day}");
    }
    year.sound();
}

#[test]
fn why_says_which_amendment_moved_a_date_by_whom_and_for_what_reason() {
    let year = Year::launched(|_| {});
    year.run_to("2014-07-15T10:00:00+08:00");
    let why = |name: &str, lang: &str| year.on(&["why", name, "--lang", lang]).with(0).stdout;
    assert!(!why("clean-home", "zh").contains("改期"), "nothing moved yet");
    year.edit("service-year.yaml", "    时间: 9月中旬\n", "    时间: 9月下旬\n");
    year.apply().with(0);
    let line = |text: &str, with: &str| -> String {
        let found: Vec<&str> = text.lines().filter(|line| line.contains(with)).collect();
        assert_eq!(found.len(), 1, "one line with {with} in {text}");
        found[0].to_owned()
    };
    // The whole occasion, before it opens: nobody has an item of it yet.
    let sentence = line(&why("clean-home", "zh"), "改期");
    assert!(sentence.contains("原定 2014-09-19 截止，改为 2014-09-30"), "{sentence}");
    assert!(sentence.contains("2014-07-15 10:00 领导小组修订"), "{sentence}");
    assert!(sentence.contains("领导小组批准，理由：汛期"), "{sentence}");
    // An item that is open when its day moves, with reminders that it had.
    let edit = |from: &str, to: &str| year.edit("service-year.yaml", from, to);
    year.run_to("2014-09-24T10:00:00+08:00");
    edit("    时间: 9月下旬\n", "    时间: 9月26日\n");
    year.apply().with(0);
    let printed = why("clean-home/005", "zh");
    let (first, second) =
        (line(&printed, "原定 2014-09-19 截止，改为 2014-09-30"), line(&printed, "改为 2014-09-26"));
    assert!(first.contains("2014-07-15 10:00") && second.contains("2014-09-24 10:00"), "{printed}");
    assert!(second.contains("撤回提醒2条，因为截止日已改") && !first.contains("撤回"), "{printed}");
    let sentence = line(&why("clean-home/005", "en"), "now 2014-09-26");
    assert!(sentence.contains("was due 2014-09-30") && sentence.contains("because: 汛期"), "{sentence}");
    assert!(sentence.contains("Amended 2014-09-24 10:00 by 领导小组"), "{sentence}");
    assert!(sentence.contains("2 reminders were taken back: the due day changed"), "{sentence}");
    let json = year.on(&["why", "clean-home/005", "--json"]).with(0).json();
    let of = |at: usize| (json["moves"][at]["before"].clone(), json["moves"][at]["after"].clone());
    assert_eq!(of(0), (json!("2014-09-19"), json!("2014-09-30")));
    assert_eq!(of(1), (json!("2014-09-30"), json!("2014-09-26")));
    // A reason that was erased cannot be read; who and when stay.
    let digest = json["moves"][1]["by"]["reason"].as_str().unwrap().to_owned();
    year.on(&["erase", &digest, "--reason", "误填", "--as", "领导小组"]).with(0);
    let sentence = line(&why("clean-home/005", "zh"), "改为 2014-09-26");
    assert!(sentence.contains("理由读不到") && sentence.contains("领导小组修订"), "{sentence}");
    // A hold that gives days back moves it too, and says so.
    year.on(&["hold", "--reason", "待定", "--as", "领导小组"]).with(0);
    year.run_to("2014-09-25T10:00:00+08:00");
    year.on(&["resume", "--due-days", "shift", "--as", "领导小组"]).with(0);
    let sentence = line(&why("clean-home/005", "zh"), "恢复发送");
    assert!(
        sentence.contains("原定 2014-09-26 截止，改为 2014-09-28") && sentence.contains("顺延"),
        "{sentence}"
    );
    year.sound();
}

#[test]
fn a_merger_comes_by_an_amended_roster() {
    let merged = "2014-08-31,009,9月1日并入造价站";
    let year = Year::launched(|folder| edit(&folder.join("roster.csv"), merged, ",,"));
    year.run_to("2014-07-15T10:00:00+08:00");
    year.edit(
        "roster.csv",
        "0110,城中街道,\"32.162,120.011\",,,,",
        &format!("0110,城中街道,\"32.162,120.011\",,{merged}"),
    );
    let plan = year.plan();
    assert_eq!(plan["changed"], true);
    assert!(plan["changes"].as_array().unwrap().iter().any(|change| change["id"] == "010"), "{plan}");
    year.apply().with(0);
    year.run_to("2014-09-01T01:00:00+08:00");
    let report = log::report(&year.dir);
    let items = report["items"].as_array().unwrap();
    let of = |unit: &str, state: &str| {
        items.iter().filter(|it| it["unit"] == unit && it["state"] == state).count()
    };
    assert!(of("010", "passed-on") >= 3, "what lay ahead passed over");
    assert!(of("010", "open") > 0, "what had fallen due before stays its own");
    let snapshots = report["snapshots"].as_array().unwrap();
    let before =
        snapshots.iter().filter(|table| table["ranks"].is_array() || table["rows"].is_array()).count();
    assert!(before > 0, "old tables are still there");
    year.sound();
}

#[test]
fn a_hold_lets_nothing_out_until_it_is_resumed() {
    let year = Year::launched(|_| {});
    year.run_to("2014-04-17T10:00:00+08:00");
    year.on(&["hold", "--reason", "待定", "--as", "领导小组"]).with(0);
    year.run_to("2014-04-23T10:00:00+08:00");
    let sent = |year: &Year| {
        let report = log::report(&year.dir);
        report["steps"].as_array().unwrap().iter().filter(|step| step["outcome"] == "sent").count()
    };
    let before = sent(&year);
    year.on(&["resume", "--as", "领导小组"]).with(0);
    assert_eq!(sent(&year), before);
    year.run_to("2014-04-24T10:00:00+08:00");
    assert!(sent(&year) > before);
    year.sound();
}
