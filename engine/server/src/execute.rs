//! The entry point: everybody who wants something of the engine holds a [`Handle`]. Nothing but `execute` appends.

pub mod account;
mod appeals;
mod clock_impact;
pub mod file_kind;
mod jump;
pub(crate) mod live;
mod owner;
pub mod page_link;
mod reading;
pub mod receipts;
pub(crate) mod sight;
mod without_account;
pub(crate) mod words;

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError, Weak};

use muster_protocol::codec::BLOB_BYTES_MAX;
use muster_protocol::command::{Accepted, Command, CommandEnvelope, FailDelivery, Refusal, RefusalCode};
use muster_protocol::definition::EXTENSION;
use muster_protocol::event::NamedEvent;
use muster_protocol::ids::{CampaignId, CommandId, Digest, Position};
use muster_protocol::item::CHUNK;
use muster_protocol::place::{Begun, Place};
use muster_protocol::question::{Address, Answer, Question};
use muster_protocol::recorded::Recorded;
use muster_protocol::time::Instant;
use muster_protocol::unseen;
use muster_wire::link::LinkError;
use muster_wire::local::Hub;
use tokio::sync::{Notify, oneshot, watch};

use crate::clock::Clock;
use crate::directory::contacts::{Account, Contacts};
use crate::directory::identity::Lineage;
use crate::place::{begin, known};
use crate::queue::{Front, Job, Reply};
use crate::store::{Blob, Reader};
use crate::tail::Tail;
use crate::view::View;
use crate::watch::gauge::{self, Gauge, WorkerStatus};
use crate::watch::health::{ChannelHealth, ChannelStatus, Outside};
use crate::watch::metrics::Metrics;
use crate::writer::campaigns::Parked;
use crate::writer::{plain_refusal, stored_event};
use page_link::{PublicAddress, letters_of};
use receipts::Gateways;

pub use clock_impact::ClockImpact;
use owner::Awaited;

/// Longest cause of a dead letter in bytes: a panic may say a lot, ops read its beginning.
const CAUSE_BYTES_MAX: usize = 4_096;

/// Sweeps after which something that was stored for nothing is gone: two spare it as new, the one behind its coming and the next.
pub(crate) const SWEEPS_UNTIL_GONE: u64 = 3;

/// A handle on a running engine. Cloning is cheap; it outlives the engine and then says [`LinkError::Closed`].
#[derive(Clone)]
pub struct Handle(Arc<Inner>);

pub(crate) struct Inner {
    pub(crate) front: Front,
    pub(crate) head: watch::Receiver<Position>,
    pub(crate) due: watch::Receiver<Option<Instant>>,
    pub(crate) clock: Clock,
    pub(crate) tail: Arc<Tail>,
    pub(crate) reader: Arc<dyn Reader>,
    pub(crate) parked: Parked,
    pub(crate) view: View,
    pub(crate) contacts: Contacts,
    /// There while the engine is on NATS.
    pub(crate) gauge: Mutex<Option<Gauge>>,
    pub(crate) metrics: Metrics,
    /// Why commits of the log fail; none when they go through.
    pub(crate) store_trouble: watch::Receiver<Option<String>>,
    /// The channels of the workers in this process.
    pub(crate) channels: Mutex<Vec<ChannelHealth>>,
    /// Those of the workers outside, as they said last.
    pub(crate) outside: Outside,
    /// What is scored in each campaign, as far as anybody asked.
    pub(crate) scored: tokio::sync::Mutex<BTreeMap<CampaignId, live::Live>>,
    /// Where people reach the pages.
    pub(crate) public: Mutex<Option<PublicAddress>>,
    /// Who reads what counterparts of channels tell later of letters that they took.
    pub(crate) gateways: Mutex<Option<Arc<dyn Gateways>>>,
    /// The workers in this process: lent, not held, since they hold a handle themselves.
    pub(crate) inside: Mutex<Weak<Hub>>,
    /// How often was swept, and who wants it soon.
    pub(crate) sweeps: Sweeps,
    /// What the words of counterparts are salted with.
    pub(crate) words: words::Salts,
}

/// Sweeps of a running engine.
#[derive(Debug, Default)]
pub(crate) struct Sweeps {
    done: AtomicU64,
    wanted: Notify,
}

impl std::fmt::Debug for Handle {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Handle").field("head", &*self.0.head.borrow()).field("clock", &self.0.clock).finish()
    }
}

impl Handle {
    pub(crate) fn new(inner: Inner) -> Self {
        Self(Arc::new(inner))
    }

    /// Executes a command: durable when this answers. The same id again answers with the first outcome and
    /// `events: 0`, as long as the log exists.
    ///
    /// # Errors
    /// [`LinkError`]: refused, busy, of unknown outcome (say it again with the same id), or closed.
    pub async fn execute(&self, envelope: CommandEnvelope) -> Result<Accepted, LinkError> {
        if let Err(no) = file_kind::of_command(self.0.reader.as_ref(), &envelope.command).await {
            self.0.metrics.answered(envelope.command.name(), &Err(no.clone()));
            return Err(no);
        }
        let envelope = self.with_what_is_counted(envelope).await?;
        self.queue(envelope)?.await.map_err(|_| LinkError::Closed)?
    }

    /// What the engine does last of all.
    pub(crate) async fn fold_contacts(&self) {
        self.0.contacts.fold().await;
    }

    /// Queues a command; its answer comes later.
    fn queue(&self, envelope: CommandEnvelope) -> Result<Awaited<Accepted>, LinkError> {
        let name = envelope.command.name();
        if let Some(refusal) = self.must_wait(&envelope.command) {
            let refused = LinkError::Refused(refusal);
            self.0.metrics.answered(name, &Err(refused.clone()));
            return Err(refused);
        }
        let (reply, answer) = oneshot::channel();
        self.0.front.push(Job::CommandEnvelope(Box::new(envelope), reply)).inspect_err(|turned_away| {
            self.0.metrics.answered(name, &Err(turned_away.clone()));
        })?;
        Ok(answer)
    }

    /// Asks about committed state.
    pub async fn ask(&self, question: Question) -> Result<Answer, LinkError> {
        if let Question::Blob { digest } = question {
            let blob = self.blob(digest).await?;
            return Ok(blob.map_or(Answer::Unknown, |blob| Answer::Blob(blob.bytes)));
        }
        if let Question::Event { campaign, version } = &question {
            return Ok(stored_event(self.0.reader.as_ref(), campaign, *version).await?);
        }
        if let Question::Addresses { campaign, contacts } = &question {
            return self.addresses(campaign, contacts).await;
        }
        if let Question::Permits { campaign, today, wishes } = &question {
            let permits = self.0.contacts.permits(campaign, *today, wishes, self.0.clock.now()).await?;
            return Ok(Answer::Permits(permits));
        }
        if let Question::Channels { process, channels } = question {
            self.0.outside.says(&process, channels);
            return Ok(Answer::Noted);
        }
        if let Question::Numbers { campaign, taken } = &question {
            self.0.contacts.note_numbers(campaign, taken, account::machine_now()).await?;
            return Ok(Answer::Noted);
        }
        if let Question::Words { campaign, said } = question {
            return self.store_all_words(&campaign, said).await;
        }
        let letters = letters_of(&question);
        let answer = self.perform(|reply| Job::Ask(question, reply)).await?;
        self.linked(letters, answer).await
    }

    /// Hands a job to the writer, and waits until it is done.
    async fn perform<T>(&self, job: impl FnOnce(Reply<T>) -> Job) -> Result<T, LinkError> {
        let (reply, answer) = oneshot::channel();
        self.0.front.push(job(reply))?;
        answer.await.map_err(|_| LinkError::Closed)?
    }

    /// Says under which address people reach this engine's pages: letters carry links from now on.
    pub fn set_public(&self, address: PublicAddress) {
        *self.0.public.lock().unwrap_or_else(PoisonError::into_inner) = Some(address);
    }

    /// Under which address people reach this engine's pages; none where letters carry no links.
    #[must_use]
    pub fn public(&self) -> Option<PublicAddress> {
        self.0.public.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    async fn addresses(&self, campaign: &CampaignId, contacts: &[String]) -> Result<Answer, LinkError> {
        let mut answer = Vec::with_capacity(contacts.len().min(CHUNK));
        for contact in contacts.iter().take(CHUNK) {
            let accounts = self.0.contacts.accounts(campaign, contact).await?;
            let address = |Account { channel, account, .. }| Address { channel, account };
            let letters = accounts.into_iter().filter(|account| account.channel != EXTENSION);
            answer.push(letters.map(address).collect());
        }
        Ok(Answer::Addresses(answer))
    }

    /// Stores bytes, durable when this answers; the same bytes again are the same blob.
    ///
    /// # Errors
    /// [`LinkError`] as for [`Handle::execute`]; refused as too large above [`BLOB_BYTES_MAX`].
    pub async fn store(&self, bytes: Vec<u8>) -> Result<Digest, LinkError> {
        self.put(Blob::plain(bytes)).await
    }

    /// Stores a free text under a salted digest, each time another one: who has the digest cannot guess the text,
    /// and erasing the blob erases the salt with it.
    pub async fn store_text(&self, text: &str) -> Result<Digest, LinkError> {
        // A reason or a record may have lines; it is read on terminals and in letters all the same.
        if let Some(c) = unseen::find_in_lines(text) {
            return Err(plain_refusal(c).into());
        }
        let salt = *uuid::Uuid::new_v4().as_bytes();
        self.put(Blob::salted(text.as_bytes().to_vec(), salt)).await
    }

    pub(crate) async fn put(&self, blob: Blob) -> Result<Digest, LinkError> {
        if blob.bytes.len() > BLOB_BYTES_MAX {
            let detail = format!("{} bytes, at most {BLOB_BYTES_MAX}", blob.bytes.len());
            return Err(Refusal::plain(RefusalCode::TooLarge, detail).into());
        }
        self.perform(|reply| Job::Put(blob, reply)).await
    }

    /// Takes away blobs that no event names and that were stored before the last sweep; their number. What came since is
    /// spared: its command may be on its way.
    pub async fn sweep(&self) -> Result<u64, LinkError> {
        let swept = self.perform(Job::Sweep).await?;
        self.0.sweeps.done.fetch_add(1, Ordering::Relaxed);
        Ok(swept)
    }

    /// How often was swept since the engine started.
    pub(crate) fn sweeps(&self) -> u64 {
        self.0.sweeps.done.load(Ordering::Relaxed)
    }

    /// Says that something was stored for nothing; after how many sweeps it is gone.
    pub(crate) fn sweep_soon(&self) -> u64 {
        self.0.sweeps.wanted.notify_one();
        self.sweeps() + SWEEPS_UNTIL_GONE
    }

    /// Resolves when somebody has said so.
    pub(crate) async fn sweep_is_wanted(&self) {
        self.0.sweeps.wanted.notified().await;
    }

    /// A stored blob.
    pub async fn blob(&self, digest: Digest) -> Result<Option<Blob>, LinkError> {
        Ok(self.0.reader.blob(digest).await?)
    }

    /// The position of the last committed event, and every change of it.
    #[must_use]
    pub fn head(&self) -> watch::Receiver<Position> {
        self.0.head.clone()
    }

    /// Committed events after a position and up to the head that is known, in order, at most `limit`; near the head they come
    /// from memory. What was committed a moment ago and is not known yet comes with the next: a follower that stood at it would be told
    /// that the log ends earlier.
    pub async fn read(&self, after: Position, limit: usize) -> Result<Vec<Arc<Recorded>>, LinkError> {
        let rows = match self.0.tail.read(after, limit) {
            Some(rows) => rows,
            None => self.0.reader.read(after, limit).await?,
        };
        Ok(known(rows, *self.0.head.borrow()))
    }

    /// A campaign's committed events after a position, in order, at most `limit`.
    pub async fn read_of(
        &self,
        campaign: &CampaignId,
        after: Position,
        limit: usize,
    ) -> Result<Vec<Arc<Recorded>>, LinkError> {
        let rows = self.0.reader.campaign_on(campaign, after, limit).await?;
        Ok(known(rows, *self.0.head.borrow()))
    }

    /// The campaigns that were launched, by id.
    pub async fn campaigns(&self) -> Result<Vec<CampaignId>, LinkError> {
        let heads = self.0.reader.campaigns().await?;
        Ok(heads.into_iter().map(|head| head.campaign).collect())
    }

    /// From where on the log is heard by somebody who names a place.
    ///
    /// # Errors
    /// [`LinkError`]: refused where this log never had such a place and nobody can say where it parted; the store fails.
    pub async fn begin(&self, place: &Place) -> Result<Begun, LinkError> {
        let lineage = Lineage::of(self.0.reader.as_ref()).await?;
        Ok(begin(place, &lineage, *self.0.head.borrow())?)
    }

    /// The campaign clock.
    #[must_use]
    pub fn clock(&self) -> &Clock {
        &self.0.clock
    }

    /// The earliest planned instant of all campaigns.
    #[must_use]
    pub fn next_due(&self) -> Option<Instant> {
        *self.0.due.borrow()
    }

    /// Changes of [`Handle::next_due`].
    #[must_use]
    pub fn due_changes(&self) -> watch::Receiver<Option<Instant>> {
        self.0.due.clone()
    }

    /// Moves every campaign that is due on to now. Does nothing while the clock is held.
    pub async fn tick(&self) -> Result<(), LinkError> {
        if self.0.clock.held() {
            return Ok(());
        }
        let (reply, answer) = oneshot::channel();
        self.0.front.tick(reply).await?;
        answer.await.map_err(|_| LinkError::Closed)?
    }

    /// Campaigns in which a bug or damage was met since the engine started, with what it said. They answer
    /// [`RefusalCode::Fault`] or [`RefusalCode::Damaged`] until the engine is started again.
    #[must_use]
    pub fn parked(&self) -> BTreeMap<CampaignId, String> {
        let parked = self.0.parked.lock().unwrap_or_else(PoisonError::into_inner);
        parked.iter().map(|(id, halt)| (id.clone(), halt.cause().to_owned())).collect()
    }

    /// The rows computed from the events.
    #[must_use]
    pub fn view(&self) -> &View {
        &self.0.view
    }

    /// Whom contacts are reached by.
    #[must_use]
    pub fn contacts(&self) -> &Contacts {
        &self.0.contacts
    }

    /// How the engine is on NATS; none when it is not.
    #[must_use]
    pub fn gauge(&self) -> Option<Gauge> {
        self.0.gauge.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub(crate) fn put_gauge(&self, gauge: Option<Gauge>) {
        *self.0.gauge.lock().unwrap_or_else(PoisonError::into_inner) = gauge;
    }

    /// What is counted.
    #[must_use]
    pub fn metrics(&self) -> &Metrics {
        &self.0.metrics
    }

    /// Jobs that wait for the writer, by queue.
    #[must_use]
    pub fn queues(&self) -> [(&'static str, usize); 3] {
        self.0.front.lengths()
    }

    /// Whether the writer takes commands.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.0.front.is_open()
    }

    /// Why commits of the log fail, in the system's own words; none when they go through.
    #[must_use]
    pub fn store_trouble(&self) -> Option<String> {
        self.0.store_trouble.borrow().clone()
    }

    pub(crate) fn store_trouble_changes(&self) -> watch::Receiver<Option<String>> {
        self.0.store_trouble.clone()
    }

    /// Shows from now on how a channel of the workers in this process is.
    pub fn add_channel(&self, channel: ChannelHealth) {
        self.0.channels.lock().unwrap_or_else(PoisonError::into_inner).push(channel);
    }

    /// How the channels of all workers are: of those in this process, and of those outside as they said last.
    #[must_use]
    pub fn channels(&self) -> Vec<ChannelStatus> {
        let inside = {
            let channels = self.0.channels.lock().unwrap_or_else(PoisonError::into_inner);
            channels.iter().map(ChannelHealth::status).collect()
        };
        self.0.outside.with(inside)
    }

    /// Shows from now on how far the workers in this process are, for as long as somebody else holds the hub.
    pub fn set_hub(&self, hub: &Arc<Hub>) {
        *self.0.inside.lock().unwrap_or_else(PoisonError::into_inner) = Arc::downgrade(hub);
    }

    /// How far the workers in this process are, by name; none where none runs.
    #[must_use]
    pub fn inside(&self) -> BTreeMap<String, WorkerStatus> {
        let hub = self.0.inside.lock().unwrap_or_else(PoisonError::into_inner).upgrade();
        hub.map(|hub| gauge::inside(&hub)).unwrap_or_default()
    }

    /// Writes down that a worker gave the event at a position up.
    async fn fail_delivery(&self, consumer: &str, position: Position, cause: &str) -> Result<(), LinkError> {
        let rows = Handle::read(self, Position(position.0.saturating_sub(1)), 1).await?;
        let Some(row) = rows.first().filter(|row| row.position == position) else {
            let detail = format!("there is no event {position} to give up");
            return Err(Refusal::plain(RefusalCode::UnknownName, detail).into());
        };
        // What was redelivered is the same letter as before.
        let version = match row.named() {
            Ok(NamedEvent::DeliveryRetried(again)) if again.consumer == consumer => again.version,
            Ok(_) | Err(_) => row.version,
        };
        let mut cause = cause.to_owned();
        cause.truncate(cause.floor_char_boundary(CAUSE_BYTES_MAX));
        let cause = self.store_text(&cause).await?;
        let fail = FailDelivery { consumer: consumer.to_owned(), version, cause };
        let envelope = CommandEnvelope {
            id: CommandId(*uuid::Uuid::now_v7().as_bytes()),
            campaign: row.campaign.clone(),
            actor: format!("worker/{consumer}"),
            behalf: None,
            via: "engine".to_owned(),
            command: Command::FailDelivery(fail),
        };
        self.execute(envelope).await.map(drop)
    }

    pub(crate) fn inner(&self) -> &Inner {
        &self.0
    }

    pub(crate) fn reader(&self) -> &Arc<dyn Reader> {
        &self.0.reader
    }
}
