//! Hands letters to a channel, several at a time, and sorts what became of them.

use std::sync::Arc;
use std::time::Duration;

use muster_rules::worker::{Handed, Letter};
use muster_wire::crash;
use muster_words::ids::CampaignId;
use muster_words::item::StepReason;
use tokio::task::JoinSet;

use crate::channel::{Channel, ChannelError};

/// Minutes of campaign time before each further try of a letter that a channel could not take. After the last try the
/// letter is given up.
pub const BACKOFF_MINUTES: [i64; 5] = [1, 5, 15, 60, 240];

/// Letters of one event that are with the channel at the same time.
const HANDS: usize = 8;

/// Longest wait for a channel, in machine time; after it the letter counts as not taken now.
const HAND_TIME: Duration = Duration::from_secs(30);

/// What became of letters.
#[derive(Debug, Default)]
pub(super) struct Posted {
    /// Letters with a result, in order.
    pub(super) letters: Vec<Letter>,
    /// Their results.
    pub(super) results: Vec<Handed>,
    /// How many were not taken and are to be tried again.
    pub(super) left: usize,
}

/// How long to wait before the next try after this one, in milliseconds of campaign time; `None` after the last.
pub(super) fn backoff(attempt: u32) -> Option<i64> {
    let nth = usize::try_from(attempt).unwrap_or(usize::MAX).saturating_sub(1);
    BACKOFF_MINUTES.get(nth).map(|minutes| minutes * muster_words::time::MINUTE)
}

/// Hands the letters over. `last` says that there will be no further try.
pub(super) async fn post(
    channel: &Arc<dyn Channel>,
    campaign: &CampaignId,
    letters: Vec<Letter>,
    last: bool,
) -> Posted {
    let letters: Vec<Arc<Letter>> = letters.into_iter().map(Arc::new).collect();
    // A channel that panics says nothing; its letter is tried again like one that was not taken.
    let panicked = || Err(ChannelError::Temporary("the channel failed".to_owned()));
    let mut outcomes: Vec<Result<(), ChannelError>> = letters.iter().map(|_| panicked()).collect();
    let mut waiting = letters.iter().cloned().enumerate();
    let mut hands = JoinSet::new();
    loop {
        while hands.len() < HANDS
            && let Some((index, letter)) = waiting.next()
        {
            let (channel, campaign) = (channel.clone(), campaign.clone());
            hands.spawn(async move { (index, hand(channel.as_ref(), &campaign, &letter).await) });
        }
        match hands.join_next().await {
            Some(Ok((index, outcome))) => outcomes[index] = outcome,
            Some(Err(_)) => {}
            None => break,
        }
    }
    let mut posted = Posted::default();
    for (letter, outcome) in letters.into_iter().zip(outcomes) {
        let result = match outcome {
            Ok(()) => Handed::Over { channel: channel.name().to_owned() },
            Err(ChannelError::Permanent(reason)) => Handed::Failed(reason),
            Err(ChannelError::Temporary(cause)) => {
                tracing::debug!(channel = channel.name(), contact = letter.contact, cause, "not taken");
                if !last {
                    posted.left += 1;
                    continue;
                }
                Handed::Failed(StepReason::GivenUp)
            }
        };
        posted.letters.push(Arc::unwrap_or_clone(letter));
        posted.results.push(result);
    }
    posted
}

async fn hand(channel: &dyn Channel, campaign: &CampaignId, letter: &Letter) -> Result<(), ChannelError> {
    crash::point("before-sending");
    let outcome = tokio::time::timeout(HAND_TIME, channel.hand(campaign, letter)).await;
    crash::point("after-sending");
    outcome.unwrap_or_else(|_| Err(ChannelError::Temporary("no answer in time".to_owned())))
}
