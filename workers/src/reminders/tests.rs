use muster_protocol::command::{Command, MessageName, MessageReport, ReportMessages, SendOutcome};
use muster_protocol::event::NamedEvent as Event;
use muster_protocol::event::of::{ItemClosed, MessageDue, MessageReissued};
use muster_protocol::ids::Digest;
use muster_protocol::item::StepReason;
use muster_protocol::question::{Answer, MessageCheck, Question};
use muster_protocol::shape::Message;
use muster_protocol::time::HOUR;
use muster_rules::worker::{ChannelReply, DeliveryResult, Effect, OutgoingMessage, WorkerLogic};

use super::Reminders;
use crate::sample::{campaign, context, definition, key, letter, line, line_to, midnight, step};

const DAY: &str = "2014-04-24";

fn due(keys: &[MessageName]) -> Event {
    let message = |key: &MessageName| Message { key: key.clone(), steps: vec![line_to(&key.contact).step] };
    MessageDue { due: midnight(DAY), messages: keys.iter().map(message).collect() }.into()
}

fn hear(event: &Event) -> Vec<Effect> {
    let (campaign, definition) = (campaign(), definition());
    Reminders::new().hear(&context(&campaign, &definition, 7, midnight(DAY), event))
}

fn answered(
    checks: Vec<MessageCheck>,
    spoil: impl FnOnce(&mut muster_protocol::definition::Definition),
) -> Vec<Effect> {
    let (campaign, mut definition) = (campaign(), definition());
    spoil(&mut definition);
    let event = due(&[]);
    let question = Question::Messages { campaign: campaign.clone(), messages: Vec::new() };
    let answer = Answer::Messages { now: midnight(DAY), definition: definition.digest(), messages: checks };
    let about = context(&campaign, &definition, 7, midnight(DAY), &event);
    Reminders::new().answered(&about, &question, &answer)
}

fn reports(effect: &Effect) -> Vec<MessageReport> {
    match effect {
        Effect::Submit(Command::ReportMessages(ReportMessages { reports })) => reports.clone(),
        other => panic!("not a report: {other:?}"),
    }
}

#[test]
fn messages_that_fell_due_are_asked_about_before_sending() {
    let keys = vec![key(DAY, 0), key(DAY, 1)];
    let ask = vec![Effect::Ask(Question::Messages { campaign: campaign(), messages: keys.clone() })];
    assert_eq!(hear(&due(&keys)), ask);
    assert_eq!(hear(&MessageReissued { messages: keys, due: midnight(DAY) }.into()), ask);
}

#[test]
fn other_events_and_empty_lists_lead_to_no_effect() {
    assert!(hear(&due(&[])).is_empty());
    assert!(hear(&ItemClosed { occasion: "unit-plan".into(), unit: "001".into() }.into()).is_empty());
}

#[test]
fn what_is_due_becomes_a_letter_and_what_is_not_is_reported() {
    let checks = vec![
        MessageCheck {
            key: key(DAY, 0),
            lines: vec![line(0)],
            link: None,
            waits_until: None,
            not_by: Vec::new(),
        },
        MessageCheck {
            key: key(DAY, 1),
            lines: Vec::new(),
            link: None,
            waits_until: None,
            not_by: Vec::new(),
        },
    ];
    let effects = answered(checks, |_| ());
    let [tell, Effect::Send(letters)] = effects.as_slice() else { panic!("{effects:?}") };
    assert_eq!(
        reports(tell),
        vec![MessageReport { key: key(DAY, 1), outcome: SendOutcome::NothingDue, attempt: 0 }]
    );
    let [letter] = letters.as_slice() else { panic!("{letters:?}") };
    assert_eq!((&letter.key, letter.key.contact.as_str()), (&key(DAY, 0), "001-clerk"));
    assert_eq!(letter.steps, vec![step(0)]);
    assert!(!letter.subject.is_empty() && letter.text.contains("实施方案"), "{letter:?}");
}

#[test]
fn what_waits_for_the_days_own_message_is_looked_at_again_and_nothing_is_reported_of_it() {
    let (soon, later) = (midnight(DAY).plus(HOUR), midnight(DAY).plus(2 * HOUR));
    let check = |unit, waits_until| MessageCheck {
        key: key(DAY, unit),
        lines: vec![line(unit)],
        link: None,
        waits_until,
        not_by: Vec::new(),
    };
    let effects = answered(vec![check(0, Some(later)), check(1, None), check(2, Some(soon))], |_| ());
    let [Effect::Send(letters), Effect::Later { messages: 2, until }] = effects.as_slice() else {
        panic!("{effects:?}")
    };
    assert_eq!((letters.len(), *until), (1, soon));
}

#[test]
fn a_text_that_cannot_be_written_is_a_failure_of_that_message_alone() {
    let checks = [0, 1]
        .map(|unit| MessageCheck {
            key: key(DAY, unit),
            lines: vec![line(unit)],
            link: None,
            waits_until: None,
            not_by: Vec::new(),
        })
        .to_vec();
    let effects =
        answered(checks, |definition| definition.templates.routine = "{{ nobody.knows.this }}".to_owned());
    let [tell] = effects.as_slice() else { panic!("{effects:?}") };
    let failed = |unit| MessageReport {
        key: key(DAY, unit),
        outcome: SendOutcome::Failed(StepReason::Refused),
        attempt: 0,
    };
    assert_eq!(reports(tell), vec![failed(0), failed(1)]);
}

#[test]
fn each_letter_is_reported_with_the_steps_that_it_carried() {
    let (campaign, definition, event) = (campaign(), definition(), due(&[]));
    let letters: Vec<OutgoingMessage> = vec![letter(DAY, 0), letter(DAY, 1)];
    let results = [
        DeliveryResult::Over { channel: "outbox".to_owned(), attempt: 2 },
        DeliveryResult::Failed { reason: StepReason::NoAccount, said: None, attempt: 1 },
    ];
    let about = context(&campaign, &definition, 7, midnight(DAY), &event);
    let effects = Reminders::new().sent(&about, &letters, &results);
    let [tell] = effects.as_slice() else { panic!("{effects:?}") };
    let sent = SendOutcome::Sent { channel: "outbox".to_owned(), steps: vec![step(0)] };
    assert_eq!(
        reports(tell),
        vec![
            MessageReport { key: key(DAY, 0), outcome: sent, attempt: 2 },
            MessageReport {
                key: key(DAY, 1),
                outcome: SendOutcome::Failed(StepReason::NoAccount),
                attempt: 1
            },
        ]
    );
}

#[test]
fn what_counterparts_said_goes_with_each_letter_and_its_report_names_it_once_it_is_stored() {
    let (campaign, definition, event) = (campaign(), definition(), due(&[]));
    let letters: Vec<OutgoingMessage> = [0, 1, 2].map(|unit| letter(DAY, unit)).to_vec();
    let words = |words: &str| ChannelReply { channel: "mail".to_owned(), words: words.to_owned() };
    let refused = |said: &ChannelReply| DeliveryResult::Failed {
        reason: StepReason::Refused,
        said: Some(said.clone()),
        attempt: 3,
    };
    let (first, second) = (words("mail: 550 no such user"), words("mail: 554 spam"));
    let over = DeliveryResult::Over { channel: "outbox".to_owned(), attempt: 1 };
    let results = [refused(&first), refused(&second), over];
    let about = context(&campaign, &definition, 7, midnight(DAY), &event);
    let effects = Reminders::new().sent(&about, &letters, &results);
    let [Effect::Report(reports)] = effects.as_slice() else { panic!("{effects:?}") };
    let said: Vec<Option<&ChannelReply>> = reports.iter().map(|one| one.said.as_ref()).collect();
    assert_eq!(said, [Some(&first), Some(&second), None]);
    let stored = Digest::of(b"stored");
    let outcomes = |stored: Option<Digest>| -> Vec<SendOutcome> {
        reports.iter().map(|one| one.clone().naming(stored).outcome).collect()
    };
    let (reason, channel) = (StepReason::Refused, "mail".to_owned());
    let named = SendOutcome::NotTaken { reason, channel, said: stored };
    let sent = SendOutcome::Sent { channel: "outbox".to_owned(), steps: vec![step(2)] };
    assert_eq!(outcomes(Some(stored)), [named.clone(), named, sent.clone()]);
    let wordless = SendOutcome::Failed(reason);
    assert_eq!(
        outcomes(None),
        [wordless.clone(), wordless, sent],
        "words that are not stored hold nothing up"
    );
}
