//! A simulated year for people: phases, then day by day what happens to whom, with rest days and made-up days marked.
//!
//! It hears the events as they come, since nobody keeps them, and reads the rest from the history at the end. A line names
//! few units and may concern 100,000: whom, is kept in bits.

mod who;

use std::collections::BTreeMap;

use muster_protocol::catalogue::Language;
use muster_protocol::definition::{Calendar, Definition};
use muster_protocol::event::Event;
use muster_protocol::ids::{OccasionIx, PhaseIx, UnitIx};
use muster_protocol::item::{OccasionKind, StepKind, StepOutcome, StepRef};
use muster_protocol::time::{Date, Instant, TimeOfDay};
use muster_protocol::{any_of, say};
use muster_rules::calendar::is_provisional;

use super::filter::{Filter, rater};
use super::history::{History, StepRow};
use super::inspections;
use crate::words::day::Mark;
use crate::words::{self, names, reason, step};
use who::Who;

/// Most names that one line lists; the rest are counted.
const NAMES_SHOWN: usize = 8;

/// What stands under one day, in this order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Heading {
    Phase,
    Member,
    Late,
    Opens,
    Due,
    Step(TimeOfDay, OccasionIx, StepKind),
    HandedIn,
    Returned,
    Visit,
    Recorded,
    Snapshot,
}

/// One line of a day: a text, and whom it concerns.
#[derive(Debug, Default)]
struct Line {
    text: String,
    who: Who,
}

/// A line by its place.
type LineNo = usize;

/// The days of a run.
#[derive(Debug)]
pub struct Days {
    lang: Language,
    filter: Filter,
    lines: Vec<Line>,
    days: BTreeMap<Date, BTreeMap<(Heading, String), LineNo>>,
}

/// Days of which everything has been heard, ready to be told.
#[derive(Debug)]
pub struct DescribedDays<'a> {
    days: Days,
    history: &'a History<'a>,
}

impl Days {
    /// Days of which nothing has been heard.
    #[must_use]
    pub fn new(lang: Language, filter: Filter) -> Self {
        Self { lang, filter, lines: Vec::new(), days: BTreeMap::new() }
    }

    /// Reads what does not stand in single events from the history of all of them.
    #[must_use]
    pub fn read<'a>(mut self, history: &'a History<'a>) -> DescribedDays<'a> {
        let hand = Hand { lang: self.lang, filter: self.filter, history };
        hand.due_days(&mut self);
        hand.steps(&mut self);
        hand.visits(&mut self);
        hand.inspections(&mut self);
        DescribedDays { days: self, history }
    }

    /// Hears an event that the history has taken in.
    pub fn hear(&mut self, history: &History<'_>, at: Instant, event: &Event) {
        Hand { lang: self.lang, filter: self.filter, history }.event(self, at, event);
    }

    /// The line with this text; none on a day that is not shown.
    fn line(&mut self, day: Date, heading: Heading, text: &str) -> Option<LineNo> {
        if !self.filter.day(day) {
            return None;
        }
        let lines = self.days.entry(day).or_default();
        let next = self.lines.len();
        let line = *lines.entry((heading, text.to_owned())).or_insert(next);
        if line == next {
            self.lines.push(Line { text: text.to_owned(), who: Who::default() });
        }
        Some(line)
    }
}

impl DescribedDays<'_> {
    /// The text, a line each.
    pub fn lines(&self) -> impl Iterator<Item = String> {
        let Days { lang, .. } = self.days;
        let def = self.history.definition();
        self.days.days.iter().flat_map(move |(day, happenings)| {
            let happening = move |((heading, _), line): (&(Heading, String), &LineNo)| {
                let Line { text, who } = &self.days.lines[*line];
                let time = match heading {
                    Heading::Step(time, ..) => format!("{time} "),
                    _ => String::new(),
                };
                format!("    {time}{text}{}", self.who(who))
            };
            std::iter::once(date_line(lang, &def.calendar, *day)).chain(happenings.iter().map(happening))
        })
    }

    fn who(&self, who: &Who) -> String {
        let count = who.len();
        if count == 0 {
            return String::new();
        }
        let lang = self.days.lang;
        let names = who.first(NAMES_SHOWN, self.history.definition()).join(lang.say("list-comma"));
        if count > NAMES_SHOWN {
            let names = say!(lang, "names-and-more-of-count", names, count, more = count - NAMES_SHOWN);
            return format!(" → {names}");
        }
        format!(" → {names}")
    }
}

/// Writes lines of what a history knows.
struct Hand<'l, 'd> {
    lang: Language,
    filter: Filter,
    history: &'l History<'d>,
}

impl Hand<'_, '_> {
    fn def(&self) -> &Definition {
        self.history.definition()
    }

    fn short(&self, unit: UnitIx) -> String {
        names::unit(self.def(), unit)
    }

    fn occasion(&self, occasion: OccasionIx) -> String {
        let plan = self.history.occasions().get(occasion.at()).map(|row| &row.plan);
        plan.map_or_else(|| occasion.to_string(), |plan| names::occasion(self.def(), plan))
    }

    /// What an event says by itself.
    fn event(&self, days: &mut Days, at: Instant, event: &Event) {
        let day = self.history.zone().date_of(at);
        match event {
            Event::PhaseEntered(body) => {
                let name = names::phase(self.def(), body.phase);
                let text = say!(self.lang, "day-phase-begins", name);
                days.line(self.history.zone().date_of(body.due), Heading::Phase, &text);
            }
            Event::PhaseEnded(body) => {
                // It ended at 24:00 of the day before.
                let name = names::phase(self.def(), body.phase);
                let text = say!(self.lang, "day-phase-ended", name);
                days.line(self.history.zone().date_of(body.due).plus(-1), Heading::Phase, &text);
            }
            Event::UnitJoined(body) => {
                self.of_unit(days, day, body.unit, self.lang.say("joins"));
            }
            Event::UnitLeft(body) => {
                self.of_unit(days, day, body.unit, self.lang.say("left-or-merged"));
            }
            Event::ItemLate(body) => {
                let text = say!(self.lang, "day-late", name = self.occasion(body.occasion));
                self.of_items(days, (day, Heading::Late), body.occasion, &body.units, &text);
            }
            Event::ItemSubmitted(body) => {
                let text = say!(self.lang, "day-handed-in", name = self.occasion(body.occasion));
                self.of_items(days, (day, Heading::HandedIn), body.occasion, &[body.unit], &text);
            }
            Event::ItemBackfilled(body) => {
                let text = say!(self.lang, "day-backfilled", name = self.occasion(body.occasion));
                self.of_items(days, (day, Heading::HandedIn), body.occasion, &[body.unit], &text);
            }
            Event::ItemReturned(body) => {
                let name = self.occasion(body.occasion);
                let text = say!(self.lang, "day-returned-and-now-due", name, due_day = body.due_day);
                self.of_items(days, (day, Heading::Returned), body.occasion, &[body.unit], &text);
            }
            Event::VisitRecorded(body) => {
                let text = say!(self.lang, "day-visit-recorded", name = self.occasion(body.occasion));
                self.of_items(days, (day, Heading::Recorded), body.occasion, &[body.place], &text);
            }
            Event::SnapshotTaken(body) => {
                let text = say!(self.lang, "calendar-snapshot", name = self.occasion(body.occasion));
                days.line(day, Heading::Snapshot, &text);
            }
            // Everything else shows in the rows of the history or is no news to a person.
            _ => {}
        }
    }

    fn of_unit(&self, days: &mut Days, day: Date, unit: UnitIx, text: &str) {
        if self.filter.member(self.def(), unit)
            && let Some(line) = days.line(day, Heading::Member, text)
        {
            days.lines[line].who.add_unit(unit);
        }
    }

    fn of_items(
        &self,
        days: &mut Days,
        (day, heading): (Date, Heading),
        occasion: OccasionIx,
        units: &[UnitIx],
        text: &str,
    ) {
        let Some(row) = self.history.occasions().get(occasion.at()) else { return };
        let shown = |unit: &&UnitIx| self.filter.item(self.def(), row.plan.kind, **unit);
        let mut units = units.iter().filter(shown).peekable();
        if units.peek().is_some()
            && let Some(line) = days.line(day, heading, text)
        {
            units.for_each(|unit| match rater(self.def(), row.plan.kind, *unit) {
                Some(contact) => days.lines[line].who.add_contact(contact),
                None => days.lines[line].who.add_unit(*unit),
            });
        }
    }

    /// First and last days of inspections that an office draws.
    fn inspections(&self, days: &mut Days) {
        for it in inspections::of(self.def(), self.filter) {
            let text = say!(self.lang, "inspection-may-be-drawn", name = it.name, by = it.by, due = it.due);
            days.line(it.opens, Heading::Opens, &text);
            let text = say!(self.lang, "inspection-is-to-be-drawn", name = it.name, by = it.by);
            days.line(it.due, Heading::Due, &text);
        }
    }

    /// Opening and due days of what units owe.
    fn due_days(&self, days: &mut Days) {
        let history = self.history;
        let mut theirs: BTreeMap<OccasionIx, Vec<UnitIx>> = BTreeMap::new();
        for ((occasion, unit), _) in history.items() {
            theirs.entry(occasion).or_default().push(unit);
        }
        for (occasion, units) in theirs {
            let Some(row) = history.occasions().get(occasion.at()) else { continue };
            let plan = &row.plan;
            // Phases have lines of their own, and inspections.
            if matches!(plan.kind, OccasionKind::Phase(_) | OccasionKind::Round { .. }) {
                continue;
            }
            let name = self.occasion(occasion);
            let opens = history.zone().date_of(plan.opens);
            if plan.backfill {
                let why = reason::before(self.lang, self.def(), plan.due_day);
                let text = say!(
                    self.lang,
                    "to-be-entered-afterwards-name-due-day-why",
                    name,
                    due_day = plan.due_day,
                    why
                );
                self.of_items(days, (opens, Heading::Opens), occasion, &units, &text);
                continue;
            }
            let text = say!(self.lang, "day-opens-and-due", name, due_day = plan.due_day);
            self.of_items(days, (opens, Heading::Opens), occasion, &units, &text);
            let why = reason::due(self.lang, self.def(), plan);
            let text = say!(self.lang, "due-name-why", name, why);
            self.of_items(days, (plan.due_day, Heading::Due), occasion, &units, &text);
        }
    }

    /// Steps on the day on which they went out or would have.
    fn steps(&self, days: &mut Days) {
        // Units of one occasion share few lines.
        let mut of = OccasionIx::default();
        let mut lines: BTreeMap<(StepKind, Instant, Option<StepOutcome>), Option<LineNo>> = BTreeMap::new();
        for (name, row) in self.history.steps() {
            if !self.filter.unit(name.unit) || !self.filter.person(row.recipient) {
                continue;
            }
            if of != name.occasion {
                lines.clear();
                of = name.occasion;
            }
            let at = row.goes();
            let line = lines.entry((row.planned.kind, at, row.outcome));
            let line = *line.or_insert_with(|| self.step_line(days, name, &row, at));
            let Some(line) = line else { continue };
            let known = row.recipient.filter(|contact| self.def().contacts.len() > contact.at());
            match known {
                Some(contact) => days.lines[line].who.add_contact(contact),
                None => days.lines[line].who.add_unit(name.unit),
            }
        }
    }

    fn step_line(&self, days: &mut Days, name: StepRef, row: &StepRow, at: Instant) -> Option<LineNo> {
        let zone = self.history.zone();
        let heading = Heading::Step(zone.time_of(at), name.occasion, row.planned.kind);
        let (step, occasion) = (step::kind(self.lang, row.planned.kind), self.occasion(name.occasion));
        let mut text = say!(self.lang, "step-of-an-occasion", step, occasion);
        if let (StepKind::Notice, Some(phase)) = (row.planned.kind, self.noticed(name.occasion)) {
            let why = reason::notice(self.lang, self.def(), phase).unwrap_or_default();
            text += &say!(self.lang, "reason-in-brackets", why);
        }
        match row.outcome {
            None | Some(StepOutcome::Sent) => {}
            Some(_) => {
                text += &say!(self.lang, "outcome-of-a-step", outcome = step::outcome(self.lang, row.outcome))
            }
        }
        days.line(zone.date_of(at), heading, &text)
    }

    /// The phase whose notice an occasion is.
    fn noticed(&self, occasion: OccasionIx) -> Option<PhaseIx> {
        match self.history.occasions().get(occasion.at())?.plan.kind {
            OccasionKind::Phase(phase) => Some(phase),
            any_of!(OccasionKind: Duty Visit Snapshot Announcement Rating Stage Round) => None,
        }
    }

    fn visits(&self, days: &mut Days) {
        let (history, filter) = (self.history, self.filter);
        for row in history.visits().iter().filter(|row| filter.visit(row)) {
            let visit = &row.visit;
            let (start, end) = (history.zone().time_of(visit.start), history.zone().time_of(visit.end));
            let reasons = step::slots(self.lang, self.def(), visit);
            let visitor = names::contact(self.def(), visit.visitor);
            let (place, occasion) = (self.short(visit.place), self.occasion(row.occasion));
            let text = say!(
                self.lang,
                "day-visit-and-its-reasons",
                start,
                end,
                visitor,
                place,
                occasion,
                reasons = reasons.join(self.lang.say("clause-comma"))
            );
            days.line(visit.date, Heading::Visit, &text);
        }
    }
}

/// A date with its weekday, and the mark of a rest day or of a made-up working day.
#[must_use]
pub fn date_line(lang: Language, calendar: &Calendar, day: Date) -> String {
    let name = words::day::weekday(lang, day);
    let mark = match words::day::mark(calendar, day) {
        Some(Mark::Rest(festival)) => format!(" {} {festival}", lang.say("off")),
        Some(Mark::MadeUp(arrangement)) => format!(" {} {arrangement}", lang.say("worked")),
        None => String::new(),
    };
    let provisional = if is_provisional(calendar, day) { lang.say("provisional-after-a-day") } else { "" };
    format!("{day} {name}{}{provisional}", mark.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;
    use muster_protocol::definition::{DayKind, Exception};

    #[test]
    fn rest_days_and_made_up_sundays_are_marked() {
        let exception =
            |date: &str, kind, name: &str| Exception { date: date.parse().unwrap(), kind, name: name.into() };
        let calendar = Calendar {
            name: "cn".into(),
            version: "1".into(),
            weekend: vec![5, 6],
            years: vec![2014],
            exceptions: vec![
                exception("2014-05-01", DayKind::Off, "劳动节"),
                exception("2014-05-04", DayKind::Work, "劳动节"),
            ],
            ..Calendar::default()
        };
        let line = |date: &str| date_line(Language::Zh, &calendar, date.parse().unwrap());
        assert_eq!(line("2014-04-30"), "2014-04-30 周三");
        assert_eq!(line("2014-05-01"), "2014-05-01 周四 休 劳动节");
        assert_eq!(line("2014-05-04"), "2014-05-04 周日 班 劳动节");
        assert_eq!(line("2014-05-10"), "2014-05-10 周六 休");
        let accepted = Calendar { years: vec![2014, 2015], provisional: vec![2015], ..calendar.clone() };
        let line = |lang, date: &str| date_line(lang, &accepted, date.parse().unwrap());
        assert_eq!(line(Language::Zh, "2015-01-04"), "2015-01-04 周日 休 暂定");
        assert_eq!(line(Language::En, "2015-01-05"), "2015-01-05 Mon provisional");
    }
}
