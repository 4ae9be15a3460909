//! The tables of what people do beside items, one file each.

mod candidates;
mod cases;
mod evidence;
mod forms;
mod ledgers;
mod left_out;
mod letter_hours;
mod moves;
mod opted_out;
mod passed_on;
mod visit_ratings;

/// All of them.
pub(super) const ALL: [&str; 11] = [
    forms::TABLES,
    ledgers::TABLES,
    cases::TABLES,
    candidates::TABLES,
    evidence::TABLES,
    passed_on::TABLES,
    moves::TABLES,
    left_out::TABLES,
    opted_out::TABLES,
    letter_hours::TABLES,
    visit_ratings::TABLES,
];
