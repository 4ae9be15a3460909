//! One sample of every command, in its envelope on its way to the owner.

use muster_protocol::command::{
    Amend, ChangeVisit, ChooseHour, ClockJump, Command, CommandEnvelope, DeadLetterName, DropDeadLetters,
    FailDelivery, FixVisits, FixedVisit, Hold, ItemName, Launch, MessageName, MessageReport, OptOut,
    ProposeVisits, Receipt, RecordSnapshot, RecordVisit, ReportMessages, ReportReceipt, Resume,
    RetryDeadLetters, Return, SendOutcome, StepName, Submit, VisitAction, VisitCase, VisitChange, VisitEvent,
    WhichDead,
};
use muster_protocol::dead_letter::DeadDelivery;
use muster_protocol::event::{Rated, RecordSection, Source};
use muster_protocol::ids::{CampaignId, CommandId, Version};
use muster_protocol::item::{DueDays, MessageKind, StepReason};
use muster_protocol::refs::Words;
use muster_protocol::time::TimeOfDay;

use crate::events::{bytes, date, evidence, key, left_out, step, visit};
use crate::names::Sample;

/// A new command fails to compile here until it has a sample and a name for it.
fn case_of(command: &Command) -> &'static str {
    match command {
        Command::Launch(_) => "files",
        Command::Amend(_) => "files",
        Command::Hold(_) => "phase",
        Command::Resume(_) => "campaign",
        Command::Submit(_) => "evidence",
        Command::Accept(_) => "item",
        Command::Return(_) => "reason",
        Command::Sign(_) => "message",
        Command::OptOut(_) | Command::ChooseHour(_) => "contact",
        Command::VisitEvent(_) => "place",
        Command::RecordVisit(_) => "record",
        Command::ChangeVisit(_) => "move",
        Command::EnterRow(_) => "correction",
        Command::ReceiveCase(_) => "hotline",
        Command::WorkCase(_) => "call-back",
        Command::Nominate(_) => "person",
        Command::Advance(_) => "no",
        Command::Object(_) => "reason",
        Command::Settle(_) => "upheld",
        Command::Assign(_) => "units",
        Command::Judge(_) => "judging",
        Command::Erase(_) => "reason",
        Command::ReportMessages(_) => "outcomes",
        Command::ReportReceipt(_) => "failed",
        Command::ProposeVisits(_) => "plan",
        Command::FixVisits(_) => "table",
        Command::RecordSnapshot(_) => "table",
        Command::FailDelivery(_) => "cause",
        Command::RetryDeadLetters(_) => "letters",
        Command::DropDeadLetters(_) => "why",
        Command::HoldClock(_) | Command::AcceptClock(_) => "jump",
    }
}

fn item(occasion: &str, unit: &str) -> ItemName {
    ItemName { occasion: occasion.to_owned(), unit: unit.to_owned() }
}

fn reports() -> Vec<MessageReport> {
    let name = |contact| key(contact).rename(&mut Sample).unwrap();
    let (first, second, third, fourth) = (name(3), name(4), name(5), name(6));
    let steps = vec![step(2, 4, 0, 1), step(2, 4, 0, 2)].rename(&mut Sample).unwrap();
    let sent = SendOutcome::Sent { channel: "outbox".to_owned(), steps };
    let refused =
        SendOutcome::NotTaken { reason: StepReason::Refused, channel: "mail".to_owned(), said: bytes(9) };
    vec![
        MessageReport { key: first, outcome: sent, attempt: 2 },
        MessageReport { key: second, outcome: SendOutcome::NothingDue, attempt: 0 },
        MessageReport { key: third, outcome: SendOutcome::Failed(StepReason::GivenUp), attempt: 6 },
        MessageReport { key: fourth, outcome: refused, attempt: 1 },
    ]
}

fn dead_letters() -> Vec<DeadLetterName> {
    let step = StepName { occasion: "unit-plan".into(), unit: "005".into(), due_version: 0, no: 2 };
    let delivery = DeadDelivery { consumer: "visits".to_owned(), version: Version(57) };
    vec![DeadLetterName::Step(step), DeadLetterName::Delivery(delivery)]
}

fn commands() -> Vec<Command> {
    let source = Source { name: "campaign.yaml".to_owned(), digest: bytes(7) };
    let sign = MessageName { date: date("2014-04-25"), contact: "005-clerk".into(), kind: MessageKind::Red };
    let items = vec![
        Command::Launch(Launch { definition: bytes(1), sources: vec![source.clone()], contacts: None }),
        Command::Amend(Amend {
            from: bytes(1),
            definition: bytes(8),
            sources: vec![source],
            reason: Some(bytes(9)),
            approver: Some("领导小组".to_owned()),
            contacts: Some(bytes(10)),
        }),
        Command::Hold(Hold { phase: Some("implementation".to_owned()), reason: Some(bytes(9)) }),
        Command::Resume(Resume { phase: None, due_days: DueDays::Shift }),
        Command::Submit(Submit {
            item: item("study.2014-05", "005"),
            evidence: evidence(),
            form: crate::people::form(),
            on: Some(date("2014-05-20")),
        }),
        Command::Accept(item("unit-plan", "005")),
        Command::Return(Return {
            item: item("unit-plan", "005"),
            reason: Some(bytes(2)),
            failed: vec!["求细求实".to_owned()],
        }),
        Command::Sign(sign),
        Command::OptOut(OptOut { contact: "005-clerk".into(), out: true }),
        Command::ChooseHour(ChooseHour { contact: "005-clerk".into(), hour: Some(TimeOfDay(14 * 60)) }),
        record(),
        Command::ChangeVisit(ChangeVisit {
            item: item("contact-points.2014-q2", "V03"),
            change: VisitChange::Move { date: date("2014-06-12"), start: TimeOfDay(9 * 60) },
        }),
        Command::ReportMessages(ReportMessages { reports: reports() }),
        Command::ProposeVisits(ProposeVisits {
            occasion: "contact-points.2014-q2".into(),
            seen: Version(1_234),
            instance: bytes(4),
            visits: vec![visit()].rename(&mut Sample).unwrap(),
            left_out: left_out().into_iter().map(|(_, one)| one.rename(&mut Sample).unwrap()).collect(),
        }),
        Command::RecordSnapshot(RecordSnapshot {
            occasion: "month-end.2014-12".into(),
            cutoff: Version(70_000),
            table: bytes(5),
        }),
        Command::FailDelivery(FailDelivery {
            consumer: "visits".to_owned(),
            version: Version(57),
            cause: bytes(6),
        }),
        Command::RetryDeadLetters(RetryDeadLetters { letters: WhichDead::These(dead_letters()) }),
        Command::DropDeadLetters(DropDeadLetters { letters: dead_letters(), why: bytes(7) }),
        Command::HoldClock(ClockJump { forward_ms: 7_200_000 }),
        Command::AcceptClock(ClockJump { forward_ms: 7_200_000 }),
    ];
    // What is new comes last: envelopes are numbered as they stand here.
    [items, crate::people::commands(), crate::scores::commands(), vec![fixed(), told(), caused()]].concat()
}

/// What somebody brings back from a visit.
fn record() -> Command {
    Command::RecordVisit(RecordVisit {
        item: item("contact-points.2014-q2", "V03"),
        on: date("2014-06-10"),
        record: Some(bytes(3)),
        sections: vec![RecordSection { name: "业务工作".to_owned(), text: Some(bytes(9)) }],
        ratings: vec![Rated { by: "企业".to_owned(), answer: "满意".to_owned() }],
        actions: vec![VisitAction {
            title: "台账补齐".to_owned(),
            owner: "005".to_owned(),
            due_day: date("2014-07-04"),
        }],
        cases: vec![VisitCase {
            about: Some("投诉".to_owned()),
            unit: Some("005".to_owned()),
            text: bytes(4),
        }],
    })
}

/// Something that causes a visit.
fn caused() -> Command {
    Command::VisitEvent(VisitEvent {
        programme: "comfort".to_owned(),
        what: "受灾".to_owned(),
        on: date("2014-06-10"),
        unit: "005".to_owned(),
        place: Some("V02".to_owned()),
    })
}

/// A table of visits that people fixed themselves.
fn fixed() -> Command {
    let item = item("contact-points.2014-q2", "V03");
    Command::FixVisits(FixVisits {
        visits: vec![FixedVisit { item, date: date("2014-06-12"), start: TimeOfDay(9 * 60) }],
    })
}

/// What a gateway tells of a message that it took.
fn told() -> Command {
    let message = key(3).rename(&mut Sample).unwrap();
    let receipt = Receipt::Failed { said: Some(bytes(9)), others: vec!["邮件".to_owned()] };
    Command::ReportReceipt(ReportReceipt { message, channel: "短信".to_owned(), receipt })
}

/// Every command once, with the name of its case.
pub(crate) fn samples() -> Vec<(&'static str, CommandEnvelope)> {
    let campaign = CampaignId::new("service-year-2014").unwrap();
    let envelope = |(number, command): (u8, Command)| {
        let actor = if number < 6 { "市政处联络员" } else { "worker/reminders" };
        let id = CommandId([number; 16]);
        (
            case_of(&command),
            CommandEnvelope {
                id,
                campaign: campaign.clone(),
                actor: actor.to_owned(),
                behalf: (number == 5).then(|| "市政处主要负责人".to_owned()),
                via: "cli".to_owned(),
                command,
            },
        )
    };
    (0u8..).zip(commands()).map(envelope).collect()
}
