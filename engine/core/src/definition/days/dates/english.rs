//! The grammar of dates in English, read from text without spaces and capitals.

use muster_protocol::definition::{DayIn, Period};

use super::{Cursor, Fault, When, days_of, nth_of, real};

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];
const WEEKDAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
const ORDINALS: [&str; 5] = ["first", "second", "third", "fourth", "fifth"];

/// Reads monthly, every Friday, twice a month, first Monday of the month.
pub(super) fn cadence(plain: &str) -> Option<When> {
    let words = [
        ("daily", Period::Day),
        ("everyday", Period::Day),
        ("everyworkingday", Period::Day),
        ("weekly", Period::Week),
        ("monthly", Period::Month),
        ("quarterly", Period::Quarter),
        ("half-yearly", Period::HalfYear),
        ("yearly", Period::Year),
        ("annually", Period::Year),
    ];
    if let Some((_, period)) = words.into_iter().find(|(word, _)| *word == plain) {
        return Some(When::Every { period, on: DayIn::Last });
    }
    if let Some(name) = plain.strip_prefix("every") {
        if let Some(day) = weekday(name) {
            return Some(When::Every { period: Period::Week, on: DayIn::Weekday(day) });
        }
        return Some(When::Every { period: period(name)?, on: DayIn::Last });
    }
    times(plain).or_else(|| day_in(plain)).or_else(|| monthly_on(plain))
}

/// monthly on the 15th.
fn monthly_on(plain: &str) -> Option<When> {
    let day = plain.strip_prefix("monthlyon")?;
    let mut cursor = Cursor { rest: day.strip_prefix("the").unwrap_or(day) };
    let nth = ordinal(&mut cursor).filter(|nth| cursor.rest.is_empty() && (1..=31).contains(nth))?;
    Some(When::Every { period: Period::Month, on: DayIn::Day(nth) })
}

fn period(name: &str) -> Option<Period> {
    Some(match name {
        "day" => Period::Day,
        "week" => Period::Week,
        "month" => Period::Month,
        "quarter" => Period::Quarter,
        "halfyear" | "half-year" => Period::HalfYear,
        "year" => Period::Year,
        _ => return None,
    })
}

fn weekday(name: &str) -> Option<u8> {
    WEEKDAYS.iter().position(|day| *day == name).and_then(|at| u8::try_from(at).ok())
}

/// once a month, at least 3 times a quarter.
fn times(plain: &str) -> Option<When> {
    let plain = plain.strip_prefix("atleast").unwrap_or(plain);
    let mut cursor = Cursor { rest: plain };
    let times = if cursor.eat("once") {
        1
    } else if cursor.eat("twice") {
        2
    } else {
        let times = nth_of(cursor.number()?)?;
        (cursor.eat("times") || cursor.eat("time")).then_some(times)?
    };
    let _ = cursor.eat("a") || cursor.eat("per") || cursor.eat("each") || cursor.eat("every");
    Some(When::Spread { period: period(cursor.rest)?, times })
}

/// 3rd working day of the month, last Friday of the quarter, 15th of the month.
fn day_in(plain: &str) -> Option<When> {
    let (day, of) = plain.rsplit_once("of")?;
    let of = ["the", "every", "each", "a"].into_iter().find_map(|word| of.strip_prefix(word)).unwrap_or(of);
    let period = period(of)?;
    let mut cursor = Cursor { rest: day.strip_prefix("the").unwrap_or(day) };
    let from_end = cursor.eat("last");
    let nth = match ordinal(&mut cursor) {
        Some(nth) => nth,
        None => from_end.then_some(1)?,
    };
    let on = match (cursor.rest, weekday(cursor.rest), from_end) {
        ("workingday", _, true) => DayIn::WorkdayFromEnd(nth),
        ("workingday", _, false) => DayIn::Workday(nth),
        ("" | "day", _, true) if nth == 1 => DayIn::Last,
        ("" | "day", _, false) if nth <= 31 => DayIn::Day(nth),
        (_, Some(day), true) => DayIn::NthWeekdayFromEnd(nth, day),
        (_, Some(day), false) => DayIn::NthWeekday(nth, day),
        _ => return None,
    };
    Some(When::Every { period, on })
}

fn ordinal(cursor: &mut Cursor<'_>) -> Option<u8> {
    if let Some(at) = ORDINALS.iter().position(|word| cursor.eat(word)) {
        return u8::try_from(at + 1).ok();
    }
    let nth = nth_of(cursor.number()?)?;
    let _ = ["st", "nd", "rd", "th"].into_iter().any(|end| cursor.eat(end));
    Some(nth)
}

/// April 25, 25 April, mid-September, end of June; none when it begins like nothing of these.
pub(super) fn point(plain: &str, year: i32) -> Option<Result<When, Fault>> {
    let mut cursor = Cursor { rest: plain };
    for (word, first, last) in [("early", 1, 10), ("mid", 11, 20), ("late", 21, 31)] {
        if cursor.eat(word) {
            cursor.eat("-");
            let month = month(cursor.rest)?;
            let last = last.min(days_of(year, month).unwrap_or(last));
            let days = real(year, month, first).and_then(|first| Ok((first, real(year, month, last)?)));
            return Some(days.map(|(first, last)| When::Window { first, last }));
        }
    }
    if cursor.eat("endof") {
        let month = month(cursor.rest)?;
        return Some(real(year, month, days_of(year, month)?).map(When::Day));
    }
    let (month, day) = if let Some(day) = cursor.number() {
        (month(cursor.rest)?, day)
    } else {
        let split = plain.find(|c: char| c.is_ascii_digit())?;
        (month(&plain[..split])?, plain[split..].parse().ok()?)
    };
    Some(real(year, month, day).map(When::Day))
}

fn month(name: &str) -> Option<u32> {
    let at =
        MONTHS.iter().position(|month| *month == name || (name.len() == 3 && month.starts_with(name)))?;
    u32::try_from(at + 1).ok()
}
