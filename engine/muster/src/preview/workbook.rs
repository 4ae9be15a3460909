//! The preview as an Excel workbook: what an office sorts, filters and passes on.
//!
//! Codes and every other text are texts (`001` stays, a name that begins with `=` is no formula), dates are dates. The
//! same run gives the same bytes.

mod people;
mod sheet;

use muster_core::campaign::ItemState;
use muster_protocol::ids::{OccasionIx, UnitIx};
use muster_protocol::item::OccasionKind;
use muster_protocol::time::Date;
use rust_xlsxwriter::{DocProperties, Workbook, XlsxError};

use super::counts::Counts;
use super::history::ItemRow;
use super::model::PreviewModel;
use crate::lang::Lang;
use crate::words::day::{Mark, mark, weekday};
use crate::words::{item, names, reason};

pub use sheet::SHEET_ROWS_MAX;
use sheet::{Cell, WorkbookSheet, excel_day, number};

/// The file's bytes.
///
/// # Errors
/// What the writer refuses; nothing that a preview holds should.
pub fn bytes(lang: Lang, model: &PreviewModel<'_>) -> Result<Vec<u8>, XlsxError> {
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
    lang: Lang,
    model: &'a PreviewModel<'a>,
}

impl Writer<'_> {
    fn overview(&self, book: &mut Workbook) -> Result<(), XlsxError> {
        let (def, counts) = (self.model.def(), Counts::of(self.model.history));
        let mut sheet = WorkbookSheet::new(
            self.lang,
            book,
            ("总览", "overview"),
            &[("项目", "what", 22.0), ("内容", "value", 60.0)],
        )?;
        let calendar = format!("{}@{}", def.calendar.name, def.calendar.version);
        let texts = [
            ("活动", "campaign", def.name.clone()),
            ("编号", "id", def.id.clone()),
            ("年份", "year", names::years(def)),
            ("时区", "zone", def.zone.clone()),
            ("日历", "calendar", calendar),
            ("内容摘要", "digest", def.digest().to_string()),
        ];
        for (zh, en, value) in texts {
            sheet.row(vec![self.lang.pick(zh, en).into(), value.into()])?;
        }
        for phase in &def.phases {
            let what = format!("{}{}", self.lang.pick("阶段：", "phase: "), phase.name);
            let days = format!("{} {} {}", phase.from, self.lang.pick("至", "to"), phase.to);
            sheet.row(vec![what.into(), days.into()])?;
        }
        if self.model.filter.narrows() {
            let what = self.lang.pick("以下合计", "sums below");
            let text =
                self.lang.pick("全程合计，不随筛选变化", "of the whole campaign, whatever is left out");
            sheet.row(vec![what.into(), text.into()])?;
        }
        let numbers = [
            ("事项", "items", counts.items),
            ("其中逾期", "of these late", counts.late),
            ("走访", "visits", counts.visits_proposed),
            ("快照", "snapshots", counts.snapshots),
            ("消息", "messages", counts.messages_sent),
            ("提醒", "reminders sent", counts.sent),
        ];
        for (zh, en, value) in numbers {
            sheet.row(vec![self.lang.pick(zh, en).into(), number(value)])?;
        }
        Ok(())
    }

    fn calendar(&self, book: &mut Workbook) -> Result<(), XlsxError> {
        let columns = [
            ("日期", "day", 12.0),
            ("星期", "weekday", 7.0),
            ("休/班", "rest or worked", 7.0),
            ("安排", "arrangement", 14.0),
            ("阶段", "phase", 14.0),
            ("到期事项数", "items due", 10.0),
            ("到期", "due", 60.0),
            ("走访数", "visits", 8.0),
            ("消息数", "messages", 9.0),
            ("提醒数", "reminders", 9.0),
            ("忙碌", "crowded", 7.0),
        ];
        let mut sheet = WorkbookSheet::new(self.lang, book, ("日历", "calendar"), &columns)?;
        let def = self.model.def();
        for date in self.days() {
            let (kind, festival) = match mark(&def.calendar, date) {
                Some(Mark::Rest(festival)) => (self.lang.pick("休", "off"), festival),
                Some(Mark::MadeUp(arrangement)) => (self.lang.pick("班", "worked"), arrangement),
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
                if day.crowded() { self.lang.pick("忙", "yes").into() } else { Cell::Blank },
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
            ("编号", "item", 26.0),
            ("单位编码", "code", 10.0),
            ("单位", "unit", 16.0),
            ("类别", "category", 12.0),
            ("事项", "what", 30.0),
            ("开始", "opens", 12.0),
            ("截止", "due", 12.0),
            ("星期", "weekday", 7.0),
            ("为什么是这一天", "why that day", 50.0),
            ("要交", "to hand in", 30.0),
            ("依据", "rows", 10.0),
            ("预演中的结果", "as played", 12.0),
            ("曾逾期", "was late", 8.0),
        ];
        let mut sheet = WorkbookSheet::new(self.lang, book, ("事项", "items"), &columns)?;
        for happening in &self.model.happenings {
            let Some(row) = self.model.row(happening.occasion) else { continue };
            // Who rates or passes a stage has no item: the reminders stand on their own sheet.
            if matches!(row.plan.kind, OccasionKind::Rating { .. } | OccasionKind::Stage { .. }) {
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
        let (refs, needs) = match row.plan.kind {
            OccasionKind::Duty(ix) => {
                let duty = def.duties.get(ix.at());
                duty.map(|duty| (duty.refs.join(" "), names::needs(self.lang, duty))).unwrap_or_default()
            }
            OccasionKind::Visit(ix) => {
                (def.visits.get(ix.at()).map(|visit| visit.refs.join(" ")).unwrap_or_default(), String::new())
            }
            OccasionKind::Phase(_)
            | OccasionKind::Snapshot(_)
            | OccasionKind::Announcement
            | OccasionKind::Rating { .. }
            | OccasionKind::Stage { .. } => Default::default(),
        };
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
            if found.late { self.lang.pick("是", "yes").into() } else { Cell::Blank },
        ]
    }

    /// A due day that a return moved has another reason than the occasion's.
    fn why(&self, row: &ItemRow, why: &str) -> String {
        match row.due_version {
            0 => why.to_owned(),
            _ => self.lang.pick("退回后另算", "recomputed after a return").to_owned(),
        }
    }
}
