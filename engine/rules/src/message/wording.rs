//! Dates, distances and requirements in the words of office messages, in the language in which a campaign writes.

mod chinese;
mod english;

use muster_protocol::definition::{Language, Need};
use muster_protocol::item::{CaseNews, StepKind, VisitNews};
use muster_protocol::time::{Date, TimeOfDay};

/// Most characters of a reason that a letter quotes; the page behind its link has all of it.
const REASON_CHARS_MAX: usize = 400;

/// Words in one language.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Wording(pub(super) Language);

impl Wording {
    /// Either of two.
    pub(super) fn pick<T>(self, chinese: T, english: T) -> T {
        match self.0 {
            Language::Zh => chinese,
            Language::En => english,
        }
    }

    pub(super) fn day(self, date: Date, year: i32) -> String {
        match self.0 {
            Language::Zh => chinese::day(date, year),
            Language::En => english::day(date, year),
        }
    }

    pub(super) fn distance(self, date: Date, today: Date) -> String {
        match self.0 {
            Language::Zh => chinese::distance(date, today),
            Language::En => english::distance(date, today),
        }
    }

    pub(super) fn due(self, date: Date, today: Date) -> String {
        match self.0 {
            Language::Zh => chinese::due(date, today),
            Language::En => english::due(date, today),
        }
    }

    pub(super) fn visit_ahead(self, date: Date, starts: Option<TimeOfDay>, today: Date) -> String {
        match self.0 {
            Language::Zh => chinese::visit_ahead(date, starts, today),
            Language::En => english::visit_ahead(date, starts, today),
        }
    }

    pub(super) fn visit_news(
        self,
        news: VisitNews,
        slot: (Date, Option<TimeOfDay>),
        visitor: Option<&str>,
        today: Date,
    ) -> String {
        match self.0 {
            Language::Zh => chinese::visit_news(news, slot, visitor, today),
            Language::En => english::visit_news(news, slot, visitor, today),
        }
    }

    pub(super) fn visit_unrecorded(self, date: Date, today: Date) -> String {
        match self.0 {
            Language::Zh => chinese::visit_unrecorded(date, today),
            Language::En => english::visit_unrecorded(date, today),
        }
    }

    /// That something was returned: what was wrong with it, why, and by when it is awaited again.
    pub(super) fn returned(self, failed: &[String], reason: &str, (due_day, today): (Date, Date)) -> String {
        match self.0 {
            Language::Zh => chinese::returned(failed, reason, due_day, today),
            Language::En => english::returned(failed, reason, due_day, today),
        }
    }

    /// What is said of a case or of a candidate.
    pub(super) fn announced(self, what: StepKind, due_day: Date, today: Date) -> String {
        let (day, distance) = (self.day(due_day, today.parts().0), self.distance(due_day, today));
        let (zh, en) = match what {
            StepKind::CaseNews(CaseNews::Dispatched) => (
                format!("已派给本单位，请在{day}前办结，{distance}"),
                format!("it is with your unit now, to be finished by {day}, {distance}"),
            ),
            StepKind::CaseNews(CaseNews::PassedUp) => {
                ("单位已上报，请批复".to_owned(), "the unit asks for a reply from you".to_owned())
            }
            StepKind::CaseNews(CaseNews::Replied) => (
                "上级已批复，请接着办理".to_owned(),
                "those above have replied; please go on with it".to_owned(),
            ),
            StepKind::CaseNews(CaseNews::Late) => {
                ("时限已过，请抓紧办理".to_owned(), "its time is over; please deal with it now".to_owned())
            }
            StepKind::Objected => (
                "公示期内有人提出异议，请核实处理".to_owned(),
                "somebody objects during publicity; please look into it".to_owned(),
            ),
            _ => (String::new(), String::new()),
        };
        self.pick(zh, en)
    }

    /// That a rater is asked for an answer, by a day.
    pub(super) fn to_rate(self, due_day: Date, today: Date) -> String {
        let (day, distance) = (self.day(due_day, today.parts().0), self.distance(due_day, today));
        self.pick(format!("请评议，{day}截止，{distance}"), format!("please rate by {day}, {distance}"))
    }

    /// That a stage of a selection is to be done by a day, or may be.
    pub(super) fn of_stage(self, voluntary: bool, due_day: Date, today: Date) -> String {
        let (day, distance) = (self.day(due_day, today.parts().0), self.distance(due_day, today));
        match voluntary {
            true => self.pick(
                format!("自愿参加，{day}截止，{distance}"),
                format!("open to those who want to, until {day}, {distance}"),
            ),
            false => self.pick(
                format!("请办完这一步，{day}截止，{distance}"),
                format!("this stage is to be passed by {day}, {distance}"),
            ),
        }
    }

    pub(super) fn needs(self, needs: &[Need]) -> String {
        match self.0 {
            Language::Zh => chinese::needs(needs),
            Language::En => english::needs(needs),
        }
    }

    pub(super) fn period(self, period: &str, year: i32) -> String {
        match self.0 {
            Language::Zh => chinese::period(period, year),
            Language::En => english::period(period, year),
        }
    }

    /// What stands beside a name, in the brackets of the language.
    pub(super) fn beside(self, name: &str, what: &str) -> String {
        self.pick(format!("{name}（{what}）"), format!("{name} ({what})"))
    }

    /// Several of one kind in a row.
    pub(super) fn list(self, all: &[String]) -> String {
        all.join(self.pick("、", ", "))
    }
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
