//! Dead letters: a worker gives an event up, somebody has letters tried again or drops them. What is settled stays
//! settled: naming it again changes nothing.

use std::collections::BTreeMap;

use muster_protocol::command::{
    DeadLetterName, DropDeadLetters, FailDelivery, ItemName, Refusal, RefusalCode, RetryDeadLetters,
    StepName, WhichDead,
};
use muster_protocol::dead_letter::{DeadDelivery, DeadLetter};
use muster_protocol::definition::Definition;
use muster_protocol::event::{
    DeadLetterDropped, DeliveryFailed, DeliveryRetried, Event, RetriedStep, StepRetried,
};
use muster_protocol::ids::{OccasionIx, UnitIx, Version, is_slug};
use muster_protocol::item::{CHUNK, PlannedStep, STEPS_MAX, StepKind, StepRef};
use muster_protocol::text;
use muster_protocol::time::Instant;

use super::super::message::writing::sense_until;
use super::super::plan::OccasionPlanner;
use super::super::state::{Occasion, State};
use super::{Decided, find};

/// A worker gives an event up. One that is a dead letter already stays that one.
pub(super) fn fail(state: &State, body: &FailDelivery) -> Decided {
    let FailDelivery { consumer, version, cause } = body.clone();
    if !is_slug(&consumer) || version == Version(0) || version > state.version {
        let detail = format!("no event {version} was given to “{consumer}”");
        return Err(Refusal::plain(RefusalCode::UnknownName, detail));
    }
    let letter = DeadLetter::Delivery(DeadDelivery { consumer: consumer.clone(), version });
    if state.dead.contains(&letter) {
        return Ok(Vec::new());
    }
    Ok(vec![DeliveryFailed { consumer, version, cause }.into()])
}

/// Plans a new step for each that is still due and gives events to their workers again. Steps that nobody owes any more
/// are dropped instead, so that retrying everything leaves nothing behind.
pub(super) fn retry(def: &Definition, state: &State, at: Instant, body: &RetryDeadLetters) -> Decided {
    let letters = match &body.letters {
        WhichDead::All => state.dead.iter().cloned().collect(),
        WhichDead::These(names) => open(def, state, names)?,
    };
    let mut numbers = Numbers { planner: OccasionPlanner::new(def), taken: BTreeMap::new() };
    let (mut again, mut over, mut events) = (Vec::new(), Vec::new(), Vec::new());
    for letter in letters {
        match letter {
            DeadLetter::Step(old) => match due(state, old) {
                Some((occasion, planned)) => {
                    let no = numbers.next(occasion, old)?;
                    again.push(RetriedStep { old, new: PlannedStep { no, at, ..planned } });
                }
                None => over.push(DeadLetter::Step(old)),
            },
            DeadLetter::Delivery(DeadDelivery { consumer, version }) => {
                events.push(DeliveryRetried { consumer, version }.into());
            }
        }
    }
    events.extend(again.chunks(CHUNK).map(|steps| Event::from(StepRetried { steps: steps.to_vec() })));
    events.extend(dropped(&over, None));
    Ok(events)
}

/// New steps for those of a letter that came back which are still due, when their people next hear news. What has no number left
/// for another step, or whose day the calendar does not know, stays a dead letter, and somebody looks at it. So does what says of a
/// visit that it is to come, when its day is over by then.
pub(super) fn elsewhere(
    def: &Definition,
    state: &State,
    at: Instant,
    steps: impl Iterator<Item = StepRef>,
) -> Vec<Event> {
    let mut numbers = Numbers { planner: OccasionPlanner::new(def), taken: BTreeMap::new() };
    let mut again = Vec::new();
    for old in steps {
        let Some((occasion, planned)) = due(state, old) else { continue };
        let plan = occasion.plan();
        let Ok(Some((_, heard))) = numbers.planner.heard((plan.kind, plan.group), at) else { continue };
        let of_visit = matches!(planned.kind, StepKind::VisitAhead(_) | StepKind::VisitNews(_));
        let last = sense_until(occasion, old.unit, planned.kind).filter(|_| of_visit);
        if last.is_some_and(|last| last < numbers.planner.zone.date_of(heard)) {
            continue;
        }
        let Ok(no) = numbers.next(occasion, old) else { continue };
        again.push(RetriedStep { old, new: PlannedStep { no, at: heard, ..planned } });
    }
    again.chunks(CHUNK).map(|steps| StepRetried { steps: steps.to_vec() }.into()).collect()
}

/// Drops letters with a reason.
pub(super) fn drop(def: &Definition, state: &State, body: &DropDeadLetters) -> Decided {
    Ok(dropped(&open(def, state, &body.letters)?, Some(body.why)).collect())
}

fn dropped(
    letters: &[DeadLetter],
    why: Option<muster_protocol::ids::Digest>,
) -> impl Iterator<Item = Event> + '_ {
    letters.chunks(CHUNK).map(move |letters| DeadLetterDropped { letters: letters.to_vec(), why }.into())
}

/// The letters of these names that nobody has settled, each once.
fn open(def: &Definition, state: &State, names: &[DeadLetterName]) -> Result<Vec<DeadLetter>, Refusal> {
    if names.len() > CHUNK {
        let said = text!("names-dead-letters-at-once-at-most-chunk", #names = names.len(), chunk = CHUNK);
        return Err(Refusal::too_large(said));
    }
    let mut open = Vec::new();
    for name in names {
        let letter = match name {
            DeadLetterName::Step(step) => DeadLetter::Step(step_of(def, state, step)?),
            DeadLetterName::Delivery(delivery) => DeadLetter::Delivery(delivery.clone()),
        };
        if state.dead.contains(&letter) {
            if !open.contains(&letter) {
                open.push(letter);
            }
        } else if !state.settled.contains(&letter) {
            return Err(Refusal::wrong_state(text!("name-was-not-given-up", name)));
        }
    }
    Ok(open)
}

fn step_of(def: &Definition, state: &State, name: &StepName) -> Result<StepRef, Refusal> {
    let item = ItemName { occasion: name.occasion.to_string(), unit: name.unit.to_string() };
    let (occasion, _, unit) = find(def, state, &item)?;
    Ok(StepRef { occasion, unit, due_version: name.due_version, no: name.no })
}

/// The step and its occasion, if it would still be sent today.
fn due(state: &State, step: StepRef) -> Option<(&Occasion, PlannedStep)> {
    let occasion = state.occasion(step.occasion).filter(|_| !state.closed)?;
    let planned = occasion.step(step)?;
    occasion.still_due(step, planned.kind).then_some((occasion, planned))
}

/// Numbers of new steps: from the top downwards, so that they never meet those that an item may still get when it
/// becomes late.
struct Numbers<'d> {
    planner: OccasionPlanner<'d>,
    taken: BTreeMap<(OccasionIx, UnitIx), u8>,
}

impl Numbers<'_> {
    fn next(&mut self, occasion: &Occasion, step: StepRef) -> Result<u8, Refusal> {
        let item = occasion.item(step.unit);
        let had = occasion.added(step.unit, item.due_version).count();
        let planned = occasion.steps(step.unit, item).count() - had;
        let due_day = occasion.due_day(step.unit);
        let ahead = if item.late { 0 } else { self.planner.after_due(&occasion.plan, due_day, 0).len() };
        let taken = self.taken.entry((step.occasion, step.unit)).or_default();
        let used = had + usize::from(*taken);
        if used + planned + ahead >= STEPS_MAX {
            let said = text!("an-item-has-at-most-steps-max-steps", steps_max = STEPS_MAX);
            return Err(Refusal::too_large(said));
        }
        *taken += 1;
        Ok(u8::try_from(STEPS_MAX - 1 - used).unwrap_or_default())
    }
}
