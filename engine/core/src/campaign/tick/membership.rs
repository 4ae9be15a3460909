//! Units joining and leaving: who gets an item, whose open items pass on (S-rows: 109 joins 6/1, 010 merges 8/31).

use muster_protocol::definition::Definition;
use muster_protocol::event::{
    CalledOff, CaseDispatched, Event, ItemOpened, ItemPassedOn, ItemWaived, UnitJoined, UnitLeft,
    VisitCalledOff,
};
use muster_protocol::ids::{CaseIx, OccasionIx, RoleIx, UnitIx};
use muster_protocol::item::{OccasionKind, StepReason, WaiveReason};
use muster_protocol::time::Instant;
use muster_rules::steps::{self, VisitDays, VisitRoles};
use muster_rules::{audience, task};

use super::super::message::announce;
use super::super::occasion::VisitStage;
use super::super::plan::{OccasionPlanner, audience_of};
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

/// A unit that leaves hands what was still ahead of it to its successor, which is told so, or that is waived; its steps are
/// taken back, and nobody visits it any more. What had fallen due before stays its own: an occasion counts the members of its
/// due day (ARCHITECTURE.md, “What always holds”).
pub(super) fn leaves(def: &Definition, state: &State, unit: UnitIx, due: Instant) -> Vec<Event> {
    let merged_into = def.units.get(unit.at()).and_then(|unit| unit.merged_into);
    let mut events = vec![UnitLeft { unit, merged_into, due }.into()];
    let planner = OccasionPlanner::new(def);
    let mut passed = Vec::new();
    for (ix, occasion) in opened(state) {
        let item = occasion.item(unit);
        if item.state() == ItemState::None || stage::is_campaigns(def, occasion.kind()) {
            continue;
        }
        events.extend(withdraw(occasion, ix, unit, item, StepReason::Left));
        events.extend(not_visited(&planner, (ix, occasion), unit, (due, CalledOff::Left)));
        if occasion.obliges() && item.unfinished() && occasion.due(unit) > due {
            passed.push(occasion);
            events.push(match merged_into {
                Some(to) => ItemPassedOn { occasion: ix, unit, to, due }.into(),
                None => ItemWaived { occasion: ix, units: vec![unit], reason: WaiveReason::Left }.into(),
            });
        }
    }
    if let Some(to) = merged_into {
        // Anyone who takes the unit over takes over what people brought to it.
        let cases: Vec<CaseIx> = state.cases.of_unit(unit).collect();
        events.extend(cases.iter().map(|case| Event::from(CaseDispatched { case: *case, unit: to })));
        events.extend(announce::of_merger(def, state, due, (unit, to), (&passed, &cases)));
    }
    events
}

/// A visit that is still to be made to a unit that leaves, or of a round that is taken out of use, is called off: who makes it
/// hears that, and who comes along, and the place if it is still there. One whose day is over may have been made.
pub(in super::super) fn not_visited(
    planner: &OccasionPlanner<'_>,
    (ix, occasion): (OccasionIx, &Occasion),
    unit: UnitIx,
    (due, why): (Instant, CalledOff),
) -> Option<Event> {
    let def = planner.def;
    let OccasionKind::Visit(programme) = occasion.kind() else { return None };
    let programme = def.visits.get(programme.at())?;
    let policy = def.policies.get(programme.policy.at())?;
    let item = occasion.item(unit);
    let life = occasion.life(unit).filter(|_| item.awaits())?;
    let stands = matches!(life.stage, VisitStage::Proposed | VisitStage::Confirmed);
    if !stands || life.visit.date < planner.zone.date_of(due) {
        return None;
    }
    let comes_along = |role: &RoleIx| {
        let who = audience::contact_of(def, unit, *role).filter(|_| *role != policy.to);
        who.is_some_and(|who| who != life.visit.visitor)
    };
    let along: Vec<RoleIx> = programme.companions.iter().copied().filter(comes_along).collect();
    let days = VisitDays {
        visitor: &def.calendar,
        place: audience::calendar_of(def, audience::group_of(def, unit)),
        zone: &planner.zone,
        last: planner.last_day(),
    };
    let place = (why != CalledOff::Left).then_some(policy.to);
    let roles = VisitRoles { visitor: programme.visitor, place, along: &along };
    // Where the calendar does not know the next working day it is called off all the same.
    let steps = steps::called_off(policy, days, (due, false), roles).unwrap_or_default();
    let due_version = item.due_version().max(occasion.due_version()).saturating_add(1);
    Some(VisitCalledOff { occasion: ix, place: unit, why, reason: None, due_version, steps }.into())
}

/// Occasions that are open and in use: of one that was taken out of use nothing passes on.
fn opened(state: &State) -> impl Iterator<Item = (OccasionIx, &Occasion)> {
    let in_use = |occasion: &Occasion| occasion.is_open() && !occasion.retired;
    (0u32..).map(OccasionIx).zip(&state.occasions).filter(move |(_, occasion)| in_use(occasion))
}
