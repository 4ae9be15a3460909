//! What was given up: tried again it goes out in a message of its day, dropped it is settled, and the sum stays right.

use muster_protocol::command::{DeadLetterName, DropDeadLetters, FailDelivery, RetryDeadLetters, WhichDead};
use muster_protocol::dead_letter::{DeadDelivery, DeadLetter};
use muster_protocol::ids::{Digest, Version};

use muster_protocol::question::MessageCheck;
use muster_rules::message::render;

use super::*;

impl World {
    /// The channel fails for good for what was given out.
    fn fail(&mut self, when: &str) {
        let given = std::mem::take(&mut self.given);
        let failed = SendOutcome::Failed(StepReason::GivenUp);
        let name = |message: &Message| self.state.numbering.names(message.key).unwrap();
        let report =
            |message: &Message| MessageReport { key: name(message), outcome: failed.clone(), attempt: 1 };
        let reports = given.iter().map(report).collect();
        self.submit(when, &Command::ReportMessages(ReportMessages { reports })).unwrap();
    }

    fn balanced(&self) {
        let counts = self.state.counts();
        let ended = counts.sent + counts.skipped + counts.failed + counts.withdrawn;
        assert_eq!(counts.planned, ended + counts.open(), "{counts:?}");
    }
}

fn retry(names: &[&str]) -> Command {
    let names = names.iter().map(|name| name.parse::<DeadLetterName>().unwrap()).collect();
    Command::RetryDeadLetters(RetryDeadLetters { letters: WhichDead::These(names) })
}

fn retry_all() -> Command {
    Command::RetryDeadLetters(RetryDeadLetters { letters: WhichDead::All })
}

fn drop_one(name: &str) -> Command {
    let letters = vec![name.parse().unwrap()];
    Command::DropDeadLetters(DropDeadLetters { letters, why: Digest::of(b"why") })
}

/// Everything up to the wave of 4/24 was sent; that one failed.
fn failed_on_24_april() -> World {
    let mut world = World::launched("2014-04-01 00:00").sent_until("2014-04-23 12:00");
    world.pass("2014-04-24 09:00");
    world.fail("2014-04-24 14:00");
    world.take();
    assert_eq!(world.state.dead_letters().count(), 3);
    world
}

/// The letters of all failed steps, as anybody reads them who looks why.
fn letters(world: &World, when: &str, steps: &[&str]) -> Vec<MessageCheck> {
    let steps = steps.iter().map(|step| step.parse().unwrap()).collect();
    let question = Question::FailedLetters { campaign: "year".parse().unwrap(), steps };
    let Answer::Messages { messages, .. } = answer(&world.def, &world.state, at(when), &question) else {
        panic!("no letters")
    };
    messages
}

#[test]
fn a_failed_letter_is_composed_again_as_long_as_nobody_has_settled_it() {
    let mut world = failed_on_24_april();
    let name = |letter: &DeadLetter| match letter {
        DeadLetter::Step(step) => world.state.numbering.names(*step).unwrap().to_string(),
        DeadLetter::Delivery(delivery) => panic!("{delivery:?}"),
    };
    let names: Vec<String> = world.state.dead_letters().map(name).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let found = letters(&world, "2014-04-24 15:00", &names);
    let steps: usize = found.iter().map(|letter| letter.lines.len()).sum();
    assert_eq!((found.len(), steps), (3, 3), "a letter a person: {found:?}");
    assert!(found.iter().all(|letter| letter.link.is_none()), "nobody gets a link by reading of a failure");
    let today = "2014-04-24".parse().unwrap();
    let (_, text) = render(&world.def, &found[0].key, &found[0].lines, today).unwrap();
    let plan = world.def.duties.iter().find(|duty| duty.id == "plan").unwrap();
    assert!(text.contains(&plan.name), "{text}");
    // What did not fail is told to nobody, and what was settled is not told any more.
    assert!(letters(&world, "2014-04-24 15:00", &["plan/a#0.0"]).is_empty());
    world.submit("2014-04-24 15:00", &drop_one("plan/a#0.1")).unwrap();
    assert!(letters(&world, "2014-04-24 16:00", &["plan/a#0.1"]).is_empty());
    assert_eq!(letters(&world, "2014-04-24 16:00", &names).len(), 2);
}

#[test]
fn a_retry_goes_out_the_same_day_and_is_a_new_step() {
    let mut world = failed_on_24_april();
    world.submit("2014-04-24 15:00", &retry(&["plan/a#0.1"])).unwrap();
    world.submit("2014-04-24 15:00", &retry_all()).unwrap();
    world.pass_sending("2014-04-24 16:00");
    // The one that was retried first was on its way already.
    insta::assert_snapshot!(world.take(), @r"
    04-24 15:00 step.retried
    04-24 15:00 message.due a-clerk 1
    04-24 15:00 step.retried
    04-24 15:00 message.due b-clerk 1, d-clerk 1
    ");
    assert_eq!((world.state.counts().failed, world.state.dead_letters().count()), (3, 0));
    world.balanced();
    let version = world.state.version();
    world.submit("2014-04-24 16:00", &retry(&["plan/a#0.1"])).unwrap();
    world.submit("2014-04-24 16:00", &retry_all()).unwrap();
    assert_eq!(world.state.version(), version, "twice is once");
    // The next morning's message is not kept from going out.
    world.pass_sending("2014-04-25 09:00");
    assert_eq!(world.of("message.due"), "04-25 09:00 message.due a-clerk 1, b-clerk 1, d-clerk 1\n");
}

#[test]
fn who_had_the_days_message_gets_the_retry_on_the_next_working_day() {
    let mut world = failed_on_24_april();
    world.pass_sending("2014-04-25 12:00");
    world.take();
    world.submit("2014-04-25 12:00", &retry_all()).unwrap();
    world.pass_sending("2014-04-28 12:00");
    insta::assert_snapshot!(world.take(), @r"
    04-25 12:00 step.retried
    04-25 12:00 step.deferred 1
    04-25 12:00 step.deferred 1
    04-25 12:00 step.deferred 1
    04-26 00:00 item.late 3 of plan
    04-28 09:00 message.due a-head 1, b-head 1, d-head 1
    04-28 12:00 message.due a-clerk 1, b-clerk 1, d-clerk 1
    ");
    world.balanced();
}

#[test]
fn what_nobody_owes_any_more_is_dropped_by_a_retry() {
    let mut world = failed_on_24_april();
    world.submit("2014-04-24 15:00", &submit("plan/a", 1)).unwrap();
    world.take();
    world.submit("2014-04-24 16:00", &retry_all()).unwrap();
    world.pass_sending("2014-04-24 17:00");
    insta::assert_snapshot!(world.take(), @r"
    04-24 16:00 step.retried
    04-24 16:00 dead_letter.dropped
    04-24 16:00 message.due b-clerk 1, d-clerk 1
    ");
    assert_eq!(world.state.dead_letters().count(), 0);
    world.balanced();
}

#[test]
fn handing_in_takes_a_retry_back_and_a_drop_settles_for_good() {
    let mut world = failed_on_24_april();
    world.submit("2014-04-24 14:30", &drop_one("plan/b#0.1")).unwrap();
    let version = world.state.version();
    world.submit("2014-04-24 14:31", &drop_one("plan/b#0.1")).unwrap();
    world.submit("2014-04-24 14:32", &retry(&["plan/b#0.1"])).unwrap();
    assert_eq!(world.state.version(), version, "settled stays settled");
    for unknown in ["plan/b#0.9", "plan/b#0.0", "plan/x#0.1", "visits@3"] {
        assert!(world.submit("2014-04-24 14:33", &retry(&[unknown])).is_err(), "{unknown}");
    }
    // Within one instant: retried and handed in before time came round.
    let when = at("2014-04-24 15:00");
    for command in [retry(&["plan/a#0.1"]), submit("plan/a", 1)] {
        for event in decided(&world.def, &world.state, when, &command).unwrap() {
            evolve(&world.def, &mut world.state, when, &event);
            world.note(when, &event);
        }
    }
    insta::assert_snapshot!(world.take(), @r"
    04-24 14:30 dead_letter.dropped
    04-24 15:00 step.retried
    04-24 15:00 item.submitted
    04-24 15:00 step.withdrawn [2, 31] Submitted
    ");
    world.balanced();
}

#[test]
fn a_step_that_fails_again_and_again_comes_to_an_end() {
    let mut world = failed_on_24_april();
    let mut tries = 0;
    let refused = loop {
        match world.submit("2014-04-24 15:00", &retry_all()) {
            Ok(()) => tries += 1,
            Err(code) => break code,
        }
        world.pass("2014-04-24 15:00");
        world.fail("2014-04-24 15:00");
        assert!(tries < 40, "for ever");
    };
    assert_eq!(refused, RefusalCode::TooLarge);
    // 32 numbers a due day, less 3 reminders that are planned and 6 that come when it is late.
    assert_eq!(tries, 23);
    world.balanced();
}

#[test]
fn an_event_that_a_worker_gave_up_is_a_letter_until_it_is_settled() {
    let mut world = World::launched("2014-04-01 00:00");
    let fail = |version| {
        let (consumer, cause) = ("visits".to_owned(), Digest::of(b"cause"));
        Command::FailDelivery(FailDelivery { consumer, version: Version(version), cause })
    };
    assert_eq!(world.submit("2014-04-01 00:00", &fail(9_999)), Err(RefusalCode::UnknownName));
    world.take();
    world.submit("2014-04-01 00:00", &fail(3)).unwrap();
    world.submit("2014-04-01 00:00", &fail(3)).unwrap();
    world.submit("2014-04-01 00:00", &retry(&["visits@3"])).unwrap();
    world.submit("2014-04-01 00:00", &retry(&["visits@3"])).unwrap();
    world.submit("2014-04-01 00:00", &fail(3)).unwrap();
    world.submit("2014-04-01 00:00", &drop_one("visits@3")).unwrap();
    let events = world.take();
    let names: Vec<&str> = events.lines().filter_map(|line| line.split(' ').nth(2)).collect();
    let letters: Vec<&&str> = names.iter().filter(|name| name.starts_with("de")).collect();
    assert_eq!(
        letters,
        [&"delivery.failed", &"delivery.retried", &"delivery.failed", &"dead_letter.dropped"]
    );
    let delivery = DeadDelivery { consumer: "visits".to_owned(), version: Version(3) };
    assert_eq!(delivery.to_string(), "visits@3");
    assert_eq!(world.state.dead_letters().count(), 0);
}
