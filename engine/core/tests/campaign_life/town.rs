//! The shipped campaign on a clock that the test moves.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use muster_core::campaign::{Issuer, State, advance, decide, evolve};
use muster_core::definition::{Compiled, Files, compile, needs};
use muster_protocol::case::CaseAct;
use muster_protocol::command::{Command, EnterRow, Launch, ReceiveCase, Submit, WorkCase};
use muster_protocol::definition::{Definition, Holds, Variant};
use muster_protocol::event::{CaseReceived, Event};
use muster_protocol::form::Form;
use muster_protocol::ids::Digest;
use muster_protocol::item::{MessageKey, MessageKind};
use muster_protocol::ledger::Cell;
use muster_protocol::time::Instant;
use muster_rules::zone::Zone;

const FILE: &str = "service-year.yaml";
/// After the mobilisation and before the implementation: what is monthly opens with May.
const LAUNCHED: &str = "2014-04-28T09:00";

/// A text that was stored.
pub(super) fn text() -> Digest {
    Digest([1; 32])
}

fn at(local: &str) -> Instant {
    format!("{local}:00+08:00").parse().unwrap()
}

fn shipped() -> Definition {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../workflows/service-year");
    let main = fs::read(folder.join(FILE)).unwrap();
    let read = |name: String| fs::read(folder.join(&name)).ok().map(|bytes| (name, bytes));
    let mut files: BTreeMap<String, Vec<u8>> = needs(&main).into_iter().filter_map(read).collect();
    files.insert(FILE.to_owned(), main);
    let files = Files { main: FILE.to_owned(), files, ..Files::default() };
    let Compiled { definition, .. } = compile(&files);
    definition.unwrap()
}

/// The campaign with everything that happened in it.
pub(super) struct Town {
    def: Definition,
    state: State,
    zone: Zone,
    events: Vec<Event>,
}

impl Town {
    pub(super) fn new() -> Self {
        let def = shipped();
        let zone = Zone::of(&def).unwrap();
        let mut town = Self { def, state: State::new(), zone, events: Vec::new() };
        let launch = Launch { definition: town.def.digest(), sources: Vec::new(), contacts: None };
        town.give(LAUNCHED, "领导小组", &Command::Launch(launch));
        town
    }

    /// Puts in force what an amendment makes of the definition.
    pub(super) fn amend(&mut self, change: impl FnOnce(&mut Definition)) {
        change(&mut self.def);
    }

    /// Lets time pass.
    pub(super) fn pass(&mut self, until: &str) {
        let events = &mut self.events;
        advance(&self.def, &mut self.state, at(until), &mut |event| events.push(event));
    }

    /// Gives a command: the names of its events, or what a refusal says.
    fn give(&mut self, when: &str, by: &str, command: &Command) -> String {
        self.pass(when);
        match decide(&self.def, &self.state, at(when), Issuer::post(by), command) {
            Ok(events) => {
                let names: Vec<&str> = events.iter().map(Event::name).collect();
                let answer = names.join(" ");
                for event in events {
                    evolve(&self.def, &mut self.state, at(when), &event);
                    self.events.push(event);
                }
                answer
            }
            Err(refusal) => match refusal.instead {
                Some(instead) => format!("{}（{instead}）", refusal.detail.zh),
                None => refusal.detail.zh,
            },
        }
    }

    pub(super) fn receive(&mut self, when: &str, kind: &str, about: Option<&str>) -> String {
        self.take_in(when, kind, about, None, None)
    }

    pub(super) fn receive_at(&mut self, when: &str, kind: &str, about: Option<&str>, unit: &str) -> String {
        self.take_in(when, kind, about, Some(unit), None)
    }

    /// Takes a case in at `when` that was brought at `then`.
    pub(super) fn receive_then(&mut self, when: &str, kind: &str, about: Option<&str>, then: &str) -> String {
        self.take_in(when, kind, about, None, Some(then))
    }

    fn take_in(
        &mut self,
        when: &str,
        kind: &str,
        about: Option<&str>,
        unit: Option<&str>,
        then: Option<&str>,
    ) -> String {
        // The first of several sources is as good as another here.
        let source = match kind {
            "public-appeal" => Some("现场".to_owned()),
            _ => None,
        };
        let receive = ReceiveCase {
            kind: kind.to_owned(),
            source,
            about: about.map(str::to_owned),
            unit: unit.map(str::to_owned),
            at: None,
            text: Some(text()),
            received: then.map(at),
        };
        // The unit that handles it takes it in; at the windows one of the two.
        let by = match (kind, unit) {
            (_, None) => "017-clerk".to_owned(),
            ("window-item" | "fast-lane" | "helped", Some(unit)) if unit != "016" => "015-clerk".to_owned(),
            (_, Some(unit)) => format!("{unit}-clerk"),
        };
        self.give(when, &by, &Command::ReceiveCase(receive))
    }

    pub(super) fn work(&mut self, when: &str, by: &str, name: &str, act: CaseAct) -> String {
        let case = match name.parse() {
            Ok(case) => case,
            // A name that no command line would take, said by a program.
            Err(_) => {
                muster_protocol::case::CaseName { kind: name.split('/').next().unwrap().to_owned(), no: 0 }
            }
        };
        self.give(when, by, &Command::WorkCase(WorkCase { case, act }))
    }

    fn local(&self, instant: Instant) -> String {
        self.zone.rfc3339(instant).chars().take(16).collect()
    }

    /// First late instants of a case by its place: to accept, to finish as promised, by law.
    pub(super) fn clocks(&self, nth: usize) -> (Option<String>, String, Option<String>) {
        let received = |event: &Event| match event {
            Event::CaseReceived(body) => Some(body.clone()),
            _ => None,
        };
        let case: CaseReceived = self.events.iter().filter_map(received).nth(nth).unwrap();
        let local = |instant: Option<Instant>| instant.map(|instant| self.local(instant));
        (local(case.accept_by), self.local(case.finish_by), local(case.statutory))
    }

    /// Clocks that ran out, in order.
    pub(super) fn late(&self) -> Vec<String> {
        let late = |event: &Event| match event {
            Event::CaseLate(body) => {
                Some(format!("case {} {:?} {}", body.case.0 + 1, body.clock, self.local(body.due)))
            }
            _ => None,
        };
        self.events.iter().filter_map(late).collect()
    }

    /// News that were given out, in order: when, to whom, which of the day's.
    pub(super) fn news(&self) -> Vec<String> {
        let due = |event: &Event| match event {
            Event::MessageDue(body) => Some(body.clone()),
            _ => None,
        };
        let all = self.events.iter().filter_map(due).flat_map(|body| {
            let at = self.local(body.due);
            body.messages.into_iter().map(move |message| (at.clone(), message.key))
        });
        let news = all.filter(|(_, key)| matches!(key.kind, MessageKind::News(_)));
        let contact = |key: &MessageKey| self.def.contacts[key.contact.at()].id.clone();
        news.map(|(at, key)| format!("{at} {} {}", contact(&key), key.kind.code())).collect()
    }

    /// Enters a row of a ledger.
    pub(super) fn enter(&mut self, when: &str, ledger: &str, cells: &[(&str, Cell)]) -> String {
        self.enter_row(when, ledger, None, cells, None)
    }

    /// Enters a row about a fixed one.
    pub(super) fn enter_fixed(&mut self, when: &str, ledger: &str, fixed: &str) -> String {
        self.enter_row(when, ledger, Some(fixed), &[("进展", Cell::Text(text()))], None)
    }

    /// Corrects a row.
    pub(super) fn correct(&mut self, when: &str, ledger: &str, wrong: u32, cells: &[(&str, Cell)]) -> String {
        self.enter_row(when, ledger, None, cells, Some(wrong))
    }

    /// Where a ledger says when a row was.
    fn day_column(&self, ledger: &str) -> Option<String> {
        let duty = self.def.duties.iter().find(|duty| duty.id == ledger)?;
        let Variant::Ledger(ledger) = &duty.variant else { return None };
        let column = ledger.columns.iter().find(|column| column.holds == Holds::Date)?;
        Some(column.name.clone())
    }

    fn enter_row(
        &mut self,
        when: &str,
        ledger: &str,
        fixed: Option<&str>,
        cells: &[(&str, Cell)],
        corrects: Option<u32>,
    ) -> String {
        let (ledger, unit) = ledger.split_once('/').unwrap();
        let mut cells: Vec<(String, Cell)> =
            cells.iter().map(|(name, cell)| ((*name).to_owned(), cell.clone())).collect();
        // Who says something and no day means the day on which it is said.
        let dated = cells.iter().any(|(_, cell)| matches!(cell, Cell::Date(_)));
        if let Some(column) = self.day_column(ledger).filter(|_| !dated && !cells.is_empty()) {
            cells.push((column, Cell::Date(when[..10].parse().unwrap())));
        }
        let (ledger, unit) = (ledger.to_owned(), unit.to_owned());
        let fixed = fixed.map(str::to_owned);
        let row = EnterRow { ledger, unit: unit.clone(), fixed, cells, corrects };
        self.give(when, &format!("{unit}-clerk"), &Command::EnterRow(row))
    }

    /// Hands something in without anything.
    pub(super) fn submit(&mut self, when: &str, item: &str) -> String {
        let submit =
            Submit { item: item.parse().unwrap(), evidence: Vec::new(), form: Form::default(), on: None };
        self.give(when, "018-clerk", &Command::Submit(submit))
    }

    /// The stock after each row of any ledger, in order.
    pub(super) fn stocks(&self) -> Vec<u32> {
        let stock = |event: &Event| match event {
            Event::LedgerEntered(body) => body.stock,
            Event::LedgerCorrected(body) => body.entry.stock,
            _ => None,
        };
        self.events.iter().filter_map(stock).collect()
    }

    /// Numbers of the last row of any ledger, by their columns; none where nothing stands.
    pub(super) fn numbers(&self, columns: &[&str]) -> Vec<Option<u32>> {
        let cells = self.events.iter().rev().find_map(|event| match event {
            Event::LedgerEntered(body) => Some(&body.cells),
            Event::LedgerCorrected(body) => Some(&body.entry.cells),
            _ => None,
        });
        let cells = cells.unwrap();
        let number = |column: &&str| match cells.iter().find(|(name, _)| name == column) {
            Some((_, Cell::Number(number))) => Some(*number),
            _ => None,
        };
        columns.iter().map(number).collect()
    }

    /// How often an event happened.
    pub(super) fn seen(&self, name: &str) -> usize {
        self.events.iter().filter(|event| event.name() == name).count()
    }
}
