//! What went wrong for users of other programs, as rows of the collection of such reports: reminders that come twice, not at
//! all, on the wrong day, or too many of them.

use std::collections::{BTreeMap, BTreeSet};

use super::*;
use crate::campaign::tick;
use crate::definition::tests::shipped;

impl World {
    /// Nobody looks at the clock until an instant.
    fn away_until(&mut self, when: &str) {
        self.pass_to(at(when));
    }

    /// What was given out since the last look: day, person, kind and steps of each message.
    fn letters(&self) -> Vec<(String, String, MessageKind, usize)> {
        let one = |message: &Message| {
            let contact = self.def.contacts[message.key.contact.at()].id.clone();
            (message.key.date.to_string(), contact, message.key.kind, message.steps.len())
        };
        self.given.iter().map(one).collect()
    }

    /// Passes time with a worker that hands everything over, and tells what was given out.
    fn given_until(&mut self, until: &str) -> Vec<(String, String, MessageKind, usize)> {
        let mut all = Vec::new();
        self.pass_looking(until, |world, _| all.extend(world.letters()));
        all
    }

    fn occasion_is_open(&self, key: &str) -> bool {
        self.state.occasion_by_key(key).is_some_and(|(_, occasion)| occasion.is_open())
    }
}

/// camunda #9680: a repeating timer fires for every interval that was missed.
#[test]
fn row_02_after_an_outage_over_six_reminders_one_comes_and_the_rest_are_skipped_with_a_reason() {
    let mut world = World::launched("2014-04-01 00:00").sent_until("2014-04-23 12:00").afresh();
    // 4/24, 4/25, 4/28, 4/29, 5/4 and 5/5 were missed; 5/6 is an hour old.
    world.away_until("2014-05-06 10:00");
    let letters = world.letters();
    assert_eq!(letters.len(), 3, "one a clerk: {letters:?}");
    assert!(letters.iter().all(|(day, ..)| day == "2014-05-06"), "{letters:?}");
    let events = world.take();
    assert_eq!(events.matches("message.due").count(), 1, "{events}");
    let skipped: Vec<&str> = events.lines().filter(|line| line.contains("step.skipped")).collect();
    assert!(skipped.len() >= 5 && skipped.iter().all(|line| line.ends_with("Missed")), "{events}");
    assert!(world.state.next_due().is_some_and(|next| next > at("2014-05-06 10:00")));
}

/// civicrm #6606: a reminder sent on every pass of the day.
#[test]
fn row_15_a_clock_that_ticks_every_second_of_a_day_reminds_once() {
    let mut world = World::launched("2014-04-01 00:00").sent_until("2014-04-23 23:59");
    let midnight = at("2014-04-24 00:00");
    let mut messages = 0;
    for second in 0..24 * 60 * 60 {
        let now = midnight.plus(second * 1_000);
        let events = tick(&world.def, &world.state, now);
        for event in &events {
            if let Event::MessageDue(body) = event {
                messages += body.messages.len();
            }
            evolve(&world.def, &mut world.state, now, event);
        }
    }
    assert_eq!(messages, 3, "one for each of the three clerks");
}

/// frappe #33197: what falls due outside office hours is skipped for ever.
#[test]
fn row_16_what_comes_up_on_a_holiday_or_in_the_evening_waits_for_the_next_window() {
    let mut world = World::launched("2014-04-01 00:00");
    let back = Command::Return(Return { item: item("plan/a"), reason: None, failed: Vec::new() });
    world.pass_sending("2014-04-24 10:00");
    world.submit("2014-04-24 10:00", &submit("plan/a", 1)).unwrap();
    world.pass_sending("2014-04-24 20:00");
    world.submit("2014-04-24 20:00", &back).unwrap();
    let news = |letters: Vec<(String, String, MessageKind, usize)>| -> Vec<String> {
        let news = letters.into_iter().filter(|(.., kind, _)| matches!(kind, MessageKind::News(_)));
        news.map(|(day, contact, ..)| format!("{day} {contact}")).collect()
    };
    assert_eq!(news(world.given_until("2014-04-25 08:59")), Vec::<String>::new());
    assert_eq!(news(world.given_until("2014-04-25 09:00")), ["2014-04-25 a-clerk"]);
    world.submit("2014-04-30 10:00", &submit("plan/a", 1)).unwrap();
    // 5/1 is a holiday and 5/4 a Sunday on which people work.
    world.pass_sending("2014-05-01 10:00");
    world.submit("2014-05-01 10:00", &back).unwrap();
    assert_eq!(news(world.given_until("2014-05-04 08:59")), Vec::<String>::new());
    assert_eq!(news(world.given_until("2014-05-04 09:00")), ["2014-05-04 a-clerk"]);
}

/// frappe #15650: reminders that are never sent, and nothing says so.
#[test]
fn row_17_every_planned_step_ends_in_one_way_and_the_sum_is_the_plan() {
    let mut world = World::launched("2014-04-01 00:00");
    let refused = |contact: &str| contact == "b-clerk";
    while let Some(due) = world.state.next_due().filter(|due| *due <= at("2014-08-01 00:00")) {
        world.pass_to(due);
        let given = std::mem::take(&mut world.given);
        let (bad, good): (Vec<_>, Vec<_>) =
            given.into_iter().partition(|message| refused(&world.def.contacts[message.key.contact.at()].id));
        world.given = good;
        world.report(due);
        for message in bad {
            let key = world.state.numbering.names(message.key).unwrap();
            let outcome = SendOutcome::Failed(StepReason::Refused);
            let reports = vec![MessageReport { key, outcome, attempt: 1 }];
            let command = Command::ReportMessages(ReportMessages { reports });
            for event in decided(&world.def, &world.state, due, &command).unwrap() {
                evolve(&world.def, &mut world.state, due, &event);
            }
        }
    }
    let counts = world.state.counts();
    assert!(world.state.closed() && counts.sent > 0 && counts.failed > 0, "{counts:?}");
    assert_eq!(counts.planned, counts.sent + counts.skipped + counts.failed + counts.withdrawn, "{counts:?}");
}

/// frappe #34123: a series dies when the engine was off on the exact day.
#[test]
fn row_18_a_series_goes_on_although_the_engine_was_off_on_its_day() {
    let mut world = World::launched("2014-04-01 00:00").sent_until("2014-05-29 12:00");
    assert!(!world.occasion_is_open("study.2014-06"));
    world.away_until("2014-06-05 10:00");
    assert!(world.occasion_is_open("study.2014-06"));
    let letters = world.given_until("2014-07-01 00:00");
    assert!(letters.iter().any(|(day, ..)| day.starts_with("2014-06-2")), "{letters:?}");
}

/// kanboard #3098: 35 mails at once.
#[test]
fn row_36_nobody_gets_more_than_one_routine_message_a_day() {
    let mut world = World::of_definition(shipped(), "2014-04-01 00:00");
    let mut had: BTreeSet<(String, String)> = BTreeSet::new();
    let mut most = 0;
    for (day, contact, kind, steps) in world.given_until("2014-07-01 00:00") {
        if kind == MessageKind::Routine {
            assert!(had.insert((day.clone(), contact.clone())), "{contact} twice on {day}");
            most = most.max(steps);
        }
    }
    assert!(had.len() > 500 && most > 3, "{} messages, at most {most} items in one", had.len());
}

/// duly #11: a manager with thirty late tasks must receive one mail.
#[test]
fn row_38_who_is_over_many_late_units_gets_one_card_with_all_of_them() {
    let mut world = World::of_definition(shipped(), "2014-04-01 00:00").sent_until("2014-05-04 23:00");
    let mut red: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (_, contact, kind, steps) in world.given_until("2014-05-05 23:59") {
        if kind == MessageKind::Red {
            red.entry(contact).or_default().push(steps);
        }
    }
    assert!(red.values().all(|letters| letters.len() == 1), "{red:?}");
    assert!(red.values().flatten().any(|steps| *steps >= 20), "{red:?}");
}

/// opensrp #124: a schedule makes new alerts instead of changing the one that is there.
#[test]
fn row_39_an_obligation_is_late_once_and_its_state_changes() {
    let mut world = World::launched("2014-04-01 00:00").sent_until("2014-04-29 10:00");
    let late = |events: &str| events.matches("item.late 3 of plan").count();
    assert_eq!(late(&world.take()), 1);
    world.submit("2014-04-29 10:00", &submit("plan/a", 1)).unwrap();
    let back = Command::Return(Return { item: item("plan/a"), reason: None, failed: Vec::new() });
    world.submit("2014-04-29 11:00", &back).unwrap();
    world.pass_sending("2014-05-20 00:00");
    let events = world.take();
    assert_eq!(late(&events), 0, "{events}");
    let (_, plan) = world.state.occasion_by_key("plan").unwrap();
    assert_eq!(plan.units().count(), 3, "no second item for what came back");
}

/// gaia #753: the first start on old data sends what is months old.
#[test]
fn row_41_a_first_start_long_after_the_launch_sends_nothing_that_is_older_than_its_window() {
    let mut world = World::launched("2014-04-01 00:00");
    world.away_until("2014-07-16 12:00");
    let letters = world.letters();
    assert!(letters.iter().all(|(day, ..)| day.as_str() >= "2014-07-15"), "{letters:?}");
    let events = world.take();
    assert!(events.contains("step.skipped") && events.contains("Missed"), "{events}");
}

/// matrix-reminder-bot #9: what was missed is lost, or comes all at once.
#[test]
fn row_42_what_was_missed_comes_within_its_catch_up_and_not_after() {
    let after = |hours: i64| {
        let mut world = World::launched("2014-04-01 00:00").sent_until("2014-04-18 08:00").afresh();
        let late = at("2014-04-18 09:00").plus(hours * muster_protocol::time::HOUR);
        let events = world.pass_to(late);
        let names: BTreeSet<&str> = events.iter().map(Event::name).collect();
        (names.contains("message.due"), names.contains("step.skipped"))
    };
    let table: Vec<(i64, bool, bool)> =
        [0, 1, 23, 24, 25, 72].map(|hours| (hours, after(hours).0, after(hours).1)).to_vec();
    let wanted = [
        (0, true, false),
        (1, true, false),
        (23, true, false),
        (24, true, false),
        (25, false, true),
        (72, false, true),
    ];
    assert_eq!(table, wanted);
}

/// operately #1329: managers in the dark, and everybody told at once.
#[test]
fn row_58_the_next_level_is_reported_only_where_the_one_before_has_not_acted() {
    let reds = |act: bool| {
        let mut world = World::launched("2014-04-01 00:00").sent_until("2014-04-28 10:00");
        let yellow = world.take();
        assert!(yellow.contains("04-28 09:00 message.due a-head 1"), "one working day after: {yellow}");
        if act {
            world.submit("2014-04-30 10:00", &submit("plan/a", 1)).unwrap();
        }
        let letters = world.given_until("2014-05-10 00:00").into_iter();
        let red = letters.filter(|(.., kind, _)| *kind == MessageKind::Red);
        red.map(|(day, contact, _, steps)| format!("{day} {contact} {steps}")).collect::<Vec<_>>()
    };
    // Five working days after 4/25, over the holiday and the made-up Sunday.
    let (silent, acted) = (reds(false), reds(true));
    assert!(silent.contains(&"2014-05-05 a-head 1".to_owned()), "{silent:?}");
    assert!(silent.contains(&"2014-05-05 office 3".to_owned()), "{silent:?}");
    assert!(!acted.iter().any(|line| line.contains("a-head")), "{acted:?}");
    assert!(acted.contains(&"2014-05-05 office 2".to_owned()), "{acted:?}");
}
