//! Folds a campaign's events into the tables of its aggregate snapshots.
//!
//! The fold must hear every event of the campaign from its launch on, in order; it may hear one again. A table is
//! taken at the moment its snapshot opens and never touched afterwards, so that it says what was so at the cut-off. What it
//! costs grows with the units and what they were asked since the last one, not with the history.

pub mod corrections;
mod counts;
pub mod exact;
pub mod facts;
pub mod listing;
pub mod rated;
pub mod sessions;
pub mod sheet;
mod sums;
pub mod tallies;
mod today;

use std::collections::BTreeMap;

use muster_protocol::codec;
use muster_protocol::definition::{CardColour, Decimal, Definition, Moment, Tally};
use muster_protocol::event::{Event, OccasionOpened};
use muster_protocol::ids::{Digest, DutyIx, OccasionIx, SnapshotIx, UnitIx, Version};
use muster_protocol::item::OccasionKind;
use muster_protocol::refs::OccasionKey;
use muster_protocol::table::{SnapshotRow, SnapshotTable};
use muster_protocol::time::{Date, Instant};
use serde::{Deserialize, Serialize};

use crate::audience;
use crate::zone::Zone;
use counts::Counting;
use facts::Facts;
use rated::Answers;
use sums::{Counts, Four};
use today::Today;

/// All of something, in hundredths of a percent.
pub const RATE_ALL: u16 = 10_000;

/// Version of a fold as it is kept: raised with every change of what stands in it, or of how is counted, so that nobody goes on from
/// what another muster counted. It stands outside the bytes. The shape is held by a test (`score/tests/stored.rs`).
pub const STORED: u16 = 7;

/// Names of the events of items and occasions that count; facts of judging and what happens to cases count besides.
pub const COUNTED: [&str; 17] = [
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
    "item.submitted",
    "item.backfilled",
    "step.sent",
    "step.retried",
    "visit.recorded",
];

/// Whether an event of this name can change a table.
#[must_use]
pub fn counts(name: &str) -> bool {
    COUNTED.contains(&name) || name.starts_with("case.") || facts::is_heard(name)
}

/// What a sheet is computed from once it is frozen.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Frozen {
    version: Version,
    date: Date,
    counts: Counts,
    /// Items that were closed since, by unit.
    addendum: BTreeMap<UnitIx, Vec<OccasionKey>>,
}

/// The state of the fold. What is written of it follows from what was heard: two folds that heard the same are the same bytes.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Fold {
    definition: Digest,
    roster: Digest,
    seen: Version,
    counting: Counting,
    facts: Facts,
    answers: Answers,
    frozen: BTreeMap<String, Frozen>,
    tables: BTreeMap<OccasionIx, SnapshotTable>,
}

impl Fold {
    /// A fold that has heard nothing; `definition` is the digest of the definition in force.
    #[must_use]
    pub fn new(definition: Digest) -> Self {
        Self {
            definition,
            roster: Digest::default(),
            seen: Version(0),
            counting: Counting::default(),
            facts: Facts::default(),
            answers: Answers::new(),
            frozen: BTreeMap::new(),
            tables: BTreeMap::new(),
        }
    }

    /// The last version that was applied; 0 before the first.
    #[must_use]
    pub fn seen(&self) -> Version {
        self.seen
    }

    /// The definition in force at that version.
    #[must_use]
    pub fn definition(&self) -> Digest {
        self.definition
    }

    /// What was said where units are judged.
    #[must_use]
    pub fn facts(&self) -> &Facts {
        &self.facts
    }

    /// Applies an event. One whose version was applied before changes nothing.
    pub fn apply(&mut self, def: &Definition, version: Version, event: &Event) {
        if version <= self.seen {
            return;
        }
        self.seen = version;
        if !counts(event.name()) {
            return;
        }
        if let Some(definition) = event.puts_in_force() {
            self.definition = definition;
        }
        self.facts.apply(Instant(0), event);
        if let Event::CampaignAmended(_) = event {
            self.facts.follow(def);
        }
        rated::hear(&mut self.answers, event);
        if let Event::ItemClosed(body) = event {
            self.closed_late(body.occasion, body.unit);
        }
        self.counting.apply(def, event);
        if let Event::OccasionOpened(opened) = event {
            self.opened(def, version, opened);
        }
    }

    /// The table of a snapshot's occasion as it was when the occasion opened; `None` before that. The cut-off is the
    /// version of that `occasion.opened`. What was applied since, and `def`, no longer matter.
    #[must_use]
    pub fn table(&self, _def: &Definition, occasion: OccasionIx) -> Option<SnapshotTable> {
        self.tables.get(&occasion).cloned()
    }

    /// Forgets the tables that were taken: anyone who recorded them does not need them any more.
    pub fn forget_tables(&mut self) {
        self.tables.clear();
    }

    /// Forgets the table of one snapshot, which was recorded.
    pub fn forget_table(&mut self, occasion: OccasionIx) {
        self.tables.remove(&occasion);
    }

    /// The table as it would be on a day, of the units of a plan.
    pub fn as_of(&mut self, def: &Definition, plan: SnapshotIx, date: Date, at: Instant) -> SnapshotTable {
        let key = OccasionKey::from("now");
        self.taken(def, plan, (key, self.seen), (date, at))
    }

    /// Items of a unit that are done before their day, of these duties or of all: they count from that day on. It holds for the
    /// day of the last table.
    #[must_use]
    pub fn done_ahead(&self, unit: UnitIx, duties: &[DutyIx]) -> Vec<OccasionKey> {
        self.counting.done_ahead(unit, duties)
    }

    /// Items of a unit that are open, of these duties or of all, by key.
    #[must_use]
    pub fn open_items(&self, unit: UnitIx, duties: &[DutyIx]) -> Vec<OccasionKey> {
        self.counting.still_open(unit, duties)
    }

    /// What is counted of a unit, as a list may name it; none where nothing was asked. It holds for the day of the last table.
    #[must_use]
    pub fn tally(&self, unit: UnitIx, tally: Tally) -> Option<Decimal> {
        let counts = self.counting.counts();
        let items = counts.all(unit);
        let (finished, in_time) = counts.cases(unit);
        let whole = |count: u32| Some(Decimal(i64::from(count) * Decimal::ONE.0));
        let ratio =
            |part: u32, of: u32| (of > 0).then(|| Decimal(i64::from(part) * Decimal::ONE.0 / i64::from(of)));
        match tally {
            Tally::Due => whole(items.due),
            Tally::Done => whole(items.done),
            Tally::DoneOnTime => whole(items.on_time),
            Tally::Late => whole(items.late),
            Tally::DoneRate => ratio(items.done, items.due),
            Tally::OnTimeRate => ratio(items.on_time, items.due),
            Tally::CaseOnTimeRate => ratio(in_time, finished),
            Tally::Visits => whole(counts.visits(unit)),
            Tally::YellowCards => whole(counts.cards(unit, CardColour::Yellow)),
            Tally::RedCards => whole(counts.cards(unit, CardColour::Red)),
        }
    }

    /// What is closed after a sheet is frozen goes to its addendum.
    fn closed_late(&mut self, occasion: OccasionIx, unit: UnitIx) {
        for frozen in self.frozen.values_mut() {
            if let Some(key) = self.counting.open_before(occasion, unit, frozen.date) {
                frozen.addendum.entry(unit).or_default().push(key);
            }
        }
    }

    fn opened(&mut self, def: &Definition, version: Version, opened: &OccasionOpened) {
        let Some((key, OccasionKind::Snapshot(plan), due_day)) = self.counting.named(opened.occasion) else {
            return;
        };
        // A checked definition has a known zone; without one the planned day is the cut-off's day.
        let date = Zone::of(def).map_or(due_day, |zone| zone.date_of(opened.due));
        // One that somebody asked for beside it freezes nothing.
        let moment = def.snapshots.get(plan.at()).map(|plan| &plan.moment);
        let moment = moment.filter(|_| !self.counting.is_asked(opened.occasion));
        if let Some(Moment::Freeze(sheet)) = moment {
            self.freeze(def, sheet, version, (date, opened.due));
        }
        let table = self.taken(def, plan, (key, version), (date, opened.due));
        self.tables.insert(opened.occasion, table);
    }

    fn freeze(&mut self, def: &Definition, sheet: &str, version: Version, (date, at): (Date, Instant)) {
        if !self.frozen.contains_key(sheet) {
            self.counting.mature(def, Today::of(Zone::of(def).ok().as_ref(), date, at));
            let counts = self.counting.counts().clone();
            let frozen = Frozen { version, date, counts, addendum: BTreeMap::new() };
            self.frozen.insert(sheet.to_owned(), frozen);
        }
    }

    fn taken(
        &mut self,
        def: &Definition,
        plan: SnapshotIx,
        (occasion, cutoff): (OccasionKey, Version),
        (date, at): (Date, Instant),
    ) -> SnapshotTable {
        self.counting.mature(def, Today::of(Zone::of(def).ok().as_ref(), date, at));
        self.roster = Digest::of(&codec::encode(&def.units));
        let rows = self.rows(def, plan, date);
        let sheets = (0..def.scores.len()).map(|at| self.sheet(def, at, date)).collect();
        SnapshotTable {
            occasion,
            cutoff,
            at,
            date,
            definition: self.definition,
            roster: self.roster,
            rows,
            sheets,
            ratings: rated::rows(def, &self.answers),
        }
    }

    fn sheet(&self, def: &Definition, at: usize, date: Date) -> muster_protocol::table::SheetTable {
        let frozen = def.scores.get(at).and_then(|sheet| self.frozen.get(&sheet.id));
        let judged = sheet::Judged {
            def,
            counts: frozen.map_or(self.counting.counts(), |frozen| &frozen.counts),
            facts: &self.facts,
            answers: &self.answers,
            date,
        };
        let mut table = judged.sheet(at);
        if let Some(frozen) = frozen {
            table.frozen = Some(frozen.version);
            for row in &mut table.rows {
                let late = def.unit_by_code(&row.unit).and_then(|unit| frozen.addendum.get(&unit));
                row.addendum = late.cloned().unwrap_or_default();
            }
        }
        table
    }

    /// One row per unit of the plan's audience that is a member on the date, ranked.
    fn rows(&self, def: &Definition, plan: SnapshotIx, date: Date) -> Vec<SnapshotRow> {
        let Some(plan) = def.snapshots.get(plan.at()) else {
            return Vec::new();
        };
        let units = audience::members_on(def, plan.audience, date).into_iter();
        let units = units.filter_map(|unit| Some((unit, def.units.get(unit.at())?)));
        let mut rows: Vec<(&str, SnapshotRow)> = units
            .map(|(ix, unit)| {
                let counted = self.counting.counts().all(ix);
                (unit.category.as_str(), row(counted, unit.code.as_str().into()))
            })
            .collect();
        rank(&mut rows);
        rows.into_iter().map(|(_, row)| row).collect()
    }
}

fn row(counted: Four, unit: muster_protocol::refs::UnitCode) -> SnapshotRow {
    let Four { due: expected, done, on_time, late: _ } = counted;
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

/// `part / whole` in hundredths of a percent, rounded half up; all when there is nothing to divide by.
#[must_use]
pub fn rate(part: u32, whole: u32) -> u16 {
    if whole == 0 {
        return RATE_ALL;
    }
    let (part, whole) = (u64::from(part), u64::from(whole));
    u16::try_from((part * u64::from(RATE_ALL) * 2 + whole) / (whole * 2)).unwrap_or(u16::MAX)
}

/// Ranks inside each category by completion, then on-time rate, both as exact fractions; equals share a rank and leave a gap
/// (1, 2, 2, 4). Of whom nothing was expected has none.
fn rank(rows: &mut [(&str, SnapshotRow)]) {
    let mut categories: BTreeMap<&str, Vec<&mut SnapshotRow>> = BTreeMap::new();
    for (category, row) in rows.iter_mut().filter(|(_, row)| row.expected > 0) {
        categories.entry(category).or_default().push(row);
    }
    // The denominator is the same for both rates, so a / b against c / d is a × d against c × b.
    let better = |a: &SnapshotRow, b: &SnapshotRow| {
        let cross = |x: u32, of: &SnapshotRow| u64::from(x) * u64::from(of.expected);
        let completion = cross(b.done, a).cmp(&cross(a.done, b));
        completion.then(cross(b.on_time, a).cmp(&cross(a.on_time, b)))
    };
    for mut rows in categories.into_values() {
        rows.sort_by(|a, b| better(a, b));
        for at in 0..rows.len() {
            let shared = at > 0 && better(rows[at - 1], rows[at]).is_eq();
            rows[at].rank =
                if shared { rows[at - 1].rank } else { u32::try_from(at + 1).unwrap_or(u32::MAX) };
        }
    }
}

#[cfg(test)]
mod tests;
