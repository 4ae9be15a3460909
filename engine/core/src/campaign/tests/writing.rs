//! When people are written to: one message a person and day, at the earliest hour, and nothing after the day it counts
//! down to.

use std::collections::BTreeMap;

use muster_protocol::command::{Command, Hold, OptOut, Resume};
use muster_protocol::definition::{
    Calendar, DayKind, Definition, GroupCalendar, Optional, Overdue, Pattern, ReminderPolicy, Roll, Rule,
    Selector,
};
use muster_protocol::ids::{AudienceIx, ReminderPolicyIx, UnitIx};
use muster_protocol::item::{DueDays, Message};
use muster_protocol::question::{Answer, Question};
use muster_protocol::time::{Instant, TimeOfDay};

use super::super::forecast;
use super::super::sample::{at, date, day_rule, definition};
use super::World;
use crate::answer::answer;
use crate::impact::impact;

fn policy(name: &str, hour: u16, before: Vec<u16>) -> ReminderPolicy {
    ReminderPolicy { name: name.to_owned(), hour: TimeOfDay(hour), before, ..definition().policies.remove(0) }
}

/// The sample with two duties by two policies, and no notices.
fn two_hours(early: ReminderPolicy, late: ReminderPolicy) -> Definition {
    let mut def = definition();
    def.visits.clear();
    def.phases.iter_mut().for_each(|phase| phase.notice = None);
    let mut other = def.duties[0].clone();
    other.id = "other".to_owned();
    other.policy = Some(ReminderPolicyIx(1));
    def.policies = vec![early, late];
    def.duties = vec![def.duties.remove(0), other];
    def
}

#[test]
fn reminders_of_two_hours_join_at_the_earlier_on_their_own_days() {
    let mut def = two_hours(policy("early", 8 * 60 + 30, vec![1]), policy("late", 9 * 60, vec![1]));
    def.duties.iter_mut().for_each(|duty| duty.rule = day_rule("2014-04-30"));
    let mut world = World::of_definition(def, "2014-04-01 00:00").sent_until("2014-05-01 00:00");
    insta::assert_snapshot!(world.of("message.due"), @r"
    04-29 08:30 message.due a-clerk 2, b-clerk 2, d-clerk 2
    04-30 08:30 message.due a-clerk 2, b-clerk 2, d-clerk 2
    ");
}

#[test]
fn a_daily_early_reminder_starves_nothing_of_a_later_hour() {
    let mut early = policy("early", 8 * 60 + 30, Vec::new());
    (early.overdue, early.cards) = (None, Vec::new());
    let mut late = policy("late", 9 * 60, vec![1]);
    late.overdue = Some(Overdue { every: 1, at_most: 3 });
    let mut def = two_hours(early, late);
    let daily = Pattern::Every {
        period: muster_protocol::definition::Period::Day,
        on: muster_protocol::definition::DayIn::Last,
    };
    def.duties[0].rule = Rule::new(daily, Roll::Back, date("2014-04-01"), date("2014-05-31"));
    let mut world = World::of_definition(def, "2014-04-01 00:00").sent_until("2014-05-08 00:00");
    let (_, other) = world.state.occasion_by_key("other").unwrap();
    let open: Vec<_> = other.ahead(UnitIx(0)).collect();
    assert!(open.is_empty(), "{open:?}");
    let events = world.of("message.due");
    let on = |day: &str| events.lines().filter(|line| line.starts_with(day)).collect::<Vec<_>>();
    assert_eq!(on("04-24"), ["04-24 08:30 message.due a-clerk 2, b-clerk 2, d-clerk 2"]);
    // Where the early one reaches nobody, the later hour stays: cards go to heads.
    let days: Vec<&str> = events.lines().map(|line| &line[..5]).collect();
    assert_eq!(on("04-28").len(), 2, "{days:?}");
}

#[test]
fn a_notice_and_a_reminder_join_and_each_unit_keeps_its_groups_calendar() {
    let mut def = two_hours(policy("early", 8 * 60 + 30, vec![1]), policy("late", 10 * 60, Vec::new()));
    def.duties.remove(0);
    def.duties[0].rule = day_rule("2014-04-30");
    def.phases[0].to = date("2014-04-29");
    def.phases[1].from = date("2014-04-30");
    def.phases[1].notice = Some(TimeOfDay(9 * 60));
    let mut calendar: Calendar = def.calendar.clone();
    calendar.exceptions.retain(|exception| exception.kind == DayKind::Off);
    let mut audience = def.audiences[0].clone();
    audience.selector = Selector { units: vec![UnitIx(1)], ..Selector::default() };
    def.audiences.push(audience);
    def.groups.push(GroupCalendar { id: "firms".to_owned(), audience: AudienceIx(1), calendar });
    let mut world = World::of_definition(def, "2014-04-01 00:00").sent_until("2014-05-04 08:00");
    insta::assert_snapshot!(world.of("message.due"), @"04-30 09:00 message.due a-clerk 2, b-clerk 2, d-clerk 2");
    // Nothing was left for the made-up Sunday 5/4; what follows there follows each unit's own calendar.
    world.pass_sending("2014-05-05 12:00");
    let events = world.of("message.due");
    assert!(events.contains("05-04 10:00 message.due a-head 1, d-head 1\n"), "{events}");
    assert!(events.contains("05-05 10:00 message.due a-clerk 1, b-head 1, d-clerk 1\n"), "{events}");
}

#[test]
fn what_comes_up_after_the_days_message_waits_only_for_a_day_on_which_it_has_sense() {
    // In the morning of 4/25 the clerks are written to; then the other duty's due day becomes that day.
    let mut def = two_hours(policy("early", 8 * 60 + 30, vec![1]), policy("late", 15 * 60, Vec::new()));
    def.duties[0].rule = day_rule("2014-04-25");
    def.duties[1].rule = day_rule("2014-04-29");
    for (due, waits) in [("2014-04-25", false), ("2014-04-28", true)] {
        let mut world = World::of_definition(def.clone(), "2014-04-01 00:00").sent_until("2014-04-25 10:00");
        world.take();
        let mut changed = world.def.clone();
        changed.duties[1].rule = day_rule(due);
        changed.policies[1].before = vec![1];
        changed_to(&mut world, &changed, "2014-04-25 10:00");
        world.pass_sending("2014-04-29 00:00");
        let events = world.take();
        if waits {
            // The reminder of the working day before comes with the due day's own, in one message.
            assert!(events.contains("04-25 15:00 step.deferred 1"), "{events}");
            assert!(events.contains("04-28 15:00 message.due a-clerk 2, b-clerk 2, d-clerk 2"), "{events}");
        } else {
            // It has no sense on the next day: it goes apart.
            let apart = "04-25 15:00 message.due a-clerk at-once 1, b-clerk at-once 1, d-clerk at-once 1";
            assert!(events.contains(apart), "{events}");
            assert!(!events.contains("04-28 15:00 message.due a-clerk"), "{events}");
        }
    }
}

fn changed_to(world: &mut World, changed: &Definition, when: &str) {
    world.amend(when, |def| def.clone_from(changed));
}

#[test]
fn what_a_plan_tells_is_what_applying_does() {
    let mut def = two_hours(policy("early", 9 * 60, vec![5, 1]), policy("late", 9 * 60, vec![3]));
    def.duties.iter_mut().for_each(|duty| duty.rule = day_rule("2014-04-30"));
    let mut world = World::of_definition(def, "2014-04-01 00:00").sent_until("2014-04-21 12:00").afresh();
    let mut changed = world.def.clone();
    changed.policies[0].hour = TimeOfDay(8 * 60 + 30);
    let change = impact(&world.def, &changed, &world.state, at("2014-04-21 12:00")).unwrap();
    // The other duty's reminder of the due day goes half an hour earlier too, with the first one's; nothing else of it.
    let otherwise: Vec<&str> =
        change.reminded_otherwise.iter().map(|group| group.occasion.as_str()).collect();
    assert_eq!(otherwise, ["plan", "other"]);
    changed_to(&mut world, &changed, "2014-04-21 12:00");
    let foreseen = forecast(&world.def, &world.state, at("2014-04-21 12:00"));
    let zone = muster_rules::zone::Zone::of(&world.def).unwrap();
    let mut messages: BTreeMap<(String, String), usize> = BTreeMap::new();
    for (instant, _, contact) in foreseen.items.values().flat_map(|item| item.steps.iter().copied()) {
        let when = zone.rfc3339(instant)[5..16].replace('T', " ");
        let to = world.def.contacts[contact.unwrap().at()].id.clone();
        *messages.entry((when, to)).or_default() += 1;
    }
    let mut foreseen: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for ((when, to), count) in messages.into_iter().filter(|((when, _), _)| when.as_str() < "05-01") {
        foreseen.entry(when).or_default().push(format!("{to} {count}"));
    }
    let foreseen: String =
        foreseen.into_iter().map(|(when, to)| format!("{when} message.due {}\n", to.join(", "))).collect();
    world.pass_sending("2014-05-01 00:00");
    assert_eq!(world.of("message.due"), foreseen);
    assert!(foreseen.contains("04-30 08:30 message.due a-clerk 2"), "{foreseen}");
}

#[test]
fn a_reminder_held_past_its_day_is_skipped_and_one_whose_day_is_to_come_goes() {
    let mut world = World::launched("2014-04-01 00:00").sent_until("2014-04-24 08:00");
    world.submit("2014-04-24 08:00", &Command::Hold(Hold { phase: None, reason: None })).unwrap();
    world.pass_sending("2014-04-24 10:00");
    world.take();
    let resume = Command::Resume(Resume { phase: None, due_days: DueDays::Stay });
    world.submit("2014-04-24 10:00", &resume).unwrap();
    world.pass_sending("2014-04-26 00:00");
    let events = world.of("message.due");
    assert_eq!(events, "04-25 09:00 message.due a-clerk 2, b-clerk 2, d-clerk 2\n");
}

#[test]
fn what_would_be_said_at_the_end_of_the_last_day_is_not_said() {
    let mut def = two_hours(policy("early", 0, Vec::new()), policy("late", 0, Vec::new()));
    def.phases[1].to = date("2014-05-04");
    def.duties.iter_mut().for_each(|duty| duty.rule = day_rule("2014-04-30"));
    def.policies[0].cards.clear();
    def.policies[1].cards.clear();
    for policy in &mut def.policies {
        policy.overdue = Some(Overdue { every: 1, at_most: 2 });
    }
    let mut world = World::of_definition(def, "2014-04-01 00:00").sent_until("2014-05-06 00:00");
    let events = world.take();
    assert!(events.contains("05-04 00:00 message.due"), "{events}");
    assert!(!events.contains("05-05 00:00 message.due"), "{events}");
    assert!(events.contains("05-05 00:00 campaign.closed"), "{events}");
}

#[test]
fn an_hour_that_is_over_only_by_the_change_goes_now_and_what_was_said_is_not_said_again() {
    // The other's reminder of its due day was to go at 15:00; at 10:00 that hour becomes 9:00. Nobody had a message yet.
    let mut def = two_hours(policy("early", 8 * 60, Vec::new()), policy("late", 15 * 60, Vec::new()));
    def.duties.remove(0);
    def.duties[0].rule = day_rule("2014-04-29");
    for (when, hour, expected) in [
        ("2014-04-29 10:00", 9 * 60, "04-29 10:00 message.due a-clerk 1, b-clerk 1, d-clerk 1\n"),
        ("2014-04-29 10:00", 16 * 60, "04-29 16:00 message.due a-clerk 1, b-clerk 1, d-clerk 1\n"),
        ("2014-04-29 15:30", 9 * 60, ""),
        ("2014-04-29 15:30", 16 * 60, ""),
    ] {
        let mut world = World::of_definition(def.clone(), "2014-04-01 00:00");
        world.pass_sending(when);
        world.take();
        let mut changed = world.def.clone();
        changed.policies[1].hour = TimeOfDay(hour);
        changed_to(&mut world, &changed, when);
        world.pass_sending("2014-04-29 23:00");
        assert_eq!(world.of("message.due"), expected, "{when} {hour}");
    }
}

#[test]
fn a_reminder_is_not_said_to_be_moved_with_a_due_day_that_stays() {
    let def = two_hours(policy("early", 8 * 60, vec![1]), policy("late", 15 * 60, vec![1]));
    for (hour, day, reason) in [(9, "2014-04-25", "Replanned"), (9, "2014-04-28", "DueMoved")] {
        let mut world = World::of_definition(def.clone(), "2014-04-01 00:00").sent_until("2014-04-23 10:00");
        world.take();
        let mut changed = world.def.clone();
        changed.policies[0].hour = TimeOfDay(hour * 60);
        changed.duties[0].rule = day_rule(day);
        changed_to(&mut world, &changed, "2014-04-23 10:00");
        let withdrawn = world.of("step.withdrawn");
        assert!(withdrawn.contains(reason) && withdrawn.lines().count() == 1, "{withdrawn}");
    }
}

#[test]
fn what_was_due_yesterday_or_was_never_planned_does_not_go_now() {
    let mut def = two_hours(policy("early", 8 * 60, Vec::new()), policy("late", 15 * 60, vec![1]));
    def.duties.remove(0);
    def.duties[0].rule = day_rule("2014-04-25");
    // By the earlier day the reminder of the working day before was yesterday's.
    let mut world = World::of_definition(def.clone(), "2014-04-01 00:00");
    let mut changed = def.clone();
    changed.duties[0].rule = day_rule("2014-04-23");
    world.pass_sending("2014-04-23 10:00");
    world.take();
    changed_to(&mut world, &changed, "2014-04-23 10:00");
    world.pass_sending("2014-04-23 23:00");
    assert_eq!(world.of("message.due"), "04-23 15:00 message.due a-clerk 1, b-clerk 1, d-clerk 1\n");
    // A reminder that nobody had planned, at an hour that is over.
    let mut world = World::of_definition(def.clone(), "2014-04-01 00:00");
    let mut changed = def;
    changed.policies[1].before = vec![3, 1];
    world.pass_sending("2014-04-22 16:00");
    world.take();
    changed_to(&mut world, &changed, "2014-04-22 16:00");
    world.pass_sending("2014-04-22 23:00");
    assert_eq!(world.of("message.due"), "");
}

#[test]
fn a_reminder_that_a_shift_puts_on_this_day_goes_though_its_hour_is_over() {
    let mut world = World::launched("2014-04-01 00:00").sent_until("2014-04-18 08:00");
    world.submit("2014-04-18 08:00", &Command::Hold(Hold { phase: None, reason: None })).unwrap();
    world.pass_sending("2014-04-21 10:00");
    world.take();
    // One working day held: what was to be said five days before 4/25 is to be said five days before 4/28, today at nine.
    let resume = Command::Resume(Resume { phase: None, due_days: DueDays::Shift });
    world.submit("2014-04-21 10:00", &resume).unwrap();
    world.pass_sending("2014-04-21 23:00");
    assert_eq!(world.of("message.due"), "04-21 10:00 message.due a-clerk 1, b-clerk 1, d-clerk 1\n");
}

impl World {
    /// Until when a message is to wait at an instant; `None` where it may go.
    fn waits_until(&self, name: &str, when: &str) -> Option<Instant> {
        let question =
            Question::Messages { campaign: "town".parse().unwrap(), messages: vec![name.parse().unwrap()] };
        match answer(&self.def, &self.state, at(when), &question) {
            Answer::Messages { messages, .. } => messages[0].waits_until,
            other => panic!("{other:?}"),
        }
    }
}

/// What the sample says on 4/24 and 4/25 is of one plan: what was kept back on the 24th is not to go before 09:00 of the 25th.
#[test]
fn what_was_kept_back_waits_for_the_message_of_a_day_on_which_there_is_one_and_is_in_it() {
    let mut world = World::launched("2014-04-01 00:00").sent_until("2014-04-24 00:00");
    world.pass("2014-04-24 09:00");
    let kept = "2014-04-24/a-clerk/routine";
    assert_eq!(world.waits_until(kept, "2014-04-24 20:00"), None, "on its own day it may go");
    assert_eq!(world.waits_until(kept, "2014-04-25 08:00"), Some(at("2014-04-25 09:00")));
    world.given.clear();
    world.take();
    world.pass("2014-04-25 09:00");
    insta::assert_snapshot!(world.take(), @"04-25 09:00 message.due a-clerk 2, b-clerk 2, d-clerk 2");
    let question =
        Question::Messages { campaign: "town".parse().unwrap(), messages: vec![kept.parse().unwrap()] };
    let Answer::Messages { messages, .. } =
        answer(&world.def, &world.state, at("2014-04-25 09:00"), &question)
    else {
        panic!("unknown")
    };
    assert!(messages[0].lines.is_empty(), "all of it is in the day's own: {messages:?}");
}

#[test]
fn what_was_kept_back_goes_on_a_day_on_which_nothing_else_is_said_and_is_the_message_of_that_day() {
    let mut world = World::launched("2014-04-01 00:00").sent_until("2014-04-18 00:00");
    world.pass("2014-04-18 09:00");
    let kept = "2014-04-18/a-clerk/routine";
    // 4/19 is a Saturday, on which nobody is written to.
    assert_eq!(world.waits_until(kept, "2014-04-19 08:00"), None);
    let of_a = |message: &Message| world.def.contacts[message.key.contact.at()].id == "a-clerk";
    let (kept_back, others) = std::mem::take(&mut world.given).into_iter().partition(of_a);
    world.given = others;
    world.report(at("2014-04-18 09:00"));
    world.pass("2014-04-24 08:00");
    world.given = kept_back;
    world.report(at("2014-04-24 08:00"));
    world.take();
    // It went on the 24th, by somebody who had not asked: what the 24th was to say waits for the 25th.
    world.pass("2014-04-24 09:00");
    let of_the_day = world.take();
    assert!(of_the_day.contains("step.deferred 1"), "{of_the_day}");
    assert!(of_the_day.contains("message.due b-clerk 1, d-clerk 1"), "{of_the_day}");
}

#[test]
fn what_was_kept_back_does_not_wait_for_what_is_held_or_handed_in() {
    let mut world = World::launched("2014-04-01 00:00").sent_until("2014-04-24 00:00");
    world.pass("2014-04-24 09:00");
    world.submit("2014-04-25 07:00", &super::submit("plan/a", 1)).unwrap();
    let (handed_in, waits) = ("2014-04-24/a-clerk/routine", "2014-04-24/b-clerk/routine");
    assert_eq!(world.waits_until(handed_in, "2014-04-25 08:00"), None);
    assert_eq!(world.waits_until(waits, "2014-04-25 08:00"), Some(at("2014-04-25 09:00")));
    world.submit("2014-04-25 08:00", &Command::Hold(Hold { phase: None, reason: None })).unwrap();
    assert_eq!(world.waits_until(waits, "2014-04-25 08:01"), None, "the day's own is held");
}

#[test]
fn what_was_kept_back_does_not_wait_for_what_its_reader_has_opted_out_of() {
    let mut def = definition();
    def.policies[0].opt_out = vec![Optional::OnDay];
    let mut world = World::of_definition(def, "2014-04-01 00:00").sent_until("2014-04-24 00:00");
    world.pass("2014-04-24 09:00");
    let out = Command::OptOut(OptOut { contact: "a-clerk".into(), out: true });
    world.submit("2014-04-24 12:00", &out).unwrap();
    let (opted_out, waits) = ("2014-04-24/a-clerk/routine", "2014-04-24/b-clerk/routine");
    assert_eq!(world.waits_until(opted_out, "2014-04-25 08:00"), None);
    assert_eq!(world.waits_until(waits, "2014-04-25 08:00"), Some(at("2014-04-25 09:00")));
}
