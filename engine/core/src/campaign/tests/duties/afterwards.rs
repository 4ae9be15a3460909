//! A campaign that is launched late: what it comes too late for, and how what is handed in afterwards is taken.

use super::*;
use crate::campaign::prospect;
use crate::campaign::tests::duties::reviews::{back, plan};
use muster_protocol::definition::ReturnDue;
use muster_protocol::item::OccasionKind;

fn late() -> World {
    World::of_definition(campaign().def, "2014-05-12 10:00")
}

fn state(world: &World, key: &str) -> ItemState {
    let (_, occasion) = world.state.occasion_by_key(key).unwrap();
    occasion.item(world.def.unit_by_code("002").unwrap()).state()
}

#[test]
fn what_is_handed_in_to_a_duty_that_was_launched_late_is_still_reviewed() {
    let mut world = late();
    world.pass_sending("2014-05-12 11:00");
    world.take();
    world.taken("2014-05-13 10:00", &plan());
    assert_eq!(state(&world, "unit-plan"), ItemState::Submitted);
    world.taken("2014-05-14 15:00", &back(&[]));
    assert_eq!(state(&world, "unit-plan"), ItemState::Returned);
    world.taken("2014-05-15 10:00", &plan());
    world.taken("2014-05-16 10:00", &Command::Accept(item("unit-plan/002")));
    assert_eq!(state(&world, "unit-plan"), ItemState::Closed);
    let events = world.take();
    let of_items: Vec<&str> =
        events.lines().filter(|line| line.contains(" item.") && !line.contains("item.late")).collect();
    insta::assert_snapshot!(of_items.join("\n"), @r"
    05-13 10:00 item.backfilled
    05-14 15:00 item.returned due 2014-05-21
    05-15 10:00 item.submitted
    05-16 10:00 item.accepted
    05-16 10:00 item.closed
    ");
}

#[test]
fn what_keeps_a_day_before_the_launch_after_a_return_is_never_late() {
    let mut def = campaign().def;
    let duty = def.duties.iter_mut().find(|duty| duty.id == "unit-plan").unwrap();
    duty.review.as_mut().unwrap().return_due = ReturnDue::Keep;
    let mut world = World::of_definition(def, "2014-05-12 10:00");
    world.taken("2014-05-13 10:00", &plan());
    world.taken("2014-05-14 15:00", &back(&[]));
    world.pass_sending("2014-06-14 15:00");
    let (_, occasion) = world.state.occasion_by_key("unit-plan").unwrap();
    assert!(!occasion.item(world.def.unit_by_code("002").unwrap()).late());
    world.taken("2014-06-15 10:00", &plan());
    world.taken("2014-06-16 10:00", &Command::Accept(item("unit-plan/002")));
}

#[test]
fn a_launch_on_the_first_day_misses_nothing_and_says_who_is_written_to_first() {
    let def = campaign().def;
    for when in ["2013-12-01 10:00", "2014-04-01 00:00"] {
        let prospect = prospect(&def, at(when));
        assert_eq!(prospect.missed, [], "{when}");
        let next = prospect.next.unwrap();
        assert_eq!(next.at, at("2014-04-01 09:00"), "{when}: the notice of the first phase");
        assert_eq!(next.people.len(), 26, "{when}: 109 joins in June");
    }
}

#[test]
fn what_a_late_launch_misses_is_what_it_plans_as_past() {
    let def = campaign().def;
    let when = "2014-05-12 10:00";
    let prospect = prospect(&def, at(when));
    let world = World::of_definition(def, when);
    let backfill = |key: &str| {
        let found = world.state.occasions().iter().find(|it| it.key() == key);
        found.is_some_and(|it| it.plan().backfill)
    };
    let past: Vec<&str> =
        prospect.missed.iter().filter(|it| it.past).map(|it| it.plan.occasion.key.as_str()).collect();
    // What comes only once an occasion before it has opened is not planned yet.
    let planned = past.iter().filter(|key| world.state.occasions().iter().any(|it| it.key() == **key));
    assert!(planned.clone().count() >= 4 && planned.clone().all(|key| backfill(key)), "{past:?}");
    assert!(
        past.contains(&"unit-plan") && !past.contains(&"planting"),
        "planting lay before the start: {past:?}"
    );
    assert!(past.contains(&"phase-mobilization"), "its notice is not sent: {past:?}");
    let study = prospect.missed.iter().find(|it| !it.past).unwrap();
    assert!(study.lost > 0 && study.plan.due_day >= "2014-05-12".parse().unwrap(), "{study:?}");
}

#[test]
fn after_the_last_day_nobody_is_ever_written_to() {
    let prospect = prospect(&campaign().def, at("2026-11-29 10:00"));
    assert_eq!((prospect.next, prospect.next_due), (None, None));
    let past = prospect.missed.iter().filter(|it| matches!(it.plan.kind, OccasionKind::Duty(_))).count();
    assert_eq!(past, prospect.duties.values().sum::<usize>());
}
