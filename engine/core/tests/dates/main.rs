//! Dates against programs that share no code with muster: `tests/python/dates.py` computes them itself, and the package
//! chinesecalendar (put into `.tools/python` by tests/run) knows the State Council's tables.
#![forbid(unsafe_code)]
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on has failed")]
#![allow(clippy::disallowed_methods, reason = "the test reads the shipped files and runs another program")]

mod new_york;
mod random;

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use muster_core::definition::{Compiled, Files, Severity, compile, needs};
use muster_protocol::definition::Calendar;
use muster_protocol::definition::{ClockChanges, DoubledHour, MissingHour};
use muster_protocol::time::Date;
use muster_rules::calendar::{OccurrencesError, is_workday, occurrences};
use muster_rules::zone::Zone;
use serde_json::json;

use random::{Random, any_rule};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// Runs the independent program on these lines; what it finds different is the message of the failure.
#[track_caller]
fn python(verb: &str, lines: &str) {
    let tools = root().join(".tools/python");
    let mut child = Command::new("python3")
        .arg("-B")
        .arg(root().join("tests/python/dates.py"))
        .arg(verb)
        .env("PYTHONPATH", &tools)
        .env("PYTHONTZPATH", "")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut input = child.stdin.take().unwrap();
    let lines = lines.to_owned();
    let writer = std::thread::spawn(move || input.write_all(lines.as_bytes()));
    let ended = child.wait_with_output().unwrap();
    let _ = writer.join().unwrap();
    let (said, failed) = (String::from_utf8_lossy(&ended.stdout), String::from_utf8_lossy(&ended.stderr));
    assert!(ended.status.success(), "python3 dates.py {verb}:\n{said}{failed}");
}

/// A small campaign in a calendar and a year, with more lines of its head.
fn campaign(calendar: &str, year: i32, head: &str) -> Files {
    let text = format!(
        "活动: {{编号: probe, 名称: 试, 年份: {year}, 时区: Asia/Shanghai, 日历: {calendar}, 名册: roster.csv{head}}}\n\
         人群: {{全部: {{参评: 是}}}}\n\
         阶段: [{{编号: whole, 名称: 全年, 起: 3月1日, 止: 11月30日, 循环: 是}}]\n\
         提醒: {{标准: {{发给: 联络员, 当日: 是, 时刻: \"09:00\"}}}}\n\
         任务: {{study: {{名称: 学习, 人群: 全部, 时间: 每月, 提交: [记录]}}}}\n"
    );
    let folder = root().join("workflows/service-year");
    let mut files = BTreeMap::new();
    for name in needs(text.as_bytes()) {
        if let Ok(bytes) = fs::read(folder.join(&name)) {
            files.insert(name, bytes);
        }
    }
    let main = "probe.yaml".to_owned();
    files.insert(main.clone(), text.into_bytes());
    Files { main, files, ..Files::default() }
}

fn calendar(name: &str, year: i32) -> Calendar {
    let Compiled { definition, findings, .. } = compile(&campaign(name, year, ""));
    let errors: Vec<_> = findings.iter().filter(|finding| finding.severity == Severity::Error).collect();
    definition.unwrap_or_else(|| panic!("{name} {year}: {errors:?}")).calendar
}

/// Years for which a calendar ships a table.
fn shipped(name: &str) -> Vec<i32> {
    let folder = fs::read_dir(root().join("workflows/calendars").join(name)).unwrap();
    let stems = folder.map(|entry| entry.unwrap().path().file_stem().unwrap().to_string_lossy().into_owned());
    let mut years: Vec<i32> = stems.filter_map(|stem| stem.parse().ok()).collect();
    years.sort_unstable();
    years
}

#[test]
fn working_days_of_every_shipped_chinese_year_equal_those_of_the_package() {
    let mut lines = String::new();
    let years = shipped("cn");
    assert!(years.first() == Some(&2004) && years.len() >= 23, "{years:?}");
    for year in years {
        let cal = calendar("cn", year);
        let days = (Date::ymd(year, 1, 1).unwrap().0..=Date::ymd(year, 12, 31).unwrap().0).map(Date);
        let worked: Vec<String> =
            days.filter(|&day| is_workday(&cal, day).unwrap()).map(|day| day.to_string()).collect();
        lines += &format!("{}\n", json!({"year": year, "worked": worked}));
    }
    python("workdays", &lines);
}

#[test]
fn occurrences_of_random_rules_and_zones_equal_an_independent_computation() {
    let mut random = Random::new(20_141_002);
    let zones = [
        "Asia/Shanghai",
        "UTC",
        "America/New_York",
        "Europe/Berlin",
        "Africa/Cairo",
        "Australia/Lord_Howe",
        "America/Sao_Paulo",
        "Asia/Kathmandu",
        "Asia/Tehran",
    ];
    let calendars = ["cn", "de", "us-ny"].map(|name| (name, [2014, 2019].map(|year| calendar(name, year))));
    let (mut lines, mut computed) = (String::new(), 0);
    while computed < 4_000 {
        let (name, tables) = random.of(&calendars);
        let at = usize::try_from(random.below(2)).unwrap();
        let (cal, year) = (&tables[at], [2014, 2019][at]);
        let zone = *random.of(&zones);
        let clocks = ClockChanges {
            missing: *random.of(&[MissingHour::After, MissingHour::Before]),
            doubled: *random.of(&[DoubledHour::First, DoubledHour::Second]),
        };
        let rule = any_rule(&mut random, year);
        let happens = match occurrences(&rule, cal, &Zone::load(zone).unwrap().with(clocks)) {
            Ok(all) => all
                .iter()
                .map(|one| {
                    let at = one.at.map(|at| at.0);
                    json!([one.period, one.opens.to_string(), one.due.to_string(), at])
                })
                .collect::<Vec<_>>()
                .into(),
            Err(OccurrencesError::TooMany) => continue,
            // A search that found too few working days tells of a year that is there.
            Err(OccurrencesError::Year(missing)) if cal.years.contains(&missing.year) => continue,
            Err(OccurrencesError::Year(_)) => json!("missing year"),
        };
        let case = json!({
            "calendar": name, "years": cal.years, "zone": zone, "clocks": clocks, "rule": rule, "occurrences": happens,
        });
        lines += &format!("{case}\n");
        computed += 1;
    }
    python("occurrences", &lines);
}

#[test]
fn row_32_make_up_days_work_and_a_year_without_data_is_refused_by_name() {
    let cal = calendar("cn", 2014);
    for day in ["2014-05-04", "2014-09-28", "2014-10-11"] {
        assert_eq!(is_workday(&cal, day.parse().unwrap()), Ok(true), "{day}");
    }
    let Compiled { definition, findings, .. } = compile(&campaign("cn", 2027, ""));
    assert!(definition.is_none());
    let error = findings.iter().find(|finding| finding.severity == Severity::Error).unwrap();
    assert_eq!(error.code, "M042");
    assert!(error.sentence.zh.contains("cn") && error.sentence.zh.contains("2027"), "{}", error.sentence.zh);
}

#[test]
fn a_missing_year_may_be_accepted_and_a_new_table_moves_its_dates() {
    let mut files = campaign("cn", 2027, ", 日历缺年: 暂定");
    let before = compile(&files);
    let provisional: Vec<_> = before.findings.iter().filter(|finding| finding.code == "M062").collect();
    assert_eq!(provisional.len(), 1, "{:?}", before.findings);
    let dues = |compiled: &Compiled| {
        let def = compiled.definition.as_ref().unwrap();
        let zone = Zone::of(def).unwrap();
        let all = occurrences(&def.duties[0].rule, &def.calendar, &zone).unwrap();
        all.iter().map(|one| one.due.to_string()).collect::<Vec<_>>()
    };
    // 2027-04-30 is a Friday and 2027-06-30 a Wednesday; a table may say otherwise.
    assert_eq!(dues(&before)[1..4], ["2027-04-30", "2027-05-31", "2027-06-30"]);
    let table = "日期,安排,名称\n2027-04-30,休,劳动节\n2027-04-25,班,劳动节调休\n";
    files.files.insert("../calendars/cn/2027.csv".to_owned(), table.as_bytes().to_vec());
    let after = compile(&files);
    assert_eq!(dues(&after)[1..4], ["2027-04-29", "2027-05-31", "2027-06-30"]);
    assert!(after.findings.iter().all(|finding| finding.code != "M062"), "{:?}", after.findings);
    let version = |compiled: &Compiled| compiled.definition.as_ref().unwrap().calendar.version.clone();
    assert_ne!(version(&before), version(&after));
}

/// Days off of a year without a table, by the order of the State Council.
#[test]
fn a_chinese_year_without_a_table_keeps_the_statutory_days_free() {
    let off = |year: i32| -> Vec<String> {
        let compiled = compile(&campaign("cn", year, ", 日历缺年: 暂定"));
        let calendar = compiled.definition.unwrap().calendar;
        assert!(calendar.provisional.contains(&year), "{:?}", calendar.provisional);
        let theirs = calendar.exceptions.iter().filter(|day| day.date.parts().0 == year);
        theirs.map(|day| format!("{} {}", day.date, day.name)).collect()
    };
    assert_eq!(
        off(2027),
        [
            "2027-01-01 元旦",
            "2027-02-05 除夕",
            "2027-02-06 春节",
            "2027-02-07 春节",
            "2027-02-08 春节",
            "2027-04-05 清明",
            "2027-05-01 五一",
            "2027-05-02 五一",
            "2027-06-09 端午",
            "2027-09-15 中秋",
            "2027-10-01 国庆",
            "2027-10-02 国庆",
            "2027-10-03 国庆",
        ]
    );
    assert_eq!(off(2030).len(), 13);
}

#[test]
fn only_the_year_changed_to_2023_is_valid_and_has_its_make_up_days() {
    let folder = root().join("workflows/service-year");
    let main = fs::read_to_string(folder.join("service-year.yaml")).unwrap();
    let main = main.replacen("年份: 2014", "年份: 2023", 1);
    let mut files = BTreeMap::new();
    for name in needs(main.as_bytes()) {
        // Tables may stand in the campaign's own folder or in the calendar's.
        if let Ok(bytes) = fs::read(folder.join(&name)) {
            files.insert(name, bytes);
        }
    }
    files.insert("service-year.yaml".to_owned(), main.into_bytes());
    let compiled = compile(&Files { main: "service-year.yaml".to_owned(), files, ..Files::default() });
    let errors: Vec<_> =
        compiled.findings.iter().filter(|finding| finding.severity == Severity::Error).collect();
    assert!(errors.is_empty(), "{errors:?}");
    let cal = compiled.definition.unwrap().calendar;
    for day in ["2023-04-23", "2023-05-06", "2023-06-25", "2023-10-07", "2023-10-08"] {
        assert_eq!(is_workday(&cal, day.parse().unwrap()), Ok(true), "{day}");
    }
}
