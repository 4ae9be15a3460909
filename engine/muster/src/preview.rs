//! A year for people: folded into rows, and shown as text, page, workbook, calendar and JSON.

pub mod agenda;
pub mod counts;
pub mod days;
pub(super) mod dense;
pub mod filter;
pub mod history;
pub mod inspections;
pub mod lateness;
pub mod letters;
pub mod model;
pub mod page;
pub mod ranking;
pub mod report;
pub mod retimed;
pub mod span;
pub mod workbook;
