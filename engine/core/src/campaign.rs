//! The aggregate: what a campaign is, what may happen to it, and what time brings.
//!
//! [`decide`], [`amend`] and [`tick`] say what happens, [`evolve`] says what that changes; all are pure and deterministic.
//! Nothing here may read a clock; `at` is the only time. Start at [`state`], then [`tick`] and [`decide`].

mod amend;
mod announced;
mod by;
mod candidate;
mod case;
mod decide;
mod due;
mod evolve;
mod happening;
mod hold;
mod ledger;
mod message;
mod mover;
mod occasion;
mod outlook;
mod plan;
mod rights;
mod standing;
mod state;
mod tick;
mod told;
pub mod visit;

#[cfg(test)]
pub(crate) mod sample;
#[cfg(test)]
mod tests;

pub use amend::amend;
pub use by::By;
pub use candidate::Ended;
pub use decide::decide;
pub use evolve::{evolve, evolve_telling};
pub use message::recipient::recipient;
pub use occasion::{HandedOn, VisitLife, VisitStage};
pub use outlook::prospect::{Missed, Prospect, Writing, prospect};
pub use outlook::{Awaited, Outlook, Reminding, Slot, outlook};
pub use rights::{allowed, entitled, may_read, may_read_of};
pub use standing::{CandidateStanding, CaseStanding};
pub use state::{Item, ItemState, Occasion, State, StepCounts};
pub use tick::{advance, tick};
pub use told::{Listener, StepChange, StepEnd};
pub use visit::instance::visit_instance;
