//! Hands letters to a channel, several at a time, and sorts what became of them.

use std::panic::AssertUnwindSafe;
use std::sync::Arc;

use futures_util::stream::FuturesUnordered;
use futures_util::{FutureExt, StreamExt};
use muster_rules::worker::{Handed, Letter};
use muster_wire::crash;
use muster_words::command::MessageName;
use muster_words::ids::CampaignId;
use muster_words::item::StepReason;
use muster_words::question::Address;
use muster_words::time::{DAY, Instant, MINUTE};

use super::breaker::Breaker;
use crate::channel::{Channel, ChannelError, Taken};

/// Minutes of campaign time before each further try of a letter that a channel could not take. After the last try it is
/// given up if the channel took others meanwhile; else it is tried on at the last distance.
pub const BACKOFF_MINUTES: [i64; 5] = [1, 5, 15, 60, 240];

/// Days of campaign time that a letter waits for a channel that takes nothing from anybody; then it is given up.
pub const PATIENCE_DAYS: i64 = 7;

/// Letters of one event that are with the channel at the same time.
const HANDS: usize = 8;

/// A channel with its breaker.
#[derive(Clone)]
pub(super) struct Desk {
    pub(super) channel: Arc<dyn Channel>,
    pub(super) breaker: Arc<Breaker>,
}

/// How often a letter was tried, and how many letters the channel had taken before the first of these tries.
#[derive(Debug, Clone, Copy)]
pub(super) struct Tried {
    pub(super) times: usize,
    pub(super) takes_before: u64,
    /// Not tried again before. Its event may be heard earlier, for the sake of another letter.
    pub(super) next: Instant,
}

/// Letters to hand over.
pub(super) struct Mail<'a> {
    pub(super) campaign: &'a CampaignId,
    pub(super) envelopes: Vec<Envelope>,
    /// The campaign clock.
    pub(super) now: Instant,
    /// When the letters fell due.
    pub(super) since: Instant,
}

/// A letter with the addresses of its person, where the channel needs them.
#[derive(Debug, Clone)]
pub(super) struct Envelope {
    pub(super) letter: Letter,
    pub(super) addresses: Vec<Address>,
    /// What was tried before.
    pub(super) tried: Tried,
}

/// What became of letters.
#[derive(Debug, Default)]
pub(super) struct Posted {
    /// Letters with a result, in order.
    pub(super) letters: Vec<Letter>,
    /// Their results.
    pub(super) results: Vec<Handed>,
    /// Those that were not taken and are to be tried again.
    pub(super) left: Vec<(MessageName, Tried)>,
    /// The channels by which letters would have gone that were not put forward.
    pub(super) held: Vec<String>,
    /// How long to wait before the first further try, in milliseconds of campaign time.
    pub(super) after_ms: i64,
}

/// Where a letter stands.
#[derive(Debug, Clone)]
enum Outcome {
    /// It was not put forward, because the channel takes nothing.
    Held,
    Taken(Taken),
    NotTaken,
    Refused(StepReason),
}

/// Hands the letters over.
pub(super) async fn post(desk: &Desk, mail: Mail<'_>) -> Posted {
    let Mail { campaign, envelopes: letters, now, since } = mail;
    let mut outcomes = vec![Outcome::Held; letters.len()];
    if look(desk, campaign, &letters, &mut outcomes, now).await {
        hand_all(desk, campaign, &letters, &mut outcomes, now).await;
    }
    let open = desk.breaker.closed_until();
    let given_up = now.0.saturating_sub(since.0) >= PATIENCE_DAYS * DAY;
    let takes = desk.breaker.takes();
    // Without any letter taken since it is not known whether the fault is the letter's or the channel's.
    let last =
        |tried: Tried| open.is_none() && takes > tried.takes_before && tried.times >= BACKOFF_MINUTES.len();
    let (mut posted, mut soonest) = (Posted::default(), None::<i64>);
    for (envelope, outcome) in letters.into_iter().zip(outcomes) {
        let Envelope { letter, addresses, tried } = envelope;
        let held = matches!(outcome, Outcome::Held);
        if held {
            posted.held.extend(addresses.into_iter().next().map(|address| address.channel));
        }
        let result = match outcome {
            Outcome::Taken(taken) => Handed::Over { channel: taken.channel },
            Outcome::Refused(reason) => Handed::Failed(reason),
            Outcome::NotTaken if last(tried) || given_up => Handed::Failed(StepReason::GivenUp),
            Outcome::Held if given_up => Handed::Failed(StepReason::GivenUp),
            Outcome::NotTaken | Outcome::Held => {
                let (after_ms, tried) = again(tried, open, held, now);
                soonest = Some(soonest.map_or(after_ms, |soonest| soonest.min(after_ms)));
                posted.left.push((letter.key, tried));
                continue;
            }
        };
        posted.letters.push(letter);
        posted.results.push(result);
    }
    posted.after_ms = soonest.unwrap_or_default();
    posted
}

/// When a letter is tried again, in milliseconds from now. It counts as a try only while the channel is there.
fn again(tried: Tried, open: Option<Instant>, held: bool, now: Instant) -> (i64, Tried) {
    if let Some(until) = open {
        return (until.0.saturating_sub(now.0).max(0), tried);
    }
    let after_ms = BACKOFF_MINUTES[tried.times.min(BACKOFF_MINUTES.len() - 1)] * MINUTE;
    let times = tried.times + usize::from(!held);
    (after_ms, Tried { times, next: now.plus(after_ms), ..tried })
}

/// Whether letters may be handed over. While the breaker is open and its time has come, one letter is put forward.
async fn look(
    desk: &Desk,
    campaign: &CampaignId,
    letters: &[Envelope],
    outcomes: &mut [Outcome],
    now: Instant,
) -> bool {
    let waits = |until: Option<Instant>| until.is_some_and(|until| until > now);
    if desk.breaker.closed_until().is_none() {
        return true;
    }
    if waits(desk.breaker.closed_until()) {
        return false;
    }
    // Whoever looked before us may have found the channel there, or still away.
    let _looking = desk.breaker.looking.lock().await;
    match desk.breaker.closed_until() {
        None => return true,
        until if waits(until) => return false,
        Some(_) => {}
    }
    let (Some(letter), Some(outcome)) = (letters.first(), outcomes.first_mut()) else { return false };
    *outcome = hand(desk, campaign, letter, now).await;
    desk.breaker.closed_until().is_none()
}

/// Hands over what was not put forward yet, until the channel takes nothing any more.
async fn hand_all(
    desk: &Desk,
    campaign: &CampaignId,
    letters: &[Envelope],
    outcomes: &mut [Outcome],
    now: Instant,
) {
    let held = |(_, outcome): &(usize, &Outcome)| matches!(outcome, Outcome::Held);
    let waiting: Vec<usize> = outcomes.iter().enumerate().filter(held).map(|(index, _)| index).collect();
    let mut waiting = waiting.into_iter();
    let mut hands = FuturesUnordered::new();
    loop {
        while hands.len() < HANDS
            && desk.breaker.closed_until().is_none()
            && let Some(index) = waiting.next()
        {
            let letter = &letters[index];
            // A channel that panics says nothing; its letter is tried again like one that was not taken.
            outcomes[index] = Outcome::NotTaken;
            let handing = AssertUnwindSafe(hand(desk, campaign, letter, now)).catch_unwind();
            hands.push(handing.map(move |handed| (index, handed)));
        }
        match hands.next().await {
            Some((index, Ok(outcome))) => outcomes[index] = outcome,
            // It fell over in this process, which says nothing of the channel.
            Some((_, Err(_))) => {}
            None => return,
        }
    }
}

async fn hand(desk: &Desk, campaign: &CampaignId, envelope: &Envelope, now: Instant) -> Outcome {
    let Envelope { letter, addresses, .. } = envelope;
    crash::point("before-sending");
    let handed =
        tokio::time::timeout(desk.channel.patience(), desk.channel.hand(campaign, letter, addresses)).await;
    crash::point("after-sending");
    match handed.unwrap_or_else(|_| Err(ChannelError::Temporary("no answer in time".to_owned()))) {
        Ok(taken) => {
            desk.breaker.taken();
            Outcome::Taken(taken)
        }
        Err(ChannelError::Permanent(reason)) => {
            desk.breaker.taken();
            Outcome::Refused(reason)
        }
        Err(ChannelError::Refused(cause)) => {
            tracing::warn!(
                channel = desk.channel.name(),
                contact = %letter.key.contact,
                cause,
                "refused for good"
            );
            desk.breaker.taken();
            Outcome::Refused(StepReason::Refused)
        }
        Err(ChannelError::Temporary(cause)) => {
            tracing::debug!(channel = desk.channel.name(), message = %letter.key, cause, "not taken");
            desk.breaker.not_taken(campaign, letter.key.clone(), now);
            Outcome::NotTaken
        }
    }
}
