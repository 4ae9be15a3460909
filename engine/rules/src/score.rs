//! Folds a campaign's events into the tables of its aggregate snapshots.
//!
//! The fold must hear every event of the campaign from its launch on, in order; it may hear one again. A table is
//! taken at the moment its snapshot opens and never touched afterwards, so that it says what was so at the cut-off.

use std::collections::{BTreeMap, BTreeSet};

use muster_words::definition::Definition;
use muster_words::event::{Event, ItemMoved, ItemOpened, OccasionOpened, OccasionPlanned};
use muster_words::events_of;
use muster_words::ids::{Digest, GroupIx, OccasionIx, SnapshotIx, UnitIx, Version};
use muster_words::item::OccasionKind;
use muster_words::refs::{OccasionKey, UnitCode};
use muster_words::table::{SnapshotRow, SnapshotTable};
use muster_words::time::Date;

use crate::audience;
use crate::zone::Zone;

/// All of something, in hundredths of a percent.
pub const RATE_ALL: u16 = 10_000;

/// Marks of one item, bits of a byte.
const CLOSED: u8 = 1;
/// It was late once; that stays (late is a mark, not a state).
const LATE: u8 = 2;
/// Waived or passed on: it does not count.
const GONE: u8 = 4;
/// The unit got the item: when the occasion opened, or later.
const OWED: u8 = 8;

/// Names of the events that count; whatever else happens changes no table.
pub const COUNTED: [&str; 12] = [
    "campaign.launched",
    "campaign.amended",
    "occasion.planned",
    "occasion.opened",
    "occasion.moved",
    "item.closed",
    "item.late",
    "item.waived",
    "item.passed_on",
    "item.moved",
    "item.opened",
    "item.returned",
];

/// Whether an event of this name can change a table.
#[must_use]
pub fn counts(name: &str) -> bool {
    COUNTED.contains(&name)
}

/// What the fold knows of one occasion.
#[derive(Debug, Clone)]
struct Occasion {
    key: OccasionKey,
    kind: OccasionKind,
    group: Option<GroupIx>,
    /// The units that a task was given to; empty means its whole audience.
    given: Vec<UnitIx>,
    due_day: Date,
    backfill: bool,
    opened: bool,
    /// Marks by unit; units past its end have none.
    marks: Vec<u8>,
    /// Due days that a return or a hold moved or a closing gave.
    moved: BTreeMap<UnitIx, Date>,
}

impl Occasion {
    fn mark(&mut self, units: usize, unit: UnitIx, mark: u8) {
        if unit.at() < units {
            if self.marks.len() <= unit.at() {
                self.marks.resize(unit.at() + 1, 0);
            }
            self.marks[unit.at()] |= mark;
        }
    }

    /// Whether a unit of the audience gets its item with the opening: its group's, and not one that waits for another.
    fn is_for(&self, def: &Definition, unit: UnitIx) -> bool {
        let given = self.given.is_empty() || self.given.contains(&unit);
        given && !audience::waits(def, self.kind) && audience::follows(def, self.kind, self.group, unit)
    }

    fn marks_of(&self, unit: UnitIx) -> u8 {
        self.marks.get(unit.at()).copied().unwrap_or_default()
    }

    fn due_day_of(&self, unit: UnitIx) -> Date {
        self.moved.get(&unit).copied().unwrap_or(self.due_day)
    }

    /// Whether this is an opened occasion that counts.
    fn counts(&self) -> bool {
        matches!(self.kind, OccasionKind::Duty(_)) && self.opened && !self.backfill
    }
}

/// The state of the fold.
#[derive(Debug, Clone)]
pub struct Fold {
    definition: Digest,
    seen: Version,
    occasions: BTreeMap<OccasionIx, Occasion>,
    tables: BTreeMap<OccasionIx, SnapshotTable>,
}

impl Fold {
    /// A fold that has heard nothing; `definition` is the digest of the definition in force.
    #[must_use]
    pub fn new(definition: Digest) -> Self {
        Self { definition, seen: Version(0), occasions: BTreeMap::new(), tables: BTreeMap::new() }
    }

    /// The last version that was applied; 0 before the first.
    #[must_use]
    pub fn seen(&self) -> Version {
        self.seen
    }

    /// Applies an event. One whose version was applied before changes nothing.
    #[expect(clippy::too_many_lines, reason = "one arm for each event, whether it counts or not")]
    pub fn apply(&mut self, def: &Definition, version: Version, event: &Event) {
        if version <= self.seen {
            return;
        }
        self.seen = version;
        if !counts(event.name()) {
            return;
        }
        let units = def.units.len();
        match event {
            Event::CampaignLaunched(launched) => self.definition = launched.definition,
            Event::CampaignAmended(amended) => self.definition = amended.definition,
            Event::OccasionPlanned(planned) => self.plan(planned),
            Event::OccasionOpened(opened) => self.open(def, version, opened),
            Event::ItemClosed(item) => self.mark(units, item.occasion, &[item.unit], CLOSED),
            Event::ItemLate(late) => self.mark(units, late.occasion, &late.units, LATE),
            Event::ItemWaived(waived) => self.mark(units, waived.occasion, &waived.units, GONE),
            Event::ItemPassedOn(item) => {
                self.mark(units, item.occasion, &[item.unit], GONE);
                self.mark(units, item.occasion, &[item.to], OWED);
            }
            Event::OccasionMoved(moved) => self.plan(&moved.plan),
            Event::ItemMoved(moved) => self.moved(moved),
            Event::ItemOpened(opened) => self.open_items(units, opened),
            Event::ItemReturned(item) => {
                if let Some(occasion) = self.occasions.get_mut(&item.occasion) {
                    occasion.moved.insert(item.unit, item.due_day);
                }
            }
            // Handing in and accepting count when they close
            // it; a unit's dates stand in the definition; reminders, visits and what goes wrong in the
            // machine are not scored here.
            Event::ItemSubmitted(_)
            | Event::ItemBackfilled(_)
            | Event::ItemAccepted(_)
            | Event::CampaignHeld(_)
            | Event::CampaignResumed(_)
            | Event::CampaignClosed(_)
            | Event::OccasionRetired(_)
            | events_of!(
                phase,
                roster,
                message,
                step,
                dead_letter,
                visit,
                clock,
                snapshot,
                ledger,
                case,
                candidate,
                blob
            ) => {}
        }
    }

    /// The table of a snapshot's occasion as it was when the occasion opened; `None` before that. The cut-off is the
    /// version of that `occasion.opened`. What was applied since, and `def`, no longer matter.
    #[must_use]
    pub fn table(&self, _def: &Definition, occasion: OccasionIx) -> Option<SnapshotTable> {
        self.tables.get(&occasion).cloned()
    }

    fn plan(&mut self, planned: &OccasionPlanned) {
        let fresh = || Occasion {
            key: planned.occasion.key.clone(),
            kind: planned.kind,
            group: planned.group,
            given: planned.given.as_ref().map_or_else(Vec::new, |given| given.units.clone()),
            due_day: planned.due_day,
            backfill: planned.backfill,
            opened: false,
            marks: Vec::new(),
            moved: BTreeMap::new(),
        };
        let occasion = self.occasions.entry(planned.occasion.ix).or_insert_with(fresh);
        occasion.due_day = planned.due_day;
        occasion.backfill = planned.backfill;
    }

    /// A day that moves ahead takes a lateness with it: what counts is the day that holds now.
    fn moved(&mut self, moved: &ItemMoved) {
        if let Some(occasion) = self.occasions.get_mut(&moved.occasion) {
            for unit in &moved.units {
                match &moved.own {
                    Some(own) => drop(occasion.moved.insert(*unit, own.due_day)),
                    None => drop(occasion.moved.remove(unit)),
                }
                if let Some(marks) = occasion.marks.get_mut(unit.at()).filter(|_| !moved.late) {
                    *marks &= !LATE;
                }
            }
        }
    }

    /// Units that get their item later; one that had been taken out of use counts again.
    fn open_items(&mut self, units: usize, opened: &ItemOpened) {
        if let Some(occasion) = self.occasions.get_mut(&opened.occasion) {
            for unit in &opened.units {
                occasion.moved.extend(opened.own.iter().map(|own| (*unit, own.due_day)));
                occasion.mark(units, *unit, OWED);
                if let Some(marks) = occasion.marks.get_mut(unit.at()) {
                    *marks &= !(GONE | LATE);
                }
            }
        }
    }

    fn mark(&mut self, units: usize, occasion: OccasionIx, marked: &[UnitIx], mark: u8) {
        if let Some(occasion) = self.occasions.get_mut(&occasion) {
            marked.iter().for_each(|&unit| occasion.mark(units, unit, mark));
        }
    }

    fn open(&mut self, def: &Definition, version: Version, opened: &OccasionOpened) {
        let (ix, due) = (opened.occasion, opened.due);
        let Some(occasion) = self.occasions.get_mut(&ix) else {
            return;
        };
        occasion.opened = true;
        let key = occasion.key.clone();
        if let OccasionKind::Duty(duty) = occasion.kind {
            // Who owes it is settled by the definition of this moment: amendments change it for what opens later.
            let day = Zone::of(def).map_or(occasion.due_day, |zone| zone.date_of(due));
            let who = def.duties.get(duty.at()).map(|duty| audience::members_on(def, duty.audience, day));
            let without: BTreeSet<UnitIx> = opened.without.iter().copied().collect();
            for unit in who.into_iter().flatten() {
                if occasion.is_for(def, unit) && !without.contains(&unit) {
                    occasion.mark(def.units.len(), unit, OWED);
                }
            }
        }
        if let OccasionKind::Snapshot(plan) = occasion.kind {
            // A checked definition has a known zone; without one the planned day is the cut-off's day.
            let date = Zone::of(def).map_or(occasion.due_day, |zone| zone.date_of(due));
            let rows = self.rows(def, plan, date);
            let definition = self.definition;
            let table = SnapshotTable { occasion: key, cutoff: version, at: due, date, definition, rows };
            self.tables.insert(ix, table);
        }
    }

    /// One row per unit of the plan's audience that is a member on the date, ranked.
    fn rows(&self, def: &Definition, plan: SnapshotIx, date: Date) -> Vec<SnapshotRow> {
        let Some(plan) = def.snapshots.get(plan.at()) else {
            return Vec::new();
        };
        let mut counts = vec![Counts::default(); def.units.len()];
        for occasion in self.occasions.values().filter(|occasion| occasion.counts()) {
            let owing = (0u32..).map(UnitIx).zip(&occasion.marks).filter(|(_, marks)| **marks & OWED != 0);
            for ((unit, _), row) in owing.filter_map(|owing| Some((owing, def.units.get(owing.0.at())?))) {
                counts[unit.at()].add(occasion, unit, audience::is_member(row, occasion.due_day), date);
            }
        }
        let units = audience::members_on(def, plan.audience, date).into_iter();
        let units = units.filter_map(|unit| Some((unit, def.units.get(unit.at())?)));
        let mut rows: Vec<(&str, SnapshotRow)> = units
            .map(|(ix, unit)| (unit.category.as_str(), counts[ix.at()].row(unit.code.as_str().into())))
            .collect();
        rank(&mut rows);
        rows.into_iter().map(|(_, row)| row).collect()
    }
}

/// Counts of one unit.
#[derive(Debug, Clone, Copy, Default)]
struct Counts {
    expected: u32,
    done: u32,
    on_time: u32,
}

impl Counts {
    /// Counts the unit's item of an occasion: who is a member on the occasion's due day owes it
    /// (ARCHITECTURE.md, “What always holds”), and it is expected from the item's own due day on, which a return may have moved.
    fn add(&mut self, occasion: &Occasion, unit: UnitIx, member: bool, date: Date) {
        let marks = occasion.marks_of(unit);
        if member && marks & GONE == 0 && occasion.due_day_of(unit) <= date {
            self.expected += 1;
            self.done += u32::from(marks & CLOSED != 0);
            self.on_time += u32::from(marks & (CLOSED | LATE) == CLOSED);
        }
    }

    fn row(self, unit: UnitCode) -> SnapshotRow {
        let Self { expected, done, on_time } = self;
        SnapshotRow {
            unit,
            expected,
            done,
            on_time,
            completion: rate(done, expected),
            on_time_rate: rate(on_time, expected),
            rank: 0,
        }
    }
}

/// `part / whole` in hundredths of a percent, rounded half up; all when there is nothing to divide by.
#[must_use]
pub fn rate(part: u32, whole: u32) -> u16 {
    if whole == 0 {
        return RATE_ALL;
    }
    let (part, whole) = (u64::from(part), u64::from(whole));
    u16::try_from((part * u64::from(RATE_ALL) * 2 + whole) / (whole * 2)).unwrap_or(u16::MAX)
}

/// Ranks inside each category by completion, then on-time rate; equals share a rank and leave a gap (1, 2, 2, 4).
fn rank(rows: &mut [(&str, SnapshotRow)]) {
    let mut categories: BTreeMap<&str, Vec<&mut SnapshotRow>> = BTreeMap::new();
    for (category, row) in rows {
        categories.entry(category).or_default().push(row);
    }
    for mut rows in categories.into_values() {
        rows.sort_by_key(|row| std::cmp::Reverse((row.completion, row.on_time_rate)));
        let mut best = (0, (0, 0));
        for (place, row) in (1u32..).zip(rows) {
            let rates = (row.completion, row.on_time_rate);
            if place == 1 || best.1 != rates {
                best = (place, rates);
            }
            row.rank = best.0;
        }
    }
}

#[cfg(test)]
mod tests;
