//! What the counterpart of a channel tells later of a message that it took: it arrived, or it did not. Handed over stays
//! handed over, and the sum of steps is not touched.

use muster_protocol::command::{Ground, Hold, Receipt, ReportReceipt, Resume, RetryDeadLetters, WhichDead};
use muster_protocol::ids::Digest;
use muster_protocol::item::{DueDays, StepKind};

use super::super::StepCounts;
use super::*;

const GATEWAY: &str = "gateway/test";
const MESSAGE: &str = "2014-04-01/a-clerk/routine";

/// Everything of the first morning was handed to the channel `test`.
fn sent_on_the_first_of_april() -> World {
    World::launched("2014-04-01 00:00").sent_until("2014-04-01 09:00").afresh()
}

fn of(message: &str, channel: &str, receipt: Receipt) -> Command {
    let (message, channel) = (message.parse().unwrap(), channel.to_owned());
    Command::ReportReceipt(ReportReceipt { message, channel, receipt })
}

impl World {
    /// What was given out is taken by a channel.
    fn take_by(&mut self, channel: &str, when: &str) {
        for message in std::mem::take(&mut self.given) {
            let shape::Message { key, steps } = self.state.numbering.names(message).unwrap();
            let outcome = SendOutcome::Sent { channel: channel.to_owned(), steps };
            let reports = vec![MessageReport { key, outcome, attempt: 1 }];
            self.submit(when, &Command::ReportMessages(ReportMessages { reports })).unwrap();
        }
    }

    /// The channels by which a message is not to go.
    fn not_by(&self, message: &str, when: &str) -> Vec<String> {
        let (campaign, messages) = ("year".parse().unwrap(), vec![message.parse().unwrap()]);
        let question = Question::Messages { campaign, messages };
        match answer(&self.def, &self.state, at(when), &question) {
            Answer::Messages { mut messages, .. } => messages.remove(0).not_by,
            other => panic!("no message {message}: {other:?}"),
        }
    }

    /// The names of the events that it makes, or why not.
    fn tell(&mut self, by: &str, when: &str, command: &Command) -> Result<Vec<&'static str>, RefusalCode> {
        self.pass(when);
        let events = decide(&self.def, &self.state, at(when), Issuer::post(by), command)
            .map_err(|refusal| refusal.code)?;
        for event in &events {
            evolve(&self.def, &mut self.state, at(when), event);
            self.note(at(when), event);
        }
        Ok(events.iter().map(Event::name).collect())
    }
}

#[test]
fn a_message_arrives_once_and_what_arrived_does_not_fail() {
    let mut world = sent_on_the_first_of_april();
    let counts = world.state.counts();
    let (arrived, failed) = (
        of(MESSAGE, "test", Receipt::Delivered),
        of(MESSAGE, "test", Receipt::Failed { said: None, others: Vec::new() }),
    );
    assert_eq!(world.tell(GATEWAY, "2014-04-01 09:30", &arrived), Ok(vec!["message.delivered"]));
    assert_eq!(world.tell(GATEWAY, "2014-04-01 09:31", &arrived), Ok(vec![]), "twice is once");
    assert_eq!(world.tell(GATEWAY, "2014-04-01 09:32", &failed), Err(RefusalCode::WrongState));
    assert_eq!((world.state.counts(), world.state.dead_letters().count()), (counts, 0));
}

#[test]
fn a_message_that_did_not_arrive_is_a_dead_letter_and_can_be_tried_again() {
    let mut world = sent_on_the_first_of_april();
    let counts = world.state.counts();
    let failed =
        of(MESSAGE, "test", Receipt::Failed { said: Some(Digest::of(b"phone is off")), others: Vec::new() });
    assert_eq!(failed.blobs(), [Digest::of(b"phone is off")], "it is stored before");
    assert_eq!(world.tell(GATEWAY, "2014-04-01 11:00", &failed), Ok(vec!["message.undelivered"]));
    assert_eq!(world.tell(GATEWAY, "2014-04-01 11:01", &failed), Ok(vec![]), "twice is once");
    assert_eq!(world.state.dead_letters().count(), 1);
    assert_eq!(world.state.counts(), counts, "it was handed over all the same");
    world.take();
    let again = Command::RetryDeadLetters(RetryDeadLetters { letters: WhichDead::All });
    world.submit("2014-04-01 12:00", &again).unwrap();
    assert_eq!(world.state.dead_letters().count(), 0);
    world.pass_sending("2014-04-03 12:00");
    let due = world.of("message.due");
    assert!(due.contains("a-clerk"), "{due}");
    // Told again of the old message, nothing comes back.
    assert_eq!(world.tell(GATEWAY, "2014-04-03 13:00", &failed), Ok(vec![]));
    // A gateway that had given up too early says so.
    let arrived = of(MESSAGE, "test", Receipt::Delivered);
    assert_eq!(world.tell(GATEWAY, "2014-04-03 13:01", &arrived), Ok(vec!["message.delivered"]));
}

/// A gateway gave up too early: what it says last stands, and nothing is sent twice.
#[test]
fn an_arrival_that_is_told_later_settles_the_dead_letter() {
    let mut world = sent_on_the_first_of_april();
    let (arrived, failed) = (
        of(MESSAGE, "test", Receipt::Delivered),
        of(MESSAGE, "test", Receipt::Failed { said: None, others: Vec::new() }),
    );
    assert_eq!(world.tell(GATEWAY, "2014-04-01 11:00", &failed), Ok(vec!["message.undelivered"]));
    assert_eq!(world.state.dead_letters().count(), 1);
    assert_eq!(world.tell(GATEWAY, "2014-04-01 11:30", &arrived), Ok(vec!["message.delivered"]));
    assert_eq!(world.state.dead_letters().count(), 0);
    let again = Command::RetryDeadLetters(RetryDeadLetters { letters: WhichDead::All });
    let (counts, noon) = (world.state.counts(), "2014-04-01 12:00");
    let events = decided(&world.def, &world.state, at(noon), &again).unwrap();
    assert!(events.is_empty(), "nothing is sent again: {events:?}");
    assert_eq!(world.tell(GATEWAY, noon, &failed), Err(RefusalCode::WrongState), "it stands as arrived");
    assert_eq!((world.state.counts(), world.state.dead_letters().count()), (counts, 0));
}

#[test]
fn only_its_channels_counterpart_tells_and_only_of_what_it_took() {
    let mut world = sent_on_the_first_of_april();
    let arrived = of(MESSAGE, "test", Receipt::Delivered);
    for stranger in ["gateway/other", "worker/visits", "小组办公室", "a-clerk", "clock"] {
        let said = world.tell(stranger, "2014-04-01 10:00", &arrived);
        assert_eq!(said, Err(RefusalCode::NotAllowed(Ground::Role)), "{stranger}");
    }
    let other = of(MESSAGE, "other", Receipt::Delivered);
    assert_eq!(world.tell("gateway/other", "2014-04-01 10:00", &other), Err(RefusalCode::WrongState));
    for unknown in ["2014-04-02/a-clerk/routine", "2014-04-01/a-clerk/red", "2014-04-01/nobody/routine"] {
        let said = world.tell(GATEWAY, "2014-04-01 10:00", &of(unknown, "test", Receipt::Delivered));
        assert_eq!(said, Err(RefusalCode::UnknownName), "{unknown}");
    }
    let by_the_sender = world.tell("worker/reminders", "2014-04-01 10:00", &arrived);
    assert_eq!(by_the_sender, Ok(vec!["message.delivered"]));
}

#[test]
fn a_counterpart_that_is_faster_than_the_report_is_to_say_it_again() {
    let mut world = World::launched("2014-04-01 00:00");
    world.pass("2014-04-01 09:00");
    let arrived = of(MESSAGE, "test", Receipt::Delivered);
    assert_eq!(world.tell(GATEWAY, "2014-04-01 09:00", &arrived), Err(RefusalCode::Incomplete));
    world.report(at("2014-04-01 09:00"));
    assert_eq!(world.tell(GATEWAY, "2014-04-01 09:00", &arrived), Ok(vec!["message.delivered"]));
}

#[test]
fn what_is_told_weeks_later_is_told_of_nothing() {
    let mut world = sent_on_the_first_of_april();
    world.pass_sending("2014-04-24 12:00");
    let arrived = of(MESSAGE, "test", Receipt::Delivered);
    assert_eq!(world.tell(GATEWAY, "2014-04-24 12:00", &arrived), Err(RefusalCode::UnknownName));
}

/// The message that tells five working days before.
const AHEAD: &str = "2014-04-18/a-clerk/routine";

/// It did not arrive, and its person is reached by these channels besides.
fn failed(message: &str, channel: &str, others: &[&str]) -> Command {
    let others = others.iter().map(|other| (*other).to_owned()).collect();
    of(message, channel, Receipt::Failed { said: None, others })
}

#[test]
fn what_came_back_goes_once_by_another_channel_in_the_next_days_message() {
    let mut world = World::launched("2014-04-01 00:00").sent_until("2014-04-18 12:00").afresh();
    let back = failed(AHEAD, "test", &["other"]);
    let counts = world.state.counts();
    assert_eq!(
        world.tell(GATEWAY, "2014-04-18 12:30", &back),
        Ok(vec!["message.undelivered", "step.retried"])
    );
    assert_eq!(world.tell(GATEWAY, "2014-04-18 12:31", &back), Ok(vec![]), "twice is once");
    assert_eq!(world.state.dead_letters().count(), 0, "nobody has to look at it");
    assert_eq!(world.state.counts(), StepCounts { planned: counts.planned + 1, ..counts });
    world.pass("2014-04-21 12:30");
    // One routine message a person and day: it waits for the next working day.
    assert_eq!(world.of("message.due"), "04-21 12:30 message.due a-clerk 1\n");
    assert_eq!(world.not_by("2014-04-21/a-clerk/routine", "2014-04-21 12:30"), ["test"]);
    world.take_by("other", "2014-04-21 12:31");
    assert_eq!(world.state.counts().sent, counts.sent + 1);
    world.pass("2014-04-23 12:00");
    assert_eq!(world.of("message.due"), "", "once");

    // By the other one it comes back as well: there is none left, and somebody has to look at it.
    let back = failed("2014-04-21/a-clerk/routine", "other", &["test"]);
    let told = world.tell("gateway/other", "2014-04-23 12:01", &back);
    assert_eq!(told, Ok(vec!["message.undelivered"]));
    assert_eq!(world.state.dead_letters().count(), 1);
    // Tried again by somebody it goes by a third one, if there is one by now, and else by any.
    let again = Command::RetryDeadLetters(RetryDeadLetters { letters: WhichDead::All });
    world.submit("2014-04-23 12:02", &again).unwrap();
    world.pass("2014-04-23 12:02");
    assert_eq!(world.not_by("2014-04-23/a-clerk/routine", "2014-04-23 12:02"), ["other", "test"]);
}

#[test]
fn what_came_back_without_another_channel_is_left_to_people() {
    for others in [&[][..], &["test"]] {
        let mut world = sent_on_the_first_of_april();
        let told = world.tell(GATEWAY, "2014-04-01 11:00", &failed(MESSAGE, "test", others));
        assert_eq!(told, Ok(vec!["message.undelivered"]), "{others:?}");
        assert_eq!(world.state.dead_letters().count(), 1);
    }
}

#[test]
fn what_came_back_at_night_waits_for_the_morning_and_what_is_due_today_does_not_wait_for_tomorrow() {
    let mut world = World::launched("2014-04-01 00:00").sent_until("2014-04-18 12:00").afresh();
    let told = world.tell(GATEWAY, "2014-04-18 22:30", &failed(AHEAD, "test", &["other"]));
    assert_eq!(told, Ok(vec!["message.undelivered", "step.retried"]));
    world.pass_sending("2014-04-23 18:00");
    assert_eq!(world.of("message.due"), "04-21 09:00 message.due a-clerk 1\n");

    // Of the last day nobody hears on the day after: it goes today, in one message more.
    world.pass_sending("2014-04-25 09:30");
    world.take();
    let told =
        world.tell(GATEWAY, "2014-04-25 10:00", &failed("2014-04-25/a-clerk/routine", "test", &["other"]));
    assert_eq!(told, Ok(vec!["message.undelivered", "step.retried"]));
    world.pass("2014-04-25 18:00");
    assert_eq!(world.of("message.due"), "04-25 10:00 message.due a-clerk at-once 1\n");
}

#[test]
fn what_was_handed_in_meanwhile_does_not_go_again_and_what_arrived_after_all_neither() {
    let mut world = World::launched("2014-04-01 00:00").sent_until("2014-04-18 12:00").afresh();
    world.submit("2014-04-18 12:10", &submit("plan/a", 1)).unwrap();
    let told = world.tell(GATEWAY, "2014-04-18 12:30", &failed(AHEAD, "test", &["other"]));
    assert_eq!(told, Ok(vec!["message.undelivered"]));
    let of_b = AHEAD.replace("a-clerk", "b-clerk");
    let told = world.tell(GATEWAY, "2014-04-18 12:30", &failed(&of_b, "test", &["other"]));
    assert_eq!(told, Ok(vec!["message.undelivered", "step.retried"]));
    let told = world.tell(GATEWAY, "2014-04-18 13:00", &of(&of_b, "test", Receipt::Delivered));
    assert_eq!(told, Ok(vec!["message.delivered", "step.withdrawn"]));
    world.pass("2014-04-23 18:00");
    assert_eq!(world.of("message.due"), "");
}

/// The message that tells five working days before came back, and what went in its place has gone by another channel.
fn sent_by_another() -> World {
    let mut world = given_by_another();
    world.take_by("other", "2014-04-21 12:31");
    world
}

/// The same, before the other channel has taken it.
fn given_by_another() -> World {
    let mut world = World::launched("2014-04-01 00:00").sent_until("2014-04-18 12:00").afresh();
    let told = world.tell(GATEWAY, "2014-04-18 12:30", &failed(AHEAD, "test", &["other"]));
    assert_eq!(told, Ok(vec!["message.undelivered", "step.retried"]));
    world.pass("2014-04-21 12:30");
    world
}

const AGAIN: &str = "2014-04-21/a-clerk/routine";

#[test]
fn what_arrived_after_all_needs_nothing_in_its_place() {
    let arrived = of(AHEAD, "test", Receipt::Delivered);
    // What is in a message already is not said in it any more.
    let mut world = given_by_another();
    assert_eq!(world.read(at("2014-04-21 12:30"))[0].1.len(), 1);
    assert_eq!(world.tell(GATEWAY, "2014-04-21 12:30", &arrived), Ok(vec!["message.delivered"]));
    assert!(world.read(at("2014-04-21 12:30"))[0].1.is_empty());

    // What came back as well is nobody's concern any more.
    let mut world = sent_by_another();
    let back = failed(AGAIN, "other", &["test"]);
    assert_eq!(world.tell("gateway/other", "2014-04-21 13:00", &back), Ok(vec!["message.undelivered"]));
    assert_eq!(world.state.dead_letters().count(), 1);
    assert_eq!(world.tell(GATEWAY, "2014-04-21 13:30", &arrived), Ok(vec!["message.delivered"]));
    assert_eq!(world.state.dead_letters().count(), 0, "its person has it");

    // The other way round: what comes back later is neither said again nor left to people.
    let mut world = sent_by_another();
    assert_eq!(world.tell(GATEWAY, "2014-04-21 13:00", &arrived), Ok(vec!["message.delivered"]));
    world.take();
    let back = failed(AGAIN, "other", &["test", "third"]);
    assert_eq!(world.tell("gateway/other", "2014-04-21 13:30", &back), Ok(vec!["message.undelivered"]));
    assert_eq!(world.state.dead_letters().count(), 0);
    world.pass_sending("2014-04-23 18:00");
    assert_eq!(world.of("message.due"), "");
}

#[test]
fn what_finds_no_message_on_its_last_day_waits_rather_than_being_said_to_nobody() {
    let mut world = World::launched("2014-04-01 00:00").sent_until("2014-04-25 09:30").afresh();
    let back = failed("2014-04-25/a-clerk/routine", "test", &["other", "third"]);
    assert_eq!(
        world.tell(GATEWAY, "2014-04-25 10:00", &back),
        Ok(vec!["message.undelivered", "step.retried"])
    );
    world.pass("2014-04-25 10:00");
    assert_eq!(world.of("message.due"), "04-25 10:00 message.due a-clerk at-once 1\n");
    world.take_by("other", "2014-04-25 10:01");
    let back = failed("2014-04-25/a-clerk/at-once", "other", &["test", "third"]);
    let told = world.tell("gateway/other", "2014-04-25 11:00", &back);
    assert_eq!(told, Ok(vec!["message.undelivered", "step.retried"]));
    world.pass("2014-04-28 11:00");
    let events = world.take();
    assert!(!events.contains("Crossed") && events.contains("04-25 11:00 step.deferred 1\n"), "{events}");
    assert!(events.contains("04-28 11:00 message.due a-clerk 1\n"), "{events}");
    assert_eq!(world.not_by("2014-04-28/a-clerk/routine", "2014-04-28 11:00"), ["other", "test"]);
}

#[test]
fn what_comes_back_while_all_is_held_goes_when_it_is_resumed() {
    let mut world = World::launched("2014-04-01 00:00").sent_until("2014-04-18 12:00").afresh();
    world.submit("2014-04-18 12:10", &Command::Hold(Hold { phase: None, reason: None })).unwrap();
    let told = world.tell(GATEWAY, "2014-04-18 12:30", &failed(AHEAD, "test", &["other"]));
    assert_eq!(told, Ok(vec!["message.undelivered", "step.retried"]));
    world.pass("2014-04-18 15:00");
    assert_eq!(world.of("message.due"), "");
    let resume = Command::Resume(Resume { phase: None, due_days: DueDays::Stay });
    world.submit("2014-04-18 15:00", &resume).unwrap();
    world.pass("2014-04-21 12:30");
    assert_eq!(world.of("message.due"), "04-21 12:30 message.due a-clerk 1\n");
    assert_eq!(world.not_by(AGAIN, "2014-04-21 12:30"), ["test"]);
}

#[test]
fn of_a_card_that_was_lifted_nobody_hears_twice_whose_letter_arrived_after_all() {
    let mut world = World::launched("2014-04-01 00:00").sent_until("2014-05-06 10:00");
    world.submit("2014-05-06 10:00", &submit("plan/a", 1)).unwrap();
    world.pass_sending("2014-05-07 09:00");
    let lifted = "2014-05-07/a-head/routine";
    let told = world.tell(GATEWAY, "2014-05-07 10:00", &failed(lifted, "test", &["other"]));
    assert_eq!(told, Ok(vec!["message.undelivered", "step.retried"]));
    let told = world.tell(GATEWAY, "2014-05-07 11:00", &of(lifted, "test", Receipt::Delivered));
    assert_eq!(told, Ok(vec!["message.delivered", "step.withdrawn"]));
    let mut said = Vec::new();
    world.pass_looking("2014-06-01 00:00", |world, _| {
        said.extend(world.said(|kind| matches!(kind, StepKind::Lifted(_))));
    });
    assert!(said.is_empty(), "{said:?}");
}

#[test]
fn news_of_a_visit_that_came_back_do_not_go_when_its_day_is_over() {
    let mut world = World::launched("2014-04-01 00:00").sent_until("2014-05-12 09:30");
    world.plan_visits("2014-05-12 10:00", ("visits.2014-q2", "2014-05-14"), |unit| unit.code == "a");
    world.pass_sending("2014-05-12 12:00");
    for (clerk, when, events) in [
        ("a-clerk", "2014-05-13 10:00", &["message.undelivered", "step.retried"][..]),
        ("a-head", "2014-05-15 10:00", &["message.undelivered"][..]),
    ] {
        world.pass_sending(when);
        let back = failed(&format!("2014-05-12/{clerk}/news-1"), "test", &["other"]);
        assert_eq!(world.tell(GATEWAY, when, &back).unwrap(), events, "{clerk}");
    }
    assert_eq!(world.state.dead_letters().count(), 1, "somebody looks at it");
}
