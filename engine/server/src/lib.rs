//! The hands of muster: the durable log, the one writer of a shard, the campaign clock, the views computed from events.
//!
//! Everything that happens comes in through [`execute::Handle`] and goes through [`writer`], which alone decides
//! (with `muster-core`) and appends (through [`store`]). Nothing here makes a judgement of its own. Start at
//! [`engine`], then [`execute`], then [`writer`].
#![forbid(unsafe_code)]

pub mod account;
pub mod backup;
pub mod clock;
pub mod contacts;
pub mod engine;
pub mod execute;
pub mod gauge;
pub mod health;
pub mod http;
pub mod identity;
pub mod inspect;
mod ladder;
pub mod lock;
pub mod metrics;
mod named;
pub mod place;
mod private;
mod projector;
pub mod queue;
pub mod relay;
pub mod replay;
mod retrying;
#[cfg(test)]
mod sample;
pub mod show;
pub mod stepper;
pub mod store;
pub mod sweep;
mod sweeper;
mod tail;
pub mod telling;
mod thinking;
pub mod ticker;
pub mod verify;
pub mod view;
pub mod writer;

pub use clock::{Clock, ClockMode};
pub use engine::{Engine, OpenError, Options};
pub use execute::Handle;
