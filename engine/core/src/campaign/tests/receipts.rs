//! What the counterpart of a channel tells later of a message that it took: it arrived, or it did not. Handed over stays
//! handed over, and the sum of steps is not touched.

use muster_protocol::command::{Ground, Receipt, ReportReceipt, RetryDeadLetters, WhichDead};
use muster_protocol::ids::Digest;

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
    let (arrived, failed) =
        (of(MESSAGE, "test", Receipt::Delivered), of(MESSAGE, "test", Receipt::Failed { said: None }));
    assert_eq!(world.tell(GATEWAY, "2014-04-01 09:30", &arrived), Ok(vec!["message.delivered"]));
    assert_eq!(world.tell(GATEWAY, "2014-04-01 09:31", &arrived), Ok(vec![]), "twice is once");
    assert_eq!(world.tell(GATEWAY, "2014-04-01 09:32", &failed), Err(RefusalCode::WrongState));
    assert_eq!((world.state.counts(), world.state.dead_letters().count()), (counts, 0));
}

#[test]
fn a_message_that_did_not_arrive_is_a_dead_letter_and_can_be_tried_again() {
    let mut world = sent_on_the_first_of_april();
    let counts = world.state.counts();
    let failed = of(MESSAGE, "test", Receipt::Failed { said: Some(Digest::of(b"phone is off")) });
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
    let (arrived, failed) =
        (of(MESSAGE, "test", Receipt::Delivered), of(MESSAGE, "test", Receipt::Failed { said: None }));
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
