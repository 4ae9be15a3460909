//! A first plan, by taking the best slot for one visit after the other: places with the fewest slots first.

use super::numbers::Random;
use super::problem::{NONE, index};
use super::state::State;

/// Within how many days of the day that an even rhythm asks for a slot is looked for first.
const NEAR_DAYS: i32 = 14;

/// Puts every visit that is missing where it costs least, as far as it costs less than to leave it out.
pub(super) fn fill(state: &mut State<'_, '_>, random: &mut Random) {
    let problem = state.problem;
    let last = i32::try_from(problem.days).unwrap_or(i32::MAX);
    let slots = |place: u32| problem.options(place as usize, 0, last).len();
    let mut places: Vec<(usize, u32)> =
        (0..index(problem.instance.places.len())).map(|place| (slots(place), place)).collect();
    places.retain(|(slots, _)| *slots > 0);
    places.sort_unstable();
    for (_, place) in places {
        fill_place(state, random, place as usize);
    }
}

fn fill_place(state: &mut State<'_, '_>, random: &mut Random, place: usize) {
    let problem = state.problem;
    let data = &problem.instance.places[place];
    let count = i32::try_from(data.visits).unwrap_or(0);
    let gap = data.ideal_gap.unwrap_or(data.min_gap);
    let last = data.days.1.min(i32::try_from(problem.days).unwrap_or(0) - 1);
    let first = data.days.0.max(problem.instance.freeze_until).max(0);
    let slack = (last - first - (count - 1) * gap).max(0);
    let phase = i32::try_from(random.below(usize::try_from(slack).unwrap_or(0) + 1)).unwrap_or(0);
    for (nth, visit) in (0..).zip(problem.visits_of(place)) {
        let visit = index(visit);
        if state.slot(visit) != NONE {
            continue;
        }
        let (from, to) = state.days_beside_siblings(visit);
        // Room for those that come after.
        let to = to.min(last - (count - 1 - nth) * data.min_gap);
        let want = (first + phase + nth * gap).clamp(from.min(to), to);
        let near = (from.max(want - NEAR_DAYS), to.min(want + NEAR_DAYS));
        if !insert_best(state, visit, near) {
            insert_best(state, visit, (from, to));
        }
    }
}

/// Puts a missing visit into the slot that costs least between two days, if it lowers the objective.
pub(super) fn insert_best(state: &mut State<'_, '_>, visit: u32, (from, to): (i32, i32)) -> bool {
    let problem = state.problem;
    let place = problem.visits[visit as usize].place as usize;
    let bound = state.bound_to(visit);
    let (mut best, mut limit) = (NONE, -1);
    for slot in problem.options(place, from, to) {
        if bound.is_some_and(|leader| problem.leader_day(*slot).0 != leader) {
            continue;
        }
        if let Some(delta) = state.probe(&[(visit, *slot)], limit) {
            (best, limit) = (*slot, delta - 1);
        }
    }
    best != NONE && state.attempt(&[(visit, best)], i64::MAX)
}
