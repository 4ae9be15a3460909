//! What was handed to channels of late: of these messages the counterpart of a channel may still tell what became of them.
//!
//! Who keeps every message of a year for the few of which something is told later fills the memory with them: so they are
//! kept for some days alone.

use std::collections::{BTreeMap, VecDeque};

use muster_protocol::event::SentMessage;
use muster_protocol::item::StepRef;
use muster_protocol::time::{DAY, Instant};

use super::envelope::{Envelope, envelope};

/// For how many days after it was handed over the counterpart of a channel may say whether a message arrived: gateways of text
/// messages try for two or three days, mail servers for five.
const ARRIVAL_WITHIN_DAYS: i64 = 7;

/// Whether a message arrived, as the counterpart of its channel says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::campaign) enum Arrival {
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
    pub(in crate::campaign) arrival: Option<Arrival>,
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
        let before = at.plus(-ARRIVAL_WITHIN_DAYS * DAY);
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
                self.messages.insert(place, HandedOver { channel, steps, arrival: None, at });
            }
        }
    }

    /// The message, where it may still be said whether it arrived.
    pub(in crate::campaign) fn of(&self, place: Envelope) -> Option<&HandedOver> {
        self.messages.get(&place)
    }

    /// The counterpart has said whether a message arrived.
    pub(in crate::campaign) fn arrived(&mut self, place: Envelope, arrival: Arrival) {
        if let Some(handed) = self.messages.get_mut(&place) {
            handed.arrival = Some(arrival);
        }
    }
}
