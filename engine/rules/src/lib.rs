//! Pure judgement that engine and workers share: dates, audiences, message texts, visit rules, score folds.
//!
//! This package must never read a clock, a file, the environment or a random number: the same input gives the same
//! output on every machine. Start at [`calendar`], then [`steps`].
#![forbid(unsafe_code)]

pub mod audience;
pub mod calendar;
pub mod counted;
pub mod crontab;
pub mod feed;
pub mod limit;
pub mod measure;
pub mod message;
pub mod month;
pub mod numbering;
pub mod optional;
pub mod register;
#[cfg(test)]
mod sample;
pub mod score;
pub mod span;
pub mod stages;
pub mod steps;
pub mod task;
pub mod visit;
pub mod weekday;
pub mod workday;
pub mod worker;
pub mod zone;
