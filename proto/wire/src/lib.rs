//! How words are carried between an engine and its workers.
//!
//! One contract, [`link::Link`], for two ways: [`local`] inside one process, and NATS JetStream between processes. This
//! package must never decide anything and never look into an event's body. Start at [`link`].
#![forbid(unsafe_code)]

#[cfg(test)]
pub mod conformance;
pub mod failpoints;
pub mod link;
pub mod local;
pub mod memory;
pub mod nats;
