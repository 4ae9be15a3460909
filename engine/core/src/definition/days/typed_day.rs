//! One day as people say it on the command line, in the file's grammar of dates: 9月28日, 10月1日前3个工作日, 国庆节前3个工作日.

use muster_protocol::definition::{Calendar, DayKind, Definition, Limit, Phase, Roll};
use muster_protocol::time::Date;
use muster_rules::calendar::{self, MissingYear};

use super::dates::{self, Fault, When};
use super::time_limit;
use super::years::Years;
use crate::definition::text::fields::narrow;
use muster_protocol::catalogue::LocalizedText;
use muster_protocol::text;

/// The day that a text means in a campaign's year and by its calendar.
///
/// # Errors
/// [`LocalizedText`]: not a single day, no such day, or a year without a table.
pub fn typed_day(def: &Definition, text: &str) -> Result<Date, LocalizedText> {
    let plain = narrow(text).to_lowercase();
    let found = match before(&plain) {
        Some((point, days)) => match anchor(def, point) {
            Some(day) => calendar::workday_before(&def.calendar, day, days).map(Some),
            None => single(def, text)?,
        },
        None => single(def, text)?,
    };
    match found {
        Ok(Some(day)) => Ok(day),
        Ok(None) => Err(not_a_day(text)),
        Err(MissingYear { calendar, year }) => {
            Err(text!("typed-day-needs-a-year-without-table", text, year, calendar))
        }
    }
}

/// The day that a text means by itself. Without a year it is one of `year`.
///
/// # Errors
/// [`LocalizedText`]: not a single day, no such day, or no year.
pub fn typed_date(text: &str, year: Option<i32>) -> Result<Date, LocalizedText> {
    // Two years that differ in nothing but their number: what says its own is the same in both.
    let (one, other) = (dates::day(text, year.unwrap_or(2000)), dates::day(text, year.unwrap_or(2004)));
    match (one, other) {
        (Ok(one), Ok(other)) if one == other => Ok(one),
        (Ok(_), Ok(_)) => Err(text!("typed-day-has-no-year", text)),
        (Err(fault), _) | (_, Err(fault)) => Err(no_such_day(text, fault)),
    }
}

fn no_such_day(text: &str, fault: Fault) -> LocalizedText {
    match fault {
        Fault::NoSuchDay { month, days } => text!("typed-day-is-not-in-its-month", text, month, #days = days),
        Fault::SeveralYears { first, last } => text!("typed-day-lies-in-two-years", text, first, last),
        Fault::NotInCampaign { first, last } => text!("typed-day-is-not-in-the-campaign", text, first, last),
        Fault::NoSuchMonth { month } => text!("typed-day-has-no-such-month", text, month),
        Fault::NotUnderstood | Fault::NoSuchWorkday { .. } | Fault::TooOften { .. } | Fault::Crontab(_) => {
            not_a_day(text)
        }
    }
}

/// 10月1日前3个工作日 or 3 working days before October 1: the day counted from, and how many.
fn before(plain: &str) -> Option<(&str, u16)> {
    let (point, days) = plain
        .split_once('前')
        .or_else(|| plain.split_once("before").map(|(days, point)| (point, days)))
        .filter(|(point, _)| !point.is_empty())?;
    match days {
        "" => Some((point, 1)),
        _ => match time_limit::parse(days)? {
            Limit::Workdays(days) => Some((point, days)),
            _ => None,
        },
    }
}

/// A day of the calendar, or the first rest day that the published arrangement gives a festival.
fn anchor(def: &Definition, point: &str) -> Option<Date> {
    let named = |name: &str| name == point || name.strip_suffix('节') == Some(point);
    let off = def.calendar.exceptions.iter().filter(|day| day.kind == DayKind::Off && named(&day.name));
    let (from, to) =
        (def.phases.iter().map(|phase| phase.from).min(), def.phases.iter().map(|phase| phase.to).max());
    let inside = |day: Date| from.is_some_and(|from| from <= day) && to.is_some_and(|to| day <= to);
    let within = || off.clone().find(|day| inside(day.date));
    let festival = || within().or_else(|| off.clone().find(|day| day.date.parts().0 == def.year));
    Years::of(def).day(point).ok().or_else(|| festival().map(|day| day.date))
}

type Found = Result<Option<Date>, MissingYear>;

fn single(def: &Definition, text: &str) -> Result<Found, LocalizedText> {
    let cal = &def.calendar;
    let phase = |name: Option<String>| {
        let is = |phase: &&Phase| name.as_ref().is_some_and(|name| phase.id == *name || phase.name == *name);
        def.phases.iter().find(is)
    };
    let found = match Years::of(def).time(text, None) {
        Ok((When::Day(day), roll)) => rolled(cal, day, roll.unwrap_or(Roll::Stay)).map(Some),
        // A window falls due on its last working day.
        Ok((When::Window { last, .. }, roll)) => rolled(cal, last, roll.unwrap_or(Roll::Back)).map(Some),
        Ok((When::PhaseStart { phase: name, limit: Limit::Workdays(days) }, _)) => {
            phase(name).map(|phase| calendar::workday_after(cal, phase.from, days)).transpose()
        }
        Ok((When::PhaseEnd { phase: name, before }, _)) => {
            phase(name).map(|phase| calendar::workday_before(cal, phase.to, before)).transpose()
        }
        Err(
            fault @ (Fault::NoSuchDay { .. }
            | Fault::NoSuchMonth { .. }
            | Fault::SeveralYears { .. }
            | Fault::NotInCampaign { .. }),
        ) => return Err(no_such_day(text, fault)),
        Ok(_) | Err(_) => Ok(None),
    };
    Ok(found)
}

fn rolled(cal: &Calendar, day: Date, roll: Roll) -> Result<Date, MissingYear> {
    match roll {
        Roll::Back => calendar::workday_before(cal, day, 0),
        Roll::Forward => calendar::workday_after(cal, day, 0),
        Roll::Stay => Ok(day),
    }
}

fn not_a_day(text: &str) -> LocalizedText {
    text!("typed-day-is-not-a-single-day", text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::definition::tests::shipped;

    #[test]
    fn days_are_read_as_people_say_them() {
        let def = shipped();
        let said = |text: &str| typed_day(&def, text).map(|day| day.to_string());
        for text in [
            "2014-09-28",
            "9月28日",
            "10月1日前3个工作日",
            "10月1日 前 3 个工作日",
            "国庆节前3个工作日",
            "国庆前3个工作日",
            "3 working days before October 1",
            "September 28",
        ] {
            assert_eq!(said(text), Ok("2014-09-28".to_owned()), "{text}");
        }
        assert_eq!(said("9月中旬"), Ok("2014-09-19".to_owned()));
        assert_eq!(said("10月1日前"), Ok("2014-09-30".to_owned()));
        assert_eq!(said("组织实施结束前5个工作日"), Ok("2014-10-24".to_owned()));
        assert_eq!(said("10月4日遇休息日顺延"), Ok("2014-10-08".to_owned()));
        for text in ["2014-09-28", "2014年9月28日", "２０１４年９月２８日", "2014/9/28"] {
            assert_eq!(
                typed_date(text, None).map(|day| day.to_string()),
                Ok("2014-09-28".to_owned()),
                "{text}"
            );
        }
        assert_eq!(typed_date("9月28日", Some(2014)).map(|day| day.to_string()), Ok("2014-09-28".to_owned()));
        assert!(typed_date("9月28日", None).unwrap_err().zh.contains("年份"));
        for text in
            ["9999-12-31", "-0001-01-01", "+262142-12-31", "0000-00-00", "2014-02-30", "10月1日前3个工作日"]
        {
            assert!(typed_date(text, Some(2014)).is_err(), "{text}: {:?}", typed_date(text, Some(2014)));
        }
        for text in ["2014-13-07", "13月7日"] {
            let fault = typed_day(&def, text).unwrap_err();
            assert!(fault.en.contains("no month 13") && fault.zh.contains("没有13月"), "{fault:?}");
        }
        for text in [
            "9999-12-31",
            "0001-01-01",
            "+262142-12-31",
            "",
            "每月",
            "9月31日",
            "没有的节前3个工作日",
            "前3个工作日",
            "1999-01-04前3个工作日",
            "随便",
        ] {
            assert!(said(text).is_err(), "{text}: {:?}", said(text));
        }
    }
}
