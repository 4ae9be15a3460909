//! The unit clerk's journey from the command line: each step with what the clerk types
//! and what the clerk then sees.

use std::fs;

use super::service_year;
use crate::log::letters;
use crate::program::{Ended, copy};
use crate::site::{FOCUS, Site, ZH, edit, has_site, text};

const LAUNCH: &str = "2014-03-31T09:00:00+08:00";
const FILE: &str = "service-year/service-year.yaml";

/// A running campaign, of which the clerk of 002, the quality inspection station, types most.
struct Office(Site);

has_site!(Office.0);

impl Office {
    fn new() -> Self {
        let site = Site::new(ZH);
        copy(&service_year::folder(), &site.home.path().join("service-year"));
        site.begin(&site.home.path().join(FILE), LAUNCH);
        Self(site)
    }

    fn clerk(&self, arguments: &[&str]) -> Ended {
        self.by("002-clerk", arguments)
    }

    /// A letter by its message.
    fn letter(&self, message: &str) -> String {
        letters(&self.dir).remove(message).unwrap_or_else(|| panic!("no letter {message}"))
    }
}

/// What was refused, for people.
#[track_caller]
fn refused(ended: Ended) -> String {
    ended.with(3).stderr
}

#[track_caller]
fn has(printed: &str, parts: &[&str]) {
    for part in parts {
        assert!(printed.contains(part), "no {part:?} in\n{printed}");
    }
}

/// Step 1: one message at nine with everything due, each line with what to hand in and its short name; signed for.
fn one_message(office: &Office) {
    office.at("2014-04-18T09:30");
    let message = "2014-04-18/002-clerk/routine";
    let letter = office.letter(message);
    let asks = ["unit-plan/002", "service-items/002", "活动方案", "服务事项1至2", "kickoff/002", "请签收"];
    has(&letter, &asks);
    office.clerk(&["sign", message]).with(0);
    let again = office.clerk(&["sign", message]).with(0).stdout;
    has(&again, &["没有变化"]);
    has(&office.on(&["why", message]).with(0).stdout, &["签收"]);
}

/// Step 2: the plan is handed in as a file, returned with reasons, due again from the return; the old reminders stop.
fn a_plan_is_returned(office: &Office) {
    let plan = office.home.path().join("plan.txt");
    fs::write(&plan, "质监站基层组织服务年活动方案\n").unwrap();
    office.at("2014-04-22T10:00");
    let file = format!("活动方案={}", text(&plan));
    let submit = [&["submit", "unit-plan/002", "--file", &file], &FOCUS[..]].concat();
    office.clerk(&submit).with(0);
    office.at("2014-04-23T15:00");
    let back = ["return", "unit-plan/002", "--reason", "措施不够具体", "--failed", "求细求实"];
    office.by("小组办公室", &back).with(0);
    let why = office.on(&["why", "unit-plan/002"]).with(0).stdout;
    // Five working days from Wednesday 23 April: 24, 25, 28, 29, 30.
    has(&why, &["2014-04-30", "撤回"]);
    has(&office.on(&["show", "unit-plan/002"]).with(0).stdout, &["求细求实"]);
    office.at("2014-04-25T09:30");
    let letter = office.letter("2014-04-25/002-clerk/routine");
    assert!(!letter.contains("活动方案：今天到期"), "the old due day is not told any more:\n{letter}");
    office.clerk(&submit).with(0);
    office.on(&["accept", "unit-plan/002", "--as", "小组办公室"]).with(0);
}

/// Step 3: one or two service items: none and three are refused with a sentence; progress on the last working day.
fn service_items(office: &Office) {
    for wrong in ["服务事项=0", "服务事项=3"] {
        let refusal = refused(office.clerk(&["submit", "service-items/002", "--evidence", wrong]));
        has(&refusal, &["服务事项", "份"]);
    }
    office.clerk(&["submit", "service-items/002", "--evidence", "服务事项=2"]).with(0);
    has(&office.on(&["why", "service-items-progress.2014-05/002"]).stderr, &[]);
}

/// Step 4: the planting of March is entered in April and never called late.
fn planting(office: &Office) {
    let evidence = ["--evidence", "活动记录=1", "--evidence", "照片=2", "--on", "2014-03-12"];
    office.clerk(&[&["submit", "planting/002"], &evidence[..]].concat()).with(0);
    let why = office.on(&["why", "planting/002"]).with(0).stdout;
    has(&why, &["已办结", "从未逾期", "item.backfilled"]);
}

/// Step 5: 31 of 31 members, five sections; the one that is missing is told at once.
fn pledges(office: &Office) {
    office.at("2014-05-12T10:00");
    let sections = ["带头学习提高", "带头争创佳绩", "带头服务群众", "带头遵纪守法", "带头弘扬新风正气"];
    let covers: Vec<&str> = sections.iter().flat_map(|section| ["--covers", *section]).collect();
    let pledge = ["submit", "member-pledge/002", "--number", "承诺党员=31"];
    let refusal = refused(office.clerk(&[&pledge[..], &covers[..8]].concat()));
    has(&refusal, &["带头弘扬新风正气"]);
    let few = ["submit", "member-pledge/002", "--number", "承诺党员=30"];
    let refusal = refused(office.clerk(&[&few[..], &covers].concat()));
    has(&refusal, &["30", "31"]);
    office.clerk(&[&pledge[..], &covers].concat()).with(0);
}

/// Step 3 goes on: each announced thing is reported monthly until it is done.
fn progress(office: &Office) {
    office.at("2014-05-30T09:30");
    let item = "service-items-progress.2014-05/002";
    has(&office.letter("2014-05-30/002-clerk/routine"), &[item]);
    office.clerk(&["submit", item, "--evidence", "进度说明=2", "--done", "1"]).with(0);
}

/// Step 6: the charity store's clerk: the 47th row would make the stock -3; a correcting row corrects it, history stays.
fn ledger(office: &Office) {
    let enter = |cells: &[&str]| {
        let cells: Vec<&str> = cells.iter().flat_map(|cell| ["--cell", *cell]).collect();
        office.on(&[&["ledger", "enter", "love-market/018"], &cells[..], &["--as", "018-clerk"]].concat())
    };
    enter(&["日期=2014-05-20", "入库=50"]).with(0);
    for _ in 0..45 {
        enter(&["日期=2014-05-20", "发放=1", "受助户=1"]).with(0);
    }
    has(&refused(enter(&["日期=2014-05-20", "发放=8"])), &["-3"]);
    let fixed = ["--cell", "日期=2014-05-20", "--cell", "发放=0"];
    let correct =
        [&["ledger", "correct", "love-market/018", "46"], &fixed[..], &["--as", "018-clerk"]].concat();
    office.on(&correct).with(0);
    let shown = office.on(&["show", "love-market/018"]).with(0).stdout;
    has(&shown, &["47", "更正"]);
}

/// Step 7: the post changes hands: the successor has the open items and the next reminder, the predecessor nothing.
fn hands_over(office: &Office) {
    office.at("2014-06-03T10:00");
    let roster = office.home.path().join("service-year/roster.csv");
    edit(&roster, "综合科,站长岗,企业微信,zj002", "党务科,站长岗,企业微信,zj902");
    let file = office.home.path().join(FILE);
    office.by("领导小组", &["apply", text(&file), "--reason", "联络员调整"]).with(0);
    office.at("2014-06-27T10:00");
    let after: Vec<(String, String)> = letters(&office.dir)
        .into_iter()
        .filter(|(id, _)| id.starts_with("2014-06") && id.contains("/002-clerk/"))
        .collect();
    let letters: String = after.iter().map(|(_, letter)| letter.as_str()).collect();
    has(&letters, &["study.2014-06/002"]);
    assert!(
        after.iter().all(|(id, letter)| id.as_str() < "2014-06-03" || !letter.contains("综合科")),
        "{letters}"
    );
}

#[test]
fn the_clerks_journey() {
    let office = Office::new();
    one_message(&office);
    a_plan_is_returned(&office);
    service_items(&office);
    planting(&office);
    pledges(&office);
    progress(&office);
    ledger(&office);
    hands_over(&office);
}
