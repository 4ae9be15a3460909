//! A process that is kept going: engine, workers, links and channels wired together, and its end.

pub mod actors;
pub mod config;
pub mod ending;
pub mod following;
pub mod gateways;
pub mod moments;
pub mod over_nats;
pub mod reach;
pub mod running;
pub mod serving;
pub mod watched;
