//! The preview as an iCalendar file (RFC 5545) for the calendars that people already use: due days, phases, snapshots,
//! visits, and the messages of one person.
//!
//! The same run gives the same bytes: UIDs are the names of the log (`unit-plan@service-year-2014`, and with `/005` in
//! the calendar of one unit), the stamp is the launch. Times are in UTC, so no VTIMEZONE is needed; what belongs to a whole day is a date.

use icalendar::{Calendar, Class, Component, Event, EventLike, Property};
use muster_protocol::catalogue::Language;
use muster_protocol::ids::UnitIx;
use muster_protocol::item::{MessageKind, OccasionKind};
use muster_protocol::time::{Date, Instant, MINUTE};
use muster_protocol::{any_of, say};

use super::inspections;
use super::model::{Happening, PreviewModel};
use super::span::Span;
use crate::words::{names, reason, step};

/// Who made the calendar, which also marks the file as one that may be overwritten.
pub const PRODUCT: &str = "-//muster//preview//";

/// Most units that one event names; the rest are counted.
const UNITS_NAMED_MAX: usize = 60;

/// Length of events that have an instant and no length: a snapshot, a message.
const MOMENT: i64 = 5 * MINUTE;

/// The file's text.
#[must_use]
pub fn text(lang: Language, model: &PreviewModel<'_>) -> String {
    let agenda = Agenda { lang, model, stamp: Span::of(model.def()).map_or(Instant(0), |span| span.launch) };
    let mut calendar = Calendar::empty();
    calendar.append_property(Property::new("VERSION", "2.0"));
    calendar.append_property(Property::new("PRODID", format!("{PRODUCT}{}", lang.code().to_uppercase())));
    calendar.append_property(Property::new("CALSCALE", "GREGORIAN"));
    calendar.name(&agenda.title());
    calendar.append_property(Property::new("X-WR-TIMEZONE", model.def().zone.as_str()));
    agenda.phases(&mut calendar);
    agenda.happenings(&mut calendar);
    agenda.inspections(&mut calendar);
    agenda.visits(&mut calendar);
    agenda.messages(&mut calendar);
    calendar.to_string()
}

struct Agenda<'a> {
    lang: Language,
    model: &'a PreviewModel<'a>,
    stamp: Instant,
}

impl Agenda<'_> {
    fn title(&self) -> String {
        let def = self.model.def();
        let whose = match (self.model.filter.unit, self.model.filter.person) {
            (Some(unit), _) => Some(names::unit(def, unit)),
            (None, Some(person)) => Some(names::contact(def, person)),
            (None, None) => None,
        };
        match whose {
            Some(whose) => say!(self.lang, "name-of-the-calendar-of", campaign = def.name, whose),
            None => say!(self.lang, "name-of-the-calendar", campaign = def.name),
        }
    }

    /// What sets a unit's or a person's calendar apart, so that several can be taken into one.
    fn whose(&self) -> String {
        let (def, filter) = (self.model.def(), self.model.filter);
        let unit = filter.unit.and_then(|unit| def.units.get(unit.at())).map(|unit| unit.code.as_str());
        let person =
            filter.person.and_then(|person| def.contacts.get(person.at())).map(|contact| contact.id.as_str());
        [unit, person].into_iter().flatten().fold(String::new(), |uid, one| uid + "/" + one)
    }

    fn event(&self, uid: &str, summary: &str, description: &str) -> Event {
        let mut event = Event::new();
        event.uid(&format!("{uid}{}@{}", self.whose(), self.model.def().id));
        event.timestamp(self.stamp.utc());
        event.summary(summary);
        if !description.is_empty() {
            event.description(description);
        }
        event.class(Class::Private);
        event
    }

    fn whole_day(&self, calendar: &mut Calendar, day: Date, mut event: Event) {
        event.starts(day.naive());
        event.ends(day.plus(1).naive());
        // A due day does not make its reader busy.
        event.add_property("TRANSP", "TRANSPARENT");
        calendar.push(event);
    }

    fn timed(&self, calendar: &mut Calendar, from: Instant, to: Instant, mut event: Event) {
        event.starts(from.utc());
        event.ends(to.utc());
        calendar.push(event);
    }

    fn phases(&self, calendar: &mut Calendar) {
        for (ix, phase) in (0u16..).map(muster_protocol::ids::PhaseIx).zip(&self.model.def().phases) {
            let why = reason::notice(self.lang, self.model.def(), ix).unwrap_or_default();
            if self.model.filter.day(phase.from) {
                let begins = say!(self.lang, "calendar-phase-begins", name = phase.name);
                let event = self.event(&format!("phase-{}.begins", phase.id), &begins, &why);
                self.whole_day(calendar, phase.from, event);
            }
            if self.model.filter.day(phase.to) {
                let ends = say!(self.lang, "calendar-phase-ends", name = phase.name);
                let event = self.event(&format!("phase-{}.ends", phase.id), &ends, "");
                self.whole_day(calendar, phase.to, event);
            }
        }
    }

    fn happenings(&self, calendar: &mut Calendar) {
        for happening in &self.model.happenings {
            let Some(row) = self.model.row(happening.occasion) else { continue };
            let plan = &row.plan;
            let name = names::occasion(self.model.def(), plan);
            let why = reason::due(self.lang, self.model.def(), plan);
            match plan.kind {
                OccasionKind::Snapshot(_) => {
                    let summary = say!(self.lang, "calendar-snapshot", name);
                    let event = self.event(&plan.occasion.key, &summary, &why);
                    self.timed(calendar, plan.opens, plan.opens.plus(MOMENT), event);
                }
                // What is said of a case or an objection has no day that anybody plans by; inspections stand by themselves.
                any_of!(OccasionKind: Announcement Round) => {}
                any_of!(OccasionKind: Duty Visit Phase Rating Stage) => {
                    let summary = match plan.backfill {
                        true => say!(self.lang, "calendar-backfill", name),
                        false => say!(self.lang, "calendar-due", name),
                    };
                    let needs = names::needs_of(self.lang, self.model.def(), plan.kind);
                    let details = self.details(happening, &needs, &why);
                    let event = self.event(&plan.occasion.key, &summary, &details);
                    self.whole_day(calendar, happening.due, event);
                }
            }
        }
    }

    /// Inspections stand on the last day on which they may be drawn.
    fn inspections(&self, calendar: &mut Calendar) {
        for it in inspections::of(self.model.def(), self.model.filter) {
            if self.model.filter.day(it.due) {
                let summary = say!(self.lang, "inspection-is-to-be-drawn", name = it.name, by = it.by);
                let event = self.event(&format!("inspection-{}", it.id), &summary, "");
                self.whole_day(calendar, it.due, event);
            }
        }
    }

    fn details(&self, happening: &Happening, needs: &str, why: &str) -> String {
        let units = self.some(&happening.units);
        let (opens, count) = (happening.opens, happening.units.len());
        let mut lines = vec![why.to_owned()];
        lines.push(say!(self.lang, "opens-on-a-day", opens));
        if !needs.is_empty() {
            lines.push(say!(self.lang, "to-hand-in-these", needs));
        }
        lines.push(say!(self.lang, "so-many-units-named", #count = count, units));
        lines.join("\n")
    }

    fn some(&self, units: &[UnitIx]) -> String {
        let shown: Vec<String> =
            units.iter().take(UNITS_NAMED_MAX).map(|unit| names::unit(self.model.def(), *unit)).collect();
        let shown = shown.join(self.lang.say("list-comma"));
        if units.len() > UNITS_NAMED_MAX { say!(self.lang, "names-and-more", names = shown) } else { shown }
    }

    fn visits(&self, calendar: &mut Calendar) {
        let history = self.model.history;
        for row in history.visits().iter().filter(|row| self.model.filter.visit(row)) {
            let (def, visit) = (self.model.def(), &row.visit);
            let (visitor, place) = (names::contact(def, visit.visitor), names::unit(def, visit.place));
            let why = step::slots(self.lang, def, visit);
            let summary = say!(self.lang, "visit-visitor-to-place", visitor, place);
            // A visit that is proposed again is another visit: its due version is not in the row, its day is.
            let uid = format!("{}.visit.{}", history.item_name(row.occasion, visit.place), visit.date);
            let mut event = self.event(&uid, &summary, &why.join(self.lang.say("list-semicolon")));
            event.location(&place);
            self.timed(calendar, visit.start, visit.end, event);
        }
    }

    /// The messages of one person. A campaign's would be thousands, and hide the days that matter.
    fn messages(&self, calendar: &mut Calendar) {
        let history = self.model.history;
        let Some(person) = self.model.filter.person else { return };
        for (key, row) in history.messages_of(person) {
            let Some(sent) = row.sent.filter(|sent| self.model.filter.day(history.zone().date_of(*sent)))
            else {
                continue;
            };
            let count = row.steps.len();
            let summary = match key.kind {
                MessageKind::Routine => say!(self.lang, "calendar-message", #reminders = count),
                MessageKind::Red => say!(self.lang, "calendar-red-card", #items = count),
                MessageKind::AtOnce => say!(self.lang, "calendar-one-more-message", #reminders = count),
                MessageKind::News(_) => say!(self.lang, "calendar-news-at-once", #items = count),
            };
            let mut lines = Vec::new();
            for name in row.steps {
                let Some(step) = history.step(*name) else { continue };
                let what = step::kind(self.lang, step.planned.kind);
                lines.push(format!("{} {what}", history.item_name(name.occasion, name.unit)));
            }
            let event = self.event(&history.message_name(&key), &summary, &lines.join("\n"));
            self.timed(calendar, sent, sent.plus(MOMENT), event);
        }
    }
}
