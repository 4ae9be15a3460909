//! A person's own hour: from then on the routine letter of a day goes at it, never before what is planned, one a day.

use muster_protocol::command::ChooseHour;
use muster_protocol::time::TimeOfDay;

use super::*;

fn wish(contact: &str, hour: Option<&str>) -> Command {
    let hour = hour.map(|hour| hour.parse::<TimeOfDay>().unwrap());
    Command::ChooseHour(ChooseHour { contact: contact.into(), hour })
}

#[test]
fn the_next_routine_letter_goes_at_the_chosen_hour_and_those_of_others_stay() {
    let mut world = World::launched("2014-04-01 00:00").sent_until("2014-04-18 08:00").afresh();
    world.submit("2014-04-18 08:00", &wish("a-clerk", Some("14:00"))).unwrap();
    world.pass_sending("2014-04-24 23:00");
    let events = world.take();
    let letters = events.lines().filter(|line| line.contains("message.") || line.contains("step."));
    insta::assert_snapshot!(letters.collect::<Vec<_>>().join("\n"), @r"
    04-18 08:00 message.hour_set
    04-18 09:00 step.deferred 1
    04-18 09:00 message.due b-clerk 1, d-clerk 1
    04-18 14:00 message.due a-clerk 1
    04-24 09:00 step.deferred 1
    04-24 09:00 message.due b-clerk 1, d-clerk 1
    04-24 14:00 message.due a-clerk 1
    ");
    // Who hands in until then hears nothing more, and the file's hour can be had again.
    world.pass_sending("2014-04-25 10:00");
    world.submit("2014-04-25 10:00", &submit("plan/a", 1)).unwrap();
    world.submit("2014-04-25 10:00", &wish("a-clerk", None)).unwrap();
    world.take();
    world.pass_sending("2014-05-22 23:00");
    assert!(!world.of("message.due").contains("04-25"));
    world.pass_sending("2014-05-23 23:00");
    assert_eq!(world.of("message.due"), "05-23 09:00 message.due a-clerk 1, b-clerk 1\n");
}

#[test]
fn nothing_goes_earlier_for_it_and_neither_red_cards_nor_news_wait_for_it() {
    let mut def = definition();
    def.policies[0].hour = TimeOfDay(14 * 60);
    let mut world = World::of_definition(def, "2014-04-01 00:00").sent_until("2014-04-10 00:00").afresh();
    world.submit("2014-04-10 10:00", &wish("a-clerk", Some("10:00"))).unwrap();
    world.pass_sending("2014-04-18 23:00");
    assert_eq!(world.of("message.due"), "04-18 14:00 message.due a-clerk 1, b-clerk 1, d-clerk 1\n");

    let mut world = World::launched("2014-04-01 00:00").sent_until("2014-04-20 00:00").afresh();
    world.submit("2014-04-20 10:00", &wish("a-head", Some("15:00"))).unwrap();
    world.submit("2014-04-20 10:00", &wish("a-clerk", Some("15:00"))).unwrap();
    world.submit("2014-04-22 10:00", &submit("plan/a", 1)).unwrap();
    let back = Command::Return(Return { item: item("plan/a"), reason: None, failed: Vec::new() });
    world.submit("2014-04-22 11:00", &back).unwrap();
    world.pass_sending("2014-05-15 00:00");
    let due = world.of("message.due");
    assert!(due.contains("04-22 11:00 message.due a-clerk news-1 1\n"), "{due}");
    let of_head: Vec<&str> = due.lines().filter(|line| line.contains("a-head")).collect();
    assert!(of_head.iter().any(|line| line[6..].starts_with("15:00 message.due a-head 1")), "{of_head:?}");
    let red = of_head.iter().find(|line| line.contains("a-head red"));
    assert!(red.is_some_and(|line| line[6..].starts_with("09:00")), "{of_head:?}");
}

/// What could not be sent the day before waits for the day's letter, at whatever hour that goes.
#[test]
fn what_was_kept_back_is_in_the_letter_of_that_hour() {
    let mut world = World::launched("2014-04-01 00:00").sent_until("2014-04-23 12:00").afresh();
    world.submit("2014-04-23 12:00", &wish("a-clerk", Some("14:00"))).unwrap();
    world.pass("2014-04-25 09:30");
    let (campaign, messages) = ("year".parse().unwrap(), vec!["2014-04-24/a-clerk/routine".parse().unwrap()]);
    let question = Question::Messages { campaign, messages };
    let Answer::Messages { messages, .. } =
        answer(&world.def, &world.state, at("2014-04-25 09:30"), &question)
    else {
        panic!("no messages")
    };
    assert_eq!(messages[0].waits_until, Some(at("2014-04-25 14:00")));
    world.take();
    world.pass("2014-04-25 14:00");
    assert!(world.of("message.due").contains("04-25 14:00 message.due a-clerk 2\n"));
}

/// How late the clock ticks changes nothing but the recorded instant.
#[test]
fn a_clock_that_ticks_late_gives_the_same_letters() {
    let mut world = World::launched("2014-04-01 00:00").sent_until("2014-04-23 12:00").afresh();
    world.submit("2014-04-23 12:00", &wish("a-clerk", Some("14:00"))).unwrap();
    world.take();
    world.pass_to(at("2014-04-24 16:00"));
    insta::assert_snapshot!(world.take(), @r"
    04-24 16:00 step.deferred 1
    04-24 16:00 message.due b-clerk 1, d-clerk 1
    04-24 16:00 message.due a-clerk 1
    ");
}

#[test]
fn it_lies_within_the_day_and_the_same_wish_again_changes_nothing() {
    let mut world = World::launched("2014-04-01 00:00");
    for (hour, refused) in [("08:59", true), ("09:00", false), ("17:00", false), ("17:01", true)] {
        let given = world.submit("2014-04-01 00:00", &wish("a-clerk", Some(hour)));
        assert_eq!(given, if refused { Err(RefusalCode::WrongState) } else { Ok(()) }, "{hour}");
    }
    let version = world.state.version();
    world.submit("2014-04-01 00:00", &wish("a-clerk", Some("17:00"))).unwrap();
    assert_eq!(world.state.version(), version, "twice is once");
    world.submit("2014-04-01 00:00", &wish("a-clerk", None)).unwrap();
    world.submit("2014-04-01 00:00", &wish("a-clerk", None)).unwrap();
    assert_eq!(world.state.version().0, version.0 + 1);
    assert_eq!(world.submit("2014-04-01 00:00", &wish("x", None)), Err(RefusalCode::UnknownName));
}
