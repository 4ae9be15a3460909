//! Random amendments and holds at random instants: replay equals live, steps end once, the sum holds, and what happens does
//! not depend on when the clock ticked.

use std::collections::{BTreeMap, BTreeSet};

use muster_protocol::command::{Hold, Resume};
use muster_protocol::definition::{Duty, Pattern};
use muster_protocol::ids::UnitIx;
use muster_protocol::item::{DueDays, MessageKey, StepRef};
use muster_protocol::time::{HOUR, MINUTE, TimeOfDay};

use super::super::sample::{date, day_rule};
use super::super::{amend, tick};
use super::*;
use crate::reconcile::reconcile;

/// Campaigns that are played.
pub(super) const SEEDS: u64 = 120;

/// What people and committees do to one.
const ACTS: usize = 45;

/// Ticks are late by less than the catch-up of the sample's policy (24 hours).
const LATENESS: u64 = 23 * 60;

pub(super) struct Chance(u64);

impl Chance {
    fn below(&mut self, most: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % most
    }
}

/// A committee's file, some version of it: each bit changes one thing of the sample.
fn file(bits: u64) -> Definition {
    let on = |bit: u32| bits & (1 << bit) != 0;
    let mut def = definition();
    if on(0) {
        let day = if on(1) { "2014-04-29" } else { "2014-05-08" };
        let mut rule = day_rule(day);
        rule.to = date("2014-05-31");
        def.duties[0].rule = rule;
    }
    if on(2) {
        def.policies[0].before = vec![7, 3, 1];
    }
    if on(3) {
        def.policies[0].hour = TimeOfDay(14 * 60);
    }
    if on(4) {
        def.units[1].left = Some(date("2014-05-12"));
        def.units[1].merged_into = Some(UnitIx(0));
    }
    if on(5) {
        let unit = muster_protocol::definition::Unit {
            code: "e".to_owned(),
            name: "e".to_owned(),
            ..def.units[0].clone()
        };
        def.units.push(unit);
    }
    if on(6) {
        let rule = muster_protocol::definition::Rule {
            pattern: Pattern::Day(date("2014-05-15")),
            ..day_rule("2014-04-30")
        };
        let rule = muster_protocol::definition::Rule { to: date("2014-06-15"), ..rule };
        def.duties.insert(0, Duty { id: "extra".to_owned(), rule, ..def.duties[0].clone() });
    }
    if on(7) {
        def.duties.retain(|duty| duty.id != "study");
    }
    if on(8) {
        def.duties.retain(|duty| duty.id != "plan");
    }
    if on(9) {
        def.audiences[0].selector.except = vec![UnitIx(1)];
    }
    if on(10) {
        def.phases[1].to = date("2014-06-20");
    }
    if on(11) {
        def.visits.clear();
    }
    if on(12) {
        def.units.remove(1);
        def.audiences[0].selector.except.clear();
    }
    if on(13) {
        def.snapshots.clear();
    }
    def
}

/// A played campaign.
pub(super) struct Played {
    def: Definition,
    pub(super) state: State,
    pub(super) happened: Vec<(Instant, Event)>,
    pub(super) definitions: Vec<Definition>,
}

impl Played {
    fn say(&mut self, at: Instant, events: Vec<Event>) {
        for event in events {
            evolve(&self.def, &mut self.state, at, &event);
            self.happened.push((at, event));
        }
    }

    /// Ticks to `until`, late or on time.
    fn pass(&mut self, until: Instant, late: Option<&mut Chance>) {
        if let Some(chance) = late {
            while let Some(due) = self.state.next_due().filter(|due| *due < until) {
                let minutes = i64::try_from(chance.below(LATENESS)).unwrap();
                let now = due.plus(minutes * MINUTE).max(self.state.at());
                if now >= until {
                    break;
                }
                for _ in 0..=chance.below(9) {
                    let events = tick(&self.def, &self.state, now);
                    self.say(now, events);
                }
            }
        }
        while let Some(due) = self.state.next_due().filter(|due| *due <= until) {
            let now = if due < self.state.at() { self.state.at() } else { due };
            let events = tick(&self.def, &self.state, now);
            assert!(!events.is_empty(), "{due} is due and nothing happens");
            self.say(now, events);
        }
    }

    fn give(&mut self, at: Instant, command: &Command) {
        if let Ok(events) = decided(&self.def, &self.state, at, command) {
            self.say(at, events);
        }
    }

    fn put_in_force(&mut self, at: Instant, bits: u64) {
        let today = muster_rules::zone::Zone::load(&self.def.zone).unwrap().date_of(at);
        let reconciled = reconcile(&self.def, &file(bits), today).unwrap().definition;
        let body = amendment(&self.state, &reconciled);
        if let Ok(events) = amend(&self.def, &reconciled, &self.state, at, &body) {
            if !events.is_empty() {
                self.def = reconciled.clone();
                self.definitions.push(reconciled);
            }
            self.say(at, events);
        }
    }

    fn report(&mut self, at: Instant) {
        let keys = self.state.outstanding.keys().copied();
        let keys = keys.map(|(contact, kind, date)| MessageKey { contact, kind, date });
        let reports = keys.map(|key| {
            let steps: Vec<StepRef> = self.state.open_steps(&key).collect();
            let steps = self.state.numbering.names(steps).unwrap();
            let key = self.state.numbering.names(key).unwrap();
            MessageReport {
                key,
                outcome: SendOutcome::Sent { channel: "test".to_owned(), steps },
                attempt: 1,
            }
        });
        let command = Command::ReportMessages(ReportMessages { reports: reports.collect() });
        self.give(at, &command);
    }
}

/// Plays a seed to its end. `late` says whether ticks are.
pub(super) fn play(seed: u64, mut late: Option<Chance>) -> Played {
    let mut played = acted(seed, ACTS, late.as_mut());
    let end = at("2014-04-01 00:00").plus(400 * 24 * HOUR);
    played.pass(end, late.as_mut());
    for _ in 0..3 {
        played.report(end);
        played.pass(end, None);
    }
    played
}

/// Plays the first acts of a seed.
fn acted(seed: u64, acts: usize, mut late: Option<&mut Chance>) -> Played {
    let mut chance = Chance(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
    let def = definition();
    let definitions = vec![def.clone()];
    let mut played = Played { def, state: State::new(), happened: Vec::new(), definitions };
    let start = at("2014-04-01 00:00");
    let launch = Launch { definition: played.def.digest(), sources: Vec::new(), contacts: None };
    played.give(start, &Command::Launch(launch));
    let mut minutes: Vec<u64> = (0..ACTS).map(|_| chance.below(95 * 24 * 60)).collect();
    minutes.sort_unstable();
    for minute in minutes.into_iter().take(acts) {
        let now = start.plus(i64::try_from(minute).unwrap() * MINUTE);
        played.pass(now, late.as_deref_mut());
        let key =
            ["plan", "study.2014-05", "study.2014-06", "extra"][usize::try_from(chance.below(4)).unwrap()];
        let name = format!("{key}/{}", ["a", "b", "c", "d", "e"][usize::try_from(chance.below(5)).unwrap()]);
        let phase = [None, None, Some("mobilization"), Some("implementation")]
            [usize::try_from(chance.below(4)).unwrap()];
        let phase = phase.map(str::to_owned);
        let due_days = if chance.below(2) == 0 { DueDays::Stay } else { DueDays::Shift };
        let bits = chance.below(1 << 14) & chance.below(1 << 14);
        match chance.below(9) {
            0 => played.give(now, &submit(&name, 1)),
            1 => played.give(now, &Command::Accept(item(&name))),
            2 => played
                .give(now, &Command::Return(Return { item: item(&name), reason: None, failed: Vec::new() })),
            3 => played.give(now, &Command::Hold(Hold { phase, reason: None })),
            4 => played.give(now, &Command::Resume(Resume { phase, due_days })),
            5 | 6 => played.put_in_force(now, bits),
            _ => played.report(now),
        }
    }
    played
}

fn ends(event: &Event) -> Vec<StepRef> {
    match event {
        Event::StepSent(body) => body.messages.iter().flat_map(|message| message.steps.clone()).collect(),
        Event::StepSkipped(body) => body.steps.clone(),
        Event::StepFailed(body) => body.steps.clone(),
        Event::StepWithdrawn(body) => {
            let (occasion, due_version) = (body.occasion, body.due_version);
            let of = |unit| body.steps.iter().map(move |no| StepRef { occasion, unit, due_version, no: *no });
            body.units.iter().flat_map(|unit| of(*unit)).collect()
        }
        _ => Vec::new(),
    }
}

#[test]
fn amendments_and_holds_at_random_instants_keep_every_law() {
    let mut amended = 0;
    for seed in 1..=SEEDS {
        let played = play(seed, None);
        amended += played.definitions.len() - 1;
        let mut ended = BTreeMap::new();
        for (now, event) in &played.happened {
            for step in ends(event) {
                let before = ended.insert(step, (now, event.name()));
                assert_eq!(before, None, "seed {seed}: {step:?} ends again at {now} by {event:?}");
            }
        }
        let counts = played.state.counts();
        let sum = counts.sent + counts.skipped + counts.failed + counts.withdrawn;
        assert_eq!(sum, ended.len() as u64, "seed {seed}: every outcome counts once");
        assert!(played.state.closed(), "seed {seed}");
        assert_eq!(counts.open(), 0, "seed {seed}: {counts:?}");
        let (mut state, mut which) = (State::new(), 0);
        for (now, event) in &played.happened {
            if matches!(event, Event::CampaignAmended(_)) {
                which += 1;
            }
            evolve(&played.definitions[which], &mut state, *now, event);
        }
        assert_eq!(format!("{state:?}"), format!("{:?}", played.state), "seed {seed}: replay equals live");
    }
    assert!(amended > 300, "only {amended} amendments");
}

#[test]
fn amendments_and_holds_do_not_see_when_the_clock_ticked() {
    for seed in 1..=SEEDS {
        let (punctual, late) = (play(seed, None), play(seed, Some(Chance(seed + 77))));
        for (place, (one, other)) in punctual.happened.iter().zip(&late.happened).enumerate() {
            assert_eq!(one.1, other.1, "seed {seed}, event {place}");
        }
        assert_eq!(punctual.happened.len(), late.happened.len(), "seed {seed}");
    }
}

#[test]
fn whatever_was_done_what_is_foreseen_is_what_happens() {
    for seed in 1..=SEEDS {
        let acts = usize::try_from(seed).unwrap() % ACTS;
        let mut played = acted(seed, acts, None);
        let now = played.state.at().plus(MINUTE);
        for phase in [None, Some("mobilization"), Some("implementation")] {
            let phase = phase.map(str::to_owned);
            played.give(now, &Command::Resume(Resume { phase, due_days: DueDays::Stay }));
        }
        played.pass(now, None);
        played.report(now);
        let foreseen = foreseen::foreseen(&played.def, &played.state, now);
        let mut actual = BTreeSet::new();
        while let Some(due) = played.state.next_due() {
            let from = played.happened.len();
            played.pass(due, None);
            for (_, event) in &played.happened[from..] {
                foreseen::reminded(&played.def, &played.state, event, &mut actual);
            }
            played.report(due);
        }
        foreseen::same(&format!("seed {seed}, {acts} acts"), &foreseen, &actual);
    }
}
