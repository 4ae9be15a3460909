//! Steps falling due at one instant, put together into one message a person.

use std::collections::BTreeMap;

use muster_protocol::definition::Definition;
use muster_protocol::event::{Event, MessageDue, StepDeferred, StepFailed, StepHeld, StepSkipped};
use muster_protocol::ids::{ContactIx, OccasionIx, UnitIx};
use muster_protocol::item::{
    CHUNK, DeferReason, Message, MessageKey, MessageKind, PlannedStep, StepKind, StepReason, StepRef,
};
use muster_protocol::time::{Date, Instant};

use super::super::due::WaveEntry;
use super::super::message::kept_back::held;
use super::super::message::opted_out::left_out;
use super::super::message::recipient::addressee;
use super::super::message::writing::{
    NEWS, had_today, kind_of, last_day, next_window, own_hour, sense_until,
};
use super::super::plan::{OccasionPlanner, catch_up};
use super::super::rating;
use super::super::stage;
use super::super::state::{Item, Occasion, State};

/// What becomes of the steps of one wave.
#[derive(Default)]
struct Sorted {
    /// Whether the entry that is being sorted is held.
    holds: bool,
    messages: BTreeMap<(ContactIx, MessageKind), Vec<StepRef>>,
    held: Vec<StepRef>,
    missed: Vec<StepRef>,
    unaddressed: Vec<StepRef>,
    /// Of which nothing is to be done any more, by why: a stage that is done, a sample that was drawn, answers that are enough.
    done: BTreeMap<StepReason, Vec<StepRef>>,
    /// Blue cards of what was signed for.
    signed: Vec<StepRef>,
    /// Their people do without them.
    opted_out: Vec<StepRef>,
}

/// The events of the wave at `due`. A step older than its catch-up at `at` is skipped; a person whose earlier message
/// still has no outcome gets its steps in this one, so that after an outage there is one message and not three.
///
/// A person gets one message of a kind a day, at the earliest hour at which something is to be said: what would fall due
/// later on the day joins it. So no reminding waits for another one, whatever their hours. What comes up behind it waits for
/// the next working day; what has no sense any more then goes the same day in one message more. News do neither: they are
/// messages of their own. Who wants the day's message at a later hour gets it then.
pub(super) fn falls_due(def: &Definition, state: &State, due: Instant, at: Instant) -> Vec<Event> {
    let planner = OccasionPlanner::new(def);
    let date = planner.zone.date_of(due);
    let sorted = sort(&planner, state, due, at);
    let mut events = Vec::new();
    for steps in sorted.held.chunks(CHUNK) {
        events.push(StepHeld { steps: steps.to_vec(), due }.into());
    }
    events.extend(skipped(&sorted.missed, StepReason::Missed));
    events.extend(sorted.done.iter().flat_map(|(reason, steps)| skipped(steps, *reason)));
    events.extend(skipped(&sorted.signed, StepReason::Signed));
    events.extend(skipped(&sorted.opted_out, StepReason::OptedOut));
    for steps in sorted.unaddressed.chunks(CHUNK) {
        events.push(StepFailed::no_contact(steps.to_vec()).into());
    }
    let mut messages = Vec::new();
    let (mut crossed, mut at_once) = (Vec::new(), BTreeMap::new());
    let had =
        |(contact, kind): &(ContactIx, MessageKind)| had_today(&planner.zone, state, (*contact, *kind, date));
    let (after, first): (BTreeMap<_, _>, BTreeMap<_, _>) =
        sorted.messages.into_iter().partition(|(place, _)| had(place));
    let mut first = at_own_hours(&planner, state, due, first, &mut events);
    for ((contact, _), steps) in after {
        let (mut deferred, without) = after_todays(&planner, state, date, due, steps);
        match (without.is_empty(), had_today(&planner.zone, state, (contact, MessageKind::AtOnce, date))) {
            (true, _) => {}
            (false, true) => {
                crossed.extend(later_than_never(&planner, state, (date, due), without, &mut deferred))
            }
            (false, false) => drop(at_once.insert((contact, MessageKind::AtOnce), without)),
        }
        let why = DeferReason::HadOne;
        events
            .extend(deferred.into_iter().map(|(to, steps)| StepDeferred { contact, steps, to, why }.into()));
    }
    join_the_day(&planner, state, (due, at), &mut first);
    join_at_once(&planner, state, (due, at), &mut at_once);
    first.append(&mut at_once);
    for ((contact, kind), mut steps) in first {
        let kind = if kind == NEWS { state.next_news(contact, date) } else { kind };
        steps.extend(unsettled(state, contact, kind));
        steps.sort_unstable();
        steps.dedup();
        messages.push(Message { key: MessageKey { date, kind, contact }, steps });
    }
    crossed.sort_unstable();
    events.extend(skipped(&crossed, StepReason::Crossed));
    let chunks = messages.chunks(CHUNK);
    events.extend(chunks.map(|chunk| Event::from(MessageDue { due, messages: chunk.to_vec() })));
    events
}

fn skipped(steps: &[StepRef], reason: StepReason) -> impl Iterator<Item = Event> {
    steps.chunks(CHUNK).map(move |steps| StepSkipped { reason, steps: steps.to_vec() }.into())
}

/// Lets those wait whose person wants the day's message at a later hour; the messages of the others.
fn at_own_hours(
    planner: &OccasionPlanner<'_>,
    state: &State,
    due: Instant,
    messages: BTreeMap<(ContactIx, MessageKind), Vec<StepRef>>,
    events: &mut Vec<Event>,
) -> BTreeMap<(ContactIx, MessageKind), Vec<StepRef>> {
    let mut now = BTreeMap::new();
    for (place, mut steps) in messages {
        let Some(to) = own_hour(&planner.zone, state, place, due) else {
            now.insert(place, steps);
            continue;
        };
        steps.sort_unstable();
        events.push(StepDeferred { contact: place.0, steps, to, why: DeferReason::OwnHour }.into());
    }
    now
}

/// Takes what falls due later on the day into the messages of those who get one now.
fn join_the_day(
    planner: &OccasionPlanner<'_>,
    state: &State,
    (due, at): (Instant, Instant),
    messages: &mut BTreeMap<(ContactIx, MessageKind), Vec<StepRef>>,
) {
    if messages.is_empty() {
        return;
    }
    let ends = planner.late_from(planner.zone.date_of(due));
    for later in state.plan.waves_between(due, ends) {
        for (place, steps) in sort(planner, state, later, at).messages {
            if let Some(message) = messages.get_mut(&place).filter(|_| place.1 != NEWS) {
                message.extend(steps);
            }
        }
    }
}

/// Takes what falls due later on the day, and would not wait either, into the messages that do not wait.
fn join_at_once(
    planner: &OccasionPlanner<'_>,
    state: &State,
    (due, at): (Instant, Instant),
    messages: &mut BTreeMap<(ContactIx, MessageKind), Vec<StepRef>>,
) {
    if messages.is_empty() {
        return;
    }
    let date = planner.zone.date_of(due);
    for later in state.plan.waves_between(due, planner.late_from(date)) {
        for ((contact, kind), steps) in sort(planner, state, later, at).messages {
            let message = messages.get_mut(&(contact, MessageKind::AtOnce));
            if let Some(message) = message.filter(|_| kind == MessageKind::Routine) {
                message.extend(after_todays(planner, state, date, later, steps).1);
            }
        }
    }
}

/// What came up when the day's message had gone out: it waits for the next working day of its unit, unless it would be
/// pointless then. The steps by their new instants, and those that do not wait.
fn after_todays(
    planner: &OccasionPlanner<'_>,
    state: &State,
    date: Date,
    due: Instant,
    mut steps: Vec<StepRef>,
) -> (BTreeMap<Instant, Vec<StepRef>>, Vec<StepRef>) {
    steps.sort_unstable();
    let mut deferred: BTreeMap<Instant, Vec<StepRef>> = BTreeMap::new();
    let mut without = Vec::new();
    for step in steps {
        let occasion = state.occasion(step.occasion);
        let planned = occasion.and_then(|occasion| Some((occasion, occasion.step(step)?)));
        let to = planned.and_then(|(occasion, planned)| {
            let last = match state.came_back.not_by(step) {
                // Its person has heard nothing of it yet: what has no sense any more tomorrow does not wait for tomorrow.
                Some(_) => sense_until(occasion, step.unit, planned.kind).filter(|last| *last >= date),
                None => last_day(occasion, step, planned.kind),
            };
            next_window(planner, occasion.plan.group, (date, due), last)
        });
        match to {
            Some(to) => deferred.entry(to).or_default().push(step),
            None => without.push(step),
        }
    }
    (deferred, without)
}

/// Lets wait what goes in the place of what came back and finds no message on its last day any more: its person has heard nothing
/// of it, and nobody looks at it as at a dead letter. What is left of the steps waits for nothing.
fn later_than_never(
    planner: &OccasionPlanner<'_>,
    state: &State,
    (date, due): (Date, Instant),
    mut steps: Vec<StepRef>,
    deferred: &mut BTreeMap<Instant, Vec<StepRef>>,
) -> Vec<StepRef> {
    steps.retain(|step| {
        let back = state.came_back.not_by(*step).and_then(|_| state.occasion(step.occasion));
        let to = back.and_then(|occasion| next_window(planner, occasion.plan.group, (date, due), None));
        if let Some(to) = to {
            deferred.entry(to).or_default().push(*step);
        }
        to.is_none()
    });
    steps
}

fn sort(planner: &OccasionPlanner<'_>, state: &State, due: Instant, at: Instant) -> Sorted {
    let def = planner.def;
    let mut sorted = Sorted::default();
    for entry in state.plan.wave(due) {
        let ix = match entry {
            WaveEntry::Deferred(_, step) => step.occasion,
            WaveEntry::Own(ix, ..) | WaveEntry::Shared(ix, _) | WaveEntry::Late(ix, _) => ix,
        };
        sorted.holds = state.occasion(ix).is_some_and(|occasion| held(planner, state, occasion));
        match entry {
            WaveEntry::Deferred(_, step) => {
                let here = state.deferred.get(&step) == Some(&due);
                let occasion = state.occasion(step.occasion).filter(|_| here);
                if let Some((occasion, planned)) =
                    occasion.and_then(|occasion| Some((occasion, occasion.step(step)?)))
                {
                    // Who holds the post now, not who held it when the step was moved.
                    let contact = addressee(def, occasion, step.unit, &planned);
                    put(&mut sorted, occasion, (step, planned.kind), contact, late_by(due, at));
                }
            }
            WaveEntry::Own(ix, unit, no) => {
                if let Some(occasion) = state.occasion(ix) {
                    one(def, state, &mut sorted, occasion, (ix, unit, no), (due, at));
                }
            }
            WaveEntry::Shared(ix, no) | WaveEntry::Late(ix, no) => {
                if let Some(occasion) = state.occasion(ix) {
                    for (unit, item) in occasion.units() {
                        if occasion.shares(unit, item) {
                            one(def, state, &mut sorted, occasion, (ix, unit, no), (due, at));
                        }
                    }
                }
            }
        }
    }
    without_done(def, state, &mut sorted);
    without_opted_out(def, state, &mut sorted);
    sorted
}

/// Takes out what people have opted out of.
fn without_opted_out(def: &Definition, state: &State, sorted: &mut Sorted) {
    for ((contact, _), steps) in &mut sorted.messages {
        sorted.opted_out.extend(steps.extract_if(.., |step| left_out(def, state, *contact, *step)));
    }
    sorted.messages.retain(|_, steps| !steps.is_empty());
    sorted.opted_out.sort_unstable();
}

/// Takes out what reminds of a stage that was done meanwhile. It is looked at on the day and not taken back before, since
/// somebody who is put forward late is waited for again. So is whether too few have answered, which is known at the end.
fn without_done(def: &Definition, state: &State, sorted: &mut Sorted) {
    let why = |step: &StepRef| {
        let occasion = state.occasion(step.occasion)?;
        let is_done = stage::done(def, state, occasion, step.unit);
        let settled = || rating::settled(def, state, occasion, occasion.step(*step)?.kind);
        is_done.then_some(StepReason::StageDone).or_else(settled)
    };
    for steps in sorted.messages.values_mut() {
        steps.retain(|step| {
            let reason = why(step);
            if let Some(reason) = reason {
                sorted.done.entry(reason).or_default().push(*step);
            }
            reason.is_none()
        });
    }
    sorted.messages.retain(|_, steps| !steps.is_empty());
    sorted.done.values_mut().for_each(|steps| steps.sort_unstable());
}

fn late_by(due: Instant, at: Instant) -> i64 {
    at.0 - due.0
}

fn one(
    def: &Definition,
    state: &State,
    sorted: &mut Sorted,
    occasion: &Occasion,
    (ix, unit, no): (OccasionIx, UnitIx, u8),
    (due, at): (Instant, Instant),
) {
    let item = occasion.item(unit);
    let step = StepRef { occasion: ix, unit, due_version: item.due_version, no };
    let Some(planned) = live(occasion, unit, item, no) else { return };
    if planned.at != due || state.deferred.contains_key(&step) || state.waiting.contains_key(&step) {
        return;
    }
    let contact = addressee(def, occasion, unit, &planned);
    put(sorted, occasion, (step, planned.kind), contact, late_by(due, at));
}

/// The step of an item if it neither ended nor is in a message.
fn live(occasion: &Occasion, unit: UnitIx, item: Item, no: u8) -> Option<PlannedStep> {
    if (item.ended | item.issued) & (1 << no) != 0 {
        return None;
    }
    occasion.steps(unit, item).find(|step| step.no == no)
}

fn put(
    sorted: &mut Sorted,
    occasion: &Occasion,
    (step, kind): (StepRef, StepKind),
    contact: Option<ContactIx>,
    late_by: i64,
) {
    if sorted.holds {
        sorted.held.push(step);
    } else if late_by > catch_up(&occasion.plan, kind) {
        sorted.missed.push(step);
    } else if occasion.signed_for(step.unit, kind) {
        sorted.signed.push(step);
    } else if let Some(contact) = contact {
        sorted.messages.entry((contact, kind_of(kind))).or_default().push(step);
    } else {
        sorted.unaddressed.push(step);
    }
}

/// Steps of a person's earlier messages of the kind that have no outcome yet; news stay in their own.
fn unsettled(state: &State, contact: ContactIx, kind: MessageKind) -> impl Iterator<Item = StepRef> + '_ {
    let (first, last) = (Date(i32::MIN), Date(i32::MAX));
    let range = state.outstanding.range((contact, kind, first)..=(contact, kind, last));
    range.flat_map(move |(place, outstanding)| {
        let place = *place;
        outstanding.steps.iter().copied().filter(move |step| state.issued_in.get(step) == Some(&place))
    })
}
