//! A unit is merged into another, or a round is taken out of use: who hears of it, what becomes of the visits, where points are
//! entered.

use muster_protocol::event::CalledOff;
use muster_protocol::question::Firmness;
use muster_rules::message;

use super::super::super::VisitStage;
use super::*;

/// `d` is not merged yet.
fn unmerged() -> Definition {
    let mut def = definition();
    (def.units[3].left, def.units[3].merged_into) = (None, None);
    def
}

#[test]
fn the_successors_clerk_is_told_at_once_what_passed_on() {
    let mut world = World::launched("2014-04-01 00:00");
    world.pass_sending("2014-05-21 00:00");
    world.take();
    let due = at("2014-05-21 09:00");
    world.pass_to(due);
    let [letter] = &world.given[..] else { panic!("{:?}", world.given) };
    let key = world.state.numbering.names(letter.key).unwrap();
    assert_eq!((key.contact.as_str(), key.kind), ("a-clerk", MessageKind::News(1)));
    let campaign = "year".parse().unwrap();
    let question = Question::Messages { campaign, messages: vec![key.clone()] };
    let Answer::Messages { messages, .. } = answer(&world.def, &world.state, due, &question) else {
        panic!("no message")
    };
    let (_, text) = message::render(&world.def, &key, &messages[0].lines, date("2014-05-21")).unwrap();
    let study = &world.def.duties.iter().find(|duty| duty.id == "study").unwrap().name;
    assert!(text.contains("转来 2 件事项") && text.contains(&format!("{study}（2014-05）")), "{text}");
    assert!(!text.contains("merged-d"), "it is no item to hand in: {text}");
}

#[test]
fn nobody_is_told_where_nothing_passes_on() {
    let mut world = World::of_definition(unmerged(), "2014-04-01 00:00");
    world.pass_sending("2014-04-03 00:00");
    world.amend("2014-04-03 10:00", |def| {
        def.duties.clear();
        def.visits.clear();
        (def.units[3].left, def.units[3].merged_into) = (Some(date("2014-04-10")), Some(UnitIx(0)));
    });
    world.pass_sending("2014-04-12 00:00");
    assert!(world.state.occasion_by_key("merged-d-1").is_none());
}

#[test]
fn a_visit_to_a_unit_that_is_merged_is_called_off_and_its_visitor_hears_so() {
    let mut world = World::of_definition(unmerged(), "2014-04-01 00:00");
    world.pass_sending("2014-05-05 09:30");
    world.plan_visits("2014-05-05 10:00", ("visits.2014-q2", "2014-06-10"), |unit| unit.code == "d");
    world.pass_sending("2014-05-06 12:00");
    world.amend("2014-05-12 10:00", |def| {
        (def.units[3].left, def.units[3].merged_into) = (Some(date("2014-05-20")), Some(UnitIx(0)));
    });
    world.pass_sending("2014-05-20 23:00");
    let brought = world.on_calendars("2014-05-21 12:00");
    let (_, round) = world.state.occasion_by_key("visits.2014-q2").unwrap();
    let life = round.life(UnitIx(3)).unwrap();
    assert_eq!(life.stage, VisitStage::CalledOff(CalledOff::Left));
    assert!(round.visit(UnitIx(3)).is_none());
    let off: Vec<&str> = brought
        .iter()
        .filter(|(_, visit)| visit.firmness == Firmness::Cancelled)
        .map(|(who, _)| who.as_str())
        .collect();
    assert_eq!(off, ["d-head"], "its visitor: {brought:?}");
}

#[test]
fn visits_of_a_round_that_is_taken_out_of_use_are_called_off_and_either_side_hears_so() {
    let mut world = World::of_definition(unmerged(), "2014-04-01 00:00");
    world.pass_sending("2014-05-05 09:30");
    world.plan_visits("2014-05-05 10:00", ("visits.2014-q2", "2014-06-10"), |unit| unit.code == "d");
    world.pass_sending("2014-05-06 12:00");
    world.amend("2014-05-12 10:00", |def| def.visits.clear());
    let brought = world.on_calendars("2014-05-13 12:00");
    let (_, round) = world.state.occasion_by_key("visits.2014-q2").unwrap();
    assert_eq!(round.life(UnitIx(3)).unwrap().stage, VisitStage::CalledOff(CalledOff::Cancelled));
    let off: Vec<&str> = brought
        .iter()
        .filter(|(_, visit)| visit.firmness == Firmness::Cancelled)
        .map(|(who, _)| who.as_str())
        .collect();
    assert_eq!(off, ["d-clerk", "d-head"], "visitor and place: {brought:?}");
}
