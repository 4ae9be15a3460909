//! The effects of muster: the durable log, the one writer of a shard, the campaign clock, the views computed from events.
//!
//! Everything that happens comes in through [`execute::Handle`] and goes through [`writer`], which alone decides
//! (with `muster-core`) and appends (through [`store`]). Nothing here makes a judgement of its own. Start at
//! [`engine`], then [`execute`], then [`writer`].
#![forbid(unsafe_code)]

mod batch_statement;
pub mod clock;
pub mod description;
/// A data directory: who holds it, what lies in it, its copies, its proof, its maintenance.
pub mod directory;
mod domain_logic;
pub mod engine;
pub mod execute;
pub mod http;
pub mod maintenance;
pub mod place;
mod private;
pub mod queue;
/// The read side: the log followed, folded into rows, shown as tables, told in words.
pub mod read;
pub mod relay;
mod retrying;
#[cfg(test)]
mod sample;
pub mod store;
mod sweeper;
mod tail;
/// The campaign clock, and what moves it: live time and virtual time.
pub mod time;
pub mod view;
/// What shows of a running engine: counts, lags, what keeps it from working.
pub mod watch;
pub mod writer;

pub use clock::{Clock, ClockMode};
pub use engine::{Engine, OpenError, Options};
pub use execute::Handle;
