//! The sums that are kept of each unit.

use std::collections::BTreeMap;

use muster_protocol::definition::CardColour;
use muster_protocol::ids::{DutyIx, ProgrammeIx, UnitIx};
use serde::{Deserialize, Serialize};

/// What is counted of items.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub(super) struct Four {
    /// Items that counted and whose day was over, or that were done on their day.
    pub(super) due: u32,
    /// Of these, closed.
    pub(super) done: u32,
    /// Of these, closed and never late.
    pub(super) on_time: u32,
    /// Of these, late once.
    pub(super) late: u32,
}

impl Four {
    pub(super) fn add(&mut self, other: Self) {
        self.due += other.due;
        self.done += other.done;
        self.on_time += other.on_time;
        self.late += other.late;
    }

    pub(super) fn take(&mut self, other: Self) {
        self.due = self.due.saturating_sub(other.due);
        self.done = self.done.saturating_sub(other.done);
        self.on_time = self.on_time.saturating_sub(other.on_time);
        self.late = self.late.saturating_sub(other.late);
    }
}

/// The sums, by unit.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(super) struct Counts {
    /// Items by duty.
    pub(super) items: BTreeMap<DutyIx, Vec<Four>>,
    /// Cases finished, and of these those within their limit.
    pub(super) cases: BTreeMap<UnitIx, (u32, u32)>,
    pub(super) visits: BTreeMap<UnitIx, u32>,
    /// How often who gave which answer at visits, by programme.
    pub(super) answers: BTreeMap<(ProgrammeIx, String, String), BTreeMap<UnitIx, u32>>,
    pub(super) yellow: BTreeMap<UnitIx, u32>,
    pub(super) red: BTreeMap<UnitIx, u32>,
    /// Sum and number of what was reported, by duty and name.
    pub(super) reported: BTreeMap<(DutyIx, String), BTreeMap<UnitIx, (u64, u32)>>,
}

impl Counts {
    /// All items of a unit.
    #[must_use]
    pub(super) fn all(&self, unit: UnitIx) -> Four {
        self.of(unit, &[])
    }

    /// Items of a unit of these duties; none named is all.
    #[must_use]
    pub(super) fn of(&self, unit: UnitIx, duties: &[DutyIx]) -> Four {
        let mut sum = Four::default();
        for (duty, units) in &self.items {
            if let Some(counted) = units.get(unit.at()).filter(|_| duties.is_empty() || duties.contains(duty))
            {
                sum.add(*counted);
            }
        }
        sum
    }

    /// Cases finished, and of these those within their limit.
    #[must_use]
    pub(super) fn cases(&self, unit: UnitIx) -> (u32, u32) {
        self.cases.get(&unit).copied().unwrap_or_default()
    }

    /// Visits made.
    #[must_use]
    pub(super) fn visits(&self, unit: UnitIx) -> u32 {
        self.visits.get(&unit).copied().unwrap_or_default()
    }

    /// How often somebody gave an answer at visits to a unit.
    #[must_use]
    pub(super) fn answered(&self, unit: UnitIx, programme: ProgrammeIx, (by, answer): (&str, &str)) -> u32 {
        let units = self.answers.get(&(programme, by.to_owned(), answer.to_owned()));
        units.and_then(|units| units.get(&unit)).copied().unwrap_or_default()
    }

    /// Whether anything was asked of a unit, handled by it, or reported.
    #[must_use]
    pub(super) fn has_any(&self, unit: UnitIx) -> bool {
        self.all(unit).due > 0
            || self.cases(unit).0 > 0
            || self.visits(unit) > 0
            || self.reported.values().any(|units| units.contains_key(&unit))
    }

    /// Supervision cards.
    #[must_use]
    pub(super) fn cards(&self, unit: UnitIx, colour: CardColour) -> u32 {
        let cards = match colour {
            CardColour::Blue => return 0,
            CardColour::Yellow => &self.yellow,
            CardColour::Red => &self.red,
        };
        cards.get(&unit).copied().unwrap_or_default()
    }

    /// Sum and number of what a unit reported.
    #[must_use]
    pub(super) fn reported(&self, unit: UnitIx, duty: DutyIx, name: &str) -> (u64, u32) {
        let units = self.reported.get(&(duty, name.to_owned()));
        units.and_then(|units| units.get(&unit)).copied().unwrap_or_default()
    }
}
