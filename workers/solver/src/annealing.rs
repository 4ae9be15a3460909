//! Simulated annealing over the leader-days: single visits, pairs and whole places change their slots; what makes the plan
//! worse is taken by chance, the less the further it goes. Rules are never broken; leaving a visit out is the only slack.

use super::numbers::{Limits, Random, cooled};
use super::problem::{NONE, Problem, index};
use super::state::{Change, State};

/// How often the temperature is set, in iterations.
const COOLING: u64 = 128;
/// How many slots a visit of a place that is retimed as a whole may choose from.
const CHOICES: usize = 6;

/// From which temperature to which, in points of the objective.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Temperatures {
    pub(super) from: i64,
    pub(super) to: i64,
}

/// The moves, with what they draw from.
#[derive(Debug)]
pub(super) struct Moves {
    random: Random,
    limits: Limits,
    /// Visits that may be moved.
    free: Vec<u32>,
    /// Places with visits that may be moved.
    places: Vec<u32>,
    changes: Vec<Change>,
}

impl Moves {
    /// Moves of these visits.
    pub(super) fn new(problem: &Problem<'_>, random: Random, free: Vec<u32>) -> Self {
        let mut places: Vec<u32> = free.iter().map(|visit| problem.visits[*visit as usize].place).collect();
        places.sort_unstable();
        places.dedup();
        Self { random, limits: Limits::new(), free, places, changes: Vec::new() }
    }

    /// Numbers to draw from.
    pub(super) fn random(&mut self) -> &mut Random {
        &mut self.random
    }

    /// One move at a fixed-point temperature.
    pub(super) fn step(&mut self, state: &mut State<'_, '_>, temperature: i64) {
        let Some(visit) = self.random.of(&self.free) else { return };
        let limit = self.limits.draw(&mut self.random, temperature);
        match self.random.below(100) {
            0..75 => self.relocate(state, visit, limit),
            75..95 => self.swap(state, visit, limit),
            _ => self.retime(state, limit),
        }
    }

    /// A visit to another slot.
    fn relocate(&mut self, state: &mut State<'_, '_>, visit: u32, limit: i64) {
        let slot = match self.random.below(10) {
            0..6 => self.near_slot(state, visit),
            _ => self.any_slot(state, visit),
        };
        if slot != NONE && slot != state.slot(visit) {
            state.attempt(&[(visit, slot)], limit);
        }
    }

    /// The slot of a visit to a near place, if this one may lie there.
    fn near_slot(&mut self, state: &State<'_, '_>, visit: u32) -> u32 {
        let problem = state.problem;
        let place = problem.visits[visit as usize].place as usize;
        let Some(near) = self.random.of(&problem.near[place]) else { return NONE };
        let visits = problem.visits_of(near as usize);
        if visits.is_empty() {
            return NONE;
        }
        let slot = state.slot(index(visits.start + self.random.below(visits.len())));
        if slot != NONE && may_lie(state, visit, slot) { slot } else { NONE }
    }

    /// Any slot on which a visit may lie beside its siblings.
    fn any_slot(&mut self, state: &State<'_, '_>, visit: u32) -> u32 {
        let problem = state.problem;
        let place = problem.visits[visit as usize].place as usize;
        let (from, to) = state.days_beside_siblings(visit);
        let slot = self.random.of(problem.options(place, from, to)).unwrap_or(NONE);
        let bound = state.bound_to(visit);
        if slot != NONE && bound.is_none_or(|leader| problem.leader_day(slot).0 == leader) {
            slot
        } else {
            NONE
        }
    }

    /// A visit into the slot of a near one; another visit of that slot gives way: to where the first one was, or anywhere.
    fn swap(&mut self, state: &mut State<'_, '_>, visit: u32, limit: i64) {
        let problem = state.problem;
        let (from, slot) = (state.slot(visit), self.near_slot(state, visit));
        if slot == NONE || slot == from {
            return;
        }
        let Some(other) = self.random.of(state.on(slot)) else { return };
        let place = |visit: u32| problem.visits[visit as usize].place;
        let fixed = problem.known[other as usize].is_some_and(|known| known.locked);
        if fixed
            || place(other) == place(visit)
            || self.free.len() < problem.visits.len() && !self.is_free(other)
        {
            return;
        }
        let back = from != NONE && self.random.below(2) == 0 && may_lie(state, other, from);
        let to = if back { from } else { self.any_slot(state, other) };
        if to != slot {
            state.attempt(&[(visit, slot), (other, to)], limit);
        }
    }

    fn is_free(&self, visit: u32) -> bool {
        self.free.binary_search(&visit).is_ok()
    }

    /// All visits of a place out, and in again one after the other, each where it costs least of some slots.
    fn retime(&mut self, state: &mut State<'_, '_>, limit: i64) {
        let Some(place) = self.random.of(&self.places) else { return };
        let problem = state.problem;
        let mut changes = std::mem::take(&mut self.changes);
        changes.clear();
        for visit in problem.visits_of(place as usize).map(index) {
            if self.is_free(visit) {
                changes.push((visit, state.slot(visit)));
            }
        }
        let before = state.objective;
        let out: Vec<Change> = changes.iter().map(|(visit, _)| (*visit, NONE)).collect();
        if state.attempt(&out, i64::MAX) {
            for (visit, _) in &changes {
                let (mut best, mut room) = (NONE, i64::MAX);
                for _ in 0..CHOICES {
                    let near = self.random.below(2) == 0;
                    let slot =
                        if near { self.near_slot(state, *visit) } else { self.any_slot(state, *visit) };
                    if slot == NONE {
                        continue;
                    }
                    if let Some(delta) = state.probe(&[(*visit, slot)], room) {
                        (best, room) = (slot, delta - 1);
                    }
                }
                if best != NONE {
                    state.attempt(&[(*visit, best)], i64::MAX);
                }
            }
            // From five visits a day on the way back may be shut; then the next moves find another.
            if state.objective - before > limit && state.attempt(&out, i64::MAX) {
                state.attempt(&changes, i64::MAX);
            }
        }
        self.changes = changes;
    }
}

/// Whether a visit may lie on a slot, as far as its place is concerned.
pub(super) fn may_lie(state: &State<'_, '_>, visit: u32, slot: u32) -> bool {
    let problem = state.problem;
    let place = problem.visits[visit as usize].place as usize;
    let (leader, day) = problem.leader_day(slot);
    let (from, to) = state.days_beside_siblings(visit);
    let day = i32::try_from(day).unwrap_or(i32::MAX);
    (from..=to).contains(&day)
        && state.bound_to(visit).is_none_or(|bound| bound == leader)
        && problem.is_option(place, slot)
}

/// Anneals for so many iterations; `go_on` is asked now and then and may end it. The best plan is kept by
/// the state.
pub(super) fn anneal(
    state: &mut State<'_, '_>,
    moves: &mut Moves,
    temperatures: Temperatures,
    iterations: u64,
    go_on: &mut dyn FnMut(u64, &State<'_, '_>) -> bool,
) -> u64 {
    let mut temperature = 0;
    let mut done = 0;
    while done < iterations {
        if done % COOLING == 0 {
            temperature = cooled(temperatures.from, temperatures.to, done, iterations);
            if !go_on(done, state) {
                break;
            }
        }
        moves.step(state, temperature);
        done += 1;
    }
    done
}
