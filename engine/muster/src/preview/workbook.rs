//! The preview as an Excel workbook: what an office sorts, filters and passes on.
//!
//! Codes and every other text are texts (`001` stays, a name that begins with `=` is no formula), dates are dates. The
//! same run gives the same bytes.

mod people;
mod sheet;

use muster_core::campaign::ItemState;
use muster_protocol::catalogue::Language;
use muster_protocol::ids::{OccasionIx, UnitIx};
use muster_protocol::item::OccasionKind;
use muster_protocol::time::Date;
use muster_protocol::{any_of, id, say};
use rust_xlsxwriter::{DocProperties, Workbook, XlsxError};

use super::counts::Counts;
use super::history::ItemRow;
use super::model::PreviewModel;
use crate::words::day::{Mark, mark, weekday};
use crate::words::{item, names, reason};

pub use sheet::SHEET_ROWS_MAX;
use sheet::{Cell, WorkbookSheet, excel_day, number};

/// The file's bytes.
///
/// # Errors
/// What the writer refuses; nothing that a preview holds should.
pub fn bytes(lang: Language, model: &PreviewModel<'_>) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let writer = Writer { lang, model };
    let def = model.def();
    let first = def.phases.iter().map(|phase| phase.from).min().unwrap_or_default();
    let mut properties = DocProperties::new().set_title(&def.name).set_author("muster preview");
    if let Some(day) = excel_day(first) {
        // Not the clock: the same file gives the same workbook.
        properties = properties.set_creation_datetime(&day);
    }
    book.set_properties(&properties);
    writer.overview(&mut book)?;
    writer.calendar(&mut book)?;
    writer.items(&mut book)?;
    writer.messages(&mut book)?;
    writer.load(&mut book)?;
    writer.visits(&mut book)?;
    book.save_to_buffer()
}

struct Writer<'a> {
    lang: Language,
    model: &'a PreviewModel<'a>,
}

impl Writer<'_> {
    fn overview(&self, book: &mut Workbook) -> Result<(), XlsxError> {
        let (def, counts) = (self.model.def(), Counts::of(self.model.history));
        let mut sheet = WorkbookSheet::new(
            self.lang,
            book,
            id!("overview"),
            &[(id!("what"), 22.0), (id!("value"), 60.0)],
        )?;
        let calendar = format!("{}@{}", def.calendar.name, def.calendar.version);
        let texts = [
            (id!("campaign"), def.name.clone()),
            (id!("id"), def.id.clone()),
            (id!("year"), names::years(def)),
            (id!("column-zone"), def.zone.clone()),
            (id!("calendar-2"), calendar),
            (id!("digest-of-the-file"), def.digest().to_string()),
        ];
        for (what, value) in texts {
            sheet.row(vec![what.say(self.lang).into(), value.into()])?;
        }
        for phase in &def.phases {
            let what = say!(self.lang, "phase-called", name = phase.name);
            let days = say!(self.lang, "from-day-to-day", from = phase.from, to = phase.to);
            sheet.row(vec![what.into(), days.into()])?;
        }
        if self.model.filter.narrows() {
            let what = self.lang.say("sums-below");
            let text = self.lang.say("of-the-whole-campaign-whatever-is-left-out");
            sheet.row(vec![what.into(), text.into()])?;
        }
        let numbers = [
            (id!("column-items"), counts.items),
            (id!("of-these-late"), counts.late),
            (id!("column-visits"), counts.visits_proposed),
            (id!("column-snapshots"), counts.snapshots),
            (id!("column-messages"), counts.messages_sent),
            (id!("reminders-sent"), counts.sent),
        ];
        for (what, value) in numbers {
            sheet.row(vec![what.say(self.lang).into(), number(value)])?;
        }
        Ok(())
    }

    fn calendar(&self, book: &mut Workbook) -> Result<(), XlsxError> {
        let columns = [
            (id!("day"), 12.0),
            (id!("weekday"), 7.0),
            (id!("rest-or-worked"), 7.0),
            (id!("arrangement"), 14.0),
            (id!("phase-2"), 14.0),
            (id!("number-of-items-due"), 10.0),
            (id!("column-due"), 60.0),
            (id!("number-of-visits"), 8.0),
            (id!("number-of-messages"), 9.0),
            (id!("number-of-reminders"), 9.0),
            (id!("column-crowded"), 7.0),
        ];
        let mut sheet = WorkbookSheet::new(self.lang, book, id!("calendar-2"), &columns)?;
        let def = self.model.def();
        for date in self.days() {
            let (kind, festival) = match mark(&def.calendar, date) {
                Some(Mark::Rest(festival)) => (self.lang.say("off"), festival),
                Some(Mark::MadeUp(arrangement)) => (self.lang.say("worked"), arrangement),
                None => ("", ""),
            };
            let phase = def.phases.iter().find(|phase| phase.from <= date && date <= phase.to);
            let day = self.model.days.get(&date).cloned().unwrap_or_default();
            let due: Vec<String> = day.due.iter().filter_map(|at| self.due(*at)).collect();
            sheet.row(vec![
                Cell::Day(date),
                weekday(self.lang, date).into(),
                kind.into(),
                festival.into(),
                phase.map_or("", |phase| phase.name.as_str()).into(),
                Cell::Number(day.items),
                due.join("\n").into(),
                Cell::Number(u32::try_from(day.visits.len()).unwrap_or(u32::MAX)),
                Cell::Number(day.messages),
                Cell::Number(day.reminders),
                if day.crowded() { self.lang.say("it-is-crowded").into() } else { Cell::Blank },
            ])?;
        }
        sheet.filter()
    }

    /// The campaign's days, and those outside it on which something falls due.
    fn days(&self) -> Vec<Date> {
        let (def, days) = (self.model.def(), &self.model.days);
        let phases = def.phases.iter().flat_map(|phase| [phase.from, phase.to]);
        let known = days.keys().copied().chain(phases);
        let (first, last) = (known.clone().min().unwrap_or_default(), known.max().unwrap_or_default());
        (first.0..=last.0).map(Date).filter(|day| self.model.filter.day(*day)).collect()
    }

    fn due(&self, at: usize) -> Option<String> {
        let happening = self.model.happenings.get(at)?;
        let plan = &self.model.row(happening.occasion)?.plan;
        let name = names::occasion(self.model.def(), plan);
        Some(match happening.units.len() {
            0 => name,
            count => format!("{name} ×{count}"),
        })
    }

    fn items(&self, book: &mut Workbook) -> Result<(), XlsxError> {
        let columns = [
            (id!("number-of-the-item"), 26.0),
            (id!("code"), 10.0),
            (id!("unit"), 16.0),
            (id!("category-2"), 12.0),
            (id!("what-2"), 30.0),
            (id!("opens"), 12.0),
            (id!("column-due-by"), 12.0),
            (id!("weekday"), 7.0),
            (id!("why-that-day"), 50.0),
            (id!("column-to-hand-in"), 30.0),
            (id!("rows"), 10.0),
            (id!("column-as-played"), 12.0),
            (id!("was-late"), 8.0),
        ];
        let mut sheet = WorkbookSheet::new(self.lang, book, id!("column-items"), &columns)?;
        for happening in &self.model.happenings {
            let Some(row) = self.model.row(happening.occasion) else { continue };
            // Who rates or passes a stage has no item: the reminders stand on their own sheet.
            if matches!(row.plan.kind, any_of!(OccasionKind: Rating Stage Round)) {
                continue;
            }
            let why = reason::due(self.lang, self.model.def(), &row.plan);
            for unit in &happening.units {
                sheet.row(self.item(happening.occasion, *unit, happening.opens, &why))?;
            }
        }
        sheet.filter()
    }

    fn item(&self, occasion: OccasionIx, unit: UnitIx, opens: Date, why: &str) -> Vec<Cell> {
        let (def, history) = (self.model.def(), self.model.history);
        let Some(row) = self.model.row(occasion) else { return Vec::new() };
        // Whatever has items: duties and visits.
        let refs = row.plan.kind.source_in(def).map(|source| source.refs.join(" ")).unwrap_or_default();
        let needs = names::needs_of(self.lang, def, row.plan.kind);
        let fresh = ItemRow {
            state: ItemState::Open,
            late: false,
            due_version: 0,
            due_day: row.plan.due_day,
            handed_in: None,
            hand_ins: 0,
        };
        let found = history.item(occasion, unit).unwrap_or(&fresh);
        let theirs = def.units.get(unit.at());
        vec![
            history.item_name(occasion, unit).into(),
            theirs.map_or("", |unit| unit.code.as_str()).into(),
            theirs.map_or("", |unit| unit.short.as_str()).into(),
            theirs.map_or("", |unit| unit.category.as_str()).into(),
            names::occasion(def, &row.plan).into(),
            Cell::Day(opens),
            Cell::Day(found.due_day),
            weekday(self.lang, found.due_day).into(),
            self.why(found, why).into(),
            needs.into(),
            refs.into(),
            item::state(self.lang, found.state).into(),
            if found.late { self.lang.say("yes-2").into() } else { Cell::Blank },
        ]
    }

    /// A due day that a return moved has another reason than the occasion's.
    fn why(&self, row: &ItemRow, why: &str) -> String {
        match row.due_version {
            0 => why.to_owned(),
            _ => self.lang.say("recomputed-after-a-return").to_owned(),
        }
    }
}
