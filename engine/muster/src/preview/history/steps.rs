//! Planned steps and their ends, a few bytes each: what the steps of an occasion share is kept once.

use std::collections::BTreeMap;
use std::num::NonZeroU32;

use muster_protocol::ids::{ContactIx, OccasionIx, UnitIx};
use muster_protocol::item::{PlannedStep, StepOutcome, StepRef};
use muster_protocol::time::Instant;

use super::instants::{InstantNo, Instants};
use super::messages::MessageNo;
use super::rows::StepRow;
use crate::preview::dense::{Dense, across};

/// A step as it is kept.
#[derive(Debug, Clone, Copy)]
struct Cell {
    planned: NonZeroU32,
    recipient: Option<ContactIx>,
    moved_to: Option<InstantNo>,
    outcome: Option<StepOutcome>,
    ended: Option<InstantNo>,
    message: Option<MessageNo>,
}

/// Steps of one due version with one number, by unit.
type Column = Dense<Cell>;

/// All steps of a campaign.
#[derive(Debug, Default)]
pub(super) struct Steps {
    columns: BTreeMap<OccasionIx, BTreeMap<(u8, u8), Column>>,
    plans: Vec<PlannedStep>,
    numbers: BTreeMap<PlannedStep, NonZeroU32>,
    len: usize,
}

/// What became of the wish to end a step.
pub(super) enum Ended {
    Now,
    Before(StepOutcome),
    NeverPlanned,
}

impl Steps {
    pub(super) fn len(&self) -> usize {
        self.len
    }

    /// Plans a step; false when it was planned before.
    pub(super) fn plan(&mut self, name: StepRef, planned: PlannedStep, recipient: Option<ContactIx>) -> bool {
        let next = NonZeroU32::MIN.saturating_add(u32::try_from(self.plans.len()).unwrap_or(u32::MAX));
        let number = *self.numbers.entry(planned).or_insert(next);
        if number == next {
            self.plans.push(planned);
        }
        let cell =
            Cell { planned: number, recipient, moved_to: None, outcome: None, ended: None, message: None };
        let columns = self.columns.entry(name.occasion).or_default();
        let column = columns.entry((name.due_version, name.no)).or_default();
        let fresh = column.insert(name.unit.0, cell).is_none();
        self.len += usize::from(fresh);
        fresh
    }

    fn cell(&mut self, name: StepRef) -> Option<&mut Cell> {
        let columns = self.columns.get_mut(&name.occasion)?;
        columns.get_mut(&(name.due_version, name.no))?.get_mut(name.unit.0)
    }

    pub(super) fn carried(&mut self, name: StepRef, message: MessageNo) {
        if let Some(cell) = self.cell(name) {
            cell.message = Some(message);
        }
    }

    pub(super) fn moved(&mut self, name: StepRef, to: InstantNo) {
        if let Some(cell) = self.cell(name) {
            cell.moved_to = Some(to);
        }
    }

    pub(super) fn end(&mut self, name: StepRef, outcome: StepOutcome, at: InstantNo) -> Ended {
        let Some(cell) = self.cell(name) else { return Ended::NeverPlanned };
        if let Some(before) = cell.outcome {
            return Ended::Before(before);
        }
        (cell.outcome, cell.ended) = (Some(outcome), Some(at));
        Ended::Now
    }

    fn row(&self, cell: &Cell, kept: &StepSource<'_>) -> StepRow {
        let instant = |number: Option<InstantNo>| -> Option<Instant> { Some(kept.instants.at(number?)) };
        let place = usize::try_from(cell.planned.get() - 1).unwrap_or(usize::MAX);
        StepRow {
            planned: self.plans[place],
            recipient: cell.recipient,
            moved_to: instant(cell.moved_to),
            outcome: cell.outcome,
            ended: instant(cell.ended),
            message: cell.message.and_then(|number| kept.messages.key(number)),
            carried: cell.message.and_then(|number| kept.messages.due_of(number, kept.instants)),
        }
    }

    pub(super) fn get(&self, name: StepRef, kept: &StepSource<'_>) -> Option<StepRow> {
        let columns = self.columns.get(&name.occasion)?;
        Some(self.row(columns.get(&(name.due_version, name.no))?.get(name.unit.0)?, kept))
    }

    /// All of them by identity.
    pub(super) fn iter<'a>(&'a self, kept: StepSource<'a>) -> impl Iterator<Item = (StepRef, StepRow)> + 'a {
        self.columns.iter().flat_map(move |(occasion, columns)| {
            across(columns.iter().map(|(key, column)| (*key, column))).map(
                move |(unit, (due_version, no), cell)| {
                    let name = StepRef { occasion: *occasion, unit: UnitIx(unit), due_version, no };
                    (name, self.row(cell, &kept))
                },
            )
        })
    }

    /// Outcomes alone, in no order that matters.
    pub(super) fn outcomes(&self) -> impl Iterator<Item = Option<StepOutcome>> {
        let columns = self.columns.values().flat_map(BTreeMap::values);
        columns.flat_map(Dense::iter).map(|(_, cell)| cell.outcome)
    }
}

/// What the numbers in a step's cell stand for.
#[derive(Debug, Clone, Copy)]
pub(super) struct StepSource<'a> {
    pub(super) instants: &'a Instants,
    pub(super) messages: &'a super::messages::Messages,
}
