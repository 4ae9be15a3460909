//! Which reminders an item has, and when: the one place where habits become planned instants.
//!
//! All steps lie on working days. Steps are numbered by (instant, kind, role), so that every reader finds the same.

use muster_words::definition::{Calendar, Habit, Phase, VisitProgramme};
use muster_words::ids::RoleIx;
use muster_words::item::{PlannedStep, STEPS_MAX, StepKind};
use muster_words::time::{Date, Instant};

use crate::calendar::{MissingYear, workday_after, workday_before};
use crate::zone::Zone;

/// Most steps that one item can have under a habit, before and after the due day together. The checker refuses a habit
/// with more than [`STEPS_MAX`].
#[must_use]
pub fn step_count(habit: &Habit) -> usize {
    habit.before.len()
        + usize::from(habit.on_day)
        + habit.overdue.as_ref().map_or(0, |overdue| usize::from(overdue.at_most))
        + habit.cards.iter().map(|card| card.to.len()).sum::<usize>()
}

/// Sorts and numbers from `first_no`. Numbers are bits of a mask, so none past [`STEPS_MAX`] is ever given: habits that
/// the checker let through never get there (see [`step_count`]).
fn numbered(mut steps: Vec<(Instant, StepKind, RoleIx)>, first_no: u8) -> Vec<PlannedStep> {
    steps.sort_unstable();
    steps.dedup();
    let last = u8::try_from(STEPS_MAX).unwrap_or(u8::MAX);
    (first_no..last).zip(steps).map(|(no, (at, kind, to))| PlannedStep { no, at, kind, to }).collect()
}

/// Steps up to the due day: so many working days before it, and on the day. A due day that is a rest day (不动) has its
/// own step on the working day before; where a step before falls on the same instant, that one stands for both. None
/// lies before `not_before`, the opening or the launch.
///
/// # Errors
/// [`MissingYear`] when a year without a table is needed.
pub fn up_to_due(
    habit: &Habit,
    cal: &Calendar,
    zone: &Zone,
    due_day: Date,
    not_before: Instant,
    first_no: u8,
) -> Result<Vec<PlannedStep>, MissingYear> {
    let mut steps = Vec::with_capacity(habit.before.len() + 1);
    for &days in &habit.before {
        let day = workday_before(cal, due_day, days)?;
        steps.push((zone.at(day, habit.hour), StepKind::Before(days), habit.to));
    }
    if habit.on_day {
        let at = zone.at(workday_before(cal, due_day, 0)?, habit.hour);
        if steps.iter().all(|step| step.0 != at) {
            steps.push((at, StepKind::OnDay, habit.to));
        }
    }
    steps.retain(|step| step.0 >= not_before);
    Ok(numbered(steps, first_no))
}

/// Steps of an item that became late: repeats, and one step per recipient of a card.
///
/// # Errors
/// [`MissingYear`] when a year without a table is needed.
pub fn after_due(
    habit: &Habit,
    cal: &Calendar,
    zone: &Zone,
    due_day: Date,
    first_no: u8,
) -> Result<Vec<PlannedStep>, MissingYear> {
    let mut steps = Vec::new();
    if let Some(overdue) = &habit.overdue {
        for k in 1..=u16::from(overdue.at_most) {
            let days = overdue.every.max(1).saturating_mul(k);
            let day = workday_after(cal, due_day, days)?;
            steps.push((zone.at(day, habit.hour), StepKind::Overdue(days), habit.to));
        }
    }
    for card in &habit.cards {
        // A card comes after the due day, never on it.
        let day = workday_after(cal, due_day, card.after.max(1))?;
        let kind = StepKind::Card(card.colour, card.after);
        steps.extend(card.to.iter().map(|&role| (zone.at(day, habit.hour), kind, role)));
    }
    Ok(numbered(steps, first_no))
}

/// The notice of a phase: on its first working day at the phase's notice time. None when the phase sends none or is
/// over before a working day comes.
///
/// # Errors
/// [`MissingYear`] when a year without a table is needed.
pub fn phase_notice(
    phase: &Phase,
    habit: &Habit,
    cal: &Calendar,
    zone: &Zone,
) -> Result<Option<PlannedStep>, MissingYear> {
    let Some(time) = phase.notice else {
        return Ok(None);
    };
    let day = workday_after(cal, phase.from, 0)?;
    let step = PlannedStep { no: 0, at: zone.at(day, time), kind: StepKind::Notice, to: habit.to };
    Ok((day <= phase.to).then_some(step))
}

/// Steps around one visit, both to the visitor: the notice ahead, unless it lies before `not_before`, and the word that
/// a visit is not recorded, on the working day after its record was due (practice.md §3.3).
///
/// # Errors
/// [`MissingYear`] when a year without a table is needed.
pub fn around_visit(
    programme: &VisitProgramme,
    habit: &Habit,
    cal: &Calendar,
    zone: &Zone,
    visit: Date,
    not_before: Instant,
    first_no: u8,
) -> Result<Vec<PlannedStep>, MissingYear> {
    let ahead = zone.at(workday_before(cal, visit, programme.notice)?, habit.hour);
    let days = programme.record_within.saturating_add(1);
    let unrecorded = zone.at(workday_after(cal, visit, days)?, habit.hour);
    let mut steps = vec![(unrecorded, StepKind::VisitUnrecorded(days), programme.visitor)];
    if ahead >= not_before {
        steps.push((ahead, StepKind::VisitAhead(programme.notice), programme.visitor));
    }
    Ok(numbered(steps, first_no))
}
