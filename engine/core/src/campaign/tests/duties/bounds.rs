//! Numbers: targets that follow the roster, counters, ceilings, shares.

use super::*;

#[test]
fn the_target_of_s11_is_the_members_and_moves_with_the_roster() {
    let mut world = campaign();
    let school = |heads: &[(&str, u32)]| hand_in("party-school/002", &[("签到表", 1)], numbers(heads));
    insta::assert_snapshot!(world.refusal("2014-09-01 10:00", &school(&[("参训党员", 28)])), @r"
    incomplete
    “参训党员”报了28，至少要31（名册上的人数）
    “参训党员”: 28 reported, at least 31 needed (members in the roster)
    ");
    insta::assert_snapshot!(world.refusal("2014-09-01 10:00", &school(&[])), @r"
    incomplete
    “参训党员”没有报，至少要31（名册上的人数）
    “参训党员”: not reported, at least 31 needed (members in the roster)
    ");
    insta::assert_snapshot!(world.refusal("2014-09-01 10:00", &school(&[("参训人员", 31)])), @r"
    unknown-name
    party-school不要求报“参训人员”这个数
    party-school asks for no number “参训人员”
    instead 参训党员
    ");
    world.amend("2014-09-02 10:00", |def| {
        let unit = def.unit_by_code("002").unwrap();
        def.units[unit.at()].members = 28;
    });
    world.taken("2014-09-02 11:00", &school(&[("参训党员", 28)]));
}

#[test]
fn a_counter_takes_its_numbers_and_nothing_else() {
    let mut world = campaign();
    let talks = |pieces: &[(&str, u32)], counts: &[(&str, u32)]| {
        hand_in("talks.2014-q2/002", pieces, numbers(counts))
    };
    insta::assert_snapshot!(world.refusal("2014-06-20 10:00", &talks(&[("谈心记录", 1)], &[("谈心人次", 9)])), @r"
    incomplete
    talks只计数，内容不进系统：请去掉材料，用 --number 报数
    talks takes numbers alone: what lies behind them is not stored; report them with --number
    ");
    insta::assert_snapshot!(world.refusal("2014-06-20 10:00", &talks(&[], &[])), @r"
    incomplete
    “谈心人次”没有报
    “谈心人次”: not reported
    ");
    let twice = talks(&[], &[("谈心人次", 9), ("谈心人次", 10)]);
    insta::assert_snapshot!(world.refusal("2014-06-20 10:00", &twice), @r"
    incomplete
    “谈心人次”报了两次，只留一个
    “谈心人次” is reported twice: leave one
    ");
    world.taken("2014-06-20 10:00", &talks(&[], &[("谈心人次", 9)]));
}

#[test]
fn the_ceiling_of_s17_holds_until_somebody_says_that_it_is_really_so() {
    let mut world = campaign();
    let recruiting = |counts: &[(&str, u32)], above: bool| {
        let form = Form { above, ..numbers(counts) };
        hand_in("recruiting/002", &[("发展情况表", 1)], form)
    };
    let five = [("核定数", 3), ("发展数", 5), ("妇女", 2)];
    insta::assert_snapshot!(world.refusal("2014-12-01 10:00", &recruiting(&five, false)), @r"
    incomplete
    “发展数”报了5，超过上限3（“核定数”）；确实如此的，加上 --above 再报，会记为超过上限
    “发展数”: 5 reported, above the ceiling of 3 (“核定数”); a number that is really so is reported with --above, which records it as above the ceiling
    ");
    insta::assert_snapshot!(world.refusal("2014-12-01 10:00", &recruiting(&[("发展数", 5)], true)), @r"
    incomplete
    没有报“核定数”，“发展数”要和它比
    “核定数” is not reported, which “发展数” is held against
    ");
    let shares = [("核定数", 3), ("发展数", 2), ("妇女", 3)];
    insta::assert_snapshot!(world.refusal("2014-12-01 10:00", &recruiting(&shares, false)), @r"
    incomplete
    “妇女”报了3，多于“发展数”的2
    “妇女”: 3 reported, more than the 2 of “发展数” that it is a share of
    ");
    let events = decided(&world.def, &world.state, at("2014-12-01 10:00"), &recruiting(&five, true));
    let Some(Event::ItemSubmitted(body)) = events.unwrap().into_iter().next() else {
        panic!("not handed in")
    };
    assert!(body.form.above, "it is recorded that the number lies above the ceiling");
    // Anyone who says so of numbers that do not lie above has them recorded as they are.
    let below = [("核定数", 3), ("发展数", 2), ("妇女", 2)];
    let events = decided(&world.def, &world.state, at("2014-12-01 10:00"), &recruiting(&below, true));
    let Some(Event::ItemSubmitted(body)) = events.unwrap().into_iter().next() else {
        panic!("not handed in")
    };
    assert!(!body.form.above);
}

#[test]
fn a_number_that_the_letter_asks_for_is_handed_in_and_a_share_of_it_need_not_be() {
    let mut world = campaign();
    let contest = |counts: &[(&str, u32)]| hand_in("contest.2014-q2/015", &[("成绩表", 1)], numbers(counts));
    insta::assert_snapshot!(world.refusal("2014-06-20 10:00", &contest(&[])), @r"
    incomplete
    “比技能成绩”没有报；“比作风成绩”没有报；“比业绩成绩”没有报
    “比技能成绩”: not reported; “比作风成绩”: not reported; “比业绩成绩”: not reported
    ");
    insta::assert_snapshot!(world.refusal("2014-06-20 10:00", &contest(&[("比技能成绩", 90), ("比业绩成绩", 0)])), @r"
    incomplete
    “比作风成绩”没有报
    “比作风成绩”: not reported
    ");
    // None of them is a number too.
    world.taken("2014-06-20 10:00", &contest(&[("比技能成绩", 90), ("比作风成绩", 80), ("比业绩成绩", 0)]));
    let recruiting =
        |counts: &[(&str, u32)]| hand_in("recruiting/002", &[("发展情况表", 1)], numbers(counts));
    insta::assert_snapshot!(world.refusal("2014-12-01 10:00", &recruiting(&[("核定数", 3)])), @r"
    incomplete
    “发展数”没有报
    “发展数”: not reported
    ");
    world.taken("2014-12-01 10:00", &recruiting(&[("核定数", 3), ("发展数", 2)]));
}

#[test]
fn parts_of_a_number_may_overlap_so_that_their_sum_is_held_against_nothing() {
    let mut world = campaign();
    let counts = [("核定数", 4), ("发展数", 4), ("生产工作一线", 2), ("优秀青年", 2), ("妇女", 1)];
    world.taken("2014-12-01 10:00", &hand_in("recruiting/002", &[("发展情况表", 1)], numbers(&counts)));
}

#[test]
fn what_nobody_answered_on_a_visit_is_not_missed() {
    let mut world = campaign();
    let visit = hand_in("outreach.2014-05/002", &[("巡回服务记录", 1)], numbers(&[("企业满意", 7)]));
    world.taken("2014-05-20 10:00", &visit);
}
