//! The search as a whole: a first plan, room for what is missing, annealing, the last touches; or, where a schedule is
//! published, as few changes of it as can be.

use super::Watch;
use super::annealing::{Moves, Temperatures};
use super::ejection::possible;
use super::numbers::Random;
use super::polish;
use super::reach;
use super::replan;
use super::start;
use super::state::State;
use super::steps::{Budget, Steps, movable};

/// How hot annealing of a new plan begins: a detour of some hours is taken now and then.
const FRESH: Temperatures = Temperatures { from: 300, to: 2 };
/// Share of the iterations that go into visits that are missing, as long as there are any: one in so many.
const FOR_MISSING: u64 = 2;

/// Searches; gives the iterations that were made and whether it was ended before its time.
pub(super) fn run(state: &mut State<'_, '_>, budget: Budget, watch: &mut dyn Watch) -> (u64, bool) {
    let problem = state.problem;
    let lacking = reach::lacking(problem);
    let random = Random::new(budget.seed, budget.chain);
    let mut steps = Steps::new(budget.iterations, watch);
    if problem.known.iter().flatten().any(|known| !known.locked) {
        replan::run(state, random, &lacking, &mut steps);
    } else {
        fresh(state, random, &lacking, &mut steps);
    }
    (steps.done, steps.stopped)
}

fn fresh(state: &mut State<'_, '_>, mut random: Random, lacking: &[usize], steps: &mut Steps<'_>) {
    start::fill(state, &mut random);
    let mut moves = Moves::new(state.problem, random, movable(state.problem));
    if !possible(state, lacking).is_empty() {
        steps.eject(state, &mut moves, lacking, steps.all / FOR_MISSING);
    }
    let rest = steps.all - steps.done.min(steps.all);
    steps.anneal(state, &mut moves, FRESH, rest);
    polish::run(state, lacking);
}
