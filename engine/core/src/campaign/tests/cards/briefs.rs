//! The weekly brief: what is late, once a week, in the one letter of a day.

use muster_protocol::definition::Brief;
use muster_protocol::item::Standing;

use super::super::super::sample::{OFFICE, day_rule};
use super::*;

/// The sample without visits, with a brief to the office, in so many weeks at the most.
fn briefed(at_most: u8) -> Definition {
    let mut def = definition();
    def.visits.clear();
    def.policies[0].brief = Some(Brief { to: vec![OFFICE], at_most });
    def
}

/// The line of the letters of a morning.
fn letters<'a>(events: &'a str, morning: &str) -> &'a str {
    let begins = format!("{morning} 09:00 message.due ");
    events.lines().find_map(|line| line.strip_prefix(begins.as_str())).unwrap_or_default()
}

#[test]
fn who_answers_for_several_units_gets_one_letter_a_week_with_what_is_late_in_all_of_them() {
    let mut world = World::of_definition(briefed(3), "2014-04-01 00:00").sent_until("2014-05-06 10:00");
    // Nothing was late before, and so nothing was said.
    let events = world.take();
    for monday in ["04-08", "04-14", "04-21"] {
        assert!(!letters(&events, monday).contains("office"), "{monday}: {events}");
    }
    assert_eq!(letters(&events, "04-28"), "a-head 1, b-head 1, d-head 1, office 3");
    // The Sunday is worked, but the week began before it.
    assert!(!letters(&events, "05-04").contains("office"), "{events}");
    assert_eq!(letters(&events, "05-05"), "a-head red 1, b-head red 1, d-head red 1, office 3, office red 3");
    // What is handed in is in no brief any more.
    world.submit("2014-05-06 10:00", &submit("plan/a", 1)).unwrap();
    world.pass_sending("2014-05-21 00:00");
    let events = world.take();
    assert_eq!(letters(&events, "05-12"), "office 2", "{events}");
    assert!(!letters(&events, "05-19").contains("office"), "three weeks at the most: {events}");
    world.pass_sending("2014-08-01 00:00");
    assert!(world.state.closed());
    assert_eq!(world.state.counts().open(), 0, "{:?}", world.state.counts());
}

#[test]
fn a_brief_tells_the_card_of_each_item_on_its_day() {
    let mut world = World::of_definition(briefed(3), "2014-04-01 00:00");
    let mut all = Vec::new();
    world.pass_looking("2014-05-12 09:00", |world, _| {
        all.extend(world.said(|kind| matches!(kind, StepKind::Brief(..))));
    });
    all.dedup();
    assert_eq!(
        all,
        [
            format!("2014-04-28 office routine {}", StepKind::Brief(Standing::Yellow, 1)),
            format!("2014-05-05 office routine {}", StepKind::Brief(Standing::Red, 2)),
            format!("2014-05-12 office routine {}", StepKind::Brief(Standing::Red, 3)),
        ]
    );
}

#[test]
fn where_monday_is_off_the_brief_goes_on_the_next_working_day() {
    let mut def = briefed(1);
    def.duties[0].rule = day_rule("2014-04-04");
    let mut world = World::of_definition(def, "2014-04-01 00:00").sent_until("2014-04-08 10:00");
    let events = world.take();
    assert_eq!(letters(&events, "04-07"), "");
    assert_eq!(letters(&events, "04-08"), "a-head 1, b-head 1, d-head 1, office 3", "{events}");
}

#[test]
fn the_brief_is_part_of_the_days_letter_and_no_second_one() {
    let mut world = World::of_definition(briefed(3), "2014-04-01 00:00").sent_until("2014-05-09 10:00");
    // That the office's red card is lifted is told on Monday as well.
    world.submit("2014-05-09 10:00", &submit("plan/a", 1)).unwrap();
    world.take();
    world.pass_sending("2014-05-12 23:00");
    let events = world.take();
    assert_eq!(letters(&events, "05-12"), "a-head 1, office 3", "{events}");
    assert_eq!(events.matches("office").count(), 1, "{events}");
}
