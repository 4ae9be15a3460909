//! Dates that hang on what units do, calendars of groups, and launches in mid-campaign.

use muster_protocol::definition::{Calendar, DayKind, GroupCalendar, Limit, Offset, Rule, Selector};
use muster_protocol::ids::{AudienceIx, DutyIx};

use super::super::State;
use super::super::sample::{date, day_rule, definition};
use super::super::state::ItemState;
use super::{World, item, submit};
use muster_protocol::command::{Command, Hold, Launch, Resume, Return, Submit};
use muster_protocol::ids::UnitIx;
use muster_protocol::item::DueDays;

/// The sample with a duty that waits for `plan`.
fn waiting(limit: Limit) -> World {
    let mut def = definition();
    let plan = def.duties.iter().position(|duty| duty.id == "plan").unwrap();
    let mut next = def.duties[plan].clone();
    next.id = "next".to_owned();
    next.review = None;
    let offsets = vec![Offset::AfterDue(limit)];
    let after_close = Some(DutyIx(u16::try_from(plan).unwrap()));
    next.rule = Rule { offsets, after_close, ..day_rule("2014-04-25") };
    def.duties.push(next);
    World::of_definition(def, "2014-04-01 00:00")
}

fn state_of(world: &World, key: &str, unit: u32) -> (ItemState, String) {
    let (_, occasion) = world.state.occasion_by_key(key).unwrap();
    let unit = UnitIx(unit);
    (occasion.item(unit).state(), occasion.due_day(unit).to_string())
}

#[test]
fn an_item_that_waits_opens_when_the_other_closes_with_days_counted_from_there() {
    let mut world = waiting(Limit::Workdays(5));
    assert_eq!(state_of(&world, "next", 0).0, ItemState::None);
    world.submit("2014-04-10 10:00", &submit("plan/a", 1)).unwrap();
    assert_eq!(state_of(&world, "next", 0).0, ItemState::None);
    world.submit("2014-04-11 16:00", &Command::Accept(item("plan/a"))).unwrap();
    assert_eq!(state_of(&world, "next", 0), (ItemState::Open, "2014-04-18".to_owned()));
    // The others still wait; what is expected of them follows from the due day of the plan.
    assert_eq!(state_of(&world, "next", 1), (ItemState::None, "2014-05-05".to_owned()));
    world.pass("2014-04-19 00:00");
    assert_eq!(world.of("item.late"), "04-19 00:00 item.late 1 of next\n");
    world.submit("2014-04-21 09:00", &submit("next/a", 1)).unwrap();
    assert_eq!(state_of(&world, "next", 0).0, ItemState::Closed);
}

#[test]
fn row_19_a_plan_imported_in_june_sends_nothing_for_april_and_lists_open_items_once() {
    let mut world = World::launched("2014-06-10 08:00").sent_until("2014-07-01 00:00");
    let events = world.take();
    let april = |line: &&str| line.contains("message.due") && line[..5] < *"06-10";
    assert_eq!(events.lines().filter(april).count(), 0, "{events}");
    let late = events.lines().filter(|line| line.contains("item.late") && line.contains("plan")).count();
    assert_eq!(late, 0, "{events}");
    let plans = events.lines().filter(|line| line.ends_with("occasion.opened plan")).count();
    assert_eq!(plans, 1, "{events}");
    assert_eq!(state_of(&world, "plan", 0).0, ItemState::Open);
}

#[test]
fn row_33_units_that_do_not_work_made_up_days_have_dates_of_their_own_calendar() {
    let mut def = definition();
    let mut calendar: Calendar = def.calendar.clone();
    calendar.exceptions.retain(|exception| exception.kind == DayKind::Off);
    let b = Selector { units: vec![UnitIx(1)], ..Selector::default() };
    let mut audience = def.audiences[0].clone();
    audience.selector = b;
    def.audiences.push(audience);
    let audience = AudienceIx(u16::try_from(def.audiences.len() - 1).unwrap());
    def.groups.push(GroupCalendar { id: "firms".to_owned(), audience, calendar });
    let mut world = World::of_definition(def, "2014-04-01 00:00").sent_until("2014-05-08 00:00");
    let events = world.of("message.due");
    let line = |day: &str| events.lines().find(|line| line.starts_with(day)).unwrap_or("").to_owned();
    // Made-up Sunday 5/4 is nobody's working day there: phase notice and second overdue reminder come on 5/5.
    assert!(line("05-04").contains("a-clerk") && !line("05-04").contains("b-clerk"), "{events}");
    assert!(line("05-05").contains("b-clerk"), "{events}");
    let keys: Vec<&str> = world.state.occasions().iter().map(|occasion| occasion.key()).collect();
    assert!(keys.contains(&"plan") && keys.contains(&"plan.firms"), "{keys:?}");
    assert_eq!(state_of(&world, "plan", 1).0, ItemState::None);
    assert_eq!(state_of(&world, "plan.firms", 1).0, ItemState::Open);
    assert_eq!(state_of(&world, "plan.firms", 0).0, ItemState::None);
}

#[test]
fn row_29_a_day_entered_around_midnight_is_the_local_one() {
    let mut world = World::launched("2014-04-01 00:00");
    let on = |name: &str, day: &str| {
        let Command::Submit(submit) = submit(name, 1) else { unreachable!() };
        Command::Submit(Submit { on: Some(day.parse().unwrap()), ..submit })
    };
    assert!(world.submit("2014-04-10 00:30", &on("plan/a", "2014-04-11")).is_err());
    assert!(world.submit("2014-04-10 00:30", &on("plan/a", "2014-04-10")).is_ok());
    assert!(world.submit("2014-04-10 23:30", &on("plan/b", "2014-04-11")).is_err());
    assert!(world.submit("2014-04-10 23:30", &on("plan/b", "2014-04-10")).is_ok());
}

#[test]
fn a_due_day_whose_overdue_steps_need_a_year_without_a_table_is_refused() {
    let mut def = definition();
    def.phases[1].to = date("2015-01-31");
    def.duties[0].rule = day_rule("2014-12-22");
    let mut world = World::of_definition(def, "2014-12-01 00:00");
    world.submit("2014-12-16 10:00", &submit("plan/a", 1)).unwrap();
    // Five working days from here is 12/30, and the days after it have no table.
    let back = Command::Return(Return { item: item("plan/a"), reason: None, failed: Vec::new() });
    let refusal = world.refused("2014-12-23 10:00", &back);
    assert!(refusal.detail.en.contains("2015"), "{refusal:?}");
    let mut world = World { state: State::new(), ..world };
    let launch = Launch { definition: world.def.digest(), sources: Vec::new(), contacts: None };
    world.submit("2014-12-01 00:00", &Command::Launch(launch)).unwrap();
    world.submit("2014-12-16 10:00", &Command::Hold(Hold { phase: None, reason: None })).unwrap();
    let resume = |due_days| Command::Resume(Resume { phase: None, due_days });
    // Six working days later the plan would fall due on 12/30.
    let refusal = world.refused("2014-12-24 10:00", &resume(DueDays::Shift));
    assert!(refusal.detail.en.contains("has no table for 2015"), "{refusal:?}");
    world.submit("2014-12-24 10:00", &resume(DueDays::Stay)).unwrap();
}

#[test]
fn what_would_come_behind_the_end_of_the_campaign_needs_no_table_of_the_next_year() {
    let mut def = definition();
    def.phases[1].to = date("2014-12-31");
    def.duties[0].rule = day_rule("2014-12-22");
    let mut world = World::of_definition(def, "2014-12-01 00:00");
    world.submit("2014-12-16 10:00", &submit("plan/a", 1)).unwrap();
    let back = Command::Return(Return { item: item("plan/a"), reason: None, failed: Vec::new() });
    // Five working days from here is 12/30; from the day before the end they lead behind it, and the last day counts.
    world.submit("2014-12-23 10:00", &back).unwrap();
    assert!(world.take().contains("item.returned due 2014-12-30"));
    world.submit("2014-12-29 10:00", &submit("plan/a", 1)).unwrap();
    world.submit("2014-12-30 10:00", &back).unwrap();
    assert!(world.take().contains("item.returned due 2014-12-31"));
    // It is the evening of the last day: nobody hears news any more, and they keep nobody from deciding.
    world.submit("2014-12-31 19:00", &submit("plan/a", 1)).unwrap();
    world.submit("2014-12-31 20:00", &back).unwrap();
    assert!(world.take().contains("item.returned due 2014-12-31"));
}
