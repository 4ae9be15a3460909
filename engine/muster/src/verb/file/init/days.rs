//! From when until when a new campaign goes: as it was said, as somebody answers on a terminal, or as the template has it.

use std::io::{BufRead, IsTerminal};

use muster_core::definition::typed_day;
use muster_protocol::catalogue::{Language, TextId};
use muster_protocol::definition::Definition;
use muster_protocol::time::Date;
use muster_protocol::{id, say};

use super::{Init, TEMPLATE_DEFAULT};
use crate::authoring::today::{by_word, today_of};
use crate::embedded;
use crate::exit::{Exit, Failure};
use crate::output::Output;
use crate::preview::retimed::Stretch;

/// A year of days: where a day without a year is looked for.
const YEAR_DAYS: i32 = 364;
/// Days after the last one on which something may still be computed, such as the day by which a return is due.
const DAYS_AFTER: i32 = 30;

/// The days of a new campaign.
#[derive(Debug)]
pub(super) struct Days {
    pub(super) begin: Date,
    pub(super) end: Date,
    /// The year that the file names: that of its first day, by which days without a year are read.
    pub(super) year: i32,
    /// How the template's days are moved; none where they stay.
    pub(super) stretch: Option<Stretch>,
    /// The first of its years that has no table of holidays.
    pub(super) gap: Option<i32>,
    /// Whether they were kept and are past.
    pub(super) past: bool,
}

impl Days {
    pub(super) fn of(out: &Output, def: &Definition, asked: &Init) -> Result<Self, Failure> {
        let today = today_of(def);
        let begin = def.phases.iter().map(|phase| phase.from).min().unwrap_or_default();
        let end = def.phases.iter().map(|phase| phase.to).max().unwrap_or_default();
        if let Some(year) = asked.year {
            return Self::in_year(out.lang, def, (begin, end), year);
        }
        let starter = asked.template == TEMPLATE_DEFAULT;
        let usual = if starter { today.plus(1) } else { begin };
        let given = asked.begin.is_some() || asked.end.is_some();
        let asks = !given && std::io::stdin().is_terminal() && out.watched();
        let first = match &asked.begin {
            Some(text) => day(out.lang, def, text, today)?,
            None if asks => answer(out, def, id!("first-day"), usual, today)?,
            None => usual,
        };
        let usual = first.plus(end.0 - begin.0);
        let last = match &asked.end {
            Some(text) => day(out.lang, def, text, first)?,
            None if asks => answer(out, def, id!("last-day"), usual, first)?,
            None => usual,
        };
        if (first, last) == (begin, end) {
            let past = end < today;
            return Ok(Self { begin, end, year: def.year, stretch: None, gap: gap(def, begin, end), past });
        }
        ordered(out.lang, first, last)?;
        let stretch = Stretch::new(def, first, last).map_err(|least| too_short(out.lang, least))?;
        let (gap, year) = (gap(def, first, last), first.parts().0);
        Ok(Self { begin: first, end: last, year, stretch: Some(stretch), gap, past: false })
    }

    /// The template's own days in another year.
    fn in_year(
        lang: Language,
        def: &Definition,
        (begin, end): (Date, Date),
        year: i32,
    ) -> Result<Self, Failure> {
        let later = year - def.year;
        let moved = |day: Date| {
            let (of, month, date) = day.parts();
            Date::ymd(of + later, month, date).unwrap_or(day.plus(later.saturating_mul(YEAR_DAYS + 1)))
        };
        let (begin, end) = (moved(begin), moved(end));
        let stretch = Stretch::new(def, begin, end).map_err(|least| too_short(lang, least))?;
        Ok(Self {
            begin,
            end,
            year,
            stretch: Some(stretch),
            gap: gap(def, begin, end),
            past: end < today_of(def),
        })
    }
}

/// Asks on the terminal; nothing typed takes what is proposed, and what is no day is asked again.
fn answer(
    out: &Output,
    def: &Definition,
    asked: TextId,
    usual: Date,
    not_before: Date,
) -> Result<Date, Failure> {
    loop {
        out.talk(say!(out.lang, "asked-enter-usual", asked: asked, usual));
        let mut typed = String::new();
        let read = std::io::stdin().lock().read_line(&mut typed);
        if typed.trim().is_empty() || read.is_err() {
            return Ok(usual);
        }
        match day(out.lang, def, typed.trim(), not_before) {
            Ok(day) => return Ok(day),
            Err(failure) => out.failure(&failure),
        }
    }
}

/// A day as people say it; one without a year is the next since `not_before`.
fn day(lang: Language, def: &Definition, text: &str, not_before: Date) -> Result<Date, Failure> {
    if let Some(days) = by_word(text) {
        return Ok(today_of(def).plus(days));
    }
    let within = |year: i32| {
        let mut around = Definition { year, ..def.clone() };
        around.phases.truncate(1);
        for phase in &mut around.phases {
            (phase.from, phase.to) = (not_before, not_before.plus(YEAR_DAYS));
        }
        let next = lang.say("write-tomorrow-december-1-or-2026-12-01");
        typed_day(&around, text)
            .map_err(|said| Failure::new(Exit::Usage, said.into_language(lang)).next(next))
    };
    let year = not_before.parts().0;
    match within(year)? {
        found if found < not_before => within(year + 1),
        found => Ok(found),
    }
}

fn ordered(lang: Language, first: Date, last: Date) -> Result<(), Failure> {
    let what = if last.parts().0 > first.parts().0 + 1 {
        say!(lang, "first-to-last-lies-in-more-than-two", first, last)
    } else if last < first {
        say!(lang, "the-last-day-last-lies-before-the-first", last, first)
    } else {
        return Ok(());
    };
    Err(Failure::new(Exit::Usage, what).next(lang.say("change-begin-or-end")))
}

fn too_short(lang: Language, least: i32) -> Failure {
    let what = say!(lang, "too-short-the-phases-of-this-template-need", #least = least);
    Failure::new(Exit::Usage, what).next(lang.say("change-end"))
}

/// The first year in which something may be computed and whose holidays are not known.
fn gap(def: &Definition, begin: Date, end: Date) -> Option<i32> {
    let mut years = begin.parts().0..=end.plus(DAYS_AFTER).parts().0;
    years.find(|year| embedded::calendar(&format!("../calendars/{}/{year}.csv", def.calendar.name)).is_none())
}
