use std::collections::{BTreeMap, BTreeSet};
use std::sync::Mutex;
use std::time::Duration;

use muster_protocol::ids::CampaignId;
use muster_protocol::item::StepReason;
use muster_protocol::question::{Address, FailureCause};
use muster_rules::worker::OutgoingMessage;
use muster_wire::link::Boxed;

use crate::channel::{Channel, ChannelError, Taken};

/// A channel that fails for the contacts that it is told of, and counts what it took.
#[derive(Default)]
pub(super) struct Flaky {
    pub(super) failing: Mutex<BTreeSet<String>>,
    pub(super) refusing: BTreeSet<String>,
    pub(super) hanging: BTreeSet<String>,
    pub(super) tries: Mutex<BTreeMap<String, u32>>,
    pub(super) taken: Mutex<BTreeMap<String, u32>>,
    /// Writes to addresses, and spreads letters over so long.
    pub(super) spread: Option<Duration>,
}

pub(super) fn names(contacts: &[&str]) -> BTreeSet<String> {
    contacts.iter().map(|contact| (*contact).to_owned()).collect()
}

impl Flaky {
    pub(super) fn failing(contacts: &[&str]) -> Self {
        Self { failing: Mutex::new(names(contacts)), ..Self::default() }
    }

    pub(super) fn tries(&self, contact: &str) -> u32 {
        self.tries.lock().unwrap().get(contact).copied().unwrap_or(0)
    }

    pub(super) fn taken(&self, contact: &str) -> u32 {
        self.taken.lock().unwrap().get(contact).copied().unwrap_or(0)
    }
}

impl Channel for Flaky {
    fn name(&self) -> &'static str {
        "flaky"
    }

    fn needs_addresses(&self) -> bool {
        self.spread.is_some()
    }

    fn spread(&self, _: &str) -> Duration {
        self.spread.unwrap_or_default()
    }

    fn hand<'a>(
        &'a self,
        _: &'a CampaignId,
        letter: &'a OutgoingMessage,
        _: &'a [Address],
    ) -> Boxed<'a, Result<Taken, ChannelError>> {
        let contact = letter.key.contact.to_string();
        *self.tries.lock().unwrap().entry(contact.clone()).or_default() += 1;
        if self.hanging.contains(&contact) {
            return Box::pin(std::future::pending());
        }
        let result = if self.failing.lock().unwrap().contains(&contact) {
            Err(ChannelError::Temporary(FailureCause::NotNow, "down".to_owned()))
        } else if self.refusing.contains(&contact) {
            Err(ChannelError::Permanent(StepReason::NoAccount))
        } else {
            *self.taken.lock().unwrap().entry(contact).or_default() += 1;
            Ok(Taken::by(self.name()))
        };
        Box::pin(std::future::ready(result))
    }
}
