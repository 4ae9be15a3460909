//! Which messages are being dealt with: a message that was given out twice is dealt with in one place at a time, and the
//! second asks only after the first has reported.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use muster_protocol::command::MessageName;
use muster_protocol::ids::CampaignId;

type Key = (CampaignId, MessageName);

/// See the module. Cloning is cheap and gives the same one.
#[derive(Debug, Clone, Default)]
pub(super) struct InHand(Arc<Mutex<BTreeSet<Key>>>);

impl InHand {
    fn keys(&self) -> MutexGuard<'_, BTreeSet<Key>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes those of these messages that nobody has in hand.
    pub(super) fn take(&self, campaign: &CampaignId, messages: &[MessageName]) -> Taken {
        let mut keys = self.keys();
        let free = |key: &&MessageName| keys.insert((campaign.clone(), (*key).clone()));
        let messages = messages.iter().filter(free).cloned().collect();
        drop(keys);
        Taken { all: self.clone(), campaign: campaign.clone(), messages }
    }
}

/// Messages in hand until this is dropped.
#[derive(Debug)]
pub(super) struct Taken {
    all: InHand,
    campaign: CampaignId,
    pub(super) messages: Vec<MessageName>,
}

impl Drop for Taken {
    fn drop(&mut self) {
        let mut keys = self.all.keys();
        for key in &self.messages {
            keys.remove(&(self.campaign.clone(), key.clone()));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;

    #[test]
    fn a_message_is_in_one_pair_of_hands() {
        let (all, campaign) = (InHand::default(), sample::campaign());
        let keys: Vec<MessageName> =
            (0..3).map(|contact| sample::letter("2014-04-25", contact).key).collect();
        let first = all.take(&campaign, &keys[..2]);
        assert_eq!(all.take(&campaign, &keys).messages, keys[2..]);
        drop(first);
        assert_eq!(all.take(&campaign, &keys).messages, keys);
    }
}
