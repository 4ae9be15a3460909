//! Cards are lifted: who got one hears, with the next message of the day, that nothing is late any more.

use std::collections::BTreeMap;

use muster_protocol::definition::Definition;
use muster_protocol::event::{CardLifted, Event};
use muster_protocol::ids::{OccasionIx, UnitIx};
use muster_protocol::item::{CHUNK, PlannedStep, STEPS_MAX, StepKind};
use muster_protocol::time::Instant;

use super::super::plan::OccasionPlanner;
use super::super::state::{Occasion, State};

/// The events that lift the cards of an occasion which stand no longer, many units in one.
pub(super) fn lifts(def: &Definition, state: &State, ix: OccasionIx, due: Instant) -> Vec<Event> {
    let Some(occasion) = state.occasion(ix) else { return Vec::new() };
    let Some((_, lifting)) = &occasion.lifting else { return Vec::new() };
    let planner = OccasionPlanner::new(def);
    let mut groups: BTreeMap<(u8, Vec<PlannedStep>), Vec<UnitIx>> = BTreeMap::new();
    for unit in lifting {
        let due_version = occasion.item(*unit).due_version();
        let steps = lift_steps(&planner, occasion, *unit, due);
        groups.entry((due_version, steps)).or_default().push(*unit);
    }
    let mut events = Vec::new();
    for ((due_version, steps), units) in groups {
        for units in units.chunks(CHUNK) {
            let (units, steps) = (units.to_vec(), steps.clone());
            events.push(CardLifted { occasion: ix, units, due_version, steps, due }.into());
        }
    }
    events
}

/// One step for each role that got a card, of the weightiest colour that it got. They are numbered from the top downwards,
/// like steps that are tried again, so that they never meet those that the item may still get when it becomes late. Nobody
/// hears of it where the calendar does not know the next working day.
pub(in super::super) fn lift_steps(
    planner: &OccasionPlanner<'_>,
    occasion: &Occasion,
    unit: UnitIx,
    due: Instant,
) -> Vec<PlannedStep> {
    let plan = occasion.plan();
    let Some(at) = planner.next_message((plan.kind, plan.group), due) else { return Vec::new() };
    let item = occasion.item(unit);
    let had = occasion.added(unit, item.due_version()).count();
    let planned = occasion.steps(unit, item).count();
    let ahead = if item.late() { 0 } else { planner.after_due(plan, occasion.due_day(unit), 0).len() };
    let free = STEPS_MAX.saturating_sub(planned + ahead);
    let numbers = (0..STEPS_MAX.saturating_sub(had)).rev().take(free);
    let told = occasion.cards.get(&unit).into_iter().flatten();
    let numbered = numbers.zip(told).map(|(no, (role, colour))| PlannedStep {
        no: u8::try_from(no).unwrap_or_default(),
        at,
        kind: StepKind::Lifted(*colour),
        to: *role,
    });
    numbered.collect()
}
