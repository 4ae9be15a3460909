//! What a hold made late, and what a resume takes back of it.

use muster_protocol::command::{Hold, Resume};
use muster_protocol::ids::UnitIx;
use muster_protocol::item::DueDays;

use super::super::state::{Item, ItemState};
use super::{World, item, submit};
use muster_protocol::command::Command;

/// Held from the day before the plan falls due until three days after: `a` hands in meanwhile, `b` and `d` do not.
fn held_over_the_due_day() -> World {
    let mut world = World::launched("2014-04-01 00:00").sent_until("2014-04-24 10:00");
    world.submit("2014-04-24 10:00", &Command::Hold(Hold { phase: None, reason: None })).unwrap();
    world.submit("2014-04-28 15:00", &submit("plan/a", 1)).unwrap();
    assert!(plan(&world, 0).late() && plan(&world, 1).late(), "dates go on in a hold");
    world
}

fn plan(world: &World, unit: u32) -> Item {
    let (_, occasion) = world.state.occasion_by_key("plan").unwrap();
    occasion.item(UnitIx(unit))
}

fn resume(due_days: DueDays) -> Command {
    Command::Resume(Resume { phase: None, due_days })
}

#[test]
fn nobody_keeps_a_mark_of_lateness_for_days_that_were_held_and_given_back() {
    let mut world = held_over_the_due_day();
    world.submit("2014-04-29 10:00", &resume(DueDays::Shift)).unwrap();
    let (_, occasion) = world.state.occasion_by_key("plan").unwrap();
    assert_eq!(occasion.due_day(UnitIx(0)).to_string(), "2014-04-30", "of who has handed in as well");
    assert_eq!((plan(&world, 0).state(), plan(&world, 0).late()), (ItemState::Submitted, false));
    assert_eq!((plan(&world, 1).state(), plan(&world, 1).late()), (ItemState::Open, false));
    // What was pardoned goes on as what was handed in: accepted, and nobody is reminded of it.
    world.submit("2014-04-29 15:00", &Command::Accept(item("plan/a"))).unwrap();
    world.take();
    world.pass_sending("2014-05-01 00:00");
    assert_eq!(world.of("item.late"), "05-01 00:00 item.late 2 of plan\n");
    assert!(!plan(&world, 0).late() && plan(&world, 1).late());
    world.pass_sending("2014-08-01 00:00");
    assert_eq!(world.state.counts().open(), 0, "{:?}", world.state.counts());
}

#[test]
fn where_due_days_stay_the_mark_stays_too() {
    let mut world = held_over_the_due_day();
    world.submit("2014-04-29 10:00", &resume(DueDays::Stay)).unwrap();
    assert!(plan(&world, 0).late() && plan(&world, 1).late());
}

#[test]
fn a_lateness_of_before_the_hold_stays() {
    let mut world = World::launched("2014-04-01 00:00").sent_until("2014-04-28 10:00");
    world.submit("2014-04-28 10:00", &Command::Hold(Hold { phase: None, reason: None })).unwrap();
    world.submit("2014-04-28 15:00", &submit("plan/a", 1)).unwrap();
    world.submit("2014-04-30 10:00", &resume(DueDays::Shift)).unwrap();
    assert!(plan(&world, 0).late() && plan(&world, 1).late());
}
