//! The dates on which rules fall due.
//!
//! [`occurrences`] is the one function for dates: live, catching up, amending and preview all use it. It must never
//! guess: a working-day question about a year without a table is [`MissingYear`].

use std::collections::VecDeque;

use muster_protocol::definition::{
    Calendar, Crontab, DayIn, Limit, Offset, Pattern, Period, Point, Roll, Rule,
};
use muster_protocol::time::{Date, Instant, TimeOfDay};

use crate::crontab;
pub use crate::crontab::either_day;
use crate::limit;
use crate::span::Span;
pub use crate::workday::{
    LOOK_AROUND_DAYS, MissingYear, is_made_up, is_provisional, is_workday, workday_after, workday_before,
};
use crate::zone::Zone;

/// Most occurrences of one rule: a hundred years of months, or more than three of working days. A longer range is a
/// typing error.
pub const OCCURRENCES_MAX: u32 = 1_200;

/// Most periods or days that are looked at for them: a daily rule passes rest days, a fifth Monday most months.
const LOOKED_AT_MAX: u32 = 10 * OCCURRENCES_MAX;

/// Why the dates of a rule cannot be told.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum OccurrencesError {
    /// A year without a table is needed.
    #[error(transparent)]
    Year(#[from] MissingYear),
    /// It happens more than [`OCCURRENCES_MAX`] times, or its range is too long to look through.
    #[error("more than {OCCURRENCES_MAX} times")]
    TooMany,
}

/// One happening of a rule, in local dates.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Occurrence {
    /// Which happening, from 0.
    pub nth: u32,
    /// What tells it from the rule's others: the period (`2014-05-04`, `2014-w18`, `2014-05`, `2014-q2`, `2014-h1`,
    /// `2014`, with `-1`, `-2` for several in one), the day, or the day and time of crontab (`2014-03-09t0230`, with a
    /// `b` for the second of a doubled hour); none for a rule that happens once.
    pub period: Option<String>,
    /// First open day.
    pub opens: Date,
    /// Due day, never before `opens`.
    pub due: Date,
    /// The first late instant where it is not 24:00 local of the due day: crontab and limits in hours.
    pub at: Option<Instant>,
}

fn rolled(cal: &Calendar, d: Date, roll: Roll) -> Result<Date, MissingYear> {
    match roll {
        Roll::Back => workday_before(cal, d, 0),
        Roll::Forward => workday_after(cal, d, 0),
        Roll::Stay => Ok(d),
    }
}

/// All occurrences of a rule in its range, in order.
///
/// A single day opens with the range and a window on its first day; both fall due on their last day, rolled, but a day of
/// the range is never rolled back out of it: then the opening day is the due day. A period
/// opens on its first day, cut at the start of the range. What falls due at the end of a period (每月, 每月最后N个工作日)
/// falls due in a period cut at the end of the range on the range's last day, rolled back; a named day
/// (每月15日, 每周一, 每月第N个工作日) that lies outside the range does not happen. Where rolling back would lead before the
/// opening, the due day is the opening day. Rolling forward may lead past the range: activities do (S49). Offsets are
/// counted from the day so found.
///
/// # Errors
/// [`OccurrencesError`] when a needed year has no table, or when [`OCCURRENCES_MAX`] is passed.
pub fn occurrences(rule: &Rule, cal: &Calendar, zone: &Zone) -> Result<Vec<Occurrence>, OccurrencesError> {
    let mut walk = Walk::new(rule, cal, zone);
    let mut all = Vec::new();
    while let Some(one) = walk.next()? {
        if one.nth >= OCCURRENCES_MAX {
            return Err(OccurrencesError::TooMany);
        }
        all.push(one);
    }
    Ok(all)
}

/// The day that `on` names in the period around a day; none where the period has no such day of the week.
///
/// # Errors
/// [`MissingYear`] when a year that it needs has no table.
pub fn day_in(
    (period, on): (Period, DayIn),
    around: Date,
    cal: &Calendar,
) -> Result<Option<Date>, MissingYear> {
    Span::of(period, around).day(cal, on)
}

/// The `nth` occurrence of a rule, from 0. See [`occurrences`].
///
/// # Errors
/// [`OccurrencesError`] when a year that it or one before it needs has no table, or when the search is too long.
pub fn occurrence(
    rule: &Rule,
    cal: &Calendar,
    zone: &Zone,
    nth: u32,
) -> Result<Option<Occurrence>, OccurrencesError> {
    if nth >= OCCURRENCES_MAX {
        return Ok(None);
    }
    let mut walk = Walk::new(rule, cal, zone);
    while let Some(one) = walk.next()? {
        if one.nth == nth {
            return Ok(Some(one));
        }
    }
    Ok(None)
}

/// A rule's occurrences, one after the other.
struct Walk<'a> {
    rule: &'a Rule,
    cal: &'a Calendar,
    zone: &'a Zone,
    /// Days, points or periods that were looked at.
    looked_at: u32,
    found: VecDeque<Found>,
    given: u32,
    /// Due day of the crontab firing before.
    before: Option<Date>,
}

/// An occurrence before it has its number and offsets.
struct Found {
    period: Option<String>,
    opens: Date,
    due: Date,
    at: Option<Instant>,
}

impl Found {
    fn new(period: Option<String>, opens: Date, due: Date) -> Self {
        Self { period, opens, due: due.max(opens), at: None }
    }
}

impl<'a> Walk<'a> {
    fn new(rule: &'a Rule, cal: &'a Calendar, zone: &'a Zone) -> Self {
        Self { rule, cal, zone, looked_at: 0, found: VecDeque::new(), given: 0, before: None }
    }

    fn next(&mut self) -> Result<Option<Occurrence>, OccurrencesError> {
        while self.found.is_empty() {
            if !self.look()? {
                return Ok(None);
            }
            self.looked_at += 1;
            if self.looked_at > LOOKED_AT_MAX {
                return Err(OccurrencesError::TooMany);
            }
        }
        let Some(found) = self.found.pop_front() else { return Ok(None) };
        let nth = self.given;
        self.given += 1;
        Ok(Some(self.offset(found, nth)?))
    }

    /// Looks at the next day, point or period; false when there is none.
    fn look(&mut self) -> Result<bool, MissingYear> {
        let rule = self.rule;
        let at = self.looked_at;
        match &rule.pattern {
            Pattern::Day(_) | Pattern::Window { .. } if at > 0 => Ok(false),
            Pattern::Day(day) => {
                let due = self.stay_inside(*day)?;
                self.found.push_back(Found { period: None, opens: rule.from, due, at: None });
                Ok(true)
            }
            Pattern::Window { first, last } => {
                let due = rolled(self.cal, *last, rule.roll)?;
                self.found.push_back(Found::new(None, *first, due));
                Ok(true)
            }
            Pattern::Points(points) => self.point(usize::try_from(at).ok().and_then(|at| points.get(at))),
            Pattern::Every { period, on } => self.period(*period, |walk, span| walk.in_span(span, *on)),
            Pattern::Spread { period, times } => {
                self.period(*period, |walk, span| walk.spread(span, (*times).max(1)))
            }
            Pattern::Crontab(crontab) => Ok(self.crontab(crontab)),
        }
    }

    fn point(&mut self, point: Option<&Point>) -> Result<bool, MissingYear> {
        let Some(point) = point else { return Ok(false) };
        let due = self.stay_inside(point.day)?;
        let period = Some(point.day.to_string());
        self.found.push_back(match point.first {
            Some(first) => Found::new(period, first, due),
            None => Found { period, opens: self.rule.from, due, at: None },
        });
        Ok(true)
    }

    /// A single day rolled: one of the range stays in it where it would be rolled back to before its begin. What lies
    /// before the range (backfill) is rolled as it is and opens on its own day.
    fn stay_inside(&self, day: Date) -> Result<Date, MissingYear> {
        let due = rolled(self.cal, day, self.rule.roll)?;
        Ok(if day < self.rule.from { due } else { due.max(self.rule.from) })
    }

    fn period(
        &mut self,
        period: Period,
        look: impl Fn(&mut Self, Span) -> Result<(), MissingYear>,
    ) -> Result<bool, MissingYear> {
        let rule = self.rule;
        let start = Span::of(period, rule.from).number;
        let number = start.saturating_add(i32::try_from(self.looked_at).unwrap_or(i32::MAX));
        if rule.from > rule.to || number > Span::of(period, rule.to).number {
            return Ok(false);
        }
        look(self, Span { period, number }).map(|()| true)
    }

    fn in_span(&mut self, span: Span, on: DayIn) -> Result<(), MissingYear> {
        let rule = self.rule;
        let cal = self.cal;
        if span.period == Period::Day && rule.roll != Roll::Stay && !is_workday(cal, span.first())? {
            return Ok(());
        }
        let Some(nominal) = span.day(cal, on)? else { return Ok(()) };
        let at_the_end = matches!(on, DayIn::Last | DayIn::WorkdayFromEnd(_));
        if !(at_the_end || rule.from <= nominal && nominal <= rule.to) {
            return Ok(());
        }
        let opens = match on {
            DayIn::Weekday(_) => nominal.plus(-6),
            _ => span.first(),
        };
        let due = match rule.roll {
            Roll::Back | Roll::Forward if nominal > rule.to => rolled(cal, rule.to, Roll::Back)?,
            Roll::Back | Roll::Forward | Roll::Stay => rolled(cal, nominal.min(rule.to), rule.roll)?,
        };
        self.found.push_back(Found::new(Some(span.label()), opens.max(rule.from), due));
        Ok(())
    }

    /// Equal parts of what the range leaves of the period; an odd day belongs to the later part.
    fn spread(&mut self, span: Span, times: u8) -> Result<(), MissingYear> {
        let rule = self.rule;
        let cal = self.cal;
        if span.period == Period::Day && rule.roll != Roll::Stay && !is_workday(cal, span.first())? {
            return Ok(());
        }
        let (first, last) = (span.first().max(rule.from), span.last().min(rule.to));
        let days = last.0 - first.0 + 1;
        for part in 0..i32::from(times) {
            let opens = first.plus(part * days / i32::from(times));
            let ends = first.plus((part + 1) * days / i32::from(times) - 1).max(opens);
            let due = match rule.roll {
                // A part that ends where the range does is not carried past it.
                Roll::Forward if ends < rule.to => rolled(cal, ends, Roll::Forward)?,
                Roll::Back | Roll::Forward => rolled(cal, ends, Roll::Back)?,
                Roll::Stay => ends,
            };
            let label = format!("{}-{}", span.label(), part + 1);
            self.found.push_back(Found::new(Some(label), opens, due));
        }
        Ok(())
    }

    fn crontab(&mut self, crontab: &Crontab) -> bool {
        let day = self.rule.from.plus(i32::try_from(self.looked_at).unwrap_or(i32::MAX));
        if day > self.rule.to {
            return false;
        }
        for fires in crontab::fires(crontab, self.zone, day) {
            let TimeOfDay(minutes) = fires.time;
            let (hour, minute, again) = (minutes / 60, minutes % 60, if fires.again { "b" } else { "" });
            // It is open since the day after the one before.
            let opens = self.before.map_or(self.rule.from, |before| before.plus(1)).min(day);
            let label = format!("{day}t{hour:02}{minute:02}{again}");
            let found = Found { at: Some(fires.at), ..Found::new(Some(label), opens, day) };
            self.found.push_back(found);
            self.before = Some(day);
        }
        true
    }

    /// Applies the rule's offsets.
    fn offset(&self, found: Found, nth: u32) -> Result<Occurrence, MissingYear> {
        let Found { period, mut opens, mut due, mut at } = found;
        for offset in &self.rule.offsets {
            (due, at) = match *offset {
                Offset::Before(days) => (workday_before(self.cal, due, days.max(1))?, None),
                Offset::After(limit) | Offset::AfterDue(limit) => {
                    // What waits for a closing may open as soon as what it waits for has opened.
                    if matches!(offset, Offset::AfterDue(_)) && self.rule.after_close.is_none() {
                        opens = due.plus(1);
                    }
                    let from = at.unwrap_or_else(|| self.zone.start_of_day(due.plus(1)));
                    after(limit, self.cal, self.zone, due, from)?
                }
            };
        }
        Ok(Occurrence { nth, period, opens: opens.min(due), due, at })
    }
}

/// Due day and first late instant of a limit that begins on a day, at an instant where it counts hours. The instant is
/// none where it is 24:00 of the due day.
///
/// # Errors
/// [`MissingYear`] when a needed year has no table.
pub fn after(
    limit: Limit,
    cal: &Calendar,
    zone: &Zone,
    day: Date,
    from: Instant,
) -> Result<(Date, Option<Instant>), MissingYear> {
    match limit {
        Limit::Workdays(days) => Ok((workday_after(cal, day, days.max(1))?, None)),
        Limit::SameDay | Limit::HalfWorkday | Limit::WorkMinutes(_) | Limit::Minutes(_) => {
            let end = limit::deadline(limit, cal, zone, from)?;
            let due = zone.date_of(end.plus(-1));
            Ok((due, Some(end).filter(|end| *end != zone.start_of_day(due.plus(1)))))
        }
    }
}

#[cfg(test)]
mod tests;
