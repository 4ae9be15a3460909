//! What an inspection found is put right within the time of its round: the unit is told of it and reminded like of any task, and
//! that it was late follows from the record.

use std::collections::BTreeSet;

use muster_protocol::ids::{OccasionIx, UnitIx};
use muster_protocol::item::StepKind;
use muster_rules::score::facts::EntryKind;

use super::*;

const INSPECTION: &str = "supervision/2014-05";
const FOUND: &str = "2014-05-20 10:00";

/// An inspection that found two things of a unit that was drawn, and its task: it is to be put right by the 27th.
fn found() -> (World, UnitIx, OccasionIx) {
    let mut world = World::of_definition(shipped(), "2014-04-01 00:00").sent_until(FOUND);
    let (round, seed) = ("supervision".to_owned(), "s1".to_owned());
    world.submit(FOUND, &judge(Judge::Draw(Draw { round, session: None, seed }))).unwrap();
    let unit = world.state.facts().drawn.values().next().unwrap().units[0];
    let code = world.def.units[unit.at()].code.clone();
    world.submit(FOUND, &deduct(&code, Some(INSPECTION))).unwrap();
    let task = world.state.facts().entries[0].correction.unwrap();
    (world, unit, task)
}

/// The causes of what was deducted and how often, withdrawn or not.
fn deducted(world: &World) -> Vec<(String, u32, bool)> {
    let cause = |entry: &muster_rules::score::facts::Entry| match &entry.kind {
        EntryKind::Deducted { cause, times } => (cause.clone(), *times, entry.withdrawn),
        other => panic!("{other:?}"),
    };
    world.state.facts().entries.iter().map(cause).collect()
}

fn hand_in(world: &World, unit: UnitIx, task: OccasionIx) -> Command {
    let (key, code) = (world.state.occasions()[task.at()].key(), &world.def.units[unit.at()].code);
    pieces(&format!("{key}/{code}"), "办理情况", 1)
}

#[test]
fn what_an_inspection_found_is_a_task_of_which_the_unit_is_told_and_reminded() {
    let (mut world, unit, task) = found();
    let occasion = &world.state.occasions()[task.at()];
    assert_eq!(occasion.plan.due_day, "2014-05-27".parse().unwrap(), "five working days");
    let given = occasion.plan.given.clone().unwrap();
    assert_eq!(given.units, [unit]);
    assert_eq!(given.title, "整改日常督查（5月）发现的问题：每发现1个问题，共2处");
    assert!(occasion.item(unit).awaits());
    let mut told = 0;
    while let Some(due) = world.state.next_due().filter(|due| *due < at("2014-05-27 23:00")) {
        world.pass_to(due);
        let of_it = |message: &Message| message.steps.iter().any(|step| step.occasion == task);
        told += world.given.iter().filter(|message| of_it(message)).count();
        world.report(due);
    }
    assert!(told > 1, "told at once and reminded before the day: {told}");
    assert_eq!(deducted(&world), [("每发现1个问题".to_owned(), 2, false)]);
}

/// The text of the finding goes with the letter of the task and with each reminder, as that of a return does.
#[test]
fn letters_of_what_is_to_be_put_right_carry_what_was_found() {
    let (mut world, _, task) = found();
    let (mut told, mut kinds) = (0, BTreeSet::new());
    while let Some(due) = world.state.next_due().filter(|due| *due < at("2014-05-29 23:00")) {
        world.pass_to(due);
        for message in world.given.clone() {
            let key = world.state.numbering.names(message.key).unwrap();
            let campaign = "service-year".parse().unwrap();
            let question = Question::Messages { campaign, messages: vec![key] };
            let Answer::Messages { messages, .. } = answer(&world.def, &world.state, due, &question) else {
                panic!("no messages")
            };
            let of_it = world.state.occasions()[task.at()].key().to_owned();
            let lines = messages.into_iter().flat_map(|message| message.lines);
            for line in lines.filter(|line| line.step.occasion.as_str() == of_it) {
                assert_eq!(line.reason.map(|reason| reason.digest), Some(Digest([7; 32])), "{:?}", line.kind);
                kinds.insert(line.kind);
                told += 1;
            }
        }
        world.report(due);
    }
    assert!(kinds.contains(&StepKind::Given) && told > 1, "{kinds:?}");
}

#[test]
fn that_it_was_not_put_right_in_time_follows_from_the_record_once_and_nobody_enters_it() {
    let (mut world, unit, task) = found();
    let code = world.def.units[unit.at()].code.clone();
    let cause = Cause { name: "逾期整改".to_owned(), times: 1 };
    let by_hand = judge(Judge::Deduct(on("督查扣分", &code), cause, None));
    insta::assert_snapshot!(
        no(&mut world, FOUND, &by_hand),
        @"“逾期整改”由记录得出：督查发现的问题到期没有整改就算，不用人工记"
    );
    world.pass_sending("2014-05-27 23:59");
    assert_eq!(deducted(&world).len(), 1, "its day is not over");
    world.pass_sending("2014-06-20 10:00");
    assert_eq!(deducted(&world)[1..], [("逾期整改".to_owned(), 1, false)]);
    let late = &world.state.facts().entries[1];
    assert_eq!(
        (late.unit, late.correction, late.inspection.as_deref()),
        (unit, Some(task), Some(INSPECTION))
    );
    // Handed in late, it stays so.
    world.submit("2014-06-20 10:00", &hand_in(&world, unit, task)).unwrap();
    world.pass_sending("2014-07-20 10:00");
    assert_eq!(deducted(&world).len(), 2);
}

#[test]
fn what_was_put_right_in_time_or_was_withdrawn_costs_nothing_more() {
    let (mut world, unit, task) = found();
    world.submit("2014-05-27 17:00", &hand_in(&world, unit, task)).unwrap();
    world.pass_sending("2014-06-20 10:00");
    assert_eq!(deducted(&world).len(), 1);

    let (mut world, unit, task) = found();
    world.submit("2014-05-21 10:00", &judge(Judge::Withdraw(1, Digest([7; 32])))).unwrap();
    assert!(!world.state.occasions()[task.at()].item(unit).awaits(), "it need not be put right");
    world.pass_sending("2014-06-20 10:00");
    assert_eq!(deducted(&world), [("每发现1个问题".to_owned(), 2, true)]);
}

/// A round without a sample looks at every unit: what it finds is put right as what another finds of those that were drawn.
#[test]
fn where_no_sample_is_taken_what_is_found_of_any_unit_is_put_right() {
    let mut def = shipped();
    let round = def.reviews.iter_mut().find(|round| round.id == "supervision").unwrap();
    round.sample = None;
    let mut world = World::of_definition(def, "2014-04-01 00:00").sent_until(FOUND);
    let unit = world.def.unit_by_code("005").unwrap();
    world.submit(FOUND, &deduct("005", Some(INSPECTION))).unwrap();
    let task = world.state.facts().entries[0].correction.unwrap();
    let occasion = &world.state.occasions()[task.at()];
    assert_eq!(occasion.plan.given.clone().unwrap().units, [unit]);
    assert!(occasion.item(unit).awaits());
    let refused = no(&mut world, FOUND, &deduct("005", Some("supervision/2014-11")));
    assert!(refused.contains("supervision/2014-11"), "November's has not begun: {refused}");
}

/// Behind the freeze nothing changes the points.
#[test]
fn what_falls_due_behind_the_freeze_costs_nothing() {
    let mut world = World::of_definition(shipped(), "2014-04-01 00:00").sent_until("2014-11-20 10:00");
    let (round, seed) = ("supervision".to_owned(), "s1".to_owned());
    world.submit("2014-11-20 10:00", &judge(Judge::Draw(Draw { round, session: None, seed }))).unwrap();
    world.pass_sending("2014-12-10 10:00");
    let unit = world.state.facts().drawn.values().next().unwrap().units[0];
    let code = world.def.units[unit.at()].code.clone();
    world.submit("2014-12-10 10:00", &deduct(&code, Some("supervision/2014-11"))).unwrap();
    assert!(world.state.facts().entries[0].correction.is_some());
    world.pass_sending("2014-12-30 10:00");
    assert_eq!(deducted(&world).len(), 1);
}
