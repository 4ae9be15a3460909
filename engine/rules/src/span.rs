//! Calendar periods: days, weeks, months, quarters, half years and years by number, with their days and labels.

use chrono::Datelike;
use muster_protocol::definition::{Calendar, DayIn, Period};
use muster_protocol::time::Date;

use crate::workday::{LOOK_AROUND_DAYS, MissingYear, is_workday};

/// 1970-01-01, the day from which dates count, is a Thursday: so many days after a Monday.
const EPOCH_WEEKDAY: i32 = 3;

/// A calendar period by its number: days since 1970-01-01, weeks since the one that holds it, or periods of months
/// since the start of year 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Span {
    pub(crate) period: Period,
    pub(crate) number: i32,
}

/// Months in a period; none for days and weeks.
const fn months(period: Period) -> Option<i32> {
    match period {
        Period::Day | Period::Week => None,
        Period::Month => Some(1),
        Period::Quarter => Some(3),
        Period::HalfYear => Some(6),
        Period::Year => Some(12),
    }
}

/// First day of a month counted from year 0. Dates come from chrono's range, so a period's months lie in it too,
/// except at its very edge.
fn month_start(number: i32) -> Date {
    let month = u32::try_from(number.rem_euclid(12) + 1).unwrap_or(1);
    Date::ymd(number.div_euclid(12), month, 1).unwrap_or_default()
}

impl Span {
    /// The period that a day lies in.
    pub(crate) fn of(period: Period, day: Date) -> Self {
        let number = match (months(period), period) {
            (Some(months), _) => {
                let (year, month, _) = day.parts();
                year.saturating_mul(12)
                    .saturating_add(i32::try_from(month).unwrap_or(1) - 1)
                    .div_euclid(months)
            }
            (None, Period::Week) => day.0.saturating_add(EPOCH_WEEKDAY).div_euclid(7),
            (None, _) => day.0,
        };
        Self { period, number }
    }

    /// First day of the `offset`-th month of the period; months past its end belong to the next.
    fn month(self, offset: i32) -> Date {
        let months = months(self.period).unwrap_or(1);
        month_start(self.number.saturating_mul(months).saturating_add(offset))
    }

    pub(crate) fn first(self) -> Date {
        match self.period {
            Period::Day => Date(self.number),
            Period::Week => Date(self.number.saturating_mul(7).saturating_sub(EPOCH_WEEKDAY)),
            _ => self.month(0),
        }
    }

    pub(crate) fn last(self) -> Date {
        match self.period {
            Period::Day => self.first(),
            Period::Week => self.first().plus(6),
            _ => self.month(months(self.period).unwrap_or(1)).plus(-1),
        }
    }

    /// What the period is called in the key of an occasion: `2014-05-04`, `2014-w18`, `2014-05`, `2014-q2`, `2014-h1`,
    /// `2014`.
    pub(crate) fn label(self) -> String {
        let first = self.first();
        let (year, month, _) = first.parts();
        match self.period {
            Period::Day => first.to_string(),
            Period::Week => {
                let week = first.naive().iso_week();
                format!("{:04}-w{:02}", week.year(), week.week())
            }
            Period::Month => format!("{year:04}-{month:02}"),
            Period::Quarter => format!("{year:04}-q{}", (month - 1) / 3 + 1),
            Period::HalfYear => format!("{year:04}-h{}", (month - 1) / 6 + 1),
            Period::Year => format!("{year:04}"),
        }
    }

    /// The day of the period that `on` names, before rolling; none where the period has no such day of the week. A
    /// period with fewer working days than asked for gives the last one that the count reached.
    pub(crate) fn day(self, cal: &Calendar, on: DayIn) -> Result<Option<Date>, MissingYear> {
        let (first, last) = (self.first(), self.last());
        let in_month = |month: Date, day: u8| {
            let end = Self::of(Period::Month, month).last();
            month.plus(i32::from(day.max(1)) - 1).min(end)
        };
        Ok(match on {
            DayIn::Last => Some(last),
            DayIn::Workday(n) => Some(count_workdays(cal, first, last, 1, n)?),
            DayIn::WorkdayFromEnd(n) => Some(count_workdays(cal, last, first, -1, n)?),
            DayIn::Day(n) => Some(in_month(Self::of(Period::Month, last).first(), n)),
            DayIn::DayOfMonth(month, day) => {
                let count = months(self.period).unwrap_or(1);
                Some(in_month(self.month((i32::from(month.max(1)) - 1).min(count - 1)), day))
            }
            DayIn::Weekday(weekday) => nth_weekday(first, last, 1, 1, weekday),
            DayIn::NthWeekday(n, weekday) => nth_weekday(first, last, 1, n, weekday),
            DayIn::NthWeekdayFromEnd(n, weekday) => nth_weekday(last, first, -1, n, weekday),
        })
    }
}

/// The `n`-th day of the week from `start` towards `end`, both included.
fn nth_weekday(start: Date, end: Date, by: i32, n: u8, weekday: u8) -> Option<Date> {
    let away = (i32::from(weekday.min(6)) - i32::try_from(start.weekday()).unwrap_or(0)) * by;
    let days = away.rem_euclid(7) + 7 * (i32::from(n.max(1)) - 1);
    let day = start.plus(days * by);
    ((day.0 - end.0) * by <= 0).then_some(day)
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
