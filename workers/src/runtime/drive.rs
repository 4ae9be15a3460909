//! Drives worker logic through one event: what it wants is done in order, and what comes back is told to it.

mod numbers;
mod rounds;
mod words;

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use muster_protocol::codec;
use muster_protocol::command::{Command, CommandEnvelope, MessageName, ReportMessages};
use muster_protocol::event::NamedEvent;
use muster_protocol::ids::{CampaignId, CommandId, Digest, Version};
use muster_protocol::question::{Answer, Question, StoredEvent};
use muster_protocol::recorded::Recorded;
use muster_protocol::time::Instant;
use muster_rules::worker::{DeliveryResult, Effect, EventContext, InForce, OutgoingMessage, WorkerLogic};
use muster_wire::failpoints;
use muster_wire::link::{Link, Verdict};

use super::definitions::Definitions;
use super::in_hand::{InHand, Taken};
use super::kept::Keeper;
use super::patience::{LATER_MS, Stop, patiently};
use super::post::{FOLDER, InFlight};
use super::together::Together;
use crate::channel::Channel;
use rounds::Tried;

/// An event over which the engine calls the answer stale this often leaves a dead letter.
const STALE_MAX: u32 = 8;

type Logic = Box<dyn WorkerLogic + Send>;

/// Which event it is: its campaign and its number there.
type Place = (CampaignId, Version);

/// Worker logic whose effects are carried out.
pub(super) struct Driver<L> {
    link: L,
    name: &'static str,
    /// Locked only while it thinks, never while something is waited for.
    logic: Mutex<Logic>,
    in_flight: InFlight,
    in_hand: InHand,
    definitions: Definitions,
    /// What was tried of events that are not dealt with, by letter.
    tries: Mutex<Tries>,
    /// Keeps what a fold has counted, where it may be kept.
    keeper: Option<Keeper>,
}

type Tries = BTreeMap<Place, BTreeMap<MessageName, Tried>>;

/// One hearing of an event.
struct Hearing<'a> {
    context: EventContext<'a>,
    /// Whether it is heard for the first time in this process.
    first: bool,
    /// How often others may have handed its letters over, as far as the link can tell.
    before: u32,
    /// The campaign clock, as the engine told it last.
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
    /// `in_force` are the definitions with which a fold goes on that does not begin with the log.
    pub(super) fn new(
        link: L,
        logic: Logic,
        channel: Arc<dyn Channel>,
        keeper: Option<Keeper>,
        in_force: Vec<InForce>,
    ) -> Self {
        let name = logic.name();
        let (in_hand, definitions) = (InHand::default(), Definitions::default());
        for (campaign, digest, since) in in_force {
            definitions.put_in_force(&campaign, digest, since);
        }
        let (logic, tries) = (Mutex::new(logic), Mutex::default());
        Self { link, name, logic, in_flight: InFlight::new(channel), in_hand, definitions, tries, keeper }
    }

    pub(super) fn name(&self) -> &'static str {
        self.name
    }

    pub(super) fn link(&self) -> &L {
        &self.link
    }

    /// After a panic of the logic its event is heard again, so its state is used as it is.
    fn logic(&self) -> MutexGuard<'_, Logic> {
        self.logic.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn tries(&self) -> MutexGuard<'_, Tries> {
        self.tries.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The verdict on an event that this process is given so often, and others were before; `None` when the other side has shut
    /// down for good.
    pub(super) async fn handle(
        &self,
        owner: &Together<L>,
        recorded: &Recorded,
        given @ (attempt, _): (u32, u32),
    ) -> Option<Verdict> {
        let verdict = match self.hear(owner, &recorded.campaign, &Stored::of(recorded, given)).await {
            Ok(verdict) => verdict,
            Err(Stop::Closed) => return None,
            Err(Stop::PutOff(cause)) => {
                tracing::warn!(worker = self.name, cause, "put off");
                Verdict::Again { after_ms: LATER_MS }
            }
            Err(Stop::Restart) => Verdict::Again { after_ms: 0 },
            Err(Stop::Stale(_)) if attempt < STALE_MAX => Verdict::Again { after_ms: 0 },
            Err(Stop::Stale(cause) | Stop::Never(cause)) => Verdict::Dead { cause },
        };
        if matches!(verdict, Verdict::Dead { .. }) {
            self.tries().remove(&(recorded.campaign.clone(), recorded.version));
        }
        if self.keeper.as_ref().is_some_and(|keeper| keeper.ended(recorded, &verdict)) {
            self.keep().await;
        }
        Some(verdict)
    }

    /// Keeps what the logic has counted, if there is something new. After a panic of the logic nothing is kept: who hears
    /// everything again sets it right.
    pub(super) async fn keep(&self) {
        let Some(keeper) = self.keeper.as_ref().filter(|keeper| keeper.has_more()) else { return };
        if self.logic.is_poisoned() {
            return;
        }
        let counted = self.logic().kept();
        if let Some(counted) = counted {
            keeper.keep(counted).await;
        }
    }

    async fn hear(
        &self,
        owner: &Together<L>,
        campaign: &CampaignId,
        stored: &Stored,
    ) -> Result<Verdict, Stop> {
        match stored.named()? {
            NamedEvent::DeliveryRetried(again) if again.consumer == self.name => {
                let asked = Question::Event { campaign: campaign.clone(), version: again.version };
                let Answer::Event(event) = patiently(|| owner.ask(asked.clone())).await? else {
                    return Err(Stop::Never(format!("event {} is not in the log", again.version)));
                };
                // It was tried until it was given up.
                let (first, before) = (stored.first, stored.before.saturating_add(1));
                let stored = Stored { version: again.version, event, first, before };
                self.think(owner, campaign, &stored, &stored.named()?).await
            }
            NamedEvent::DeliveryRetried(_) => Ok(Verdict::Done),
            event => self.think(owner, campaign, stored, &event).await,
        }
    }

    async fn think(
        &self,
        owner: &Together<L>,
        campaign: &CampaignId,
        stored: &Stored,
        event: &NamedEvent,
    ) -> Result<Verdict, Stop> {
        if let Some(digest) = event.puts_in_force() {
            self.definitions.put_in_force(campaign, digest, stored.version);
        }
        if !self.logic().handles(event.name()) {
            return Ok(Verdict::Done);
        }
        let (digest, definition) = self.definitions.in_force(owner, campaign, stored.version).await?;
        let (version, at) = (stored.version, stored.event.at);
        let context = EventContext { campaign, definition: &definition, digest, version, at, event };
        // What is put forward once more was put forward before, by whomever.
        let reissued = u32::from(matches!(event, NamedEvent::MessageReissued(_)));
        let mut hearing = Hearing {
            context,
            first: stored.first,
            before: stored.before.saturating_add(reissued),
            now: at,
            left: 0,
            after_ms: LATER_MS,
            in_hand: Vec::new(),
        };
        let mut effects: VecDeque<Effect> = self.logic().hear(&context).into();
        let mut index = 0_u32;
        while let Some(effect) = effects.pop_front() {
            let more = match effect {
                Effect::Ask(question) => self.ask(owner, &mut hearing, question).await?,
                Effect::Send(letters) => self.send(owner, &mut hearing, letters).await?,
                Effect::Later { messages, until } => {
                    // Where it is time already, the clock has not brought the message yet that it waits for.
                    hearing.leave(messages, (until.0 - hearing.now.0).max(LATER_MS));
                    Vec::new()
                }
                Effect::Store(bytes) => {
                    patiently(|| owner.store(bytes.clone())).await?;
                    Vec::new()
                }
                Effect::Submit(command) => {
                    self.report_back(owner, &context, index, command).await?;
                    Vec::new()
                }
                Effect::Report(reports) => {
                    let reports = words::stored(owner, campaign, reports).await?;
                    let command = Command::ReportMessages(ReportMessages { reports });
                    self.report_back(owner, &context, index, command).await?;
                    Vec::new()
                }
            };
            index += 1;
            // What follows from a want comes before the wants after it.
            more.into_iter().rev().for_each(|effect| effects.push_front(effect));
        }
        if hearing.left > 0 {
            return Ok(Verdict::Again { after_ms: hearing.after_ms });
        }
        self.tries().remove(&(campaign.clone(), version));
        Ok(Verdict::Done)
    }

    /// Asks, and lets the logic hear the answer. Messages that somebody else has in hand are left for later, and those
    /// that the channel took before an outage are reported instead of asked about.
    async fn ask(
        &self,
        owner: &Together<L>,
        hearing: &mut Hearing<'_>,
        question: Question,
    ) -> Result<Vec<Effect>, Stop> {
        let context = hearing.context;
        let Question::Messages { campaign, messages } = question else {
            let answer = patiently(|| owner.ask(question.clone())).await?;
            self.same_definition(&context, &answer)?;
            return Ok(self.logic().answered(&context, &question, &answer));
        };
        let taken = self.in_hand.take(&campaign, &messages);
        hearing.leave(messages.len() - taken.messages.len(), LATER_MS);
        let (mut over, mut rest) = (Vec::new(), Vec::new());
        // While the folder takes nothing, it took nothing of this since it was asked first.
        let remembers = hearing.first || self.in_flight.breaker(FOLDER).closed_until().is_none();
        for key in &taken.messages {
            let letter = if remembers { self.handed_before(&context, key).await } else { None };
            match letter {
                Some(letter) => over.push(letter),
                None => rest.push(key.clone()),
            }
        }
        hearing.in_hand.push(taken);
        let mut effects = Vec::new();
        if !over.is_empty() {
            let result = |letter: &OutgoingMessage| {
                let channel = self.in_flight.channel.name().to_owned();
                // It was handed over then, and is not now.
                DeliveryResult::Over { channel, attempt: self.handed(hearing, &letter.key).max(1) }
            };
            let results: Vec<DeliveryResult> = over.iter().map(result).collect();
            effects.extend(self.logic().sent(&context, &over, &results));
        }
        if !rest.is_empty() {
            let question = Question::Messages { campaign, messages: rest };
            let answer = patiently(|| owner.ask(question.clone())).await?;
            self.same_definition(&context, &answer)?;
            if let Answer::Messages { now, .. } = &answer {
                hearing.now = *now;
            }
            effects.extend(self.logic().answered(&context, &question, &answer));
        }
        Ok(effects)
    }

    /// Stops where another definition was put in force and its event is still on its way: the answer may name what
    /// only that one has. The event is heard again with it.
    fn same_definition(&self, context: &EventContext<'_>, answer: &Answer) -> Result<(), Stop> {
        match answer.definition().filter(|digest| *digest != context.digest) {
            Some(newer) => {
                self.definitions.put_in_force(context.campaign, newer, context.version);
                Err(Stop::Restart)
            }
            None => Ok(()),
        }
    }

    /// The letter of a message that the channel took before and that was not reported, as far as it is remembered.
    async fn handed_before(&self, context: &EventContext<'_>, key: &MessageName) -> Option<OutgoingMessage> {
        let steps = self.in_flight.channel.handed(context.campaign, key).await?;
        Some(OutgoingMessage {
            key: key.clone(),
            subject: String::new(),
            text: String::new(),
            link: None,
            optional: false,
            calendar: None,
            steps,
            not_by: Vec::new(),
        })
    }

    async fn report_back(
        &self,
        owner: &Together<L>,
        context: &EventContext<'_>,
        index: u32,
        command: Command,
    ) -> Result<(), Stop> {
        // The id follows from the event, the place of the want and what is said: the same report of the same event is
        // one command however often it is given, and a later report of what was left over is another.
        let version = context.version.to_string();
        let said = Digest::of(&codec::encode(&command)).to_string();
        let campaign = context.campaign.as_str();
        let id = CommandId::derived(&["worker", self.name, campaign, &version, &index.to_string(), &said]);
        let envelope = CommandEnvelope {
            id,
            campaign: context.campaign.clone(),
            actor: format!("worker/{}", self.name),
            behalf: None,
            via: "worker".to_owned(),
            command,
        };
        patiently(|| owner.command(envelope.clone())).await?;
        failpoints::point("after-reporting");
        Ok(())
    }
}

/// An event with its number within the campaign.
struct Stored {
    version: Version,
    event: StoredEvent,
    first: bool,
    /// How often it may have been given to others.
    before: u32,
}

impl Stored {
    fn of(recorded: &Recorded, (attempt, before): (u32, u32)) -> Self {
        let (name, body) = (recorded.name.clone(), recorded.body.clone());
        let event = StoredEvent { at: recorded.at, name, schema: recorded.schema, body };
        Self { version: recorded.version, event, first: attempt <= 1, before }
    }

    fn named(&self) -> Result<NamedEvent, Stop> {
        let StoredEvent { name, schema, body, .. } = &self.event;
        NamedEvent::read(name, *schema, body).map_err(|error| Stop::Never(error.to_string()))
    }
}
