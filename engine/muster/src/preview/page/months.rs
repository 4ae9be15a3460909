//! Month calendars: rest days, festivals and made-up working days, and what falls due on each day.

use maud::{Markup, html};
use muster_protocol::item::OccasionKind;
use muster_protocol::time::Date;
use muster_protocol::{any_of, say};
use muster_rules::calendar::is_workday;
use muster_rules::weekday;

use super::{MONTHS, Page};
use crate::preview::model::{Day, Happening};
use crate::words::day::{Mark, mark, provisional, with_weekday};
use crate::words::names;

/// Most happenings that a day's cell names; the rest are counted and stand in the list below.
const CELL_LINES_MAX: usize = 4;

/// Most months that are drawn; a longer campaign has its days in the list alone.
const MONTHS_MAX: usize = 36;

impl Page<'_> {
    pub(super) fn months(&self) -> Markup {
        let months = self.month_starts();
        let shown = months.len().min(MONTHS_MAX);
        let inside = html! {
            ul class="legend" {
                li { span class="tag" { (self.say("off")) } " " (self.say("weekend-or-holiday")) }
                li { span class="tag" { (self.say("worked")) } " " (self.say("made-up-working-day")) }
                li { span class="tag busy" { (self.say("full")) } " " (self.say("a-crowded-day-see-below")) }
                li { (self.say("the-number-behind-an-item-counts-the-units")) }
            }
            @if months.len() > MONTHS_MAX {
                p class="note" { (self.say("only-the-first-36-months-are-drawn-the")) }
            }
            div class="months" { @for month in &months[..shown] { (self.month(*month)) } }
        };
        self.section(MONTHS, true, &inside)
    }

    /// First days of the months that the phases touch and that are shown.
    fn month_starts(&self) -> Vec<Date> {
        let phases = &self.def().phases;
        let first = phases.iter().map(|phase| phase.from).min().unwrap_or_default();
        let last = phases.iter().map(|phase| phase.to).max().unwrap_or_default();
        let due = self.model.days.keys().next_back().copied().unwrap_or(last);
        let (first, last) = match (self.model.filter.from, self.model.filter.to) {
            (None, None) => (first, last.max(due)),
            (from, to) => (from.unwrap_or(first).max(first), to.unwrap_or(last.max(due)).min(last.max(due))),
        };
        let start = first.plus(1 - i32::try_from(first.parts().2).unwrap_or(1));
        (start.0..=last.0).map(Date).filter(|day| day.parts().2 == 1).collect()
    }

    fn month(&self, start: Date) -> Markup {
        let (_, number, _) = start.parts();
        let days = (0..31).map(|day| start.plus(day)).take_while(|day| day.parts().1 == number);
        let worked =
            days.clone().filter(|day| is_workday(&self.def().calendar, *day).unwrap_or(false)).count();
        let blanks = start.weekday() as usize;
        let mut cells: Vec<Option<Date>> = vec![None; blanks];
        cells.extend(days.map(Some));
        while !cells.len().is_multiple_of(7) {
            cells.push(None);
        }
        html! {
            div class="month" {
                table {
                    caption {
                        (self.month_title(start))
                        small { " · " (say!(self.lang, "so-many-working-days", #days = worked)) }
                        @if provisional(&self.def().calendar, start) {
                            " " span class="tag" { (self.say("month-is-provisional")) }
                        }
                    }
                    thead { tr { @for weekday in weekday::HEADINGS { th scope="col" { (weekday.say(self.lang)) } } } }
                    tbody { @for week in cells.chunks(7) { tr { @for cell in week { (self.cell(*cell)) } } } }
                }
            }
        }
    }

    fn cell(&self, day: Option<Date>) -> Markup {
        let Some(date) = day else { return html! { td class="out" {} } };
        let (mark, quiet) = (mark(&self.def().calendar, date), Day::default());
        let day = self.model.days.get(&date).unwrap_or(&quiet);
        let news = self.news(date);
        let empty = news.is_empty() && day.due.is_empty() && day.visits.is_empty() && day.messages == 0;
        let few = news.is_empty() && day.due.is_empty() && day.visits.is_empty();
        let quiet = empty && !matches!(mark, Some(Mark::MadeUp(_)));
        let (class, letter, festival) = match mark {
            Some(Mark::Rest(festival)) => ("rest", self.say("off"), festival),
            Some(Mark::MadeUp(arrangement)) => ("made", self.say("worked"), arrangement),
            None => ("", "", ""),
        };
        html! {
            td class={ (class) @if quiet { " quiet" } @else if few { " few" } } {
                span class="n" { (date.parts().2) }
                span class="long" { (with_weekday(self.lang, date)) }
                @if !letter.is_empty() { span class="m" { (letter) } }
                @if !festival.is_empty() { span class="f" { (festival) } }
                @if day.crowded() { " " span class="tag busy" { (self.say("full")) } }
                @if !empty {
                    ul {
                        @for text in &news { li class="phase" { (text) } }
                        (self.due_lines(day))
                        @if !day.visits.is_empty() { li class="visit" { a href="#visits" { (self.say("column-visits")) " " (day.visits.len()) } } }
                        @if day.messages > 0 { li class="msg" { (self.say("column-messages")) " " (day.messages) } }
                    }
                }
            }
        }
    }

    /// What begins, ends, joins or leaves.
    fn news(&self, date: Date) -> Vec<String> {
        let (def, mut news) = (self.def(), Vec::new());
        for phase in &def.phases {
            if phase.from == date {
                news.push(say!(self.lang, "name-begins", name = phase.name));
            }
            if phase.to == date {
                news.push(say!(self.lang, "name-ends", name = phase.name));
            }
        }
        for (ix, unit) in (0u32..).map(muster_protocol::ids::UnitIx).zip(&def.units) {
            if (unit.joined == Some(date) || unit.left == Some(date)) && self.model.filter.member(def, ix) {
                let name = &unit.short;
                news.push(match (unit.joined == Some(date), unit.merged_into) {
                    (true, _) => say!(self.lang, "name-joins", name),
                    (false, Some(_)) => say!(self.lang, "name-is-merged", name),
                    (false, None) => say!(self.lang, "name-leaves", name),
                });
            }
        }
        news
    }

    fn due_lines(&self, day: &Day) -> Markup {
        let mut rows: Vec<&Happening> =
            day.due.iter().filter_map(|at| self.model.happenings.get(*at)).collect();
        let first = rows.first().map(|row| row.occasion);
        // What most units owe is named.
        rows.sort_by_key(|row| std::cmp::Reverse(row.units.len()));
        // One line too many is better said than counted.
        let shown = if rows.len() <= CELL_LINES_MAX { rows.len() } else { CELL_LINES_MAX - 1 };
        html! {
            @for row in &rows[..shown] { (self.due_line(row)) }
            @if let Some(first) = first.filter(|_| rows.len() > shown) {
                li class="more" {
                    a href={ "#o" (first) } {
                        (say!(self.lang, "and-so-many-more-items", more = rows.len() - shown))
                    }
                }
            }
        }
    }

    fn due_line(&self, row: &Happening) -> Markup {
        let Some(plan) = self.model.row(row.occasion).map(|row| &row.plan) else { return html! {} };
        let name = match plan.kind {
            // The month stands at the head of the table.
            OccasionKind::Duty(_) if plan.given.is_some() => None,
            any_of!(OccasionKind: Duty Visit Snapshot Rating) => plan.kind.source_in(self.def()),
            any_of!(OccasionKind: Phase Announcement Stage Round) => None,
        };
        let name = name.map(|source| source.name.to_owned());
        let name = name.unwrap_or_else(|| names::occasion(self.def(), plan));
        let snapshot = matches!(plan.kind, OccasionKind::Snapshot(_));
        html! {
            li class={ "due" @if snapshot { " snap" } } {
                a href={ "#o" (row.occasion) } { (name) }
                @if !row.units.is_empty() { " " b { (row.units.len()) } }
            }
        }
    }
}
