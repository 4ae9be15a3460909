//! Commands as lines of text.

use muster_protocol::case::CaseAct;
use muster_protocol::command::{
    Advance, Amend, Assign, ChangeVisit, ChooseHour, ClockJump, Command, DropDeadLetters, EnterRow, Erase,
    FailDelivery, FixVisits, FixedVisit, Hold, Launch, MessageName, MessageReport, Nominate, Object, OptOut,
    ProposeVisits, Receipt, ReceiveCase, RecordSnapshot, RecordVisit, ReportMessages, ReportReceipt, Resume,
    RetryDeadLetters, Return, SendOutcome, Settle, StepName, Submit, VisitAction, VisitChange, VisitEvent,
    WhichDead, WorkCase,
};
use muster_protocol::dead_letter::DeadDelivery;
use muster_protocol::definition::Definition;
use muster_protocol::event::{CalledOff, Event, SentMessage, StepFailed, StepSent, StepSkipped};
use muster_protocol::form::{Form, Verdict};
use muster_protocol::ids::Digest;
use muster_protocol::item::left_out::{self, LostDays, NoSlot};
use muster_protocol::item::{
    DueDays, Evidence, LeftOut, MessageKey, ProposedVisit, SlotReason, StepReason, StepRef,
};
use muster_protocol::ledger::Cell;
use muster_protocol::refs::Ids;
use muster_protocol::shape;
use muster_protocol::time::{Date, Instant, MINUTE};

use super::super::super::state::State;
use super::super::super::visit_instance;

fn text() -> Digest {
    Digest([1; 32])
}

fn day(text: &str) -> Date {
    format!("2014-{text}").parse().unwrap()
}

pub(super) fn amendment(state: &State, next: &Definition) -> Amend {
    let from = state.definition().unwrap_or_default();
    Amend {
        from,
        definition: next.digest(),
        sources: Vec::new(),
        reason: Some(text()),
        approver: None,
        contacts: None,
    }
}

/// A command from its line: a verb and what it is about.
pub(super) fn command(def: &Definition, state: &State, now: Instant, line: &str) -> Command {
    let words: Vec<&str> = line.split_whitespace().collect();
    let (verb, rest) = words.split_first().expect("a verb");
    of_campaign(def, verb, rest)
        .or_else(|| of_items(verb, rest))
        .or_else(|| of_people(verb, rest))
        .or_else(|| of_workers(def, state, now, verb, rest))
        .or_else(|| of_letters(verb, rest))
        .unwrap_or_else(|| panic!("no such line: {line}"))
}

fn change(item: &str, change: VisitChange) -> Command {
    Command::ChangeVisit(ChangeVisit { item: item.parse().unwrap(), change })
}

/// A problem: what, whose, until when, as `what@unit@04-25`.
fn problem(text: &str) -> VisitAction {
    let parts: Vec<&str> = text.split('@').collect();
    VisitAction { title: parts[0].to_owned(), owner: parts[1].to_owned(), due_day: day(parts[2]) }
}

fn of_campaign(def: &Definition, verb: &str, rest: &[&str]) -> Option<Command> {
    Some(match (verb, rest) {
        ("launch", rest) => {
            let other = rest.first() == Some(&"another");
            let definition = if other { Digest::of(b"another") } else { def.digest() };
            Command::Launch(Launch { definition, sources: Vec::new(), contacts: None })
        }
        ("hold", rest) => {
            let phase = rest.first().map(|it| (*it).to_owned());
            Command::Hold(Hold { phase, reason: Some(text()) })
        }
        ("resume", rest) => {
            let shift = rest.last() == Some(&"shift");
            let due_days = if shift { DueDays::Shift } else { DueDays::Stay };
            let phase = rest.first().filter(|it| **it != "shift").map(|it| (*it).to_owned());
            Command::Resume(Resume { phase, due_days })
        }
        ("clock-hold", [ms]) => Command::HoldClock(ClockJump { forward_ms: ms.parse().unwrap() }),
        ("clock-accept", [ms]) => Command::AcceptClock(ClockJump { forward_ms: ms.parse().unwrap() }),
        ("erase", []) => Command::Erase(Erase { blob: text(), reason: Digest([2; 32]), everywhere: false }),
        ("assign", [task, to, on, title @ ..]) => Command::Assign(Assign {
            task: (*task).to_owned(),
            title: title.join(" "),
            to: to.split(',').filter(|it| *it != "all").map(str::to_owned).collect(),
            due_day: day(on),
        }),
        _ => return None,
    })
}

/// `方案`, or `方案=2`.
fn piece(word: &str) -> Evidence {
    let (need, count) = word.split_once('=').unwrap_or((word, "1"));
    Evidence { need: need.to_owned(), count: count.parse().unwrap(), files: Vec::new() }
}

fn fixed(words: &[&str]) -> FixedVisit {
    let [item, on, start] = words else { panic!("{words:?}") };
    FixedVisit { item: item.parse().unwrap(), date: day(on), start: start.parse().unwrap() }
}

fn handed_in(item: &str, pieces: &[&str]) -> Command {
    let mut form = Form::default();
    let mut on = None;
    let mut evidence = Vec::new();
    for word in pieces {
        match *word {
            "kept" => form.verdict = Some(Verdict::Kept),
            word if word.starts_with("on=") => on = Some(day(&word[3..])),
            word if word.starts_with("covers=") => form.covers.push(word[7..].to_owned()),
            word if word.starts_with("done=") => form.done.push(word[5..].parse().unwrap()),
            word => evidence.push(piece(word)),
        }
    }
    Command::Submit(Submit { item: item.parse().unwrap(), evidence, form, on })
}

fn visited(item: &str, on: &str, record: Option<Digest>, actions: &[&str]) -> Command {
    Command::RecordVisit(RecordVisit {
        item: item.parse().unwrap(),
        on: day(on),
        record,
        sections: Vec::new(),
        ratings: Vec::new(),
        actions: actions.iter().map(|action| problem(action)).collect(),
        cases: Vec::new(),
    })
}

fn of_items(verb: &str, rest: &[&str]) -> Option<Command> {
    Some(match (verb, rest) {
        ("submit", [item, pieces @ ..]) => handed_in(item, pieces),
        ("accept", [item]) => Command::Accept(item.parse().unwrap()),
        ("return", [item, failed @ ..]) => Command::Return(Return {
            item: item.parse().unwrap(),
            reason: Some(text()),
            failed: failed.iter().map(|it| (*it).to_owned()).collect(),
        }),
        ("sign", [message]) => Command::Sign(message.parse().unwrap()),
        ("opt-out" | "opt-in", [contact]) => {
            Command::OptOut(OptOut { contact: (*contact).into(), out: verb == "opt-out" })
        }
        ("letter-hour", [contact, hour]) => {
            Command::ChooseHour(ChooseHour { contact: (*contact).into(), hour: hour.parse().ok() })
        }
        ("happened", [programme, what, on, unit]) => Command::VisitEvent(VisitEvent {
            programme: (*programme).to_owned(),
            what: (*what).to_owned(),
            on: day(on),
            unit: (*unit).to_owned(),
            place: None,
        }),
        ("visited", [item, on]) => visited(item, on, Some(text()), &[]),
        ("visited-with", [item, on, actions @ ..]) => visited(item, on, None, actions),
        ("confirm", [item]) => change(item, VisitChange::Confirm),
        ("move", [item, on, start]) => {
            change(item, VisitChange::Move { date: day(on), start: start.parse().unwrap() })
        }
        ("delegate", [item, to]) => change(item, VisitChange::Delegate { to: (*to).to_owned() }),
        ("decline", [item]) => change(item, VisitChange::CallOff { why: CalledOff::Declined, reason: None }),
        ("cancel", [item]) => {
            change(item, VisitChange::CallOff { why: CalledOff::Cancelled, reason: Some(text()) })
        }
        ("no-show", [item]) => change(item, VisitChange::CallOff { why: CalledOff::NoShow, reason: None }),
        ("made", [item, on]) => change(item, VisitChange::Made { on: day(on) }),
        ("enter", [ledger, cells @ ..]) => {
            let (ledger, unit) = ledger.split_once('/').unwrap();
            let corrects =
                cells.iter().find_map(|it| it.strip_prefix("corrects=")).map(|it| it.parse().unwrap());
            let fixed = cells.iter().find_map(|it| it.strip_prefix("row=")).map(str::to_owned);
            let cell = |word: &&str| {
                let (name, value) = word.split_once('=')?;
                let cell = match value.parse() {
                    _ if name == "corrects" || name == "row" => return None,
                    Ok(number) => Cell::Number(number),
                    Err(_) => Cell::Date(day(value)),
                };
                Some((name.to_owned(), cell))
            };
            let cells = cells.iter().filter_map(cell).collect();
            let (ledger, unit) = (ledger.to_owned(), unit.to_owned());
            Command::EnterRow(EnterRow { ledger, unit, fixed, cells, corrects })
        }
        _ => return None,
    })
}

fn of_people(verb: &str, rest: &[&str]) -> Option<Command> {
    let owned = |text: &&str| (*text).to_owned();
    Some(match (verb, rest) {
        ("receive", [kind, source, unit @ ..]) => Command::ReceiveCase(ReceiveCase {
            kind: owned(kind),
            source: Some(owned(source)),
            about: None,
            unit: unit.first().map(owned),
            at: None,
            text: Some(text()),
            received: None,
        }),
        ("case", [case, act, what @ ..]) => {
            let what = what.first().map(owned).unwrap_or_default();
            let act = match *act {
                "accept" => CaseAct::Accept,
                "dispatch" => CaseAct::Dispatch { unit: what },
                "track" => CaseAct::Track { stage: what, record: Some(text()) },
                "appoint" => CaseAct::Appoint { agent: what },
                "assist" => CaseAct::Assist { record: text() },
                "note" => CaseAct::Note { text: text() },
                "pass-up" => CaseAct::PassUp { text: Some(text()) },
                "reply" => CaseAct::Reply { text: text() },
                "answer" => CaseAct::Answer { text: Some(text()) },
                "satisfied" => CaseAct::CallBack { satisfied: true, text: None },
                "dissatisfied" => CaseAct::CallBack { satisfied: false, text: Some(text()) },
                other => panic!("no act {other}"),
            };
            Command::WorkCase(WorkCase { case: case.parse().unwrap(), act })
        }
        ("nominate", [selection, unit, code, pieces @ ..]) => Command::Nominate(Nominate {
            selection: owned(selection),
            unit: owned(unit),
            code: (*code != "-").then(|| owned(code)),
            title: None,
            evidence: pieces.iter().map(|it| piece(it)).collect(),
        }),
        ("stage", [candidate, stage, how]) => Command::Advance(Advance {
            candidate: candidate.parse().unwrap(),
            stage: owned(stage),
            passes: *how == "passes",
            reason: None,
        }),
        ("object", [it]) => Command::Object(Object { candidate: it.parse().unwrap(), reason: text() }),
        ("settle", [it, how]) => {
            let upheld = *how == "upheld";
            Command::Settle(Settle { candidate: it.parse().unwrap(), upheld, reason: None })
        }
        _ => return None,
    })
}

/// Messages that are out, those of one contact where one is named.
fn out(def: &Definition, state: &State, whose: &[&str]) -> Vec<MessageKey> {
    let all = state.outstanding.keys();
    let keys = all.map(|(contact, kind, date)| MessageKey { contact: *contact, kind: *kind, date: *date });
    let theirs =
        |key: &MessageKey| whose.is_empty() || whose.contains(&def.contacts[key.contact.at()].id.as_str());
    keys.filter(theirs).collect()
}

fn of_workers(def: &Definition, state: &State, now: Instant, verb: &str, rest: &[&str]) -> Option<Command> {
    Some(match (verb, rest) {
        // `sent first` carries the first step of each message and leaves the others out.
        ("sent" | "sent-first" | "gone" | "lost", whose) => {
            let report = |key: MessageKey| {
                let steps: Vec<StepRef> = state.open_steps(&key).collect();
                let (key, steps) =
                    (state.numbering.names(key).unwrap(), state.numbering.names(steps).unwrap());
                let channel = "test".to_owned();
                let outcome = match verb {
                    "sent" => SendOutcome::Sent { channel, steps },
                    "sent-first" => SendOutcome::Sent { channel, steps: steps[..1].to_vec() },
                    "gone" => SendOutcome::NothingDue,
                    _ => SendOutcome::Failed(StepReason::GivenUp),
                };
                MessageReport { key, outcome, attempt: 1 }
            };
            let reports = out(def, state, whose).into_iter().map(report).collect();
            Command::ReportMessages(ReportMessages { reports })
        }
        ("delivered" | "undelivered", [message]) => Command::ReportReceipt(ReportReceipt {
            message: message.parse().unwrap(),
            channel: "test".to_owned(),
            receipt: match verb {
                "delivered" => Receipt::Delivered,
                _ => Receipt::Failed { said: Some(text()), others: Vec::new() },
            },
        }),
        ("snapshot", [key, table]) => {
            let cutoff = state.occasion_by_key(key).and_then(|(_, it)| it.opened).unwrap_or_default();
            let table = Digest::of(table.as_bytes());
            Command::RecordSnapshot(RecordSnapshot { occasion: (*key).into(), cutoff, table })
        }
        // `propose rounds.2014-q2 a 05-12 09:30`
        ("propose", [key, place, on, start]) => {
            let place = def.unit_by_code(place).unwrap();
            let unit = &def.units[place.at()];
            let start = super::at(&format!("2014-{on} {start}"));
            let visit = ProposedVisit {
                place,
                visitor: unit.contacts[1].unwrap(),
                date: day(on),
                start,
                end: start.plus(90 * MINUTE),
                reasons: vec![SlotReason::Spread],
            };
            let visits = vec![state.numbering.names(visit).unwrap()];
            Command::ProposeVisits(plan(def, state, now, key, (visits, Vec::new())))
        }
        // `leave-out rounds.2014-q2 a 12`: its visitor is busy on so many days
        ("leave-out", [key, place, busy]) => {
            let place = def.unit_by_code(place).unwrap();
            let visitor = def.units[place.at()].contacts[1].unwrap();
            let why = NoSlot::NoDay(LostDays { off: 0, closed: 0, near: 0, busy: busy.parse().unwrap() });
            let left_out =
                vec![state.numbering.names(LeftOut { place, visitor: Some(visitor), why }).unwrap()];
            Command::ProposeVisits(plan(def, state, now, key, (Vec::new(), left_out)))
        }
        // `fix rounds.2014-q2/a 04-16 09:30`, as many as there are
        ("fix", visits) => Command::FixVisits(FixVisits { visits: visits.chunks(3).map(fixed).collect() }),
        _ => return None,
    })
}

/// A plan of a round, pinned to how the round is now.
fn plan(
    def: &Definition,
    state: &State,
    now: Instant,
    key: &str,
    (visits, left_out): (Vec<shape::ProposedVisit<Ids>>, Vec<left_out::LeftOut<Ids>>),
) -> ProposeVisits {
    let round = state.occasion_by_key(key);
    let instance = round.and_then(|(ix, _)| visit_instance(def, state, now, ix));
    let instance = instance.map(|instance| state.numbering.names(instance).unwrap());
    ProposeVisits {
        occasion: key.into(),
        seen: instance.as_ref().map(|it| it.seen).unwrap_or_default(),
        instance: instance.map(|it| muster_rules::visit::digest(&it)).unwrap_or_default(),
        visits,
        left_out,
    }
}

fn of_letters(verb: &str, rest: &[&str]) -> Option<Command> {
    let names = |rest: &[&str]| rest.iter().map(|name| name.parse().unwrap()).collect();
    Some(match (verb, rest) {
        ("give-up", [delivery]) => {
            let (consumer, version) = delivery.split_once('@').unwrap();
            let DeadDelivery { consumer, version } = DeadDelivery {
                consumer: consumer.to_owned(),
                version: muster_protocol::ids::Version(version.parse().unwrap()),
            };
            Command::FailDelivery(FailDelivery { consumer, version, cause: text() })
        }
        ("retry", ["all"]) => Command::RetryDeadLetters(RetryDeadLetters { letters: WhichDead::All }),
        ("retry", rest) => {
            Command::RetryDeadLetters(RetryDeadLetters { letters: WhichDead::These(names(rest)) })
        }
        ("drop", rest) => Command::DropDeadLetters(DropDeadLetters { letters: names(rest), why: text() }),
        _ => return None,
    })
}

/// An event as it is, for what no command brings about: `event step.skipped early/a#0.0`.
pub(super) fn event(state: &State, line: &str) -> Event {
    let words: Vec<&str> = line.split_whitespace().collect();
    let step = |name: &str| {
        let name: StepName = name.parse().unwrap();
        state.numbering.numbers(name).unwrap()
    };
    match words.as_slice() {
        ["step.skipped", name] => {
            StepSkipped { reason: StepReason::NoLongerDue, steps: vec![step(name)] }.into()
        }
        ["step.failed", name] => StepFailed {
            reason: StepReason::GivenUp,
            steps: vec![step(name)],
            said: None,
            channel: None,
            attempt: 1,
        }
        .into(),
        ["step.sent", name, message] => {
            let message: MessageName = message.parse().unwrap();
            let key = state.numbering.numbers(message).unwrap();
            let sent = SentMessage { key, channel: "test".to_owned(), steps: vec![step(name)], attempt: 1 };
            StepSent { messages: vec![sent] }.into()
        }
        _ => panic!("no such event: {line}"),
    }
}
