//! Bad input to `check`: every finding has a place and a fix, it ends with 1, it never panics, and nothing is launched.

use std::fs;
use std::path::Path;

use rust_xlsxwriter::{Format, Workbook};
use serde_json::Value;

use crate::program::{Ended, muster};
use crate::site::text;
use crate::year::service_year;

/// One bad file: what is wrong, and the line on which a finding must stand (0 for any).
struct Bad {
    title: &'static str,
    main: Vec<u8>,
    line: u64,
}

fn bad(title: &'static str, main: impl Into<Vec<u8>>, line: u64) -> Bad {
    Bad { title, main: main.into(), line }
}

/// The shipped file with one place changed.
fn with(title: &'static str, from: &str, to: &str) -> Bad {
    let text = fs::read_to_string(service_year::file()).unwrap();
    let at = text.find(from).unwrap_or_else(|| panic!("{title}: “{from}” is not in the shipped file"));
    let line = text[..at].lines().count() as u64 + u64::from(text[..at].ends_with('\n') || at == 0);
    bad(title, text.replacen(from, to, 1), line)
}

fn cases() -> Vec<Bad> {
    let bomb: String =
        (1..40).map(|n| format!("a{n}: &a{n} [*a{0}, *a{0}, *a{0}, *a{0}]\n", n - 1)).collect();
    // 活动: in the old encoding of the office's machines.
    let gbk = b"\xbb\xee\xb6\xaf:\n  \xb1\xe0\xba\xc5: x\n".to_vec();
    vec![
        bad("empty", "", 1),
        bad("blank", "\n\n  \n", 0),
        bad("binary", vec![0u8, 159, 146, 150, 0, 1, 2, 3], 1),
        bad("a program", fs::read(env!("CARGO_BIN_EXE_muster-under-test")).unwrap()[..4_096].to_vec(), 0),
        bad("over 1 MiB", vec![b'#'; (1 << 20) + 1], 1),
        bad("deep nesting", format!("活动: {}", "[".repeat(50_000)), 1),
        bad(
            "deep nesting in blocks",
            (0..3_000).map(|n| format!("{}a:\n", " ".repeat(n))).collect::<String>(),
            0,
        ),
        bad("anchors bomb", format!("a0: &a0 [x]\n{bomb}"), 0),
        bad("GBK", gbk, 0),
        bad("a list, not a table", "- 1\n- 2\n", 1),
        bad("another file", "name: CI\non: push\njobs: {}\n", 0),
        with("a number for a text", "名称: 住建系统“基层组织服务年”活动", "名称: [1, 2]"),
        with("a text for a table", "逾期: {每隔: 2, 至多: 3}", "逾期: 常催"),
        with("a text for a number", "年份: 2014 ", "年份: 明年 "),
        with("an unknown key", "时区: Asia/Shanghai", "时曲: Asia/Shanghai"),
        with("a duplicate key", "  日历: cn ", "  年份: 2014\n  日历: cn "),
        with("a full-width colon", "时区: Asia/Shanghai", "时区：Asia/Shanghai"),
        with("a tab", "  时区: Asia/Shanghai", "\t时区: Asia/Shanghai"),
        with("a date that does not exist", "时间: 4月18日", "时间: 4月31日"),
        with("a date of no calendar", "时间: 4月18日", "时间: 2月30日"),
        with("a missing roster", "名册: roster.csv", "名册: nobody.csv"),
        with("a roster outside", "名册: roster.csv", "名册: ../../../../etc/passwd"),
        with("an unknown audience", "人群: 志愿服务队", "人群: 志愿服务对"),
        with("an unknown zone", "Asia/Shanghai", "Asia/Shanghia"),
    ]
}

/// Every finding has a place that exists and words in both languages; every error has a fix.
fn well_formed(title: &str, found: &Value, lines: u64) {
    for finding in found["findings"].as_array().unwrap() {
        let number = |field: &str| finding[field].as_u64().unwrap();
        let said = |field: &str| finding[field].as_str().is_some_and(|text| !text.trim().is_empty());
        assert!(said("file") && number("line") >= 1 && number("column") >= 1, "{title}: no place: {finding}");
        if finding["file"] == "service-year.yaml" {
            assert!(number("line") <= lines.max(1), "{title}: a line that does not exist: {finding}");
        }
        assert!(said("code") && said("zh") && said("en"), "{title}: no words: {finding}");
        if finding["severity"] != "note" {
            assert!(
                ["zh", "en"]
                    .iter()
                    .all(|lang| finding["fix"][lang].as_str().is_some_and(|text| !text.trim().is_empty())),
                "{title}: no fix: {finding}"
            );
        }
    }
}

fn calm(title: &str, ended: &Ended) {
    assert_eq!(ended.code, Some(1), "{title}: {ended:?}");
    for text in [&ended.stdout, &ended.stderr] {
        assert!(!text.contains("panicked") && !text.contains("this is a bug"), "{title}: {text}");
    }
}

#[test]
fn every_bad_file_is_reported_with_places_and_fixes() {
    let home = tempfile::tempdir().unwrap();
    let folder = service_year::copy_to(home.path());
    let file = folder.join("service-year.yaml");
    for Bad { title, main, line } in cases() {
        fs::write(&file, &main).unwrap();
        let json = muster(["check", text(&file), "--json"]);
        calm(title, &json);
        let found = json.json();
        assert_eq!(found["ok"], false, "{title}");
        let errors: Vec<&Value> = found["findings"]
            .as_array()
            .unwrap()
            .iter()
            .filter(|finding| finding["severity"] == "error")
            .collect();
        assert!(!errors.is_empty(), "{title}: {found}");
        assert!(
            line == 0 || errors.iter().any(|error| error["line"] == line),
            "{title}: nothing on line {line}: {found}"
        );
        assert!(errors.len() < 20, "{title}: {} errors for one fault", errors.len());
        well_formed(title, &found, main.split(|byte| *byte == b'\n').count() as u64);
        calm(title, &muster(["check", text(&file)]));
    }
}

#[test]
fn every_bad_roster_is_reported_with_places_and_fixes() {
    let home = tempfile::tempdir().unwrap();
    let folder = service_year::copy_to(home.path());
    let (file, roster) = (folder.join("service-year.yaml"), folder.join("roster.csv"));
    let good = fs::read_to_string(&roster).unwrap();
    let header = good.lines().next().unwrap();
    let cases: Vec<(&str, Vec<u8>)> = vec![
        ("empty", Vec::new()),
        ("binary", vec![0, 1, 2, 255]),
        ("only a header", format!("{header}\n").into_bytes()),
        ("a missing column", good.replacen("单位编码", "编码编码", 1).into_bytes()),
        ("a code twice", good.replacen("\n002,", "\n001,", 1).into_bytes()),
        ("a day that does not exist", good.replace("2014-08-31", "2014-08-32").into_bytes()),
        (
            "a successor that does not exist",
            good.replace(",2014-08-31,009,", ",2014-08-31,909,").into_bytes(),
        ),
        ("a short line", good.replacen("\n003,", "\n003\n003,", 1).into_bytes()),
    ];
    for (title, bytes) in cases {
        assert_ne!(bytes, good.as_bytes(), "{title}: nothing was changed");
        fs::write(&roster, &bytes).unwrap();
        let json = muster(["check", text(&file), "--json"]);
        calm(title, &json);
        let found = json.json();
        let errors =
            found["findings"].as_array().unwrap().iter().filter(|finding| finding["severity"] == "error");
        assert!(errors.clone().any(|error| error["file"] == "roster.csv"), "{title}: {found}");
        well_formed(title, &found, u64::MAX);
    }
    fs::remove_file(&roster).unwrap();
    calm("no roster", &muster(["check", text(&file)]));
}

#[test]
fn a_file_that_is_not_there_or_is_a_folder_is_a_fault_in_a_sentence() {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join("own");
    let file = folder.join("own.yaml");
    let said = |path: &Path| {
        let ended = muster(["check", text(path)]);
        calm("no file", &ended);
        ended.stderr
    };
    assert!(said(home.path()).contains("this folder has no yaml file"));
    fs::create_dir(&folder).unwrap();
    fs::write(&file, "").unwrap();
    // In a folder its file is named, and for a slip the nearest name that is there.
    assert!(said(&folder).contains(&format!("name the file in it: {}", file.display())));
    let slip = said(&folder.join("owm.yaml"));
    assert!(slip.contains("there is no such file or folder") && slip.contains(text(&file)), "{slip}");
}

/// Every folder of `workflows/` is a campaign with a file of its own name; calendars and documents lie beside them.
#[test]
fn every_campaign_in_the_clone_is_sound_and_plays() {
    let mut campaigns = 0;
    for folder in
        fs::read_dir(service_year::folder().parent().unwrap()).unwrap().map(|entry| entry.unwrap().path())
    {
        let name = folder.file_name().unwrap().to_str().unwrap();
        if name == "calendars" || !folder.is_dir() {
            continue;
        }
        let (file, script) = (folder.join(format!("{name}.yaml")), folder.join("script.yaml"));
        let mut arguments = vec![text(&file), "--json"];
        if script.is_file() {
            arguments.extend(["--script", text(&script)]);
        }
        let found = muster([&["check"], &arguments[..]].concat()).with(0).json();
        assert_eq!((&found["ok"], &found["warnings"]), (&true.into(), &0.into()), "{name}: {found}");
        let counts = muster([&["preview"], &arguments[..]].concat()).with(0).json()["counts"].clone();
        assert!(counts["sent"].as_u64().unwrap() > 0 && counts["open"] == 0, "{name}: {counts}");
        campaigns += 1;
    }
    assert!(campaigns > 0);
}

/// The groups of the shipped sheet as an office's workbook has them: a title, a group's cell merged over its lines.
fn score_sheet(path: &Path, first: &str) {
    let lines = [
        ["按时办结", "15", "自动", first, ""],
        ["全部办结", "10", "自动", "办结数 / 应办数 × 10", ""],
        ["督查扣分", "15", "扣分", "每发现1个问题 1；逾期整改 2", ""],
        ["具体服务事项", "20", "人工", "考评组", ""],
        ["台账资料", "10", "自动", "台账及时率 × 10", ""],
        ["学习和组织生活", "10", "自动", "组织生活完成率 × 10", ""],
        ["群众满意", "15", "问卷", "three-way.群众评议 × 0.15", "mass-survey.服务对象 × 0.15"],
        ["领导评价", "5", "人工", "分管领导", ""],
    ];
    let mut book = Workbook::new();
    let page = book.add_worksheet();
    page.write_string(0, 0, "年度考核评分表").unwrap();
    for (column, head) in (0u16..).zip(["组", "指标", "满分", "方式", "规则", "否则"]) {
        page.write_string(1, column, head).unwrap();
    }
    let plain = Format::new();
    page.merge_range(2, 0, 4, 0, "日常督查", &plain).unwrap();
    page.merge_range(5, 0, 9, 0, "年度考核", &plain).unwrap();
    for (row, cells) in (2u32..).zip(lines) {
        for (column, cell) in (1u16..).zip(cells).filter(|(_, cell)| !cell.is_empty()) {
            match cell.parse::<f64>() {
                Ok(number) => page.write_number(row, column, number).unwrap(),
                Err(_) => page.write_string(row, column, cell).unwrap(),
            };
        }
    }
    book.save(path).unwrap();
}

#[test]
fn a_score_sheet_may_stand_in_a_workbook_and_its_faults_stand_in_its_cells() {
    let home = tempfile::tempdir().unwrap();
    let folder = service_year::copy_to(home.path());
    let file = folder.join("service-year.yaml");
    let text = fs::read_to_string(&file).unwrap();
    let (from, to) = (text.find("    组:   ").unwrap(), text.find("    加分: {上限").unwrap());
    fs::write(&file, format!("{}    组: 评分表.xlsx\n{}", &text[..from], &text[to..])).unwrap();
    score_sheet(&folder.join("评分表.xlsx"), "按时办结数 / 应办数 × 15");
    muster(["check", file.to_str().unwrap()]).with(0);
    score_sheet(&folder.join("评分表.xlsx"), "按时办结书 / 应办数 × 15");
    let found = muster(["check", file.to_str().unwrap(), "--json"]).with(1).json();
    let errors = found["findings"].as_array().unwrap().iter().filter(|found| found["severity"] == "error");
    let text = |found: &Value, key: &str| found[key].as_str().unwrap_or_default().to_owned();
    let cells: Vec<(String, String)> = errors.map(|it| (text(it, "file"), text(it, "cell"))).collect();
    assert!(cells.iter().any(|(file, cell)| file.ends_with("评分表.xlsx") && cell == "E3"), "{cells:?}");
}

/// What is given out at any time has no day: it stands apart, so that duties are counted as where their days are.
#[test]
fn kinds_of_tasks_are_told_beside_the_duties_that_have_days() {
    let file = service_year::file();
    let printed = muster(["check", text(&file), "--lang", "zh"]).with(0).stdout;
    assert!(printed.contains("另有2类随时来的事（交办、遇事走访）"), "{printed}");
    let duties = printed.lines().find_map(|line| line.split_once("个阶段，")?.1.split_once("项任务"));
    let duties: u64 = duties.unwrap().0.parse().unwrap();
    let json = muster(["check", text(&file), "--json"]).with(0).json();
    // The planting lay before the start: no launch comes too late for it.
    assert_eq!(json["today"]["duties"].as_u64(), Some(duties - 1), "{}", json["today"]);
}
