//! Dates, distances and requirements in the words of office messages, in the language in which a campaign writes.

use muster_protocol::catalogue::{Argument, Language, Listed, Localized, LocalizedText};
use muster_protocol::definition::{CardColour, Need};
use muster_protocol::event::CalledOff;
use muster_protocol::item::{AppealNews, ListNews, Standing, StepKind, VisitNews};
use muster_protocol::question::VisitOff;
use muster_protocol::refs::UnitCode;
use muster_protocol::time::{Date, TimeOfDay};
use muster_protocol::{id, say, text};

use crate::score::sessions::WHENEVER;
use crate::{month, weekday};

/// Most characters of a reason that a letter quotes; the page behind its link has all of it.
const REASON_CHARS_MAX: usize = 400;

/// What an occasion is called with its period, as letters say it: `月报（11月）`. A key without a period of the calendar, such as
/// that of a task, adds nothing.
#[must_use]
pub fn of_period(language: Language, name: &str, key: &str, year: i32) -> String {
    let words = Wording(language);
    let of_calendar = |period: &&str| {
        let year = period.split_once('-').map_or("", |(year, _)| year);
        year.len() == 4 && year.bytes().all(|byte| byte.is_ascii_digit())
    };
    match key.split_once('.').map(|(_, period)| period).filter(of_calendar) {
        Some(period) => words.beside(name, &words.period(period, year)),
        None => name.to_owned(),
    }
}

/// Words in one language.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Wording(pub(super) Language);

/// Calendar days from today to a day, negative when it is over.
fn days_to(date: Date, today: Date) -> i32 {
    date.0.saturating_sub(today.0)
}

impl Wording {
    pub(super) fn say(self, id: &'static str) -> &'static str {
        self.0.say(id)
    }

    pub(super) fn say_with(self, id: &'static str, arguments: &[(&'static str, Argument<'_>)]) -> String {
        self.0.say_with(id, arguments)
    }

    /// `4月25日（周五）`, `Fri 25 April`; with the year where it is not this year's.
    pub(super) fn day(self, date: Date, year: i32) -> String {
        let (own, number, day) = date.parts();
        let (weekday, month) = (weekday::of(date), month::name(number));
        if own == year {
            say!(self, "letter-day", month: month, day, weekday: weekday)
        } else {
            say!(self, "letter-day-of-year", year = own, month: month, day, weekday: weekday)
        }
    }

    /// `还有3天`, `今天`, `已逾期2天`; `in 3 days`, `today`, `2 days late`.
    pub(super) fn distance(self, date: Date, today: Date) -> String {
        match days_to(date, today) {
            0 => self.say("letter-today").to_owned(),
            days if days > 0 => say!(self, "letter-days-left", #days = days),
            late => say!(self, "letter-days-late", #days = late.unsigned_abs()),
        }
    }

    /// `4月25日（周五）到期，还有3天`, `due Fri 25 April, in 3 days`.
    pub(super) fn due(self, date: Date, today: Date) -> String {
        let day = self.day(date, today.parts().0);
        if date == today {
            say!(self, "letter-due-today", day)
        } else {
            say!(self, "letter-due", day, distance = self.distance(date, today))
        }
    }

    /// `5月14日（周三）09:30`, `Wed 14 May at 09:30`; the hour where it is known.
    pub(super) fn slot(self, date: Date, starts: Option<TimeOfDay>, today: Date) -> String {
        let day = self.day(date, today.parts().0);
        match starts {
            Some(hour) => say!(self, "letter-hour", day, hour),
            None => day,
        }
    }

    /// `5月14日（周三）09:30走访，还有3天`, `visit on Wed 14 May at 09:30, in 3 days`.
    pub(super) fn visit_ahead(self, date: Date, starts: Option<TimeOfDay>, today: Date) -> String {
        let slot = self.slot(date, starts, today);
        match days_to(date, today) {
            0 => say!(self, "letter-visit-today", slot),
            days if days > 0 => say!(self, "letter-visit-ahead", slot, distance = self.distance(date, today)),
            _ => say!(self, "letter-visit-over", slot),
        }
    }

    /// `，走访人副局长乙，同行市政处联络员`, `, by the second deputy with the clerk of the works`; nothing where no visitor is told.
    pub(super) fn party(self, visitor: Option<&str>, along: &[String]) -> String {
        match visitor {
            None => String::new(),
            Some(visitor) if along.is_empty() => say!(self, "letter-visit-by", visitor),
            Some(visitor) => say!(self, "letter-visit-by-with", visitor, along: Listed(along)),
        }
    }

    /// `已排定：5月14日（周三）09:30，走访人副局长乙`, `planned for Wed 14 May at 09:30, by the second deputy`.
    pub(super) fn visit_news(
        self,
        (news, off): (VisitNews, Option<&VisitOff>),
        (date, starts): (Date, Option<TimeOfDay>),
        by: &str,
        today: Date,
    ) -> String {
        let before = off.map(|off| {
            let before = self.slot(off.date, Some(off.starts), today);
            // That it was called off is no reason why it was.
            let because = match off.why {
                CalledOff::Cancelled => String::new(),
                why @ (CalledOff::Declined | CalledOff::NoShow | CalledOff::Left) => {
                    say!(self, "letter-visit-off-because", why: why.words())
                }
            };
            (before, because, off.again)
        });
        let slot = self.slot(date, starts, today);
        match news {
            VisitNews::Proposed => say!(self, "letter-visit-proposed", slot, by),
            VisitNews::Confirmed => say!(self, "letter-visit-confirmed", slot, by),
            VisitNews::Moved => say!(self, "letter-visit-moved", slot, by),
            VisitNews::Delegated | VisitNews::HandedOn => say!(self, "letter-visit-handed-on", slot, by),
            VisitNews::CalledOff => match before {
                Some((before, because, true)) => {
                    say!(self, "letter-visit-off-to-be-planned-again", before, because)
                }
                Some((before, because, false)) => say!(self, "letter-visit-off", before, because),
                None => say!(self, "letter-visit-called-off", slot),
            },
            VisitNews::PlannedAgain | VisitNews::GivenToAnother => match before {
                Some((before, because, _)) => {
                    say!(self, "letter-visit-planned-again", before, because, slot, by)
                }
                None => say!(self, "letter-visit-proposed", slot, by),
            },
        }
    }

    /// `5月14日（周三）走访，已过5天，请补走访记录`, `visit of Wed 14 May, 5 days ago: its record is missing`.
    pub(super) fn visit_unrecorded(self, date: Date, today: Date) -> String {
        let day = self.day(date, today.parts().0);
        say!(self, "letter-visit-unrecorded", day, #days = days_to(today, date).max(0))
    }

    /// That something was returned: what was wrong with it, why, and by when it is awaited again.
    pub(super) fn returned(self, failed: &[String], reason: &str, (due_day, today): (Date, Date)) -> String {
        let (day, distance) = (self.day(due_day, today.parts().0), self.distance(due_day, today));
        let failed = match failed {
            [] => String::new(),
            points => say!(self, "letter-returned-failed", points: Listed(points)),
        };
        // The sentence brings its own full stop.
        let reason = match reason.trim_end_matches(['。', '.']) {
            "" => String::new(),
            reason => say!(self, "letter-returned-reason", reason),
        };
        if due_day < today {
            // A day that is over is no day by which anything can be done.
            return say!(self, "letter-returned-late", failed, reason, day, distance);
        }
        say!(self, "letter-returned", failed, reason, day, distance)
    }

    /// What an inspection found, behind the day by which it is put right.
    pub(super) fn found(self, note: &str, reason: &str) -> String {
        match reason.trim_end_matches(['。', '.']) {
            "" => note.to_owned(),
            reason => say!(self, "letter-found", note, reason),
        }
    }

    /// What is said of a candidate, an appeal or an entry of a list.
    pub(super) fn announced(self, what: StepKind, due_day: Date, today: Date) -> String {
        let (day, distance) = (self.day(due_day, today.parts().0), self.distance(due_day, today));
        let said = match what {
            StepKind::Given => text!("what-passed-on-is-yours-now"),
            StepKind::Objected => text!("somebody-objects-during-publicity-please-look-into-it"),
            StepKind::AppealNews(AppealNews::Filed) if due_day < today => {
                text!("the-unit-appeals-please-answer-at-once", day, distance)
            }
            StepKind::AppealNews(AppealNews::Filed) => {
                text!("the-unit-appeals-please-answer-by-day", day, distance)
            }
            StepKind::AppealNews(AppealNews::Upheld) => text!("the-appeal-is-upheld-the-points-are-changed"),
            StepKind::AppealNews(AppealNews::Dismissed) => text!("the-appeal-is-not-upheld-the-points-stay"),
            StepKind::ListNews(ListNews::Proposed) if due_day < today => {
                text!("the-unit-could-state-up-to-day", day)
            }
            StepKind::ListNews(ListNews::Proposed) => {
                text!("the-unit-may-state-up-to-day", day, distance)
            }
            StepKind::ListNews(ListNews::Listed) => text!("it-stands-on-the-list"),
            StepKind::ListNews(ListNews::NotListed) => text!("it-does-not-stand-on-the-list"),
            _ => LocalizedText::default(),
        };
        said.into_language(self.0)
    }

    /// That scores are public: up to when, where they are seen, and what somebody may do who disagrees.
    pub(super) fn scores_public(self, unit: &UnitCode, until: Date, today: Date) -> String {
        let (day, distance) = (self.day(until, today.parts().0), self.distance(until, today));
        if until < today {
            return say!(self, "letter-scores-were-public", day, unit);
        }
        say!(self, "letter-scores-are-public", day, distance, unit)
    }

    /// That what a round gives waits because too few answered in some of its groups, and what may be done. Paper may be entered up
    /// to a day, if that is not over.
    pub(super) fn too_few(
        self,
        groups: &[String],
        round: &str,
        (paper, today): (Option<Date>, Date),
    ) -> String {
        let paper = paper.map_or_else(String::new, |day| {
            let day = self.day(day, today.parts().0);
            say!(self, "letter-paper-may-be-entered", day, round)
        });
        say!(self, "letter-too-few-answered", groups: Listed(groups), paper, round)
    }

    /// That the sample of a round is to be drawn by a day.
    pub(super) fn to_draw(self, round: &str, (due_day, today): (Date, Date)) -> String {
        let (day, distance) = (self.day(due_day, today.parts().0), self.distance(due_day, today));
        say!(self, "letter-sample-to-draw", day, distance, round)
    }

    /// That a day is near and nobody has signed.
    pub(super) fn unsigned(self, due_day: Date, today: Date) -> String {
        let due = self.due(due_day, today);
        say!(self, "letter-nobody-has-signed", due)
    }

    /// That a card is lifted.
    pub(super) fn lifted(self, colour: CardColour) -> &'static str {
        let said = match colour {
            CardColour::Blue => id!("letter-blue-card-lifted"),
            CardColour::Yellow => id!("letter-yellow-card-lifted"),
            CardColour::Red => id!("letter-red-card-lifted"),
        };
        said.say(self.0)
    }

    /// `红单，4月25日（周五）到期，已逾期10天`, `red card, due Fri 25 April, 10 days late`.
    pub(super) fn in_brief(self, standing: Standing, due_day: Date, today: Date) -> String {
        let due = self.due(due_day, today);
        match standing {
            Standing::Late => due,
            Standing::Yellow => say!(self, "letter-brief-yellow", due),
            Standing::Red => say!(self, "letter-brief-red", due),
        }
    }

    /// That a rater is asked for an answer, by a day.
    pub(super) fn to_rate(self, due_day: Date, today: Date) -> String {
        let (day, distance) = (self.day(due_day, today.parts().0), self.distance(due_day, today));
        say!(self, "please-rate-by-day-distance", day, distance)
    }

    /// That a stage of a selection is to be done by a day, or may be.
    pub(super) fn of_stage(self, voluntary: bool, due_day: Date, today: Date) -> String {
        let (day, distance) = (self.day(due_day, today.parts().0), self.distance(due_day, today));
        if voluntary {
            say!(self, "letter-stage-open", day, distance)
        } else {
            say!(self, "letter-stage-to-pass", day, distance)
        }
    }

    /// `活动记录、照片≥2、服务事项1至2`, `record, photos ≥2, service items 1 to 2`.
    pub(super) fn needs(self, needs: &[Need]) -> String {
        let each = needs.iter().map(|Need { name, at_least, at_most, .. }| match (*at_least, *at_most) {
            (0 | 1, None) => name.clone(),
            (least, None) => say!(self, "letter-need-least", name, least),
            (least, Some(most)) if least == most => say!(self, "letter-need-exactly", name, least),
            (least, Some(most)) => say!(self, "letter-need-between", name, least, most),
        });
        self.list(&each.collect::<Vec<_>>())
    }

    /// The period of an occasion key (`2014-05`, `2014-q2`, `2014-h1`) in words: `5月`, `第2季度`, `上半年`; `May`,
    /// `second quarter`, `first half`; with the year where it is not the campaign's.
    pub(super) fn period(self, period: &str, year: i32) -> String {
        let Some((own, part)) = period.split_once('-') else { return period.to_owned() };
        let words = match part {
            "h1" => id!("period-half-1"),
            "h2" => id!("period-half-2"),
            "q1" => id!("period-quarter-1"),
            "q2" => id!("period-quarter-2"),
            "q3" => id!("period-quarter-3"),
            "q4" => id!("period-quarter-4"),
            part => match part.parse().ok().and_then(month::name) {
                Some(name) => name,
                None => return period.to_owned(),
            },
        };
        if own.parse() == Ok(year) {
            words.say(self.0).to_owned()
        } else {
            say!(self, "period-of-year", year = own, period: words)
        }
    }

    /// What stands beside a name, in the brackets of the language.
    pub(super) fn beside(self, name: &str, what: &str) -> String {
        say!(self, "name-what", name, what)
    }

    /// Several of one kind in a row.
    pub(super) fn list(self, all: &[String]) -> String {
        Listed(all).localized(self.0).into_owned()
    }
}

/// What recurs with its period, as people say it: `飞行检查（11月）`, `flying inspection (November)`; with the year where it is not
/// the campaign's.
#[must_use]
pub fn happening(language: Language, name: &str, period: &str, year: i32) -> String {
    let words = Wording(language);
    if period == WHENEVER { name.to_owned() } else { words.beside(name, &words.period(period, year)) }
}

/// A text as it may stand within a line: without breaks and control characters, and cut where it is long.
pub(super) fn quoted(text: &str) -> String {
    let words: Vec<&str> = text.split(|one: char| one.is_whitespace() || one.is_control()).collect();
    let line = words.into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(REASON_CHARS_MAX) {
        Some((at, _)) => format!("{}……", &line[..at]),
        None => line,
    }
}
