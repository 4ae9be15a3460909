//! The aggregate: what a campaign is, what may happen to it, and what time brings.
//!
//! [`decide`] and [`tick`] say what happens, [`evolve`] says what that changes; all three are pure and deterministic.
//! Nothing here may read a clock; `at` is the only time. Start at [`state`], then [`tick`] and [`decide`].

mod decide;
mod due;
mod evolve;
mod instance;
mod plan;
mod state;
mod tick;

#[cfg(test)]
pub(crate) mod sample;
#[cfg(test)]
mod tests;

pub use decide::decide;
pub use evolve::evolve;
pub use instance::visit_instance;
pub use state::{Item, ItemState, Occasion, State, StepCounts};
pub use tick::{advance, tick};
