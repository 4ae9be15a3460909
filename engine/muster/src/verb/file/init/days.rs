//! From when until when a new campaign goes: as it was said, as somebody answers on a terminal, or as the template has it.

use muster_rules::counted::counted;
use std::io::{BufRead, IsTerminal};

use muster_core::definition::{Sentence, typed_day};
use muster_protocol::definition::Definition;
use muster_protocol::time::Date;

use super::{Init, TEMPLATE_DEFAULT};
use crate::authoring::today::{by_word, today_of};
use crate::embedded;
use crate::exit::{Exit, Failure};
use crate::lang::Lang;
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
            None if asks => answer(out, def, ("第一天", "first day"), usual, today)?,
            None => usual,
        };
        let usual = first.plus(end.0 - begin.0);
        let last = match &asked.end {
            Some(text) => day(out.lang, def, text, first)?,
            None if asks => answer(out, def, ("最后一天", "last day"), usual, first)?,
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
    fn in_year(lang: Lang, def: &Definition, (begin, end): (Date, Date), year: i32) -> Result<Self, Failure> {
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
    (zh, en): (&str, &str),
    usual: Date,
    not_before: Date,
) -> Result<Date, Failure> {
    loop {
        out.talk(match out.lang {
            Lang::Zh => format!("{zh}？（直接回车：{usual}）"),
            Lang::En => format!("{en}? (enter: {usual})"),
        });
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
fn day(lang: Lang, def: &Definition, text: &str, not_before: Date) -> Result<Date, Failure> {
    if let Some(days) = by_word(text) {
        return Ok(today_of(def).plus(days));
    }
    let within = |year: i32| {
        let mut around = Definition { year, ..def.clone() };
        around.phases.truncate(1);
        for phase in &mut around.phases {
            (phase.from, phase.to) = (not_before, not_before.plus(YEAR_DAYS));
        }
        let next = lang.pick("可以写：明天、12月1日、2026-12-01", "write tomorrow, December 1 or 2026-12-01");
        let failure = |said: Sentence| Failure::new(Exit::Usage, lang.pick(&said.zh, &said.en)).next(next);
        typed_day(&around, text).map_err(failure)
    };
    let year = not_before.parts().0;
    match within(year)? {
        found if found < not_before => within(year + 1),
        found => Ok(found),
    }
}

fn ordered(lang: Lang, first: Date, last: Date) -> Result<(), Failure> {
    let what = match lang {
        _ if last.parts().0 > first.parts().0 + 1 => match lang {
            Lang::Zh => format!("{first} 到 {last} 跨了三个年度，一个活动最多跨两个"),
            Lang::En => format!("{first} to {last} lies in more than two years, which a campaign cannot"),
        },
        Lang::Zh if last < first => format!("最后一天 {last} 早于第一天 {first}"),
        Lang::En if last < first => format!("the last day, {last}, lies before the first, {first}"),
        Lang::Zh | Lang::En => return Ok(()),
    };
    Err(Failure::new(Exit::Usage, what).next(lang.pick("改 --begin 或 --end", "change --begin or --end")))
}

fn too_short(lang: Lang, least: i32) -> Failure {
    let what = match lang {
        Lang::Zh => format!("时间太短：这个样例的各个阶段至少要{least}天"),
        Lang::En => format!(
            "too short: the phases of this template need at least {least}",
            least = counted(&least, "day")
        ),
    };
    Failure::new(Exit::Usage, what).next(lang.pick("改 --end", "change --end"))
}

/// The first year in which something may be computed and whose holidays are not known.
fn gap(def: &Definition, begin: Date, end: Date) -> Option<i32> {
    let mut years = begin.parts().0..=end.plus(DAYS_AFTER).parts().0;
    years.find(|year| embedded::calendar(&format!("../calendars/{}/{year}.csv", def.calendar.name)).is_none())
}
