//! Room for visits that found none: the one or two visits that are least hard to place elsewhere give way, and so on. Each
//! visit that finds no slot counts how often; what is hard to place is not thrown out again for what is easy (guided
//! ejection).

use super::annealing::Moves;
use super::numbers::ONE;
use super::problem::{NONE, index};
use super::state::{Change, State};

/// How many iterations of annealing one ejection counts as: about as much work.
pub(super) const WORTH: u64 = 64;
/// Moves by chance after each ejection, so that the next one meets another plan.
const SHAKEN: u64 = 12;
/// At which temperature, fixed-point.
const SHAKING: i64 = 100 * ONE;

/// Visits that would have to give way, with how hard they are to place.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Ejected {
    visits: Vec<u32>,
    hard: u64,
}

/// Guided ejection.
#[derive(Debug)]
pub(super) struct Ejection<'m> {
    moves: &'m mut Moves,
    /// How often each visit found no slot.
    hard: Vec<u64>,
    /// How many visits of each place can never be made.
    lacking: &'m [usize],
}

impl<'m> Ejection<'m> {
    pub(super) fn new(moves: &'m mut Moves, visits: usize, lacking: &'m [usize]) -> Self {
        Self { moves, hard: vec![1; visits], lacking }
    }

    /// Works for so many iterations, or until nothing possible is missing. `go_on` may end it. What it counts as in
    /// iterations.
    pub(super) fn run(
        &mut self,
        state: &mut State<'_, '_>,
        iterations: u64,
        go_on: &mut dyn FnMut(u64, &State<'_, '_>) -> bool,
    ) -> u64 {
        let mut done = 0;
        while done < iterations && go_on(done, state) {
            let missing = possible(state, self.lacking);
            let Some(visit) = self.moves.random().of(&missing) else { break };
            self.place(state, visit);
            for _ in 0..SHAKEN {
                self.moves.step(state, SHAKING);
            }
            done += WORTH;
        }
        done
    }

    fn place(&mut self, state: &mut State<'_, '_>, visit: u32) {
        let problem = state.problem;
        let place = problem.visits[visit as usize].place as usize;
        let last = i32::try_from(problem.days).unwrap_or(i32::MAX);
        let options = problem.options(place, 0, last);
        let begin = self.moves.random().below(options.len().max(1));
        let (mut best, mut into) = (None::<Ejected>, NONE);
        for at in 0..options.len() {
            let slot = options[(begin + at) % options.len()];
            let below = best.as_ref().map_or(u64::MAX, |best| best.hard);
            if let Some(found) = self.least(state, visit, slot, below) {
                let free = found.hard == 0;
                (best, into) = (Some(found), slot);
                if free {
                    break;
                }
            }
        }
        let Some(ejected) = best else { return };
        if !ejected.visits.is_empty() {
            self.hard[visit as usize] += 1;
        }
        state.attempt(&changes(visit, into, &ejected.visits), i64::MAX);
    }

    /// The visits that are least hard to place elsewhere and without which this one fits into the slot.
    fn least(&self, state: &mut State<'_, '_>, visit: u32, slot: u32, below: u64) -> Option<Ejected> {
        let mut out = Ejected { visits: self.siblings_in_the_way(state, visit, slot)?, hard: 0 };
        out.hard = out.visits.iter().map(|sibling| self.weight(state, *sibling)).sum();
        let problem = state.problem;
        let (leader, day) = problem.leader_day(slot);
        if out.hard >= below || state.is_closed(slot) {
            return None;
        }
        if state.probe(&changes(visit, slot, &out.visits), i64::MAX).is_some() {
            return Some(out);
        }
        let mut here: Vec<(u64, u32)> = Vec::new();
        for other in state.on(slot) {
            if !is_locked(state, *other) && !out.visits.contains(other) {
                here.push((self.weight(state, *other), *other));
            }
        }
        // The week may be full while the day is not.
        let data = &problem.instance.leaders[leader];
        if data.week_max.is_some_and(|max| state.in_week(leader, day) >= max)
            && let Some(other) = self.lightest_of_week(state, slot)
        {
            here.push(other);
        }
        here.sort_unstable();
        let mut best: Option<Ejected> = None;
        let mut below = below;
        for (at, (hard, one)) in here.iter().enumerate() {
            for second in std::iter::once(None).chain(here[..at].iter().map(Some)) {
                let sum = out.hard + hard + second.map_or(0, |(hard, _)| *hard);
                if sum >= below {
                    continue;
                }
                let mut visits = out.visits.clone();
                visits.push(*one);
                visits.extend(second.map(|(_, other)| *other));
                if state.probe(&changes(visit, slot, &visits), i64::MAX).is_some() {
                    below = sum;
                    best = Some(Ejected { visits, hard: sum });
                }
            }
        }
        best
    }

    fn weight(&self, state: &State<'_, '_>, visit: u32) -> u64 {
        let place = state.problem.visits[visit as usize].place as usize;
        let priority = state.problem.instance.places[place].priority.unsigned_abs();
        self.hard[visit as usize].saturating_mul(priority.max(1))
    }

    fn lightest_of_week(&self, state: &State<'_, '_>, slot: u32) -> Option<(u64, u32)> {
        let problem = state.problem;
        let (leader, day) = problem.leader_day(slot);
        let week = problem.instance.week(day);
        let first = (week * 7).saturating_sub(problem.instance.first_weekday);
        let days = first..((week + 1) * 7 - problem.instance.first_weekday).min(problem.days);
        let others = days.filter(|other| *other != day).map(|other| problem.slot(leader, other));
        let visits = others.flat_map(|slot| state.on(slot).iter().copied());
        visits.filter(|other| !is_locked(state, *other)).map(|other| (self.weight(state, other), other)).min()
    }

    /// Visits of the same place that cannot stay if this one takes the slot; none if one of them is locked.
    fn siblings_in_the_way(&self, state: &State<'_, '_>, visit: u32, slot: u32) -> Option<Vec<u32>> {
        let problem = state.problem;
        let place = problem.visits[visit as usize].place as usize;
        let data = &problem.instance.places[place];
        let (leader, day) = problem.leader_day(slot);
        let mut found = Vec::new();
        for other in problem.visits_of(place) {
            let theirs = state.slot(index(other));
            if theirs == NONE || other == visit as usize {
                continue;
            }
            let (their_leader, their_day) = problem.leader_day(theirs);
            let apart = i32::try_from(other.abs_diff(visit as usize)).unwrap_or(i32::MAX);
            let days = i32::try_from(their_day.abs_diff(day)).unwrap_or(i32::MAX);
            let ordered = days == 0 || (other < visit as usize) == (their_day < day);
            let far = days >= apart * data.min_gap && data.max_gap.is_none_or(|gap| days <= apart * gap);
            if ordered && far && (!data.same_leader || their_leader == leader) {
                continue;
            }
            if is_locked(state, index(other)) {
                return None;
            }
            found.push(index(other));
        }
        Some(found)
    }
}

fn is_locked(state: &State<'_, '_>, visit: u32) -> bool {
    state.problem.known[visit as usize].is_some_and(|known| known.locked)
}

fn changes(visit: u32, slot: u32, out: &[u32]) -> Vec<Change> {
    out.iter().map(|other| (*other, NONE)).chain([(visit, slot)]).collect()
}

/// Missing visits that may have a slot: those of places of which more are missing than can never be made.
pub(super) fn possible(state: &State<'_, '_>, lacking: &[usize]) -> Vec<u32> {
    let problem = state.problem;
    let mut found = Vec::new();
    for (place, lacking) in lacking.iter().enumerate() {
        let visits = problem.visits_of(place).map(index);
        let before = found.len();
        found.extend(visits.filter(|visit| state.slot(*visit) == NONE));
        if found.len() - before <= *lacking {
            found.truncate(before);
        }
    }
    found
}
