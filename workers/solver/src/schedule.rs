//! A plan as it is told: who visits whom and when, what is missing and why, and what it was made with.

use super::check::{Judgement, check};
use super::day;
use super::explain::{self, Reason};
use super::instance::Scheduled;
use super::state::State;
use super::steps::Budget;

/// A visit that is missing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unscheduled {
    /// The place.
    pub place: usize,
    /// Which of its visits, from 1.
    pub k: usize,
    /// Why.
    pub reason: Reason,
}

/// A schedule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Schedule {
    /// Its visits, by place and number.
    pub visits: Vec<Scheduled>,
    /// What is missing, by place and number.
    pub unscheduled: Vec<Unscheduled>,
    /// What it was made with.
    pub budget: Budget,
    /// Iterations that were made.
    pub iterations: u64,
    /// Whether it was ended before the search was over.
    pub cut: bool,
    /// What it costs, as the judge counts.
    pub objective: i64,
    /// What the judge found.
    pub judgement: Judgement,
    /// Whether every rule that is broken is broken by the locked visits alone, so that no schedule could keep it.
    pub sound: bool,
}

/// The schedule of a plan.
pub(super) fn of(state: &mut State<'_, '_>, budget: Budget, (iterations, cut): (u64, bool)) -> Schedule {
    let problem = state.problem;
    let mut visits = Vec::new();
    for (slot, on) in state.days() {
        let (leader, day) = problem.leader_day(slot);
        let Some(found) = day::best(problem, slot, on, i64::MAX) else { continue };
        for (start, at) in found.starts.iter().zip(found.order).take(on.len()) {
            let visit = problem.visits[on[usize::from(at)] as usize];
            let (place, k) = (visit.place as usize, visit.nth as usize + 1);
            let day = i32::try_from(day).unwrap_or(i32::MAX);
            visits.push(Scheduled { place, k, leader, day, start: *start });
        }
    }
    for (visit, known) in problem.visits.iter().zip(&problem.known) {
        if let Some(known) = known.filter(|known| known.locked && state.is_closed(known.slot)) {
            let (leader, _) = problem.leader_day(known.slot);
            let (place, k) = (visit.place as usize, visit.nth as usize + 1);
            visits.push(Scheduled { place, k, leader, day: known.day, start: known.start });
        }
    }
    visits.sort_unstable();
    let reasons = explain::missing(state).into_iter();
    let unscheduled = reasons.map(|(visit, reason)| {
        let visit = problem.visits[visit as usize];
        Unscheduled { place: visit.place as usize, k: visit.nth as usize + 1, reason }
    });
    let judgement = check(problem.instance, &visits);
    let published = problem.instance.published.iter();
    let locked = published.filter(|one| one.locked).filter_map(|one| {
        let (place, k, day, start) = (one.place, one.k, one.day, one.start);
        one.leader.map(|leader| Scheduled { place, k, leader, day, start })
    });
    let alone = check(problem.instance, &locked.collect::<Vec<_>>());
    let sound = judgement.violations.iter().all(|one| alone.violations.contains(one));
    Schedule {
        unscheduled: unscheduled.collect(),
        budget,
        iterations,
        cut,
        objective: judgement.terms.objective(&problem.instance.weights),
        judgement,
        sound,
        visits,
    }
}
