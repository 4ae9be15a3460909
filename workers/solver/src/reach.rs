//! How many visits of each place any plan can hold: its days, gaps and locked visits alone, as if nobody else were visited.
//! What is beyond is proved impossible.

use std::collections::VecDeque;

use super::instance::Place;
use super::problem::Problem;

/// How many visits of a place can be made at most if no other place is visited. `locks` says whether locked visits of the
/// place stay where they are.
pub(super) fn most(problem: &Problem<'_>, place: usize, locks: bool) -> usize {
    let data = &problem.instance.places[place];
    if data.same_leader {
        let each = data.eligible.iter().map(|leader| chain(problem, place, locks, Some(*leader)));
        return each.max().unwrap_or(0);
    }
    chain(problem, place, locks, None)
}

/// How many visits of each place are beyond what any plan can hold.
pub(super) fn lacking(problem: &Problem<'_>) -> Vec<usize> {
    let places = problem.instance.places.iter().enumerate();
    places.map(|(at, place)| place.visits - most(problem, at, true).min(place.visits)).collect()
}

/// The longest chain of visits, by number and day: each a number of gaps behind one before.
fn chain(problem: &Problem<'_>, place: usize, locks: bool, leader: Option<usize>) -> usize {
    let data = &problem.instance.places[place];
    let (count, days) = (data.visits, problem.days);
    let visits = problem.visits_of(place);
    let last = i32::try_from(days).unwrap_or(i32::MAX);
    let mut open = vec![false; days];
    for slot in problem.options(place, 0, last) {
        let (of, day) = problem.leader_day(*slot);
        open[day] |= leader.is_none_or(|leader| leader == of);
    }
    let locked: Vec<Option<(usize, usize)>> = visits
        .map(|visit| problem.known[visit].filter(|known| locks && known.locked))
        .map(|known| known.map(|known| problem.leader_day(known.slot)))
        .collect();
    // By visit and day: how many visits end there at most; 0 for none.
    let mut longest: Vec<Vec<u32>> = Vec::with_capacity(count);
    let mut best = 0;
    for nth in 0..count {
        // What was made before a locked visit has to go through it.
        let since = (0..nth).rev().find(|before| locked[*before].is_some());
        let here = |day: usize| match locked[nth] {
            Some((of, on)) => on == day && leader.is_none_or(|leader| leader == of),
            None => open[day],
        };
        let mut row: Vec<u32> = (0..days).map(|day| u32::from(since.is_none() && here(day))).collect();
        for (before, chains) in longest.iter().enumerate().skip(since.unwrap_or(0)) {
            reach(&mut row, chains, data, nth - before, here);
        }
        let through = !locked[nth + 1..].iter().any(Option::is_some);
        if through {
            best = best.max(row.iter().copied().max().unwrap_or(0));
        }
        longest.push(row);
    }
    best as usize
}

/// Lengthens chains that end `apart` visits before.
fn reach(row: &mut [u32], before: &[u32], data: &Place, apart: usize, open: impl Fn(usize) -> bool) {
    let gap = |gap: i32| usize::try_from(gap).unwrap_or(0).saturating_mul(apart);
    let (least, most) = (gap(data.min_gap), data.max_gap.map(gap));
    // The largest of a window that slides along: indexes of falling values.
    let mut window: VecDeque<usize> = VecDeque::new();
    for (day, longest) in row.iter_mut().enumerate().skip(least) {
        let comes = day - least;
        while window.back().is_some_and(|at| before[*at] <= before[comes]) {
            window.pop_back();
        }
        window.push_back(comes);
        while window.front().is_some_and(|at| most.is_some_and(|most| day - at > most)) {
            window.pop_front();
        }
        if let Some(at) = window.front()
            && before[*at] > 0
            && open(day)
        {
            *longest = (*longest).max(before[*at] + 1);
        }
    }
}
