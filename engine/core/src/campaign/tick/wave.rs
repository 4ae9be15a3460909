//! Steps falling due at one instant, put together into one message a person.

use std::collections::BTreeMap;

use muster_rules::audience::contact_of;
use muster_rules::calendar;
use muster_words::definition::{CardColour, Definition};
use muster_words::event::{Event, MessageDue, StepDeferred, StepFailed, StepHeld, StepSkipped};
use muster_words::ids::{ContactIx, OccasionIx, UnitIx};
use muster_words::item::{
    CHUNK, Message, MessageKey, MessageKind, PlannedStep, StepKind, StepReason, StepRef,
};
use muster_words::time::{Date, Instant};

use super::super::due::WaveEntry;
use super::super::hold;
use super::super::plan::{Reckoner, catch_up};
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
}

/// The events of the wave at `due`. A step older than its catch-up at `at` is skipped; a person who had today's message
/// already gets the rest on the next working day; a person whose earlier message still has no outcome gets its steps
/// in this one, so that after an outage there is one message and not three. A red card waits only where one was given out
/// today: its message would have the same key.
pub(super) fn falls_due(def: &Definition, state: &State, due: Instant, at: Instant) -> Vec<Event> {
    let reckoner = Reckoner::new(def);
    let date = reckoner.zone.date_of(due);
    let sorted = sort(&reckoner, state, due, at);
    let mut events = Vec::new();
    for steps in sorted.held.chunks(CHUNK) {
        events.push(StepHeld { steps: steps.to_vec(), due }.into());
    }
    for steps in sorted.missed.chunks(CHUNK) {
        events.push(StepSkipped { reason: StepReason::Missed, steps: steps.to_vec() }.into());
    }
    for steps in sorted.unaddressed.chunks(CHUNK) {
        events.push(StepFailed { reason: StepReason::NoContact, steps: steps.to_vec() }.into());
    }
    let mut messages = Vec::new();
    for ((contact, kind), mut steps) in sorted.messages {
        let had = match kind {
            MessageKind::Routine => state.routine.get(&contact).is_some_and(|last| *last >= date),
            MessageKind::Red => {
                let place = (contact, kind, date);
                state.had_message(place) || state.outstanding.contains_key(&place)
            }
        };
        if had {
            let to = next_window(&reckoner, date, due);
            steps.sort_unstable();
            events.push(StepDeferred { contact, steps, to }.into());
            continue;
        }
        steps.extend(unsettled(state, contact, kind));
        steps.sort_unstable();
        steps.dedup();
        messages.push(Message { key: MessageKey { date, kind, contact }, steps });
    }
    let chunks = messages.chunks(CHUNK);
    events.extend(chunks.map(|chunk| Event::from(MessageDue { due, messages: chunk.to_vec() })));
    events
}

fn sort(reckoner: &Reckoner<'_>, state: &State, due: Instant, at: Instant) -> Sorted {
    let def = reckoner.def;
    let mut sorted = Sorted::default();
    for entry in state.plan.wave(due) {
        let ix = match entry {
            WaveEntry::Deferred(_, step) => step.occasion,
            WaveEntry::Own(ix, ..) | WaveEntry::Shared(ix, _) | WaveEntry::Late(ix, _) => ix,
        };
        sorted.holds = state.occasion(ix).is_some_and(|occasion| hold::held(reckoner, state, occasion));
        match entry {
            WaveEntry::Deferred(_, step) => {
                let here = state.deferred.get(&step) == Some(&due);
                let occasion = state.occasion(step.occasion).filter(|_| here);
                if let Some((occasion, planned)) =
                    occasion.and_then(|occasion| Some((occasion, occasion.step(step)?)))
                {
                    // Who holds the post now, not who held it when the step was moved.
                    let contact = contact_of(def, step.unit, planned.to);
                    put(&mut sorted, occasion, step, contact, kind_of(planned.kind), late_by(due, at));
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
    sorted
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
    put(sorted, occasion, step, contact_of(def, unit, planned.to), kind_of(planned.kind), late_by(due, at));
}

fn kind_of(kind: StepKind) -> MessageKind {
    match kind {
        StepKind::Card(CardColour::Red, _) => MessageKind::Red,
        StepKind::Card(CardColour::Yellow, _)
        | StepKind::Notice
        | StepKind::Before(_)
        | StepKind::OnDay
        | StepKind::Overdue(_)
        | StepKind::VisitAhead(_)
        | StepKind::VisitUnrecorded(_) => MessageKind::Routine,
    }
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
    step: StepRef,
    contact: Option<ContactIx>,
    kind: MessageKind,
    late_by: i64,
) {
    if sorted.holds {
        sorted.held.push(step);
    } else if late_by > catch_up(&occasion.plan) {
        sorted.missed.push(step);
    } else if let Some(contact) = contact {
        sorted.messages.entry((contact, kind)).or_default().push(step);
    } else {
        sorted.unaddressed.push(step);
    }
}

/// Steps of a person's earlier messages of the kind that have no outcome yet.
fn unsettled(state: &State, contact: ContactIx, kind: MessageKind) -> impl Iterator<Item = StepRef> + '_ {
    let (first, last) = (Date(i32::MIN), Date(i32::MAX));
    let range = state.outstanding.range((contact, kind, first)..=(contact, kind, last));
    range.flat_map(move |(place, outstanding)| {
        let place = *place;
        outstanding.steps.iter().copied().filter(move |step| state.issued_in.get(step) == Some(&place))
    })
}

/// The same time of day on the next working day.
fn next_window(reckoner: &Reckoner<'_>, date: Date, due: Instant) -> Instant {
    let next = calendar::workday_after(&reckoner.def.calendar, date, 1).unwrap_or(date.plus(1));
    reckoner.zone.at(next, reckoner.zone.time_of(due))
}
