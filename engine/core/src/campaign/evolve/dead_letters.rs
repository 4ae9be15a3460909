//! Dead letters: left by what failed, settled by a retry or a drop.

use muster_protocol::dead_letter::{DeadDelivery, DeadLetter};
use muster_protocol::event::{
    DeadLetterDropped, DeliveryFailed, DeliveryRetried, MessageDelivered, MessageUndelivered, StepFailed,
    StepRetried,
};
use muster_protocol::item::{MessageKind, StepRef};

use super::super::due::WaveEntry;
use super::super::listener::{Listener, StepEnd};
use super::super::state::State;
use super::super::state::handed_over::Arrival;
use super::super::state::{Envelope, envelope};
use super::{occasion_mut, step_planned, steps};

/// Steps failed. A person whose message of the day failed as a whole has not had one: a retry may still go out today.
pub(super) fn steps_failed(state: &mut State, body: &StepFailed, listener: &mut impl Listener) {
    let places: Vec<Envelope> =
        body.steps.iter().filter_map(|step| state.issued_in.get(step).copied()).collect();
    let (reason, said, channel, attempt) = (body.reason, body.said, body.channel.as_deref(), body.attempt);
    for step in &body.steps {
        if steps::end(state, *step, StepEnd::Failed { reason, said, channel, attempt }, listener) {
            state.dead.insert(DeadLetter::Step(*step));
        }
    }
    for place @ (contact, kind, date) in places {
        let went = state.outstanding.contains_key(&place) || state.had_message(place);
        if kind == MessageKind::Routine && !went && state.routine.get(&contact) == Some(&date) {
            state.routine.remove(&contact);
        }
    }
}

/// A message that had been handed over did not arrive. Its steps have ended and stay handed over; nobody got them, so that
/// somebody has to look at them.
pub(super) fn undelivered(state: &mut State, body: &MessageUndelivered, listener: &mut impl Listener) {
    state.handed_over.arrived(envelope(&body.message), Arrival::Undelivered);
    for step in &body.steps {
        let letter = DeadLetter::Step(*step);
        state.came_back.note(*step, &body.channel);
        if state.came_back.has_arrived(*step) {
            // The one in whose place it went has arrived meanwhile: its person has it.
            continue;
        }
        if !state.settled.contains(&letter) && state.dead.insert(letter) {
            listener.undelivered(*step, body.said);
            let Some(occasion) = occasion_mut(state, step.occasion) else { continue };
            let item = occasion.item_mut(step.unit);
            if item.due_version == step.due_version {
                // What reached nobody has asked nobody.
                item.ever_issued &= !(1 << step.no);
            }
        }
    }
}

/// A message arrived. Where it was said before that it had not, nobody has to look any more at it, nor at what went in its place
/// and reached nobody either: its person has it.
pub(super) fn delivered(state: &mut State, body: &MessageDelivered, listener: &mut impl Listener) {
    let place = envelope(&body.message);
    let before = state.handed_over.of(place).filter(|handed| handed.arrival == Some(Arrival::Undelivered));
    let steps = before.map(|handed| handed.steps.clone()).unwrap_or_default();
    state.handed_over.arrived(place, Arrival::Delivered);
    let after: Vec<StepRef> = state.came_back.in_place_of(&steps).collect();
    for letter in steps.iter().chain(&after).map(|step| DeadLetter::Step(*step)) {
        if state.dead.contains(&letter) {
            settle(state, letter, listener);
        }
    }
    for step in steps {
        state.came_back.arrives(step);
        let Some(occasion) = occasion_mut(state, step.occasion) else { continue };
        let item = occasion.item_mut(step.unit);
        if item.due_version == step.due_version {
            item.ever_issued |= 1 << step.no;
        }
    }
}

pub(super) fn steps_retried(state: &mut State, body: &StepRetried, listener: &mut impl Listener) {
    for retried in &body.steps {
        let (old, new) = (retried.old, retried.new);
        state.came_back.replaced(old, StepRef { no: new.no, ..old });
        settle(state, DeadLetter::Step(old), listener);
        let Some(occasion) = occasion_mut(state, old.occasion) else { continue };
        occasion.added.entry((old.unit, old.due_version)).or_default().push(new);
        let entry = WaveEntry::Own(old.occasion, old.unit, new.no);
        step_planned(state, (StepRef { no: new.no, ..old }, &new), entry, Some(old.no), listener);
    }
}

pub(super) fn delivery_failed(state: &mut State, body: &DeliveryFailed) {
    let letter = letter(&body.consumer, body.version);
    state.settled.remove(&letter);
    state.dead.insert(letter);
}

pub(super) fn delivery_retried(state: &mut State, body: &DeliveryRetried, listener: &mut impl Listener) {
    settle(state, letter(&body.consumer, body.version), listener);
}

pub(super) fn dropped(state: &mut State, body: &DeadLetterDropped, listener: &mut impl Listener) {
    for letter in &body.letters {
        if let DeadLetter::Step(step) = letter {
            state.dropped.insert(*step);
        }
        settle(state, letter.clone(), listener);
    }
}

fn letter(consumer: &str, version: muster_protocol::ids::Version) -> DeadLetter {
    DeadLetter::Delivery(DeadDelivery { consumer: consumer.to_owned(), version })
}

fn settle(state: &mut State, letter: DeadLetter, listener: &mut impl Listener) {
    listener.settled(&letter);
    state.dead.remove(&letter);
    state.settled.insert(letter);
}
