//! The tables of what people do beside items, one file each.

mod candidates;
mod cases;
mod evidence;
mod forms;
mod ledgers;

/// All of them.
pub(super) const ALL: [&str; 5] =
    [forms::TABLES, ledgers::TABLES, cases::TABLES, candidates::TABLES, evidence::TABLES];
