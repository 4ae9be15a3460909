//! Gives a pure half its hands: hears events on a link, asks, sends letters, gives commands, and says of each event what
//! became of it. It must never decide what is to be done (the pure half does) and never tell an event `Done` before the
//! command that reports it was answered. Start at [`run`].

mod breaker;
mod definitions;
mod drive;
mod in_hand;
mod limits;
mod patience;
mod post;
#[cfg(test)]
mod tests;

use std::sync::Arc;
use std::time::Duration;

use muster_rules::worker::PureHalf;
use muster_wire::link::{ConsumerKind, Deliveries, Delivery, Link, LinkError, Subscription, Verdict};
use muster_words::event::PUTS_IN_FORCE;
use tokio::sync::watch;
use tokio::task::JoinSet;

use crate::channel::Channel;
use drive::Driver;
use patience::LATER_MS;

pub use breaker::{BREAKER_AFTER, BREAKER_MINUTES};
pub use post::{BACKOFF_MINUTES, PATIENCE_DAYS};

/// Most deliveries that one worker handles at a time, also the window of its consumer: one letter that is stuck leaves
/// the others their turn, and an outage brings no more than these again. Wide enough that their reports fill one group
/// commit: with a sixteenth of it the writer syncs sixteen times for the same work.
pub const AT_ONCE: usize = 256;

/// A handler that panics this often over one event leaves it as a dead letter.
const PANICS_MAX: u32 = 3;

/// Pause, in machine time, after a verdict that could not be given: the event comes again at once.
const SETTLE_PAUSE: Duration = Duration::from_millis(500);

/// Heard by every worker too: an event that it had given up is given to it again.
const GIVES_AGAIN: &str = "delivery.retried";

/// Runs a worker until `shutdown` turns true, its sender is gone, or the link closes. What was begun is then finished.
///
/// # Errors
/// [`LinkError`] when the link could not be opened.
pub async fn run<L: Link>(
    link: L,
    half: Box<dyn PureHalf + Send>,
    channel: Arc<dyn Channel>,
    mut shutdown: watch::Receiver<bool>,
) -> Result<(), LinkError> {
    let subscription = subscription(half.as_ref());
    let (name, at_once) = match subscription.kind {
        ConsumerKind::Work { window } => (half.name(), window),
        ConsumerKind::Fold => (half.name(), 1),
    };
    let mut deliveries = link.subscribe(subscription).await?;
    let driver = Arc::new(Driver::new(link, half, channel));
    let mut tasks: JoinSet<bool> = JoinSet::new();
    tracing::debug!(worker = name, "listening");
    loop {
        tokio::select! {
            biased;
            // Also when the sender is gone: nobody could ask us to stop any more.
            _ = shutdown.wait_for(|stop| *stop) => break,
            Some(ended) = tasks.join_next(), if !tasks.is_empty() => {
                if !ended.unwrap_or(true) {
                    break;
                }
            }
            delivery = deliveries.next(), if tasks.len() < at_once => match delivery {
                Some(delivery) => {
                    tasks.spawn(deal_with(driver.clone(), delivery));
                }
                None => break,
            },
        }
    }
    while tasks.join_next().await.is_some() {}
    tracing::debug!(worker = name, "ended");
    Ok(())
}

fn subscription(half: &dyn PureHalf) -> Subscription {
    let mut events = half.hears().to_vec();
    if !events.is_empty() {
        // Heard by every worker, whatever its half hears: from then on another definition is in force.
        let missing = PUTS_IN_FORCE.iter().chain(&[GIVES_AGAIN]).filter(|name| !half.hears().contains(name));
        events.extend(missing);
    }
    let kind = if half.folds() { ConsumerKind::Fold } else { ConsumerKind::Work { window: AT_ONCE } };
    Subscription { consumer: half.name().to_owned(), events, kind }
}

/// Handles a delivery to its verdict. `false` when the other side has shut down for good.
async fn deal_with<L: Link, D: Delivery>(driver: Arc<Driver<L>>, delivery: D) -> bool {
    let (recorded, attempt) = (delivery.recorded().clone(), delivery.attempt());
    let (position, name) = (recorded.position, recorded.name.clone());
    // A task of its own, so that a panic ends in a verdict like everything else.
    let handled = {
        let driver = driver.clone();
        tokio::spawn(async move { driver.handle(&recorded, attempt).await }).await
    };
    let verdict = match handled {
        Ok(Some(verdict)) => verdict,
        Ok(None) => return false,
        Err(_) if attempt < PANICS_MAX => Verdict::Again { after_ms: LATER_MS },
        Err(panic) => Verdict::Dead { cause: format!("bug in {}: {panic}", driver.name()) },
    };
    if let Verdict::Dead { cause } = &verdict {
        tracing::warn!(worker = driver.name(), %position, event = name, cause, "dead letter");
    }
    match delivery.settle(verdict).await {
        Ok(()) => true,
        Err(LinkError::Closed) => false,
        Err(error) => {
            tracing::warn!(worker = driver.name(), %position, %error, "verdict not taken");
            tokio::time::sleep(SETTLE_PAUSE).await;
            true
        }
    }
}
