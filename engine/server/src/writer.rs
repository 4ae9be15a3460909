//! The shard's one writer: the only task that decides, and the only one that appends.
//!
//! It never waits for company: it takes what is queued, decides each command against the evolved state, commits at
//! once, and only then answers; the next batch gathers while this one syncs (ARCHITECTURE.md, “The way of a command”).
//! Nothing is visible before its commit, and there is no undo: what failed is forgotten and read again.

pub mod campaigns;
pub mod commit;
pub mod decide;
mod denial;
pub mod draft;
mod dues;
mod erase;
mod limits;
mod plain;
#[cfg(test)]
mod tests;
pub mod turn;

use std::collections::{HashMap, HashSet, VecDeque};
use std::sync::Arc;

use muster_protocol::any_of;
use muster_protocol::command::{Command, RefusalCode};
use muster_protocol::ids::{CampaignId, CommandId, Digest, Position, Version};
use muster_protocol::question::{Answer, Question, StoredEvent};
use muster_protocol::time::Instant;
use muster_wire::link::LinkError;
use tokio::sync::watch;

use crate::clock::Clock;
use crate::directory::contacts::Contacts;
use crate::domain_logic::DomainLogic;
use crate::queue::{Back, Job, Reply};
use crate::store::{Head, Known, Reader, Store, StoreError};
use crate::tail::Tail;
use crate::watch::health::StoreTrouble;
use crate::watch::metrics::Metrics;
use campaigns::{Campaigns, Parked, guard};
use decide::Outcome;
use denial::{not_loaded, refused};
use draft::{BATCH_EVENTS, Draft};
use dues::Dues;
pub(crate) use plain::refusal as plain_refusal;
use turn::Ticking;

/// Most jobs looked at for one batch, half of them from each lane when both wait.
const JOBS_MAX: usize = BATCH_EVENTS;

/// Under which name the store keeps where a stepped clock stood.
pub(crate) const CLOCK_AT_SETTING: &str = "clock-at";

/// What the writer shares with the rest of the engine.
#[derive(Debug)]
pub(crate) struct Shared {
    pub(crate) clock: Clock,
    pub(crate) contacts: Contacts,
    pub(crate) tail: Arc<Tail>,
    pub(crate) parked: Parked,
    pub(crate) metrics: Metrics,
    pub(crate) published: watch::Sender<Position>,
    pub(crate) due: watch::Sender<Option<Instant>>,
    pub(crate) trouble: StoreTrouble,
}

/// The writer.
pub(crate) struct Writer {
    store: Box<dyn Store>,
    back: Back,
    stop: watch::Receiver<bool>,
    logic: DomainLogic,
    clock: Clock,
    contacts: Contacts,
    /// Imports of accounts that were accepted and could not be taken in yet.
    untaken: Vec<(CampaignId, Digest)>,
    tail: Arc<Tail>,
    metrics: Metrics,
    published: watch::Sender<Position>,
    due: watch::Sender<Option<Instant>>,
    trouble: StoreTrouble,
    campaigns: Campaigns,
    head: Head,
    dues: Dues,
    pending: VecDeque<Job>,
    ticking: Option<Ticking>,
    turns: VecDeque<muster_protocol::ids::CampaignId>,
    tries: u32,
    /// Anyone who wants blobs taken away that nobody needs: between two batches, when what events name is committed.
    sweeps: Vec<Reply<u64>>,
    /// Blobs that were stored since the last sweep, and between the two before: their commands may be on their way.
    lately: [HashSet<Digest>; 2],
}

impl Writer {
    /// Takes the shard.
    pub(crate) async fn open(
        mut store: Box<dyn Store>,
        back: Back,
        stop: watch::Receiver<bool>,
        logic: DomainLogic,
        shared: Shared,
    ) -> Result<Self, StoreError> {
        let head = store.take_term().await?;
        let dues = Dues::new(store.own().due().await?);
        shared.published.send_replace(head.position);
        shared.due.send_replace(dues.earliest());
        Ok(Self {
            store,
            back,
            stop,
            logic,
            clock: shared.clock,
            contacts: shared.contacts,
            untaken: Vec::new(),
            tail: shared.tail,
            metrics: shared.metrics,
            published: shared.published,
            due: shared.due,
            trouble: shared.trouble,
            campaigns: Campaigns::new(logic, shared.parked),
            head,
            dues,
            pending: VecDeque::new(),
            ticking: None,
            turns: VecDeque::new(),
            tries: 0,
            sweeps: Vec::new(),
            lately: Default::default(),
        })
    }

    /// Writes until it is told to stop and the queues are empty, or the shard is lost.
    pub(crate) async fn run(mut self) {
        while self.gather().await {
            let mut draft = Draft::new(self.head.position);
            let room = if self.pending.is_empty() { BATCH_EVENTS } else { BATCH_EVENTS / 2 };
            self.turns(&mut draft, room).await;
            self.take_jobs(&mut draft).await;
            if !self.commit(draft).await {
                self.end_tick(&Err(LinkError::Closed));
                self.store.close().await;
                return;
            }
            self.sweep().await;
        }
        self.end_tick(&Err(LinkError::Closed));
        if self.clock.is_stepped() {
            // Nothing need have happened since the clock was stepped; anyone who opens the log next finds it where it stood.
            let at = self.clock.now().to_string();
            if let Err(error) = self.store.keep(CLOCK_AT_SETTING, &at).await {
                tracing::warn!(%error, "where the clock stood was not kept");
            }
        }
        self.store.close().await;
    }

    /// Takes away what was stored before the last sweep and what no event names.
    async fn sweep(&mut self) {
        if self.sweeps.is_empty() {
            return;
        }
        let spare: HashSet<Digest> = self.lately.iter().flatten().copied().collect();
        let swept = self.store.sweep_but(&spare).await;
        let [since, before] = &mut self.lately;
        *before = std::mem::take(since);
        for reply in self.sweeps.drain(..) {
            let answer = swept.clone().map_err(|error| LinkError::Unreachable(error.to_string()));
            // A client that has gone does not need it.
            let _gone = reply.send(answer).is_err();
        }
    }

    /// Waits until there is something to do; false when there never will be.
    async fn gather(&mut self) -> bool {
        self.drain();
        while self.pending.is_empty() && self.ticking.is_none() {
            let closed = self.back.ordinary.is_closed();
            tokio::select! {
                biased;
                _ = self.stop.changed(), if !closed => self.back.close(),
                Some(job) = self.back.reports.recv() => self.pending.push_back(job),
                Some(job) = self.back.ordinary.recv() => self.pending.push_back(job),
                Some(reply) = self.back.ticks.recv() => self.begin_tick(reply),
                else => return false,
            }
            self.drain();
        }
        true
    }

    fn drain(&mut self) {
        while let Ok(reply) = self.back.ticks.try_recv() {
            self.begin_tick(reply);
        }
        for _ in 0..JOBS_MAX / 2 {
            if self.pending.len() >= JOBS_MAX {
                break;
            }
            let report = self.back.reports.try_recv().ok();
            let ordinary = self.back.ordinary.try_recv().ok();
            if report.is_none() && ordinary.is_none() {
                break;
            }
            self.pending.extend(report);
            self.pending.extend(ordinary);
        }
    }

    async fn take_jobs(&mut self, draft: &mut Draft) {
        if self.pending.is_empty() {
            return;
        }
        let known = match self.look_ahead().await {
            Ok(known) => known,
            Err(error) => {
                tracing::error!(%error, "known commands cannot be looked up");
                self.turn_away(&LinkError::Unreachable(error.to_string()));
                return;
            }
        };
        let mut later = VecDeque::new();
        while !draft.is_full()
            && let Some(job) = self.pending.pop_front()
        {
            match job {
                Job::Put(blob, reply) => match self.once_erased(draft, blob.digest).await {
                    Ok(()) => {
                        self.lately[0].insert(blob.digest);
                        draft.put(blob, reply);
                    }
                    // A sender that has gone does not need to hear it.
                    Err(refused) => drop(reply.send(Err(refused))),
                },
                Job::Ask(question, reply) => draft.questions.push((question, reply)),
                Job::Sweep(reply) => self.sweeps.push(reply),
                Job::CommandEnvelope(envelope, reply) => {
                    match self.envelope(draft, &known, &envelope).await {
                        Outcome::Answer(outcome) => draft.envelopes.push((*envelope, reply, outcome)),
                        Outcome::NotYet => later.push_back(Job::CommandEnvelope(envelope, reply)),
                    }
                }
            }
        }
        later.append(&mut self.pending);
        self.pending = later;
    }

    /// Asks the store, in few statements, what the waiting commands need to know.
    async fn look_ahead(&mut self) -> Result<HashMap<CommandId, Known>, StoreError> {
        self.begin_new().await?;
        self.load_wanted().await;
        self.known().await
    }

    /// Takes in together the campaigns that the waiting jobs are about.
    async fn load_wanted(&mut self) {
        let wanted = self.pending.iter().filter_map(|job| match job {
            Job::CommandEnvelope(envelope, _) => Some(&envelope.campaign),
            Job::Ask(question, _) => question.of_state(),
            Job::Put(..) | Job::Sweep(_) => None,
        });
        if let Err(error) = self.campaigns.load_together(self.store.own(), wanted).await {
            // Each is tried again by itself, and then it is said to whom it matters.
            tracing::debug!(?error, "campaigns could not be loaded together");
        }
    }

    /// Campaigns that are going to be launched and were not before need not be read one by one.
    async fn begin_new(&mut self) -> Result<(), StoreError> {
        let mut new: Vec<CampaignId> = self
            .pending
            .iter()
            .filter_map(|job| match job {
                Job::CommandEnvelope(envelope, _) if matches!(envelope.command, Command::Launch(_)) => {
                    Some(&envelope.campaign)
                }
                Job::CommandEnvelope(..) | Job::Put(..) | Job::Ask(..) | Job::Sweep(_) => None,
            })
            .filter(|id| !self.campaigns.is_resident(id))
            .cloned()
            .collect();
        if new.len() > 1 {
            let launched = self.store.own().launched(&new).await?;
            new.retain(|id| !launched.contains(id));
            new.iter().for_each(|id| self.campaigns.begin(id));
        }
        Ok(())
    }

    /// Which of the waiting commands are in the log already.
    async fn known(&self) -> Result<HashMap<CommandId, Known>, StoreError> {
        let ids: Vec<CommandId> = self
            .pending
            .iter()
            .filter_map(|job| match job {
                Job::CommandEnvelope(envelope, _) => Some(envelope.id),
                Job::Put(..) | Job::Ask(..) | Job::Sweep(_) => None,
            })
            .collect();
        if ids.is_empty() {
            return Ok(HashMap::new());
        }
        let known = self.store.own().commands(&ids).await?;
        Ok(known.into_iter().map(|known| (known.id, known)).collect())
    }

    /// Tells everybody who waits that nothing can be done for them now.
    fn turn_away(&mut self, error: &LinkError) {
        for job in self.pending.drain(..) {
            // A client that has gone does not need it.
            let _gone = match job {
                Job::CommandEnvelope(_, reply) => reply.send(Err(error.clone())).is_err(),
                Job::Ask(_, reply) => reply.send(Err(error.clone())).is_err(),
                Job::Put(_, reply) => reply.send(Err(error.clone())).is_err(),
                Job::Sweep(reply) => reply.send(Err(error.clone())).is_err(),
            };
        }
    }

    /// Answers from committed state. Asking does not move the campaign; ticks do.
    async fn answer(&mut self, question: &Question) -> Result<Answer, LinkError> {
        let campaign = match question {
            Question::Messages { campaign, .. }
            | Question::Visits { campaign, .. }
            | Question::VisitSlots { campaign, .. }
            | Question::MayRead { campaign, .. }
            | Question::FailedLetters { campaign, .. }
            | Question::Definition { campaign } => campaign,
            // The handle answers these: accounts, budgets, numbers and how channels are do not stand in the log, nor do words.
            any_of!(Question: Addresses Permits Channels Words Numbers) => return Ok(Answer::Unknown),
            Question::Event { campaign, version } => {
                let event = stored_event(self.store.own(), campaign, *version).await;
                return event.map_err(|error| LinkError::Unreachable(error.to_string()));
            }
            Question::Blob { digest } => {
                let blob = self.store.own().blob(*digest).await;
                return match blob {
                    Ok(blob) => Ok(blob.map_or(Answer::Unknown, |blob| Answer::Blob(blob.bytes))),
                    Err(error) => Err(LinkError::Unreachable(error.to_string())),
                };
            }
        };
        let resident = self.campaigns.load(self.store.own(), campaign).await.map_err(not_loaded)?;
        let Some((digest, definition)) = &resident.definition else {
            self.campaigns.trim(std::iter::once(campaign.clone()));
            return Ok(Answer::Unknown);
        };
        if let Question::Definition { .. } = question {
            return Ok(Answer::Definition(*digest));
        }
        let (think, now) = (self.logic.answer, self.clock.now().max(resident.at));
        guard(|| think(definition, &resident.state, now, question)).map_err(|cause| {
            tracing::error!(%campaign, cause, "a question met a bug");
            refused(RefusalCode::Fault, cause)
        })
    }
}

/// An event of the log as an answer.
pub(crate) async fn stored_event(
    log: &dyn Reader,
    campaign: &CampaignId,
    version: Version,
) -> Result<Answer, StoreError> {
    let rows = log.campaign(campaign, Version(version.0.saturating_sub(1))).await?;
    let row = rows.first().filter(|row| row.version == version);
    Ok(row.map_or(Answer::Unknown, |row| {
        let (name, body) = (row.name.clone(), row.body.clone());
        Answer::Event(StoredEvent { at: row.at, name, schema: row.schema, body })
    }))
}
