//! Cases of the shipped campaign, from receipt to the last word (S37, S44, S46 to S48, S50, S55, S58).

use muster_protocol::case::CaseAct;
use muster_protocol::ids::{CaseKindIx, Digest, RoleIx};

use crate::town::{Town, text};

/// Acts of a case by its name.
fn act(town: &mut Town, when: &str, by: &str, name: &str, act: CaseAct) -> String {
    town.work(when, by, name, act)
}

fn answer() -> CaseAct {
    CaseAct::Answer { text: Some(text()) }
}

#[test]
fn the_hotline_is_accepted_within_half_a_working_day() {
    let mut town = Town::new();
    // Over the noon break: an hour and a half before it, two hours behind it.
    town.receive("2014-05-06T10:30", "hotline-12319", Some("投诉"));
    assert_eq!(town.clocks(0).0.as_deref(), Some("2014-05-06T16:00"));
    // On Friday evening ten minutes are left; the rest is Monday's.
    town.receive("2014-05-09T17:20", "hotline-12319", Some("投诉"));
    assert_eq!(town.clocks(1).0.as_deref(), Some("2014-05-12T11:50"));
    let mut town = Town::new();
    // The eve of 1 May: the next working time is Sunday 4 May, which is worked.
    town.receive("2014-04-30T17:20", "hotline-12319", Some("咨询"));
    assert_eq!(town.clocks(0).0.as_deref(), Some("2014-05-04T11:50"));
    town.receive("2014-05-04T09:00", "hotline-12319", Some("咨询"));
    assert_eq!(town.clocks(1).0.as_deref(), Some("2014-05-04T14:30"));
}

#[test]
fn a_clock_that_runs_out_is_reported_once_and_not_when_it_was_kept() {
    let mut town = Town::new();
    town.receive("2014-05-06T10:30", "hotline-12319", Some("投诉"));
    town.receive("2014-05-06T10:40", "hotline-12319", Some("抢修"));
    assert_eq!(
        act(&mut town, "2014-05-06T15:00", "017-clerk", "hotline-12319/1", CaseAct::Accept),
        "case.accepted"
    );
    town.pass("2014-05-20T09:00");
    assert_eq!(
        town.late(),
        [
            // An urgent repair has two hours by the clock, whatever the office's hours.
            "case 2 Finish 2014-05-06T12:40",
            "case 2 Accept 2014-05-06T16:10",
            "case 1 Finish 2014-05-14T00:00",
        ]
    );
}

#[test]
fn who_is_dissatisfied_opens_the_case_again_on_its_first_clock() {
    let mut town = Town::new();
    let (name, by) = ("hotline-12319/1", "017-clerk");
    town.receive("2014-05-06T10:30", "hotline-12319", Some("投诉"));
    let first = town.clocks(0).1;
    act(&mut town, "2014-05-06T11:00", by, name, CaseAct::Accept);
    let call_back = CaseAct::CallBack { satisfied: false, text: None };
    let outcome = act(&mut town, "2014-05-06T11:05", by, name, call_back.clone());
    assert_eq!(outcome, "hotline-12319/1还没有答复，不能回访");
    assert_eq!(act(&mut town, "2014-05-12T09:00", by, name, answer()), "case.answered case.closed");
    let outcome = act(&mut town, "2014-05-13T09:00", by, name, call_back);
    assert_eq!(outcome, "case.called_back case.reopened");
    // Received on the 6th, five working days: the 13th. Reopened on that day it is late at its end, not five days later.
    town.pass("2014-05-20T09:00");
    assert_eq!(
        (town.late(), first.as_str()),
        (vec!["case 1 Finish 2014-05-14T00:00".to_owned()], "2014-05-14T00:00")
    );
    assert_eq!(act(&mut town, "2014-05-20T10:00", by, name, answer()), "case.answered case.closed");
    assert_eq!(act(&mut town, "2014-05-20T10:01", by, name, answer()), "", "twice is once");
}

#[test]
fn what_is_written_to_what_is_done_is_refused_and_not_lost() {
    let mut town = Town::new();
    let (name, by) = ("hotline-12319/1", "017-clerk");
    town.receive("2014-05-06T10:30", "hotline-12319", Some("投诉"));
    act(&mut town, "2014-05-06T11:00", by, name, CaseAct::Accept);
    assert_eq!(act(&mut town, "2014-05-12T09:00", by, name, answer()), "case.answered case.closed");
    let other = |text: Option<Digest>| CaseAct::Answer { text };
    let outcome = act(&mut town, "2014-05-12T09:01", by, name, other(Some(Digest([2; 32]))));
    assert!(
        outcome.contains("那份答复不改") && outcome.contains("muster case note hotline-12319/1"),
        "{outcome}"
    );
    assert_eq!(act(&mut town, "2014-05-12T09:02", by, name, answer()), "", "twice is once");
    assert_eq!(act(&mut town, "2014-05-12T09:03", by, name, other(None)), "", "nothing is lost by it");
}

#[test]
fn assisted_service_cannot_be_closed_without_its_agents_record() {
    let mut town = Town::new();
    let (name, by) = ("helped/1", "016-clerk");
    town.receive_at("2014-05-06T09:00", "helped", None, "016");
    assert!(act(&mut town, "2014-05-06T09:10", by, name, answer()).contains("还没有指定代办员"));
    let appoint = CaseAct::Appoint { agent: "016-head".to_owned() };
    assert_eq!(act(&mut town, "2014-05-06T09:11", by, name, appoint), "case.agent_named");
    assert!(act(&mut town, "2014-05-06T09:12", by, name, answer()).contains("没有帮办记录，不能办结"));
    let assist = || CaseAct::Assist { record: text() };
    assert!(act(&mut town, "2014-05-06T09:13", by, name, assist()).contains("由代办员016-head填写"));
    assert_eq!(act(&mut town, "2014-05-06T09:14", "016-head", name, assist()), "case.assisted");
    assert_eq!(act(&mut town, "2014-05-06T09:15", by, name, answer()), "case.answered case.closed");
}

#[test]
fn an_appeal_is_passed_up_and_replied_to() {
    let mut town = Town::new();
    let (name, by) = ("public-appeal/1", "005-clerk");
    town.receive_at("2014-06-16T10:00", "public-appeal", None, "005");
    let pass_up = || CaseAct::PassUp { text: Some(text()) };
    assert!(act(&mut town, "2014-06-16T10:01", by, name, pass_up()).contains("还没有受理"));
    act(&mut town, "2014-06-16T10:02", by, name, CaseAct::Accept);
    let outcome = act(&mut town, "2014-06-16T10:03", by, name, pass_up());
    assert_eq!(outcome, "case.passed_up occasion.planned occasion.opened");
    assert!(act(&mut town, "2014-06-16T10:04", by, name, answer()).contains("已上报，还没有批复"));
    let reply = || CaseAct::Reply { text: text() };
    let outcome = act(&mut town, "2014-06-17T10:00", "系统党委", name, reply());
    assert_eq!(outcome, "case.replied occasion.planned occasion.opened");
    assert!(act(&mut town, "2014-06-17T10:01", "系统党委", name, reply()).contains("没有等待批复"));
    assert_eq!(
        act(&mut town, "2014-06-17T11:00", by, name, answer()),
        "case.answered",
        "each is called back"
    );
    let call_back = |satisfied| CaseAct::CallBack { satisfied, text: None };
    let outcome = act(&mut town, "2014-06-18T11:00", by, name, call_back(true));
    assert_eq!(outcome, "case.called_back case.closed");
    assert_eq!(act(&mut town, "2014-06-18T11:01", by, name, call_back(true)), "", "twice is once");
    let outcome = act(&mut town, "2014-06-18T11:02", by, name, call_back(false));
    assert!(outcome.contains("已经办结；办结后只有不满意、且文件写明“重办”的"), "{outcome}");
}

#[test]
fn what_becomes_of_a_case_is_said_at_once_to_those_who_have_to_do_with_it() {
    let mut town = Town::new();
    // The shipped campaign passes cases up to a body that no person stands for; here it is a post that somebody has.
    town.amend(|def| {
        let leader = def.roles.iter().position(|role| role.id == "leader").unwrap();
        for case in &mut def.cases {
            case.pass_up = case.pass_up.map(|_| RoleIx(leader.try_into().unwrap()));
        }
    });
    let (name, by) = ("public-appeal/1", "005-clerk");
    town.receive_at("2014-06-16T10:00", "public-appeal", None, "005");
    act(&mut town, "2014-06-16T10:02", by, name, CaseAct::Accept);
    act(&mut town, "2014-06-16T10:03", by, name, CaseAct::PassUp { text: Some(text()) });
    town.pass("2014-06-16T12:00");
    let above = town.news();
    assert!(above.len() == 1 && above[0].starts_with("2014-06-16T10:03 "), "{above:?}");
    assert!(!above[0].contains("005-"), "those above hear it: {above:?}");
    // In the evening it waits for the morning.
    act(&mut town, "2014-06-17T20:00", "副局长乙", name, CaseAct::Reply { text: text() });
    town.pass("2014-06-18T08:59");
    assert_eq!(town.news().len(), 1);
    town.pass("2014-06-18T09:00");
    assert_eq!(town.news()[1], "2014-06-18T09:00 005-clerk news-1");
    // Nobody answers: the unit hears that its time is over, and so do those who get the first card.
    town.pass("2014-07-08T08:59");
    assert_eq!(town.news().len(), 2);
    town.pass("2014-07-08T09:00");
    let late = town.news().split_off(2);
    assert!(late.iter().any(|line| line.contains(" 005-clerk ")), "{late:?}");
    assert!(late.iter().any(|line| line.contains(" 005-head ")), "{late:?}");
}

#[test]
fn a_case_that_is_handed_on_before_anybody_heard_of_it_is_said_to_the_second_unit_alone() {
    let mut town = Town::new();
    let name = "public-appeal/1";
    town.receive_at("2014-06-16T10:00", "public-appeal", None, "005");
    let to = |unit: &str| CaseAct::Dispatch { unit: unit.to_owned() };
    let outcome = act(&mut town, "2014-06-16T20:00", "005-clerk", name, to("002"));
    assert_eq!(outcome, "case.dispatched occasion.planned occasion.opened");
    let outcome = act(&mut town, "2014-06-16T20:30", "002-clerk", name, to("003"));
    assert_eq!(outcome, "case.dispatched step.withdrawn occasion.planned occasion.opened");
    town.pass("2014-06-17T09:00");
    assert_eq!(town.news(), ["2014-06-17T09:00 003-clerk news-1"]);
}

#[test]
fn the_catalogue_gives_a_promised_and_a_statutory_time() {
    let mut town = Town::new();
    let outcome = town.receive_at("2014-05-06T09:00", "window-item", Some("商品房预售"), "015");
    assert!(outcome.contains("商品房预售许可"), "the nearest item is named: {outcome}");
    assert_eq!(
        town.receive_at("2014-05-06T09:00", "window-item", Some("商品房预售许可"), "015"),
        "case.received case.accepted"
    );
    let (accept, promised, statutory) = town.clocks(0);
    assert_eq!((accept, promised.as_str()), (None, "2014-05-14T00:00"));
    assert_eq!(statutory.as_deref(), Some("2014-05-21T00:00"));
    assert!(
        town.receive_at("2014-05-06T09:00", "window-item", Some("商品房预售许可"), "013").contains("不办")
    );
}

#[test]
fn tracked_steps_go_one_after_the_other() {
    let mut town = Town::new();
    let (name, by) = ("fast-lane/1", "015-clerk");
    town.receive_at("2014-05-06T09:00", "fast-lane", Some("民生工程"), "015");
    let track = |stage: &str| CaseAct::Track { stage: stage.to_owned(), record: None };
    assert!(act(&mut town, "2014-05-06T09:01", by, name, track("办结")).contains("下一个环节是“受理”"));
    assert!(act(&mut town, "2014-05-06T09:01", by, name, track("收件")).contains("没有“收件”这个环节"));
    assert_eq!(act(&mut town, "2014-05-06T09:02", by, name, track("受理")), "case.tracked");
    assert_eq!(act(&mut town, "2014-05-06T09:03", by, name, track("受理")), "");
    act(&mut town, "2014-05-06T09:04", by, name, CaseAct::Appoint { agent: by.to_owned() });
    act(&mut town, "2014-05-06T09:05", by, name, CaseAct::Assist { record: text() });
    assert!(act(&mut town, "2014-05-06T09:06", by, name, answer()).contains("环节“帮办”还没有完成"));
}

#[test]
fn a_netizens_comment_is_answered_in_public() {
    let mut town = Town::new();
    town.receive_at("2014-05-06T09:00", "netizen", None, "015");
    act(&mut town, "2014-05-06T09:30", "015-clerk", "netizen/1", CaseAct::Accept);
    let silent = CaseAct::Answer { text: None };
    assert!(act(&mut town, "2014-05-06T09:31", "015-clerk", "netizen/1", silent).contains("答复要公开"));
    assert_eq!(
        act(&mut town, "2014-05-06T09:32", "015-clerk", "netizen/1", answer()),
        "case.answered case.closed"
    );
}

#[test]
fn what_a_merged_unit_was_working_on_goes_to_its_successor() {
    let mut town = Town::new();
    town.receive_at("2014-08-28T09:00", "public-appeal", None, "010");
    town.pass("2014-09-02T09:00");
    let outcome = act(
        &mut town,
        "2014-09-02T09:00",
        "009-clerk",
        "public-appeal/1",
        CaseAct::Dispatch { unit: "009".to_owned() },
    );
    assert_eq!((outcome.as_str(), town.seen("case.dispatched")), ("", 1), "it is theirs already");
}

#[test]
fn wrong_names_are_reported_with_the_right_ones() {
    let mut town = Town::new();
    assert!(town.receive("2014-05-06T09:00", "hotline", None).contains("现在没有办件类型“hotline”"));
    assert!(town.receive("2014-05-06T09:00", "hotline-12319", None).contains("咨询、投诉、抢修"));
    town.receive("2014-05-06T09:00", "hotline-12319", Some("咨询"));
    assert_eq!(
        act(&mut town, "2014-05-06T09:01", "017-clerk", "netizen/1", CaseAct::Accept),
        "没有办件netizen/1（hotline-12319/1）"
    );
    assert_eq!(
        act(&mut town, "2014-05-06T09:01", "017-clerk", "netizen/0", CaseAct::Accept),
        "没有办件netizen/0"
    );
    assert_ne!(text(), Digest::default());
}

#[test]
fn a_kind_without_ways_takes_any_and_says_which_there_are() {
    let mut town = Town::new();
    let outcome = town.receive_at("2014-05-06T09:00", "labour", None, "101");
    assert_eq!(outcome, "劳资关系协调：请用 --source 写明来源（现场、窗口、热线、网上）");
}

#[test]
fn a_kind_that_was_taken_out_of_the_file_takes_no_further_cases_and_finishes_those_it_has() {
    let mut town = Town::new();
    town.receive_at("2014-05-06T09:00", "netizen", None, "015");
    town.amend(|def| {
        let at = def.cases.iter().position(|kind| kind.id == "netizen").unwrap();
        def.retired.cases.push(CaseKindIx(u16::try_from(at).unwrap()));
    });
    let outcome = town.receive_at("2014-05-06T09:05", "netizen", None, "015");
    assert!(outcome.contains("netizen已从文件里删去，不再收件"), "{outcome}");
    act(&mut town, "2014-05-06T09:30", "015-clerk", "netizen/1", CaseAct::Accept);
    assert_eq!(
        act(&mut town, "2014-05-06T09:32", "015-clerk", "netizen/1", answer()),
        "case.answered case.closed"
    );
}

#[test]
fn a_step_that_an_amendment_puts_before_one_that_is_done_is_the_next() {
    let mut town = Town::new();
    let (name, by) = ("fast-lane/1", "015-clerk");
    town.receive_at("2014-05-06T09:00", "fast-lane", Some("民生工程"), "015");
    let track = |stage: &str| CaseAct::Track { stage: stage.to_owned(), record: None };
    assert_eq!(act(&mut town, "2014-05-06T09:02", by, name, track("受理")), "case.tracked");
    town.amend(|def| {
        let kind = def.cases.iter_mut().find(|kind| kind.id == "fast-lane").unwrap();
        kind.stages.insert(0, "收件".to_owned());
    });
    assert!(act(&mut town, "2014-05-06T09:03", by, name, track("帮办")).contains("下一个环节是“收件”"));
    assert_eq!(act(&mut town, "2014-05-06T09:04", by, name, track("收件")), "case.tracked");
    assert_eq!(act(&mut town, "2014-05-06T09:05", by, name, track("帮办")), "case.tracked");
}

#[test]
fn a_case_received_late_in_the_year_has_times_in_the_next_one_and_the_close_leaves_it_open() {
    let mut town = Town::new();
    town.receive_at("2014-12-29T09:00", "public-appeal", None, "005");
    assert_eq!(town.clocks(0).1, "2015-01-21T00:00");
    town.pass("2015-02-02T09:00");
    assert_eq!(town.seen("campaign.closed"), 1);
    assert!(town.late().iter().all(|late| late.contains("Accept")), "{:?}", town.late());
    let outcome = act(&mut town, "2015-02-02T09:00", "005-clerk", "public-appeal/1", CaseAct::Accept);
    assert_eq!(outcome, "活动已经结束");
}

#[test]
fn a_clock_that_was_over_before_the_case_was_entered_is_reported_of_at_once() {
    let mut town = Town::new();
    let name = "hotline-12319/1";
    town.receive_then("2014-05-08T09:00", "hotline-12319", Some("咨询"), "2014-05-06T09:00");
    town.pass("2014-05-08T09:00");
    act(&mut town, "2014-05-08T09:00", "017-clerk", name, CaseAct::Accept);
    act(&mut town, "2014-05-08T09:00", "017-clerk", name, answer());
    assert_eq!(town.late(), ["case 1 Accept 2014-05-06T14:30", "case 1 Finish 2014-05-07T00:00"]);
    let outcome = town.receive_then("2014-05-08T09:01", "hotline-12319", Some("咨询"), "2014-05-08T09:02");
    assert_eq!(outcome, "收到的时间还没到");
    let outcome = town.receive_then("2014-05-08T09:01", "hotline-12319", Some("咨询"), "2014-03-01T09:02");
    assert_eq!(outcome, "收到的时间早于活动启动");
}

#[test]
fn of_those_who_are_not_all_called_back_the_file_says_how_many() {
    let mut town = Town::new();
    let mut events = Vec::new();
    for no in 1..=10 {
        town.receive("2014-05-06T09:00", "hotline-12319", Some("咨询"));
        let name = format!("hotline-12319/{no}");
        act(&mut town, "2014-05-06T09:00", "017-clerk", &name, CaseAct::Accept);
        events.push(act(&mut town, "2014-05-06T09:01", "017-clerk", &name, answer()));
    }
    let waiting = events.iter().filter(|event| *event == "case.answered").count();
    assert_eq!((waiting, events.len()), (3, 10), "{events:?}");
}
