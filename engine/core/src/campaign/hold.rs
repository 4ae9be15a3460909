//! Holding what goes out, and letting it go on.
//!
//! A hold stops messages, not dates: occasions open, items become late, people hand in. Steps that fall due wait. When it is
//! resumed, due days stay as they are, or those of open items that the hold touched move back by the working days
//! held, and nobody keeps a mark of lateness for those days; then each step that waits goes out at its own hour of the next working day if it is within its habit's
//! catch-up, and is skipped as held otherwise.

use std::collections::BTreeMap;

use muster_rules::audience::{calendar_of, contact_of};
use muster_rules::workday;
use muster_words::command::{Hold, Refusal, RefusalCode, Resume};
use muster_words::definition::Definition;
use muster_words::event::{
    CampaignHeld, CampaignResumed, Event, PhaseHeld, PhaseResumed, StepDeferred, StepFailed, StepSkipped,
};
use muster_words::ids::{ContactIx, OccasionIx, PhaseIx, UnitIx};
use muster_words::item::{CHUNK, DueDays, StepReason, StepRef};
use muster_words::time::{Date, Instant};

use super::mover::{Mover, Target};
use super::plan::{Reckoner, catch_up, habit_of};
use super::state::{Occasion, State};

/// Whether what an occasion's steps say may not go out now.
pub(super) fn held(reckoner: &Reckoner<'_>, state: &State, occasion: &Occasion) -> bool {
    state.held.is_some()
        || (!state.phases_held.is_empty()
            && reckoner
                .phase_of(occasion.plan.kind, occasion.plan.due_day)
                .is_some_and(|phase| state.phases_held.contains_key(&phase)))
}

pub(super) fn hold(def: &Definition, state: &State, body: &Hold) -> Result<Vec<Event>, Refusal> {
    let reason = body.reason;
    Ok(match &body.phase {
        None if state.held.is_some() => Vec::new(),
        None => vec![CampaignHeld { reason }.into()],
        Some(id) => {
            let phase = phase_by_id(def, id)?;
            if state.phases_held.contains_key(&phase) {
                Vec::new()
            } else {
                vec![PhaseHeld { phase, reason }.into()]
            }
        }
    })
}

pub(super) fn resume(
    def: &Definition,
    state: &State,
    at: Instant,
    body: &Resume,
) -> Result<Vec<Event>, Refusal> {
    let due_days = body.due_days;
    let (since, first) = match &body.phase {
        None => match state.held {
            Some(since) => (since, Event::from(CampaignResumed { since, due_days })),
            None => return Ok(Vec::new()),
        },
        Some(id) => {
            let phase = phase_by_id(def, id)?;
            match state.phases_held.get(&phase) {
                Some(since) => (*since, PhaseResumed { phase, since: *since, due_days }.into()),
                None => return Ok(Vec::new()),
            }
        }
    };
    let were_held: Vec<OccasionIx> = {
        let reckoner = Reckoner::new(def);
        let all = (0u32..).map(OccasionIx).zip(&state.occasions);
        all.filter(|(_, occasion)| held(&reckoner, state, occasion)).map(|(ix, _)| ix).collect()
    };
    let mut mover = Mover::new(def, state, at);
    mover.say(first);
    if due_days == DueDays::Shift {
        shift(&mut mover, &were_held, since)?;
    }
    release(&mut mover);
    Ok(mover.events)
}

/// Moves the due days of open items that fell due in the hold or later back by the working days held.
fn shift(mover: &mut Mover<'_>, were_held: &[OccasionIx], since: Instant) -> Result<(), Refusal> {
    let (from, to) = (mover.reckoner.zone.date_of(since), mover.today());
    let days = working_days(&mover.reckoner, from, to);
    for ix in were_held.iter().filter(|_| days > 0) {
        let Some(occasion) = mover.state.occasion(*ix) else { continue };
        let plan = &occasion.plan;
        let touched = occasion.obliges() && occasion.is_open() && !occasion.retired && !plan.backfill;
        if !touched || plan.due <= since {
            continue;
        }
        let cal = calendar_of(mover.reckoner.def, plan.group);
        let Ok(due_day) = workday::workday_after(cal, plan.due_day, days) else { continue };
        let due = mover.reckoner.late_from(due_day);
        let habit = habit_of(mover.reckoner.def, plan.kind);
        let (at, nth, catch_up_hours) = (mover.at, plan.nth, plan.catch_up_hours);
        let steps = match habit.filter(|_| matches!(plan.kind, muster_words::item::OccasionKind::Duty(_))) {
            Some(habit) => mover.reckoner.up_to_due(habit, plan.group, due_day, at).unwrap_or_default(),
            None => Vec::new(),
        };
        // What was handed in meanwhile was late for the hold alone: before the day that counts now it came in time.
        let in_time: Vec<UnitIx> = occasion
            .units()
            .filter(|(unit, item)| item.late && !item.awaits() && occasion.shares(*unit, *item))
            .map(|(unit, _)| unit)
            .collect();
        mover.move_open(*ix, Target { nth, due_day, due, steps, catch_up_hours }, 0)?;
        if due > at {
            mover.pardon(*ix, &in_time);
        }
    }
    Ok(())
}

fn working_days(reckoner: &Reckoner<'_>, from: Date, to: Date) -> u16 {
    let days = (from.0..to.0).map(Date);
    let worked = days.filter(|day| workday::is_workday(&reckoner.def.calendar, *day).unwrap_or(false));
    u16::try_from(worked.count()).unwrap_or(u16::MAX)
}

/// Steps that wait and are held no longer go out at the next working hour, or are skipped where they are too old.
fn release(mover: &mut Mover<'_>) {
    let mut late = Vec::new();
    let mut unaddressed = Vec::new();
    let mut on: BTreeMap<(ContactIx, Instant), Vec<StepRef>> = BTreeMap::new();
    let Mover { reckoner, state, at, .. } = &*mover;
    for (step, due) in &state.waiting {
        let Some(occasion) = state.occasion(step.occasion) else { continue };
        let Some(planned) = occasion.step(*step).filter(|_| !held(reckoner, state, occasion)) else {
            continue;
        };
        if at.0 - due.0 > catch_up(&occasion.plan) {
            late.push(*step);
        } else if let Some(contact) = contact_of(reckoner.def, step.unit, planned.to) {
            on.entry((contact, next_hour(reckoner, *at, *due))).or_default().push(*step);
        } else {
            unaddressed.push(*step);
        }
    }
    for steps in late.chunks(CHUNK) {
        mover.say(StepSkipped { reason: StepReason::Held, steps: steps.to_vec() }.into());
    }
    for steps in unaddressed.chunks(CHUNK) {
        mover.say(StepFailed { reason: StepReason::NoContact, steps: steps.to_vec() }.into());
    }
    for ((contact, to), steps) in on {
        mover.say(StepDeferred { contact, steps, to }.into());
    }
}

/// The same time of day as `due`, on the first working day on which that is not over at `at`.
fn next_hour(reckoner: &Reckoner<'_>, at: Instant, due: Instant) -> Instant {
    let (today, time) = (reckoner.zone.date_of(at), reckoner.zone.time_of(due));
    let first = if reckoner.zone.at(today, time) >= at { today } else { today.plus(1) };
    let day = workday::workday_after(&reckoner.def.calendar, first, 0).unwrap_or(first);
    reckoner.zone.at(day, time)
}

fn phase_by_id(def: &Definition, id: &str) -> Result<PhaseIx, Refusal> {
    let place = def.phases.iter().position(|phase| phase.id == id || phase.name == id);
    place.and_then(|at| u16::try_from(at).ok()).map(PhaseIx).ok_or_else(|| {
        let known: Vec<&str> = def.phases.iter().map(|phase| phase.id.as_str()).collect();
        let en = format!("there is no phase “{id}”; there are {}", known.join(", "));
        Refusal::told(RefusalCode::UnknownName, en, format!("没有阶段“{id}”；有{}", known.join("、")))
    })
}
