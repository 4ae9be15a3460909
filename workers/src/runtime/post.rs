//! Hands letters to one channel, several at a time, and sorts what became of them.

use std::panic::AssertUnwindSafe;
use std::sync::Arc;

use futures_util::stream::FuturesUnordered;
use futures_util::{FutureExt, StreamExt};
use muster_protocol::ids::CampaignId;
use muster_protocol::item::StepReason;
use muster_protocol::question::{Address, FailureCause};
use muster_protocol::time::Instant;
use muster_rules::worker::OutgoingMessage;
use muster_wire::failpoints;

use super::breaker::{Breaker, Breakers};
use crate::channel::{Channel, ChannelError, Taken};

/// Minutes of campaign time before each further try of a letter that a channel could not take. After the last try it is
/// given up if the channel took others meanwhile; else it is tried on at the last distance.
pub const BACKOFF_MINUTES: [i64; 5] = [1, 5, 15, 60, 240];

/// Days of campaign time that a letter waits for a channel that takes nothing from anybody; then it is given up.
pub const PATIENCE_DAYS: i64 = 7;

/// Letters of one event that are with a channel at the same time.
const CONCURRENT_MAX: usize = 8;

/// What is said of a channel that panicked.
const FELL_OVER: &str = "the channel fell over";

/// Name of the breaker of letters that go by no channel of the file: into the folder.
pub(super) const FOLDER: &str = "";

/// The channels with their breakers.
pub(super) struct InFlight {
    pub(super) channel: Arc<dyn Channel>,
    breakers: Breakers,
}

/// Letters for one channel of the file, or for the folder.
pub(super) struct Mail<'a> {
    pub(super) campaign: &'a CampaignId,
    /// The channel's name.
    pub(super) by: &'a str,
    pub(super) letters: Vec<(&'a OutgoingMessage, Option<&'a Address>)>,
    /// The campaign clock.
    pub(super) now: Instant,
}

/// What became of a letter.
#[derive(Debug, Clone)]
pub(super) enum Outcome {
    /// It was not put forward, because the channel takes nothing.
    Held,
    Taken(Taken),
    /// Not now; what was said.
    NotTaken(String),
    /// Never; what was said, where a counterpart was asked.
    Refused(StepReason, Option<String>),
}

impl InFlight {
    pub(super) fn new(channel: Arc<dyn Channel>) -> Self {
        Self { channel, breakers: Breakers::default() }
    }

    /// The breaker of a channel.
    pub(super) fn breaker(&self, by: &str) -> Arc<Breaker> {
        self.breakers.of(by, || self.channel.breaker(by))
    }

    /// It took a letter, or refused one for good: it is there.
    fn there(&self, by: &str, breaker: &Breaker) {
        if breaker.taken() {
            tracing::info!(channel = self.shown(by), "the channel takes letters again");
            self.channel.rests(by, None);
        }
    }

    fn away(&self, mail: &Mail<'_>, breaker: &Breaker, letter: &OutgoingMessage, cause: &str) {
        if let Some(until) = breaker.not_taken(mail.campaign, &letter.key.contact, mail.now) {
            let channel = self.shown(mail.by);
            tracing::warn!(channel, %until, cause, "the channel takes nothing; letters wait");
            self.channel.rests(mail.by, Some(until));
        }
    }

    /// A channel's name, that of the folder among them.
    pub(super) fn shown<'a>(&self, by: &'a str) -> &'a str {
        if by.is_empty() { self.channel.name() } else { by }
    }
}

/// Hands the letters over; an outcome for each, in their order.
pub(super) async fn post(in_flight: &InFlight, mail: Mail<'_>) -> Vec<Outcome> {
    let breaker = in_flight.breaker(mail.by);
    let mut outcomes = vec![Outcome::Held; mail.letters.len()];
    if look(in_flight, &breaker, &mail, &mut outcomes).await {
        hand_all(in_flight, &breaker, &mail, &mut outcomes).await;
    }
    outcomes
}

/// Whether letters may be handed over. While the breaker is open and its time has come, one letter is put forward.
async fn look(in_flight: &InFlight, breaker: &Breaker, mail: &Mail<'_>, outcomes: &mut [Outcome]) -> bool {
    let waits = |until: Option<Instant>| until.is_some_and(|until| until > mail.now);
    if breaker.closed_until().is_none() {
        return true;
    }
    if waits(breaker.closed_until()) {
        return false;
    }
    // Anyone who looked before us may have found the channel there, or still away.
    let _looking = breaker.looking.lock().await;
    match breaker.closed_until() {
        None => return true,
        until if waits(until) => return false,
        Some(_) => {}
    }
    let (Some(letter), Some(outcome)) = (mail.letters.first(), outcomes.first_mut()) else { return false };
    *outcome = hand(in_flight, breaker, mail, *letter).await;
    breaker.closed_until().is_none()
}

/// Hands over what was not put forward yet, until the channel takes nothing any more.
async fn hand_all(in_flight: &InFlight, breaker: &Breaker, mail: &Mail<'_>, outcomes: &mut [Outcome]) {
    let held = |(_, outcome): &(usize, &Outcome)| matches!(outcome, Outcome::Held);
    let waiting: Vec<usize> = outcomes.iter().enumerate().filter(held).map(|(index, _)| index).collect();
    let mut waiting = waiting.into_iter();
    let mut hands = FuturesUnordered::new();
    loop {
        while hands.len() < CONCURRENT_MAX
            && breaker.closed_until().is_none()
            && let Some(index) = waiting.next()
        {
            // A channel that panics says nothing; its letter is tried again like one that was not taken.
            outcomes[index] = Outcome::NotTaken(FELL_OVER.to_owned());
            let handing =
                AssertUnwindSafe(hand(in_flight, breaker, mail, mail.letters[index])).catch_unwind();
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

async fn hand(
    in_flight: &InFlight,
    breaker: &Breaker,
    mail: &Mail<'_>,
    (letter, address): (&OutgoingMessage, Option<&Address>),
) -> Outcome {
    let addresses = address.map(std::slice::from_ref).unwrap_or_default();
    failpoints::point("before-sending");
    let handing = in_flight.channel.hand(mail.campaign, letter, addresses);
    let handed = tokio::time::timeout(in_flight.channel.patience(), handing).await;
    failpoints::point("after-sending");
    let channel = in_flight.shown(mail.by);
    let late = || ChannelError::Temporary(FailureCause::Timeout, "no answer in time".to_owned());
    match handed.unwrap_or_else(|_| Err(late())) {
        Ok(taken) => {
            in_flight.there(mail.by, breaker);
            Outcome::Taken(taken)
        }
        Err(ChannelError::Permanent(reason)) => {
            in_flight.there(mail.by, breaker);
            Outcome::Refused(reason, None)
        }
        Err(ChannelError::Refused(cause)) => {
            tracing::warn!(channel, contact = %letter.key.contact, cause, "refused for good");
            in_flight.there(mail.by, breaker);
            Outcome::Refused(StepReason::Refused, Some(cause))
        }
        Err(ChannelError::Temporary(_, cause)) => {
            tracing::debug!(channel, message = %letter.key, cause, "not taken");
            in_flight.away(mail, breaker, letter, &cause);
            Outcome::NotTaken(cause)
        }
    }
}
