//! What time brings: the events of the earliest due key, and the loop that carries a campaign forward.

mod corrections;
mod lifting;
mod membership;
mod wave;

use std::collections::BTreeSet;

use muster_protocol::case::CaseClock;
use muster_protocol::definition::{Definition, Moment, ScoreSheet};
use muster_protocol::event::{
    CampaignClosed, CaseLate, Event, ItemLate, MessageReissued, OccasionOpened, OccasionPlanned,
    PhaseCarriedOver, PhaseEnded, PhaseEntered, StepWithdrawn,
};
use muster_protocol::ids::{CaseIx, OccasionIx, PhaseIx, UnitIx};
use muster_protocol::item::{CHUNK, CaseNews, MessageKey, OccasionKind, PlannedStep, StepKind, StepReason};
use muster_protocol::time::Instant;
use muster_rules::audience;

use super::due::Due;
use super::evolve::evolve;
use super::message::announce;
use super::plan::{OccasionPlanner, under_own_key};
use super::state::{Item, Occasion, PhaseState, State};
pub(super) use lifting::lift_steps;
pub(super) use membership::{gets_on_joining, not_visited};

/// The events of exactly the earliest due key at or before `at`; none when nothing is due.
///
/// What they say follows from the state and the nominal instant. Only how late steps may still go out looks at `at`.
#[must_use]
pub fn tick(def: &Definition, state: &State, at: Instant) -> Vec<Event> {
    let Some((due, what)) = state.plan.first().filter(|(due, _)| *due <= at) else { return Vec::new() };
    match what {
        Due::Late(occasion, unit) => late(def, state, occasion, unit, due),
        Due::Case(case, clock) => case_late(def, state, (case, clock), due),
        Due::PhaseEnds(phase) => phase_ends(state, phase, due),
        Due::Leaves(unit) => membership::leaves(def, state, unit, due),
        Due::Joins(unit) => membership::joins(def, state, unit, due),
        Due::PhaseEnters(phase) => vec![PhaseEntered { phase, due }.into()],
        Due::Opens(occasion) => opens(def, state, occasion, due),
        Due::Lifts(occasion) => lifting::lifts(def, state, occasion, due),
        Due::Wave => wave::falls_due(def, state, due, at),
        Due::Reissue => reissue(state, due),
        Due::Closes => closes(state, due),
    }
}

/// Carries the state forward until nothing is due at or before `at`, giving every event to `sink` in order.
pub fn advance(def: &Definition, state: &mut State, at: Instant, sink: &mut dyn FnMut(Event)) {
    loop {
        let events = tick(def, state, at);
        if events.is_empty() {
            return;
        }
        for event in events {
            evolve(def, state, at, &event);
            sink(event);
        }
    }
}

fn opens(def: &Definition, state: &State, ix: OccasionIx, due: Instant) -> Vec<Event> {
    let without = state.occasion(ix).map_or_else(Vec::new, |occasion| without(def, state, &occasion.plan));
    let mut events = vec![OccasionOpened { occasion: ix, due, without }.into()];
    if let Some(occasion) = state.occasion(ix) {
        let next = OccasionIx(u32::try_from(state.occasions.len()).unwrap_or(u32::MAX));
        let plan = &occasion.plan;
        let (kind, nth, group) = (plan.kind, plan.nth + 1, plan.group);
        // Amendments may have planned it already, or have ended the rule.
        let follows = !kind.retired_in(&def.retired) && !state.has_planned(kind, nth, group);
        let since = state.launched_at.max(due);
        let planned = OccasionPlanner::new(def).occasion(next, kind, nth, group, since).filter(|_| follows);
        let own = |plan| under_own_key(plan, |key| state.numbering.by_key(key).is_some());
        events.extend(planned.map(own).map(Event::from));
        let beside = events.iter().filter(|event| matches!(event, Event::OccasionPlanned(_))).count();
        if let Some(sheet) = frozen(def, plan) {
            events.extend(announce::of_scores(def, state, (due, beside), sheet));
        }
    }
    events
}

/// The sheet that is frozen when a snapshot is taken by its plan, and whose scores are public from then on.
fn frozen<'d>(def: &'d Definition, plan: &OccasionPlanned) -> Option<&'d ScoreSheet> {
    let OccasionKind::Snapshot(snapshot) = plan.kind else { return None };
    let Moment::Freeze(sheet) = &def.snapshots.get(snapshot.at())?.moment else { return None };
    // One that somebody asked for beside it freezes nothing.
    let by_plan = plan.given.is_none();
    def.scores.iter().find(|known| known.id == *sheet && by_plan)
}

/// Units that get no item although the occasion is for them: what they announced is done, or was not adopted.
fn without(def: &Definition, state: &State, plan: &OccasionPlanned) -> Vec<UnitIx> {
    let OccasionKind::Duty(duty) = plan.kind else { return Vec::new() };
    let mut spared = state.announced.spared(def, duty).filter(|unit| state.member(*unit)).peekable();
    if spared.peek().is_none() {
        return Vec::new();
    }
    let asked: BTreeSet<UnitIx> = audience::opening(def, plan).into_iter().collect();
    spared.filter(|unit| asked.contains(unit)).collect()
}

fn late(def: &Definition, state: &State, ix: OccasionIx, unit: Option<UnitIx>, due: Instant) -> Vec<Event> {
    let Some(occasion) = state.occasion(ix) else { return Vec::new() };
    let planner = OccasionPlanner::new(def);
    let event = |units: Vec<UnitIx>, due_version: u8, due_day, first_no: usize| {
        let first_no = u8::try_from(first_no).unwrap_or(u8::MAX);
        let steps = planner.after_due(&occasion.plan, due_day, first_no);
        Event::from(ItemLate { occasion: ix, units, due_version, steps, due })
    };
    if let Some(unit) = unit {
        let Some(own) = occasion.own.get(&unit) else { return Vec::new() };
        let mut events =
            vec![event(vec![unit], occasion.item(unit).due_version, own.due_day, own.steps.len())];
        events.extend(corrections::overdue(def, state, ix, &[unit], due));
        return events;
    }
    let becomes =
        |(unit, item): &(UnitIx, Item)| item.awaits() && occasion.shares(*unit, *item) && !item.late;
    let units: Vec<UnitIx> = occasion.units().filter(becomes).map(|(unit, _)| unit).collect();
    let chunks = units.chunks(CHUNK);
    let (version, due_day, no) = (occasion.due_version, occasion.plan.due_day, occasion.plan.steps.len());
    let mut events: Vec<Event> = chunks.map(|units| event(units.to_vec(), version, due_day, no)).collect();
    events.extend(corrections::overdue(def, state, ix, &units, due));
    events
}

fn case_late(
    def: &Definition,
    state: &State,
    (case, clock): (CaseIx, CaseClock),
    due: Instant,
) -> Vec<Event> {
    let mut events = vec![CaseLate { case, clock, due }.into()];
    if let Some(late) = state.cases.get(case) {
        let place = (due, case.at() + 1);
        let about = (late.kind, late.finish_by, late.unit);
        events.extend(announce::of_case(def, state, place, about, CaseNews::Late));
    }
    events
}

fn phase_ends(state: &State, phase: PhaseIx, due: Instant) -> Vec<Event> {
    let mut events = vec![PhaseEnded { phase, due }.into()];
    let items = state.unfinished();
    let others = (0u16..).map(PhaseIx).zip(&state.phases).filter(|(ix, other)| *ix != phase && !other.over());
    let next = others.min_by_key(|(ix, other): &(PhaseIx, &PhaseState)| (other.enters, *ix));
    if let Some((into, _)) = next.filter(|_| items > 0) {
        events.push(PhaseCarriedOver { phase, into, items, due }.into());
    }
    events
}

fn reissue(state: &State, due: Instant) -> Vec<Event> {
    let issued = state.reissues.first_key_value().map(|(issued, _)| *issued);
    let forgotten = state.outstanding.iter().filter(|(_, outstanding)| Some(outstanding.issued) == issued);
    let keys: Vec<MessageKey> = forgotten
        .map(|((contact, kind, date), _)| MessageKey { date: *date, kind: *kind, contact: *contact })
        .collect();
    keys.chunks(CHUNK).map(|keys| MessageReissued { messages: keys.to_vec(), due }.into()).collect()
}

fn closes(state: &State, due: Instant) -> Vec<Event> {
    let mut events = Vec::new();
    for (ix, occasion) in (0u32..).map(OccasionIx).zip(&state.occasions) {
        for (unit, item) in occasion.units() {
            events.extend(withdraw(occasion, ix, unit, item, StepReason::CampaignEnded));
        }
    }
    events.push(CampaignClosed { due }.into());
    events
}

/// Whether a step goes when there is nothing to remind of any more: that a card is lifted is told all the same, and of answers
/// a draw says nothing.
pub(super) fn goes(step: PlannedStep, reason: StepReason) -> bool {
    let settled = matches!(reason, StepReason::Submitted | StepReason::Waived | StepReason::Left);
    let of_answers = reason == StepReason::Drawn && step.kind == StepKind::TooFew;
    !(of_answers || (settled && matches!(step.kind, StepKind::Lifted(_))))
}

/// Takes back the steps of an item that neither ended nor are in a message.
pub(super) fn withdraw(
    occasion: &Occasion,
    ix: OccasionIx,
    unit: UnitIx,
    item: Item,
    reason: StepReason,
) -> Option<Event> {
    let steps: Vec<u8> =
        occasion.ahead(unit).filter(|step| goes(*step, reason)).map(|step| step.no).collect();
    if steps.is_empty() {
        return None;
    }
    Some(
        StepWithdrawn { reason, occasion: ix, due_version: item.due_version, units: vec![unit], steps }
            .into(),
    )
}
