//! Judging in the shipped campaign: given what happened, when somebody judges, then so, or a refusal that says why.

mod amending;
mod bounds;
mod changed_lines;
mod corrections;
mod news;
mod running;

use muster_protocol::command::{
    Backed, Ballot, Cause, DeadLetterName, Decision, Draw, DropDeadLetters, Invite, Judge, OnLine, Propose,
    Rate, Receipt, ReportReceipt,
};
use muster_protocol::dead_letter::DeadLetter;
use muster_protocol::definition::Decimal;
use muster_protocol::ids::Digest;

use super::*;
use crate::campaign::allowed;
use crate::definition::tests::shipped;

fn backed(unit: &str) -> Backed {
    let evidence = vec![Evidence { need: "照片".to_owned(), count: 1, files: Vec::new() }];
    Backed { unit: unit.to_owned(), evidence, reason: Some(Digest([7; 32])) }
}

fn on(line: &str, unit: &str) -> OnLine {
    OnLine { backed: backed(unit), sheet: "annual".to_owned(), line: line.to_owned() }
}

fn judge(body: Judge) -> Command {
    Command::Judge(body)
}

fn rate(group: &str, ballot: Ballot, unit: &str, answer: &str) -> Command {
    judge(Judge::Rate(Rate {
        round: "three-way".to_owned(),
        session: None,
        group: group.to_owned(),
        ballot,
        answers: vec![(unit.to_owned(), answer.to_owned())],
        comment: Some(Digest([8; 32])),
        unit: None,
    }))
}

fn deduct(unit: &str, inspection: Option<&str>) -> Command {
    let cause = Cause { name: "每发现1个问题".to_owned(), times: 2 };
    judge(Judge::Deduct(on("督查扣分", unit), cause, inspection.map(str::to_owned)))
}

fn yes() -> Decision {
    Decision { yes: true, reason: None }
}

/// Refused, in Chinese.
fn no(world: &mut World, when: &str, command: &Command) -> String {
    let refusal = world.refused(when, command);
    assert!(!refusal.detail.en.is_empty() && !refusal.detail.zh.is_empty(), "{refusal:?}");
    refusal.detail.zh
}

fn by_november() -> World {
    World::of_definition(shipped(), "2014-04-01 00:00").sent_until("2014-12-10 10:00")
}

#[test]
fn points_are_given_up_to_the_freeze_and_within_the_line() {
    let mut world = by_november();
    let give = |points: i64| judge(Judge::Give(on("具体服务事项", "005"), Decimal(points)));
    insta::assert_snapshot!(no(&mut world, "2014-12-10 10:00", &give(210_000)), @"“具体服务事项”是0至20分，不能打21分");
    world.submit("2014-12-10 10:00", &give(180_000)).unwrap();
    world.submit("2014-12-10 10:00", &give(180_000)).unwrap();
    assert_eq!(world.state.facts().entries.len(), 1, "the same points again say nothing new");
    world.submit("2014-12-10 10:00", &give(150_000)).unwrap();
    let auto = judge(Judge::Give(on("按时办结", "005"), Decimal(10_000)));
    insta::assert_snapshot!(no(&mut world, "2014-12-10 10:00", &auto), @"“按时办结”不是人工打分的项，分数由记录算出");
    insta::assert_snapshot!(
        no(&mut world, "2014-12-13 10:00", &give(200_000)),
        @"“年度考核评分表”已在2014-12-12冻结，以后只有申诉能改分"
    );
}

#[test]
fn points_of_a_unit_that_was_merged_are_entered_for_its_successor() {
    let mut world = by_november();
    // 010 was merged into 009 on the first of September.
    let give = |unit: &str| judge(Judge::Give(on("具体服务事项", unit), Decimal(180_000)));
    let said = no(&mut world, "2014-12-10 10:00", &give("010"));
    assert!(said.contains("已并入 009") && said.contains("请记到 009"), "{said}");
    world.submit("2014-12-10 10:00", &give("009")).unwrap();
}

#[test]
fn a_draw_stands_is_the_same_for_everybody_and_bounds_what_is_found_in_it() {
    let mut world = World::of_definition(shipped(), "2014-04-01 00:00").sent_until("2014-05-20 10:00");
    let draw = |seed: &str| {
        judge(Judge::Draw(Draw { round: "supervision".to_owned(), session: None, seed: seed.to_owned() }))
    };
    world.submit("2014-05-20 10:00", &draw("s1")).unwrap();
    world.submit("2014-05-20 10:00", &draw("s1")).unwrap();
    insta::assert_snapshot!(no(&mut world, "2014-05-20 10:00", &draw("s2")), @"supervision/2014-05已经抽过，抽了不重抽");
    let drawn = world.state.facts().drawn.values().next().unwrap().clone();
    assert_eq!((drawn.units.len(), drawn.among), (4, 26));
    let again = muster_rules::score::sessions::draw(
        &world.def,
        "supervision",
        "2014-05",
        "s1",
        &muster_rules::score::sessions::among(
            &world.def,
            &world.def.reviews[3],
            "2014-05-20".parse().unwrap(),
        ),
        4,
    );
    assert_eq!(drawn.units, again);
    let code = |world: &World, unit: muster_protocol::ids::UnitIx| world.def.units[unit.at()].code.clone();
    let inside = code(&world, drawn.units[0]);
    let members = (0u32..26).map(muster_protocol::ids::UnitIx);
    let outside =
        members.into_iter().find(|unit| !drawn.units.contains(unit) && world.def.units[unit.at()].scored);
    let outside = code(&world, outside.unwrap());
    world.submit("2014-05-20 10:00", &deduct(&inside, Some("supervision/2014-05"))).unwrap();
    assert!(
        no(&mut world, "2014-05-20 10:00", &deduct(&outside, Some("supervision/2014-05")))
            .contains("没有抽到")
    );
    world.submit("2014-05-20 10:00", &deduct(&outside, None)).unwrap();
}

#[test]
fn raters_answer_once_never_about_their_own_unit_and_anonymous_ones_by_a_code() {
    let mut world = World::of_definition(shipped(), "2014-04-01 00:00").sent_until("2014-07-15 10:00");
    let code = Digest([3; 32]);
    let invite = |unit: Option<&str>| {
        judge(Judge::Invite(Invite {
            round: "three-way".to_owned(),
            session: None,
            group: "党员互评".to_owned(),
            unit: unit.map(str::to_owned),
            ballots: vec![code],
        }))
    };
    insta::assert_snapshot!(
        no(&mut world, "2014-07-15 10:00", &invite(None)),
        @"“党员互评”不评本单位，请写明评议人是哪个单位的（--unit）"
    );
    world.submit("2014-07-15 10:00", &invite(Some("013"))).unwrap();
    let member = |unit: &str, answer: &str| rate("党员互评", Ballot::Code(code), unit, answer);
    insta::assert_snapshot!(no(&mut world, "2014-07-15 10:00", &member("013", "90")), @"不评本单位，请去掉013");
    world.submit("2014-07-15 10:00", &member("014", "90")).unwrap();
    insta::assert_snapshot!(no(&mut world, "2014-07-15 10:00", &member("014", "95")), @"这张票已经答过；一人一次，答了不改");
    insta::assert_snapshot!(no(&mut world, "2014-07-15 10:00", &member("015", "101")), @"“党员互评”打0至100分，不能是“101”");
    insta::assert_snapshot!(
        no(&mut world, "2014-07-15 10:00", &rate("群众评议", Ballot::Post, "014", "满意")),
        @"“群众评议”匿名，请用发给您的评议码（--ballot）"
    );
    let paper =
        |number: &str, answer: &str| rate("群众评议", Ballot::Paper(number.to_owned()), "014", answer);
    world.submit("2014-07-15 10:00", &paper("1", "满意")).unwrap();
    // Paper that is imported again says nothing new; another answer under its number is a second vote.
    world.submit("2014-07-15 10:00", &paper("1", "满意")).unwrap();
    assert!(no(&mut world, "2014-07-15 10:00", &paper("1", "不满意")).contains("一人一次"));
    assert!(no(&mut world, "2014-07-25 10:00", &member("015", "90")).contains("已经结束"));
}

#[test]
fn a_paper_ballot_that_says_whose_it_is_does_not_judge_its_own_unit_either() {
    let mut world = World::of_definition(shipped(), "2014-04-01 00:00").sent_until("2014-07-15 10:00");
    let paper = |unit: &str| {
        judge(Judge::Rate(Rate {
            round: "three-way".to_owned(),
            session: None,
            group: "党员互评".to_owned(),
            ballot: Ballot::Paper("1".to_owned()),
            answers: vec![(unit.to_owned(), "90".to_owned())],
            comment: None,
            unit: Some("013".to_owned()),
        }))
    };
    insta::assert_snapshot!(no(&mut world, "2014-07-15 10:00", &paper("013")), @"不评本单位，请去掉013");
    world.submit("2014-07-15 10:00", &paper("014")).unwrap();
}

#[test]
fn paper_ballots_are_entered_by_those_of_their_role_and_by_the_office_that_collates() {
    let world = by_november();
    let may = |post: &str, ballot: Ballot| {
        allowed(&world.def, &world.state, Issuer::post(post), &rate("群众评议", ballot, "014", "满意"))
            .is_ok()
    };
    let paper = || Ballot::Paper("1".to_owned());
    assert!(may("服务对象", paper()) && may("小组办公室", paper()));
    assert!(!may("005-clerk", paper()), "a unit's clerk counts no ballots of the public");
    assert!(!may("小组办公室", Ballot::Post), "the office has no vote of its own");
    // Paper of those who answer as posts names one: no leader enters another's.
    let leaders = rate("领导点评", Ballot::Paper("副局长丙".to_owned()), "014", "90");
    let enters = |post: &str| allowed(&world.def, &world.state, Issuer::post(post), &leaders).is_ok();
    assert!(enters("小组办公室") && !enters("副局长甲") && !enters("副局长丙"));
}

/// The other half of it: what was promised to those who have answered stays.
#[test]
fn practice_row_57_anonymity_cannot_be_switched_after_the_first_answer() {
    let mut world = World::of_definition(shipped(), "2014-04-01 00:00").sent_until("2014-07-15 10:00");
    world
        .submit("2014-07-15 10:00", &rate("群众评议", Ballot::Paper("1".to_owned()), "014", "满意"))
        .unwrap();
    let mut new = world.def.clone();
    let round = new.reviews.iter_mut().find(|round| round.id == "three-way").unwrap();
    round.raters[0].anonymous = false;
    let refusal = super::super::amend::anonymity(&world.def, &new, &world.state).unwrap_err();
    insta::assert_snapshot!(refusal.detail.zh, @"“群众评议”已经有人答了，匿不匿名不能再改");
    let mut fresh = world.def.clone();
    fresh.reviews[0].raters[0].anonymous = !fresh.reviews[0].raters[0].anonymous;
    assert!(
        super::super::amend::anonymity(&world.def, &fresh, &world.state).is_ok(),
        "nobody has answered there"
    );
}

#[test]
fn an_appeal_is_filed_during_publicity_and_brings_a_snapshot_when_it_is_upheld() {
    let mut world = by_november();
    let appeal = judge(Judge::Appeal(on("督查扣分", "005")));
    assert!(no(&mut world, "2014-12-11 10:00", &appeal).contains("公示期内"));
    world.pass_sending("2014-12-15 10:00");
    world.submit("2014-12-15 10:00", &appeal).unwrap();
    assert!(no(&mut world, "2014-12-15 10:00", &appeal).contains("还没有答复"));
    let answer = |change: i64| judge(Judge::AnswerAppeal(1, yes(), Decimal(change), None));
    assert!(no(&mut world, "2014-12-16 10:00", &answer(0)).contains("要写改几分"));
    world.take();
    world.submit("2014-12-16 10:00", &answer(15_000)).unwrap();
    let events = world.take();
    assert!(events.contains("appeal.answered") && events.contains("occasion.opened"), "{events}");
    assert!(world.state.occasion_by_key("annual-answered.appeal-1").is_some());
}

#[test]
fn nobody_is_criticised_unheard_or_over_notices_that_were_not_signed_without_that_being_known() {
    let mut world = by_november();
    let propose = judge(Judge::Propose(Propose {
        list: "criticise".to_owned(),
        kind: "重视不够".to_owned(),
        backed: backed("108"),
        code: None,
        snapshot: None,
    }));
    world.submit("2014-12-10 10:00", &propose).unwrap();
    let decide = |known: bool| judge(Judge::DecideList(1, yes(), known));
    assert!(no(&mut world, "2014-12-10 10:00", &decide(true)).contains("可以陈述到2014-12-15"));
    world.submit("2014-12-11 10:00", &judge(Judge::State(1, Digest([9; 32])))).unwrap();
    assert!(no(&mut world, "2014-12-11 10:00", &decide(false)).contains("没有签收"));
    world.submit("2014-12-11 10:00", &decide(true)).unwrap();
    let listed = &world.state.facts().listed[0];
    assert!(listed.approved == Some(true) && listed.unsigned_known && listed.signed < listed.notices);
}

/// What nobody got, nobody has signed for: dropping the letter does not make it heard.
#[test]
fn a_notice_that_was_never_delivered_counts_among_those_that_were_not_signed() {
    let mut world = World::of_definition(shipped(), "2014-04-01 00:00");
    world.pass("2014-04-01 09:00");
    let given = std::mem::take(&mut world.given);
    let failed = |message: &Message| MessageReport {
        key: world.state.numbering.names(message.key).unwrap(),
        outcome: SendOutcome::Failed(StepReason::GivenUp),
        attempt: 1,
    };
    let reports = given.iter().map(failed).collect();
    world.submit("2014-04-01 10:00", &Command::ReportMessages(ReportMessages { reports })).unwrap();
    let propose = Propose {
        list: "criticise".to_owned(),
        kind: "重视不够".to_owned(),
        backed: backed("108"),
        code: None,
        snapshot: None,
    };
    world.submit("2014-04-01 10:00", &judge(Judge::Propose(propose))).unwrap();
    let listed = &world.state.facts().listed[0];
    assert_eq!((listed.notices, listed.signed), (1, 0), "the phase's notice to its clerk");
    world.submit("2014-04-01 10:00", &judge(Judge::State(1, Digest([9; 32])))).unwrap();
    let unit = world.def.unit_by_code("108").unwrap();
    let of_unit = |letter: &DeadLetter| match letter {
        DeadLetter::Step(step) if step.unit == unit => {
            let occasion = world.state.occasion(step.occasion)?;
            Some(
                format!("{}/108#{}.{}", occasion.key(), step.due_version, step.no)
                    .parse::<DeadLetterName>()
                    .unwrap(),
            )
        }
        DeadLetter::Step(_) | DeadLetter::Delivery(_) => None,
    };
    let letters: Vec<DeadLetterName> = world.state.dead_letters().filter_map(of_unit).collect();
    assert_eq!(letters.len(), 1);
    let drop = Command::DropDeadLetters(DropDeadLetters { letters, why: Digest([6; 32]) });
    world.submit("2014-04-01 11:00", &drop).unwrap();
    let decide = judge(Judge::DecideList(1, yes(), false));
    assert!(no(&mut world, "2014-04-01 11:00", &decide).contains("1条通知有1条没有签收"));
}

/// It was handed over, and somebody has to look at it as well: it is one letter all the same.
#[test]
fn a_notice_that_came_back_is_one_that_was_not_signed() {
    let mut world = World::of_definition(shipped(), "2014-04-01 00:00").sent_until("2014-04-01 09:00");
    let came_back = Command::ReportReceipt(ReportReceipt {
        message: "2014-04-01/108-clerk/routine".parse().unwrap(),
        channel: "test".to_owned(),
        receipt: Receipt::Failed { said: None, others: Vec::new() },
    });
    let (gateway, told) = (ReportReceipt::gateway("test"), at("2014-04-01 09:30"));
    let events = decide(&world.def, &world.state, told, Issuer::post(&gateway), &came_back).unwrap();
    for event in &events {
        evolve(&world.def, &mut world.state, told, event);
    }
    assert!(world.state.dead_letters().next().is_some());
    world.submit("2014-04-01 10:00", &propose("criticise", "重视不够", "108", None)).unwrap();
    let listed = &world.state.facts().listed[0];
    assert_eq!((listed.notices, listed.signed), (1, 0));
}

#[test]
fn a_veto_needs_what_shows_it_and_holds_when_it_is_approved() {
    let mut world = by_november();
    let bare = Backed { evidence: Vec::new(), ..backed("005") };
    let veto = |it: Backed| judge(Judge::ProposeVeto(it, "annual".to_owned(), "重大安全责任事故".to_owned()));
    assert!(no(&mut world, "2014-12-10 10:00", &veto(bare)).contains("请附证据"));
    world.submit("2014-12-10 10:00", &veto(backed("005"))).unwrap();
    world.submit("2014-12-10 10:00", &judge(Judge::DecideVeto(1, yes()))).unwrap();
    assert_eq!(world.state.facts().vetoes[0].approved, Some(true));
}

/// A table that was taken before does not say it, and what is signed is a table.
#[test]
fn a_veto_that_is_decided_behind_the_freeze_brings_a_snapshot_of_its_own() {
    let mut world = by_november();
    let veto = |unit: &str| {
        judge(Judge::ProposeVeto(backed(unit), "annual".to_owned(), "重大安全责任事故".to_owned()))
    };
    for unit in ["005", "014", "006"] {
        world.submit("2014-12-10 10:00", &veto(unit)).unwrap();
    }
    let decide = |number: u32, yes: bool| judge(Judge::DecideVeto(number, Decision { yes, reason: None }));
    let taken = |world: &World| {
        let key = |number: u32| format!("annual-answered.veto-{number}");
        (1..=3).filter(|number| world.state.occasion_by_key(&key(*number)).is_some()).count()
    };
    world.submit("2014-12-10 10:00", &decide(1, true)).unwrap();
    assert_eq!(taken(&world), 0, "the freeze has it");
    world.pass_sending("2015-01-10 10:00");
    assert!(world.state.closed());
    world.submit("2015-01-10 10:00", &decide(2, false)).unwrap();
    assert_eq!(taken(&world), 0, "nothing comes out otherwise");
    world.submit("2015-01-10 10:00", &decide(3, true)).unwrap();
    world.submit("2015-01-10 10:00", &decide(3, true)).unwrap();
    assert_eq!(taken(&world), 1);
    let title = &world.occasion("annual-answered.veto-3").plan().given.as_ref().unwrap().title;
    assert!(title.ends_with(" · 重大安全责任事故"), "{title}");
}

fn propose(list: &str, kind: &str, unit: &str, code: Option<&str>) -> Command {
    judge(Judge::Propose(Propose {
        list: list.to_owned(),
        kind: kind.to_owned(),
        backed: backed(unit),
        code: code.map(str::to_owned),
        snapshot: None,
    }))
}

/// The office collates what anybody may see in a table; that a leader cares too little is found by the committee alone.
#[test]
fn what_somebody_finds_is_proposed_by_those_who_find_it() {
    let world = by_november();
    let may = |post: &str, list: &str, kind: &str| {
        let command = propose(list, kind, "108", None);
        allowed(&world.def, &world.state, Issuer::post(post), &command).is_ok()
    };
    assert!(may("领导小组", "criticise", "重视不够") && !may("小组办公室", "criticise", "重视不够"));
    assert!(may("小组办公室", "criticise", "工作滞后") && may("小组办公室", "commend", "优秀个人"));
    assert!(!may("005-clerk", "criticise", "重视不够") && !may("005-clerk", "commend", "优秀个人"));
}

/// Both end with a day: the last moment of it is too early, the first of the next is not.
#[test]
fn a_list_is_decided_when_its_publicity_is_over_and_the_unit_has_had_its_days() {
    let mut world = by_november();
    let decide = |number: u32| judge(Judge::DecideList(number, yes(), true));
    world.submit("2014-12-10 10:00", &propose("commend", "优秀个人", "005", Some("p-1"))).unwrap();
    world.submit("2014-12-10 10:00", &propose("criticise", "重视不够", "108", None)).unwrap();
    assert!(no(&mut world, "2014-12-10 10:00", &decide(1)).contains("还没有公示"));
    world.submit("2014-12-10 10:00", &judge(Judge::Publish(1))).unwrap();
    assert!(no(&mut world, "2014-12-15 23:59", &decide(2)).contains("可以陈述到2014-12-15"));
    world.submit("2014-12-16 00:00", &decide(2)).unwrap();
    assert!(no(&mut world, "2014-12-17 23:59", &decide(1)).contains("公示到2014-12-17当天结束"));
    world.submit("2014-12-18 00:00", &decide(1)).unwrap();
    let approved: Vec<_> = world.state.facts().listed.iter().map(|entry| entry.approved).collect();
    assert_eq!(approved, [Some(true), Some(true)]);
}

/// The days of publicity and for answers do not ask when the campaign ends. Nothing new is begun after it.
#[test]
fn what_is_open_when_the_campaign_ends_is_decided_after_it() {
    let mut world = by_november();
    let veto = |unit: &str| {
        judge(Judge::ProposeVeto(backed(unit), "annual".to_owned(), "重大安全责任事故".to_owned()))
    };
    world.submit("2014-12-10 10:00", &propose("commend", "优秀个人", "005", Some("p-1"))).unwrap();
    world.submit("2014-12-10 10:00", &judge(Judge::Publish(1))).unwrap();
    world.submit("2014-12-10 10:00", &veto("005")).unwrap();
    world.pass_sending("2014-12-15 10:00");
    world.submit("2014-12-15 10:00", &judge(Judge::Appeal(on("督查扣分", "005")))).unwrap();
    world.pass_sending("2015-01-10 10:00");
    assert!(world.state.closed());
    let after = "2015-01-10 10:00";
    world.submit(after, &judge(Judge::DecideList(1, yes(), true))).unwrap();
    world.submit(after, &judge(Judge::DecideVeto(1, yes()))).unwrap();
    world.submit(after, &judge(Judge::AnswerAppeal(1, yes(), Decimal(15_000), None))).unwrap();
    let facts = world.state.facts();
    assert_eq!((facts.listed[0].approved, facts.vetoes[0].approved), (Some(true), Some(true)));
    assert_eq!(facts.appeals[0].answer, Some((true, Decimal(15_000))));
    assert!(world.state.occasion_by_key("annual-answered.appeal-1").is_some());
    insta::assert_snapshot!(no(&mut world, after, &veto("006")), @"活动已经结束");
    insta::assert_snapshot!(
        no(&mut world, after, &propose("commend", "优秀个人", "006", Some("p-2"))),
        @"活动已经结束"
    );
}

#[test]
fn a_person_stands_in_a_list_by_a_short_code_and_not_by_name() {
    let mut world = World::of_definition(shipped(), "2014-04-01 00:00");
    let when = "2014-04-10 10:00";
    let longest = "abcdefghij-123456789";
    for code in ["", "张三", "P-1", "p_1", "p 1", &format!("{longest}0")] {
        let said = no(&mut world, when, &propose("commend", "优秀个人", "005", Some(code)));
        assert!(said.contains("代号用1到20个小写字母、数字或连字符"), "{code}: {said}");
    }
    for code in ["p", "1", "-", longest] {
        world.submit(when, &propose("commend", "优秀个人", "005", Some(code))).unwrap();
    }
    assert_eq!(world.state.facts().listed.len(), 4);
}
