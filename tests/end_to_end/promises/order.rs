//! Order does not depend on when the clock ticked (ARCHITECTURE.md, “What always holds”), twice is once, replay equals
//! live, the sum holds.
//!
//! A year is played once and its commands are kept with their instants, workers' reports among them, each delayed by
//! some hours. The same commands at the same instants are then replayed under thousands of patterns of late ticks and
//! batches, stretch by stretch; every stretch must give the same events, but for the recorded instant.

use std::collections::{BTreeMap, VecDeque};
use std::sync::OnceLock;

use muster::preview::counts::Counts;
use muster::preview::history::History;
use muster_core::answer::answer;
use muster_core::campaign::{Issuer, State, advance, decide, entitled, evolve, tick};
use muster_core::players::Players;
use muster_protocol::command::Judge;
use muster_protocol::command::{Command, Launch, Refusal};
use muster_protocol::definition::{Audience, Definition, Pattern, Roll, Rule, Selector};
use muster_protocol::event::Event;
use muster_protocol::ids::{AudienceIx, CampaignId, Version};
use muster_protocol::time::{HOUR, Instant, MINUTE};
use muster_rules::worker::{DeliveryResult, Effect, EventContext, WorkerLogic};
use muster_rules::zone::Zone;

use crate::xorshift::Xorshift;
use crate::year::service_year;

/// Patterns of late ticks and batches, each over one stretch of the year.
const PATTERNS: u64 = 10_000;

/// Commands in a stretch.
const STRETCH: usize = 50;

/// Ticks are late by less than the catch-up of the service year's policy (24 hours).
const LATENESS: i64 = 24 * HOUR - MINUTE;

/// Longest delay of a worker's report.
const REPORT_DELAY: i64 = 5 * HOUR;

/// A command at the instant that its owner stamped.
type Stamped = (Instant, Command);

/// An event with the instant at which it was recorded.
type At = (Instant, Event);

/// The service year, and a duty of the merged unit alone whose first reminder lies nine hours after the merger: its
/// successor gets the item there and then, however late the clock ticks.
fn definition() -> Definition {
    let mut def = service_year::definition().clone();
    let alone = AudienceIx(u16::try_from(def.audiences.len()).unwrap());
    let merged = def.unit_by_code("010").unwrap();
    let selector = Selector { units: vec![merged], ..Selector::default() };
    def.audiences.push(Audience { name: "合并单位".to_owned(), refs: Vec::new(), selector });
    let day = |text: &str| text.parse().unwrap();
    let mut duty = def.duties.iter().find(|duty| duty.id == "summary").unwrap().clone();
    duty.id = "handover".to_owned();
    duty.audience = alone;
    let pattern = Pattern::Day(day("2014-09-09"));
    duty.rule = Rule::new(pattern, Roll::Back, day("2014-08-01"), day("2014-09-09"));
    def.duties.push(duty);
    def
}

/// The year as it goes when every tick comes on time.
struct Year {
    def: Definition,
    commands: Vec<Stamped>,
    /// Events that lead up to each command and follow from it, from the last command on.
    events: Vec<Vec<At>>,
    /// State before every `STRETCH`-th command.
    starts: Vec<State>,
    end: State,
}

fn year() -> &'static Year {
    static YEAR: OnceLock<Year> = OnceLock::new();
    YEAR.get_or_init(|| {
        let def = definition();
        let commands = Recording::new(&def).play();
        assert!(commands.len() > 1_000, "only {} commands in a year", commands.len());
        let (mut state, mut events, mut starts) = (State::new(), Vec::new(), Vec::new());
        for (number, (at, command)) in commands.iter().enumerate() {
            if number % STRETCH == 0 {
                starts.push(state.clone());
            }
            let mut happened = Vec::new();
            punctual(&def, &mut state, *at, &mut happened);
            give(&def, &mut state, *at, command, &mut happened);
            events.push(happened);
        }
        Year { def, commands, events, starts, end: state }
    })
}

/// Ticks every due key at its own instant.
fn punctual(def: &Definition, state: &mut State, until: Instant, happened: &mut Vec<At>) {
    while let Some(due) = state.next_due().filter(|due| *due <= until) {
        let at = due.max(state.at());
        apply(def, state, at, tick(def, state, at), happened);
    }
}

fn apply(def: &Definition, state: &mut State, at: Instant, events: Vec<Event>, happened: &mut Vec<At>) {
    for event in events {
        evolve(def, state, at, &event);
        happened.push((at, event));
    }
}

/// Decides a command that a post gives which may.
fn decided(def: &Definition, state: &State, at: Instant, command: &Command) -> Result<Vec<Event>, Refusal> {
    let post = entitled(def, state, command);
    decide(def, state, at, Issuer::post(post.as_deref().unwrap_or("test")), command)
}

fn give(def: &Definition, state: &mut State, at: Instant, command: &Command, happened: &mut Vec<At>) {
    if let Ok(events) = decided(def, state, at, command) {
        apply(def, state, at, events, happened);
    }
}

/// Plays the shipped script with the workers' own logic, and keeps every command.
struct Recording<'a> {
    def: &'a Definition,
    campaign: CampaignId,
    state: State,
    players: Players,
    workers: Vec<Box<dyn WorkerLogic + Send>>,
    waiting: BTreeMap<(Instant, usize), Command>,
    delays: Xorshift,
    commands: Vec<Stamped>,
}

impl<'a> Recording<'a> {
    fn new(def: &'a Definition) -> Self {
        Self {
            def,
            campaign: CampaignId::new(&def.id).unwrap(),
            state: State::new(),
            players: Players::new(def, service_year::script()),
            workers: muster_workers::all(),
            waiting: BTreeMap::new(),
            delays: Xorshift::new(14),
            commands: Vec::new(),
        }
    }

    fn play(mut self) -> Vec<Stamped> {
        let launch_at = Zone::of(self.def).unwrap().start_of_day(self.def.phases[0].from);
        let launch = Launch { definition: self.def.digest(), sources: Vec::new(), contacts: None };
        self.waiting.insert((launch_at, 0), Command::Launch(launch));
        loop {
            let waiting = self.waiting.first_key_value().map(|((at, _), _)| *at);
            let next = [self.state.next_due(), self.players.next(), waiting].into_iter().flatten().min();
            let Some(at) = next else { break };
            let mut happened = Vec::new();
            advance_to(self.def, &mut self.state, at, &mut happened);
            let mut commands: Vec<Command> =
                self.players.due(at).into_iter().map(|act| act.command).collect();
            let later = self.waiting.split_off(&(at.plus(1), 0));
            commands.extend(std::mem::replace(&mut self.waiting, later).into_values());
            for command in commands {
                give(self.def, &mut self.state, at, &command, &mut happened);
                self.commands.push((at, command));
            }
            self.heard(at, happened);
        }
        assert!(self.state.closed());
        // Time goes on for a day after the last command, so that nothing stays untold.
        self.commands
    }

    fn heard(&mut self, at: Instant, happened: Vec<At>) {
        let first = self.state.version().0 - u64::try_from(happened.len()).unwrap();
        for (version, (_, event)) in (first + 1..).map(Version).zip(&happened) {
            self.players.hear(at, event);
            for worker in 0..self.workers.len() {
                let hears = self.workers[worker].hears();
                if hears.is_empty() || hears.contains(&event.name()) {
                    self.work(worker, at, version, event);
                }
            }
        }
    }

    fn work(&mut self, worker: usize, at: Instant, version: Version, event: &Event) {
        let (campaign, definition, digest) = (&self.campaign, self.def, self.def.digest());
        let said = self.state.numbering().names(event.clone()).unwrap();
        let about = EventContext { campaign, definition, digest, version, at, event: &said };
        let worker = &mut self.workers[worker];
        let mut wants = VecDeque::from(worker.hear(&about));
        while let Some(want) = wants.pop_front() {
            match want {
                Effect::Ask(question) => {
                    let answer = answer(self.def, &self.state, at, &question);
                    wants.extend(worker.answered(&about, &question, &answer));
                }
                Effect::Send(letters) => {
                    let over = vec![
                        DeliveryResult::Over { channel: "outbox".to_owned(), attempt: 1 };
                        letters.len()
                    ];
                    wants.extend(worker.sent(&about, &letters, &over));
                }
                // Nobody says anything of a letter here.
                Effect::Store(_) | Effect::Report(_) | Effect::Later { .. } => {}
                Effect::Submit(command) => {
                    let delay = i64::try_from(self.delays.below(REPORT_DELAY.unsigned_abs())).unwrap();
                    let number = self.commands.len() * 1_000 + self.waiting.len();
                    self.waiting.insert((at.plus(delay), number), command);
                }
            }
        }
    }
}

fn advance_to(def: &Definition, state: &mut State, at: Instant, happened: &mut Vec<At>) {
    advance(def, state, at, &mut |event| happened.push((at, event)));
}

/// Replays one stretch: ticks come late by anything below the catch-up and take some keys at a time; what they have
/// not done by a command's instant is done before the command, as the owner does it.
fn stretch(year: &Year, number: usize, chance: &mut Xorshift) -> (Vec<Vec<At>>, State) {
    let mut state = year.starts[number].clone();
    let mut events = Vec::new();
    let patience = [MINUTE, HOUR, LATENESS][usize::try_from(chance.below(3)).unwrap()];
    let keys_most = 1 + chance.below(12);
    for (at, command) in year.commands.iter().skip(number * STRETCH).take(STRETCH) {
        let mut happened = Vec::new();
        while let Some(due) = state.next_due().filter(|due| due < at) {
            let late = i64::try_from(chance.below(patience.unsigned_abs())).unwrap();
            let now = due.plus(late).max(state.at());
            if now >= *at {
                break;
            }
            for _ in 0..=chance.below(keys_most) {
                let brought = tick(&year.def, &state, now);
                apply(&year.def, &mut state, now, brought, &mut happened);
            }
        }
        advance_to(&year.def, &mut state, *at, &mut happened);
        give(&year.def, &mut state, *at, command, &mut happened);
        events.push(happened);
    }
    (events, state)
}

#[test]
fn the_order_of_events_does_not_depend_on_when_the_clock_ticked() {
    let year = year();
    for seed in 1..=PATTERNS {
        let mut chance = Xorshift::new(seed);
        let number = usize::try_from(chance.below(year.starts.len() as u64)).unwrap();
        let (events, _) = stretch(year, number, &mut chance);
        let wanted = &year.events[number * STRETCH..];
        for (number, (found, wanted)) in events.iter().zip(wanted).enumerate() {
            for (place, (found, wanted)) in found.iter().zip(wanted).enumerate() {
                assert_eq!(found.1, wanted.1, "seed {seed}, command {number} of the stretch, event {place}");
            }
            assert_eq!(found.len(), wanted.len(), "seed {seed}, command {number} of the stretch");
        }
    }
}

#[test]
fn a_whole_year_of_late_ticks_ends_in_the_same_state() {
    let year = year();
    for seed in 1..=10 {
        let mut chance = Xorshift::new(seed);
        let (mut counts, mut version) = (State::new().counts(), Version(0));
        for number in 0..year.starts.len() {
            // Stretches begin in the states of the punctual year: each must end where the next begins.
            let (_, state) = stretch(year, number, &mut chance);
            let next = year.starts.get(number + 1).unwrap_or(&year.end);
            assert_eq!(
                (state.counts(), state.version()),
                (next.counts(), next.version()),
                "seed {seed}, {number}"
            );
            assert_eq!(state.next_due(), next.next_due(), "seed {seed}, stretch {number}");
            (counts, version) = (state.counts(), state.version());
        }
        assert_eq!((counts, version), (year.end.counts(), year.end.version()));
    }
}

#[test]
fn the_late_ticks_of_this_test_are_late() {
    let year = year();
    let mut late = 0;
    for seed in 1..=300 {
        let mut chance = Xorshift::new(seed);
        let number = usize::try_from(chance.below(year.starts.len() as u64)).unwrap();
        let (events, _) = stretch(year, number, &mut chance);
        let pairs = events.iter().flatten().zip(year.events[number * STRETCH..].iter().flatten());
        late += pairs.filter(|(found, punctual)| found.0 > punctual.0).count();
    }
    assert!(late > 1_000, "only {late} events were recorded late");
}

#[test]
fn twice_is_once() {
    let year = year();
    let mut state = State::new();
    for (at, command) in &year.commands {
        let mut happened = Vec::new();
        advance_to(&year.def, &mut state, *at, &mut happened);
        give(&year.def, &mut state, *at, command, &mut happened);
        // Two rows of a ledger, and two findings for which points are taken or added, may well read the same: that one is
        // not entered twice is known by the command's id, which the engine keeps.
        if matches!(command, Command::EnterRow(_) | Command::Judge(Judge::Deduct(..) | Judge::Add(..))) {
            continue;
        }
        let again = decided(&year.def, &state, *at, command).unwrap_or_default();
        assert!(again.is_empty(), "{at} {command:?} again gave {again:?}");
    }
}

#[test]
fn replay_equals_live() {
    let year = year();
    let mut state = State::new();
    for (at, event) in year.events.iter().flatten() {
        evolve(&year.def, &mut state, *at, event);
    }
    assert_eq!(format!("{state:?}"), format!("{:?}", year.end));
}

#[test]
fn the_sum_of_steps_holds_after_every_event() {
    let year = year();
    let (mut state, mut history) = (State::new(), History::new(&year.def));
    for (number, (at, event)) in (1..).zip(year.events.iter().flatten()) {
        evolve(&year.def, &mut state, *at, event);
        history.apply(Version(number), *at, event);
        let counts = state.counts();
        let ended = counts.sent + counts.skipped + counts.failed + counts.withdrawn;
        assert!(ended <= counts.planned, "{number} {event:?}");
        if number % 200 == 0 {
            the_history_agrees(&state, &history);
        }
    }
    the_history_agrees(&state, &history);
    assert_eq!(state.counts().open(), 0, "every step has an end");
    assert_eq!(history.faults(), Vec::<String>::new());
}

fn the_history_agrees(state: &State, history: &History<'_>) {
    let (state, history) = (state.counts(), Counts::of(history));
    assert_eq!(
        (state.planned, state.sent, state.skipped, state.failed, state.withdrawn, state.open()),
        (history.planned, history.sent, history.skipped, history.failed, history.withdrawn, history.open)
    );
}
