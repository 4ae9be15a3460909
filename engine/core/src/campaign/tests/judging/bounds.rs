//! Limits of judging, met exactly and passed by one; and what is said twice.

use std::collections::BTreeMap;

use muster_protocol::command::{BALLOTS_MAX, Worth};

use super::*;

/// Whether nothing comes of a command that is not refused.
fn changes_nothing(world: &mut World, when: &str, command: &Command) -> bool {
    world.pass(when);
    let before = world.state.version();
    world.submit(when, command).unwrap();
    world.state.version() == before
}

/// The campaign on a morning.
fn at_ten(day: &str) -> World {
    let mut world = World::of_definition(shipped(), "2014-04-01 00:00");
    world.pass_sending(&format!("{day} 10:00"));
    world
}

/// What somebody answers in the session of July.
fn in_july(group: &str, ballot: Ballot, answers: &[(&str, &str)]) -> Command {
    let answer = |(unit, said): &(&str, &str)| ((*unit).to_owned(), (*said).to_owned());
    judge(Judge::Rate(Rate {
        round: "three-way".to_owned(),
        session: Some("2014-07".to_owned()),
        group: group.to_owned(),
        ballot,
        answers: answers.iter().map(answer).collect(),
        comment: Some(Digest([8; 32])),
        unit: None,
    }))
}

fn paper(number: &str) -> Command {
    in_july("群众评议", Ballot::Paper(number.to_owned()), &[("014", "满意")])
}

#[test]
fn points_are_from_none_to_the_whole_of_the_line_and_come_again_once_withdrawn() {
    let mut world = by_november();
    let now = "2014-12-10 10:00";
    let give = |points: i64| judge(Judge::Give(on("具体服务事项", "005"), Decimal(points)));
    for points in [-1, 200_001] {
        assert!(no(&mut world, now, &give(points)).contains("是0至20分"), "{points}");
    }
    world.submit(now, &give(0)).unwrap();
    world.submit(now, &give(200_000)).unwrap();
    let withdraw = judge(Judge::Withdraw(2, Digest([7; 32])));
    world.submit(now, &withdraw).unwrap();
    assert!(changes_nothing(&mut world, now, &withdraw));
    world.submit(now, &give(200_000)).unwrap();
    let withdrawn: Vec<bool> = world.state.facts().entries.iter().map(|entry| entry.withdrawn).collect();
    assert_eq!(withdrawn, [false, true, false]);
}

#[test]
fn what_is_found_has_a_number_that_can_be_meant_and_something_that_shows_it() {
    let mut world = by_november();
    let now = "2014-12-10 10:00";
    let found = |name: &str, times: u32, backed: Backed| {
        let cause = Cause { name: name.to_owned(), times };
        judge(Judge::Deduct(OnLine { backed, ..on("督查扣分", "005") }, cause, None))
    };
    let known = "每发现1个问题";
    for times in [0, 1_001] {
        assert!(no(&mut world, now, &found(known, times, backed("005"))).contains("件数是1至"), "{times}");
    }
    assert!(no(&mut world, now, &found("每发现2个问题", 1, backed("005"))).contains("现在没有事由"));
    let bare = Backed { evidence: Vec::new(), ..backed("005") };
    assert!(no(&mut world, now, &found(known, 1, bare)).contains("请附证据"));
    for times in [1, 1_000] {
        world.submit(now, &found(known, times, backed("005"))).unwrap();
    }
    assert_eq!(world.state.facts().entries.len(), 2);
}

#[test]
fn a_veto_is_proposed_once_until_it_is_dismissed_and_what_was_decided_stands() {
    let mut world = by_november();
    let now = "2014-12-10 10:00";
    let propose = |unit: &str| {
        judge(Judge::ProposeVeto(backed(unit), "annual".to_owned(), "重大安全责任事故".to_owned()))
    };
    let decide = |number: u32, yes: bool| judge(Judge::DecideVeto(number, Decision { yes, reason: None }));
    world.submit(now, &propose("005")).unwrap();
    assert!(changes_nothing(&mut world, now, &propose("005")));
    world.submit(now, &decide(1, false)).unwrap();
    assert!(changes_nothing(&mut world, now, &decide(1, false)));
    assert!(no(&mut world, now, &decide(1, true)).contains("已经决定"));
    world.submit(now, &propose("005")).unwrap();
    world.submit(now, &propose("014")).unwrap();
    world.submit(now, &decide(2, true)).unwrap();
    assert!(changes_nothing(&mut world, now, &propose("005")), "it holds");
    let approved: Vec<_> = world.state.facts().vetoes.iter().map(|veto| veto.approved).collect();
    assert_eq!(approved, [Some(false), Some(true), None]);
}

#[test]
fn appeals_are_filed_behind_the_freeze_and_to_the_last_day_of_publicity_and_answered_once() {
    let mut world = by_november();
    let appeal = |backed: Backed| {
        let unit = backed.unit.clone();
        judge(Judge::Appeal(OnLine { backed, ..on("督查扣分", &unit) }))
    };
    let answer = |yes: bool, change: i64| {
        judge(Judge::AnswerAppeal(1, Decision { yes, reason: None }, Decimal(change), None))
    };
    let said = no(&mut world, "2014-12-12 23:59", &appeal(backed("005")));
    assert!(said.contains("2014-12-13至2014-12-19"), "{said}");
    world.submit("2014-12-13 00:00", &appeal(backed("005"))).unwrap();
    let now = "2014-12-13 10:00";
    let silent = Backed { reason: None, ..backed("014") };
    assert_eq!(world.refused(now, &appeal(silent)).code, RefusalCode::Incomplete);
    assert!(no(&mut world, now, &answer(false, 10_000)).contains("不成立的不改分"));
    world.submit(now, &answer(false, 0)).unwrap();
    assert!(changes_nothing(&mut world, now, &answer(false, 0)));
    assert!(no(&mut world, now, &answer(true, 10_000)).contains("已经答复"));
    world.submit("2014-12-19 23:59", &appeal(backed("005"))).unwrap();
    assert!(no(&mut world, "2014-12-20 00:00", &appeal(backed("014"))).contains("公示期内"));
    assert_eq!(world.state.facts().appeals.len(), 2, "what was answered may be appealed against again");
}

/// Who is told that points were changed finds them changed: beyond zero and the maximum there is nothing to give or to take.
#[test]
fn an_appeal_that_is_upheld_has_its_whole_effect_or_is_refused_with_the_room_that_is_left() {
    let mut world = by_november();
    let now = "2014-12-15 10:00";
    world.pass_sending(now);
    world.submit(now, &judge(Judge::Appeal(on("督查扣分", "005")))).unwrap();
    let lines = world.def.scores[0].groups.iter().flat_map(|group| &group.lines);
    let max = lines.clone().find(|line| line.name == "督查扣分").unwrap().max.0;
    let answer = |change: i64, points: Option<i64>| {
        let worth = Worth { points: points.map(Decimal) };
        judge(Judge::AnswerAppeal(1, yes(), Decimal(change), Some(worth)))
    };
    for (change, points) in [(10_000, max), (-10_000, 0), (-30_000, 20_000), (30_001, max - 30_000)] {
        let said = no(&mut world, now, &answer(change, Some(points)));
        assert!(said.contains("最多加"), "{change} of {points}: {said}");
    }
    let said = no(&mut world, now, &answer(30_001, Some(max - 30_000)));
    assert!(said.contains("最多加3分"), "{said}");
    assert!(no(&mut world, now, &answer(50_000, None)).contains("还没有分"));
    world.submit(now, &answer(30_000, Some(max - 30_000))).unwrap();
    // Said again it is done, whatever the line is worth since.
    assert!(changes_nothing(&mut world, now, &answer(30_000, Some(max))));
}

#[test]
fn a_snapshot_is_taken_whenever_it_is_asked_for_with_a_line_that_says_what_for() {
    let mut world = at_ten("2014-04-10");
    let now = "2014-04-10 10:00";
    let take = |plan: &str, title: &str| judge(Judge::Snapshot(plan.to_owned(), title.to_owned()));
    let (longest, longer) = ("x".repeat(120), "x".repeat(121));
    for title in ["", "  ", "一行\n两行", longer.as_str()] {
        assert!(no(&mut world, now, &take("month-end", title)).contains("请用一行话"), "{title}");
    }
    assert!(no(&mut world, now, &take("month-ende", "汇报")).contains("现在没有快照"));
    world.submit(now, &take("month-end", &longest)).unwrap();
    world.submit(now, &take("month-end", "汇报")).unwrap();
    for key in ["month-end.asked-1", "month-end.asked-2"] {
        assert!(world.occasion(key).is_open(), "{key}");
    }
}

#[test]
fn a_session_is_answered_from_its_first_day_to_its_last_and_paper_is_entered_until_the_freeze() {
    let mut world = at_ten("2014-07-10");
    let leader = || in_july("领导点评", Ballot::Post, &[("014", "90")]);
    assert!(no(&mut world, "2014-07-10 23:59", &paper("1")).contains("2014-07-11才开始"));
    world.submit("2014-07-11 00:00", &paper("1")).unwrap();
    world.submit("2014-07-18 23:59", &leader()).unwrap();
    assert!(no(&mut world, "2014-07-19 00:00", &leader()).contains("2014-07-18已经结束"));
    world.pass_sending("2014-12-12 12:00");
    world.submit("2014-12-12 23:59", &paper("2")).unwrap();
    assert!(no(&mut world, "2014-12-13 00:00", &paper("3")).contains("2014-12-12已经结束"));
}

#[test]
fn a_ballot_answers_within_its_scale_and_of_each_unit_once() {
    let mut world = at_ten("2014-07-15");
    let (now, code) = ("2014-07-15 10:00", Digest([3; 32]));
    let invite = Invite {
        round: "three-way".to_owned(),
        session: None,
        group: "党员互评".to_owned(),
        unit: Some("013".to_owned()),
        ballots: vec![code],
    };
    world.submit(now, &judge(Judge::Invite(invite))).unwrap();
    let member = |answers: &[(&str, &str)]| in_july("党员互评", Ballot::Code(code), answers);
    for answer in ["-1", "101", "很好"] {
        assert!(no(&mut world, now, &member(&[("014", answer)])).contains("打0至100分"), "{answer}");
    }
    assert!(no(&mut world, now, &member(&[])).contains("一张票有1至"));
    assert!(no(&mut world, now, &member(&[("014", "1"), ("014", "2")])).contains("答了两次"));
    world.submit(now, &member(&[("014", "0"), ("015", "100")])).unwrap();
    assert!(no(&mut world, now, &paper(&"1".repeat(65))).contains("票号"));
    world.submit(now, &paper(&"1".repeat(64))).unwrap();
    assert_eq!(world.state.facts().cast.values().map(BTreeMap::len).sum::<usize>(), 2);
}

#[test]
fn so_many_are_invited_at_once_and_a_draw_has_a_seed_of_one_word() {
    let mut world = at_ten("2014-07-15");
    let now = "2014-07-15 10:00";
    let invite = |count: usize| {
        judge(Judge::Invite(Invite {
            round: "three-way".to_owned(),
            session: None,
            group: "群众评议".to_owned(),
            unit: None,
            ballots: (0..count).map(|number| Digest::of(&number.to_le_bytes())).collect(),
        }))
    };
    for count in [0, BALLOTS_MAX + 1] {
        assert!(no(&mut world, now, &invite(count)).contains("一次邀请1至"), "{count}");
    }
    world.submit(now, &invite(BALLOTS_MAX)).unwrap();
    assert!(changes_nothing(&mut world, now, &invite(BALLOTS_MAX)));
    let draw =
        |seed: String| judge(Judge::Draw(Draw { round: "supervision".to_owned(), session: None, seed }));
    for seed in [String::new(), "s".repeat(65)] {
        assert!(no(&mut world, now, &draw(seed)).contains("随机种子"));
    }
    world.submit(now, &draw("s".repeat(64))).unwrap();
    assert_eq!(world.state.facts().drawn.len(), 1);
}

#[test]
fn who_left_before_the_freeze_gets_no_points_and_no_veto() {
    let mut def = shipped();
    let (of, with_it) = (def.unit_by_code("005").unwrap().at(), def.unit_by_code("006").unwrap().at());
    def.units[of].left = Some("2014-10-31".parse().unwrap());
    def.units[with_it].left = Some("2014-12-12".parse().unwrap());
    let now = "2014-12-10 10:00";
    let mut world = World::of_definition(def, "2014-04-01 00:00").sent_until(now);
    let veto = |unit: &str| {
        judge(Judge::ProposeVeto(backed(unit), "annual".to_owned(), "重大安全责任事故".to_owned()))
    };
    let give = |unit: &str| judge(Judge::Give(on("具体服务事项", unit), Decimal(180_000)));
    for command in [give("005"), deduct("005", None), veto("005")] {
        let said = no(&mut world, now, &command);
        assert!(said.contains("2014-10-31退出"), "{said}");
    }
    // Who stays to the day of the freeze is scored.
    for command in [give("006"), deduct("006", None), veto("006")] {
        world.submit(now, &command).unwrap();
    }
}

/// A snapshot is called after the appeal that brought it, whichever is answered first.
#[test]
fn the_snapshot_of_an_appeal_has_the_number_of_the_appeal() {
    let mut world = by_november();
    let now = "2014-12-15 10:00";
    world.pass_sending(now);
    for unit in ["005", "006"] {
        world.submit(now, &judge(Judge::Appeal(on("督查扣分", unit)))).unwrap();
    }
    let answer = |number: u32| judge(Judge::AnswerAppeal(number, yes(), Decimal(10_000), None));
    for number in [2, 1] {
        world.submit(now, &answer(number)).unwrap();
        let key = format!("annual-answered.appeal-{number}");
        let (_, occasion) = world.state.occasion_by_key(&key).unwrap();
        let title = &occasion.plan.given.as_ref().unwrap().title;
        assert!(title.ends_with(&format!("· {number}")), "{key}: {title}");
    }
}
