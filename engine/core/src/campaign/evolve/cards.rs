//! Cards as they were told: they stand while something is late, a blue one while nobody signs, and are lifted when that is over.

use std::collections::BTreeSet;

use muster_protocol::event::CardLifted;
use muster_protocol::ids::{OccasionIx, UnitIx};
use muster_protocol::item::{MessageKey, StepKind, StepReason, StepRef};

use super::super::due::{Due, WaveEntry};
use super::super::listener::{Listener, StepEnd};
use super::super::state::State;
use super::super::state::envelope;
use super::{occasion_mut, step_planned};

/// A step ended. A card stands once it was told; where nobody was told that it is lifted, it stands as before.
pub(super) fn step_ended(state: &mut State, step: StepRef, end: StepEnd<'_>) {
    let told = state.came_back.has_arrived(step);
    let Some(occasion) = occasion_mut(state, step.occasion) else { return };
    // What is taken back because the item has another due version is found among those that were added.
    let Some(planned) = occasion.step(step).or_else(|| occasion.added_step(step)) else { return };
    let colour = match (planned.kind, end) {
        (StepKind::Card(colour, _), StepEnd::Sent(..)) => colour,
        // Where the word came back and has arrived after all, its person was told.
        (StepKind::Lifted(colour), StepEnd::Withdrawn(_) | StepEnd::Skipped(StepReason::NoLongerDue))
            if !told =>
        {
            colour
        }
        _ => return,
    };
    let stands = occasion.cards.entry(step.unit).or_default().entry(planned.to).or_insert(colour);
    *stands = (*stands).max(colour);
    review(state, step.occasion, step.unit);
}

/// A letter went out: where blue cards may go, somebody is to sign for what it tells of.
pub(super) fn letter_sent(state: &mut State, key: &MessageKey, steps: &[StepRef]) {
    for step in steps {
        let (occasion, unit, due_version) = (step.occasion, step.unit, step.due_version);
        let Some(of) = occasion_mut(state, occasion).filter(|of| of.warns(unit)) else { continue };
        let letters = of.letters.entry(unit).or_insert((due_version, false));
        if letters.0 < due_version {
            *letters = (due_version, false);
        }
        state.unsigned.entry(envelope(key)).or_default().insert((occasion, unit, due_version));
    }
}

/// Somebody signed for a letter, and so for all that it tells of.
pub(super) fn letter_signed(state: &mut State, key: &MessageKey) {
    for (ix, unit, due_version) in state.unsigned.remove(&envelope(key)).unwrap_or_default() {
        let letters = occasion_mut(state, ix).and_then(|occasion| occasion.letters.get_mut(&unit));
        if let Some(letters) = letters.filter(|letters| letters.0 == due_version) {
            letters.1 = true;
        }
        review(state, ix, unit);
    }
}

/// Looks whether the cards of an item still stand, when something about it has changed: those that do not are lifted right
/// behind.
pub(super) fn review(state: &mut State, ix: OccasionIx, unit: UnitIx) {
    let (now, closed) = (state.at, state.closed);
    let Some(occasion) = state.occasions.get_mut(ix.at()) else { return };
    if occasion.lifts(unit) && !closed {
        let (at, units) = occasion.lifting.get_or_insert_with(|| (now, BTreeSet::new()));
        units.insert(unit);
        state.plan.insert(*at, Due::Lifts(ix));
    } else if let Some((at, units)) = &mut occasion.lifting {
        units.remove(&unit);
        if units.is_empty() {
            state.plan.remove(*at, Due::Lifts(ix));
            occasion.lifting = None;
        }
    }
}

/// Cards are lifted: they stand no longer, and who got one is told.
pub(super) fn lifted(state: &mut State, body: &CardLifted, listener: &mut impl Listener) {
    let (ix, due_version) = (body.occasion, body.due_version);
    for unit in &body.units {
        let Some(occasion) = occasion_mut(state, ix) else { return };
        occasion.cards.remove(unit);
        if !body.steps.is_empty() {
            occasion.added.entry((*unit, due_version)).or_default().extend(body.steps.iter().copied());
        }
        review(state, ix, *unit);
        for step in &body.steps {
            let name = StepRef { occasion: ix, unit: *unit, due_version, no: step.no };
            step_planned(state, (name, step), WaveEntry::Own(ix, *unit, step.no), None, listener);
        }
    }
}
