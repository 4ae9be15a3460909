//! The steps of a search: how many there are, how many were made, and who may end them.

use super::annealing::{Moves, Temperatures, anneal};
use super::ejection::Ejection;
use super::problem::{Problem, index};
use super::state::State;
use super::{Progress, Watch};

/// How far one chain of a search may go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Budget {
    /// Iterations: with the seed they fix the result on every machine.
    pub iterations: u64,
    /// What random numbers begin with.
    pub seed: u64,
    /// Which chain of the seed, from 0.
    pub chain: u64,
}

/// Visits that may lie somewhere and are not locked, in order.
pub(super) fn movable(problem: &Problem<'_>) -> Vec<u32> {
    let last = i32::try_from(problem.days).unwrap_or(i32::MAX);
    let free = |visit: &u32| {
        let at = *visit as usize;
        problem.known[at].is_none_or(|known| !known.locked)
            && !problem.options(problem.visits[at].place as usize, 0, last).is_empty()
    };
    (0..index(problem.visits.len())).filter(free).collect()
}

/// The steps of a search, counted and watched.
pub(super) struct Steps<'w> {
    pub(super) all: u64,
    pub(super) done: u64,
    /// Whether it was asked to stop.
    pub(super) stopped: bool,
    watch: &'w mut dyn Watch,
}

impl<'w> Steps<'w> {
    /// So many, none made yet.
    pub(super) fn new(all: u64, watch: &'w mut dyn Watch) -> Self {
        Self { all, done: 0, stopped: false, watch }
    }

    /// Anneals, and goes to the best.
    pub(super) fn anneal(
        &mut self,
        state: &mut State<'_, '_>,
        moves: &mut Moves,
        temperatures: Temperatures,
        iterations: u64,
    ) {
        let (before, all) = (self.done, self.all);
        let (watch, stopped) = (&mut *self.watch, &mut self.stopped);
        if !*stopped {
            let mut go_on =
                |done, state: &State<'_, '_>| watched(watch, stopped, (before + done, all), state);
            self.done = before + anneal(state, moves, temperatures, iterations, &mut go_on);
        }
        state.go_to_best();
    }

    /// Ejects, and goes to the best.
    pub(super) fn eject(
        &mut self,
        state: &mut State<'_, '_>,
        moves: &mut Moves,
        lacking: &[usize],
        iterations: u64,
    ) {
        let (before, all) = (self.done, self.all);
        let (watch, stopped) = (&mut *self.watch, &mut self.stopped);
        if !*stopped {
            let mut go_on =
                |done, state: &State<'_, '_>| watched(watch, stopped, (before + done, all), state);
            let visits = state.problem.visits.len();
            self.done = before + Ejection::new(moves, visits, lacking).run(state, iterations, &mut go_on);
        }
        state.go_to_best();
    }
}

/// Tells who watches how far it is; whether to go on.
fn watched(
    watch: &mut dyn Watch,
    stopped: &mut bool,
    (done, all): (u64, u64),
    state: &State<'_, '_>,
) -> bool {
    let go_on = watch.go_on(Progress { done, all, objective: state.best_objective() });
    *stopped = !go_on;
    go_on
}
