//! The public holidays of New York by its General Construction Law §24, computed here and compared with the shipped tables.

use std::collections::BTreeSet;

use muster_protocol::time::Date;
use muster_rules::calendar::is_workday;

use super::{calendar, shipped};

const MONDAY: u32 = 0;
const TUESDAY: u32 = 1;
const THURSDAY: u32 = 3;
const SUNDAY: u32 = 6;

fn day(year: i32, month: u32, day: u32) -> Date {
    Date::ymd(year, month, day).unwrap()
}

/// The nth such weekday on or after a day.
fn nth(from: Date, weekday: u32, nth: i32) -> Date {
    let first = (0..7).map(|ahead| from.plus(ahead)).find(|day| day.weekday() == weekday).unwrap();
    first.plus(7 * (nth - 1))
}

/// Holidays that the law names; one on a Sunday is taken on the day after, one on a Saturday on no other day.
fn by_law(year: i32) -> BTreeSet<Date> {
    let mut all = vec![
        day(year, 1, 1),
        nth(day(year, 1, 1), MONDAY, 3),
        day(year, 2, 12),
        nth(day(year, 2, 1), MONDAY, 3),
        nth(day(year, 5, 25), MONDAY, 1),
        day(year, 7, 4),
        nth(day(year, 9, 1), MONDAY, 1),
        nth(day(year, 10, 1), MONDAY, 2),
        nth(day(year, 11, 2), TUESDAY, 1),
        day(year, 11, 11),
        nth(day(year, 11, 1), THURSDAY, 4),
        day(year, 12, 25),
    ];
    // Juneteenth since the law of October 2020.
    all.extend((year > 2020).then(|| day(year, 6, 19)));
    let moved = all.iter().filter(|day| day.weekday() == SUNDAY).map(|day| day.plus(1)).collect::<Vec<_>>();
    all.into_iter().chain(moved).collect()
}

#[test]
fn weekdays_off_in_new_york_are_those_of_its_general_construction_law() {
    for year in shipped("us-ny") {
        let cal = calendar("us-ny", year);
        let holidays = by_law(year);
        let days = (day(year, 1, 1).0..=day(year, 12, 31).0).map(Date);
        for day in days.filter(|day| day.weekday() < 5) {
            assert_eq!(is_workday(&cal, day), Ok(!holidays.contains(&day)), "{day}");
        }
    }
}
