//! 评选: selections of the shipped campaign from their first stage to their last (S25, S34, S35, S80).

use muster_protocol::command::{Advance, Nominate, Object, Settle};
use muster_protocol::ids::Digest;

use super::super::ItemState;
use super::*;
use crate::definition::tests::shipped;

fn nominate(selection: &str, unit: &str, code: Option<&str>) -> Nominate {
    Nominate {
        selection: selection.to_owned(),
        unit: unit.to_owned(),
        code: code.map(str::to_owned),
        title: None,
        evidence: Vec::new(),
    }
}

fn with(need: &str, body: Nominate) -> Command {
    let evidence = vec![Evidence { need: need.to_owned(), count: 1, files: Vec::new() }];
    Command::Nominate(Nominate { evidence, ..body })
}

fn titled(title: &str, body: Nominate) -> Command {
    Command::Nominate(Nominate { title: Some(title.to_owned()), ..body })
}

fn passes(name: &str, stage: &str) -> Command {
    step(name, stage, true)
}

fn step(name: &str, stage: &str, passes: bool) -> Command {
    let candidate = name.parse().unwrap();
    Command::Advance(Advance { candidate, stage: stage.to_owned(), passes, reason: None })
}

fn object(name: &str) -> Command {
    Command::Object(Object { candidate: name.parse().unwrap(), reason: Digest([7; 32]) })
}

fn settle(name: &str, upheld: bool) -> Command {
    Command::Settle(Settle { candidate: name.parse().unwrap(), upheld, reason: None })
}

/// What the events of the selection were.
fn story(world: &mut World) -> String {
    let events = world.take();
    let theirs = ["candidate.", "objection.", "item.submitted", "item.closed"];
    let lines = events.lines().filter(|line| theirs.iter().any(|name| line[12..].starts_with(name)));
    lines.map(|line| format!("{line}\n")).collect()
}

/// Refused, in Chinese.
fn no(world: &mut World, when: &str, command: &Command) -> String {
    let refusal = world.refused(when, command);
    assert!(!refusal.detail.en.is_empty() && !refusal.detail.zh.is_empty(), "{refusal:?}");
    refusal.detail.zh
}

fn at_start() -> World {
    World::of_definition(shipped(), "2014-04-01 00:00")
}

#[test]
fn s34_a_pacesetter_is_named_after_five_working_days_of_publicity() {
    let mut world = at_start().sent_until("2014-09-10 10:00").afresh();
    let first = with("推荐表", nominate("pacesetter", "101", Some("a1")));
    world.submit("2014-09-10 10:00", &first).unwrap();
    world.submit("2014-09-10 10:00", &first).unwrap();
    assert_eq!(world.state_in("pacesetter-nominate", "101"), ItemState::Closed);
    // A second one of the same unit up to the due day, with its own form; 109 puts itself forward by handing in.
    let bare = Command::Nominate(nominate("pacesetter", "101", Some("a2")));
    insta::assert_snapshot!(no(&mut world, "2014-09-12 10:00", &bare), @"“推荐表”交了0份，至少要1份");
    world.submit("2014-09-12 10:00", &with("推荐表", nominate("pacesetter", "101", Some("a2")))).unwrap();
    world.submit("2014-09-12 11:00", &pieces("pacesetter-nominate/109", "推荐表", 1)).unwrap();
    world.submit("2014-09-25 10:00", &step("pacesetter/2", "verify", false)).unwrap();
    world.submit("2014-09-25 10:00", &passes("pacesetter/1", "verify")).unwrap();
    insta::assert_snapshot!(
        no(&mut world, "2014-09-25 10:01", &passes("pacesetter/1", "named")),
        @"pacesetter/1该走的是publicity（公示），不是named（命名）"
    );
    // Publicity begins when the stage is passed, which may be before the day that the file names. From Friday 9/26 the days are Sunday 9/28, on which people work, 9/29, 9/30, 10/8 and 10/9.
    world.submit("2014-09-26 10:00", &passes("pacesetter/1", "publicity")).unwrap();
    insta::assert_snapshot!(
        no(&mut world, "2014-10-09 23:59", &passes("pacesetter/1", "named")),
        @"pacesetter/1公示到2014-10-09当天结束，第二天起才能走下一步"
    );
    world.submit("2014-10-10 00:00", &passes("pacesetter/1", "named")).unwrap();
    world.submit("2014-10-10 00:00", &passes("pacesetter/1", "named")).unwrap();
    world.submit("2014-11-14 09:00", &passes("pacesetter/1", "publicise")).unwrap();
    insta::assert_snapshot!(
        no(&mut world, "2014-11-14 09:00", &passes("pacesetter/2", "publicity")),
        @"pacesetter/2没有通过，已经结束"
    );
    insta::assert_snapshot!(story(&mut world), @r"
    09-10 10:00 candidate.nominated 1
    09-10 10:00 item.submitted
    09-10 10:00 item.closed
    09-12 10:00 candidate.nominated 2
    09-12 11:00 item.submitted
    09-12 11:00 item.closed
    09-12 11:00 candidate.nominated 3
    09-25 10:00 candidate.rejected
    09-25 10:00 candidate.passed 1 verify
    09-26 10:00 candidate.passed 1 publicity
    10-10 00:00 candidate.passed 1 named
    11-14 09:00 candidate.passed 1 publicise last
    ");
}

#[test]
fn an_objection_holds_a_candidate_and_ends_it_when_upheld() {
    let mut world = at_start().sent_until("2014-09-10 10:00").afresh();
    for unit in ["101", "109"] {
        world.submit("2014-09-10 10:00", &with("推荐表", nominate("pacesetter", unit, None))).unwrap();
    }
    insta::assert_snapshot!(
        no(&mut world, "2014-09-11 10:00", &object("pacesetter/1")),
        @"pacesetter/1现在不在公示期，异议在公示期内提出"
    );
    for name in ["pacesetter/1", "pacesetter/2"] {
        world.submit("2014-10-15 10:00", &passes(name, "verify")).unwrap();
        world.submit("2014-10-16 10:00", &passes(name, "publicity")).unwrap();
        world.submit("2014-10-20 10:00", &object(name)).unwrap();
    }
    // Publicity is over, the objections are not settled.
    insta::assert_snapshot!(
        no(&mut world, "2014-10-31 10:00", &passes("pacesetter/1", "named")),
        @"pacesetter/1有异议还没处理，请先处理"
    );
    world.submit("2014-10-31 10:00", &settle("pacesetter/1", true)).unwrap();
    world.submit("2014-10-31 10:00", &settle("pacesetter/1", true)).unwrap();
    world.submit("2014-10-31 10:00", &settle("pacesetter/2", false)).unwrap();
    insta::assert_snapshot!(
        no(&mut world, "2014-10-31 10:01", &passes("pacesetter/1", "named")),
        @"pacesetter/1异议成立，已经取消"
    );
    insta::assert_snapshot!(
        no(&mut world, "2014-10-31 10:01", &object("pacesetter/2")),
        @"pacesetter/2现在不在公示期，异议在公示期内提出"
    );
    world.submit("2014-10-31 10:02", &passes("pacesetter/2", "named")).unwrap();
    assert_eq!(world.take().matches("settled").count(), 2);
}

#[test]
fn a_reason_that_comes_after_the_decision_is_refused_and_not_lost() {
    let mut world = at_start().sent_until("2014-09-10 10:00");
    for unit in ["101", "109"] {
        world.submit("2014-09-10 10:00", &with("推荐表", nominate("pacesetter", unit, None))).unwrap();
    }
    let why = |reason: Option<Digest>| {
        let candidate = "pacesetter/1".parse().unwrap();
        Command::Advance(Advance { candidate, stage: "verify".to_owned(), passes: false, reason })
    };
    world.submit("2014-09-25 10:00", &why(None)).unwrap();
    world.submit("2014-09-25 10:01", &why(None)).unwrap();
    let said = no(&mut world, "2014-09-25 10:02", &why(Some(Digest([8; 32]))));
    insta::assert_snapshot!(said, @"pacesetter/1已经没有通过这一关，当时写的理由不改");
    for stage in ["verify", "publicity"] {
        world.submit("2014-10-16 10:00", &passes("pacesetter/2", stage)).unwrap();
    }
    world.submit("2014-10-20 10:00", &object("pacesetter/2")).unwrap();
    let settled = |reason: u8| {
        let (candidate, reason) = ("pacesetter/2".parse().unwrap(), Some(Digest([reason; 32])));
        Command::Settle(Settle { candidate, upheld: false, reason })
    };
    world.submit("2014-10-21 10:00", &settled(1)).unwrap();
    world.submit("2014-10-21 10:01", &settled(1)).unwrap();
    let said = no(&mut world, "2014-10-21 10:02", &settled(2));
    insta::assert_snapshot!(said, @"pacesetter/2的异议已经这样处理，当时写的理由不改");
}

#[test]
fn s25_model_sites_apply_by_their_own_will_up_to_the_day() {
    let mut world = at_start();
    let apply = |unit: &str| Command::Nominate(nominate("model-site", unit, None));
    let early = no(&mut world, "2014-04-10 10:00", &apply("003"));
    world.submit("2014-06-20 10:00", &apply("003")).unwrap();
    world.submit("2014-06-30 23:59", &apply("005")).unwrap();
    let late = no(&mut world, "2014-07-01 00:00", &apply("002"));
    insta::assert_snapshot!(format!("{early}\n{late}"), @r"
    “申报”2014-05-01才开始
    “申报”到2014-06-30为止，已经截止
    ");
    for (day, stage) in [("07-31", "review"), ("09-30", "site-check"), ("11-28", "named")] {
        world.submit(&format!("2014-{day} 10:00"), &passes("model-site/1", stage)).unwrap();
    }
    insta::assert_snapshot!(story(&mut world), @r"
    06-20 10:00 candidate.nominated 1
    06-30 23:59 candidate.nominated 2
    07-31 10:00 candidate.passed 1 review
    09-30 10:00 candidate.passed 1 site-check
    11-28 10:00 candidate.passed 1 named last
    ");
}

#[test]
fn s35_the_office_puts_windows_forward_for_one_of_three_titles() {
    let mut world = at_start().sent_until("2014-12-05 10:00").afresh();
    let one = || nominate("window-awards", "015", None);
    let untitled = no(&mut world, "2014-12-05 10:00", &Command::Nominate(one()));
    let wrong = no(&mut world, "2014-12-05 10:00", &titled("群众满意窗", one()));
    world.submit("2014-12-05 10:00", &titled("群众满意窗口", one())).unwrap();
    world.submit("2014-12-05 10:00", &titled("优质服务品牌", one())).unwrap();
    world.submit("2014-12-08 10:00", &passes("window-awards/1", "publicity")).unwrap();
    let still = no(&mut world, "2014-12-15 23:59", &passes("window-awards/1", "named"));
    insta::assert_snapshot!([untitled, wrong, still].join("\n"), @r"
    window-awards有几种称号，请写明是哪种：群众满意窗口、优质服务品牌、优秀服务标兵
    window-awards没有“群众满意窗”这种称号，有：群众满意窗口、优质服务品牌、优秀服务标兵
    window-awards/1公示到2014-12-15当天结束，第二天起才能走下一步
    ");
    world.submit("2014-12-16 00:00", &passes("window-awards/1", "named")).unwrap();
    insta::assert_snapshot!(story(&mut world), @r"
    12-05 10:00 candidate.nominated 1
    12-05 10:00 candidate.nominated 2
    12-08 10:00 candidate.passed 1 publicity
    12-16 00:00 candidate.passed 1 named last
    ");
}

#[test]
fn s80_role_models_are_found_verified_and_publicised() {
    let mut world = at_start().sent_until("2014-08-20 10:00").afresh();
    world.submit("2014-08-20 10:00", &pieces("role-models-find/005", "典型材料", 1)).unwrap();
    world.submit("2014-09-26 10:00", &passes("role-models/1", "verify")).unwrap();
    world.submit("2014-10-24 10:00", &passes("role-models/1", "publicise")).unwrap();
    insta::assert_snapshot!(story(&mut world), @r"
    08-20 10:00 item.submitted
    08-20 10:00 item.closed
    08-20 10:00 candidate.nominated 1
    09-26 10:00 candidate.passed 1 verify
    10-24 10:00 candidate.passed 1 publicise last
    ");
}

#[test]
fn who_and_what_cannot_be_nominated_is_told() {
    let mut world = at_start().sent_until("2014-06-20 10:00");
    let mut refusals = Vec::new();
    for command in [
        Command::Nominate(nominate("pacesettr", "101", None)),
        Command::Nominate(nominate("pacesetter", "999", None)),
        Command::Nominate(nominate("pacesetter", "003", None)),
        Command::Nominate(nominate("model-site", "V03", None)),
        Command::Nominate(nominate("model-site", "003", Some("张三"))),
        titled("标兵", nominate("model-site", "003", None)),
        with("照片", nominate("pacesetter", "101", None)),
        passes("pacesetter/9", "verify"),
    ] {
        refusals.push(no(&mut world, "2014-06-20 10:00", &command));
    }
    insta::assert_snapshot!(refusals.join("\n"), @r"
    现在没有评选“pacesettr”
    现在没有单位“999”
    “推荐”面向“窗口单位”，003 安监站不在其中
    “申报”面向“全部单位”，V03 柳湾村不在其中
    代号用1到20个小写字母、数字或连字符，不写人名，如 a1
    model-site只有一种称号，不用写“标兵”
    pacesetter-nominate不要求“照片”
    没有候选“pacesetter/9”
    ");
}

#[test]
fn a_selection_that_is_gone_takes_nobody_and_lets_its_candidates_go_on() {
    let mut world = at_start();
    world.submit("2014-06-20 10:00", &Command::Nominate(nominate("model-site", "003", None))).unwrap();
    world.amend("2014-06-21 10:00", |def| def.selections.retain(|selection| selection.id != "model-site"));
    insta::assert_snapshot!(
        no(&mut world, "2014-06-21 10:00", &Command::Nominate(nominate("model-site", "005", None))),
        @"model-site已从文件里删去，不再接受推荐；已经推荐的照常进行"
    );
    world.submit("2014-07-31 10:00", &passes("model-site/1", "review")).unwrap();
}
