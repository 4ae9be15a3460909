//! How an engine and its campaigns stand, in one value: for status, metrics and readiness.

use std::collections::BTreeMap;
use std::time::Duration;

use muster_protocol::ids::{CampaignId, Position};
use muster_protocol::time::Instant;
use serde::{Deserialize, Serialize};

use crate::execute::Handle;
use crate::store::StoreError;
use crate::view::OwnCounts;
use crate::view::status::{DeadLetter, Status};
use crate::watch::gauge::{RelayStatus, WorkerStatus};
use crate::watch::health::ChannelStatus;
use crate::watch::metrics::Gauges;

/// How the engine and its campaigns stand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EngineStatus {
    /// The campaign clock.
    pub now: Instant,
    /// `wall` or `stepped`.
    pub clock: String,
    /// Whether ticking is held after a jump of the wall.
    pub held: bool,
    /// Why it is held: `jump`, `stop` or `back`; see [`crate::clock::Doubt`].
    pub doubt: Option<String>,
    /// How far the wall is ahead while it is held, in milliseconds; negative when it is behind.
    pub ahead_ms: Option<i64>,
    /// How far a wall that was accepted is behind, in milliseconds: until it comes there time stands.
    pub stands_ms: Option<i64>,
    /// The earliest planned instant of all campaigns.
    pub next_due: Option<Instant>,
    /// Campaigns in which a bug was met, with what it said.
    pub parked: BTreeMap<String, String>,
    /// Position of the log's last event.
    pub head: Position,
    /// Relay and outside workers, where the engine is on NATS.
    pub relay: Option<RelayStatus>,
    /// Why commits of the log fail, in the system's own words; none when they go through.
    pub store: Option<String>,
    /// The channels of the workers inside the engine's own process.
    pub channels: Vec<ChannelStatus>,
    /// The workers inside the engine's own process, by name.
    pub workers: BTreeMap<String, WorkerStatus>,
    /// Jobs that wait for the writer, by queue.
    pub queues: BTreeMap<String, u64>,
    /// The campaigns.
    pub status: Status,
    /// What was given up, oldest first.
    pub dead_letters: Vec<DeadLetter>,
}

impl EngineStatus {
    /// How an engine stands, when its view has reached the head of the log.
    pub async fn of(handle: &Handle, campaign: Option<&CampaignId>) -> Result<Self, StoreError> {
        at_head(handle).await?;
        let (clock, now) = (handle.clock(), handle.clock().now());
        let head = *handle.head().borrow();
        let queues = handle.queues().map(|(queue, length)| (queue.to_owned(), length as u64));
        Ok(Self {
            now,
            clock: if clock.is_stepped() { "stepped" } else { "wall" }.to_owned(),
            held: clock.held(),
            doubt: clock.doubt().map(|doubt| doubt.code().to_owned()),
            ahead_ms: clock.ahead_ms(),
            stands_ms: clock.stands_ms(),
            next_due: handle.next_due(),
            parked: handle.parked().into_iter().map(|(id, cause)| (id.to_string(), cause)).collect(),
            head,
            relay: relay(handle).await,
            store: handle.store_trouble(),
            channels: handle.channels(),
            workers: handle.inside(),
            queues: queues.into(),
            status: handle.view().status(campaign, now).await?,
            dead_letters: handle.view().dead_letters().await?,
        })
    }

    /// Leaves what is of one campaign: other campaigns' trouble is no business of its people. Counts of those who see a part of it
    /// are of that part.
    pub(super) fn only(&mut self, campaign: &CampaignId, counts: Option<&OwnCounts>) {
        // What the machine says of itself is ops' business.
        (self.store, self.channels) = (None, Vec::new());
        self.parked.retain(|parked, _| parked == campaign.as_str());
        // What was given up, and why, is for ops to look at, as `/v1/dead` is.
        self.dead_letters = Vec::new();
        // Where there are few units, counts of all but one's own tell what the others did.
        for campaign in &mut self.status.campaigns {
            if let Some(counts) = counts {
                counts.put(campaign);
            }
        }
        self.status.dead_letters = self.status.campaigns.iter().map(|campaign| campaign.dead_letters).sum();
    }

    /// All workers, those inside and those outside, by name.
    #[must_use]
    pub fn all_workers(&self) -> BTreeMap<String, WorkerStatus> {
        let outside = self.relay.iter().flat_map(|relay| relay.workers.clone());
        self.workers.clone().into_iter().chain(outside).collect()
    }
}

/// Longest wait of a reader for the view to reach the head (machine time). A view that is rebuilt from a long log takes
/// longer: anyone who asks is then told how far it is, and asks again.
const HEAD_WAIT: Duration = Duration::from_secs(3);

/// Waits until the view has reached the head of the log as it is now.
///
/// # Errors
/// [`StoreError`] when it cannot get there as things are, or is still on its way.
pub async fn at_head(handle: &Handle) -> Result<(), StoreError> {
    at_head_within(handle, HEAD_WAIT).await
}

pub(crate) async fn at_head_within(handle: &Handle, wait: Duration) -> Result<(), StoreError> {
    let (head, view) = (*handle.head().borrow(), handle.view());
    match tokio::time::timeout(wait, view.reached(head)).await {
        Ok(reached) => reached,
        Err(_) => Err(StoreError::Behind { position: view.position(), head }),
    }
}

pub(super) async fn relay(handle: &Handle) -> Option<RelayStatus> {
    match handle.gauge() {
        Some(gauge) => Some(gauge.status().await),
        None => None,
    }
}

/// The same for metrics, as it is now: a view that lags or cannot be read is not waited for.
pub(super) async fn gauges(handle: &Handle) -> Gauges {
    let (head, now) = (*handle.head().borrow(), handle.clock().now());
    let status = handle.view().status(None, now).await;
    if let Err(error) = &status {
        tracing::warn!(%error, "the view cannot be read for a scrape");
    }
    let dead_letters = status.as_ref().ok().map(|status| status.dead_letters);
    Gauges {
        queues: handle.queues().to_vec(),
        head: head.0,
        view: handle.view().position().0,
        view_stuck: handle.view().trouble().is_some() || status.is_err(),
        relay: relay(handle).await,
        workers: handle.inside(),
        campaigns: status.ok().map(|status| status.campaigns),
        parked: handle.parked().len(),
        dead_letters,
        held: handle.clock().held(),
        ahead_ms: handle.clock().ahead_ms().or(handle.clock().stands_ms().map(|behind| -behind)),
        store_failing: handle.store_trouble().is_some(),
        channels: handle.channels(),
        now: now.0,
        next_due: handle.next_due().map(|due| due.0),
    }
}
