//! Holding what goes out, and letting it go on.
//!
//! A hold stops messages, not dates: occasions open, items become late, people hand in. Steps that fall due wait. When it is
//! resumed, due days stay as they are, or those of open items that the hold touched, their occasion's or their own, move
//! back by the working days held, and nobody keeps a mark of lateness for those days; then each step that waits goes out
//! at its own hour of the next working day if it is within its policy's catch-up and the day that it counts down to is not
//! over, and is skipped as held otherwise. News of what is so still, and that a card is lifted, go out however long they were
//! held: somebody held them on purpose, and nothing says them afterwards.

use std::collections::BTreeMap;

use muster_protocol::catalogue::Listed;
use muster_protocol::command::{Hold, Refusal, RefusalCode, Resume};
use muster_protocol::definition::{Calendar, Definition};
use muster_protocol::event::{
    CampaignHeld, CampaignResumed, Event, OccasionPlanned, OwnDue, PhaseHeld, PhaseResumed, StepDeferred,
    StepFailed, StepSkipped,
};
use muster_protocol::ids::{ContactIx, OccasionIx, PhaseIx, UnitIx};
use muster_protocol::item::{CHUNK, DeferReason, DueDays, OccasionKind, PlannedStep, StepReason, StepRef};
use muster_protocol::text;
use muster_protocol::time::{Date, Instant};
use muster_rules::audience::calendar_of;
use muster_rules::workday::{self, MissingYear};

use super::message::kept_back::held;
use super::message::recipient::addressee;
use super::message::writing::last_day;
use super::plan::{OccasionPlanner, catch_up, policy_of, said_once};
use super::rescheduler::{Rescheduler, Target};
use super::state::{Occasion, State};

pub(super) fn hold(def: &Definition, state: &State, body: &Hold) -> Result<Vec<Event>, Refusal> {
    let reason = body.reason;
    let (held, before, event) = match &body.phase {
        None => (state.held.is_some(), state.held_why, Event::from(CampaignHeld { reason })),
        Some(id) => {
            let phase = phase_by_id(def, id)?;
            let before = state.phases_held_why.get(&phase).copied().flatten();
            (state.phases_held.contains_key(&phase), before, PhaseHeld { phase, reason }.into())
        }
    };
    match (held, reason) {
        (false, _) => Ok(vec![event]),
        // Another reason would be lost: the one that was given first stands.
        (true, Some(reason)) if before != Some(reason) => {
            Err(Refusal::wrong_state(text!("it-is-held-already-and-its-reason-stays")))
        }
        (true, _) => Ok(Vec::new()),
    }
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
        let planner = OccasionPlanner::new(def);
        let all = (0u32..).map(OccasionIx).zip(&state.occasions);
        all.filter(|(_, occasion)| held(&planner, state, occasion)).map(|(ix, _)| ix).collect()
    };
    let mut rescheduler = Rescheduler::new(def, state, at);
    rescheduler.say(first);
    if due_days == DueDays::Shift {
        shift(&mut rescheduler, &were_held, since)?;
    }
    release(&mut rescheduler);
    Ok(rescheduler.events)
}

/// Moves the due days of open items that fell due in the hold or later back by the working days held.
fn shift(rescheduler: &mut Rescheduler<'_>, were_held: &[OccasionIx], since: Instant) -> Result<(), Refusal> {
    let (from, to) = (rescheduler.planner.zone.date_of(since), rescheduler.today());
    for ix in were_held {
        let Some(occasion) = rescheduler.state.occasion(*ix) else { continue };
        let plan = &occasion.plan;
        let shared = !plan.backfill && plan.due > since;
        if !occasion.obliges() || !occasion.is_open() || occasion.retired {
            continue;
        }
        if !shared && occasion.own.is_empty() {
            continue;
        }
        let cal = calendar_of(rescheduler.planner.def, plan.group);
        let days = working_days(cal, from, to).map_err(|missing| no_table(&missing))?;
        if days == 0 {
            continue;
        }
        if shared {
            shift_shared(rescheduler, *ix, days)?;
        }
        shift_own(rescheduler, *ix, days, since)?;
    }
    Ok(())
}

/// An occasion, with the items that follow it.
fn shift_shared(rescheduler: &mut Rescheduler<'_>, ix: OccasionIx, days: u16) -> Result<(), Refusal> {
    let Some(occasion) = rescheduler.state.occasion(ix) else { return Ok(()) };
    let plan = &occasion.plan;
    let (due_day, steps) =
        moved_by(&rescheduler.planner, plan, plan.due_day, days).map_err(|it| no_table(&it))?;
    let due = rescheduler.planner.late_from(due_day);
    let (at, nth, catch_up_hours) = (rescheduler.at, plan.nth, plan.catch_up_hours);
    // What was handed in meanwhile was late for the hold alone: before the day that counts now it came in time.
    let in_time: Vec<UnitIx> = occasion
        .units()
        .filter(|(unit, item)| item.late && !item.awaits() && occasion.shares(*unit, *item))
        .map(|(unit, _)| unit)
        .collect();
    rescheduler.move_open(ix, Target { nth, due_day, due, steps, catch_up_hours }, 0)?;
    if due > at {
        rescheduler.pardon(ix, &in_time);
    }
    Ok(())
}

/// The days that single items have of their own: after a return, or since another item had to be closed before. A visit
/// that was agreed stays. Who was late before the hold stays so, and who is late by the new day as well.
fn shift_own(
    rescheduler: &mut Rescheduler<'_>,
    ix: OccasionIx,
    days: u16,
    since: Instant,
) -> Result<(), Refusal> {
    let Some(occasion) = rescheduler.state.occasion(ix) else { return Ok(()) };
    let mut moved = Vec::new();
    for (unit, own) in &occasion.own {
        let item = occasion.item(*unit);
        let late = item.late && own.late_by.is_some_and(|by| by <= since);
        let touched = own.visit.is_none() && own.due > since && occasion.own_late(item, own);
        if touched && (item.awaits() || item.late != late) {
            let (due_day, steps) = moved_by(&rescheduler.planner, &occasion.plan, own.due_day, days)
                .map_err(|missing| no_table(&missing))?;
            let due = rescheduler.planner.late_from(due_day);
            if due > rescheduler.at {
                moved.push((*unit, OwnDue { due_day, due, steps }, late));
            }
        }
    }
    rescheduler.move_own(ix, moved)
}

/// A due day so many working days later, with the steps up to it, those that are over among them.
fn moved_by(
    planner: &OccasionPlanner<'_>,
    plan: &OccasionPlanned,
    due_day: Date,
    days: u16,
) -> Result<(Date, Vec<PlannedStep>), MissingYear> {
    let due_day = workday::workday_after(calendar_of(planner.def, plan.group), due_day, days)?;
    // Reminders for a missed new day are computed when it is missed; here we only check that they can be.
    planner.overdue(plan, due_day, 0)?;
    let policy = policy_of(planner.def, plan.kind).filter(|_| matches!(plan.kind, OccasionKind::Duty(_)));
    let steps = policy.map(|policy| {
        let policy = planner.watched(plan.kind, policy, plan.group, due_day)?;
        planner.up_to_due(&policy, plan.group, due_day, plan.opens)
    });
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
    Refusal::with_text(RefusalCode::Infeasible, text!("the-calendar-name-has-no-table-for-year", name, year))
}

/// Steps that wait and are held no longer go out at the next working hour, or are skipped where they are too old.
fn release(rescheduler: &mut Rescheduler<'_>) {
    let mut late = Vec::new();
    let mut unaddressed = Vec::new();
    let mut on: BTreeMap<(ContactIx, Instant), Vec<StepRef>> = BTreeMap::new();
    let Rescheduler { planner, state, at, .. } = &*rescheduler;
    for (step, due) in &state.waiting {
        let Some(occasion) = state.occasion(step.occasion) else { continue };
        let Some(planned) = occasion.step(*step).filter(|_| !held(planner, state, occasion)) else {
            continue;
        };
        let next = next_hour(planner, occasion, (*step, planned), (*at, *due));
        let in_time = said_once(planned.kind) || at.0 - due.0 <= catch_up(&occasion.plan, planned.kind);
        let Some(next) = next.filter(|_| in_time) else {
            late.push(*step);
            continue;
        };
        match addressee(planner.def, occasion, step.unit, &planned) {
            Some(contact) => on.entry((contact, next)).or_default().push(*step),
            None => unaddressed.push(*step),
        }
    }
    for steps in late.chunks(CHUNK) {
        rescheduler.say(StepSkipped { reason: StepReason::Held, steps: steps.to_vec() }.into());
    }
    for steps in unaddressed.chunks(CHUNK) {
        rescheduler.say(StepFailed::no_contact(steps.to_vec()).into());
    }
    for ((contact, to), steps) in on {
        rescheduler.say(StepDeferred { contact, steps, to, why: DeferReason::Held }.into());
    }
}

/// The same time of day as `due`, on the first working day of the unit's calendar on which that is not over at `at`; none
/// where the day that a reminding counts down to is over by then. News are heard as if they were of now.
fn next_hour(
    planner: &OccasionPlanner<'_>,
    occasion: &Occasion,
    (step, planned): (StepRef, PlannedStep),
    (at, due): (Instant, Instant),
) -> Option<Instant> {
    let (today, time) = (planner.zone.date_of(at), planner.zone.time_of(due));
    if planned.kind.is_news() {
        let heard = planner.heard((occasion.plan.kind, occasion.plan.group), at).ok().flatten();
        let last = last_day(occasion, step, planned.kind);
        let in_time = |heard: &Instant| last.is_none_or(|last| planner.zone.date_of(*heard) <= last);
        return heard.map(|(_, heard)| heard).filter(in_time);
    }
    let first = if planner.zone.at(today, time) >= at { today } else { today.plus(1) };
    let day = workday::workday_after(calendar_of(planner.def, occasion.plan.group), first, 0).ok()?;
    let sense = last_day(occasion, step, planned.kind).is_none_or(|last| day <= last);
    sense.then(|| planner.zone.at(day, time))
}

fn phase_by_id(def: &Definition, id: &str) -> Result<PhaseIx, Refusal> {
    let place = def.phases.iter().position(|phase| phase.id == id || phase.name == id);
    place.and_then(|at| u16::try_from(at).ok()).map(PhaseIx).ok_or_else(|| {
        let known: Vec<&str> = def.phases.iter().map(|phase| phase.id.as_str()).collect();
        Refusal::unknown_name(text!("there-is-no-phase-id-there-are-known", id, known: Listed(&known)))
    })
}
