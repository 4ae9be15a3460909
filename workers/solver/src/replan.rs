//! A schedule that people know is changed as little as can be: what still fits stays, what does not finds the best slot
//! that is left; others move only where something would be missing otherwise.

use super::annealing::{Moves, Temperatures};
use super::ejection::possible;
use super::numbers::Random;
use super::polish;
use super::problem::{NONE, Problem, index};
use super::start::insert_best;
use super::state::{Change, State};
use super::steps::{Steps, movable};

/// How hot annealing of the visits that have to move anyway begins.
const MOVED: Temperatures = Temperatures { from: 100, to: 2 };
/// How hot annealing of all begins, where room has to be made: far below the price of a change.
const ALL: Temperatures = Temperatures { from: 40, to: 2 };
/// Iterations for each visit that has to move: they have few places to go to.
const FOR_EACH: u64 = 4_000;
/// Share of the iterations that go into visits that are missing: one in so many.
const FOR_MISSING: u64 = 2;

/// Plans around what is published.
pub(super) fn run(state: &mut State<'_, '_>, random: Random, lacking: &[usize], steps: &mut Steps<'_>) {
    let problem = state.problem;
    let broken = keep(state);
    if broken.is_empty() && possible(state, lacking).is_empty() {
        return;
    }
    let mut homeless = broken.clone();
    homeless.extend(possible(state, lacking).into_iter().filter(|visit| !broken.contains(visit)));
    place(state, &homeless);
    polish::run(state, lacking);
    if broken.is_empty() {
        return;
    }
    let free = moved(state, &homeless);
    let mut moves = Moves::new(problem, random, free);
    let worth = FOR_EACH * u64::try_from(homeless.len()).unwrap_or(0);
    steps.anneal(state, &mut moves, MOVED, worth.min(steps.all));
    if !possible(state, lacking).is_empty() {
        let calm = state.clone();
        let random = moves.random().clone();
        let mut moves = Moves::new(problem, random, movable(problem));
        steps.eject(state, &mut moves, lacking, (steps.all - steps.done) / FOR_MISSING);
        send_home(state);
        let rest = steps.all - steps.done.min(steps.all);
        steps.anneal(state, &mut moves, ALL, rest);
        // More changes are worth it only for more visits.
        if worth_of_missing(state) >= worth_of_missing(&calm) {
            *state = calm;
        }
    }
    polish::run(state, lacking);
}

/// Sum of the priorities of what is missing.
fn worth_of_missing(state: &State<'_, '_>) -> i64 {
    let visits = (0..).zip(&state.problem.visits).filter(|(visit, _)| state.slot(*visit) == NONE);
    visits.map(|(_, visit)| state.problem.instance.places[visit.place as usize].priority).sum()
}

/// Puts every published visit where it is, as far as it still fits; those that do not.
fn keep(state: &mut State<'_, '_>) -> Vec<u32> {
    let all = home(state.problem);
    let whole: Vec<Change> =
        all.iter().copied().filter(|(visit, slot)| is_open(state, *visit, *slot)).collect();
    if whole.len() == all.len() && state.attempt(&whole, i64::MAX) {
        return Vec::new();
    }
    let mut by_slot: Vec<(u32, i32, u32)> = Vec::new();
    for (visit, slot) in &whole {
        let start = state.problem.known[*visit as usize].map_or(0, |known| known.start);
        by_slot.push((*slot, start, *visit));
    }
    by_slot.sort_unstable();
    for day in by_slot.chunk_by(|one, other| one.0 == other.0) {
        let changes: Vec<Change> = day.iter().map(|(slot, _, visit)| (*visit, *slot)).collect();
        if !state.attempt(&changes, i64::MAX) {
            for change in changes {
                state.attempt(&[change], i64::MAX);
            }
        }
    }
    all.into_iter().map(|(visit, _)| visit).filter(|visit| state.slot(*visit) == NONE).collect()
}

/// Published visits that may be moved, with their slots.
fn home(problem: &Problem<'_>) -> Vec<Change> {
    let known = (0..index(problem.known.len())).zip(&problem.known);
    let movable = known.filter_map(|(visit, known)| known.as_ref().map(|known| (visit, known)));
    movable.filter(|(_, known)| !known.locked).map(|(visit, known)| (visit, known.slot)).collect()
}

fn is_open(state: &State<'_, '_>, visit: u32, slot: u32) -> bool {
    let place = state.problem.visits[visit as usize].place as usize;
    slot != NONE && state.problem.is_option(place, slot)
}

/// Places visits, those with the fewest slots first.
fn place(state: &mut State<'_, '_>, visits: &[u32]) {
    let problem = state.problem;
    let mut order: Vec<(usize, u32)> = Vec::new();
    for visit in visits {
        let (from, to) = state.days_beside_siblings(*visit);
        let place = problem.visits[*visit as usize].place as usize;
        order.push((problem.options(place, from, to).len(), *visit));
    }
    order.sort_unstable();
    for (_, visit) in order {
        if state.slot(visit) == NONE {
            let beside = state.days_beside_siblings(visit);
            insert_best(state, visit, beside);
        }
    }
}

/// The visits that had to move, and those that moved to make room.
fn moved(state: &State<'_, '_>, homeless: &[u32]) -> Vec<u32> {
    let aside = home(state.problem).into_iter().filter(|(visit, slot)| state.slot(*visit) != *slot);
    let mut free: Vec<u32> = homeless.iter().copied().chain(aside.map(|(visit, _)| visit)).collect();
    let movable = movable(state.problem);
    free.sort_unstable();
    free.dedup();
    free.retain(|visit| movable.binary_search(visit).is_ok());
    free
}

/// Sends every published visit that was moved back to its slot, where that makes the plan better.
fn send_home(state: &mut State<'_, '_>) {
    for (visit, slot) in home(state.problem) {
        if state.slot(visit) != slot && is_open(state, visit, slot) {
            state.attempt(&[(visit, slot)], -1);
        }
    }
}
