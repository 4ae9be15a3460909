//! A small engine in memory for tests: a log of whatever is appended, answers and commands by hooks. It keeps nothing and
//! proves nothing; the real owner is in the server.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicI64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use muster_protocol::command::{Accepted, CommandEnvelope};
use muster_protocol::event::NamedEvent;
use muster_protocol::ids::{CampaignId, Digest, Position, Version};
use muster_protocol::place::{Begun, Place};
use muster_protocol::question::{Answer, Question, StoredEvent};
use muster_protocol::recorded::{Record, Recorded, Written};
use muster_protocol::time::Instant;
use tokio::sync::watch;

use crate::link::{Boxed, LinkError, Owner};

/// Decides what becomes of a command: `Ok` accepts it.
pub type OnCommand = Box<dyn FnMut(&CommandEnvelope) -> Result<(), LinkError> + Send>;
/// Answers questions other than those for blobs, for words and for events of the log.
pub type OnQuestion = Box<dyn FnMut(&Question) -> Result<Answer, LinkError> + Send>;

#[derive(Default)]
struct Inner {
    log: Vec<Arc<Recorded>>,
    versions: BTreeMap<CampaignId, u64>,
    positions: BTreeMap<String, Position>,
    saves: usize,
    dead: Vec<(String, Position, String)>,
    blobs: BTreeMap<Digest, Vec<u8>>,
    /// Words that are not stored again.
    erased: BTreeSet<String>,
    envelopes: Vec<CommandEnvelope>,
    on_command: Option<OnCommand>,
    on_question: Option<OnQuestion>,
}

static COUNT: AtomicUsize = AtomicUsize::new(0);

/// The engine in memory.
pub struct MemoryOwner {
    log: String,
    inner: Mutex<Inner>,
    head: watch::Sender<Position>,
    clock: AtomicI64,
    /// Present from the time on at which it answers nothing: counts the questions that were given up.
    silent: OnceLock<watch::Sender<usize>>,
}

/// Counts when a question is given up.
struct GivenUp(watch::Sender<usize>);

impl Drop for GivenUp {
    fn drop(&mut self) {
        self.0.send_modify(|count| *count += 1);
    }
}

impl std::fmt::Debug for MemoryOwner {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("MemoryOwner").field("head", &*self.head.borrow()).finish_non_exhaustive()
    }
}

impl MemoryOwner {
    /// An empty one, its campaign clock at 0.
    #[must_use]
    pub fn new() -> Arc<Self> {
        Arc::new(Self {
            log: format!("log-{}", COUNT.fetch_add(1, Ordering::Relaxed)),
            inner: Mutex::default(),
            head: watch::Sender::new(Position(0)),
            clock: AtomicI64::new(0),
            silent: OnceLock::new(),
        })
    }

    /// Another one with the same name and the same events: a copy, which goes its own way from here on.
    #[must_use]
    pub fn copy(&self) -> Arc<Self> {
        let (log, versions) = {
            let inner = self.inner();
            (inner.log.clone(), inner.versions.clone())
        };
        Arc::new(Self {
            log: self.log.clone(),
            head: watch::Sender::new(*self.head.borrow()),
            clock: AtomicI64::new(self.now().0),
            silent: OnceLock::new(),
            inner: Mutex::new(Inner { log, versions, ..Inner::default() }),
        })
    }

    /// Name of the log: each has its own.
    #[must_use]
    pub fn log(&self) -> &str {
        &self.log
    }

    fn inner(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A hub over it.
    #[must_use]
    pub fn hub(self: &Arc<Self>) -> crate::local::Hub {
        let clock = self.clone();
        crate::local::Hub::new(self.clone(), self.head.subscribe(), Arc::new(move || clock.now()))
    }

    /// The head of the log, and every change of it.
    #[must_use]
    pub fn head(&self) -> watch::Receiver<Position> {
        self.head.subscribe()
    }

    /// The campaign clock.
    #[must_use]
    pub fn now(&self) -> Instant {
        Instant(self.clock.load(Ordering::SeqCst))
    }

    /// Moves the campaign clock. The hub is to be told by `release`.
    pub fn set_clock(&self, now: Instant) {
        self.clock.store(now.0, Ordering::SeqCst);
    }

    /// Appends an event.
    pub fn append(&self, campaign: &CampaignId, event: &NamedEvent) -> Position {
        self.append_raw(campaign, event.name(), event.schema(), event.body())
    }

    /// Appends a row with any name and body.
    pub fn append_raw(&self, campaign: &CampaignId, name: &str, schema: u16, body: Vec<u8>) -> Position {
        let position = {
            let inner = &mut *self.inner();
            let position = Position(inner.log.len() as u64 + 1);
            let version = inner.versions.entry(campaign.clone()).or_default();
            *version += 1;
            let record = Record::by_clock(campaign.clone(), position, Version(*version), self.now());
            let event = Written { name: name.to_owned(), schema, body };
            inner.log.push(Arc::new(Recorded::alone(record, event)));
            position
        };
        self.head.send_replace(position);
        position
    }

    /// Decides commands from now on.
    pub fn on_command(&self, hook: OnCommand) {
        self.inner().on_command = Some(hook);
    }

    /// Answers questions from now on.
    pub fn on_question(&self, hook: OnQuestion) {
        self.inner().on_question = Some(hook);
    }

    /// Answers no question any more; counts those that are given up.
    pub fn fall_silent(&self) -> watch::Receiver<usize> {
        self.silent.get_or_init(|| watch::Sender::new(0)).subscribe()
    }

    /// Every command that came, refused ones included.
    #[must_use]
    pub fn envelopes(&self) -> Vec<CommandEnvelope> {
        self.inner().envelopes.clone()
    }

    /// The dead letters.
    #[must_use]
    pub fn dead_letters(&self) -> Vec<(String, Position, String)> {
        self.inner().dead.clone()
    }

    /// The saved position of a consumer, and how often any was saved.
    #[must_use]
    pub fn saved(&self, consumer: &str) -> (Position, usize) {
        let inner = self.inner();
        (inner.positions.get(consumer).copied().unwrap_or_default(), inner.saves)
    }

    /// Stores a blob without waiting.
    pub fn put(&self, bytes: Vec<u8>) -> Digest {
        let digest = Digest::of(&bytes);
        self.inner().blobs.insert(digest, bytes);
        digest
    }

    /// Words of counterparts are not stored from now on, as if they had been erased.
    pub fn erase(&self, words: &str) {
        self.inner().erased.insert(words.to_owned());
    }

    /// Stores words, without a salt; none where they were erased.
    fn put_words(&self, words: String) -> Option<Digest> {
        let erased = self.inner().erased.contains(&words);
        (!erased).then(|| self.put(words.into_bytes()))
    }

    /// An event of the log.
    fn event(&self, campaign: &CampaignId, version: Version) -> Option<StoredEvent> {
        let inner = self.inner();
        let row = inner.log.iter().find(|row| row.campaign == *campaign && row.version == version)?;
        Some(StoredEvent { at: row.at, name: row.name.clone(), schema: row.schema, body: row.body.clone() })
    }

    /// A stored blob.
    #[must_use]
    pub fn blob(&self, digest: Digest) -> Option<Vec<u8>> {
        self.inner().blobs.get(&digest).cloned()
    }
}

impl Owner for MemoryOwner {
    fn execute(&self, envelope: CommandEnvelope) -> Boxed<'_, Result<Accepted, LinkError>> {
        Box::pin(async move {
            let mut hook = {
                let mut inner = self.inner();
                inner.envelopes.push(envelope.clone());
                inner.on_command.take()
            };
            let result = hook.as_mut().map_or(Ok(()), |hook| hook(&envelope));
            let mut inner = self.inner();
            inner.on_command = inner.on_command.take().or(hook);
            let version = inner.versions.get(&envelope.campaign).copied().unwrap_or_default();
            let position = Position(inner.log.len() as u64);
            result.map(|()| Accepted { position, version: Version(version), events: 0 })
        })
    }

    fn answer(&self, question: Question) -> Boxed<'_, Result<Answer, LinkError>> {
        Box::pin(async move {
            if let Question::Blob { digest } = question {
                return Ok(self.blob(digest).map_or(Answer::Unknown, Answer::Blob));
            }
            if let Question::Words { said, .. } = question {
                return Ok(Answer::Words(said.into_iter().map(|one| self.put_words(one.words)).collect()));
            }
            if let Question::Event { campaign, version } = &question
                && let Some(event) = self.event(campaign, *version)
            {
                return Ok(Answer::Event(event));
            }
            if let Some(silent) = self.silent.get() {
                let _given_up = GivenUp(silent.clone());
                return std::future::pending().await;
            }
            let mut inner = self.inner();
            inner.on_question.as_mut().map_or(Ok(Answer::Unknown), |hook| hook(&question))
        })
    }

    fn store(&self, bytes: Vec<u8>) -> Boxed<'_, Result<Digest, LinkError>> {
        Box::pin(async move { Ok(self.put(bytes)) })
    }

    fn begin(&self, place: &Place) -> Boxed<'_, Result<Begun, LinkError>> {
        let place = place.clone();
        Box::pin(async move { Ok(Begun { place, reset: None }) })
    }

    fn read(&self, after: Position, limit: usize) -> Boxed<'_, Result<Vec<Arc<Recorded>>, LinkError>> {
        Box::pin(async move {
            let start = usize::try_from(after.0).unwrap_or(usize::MAX);
            Ok(self.inner().log.iter().skip(start).take(limit).cloned().collect())
        })
    }

    fn load_position(&self, consumer: &str) -> Boxed<'_, Result<Position, LinkError>> {
        let position = self.saved(consumer).0;
        Box::pin(async move { Ok(position) })
    }

    fn save_position(&self, consumer: &str, position: Position) -> Boxed<'_, Result<(), LinkError>> {
        let consumer = consumer.to_owned();
        Box::pin(async move {
            let mut inner = self.inner();
            inner.positions.insert(consumer, position);
            inner.saves += 1;
            Ok(())
        })
    }

    fn dead_letter(
        &self,
        consumer: &str,
        position: Position,
        cause: &str,
    ) -> Boxed<'_, Result<(), LinkError>> {
        let letter = (consumer.to_owned(), position, cause.to_owned());
        Box::pin(async move {
            self.inner().dead.push(letter);
            Ok(())
        })
    }
}
