//! A simulated year as a committee asks for it: what falls due on which day and why, which days are crowded, how much
//! each person gets. Text, JSON, page, workbook and calendar are all written from this one reading.
//!
//! It reads the history and never decides anything. Start at [`PreviewModel::new`].

mod load;

use std::collections::BTreeMap;

use muster_protocol::any_of;
use muster_protocol::definition::{Definition, ReminderPolicy};
use muster_protocol::ids::{ContactIx, OccasionIx, UnitIx};
use muster_protocol::item::{OccasionKind, PlannedStep};
use muster_protocol::time::Date;
use muster_rules::steps;

use super::dense::Dense;
use super::filter::Filter;
use super::history::{History, OccasionRow};

pub use load::{BANDS, Load, PersonLoad};

/// Most items of one unit due on one day before the day counts as crowded: a clerk can finish about so many in the
/// working day that is left after the last reminder.
pub const DUE_A_DAY_MAX: u32 = 5;

/// Most reminders that one person's messages of a day may hold before the day counts as crowded: about what a telephone
/// shows without scrolling.
pub const REMINDERS_A_DAY_MAX: u32 = 10;

/// Something that falls due on a day, with the units whose item of it is shown. Phase notices are none: nobody owes
/// anything then.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Happening {
    /// Its occasion.
    pub occasion: OccasionIx,
    /// First open day.
    pub opens: Date,
    /// Due day.
    pub due: Date,
    /// Units whose item counts; empty for a snapshot.
    pub units: Vec<UnitIx>,
}

/// One local day on which something happens.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Day {
    /// Happenings due on it, as places in [`PreviewModel::happenings`].
    pub due: Vec<usize>,
    /// Items due on it.
    pub items: u32,
    /// Most of them of one unit.
    pub most_items: Option<(UnitIx, u32)>,
    /// Visits on it, as places in the history's list.
    pub visits: Vec<usize>,
    /// Messages that go out on it.
    pub messages: u32,
    /// Reminders in them.
    pub reminders: u32,
    /// Most of them to one person.
    pub most_reminders: Option<(ContactIx, u32)>,
}

impl Day {
    /// Whether a unit has more due, or a person gets more, than the limits allow.
    #[must_use]
    pub fn crowded(&self) -> bool {
        self.most_items.is_some_and(|(_, count)| count > DUE_A_DAY_MAX)
            || self.most_reminders.is_some_and(|(_, count)| count > REMINDERS_A_DAY_MAX)
    }

    /// How crowded, for an order: the fuller of the two measures in hundredths of its limit, then all items, then all
    /// reminders.
    fn fullness(&self) -> (u32, u32, u32) {
        let items = self.most_items.map_or(0, |(_, count)| count * 100 / DUE_A_DAY_MAX);
        let reminders = self.most_reminders.map_or(0, |(_, count)| count * 100 / REMINDERS_A_DAY_MAX);
        (items.max(reminders), self.items, self.reminders)
    }
}

/// The reading of a run.
#[derive(Debug)]
pub struct PreviewModel<'a> {
    /// The rows it was read from.
    pub history: &'a History<'a>,
    /// What was left out.
    pub filter: Filter,
    /// What falls due, in order of the due day.
    pub happenings: Vec<Happening>,
    /// Days on which something falls due, goes out or is visited.
    pub days: BTreeMap<Date, Day>,
    /// What each person gets.
    pub load: Load,
}

impl<'a> PreviewModel<'a> {
    /// Reads a run.
    #[must_use]
    pub fn new(history: &'a History<'a>, filter: Filter) -> Self {
        let load = Load::new(history, filter);
        let mut model =
            Self { history, filter, happenings: happenings(history, filter), days: BTreeMap::new(), load };
        model.due();
        for (at, row) in history.visits().iter().enumerate().filter(|(_, row)| model.filter.visit(row)) {
            model.days.entry(row.visit.date).or_default().visits.push(at);
        }
        model.messages();
        model
    }

    /// The definition.
    #[must_use]
    pub fn def(&self) -> &'a Definition {
        self.history.definition()
    }

    /// The row of an occasion.
    #[must_use]
    pub fn row(&self, occasion: OccasionIx) -> Option<&'a OccasionRow> {
        self.history.occasions().get(occasion.at())
    }

    /// The days, most crowded first.
    #[must_use]
    pub fn by_fullness(&self) -> Vec<(Date, &Day)> {
        let mut days: Vec<(Date, &Day)> = self.days.iter().map(|(date, day)| (*date, day)).collect();
        days.sort_by_key(|(date, day)| (std::cmp::Reverse(day.fullness()), *date));
        days
    }

    /// Reminders of an occasion as its policy plans them: those up to the due day, and those of an item that misses it.
    #[must_use]
    pub fn reminders(&self, occasion: OccasionIx) -> (Vec<PlannedStep>, Vec<PlannedStep>) {
        let Some(row) = self.row(occasion).filter(|row| !row.plan.backfill) else {
            return Default::default();
        };
        let late = policy(self.def(), row.plan.kind).map(|policy| {
            let (cal, zone) = (&self.def().calendar, self.history.zone());
            let days = (row.plan.due_day, steps::last_day(self.def()));
            steps::after_due(policy, (cal, cal), zone, days, 0).unwrap_or_default()
        });
        (row.plan.steps.clone(), late.unwrap_or_default())
    }

    fn due(&mut self) {
        let mut theirs: BTreeMap<Date, Dense<u32>> = BTreeMap::new();
        for (at, happening) in self.happenings.iter().enumerate() {
            let day = self.days.entry(happening.due).or_default();
            day.due.push(at);
            let backfill =
                self.history.occasions().get(happening.occasion.at()).is_some_and(|row| row.plan.backfill);
            for unit in happening.units.iter().filter(|_| !backfill) {
                day.items += 1;
                *theirs.entry(happening.due).or_default().entry(unit.0) += 1;
            }
        }
        for (date, counts) in theirs {
            let day = self.days.entry(date).or_default();
            for (unit, count) in counts.iter() {
                if day.most_items.is_none_or(|(_, most)| *count > most) {
                    day.most_items = Some((UnitIx(unit), *count));
                }
            }
        }
    }

    fn messages(&mut self) {
        for (date, counts) in &self.load.a_day {
            let day = self.days.entry(*date).or_default();
            for (contact, count) in counts.iter() {
                day.messages += count.messages;
                day.reminders += count.reminders;
                if day.most_reminders.is_none_or(|(_, most)| count.reminders > most) {
                    day.most_reminders = Some((ContactIx(contact), count.reminders));
                }
            }
        }
    }
}

/// The policy of duties, whose late steps every item shares. What follows a visit depends on its day.
fn policy(def: &Definition, kind: OccasionKind) -> Option<&ReminderPolicy> {
    let OccasionKind::Duty(ix) = kind else { return None };
    def.policies.get(def.duties.get(ix.at())?.policy?.at())
}

fn happenings(history: &History<'_>, filter: Filter) -> Vec<Happening> {
    let def = history.definition();
    let mut units: Vec<Vec<UnitIx>> = vec![Vec::new(); history.occasions().len()];
    for ((occasion, unit), _) in history.items().filter(|(_, item)| item.counts()) {
        let Some(row) = history.occasions().get(occasion.at()) else { continue };
        if filter.item(def, row.plan.kind, unit) {
            units[occasion.at()].push(unit);
        }
    }
    let mut rows = Vec::new();
    for ((ix, row), units) in (0u32..).map(OccasionIx).zip(history.occasions()).zip(units) {
        let everyones = match row.plan.kind {
            // What is drawn stands among the inspections.
            any_of!(OccasionKind: Phase Announcement Round) => continue,
            OccasionKind::Snapshot(_) => filter.unit.is_none() && filter.person.is_none(),
            any_of!(OccasionKind: Duty Visit Rating Stage) => false,
        };
        if row.opened.is_some() && (everyones || !units.is_empty()) && filter.day(row.plan.due_day) {
            let opens = history.zone().date_of(row.plan.opens);
            rows.push(Happening { occasion: ix, opens, due: row.plan.due_day, units });
        }
    }
    rows.sort_by_key(|row| (row.due, row.occasion));
    rows
}
