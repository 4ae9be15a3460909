//! Counterparts of any mood: they take letters, refuse them, are away for days, lose their answer, or answer after the time
//! limit. What each got, it writes down.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use muster_protocol::command::MessageName;
use muster_protocol::ids::CampaignId;
use muster_protocol::question::{Address, FailureCause};
use muster_protocol::time::{HOUR, Instant};
use muster_rules::worker::OutgoingMessage;
use muster_wire::link::Boxed;
use muster_wire::memory::MemoryOwner;
use muster_workers::channel::{Channel, ChannelError, Taken};

use super::later::Later;
use super::office::{Accounts, SERVED};
use crate::xorshift::Xorshift;

/// How many letters a minute the text messages take.
pub(super) const A_MINUTE: u32 = 3;

/// How long a channel is waited for, in machine time.
const PATIENCE: Duration = Duration::from_secs(30);

/// A letter that was put forward to a counterpart.
#[derive(Debug, Clone)]
pub(super) struct Attempt {
    pub(super) key: MessageName,
    pub(super) channel: String,
    pub(super) steps: Vec<muster_protocol::command::StepName>,
    /// The campaign clock.
    pub(super) at: Instant,
    /// Whether the counterpart has it.
    pub(super) has: bool,
    /// Channels by which it was not to go.
    pub(super) not_by: Vec<String>,
    /// Channels by which its person was reached then.
    pub(super) reached_by: Vec<String>,
}

/// See the module. All workers of a seed share it; it is the world outside, and survives crashes.
#[derive(Clone)]
pub(super) struct Fickle {
    owner: Arc<MemoryOwner>,
    accounts: Accounts,
    chance: Arc<Mutex<Xorshift>>,
    /// What is told of letters later.
    pub(super) later: Later,
    pub(super) attempts: Arc<Mutex<Vec<Attempt>>>,
    /// Stretches of campaign time in which a channel is away.
    away: Arc<Vec<(&'static str, Instant, Instant)>>,
    /// How a hundred letters end that are put forward while the channel is there.
    moods: [u64; 5],
}

impl Fickle {
    pub(super) fn new((owner, accounts): (&Arc<MemoryOwner>, Accounts), seed: u64, start: Instant) -> Self {
        let mut chance = Xorshift::new(seed ^ 0x000f_1c41);
        let mut away = Vec::new();
        for channel in ["sms", "mail", "folder"] {
            for _ in 0..chance.below(3) {
                let begins = start.plus(i64::try_from(chance.below(40 * 24)).unwrap() * HOUR);
                let hours = [1, 5, 30, 70][usize::try_from(chance.below(4)).unwrap()];
                away.push((channel, begins, begins.plus(hours * HOUR)));
            }
        }
        let mut below = |most| chance.below(most);
        // Not now, never, taken without a word, taken after the limit, slow.
        let moods = [below(30), below(6), below(15), below(15), below(30)];
        let (owner, chance) = (Arc::clone(owner), Arc::new(Mutex::new(chance)));
        let (later, attempts) = (Later::new(seed), Arc::default());
        Self { owner, accounts, chance, later, attempts, away: Arc::new(away), moods }
    }

    fn mood(&self, channel: &str, now: Instant) -> usize {
        let is_away =
            |(name, from, until): &(&str, Instant, Instant)| *name == channel && *from <= now && now < *until;
        if self.away.iter().any(is_away) {
            return 0;
        }
        let mut drawn = self.chance.lock().unwrap().below(100);
        for (mood, share) in self.moods.iter().enumerate() {
            match drawn.checked_sub(*share) {
                None => return mood,
                Some(rest) => drawn = rest,
            }
        }
        self.moods.len()
    }
}

/// Virtual time passes without a word.
async fn keeps_silent(time: Duration) {
    drop(tokio::time::timeout(time, std::future::pending::<()>()).await);
}

impl Channel for Fickle {
    fn name(&self) -> &'static str {
        "folder"
    }

    fn channels(&self) -> Vec<String> {
        SERVED.map(str::to_owned).to_vec()
    }

    fn serves(&self, channel: &str) -> bool {
        SERVED.contains(&channel)
    }

    fn needs_addresses(&self) -> bool {
        true
    }

    fn per_minute(&self, channel: &str) -> Option<u32> {
        (channel == "sms").then_some(A_MINUTE)
    }

    fn spread(&self, channel: &str) -> Duration {
        if channel == "mail" { Duration::from_mins(10) } else { Duration::ZERO }
    }

    fn patience(&self) -> Duration {
        PATIENCE
    }

    fn hand<'a>(
        &'a self,
        _: &'a CampaignId,
        letter: &'a OutgoingMessage,
        addresses: &'a [Address],
    ) -> Boxed<'a, Result<Taken, ChannelError>> {
        Box::pin(async move {
            let channel = addresses.first().map_or("folder", |address| address.channel.as_str());
            let (now, key) = (self.owner.now(), letter.key.clone());
            let mood = self.mood(channel, now);
            let has = ![0, 1].contains(&mood);
            if has && self.serves(channel) {
                self.later.taken(&key, channel, now);
            }
            let (steps, not_by) = (letter.steps.clone(), letter.not_by.clone());
            let reached_by = self.accounts.reached_by(&key.contact.to_string());
            self.attempts.lock().unwrap().push(Attempt {
                key,
                channel: channel.to_owned(),
                steps,
                at: now,
                has,
                not_by,
                reached_by,
            });
            let not_now = |cause: &str| Err(ChannelError::Temporary(FailureCause::NotNow, cause.to_owned()));
            match mood {
                0 => return not_now("it is away"),
                1 => return Err(ChannelError::Refused("no such account".to_owned())),
                2 => return not_now("its answer was lost"),
                3 => keeps_silent(2 * PATIENCE).await,
                4 => {
                    let share = u32::try_from(self.chance.lock().unwrap().below(90)).unwrap();
                    keeps_silent(PATIENCE * share / 100).await;
                }
                _ => {}
            }
            Ok(Taken::by(channel))
        })
    }
}
