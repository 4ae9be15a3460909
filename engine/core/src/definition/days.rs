//! Days, times and calendars as the file writes them.

pub(super) mod calendar;
pub(super) mod dates;
pub(super) mod time_limit;
pub(super) mod typed_day;
pub(super) mod vague;
pub(super) mod years;
