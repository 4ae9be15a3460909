//! Channels: where a letter leaves muster. A channel must take the same letter twice without a second effect wherever it
//! can know of the first, and must never change a letter.

mod console;
mod contract;
mod nothing;
mod outbox;

pub use console::Console;
pub use contract::{Channel, ChannelError};
pub use nothing::Nothing;
pub use outbox::Outbox;
