//! Dates as a committee meets them: over New Year, at the edges of campaigns and phases, by the calendars of groups, in
//! years whose tables are not out; and which posts are one person.

use std::collections::BTreeMap;

use muster_protocol::definition::DayKind;
use muster_rules::calendar::occurrences;
use muster_rules::zone::Zone;

use crate::definition::typed_day;
use crate::definition::{Compiled, Files, Severity, compile};

const ROSTER: &str = "\
单位编码,单位名称,简称,类别,参评,联系领导岗位,联络员岗位,主要负责人岗位,首选渠道,渠道账号
001,第一单位,一,机关,是,副局长甲,综合科,站长岗,邮件,a@example.invalid
002,第二单位,二,机关,是,副局长乙,站长岗,站长岗,邮件,b@example.invalid
";

/// A campaign in a calendar without made-up days whose New Year is off in the years of `years`.
struct Small {
    year: i32,
    head: &'static str,
    /// What the first set of reminders has besides.
    reminded: &'static str,
    phases: &'static str,
    duties: &'static str,
    files: BTreeMap<String, Vec<u8>>,
}

impl Small {
    fn new(year: i32, phases: &'static str, duties: &'static str) -> Self {
        let mut files = BTreeMap::from([("roster.csv".to_owned(), ROSTER.as_bytes().to_vec())]);
        for year in year - 1..=year + 1 {
            let table = format!("日期,安排,名称\n{year}-01-01,休,元旦\n{year}-05-01,休,劳动节\n");
            files.insert(format!("../calendars/plain/{year}.csv"), table.into_bytes());
        }
        Self { year, head: "", reminded: "", phases, duties, files }
    }

    fn reminded(self, reminded: &'static str) -> Self {
        Self { reminded, ..self }
    }

    fn head(self, head: &'static str) -> Self {
        Self { head, ..self }
    }

    fn without(mut self, year: i32) -> Self {
        self.files.remove(&format!("../calendars/plain/{year}.csv"));
        self
    }

    fn with(mut self, name: &str, text: &str) -> Self {
        self.files.insert(name.to_owned(), text.as_bytes().to_vec());
        self
    }

    fn compiled(&self) -> Compiled {
        let Self { year, head, reminded, phases, duties, .. } = self;
        let text = format!(
            "活动: {{编号: probe, 名称: 试, 年份: {year}, 时区: Asia/Shanghai, 日历: plain, 名册: roster.csv{head}}}\n\
             人群: {{全部: {{参评: 是}}}}\n阶段: [{phases}]\n\
             提醒: {{早: {{发给: 联络员, 当日: 是, 时刻: \"08:30\"{reminded}}}, 晚: {{发给: 联络员, 当日: 是, 时刻: \"09:00\"}}}}\n\
             任务: {{{duties}}}\n"
        );
        let mut files = self.files.clone();
        files.insert("probe.yaml".to_owned(), text.into_bytes());
        compile(&Files { main: "probe.yaml".to_owned(), files, ..Files::default() })
    }

    /// Codes of findings that are more than notes, or the openings and due days of the first duty.
    fn dates(&self) -> Result<String, Vec<&'static str>> {
        let compiled = self.compiled();
        let severe = compiled.findings.iter().filter(|finding| finding.severity != Severity::Note);
        let severe: Vec<_> = severe.map(|finding| finding.code).collect();
        let Some(def) = compiled.definition.filter(|_| severe.is_empty()) else { return Err(severe) };
        let all = occurrences(&def.duties[0].rule, &def.calendar, &Zone::of(&def).unwrap()).unwrap();
        let days = all.iter().map(|one| format!("{} {}", one.opens, one.due));
        Ok(days.collect::<Vec<_>>().join("; "))
    }
}

const OVER_NEW_YEAR: &str = "{编号: a, 名称: 实施, 起: 10月1日, 止: 1月31日, 循环: 是}";
const ONE: &str = "{编号: a, 名称: 实施, 起: 5月1日, 止: 10月31日, 循环: 是}";

fn at(phases: &'static str, time: &'static str) -> Result<String, Vec<&'static str>> {
    let duties = format!("t: {{名称: 任务, 人群: 全部, 时间: {time}, 提交: [材料]}}");
    Small::new(2026, phases, duties.leak()).dates()
}

#[test]
fn a_campaign_over_new_year_has_its_days_of_both_years() {
    assert_eq!(at(OVER_NEW_YEAR, "1月15日"), Ok("2026-10-01 2027-01-15".to_owned()));
    assert_eq!(at(OVER_NEW_YEAR, "1月中旬"), Ok("2027-01-11 2027-01-20".to_owned()));
    assert_eq!(at(OVER_NEW_YEAR, "12月4日"), Ok("2026-10-01 2026-12-04".to_owned()));
    // 2027-01-01 is New Year's Day, 12/31 the working day before.
    assert_eq!(at(OVER_NEW_YEAR, "1月1日"), Ok("2026-10-01 2026-12-31".to_owned()));
    assert_eq!(at(OVER_NEW_YEAR, "3月5日"), Err(vec!["M032"]));
    let months = at(OVER_NEW_YEAR, "每月15日").unwrap();
    assert!(months.ends_with("2027-01-01 2027-01-15"), "{months}");
    let two = "{编号: a, 名称: 甲, 起: 10月1日, 止: 12月31日}, {编号: b, 名称: 乙, 起: 1月1日, 止: 1月31日}";
    assert_eq!(at(two, "1月15日"), Ok("2027-01-01 2027-01-15".to_owned()));
    // A begin and an end that were swapped are still reported.
    assert_eq!(at("{编号: a, 名称: 甲, 起: 10月31日, 止: 5月1日}", "6月1日"), Err(vec!["M035"]));
}

#[test]
fn a_phase_that_another_year_would_put_in_its_place_is_told_that_day() {
    // The file's year is the end's: the first phase, without its year, comes a year too late.
    let late =
        "{编号: a, 名称: 甲, 起: 12月1日, 止: 12月10日}, {编号: b, 名称: 乙, 起: 2026-12-11, 止: 2027-02-28}";
    let compiled =
        Small::new(2027, late, "t: {名称: 任务, 阶段: b, 人群: 全部, 时间: 2027-01-15, 提交: [材料]}")
            .compiled();
    let gap = compiled.findings.iter().find(|finding| finding.code == "M034").unwrap();
    let fix = gap.fix.as_ref().unwrap();
    assert!(fix.zh.contains("2026-12-01") && fix.en.contains("2026-12-01"), "{fix:?}");
    // A gap that no year closes is closed by its day.
    let apart = "{编号: a, 名称: 甲, 起: 3月1日, 止: 3月31日}, {编号: b, 名称: 乙, 起: 4月10日, 止: 5月31日}";
    let compiled =
        Small::new(2026, apart, "t: {名称: 任务, 人群: 全部, 时间: 4月15日, 提交: [材料]}").compiled();
    let gap = compiled.findings.iter().find(|finding| finding.code == "M034").unwrap();
    assert!(gap.fix.as_ref().unwrap().zh.contains("2026-04-01"), "{gap:?}");
}

#[test]
fn a_day_that_two_years_have_needs_its_phase_or_its_year() {
    let long = "{编号: a, 名称: 甲, 起: 2026-10-01, 止: 2026-12-31}, {编号: b, 名称: 乙, 起: 2027-01-01, 止: 2027-12-31}";
    assert_eq!(at(long, "11月5日"), Err(vec!["M030"]));
    assert_eq!(at(long, "11月5日, 阶段: b"), Ok("2027-01-01 2027-11-05".to_owned()));
    assert_eq!(at(long, "2026-11-05"), Ok("2026-10-01 2026-11-05".to_owned()));
    let def = Small::new(2026, long, "t: {名称: 任务, 人群: 全部, 时间: 6月4日, 提交: [材料]}").compiled();
    let def = def.definition.unwrap();
    assert_eq!(typed_day(&def, "6月4日").map(|day| day.to_string()), Ok("2027-06-04".to_owned()));
    assert!(typed_day(&def, "11月5日").unwrap_err().zh.contains("2026-11-05"));
}

#[test]
fn a_day_of_the_campaign_is_never_rolled_out_of_it() {
    // 5/1 and 5/2 (a Saturday in 2026) are rest days, the campaign begins on 5/1: due on that day, and reported.
    let small = Small::new(2026, ONE, "t: {名称: 任务, 人群: 全部, 时间: 5月2日, 提交: [材料]}");
    assert_eq!(small.dates(), Err(vec!["M038"]));
    let def = small.compiled().definition.unwrap();
    let one = occurrences(&def.duties[0].rule, &def.calendar, &Zone::of(&def).unwrap()).unwrap().remove(0);
    assert_eq!(
        (one.opens.to_string(), one.due.to_string()),
        ("2026-05-01".to_owned(), "2026-05-01".to_owned())
    );
    assert_eq!(at(ONE, "5月2日, 遇休息日: 顺延"), Ok("2026-05-01 2026-05-04".to_owned()));
}

#[test]
fn hours_after_the_start_of_a_phase_open_with_the_phase() {
    let two = "{编号: a, 名称: 甲, 起: 4月1日, 止: 5月5日}, {编号: b, 名称: 乙, 起: 5月6日, 止: 5月31日}";
    assert_eq!(at(two, "乙开始后4个工作时"), Ok("2026-05-06 2026-05-06".to_owned()));
    assert_eq!(at(two, "乙开始后2个工作日"), Ok("2026-05-06 2026-05-08".to_owned()));
}

#[test]
fn a_festival_alone_moves_like_any_other_day() {
    let dates = |time: &'static str| {
        let duties = format!("t: {{名称: 任务, 人群: 全部, 时间: {time}, 提交: [材料]}}");
        let small = Small::new(2026, "{编号: a, 名称: 实施, 起: 4月1日, 止: 10月31日}", duties.leak());
        small.with("../calendars/plain/festivals.csv", "日期,名称\n2026-05-01,五一\n").dates()
    };
    assert_eq!(dates("五一"), Ok("2026-04-01 2026-04-30".to_owned()));
    assert_eq!(dates("五一, 遇休息日: 顺延"), Ok("2026-04-01 2026-05-04".to_owned()));
    assert_eq!(dates("\"五一，遇休息日不动\""), Ok("2026-04-01 2026-05-01".to_owned()));
    // What would have no effect is reported.
    assert_eq!(dates("五一前3个工作日, 遇休息日: 顺延"), Err(vec!["M063"]));
}

#[test]
fn a_key_without_effect_and_too_many_firings_are_reported() {
    assert_eq!(at(ONE, "crontab 0 12 * * SAT, 遇休息日: 顺延"), Err(vec!["M063"]));
    assert_eq!(at(ONE, "crontab 0 12 */2 * MON"), Err(vec!["M030"]));
    assert_eq!(at(ONE, "crontab 0 * * * *"), Err(vec!["M028"]));
    assert_eq!(at(ONE, "6月中旬, 起: 6月1日"), Err(vec!["M063"]));
    assert_eq!(at(ONE, "阶段开始后5个工作日, 阶段: a, 止: 6月1日"), Err(vec!["M063"]));
    assert_eq!(
        at(ONE, "每月31日, 遇休息日: 顺延"),
        Err(vec!["M032"]),
        "10/31 is a Saturday, 11/2 is too late"
    );
}

#[test]
fn the_31st_of_a_short_month_is_its_last_day_and_is_told() {
    let small = Small::new(2026, ONE, "t: {名称: 任务, 人群: 全部, 时间: 每月31日, 提交: [材料]}");
    let compiled = small.compiled();
    let told: Vec<_> = compiled.findings.iter().filter(|finding| finding.code == "M065").collect();
    let [note] = told[..] else { panic!("{told:?}") };
    assert!(note.severity == Severity::Note && note.sentence.zh.contains("31"), "{note:?}");
    let dates = small.dates().unwrap();
    assert!(dates.contains("2026-06-30") && dates.contains("2026-07-31"), "{dates}");
    assert_eq!(at(ONE, "每月30日").map(|_| ()), Ok(()));
    let whole = Small::new(2026, ONE, "t: {名称: 任务, 人群: 全部, 时间: 每月28日, 提交: [材料]}").compiled();
    assert!(whole.findings.iter().all(|finding| finding.code != "M065"), "every month has a 28th");
}

#[test]
fn a_groups_calendar_without_a_year_is_reported_like_the_campaigns() {
    let duties = "t: {名称: 月报, 人群: 全部, 时间: 每月, 提交: [材料]}";
    let small = || {
        let small = Small::new(2026, OVER_NEW_YEAR, duties);
        let small = small.with("../calendars/other/2026.csv", "日期,安排,名称\n");
        small.head(", 另用日历: {firms: {人群: {单位: [\"002\"]}, 日历: other}}")
    };
    assert_eq!(small().dates(), Err(vec!["M042"]));
    let whole = small().with("../calendars/other/2027.csv", "日期,安排,名称\n");
    assert!(whole.dates().is_ok(), "{:?}", whole.dates());
}

#[test]
fn a_provisional_year_rests_on_new_year_and_known_festivals_and_marks_each_date_once() {
    let duties = "t: {名称: 月报, 人群: 全部, 时间: 每月15日, 提交: [材料]}, u: {名称: 又一件, 人群: 全部, 时间: 每月15日, 提交: [材料]}";
    let phases = "{编号: a, 名称: 实施, 起: 2026-12-01, 止: 2027-05-31, 循环: 是}";
    let festivals = "日期,名称\n2026-03-08,三八\n2026-05-01,五一\n2027-03-01,三八\n2027-05-04,五一\n";
    let small = Small::new(2026, phases, duties).without(2027).head(", 日历缺年: 暂定");
    let small = small.with("../calendars/plain/festivals.csv", festivals);
    let compiled = small.compiled();
    let def = compiled.definition.clone().unwrap();
    let off = |day: &str| {
        let found = def.calendar.exceptions.iter().find(|exception| exception.date.to_string() == day);
        found.is_some_and(|exception| exception.kind == DayKind::Off)
    };
    assert!(off("2027-01-01") && off("2027-05-04") && !off("2027-03-01"));
    let marked: Vec<_> = compiled.findings.iter().filter(|finding| finding.code == "M062").collect();
    let [one] = marked[..] else { panic!("{marked:?}") };
    assert_eq!(one.sentence.zh.matches("2027-02-15").count(), 1, "{}", one.sentence.zh);
    // A table in the campaign's own folder counts before the shared one, and before nothing at all.
    let own = "日期,安排,名称\n2027-02-15,休,本地节日\n";
    let dates = small.with("calendars/plain/2027.csv", own).dates().unwrap();
    assert!(dates.contains("2027-02-12"), "{dates}");
    let both = Small::new(2026, phases, duties).with("calendars/plain/2027.csv", own).dates().unwrap();
    assert!(both.contains("2027-02-12"), "{both}");
}

#[test]
fn a_calendar_that_works_on_saturdays_has_six_days_a_week() {
    let six = |time: &'static str| {
        let duties = format!("t: {{名称: 任务, 人群: 全部, 时间: {time}, 提交: [材料]}}");
        let small = Small::new(2026, ONE, duties.leak());
        small.with("../calendars/plain/hours.csv", "星期,起,止\n周一至周六,08:30,17:30\n").dates()
    };
    for time in ["每周6次", "每周第6个工作日", "每月第25个工作日"] {
        assert!(six(time).is_ok(), "{time}: {:?}", six(time));
        assert_eq!(at(ONE, time), Err(vec!["M031"]), "{time}");
    }
}

#[test]
fn reminders_that_join_and_zones_that_count_backwards_are_reported() {
    let duties = "t: {名称: 甲, 人群: 全部, 时间: 每月, 提交: [材料]}, u: {名称: 乙, 人群: 全部, 时间: 每月, 提交: [材料], 提醒: 晚}";
    let joined = Small::new(2026, ONE, duties).compiled();
    let found: Vec<_> = joined.findings.iter().filter(|finding| finding.code == "M067").collect();
    let [note] = found[..] else { panic!("{found:?}") };
    assert_eq!(note.severity, Severity::Note);
    assert!(note.sentence.zh.contains("晚") && note.sentence.zh.contains("08:30"), "{}", note.sentence.zh);
    let text = "活动: {编号: p, 名称: 试, 年份: 2026, 时区: Etc/GMT+8, 日历: plain, 名册: roster.csv}\n";
    let files = BTreeMap::from([("p.yaml".to_owned(), text.as_bytes().to_vec())]);
    let compiled = compile(&Files { main: "p.yaml".to_owned(), files, ..Files::default() });
    let sign = compiled.findings.iter().find(|finding| finding.code == "M068").unwrap();
    assert!(sign.sentence.zh.contains("UTC-8"), "{}", sign.sentence.zh);
}

#[test]
fn one_person_with_two_posts_of_a_unit_has_one_contact() {
    let duties = "t: {名称: 任务, 人群: 全部, 时间: 每月, 提交: [材料]}";
    let def = Small::new(2026, ONE, duties).compiled().definition.unwrap();
    let role = |id: &str| def.roles.iter().position(|role| role.id == id).unwrap();
    let contact = |unit: usize, id: &str| def.units[unit].contacts[role(id)].unwrap();
    assert_ne!(contact(0, "clerk"), contact(0, "head"));
    assert_eq!(contact(1, "clerk"), contact(1, "head"));
    // The same words at another unit are another post.
    assert_ne!(contact(0, "head"), contact(1, "head"));
    let held = &def.contacts[contact(1, "clerk").at()];
    assert_eq!((held.id.as_str(), held.post.as_str()), ("002-clerk", "二联络员、主要负责人"));
    let accounts = def.contacts.iter().filter(|contact| contact.id.starts_with("002-"));
    assert_eq!(accounts.count(), 1);
}

#[test]
fn a_festival_is_found_by_its_english_names_and_the_list_is_in_the_language_of_the_file() {
    let small = |time: &'static str| {
        let duties = format!("t: {{名称: 任务, 人群: 全部, 时间: {time}, 提交: [材料]}}");
        let small = Small::new(2026, "{编号: a, 名称: 实施, 起: 4月1日, 止: 10月31日}", duties.leak());
        let table = "日期,名称,英文\n2026-05-01,五一;劳动节,Labour Day;May Day\n2026-09-25,中秋,Mid-Autumn Festival\n";
        small.with("../calendars/plain/festivals.csv", table)
    };
    let chinese = small("五一前3个工作日").dates();
    assert!(chinese.is_ok(), "{chinese:?}");
    assert_eq!(small("劳动节前3个工作日").dates(), chinese);
    assert_eq!(small("3 working days before Labour Day").dates(), chinese);
    assert_eq!(small("3 working days before May Day").dates(), chinese);
    let autumn = small("中秋前3个工作日").dates();
    assert!(autumn.is_ok(), "{autumn:?}");
    assert_eq!(small("3 working days before Mid-Autumn Festival").dates(), autumn);
    let compiled = small("3 working days before Labour Dya").compiled();
    let unknown = compiled.findings.iter().find(|finding| finding.code == "M030").unwrap();
    assert!(unknown.fix.as_ref().unwrap().zh.contains("五一"), "{unknown:?}");
}

#[test]
fn a_missing_year_is_said_once_however_many_duties_need_it() {
    let duties = "t: {名称: 任务, 人群: 全部, 时间: 2027-01-15, 提交: [材料]}, u: {名称: 又, 人群: 全部, 时间: 2027-01-20, 提交: [材料]}";
    let small = Small::new(2026, "{编号: a, 名称: 甲, 起: 10月1日, 止: 2027-01-31}", duties);
    assert_eq!(small.without(2027).dates(), Err(vec!["M042"]));
}

#[test]
fn who_waits_for_a_faulty_duty_is_not_to_blame() {
    let duties = "t: {名称: 任务, 人群: 全部人, 时间: 6月1日, 提交: [材料]}, u: {名称: 又, 人群: 全部, 时间: t办结后5个工作日, 提交: [材料]}";
    assert_eq!(Small::new(2026, ONE, duties).dates(), Err(vec!["M026"]));
}

#[test]
fn what_would_come_behind_the_end_needs_no_table_and_its_dates_are_not_listed() {
    let duties = "t: {名称: 任务, 人群: 全部, 时间: 12月30日, 提交: [材料], 审核: {由: 小组办公室, 退回后: 5个工作日}}";
    let phases = "{编号: a, 名称: 甲, 起: 2026-10-01, 止: 2026-12-31}";
    let late = ", 逾期: {每隔: 2, 至多: 3}";
    // Reminders of what is late, and what is returned on the last day, lead into the next year.
    let small = || Small::new(2026, phases, duties).without(2027).reminded(late);
    assert!(small().dates().is_ok(), "{:?}", small().dates());
    let provisional = small().head(", 日历缺年: 暂定").compiled();
    assert!(provisional.definition.is_some());
    assert!(provisional.findings.iter().all(|finding| finding.code != "M062"), "{:?}", provisional.findings);
    // A campaign that goes on needs the table.
    let phases = "{编号: a, 名称: 甲, 起: 2026-10-01, 止: 2027-01-31}";
    let on = Small::new(2026, phases, duties).without(2027).reminded(late);
    assert_eq!(on.dates(), Err(vec!["M042"]));
}

#[test]
fn what_repeats_and_falls_due_before_the_first_working_day_of_its_phase_is_told() {
    // 2026-12-19 is a Saturday: the rest of that week has no working day.
    let told = |from: &str| {
        let phases = format!("{{编号: a, 名称: 甲, 起: {from}, 止: 2026-12-31, 循环: 是}}").leak();
        let duties = "t: {名称: 周报, 人群: 全部, 时间: 每周, 提交: [材料]}";
        let compiled = Small::new(2026, phases, duties).compiled();
        assert!(compiled.definition.is_some(), "{:?}", compiled.findings);
        let mut found = compiled.findings.into_iter().filter(|finding| finding.code == "M038");
        found.find(|finding| finding.sentence.zh.contains("没有工作日")).map(|finding| finding.sentence.zh)
    };
    let said = told("2026-12-19").unwrap();
    assert!(said.contains("“周报”") && said.contains("2026-12-19"), "{said}");
    assert_eq!(told("2026-12-21"), None);
}
