//! What crontab text comes to: local dates and times of day, and their instants where clocks change.
//!
//! An expression that names every hour is an interval: it runs through the hour that comes twice both times and leaves
//! out the hour that is missing, as time passes. Any other names times of day: each is kept once a day, and the file
//! says what a missing or doubled one means (see [`Zone::at`]).

use muster_protocol::definition::Crontab;
use muster_protocol::time::{Date, Instant, TimeOfDay};

use crate::zone::Zone;

/// All 24 hours.
const EVERY_HOUR: u32 = (1 << 24) - 1;

/// One firing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fires {
    /// Local date as written.
    pub day: Date,
    /// Local time as written.
    pub time: TimeOfDay,
    /// Whether it is the second of two at the same local time.
    pub again: bool,
    /// When.
    pub at: Instant,
}

/// All days of a month, and of a week.
const EVERY_DAY: u32 = !1;
const EVERY_WEEKDAY: u8 = 0b111_1111;

/// Whether an expression names days of the month as well as days of the week: then either will do, as crontab(5) and
/// the Open Cron Pattern Specification say.
#[must_use]
pub fn either_day(crontab: &Crontab) -> bool {
    crontab.days & EVERY_DAY != EVERY_DAY && crontab.weekdays & EVERY_WEEKDAY != EVERY_WEEKDAY
}

/// Whether a date belongs to an expression.
#[must_use]
pub fn on_day(crontab: &Crontab, day: Date) -> bool {
    let (_, month, of_month) = day.parts();
    let by_month = crontab.days & (1 << of_month) != 0;
    let by_week = crontab.weekdays & (1 << day.weekday()) != 0;
    let named = if either_day(crontab) { by_month || by_week } else { by_month && by_week };
    crontab.months & (1 << month) != 0 && named
}

/// Firings of one local day, in order of their instants, none twice at one instant.
#[must_use]
pub fn fires(crontab: &Crontab, zone: &Zone, day: Date) -> Vec<Fires> {
    if !on_day(crontab, day) {
        return Vec::new();
    }
    let interval = crontab.hours & EVERY_HOUR == EVERY_HOUR;
    let mut all = Vec::new();
    for minute in 0..24 * 60u16 {
        if crontab.hours & (1 << (minute / 60)) == 0 || crontab.minutes & (1 << (minute % 60)) == 0 {
            continue;
        }
        let time = TimeOfDay(minute);
        let fire = |again, at| Fires { day, time, again, at };
        if interval {
            let (first, second) = zone.both(day, time);
            all.extend(first.map(|at| fire(false, at)));
            all.extend(second.map(|at| fire(true, at)));
        } else {
            all.push(fire(false, zone.at(day, time)));
        }
    }
    all.sort_by_key(|fire| fire.at);
    all.dedup_by_key(|fire| fire.at);
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::date;

    #[test]
    fn a_day_of_either_field_will_do_and_one_field_alone_decides() {
        let on = |days: u32, weekdays: u8| {
            let crontab = Crontab { minutes: 1, hours: 1, days, months: !1, weekdays };
            let may = (date("2014-05-01").0..=date("2014-05-31").0).map(Date);
            may.filter(|day| on_day(&crontab, *day)).count()
        };
        // Four Mondays and the first, a Thursday.
        assert_eq!(on(1 << 1, 1), 5);
        assert_eq!((on(1 << 1, EVERY_WEEKDAY), on(EVERY_DAY, 1)), (1, 4));
        assert_eq!(on(EVERY_DAY, EVERY_WEEKDAY), 31);
    }
}
