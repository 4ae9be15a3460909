//! What a hold made late, what a resume takes back of it, and what it has said that was held.

use muster_protocol::command::{ChangeVisit, Command, Hold, RefusalCode, Resume, Return, VisitChange};
use muster_protocol::event::CalledOff;
use muster_protocol::ids::{Digest, UnitIx};
use muster_protocol::item::{DueDays, StepKind, VisitNews};

use super::super::state::{Item, ItemState};
use super::{World, item, submit};

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

/// Visits of `a` and `b` that their people know of, and a hold of a week in which one is called off and one confirmed, a plan
/// is returned and a late one handed in.
fn held_over_news(day: &str) -> World {
    const ROUND: &str = "visits.2014-q2";
    let mut world = World::launched("2014-04-01 00:00").sent_until("2014-05-12 09:30");
    world.plan_visits("2014-05-12 10:00", (ROUND, day), |unit| ["a", "b"].contains(&unit.code.as_str()));
    world.pass_sending("2014-05-13 09:59");
    world.submit("2014-05-13 10:00", &Command::Hold(Hold { phase: None, reason: None })).unwrap();
    world.submit("2014-05-13 11:00", &submit("plan/a", 1)).unwrap();
    world.submit("2014-05-13 11:00", &submit("plan/b", 1)).unwrap();
    let back = Return { item: item("plan/a"), reason: None, failed: Vec::new() };
    world.submit("2014-05-14 10:00", &Command::Return(back)).unwrap();
    let off = VisitChange::CallOff { why: CalledOff::Cancelled, reason: None };
    for (visit, change) in [("visits.2014-q2/a", off), ("visits.2014-q2/b", VisitChange::Confirm)] {
        let change = ChangeVisit { item: item(visit), change };
        world.submit("2014-05-14 10:00", &Command::ChangeVisit(change)).unwrap();
    }
    world
}

/// What people read from the resume on.
fn read_from(world: &mut World, when: &str, until: &str) -> Vec<(String, StepKind)> {
    world.submit(when, &resume(DueDays::Stay)).unwrap();
    let mut read = Vec::new();
    world.pass_looking(until, |world, due| {
        for (key, lines) in world.read(due) {
            read.extend(lines.into_iter().map(|line| (key.contact.to_string(), line.kind)));
        }
    });
    read
}

#[test]
fn what_nothing_says_afterwards_is_said_however_long_it_was_held() {
    let mut world = held_over_news("2014-05-30");
    let read = read_from(&mut world, "2014-05-20 10:00", "2014-05-21 12:00");
    let heard = |who: &str, what: StepKind| read.contains(&(who.to_owned(), what));
    assert!(heard("a-clerk", StepKind::Returned), "{read:?}");
    assert!(heard("a-clerk", StepKind::VisitNews(VisitNews::CalledOff)), "{read:?}");
    assert!(heard("a-head", StepKind::VisitNews(VisitNews::CalledOff)), "{read:?}");
    assert!(heard("b-clerk", StepKind::VisitNews(VisitNews::Confirmed)), "{read:?}");
    let lifted = |(who, what): &(String, StepKind)| who == "b-head" && matches!(what, StepKind::Lifted(_));
    assert!(read.iter().any(lifted), "its card is over: {read:?}");
}

#[test]
fn of_a_visit_whose_day_is_over_it_is_said_that_nobody_came_and_nothing_else() {
    let mut world = held_over_news("2014-05-16");
    let read = read_from(&mut world, "2014-05-20 10:00", "2014-05-20 12:00");
    let news = |unit: &str| -> Vec<StepKind> {
        let theirs = read.iter().filter(|(who, _)| who.starts_with(unit)).map(|(_, what)| *what);
        theirs.filter(|what| matches!(what, StepKind::VisitNews(_))).collect()
    };
    assert_eq!(news("a"), [StepKind::VisitNews(VisitNews::CalledOff); 2], "{read:?}");
    assert!(news("b").is_empty(), "{read:?}");
    assert!(world.take().contains(" Held\n"), "what is not said any more is recorded");
}

#[test]
fn another_reason_for_a_hold_that_stands_is_refused_and_not_lost() {
    let mut world = World::launched("2014-04-01 00:00");
    let hold = |phase: Option<&str>, reason: u8| {
        Command::Hold(Hold { phase: phase.map(str::to_owned), reason: Some(Digest([reason; 32])) })
    };
    for phase in [None, Some("mobilization")] {
        world.submit("2014-04-02 10:00", &hold(phase, 1)).unwrap();
        let version = world.state.version();
        world.submit("2014-04-02 10:00", &hold(phase, 1)).unwrap();
        assert_eq!(world.state.version(), version, "twice is once");
        assert_eq!(world.submit("2014-04-02 10:00", &hold(phase, 2)), Err(RefusalCode::WrongState));
    }
}
