//! What workers report: only of what was given out. Everything else changes nothing, no matter who says it.

use std::collections::BTreeSet;

use muster_protocol::command::RecordSnapshot;
use muster_protocol::ids::Digest;
use muster_protocol::item::{MessageKey, OccasionKind};

use super::*;

fn sent(world: &World, key: MessageKey, steps: Vec<muster_protocol::item::StepRef>) -> Command {
    let numbering = &world.state.numbering;
    let (key, steps) = (numbering.names(key).unwrap(), numbering.names(steps).unwrap());
    let outcome = SendOutcome::Sent { channel: "test".to_owned(), steps };
    Command::ReportMessages(ReportMessages { reports: vec![MessageReport { key, outcome, attempt: 1 }] })
}

#[test]
fn a_report_of_a_message_that_was_not_given_out_changes_nothing() {
    let mut world = World::launched("2014-04-01 00:00").sent_until("2014-04-23 12:00");
    world.pass("2014-04-24 09:00");
    let given = std::mem::take(&mut world.given);
    world.take();
    let one = &given[0];
    let tomorrow = MessageKey { date: one.key.date.plus(1), ..one.key };
    let red = MessageKey { kind: MessageKind::Red, ..one.key };
    for key in [tomorrow, red] {
        for outcome in [
            SendOutcome::Sent {
                channel: "test".to_owned(),
                steps: world.state.numbering.names(one.steps.clone()).unwrap(),
            },
            SendOutcome::NothingDue,
            SendOutcome::Failed(StepReason::GivenUp),
        ] {
            let reports =
                vec![MessageReport { key: world.state.numbering.names(key).unwrap(), outcome, attempt: 1 }];
            world.submit("2014-04-24 09:30", &Command::ReportMessages(ReportMessages { reports })).unwrap();
        }
    }
    assert_eq!(world.take(), "", "nobody was given these");
    // Nor are steps sent that the message does not carry.
    let others = given[1].steps.clone();
    let all = one.steps.iter().chain(&others).copied().collect();
    let command = sent(&world, one.key, all);
    world.submit("2014-04-24 09:30", &command).unwrap();
    assert_eq!(world.take(), "04-24 09:30 step.sent\n");
    let open = world.state.counts().open();
    let command = sent(&world, given[1].key, others.clone());
    world.submit("2014-04-24 09:30", &command).unwrap();
    assert_eq!(world.state.counts().open() + others.len() as u64, open, "they were open still");
}

#[test]
fn what_counterparts_said_stands_with_the_letters_of_which_they_said_it() {
    let mut world = World::launched("2014-04-01 00:00");
    world.pass("2014-04-01 09:00");
    let given = std::mem::take(&mut world.given);
    assert_eq!(given.len(), 3);
    let (one, two) = (Digest::of(b"550 no such user"), Digest::of(b"554 spam"));
    let reason = StepReason::Refused;
    let outcomes = [
        SendOutcome::Failed(StepReason::GivenUp),
        SendOutcome::NotTaken { reason, channel: "mail".to_owned(), said: one },
        SendOutcome::NotTaken { reason, channel: "SMS".to_owned(), said: two },
    ];
    let report = |(message, outcome): (&Message, SendOutcome)| MessageReport {
        key: world.state.numbering.names(message.key).unwrap(),
        outcome,
        attempt: 4,
    };
    let reports = given.iter().zip(outcomes).map(report).collect();
    let command = Command::ReportMessages(ReportMessages { reports });
    assert_eq!(command.blobs(), [one, two], "they are stored before");
    let events = decided(&world.def, &world.state, at("2014-04-01 15:00"), &command).unwrap();
    let failed = |event: &Event| {
        let Event::StepFailed(body) = event else { panic!("{event:?}") };
        assert_eq!(body.attempt, 4);
        (body.said, body.reason, body.channel.clone(), body.steps.clone())
    };
    let failed: BTreeSet<_> = events.iter().map(failed).collect();
    let ended = |at: usize, reason, said, channel: Option<&str>| {
        (said, reason, channel.map(str::to_owned), given[at].steps.clone())
    };
    let wanted = [
        ended(0, StepReason::GivenUp, None, None),
        ended(1, reason, Some(one), Some("mail")),
        ended(2, reason, Some(two), Some("SMS")),
    ];
    assert_eq!(failed, BTreeSet::from(wanted));
}

#[test]
fn an_outcome_says_in_which_attempt_it_came() {
    let mut world = World::launched("2014-04-01 00:00");
    world.pass("2014-04-01 09:00");
    let given = std::mem::take(&mut world.given);
    let report = |(message, attempt): (&Message, u32)| {
        let shape::Message { key, steps } = world.state.numbering.names(message.clone()).unwrap();
        MessageReport { key, outcome: SendOutcome::Sent { channel: "test".to_owned(), steps }, attempt }
    };
    let reports = given.iter().zip(1..).map(report).collect();
    let command = Command::ReportMessages(ReportMessages { reports });
    let events = decided(&world.def, &world.state, at("2014-04-01 09:30"), &command).unwrap();
    let [Event::StepSent(body)] = events.as_slice() else { panic!("{events:?}") };
    let attempts: Vec<u32> = body.messages.iter().map(|message| message.attempt).collect();
    assert_eq!(attempts, [1, 2, 3]);
}

#[test]
fn a_snapshot_is_recorded_of_one_that_was_opened_and_of_nothing_else() {
    let world = World::launched("2014-04-01 00:00");
    for occasion in world.state.occasions() {
        let record = RecordSnapshot {
            occasion: occasion.key().into(),
            cutoff: world.state.version(),
            table: Digest::of(b"table"),
        };
        let said =
            decided(&world.def, &world.state, at("2014-04-01 00:00"), &Command::RecordSnapshot(record));
        let code = said.map_err(|refusal| refusal.code).unwrap_err();
        let wanted = match occasion.plan.kind {
            OccasionKind::Snapshot(_) => RefusalCode::Stale,
            _ => RefusalCode::UnknownName,
        };
        assert_eq!(code, wanted, "{}", occasion.key());
    }
}
