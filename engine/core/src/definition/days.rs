//! Days, times and calendars as the file writes them.

pub(super) mod allowance;
pub(super) mod calendar;
pub(super) mod dates;
pub(super) mod said_day;
pub(super) mod vague;
pub(super) mod years;
