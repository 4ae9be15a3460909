//! Which year a day belongs to that is written without one: the day is looked for inside the campaign, then inside the
//! phase of its line. Where it is there twice or not at all, the file has to say the year.

use muster_protocol::any_of;
use muster_protocol::definition::{Definition, Phase, Roll};
use muster_protocol::time::Date;

use super::dates::{self, Fault, When};
use crate::definition::limits::DAYS_MAX;

/// The year that stands in for a missing one, so that dates can still be read: a leap year, so that none is refused.
pub(crate) const YEAR_UNKNOWN: i32 = 2000;

/// What dates without a year, and counts of working days, are read by.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Years {
    /// The file's own year, where no campaign is known yet.
    year: i32,
    /// First and last day of the campaign.
    campaign: Option<(Date, Date)>,
    /// Days of a week that are worked, in the calendar that works most.
    week: u8,
}

/// Working days of a usual week.
const USUAL_WEEK: u8 = 5;

impl Default for Years {
    fn default() -> Self {
        Self { year: YEAR_UNKNOWN, campaign: None, week: USUAL_WEEK }
    }
}

impl Years {
    pub(crate) fn new(year: i32, campaign: Option<(Date, Date)>, week: Option<u8>) -> Self {
        Self { year, campaign, week: week.unwrap_or(USUAL_WEEK) }
    }

    /// Those of a definition that was read.
    pub(crate) fn of(def: &Definition) -> Self {
        let (from, to) = (|phase: &Phase| phase.from, |phase: &Phase| phase.to);
        let campaign = def.phases.iter().map(from).min().zip(def.phases.iter().map(to).max());
        let calendars = std::iter::once(&def.calendar).chain(def.groups.iter().map(|group| &group.calendar));
        let week = calendars.map(|cal| 7 - u8::try_from(cal.weekend.len()).unwrap_or(0).min(7)).max();
        Self::new(def.year, campaign, week)
    }

    /// Reads any time of a line, in its phase if it has one.
    pub(crate) fn time(
        &self,
        text: &str,
        phase: Option<(Date, Date)>,
    ) -> Result<(When, Option<Roll>), Fault> {
        let read = |year| dates::time(text, year, self.week);
        let Some((first, last)) = self.campaign else { return read(self.year) };
        let years = first.parts().0..=last.parts().0;
        let others = std::iter::once(self.year).filter(|year| !years.contains(year));
        let mut found: Vec<(When, Option<Roll>)> = Vec::new();
        for time in years.clone().chain(others).flat_map(read) {
            if !found.contains(&time) {
                found.push(time);
            }
        }
        if found.len() < 2 {
            return found.pop().map_or_else(|| read(self.year), Ok);
        }
        let within = |(when, _): &(When, Option<Roll>), (first, last): (Date, Date)| {
            last_of(when).is_some_and(|day| first <= day && day <= last)
        };
        found.retain(|time| within(time, (first, last)));
        if let Some(phase) = phase.filter(|_| found.len() > 1) {
            found.retain(|time| within(time, phase));
        }
        match (found.pop(), found.first()) {
            (Some(only), None) => Ok(only),
            (Some((last, _)), Some((first, _))) => match (last_of(first), last_of(&last)) {
                (Some(first), Some(last)) => Err(Fault::SeveralYears { first, last }),
                _ => Err(Fault::NotUnderstood),
            },
            (None, _) => Err(Fault::NotInCampaign { first, last }),
        }
    }

    /// Reads a single day.
    pub(crate) fn day(&self, text: &str) -> Result<Date, Fault> {
        match self.time(text, None)? {
            (When::Day(day), None) => Ok(day),
            _ => Err(Fault::NotUnderstood),
        }
    }

    /// Reads a day, a part of a month, or a range from one day to another of a year at most: its first and last day.
    pub(crate) fn range(&self, text: &str) -> Option<(Date, Date)> {
        match self.time(text, None) {
            Ok((When::Day(day), None)) => return Some((day, day)),
            Ok((When::Window { first, last }, None)) => return Some((first, last)),
            Ok(_) | Err(_) => {}
        }
        let (first, last) = text.split_once('至').or_else(|| text.split_once(" to "))?;
        let (first, last) = (self.day(first.trim()).ok()?, self.day(last.trim()).ok()?);
        (0..i32::from(DAYS_MAX)).contains(&(last.0 - first.0)).then_some((first, last))
    }
}

/// The day, or the last one of a window.
fn last_of(when: &When) -> Option<Date> {
    match when {
        When::Day(day) | When::Window { last: day, .. } => Some(*day),
        any_of!(When: Every Spread PhaseStart PhaseEnd Festival Item Crontab) => None,
    }
}

/// Longest phase over New Year that is taken for one without its years being written: what is longer is more likely a
/// begin and an end that were swapped.
const OVER_NEW_YEAR_DAYS_MAX: i32 = 153;

/// How near a phase must lie to the one written before it so that its year is plain.
const NEAR_DAYS: i32 = 31;

/// First and last day of a phase, as far as its texts can be read.
pub(crate) type Stretch = (Result<Date, Fault>, Result<Date, Fault>);

/// Reads the days of phases, in the order in which they are written. The first one begins in the file's year; each later
/// one lies where it is nearer to the one before; each ends after it begins.
pub(crate) fn phases(texts: &[(String, String)], year: i32) -> Vec<Stretch> {
    let mut before: Option<(Date, Date)> = None;
    let mut all = Vec::new();
    for (from, to) in texts {
        let from = begins(from, year, before);
        let to = match from {
            Ok(from) => ends(to, from),
            Err(_) => dates::day(to, year),
        };
        if let (Ok(from), Ok(to)) = (from, to) {
            before = Some((from, to));
        }
        all.push((from, to));
    }
    all
}

/// Whether a text has no year of its own.
fn yearless(text: &str) -> bool {
    // Two leap years, so that no day is missing in one of them.
    let [one, other] = [2000, 2004].map(|year| dates::day(text, year));
    one != other
}

fn begins(text: &str, year: i32, before: Option<(Date, Date)>) -> Result<Date, Fault> {
    let Some((first, last)) = before.filter(|_| yearless(text)) else { return dates::day(text, year) };
    let here = dates::day(text, first.parts().0)?;
    if here >= first {
        return Ok(here);
    }
    let Ok(next) = dates::day(text, first.parts().0 + 1) else { return Ok(here) };
    let (behind, ahead) = (first.0 - here.0, (next.0 - last.0).abs());
    match (behind <= NEAR_DAYS, ahead <= NEAR_DAYS) {
        (_, true) if ahead <= behind => Ok(next),
        (true, _) => Ok(here),
        _ => Err(Fault::SeveralYears { first: here, last: next }),
    }
}

fn ends(text: &str, from: Date) -> Result<Date, Fault> {
    let year = from.parts().0;
    let here = dates::day(text, year)?;
    if here >= from || !yearless(text) {
        return Ok(here);
    }
    let next = dates::day(text, year + 1)?;
    Ok(if next.0 - from.0 <= OVER_NEW_YEAR_DAYS_MAX { next } else { here })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> Date {
        text.parse().unwrap()
    }

    fn over_new_year() -> Years {
        Years::new(2026, Some((date("2026-10-01"), date("2027-01-31"))), None)
    }

    #[test]
    fn days_without_a_year_are_looked_for_inside_the_campaign() {
        let day = |text: &str| over_new_year().day(text).map(|day| day.to_string());
        assert_eq!(day("1月15日"), Ok("2027-01-15".to_owned()));
        assert_eq!(day("10月15日"), Ok("2026-10-15".to_owned()));
        assert_eq!(day("2026-01-15"), Ok("2026-01-15".to_owned()));
        let (first, last) = (date("2026-10-01"), date("2027-01-31"));
        assert_eq!(day("3月15日"), Err(Fault::NotInCampaign { first, last }));
        let window = over_new_year().time("1月中旬", None).unwrap().0;
        assert_eq!(window, When::Window { first: date("2027-01-11"), last: date("2027-01-20") });
        // Before a campaign within one year lies what is only entered afterwards.
        let plain = Years::new(2014, Some((date("2014-04-01"), date("2014-12-31"))), None);
        assert_eq!(plain.day("3月15日"), Ok(date("2014-03-15")));
    }

    #[test]
    fn where_two_years_fit_the_phase_decides_or_nobody() {
        let long = Years::new(2026, Some((date("2026-10-01"), date("2027-12-31"))), None);
        let (first, last) = (date("2026-11-05"), date("2027-11-05"));
        assert_eq!(long.day("11月5日"), Err(Fault::SeveralYears { first, last }));
        let phase = Some((date("2027-09-01"), date("2027-12-31")));
        assert_eq!(long.time("11月5日", phase), Ok((When::Day(last), None)));
        assert_eq!(long.day("6月5日"), Ok(date("2027-06-05")));
    }

    #[test]
    fn phases_follow_each_other_over_new_year() {
        let read = |texts: &[(&str, &str)]| -> Vec<String> {
            let texts: Vec<_> =
                texts.iter().map(|(from, to)| ((*from).to_owned(), (*to).to_owned())).collect();
            let all = phases(&texts, 2026).into_iter();
            all.map(|(from, to)| match (from, to) {
                (Ok(from), Ok(to)) => format!("{from} {to}"),
                _ => "?".to_owned(),
            })
            .collect()
        };
        assert_eq!(read(&[("10月1日", "1月31日")]), ["2026-10-01 2027-01-31"]);
        assert_eq!(
            read(&[("10月1日", "12月31日"), ("1月1日", "1月31日"), ("2月1日", "2月底")]),
            ["2026-10-01 2026-12-31", "2027-01-01 2027-01-31", "2027-02-01 2027-02-28"]
        );
        // Written in another order, or swapped, they stay in their year.
        assert_eq!(
            read(&[("5月1日", "10月31日"), ("4月1日", "4月30日")]),
            ["2026-05-01 2026-10-31", "2026-04-01 2026-04-30"]
        );
        assert_eq!(read(&[("10月31日", "5月1日")]), ["2026-10-31 2026-05-01"]);
        assert_eq!(read(&[("10月1日", "12月31日"), ("5月1日", "5月31日")])[1], "?");
    }
}
