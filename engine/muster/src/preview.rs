//! A year for people: folded into rows, and shown as text, page, workbook, calendar and JSON.

pub mod agenda;
pub mod counts;
pub mod days;
pub(super) mod dense;
pub mod filter;
pub mod lateness;
pub mod ledger;
pub mod letters;
pub mod outlook;
pub mod page;
pub mod ranking;
pub mod report;
pub mod retimed;
pub mod span;
pub mod workbook;
