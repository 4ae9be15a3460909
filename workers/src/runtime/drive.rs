//! Drives a pure half through one event: what it wants is done in order, and what comes back is told to it.

mod rounds;

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use muster_rules::worker::{Handed, Happened, Letter, PureHalf, Want};
use muster_wire::crash;
use muster_wire::link::{Link, Verdict};
use muster_words::codec;
use muster_words::command::{Command, MessageName, Order};
use muster_words::event::Said;
use muster_words::ids::{CampaignId, CommandId, Digest, Version};
use muster_words::question::{Answer, Question, StoredEvent};
use muster_words::recorded::Recorded;
use muster_words::time::Instant;

use super::definitions::Definitions;
use super::in_hand::{InHand, Taken};
use super::patience::{LATER_MS, Stop, patiently};
use super::post::{Desk, FOLDER};
use super::together::Together;
use crate::channel::Channel;
use rounds::Tried;

/// An event over which the owner calls the answer stale this often leaves a dead letter.
const STALE_MAX: u32 = 8;

type Half = Box<dyn PureHalf + Send>;

/// Which event it is: its campaign and its number there.
type Place = (CampaignId, Version);

/// A pure half with hands.
pub(super) struct Driver<L> {
    link: L,
    name: &'static str,
    /// Locked only while it thinks, never while something is waited for.
    half: Mutex<Half>,
    desk: Desk,
    in_hand: InHand,
    definitions: Definitions,
    /// What was tried of events whose letters were not all taken, by letter.
    tries: Mutex<Tries>,
}

type Tries = BTreeMap<Place, BTreeMap<MessageName, Tried>>;

/// One hearing of an event.
struct Hearing<'a> {
    happened: Happened<'a>,
    /// Whether it is heard for the first time in this process.
    first: bool,
    /// The campaign clock, as the owner told it last.
    now: Instant,
    /// Messages that are to be looked at again.
    left: usize,
    /// When, in milliseconds of campaign time.
    after_ms: i64,
    in_hand: Vec<Taken>,
}

impl Hearing<'_> {
    /// Leaves so many messages for later, and hears the event again when the first of all that are left has its turn.
    fn leave(&mut self, messages: usize, after_ms: i64) {
        if messages > 0 {
            self.after_ms = if self.left == 0 { after_ms } else { self.after_ms.min(after_ms) };
            self.left += messages;
        }
    }
}

impl<L: Link> Driver<L> {
    pub(super) fn new(link: L, half: Half, channel: Arc<dyn Channel>) -> Self {
        let name = half.name();
        let (in_hand, definitions) = (InHand::default(), Definitions::default());
        let (half, tries) = (Mutex::new(half), Mutex::default());
        Self { link, name, half, desk: Desk::new(channel), in_hand, definitions, tries }
    }

    pub(super) fn name(&self) -> &'static str {
        self.name
    }

    pub(super) fn link(&self) -> &L {
        &self.link
    }

    /// After a panic of the half its event is heard again, so its state is used as it is.
    fn half(&self) -> MutexGuard<'_, Half> {
        self.half.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn tries(&self) -> MutexGuard<'_, Tries> {
        self.tries.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The verdict on an event; `None` when the other side has shut down for good.
    pub(super) async fn handle(
        &self,
        owner: &Together<L>,
        recorded: &Recorded,
        attempt: u32,
    ) -> Option<Verdict> {
        let verdict = match self.hear(owner, &recorded.campaign, &Stored::of(recorded, attempt)).await {
            Ok(verdict) => verdict,
            Err(Stop::Closed) => return None,
            Err(Stop::PutOff(cause)) => {
                tracing::warn!(worker = self.name, cause, "put off");
                Verdict::Again { after_ms: LATER_MS }
            }
            Err(Stop::Anew) => Verdict::Again { after_ms: 0 },
            Err(Stop::Stale(_)) if attempt < STALE_MAX => Verdict::Again { after_ms: 0 },
            Err(Stop::Stale(cause) | Stop::Never(cause)) => Verdict::Dead { cause },
        };
        Some(verdict)
    }

    async fn hear(
        &self,
        owner: &Together<L>,
        campaign: &CampaignId,
        stored: &Stored,
    ) -> Result<Verdict, Stop> {
        match stored.said()? {
            Said::DeliveryRetried(again) if again.consumer == self.name => {
                let asked = Question::Event { campaign: campaign.clone(), version: again.version };
                let Answer::Event(event) = patiently(|| owner.ask(asked.clone())).await? else {
                    return Err(Stop::Never(format!("event {} is not in the log", again.version)));
                };
                let stored = Stored { version: again.version, event, first: stored.first };
                self.think(owner, campaign, &stored, &stored.said()?).await
            }
            Said::DeliveryRetried(_) => Ok(Verdict::Done),
            event => self.think(owner, campaign, stored, &event).await,
        }
    }

    async fn think(
        &self,
        owner: &Together<L>,
        campaign: &CampaignId,
        stored: &Stored,
        event: &Said,
    ) -> Result<Verdict, Stop> {
        if let Some(digest) = event.puts_in_force() {
            self.definitions.put_in_force(campaign, digest, stored.version);
        }
        if !self.half().heeds(event.name()) {
            return Ok(Verdict::Done);
        }
        let (digest, definition) = self.definitions.in_force(owner, campaign, stored.version).await?;
        let (version, at) = (stored.version, stored.event.at);
        let happened = Happened { campaign, definition: &definition, digest, version, at, event };
        let mut hearing = Hearing {
            happened,
            first: stored.first,
            now: at,
            left: 0,
            after_ms: LATER_MS,
            in_hand: Vec::new(),
        };
        let mut wants: VecDeque<Want> = self.half().hear(&happened).into();
        let mut index = 0_u32;
        while let Some(want) = wants.pop_front() {
            let more = match want {
                Want::Ask(question) => self.ask(owner, &mut hearing, question).await?,
                Want::Send(letters) => self.send(owner, &mut hearing, letters).await?,
                Want::Store(bytes) => {
                    patiently(|| owner.store(bytes.clone())).await?;
                    Vec::new()
                }
                Want::Tell(command) => {
                    self.tell(owner, &happened, index, command).await?;
                    Vec::new()
                }
            };
            index += 1;
            // What follows from a want comes before the wants after it.
            more.into_iter().rev().for_each(|want| wants.push_front(want));
        }
        if hearing.left > 0 {
            return Ok(Verdict::Again { after_ms: hearing.after_ms });
        }
        self.tries().remove(&(campaign.clone(), version));
        Ok(Verdict::Done)
    }

    /// Asks, and lets the half hear the answer. Messages that somebody else has in hand are left for later, and those
    /// that the channel took before an outage are reported instead of asked about.
    async fn ask(
        &self,
        owner: &Together<L>,
        hearing: &mut Hearing<'_>,
        question: Question,
    ) -> Result<Vec<Want>, Stop> {
        let happened = hearing.happened;
        let Question::Messages { campaign, messages } = question else {
            let answer = patiently(|| owner.ask(question.clone())).await?;
            self.same_definition(&happened, &answer)?;
            return Ok(self.half().answered(&happened, &question, &answer));
        };
        let taken = self.in_hand.take(&campaign, &messages);
        hearing.leave(messages.len() - taken.messages.len(), LATER_MS);
        let (mut over, mut rest) = (Vec::new(), Vec::new());
        // While the folder takes nothing, it took nothing of this since it was asked first.
        let remembers = hearing.first || self.desk.breaker(FOLDER).closed_until().is_none();
        for key in &taken.messages {
            let letter = if remembers { self.handed_before(&happened, key).await } else { None };
            match letter {
                Some(letter) => over.push(letter),
                None => rest.push(key.clone()),
            }
        }
        hearing.in_hand.push(taken);
        let mut wants = Vec::new();
        if !over.is_empty() {
            let channel = self.desk.channel.name().to_owned();
            let results = vec![Handed::Over { channel }; over.len()];
            wants.extend(self.half().sent(&happened, &over, &results));
        }
        if !rest.is_empty() {
            let question = Question::Messages { campaign, messages: rest };
            let answer = patiently(|| owner.ask(question.clone())).await?;
            self.same_definition(&happened, &answer)?;
            if let Answer::Messages { now, .. } = &answer {
                hearing.now = *now;
            }
            wants.extend(self.half().answered(&happened, &question, &answer));
        }
        Ok(wants)
    }

    /// Stops where another definition was put in force and its event is still on its way: the answer may name what
    /// only that one has. The event is heard again with it.
    fn same_definition(&self, happened: &Happened<'_>, answer: &Answer) -> Result<(), Stop> {
        match answer.definition().filter(|digest| *digest != happened.digest) {
            Some(newer) => {
                self.definitions.put_in_force(happened.campaign, newer, happened.version);
                Err(Stop::Anew)
            }
            None => Ok(()),
        }
    }

    /// The letter of a message that the channel took before and that was not reported, as far as it is remembered.
    async fn handed_before(&self, happened: &Happened<'_>, key: &MessageName) -> Option<Letter> {
        let steps = self.desk.channel.handed(happened.campaign, key).await?;
        Some(Letter { key: key.clone(), subject: String::new(), text: String::new(), link: None, steps })
    }

    async fn tell(
        &self,
        owner: &Together<L>,
        happened: &Happened<'_>,
        index: u32,
        command: Command,
    ) -> Result<(), Stop> {
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
            behalf: None,
            via: "worker".to_owned(),
            command,
        };
        patiently(|| owner.command(order.clone())).await?;
        crash::point("after-reporting");
        Ok(())
    }
}

/// An event with its number within the campaign.
struct Stored {
    version: Version,
    event: StoredEvent,
    first: bool,
}

impl Stored {
    fn of(recorded: &Recorded, attempt: u32) -> Self {
        let (name, body) = (recorded.name.clone(), recorded.body.clone());
        let event = StoredEvent { at: recorded.at, name, schema: recorded.schema, body };
        Self { version: recorded.version, event, first: attempt <= 1 }
    }

    fn said(&self) -> Result<Said, Stop> {
        let StoredEvent { name, schema, body, .. } = &self.event;
        Said::read(name, *schema, body).map_err(|error| Stop::Never(error.to_string()))
    }
}
