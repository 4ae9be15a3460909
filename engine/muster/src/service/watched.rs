//! A channel that is watched: what it does not take is noted with what it said, for who asks how things stand.

use std::sync::Arc;
use std::time::Duration;

use muster_rules::worker::Letter;
use muster_server::watch::health::ChannelHealth;
use muster_wire::link::Boxed;
use muster_words::command::{MessageName, StepName};
use muster_words::ids::CampaignId;
use muster_words::question::Address;
use muster_workers::channel::{Channel, ChannelError, Taken};

/// See the module.
pub struct Watched {
    channel: Arc<dyn Channel>,
    health: ChannelHealth,
}

impl Watched {
    /// Watches a channel; gives it with its account of itself.
    #[must_use]
    pub fn over(channel: Arc<dyn Channel>) -> (Arc<dyn Channel>, ChannelHealth) {
        let health = ChannelHealth::new(channel.name());
        (Arc::new(Self { channel, health: health.clone() }), health)
    }
}

impl std::fmt::Debug for Watched {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Watched").field("health", &self.health).finish_non_exhaustive()
    }
}

impl Channel for Watched {
    fn name(&self) -> &'static str {
        self.channel.name()
    }

    fn serves(&self, channel: &str) -> bool {
        self.channel.serves(channel)
    }

    fn spread(&self, channel: &str) -> Duration {
        self.channel.spread(channel)
    }

    fn hand<'a>(
        &'a self,
        campaign: &'a CampaignId,
        letter: &'a Letter,
        addresses: &'a [Address],
    ) -> Boxed<'a, Result<Taken, ChannelError>> {
        Box::pin(async move {
            let handed = self.channel.hand(campaign, letter, addresses).await;
            match &handed {
                Err(ChannelError::Temporary(cause)) => self.health.failed(cause),
                Ok(_) | Err(ChannelError::Permanent(_) | ChannelError::Refused(_)) => self.health.took(),
            }
            handed
        })
    }

    fn patience(&self) -> Duration {
        self.channel.patience()
    }

    fn needs_addresses(&self) -> bool {
        self.channel.needs_addresses()
    }

    fn handed<'a>(
        &'a self,
        campaign: &'a CampaignId,
        key: &'a MessageName,
    ) -> Boxed<'a, Option<Vec<StepName>>> {
        self.channel.handed(campaign, key)
    }
}
