//! The domain logic: what a committee's file means, and how a campaign moves. No clock, no file, no network, no chance.
#![forbid(unsafe_code)]

pub mod answer;
pub mod campaign;
pub mod definition;
pub mod impact;
pub mod players;
pub mod reconcile;
pub mod script;
pub mod simulate;
