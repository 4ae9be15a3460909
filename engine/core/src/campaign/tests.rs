//! Scenarios: given a campaign, when time passes and people act, then these events; through the public interface only.

mod amendments;
mod cards;
mod cases;
mod dates;
mod dead_letters;
mod duties;
mod foreseen;
mod holding;
mod judging;
mod listening;
mod opting_out;
mod practice;
mod random;
mod ratings;
mod receipts;
mod reports;
mod rights;
mod scenario;
mod selections;
mod several_posts;
mod stages;
mod tasks;
mod visit_rules;
mod visiting;
mod writing;

use std::fmt::Write as _;

use muster_protocol::command::{
    Amend, Command, ItemName, Launch, MessageName, MessageReport, RecordVisit, Refusal, RefusalCode,
    ReportMessages, Return, SendOutcome, Submit,
};
use muster_protocol::definition::Definition;
use muster_protocol::event::Event;
use muster_protocol::form::Form;
use muster_protocol::item::{Evidence, Message, MessageKind, StepReason};
use muster_protocol::question::{Answer, MessageLine, Question};
use muster_protocol::recorded::{Record, Recorded};
use muster_protocol::shape;
use muster_protocol::time::Instant;

use super::sample::{at, definition};
use super::{Issuer, State, advance, decide, entitled, evolve};
use crate::answer::answer;

/// Decides a command that a post gives which may.
fn decided(def: &Definition, state: &State, at: Instant, command: &Command) -> Result<Vec<Event>, Refusal> {
    let post = entitled(def, state, command);
    decide(def, state, at, Issuer::post(post.as_deref().unwrap_or("test")), command)
}

struct World {
    def: Definition,
    state: State,
    lines: String,
    /// Messages that fell due and were not reported.
    given: Vec<Message>,
}

impl World {
    fn launched(when: &str) -> Self {
        Self::of_definition(definition(), when)
    }

    fn of_definition(def: Definition, when: &str) -> Self {
        let mut world = Self { def, state: State::new(), lines: String::new(), given: Vec::new() };
        let launch = Launch { definition: world.def.digest(), sources: Vec::new(), contacts: None };
        world.submit(when, &Command::Launch(launch)).unwrap();
        world
    }

    fn submit(&mut self, when: &str, command: &Command) -> Result<(), RefusalCode> {
        self.pass(when);
        let events = decided(&self.def, &self.state, at(when), command).map_err(|refusal| refusal.code)?;
        for event in events {
            evolve(&self.def, &mut self.state, at(when), &event);
            self.note(at(when), &event);
        }
        Ok(())
    }

    fn pass(&mut self, until: &str) {
        while let Some(due) = self.state.next_due().filter(|due| *due <= at(until)) {
            self.pass_to(due.max(self.state.at()));
        }
    }

    /// Passes time day by day, with a worker that hands every message over at once.
    fn pass_sending(&mut self, until: &str) {
        self.pass_looking(until, |_, _| {});
    }

    /// The same, with a look at what fell due before it is handed over.
    fn pass_looking(&mut self, until: &str, mut look: impl FnMut(&Self, Instant)) {
        while let Some(due) = self.state.next_due().filter(|due| *due <= at(until)) {
            self.pass_to(due);
            look(self, due);
            self.report(due);
        }
    }

    /// A campaign after so much time with that worker.
    fn sent_until(mut self, until: &str) -> Self {
        self.pass_sending(until);
        self
    }

    /// The same without the lines of what has happened so far.
    fn afresh(mut self) -> Self {
        self.take();
        self
    }

    /// What was given out since the last look, as those read it who get it.
    fn read(&self, now: Instant) -> Vec<(MessageName, Vec<MessageLine>)> {
        let read = |message: &Message| {
            let key = self.state.numbering.names(message.key).unwrap();
            let campaign = "year".parse().unwrap();
            let question = Question::Messages { campaign, messages: vec![key.clone()] };
            match answer(&self.def, &self.state, now, &question) {
                Answer::Messages { mut messages, .. } => (key, messages.remove(0).lines),
                other => panic!("no message {key}: {other:?}"),
            }
        };
        self.given.iter().map(read).collect()
    }

    /// What is due at an instant happens.
    fn pass_to(&mut self, due: Instant) -> Vec<Event> {
        let mut events = Vec::new();
        advance(&self.def, &mut self.state, due, &mut |event| events.push(event));
        for event in &events {
            self.note(due, event);
        }
        events
    }

    fn report(&mut self, when: Instant) {
        for message in std::mem::take(&mut self.given) {
            let shape::Message { key, steps } = self.state.numbering.names(message).unwrap();
            let outcome = SendOutcome::Sent { channel: "test".to_owned(), steps };
            let reports = vec![MessageReport { key, outcome, attempt: 1 }];
            let command = Command::ReportMessages(ReportMessages { reports });
            for event in decided(&self.def, &self.state, when, &command).unwrap() {
                evolve(&self.def, &mut self.state, when, &event);
            }
        }
    }

    fn note(&mut self, when: Instant, event: &Event) {
        goes_through_names(&self.def, &self.state, event);
        let local = muster_rules::zone::Zone::of(&self.def).unwrap().rfc3339(when);
        let line = format!("{} {}", &local[5..16].replace('T', " "), event.name());
        let detail = match event {
            Event::MessageDue(body) => {
                self.given.extend(body.messages.iter().cloned());
                let to = body.messages.iter().map(|message| self.envelope(message)).collect::<Vec<_>>();
                to.join(", ")
            }
            Event::ItemLate(body) => format!("{} of {}", body.units.len(), self.key(body.occasion.at())),
            Event::OccasionOpened(body) => self.key(body.occasion.at()),
            Event::StepWithdrawn(body) => format!("{:?} {:?}", body.steps, body.reason),
            Event::StepSkipped(body) => format!("{} {:?}", body.steps.len(), body.reason),
            Event::ItemReturned(body) => format!("due {}", body.due_day),
            Event::ItemPassedOn(body) => format!("{} to {}", self.key(body.occasion.at()), body.to),
            Event::PhaseCarriedOver(body) => body.items.to_string(),
            Event::OccasionMoved(body) => format!("{} due {}", body.plan.occasion.key, body.plan.due_day),
            Event::ItemMoved(body) => format!("{} steps {:?}", body.units.len(), body.steps),
            Event::CandidateNominated(body) => format!("{}", body.candidate.0 + 1),
            Event::CandidatePassed(body) => {
                let end = if body.last { " last" } else { "" };
                format!("{} {}{end}", body.candidate.0 + 1, body.stage)
            }
            Event::StepHeld(body) => body.steps.len().to_string(),
            Event::StepDeferred(body) => body.steps.len().to_string(),
            _ => String::new(),
        };
        writeln!(self.lines, "{}", format!("{line} {detail}").trim_end()).unwrap();
    }

    fn envelope(&self, message: &Message) -> String {
        let kind = match message.key.kind {
            MessageKind::Routine => String::new(),
            other => format!(" {}", other.code()),
        };
        format!("{}{kind} {}", self.def.contacts[message.key.contact.at()].id, message.steps.len())
    }

    fn key(&self, occasion: usize) -> String {
        self.state.occasions()[occasion].key().to_owned()
    }

    fn take(&mut self) -> String {
        std::mem::take(&mut self.lines)
    }

    fn of(&mut self, family: &str) -> String {
        let events = self.take();
        let lines = events.lines().filter(|line| line[12..].starts_with(family));
        lines.map(|line| format!("{line}\n")).collect()
    }
}

fn submit(item: &str, count: u32) -> Command {
    pieces(item, "报告", count)
}

/// Hands in so many pieces of what is asked for.
fn pieces(item: &str, need: &str, count: u32) -> Command {
    let evidence = vec![Evidence { need: need.to_owned(), count, files: Vec::new() }];
    Command::Submit(Submit { item: item.parse().unwrap(), evidence, form: Form::default(), on: None })
}

/// Puts another definition in force.
fn amendment(state: &State, next: &Definition) -> Amend {
    let from = state.definition().unwrap();
    let (sources, reason, approver, contacts) = (Vec::new(), None, None, None);
    Amend { from, definition: next.digest(), sources, reason, approver, contacts }
}

/// A record of a visit that says on which day it was.
fn visited(item: &str, on: &str) -> RecordVisit {
    RecordVisit {
        item: item.parse().unwrap(),
        on: on.parse().unwrap(),
        record: None,
        sections: Vec::new(),
        ratings: Vec::new(),
        actions: Vec::new(),
        cases: Vec::new(),
    }
}

fn item(name: &str) -> ItemName {
    name.parse().unwrap()
}

#[test]
fn reminders_follow_working_days_and_holidays() {
    let mut world = World::launched("2014-04-01 00:00").sent_until("2014-05-08 00:00");
    insta::assert_snapshot!(world.of("message.due"), @r"
    04-01 09:00 message.due a-clerk 1, b-clerk 1, d-clerk 1
    04-18 09:00 message.due a-clerk 1, b-clerk 1, d-clerk 1
    04-24 09:00 message.due a-clerk 1, b-clerk 1, d-clerk 1
    04-25 09:00 message.due a-clerk 1, b-clerk 1, d-clerk 1
    04-28 09:00 message.due a-head 1, b-head 1, d-head 1
    04-29 09:00 message.due a-clerk 1, b-clerk 1, d-clerk 1
    05-04 09:00 message.due a-clerk 2, b-clerk 2, d-clerk 2
    05-05 09:00 message.due a-head red 1, b-head red 1, d-head red 1, office red 3
    05-06 09:00 message.due a-clerk 1, b-clerk 1, d-clerk 1
    ");
}

#[test]
fn handing_in_takes_the_rest_back_and_review_may_return_it() {
    let mut world = World::launched("2014-04-01 00:00").sent_until("2014-04-22 00:00").afresh();
    world.submit("2014-04-22 10:00", &submit("plan/a", 1)).unwrap();
    world.pass_sending("2014-04-23 15:00");
    let back = Command::Return(Return { item: item("plan/a"), reason: None, failed: Vec::new() });
    world.submit("2014-04-23 15:00", &back).unwrap();
    world.pass_sending("2014-04-25 11:00");
    world.submit("2014-04-25 11:00", &submit("plan/a", 1)).unwrap();
    world.submit("2014-04-25 15:00", &Command::Accept(item("plan/a"))).unwrap();
    assert_eq!(
        world.submit("2014-04-25 16:00", &Command::Accept(item("plan/a"))),
        Err(RefusalCode::WrongState)
    );
    insta::assert_snapshot!(world.take(), @r"
    04-22 10:00 item.submitted
    04-22 10:00 step.withdrawn [1, 2] Submitted
    04-23 15:00 item.returned due 2014-04-30
    04-23 15:00 message.due a-clerk news-1 1
    04-24 09:00 message.due b-clerk 1, d-clerk 1
    04-25 09:00 message.due b-clerk 1, d-clerk 1
    04-25 11:00 item.submitted
    04-25 11:00 step.withdrawn [1, 2] Submitted
    04-25 15:00 item.accepted
    04-25 15:00 item.closed
    ");
}

#[test]
fn evidence_is_counted_and_refusals_change_nothing() {
    let mut world = World::launched("2014-04-01 00:00");
    let before = world.state.version();
    assert_eq!(world.submit("2014-04-01 00:00", &submit("plan/a", 0)), Err(RefusalCode::Incomplete));
    world.pass("2014-04-02 00:00");
    for (command, code) in [
        (submit("plan/a", 0), RefusalCode::Incomplete),
        (submit("plan/a", 3), RefusalCode::Incomplete),
        (submit("plan/x", 1), RefusalCode::UnknownName),
        (submit("plam/a", 1), RefusalCode::UnknownName),
        (submit("study.2014-05/a", 1), RefusalCode::WrongState),
        (Command::Accept(item("plan/a")), RefusalCode::WrongState),
    ] {
        let version = world.state.version();
        assert_eq!(world.submit("2014-04-02 00:00", &command), Err(code), "{command:?}");
        assert_eq!(world.state.version(), version);
    }
    assert!(world.state.version() > before);
}

#[test]
fn joining_and_merging_move_open_items() {
    let mut world = World::launched("2014-04-01 00:00").sent_until("2014-05-20 12:00").afresh();
    world.pass_sending("2014-05-21 00:00");
    let left = world.take();
    world.pass_sending("2014-06-01 00:00");
    let joined = world.take();
    insta::assert_snapshot!(left, @r"
    05-21 00:00 roster.unit_left
    05-21 00:00 step.withdrawn [0, 1, 2] Left
    05-21 00:00 item.passed_on study.2014-05 to 0
    05-21 00:00 item.passed_on visits.2014-q2 to 0
    05-21 00:00 occasion.planned
    05-21 00:00 occasion.opened merged-d-1
    ");
    insta::assert_snapshot!(joined, @r"
    05-21 09:00 message.due a-clerk news-1 1
    05-23 09:00 message.due a-clerk 1, b-clerk 1
    05-29 09:00 message.due a-clerk 1, b-clerk 1
    05-30 09:00 message.due a-clerk 1, b-clerk 1
    05-30 18:00 occasion.opened month-end.2014-05
    05-30 18:00 occasion.planned
    05-31 00:00 item.late 2 of study.2014-05
    06-01 00:00 roster.unit_joined
    06-01 00:00 item.opened
    06-01 00:00 occasion.opened study.2014-06
    ");
}

#[test]
fn every_step_ends_once_and_the_campaign_closes() {
    let mut world = World::launched("2014-04-01 00:00").sent_until("2014-08-01 00:00");
    assert!(world.state.closed());
    assert_eq!(world.state.next_due(), None);
    let counts = world.state.counts();
    assert_eq!(counts.open(), 0, "{counts:?}");
    assert!(counts.sent > 50, "{counts:?}");
    let events = world.take();
    assert!(events.ends_with("campaign.closed\n"), "{events}");
}

#[test]
fn an_outage_gives_one_message_and_skips_what_is_too_old() {
    let mut world = World::launched("2014-04-01 00:00").sent_until("2014-04-26 00:00").afresh();
    // Nobody ticks from 4/26 to 4/29 10:00: the yellow card of 4/28 is 25 hours old, the reminder of 4/29 is not.
    world.pass_to(at("2014-04-29 10:00"));
    insta::assert_snapshot!(world.take(), @r"
    04-29 10:00 step.skipped 3 Missed
    04-29 10:00 message.due a-clerk 1, b-clerk 1, d-clerk 1
    ");
}

#[test]
fn a_message_without_outcome_moves_into_the_next_and_comes_again() {
    let mut world = World::launched("2014-04-01 00:00").sent_until("2014-04-24 00:00").afresh();
    world.pass("2014-04-25 08:00");
    let lost = std::mem::take(&mut world.given);
    assert_eq!(lost.len(), 3);
    world.pass("2014-04-25 09:00");
    insta::assert_snapshot!(world.take(), @r"
    04-24 09:00 message.due a-clerk 1, b-clerk 1, d-clerk 1
    04-25 09:00 message.due a-clerk 2, b-clerk 2, d-clerk 2
    ");
    world.report(at("2014-04-25 09:00"));
    // The notice, 4/18, 4/24 and 4/25, three units each: every step ended once, though 4/24's went out on 4/25.
    assert_eq!(world.state.counts().sent, 12);
}

#[test]
fn a_lost_message_comes_again_after_a_day() {
    let mut world = World::launched("2014-04-01 00:00");
    world.pass("2014-04-01 09:00");
    world.take();
    world.pass("2014-04-02 09:00");
    insta::assert_snapshot!(world.take(), @"04-02 09:00 message.reissued");
}

/// What was decided is written in names, and read again it is what was decided.
fn goes_through_names(def: &Definition, state: &State, event: &Event) {
    let campaign = muster_protocol::ids::CampaignId::new("town").unwrap();
    let record = Record::by_clock(
        campaign,
        muster_protocol::ids::Position(1),
        muster_protocol::ids::Version(1),
        state.at(),
    );
    let row = Recorded::alone(record, state.numbering.write(event).unwrap());
    let puts = event.puts_in_force().map(|_| def);
    assert_eq!(state.numbering.read(puts, &row).as_ref(), Ok(event));
    assert_eq!(row.named().unwrap().body(), row.body, "{}", event.name());
}

#[test]
fn signing_twice_changes_nothing() {
    let mut world = World::launched("2014-04-01 00:00").sent_until("2014-04-01 09:00");
    let sign = Command::Sign(MessageName {
        date: "2014-04-01".parse().unwrap(),
        contact: "a-clerk".into(),
        kind: MessageKind::Routine,
    });
    world.submit("2014-04-01 10:00", &sign).unwrap();
    let version = world.state.version();
    world.submit("2014-04-01 10:01", &sign).unwrap();
    assert_eq!(world.state.version(), version);
    let never = Command::Sign(MessageName {
        date: "2014-04-02".parse().unwrap(),
        contact: "a-clerk".into(),
        kind: MessageKind::Routine,
    });
    assert_eq!(world.submit("2014-04-02 10:01", &never), Err(RefusalCode::UnknownName));
}

#[test]
fn a_failed_message_is_a_dead_letter_once() {
    let mut world = World::launched("2014-04-01 00:00");
    world.pass("2014-04-01 09:00");
    let given = std::mem::take(&mut world.given);
    let name = |message: &Message| world.state.numbering.names(message.key).unwrap();
    let reports = given.iter().map(|message| MessageReport {
        key: name(message),
        outcome: SendOutcome::Failed(StepReason::GivenUp),
        attempt: 1,
    });
    let command = Command::ReportMessages(ReportMessages { reports: reports.collect() });
    world.submit("2014-04-01 15:00", &command).unwrap();
    let failed = world.state.counts().failed;
    assert_eq!(failed, 3);
    world.submit("2014-04-01 15:01", &command).unwrap();
    assert_eq!(world.state.counts().failed, failed);
}
