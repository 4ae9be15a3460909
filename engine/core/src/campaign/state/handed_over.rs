//! What was handed to channels of late: of these messages the counterpart of a channel may still tell what became of them.
//!
//! Who keeps every message of a year for the few of which something is told later fills the memory with them: so they are
//! kept for some days alone.

use std::collections::{BTreeMap, VecDeque};

use muster_protocol::event::SentMessage;
use muster_protocol::item::StepRef;
use muster_protocol::time::{DAY, Instant};

use super::envelope::{Envelope, envelope};

/// For how many days after it was handed over something may be told of a message: gateways of text messages try for two or
/// three days, mail servers for five.
const TOLD_WITHIN_DAYS: i64 = 7;

/// What was told of a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::campaign) enum Told {
    /// It arrived.
    Delivered,
    /// It did not.
    Undelivered,
}

/// A message that a channel has taken.
#[derive(Debug, Clone)]
pub(in crate::campaign) struct HandedOver {
    pub(in crate::campaign) channel: String,
    pub(in crate::campaign) steps: Vec<StepRef>,
    pub(in crate::campaign) told: Option<Told>,
    at: Instant,
}

/// See the module.
#[derive(Debug, Clone, Default)]
pub(in crate::campaign) struct Latest {
    messages: BTreeMap<Envelope, HandedOver>,
    /// In the order in which they were handed over.
    order: VecDeque<(Instant, Envelope)>,
}

impl Latest {
    /// A message was handed over; what is too old is forgotten.
    pub(in crate::campaign) fn note(&mut self, at: Instant, message: &SentMessage) {
        let before = at.plus(-TOLD_WITHIN_DAYS * DAY);
        while let Some((old, place)) = self.order.front().copied().filter(|(old, _)| *old < before) {
            self.order.pop_front();
            if self.messages.get(&place).is_some_and(|handed| handed.at == old) {
                self.messages.remove(&place);
            }
        }
        let place = envelope(&message.key);
        self.order.push_back((at, place));
        match self.messages.get_mut(&place) {
            Some(handed) if handed.channel == message.channel => {
                handed.steps.extend(&message.steps);
                handed.at = at;
            }
            Some(_) | None => {
                let (channel, steps) = (message.channel.clone(), message.steps.clone());
                self.messages.insert(place, HandedOver { channel, steps, told: None, at });
            }
        }
    }

    /// The message, where something may still be told of it.
    pub(in crate::campaign) fn of(&self, place: Envelope) -> Option<&HandedOver> {
        self.messages.get(&place)
    }

    /// Something was told of a message.
    pub(in crate::campaign) fn tell(&mut self, place: Envelope, told: Told) {
        if let Some(handed) = self.messages.get_mut(&place) {
            handed.told = Some(told);
        }
    }
}
