//! The grammar of dates: 4月25日, 9月中旬, 每月最后一个工作日, 2014-04-25. A date without a year belongs to the file's.
//!
//! This must never reckon a working day: it says what was written, `rules::calendar` says when that is.

use muster_words::definition::{DayIn, Period};
use muster_words::time::Date;

use crate::definition::fields::narrow;
use crate::definition::limits::YEARS;

/// A time as written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum When {
    /// 4月25日.
    Day(Date),
    /// 9月中旬.
    Window { first: Date, last: Date },
    /// 每月, 每季度第3个工作日.
    Every { period: Period, on: DayIn },
}

/// Why a text is no time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fault {
    /// It is not in the grammar.
    NotUnderstood,
    /// The month has fewer days.
    NoSuchDay { month: u32, days: u32 },
    /// There is no such month.
    NoSuchMonth { month: u32 },
    /// No such period has so many working days.
    NoSuchWorkday { period: Period, most: u8 },
}

/// Reads any time.
pub(crate) fn when(text: &str, year: i32) -> Result<When, Fault> {
    let plain = narrow(text);
    let mut cursor = Cursor { rest: &plain };
    let time = if cursor.eat("每") { cadence(&mut cursor) } else { english(&mut cursor) };
    let time = match time {
        Some(time) => Ok(time),
        None => point(&mut Cursor { rest: &plain }, year),
    };
    // A cadence must use up the text; a point has done so itself.
    match time {
        Ok(When::Every { .. }) if !cursor.rest.is_empty() => Err(Fault::NotUnderstood),
        Ok(When::Every { period, on: DayIn::Workday(nth) | DayIn::WorkdayFromEnd(nth) })
            if nth > workdays_max(period) =>
        {
            Err(Fault::NoSuchWorkday { period, most: workdays_max(period) })
        }
        other => other,
    }
}

/// Weekdays of the longest period: 31, 92 or 184 days that begin on a Monday. More than these no period has; that one
/// period has fewer is left to the calendar.
fn workdays_max(period: Period) -> u8 {
    match period {
        Period::Month => 23,
        Period::Quarter => 66,
        Period::HalfYear => 132,
    }
}

/// Reads a single day.
pub(crate) fn day(text: &str, year: i32) -> Result<Date, Fault> {
    match when(text, year)? {
        When::Day(day) => Ok(day),
        _ => Err(Fault::NotUnderstood),
    }
}

fn english(cursor: &mut Cursor<'_>) -> Option<When> {
    let words =
        [("monthly", Period::Month), ("quarterly", Period::Quarter), ("half-yearly", Period::HalfYear)];
    words
        .into_iter()
        .find(|(word, _)| cursor.eat(word))
        .map(|(_, period)| When::Every { period, on: DayIn::Last })
}

fn cadence(cursor: &mut Cursor<'_>) -> Option<When> {
    cursor.eat("个");
    let period = if cursor.eat("月") {
        Period::Month
    } else if cursor.eat("季度") || cursor.eat("季") {
        Period::Quarter
    } else if cursor.eat("半年") {
        Period::HalfYear
    } else {
        return None;
    };
    let on = if cursor.rest.is_empty() || cursor.eat("1次") || cursor.eat("一次") || cursor.eat("底") {
        DayIn::Last
    } else if cursor.eat("最后") || cursor.eat("倒数第") {
        let nth = cursor.count().unwrap_or(1);
        cursor.eat("个");
        cursor.eat("工作日").then_some(DayIn::WorkdayFromEnd(nth_of(nth)?))?
    } else if cursor.eat("第") {
        let nth = cursor.count()?;
        cursor.eat("个");
        cursor.eat("工作日").then_some(DayIn::Workday(nth_of(nth)?))?
    } else {
        let day = cursor.count()?;
        (cursor.eat("日") || cursor.eat("号")).then_some(())?;
        DayIn::Day(u8::try_from(day).ok().filter(|day| (1..=31).contains(day))?)
    };
    Some(When::Every { period, on })
}

/// A count from 1; one that is far too large stays too large.
fn nth_of(nth: u32) -> Option<u8> {
    (nth > 0).then(|| u8::try_from(nth).unwrap_or(u8::MAX))
}

fn point(cursor: &mut Cursor<'_>, year: i32) -> Result<When, Fault> {
    let first = cursor.number().ok_or(Fault::NotUnderstood)?;
    for sign in ["-", "/", "."] {
        if cursor.eat(sign) {
            let month = cursor.number().ok_or(Fault::NotUnderstood)?;
            let day = cursor.eat(sign).then(|| cursor.number()).flatten().ok_or(Fault::NotUnderstood)?;
            return finish(cursor, real(known_year(first)?, month, day).map(When::Day));
        }
    }
    let (year, month) = if cursor.eat("年") {
        (known_year(first)?, cursor.number().ok_or(Fault::NotUnderstood)?)
    } else {
        (year, first)
    };
    if !cursor.eat("月") {
        return Err(Fault::NotUnderstood);
    }
    let length = days_of(year, month).ok_or(Fault::NoSuchMonth { month })?;
    let tenths = [("上旬", 1, 10), ("中旬", 11, 20), ("下旬", 21, length)];
    for (word, first, last) in tenths {
        if cursor.eat(word) {
            let (first, last) = (real(year, month, first)?, real(year, month, last)?);
            return finish(cursor, Ok(When::Window { first, last }));
        }
    }
    if cursor.eat("底") {
        return finish(cursor, real(year, month, length).map(When::Day));
    }
    let day = cursor.number().ok_or(Fault::NotUnderstood)?;
    if !cursor.eat("日") && !cursor.eat("号") {
        return Err(Fault::NotUnderstood);
    }
    finish(cursor, real(year, month, day).map(When::Day))
}

fn finish(cursor: &Cursor<'_>, time: Result<When, Fault>) -> Result<When, Fault> {
    if cursor.rest.is_empty() { time } else { Err(Fault::NotUnderstood) }
}

fn known_year(year: u32) -> Result<i32, Fault> {
    i32::try_from(year).ok().filter(|year| YEARS.contains(year)).ok_or(Fault::NotUnderstood)
}

fn days_of(year: i32, month: u32) -> Option<u32> {
    (28..=31).rev().find(|&day| Date::ymd(year, month, day).is_some())
}

fn real(year: i32, month: u32, day: u32) -> Result<Date, Fault> {
    let days = days_of(year, month).ok_or(Fault::NoSuchMonth { month })?;
    Date::ymd(year, month, day).ok_or(Fault::NoSuchDay { month, days })
}

struct Cursor<'a> {
    rest: &'a str,
}

impl Cursor<'_> {
    fn eat(&mut self, word: &str) -> bool {
        match self.rest.strip_prefix(word) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }

    fn number(&mut self) -> Option<u32> {
        let end = self.rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(self.rest.len());
        let number = self.rest.get(..end).filter(|digits| (1..=4).contains(&digits.len()))?.parse().ok()?;
        self.rest = &self.rest[end..];
        Some(number)
    }

    /// A number in digits or in Chinese, up to ten.
    fn count(&mut self) -> Option<u32> {
        let words = [
            ("一", 1),
            ("二", 2),
            ("两", 2),
            ("三", 3),
            ("四", 4),
            ("五", 5),
            ("六", 6),
            ("七", 7),
            ("八", 8),
            ("九", 9),
            ("十", 10),
        ];
        self.number().or_else(|| words.into_iter().find(|(word, _)| self.eat(word)).map(|(_, number)| number))
    }
}

#[cfg(test)]
mod tests {
    use super::{Fault, When, when};
    use muster_words::definition::{DayIn, Period};
    use muster_words::time::Date;

    fn date(month: u32, day: u32) -> Date {
        Date::ymd(2014, month, day).unwrap()
    }

    #[test]
    fn every_shape_of_the_grammar() {
        let every = |period, on| Ok(When::Every { period, on });
        for (text, time) in [
            ("4月25日", Ok(When::Day(date(4, 25)))),
            ("４月 25 日", Ok(When::Day(date(4, 25)))),
            ("2014-04-25", Ok(When::Day(date(4, 25)))),
            ("2014/4/25", Ok(When::Day(date(4, 25)))),
            ("2014年4月25号", Ok(When::Day(date(4, 25)))),
            ("2月底", Ok(When::Day(date(2, 28)))),
            ("9月中旬", Ok(When::Window { first: date(9, 11), last: date(9, 20) })),
            ("2月下旬", Ok(When::Window { first: date(2, 21), last: date(2, 28) })),
            ("每月", every(Period::Month, DayIn::Last)),
            ("每个月1次", every(Period::Month, DayIn::Last)),
            ("每季度", every(Period::Quarter, DayIn::Last)),
            ("每半年", every(Period::HalfYear, DayIn::Last)),
            ("quarterly", every(Period::Quarter, DayIn::Last)),
            ("每月最后一个工作日", every(Period::Month, DayIn::WorkdayFromEnd(1))),
            ("每月最后3个工作日", every(Period::Month, DayIn::WorkdayFromEnd(3))),
            ("每季度第三个工作日", every(Period::Quarter, DayIn::Workday(3))),
            ("每月15日", every(Period::Month, DayIn::Day(15))),
            ("每月第23个工作日", every(Period::Month, DayIn::Workday(23))),
            ("每月第24个工作日", Err(Fault::NoSuchWorkday { period: Period::Month, most: 23 })),
            ("每月最后300个工作日", Err(Fault::NoSuchWorkday { period: Period::Month, most: 23 })),
            ("每季度第67个工作日", Err(Fault::NoSuchWorkday { period: Period::Quarter, most: 66 })),
            ("每半年第133个工作日", Err(Fault::NoSuchWorkday { period: Period::HalfYear, most: 132 })),
            ("2月30日", Err(Fault::NoSuchDay { month: 2, days: 28 })),
            ("13月1日", Err(Fault::NoSuchMonth { month: 13 })),
            ("2014-02-29", Err(Fault::NoSuchDay { month: 2, days: 28 })),
            ("定期", Err(Fault::NotUnderstood)),
            ("每月第0个工作日", Err(Fault::NotUnderstood)),
            ("每月32日", Err(Fault::NotUnderstood)),
            ("每月15日前后", Err(Fault::NotUnderstood)),
            ("4月25日左右", Err(Fault::NotUnderstood)),
            ("", Err(Fault::NotUnderstood)),
            ("99999999999月", Err(Fault::NotUnderstood)),
        ] {
            assert_eq!(when(text, 2014), time, "{text}");
        }
    }
}
