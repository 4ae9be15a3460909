//! What an amendment changes: phases and memberships to come, occasions with their items. Dates were computed before.

use muster_protocol::definition::Definition;
use muster_protocol::event::{
    CampaignAmended, ItemMoved, MembershipDates, OccasionMoved, OwnDue, PhaseDates,
};
use muster_protocol::ids::{OccasionIx, PhaseIx, UnitIx};
use muster_protocol::item::{OccasionKind, PlannedStep, StepRef};
use muster_protocol::time::Instant;

use super::super::due::{Due, WaveEntry};
use super::super::listener::Listener;
use super::super::state::{Occasion, Own, PhaseState, Stage, State};
use super::{cards, occasion_mut, step_planned};

pub(super) fn amended(def: &Definition, state: &mut State, at: Instant, body: &CampaignAmended) {
    state.definition = Some(body.definition);
    state.contacts = body.contacts.or(state.contacts);
    state.members.resize(def.units.len().max(state.members.len()), false);
    for change in &body.changes {
        schedule(state, *change);
    }
    for dates in &body.phases {
        let retired = OccasionKind::Phase(dates.phase).retired_in(&def.retired);
        phase(state, *dates, retired);
    }
    close_after_the_last(state, at);
}

/// Plans when a unit joins and leaves, in the place of what was planned.
pub(super) fn schedule(state: &mut State, change: MembershipDates) {
    let unit = change.unit;
    if let Some(before) = state.changes.insert(unit, change) {
        before.joins.into_iter().for_each(|at| state.plan.remove(at, Due::Joins(unit)));
        before.leaves.into_iter().for_each(|at| state.plan.remove(at, Due::Leaves(unit)));
    }
    change.joins.into_iter().for_each(|at| state.plan.insert(at, Due::Joins(unit)));
    change.leaves.into_iter().for_each(|at| state.plan.insert(at, Due::Leaves(unit)));
}

/// The place of a phase; one that was not there is out of use.
pub(super) fn place_of(state: &mut State, ix: PhaseIx) -> &mut PhaseState {
    if ix.at() >= state.phases.len() {
        let none = PhaseState { enters: Instant(0), ends: Instant(0), stage: Stage::Retired };
        state.phases.resize(ix.at() + 1, none);
    }
    &mut state.phases[ix.at()]
}

fn phase(state: &mut State, PhaseDates { phase: ix, enters, ends }: PhaseDates, retired: bool) {
    let before = *place_of(state, ix);
    match before.stage {
        Stage::Ended => return,
        Stage::Ahead => state.plan.remove(before.enters, Due::PhaseEnters(ix)),
        Stage::Entered => state.plan.remove(before.ends, Due::PhaseEnds(ix)),
        Stage::Retired => {}
    }
    let stage = match before.stage {
        _ if retired => Stage::Retired,
        Stage::Entered => {
            state.plan.insert(ends, Due::PhaseEnds(ix));
            Stage::Entered
        }
        Stage::Ahead | Stage::Retired | Stage::Ended => {
            state.plan.insert(enters, Due::PhaseEnters(ix));
            Stage::Ahead
        }
    };
    *place_of(state, ix) = PhaseState { enters, ends, stage };
}

/// When no phase is ahead or under way any more, the campaign closes.
pub(super) fn close_after_the_last(state: &mut State, at: Instant) {
    if state.phases.iter().all(PhaseState::over) {
        state.plan.insert(at, Due::Closes);
    }
}

pub(super) fn occasion_moved(state: &mut State, body: &OccasionMoved, listener: &mut impl Listener) {
    let ix = body.plan.occasion.ix;
    let Some(occasion) = occasion_mut(state, ix) else { return };
    let (opened, before) = (occasion.opened.is_some(), (occasion.plan.opens, occasion.plan.due));
    let recomputed = occasion.due_version != body.due_version;
    let former_day = occasion.plan.due_day;
    if recomputed {
        let former = (occasion.plan.due_day, occasion.plan.due);
        occasion.former_dues.insert(occasion.due_version, former);
    }
    occasion.plan = body.plan.clone();
    occasion.retired = false;
    if recomputed {
        occasion.due_version = body.due_version;
        occasion.late_steps.clone_from(&body.late);
        occasion.awaiting = 0;
    }
    listener.occasion(ix);
    listener.items_of(ix);
    if body.plan.due_day != former_day {
        listener.moved(ix, None, former_day);
    }
    if !opened {
        state.plan.remove(before.0, Due::Opens(ix));
        state.plan.insert(body.plan.opens, Due::Opens(ix));
    } else if recomputed {
        state.plan.remove(before.1, Due::Late(ix, None));
    }
}

/// Lets items follow their occasion, or a day of their own. What they were reminded of before counts as given out, in
/// later moves too.
pub(super) fn item_moved(state: &mut State, body: &ItemMoved, listener: &mut impl Listener) {
    for unit in &body.units {
        one_moved(state, body, *unit, listener);
    }
}

fn one_moved(state: &mut State, body: &ItemMoved, unit: UnitIx, listener: &mut impl Listener) {
    let ix = body.occasion;
    let Some(occasion) = occasion_mut(state, ix) else { return };
    listener.moved(ix, Some(unit), occasion.due_of(unit, occasion.item(unit)).0);
    let before = occasion.own.remove(&unit);
    let shared = occasion.plan.steps.len();
    let steps: Vec<PlannedStep> = match &body.own {
        Some(own) => own.steps.clone(),
        None => occasion.plan.steps.iter().chain(&occasion.late_steps).copied().collect(),
    };
    let (planned, left_out): (Vec<PlannedStep>, Vec<PlannedStep>) =
        steps.into_iter().partition(|step| body.steps.contains(&step.no));
    let item = occasion.item_mut(unit);
    listener.item(ix, unit);
    if body.late && !item.late {
        listener.late(ix, unit);
    }
    (item.due_version, item.late) = (body.due_version, body.late);
    (item.issued, item.ended, item.ever_issued) = (0, 0, 0);
    for step in left_out {
        item.ended |= 1 << step.no;
        if body.reminded.contains(&step.no) {
            item.issued |= 1 << step.no;
        }
    }
    let late_by = before.as_ref().and_then(|own| own.late_by).filter(|_| body.late);
    let falls_late = becomes_late(occasion, unit, body.own.as_ref(), late_by);
    before.iter().for_each(|own| state.plan.remove(own.due, Due::Late(ix, Some(unit))));
    falls_late.into_iter().for_each(|(due, whose)| state.plan.insert(due, Due::Late(ix, whose)));
    for step in planned {
        let late = usize::from(step.no) >= shared;
        let entry = match &body.own {
            Some(_) => WaveEntry::Own(ix, unit, step.no),
            None if late => WaveEntry::Late(ix, step.no),
            None => WaveEntry::Shared(ix, step.no),
        };
        let name = StepRef { occasion: ix, unit, due_version: body.due_version, no: step.no };
        step_planned(state, (name, &step), entry, None, listener);
    }
    cards::review(state, ix, unit);
}

/// Gives a moved item its day, and says when it becomes late and whose day that is.
fn becomes_late(
    occasion: &mut Occasion,
    unit: UnitIx,
    own: Option<&OwnDue>,
    late_by: Option<Instant>,
) -> Option<(Instant, Option<UnitIx>)> {
    let item = occasion.item(unit);
    let Some(own) = own else {
        let awaits = item.awaits() && !item.late && occasion.obliges() && !occasion.plan.backfill;
        occasion.awaiting += u32::from(awaits);
        return awaits.then_some((occasion.plan.due, None));
    };
    let (due_day, due, steps) = (own.due_day, own.due, own.steps.clone());
    let returned = occasion.own.remove(&unit).and_then(|before| before.returned);
    let own = Own { due_day, due, steps, visit: None, late_by, returned };
    let awaits = item.awaits() && occasion.own_late(item, &own);
    occasion.own.insert(unit, own);
    awaits.then_some((due, Some(unit)))
}

/// It will not open any more, or its items are waived right behind.
pub(super) fn occasion_retired(state: &mut State, ix: OccasionIx, listener: &mut impl Listener) {
    let Some(occasion) = occasion_mut(state, ix) else { return };
    occasion.retired = true;
    listener.occasion(ix);
    if occasion.opened.is_none() {
        let opens = occasion.plan.opens;
        state.plan.remove(opens, Due::Opens(ix));
    }
}
