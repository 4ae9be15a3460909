//! Carries out the effects of worker logic: hears events on a link, asks, sends letters, gives commands, and says of each event what
//! became of it. It must never decide what is to be done (the worker logic does) and never tell an event `Done` before the
//! command that reports it was answered. Start at [`run`].

mod breaker;
mod definitions;
mod drive;
mod in_hand;
mod kept;
mod limits;
mod page;
mod patience;
mod post;
#[cfg(test)]
mod tests;
mod together;

use std::path::Path;
use std::sync::Arc;

use muster_protocol::event::PUTS_IN_FORCE;
use muster_rules::worker::WorkerLogic;
use muster_wire::link::{ConsumerKind, Deliveries, Delivery, Link, LinkError, Subscription};
use tokio::sync::{Semaphore, watch};
use tokio::task::JoinSet;

use crate::channel::Channel;
use drive::Driver;
use kept::Keeper;
use page::{Placed, deal_with};

pub use breaker::BREAKER_MINUTES;
pub use kept::KEPT_EVERY;
pub use post::{BACKOFF_MINUTES, PATIENCE_DAYS};

/// Most deliveries that one worker handles at a time, also the window of its consumer: one letter that is stuck leaves
/// the others their turn, and an outage brings no more than these again. Wide enough that their reports fill one group
/// commit: with a sixteenth of it the writer syncs sixteen times for the same work.
pub const AT_ONCE: usize = 256;

/// Most deliveries that are dealt with together: what they ask and report goes in one request, and a page is soon over.
const PAGE: usize = 64;

/// Heard by every worker too: an event that it had given up is given to it again.
const GIVES_AGAIN: &str = "delivery.retried";

/// Runs a worker until `shutdown` turns true, its sender is gone, or the link closes. What was begun is then finished.
///
/// # Errors
/// [`LinkError`] when the link could not be opened.
pub async fn run<L: Link>(
    link: L,
    logic: Box<dyn WorkerLogic + Send>,
    channel: Arc<dyn Channel>,
    shutdown: watch::Receiver<bool>,
) -> Result<(), LinkError> {
    work(link, logic, channel, None, shutdown).await
}

/// The same for a worker that may keep what it has counted in a folder: a fold goes on from there and hears only what came since.
/// Other workers keep nothing.
///
/// # Errors
/// As [`run`].
pub async fn run_kept<L: Link>(
    link: L,
    logic: Box<dyn WorkerLogic + Send>,
    channel: Arc<dyn Channel>,
    folder: &Path,
    shutdown: watch::Receiver<bool>,
) -> Result<(), LinkError> {
    let keeper = logic.folds().then(|| Keeper::new(folder, logic.name()));
    work(link, logic, channel, keeper, shutdown).await
}

async fn work<L: Link>(
    link: L,
    mut logic: Box<dyn WorkerLogic + Send>,
    channel: Arc<dyn Channel>,
    keeper: Option<Keeper>,
    mut shutdown: watch::Receiver<bool>,
) -> Result<(), LinkError> {
    let mut subscription = subscription(logic.as_ref());
    let (name, at_once) = match subscription.kind {
        ConsumerKind::Work { window } => (logic.name(), window),
        ConsumerKind::Fold { .. } => (logic.name(), 1),
    };
    let mut in_force = Vec::new();
    if let Some(keeper) = &keeper {
        let kept = tokio::select! {
            biased;
            _ = shutdown.wait_for(|stop| *stop) => return Ok(()),
            kept = keeper.read(&link) => kept,
        };
        if let Some(kept) = kept {
            if let Some(resumed) = logic.resume(&kept.fold) {
                in_force = resumed;
                subscription.kind = ConsumerKind::Fold { after: kept.position };
                tracing::debug!(worker = name, after = %kept.position, "goes on from what was counted");
                keeper.resumed(kept);
            } else {
                tracing::warn!(
                    worker = name,
                    "what was counted is of another version; everything is heard again"
                );
            }
        }
    }
    let mut deliveries = link.subscribe(subscription).await?;
    let driver = Arc::new(Driver::new(link, logic, channel, keeper, in_force));
    let places = Arc::new(Semaphore::new(at_once));
    let mut pages: JoinSet<bool> = JoinSet::new();
    tracing::debug!(worker = name, "listening");
    loop {
        let room = places.available_permits();
        tokio::select! {
            biased;
            // Also when the sender is gone: nobody could ask us to stop any more.
            _ = shutdown.wait_for(|stop| *stop) => break,
            Some(ended) = pages.join_next(), if !pages.is_empty() => {
                if !ended.unwrap_or(true) {
                    break;
                }
            }
            // Looked at again: somebody has ended.
            _free = places.acquire(), if room == 0 => {}
            page = deliveries.page(room.min(PAGE)), if room > 0 => match page {
                Some(page) => drop(pages.spawn(deal_with(driver.clone(), placed(&places, page)))),
                None => break,
            },
        }
    }
    while pages.join_next().await.is_some() {}
    driver.keep().await;
    tracing::debug!(worker = name, "ended");
    Ok(())
}

/// Deliveries with their places in the window. Nobody else takes places, so there are as many as were seen.
fn placed<D: Delivery>(places: &Arc<Semaphore>, page: Vec<D>) -> Vec<Placed<D>> {
    let place = |delivery| Some((delivery, Arc::clone(places).try_acquire_owned().ok()?));
    page.into_iter().filter_map(place).collect()
}

fn subscription(logic: &dyn WorkerLogic) -> Subscription {
    let mut events = logic.hears().to_vec();
    if !events.is_empty() {
        // Heard by every worker, no matter what its logic hears: from then on another definition is in force.
        let missing = PUTS_IN_FORCE.iter().chain(&[GIVES_AGAIN]).filter(|name| !logic.hears().contains(name));
        events.extend(missing);
    }
    let window = if logic.in_turn() { 1 } else { AT_ONCE };
    let kind = if logic.folds() { ConsumerKind::FOLD } else { ConsumerKind::Work { window } };
    Subscription { consumer: logic.name().to_owned(), events, kind }
}
