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

use muster_rules::worker::WorkerLogic;

/// All workers of a campaign, new: what a preview plays and what `up` runs. A new worker is a line here.
#[must_use]
pub fn halves() -> Vec<Box<dyn WorkerLogic + Send>> {
    with(reminders::Reminders::new())
}

/// The same for a run whose letters nobody reads: everything comes out as it does with [`halves`], but the letters have
/// no words where they need none.
#[must_use]
pub fn wordless_halves() -> Vec<Box<dyn WorkerLogic + Send>> {
    with(reminders::Reminders::wordless())
}

fn with(reminders: reminders::Reminders) -> Vec<Box<dyn WorkerLogic + Send>> {
    vec![Box::new(reminders), Box::new(visits::Visits::new()), Box::new(evaluation::Evaluation::new())]
}
