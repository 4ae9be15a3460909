//! The last touches, without chance: what is missing is put where it fits, or where one other visit can make room. A plan
//! to which this was done once is not changed by it again, so that a plan that nothing disturbs comes back as it was.

use super::ejection::possible;
use super::problem::NONE;
use super::start::insert_best;
use super::state::State;

/// Most changes that are tried: a few seconds on a large over-full plan, nothing to speak of on others.
const TRIED_MAX: u64 = 2_000_000;

/// Places what is missing, each with one other visit moved at most.
pub(super) fn run(state: &mut State<'_, '_>, lacking: &[usize]) {
    let mut tried = 0;
    loop {
        let before = state.objective;
        for visit in possible(state, lacking) {
            let beside = state.days_beside_siblings(visit);
            if !insert_best(state, visit, beside) {
                with_another(state, visit, &mut tried);
            }
        }
        if state.objective >= before || tried >= TRIED_MAX {
            break;
        }
    }
    state.go_to_best();
}

/// Puts a visit into a slot from which another one moves, if that makes the plan better: the best way of all.
fn with_another(state: &mut State<'_, '_>, visit: u32, tried: &mut u64) {
    let problem = state.problem;
    let place = problem.visits[visit as usize].place as usize;
    let bound = state.bound_to(visit);
    let (from, to) = state.days_beside_siblings(visit);
    let (mut best, mut limit) = (None, -1);
    for slot in problem.options(place, from, to) {
        if bound.is_some_and(|leader| problem.leader_day(*slot).0 != leader) {
            continue;
        }
        for other in in_the_way(state, *slot) {
            *tried += 1;
            if *tried >= TRIED_MAX {
                return;
            }
            let known = problem.known[other as usize];
            if known.is_some_and(|known| known.locked)
                || state.probe(&[(other, NONE), (visit, *slot)], i64::MAX).is_none()
            {
                continue;
            }
            let theirs = problem.visits[other as usize].place as usize;
            let (from, to) = state.days_beside_siblings(other);
            for aside in problem.options(theirs, from, to) {
                *tried += 1;
                if let Some(delta) = state.probe(&[(other, *aside), (visit, *slot)], limit) {
                    (best, limit) = (Some([(other, *aside), (visit, *slot)]), delta - 1);
                }
            }
        }
    }
    if let Some(changes) = best {
        state.attempt(&changes, i64::MAX);
    }
}

/// Visits of the slot, and of the leader's other days of the week if the week is full, by number.
fn in_the_way(state: &State<'_, '_>, slot: u32) -> Vec<u32> {
    let problem = state.problem;
    let (leader, day) = problem.leader_day(slot);
    let mut found = state.on(slot).to_vec();
    let max = problem.instance.leaders[leader].week_max;
    if max.is_some_and(|max| state.in_week(leader, day) >= max) {
        let (instance, week) = (problem.instance, problem.instance.week(day));
        let first = (week * 7).saturating_sub(instance.first_weekday);
        let days = first..((week + 1) * 7 - instance.first_weekday).min(problem.days);
        let others = days.filter(|other| *other != day).map(|other| problem.slot(leader, other));
        found.extend(others.flat_map(|slot| state.on(slot).to_vec()));
    }
    found.sort_unstable();
    found
}
