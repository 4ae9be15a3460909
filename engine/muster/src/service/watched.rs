//! Channels that are watched: what one does not take is noted with what it said, for who asks how things stand. A worker outside
//! says it to the engine, which shows it like that of its own.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use muster_protocol::command::{MessageName, StepName};
use muster_protocol::ids::CampaignId;
use muster_protocol::question::{Address, ChannelStatus, PersonBudget, Question};
use muster_protocol::time::Instant;
use muster_rules::worker::OutgoingMessage;
use muster_server::watch::health::ChannelHealth;
use muster_wire::link::{Boxed, Link};
use muster_workers::channel::{BreakerLimits, Channel, ChannelError, Taken};

/// See the module.
pub struct Watched {
    channel: Arc<dyn Channel>,
    /// Of what goes by no channel of the file: into the folder.
    folder: ChannelHealth,
    by: BTreeMap<String, ChannelHealth>,
}

impl Watched {
    /// Watches channels; gives them with each one's account of itself.
    #[must_use]
    pub fn over(channel: Arc<dyn Channel>) -> (Arc<dyn Channel>, Vec<ChannelHealth>) {
        let folder = ChannelHealth::new(channel.name());
        let by: BTreeMap<String, ChannelHealth> = channel
            .channels()
            .into_iter()
            .map(|name| {
                let health = ChannelHealth::new(&name);
                (name, health)
            })
            .collect();
        let all = by.values().chain([&folder]).cloned().collect();
        (Arc::new(Self { channel, folder, by }), all)
    }

    fn health(&self, by: Option<&str>) -> &ChannelHealth {
        by.and_then(|by| self.by.get(by)).unwrap_or(&self.folder)
    }
}

/// How often a worker outside looks how its channels are, in machine time: ops see a failure within seconds.
const LOOK_EVERY: Duration = Duration::from_secs(2);
/// Looks after which it says the same again: an engine that was started again does not know it yet, and forgets who says nothing.
const SAID_AGAIN_AFTER: u32 = 20;

/// Says over a link how channels are, for as long as it is polled.
pub async fn say<L: Link>(link: L, process: String, healths: Vec<ChannelHealth>) {
    let (mut said, mut looks) = (Vec::new(), 0);
    // Who has no channel says nothing.
    while !healths.is_empty() {
        let channels: Vec<ChannelStatus> = healths.iter().map(ChannelHealth::status).collect();
        looks += 1;
        if channels != said || looks >= SAID_AGAIN_AFTER {
            let question = Question::Channels { process: process.clone(), channels: channels.clone() };
            // Who does not hear it now hears it at the next look.
            if link.ask(question).await.is_ok() {
                (said, looks) = (channels, 0);
            }
        }
        tokio::time::sleep(LOOK_EVERY).await;
    }
}

impl std::fmt::Debug for Watched {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Watched").field("by", &self.by).finish_non_exhaustive()
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

    fn channels(&self) -> Vec<String> {
        self.channel.channels()
    }

    fn per_minute(&self, channel: &str) -> Option<u32> {
        self.channel.per_minute(channel)
    }

    fn per_person(&self, channel: &str) -> Option<PersonBudget> {
        self.channel.per_person(channel)
    }

    fn parts(&self, campaign: &CampaignId, letter: &OutgoingMessage, channel: &str) -> u32 {
        self.channel.parts(campaign, letter, channel)
    }

    fn breaker(&self, channel: &str) -> BreakerLimits {
        self.channel.breaker(channel)
    }

    fn rests(&self, channel: &str, until: Option<Instant>) {
        self.health(Some(channel)).rests(until);
        self.channel.rests(channel, until);
    }

    fn hand<'a>(
        &'a self,
        campaign: &'a CampaignId,
        letter: &'a OutgoingMessage,
        addresses: &'a [Address],
    ) -> Boxed<'a, Result<Taken, ChannelError>> {
        Box::pin(async move {
            let handed = self.channel.hand(campaign, letter, addresses).await;
            let health = self.health(addresses.first().map(|address| address.channel.as_str()));
            match &handed {
                Err(ChannelError::Temporary(cause, words)) => health.failed(*cause, words),
                Ok(_) | Err(ChannelError::Permanent(_) | ChannelError::Refused(_)) => health.took(),
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
