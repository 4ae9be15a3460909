//! Units joining and leaving: who gets an item, whose open items pass on (S-rows: 109 joins 6/1, 010 merges 8/31).

use muster_protocol::definition::Definition;
use muster_protocol::event::{
    CaseDispatched, Event, ItemOpened, ItemPassedOn, ItemWaived, UnitJoined, UnitLeft,
};
use muster_protocol::ids::{OccasionIx, UnitIx};
use muster_protocol::item::{StepReason, WaiveReason};
use muster_protocol::time::Instant;
use muster_rules::{audience, task};

use super::super::plan::audience_of;
use super::super::stage;
use super::super::state::{ItemState, Occasion, State};
use super::withdraw;

/// A unit that joins gets its item of every occasion of its audiences that is open and not past due.
pub(super) fn joins(def: &Definition, state: &State, unit: UnitIx, due: Instant) -> Vec<Event> {
    let mut events = vec![UnitJoined { unit, due }.into()];
    for (ix, occasion) in opened(state) {
        if gets_on_joining(def, occasion, unit, due) {
            events.push(ItemOpened { occasion: ix, units: vec![unit], due, own: None }.into());
        }
    }
    events
}

/// Whether a unit that joins at an instant gets an item of an occasion that is open by then.
pub(in super::super) fn gets_on_joining(
    def: &Definition,
    occasion: &Occasion,
    unit: UnitIx,
    due: Instant,
) -> bool {
    let theirs = audience_of(def, occasion.plan.kind).is_some_and(|who| audience::selects(def, who, unit))
        && audience::follows(def, occasion.plan.kind, occasion.plan.group, unit)
        && !audience::waits(def, occasion.plan.kind)
        && task::is_for(&occasion.plan, unit);
    let ahead = occasion.plan.due > due && !occasion.plan.backfill;
    theirs && ahead && occasion.obliges() && occasion.item(unit).state() == ItemState::None
}

/// A unit that leaves hands what was still ahead of it to its successor, or that is waived; its steps are taken back.
/// What had fallen due before stays its own: an occasion counts the members of its due day
/// (ARCHITECTURE.md, “What always holds”).
pub(super) fn leaves(def: &Definition, state: &State, unit: UnitIx, due: Instant) -> Vec<Event> {
    let merged_into = def.units.get(unit.at()).and_then(|unit| unit.merged_into);
    let mut events = vec![UnitLeft { unit, merged_into, due }.into()];
    for (ix, occasion) in opened(state) {
        let item = occasion.item(unit);
        if item.state() == ItemState::None || stage::is_campaigns(def, occasion.kind()) {
            continue;
        }
        events.extend(withdraw(occasion, ix, unit, item, StepReason::Left));
        if occasion.obliges() && item.unfinished() && occasion.due(unit) > due {
            events.push(match merged_into {
                Some(to) => ItemPassedOn { occasion: ix, unit, to, due }.into(),
                None => ItemWaived { occasion: ix, units: vec![unit], reason: WaiveReason::Left }.into(),
            });
        }
    }
    // Anyone who takes the unit over takes over what people brought to it.
    let cases = merged_into.into_iter().flat_map(|to| state.cases.of_unit(unit).map(move |case| (case, to)));
    events.extend(cases.map(|(case, unit)| Event::from(CaseDispatched { case, unit })));
    events
}

/// Occasions that are open and in use: of one that was taken out of use nothing passes on.
fn opened(state: &State) -> impl Iterator<Item = (OccasionIx, &Occasion)> {
    let in_use = |occasion: &Occasion| occasion.is_open() && !occasion.retired;
    (0u32..).map(OccasionIx).zip(&state.occasions).filter(move |(_, occasion)| in_use(occasion))
}
