//! Places that await a visit and for which a plan has none, each with its reason.

use serde::{Deserialize, Serialize};

use crate::catalogue::Language;
use crate::refs::{Refs, words};
use crate::say;
use crate::time::Date;

/// A place that awaits a visit and for which a plan has none.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound = "")]
pub struct LeftOut<R: Refs> {
    /// The place.
    pub place: R::Unit,
    /// Who was to visit it; where visitors take turns, the first who would have a day but for other visits, else the last. None
    /// where nobody may.
    pub visitor: Option<R::Contact>,
    /// Why it has none.
    pub why: NoSlot,
}

/// Why a place has no visit in a plan. Numbers are days of the round that are still to come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum NoSlot {
    /// No day would do if nothing else were planned: proved.
    NoDay(LostDays),
    /// Days would do, but the visitor's other visits take them as they lie in this plan.
    Taken(TakenDays),
    /// A day is free, but the plan that was found is worth more without the visit.
    Outweighed,
    /// The slot that was found breaks a rule that the search does not know, such as a visit past midnight into a busy day.
    AgainstRules,
    /// Nobody holds the role that visits it, and nobody else may.
    NoVisitor,
}

/// To what the days are lost, each to the first that takes it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LostDays {
    /// Nobody works.
    pub off: u16,
    /// The place receives no visits at any of the programme's start times.
    pub closed: u16,
    /// Too near to another visit of the place, or a visit was called off for this day.
    pub near: u16,
    /// The visitor, or somebody who comes along, is busy at each of the programme's start times, the road included.
    pub busy: u16,
}

/// What keeps shut the days that would do.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TakenDays {
    /// The visitor has as many visits in the week as it may have.
    pub week: u16,
    /// Beside the day's other visits there is no time, the road included.
    pub time: u16,
    /// Visits that stand on the day break a rule by themselves.
    pub shut: u16,
    /// What would let the visit in.
    pub helps: Helps,
}

/// What would let a visit in, each by itself: the first of its kind.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Helps {
    /// One more visit in the week of this Monday.
    pub week: Option<Date>,
    /// This day off worked.
    pub day_off: Option<Date>,
    /// The visitor not busy on this day.
    pub free: Option<Date>,
}

impl NoSlot {
    /// Its stable word.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NoDay(_) => "no-day",
            Self::Taken(_) => "taken",
            Self::Outweighed => "outweighed",
            Self::AgainstRules => "against-rules",
            Self::NoVisitor => "no-visitor",
        }
    }

    /// Whether it holds for every plan of the round.
    #[must_use]
    pub const fn is_proved(&self) -> bool {
        matches!(self, Self::NoDay(_) | Self::NoVisitor)
    }

    /// It in words.
    #[must_use]
    pub fn said(&self, language: Language) -> String {
        match self {
            Self::NoDay(lost) if *lost == LostDays::default() => {
                language.say("no-day-of-the-round-is-left").to_owned()
            }
            Self::NoDay(LostDays { off, closed, near, busy }) => {
                say!(language, "no-day-of-the-round-would-do", #off = off, closed, near, busy)
            }
            Self::Taken(taken) => taken.said(language),
            Self::Outweighed => language.say("a-day-is-free-but-outweighed").to_owned(),
            Self::AgainstRules => language.say("the-slot-found-breaks-a-rule").to_owned(),
            Self::NoVisitor => language.say("the-roster-names-nobody-who-visits-it").to_owned(),
        }
    }
}

impl TakenDays {
    fn said(&self, language: Language) -> String {
        let Self { week, time, shut, helps } = self;
        let why = say!(language, "other-visits-take-the-days", week, time, shut);
        let changes = helps.said(language);
        if changes.is_empty() {
            return why;
        }
        let changes = changes.join(language.say("or-between-alternatives"));
        say!(language, "why-it-would-fit-with-changes", why, changes)
    }
}

impl Helps {
    fn said(&self, language: Language) -> Vec<String> {
        let week = self.week.map(|day| say!(language, "one-more-visit-in-the-week-of", day));
        let day_off = self.day_off.map(|day| say!(language, "work-on-a-day-off", day));
        let free = self.free.map(|day| say!(language, "the-visitor-free-on", day));
        week.into_iter().chain(day_off).chain(free).collect()
    }
}

words! {
    LeftOut { place: unit, visitor: (contact), why }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    #[test]
    fn a_reason_is_said_with_its_numbers_in_either_language() {
        let lost = NoSlot::NoDay(LostDays { off: 1, closed: 2, near: 3, busy: 12 });
        assert!(lost.is_proved());
        let en = "no day of the round would do, whatever else is planned: 1 day off, 2 with the place closed to visits, \
                  3 too near to another visit or called off for, 12 with the visitor busy";
        assert_eq!(lost.said(Language::En), en);
        let zh = lost.said(Language::Zh);
        assert!(["1天", "2天", "3天", "12天"].iter().all(|count| zh.contains(count)), "{zh}");
        assert!(NoSlot::NoVisitor.is_proved(), "no plan could have a visit by nobody");
        assert_eq!(NoSlot::NoVisitor.said(Language::En), "the roster names nobody who visits it");
        let over = NoSlot::NoDay(LostDays::default());
        assert_eq!(over.said(Language::En), "no day of the round is left");
    }

    #[test]
    fn what_would_let_it_in_is_said_where_something_would() {
        let taken = |helps| NoSlot::Taken(TakenDays { week: 4, time: 2, shut: 0, helps });
        assert!(!taken(Helps::default()).is_proved());
        let alone = taken(Helps::default()).said(Language::En);
        assert!(!alone.contains("would fit"), "{alone}");
        let (week, free) = (Some(day("2014-05-05")), Some(day("2014-05-13")));
        let helped = taken(Helps { week, day_off: None, free }).said(Language::En);
        let wanted = format!(
            "{alone}; it would fit with one more visit in the week of 2014-05-05 or the visitor free on 2014-05-13"
        );
        assert_eq!(helped, wanted);
    }
}
