use std::time::Duration;

use muster_protocol::command::{MessageName, StepName};
use muster_protocol::ids::CampaignId;
use muster_protocol::item::StepReason;
use muster_protocol::question::{Address, FailureCause, PersonBudget};
use muster_protocol::time::Instant;
use muster_rules::worker::OutgoingMessage;
use muster_wire::link::Boxed;

/// How long a channel is waited for that says nothing else.
const PATIENCE: Duration = Duration::from_secs(30);

/// Why a letter was not taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ChannelError {
    /// Not now; a later try may succeed: what keeps it, and what was said.
    #[error("not now: {1}")]
    Temporary(FailureCause, String),
    /// Never, for this reason.
    #[error("never: {0:?}")]
    Permanent(StepReason),
    /// Never: the counterpart refused it, in its own words.
    #[error("refused: {0}")]
    Refused(String),
}

/// That a letter was taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taken {
    /// Name of the channel that took it.
    pub channel: String,
    /// The number by which its counterpart tells of the letter later, where it has one of its own.
    pub number: Option<String>,
}

impl Taken {
    /// Taken by this channel.
    #[must_use]
    pub fn by(channel: impl Into<String>) -> Self {
        Self { channel: channel.into(), number: None }
    }
}

/// So many recipients in a row whose letters a channel did not take open its breaker, unless its settings say otherwise:
/// fewer may be those recipients' own fault.
pub const BREAKER_AFTER: usize = 5;

/// Longest pause of an open breaker in minutes of campaign time, unless the channel's settings say otherwise: who repairs a
/// channel sees letters go within the half hour.
pub const BREAKER_MINUTES_MAX: u32 = 30;

/// When a channel is left alone that takes nothing from anybody.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BreakerLimits {
    /// After so many recipients in a row whose letters were not taken now.
    pub after: usize,
    /// Longest pause in minutes of campaign time.
    pub minutes_max: u32,
}

impl Default for BreakerLimits {
    fn default() -> Self {
        Self { after: BREAKER_AFTER, minutes_max: BREAKER_MINUTES_MAX }
    }
}

/// Takes letters to people.
pub trait Channel: Send + Sync + 'static {
    /// Its name, as it stands in reports and files: `outbox`.
    fn name(&self) -> &'static str;
    /// Hands a letter over. When it returns `Ok`, the letter is out of muster's hands and survives an outage. The key
    /// is unique within the campaign only. Dropping the future may leave the letter handed over or not. The addresses are
    /// the person's, the one to try first in front; they are empty where [`Channel::needs_addresses`] is false.
    fn hand<'a>(
        &'a self,
        campaign: &'a CampaignId,
        letter: &'a OutgoingMessage,
        addresses: &'a [Address],
    ) -> Boxed<'a, Result<Taken, ChannelError>>;
    /// Longest wait for it, in machine time; after it a letter counts as not taken now.
    fn patience(&self) -> Duration {
        PATIENCE
    }
    /// Whether it needs the addresses of those it writes to: then the engine is asked for them at sending, never before.
    fn needs_addresses(&self) -> bool {
        false
    }
    /// Whether it reaches people by a channel of the file.
    fn serves(&self, _channel: &str) -> bool {
        true
    }
    /// The channels of the file by which it reaches people.
    fn channels(&self) -> Vec<String> {
        Vec::new()
    }
    /// Most messages a minute that a channel of the file is given by all workers together, whatever the file says.
    fn per_minute(&self, _channel: &str) -> Option<u32> {
        None
    }
    /// Most messages that one person is given by a channel of the file, by all workers together.
    fn per_person(&self, _channel: &str) -> Option<PersonBudget> {
        None
    }
    /// In how many messages a letter goes by a channel of the file: each counts for its budget.
    fn parts(&self, _campaign: &CampaignId, _letter: &OutgoingMessage, _channel: &str) -> u32 {
        1
    }
    /// When a channel of the file is left alone.
    fn breaker(&self, _channel: &str) -> BreakerLimits {
        BreakerLimits::default()
    }
    /// Hears that letters of a channel wait from now on until an instant of campaign time, or wait no longer.
    fn rests(&self, _channel: &str, _until: Option<Instant>) {}
    /// Over how long a channel of the file wants the letters of a morning spread.
    fn spread(&self, _channel: &str) -> Duration {
        Duration::ZERO
    }
    /// The steps that a letter carried which was handed over under this key; none when none was, or when the channel has
    /// no memory. After a crash between handing over and reporting, the report follows from it.
    fn handed<'a>(
        &'a self,
        _campaign: &'a CampaignId,
        _key: &'a MessageName,
    ) -> Boxed<'a, Option<Vec<StepName>>> {
        Box::pin(std::future::ready(None))
    }
}
