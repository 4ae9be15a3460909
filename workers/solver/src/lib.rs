//! The solver of field visits: which leader visits which place on which day and when. The same instance, seed, number of
//! iterations and version give the same bytes on every machine: whole numbers only, no clock, no threads, no order that
//! could differ. Start at [`solve`]; [`instance`] says what is planned, [`state`] what a plan is.
//!
//! This package must know nothing of campaigns: the worker of visits makes instances of their rounds. It is a package by
//! itself because it is a loop of some millions of turns: it is optimised in every build, and the workers need not be.
#![forbid(unsafe_code)]

mod annealing;
pub mod check;
mod day;
pub mod document;
mod ejection;
pub mod explain;
pub mod fault;
pub mod instance;
mod numbers;
mod options;
mod polish;
mod problem;
mod reach;
pub mod reading;
mod replan;
pub mod schedule;
mod search;
mod start;
mod state;
mod steps;

pub use steps::Budget;

use instance::Instance;
use problem::Problem;
use schedule::Schedule;
use state::State;

/// Version of the solver: what it gives for an instance, a seed and a number of iterations may change only with it.
pub const VERSION: u32 = 1;

/// How far a search is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// Iterations made.
    pub done: u64,
    /// Iterations of the budget.
    pub all: u64,
    /// What the best plan so far costs.
    pub objective: i64,
}

/// Who watches a search and may end it.
pub trait Watch {
    /// Hears how far it is; says whether to go on. What is best so far is kept either way.
    fn go_on(&mut self, progress: Progress) -> bool;
}

/// Nobody watches.
#[derive(Debug, Clone, Copy)]
pub struct Unwatched;

impl Watch for Unwatched {
    fn go_on(&mut self, _: Progress) -> bool {
        true
    }
}

/// Plans the visits of an instance.
#[must_use]
pub fn solve(instance: &Instance, budget: Budget, watch: &mut dyn Watch) -> Schedule {
    let mut problem = Problem::new(instance);
    options::find(&mut problem);
    let mut state = State::new(&problem);
    let made = search::run(&mut state, budget, watch);
    schedule::of(&mut state, budget, made)
}

#[cfg(test)]
mod tests;
