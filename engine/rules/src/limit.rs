//! When a limit ends: working days, working time of the calendar, or hours by the clock.
//!
//! A limit ends at the first instant that is late, as due days do (24:00 local).

use muster_protocol::definition::{Calendar, Hours, Limit};
use muster_protocol::time::{Date, Instant, MINUTE, TimeOfDay};

use crate::workday::{LOOK_AROUND_DAYS, MissingYear, is_workday, workday_after};
use crate::zone::Zone;

/// Minutes in a day: the time of day that is written 24:00.
pub const END_OF_DAY: TimeOfDay = TimeOfDay(24 * 60);

/// The first late instant of a limit that begins at `from`.
///
/// 当日 and working days end at 24:00 local of a day; the day on which a limit begins is never counted. What begins on a
/// rest day or after the last working hour has the whole next working day under 当日. Working
/// time begins at `from` or, outside working hours, when they begin next; it may end with the working day but never in
/// the night after it. Clocks that change within working hours change the time of day at which it ends, not the length.
///
/// # Errors
/// [`MissingYear`] when a year without a table is needed, or when [`LOOK_AROUND_DAYS`] hold less working time than
/// asked for.
pub fn deadline(limit: Limit, cal: &Calendar, zone: &Zone, from: Instant) -> Result<Instant, MissingYear> {
    let today = zone.date_of(from);
    let whole_day = |day: Date| zone.start_of_day(day.plus(1));
    match limit {
        Limit::SameDay => {
            let over = stretches(cal, zone, today)?.last().is_none_or(|last| last.1 <= from);
            Ok(whole_day(if over { workday_after(cal, today, 1)? } else { today }))
        }
        Limit::Workdays(n) => Ok(whole_day(workday_after(cal, today, n.max(1))?)),
        Limit::HalfWorkday => {
            let first = workday_with_time_left(cal, zone, from)?;
            let whole: i64 = stretches(cal, zone, first)?.iter().map(|(from, to)| to.0 - from.0).sum();
            after_working(cal, zone, from, whole / 2)
        }
        Limit::WorkMinutes(minutes) => after_working(cal, zone, from, i64::from(minutes) * MINUTE),
        Limit::Minutes(minutes) => Ok(from.plus(i64::from(minutes) * MINUTE)),
    }
}

/// The last moment that is in time, of a limit that ends with this first late instant: its local day, and the time where it does
/// not end with the day. Every text that gives a limit says it so: a limit that ends at 24:00 of a day is never said as 00:00 of the next.
#[must_use]
pub fn last_moment(zone: &Zone, late: Instant) -> (Date, Option<TimeOfDay>) {
    let day = zone.date_of(late.plus(-1));
    let with_the_day = zone.start_of_day(day.plus(1)) == late;
    (day, (!with_the_day).then(|| zone.time_of(late)))
}

/// Working time between two instants, in milliseconds; none when `to` lies before `from`.
///
/// # Errors
/// [`MissingYear`] when a year without a table is needed.
pub fn worked(cal: &Calendar, zone: &Zone, from: Instant, to: Instant) -> Result<i64, MissingYear> {
    let mut sum = 0;
    let mut day = zone.date_of(from);
    while day <= zone.date_of(to) {
        for (begins, ends) in stretches(cal, zone, day)? {
            sum += (ends.min(to).0 - begins.max(from).0).max(0);
        }
        day = day.plus(1);
    }
    Ok(sum)
}

/// The instant at which so much working time has passed since `from`.
fn after_working(cal: &Calendar, zone: &Zone, from: Instant, millis: i64) -> Result<Instant, MissingYear> {
    let mut left = millis.max(0);
    let mut day = zone.date_of(from);
    for _ in 0..LOOK_AROUND_DAYS {
        for (begins, ends) in stretches(cal, zone, day)? {
            let begins = begins.max(from);
            if ends <= begins {
                continue;
            }
            if left <= ends.0 - begins.0 {
                return Ok(begins.plus(left));
            }
            left -= ends.0 - begins.0;
        }
        day = day.plus(1);
    }
    Err(MissingYear { calendar: cal.name.clone(), year: day.parts().0 })
}

/// The first working day whose working time is not over at an instant.
fn workday_with_time_left(cal: &Calendar, zone: &Zone, from: Instant) -> Result<Date, MissingYear> {
    let today = zone.date_of(from);
    let over = stretches(cal, zone, today)?.last().is_none_or(|last| last.1 <= from);
    if over { workday_after(cal, today, 1) } else { Ok(today) }
}

/// The stretches of working time of a local day, in order; none on a rest day. A calendar without hours works from
/// 00:00 to 24:00.
///
/// # Errors
/// [`MissingYear`] when a year without a table is needed.
pub fn stretches(cal: &Calendar, zone: &Zone, day: Date) -> Result<Vec<(Instant, Instant)>, MissingYear> {
    if !is_workday(cal, day)? {
        return Ok(Vec::new());
    }
    let at = |time: TimeOfDay| match time {
        END_OF_DAY => zone.start_of_day(day.plus(1)),
        time => zone.at(day, time),
    };
    if cal.hours.is_empty() {
        return Ok(vec![(at(TimeOfDay(0)), at(END_OF_DAY))]);
    }
    let today = cal.hours.iter().filter(|hours| belongs(cal, hours, day));
    // A clock that skips a whole stretch leaves nothing of it.
    Ok(today.map(|hours| (at(hours.from), at(hours.to))).filter(|(from, to)| from < to).collect())
}

/// Whether a worked day has these hours: made-up days of the weekend have their own.
fn belongs(cal: &Calendar, hours: &Hours, day: Date) -> bool {
    let weekday = u8::try_from(day.weekday()).unwrap_or(0);
    if cal.weekend.contains(&weekday) { hours.made_up } else { hours.days.contains(&weekday) }
}

#[cfg(test)]
mod tests {
    use muster_protocol::definition::Limit::{HalfWorkday, Minutes, SameDay, WorkMinutes, Workdays};
    use proptest::prelude::*;

    use super::*;
    use crate::sample::{calendar, date, hours, shanghai};
    use crate::workday::is_made_up;

    fn ends(limit: Limit, from: &str) -> String {
        let zone = shanghai();
        let from = format!("{from}:00+08:00").parse().unwrap();
        zone.rfc3339(deadline(limit, &calendar(), &zone, from).unwrap())[..16].to_owned()
    }

    #[test]
    fn the_last_moment_of_a_limit_is_a_day_or_a_time_on_it() {
        let zone = shanghai();
        let last = |late: &str| {
            let (day, hour) = last_moment(&zone, format!("{late}:00+08:00").parse().unwrap());
            (day.to_string(), hour.map(|hour| hour.to_string()))
        };
        assert_eq!(last("2014-04-26T00:00"), ("2014-04-25".to_owned(), None));
        assert_eq!(last("2014-04-25T16:00"), ("2014-04-25".to_owned(), Some("16:00".to_owned())));
        assert_eq!(last("2014-04-25T00:01"), ("2014-04-25".to_owned(), Some("00:01".to_owned())));
    }

    #[test]
    fn working_days_end_at_24_00_and_never_count_the_first() {
        assert_eq!(ends(Workdays(1), "2014-04-25T08:00"), "2014-04-29T00:00");
        assert_eq!(ends(Workdays(5), "2014-04-25T16:00"), "2014-05-06T00:00");
        // From a rest day the first working day after it is the first; Sunday 5/4 is worked.
        assert_eq!(ends(Workdays(1), "2014-05-01T10:00"), "2014-05-05T00:00");
        assert_eq!(ends(Workdays(0), "2014-04-25T08:00"), "2014-04-29T00:00");
    }

    #[test]
    fn the_same_day_is_the_next_working_day_when_work_is_over() {
        assert_eq!(ends(SameDay, "2014-04-25T17:29"), "2014-04-26T00:00");
        assert_eq!(ends(SameDay, "2014-04-25T17:30"), "2014-04-29T00:00");
        assert_eq!(ends(SameDay, "2014-05-03T09:00"), "2014-05-05T00:00");
        assert_eq!(ends(SameDay, "2014-05-04T09:00"), "2014-05-05T00:00");
    }

    #[test]
    fn working_hours_skip_the_noon_break_the_weekend_and_the_night() {
        let two = WorkMinutes(120);
        assert_eq!(ends(two, "2014-04-25T09:00"), "2014-04-25T11:00");
        assert_eq!(ends(two, "2014-04-25T11:00"), "2014-04-25T15:00");
        assert_eq!(ends(two, "2014-04-25T12:30"), "2014-04-25T16:00");
        assert_eq!(ends(two, "2014-04-25T06:00"), "2014-04-25T10:30");
        // Friday evening: the weekend does not count.
        assert_eq!(ends(two, "2014-04-25T17:00"), "2014-04-28T10:00");
        assert_eq!(ends(two, "2014-04-25T20:00"), "2014-04-28T10:30");
        // It may end with the morning or the day.
        assert_eq!(ends(WorkMinutes(210), "2014-04-25T08:30"), "2014-04-25T12:00");
        assert_eq!(ends(WorkMinutes(420), "2014-04-25T08:30"), "2014-04-25T17:30");
        assert_eq!(ends(WorkMinutes(421), "2014-04-25T08:30"), "2014-04-28T08:31");
    }

    #[test]
    fn a_made_up_sunday_has_working_hours() {
        assert_eq!(ends(WorkMinutes(60), "2014-04-30T17:00"), "2014-05-04T09:00");
        assert_eq!(ends(HalfWorkday, "2014-05-02T17:00"), "2014-05-04T12:00");
        let (mut cal, zone) = (calendar(), shanghai());
        cal.hours.iter_mut().for_each(|hours| hours.made_up = false);
        let mut morning = hours("09:00", "11:00");
        morning.days.clear();
        cal.hours.push(morning);
        let from = "2014-04-30T17:00:00+08:00".parse().unwrap();
        let end = deadline(WorkMinutes(180), &cal, &zone, from).unwrap();
        assert_eq!(zone.rfc3339(end), "2014-05-05T09:00:00+08:00");
        assert!(is_made_up(&cal, date("2014-05-04")) && !is_made_up(&cal, date("2014-05-05")));
    }

    #[test]
    fn half_a_working_day_is_half_its_working_time() {
        assert_eq!(ends(HalfWorkday, "2014-04-25T08:30"), "2014-04-25T12:00");
        assert_eq!(ends(HalfWorkday, "2014-04-25T10:00"), "2014-04-25T15:30");
        assert_eq!(ends(HalfWorkday, "2014-04-25T16:30"), "2014-04-28T11:00");
    }

    #[test]
    fn hours_by_the_clock_run_through_everything() {
        assert_eq!(ends(Minutes(120), "2014-04-25T23:00"), "2014-04-26T01:00");
        assert_eq!(ends(Minutes(48 * 60), "2014-04-30T17:00"), "2014-05-02T17:00");
    }

    #[test]
    fn a_change_of_the_clock_keeps_the_length_of_working_time() {
        let zone = Zone::load("America/New_York").unwrap();
        let mut cal = calendar();
        cal.exceptions.clear();
        cal.weekend.clear();
        cal.hours = vec![Hours { to: TimeOfDay(8 * 60), days: (0..7).collect(), ..hours("00:00", "08:00") }];
        let end = |from: &str, minutes| {
            zone.rfc3339(deadline(WorkMinutes(minutes), &cal, &zone, from.parse().unwrap()).unwrap())
        };
        assert_eq!(end("2014-03-09T00:00:00-05:00", 180), "2014-03-09T04:00:00-04:00");
        assert_eq!(end("2014-11-02T00:00:00-04:00", 180), "2014-11-02T02:00:00-05:00");
    }

    #[test]
    fn a_calendar_without_time_or_without_a_table_ends_the_search() {
        let (mut cal, zone) = (calendar(), shanghai());
        let from = "2015-12-31T20:00:00+08:00".parse().unwrap();
        assert_eq!(deadline(WorkMinutes(60), &cal, &zone, from).unwrap_err().year, 2016);
        cal.hours[0].days.clear();
        cal.hours.truncate(1);
        let from = "2014-01-01T20:00:00+08:00".parse().unwrap();
        assert!(deadline(WorkMinutes(u32::MAX), &cal, &zone, from).is_err());
        cal.hours.clear();
        let end = deadline(WorkMinutes(60), &cal, &zone, from).unwrap();
        assert_eq!(zone.rfc3339(end), "2014-01-02T01:00:00+08:00");
    }

    proptest! {
        #[test]
        fn the_time_worked_until_the_deadline_is_the_limit(minutes in 1u32..5_000, after in 0i64..300 * 1_440) {
            let (cal, zone) = (calendar(), shanghai());
            let from = zone.start_of_day(date("2014-01-02")).plus(after * MINUTE);
            let end = deadline(WorkMinutes(minutes), &cal, &zone, from).unwrap();
            prop_assert_eq!(worked(&cal, &zone, from, end), Ok(i64::from(minutes) * MINUTE));
            prop_assert_eq!(worked(&cal, &zone, from, end.plus(-MINUTE)), Ok(i64::from(minutes - 1) * MINUTE));
        }
    }
}
