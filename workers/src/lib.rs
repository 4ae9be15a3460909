//! The workers: they hear what happened, decide in pure worker logic, and act through a link and a channel.
//!
//! A worker never appends events and never decides a campaign's state: it asks, hands over and gives commands. Each
//! worker is one file with its logic; [`runtime`] carries out its effects. Start at [`all`].
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
pub fn all() -> Vec<Box<dyn WorkerLogic + Send>> {
    with(reminders::Reminders::new())
}

/// The same for a run whose letters nobody reads: everything comes out as it does with [`all`], but the letters have
/// no words where they need none.
#[must_use]
pub fn all_wordless() -> Vec<Box<dyn WorkerLogic + Send>> {
    with(reminders::Reminders::wordless())
}

fn with(reminders: reminders::Reminders) -> Vec<Box<dyn WorkerLogic + Send>> {
    vec![Box::new(reminders), Box::new(visits::Visits::new()), Box::new(evaluation::Evaluation::new())]
}
