//! Channels: where a letter leaves muster. A channel must take the same letter twice without a second effect wherever it
//! can know of the first, and must never change a letter.

mod apprise;
mod bounce;
mod budget;
mod console;
mod contract;
mod http;
mod lengths;
mod mails;
mod nothing;
mod order;
mod outbox;
mod parcel;
mod receipts;
mod robot;
mod routes;
pub mod settings;
mod smtp;
#[cfg(test)]
mod tests;
mod web;
mod webhook;
mod wecom;

pub use bounce::{BOUNCE_BYTES_MAX, Bounce, NoBounce, read_bounce};
pub use console::Console;
pub use contract::{BREAKER_AFTER, BREAKER_MINUTES_MAX, BreakerLimits, Channel, ChannelError, Taken};
pub use mails::Mails;
pub use nothing::Nothing;
pub use order::in_order;
pub use outbox::Outbox;
pub use receipts::Receipts;
pub use routes::Routes;
