//! The grammar of dates: 4月25日, 9月中旬, 每月最后一个工作日, 重阳前3个工作日, 2014-04-25. A date without a year belongs to the
//! file's. English has the same shapes (see `english`); what hangs on phases, festivals and items is in `relative`.
//!
//! This must never compute a working day: it says what was written, `rules::calendar` says when that is.

mod crontab;
mod english;
mod meant;
mod relative;

use muster_protocol::definition::{Crontab, DayIn, Limit, Period, Roll};
use muster_protocol::time::Date;

use crate::definition::limits::YEARS;
use crate::definition::text::fields::narrow;

/// A time as written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum When {
    /// 4月25日.
    Day(Date),
    /// 9月中旬.
    Window { first: Date, last: Date },
    /// 每月, 每季度第3个工作日.
    Every { period: Period, on: DayIn },
    /// 每月2次.
    Spread { period: Period, times: u8 },
    /// 阶段开始后5个工作日, of the line's own phase if it names none.
    PhaseStart { phase: Option<String>, limit: Limit },
    /// 阶段结束前3个工作日.
    PhaseEnd { phase: Option<String>, before: u16 },
    /// 重阳, 重阳前3个工作日.
    Festival { name: String, before: Option<u16> },
    /// unit-plan办结后5个工作日, unit-plan到期后5个工作日.
    Item { name: String, closed: bool, limit: Limit },
    /// crontab 30 8 * * MON.
    Crontab(Crontab),
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
    /// More times than a period can carry.
    TooOften { period: Period, most: u8 },
    /// Crontab text that the parser does not take, or with weekdays as numbers.
    Crontab(crontab::Wrong),
    /// It has no year, and lies in the campaign in two of them.
    SeveralYears { first: Date, last: Date },
    /// It has no year, and lies in the campaign in none.
    NotInCampaign { first: Date, last: Date },
}

pub(crate) use crontab::Wrong;
pub(crate) use meant::meant;

/// Reads any time, with what it says of rest days, where so many days of a week are worked. [`super::years`] knows the
/// year.
pub(crate) fn time(text: &str, year: i32, week: u8) -> Result<(When, Option<Roll>), Fault> {
    if let Some(text) = crontab::text(text) {
        let crontab = crontab::parse(text).map_err(Fault::Crontab)?;
        return Ok((When::Crontab(crontab), None));
    }
    let plain = narrow(text).to_lowercase();
    let (plain, roll) = rolling(&plain);
    Ok((possible(when(plain, year)?, week)?, roll))
}

/// 遇休息日顺延 at the end of a time.
fn rolling(plain: &str) -> (&str, Option<Roll>) {
    let words = [
        ("遇休息日顺延", Roll::Forward),
        ("遇休息日提前", Roll::Back),
        ("遇休息日不动", Roll::Stay),
        ("onrestdaysforward", Roll::Forward),
        ("onrestdaysback", Roll::Back),
        ("onrestdaysstay", Roll::Stay),
    ];
    let found = words.into_iter().find_map(|(word, roll)| Some((plain.strip_suffix(word)?, roll)));
    match found {
        Some((rest, roll)) => (rest.trim_end_matches([',', '、', ';']), Some(roll)),
        None => (plain, None),
    }
}

/// Reads a time from text without spaces, wide letters and capitals.
fn when(plain: &str, year: i32) -> Result<When, Fault> {
    let mut cursor = Cursor { rest: plain };
    let time = if cursor.eat("每") { cadence(&mut cursor) } else { english::cadence(plain) };
    if let Some(time) = time.filter(|_| !plain.starts_with('每') || cursor.rest.is_empty()) {
        return Ok(time);
    }
    if plain.starts_with('每') {
        return Err(Fault::NotUnderstood);
    }
    if let Some(time) = relative::chinese(plain).or_else(|| relative::english(plain)) {
        return Ok(time);
    }
    match point(&mut Cursor { rest: plain }, year) {
        Err(Fault::NotUnderstood) => english::point(plain, year)
            .or_else(|| relative::festival(plain).map(Ok))
            .unwrap_or(Err(Fault::NotUnderstood)),
        known => known,
    }
}

/// Refuses counts that no period has.
fn possible(time: When, week: u8) -> Result<When, Fault> {
    match time {
        When::Every { period, on: DayIn::Workday(nth) | DayIn::WorkdayFromEnd(nth) }
            if nth > workdays_max(period, week) =>
        {
            Err(Fault::NoSuchWorkday { period, most: workdays_max(period, week) })
        }
        When::Spread { period, times } if times > times_max(period, week) => {
            Err(Fault::TooOften { period, most: times_max(period, week) })
        }
        When::Spread { period, times: 1 } => Ok(When::Every { period, on: DayIn::Last }),
        other => Ok(other),
    }
}

/// Working days of the longest period: 7, 31, 92, 184 or 366 days that begin with the week. More than these no period
/// has; that one period has fewer is left to the calendar.
fn workdays_max(period: Period, week: u8) -> u8 {
    let of = |weeks: u8, days: u8| weeks.saturating_mul(week).saturating_add(days.min(week));
    match period {
        Period::Day => 1,
        Period::Week => week,
        Period::Month => of(4, 3),
        Period::Quarter => of(13, 1),
        Period::HalfYear => of(26, 2),
        Period::Year => u8::MAX,
    }
}

/// Most times in a period: one a working day; more often only in a day.
fn times_max(period: Period, week: u8) -> u8 {
    let of = |weeks: u8| weeks.saturating_mul(week);
    match period {
        Period::Day => 4,
        Period::Week => week,
        Period::Month => of(4),
        Period::Quarter => of(12),
        Period::HalfYear => of(24),
        Period::Year => of(48),
    }
}

/// Reads a single day.
pub(crate) fn day(text: &str, year: i32) -> Result<Date, Fault> {
    match when(&narrow(text).to_lowercase(), year)? {
        When::Day(day) => Ok(day),
        _ => Err(Fault::NotUnderstood),
    }
}

fn cadence(cursor: &mut Cursor<'_>) -> Option<When> {
    if cursor.eat("个工作日") || cursor.eat("工作日") {
        return cadence_of(Period::Day, cursor);
    }
    cursor.eat("个");
    let words = [
        ("日", Period::Day),
        ("天", Period::Day),
        ("周", Period::Week),
        ("星期", Period::Week),
        ("月", Period::Month),
        ("季度", Period::Quarter),
        ("季", Period::Quarter),
        ("半年", Period::HalfYear),
        ("年", Period::Year),
    ];
    let (_, period) = words.into_iter().find(|(word, _)| cursor.eat(word))?;
    cadence_of(period, cursor)
}

fn cadence_of(period: Period, cursor: &mut Cursor<'_>) -> Option<When> {
    let every = |on| Some(When::Every { period, on });
    if cursor.rest.is_empty() || cursor.eat("底") || cursor.eat("末") {
        return every(DayIn::Last);
    }
    if let Some(time) = times(period, cursor) {
        return Some(time);
    }
    if period == Period::Week
        && let Some(weekday) = cursor.weekday()
    {
        return every(DayIn::Weekday(weekday));
    }
    if cursor.eat("最后") || cursor.eat("倒数第") {
        let nth = nth_of(cursor.count().unwrap_or(1))?;
        cursor.eat("个");
        if cursor.eat("工作日") {
            return every(DayIn::WorkdayFromEnd(nth));
        }
        return every(DayIn::NthWeekdayFromEnd(nth, cursor.named_weekday()?));
    }
    if cursor.eat("第") {
        let nth = nth_of(cursor.count()?)?;
        cursor.eat("个");
        if cursor.eat("工作日") {
            return every(DayIn::Workday(nth));
        }
        if cursor.eat("月") {
            let months = months(period).filter(|months| nth <= *months)?;
            return every(DayIn::DayOfMonth(nth.min(months), cursor.day_of_month()?));
        }
        return every(DayIn::NthWeekday(nth, cursor.named_weekday()?));
    }
    if period == Period::Year {
        let month = cursor.count().and_then(nth_of).filter(|month| *month <= 12)?;
        cursor.eat("月").then_some(())?;
        return every(DayIn::DayOfMonth(month, cursor.day_of_month()?));
    }
    months(period)?;
    every(DayIn::Day(cursor.day_of_month()?))
}

/// N次, 至少N次, 不少于N次.
fn times(period: Period, cursor: &mut Cursor<'_>) -> Option<When> {
    let mut ahead = Cursor { rest: cursor.rest };
    let _ = ahead.eat("至少") || ahead.eat("不少于");
    let times = nth_of(ahead.count()?)?;
    ahead.eat("次").then_some(())?;
    cursor.rest = ahead.rest;
    Some(When::Spread { period, times })
}

/// Months of a period that has several.
fn months(period: Period) -> Option<u8> {
    match period {
        Period::Day | Period::Week => None,
        Period::Month => Some(1),
        Period::Quarter => Some(3),
        Period::HalfYear => Some(6),
        Period::Year => Some(12),
    }
}

/// A count from 1; one that is far too large stays too large.
fn nth_of(nth: u32) -> Option<u8> {
    (nth > 0).then(|| u8::try_from(nth).unwrap_or(u8::MAX))
}

fn point(cursor: &mut Cursor<'_>, year: i32) -> Result<When, Fault> {
    let first = cursor.count().ok_or(Fault::NotUnderstood)?;
    for sign in ["-", "/", "."] {
        if cursor.eat(sign) {
            let month = cursor.count().ok_or(Fault::NotUnderstood)?;
            let day = cursor.eat(sign).then(|| cursor.count()).flatten().ok_or(Fault::NotUnderstood)?;
            return finish(cursor, real(known_year(first)?, month, day).map(When::Day));
        }
    }
    let (year, month) = if cursor.eat("年") {
        (known_year(first)?, cursor.count().ok_or(Fault::NotUnderstood)?)
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
    let day = cursor.count().ok_or(Fault::NotUnderstood)?;
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

/// What is left to read.
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

    /// A day of the week by its last character, 0 Monday to 6 Sunday.
    fn weekday(&mut self) -> Option<u8> {
        let days = [("一", 0), ("二", 1), ("三", 2), ("四", 3), ("五", 4), ("六", 5), ("日", 6), ("天", 6)];
        days.into_iter().find(|(word, _)| self.eat(word)).map(|(_, day)| day)
    }

    /// A day of the week as 周一 or 星期一.
    fn named_weekday(&mut self) -> Option<u8> {
        (self.eat("周") || self.eat("星期")).then(|| self.weekday()).flatten()
    }

    /// A day of the month: 15日.
    fn day_of_month(&mut self) -> Option<u8> {
        let day = self.count()?;
        (self.eat("日") || self.eat("号")).then_some(())?;
        u8::try_from(day).ok().filter(|day| (1..=31).contains(day))
    }

    /// A number in digits or in Chinese, up to 39: 五, 十, 十五, 二十, 三十一.
    fn count(&mut self) -> Option<u32> {
        if let Some(number) = self.number() {
            return Some(number);
        }
        if self.eat("两") {
            return Some(2);
        }
        let digit = self.digit();
        if digit.unwrap_or(1) > 3 || !self.eat("十") {
            return digit;
        }
        Some(digit.unwrap_or(1) * 10 + self.digit().unwrap_or(0))
    }

    /// One Chinese digit from 1.
    fn digit(&mut self) -> Option<u32> {
        let digits = ["一", "二", "三", "四", "五", "六", "七", "八", "九"];
        (1..).zip(digits).find(|(_, word)| self.eat(word)).map(|(digit, _)| digit)
    }
}

#[cfg(test)]
mod tests;
