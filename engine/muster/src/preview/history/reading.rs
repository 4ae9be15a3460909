//! The rows of a history as they are read.

use std::collections::BTreeMap;

use muster_protocol::ids::{ContactIx, OccasionIx, UnitIx};
use muster_protocol::item::{MessageKey, MessageKind, StepOutcome, StepRef};
use muster_protocol::time::{Date, Instant};
use muster_rules::zone::Zone;

use super::History;
use super::rows::{ItemRow, MessageRow, StepRow};
use super::steps::StepSource;
use crate::preview::dense::Dense;

impl History<'_> {
    /// Items that ever were, by occasion and unit.
    pub fn items(&self) -> impl Iterator<Item = ((OccasionIx, UnitIx), &ItemRow)> {
        let of = |(occasion, items): (&OccasionIx, _)| {
            let occasion = *occasion;
            Dense::iter(items).map(move |(unit, row)| ((occasion, UnitIx(unit)), row))
        };
        self.items.iter().flat_map(of)
    }

    /// The item of a unit.
    #[must_use]
    pub fn item(&self, occasion: OccasionIx, unit: UnitIx) -> Option<&ItemRow> {
        self.items.get(&occasion)?.get(unit.0)
    }

    fn kept(&self) -> StepSource<'_> {
        StepSource { instants: &self.instants, messages: &self.messages }
    }

    /// All planned steps, by identity.
    pub fn steps(&self) -> impl Iterator<Item = (StepRef, StepRow)> + '_ {
        self.steps.iter(self.kept())
    }

    /// A planned step.
    #[must_use]
    pub fn step(&self, name: StepRef) -> Option<StepRow> {
        self.steps.get(name, &self.kept())
    }

    /// How many steps were ever planned.
    #[must_use]
    pub fn steps_planned(&self) -> usize {
        self.steps.len()
    }

    /// How each step ended, in no order that matters.
    pub fn outcomes(&self) -> impl Iterator<Item = Option<StepOutcome>> + '_ {
        self.steps.outcomes()
    }

    /// All messages that fell due, by key.
    pub fn messages(&self) -> impl Iterator<Item = (MessageKey, MessageRow<'_>)> + '_ {
        self.messages.iter(&self.instants)
    }

    /// Messages to one person, by date and kind.
    pub fn messages_of(&self, contact: ContactIx) -> impl Iterator<Item = (MessageKey, MessageRow<'_>)> + '_ {
        self.messages.of(&self.instants, contact)
    }

    /// How many messages fell due.
    #[must_use]
    pub fn messages_due(&self) -> usize {
        self.messages.len()
    }

    /// Most routine messages of one person on one local day; the acceptance number is 1.
    #[must_use]
    pub fn most_routine_a_day(&self) -> u32 {
        let mut a_day: BTreeMap<Date, Dense<u32>> = BTreeMap::new();
        let mut days = Days::new(&self.zone);
        let routine = self.messages().filter(|(key, _)| key.kind == MessageKind::Routine);
        for (key, row) in routine {
            let Some(sent) = row.sent else { continue };
            *a_day.entry(days.of(sent)).or_default().entry(key.contact.0) += 1;
        }
        a_day.values().flat_map(Dense::iter).map(|(_, count)| *count).max().unwrap_or_default()
    }
}

/// Local days of instants of which many in a row are the same.
#[derive(Debug)]
pub(crate) struct Days<'z> {
    zone: &'z Zone,
    last: (Instant, Date),
}

impl<'z> Days<'z> {
    pub(crate) fn new(zone: &'z Zone) -> Self {
        Self { zone, last: (Instant::default(), zone.date_of(Instant::default())) }
    }

    pub(crate) fn of(&mut self, at: Instant) -> Date {
        if self.last.0 != at {
            self.last = (at, self.zone.date_of(at));
        }
        self.last.1
    }
}
