//! Working days, and the dates on which rules fall due.
//!
//! [`occurrences`] is the one function for dates: live, catching up, amending and preview all use it. It must never
//! guess: a working-day question about a year without a table is [`MissingYear`].

use muster_words::definition::{Calendar, DayIn, DayKind, Pattern, Period, Roll, Rule};
use muster_words::time::Date;

/// Most calendar days that a search for a working day walks: longer than a year, so that offsets of a whole year work,
/// short enough that a calendar whose days are all rest days ends at once.
pub const LOOK_AROUND_DAYS: i32 = 400;

/// Most occurrences of one rule: a hundred years of months. A longer range is a typing error.
pub const OCCURRENCES_MAX: u32 = 1_200;

/// The calendar has no table for a year that is needed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("calendar {calendar} has no table for {year}")]
pub struct MissingYear {
    /// Name of the calendar.
    pub calendar: String,
    /// The year.
    pub year: i32,
}

/// One happening of a rule, in local dates.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Occurrence {
    /// Which happening, from 0.
    pub nth: u32,
    /// The period, such as `2014-05`, `2014-q2` or `2014-h1`; none for a rule that happens once.
    pub period: Option<String>,
    /// First open day.
    pub opens: Date,
    /// Due day, never before `opens`.
    pub due: Date,
}

fn missing(cal: &Calendar, day: Date) -> MissingYear {
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

/// The `n`-th working day strictly after `d` (N个工作日后 starts the day after, practice.md §5.1);
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

fn rolled(cal: &Calendar, d: Date, roll: Roll) -> Result<Date, MissingYear> {
    match roll {
        Roll::Back => workday_before(cal, d, 0),
        Roll::Forward => workday_after(cal, d, 0),
        Roll::Stay => Ok(d),
    }
}

/// Months in a period.
const fn months(period: Period) -> i32 {
    match period {
        Period::Month => 1,
        Period::Quarter => 3,
        Period::HalfYear => 6,
    }
}

/// A calendar period by its number: periods since the start of year 0.
#[derive(Clone, Copy)]
struct Span {
    period: Period,
    number: i32,
}

impl Span {
    fn of(period: Period, day: Date) -> Self {
        let (year, month, _) = day.parts();
        let month_number = year.saturating_mul(12).saturating_add(i32::try_from(month).unwrap_or(1) - 1);
        Self { period, number: month_number.div_euclid(months(period)) }
    }

    /// First day of the `offset`-th month of the period; months past its end belong to the next.
    fn month_start(self, offset: i32) -> Date {
        let month_number = self.number.saturating_mul(months(self.period)).saturating_add(offset);
        let month = u32::try_from(month_number.rem_euclid(12) + 1).unwrap_or(1);
        // Dates come from chrono's range, so a period's months lie in it too, except at its very edge.
        Date::ymd(month_number.div_euclid(12), month, 1).unwrap_or_default()
    }

    fn first(self) -> Date {
        self.month_start(0)
    }

    fn last(self) -> Date {
        self.month_start(months(self.period)).plus(-1)
    }

    fn label(self) -> String {
        let (year, month, _) = self.first().parts();
        match self.period {
            Period::Month => format!("{year:04}-{month:02}"),
            Period::Quarter => format!("{year:04}-q{}", (month - 1) / 3 + 1),
            Period::HalfYear => format!("{year:04}-h{}", (month - 1) / 6 + 1),
        }
    }

    /// The day of the period that `on` names, before rolling. A period with fewer working days than asked for gives
    /// the last one that the count reached.
    fn day(self, cal: &Calendar, on: DayIn) -> Result<Date, MissingYear> {
        let (first, last) = (self.first(), self.last());
        match on {
            DayIn::Last => Ok(last),
            DayIn::Workday(n) => count_workdays(cal, first, last, 1, n),
            DayIn::WorkdayFromEnd(n) => count_workdays(cal, last, first, -1, n),
            DayIn::Day(n) => {
                let month = self.month_start(months(self.period) - 1);
                Ok(month.plus(i32::from(n.max(1)) - 1).min(last))
            }
        }
    }
}

/// The `n`-th working day from `start` towards `end`, both included; the last one met if there are fewer, `end` if
/// there is none.
fn count_workdays(cal: &Calendar, start: Date, end: Date, by: i32, n: u8) -> Result<Date, MissingYear> {
    let mut left = n.max(1);
    let mut met = end;
    let mut day = start;
    for _ in 0..LOOK_AROUND_DAYS {
        if is_workday(cal, day)? {
            met = day;
            left -= 1;
        }
        if left == 0 || day == end {
            break;
        }
        day = day.plus(by);
    }
    Ok(met)
}

/// All occurrences of a rule in its range, in order.
///
/// A single day opens with the range and a window on its first day; both fall due on their last day, rolled. A period
/// opens on its first day, cut at the start of the range; a period cut at the end of the range falls due on the last
/// day of the range, rolled back (rows.md §1.2). Where rolling back would lead before the opening, the due day is the
/// opening day. Rolling forward may lead past the range: activities do (S49).
///
/// # Errors
/// [`MissingYear`] when a needed year has no table, or of the year in which [`OCCURRENCES_MAX`] is passed.
pub fn occurrences(rule: &Rule, cal: &Calendar) -> Result<Vec<Occurrence>, MissingYear> {
    let mut all = Vec::new();
    for nth in 0..OCCURRENCES_MAX {
        match occurrence(rule, cal, nth)? {
            Some(one) => all.push(one),
            None => return Ok(all),
        }
    }
    Err(missing(cal, all.last().map_or(rule.to, |last| last.due)))
}

/// The `nth` occurrence of a rule, from 0, without reckoning the others. See [`occurrences`].
///
/// # Errors
/// [`MissingYear`] when a needed year has no table.
pub fn occurrence(rule: &Rule, cal: &Calendar, nth: u32) -> Result<Option<Occurrence>, MissingYear> {
    let once = |opens: Date, due: Date| Occurrence { nth, period: None, opens, due: due.max(opens) };
    match rule.pattern {
        Pattern::Day(_) | Pattern::Window { .. } if nth > 0 => Ok(None),
        Pattern::Day(day) => {
            let due = rolled(cal, day, rule.roll)?;
            // What lies before the range (backfill) opens on its own day.
            Ok(Some(once(rule.from.min(due), due)))
        }
        Pattern::Window { first, last } => Ok(Some(once(first, rolled(cal, last, rule.roll)?))),
        Pattern::Every { period, on } => {
            let start = Span::of(period, rule.from).number;
            let number = start.saturating_add(i32::try_from(nth).unwrap_or(i32::MAX));
            if rule.from > rule.to || number > Span::of(period, rule.to).number {
                return Ok(None);
            }
            in_span(rule, cal, nth, Span { period, number }, on).map(Some)
        }
    }
}

fn in_span(rule: &Rule, cal: &Calendar, nth: u32, span: Span, on: DayIn) -> Result<Occurrence, MissingYear> {
    let opens = span.first().max(rule.from);
    let nominal = span.day(cal, on)?;
    let due = match rule.roll {
        Roll::Back | Roll::Forward if nominal > rule.to => rolled(cal, rule.to, Roll::Back)?,
        Roll::Back | Roll::Forward | Roll::Stay => rolled(cal, nominal.min(rule.to), rule.roll)?,
    };
    Ok(Occurrence { nth, period: Some(span.label()), opens, due: due.max(opens) })
}

#[cfg(test)]
mod tests;
