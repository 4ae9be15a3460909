//! A wrong report: it is returned although it is closed, handed in again, and nobody is late by it.

use super::*;
use muster_protocol::ids::Digest;

fn contest(skill: u32) -> Command {
    let counts = [("比技能成绩", skill), ("比作风成绩", 80), ("比业绩成绩", 85)];
    hand_in("contest.2014-q2/015", &[("成绩表", 1)], numbers(&counts))
}

fn back(name: &str, reason: Option<Digest>) -> Command {
    Command::Return(Return { item: item(name), reason, failed: Vec::new() })
}

const WHY: Option<Digest> = Some(Digest([7; 32]));

#[test]
fn a_wrong_number_is_returned_with_a_reason_and_handed_in_again() {
    let mut world = campaign();
    let early = world.refusal("2014-06-27 09:00", &back("contest.2014-q2/015", WHY));
    assert!(early.starts_with("wrong-state") && early.contains("还没有报送"), "{early}");
    world.taken("2014-06-27 10:00", &contest(9));
    insta::assert_snapshot!(world.refusal("2014-07-03 10:00", &contest(90)), @r"
    wrong-state
    contest.2014-q2/015：已经办结；报错了要更正的，请审核的岗位先退回（muster return contest.2014-q2/015 --reason 原因），再报一次
    contest.2014-q2/015: it is closed; to correct it, ask the reviewer to return it first (muster return contest.2014-q2/015 --reason WHY), then hand in again
    ");
    insta::assert_snapshot!(world.refusal("2014-07-03 10:00", &back("contest.2014-q2/015", None)), @r"
    incomplete
    contest.2014-q2/015已经办结，退回更正要写理由
    contest.2014-q2/015 is closed: say why it is returned for correction
    ");
    world.taken("2014-07-03 10:00", &back("contest.2014-q2/015", WHY));
    assert_eq!(world.item_state("contest.2014-q2/015"), ItemState::Returned);
    // Its day was the 30th of June; five working days from the return are left for it.
    let (_, occasion) = world.state.occasion_by_key("contest.2014-q2").unwrap();
    let unit = world.def.unit_by_code("015").unwrap();
    assert_eq!(occasion.due_day(unit).to_string(), "2014-07-10");
    world.pass_sending("2014-07-04 10:00");
    world.taken("2014-07-04 10:00", &contest(90));
    let (_, occasion) = world.state.occasion_by_key("contest.2014-q2").unwrap();
    assert_eq!(occasion.item(unit).state(), ItemState::Closed);
    assert!(!occasion.item(unit).late(), "a correction makes nobody late");
}

#[test]
fn what_counts_in_a_frozen_sheet_is_returned_no_more() {
    let mut world = campaign();
    let freeze = world.def.scores.iter().map(|sheet| sheet.freeze).max().unwrap();
    world.taken("2014-06-27 10:00", &contest(9));
    let day = freeze.plus(1);
    let refusal = world.refusal(&format!("{day} 10:00"), &back("contest.2014-q2/015", WHY));
    assert!(refusal.starts_with("wrong-day") && refusal.contains("冻结"), "{refusal}");
}

#[test]
fn what_has_had_consequences_is_not_returned_once_it_is_closed() {
    let mut world = campaign();
    world.taken("2014-05-12 11:00", &hand_in("service-items/002", &[("服务事项", 2)], Form::default()));
    // Its progress is reported by the number of what it announced.
    let refusal = world.refusal("2014-05-13 10:00", &back("service-items/002", WHY));
    assert!(refusal.starts_with("wrong-state"), "{refusal}");
}
