//! The workers: they hear what happened, think in a pure half, and act through a link and a channel.
//!
//! A worker never appends events and never decides a campaign's state: it asks, hands over and gives commands. Each
//! worker is one file with its pure half; [`runtime`] gives all of them hands. Start at [`halves`].
#![forbid(unsafe_code)]

pub mod channel;
pub mod evaluation;
pub mod reminders;
pub mod runtime;
#[cfg(test)]
mod sample;
pub mod visits;

use muster_rules::worker::PureHalf;

/// All workers of a campaign, new: what a preview plays and what `up` runs. A new worker is a line here.
#[must_use]
pub fn halves() -> Vec<Box<dyn PureHalf + Send>> {
    vec![
        Box::new(reminders::Reminders::new()),
        Box::new(visits::Visits::new()),
        Box::new(evaluation::Evaluation::new()),
    ]
}
