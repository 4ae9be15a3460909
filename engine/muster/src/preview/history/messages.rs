//! Messages that fell due, and the steps in them in one list.

use std::collections::BTreeMap;
use std::num::NonZeroU32;

use muster_protocol::ids::ContactIx;
use muster_protocol::item::{MessageKey, MessageKind, StepRef};
use muster_protocol::time::{Date, Instant};

use super::instants::{InstantNo, Instants};
use super::rows::MessageRow;
use crate::preview::dense::Dense;

/// A message that is known here.
pub(super) type MessageNo = NonZeroU32;

/// A message as it is kept.
#[derive(Debug, Clone, Copy)]
struct Cell {
    key: MessageKey,
    due: InstantNo,
    sent: Option<InstantNo>,
    signed: Option<InstantNo>,
    channel: Option<NonZeroU32>,
    /// Where its steps stand in the list, and how many.
    steps: (u32, u32),
}

/// All messages of a campaign.
#[derive(Debug, Default)]
pub(super) struct Messages {
    cells: Vec<Cell>,
    numbers: BTreeMap<(Date, MessageKind), Dense<MessageNo>>,
    steps: Vec<StepRef>,
    channels: Vec<String>,
    len: usize,
}

fn place(number: NonZeroU32) -> usize {
    usize::try_from(number.get() - 1).unwrap_or(usize::MAX)
}

fn number(length: usize) -> NonZeroU32 {
    NonZeroU32::MIN.saturating_add(u32::try_from(length).unwrap_or(u32::MAX))
}

impl Messages {
    pub(super) fn len(&self) -> usize {
        self.len
    }

    /// Takes in a message that fell due; one of the same key that was there is gone.
    pub(super) fn due(&mut self, key: MessageKey, due: InstantNo, steps: &[StepRef]) -> MessageNo {
        let own = number(self.cells.len());
        let from = u32::try_from(self.steps.len()).unwrap_or(u32::MAX);
        let steps_here = (from, u32::try_from(steps.len()).unwrap_or(u32::MAX));
        self.steps.extend_from_slice(steps);
        self.cells.push(Cell { key, due, sent: None, signed: None, channel: None, steps: steps_here });
        let before = self.numbers.entry((key.date, key.kind)).or_default().insert(key.contact.0, own);
        self.len += usize::from(before.is_none());
        own
    }

    pub(super) fn key(&self, number: MessageNo) -> Option<MessageKey> {
        self.cells.get(place(number)).map(|cell| cell.key)
    }

    pub(super) fn due_of(&self, number: MessageNo, instants: &Instants) -> Option<Instant> {
        self.cells.get(place(number)).map(|cell| instants.at(cell.due))
    }

    fn cell(&mut self, key: &MessageKey) -> Option<&mut Cell> {
        let number = *self.numbers.get(&(key.date, key.kind))?.get(key.contact.0)?;
        self.cells.get_mut(place(number))
    }

    pub(super) fn sent(&mut self, key: &MessageKey, at: InstantNo, channel: &str) {
        let known = self.channels.iter().position(|known| known == channel);
        let known = known.unwrap_or_else(|| {
            self.channels.push(channel.to_owned());
            self.channels.len() - 1
        });
        if let Some(cell) = self.cell(key) {
            (cell.sent, cell.channel) = (Some(at), Some(number(known)));
        }
    }

    pub(super) fn signed(&mut self, key: &MessageKey, at: InstantNo) {
        if let Some(cell) = self.cell(key) {
            cell.signed = Some(at);
        }
    }

    fn row<'a>(&'a self, cell: &Cell, instants: &Instants) -> MessageRow<'a> {
        let instant = |number: Option<InstantNo>| -> Option<Instant> { Some(instants.at(number?)) };
        let from = usize::try_from(cell.steps.0).unwrap_or(usize::MAX);
        let until = from.saturating_add(usize::try_from(cell.steps.1).unwrap_or(usize::MAX));
        MessageRow {
            due: instants.at(cell.due),
            steps: self.steps.get(from..until).unwrap_or_default(),
            sent: instant(cell.sent),
            channel: cell.channel.and_then(|number| self.channels.get(place(number))).map(String::as_str),
            signed: instant(cell.signed),
        }
    }

    /// All of them by key.
    pub(super) fn iter<'a>(
        &'a self,
        instants: &'a Instants,
    ) -> impl Iterator<Item = (MessageKey, MessageRow<'a>)> + 'a {
        self.numbers.values().flat_map(Dense::iter).filter_map(move |(_, number)| {
            let cell = self.cells.get(place(*number))?;
            Some((cell.key, self.row(cell, instants)))
        })
    }

    /// Those to one person, by date and kind.
    pub(super) fn of<'a>(
        &'a self,
        instants: &'a Instants,
        contact: ContactIx,
    ) -> impl Iterator<Item = (MessageKey, MessageRow<'a>)> + 'a {
        self.numbers.values().filter_map(move |numbers| {
            let cell = self.cells.get(place(*numbers.get(contact.0)?))?;
            Some((cell.key, self.row(cell, instants)))
        })
    }
}
