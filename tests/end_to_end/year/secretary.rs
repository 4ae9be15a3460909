//! The secretary's journey with the program as it is typed: each step with what is
//! seen of it.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use crate::program::{Ended, muster};
use crate::site::{CAMPAIGN, START, Site, ZH, edit, has_site, text};

/// The campaign's file and the data directory.
struct Office {
    site: Site,
    file: PathBuf,
}

has_site!(Office.site);

impl Office {
    fn new() -> Self {
        let site = Site::new(ZH);
        let folder = site.home.path().join("service-year");
        let init = ["--template", "service-year", "--id", CAMPAIGN];
        muster([&["--lang", "zh", "init", text(&folder)], &init[..]].concat()).with(0);
        Self { file: folder.join(format!("{CAMPAIGN}.yaml")), site }
    }

    fn written(&self) -> String {
        fs::read_to_string(&self.file).unwrap()
    }

    fn edit(&self, from: &str, to: &str) {
        edit(&self.file, from, to);
    }

    fn plan(&self) -> Value {
        self.on(&["plan", text(&self.file), "--json"]).with(0).json()
    }

    fn apply(&self, reason: &str) {
        self.by("领导小组", &["apply", text(&self.file), "--reason", reason, "--approved-by", "领导小组"])
            .with(0);
    }
}

fn check(file: &Path) -> Ended {
    muster(["--lang", "zh", "check", "--json", text(file)])
}

/// Step 1: five planted errors, each with its line, reason and fix; then every row of the plan is served.
fn checks(office: &Office) {
    let sound = office.written();
    for (from, to) in [
        ("  名册: roster.csv", "  名册: roster2.csv"),
        ("    时间: 4月18日", "    时间: 4月31日"),
        ("    时间: 9月中旬", "    时间: 定时"),
        ("    人群: 志愿服务队\n    时间: 5月中旬", "    人群: 志愿服务对\n    时间: 5月中旬"),
        ("    提交: [总结报告]", "    提教: [总结报告]"),
    ] {
        office.edit(from, to);
    }
    let printed = check(&office.file).with(1).json();
    let errors: Vec<&Value> =
        printed["findings"].as_array().unwrap().iter().filter(|found| found["severity"] == "error").collect();
    let written = office.written();
    let line = |at: &Value| {
        written.lines().nth(usize::try_from(at.as_u64().unwrap()).unwrap() - 1).unwrap().to_owned()
    };
    for planted in ["roster2.csv", "4月31日", "定时", "志愿服务对", "提教"] {
        let found = errors.iter().find(|found| line(&found["line"]).contains(planted));
        let found = found.unwrap_or_else(|| panic!("{planted} is not told: {errors:#?}"));
        assert!(!found["zh"].as_str().unwrap().is_empty() && found["fix"]["zh"].is_string(), "{found}");
    }
    assert_eq!(errors.len(), 5, "{errors:#?}");
    fs::write(&office.file, sound).unwrap();
    let printed = check(&office.file).with(0).json();
    let rows = printed["plan"].as_array().unwrap();
    assert_eq!(rows.len(), 83);
    assert!(rows.iter().all(|row| !row["lines"].as_array().unwrap().is_empty()), "{rows:#?}");
    assert_eq!((&printed["errors"], &printed["warnings"]), (&json!(0), &json!(0)));
}

/// Step 2: the year before it starts: 4 May, a Sunday, is worked; the crowded days; files for Excel and calendars.
fn previews(office: &Office) {
    let folder = office.file.parent().unwrap();
    let (book, calendar, page) = (folder.join("p.xlsx"), folder.join("p.ics"), folder.join("p.html"));
    let files = ["--xlsx", text(&book), "--ics", text(&calendar), "--html", text(&page)];
    let printed =
        muster([&["--lang", "zh", "preview", text(&office.file)], &files[..]].concat()).with(0).stdout;
    assert!(printed.contains("忙碌的日子") && printed.contains("每人每天例行消息最多 1"), "{printed}");
    let day = muster(["--lang", "zh", "preview", text(&office.file), "--day", "2014-05-04"]).with(0).stdout;
    assert!(day.contains("周日") && day.contains("班") && day.contains("组织实施"), "{day}");
    for file in [book, calendar, page] {
        assert!(fs::metadata(&file).unwrap().len() > 1_000, "{}", file.display());
    }
}

/// Step 3: launched; 26 units take part in April, and one waits for June.
fn launches(office: &Office) {
    office.begin(&office.file, START);
    office.run_to("2014-04-01T12:00:00+08:00");
    let enrolled = items(office, "kickoff");
    assert_eq!(enrolled.len(), 26);
    assert!(!enrolled.contains(&"109".to_owned()), "109 joins in June");
}

/// The units that have an item of an occasion.
fn items(office: &Office, occasion: &str) -> Vec<String> {
    let units = (1..20).map(|n| format!("{n:03}")).chain((101..120).map(|n| n.to_string()));
    units.filter(|unit| office.on(&["why", &format!("{occasion}/{unit}")]).code == Some(0)).collect()
}

/// Step 4: mid-July the clean-home days move; the diff is seen first, and nobody who is done is bothered.
fn moves(office: &Office) {
    office.run_to("2014-07-15T10:00:00+08:00");
    office.edit("    时间: 9月中旬", "    时间: 9月下旬");
    let printed = office.on(&["plan", text(&office.file)]).with(0).stdout;
    assert!(printed.contains("9") && printed.contains("30") && printed.contains("24"), "{printed}");
    let plan = office.plan();
    assert_eq!(plan["effect"]["moved"][0]["units"].as_array().unwrap().len(), 8, "{plan}");
    office.apply("汛期");
}

/// Step 5: on 1 September 010 is part of 009: what lay ahead passes over, what was is still seen.
fn merges(office: &Office) {
    office.run_to("2014-09-01T10:00:00+08:00");
    let passed = office.on(&["why", "party-school/010"]).with(0).stdout;
    assert!(passed.contains("已转交"), "{passed}");
    let theirs = office.on(&["why", "party-school/009"]).with(0).stdout;
    assert!(theirs.contains("2014-10-31"), "{theirs}");
    let before = office.on(&["why", "study.2014-07/010"]).with(0).stdout;
    assert!(before.contains("010"), "{before}");
    let status = office.on(&["status", "--json"]).with(0).json();
    let table = &status["rankings"][0];
    assert_eq!(table["date"], "2014-08-29", "{table}");
    let rows = table["rows"].as_array().unwrap();
    assert!(rows.iter().any(|row| row["code"] == "010"), "its old count is still seen: {table}");
}

/// Step 6: six units get a task three working days before the National Day, for which Sunday 28 September counts.
fn gives_out(office: &Office) {
    office.run_to("2014-09-25T10:00:00+08:00");
    let task = "任务:\n  holiday-duty:\n    名称: 国庆值班安排\n    依据: [S62]\n    人群: {单位: [\"002\", \"003\", \"004\", \"005\", \"007\", \"101\"]}\n    时间: 9月29日\n    提交: [值班表]\n    提醒: 标准\n\n";
    office.edit("任务:\n", task);
    let plan = office.plan();
    let added = plan["effect"]["added"].as_array().unwrap();
    assert!(added.iter().any(|one| one["units"].as_array().is_some_and(|units| units.len() == 6)), "{plan}");
    office.apply("系统党委布置");
    office.run_to("2014-09-29T18:00:00+08:00");
    let printed = office.on(&["why", "holiday-duty/002"]).with(0).stdout;
    assert!(printed.contains("2014-09-29") && printed.contains("2014-09-28"), "the Sunday counts: {printed}");
}

#[test]
fn the_secretarys_journey() {
    let office = Office::new();
    checks(&office);
    previews(&office);
    launches(&office);
    moves(&office);
    merges(&office);
    gives_out(&office);
}
