//! What a preview says about days and persons, and the page, workbook and calendar that it writes.

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

use calamine::{Data, Reader, Xlsx, open_workbook};
use muster_tests::tidy::tree;
use serde_json::Value;

use crate::program::{self, Ended, command, muster, run};

/// Two phases, the second beginning on a holiday; dates that rest days move back and forward; a name that is markup.
const FILE: &str = r#"活动: {编号: small-2014, 名称: '小<b>活动</b> & "年"', 年份: 2014, 时区: Asia/Shanghai, 日历: cn, 名册: roster.csv}
人群:
  全部: {参评: 是}
阶段:
  - {编号: first, 名称: 发动, 起: 4月1日, 止: 4月30日, 通知: "09:00"}
  - {编号: second, 名称: 实施, 起: 5月1日, 止: 10月31日, 通知: "09:00", 循环: 是}
提醒:
  标准:
    发给: 联络员
    提前: [5, 1]
    当日: 是
    时刻: "09:00"
    逾期: {每隔: 2, 至多: 3}
    督办:
      - {颜色: 黄, 逾期: 1, 发给: [主要负责人]}
任务:
  plan: {名称: '</td><script>alert(2)</script>', 人群: 全部, 时间: 4月25日, 提交: [方案], 阶段: first}
  care: {名称: 关爱, 人群: 全部, 时间: 5月中旬, 提交: [照片≥2]}
  clean: {名称: 清洁, 人群: 全部, 时间: 9月中旬, 提交: [照片≥2]}
  study: {名称: 学习, 人群: 全部, 时间: 每月, 提交: [记录]}
快照:
  end: {名称: 月末, 人群: 全部, 时间: 每月最后一个工作日, 时刻: "18:00"}
"#;

const ROSTER: &str = r#"单位编码,单位名称,简称,类别,参评,联络员岗位,主要负责人岗位
001,"<script>alert(1)</script>","<script>alert(1)</script>",甲,是,办公室,主任
002,"@HYPERLINK(""x"")","@HYPERLINK(""x"")",甲,是,办公室,主任
003,"""><img src=x onerror=alert(3)>","""><img src=x onerror=alert(3)>",乙,是,办公室,主任
"#;

/// A folder with a small campaign beside the shipped calendars.
struct Place {
    home: tempfile::TempDir,
}

impl Place {
    fn new() -> Self {
        Self::with_roster(ROSTER)
    }

    fn with_roster(roster: &str) -> Self {
        let home = tempfile::tempdir().unwrap();
        program::copy(&tree::root().join("workflows").join("calendars"), &home.path().join("calendars"));
        let folder = home.path().join("small");
        fs::create_dir(&folder).unwrap();
        fs::write(folder.join("small.yaml"), FILE).unwrap();
        fs::write(folder.join("roster.csv"), roster).unwrap();
        Self { home }
    }

    fn at(&self, name: &str) -> PathBuf {
        self.home.path().join(name)
    }

    fn preview(&self, arguments: &[&str]) -> Ended {
        let file = self.at("small/small.yaml");
        let mut preview = command(["preview", file.to_str().unwrap()]);
        preview.args(arguments).current_dir(self.home.path());
        run(preview, Vec::new())
    }

    fn json(&self, arguments: &[&str]) -> Value {
        self.preview(&[&["--json"], arguments].concat()).with(0).json()
    }

    fn text(&self, name: &str) -> String {
        fs::read_to_string(self.at(name)).unwrap()
    }
}

/// The page as the strict reader sees it.
#[track_caller]
fn page(text: &str, what: &[&str]) -> String {
    let mut python = program::script("page.py");
    python.args(what).env("PYTHONUTF8", "1");
    run(python, text.as_bytes().to_vec()).with(0).stdout
}

fn whys(json: &Value) -> Vec<(String, String, String)> {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let rows = json["occasions"].as_array().unwrap().iter();
    rows.map(|row| (text(&row["key"]), text(&row["due_day"]), text(&row["why"]["zh"]))).collect()
}

#[test]
fn every_date_has_its_reason() {
    let json = Place::new().json(&[]);
    let all = whys(&json);
    let why = |key: &str| {
        let (_, due, why) = all.iter().find(|(known, ..)| known == key).unwrap();
        format!("{due} {why}")
    };
    assert_eq!(why("plan"), "2014-04-25 文件写明4月25日");
    assert_eq!(why("care"), "2014-05-20 5月11日至5月20日办理，最后一个工作日截止");
    assert_eq!(
        why("clean"),
        "2014-09-19 9月11日至9月20日办理，最后一个工作日截止；9月20日（周六）休息，提前到前一个工作日"
    );
    assert_eq!(
        why("study.2014-05"),
        "2014-05-30 每月最后一个工作日；5月31日（周六）端午节放假，提前到前一个工作日"
    );
    assert_eq!(why("study.2014-07"), "2014-07-31 每月最后一个工作日");
    assert_eq!(
        why("phase-second"),
        "2014-05-04 阶段开始那天5月1日（周四）劳动节放假，通知在下一个工作日5月4日（周日）发；5月4日（周日）照常上班（劳动节调休）"
    );
}

#[test]
fn the_text_says_why_that_day_and_which_days_are_crowded() {
    let printed = Place::new().preview(&["--lang", "zh", "--day", "2014-09-19"]).with(0).stdout;
    assert!(
        printed.contains("截止：清洁（9月11日至9月20日办理，最后一个工作日截止；9月20日（周六）休息"),
        "{printed}"
    );
    assert!(printed.contains("忙碌的日子：0天"), "{printed}");
    assert!(printed.contains("每人收到的消息："), "{printed}");
}

#[test]
fn scripts_with_names_are_known_and_a_file_is_a_file() {
    let place = Place::new();
    let late = |arguments: &[&str]| place.json(arguments)["counts"]["late"].as_u64().unwrap();
    let silent = place.preview(&["--json"]).with(0).stdout;
    assert_eq!(place.preview(&["--json", "--script", "nobody-answers"]).with(0).stdout, silent);
    assert!(late(&[]) > 0);
    assert_eq!(late(&["--script", "all-on-time"]), 0);
    assert_eq!(late(&["--script", "全部按时"]), 0);
    place.preview(&["--script", "all-on-tim"]).with(1);
}

#[test]
fn one_person_sees_what_is_theirs() {
    let place = Place::new();
    let json = place.json(&["--person", "002-head"]);
    let all = |key: &str| json[key].as_array().unwrap().clone();
    assert!(!all("messages").is_empty());
    assert!(all("messages").iter().all(|row| row["contact"] == "002-head"));
    assert!(all("steps").iter().all(|row| row["recipient"] == "002-head"));
    // The clerk is reminded of the unit's items, the head only gets the cards.
    assert!(all("items").is_empty());
    let clerk = place.json(&["--person", "002-clerk"]);
    let items = clerk["items"].as_array().unwrap();
    assert!(!items.is_empty() && items.iter().all(|row| row["unit"] == "002"));
    let unknown = place.preview(&["--person", "谁"]).with(1);
    assert!(unknown.stderr.contains("nobody has the post"), "{}", unknown.stderr);
}

#[test]
fn days_and_load_agree_with_the_messages() {
    let json = Place::new().json(&[]);
    let people = json["load"]["people"].as_array().unwrap();
    let sum = |key: &str| people.iter().map(|row| row[key].as_u64().unwrap()).sum::<u64>();
    let sent = json["messages"].as_array().unwrap().iter().filter(|row| !row["sent"].is_null());
    let carried: u64 = sent.clone().map(|row| row["steps"].as_array().unwrap().len() as u64).sum();
    assert_eq!((sum("messages"), sum("reminders")), (sent.count() as u64, carried));
    let days = json["days"].as_array().unwrap();
    let of_days = |key: &str| days.iter().map(|row| row[key].as_u64().unwrap()).sum::<u64>();
    assert_eq!((of_days("messages"), of_days("reminders")), (sum("messages"), carried));
    assert_eq!(of_days("items"), json["counts"]["items"].as_u64().unwrap());
    let sunday = days.iter().find(|row| row["day"] == "2014-05-04").unwrap();
    assert_eq!((&sunday["mark"], &sunday["festival"]), (&"made-up".into(), &"劳动节调休".into()));
    let bands = json["load"]["bands"].as_array().unwrap().iter();
    assert_eq!(bands.map(|row| row["people"].as_u64().unwrap()).sum::<u64>(), 7);
}

#[test]
fn the_page_is_sound_and_a_hostile_roster_stays_text() {
    let place = Place::new();
    place.preview(&["--lang", "zh", "--html", "a.html"]).with(0);
    let text = place.text("a.html");
    assert!(!text.contains("<script>alert") && !text.contains("<img"), "markup of the roster got through");
    let skeleton = page(&text, &[]);
    let wanted = "html zh-CN
h1 小<b>活动</b> & \"年\"
  h2 阶段
  h2 月历
  caption 2014年4月 · 21个工作日
  caption 2014年5月 · 21个工作日
  caption 2014年6月 · 20个工作日
  caption 2014年7月 · 23个工作日
  caption 2014年8月 · 21个工作日
  caption 2014年9月 · 22个工作日
  caption 2014年10月 · 19个工作日
  h2 忙碌的日子
  h2 每人收到的消息
  h3 多少人收到多少条
  h3 一天里提醒最多的人
  h2 走访安排
  h2 全部事项和日期的由来
  h3 2014年4月
  h3 2014年5月
  h3 2014年6月
  h3 2014年7月
  h3 2014年8月
  h3 2014年9月
  h3 2014年10月
  h2 各单位清单
  summary 001 <script>alert(1)</script>甲 · 9项
  summary 002 @HYPERLINK(\"x\")甲 · 9项
  summary 003 \"><img src=x onerror=alert(3)>乙 · 9项
  h2 检查结果
";
    let kept: Vec<&str> = skeleton.lines().filter(|line| !line.starts_with("  caption 2014年11月")).collect();
    assert_eq!(kept.join("\n") + "\n", wanted);
    // The same run gives the same page, and in English it is English.
    place.preview(&["--lang", "zh", "--html", "b.html"]).with(0);
    assert_eq!(place.text("b.html"), text);
    place.preview(&["--lang", "en", "--html", "c.html", "--unit", "002"]).with(0);
    let english = page(&place.text("c.html"), &[]);
    assert!(
        english.starts_with("html en\n") && english.contains("h2 All items, and why on that day"),
        "{english}"
    );
    assert!(english.contains("summary 002") && !english.contains("summary 001"), "{english}");
}

#[test]
fn every_item_stands_in_the_page() {
    let place = Place::new();
    place.preview(&["--lang", "zh", "--html", "a.html", "--script", "all-on-time"]).with(0);
    let items = place.json(&["--script", "all-on-time"])["counts"]["items"].as_u64().unwrap();
    let rows = page(&place.text("a.html"), &["rows"]);
    // Rows of the units' lists end with how the item was played.
    let listed = rows.lines().filter(|row| row.ends_with("|已办结")).count();
    assert_eq!(listed as u64, items);
    assert!(
        rows.contains(
            "9月19日（周五）|清洁|9月11日|照片≥2|9月12日、 9月18日、 9月19日 09:00|9月11日至9月20日办理"
        ),
        "{rows}"
    );
}

#[test]
fn a_large_campaign_has_one_line_a_unit() {
    let mut roster = String::from("单位编码,单位名称,简称,类别,参评,联络员岗位,主要负责人岗位\n");
    for unit in 0..1_200 {
        roster += &format!("{unit:04},单位{unit},单位{unit},甲,是,办公室,主任\n");
    }
    let place = Place::with_roster(&roster);
    place.preview(&["--html", "a.html", "--script", "all-on-time"]).with(0);
    let text = place.text("a.html");
    let rows = page(&text, &["rows"]);
    assert_eq!(rows.lines().filter(|row| row.starts_with("0777 单位777|9|")).count(), 1);
    assert!(!text.contains("<details"), "lists of all units");
    assert!(text.len() < 400_000, "{} bytes", text.len());
}

#[test]
fn the_workbook_opens_with_codes_as_texts_and_dates_as_dates() {
    let place = Place::new();
    place.preview(&["--lang", "zh", "--xlsx", "a.xlsx"]).with(0);
    let mut book: Xlsx<_> = open_workbook(place.at("a.xlsx")).unwrap();
    assert_eq!(book.sheet_names(), ["总览", "日历", "事项", "每人消息", "负荷", "忙碌日", "走访"]);
    let items = book.worksheet_range("事项").unwrap();
    assert_eq!(items.height(), 28);
    let cell = |row: u32, column: u32| items.get_value((row, column)).cloned().unwrap_or(Data::Empty);
    assert_eq!(cell(2, 1), Data::String("002".to_owned()));
    assert_eq!(cell(2, 2), Data::String("@HYPERLINK(\"x\")".to_owned()));
    let day = |data: Data| match data {
        Data::DateTime(day) => day.as_f64(),
        other => panic!("{other:?} is no date"),
    };
    // 2014-04-25 is Excel's day 41754.
    assert!((day(cell(1, 6)) - 41_754.0).abs() < 0.01);
    assert!(book.worksheet_formula("事项").unwrap().cells().all(|(_, _, formula)| formula.is_empty()));
    let calendar = book.worksheet_range("日历").unwrap();
    let sunday = calendar.rows().find(|row| row[3] == Data::String("劳动节调休".to_owned())).unwrap();
    assert_eq!((&sunday[1], &sunday[2]), (&Data::String("周日".to_owned()), &Data::String("班".to_owned())));
    let first = fs::read(place.at("a.xlsx")).unwrap();
    place.preview(&["--lang", "zh", "--xlsx", "b.xlsx"]).with(0);
    assert!(fs::read(place.at("b.xlsx")).unwrap() == first, "two runs, two workbooks");
}

/// Lines of an iCalendar file, unfolded, with the rules of RFC 5545 that every reader needs.
fn unfolded(text: &str) -> Vec<String> {
    assert!(text.ends_with("END:VCALENDAR\r\n"));
    assert!(text.lines().all(|line| line.len() <= 75), "a line longer than 75 bytes");
    text.replace("\r\n ", "").split("\r\n").map(str::to_owned).collect()
}

#[test]
fn the_calendar_has_stable_names_and_right_days() {
    let place = Place::new();
    place.preview(&["--lang", "zh", "--ics", "a.ics"]).with(0);
    place.preview(&["--lang", "zh", "--ics", "b.ics"]).with(0);
    let text = place.text("a.ics");
    assert_eq!(text, place.text("b.ics"));
    let lines = unfolded(&text);
    let uids: Vec<&String> = lines.iter().filter(|line| line.starts_with("UID:")).collect();
    let apart: BTreeSet<&&String> = uids.iter().collect();
    assert_eq!((uids.len(), apart.len()), (20, 20));
    let event = |uid: &str| {
        let at = lines.iter().position(|line| line == uid).unwrap();
        let from = lines[..at].iter().rposition(|line| line == "BEGIN:VEVENT").unwrap();
        let to = at + lines[at..].iter().position(|line| line == "END:VEVENT").unwrap();
        lines[from..to].join("\n")
    };
    let clean = event("UID:clean@small-2014");
    assert!(
        clean.contains("DTSTART;VALUE=DATE:20140919") && clean.contains("DTEND;VALUE=DATE:20140920"),
        "{clean}"
    );
    assert!(clean.contains("SUMMARY:截止：清洁") && clean.contains("9月20日（周六）休息"), "{clean}");
    assert!(event("UID:end.2014-05@small-2014").contains("DTSTART:20140530T100000Z"));
    // Calendars of a unit and of a person can be taken in beside it.
    place.preview(&["--ics", "u.ics", "--unit", "002"]).with(0);
    place.preview(&["--ics", "p.ics", "--person", "002-head"]).with(0);
    assert!(place.text("u.ics").contains("UID:clean/002@small-2014"));
    let person = unfolded(&place.text("p.ics")).join("\n");
    assert!(person.contains("DTSTART:20140428T010000Z") && !person.contains("SUMMARY:due"), "{person}");
}

#[test]
fn only_what_was_made_here_is_replaced_and_nothing_is_half_written() {
    let place = Place::new();
    fs::write(place.at("notes.html"), "our notes").unwrap();
    let printed = place.preview(&["--html", "notes.html", "--ics", "a.ics"]).with(1);
    assert!(printed.stderr.contains("--force"), "{}", printed.stderr);
    assert_eq!(place.text("notes.html"), "our notes");
    assert!(!place.at("a.ics").exists(), "the other file was written all the same");
    place.preview(&["--html", "notes.html", "--force"]).with(0);
    place.preview(&["--html", "notes.html"]).with(0);
    place.preview(&["--ics", "a.ics"]).with(0);
    place.preview(&["--ics", "a.ics"]).with(0);
    place.preview(&["--xlsx", "a.xlsx"]).with(0);
    place.preview(&["--xlsx", "a.xlsx"]).with(1);
    place.preview(&["--html", "x", "--ics", "x"]).with(2);
    let before = place.text("small/small.yaml");
    place.preview(&["--html", "small/small.yaml", "--force"]).with(2);
    assert_eq!(place.text("small/small.yaml"), before);
    place.preview(&["--html", "no/such/folder.html"]).with(1);
    assert!(
        fs::read_dir(place.home.path())
            .unwrap()
            .all(|entry| { !entry.unwrap().file_name().to_string_lossy().ends_with(".part") })
    );
}

/// Nobody owes an inspection anything, and yet the office has to hold it.
#[test]
fn the_sessions_of_an_inspection_stand_in_the_calendar_of_the_year_and_of_who_draws() {
    let (home, file) = (tempfile::tempdir().unwrap(), crate::year::service_year::file());
    let preview = |more: &[&str]| {
        let path = home.path().join("a.ics");
        let arguments = ["preview", file.to_str().unwrap(), "--lang", "zh"];
        let printed = muster([&arguments[..], more].concat()).with(0).stdout;
        muster([&arguments[..], more, &["--ics", path.to_str().unwrap()]].concat()).with(0);
        (printed, unfolded(&fs::read_to_string(&path).unwrap()).join("\n"))
    };
    for whose in [&[][..], &["--person", "office"]] {
        let (printed, calendar) = preview(whose);
        assert!(calendar.contains("SUMMARY:日常督查 2014-06：小组办公室抽查的最后一天"), "{calendar}");
        assert!(printed.contains("日常督查 2014-06：小组办公室可以抽取"), "{printed}");
    }
    let (printed, calendar) = preview(&["--unit", "005"]);
    assert!(!calendar.contains("日常督查 2014-06") && !printed.contains("日常督查 2014-06："), "{printed}");
}

/// The shipped campaign's page is sound too, whatever stands in its file.
#[test]
fn the_shipped_campaign_has_a_sound_page() {
    let (home, file) = (tempfile::tempdir().unwrap(), crate::year::service_year::file());
    let path = home.path().join("a.html");
    let script = crate::year::service_year::script_file();
    let arguments = ["preview", file.to_str().unwrap(), "--html", path.to_str().unwrap(), "--lang", "zh"];
    muster([&arguments[..], &["--script", script.to_str().unwrap()]].concat()).with(0);
    let skeleton = page(&fs::read_to_string(&path).unwrap(), &[]);
    assert!(skeleton.contains("h2 月历") && skeleton.contains("summary 005 市政处"), "{skeleton}");
}
