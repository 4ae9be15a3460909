//! The sheets about persons: their messages, their load, crowded days, visits.

use muster_protocol::item::{MessageKind, StepRef};
use muster_protocol::time::Instant;
use muster_protocol::{id, say};
use rust_xlsxwriter::{Workbook, XlsxError};

use super::Writer;
use super::sheet::{Cell, WorkbookSheet};
use crate::preview::model::{DUE_A_DAY_MAX, REMINDERS_A_DAY_MAX};
use crate::words::day::weekday;
use crate::words::{names, step};

/// Most names in one cell; the rest are counted.
const NAMES_IN_CELL_MAX: usize = 300;

impl Writer<'_> {
    pub(super) fn messages(&self, book: &mut Workbook) -> Result<(), XlsxError> {
        let columns = [
            (id!("post"), 24.0),
            (id!("id-of-the-contact"), 16.0),
            (id!("day"), 12.0),
            (id!("time-of-day-column"), 7.0),
            (id!("kind"), 12.0),
            (id!("number-of-reminders"), 8.0),
            (id!("column-content"), 80.0),
        ];
        let mut sheet = WorkbookSheet::new(self.lang, book, id!("sheet-of-messages"), &columns)?;
        let (def, history, filter) = (self.model.def(), self.model.history, self.model.filter);
        let mut rows: Vec<_> =
            history.messages().filter(|(key, _)| filter.person(Some(key.contact))).collect();
        rows.sort_by_key(|(key, _)| (key.contact, key.date, key.kind));
        for (key, row) in rows {
            let concerns = row.steps.iter().any(|step| filter.unit(step.unit));
            let Some(sent) = row.sent.filter(|sent| concerns && filter.day(history.zone().date_of(*sent)))
            else {
                continue;
            };
            let kind = match key.kind {
                MessageKind::Routine => self.lang.say("routine"),
                MessageKind::News(_) => self.lang.say("news"),
                MessageKind::AtOnce => self.lang.say("at-once"),
                MessageKind::Red => self.lang.say("red-card"),
            };
            let contact = def.contacts.get(key.contact.at());
            sheet.row(vec![
                names::contact(def, key.contact).into(),
                contact.map_or("", |contact| contact.id.as_str()).into(),
                Cell::Day(history.zone().date_of(sent)),
                history.zone().time_of(sent).to_string().into(),
                kind.into(),
                Cell::Number(u32::try_from(row.steps.len()).unwrap_or(u32::MAX)),
                self.steps(row.steps).into(),
            ])?;
        }
        sheet.filter()
    }

    fn steps(&self, steps: &[StepRef]) -> String {
        let history = self.model.history;
        let line = |name: &StepRef| {
            let step = history.step(*name)?;
            Some(format!(
                "{} {}",
                history.item_name(name.occasion, name.unit),
                step::kind(self.lang, step.planned.kind)
            ))
        };
        let mut lines: Vec<String> = steps.iter().take(NAMES_IN_CELL_MAX).filter_map(line).collect();
        if steps.len() > NAMES_IN_CELL_MAX {
            lines.push(format!("+{}", steps.len() - NAMES_IN_CELL_MAX));
        }
        lines.join("\n")
    }

    pub(super) fn load(&self, book: &mut Workbook) -> Result<(), XlsxError> {
        let over =
            say!(self.lang, "days-with-more-reminders-than", reminders_a_day_max = REMINDERS_A_DAY_MAX);
        let columns = [
            (id!("post"), 24.0),
            (id!("id-of-the-contact"), 16.0),
            (id!("column-messages"), 9.0),
            (id!("of-these-red-cards"), 14.0),
            (id!("reminders"), 9.0),
            (id!("days-with-a-message"), 12.0),
            (id!("most-reminders-a-day"), 12.0),
            (id!("day-of-the-most"), 12.0),
        ];
        let mut sheet = WorkbookSheet::new(self.lang, book, id!("sheet-of-load"), &columns)?;
        sheet.column(&over, 14.0)?;
        let def = self.model.def();
        for person in &self.model.load.people {
            sheet.row(vec![
                names::contact(def, person.contact).into(),
                def.contacts.get(person.contact.at()).map_or("", |contact| contact.id.as_str()).into(),
                Cell::Number(person.messages),
                Cell::Number(person.red),
                Cell::Number(person.reminders),
                Cell::Number(person.days),
                Cell::Number(person.most),
                Cell::Day(person.most_on),
                Cell::Number(person.days_over),
            ])?;
        }
        sheet.filter()?;
        self.crowded(book)
    }

    fn crowded(&self, book: &mut Workbook) -> Result<(), XlsxError> {
        let columns = [
            (id!("day"), 12.0),
            (id!("weekday"), 7.0),
            (id!("items-due"), 9.0),
            (id!("most-of-one-unit"), 12.0),
            (id!("which-unit"), 20.0),
            (id!("reminders"), 9.0),
            (id!("most-to-one-person"), 12.0),
            (id!("which-post"), 24.0),
        ];
        let mut sheet = WorkbookSheet::new(self.lang, book, id!("crowded-days"), &columns)?;
        let def = self.model.def();
        for (date, day) in self.model.by_fullness().into_iter().filter(|(_, day)| day.crowded()) {
            let (unit, person) = (day.most_items, day.most_reminders);
            sheet.row(vec![
                Cell::Day(date),
                weekday(self.lang, date).into(),
                Cell::Number(day.items),
                unit.map_or(Cell::Blank, |(_, count)| Cell::Number(count)),
                unit.map(|(unit, _)| names::unit(def, unit)).unwrap_or_default().into(),
                Cell::Number(day.reminders),
                person.map_or(Cell::Blank, |(_, count)| Cell::Number(count)),
                person.map(|(contact, _)| names::contact(def, contact)).unwrap_or_default().into(),
            ])?;
        }
        let limits = say!(
            self.lang,
            "what-counts-as-crowded",
            due_a_day_max = DUE_A_DAY_MAX,
            reminders_a_day_max = REMINDERS_A_DAY_MAX
        );
        sheet.row(vec![limits.into()])
    }

    pub(super) fn visits(&self, book: &mut Workbook) -> Result<(), XlsxError> {
        let columns = [
            (id!("day"), 12.0),
            (id!("weekday"), 7.0),
            (id!("time"), 14.0),
            (id!("visitor"), 16.0),
            (id!("code-of-the-place"), 10.0),
            (id!("place"), 18.0),
            (id!("column-visit-programme"), 26.0),
            (id!("why-this-slot"), 60.0),
        ];
        let mut sheet = WorkbookSheet::new(self.lang, book, id!("column-visits"), &columns)?;
        let (def, history) = (self.model.def(), self.model.history);
        for row in history.visits().iter().filter(|row| self.model.filter.visit(row)) {
            let visit = &row.visit;
            let place = def.units.get(visit.place.at());
            let programme = self.model.row(row.occasion).map(|row| names::occasion(def, &row.plan));
            let why = step::slots(self.lang, def, visit);
            let time = |at: Instant| history.zone().time_of(at);
            sheet.row(vec![
                Cell::Day(visit.date),
                weekday(self.lang, visit.date).into(),
                format!("{}-{}", time(visit.start), time(visit.end)).into(),
                names::contact(def, visit.visitor).into(),
                place.map_or("", |place| place.code.as_str()).into(),
                place.map_or("", |place| place.short.as_str()).into(),
                programme.unwrap_or_default().into(),
                why.join(self.lang.say("list-semicolon")).into(),
            ])?;
        }
        sheet.filter()
    }
}
