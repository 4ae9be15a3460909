//! Letters on their way out: each goes by the first channel of its person that may be used now, is there and has room in
//! its budget, and by the next one where that fails. What no channel takes now waits, with its tries counted only where a
//! channel that takes letters did not take this one.

use std::collections::{BTreeMap, VecDeque};

use futures_util::future::join_all;
use muster_protocol::command::MessageName;
use muster_protocol::item::{CHUNK, StepReason};
use muster_protocol::question::{Address, Answer, LetterNumber, Permit, PermitWish, Question};
use muster_protocol::time::{DAY, Instant, MINUTE};
use muster_rules::worker::{ChannelReply, DeliveryResult, Effect, OutgoingMessage};
use muster_wire::link::Link;

use super::super::limits::{Wish, budget, free_from, local_day};
use super::super::patience::{LATER_MS, Stop, patiently};
use super::super::post::{BACKOFF_MINUTES, FOLDER, Mail, Outcome, PATIENCE_DAYS, post};
use super::super::together::Together;
use super::{Driver, Hearing, Place, numbers};
use crate::channel::in_order;

/// How often a letter was tried, and how many letters its channels had taken before the first of these tries.
#[derive(Debug, Clone, Copy)]
pub(super) struct Tried {
    /// Tries that count for giving it up.
    times: usize,
    /// Hearings in which it was handed to a channel, whatever came of it: to several one after the other is one attempt.
    handed: u32,
    takes_before: u64,
    /// Not tried again before. Its event may be heard earlier, for the sake of another letter.
    next: Instant,
}

/// A letter with the ways that are left to it.
struct PendingLetter {
    /// Its place among the letters of the event.
    at: usize,
    letter: OutgoingMessage,
    /// What was tried before.
    tried: Tried,
    /// Letters that its channels had taken before this hearing.
    takes: u64,
    /// The addresses that were not tried in this hearing, in their order; none of them is the folder.
    left: VecDeque<Option<Address>>,
    /// What became of it.
    end: Option<DeliveryResult>,
    /// Channels that did not take it now.
    failed: Vec<String>,
    /// Whether a channel that takes nothing kept it back.
    held: bool,
    /// When the first channel that is not to be used now may be.
    soonest: Option<Instant>,
    refused: Option<StepReason>,
    /// What each channel said in this hearing that did not take it, or refused it.
    said: Vec<String>,
    /// The channel that it was handed to last in this hearing.
    last: Option<String>,
    /// The number by which the counterpart that took it will tell of it.
    number: Option<LetterNumber>,
}

impl PendingLetter {
    fn waits_until(&mut self, at: Instant) {
        self.soonest = Some(self.soonest.map_or(at, |soonest| soonest.min(at)));
    }

    /// That it failed for good, with what was said of it in this hearing. Ops read it in the log as well.
    fn ended(&self, reason: StepReason, attempt: u32) -> DeliveryResult {
        let words = (!self.said.is_empty()).then(|| self.said.join("; "));
        let (letter, cause) = (&self.letter.key, words.as_deref().unwrap_or_default());
        tracing::warn!(%letter, ?reason, attempt, cause, "a letter failed for good");
        let said = words.map(|words| ChannelReply { channel: self.last.clone().unwrap_or_default(), words });
        DeliveryResult::Failed { reason, said, attempt }
    }
}

/// A letter with the way that it goes next.
type Chosen = (PendingLetter, Option<Address>);

fn name(address: Option<&Address>) -> &str {
    address.map_or(FOLDER, |address| &address.channel)
}

impl<L: Link> Driver<L> {
    /// Hands letters over and tells the worker of those that have a result.
    pub(super) async fn send(
        &self,
        owner: &Together<L>,
        hearing: &mut Hearing<'_>,
        letters: Vec<OutgoingMessage>,
    ) -> Result<Vec<Effect>, Stop> {
        let addresses = self.addresses(owner, hearing, &letters).await?;
        let place = (hearing.context.campaign.clone(), hearing.context.version);
        let mut pending = self.pending(&place, hearing.now, letters, addresses);
        let mut ended = Vec::with_capacity(pending.len());
        while !pending.is_empty() {
            let (chosen, without) = self.choose(hearing, pending);
            ended.extend(without);
            let permits = match self.permits(owner, hearing, &chosen).await {
                Ok(permits) => permits,
                // What went out in this hearing is to be reported; the rest has its turn with the next.
                Err(_) if ended.iter().any(|one: &PendingLetter| one.end.is_some()) => {
                    vec![Permit::NotBefore(hearing.now.plus(LATER_MS)); chosen.len()]
                }
                Err(stop) => return Err(stop),
            };
            let (may, later) = parted(chosen, permits);
            pending = later;
            let handed = self.hand(hearing, may).await;
            let taken: Vec<LetterNumber> = handed.iter().filter_map(|one| one.number.clone()).collect();
            numbers::note(owner, hearing.context.campaign, &taken).await;
            for one in handed {
                if one.end.is_some() { ended.push(one) } else { pending.push(one) }
            }
        }
        ended.sort_by_key(|one| one.at);
        Ok(self.settle(hearing, &place, ended))
    }

    /// Letters with their addresses and with what was tried of them before.
    fn pending(
        &self,
        place: &Place,
        now: Instant,
        letters: Vec<OutgoingMessage>,
        mut addresses: Vec<Vec<Address>>,
    ) -> Vec<PendingLetter> {
        addresses.resize(letters.len(), Vec::new());
        let tries = self.tries();
        let before = tries.get(place);
        let each = |(at, (letter, addresses)): (usize, (OutgoingMessage, Vec<Address>))| {
            let mut served = addresses;
            served.retain(|it| self.in_flight.channel.serves(&it.channel));
            // What came back goes by another channel. Where none is left now, accounts have changed since: then it may go by any.
            let came_back = |it: &Address| letter.not_by.contains(&it.channel);
            if !served.iter().all(came_back) {
                served.retain(|it| !came_back(it));
            }
            let mut left: VecDeque<Option<Address>> = served.into_iter().map(Some).collect();
            if left.is_empty() {
                left.push_back(None);
            }
            let takes = left.iter().map(|it| self.in_flight.breaker(name(it.as_ref())).takes()).sum();
            let fresh = Tried { times: 0, handed: 0, takes_before: takes, next: now };
            let tried = before.and_then(|before| before.get(&letter.key)).copied().unwrap_or(fresh);
            let (end, failed, held, soonest, refused) = (None, Vec::new(), false, None, None);
            let (said, last, number) = (Vec::new(), None, None);
            PendingLetter {
                at,
                letter,
                tried,
                takes,
                left,
                end,
                failed,
                held,
                soonest,
                refused,
                said,
                last,
                number,
            }
        };
        letters.into_iter().zip(addresses).enumerate().map(each).collect()
    }

    /// For each letter the next way that may be used now: by what was tried of it, by the file's hours and by what is known
    /// of the channel. Those without one come back apart.
    fn choose(
        &self,
        hearing: &Hearing<'_>,
        pending: Vec<PendingLetter>,
    ) -> (Vec<Chosen>, Vec<PendingLetter>) {
        let (mut chosen, mut without) = (Vec::new(), Vec::new());
        for mut one in pending {
            if one.tried.next > hearing.now {
                one.waits_until(one.tried.next);
                without.push(one);
                continue;
            }
            match self.next_way(hearing, &mut one) {
                Some(way) => chosen.push((one, way)),
                None => without.push(one),
            }
        }
        (chosen, without)
    }

    fn next_way(&self, hearing: &Hearing<'_>, one: &mut PendingLetter) -> Option<Option<Address>> {
        let (definition, since, now) = (hearing.context.definition, hearing.context.at, hearing.now);
        while let Some(way) = one.left.pop_front() {
            if let Some(address) = &way {
                let wish =
                    Wish { campaign: hearing.context.campaign, definition, letter: &one.letter, since, now };
                let at = free_from(self.in_flight.channel.as_ref(), wish, &address.channel);
                if at > now {
                    one.waits_until(at);
                    continue;
                }
            }
            match self.in_flight.breaker(name(way.as_ref())).closed_until() {
                Some(until) if until > now => {
                    one.held = true;
                    one.waits_until(until);
                }
                Some(_) | None => return Some(way),
            }
        }
        None
    }

    /// Whether the budgets of their channels let letters go now; the engine keeps them for all workers.
    async fn permits(
        &self,
        owner: &Together<L>,
        hearing: &Hearing<'_>,
        chosen: &[Chosen],
    ) -> Result<Vec<Permit>, Stop> {
        let (campaign, definition) = (hearing.context.campaign, hearing.context.definition);
        let mut permits = vec![Permit::Granted; chosen.len()];
        let mut wishes = Vec::new();
        for (at, (one, way)) in chosen.iter().enumerate() {
            let Some(address) = way else { continue };
            let channel = self.in_flight.channel.as_ref();
            if let Some(budget) = budget(channel, definition, &address.channel) {
                let parts = channel.parts(campaign, &one.letter, &address.channel);
                let (message, channel) = (one.letter.key.clone(), address.channel.clone());
                wishes.push((at, PermitWish { message, channel, parts, budget }));
            }
        }
        for chunk in wishes.chunks(CHUNK) {
            let asked = Question::Permits {
                campaign: campaign.clone(),
                today: local_day(definition, hearing.now),
                wishes: chunk.iter().map(|(_, wish)| wish.clone()).collect(),
            };
            let Answer::Permits(answers) = patiently(|| owner.ask(asked.clone())).await? else {
                return Err(Stop::PutOff("the engine does not know the campaign's budgets".to_owned()));
            };
            for ((at, _), permit) in chunk.iter().zip(answers) {
                permits[*at] = permit;
            }
        }
        Ok(permits)
    }

    /// Hands letters to their channels, all channels side by side.
    async fn hand(&self, hearing: &Hearing<'_>, chosen: Vec<Chosen>) -> Vec<PendingLetter> {
        let (campaign, now) = (hearing.context.campaign, hearing.now);
        let mut ended: BTreeMap<usize, Outcome> = {
            let mut by: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
            for (at, (_, way)) in chosen.iter().enumerate() {
                by.entry(name(way.as_ref())).or_default().push(at);
            }
            let groups = by.iter().map(|(&by, places)| {
                let letter = |at: &usize| (&chosen[*at].0.letter, chosen[*at].1.as_ref());
                post(
                    &self.in_flight,
                    Mail { campaign, by, letters: places.iter().map(letter).collect(), now },
                )
            });
            let outcomes = join_all(groups).await;
            by.values().flatten().copied().zip(outcomes.into_iter().flatten()).collect()
        };
        let mut back = Vec::with_capacity(chosen.len());
        for (at, (mut one, way)) in chosen.into_iter().enumerate() {
            let by = name(way.as_ref());
            let outcome = ended.remove(&at).unwrap_or(Outcome::Held);
            if !matches!(outcome, Outcome::Held) {
                self.put_forward(hearing, &mut one, by);
            }
            match outcome {
                Outcome::Taken(taken) => {
                    let attempt = hearing.before.saturating_add(one.tried.handed);
                    let (message, channel) = (one.letter.key.clone(), taken.channel);
                    let numbered = |number| LetterNumber { message, channel: channel.clone(), number };
                    one.number = taken.number.map(numbered);
                    one.end = Some(DeliveryResult::Over { channel, attempt });
                }
                Outcome::Refused(reason, said) => {
                    one.refused = Some(reason);
                    one.said.extend(said);
                }
                Outcome::NotTaken(said) => {
                    one.failed.push(by.to_owned());
                    one.said.push(said);
                }
                Outcome::Held => {
                    one.held = true;
                    one.waits_until(self.in_flight.breaker(by).closed_until().unwrap_or(now));
                }
            }
            back.push(one);
        }
        back
    }

    /// Notes that a letter was handed to a channel, before anybody hears what came of it: where the report fails, the next
    /// hearing of the event is another attempt.
    fn put_forward(&self, hearing: &Hearing<'_>, one: &mut PendingLetter, by: &str) {
        if one.last.is_none() {
            one.tried.handed = one.tried.handed.saturating_add(1);
            let place = (hearing.context.campaign.clone(), hearing.context.version);
            self.tries().entry(place).or_default().insert(one.letter.key.clone(), one.tried);
        }
        one.last = Some(self.in_flight.shown(by).to_owned());
    }

    /// How often a letter was handed over before this hearing, as far as this process and the link can tell.
    pub(super) fn handed(&self, hearing: &Hearing<'_>, key: &MessageName) -> u32 {
        let place = (hearing.context.campaign.clone(), hearing.context.version);
        let here =
            self.tries().get(&place).and_then(|before| before.get(key)).map_or(0, |tried| tried.handed);
        hearing.before.saturating_add(here)
    }

    /// Tells the worker of letters that have a result, and leaves the others for later.
    fn settle(&self, hearing: &mut Hearing<'_>, place: &Place, ended: Vec<PendingLetter>) -> Vec<Effect> {
        let (mut letters, mut results) = (Vec::new(), Vec::new());
        for one in ended {
            match self.result(hearing, &one) {
                Ok(result) => {
                    letters.push(one.letter);
                    results.push(result);
                }
                Err(tried) => {
                    let next = one.soonest.into_iter().chain(self.again(hearing, &one, tried)).min();
                    let after_ms = next.unwrap_or(hearing.now).0.saturating_sub(hearing.now.0).max(0);
                    hearing.leave(1, after_ms);
                    if !one.failed.is_empty() || one.held {
                        self.tries().entry(place.clone()).or_default().insert(one.letter.key, tried);
                    }
                }
            }
        }
        if letters.is_empty() { Vec::new() } else { self.logic().sent(&hearing.context, &letters, &results) }
    }

    /// When a letter is tried again for what failed: its own next time, or that of a channel that takes nothing.
    fn again(&self, hearing: &Hearing<'_>, one: &PendingLetter, tried: Tried) -> Option<Instant> {
        let open = one.failed.iter().filter_map(|by| self.in_flight.breaker(by).closed_until()).min();
        open.or((!one.failed.is_empty()).then_some(tried.next)).map(|at| at.max(hearing.now))
    }

    /// The result of a letter, or how often it counts as tried now.
    fn result(&self, hearing: &Hearing<'_>, one: &PendingLetter) -> Result<DeliveryResult, Tried> {
        if let Some(end) = &one.end {
            return Ok(end.clone());
        }
        let attempt = match one.tried.handed {
            0 => 0,
            handed => hearing.before.saturating_add(handed),
        };
        let (failed, waits) = (!one.failed.is_empty(), one.soonest.is_some());
        if !failed && !waits {
            return Ok(one.ended(one.refused.unwrap_or(StepReason::Refused), attempt));
        }
        let age = hearing.now.0.saturating_sub(hearing.context.at.0);
        if (failed || one.held) && age >= PATIENCE_DAYS * DAY {
            return Ok(one.ended(StepReason::GivenUp, attempt));
        }
        // A channel that takes nothing from anybody says nothing of this letter.
        let counts =
            failed && one.failed.iter().all(|by| self.in_flight.breaker(by).closed_until().is_none());
        if !counts {
            return Err(one.tried);
        }
        // Without any letter taken since it is not known whether the fault is the letter's or the channel's.
        if !waits && one.takes > one.tried.takes_before && one.tried.times >= BACKOFF_MINUTES.len() {
            return Ok(one.ended(StepReason::GivenUp, attempt));
        }
        let after_ms = BACKOFF_MINUTES[one.tried.times.min(BACKOFF_MINUTES.len() - 1)] * MINUTE;
        Err(Tried { times: one.tried.times + 1, next: hearing.now.plus(after_ms), ..one.tried })
    }

    /// The addresses of each letter's person, asked for now: an account that was changed or taken away a moment ago is
    /// not written to. They are kept nowhere.
    async fn addresses(
        &self,
        owner: &Together<L>,
        hearing: &Hearing<'_>,
        letters: &[OutgoingMessage],
    ) -> Result<Vec<Vec<Address>>, Stop> {
        if !self.in_flight.channel.needs_addresses() {
            return Ok(Vec::new());
        }
        let (campaign, definition) = (hearing.context.campaign, hearing.context.definition);
        let mut all = Vec::with_capacity(letters.len());
        for chunk in letters.chunks(CHUNK) {
            let contacts: Vec<String> = chunk.iter().map(|letter| letter.key.contact.to_string()).collect();
            let asked = Question::Addresses { campaign: campaign.clone(), contacts };
            let Answer::Addresses(found) = patiently(|| owner.ask(asked.clone())).await? else {
                return Err(Stop::PutOff("the engine does not know the campaign's addresses".to_owned()));
            };
            all.extend(found);
        }
        let ordered =
            |(letter, found): (&OutgoingMessage, _)| in_order(definition, letter.key.contact.as_str(), found);
        Ok(letters.iter().zip(all).map(ordered).collect())
    }
}

/// Letters that may go, and those whose channel has no room in its budget: these look for another.
fn parted(chosen: Vec<Chosen>, permits: Vec<Permit>) -> (Vec<Chosen>, Vec<PendingLetter>) {
    let (mut may, mut later) = (Vec::new(), Vec::new());
    for ((mut one, way), permit) in chosen.into_iter().zip(permits) {
        match permit {
            Permit::Granted => may.push((one, way)),
            Permit::NotBefore(at) => {
                one.waits_until(at);
                later.push(one);
            }
        }
    }
    (may, later)
}
