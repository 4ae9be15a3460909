//! What happens in a random campaign, through the commands that people give: whatever is refused simply does not happen.

use std::collections::BTreeMap;
use std::sync::Arc;

use muster_core::campaign::{Issuer, ItemState, State, advance, amend, decide, evolve};
use muster_core::definition::{Files, compile};
use muster_core::reconcile::reconcile;
use muster_protocol::case::{CaseAct, CaseName};
use muster_protocol::codec;
use muster_protocol::command::{
    Amend, Backed, Ballot, Cause, Command, Decision, Draw, ItemName, Judge, Launch, MessageReport, OnLine,
    Rate, ReceiveCase, ReportMessages, Return, SendOutcome, Submit, WorkCase,
};
use muster_protocol::definition::{Decimal, Definition, Duty, ReviewRound, Scale, ScoreSheet, Scorer};
use muster_protocol::event::Event;
use muster_protocol::form::{Form, Reported};
use muster_protocol::ids::{Digest, Version};
use muster_protocol::item::{Evidence, Message, OccasionKind};
use muster_protocol::shape;
use muster_protocol::time::{Date, Instant};
use muster_rules::score::Fold;
use serde_json::{Value, json};

use super::files::MAIN;
use crate::xorshift::Xorshift;

const FIRST: &str = "2014-04-01";
const LAST: &str = "2014-06-30";
const TEXT: Digest = Digest([1; 32]);

/// A campaign that is over, with all that another program needs.
pub(super) struct Played {
    seed: u64,
    definitions: BTreeMap<String, Value>,
    events: Vec<Value>,
    tables: BTreeMap<String, Value>,
    /// What a fold heard, each event with the definition in force, and the digests that it came to.
    log: Vec<(Arc<Definition>, Event)>,
    digests: BTreeMap<String, Digest>,
    /// Commands that were taken, by name.
    pub(super) taken: BTreeMap<String, u64>,
}

impl Played {
    pub(super) fn json(&self) -> Value {
        let Self { seed, definitions, events, tables, log: _, digests: _, taken: _ } = self;
        json!({ "seed": seed, "definitions": definitions, "events": events, "tables": tables })
    }
}

impl Played {
    /// The tables once more: from the beginning, everything twice, and from a checkpoint that hears its last events again.
    pub(super) fn digests_are_the_same_again(&self, random: &mut Xorshift) {
        let seed = self.seed;
        assert_eq!(self.refolded(0, 1), self.digests, "seed {seed}: from the beginning");
        assert_eq!(self.refolded(0, 2), self.digests, "seed {seed}: everything twice");
        let from = usize::try_from(random.below(self.log.len() as u64)).unwrap();
        assert_eq!(self.refolded(from, 1), self.digests, "seed {seed}: from a checkpoint at {from}");
    }

    fn refolded(&self, checkpoint: usize, times: usize) -> BTreeMap<String, Digest> {
        let mut fold = Fold::new(self.log[0].0.digest());
        let mut digests = BTreeMap::new();
        let mut at = 0;
        while let Some((def, event)) = self.log.get(at) {
            for _ in 0..times {
                fold.apply(def, Version(at as u64 + 1), event);
            }
            if let Event::OccasionOpened(opened) = event
                && let Some(table) = fold.table(def, opened.occasion)
            {
                digests.insert(table.occasion.to_string(), Digest::of(&table.to_bytes()));
            }
            at += 1;
            if at == checkpoint {
                // What was written down goes on elsewhere, and hears a little of what it knows already.
                fold = codec::decode("fold", &codec::encode(&fold)).unwrap();
                for (known, (def, event)) in self.log.iter().enumerate().take(at).skip(at.saturating_sub(20))
                {
                    fold.apply(def, Version(known as u64 + 1), event);
                }
            }
        }
        digests
    }
}

struct World<'r> {
    def: Arc<Definition>,
    state: State,
    fold: Fold,
    version: u64,
    now: Instant,
    /// Messages that fell due and were not reported.
    given: Vec<Message>,
    random: &'r mut Xorshift,
    played: Played,
}

fn at(day: Date, hour: u8) -> Instant {
    format!("{day}T{hour:02}:00:00+08:00").parse().unwrap()
}

fn compiled(files: &Files) -> Definition {
    let compiled = compile(files);
    let main = String::from_utf8_lossy(&files.files[&files.main]);
    compiled.definition.unwrap_or_else(|| panic!("{:#?}\n{main}", compiled.findings))
}

/// Plays a campaign to its end.
pub(super) fn play(seed: u64, files: Files, random: &mut Xorshift) -> Played {
    let def = Arc::new(compiled(&files));
    let played = Played {
        seed,
        definitions: BTreeMap::new(),
        events: Vec::new(),
        tables: BTreeMap::new(),
        log: Vec::new(),
        digests: BTreeMap::new(),
        taken: BTreeMap::new(),
    };
    let first: Date = FIRST.parse().unwrap();
    let fold = Fold::new(def.digest());
    let now = at(first, 0);
    let mut world =
        World { def, state: State::new(), fold, version: 0, now, given: Vec::new(), random, played };
    let launch = Launch { definition: world.def.digest(), sources: Vec::new(), contacts: None };
    let launch = Command::Launch(launch);
    let launched = decide(&world.def, &world.state, now, Issuer::post("office"), &launch);
    launched.unwrap_or_else(|refusal| panic!("seed {seed}: {refusal}"));
    world.give("office", &launch);
    // How likely a unit is to do on a day what it owes, in percent: from the silent to the eager.
    let eager: Vec<u64> = world.def.units.iter().map(|_| world.random.below(45)).collect();
    let last: Date = LAST.parse().unwrap();
    let changes = world.random.below(2) == 0;
    for number in first.0..=last.0 {
        world.pass(at(Date(number), 10));
        if changes && Date(number).to_string() == "2014-05-15" {
            world.change_hands(&files);
        }
        world.on_some_days(seed, Date(number));
        world.units_act(&eager);
        if Date(number).to_string().as_str() >= "2014-04-15" {
            for _ in 0..world.random.below(6) {
                world.somebody_acts();
            }
        }
    }
    world.pass(at(last.plus(1), 1));
    world.played
}

impl World<'_> {
    fn below(&mut self, limit: usize) -> usize {
        usize::try_from(self.random.below(limit as u64)).unwrap()
    }

    fn one<T: Clone>(&mut self, of: &[T]) -> Option<T> {
        let at = self.below(of.len());
        of.get(at).cloned()
    }

    fn give(&mut self, by: &str, command: &Command) {
        let Ok(events) = decide(&self.def, &self.state, self.now, Issuer::post(by), command) else { return };
        *self.played.taken.entry(command.name().to_owned()).or_default() += 1;
        for event in events {
            self.hear(&event);
        }
    }

    fn hear(&mut self, event: &Event) {
        if let Some(digest) = event.puts_in_force() {
            let shown = serde_json::to_value(&*self.def).unwrap();
            self.played.definitions.insert(digest.to_string(), shown);
        }
        evolve(&self.def, &mut self.state, self.now, event);
        self.version += 1;
        let named = self.state.numbering().names(event.clone()).unwrap();
        let body = named.serialize_body(serde_json::value::Serializer).unwrap();
        self.played
            .events
            .push(json!({ "name": event.name(), "version": self.version, "at": self.now, "body": body }));
        self.fold.apply(&self.def, Version(self.version), event);
        self.played.log.push((Arc::clone(&self.def), event.clone()));
        if let Event::OccasionOpened(opened) = event
            && let Some(table) = self.fold.table(&self.def, opened.occasion)
        {
            self.played.digests.insert(table.occasion.to_string(), Digest::of(&table.to_bytes()));
            self.played.tables.insert(table.occasion.to_string(), serde_json::to_value(&table).unwrap());
        }
        if let Event::MessageDue(body) = event {
            self.given.extend(body.messages.iter().cloned());
        }
    }

    /// Time passes, and nearly everything that falls due is handed over.
    fn pass(&mut self, until: Instant) {
        while let Some(due) = self.state.next_due().filter(|due| *due <= until) {
            self.now = due.max(self.now);
            let mut events = Vec::new();
            advance(&self.def, &mut self.state.clone(), self.now, &mut |event| events.push(event));
            for event in events {
                self.hear(&event);
            }
            for message in std::mem::take(&mut self.given) {
                if self.below(20) == 0 {
                    continue;
                }
                let shape::Message { key, steps } = self.state.numbering().names(message).unwrap();
                let outcome = SendOutcome::Sent { channel: "mail".to_owned(), steps };
                let reports = vec![MessageReport { key, outcome, attempt: 1 }];
                self.give("reminders", &Command::ReportMessages(ReportMessages { reports }));
            }
        }
        self.now = until.max(self.now);
    }

    /// What the office does on fixed days, in every campaign: it draws the samples of inspections, and looks at what the sheet would say
    /// if it were frozen, which freezes nothing.
    fn on_some_days(&mut self, seed: u64, day: Date) {
        let text = day.to_string();
        if text.ends_with("-20") {
            for attempt in 0..2 {
                // The second one has another seed, and is refused.
                let draw = Draw {
                    round: "checks".to_owned(),
                    session: None,
                    seed: format!("{seed} {text} {attempt}"),
                };
                self.judge("office", Judge::Draw(draw));
            }
        }
        if text == "2014-05-22" {
            self.judge("office", Judge::Snapshot("annual-freeze".to_owned(), "A look ahead".to_owned()));
        }
    }

    /// One more unit is merged into the first, and a line of the file reads otherwise: the groups of raters stand in another order.
    fn change_hands(&mut self, files: &Files) {
        let mut files = files.clone();
        let roster = String::from_utf8(files.files["roster.csv"].clone()).unwrap();
        let changed: Vec<String> = roster
            .lines()
            .map(|line| match line.strip_prefix("002,") {
                Some(rest) => format!("002,{}", rest.replace(".invalid,,,,", ".invalid,,2014-05-27,001,")),
                None => line.to_owned(),
            })
            .collect();
        files.files.insert("roster.csv".to_owned(), format!("{}\n", changed.join("\n")).into_bytes());
        let main = String::from_utf8(files.files[MAIN].clone()).unwrap();
        let mut lines: Vec<&str> = main.lines().collect();
        let people = lines.iter().position(|line| line.starts_with("      people: ")).unwrap();
        lines.swap(people, people + 1);
        files.files.insert(MAIN.to_owned(), format!("{}\n", lines.join("\n")).into_bytes());
        let today: Date = "2014-05-15".parse().unwrap();
        let reconciled = reconcile(&self.def, &compiled(&files), today).unwrap().definition;
        let body = Amend::new(self.state.definition().unwrap(), reconciled.digest());
        let Ok(events) = amend(&self.def, &reconciled, &self.state, self.now, &body) else { return };
        *self.played.taken.entry("campaign.amend".to_owned()).or_default() += 1;
        self.def = Arc::new(reconciled);
        for event in events {
            self.hear(&event);
        }
    }

    /// Units hand in, and what is reviewed is accepted or returned.
    fn units_act(&mut self, eager: &[u64]) {
        let mut open: Vec<(String, String, Duty, ItemState, usize)> = Vec::new();
        for occasion in self.state.occasions().iter().filter(|it| it.is_open()) {
            let OccasionKind::Duty(duty) = occasion.kind() else { continue };
            let duty = &self.def.duties[duty.at()];
            for (unit, item) in occasion.units() {
                let code = self.def.units[unit.at()].code.clone();
                open.push((occasion.key().to_owned(), code, duty.clone(), item.state(), unit.at()));
            }
        }
        for (occasion, unit, duty, state, place) in open {
            let item = ItemName { occasion, unit: unit.clone() };
            let chance = self.random.below(100);
            match state {
                ItemState::Open | ItemState::Returned if chance < eager[place] => {
                    let evidence = duty.needs.iter();
                    let evidence = evidence
                        .map(|need| Evidence { need: need.name.clone(), count: 1, files: Vec::new() })
                        .collect();
                    let mut form = Form::default();
                    for measure in &duty.terms.measures {
                        let value = u32::try_from(self.random.below(70)).unwrap();
                        form.numbers.push(Reported { name: measure.name.clone(), value });
                    }
                    self.give(
                        &format!("{unit}-clerk"),
                        &Command::Submit(Submit { item, evidence, form, on: None }),
                    );
                }
                ItemState::Submitted if chance < 50 => {
                    let command = if self.below(3) == 0 {
                        Command::Return(Return { item, reason: None, failed: Vec::new() })
                    } else {
                        Command::Accept(item)
                    };
                    self.give("office", &command);
                }
                // A number was wrong: it leaves the sums until it is handed in again.
                ItemState::Closed if chance == 0 => {
                    let command = Command::Return(Return { item, reason: Some(TEXT), failed: Vec::new() });
                    self.give("office", &command);
                }
                _ => {}
            }
        }
    }

    fn backed(&mut self) -> Backed {
        let codes: Vec<String> = self.def.units.iter().map(|unit| unit.code.clone()).collect();
        let evidence = vec![Evidence { need: "photo".to_owned(), count: 1, files: Vec::new() }];
        Backed { unit: self.one(&codes).unwrap(), evidence, reason: Some(TEXT) }
    }

    fn somebody_acts(&mut self) {
        let sheet = self.one(&self.def.scores.clone()).unwrap();
        let backed = self.backed();
        match self.below(12) {
            0..=2 => self.points(&sheet, backed),
            3 => {
                let cause = Cause { name: self.one(&["model", "prize"]).unwrap().to_owned(), times: 1 };
                self.judge("panel", Judge::Add(backed, sheet.id, cause));
            }
            4 => {
                let entries = self.state.facts().entries.len();
                let number = u32::try_from(self.below(entries + 1)).unwrap();
                self.judge("panel", Judge::Withdraw(number, TEXT));
            }
            5 if self.below(3) == 0 => {
                let cause = self.one(&["fire", "fraud"]).unwrap().to_owned();
                self.judge("panel", Judge::ProposeVeto(backed, sheet.id, cause));
            }
            6 => {
                let vetoes = u32::try_from(self.state.facts().vetoes.len()).unwrap();
                let yes = self.below(3) > 0;
                self.judge("panel", Judge::DecideVeto(vetoes, Decision { yes, reason: Some(TEXT) }));
            }
            7 | 8 => self.ballots(),
            9 => self.cases(&backed.unit),
            _ => self.appeals(&sheet, backed),
        }
    }

    fn judge(&mut self, by: &str, judge: Judge) {
        self.give(by, &Command::Judge(judge));
    }

    /// Points on a line, given or taken.
    fn points(&mut self, sheet: &ScoreSheet, backed: Backed) {
        let lines: Vec<_> = sheet.groups.iter().flat_map(|group| group.lines.clone()).collect();
        let Some(line) = self.one(&lines) else { return };
        let on = OnLine { backed, sheet: sheet.id.clone(), line: line.name.clone() };
        match line.scorer {
            Scorer::Judged { .. } => {
                // Thirds of a point have no end: means of them are rounded.
                let thirds =
                    i64::try_from(self.below(usize::try_from(line.max.0 / 3_333).unwrap() + 1)).unwrap();
                let by = self.one(&["panel", "Deputy A", "Deputy B"]).unwrap();
                self.judge(by, Judge::Give(on, Decimal(thirds * 3_333)));
            }
            Scorer::Deduct(causes) => {
                let name = self.one(&causes).unwrap().cause;
                let times = 1 + u32::try_from(self.below(3)).unwrap();
                self.judge("office", Judge::Deduct(on, Cause { name, times }, None));
            }
            Scorer::Auto(_) => {}
        }
    }

    /// Ballots on paper for one group of a round, of some of its units.
    fn ballots(&mut self) {
        let rated: Vec<ReviewRound> =
            self.def.reviews.iter().filter(|round| !round.raters.is_empty()).cloned().collect();
        let Some(round) = self.one(&rated) else { return };
        let ReviewRound { id, mut raters, .. } = round;
        // Whatever places an amendment gives them.
        raters.sort_by(|a, b| b.name.cmp(&a.name));
        let Some(group) = self.one(&raters) else { return };
        let codes: Vec<String> = self.def.units.iter().map(|unit| unit.code.clone()).collect();
        for _ in 0..=self.below(4) {
            let number = self.random.next().to_string();
            let mut answers = Vec::new();
            for code in codes.clone() {
                let answer = match &group.scale {
                    Scale::Choices(choices) => self.one(choices).unwrap().name,
                    Scale::Range(from, to) => {
                        let steps = usize::try_from((to.0 - from.0) / 2_500).unwrap();
                        Decimal(from.0 + i64::try_from(self.below(steps + 1)).unwrap() * 2_500).to_string()
                    }
                };
                if self.below(4) > 0 {
                    answers.push((code, answer));
                }
            }
            // One that the round does not judge would spoil the whole ballot: each answer goes by itself.
            for answer in answers {
                let rate = Rate {
                    round: id.clone(),
                    session: None,
                    group: group.name.clone(),
                    ballot: Ballot::Paper(number.clone()),
                    answers: vec![answer],
                    comment: None,
                    unit: None,
                };
                self.judge("office", Judge::Rate(rate));
            }
        }
    }

    fn cases(&mut self, unit: &str) {
        let known = self.played.taken.get("case.receive").copied().unwrap_or_default();
        let case =
            CaseName { kind: "hotline".to_owned(), no: u32::try_from(self.random.below(known + 1)).unwrap() };
        let acts = [
            CaseAct::Accept,
            CaseAct::Answer { text: Some(TEXT) },
            CaseAct::Answer { text: Some(TEXT) },
            CaseAct::CallBack { satisfied: true, text: None },
            CaseAct::CallBack { satisfied: false, text: None },
        ];
        if self.below(2) == 0 {
            let receive = ReceiveCase {
                kind: "hotline".to_owned(),
                source: None,
                about: None,
                unit: Some(unit.to_owned()),
                at: None,
                text: Some(TEXT),
                received: None,
            };
            self.give(&format!("{unit}-clerk"), &Command::ReceiveCase(receive));
        }
        for _ in 0..3 {
            let act = self.one(&acts).unwrap();
            self.give("office", &Command::WorkCase(WorkCase { case: case.clone(), act }));
        }
    }

    fn appeals(&mut self, sheet: &ScoreSheet, backed: Backed) {
        let lines: Vec<_> = sheet.groups.iter().flat_map(|group| group.lines.clone()).collect();
        let Some(line) = self.one(&lines) else { return };
        let clerk = format!("{}-clerk", backed.unit);
        let on = OnLine { backed, sheet: sheet.id.clone(), line: line.name };
        self.judge(&clerk, Judge::Appeal(on));
        let filed = u32::try_from(self.state.facts().appeals.len()).unwrap();
        let (number, yes) = (u32::try_from(self.below(2)).unwrap(), self.below(3) > 0);
        let change = Decimal(if yes { i64::try_from(self.below(9)).unwrap() * 3_750 - 15_000 } else { 0 });
        let decision = Decision { yes, reason: Some(TEXT) };
        self.judge("panel", Judge::AnswerAppeal(filed.saturating_sub(number), decision, change, None));
    }
}
