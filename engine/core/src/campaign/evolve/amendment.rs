//! What an amendment changes: phases and memberships to come, occasions with their items. Dates were reckoned before.

use muster_words::definition::Definition;
use muster_words::event::{CampaignAmended, ItemMoved, MembershipDates, OccasionMoved, PhaseDates};
use muster_words::ids::{OccasionIx, PhaseIx};
use muster_words::item::{OccasionKind, PlannedStep, StepRef};
use muster_words::time::Instant;

use super::super::due::{Due, WaveEntry};
use super::super::state::{PhaseState, Stage, State};
use super::super::told::Listener;
use super::occasion_mut;

pub(super) fn amended(def: &Definition, state: &mut State, at: Instant, body: &CampaignAmended) {
    state.definition = Some(body.definition);
    state.contacts = body.contacts.or(state.contacts);
    state.members.resize(def.units.len().max(state.members.len()), false);
    for change in &body.changes {
        schedule(state, *change);
    }
    for (ix, dates) in (0u16..).map(PhaseIx).zip(&body.phases) {
        let retired = OccasionKind::Phase(ix).retired_in(&def.retired);
        phase(state, ix, *dates, retired);
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

fn phase(state: &mut State, ix: PhaseIx, dates: PhaseDates, retired: bool) {
    let PhaseDates { enters, ends } = dates;
    if ix.at() >= state.phases.len() {
        state.phases.push(PhaseState { enters, ends, stage: Stage::Retired });
    }
    let Some(place) = state.phases.get_mut(ix.at()) else { return };
    match place.stage {
        Stage::Ended => return,
        Stage::Ahead => state.plan.remove(place.enters, Due::PhaseEnters(ix)),
        Stage::Entered => state.plan.remove(place.ends, Due::PhaseEnds(ix)),
        Stage::Retired => {}
    }
    (place.enters, place.ends) = (enters, ends);
    if retired {
        place.stage = Stage::Retired;
    } else if place.stage == Stage::Entered {
        state.plan.insert(ends, Due::PhaseEnds(ix));
    } else {
        place.stage = Stage::Ahead;
        state.plan.insert(enters, Due::PhaseEnters(ix));
    }
}

/// When no phase is ahead or under way any more, the campaign closes.
pub(super) fn close_after_the_last(state: &mut State, at: Instant) {
    if state.phases.iter().all(PhaseState::over) {
        state.plan.insert(at, Due::Closes);
    }
}

pub(super) fn occasion_moved(state: &mut State, body: &OccasionMoved, told: &mut impl Listener) {
    let ix = body.plan.occasion;
    let Some(occasion) = occasion_mut(state, ix) else { return };
    let (opened, before) = (occasion.opened.is_some(), (occasion.plan.opens, occasion.plan.due));
    let anew = occasion.due_version != body.due_version;
    if anew {
        let former = (occasion.plan.due_day, occasion.plan.due);
        occasion.former_dues.insert(occasion.due_version, former);
    }
    occasion.plan = body.plan.clone();
    occasion.retired = false;
    if anew {
        occasion.due_version = body.due_version;
        occasion.late_steps.clone_from(&body.late);
        occasion.awaiting = 0;
    }
    told.occasion(ix);
    told.items_of(ix);
    state.keys.insert(body.plan.key.clone(), ix);
    if !opened {
        state.plan.remove(before.0, Due::Opens(ix));
        state.plan.insert(body.plan.opens, Due::Opens(ix));
    } else if anew {
        state.plan.remove(before.1, Due::Late(ix, None));
    }
}

/// Lets items follow their occasion. What they were reminded of before counts as given out, in later moves too.
pub(super) fn item_moved(state: &mut State, body: &ItemMoved, told: &mut impl Listener) {
    let ix = body.occasion;
    for unit in &body.units {
        let Some(occasion) = occasion_mut(state, ix) else { return };
        let own_due = occasion.own.remove(unit).map(|own| own.due);
        let shared = occasion.plan.steps.len();
        let steps: Vec<PlannedStep> =
            occasion.plan.steps.iter().chain(&occasion.late_steps).copied().collect();
        let (planned, left_out): (Vec<PlannedStep>, Vec<PlannedStep>) =
            steps.into_iter().partition(|step| body.steps.contains(&step.no));
        let item = occasion.item_mut(*unit);
        told.item(ix, *unit);
        if body.late && !item.late {
            told.late(ix, *unit);
        }
        (item.due_version, item.late, item.issued, item.ended) = (body.due_version, body.late, 0, 0);
        for step in left_out {
            item.ended |= 1 << step.no;
            if body.reminded.contains(&step.no) {
                item.issued |= 1 << step.no;
            }
        }
        let awaits = item.awaits() && !item.late;
        let due = occasion.plan.due;
        if awaits && occasion.obliges() && !occasion.plan.backfill {
            occasion.awaiting += 1;
            state.plan.insert(due, Due::Late(ix, None));
        }
        own_due.into_iter().for_each(|due| state.plan.remove(due, Due::Late(ix, Some(*unit))));
        for step in planned {
            let late = usize::from(step.no) >= shared;
            let entry = if late { WaveEntry::Late(ix, step.no) } else { WaveEntry::Shared(ix, step.no) };
            state.plan.join_wave(step.at, entry, 1);
            state.counts.planned += 1;
            let name = StepRef { occasion: ix, unit: *unit, due_version: body.due_version, no: step.no };
            told.planned(name, &step, None);
        }
    }
}

/// It will not open any more, or its items are waived right behind.
pub(super) fn occasion_retired(state: &mut State, ix: OccasionIx, told: &mut impl Listener) {
    let Some(occasion) = occasion_mut(state, ix) else { return };
    occasion.retired = true;
    told.occasion(ix);
    if occasion.opened.is_none() {
        let opens = occasion.plan.opens;
        state.plan.remove(opens, Due::Opens(ix));
    }
}
