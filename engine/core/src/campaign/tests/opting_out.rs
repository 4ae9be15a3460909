//! Opting out: what the file lets people do without is left out for who wishes so, and nothing else is.

mod own_hours;

use muster_protocol::command::OptOut;
use muster_protocol::definition::Optional;

use super::super::sample::day_rule;
use super::*;

/// The sample without visits, by a policy that lets people opt out of all that may be opted out of.
fn lenient() -> Definition {
    let mut def = definition();
    def.visits.clear();
    def.policies[0].opt_out = vec![Optional::Before, Optional::OnDay, Optional::Overdue];
    def
}

fn wish(contact: &str, out: bool) -> Command {
    Command::OptOut(OptOut { contact: contact.into(), out })
}

impl World {
    /// What would be sent of a message.
    fn lines_of(&self, message: &str) -> Vec<MessageLine> {
        let messages = vec![message.parse().unwrap()];
        let question = Question::Messages { campaign: "town".parse().unwrap(), messages };
        match answer(&self.def, &self.state, self.state.at(), &question) {
            Answer::Messages { mut messages, .. } => messages.remove(0).lines,
            other => panic!("{other:?}"),
        }
    }
}

/// The line of the letters of a morning.
fn letters<'a>(events: &'a str, morning: &str) -> &'a str {
    let begins = format!("{morning} 09:00 message.due ");
    events.lines().find_map(|line| line.strip_prefix(begins.as_str())).unwrap_or_default()
}

#[test]
fn who_opts_out_hears_of_everything_once_and_of_cards_always() {
    let mut world = World::of_definition(lenient(), "2014-04-01 00:00");
    world.submit("2014-04-02 10:00", &wish("a-clerk", true)).unwrap();
    // A head gets cards and nothing else.
    let head = world.refused("2014-04-02 10:00", &wish("a-head", true));
    assert!(head.detail.zh.contains("a head") && head.detail.zh.contains("没有可以退订的"), "{head:?}");
    world.pass_sending("2014-04-30 23:00");
    let events = world.take();
    assert_eq!(letters(&events, "04-18"), "a-clerk 1, b-clerk 1, d-clerk 1", "what asks first: {events}");
    for morning in ["04-24", "04-25", "04-29"] {
        assert_eq!(letters(&events, morning), "b-clerk 1, d-clerk 1", "{morning}: {events}");
        assert!(
            events.contains(&format!("{morning} 09:00 step.skipped 1 OptedOut\n")),
            "{morning}: {events}"
        );
    }
    assert_eq!(letters(&events, "04-28"), "a-head 1, b-head 1, d-head 1", "cards: {events}");
    assert_eq!(events.matches("OptedOut").count(), 3, "{events}");
}

#[test]
fn who_never_got_what_asks_first_gets_the_next() {
    let mut world = World::of_definition(lenient(), "2014-04-01 00:00");
    world.submit("2014-04-02 10:00", &wish("a-clerk", true)).unwrap();
    world.pass_sending("2014-04-17 23:00");
    world.pass("2014-04-18 09:00");
    let (key, outcome) =
        ("2014-04-18/a-clerk/routine".parse().unwrap(), SendOutcome::Failed(StepReason::GivenUp));
    let reports = vec![MessageReport { key, outcome, attempt: 6 }];
    world.submit("2014-04-18 10:00", &Command::ReportMessages(ReportMessages { reports })).unwrap();
    world.take();
    world.pass_sending("2014-04-25 23:00");
    let events = world.take();
    assert_eq!(letters(&events, "04-24"), "a-clerk 1, b-clerk 1, d-clerk 1", "{events}");
    assert_eq!(letters(&events, "04-25"), "b-clerk 1, d-clerk 1", "now it was asked for: {events}");
}

#[test]
fn a_return_is_said_to_who_has_opted_out() {
    let mut world = World::of_definition(lenient(), "2014-04-01 00:00");
    world.submit("2014-04-02 10:00", &wish("a-clerk", true)).unwrap();
    world.pass_sending("2014-04-23 10:00");
    world.submit("2014-04-23 10:00", &submit("plan/a", 1)).unwrap();
    let back = Command::Return(Return { item: item("plan/a"), reason: None, failed: Vec::new() });
    world.submit("2014-04-23 11:00", &back).unwrap();
    world.take();
    world.pass_sending("2014-04-23 12:00");
    assert!(world.take().contains("message.due a-clerk news-1 1"));
}

#[test]
fn who_opts_in_again_gets_what_comes_from_then_on() {
    let mut world = World::of_definition(lenient(), "2014-04-01 00:00");
    world.submit("2014-04-02 10:00", &wish("a-clerk", true)).unwrap();
    world.pass_sending("2014-04-25 10:00");
    world.submit("2014-04-25 10:00", &wish("a-clerk", false)).unwrap();
    world.take();
    world.pass_sending("2014-04-29 23:00");
    let events = world.take();
    assert_eq!(letters(&events, "04-29"), "a-clerk 1, b-clerk 1, d-clerk 1", "{events}");
}

#[test]
fn only_what_the_file_names_is_left_out() {
    let mut def = lenient();
    def.policies[0].opt_out = vec![Optional::OnDay];
    let mut world = World::of_definition(def, "2014-04-01 00:00");
    world.submit("2014-04-02 10:00", &wish("a-clerk", true)).unwrap();
    world.pass_sending("2014-04-30 23:00");
    let events = world.take();
    for (morning, to) in [
        ("04-24", "a-clerk 1, b-clerk 1, d-clerk 1"),
        ("04-25", "b-clerk 1, d-clerk 1"),
        ("04-29", "a-clerk 1, b-clerk 1, d-clerk 1"),
    ] {
        assert_eq!(letters(&events, morning), to, "{morning}: {events}");
    }
}

#[test]
fn the_same_wish_again_changes_nothing_and_a_file_may_let_nobody_opt_out() {
    let mut world = World::of_definition(lenient(), "2014-04-01 00:00");
    world.submit("2014-04-02 10:00", &wish("a-clerk", true)).unwrap();
    let version = world.state.version();
    world.submit("2014-04-02 10:01", &wish("a-clerk", true)).unwrap();
    world.submit("2014-04-02 10:01", &wish("b-clerk", false)).unwrap();
    assert_eq!(world.state.version(), version);
    let nobody = world.submit("2014-04-02 10:02", &wish("z-clerk", true));
    assert_eq!(nobody, Err(RefusalCode::UnknownName));
    let mut strict = World::launched("2014-04-01 00:00");
    assert_eq!(strict.submit("2014-04-02 10:00", &wish("a-clerk", true)), Err(RefusalCode::WrongState));
}

#[test]
fn between_the_deciding_and_the_sending_a_wish_counts_too() {
    let mut world = World::of_definition(lenient(), "2014-04-01 00:00").sent_until("2014-04-18 08:00");
    world.pass("2014-04-18 09:00");
    let optional = |lines: Vec<MessageLine>| lines.iter().map(|line| line.optional).collect::<Vec<_>>();
    assert_eq!(optional(world.lines_of("2014-04-18/a-clerk/routine")), [false], "it asks first");
    world.report(at("2014-04-18 09:00"));
    world.pass("2014-04-24 09:00");
    let name = "2014-04-24/a-clerk/routine";
    assert_eq!(optional(world.lines_of(name)), [true]);
    world.submit("2014-04-24 09:01", &wish("a-clerk", true)).unwrap();
    assert_eq!(world.lines_of(name), Vec::new());
    world.take();
    let (key, outcome) = (name.parse().unwrap(), SendOutcome::NothingDue);
    let reports = vec![MessageReport { key, outcome, attempt: 0 }];
    world.submit("2014-04-24 09:02", &Command::ReportMessages(ReportMessages { reports })).unwrap();
    assert_eq!(world.take(), "04-24 09:02 step.skipped 1 OptedOut\n");
}

#[test]
fn a_new_due_day_is_told_to_who_has_opted_out() {
    let mut world = World::of_definition(lenient(), "2014-04-01 00:00");
    world.submit("2014-04-02 10:00", &wish("a-clerk", true)).unwrap();
    world.pass_sending("2014-04-22 10:00");
    world.take();
    // They were reminded five working days before the old day, and are not again; the next one tells of the new day.
    world.amend("2014-04-22 10:00", |def| def.duties[0].rule = day_rule("2014-04-29"));
    world.pass_sending("2014-04-30 23:00");
    let events = world.take();
    assert_eq!(letters(&events, "04-28"), "a-clerk 1, b-clerk 1, d-clerk 1", "{events}");
    assert_eq!(letters(&events, "04-29"), "b-clerk 1, d-clerk 1", "{events}");
}
