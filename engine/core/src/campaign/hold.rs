//! Holding what goes out, and letting it go on.
//!
//! A hold stops messages, not dates: occasions open, items become late, people hand in. Steps that fall due wait. When it is
//! resumed, due days stay as they are, or those of open items that the hold touched, their occasion's or their own, move
//! back by the working days held, and nobody keeps a mark of lateness for those days; then each step that waits goes out
//! at its own hour of the next working day if it is within its habit's catch-up and the day that it counts down to is not
//! over, and is skipped as held otherwise.

use std::collections::BTreeMap;

use muster_rules::audience::calendar_of;
use muster_rules::workday::{self, MissingYear};
use muster_words::command::{Hold, Refusal, RefusalCode, Resume};
use muster_words::definition::{Calendar, Definition};
use muster_words::event::{
    CampaignHeld, CampaignResumed, Event, OccasionPlanned, OwnDue, PhaseHeld, PhaseResumed, StepDeferred,
    StepFailed, StepSkipped,
};
use muster_words::ids::{ContactIx, OccasionIx, PhaseIx, UnitIx};
use muster_words::item::{CHUNK, DueDays, OccasionKind, PlannedStep, StepReason, StepRef};
use muster_words::time::{Date, Instant};

use super::message::recipient::recipient;
use super::message::writing::last_day;
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
    for ix in were_held {
        let Some(occasion) = mover.state.occasion(*ix) else { continue };
        let plan = &occasion.plan;
        let shared = !plan.backfill && plan.due > since;
        if !occasion.obliges() || !occasion.is_open() || occasion.retired {
            continue;
        }
        if !shared && occasion.own.is_empty() {
            continue;
        }
        let cal = calendar_of(mover.reckoner.def, plan.group);
        let days = working_days(cal, from, to).map_err(|missing| no_table(&missing))?;
        if days == 0 {
            continue;
        }
        if shared {
            shift_shared(mover, *ix, days)?;
        }
        shift_own(mover, *ix, days, since)?;
    }
    Ok(())
}

/// An occasion, with the items that follow it.
fn shift_shared(mover: &mut Mover<'_>, ix: OccasionIx, days: u16) -> Result<(), Refusal> {
    let Some(occasion) = mover.state.occasion(ix) else { return Ok(()) };
    let plan = &occasion.plan;
    let (due_day, steps) = moved_by(&mover.reckoner, plan, plan.due_day, days).map_err(|it| no_table(&it))?;
    let due = mover.reckoner.late_from(due_day);
    let (at, nth, catch_up_hours) = (mover.at, plan.nth, plan.catch_up_hours);
    // What was handed in meanwhile was late for the hold alone: before the day that counts now it came in time.
    let in_time: Vec<UnitIx> = occasion
        .units()
        .filter(|(unit, item)| item.late && !item.awaits() && occasion.shares(*unit, *item))
        .map(|(unit, _)| unit)
        .collect();
    mover.move_open(ix, Target { nth, due_day, due, steps, catch_up_hours }, 0)?;
    if due > at {
        mover.pardon(ix, &in_time);
    }
    Ok(())
}

/// The days that single items have of their own: after a return, or since another item had to be closed before. A visit
/// that was agreed stays. Who was late before the hold stays so, and who is late by the new day as well.
fn shift_own(mover: &mut Mover<'_>, ix: OccasionIx, days: u16, since: Instant) -> Result<(), Refusal> {
    let Some(occasion) = mover.state.occasion(ix) else { return Ok(()) };
    let mut moved = Vec::new();
    for (unit, own) in &occasion.own {
        let item = occasion.item(*unit);
        let late = item.late && own.late_by.is_some_and(|by| by <= since);
        let touched = own.visit.is_none() && own.due > since && occasion.own_late(item, own);
        if touched && (item.awaits() || item.late != late) {
            let (due_day, steps) = moved_by(&mover.reckoner, &occasion.plan, own.due_day, days)
                .map_err(|missing| no_table(&missing))?;
            let due = mover.reckoner.late_from(due_day);
            if due > mover.at {
                moved.push((*unit, OwnDue { due_day, due, steps }, late));
            }
        }
    }
    mover.move_own(ix, moved)
}

/// A due day so many working days later, with the steps up to it, those that are over among them.
fn moved_by(
    reckoner: &Reckoner<'_>,
    plan: &OccasionPlanned,
    due_day: Date,
    days: u16,
) -> Result<(Date, Vec<PlannedStep>), MissingYear> {
    let due_day = workday::workday_after(calendar_of(reckoner.def, plan.group), due_day, days)?;
    // What comes to who misses the new day is reckoned when it is missed: that it can be is asked now.
    reckoner.overdue(plan, due_day, 0)?;
    let habit = habit_of(reckoner.def, plan.kind).filter(|_| matches!(plan.kind, OccasionKind::Duty(_)));
    let steps = habit.map(|habit| reckoner.up_to_due(habit, plan.group, due_day, plan.opens));
    Ok((due_day, steps.transpose()?.unwrap_or_default()))
}

fn working_days(cal: &Calendar, from: Date, to: Date) -> Result<u16, MissingYear> {
    let mut count = 0u16;
    for day in (from.0..to.0).map(Date) {
        count = count.saturating_add(u16::from(workday::is_workday(cal, day)?));
    }
    Ok(count)
}

/// Due days are never moved to days that were guessed.
fn no_table(missing: &MissingYear) -> Refusal {
    let (name, year) = (&missing.calendar, missing.year);
    let en = format!(
        "the calendar {name} has no table for {year}, so due days cannot be moved; resume with the days kept"
    );
    let zh = format!("日历{name}没有{year}年的放假安排，推算不出新的截止日；请选择截止日不变");
    Refusal::told(RefusalCode::Infeasible, en, zh)
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
        let next = next_hour(reckoner, occasion, (*step, planned), (*at, *due));
        let Some(next) = next.filter(|_| at.0 - due.0 <= catch_up(&occasion.plan, planned.kind)) else {
            late.push(*step);
            continue;
        };
        match recipient(reckoner.def, occasion, step.unit, &planned) {
            Some(contact) => on.entry((contact, next)).or_default().push(*step),
            None => unaddressed.push(*step),
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

/// The same time of day as `due`, on the first working day of the unit's calendar on which that is not over at `at`; none
/// where the day that a reminding counts down to is over by then. News are heard as if they were of now.
fn next_hour(
    reckoner: &Reckoner<'_>,
    occasion: &Occasion,
    (step, planned): (StepRef, PlannedStep),
    (at, due): (Instant, Instant),
) -> Option<Instant> {
    let (today, time) = (reckoner.zone.date_of(at), reckoner.zone.time_of(due));
    if planned.kind.is_news() {
        let heard = reckoner.heard((occasion.plan.kind, occasion.plan.group), at).ok().flatten();
        let last = last_day(occasion, step, planned.kind);
        let in_time = |heard: &Instant| last.is_none_or(|last| reckoner.zone.date_of(*heard) <= last);
        return heard.map(|(_, heard)| heard).filter(in_time);
    }
    let first = if reckoner.zone.at(today, time) >= at { today } else { today.plus(1) };
    let day = workday::workday_after(calendar_of(reckoner.def, occasion.plan.group), first, 0).ok()?;
    let sense = last_day(occasion, step, planned.kind).is_none_or(|last| day <= last);
    sense.then(|| reckoner.zone.at(day, time))
}

fn phase_by_id(def: &Definition, id: &str) -> Result<PhaseIx, Refusal> {
    let place = def.phases.iter().position(|phase| phase.id == id || phase.name == id);
    place.and_then(|at| u16::try_from(at).ok()).map(PhaseIx).ok_or_else(|| {
        let known: Vec<&str> = def.phases.iter().map(|phase| phase.id.as_str()).collect();
        let en = format!("there is no phase “{id}”; there are {}", known.join(", "));
        Refusal::told(RefusalCode::UnknownName, en, format!("没有阶段“{id}”；有{}", known.join("、")))
    })
}
