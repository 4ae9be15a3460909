//! Working days: whether a day is worked, and the n-th worked day from another.
//!
//! It must never guess: a question about a year without a table is [`MissingYear`].

use muster_protocol::definition::{Calendar, DayKind};
use muster_protocol::time::Date;

/// Most calendar days that a search for a working day walks: longer than a year, so that offsets of a whole year work,
/// short enough that a calendar whose days are all rest days ends at once.
pub const LOOK_AROUND_DAYS: i32 = 400;

/// The calendar has no table for a year that is needed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("calendar {calendar} has no table for {year}")]
pub struct MissingYear {
    /// Name of the calendar.
    pub calendar: String,
    /// The year.
    pub year: i32,
}

pub(crate) fn missing(cal: &Calendar, day: Date) -> MissingYear {
    MissingYear { calendar: cal.name.clone(), year: day.parts().0 }
}

/// Whether `d` is a working day: the published arrangement first, then the weekend rule.
///
/// # Errors
/// [`MissingYear`] when the calendar has no table for the year of `d`.
pub fn is_workday(cal: &Calendar, d: Date) -> Result<bool, MissingYear> {
    if !cal.years.contains(&d.parts().0) {
        return Err(missing(cal, d));
    }
    Ok(match cal.exceptions.binary_search_by_key(&d, |exception| exception.date) {
        Ok(at) => cal.exceptions[at].kind == DayKind::Work,
        Err(_) => !cal.weekend.iter().any(|&day| u32::from(day) == d.weekday()),
    })
}

/// Walks from `d` in steps of `by` days until `n` working days were met, `d` itself not counted.
fn walk(cal: &Calendar, d: Date, by: i32, n: u16) -> Result<Date, MissingYear> {
    let mut day = d;
    let mut left = n;
    for _ in 0..LOOK_AROUND_DAYS {
        day = day.plus(by);
        if is_workday(cal, day)? {
            left -= 1;
            if left == 0 {
                return Ok(day);
            }
        }
    }
    Err(missing(cal, day))
}

/// The `n`-th working day strictly after `d` (N个工作日后 starts the day after);
/// for 0 `d` itself if it is worked, else the next working day.
///
/// # Errors
/// [`MissingYear`] when the way leads through a year without a table or is longer than [`LOOK_AROUND_DAYS`].
pub fn workday_after(cal: &Calendar, d: Date, n: u16) -> Result<Date, MissingYear> {
    if n == 0 && is_workday(cal, d)? { Ok(d) } else { walk(cal, d, 1, n.max(1)) }
}

/// The `n`-th working day strictly before `d`; for 0 `d` itself if it is worked, else the last working day before.
///
/// # Errors
/// As [`workday_after`].
pub fn workday_before(cal: &Calendar, d: Date, n: u16) -> Result<Date, MissingYear> {
    if n == 0 && is_workday(cal, d)? { Ok(d) } else { walk(cal, d, -1, n.max(1)) }
}

/// Whether a day is a made-up working day: worked against the weekend rule.
#[must_use]
pub fn is_made_up(cal: &Calendar, day: Date) -> bool {
    let named = cal.exceptions.binary_search_by_key(&day, |exception| exception.date);
    named.is_ok_and(|at| cal.exceptions[at].kind == DayKind::Work)
}

/// Whether a date may still move: its year has no table yet and the file accepts that.
#[must_use]
pub fn is_provisional(cal: &Calendar, day: Date) -> bool {
    cal.provisional.contains(&day.parts().0)
}
