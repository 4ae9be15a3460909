//! Hands letters to a channel, several at a time, and sorts what became of them.

use std::panic::AssertUnwindSafe;
use std::sync::Arc;

use futures_util::stream::FuturesUnordered;
use futures_util::{FutureExt, StreamExt};
use muster_rules::worker::{Handed, Letter};
use muster_wire::crash;
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

/// How often letters of an event were tried, and how many letters the channel had taken before the first of these tries.
#[derive(Debug, Clone, Copy)]
pub(super) struct Tried {
    pub(super) times: usize,
    pub(super) takes_before: u64,
}

/// Letters to hand over.
pub(super) struct Mail<'a> {
    pub(super) campaign: &'a CampaignId,
    pub(super) letters: Vec<Letter>,
    /// The addresses of each letter's person, where the channel needs them.
    pub(super) addresses: Vec<Vec<Address>>,
    /// The campaign clock.
    pub(super) now: Instant,
    /// When the letters fell due.
    pub(super) since: Instant,
    /// What was tried before.
    pub(super) tried: Tried,
}

/// A letter with the addresses of its person.
#[derive(Debug, Clone)]
struct Envelope {
    letter: Letter,
    addresses: Vec<Address>,
}

/// What became of letters.
#[derive(Debug, Default)]
pub(super) struct Posted {
    /// Letters with a result, in order.
    pub(super) letters: Vec<Letter>,
    /// Their results.
    pub(super) results: Vec<Handed>,
    /// How many were not taken and are to be tried again.
    pub(super) left: usize,
    /// Whether this counts as a try: the channel is there.
    pub(super) counts: bool,
    /// How long to wait before the next try, in milliseconds of campaign time.
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
    let Mail { campaign, letters, mut addresses, now, since, tried } = mail;
    addresses.resize(letters.len(), Vec::new());
    let envelopes = letters.into_iter().zip(addresses);
    let letters: Vec<Envelope> =
        envelopes.map(|(letter, addresses)| Envelope { letter, addresses }).collect();
    let mut outcomes = vec![Outcome::Held; letters.len()];
    if look(desk, campaign, &letters, &mut outcomes, now).await {
        hand_all(desk, campaign, &letters, &mut outcomes, now).await;
    }
    let open = desk.breaker.closed_until();
    let given_up = now.0.saturating_sub(since.0) >= PATIENCE_DAYS * DAY;
    // Without any letter taken since it is not known whether the fault is the letter's or the channel's.
    let others_went = desk.breaker.takes() > tried.takes_before;
    let last = open.is_none() && others_went && tried.times >= BACKOFF_MINUTES.len();
    let mut posted = Posted { counts: open.is_none(), ..Posted::default() };
    posted.after_ms = match open {
        Some(until) => until.0.saturating_sub(now.0).max(0),
        None => BACKOFF_MINUTES[tried.times.min(BACKOFF_MINUTES.len() - 1)] * MINUTE,
    };
    for (envelope, outcome) in letters.into_iter().zip(outcomes) {
        let result = match outcome {
            Outcome::Taken(taken) => Handed::Over { channel: taken.channel },
            Outcome::Refused(reason) => Handed::Failed(reason),
            Outcome::NotTaken if last || given_up => Handed::Failed(StepReason::GivenUp),
            Outcome::Held if given_up => Handed::Failed(StepReason::GivenUp),
            Outcome::NotTaken | Outcome::Held => {
                posted.left += 1;
                continue;
            }
        };
        posted.letters.push(envelope.letter);
        posted.results.push(result);
    }
    posted
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
    let Envelope { letter, addresses } = envelope;
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
