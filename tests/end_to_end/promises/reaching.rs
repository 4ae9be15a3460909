//! What reaches people, whatever happens: crashes of worker and engine, clocks that jump, amendments, moves in the roster, hours of
//! their own, answers that are lost, and channels that fail, refuse, are slow, do not answer, or tell days later that a letter came
//! back or arrived after all; on virtual time, with the engine's own decisions and the workers' own runtime. Never early, never two
//! outcomes of a step, never silent, one routine message a person and day, a channel's budget kept, what came back said by another
//! channel or left to people.
//!
//! `MUSTER_SEED=7` plays one seed again, `MUSTER_SEEDS=100000` as many.

mod coming_back;
mod fickle;
mod later;
mod office;

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::time::Duration;

use muster_protocol::command::{ChooseHour, Command, Hold, ItemName, MessageName, Resume, Return, Submit};
use muster_protocol::event::Event;
use muster_protocol::form::Form;
use muster_protocol::ids::{OccasionIx, UnitIx};
use muster_protocol::item::{DueDays, Evidence, MessageKind, PlannedStep, StepRef};
use muster_protocol::time::{DAY, HOUR, Instant, MINUTE, TimeOfDay};
use muster_rules::zone::Zone;
use muster_wire::local::Hub;
use muster_workers::runtime;
use tokio::sync::watch;
use tokio::task::JoinHandle;

use crate::xorshift::Xorshift;
use coming_back::what_comes_back_goes_otherwise_or_is_left_to_people;
use fickle::{A_MINUTE, Fickle};
use office::{BITS, SharedOffice};

/// Seeds of an ordinary run.
const SEEDS: u64 = 300;
/// What people, committees and accidents do in one campaign.
const ACTS: u64 = 40;
/// Days over which they do it: the campaign's own, and some.
const DAYS: u64 = 45;
/// Longest jump of a clock: longer than a reminder may be late (24 hours).
const JUMP_HOURS: u64 = 30;
/// Most looks at one campaign: something that always wants one more is a bug.
const ROUNDS_MAX: u32 = 200_000;

/// The running workers over an office, and the world outside.
struct World {
    shared: SharedOffice,
    fickle: Fickle,
    chance: Xorshift,
    hub: Hub,
    worker: JoinHandle<()>,
    _stop: watch::Sender<bool>,
}

impl World {
    async fn begin(seed: u64) -> Self {
        let start: Instant = "2014-04-01T00:00:00+08:00".parse().unwrap();
        let shared = SharedOffice::launched(seed, start);
        let fickle = Fickle::new((&shared.owner, shared.accounts()), seed, start);
        let (hub, worker, stop) = works(&shared, &fickle).await;
        Self { shared, fickle, chance: Xorshift::new(seed), hub, worker, _stop: stop }
    }

    fn below(&mut self, most: u64) -> u64 {
        self.chance.below(most)
    }

    /// Plays to an instant: time first, then what waited for it, as the engine's own virtual time does.
    async fn play(&mut self, until: Instant) {
        for _ in 0..ROUNDS_MAX {
            self.hub.settled_at_head().await;
            let now = self.shared.owner.now();
            let (due, again) = (self.shared.office().state.next_due(), self.hub.earliest_again());
            let told = self.fickle.later.next();
            if due.is_some_and(|due| due <= now) {
                self.shared.passes();
            } else if again.is_some_and(|again| again <= now) {
                self.hub.release();
            } else if told.is_some_and(|told| told <= now) {
                self.hears(now);
            } else {
                let next = due.into_iter().chain(again).chain(told).min();
                let Some(next) = next.filter(|next| *next <= until) else {
                    self.shared.owner.set_clock(until.max(now));
                    return self.hub.release();
                };
                // Most of the time the clock is punctual.
                let jump = if self.below(20) == 0 { self.below(JUMP_HOURS * 60) } else { 0 };
                self.shared.owner.set_clock(next.plus(i64::try_from(jump).unwrap() * MINUTE));
            }
        }
        panic!("it never settles");
    }

    /// What counterparts tell by now is heard.
    fn hears(&self, now: Instant) {
        for word in self.fickle.later.told(now) {
            if self.shared.hears(&word) {
                self.fickle.later.again(word, now);
            }
        }
    }

    /// The worker dies in the middle of what it does, or the engine does, and both start again.
    async fn dies(&mut self, engine: bool) {
        let a_while = Duration::from_millis(self.below(40_000));
        drop(tokio::time::timeout(a_while, self.hub.settled_at_head()).await);
        self.worker.abort();
        drop((&mut self.worker).await);
        if engine {
            self.hub.close();
            self.shared.restarts();
            (self.hub, self.worker, self._stop) = works(&self.shared, &self.fickle).await;
        } else {
            (self.worker, self._stop) = worker(&self.hub, &self.fickle);
            self.hub.subscribed(1).await;
        }
    }

    /// What somebody does, or what befalls them.
    async fn act(&mut self) {
        let duty = ["plan", "report", "extra"][usize::try_from(self.below(3)).unwrap()];
        let unit = ["a", "b", "c", "d"][usize::try_from(self.below(4)).unwrap()];
        let item: ItemName = format!("{duty}/{unit}").parse().unwrap();
        match self.below(13) {
            0 | 1 => {
                let piece = |need: &str| Evidence { need: need.to_owned(), count: 1, files: Vec::new() };
                let need = if duty == "extra" { "photo" } else { duty };
                let evidence = vec![piece(need)];
                self.shared.give(&Command::Submit(Submit {
                    item,
                    evidence,
                    form: Form::default(),
                    on: None,
                }));
            }
            2 => self.shared.give(&Command::Accept(item)),
            3 => self.shared.give(&Command::Return(Return { item, reason: None, failed: Vec::new() })),
            4 => self.shared.give(&Command::Hold(Hold { phase: None, reason: None })),
            5 => self.resumes(),
            6 | 7 => {
                let bits = self.below(1 << BITS);
                self.shared.put_in_force(bits & self.chance.next());
            }
            8 => {
                let contact = format!("{unit}-{}", if self.below(2) == 0 { "clerk" } else { "head" });
                self.shared.moves(&contact);
            }
            9 => self.dies(true).await,
            10 => {
                let post = if self.below(2) == 0 { "clerk" } else { "head" };
                let hours = [None, Some(9 * 60), Some(13 * 60 + 30), Some(17 * 60)];
                let hour = hours[usize::try_from(self.below(4)).unwrap()].map(TimeOfDay);
                let contact = format!("{unit}-{post}").as_str().into();
                self.shared.give(&Command::ChooseHour(ChooseHour { contact, hour }));
            }
            _ => self.dies(false).await,
        }
    }

    fn resumes(&mut self) {
        let due_days = if self.below(2) == 0 { DueDays::Stay } else { DueDays::Shift };
        self.shared.give(&Command::Resume(Resume { phase: None, due_days }));
    }
}

/// A hub over the office with a worker that listens.
async fn works(shared: &SharedOffice, fickle: &Fickle) -> (Hub, JoinHandle<()>, watch::Sender<bool>) {
    let hub = shared.owner.hub();
    let (worker, stop) = worker(&hub, fickle);
    hub.subscribed(1).await;
    (hub, worker, stop)
}

fn worker(hub: &Hub, fickle: &Fickle) -> (JoinHandle<()>, watch::Sender<bool>) {
    let (stop, stopped) = watch::channel(false);
    let logic = muster_workers::all().into_iter().find(|logic| logic.name() == "reminders").unwrap();
    let (link, channel) = (hub.link(), std::sync::Arc::new(fickle.clone()));
    let run = async move { drop(runtime::run(link, logic, channel, stopped).await) };
    (tokio::spawn(run), stop)
}

/// Plays a seed to its end.
fn played(seed: u64) -> World {
    let runtime =
        tokio::runtime::Builder::new_current_thread().enable_time().start_paused(true).build().unwrap();
    runtime.block_on(async {
        let mut world = World::begin(seed).await;
        let start = world.shared.owner.now();
        let mut minutes: Vec<u64> = (0..ACTS).map(|_| world.below(DAYS * 24 * 60)).collect();
        minutes.sort_unstable();
        for minute in minutes {
            world.play(start.plus(i64::try_from(minute).unwrap() * MINUTE)).await;
            world.act().await;
        }
        world.resumes();
        // A letter is given up after a week at the latest, and what comes of that is over long before this.
        let end = world.shared.owner.now().plus(120 * DAY);
        world.play(end).await;
        world.worker.abort();
        world
    })
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

/// Never two outcomes, never silent: all that was planned has ended, with what the counterpart has behind every sending.
fn each_step_ends_once(world: &World) {
    let office = world.shared.office();
    let mut ended: BTreeMap<StepRef, (Instant, &str)> = BTreeMap::new();
    let shown = world.fickle.attempts.lock().unwrap();
    for (at, event) in &office.happened {
        for step in ends(event) {
            let before = ended.insert(step, (*at, event.name()));
            assert_eq!(before, None, "{step:?} ends again at {at} by {event:?}");
        }
        if let Event::StepSent(body) = event {
            for message in &body.messages {
                let key = office.state.numbering().names(message.key).unwrap();
                let has = shown
                    .iter()
                    .any(|it| it.key == key && it.channel == message.channel && it.has && it.at <= *at);
                assert!(has, "{key} counts as sent by {} at {at}, and nobody has it", message.channel);
            }
        }
    }
    let counts = office.state.counts();
    let sum = counts.sent + counts.skipped + counts.failed + counts.withdrawn;
    assert_eq!(sum, ended.len() as u64, "every outcome counts once");
    assert!(office.state.closed(), "the campaign is not over at {}", world.shared.owner.now());
    assert_eq!(counts.open(), 0, "open without a reason: {counts:?}");
    assert!(world.shared.owner.dead_letters().is_empty(), "{:?}", world.shared.owner.dead_letters());
}

/// Where a step is the same for all units.
const ANY: UnitIx = UnitIx(0);

/// The planned instants of steps, each with when it was planned, and the occasions that an amendment or a resume moved: their
/// steps are held against their messages alone.
#[derive(Default)]
struct Plan {
    steps: BTreeMap<(StepRef, bool), Vec<(Instant, Instant)>>,
    moved: BTreeSet<OccasionIx>,
}

impl Plan {
    fn of(world: &World) -> Self {
        let office = world.shared.office();
        let mut plan = Self::default();
        for (at, event) in &office.happened {
            let (occasion, unit, due_version, steps): (_, _, _, Vec<PlannedStep>) = match event {
                Event::OccasionPlanned(body) => (body.occasion.ix, None, 0, body.steps.clone()),
                // From then on its steps have other instants, by rules of their own.
                Event::OccasionMoved(body) => {
                    plan.moved.insert(body.plan.occasion.ix);
                    continue;
                }
                Event::ItemMoved(body) => {
                    plan.moved.insert(body.occasion);
                    continue;
                }
                Event::ItemReturned(body) => {
                    (body.occasion, Some(body.unit), body.due_version, body.steps.clone())
                }
                Event::ItemLate(body) => (body.occasion, None, body.due_version, body.steps.clone()),
                Event::CardLifted(body) => {
                    for (unit, step) in
                        body.units.iter().flat_map(|unit| body.steps.iter().map(move |step| (unit, step)))
                    {
                        let (occasion, due_version) = (body.occasion, body.due_version);
                        let name = StepRef { occasion, unit: *unit, due_version, no: step.no };
                        plan.steps.entry((name, true)).or_default().push((*at, step.at));
                    }
                    continue;
                }
                Event::StepRetried(body) => {
                    for retried in &body.steps {
                        let name = StepRef { no: retried.new.no, ..retried.old };
                        plan.steps.entry((name, true)).or_default().push((*at, retried.new.at));
                    }
                    continue;
                }
                _ => continue,
            };
            for step in steps {
                let name = StepRef { occasion, unit: unit.unwrap_or(ANY), due_version, no: step.no };
                plan.steps.entry((name, unit.is_some())).or_default().push((*at, step.at));
            }
        }
        plan
    }

    /// The earliest instant for which a step was planned by then.
    fn at(&self, step: StepRef, by: Instant) -> Option<Instant> {
        if self.moved.contains(&step.occasion) {
            return None;
        }
        let any = StepRef { unit: ANY, ..step };
        let planned = self.steps.get(&(step, true)).or_else(|| self.steps.get(&(any, false)))?;
        planned.iter().filter(|(when, _)| *when <= by).map(|(_, at)| *at).min()
    }
}

/// Never early: not before its planned instant, its message's own, the day's hour and a channel's hours.
fn nothing_goes_early(world: &World) -> usize {
    let (plan, due) = (Plan::of(world), dues(world));
    let office = world.shared.office();
    let zone = Zone::of(&office.def).unwrap();
    let mut held_against = 0;
    for shown in world.fickle.attempts.lock().unwrap().iter() {
        assert!(due[&shown.key] <= shown.at, "before its message fell due: {shown:?}");
        assert!(shown.key.date <= zone.date_of(shown.at), "before its day: {shown:?}");
        if shown.key.kind == MessageKind::Routine && shown.key.date == zone.date_of(shown.at) {
            let nine = zone.start_of_day(shown.key.date).plus(9 * HOUR);
            assert!(nine <= shown.at, "before the hour: {shown:?}");
        }
        for step in &shown.steps {
            let step: StepRef = office.state.numbering().numbers(step.clone()).unwrap();
            if let Some(planned) = plan.at(step, shown.at) {
                // What would fall due later on the day joins the day's first message.
                let joined = zone.date_of(planned) == zone.date_of(shown.at);
                assert!(planned <= shown.at || joined, "before {planned}: {shown:?}");
                held_against += 1;
            }
        }
    }
    held_against
}

/// When each message fell due, by its name.
fn dues(world: &World) -> BTreeMap<MessageName, Instant> {
    let office = world.shared.office();
    let mut due = BTreeMap::new();
    for (at, event) in &office.happened {
        if let Event::MessageDue(body) = event {
            assert!(body.due <= *at, "decided before it was due: {event:?}");
            for message in &body.messages {
                due.entry(office.state.numbering().names(message.key).unwrap()).or_insert(body.due);
            }
        }
    }
    due
}

/// One routine message a person and day, by what the counterparts have: the same one again is the same one, and what was kept
/// back the day before is in the day's own or is the only one. Two are there only where nobody could know of the first one:
/// its counterpart had it and the answer was lost, or somebody died over it.
fn one_routine_message_a_person_and_day(world: &World) {
    let zone = Zone::of(&world.shared.office().def).unwrap();
    let (due, reported) = (dues(world), reported(world));
    let mut days: BTreeMap<_, BTreeMap<MessageName, Instant>> = BTreeMap::new();
    for shown in world.fickle.attempts.lock().unwrap().iter().filter(|shown| shown.has) {
        if shown.key.kind == MessageKind::Routine {
            let day = days.entry(shown.key.contact.clone()).or_default();
            day.entry(shown.key.clone()).or_insert(shown.at);
        }
    }
    for (contact, letters) in days {
        for ((before, at), (after, at_last)) in letters.iter().zip(letters.iter().skip(1)) {
            let same_day = zone.date_of(*at) == zone.date_of(*at_last);
            let unknown = reported.get(before).is_none_or(|reported| due[after] < *reported);
            assert!(!same_day || unknown, "{contact} has {before} at {at} and {after} at {at_last}");
        }
    }
}

/// When it was reported of each message that it went out.
fn reported(world: &World) -> BTreeMap<MessageName, Instant> {
    let office = world.shared.office();
    let mut reported = BTreeMap::new();
    for (at, event) in &office.happened {
        if let Event::StepSent(body) = event {
            for message in &body.messages {
                let key = office.state.numbering().names(message.key).unwrap();
                reported.entry(key).or_insert(*at);
            }
        }
    }
    reported
}

/// What text messages take a minute. A letter that is shown again within a minute, since somebody died, counts once.
fn the_budget_is_kept(world: &World) {
    let mut last: BTreeMap<MessageName, Instant> = BTreeMap::new();
    let mut counted = Vec::new();
    for shown in world.fickle.attempts.lock().unwrap().iter().filter(|shown| shown.channel == "sms") {
        let again = last.get(&shown.key).is_some_and(|before| shown.at < before.plus(MINUTE));
        if !again {
            last.insert(shown.key.clone(), shown.at);
            counted.push(shown.at);
        }
    }
    for from in &counted {
        let within = counted.iter().filter(|at| *from <= **at && **at < from.plus(MINUTE)).count();
        assert!(within <= usize::try_from(A_MINUTE).unwrap(), "{within} in the minute from {from}");
    }
}

/// What was seen of many seeds, so that a play in which nothing happens is no proof.
#[derive(Debug, Default)]
struct Seen {
    letters: usize,
    failed: usize,
    twice: usize,
    held_against: usize,
    amended: usize,
    back: usize,
    again: usize,
    after_all: usize,
}

fn say(text: &str) {
    std::io::stderr().write_all(format!("{text}\n").as_bytes()).unwrap();
}

fn checked(seed: u64, seen: &mut Seen) {
    let world = played(seed);
    each_step_ends_once(&world);
    seen.held_against += nothing_goes_early(&world);
    one_routine_message_a_person_and_day(&world);
    the_budget_is_kept(&world);
    let told = what_comes_back_goes_otherwise_or_is_left_to_people(&world);
    seen.back += told.back.len();
    seen.again += told.again.len();
    seen.after_all += told.after_all();
    let shown = world.fickle.attempts.lock().unwrap();
    let has: Vec<_> = shown.iter().filter(|shown| shown.has).map(|shown| &shown.key).collect();
    seen.letters += has.len();
    seen.twice += has.len() - has.iter().collect::<BTreeSet<_>>().len();
    seen.failed += shown.len() - has.len();
    let amended = |(_, event): &&(Instant, Event)| matches!(event, Event::CampaignAmended(_));
    seen.amended += world.shared.office().happened.iter().filter(amended).count();
    world.shared.closes();
}

#[test]
fn whatever_happens_letters_are_never_early_never_silent_and_one_a_day() {
    let said = |name: &str| std::env::var(name).ok().and_then(|said| said.parse::<u64>().ok());
    let seeds = said("MUSTER_SEED").map_or(1..=said("MUSTER_SEEDS").unwrap_or(SEEDS), |seed| seed..=seed);
    let mut seen = Seen::default();
    let count = seeds.end() - seeds.start() + 1;
    for seed in seeds {
        if let Err(failure) = catch_unwind(AssertUnwindSafe(|| checked(seed, &mut seen))) {
            say(&format!("it fails again with MUSTER_SEED={seed}"));
            resume_unwind(failure);
        }
    }
    say(&format!("{count} seeds: {seen:?}"));
    if count >= SEEDS {
        let wanted = usize::try_from(count).unwrap();
        assert!(seen.letters > 10 * wanted && seen.failed > wanted && seen.twice > wanted / 4, "{seen:?}");
        assert!(seen.held_against > 5 * wanted && seen.amended > wanted, "{seen:?}");
        assert!(seen.back > wanted / 2 && seen.again.min(seen.after_all) > wanted / 20, "{seen:?}");
    }
}
