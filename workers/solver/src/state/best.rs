//! The best plan so far. It is kept as it was, orders and costs of its days included: a day of many stops that is priced
//! again, stop by stop, may find another order, or none.

use super::{Day, State};
use crate::problem::NONE;

/// The best plan so far, and where the plan differs from it.
#[derive(Debug, Clone, Default)]
pub(super) struct Best {
    objective: i64,
    slot_of: Vec<u32>,
    day: Vec<Day>,
    place_cost: Vec<i64>,
    /// Slots that were touched since.
    touched: Marked,
    /// Visits that have moved since.
    moved: Marked,
}

/// Numbers that are marked, each once.
#[derive(Debug, Clone, Default)]
struct Marked {
    numbers: Vec<u32>,
    is: Vec<bool>,
}

impl Marked {
    fn none(of: usize) -> Self {
        Self { numbers: Vec::new(), is: vec![false; of] }
    }

    fn mark(&mut self, number: u32) {
        if !std::mem::replace(&mut self.is[number as usize], true) {
            self.numbers.push(number);
        }
    }

    /// Takes one mark away.
    fn pop(&mut self) -> Option<u32> {
        let number = self.numbers.pop()?;
        self.is[number as usize] = false;
        Some(number)
    }
}

impl Best {
    /// The plan as it is.
    pub(super) fn of(state: &State<'_, '_>) -> Self {
        Self {
            objective: state.objective,
            slot_of: state.slot_of.clone(),
            day: state.day.clone(),
            place_cost: state.place_cost.clone(),
            touched: Marked::none(state.day.len()),
            moved: Marked::none(state.slot_of.len()),
        }
    }

    /// What it costs.
    pub(super) fn objective(&self) -> i64 {
        self.objective
    }

    /// Notes what a change has touched.
    pub(super) fn differs(&mut self, slots: impl Iterator<Item = u32>, visits: impl Iterator<Item = u32>) {
        slots.for_each(|slot| self.touched.mark(slot));
        visits.for_each(|visit| self.moved.mark(visit));
    }
}

impl State<'_, '_> {
    /// Takes the plan as it is for the best so far.
    pub(super) fn take_as_best(&mut self) {
        while let Some(slot) = self.best.touched.pop() {
            self.best.day[slot as usize] = self.day[slot as usize];
        }
        while let Some(visit) = self.best.moved.pop() {
            self.best.slot_of[visit as usize] = self.slot_of[visit as usize];
            let place = self.problem.visits[visit as usize].place as usize;
            self.best.place_cost[place] = self.place_cost[place];
        }
        self.best.objective = self.objective;
    }

    /// Goes back to the best plan so far.
    pub(crate) fn go_to_best(&mut self) {
        while let Some(slot) = self.best.touched.pop() {
            self.day[slot as usize] = self.best.day[slot as usize];
        }
        while let Some(visit) = self.best.moved.pop() {
            let before = self.best.slot_of[visit as usize];
            let now = std::mem::replace(&mut self.slot_of[visit as usize], before);
            if now != NONE {
                self.count(visit, now, false);
            }
            if before != NONE {
                self.count(visit, before, true);
            }
            let place = self.problem.visits[visit as usize].place as usize;
            self.place_cost[place] = self.best.place_cost[place];
        }
        self.objective = self.best.objective;
    }
}
