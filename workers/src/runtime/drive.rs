//! Drives a pure half through one event: what it wants is done in order, and what comes back is told to it.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use muster_rules::worker::{Happened, Letter, PureHalf, Want};
use muster_wire::crash;
use muster_wire::link::{Link, Verdict};
use muster_words::codec;
use muster_words::command::{Command, Order};
use muster_words::ids::{CommandId, Digest};
use muster_words::recorded::Recorded;

use super::definitions::Definitions;
use super::patience::{LATER_MS, Stop, patiently};
use super::post::{self, post};
use crate::channel::Channel;

/// An event over which the owner calls the answer stale this often leaves a dead letter.
const STALE_MAX: u32 = 8;

type Half = Box<dyn PureHalf + Send>;

/// A pure half with hands.
pub(super) struct Driver<L> {
    link: L,
    name: &'static str,
    hears: &'static [&'static str],
    /// Locked only while it thinks, never while something is waited for.
    half: Mutex<Half>,
    channel: Arc<dyn Channel>,
    definitions: Definitions,
}

impl<L: Link> Driver<L> {
    pub(super) fn new(link: L, half: Half, channel: Arc<dyn Channel>) -> Self {
        let (name, hears) = (half.name(), half.hears());
        Self { link, name, hears, half: Mutex::new(half), channel, definitions: Definitions::default() }
    }

    pub(super) fn name(&self) -> &'static str {
        self.name
    }

    /// After a panic of the half its event is heard again, so its state is used as it is.
    fn half(&self) -> MutexGuard<'_, Half> {
        self.half.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The verdict on an event; `None` when the other side has shut down for good.
    pub(super) async fn handle(&self, recorded: &Recorded, attempt: u32) -> Option<Verdict> {
        let verdict = match self.hear(recorded, attempt).await {
            Ok(verdict) => verdict,
            Err(Stop::Closed) => return None,
            Err(Stop::PutOff(cause)) => {
                tracing::warn!(worker = self.name, cause, "put off");
                Verdict::Again { after_ms: LATER_MS }
            }
            Err(Stop::Stale(_)) if attempt < STALE_MAX => Verdict::Again { after_ms: 0 },
            Err(Stop::Stale(cause) | Stop::Never(cause)) => Verdict::Dead { cause },
        };
        Some(verdict)
    }

    async fn hear(&self, recorded: &Recorded, attempt: u32) -> Result<Verdict, Stop> {
        let event = recorded.event().map_err(|error| Stop::Never(error.to_string()))?;
        if let Some(digest) = event.puts_in_force() {
            self.definitions.put_in_force(&recorded.campaign, digest, recorded.version).await;
        }
        if !self.hears.is_empty() && !self.hears.contains(&event.name()) {
            return Ok(Verdict::Done);
        }
        let (digest, definition) =
            self.definitions.in_force(&self.link, &recorded.campaign, recorded.version).await?;
        let happened = Happened {
            campaign: &recorded.campaign,
            definition: &definition,
            digest,
            version: recorded.version,
            at: recorded.at,
            event: &event,
        };
        let mut wants: VecDeque<Want> = self.half().hear(&happened).into();
        let mut left = 0;
        let mut index = 0_u32;
        while let Some(want) = wants.pop_front() {
            let more = match want {
                Want::Ask(question) => {
                    let answer = patiently(|| self.link.ask(question.clone())).await?;
                    if let Some(newer) = answer.definition().filter(|digest| *digest != happened.digest) {
                        // Another definition was put in force, and its event is still on its way: numbers in the answer
                        // are that one's. The event is heard again with it.
                        self.definitions.put_in_force(&recorded.campaign, newer, recorded.version).await;
                        return Ok(Verdict::Again { after_ms: 0 });
                    }
                    self.half().answered(&happened, &question, &answer)
                }
                Want::Send(letters) => {
                    let (more, not_taken) = self.send(&happened, letters, attempt).await;
                    left += not_taken;
                    more
                }
                Want::Store(bytes) => {
                    patiently(|| self.link.store(bytes.clone())).await?;
                    Vec::new()
                }
                Want::Tell(command) => {
                    self.tell(&happened, index, command).await?;
                    Vec::new()
                }
            };
            index += 1;
            // What follows from a want comes before the wants after it.
            more.into_iter().rev().for_each(|want| wants.push_front(want));
        }
        let again = post::backoff(attempt).filter(|_| left > 0);
        Ok(again.map_or(Verdict::Done, |after_ms| Verdict::Again { after_ms }))
    }

    /// Hands letters over and tells the half of those that have a result; the number of those that have none yet.
    async fn send(&self, happened: &Happened<'_>, letters: Vec<Letter>, attempt: u32) -> (Vec<Want>, usize) {
        let last = post::backoff(attempt).is_none();
        let posted = post(&self.channel, happened.campaign, letters, last).await;
        if posted.letters.is_empty() {
            return (Vec::new(), posted.left);
        }
        let more = self.half().sent(happened, &posted.letters, &posted.results);
        (more, posted.left)
    }

    async fn tell(&self, happened: &Happened<'_>, index: u32, command: Command) -> Result<(), Stop> {
        // The id follows from the event, the place of the want and what is said: the same report of the same event is
        // one command however often it is given, and a later report of what was left over is another.
        let version = happened.version.to_string();
        let said = Digest::of(&codec::encode(&command)).to_string();
        let campaign = happened.campaign.as_str();
        let id = CommandId::derived(&["worker", self.name, campaign, &version, &index.to_string(), &said]);
        let order = Order {
            id,
            campaign: happened.campaign.clone(),
            actor: format!("worker/{}", self.name),
            command,
        };
        patiently(|| self.link.command(order.clone())).await?;
        crash::point("after-reporting");
        Ok(())
    }
}
