//! The aggregate: what a campaign is, what may happen to it, and what time brings.
//!
//! [`decide`], [`amend`] and [`tick`] say what happens, [`evolve`] says what that changes; all are pure and deterministic.
//! Nothing here may read a clock; `at` is the only time. Start at [`state`], then [`tick`] and [`decide`].

mod amend;
mod announced;
mod candidate;
mod case;
mod decide;
mod due;
mod evolve;
mod forecast;
mod happening;
mod hold;

mod ledger;
mod listener;
mod message;
mod occasion;
mod plan;
pub(crate) mod rating;
mod rescheduler;
mod rights;
pub(crate) mod stage;
mod state;
mod status;
mod tick;
pub mod visit;

#[cfg(test)]
pub(crate) mod sample;
#[cfg(test)]
mod tests;

pub use amend::amend;
pub use candidate::Ended;
pub use decide::{corrects, decide, worth};
pub use evolve::{evolve, evolve_listening};
pub use forecast::prospect::{Missed, Prospect, Writing, prospect};
pub use forecast::{Awaited, Forecast, Reminding, Slot, forecast};
pub use listener::{Listener, StepChange, StepEnd};
pub use message::kept_back::joins_at;
pub(crate) use message::opted_out::{is_optional, left_out};
pub(crate) use message::recipient::addressee;
pub use message::recipient::recipient;
pub(crate) use message::standing::{case_standing, caught_up};
pub use message::writing::kind_of as message_kind;
pub use occasion::{HandedOn, VisitLife, VisitOff, VisitStage};
pub use rating::is_drawn;
pub use rights::{Issuer, Sight};
pub use rights::{
    allowed, entitled, hands_in, is_recorded, may_read, may_read_of, sight, takes_cases_in, works_on_cases,
};
pub use state::{Item, ItemState, Occasion, State, StepCounts};
pub use status::{CandidateStatus, CaseStatus};
pub use tick::{advance, tick};
pub use visit::instance::visit_instance;
