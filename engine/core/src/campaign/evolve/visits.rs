//! Visits as they are planned, changed, made and recorded.

use muster_protocol::event::{
    VisitCalledOff, VisitConfirmed, VisitLeftOut, VisitMade, VisitProposed, VisitRecorded,
};
use muster_protocol::ids::{OccasionIx, UnitIx};
use muster_protocol::item::{OccasionKind, PlannedStep, ProposedVisit, StepKind, VisitNews};
use muster_protocol::question::StandingVisit;
use muster_protocol::time::{Date, Instant};

use super::super::listener::Listener;
use super::super::occasion::{HandedOn, VisitLife, VisitStage};
use super::super::state::{ItemState, Occasion, Own, State};
use super::{items, occasion_mut};

fn standing(visit: &ProposedVisit) -> StandingVisit {
    StandingVisit {
        date: visit.date,
        start: visit.start,
        end: visit.end,
        visitor: visit.visitor,
        place: visit.place,
    }
}

pub(super) fn proposed(state: &mut State, body: &VisitProposed, listener: &mut impl Listener) {
    let visit = standing(&body.visit);
    if let Some(occasion) = occasion_mut(state, body.occasion) {
        let before = occasion.life_cycles.remove(&visit.place);
        let no = before.as_ref().map_or(1, |life| life.no.saturating_add(1));
        // The news that the plan comes with say whether anybody has heard what it takes the place of.
        let again = body.steps.iter().any(|step| step.kind == StepKind::VisitNews(VisitNews::PlannedAgain));
        let instead_of = before.as_ref().and_then(VisitLife::called_off).filter(|_| again);
        let off = before.map(|life| life.off).unwrap_or_default();
        let (stage, handed_on) = (VisitStage::Proposed, Vec::new());
        let life = VisitLife { no, sequence: 0, stage, visit, off, handed_on, instead_of };
        occasion.life_cycles.insert(visit.place, life);
        occasion.left_out.remove(&visit.place);
    }
    let steps = (body.due_version, body.steps.as_slice());
    replan(state, (body.occasion, visit), Some(visit), steps, listener);
}

/// A plan had no visit for a place. What it said last counts.
pub(super) fn left_out(state: &mut State, body: &VisitLeftOut) {
    if let Some(occasion) = occasion_mut(state, body.occasion) {
        occasion.left_out.insert(body.left_out.place, body.left_out.clone());
    }
}

pub(super) fn confirmed(state: &mut State, body: &VisitConfirmed, listener: &mut impl Listener) {
    let Some(occasion) = occasion_mut(state, body.occasion) else { return };
    let Some(life) = occasion.life_cycles.get_mut(&body.place) else { return };
    reaches(life, VisitStage::Confirmed);
    let visit = life.visit;
    let steps = (body.due_version, body.steps.as_slice());
    replan(state, (body.occasion, visit), Some(visit), steps, listener);
}

/// A visit has another slot or another visitor. Who had it before keeps how it was then: their calendars say that it is off.
pub(super) fn moved(
    state: &mut State,
    at: Instant,
    (ix, visit): (OccasionIx, &ProposedVisit),
    steps: (u8, &[PlannedStep]),
    listener: &mut impl Listener,
) {
    let visit = standing(visit);
    if let Some(life) = occasion_mut(state, ix).and_then(|it| it.life_cycles.get_mut(&visit.place)) {
        let before = std::mem::replace(&mut life.visit, visit);
        life.sequence = life.sequence.saturating_add(1);
        if before.visitor != visit.visitor {
            life.handed_on.push(HandedOn { visit: before, sequence: life.sequence, at });
            life.handed_on.retain(|had| had.visit.visitor != visit.visitor);
        }
    }
    replan(state, (ix, visit), Some(visit), steps, listener);
}

pub(super) fn called_off(state: &mut State, body: &VisitCalledOff, listener: &mut impl Listener) {
    let Some(occasion) = occasion_mut(state, body.occasion) else { return };
    let again = occasion.heard(body.place, VisitNews::tells_of_another);
    let Some(life) = occasion.life_cycles.get_mut(&body.place) else { return };
    reaches(life, VisitStage::CalledOff(body.why));
    life.off.push(life.visit.date);
    // A visit of which nobody has heard is no news when it is off, but what it was planned instead of is.
    if again.by_some || !again.not_by_all {
        life.instead_of = None;
    }
    let visit = life.visit;
    let steps = (body.due_version, body.steps.as_slice());
    replan(state, (body.occasion, visit), None, steps, listener);
}

pub(super) fn made(state: &mut State, body: &VisitMade) {
    if let Some(occasion) = occasion_mut(state, body.occasion) {
        was_on(occasion, body.place, VisitStage::Made, body.on);
    }
}

/// A visit was on a day, whatever was planned.
fn was_on(occasion: &mut Occasion, place: UnitIx, stage: VisitStage, on: Date) {
    if let Some(life) = occasion.life_cycles.get_mut(&place) {
        reaches(life, stage);
        life.visit.date = on;
    }
    if let Some(visit) = occasion.own.get_mut(&place).and_then(|own| own.visit.as_mut()) {
        visit.date = on;
    }
}

/// A visit has come to another stage; by its sequence calendars know that they have to take it again.
fn reaches(life: &mut VisitLife, stage: VisitStage) {
    (life.stage, life.sequence) = (stage, life.sequence.saturating_add(1));
}

pub(super) fn recorded(state: &mut State, body: &VisitRecorded, listener: &mut impl Listener) {
    let Some(occasion) = occasion_mut(state, body.occasion) else { return };
    let kind = occasion.plan.kind;
    occasion.left_out.remove(&body.place);
    was_on(occasion, body.place, VisitStage::Recorded, body.on);
    if let OccasionKind::Visit(programme) = kind {
        state.last_visits.insert((programme, body.place), body.on);
    }
    if body.follow_ups > 0 {
        items::left_open(state, body.occasion, body.place, ItemState::Submitted, listener);
    }
}

/// Gives the item of a place its visit, or none, with the steps around it.
fn replan(
    state: &mut State,
    (ix, visit): (OccasionIx, StandingVisit),
    stands: Option<StandingVisit>,
    (due_version, steps): (u8, &[PlannedStep]),
    listener: &mut impl Listener,
) {
    items::stop_awaiting(state, ix, visit.place);
    let Some(occasion) = occasion_mut(state, ix) else { return };
    let (due_day, due) = (occasion.plan.due_day, occasion.plan.due);
    let own = Own { due_day, due, steps: steps.to_vec(), visit: stands, late_by: None, returned: None };
    items::give_own(state, (ix, visit.place), due_version, own, listener);
}
