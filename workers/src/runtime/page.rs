//! Deliveries that came together, dealt with together: each has a handler of its own, and all of them go on as far as they can
//! before anything is said to the engine. So what a page asks goes out in one request, and what it reports in another. Nobody
//! waits for a letter of somebody else.

use std::any::Any;
use std::future::poll_fn;
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::task::Poll;
use std::time::Duration;

use futures_util::stream::FuturesUnordered;
use futures_util::{FutureExt, StreamExt};
use muster_wire::link::{Boxed, Delivery, Link, LinkError, Verdict};
use tokio::sync::OwnedSemaphorePermit;

use super::drive::Driver;
use super::patience::LATER_MS;
use super::together::Together;

/// A handler that panics this often over one event leaves it as a dead letter.
const PANICS_MAX: u32 = 3;

/// Pause, in machine time, after a verdict that could not be given: the event comes again at once.
const SETTLE_PAUSE: Duration = Duration::from_millis(500);

/// A delivery with its place in the window.
pub(super) type Placed<D> = (D, OwnedSemaphorePermit);

/// Deals with a page to the last verdict. `false` when the other side has shut down for good.
pub(super) async fn deal_with<L: Link, D: Delivery>(driver: Arc<Driver<L>>, page: Vec<Placed<D>>) -> bool {
    let together = Arc::new(Together::new(driver.link().clone()));
    let mut handlers: FuturesUnordered<_> =
        page.into_iter().map(|placed| handle(&driver, &together, placed)).collect();
    let mut said: FuturesUnordered<Boxed<'static, bool>> = FuturesUnordered::new();
    let (mut ended, mut open) = (Vec::new(), true);
    loop {
        // Everybody who can go on goes on before anything is said.
        while let Some(Some(one)) = handlers.next().now_or_never() {
            ended.push(one);
        }
        let mut done = Vec::new();
        for (placed, verdict) in ended.drain(..) {
            match verdict {
                Some(Verdict::Done) => done.push(placed),
                Some(verdict) => said.push(Box::pin(settle(driver.name(), placed, verdict))),
                None => open = false,
            }
        }
        if !done.is_empty() {
            said.push(Box::pin(settle_done(driver.name(), done)));
        }
        said.extend(together.say());
        let some = !handlers.is_empty();
        let moved = poll_fn(|context| match handlers.poll_next_unpin(context) {
            Poll::Ready(Some(one)) => Poll::Ready(Some(one)),
            // Nobody has ended, and somebody may want to say something.
            Poll::Ready(None) | Poll::Pending if together.has_words() => Poll::Ready(None),
            Poll::Ready(None) | Poll::Pending => Poll::Pending,
        });
        tokio::select! {
            one = moved, if some => ended.extend(one),
            Some(goes_on) = said.next(), if !said.is_empty() => open &= goes_on,
            else => return open,
        }
    }
}

/// Handles a delivery to its verdict; none when the other side has shut down for good.
async fn handle<L: Link, D: Delivery>(
    driver: &Arc<Driver<L>>,
    together: &Arc<Together<L>>,
    (delivery, place): Placed<D>,
) -> (Placed<D>, Option<Verdict>) {
    let (recorded, attempt) = (Arc::clone(delivery.recorded()), delivery.attempt());
    let given = (attempt, delivery.given_before());
    let handled = AssertUnwindSafe(driver.handle(together, &recorded, given)).catch_unwind().await;
    let verdict = match handled {
        Ok(verdict) => verdict,
        Err(_) if attempt < PANICS_MAX => Some(Verdict::Again { after_ms: LATER_MS }),
        Err(panic) => {
            Some(Verdict::Dead { cause: format!("bug in {}: {}", driver.name(), words(panic.as_ref())) })
        }
    };
    ((delivery, place), verdict)
}

/// What a panic said.
fn words(panic: &(dyn Any + Send)) -> &str {
    let text = panic.downcast_ref::<&str>().copied();
    text.or_else(|| panic.downcast_ref::<String>().map(String::as_str)).unwrap_or("a panic without words")
}

async fn settle_done<D: Delivery>(worker: &'static str, done: Vec<Placed<D>>) -> bool {
    let (deliveries, places): (Vec<D>, Vec<OwnedSemaphorePermit>) = done.into_iter().unzip();
    let goes_on = taken(worker, D::done(deliveries).await).await;
    drop(places);
    goes_on
}

async fn settle<D: Delivery>(worker: &'static str, (delivery, place): Placed<D>, verdict: Verdict) -> bool {
    if let Verdict::Dead { cause } = &verdict {
        let recorded = delivery.recorded();
        tracing::warn!(worker, position = %recorded.position, event = recorded.name, cause, "dead letter");
    }
    let goes_on = taken(worker, delivery.settle(verdict).await).await;
    drop(place);
    goes_on
}

/// Whether verdicts were taken; `false` when the other side has shut down for good.
async fn taken(worker: &'static str, settled: Result<(), LinkError>) -> bool {
    match settled {
        Ok(()) => true,
        Err(LinkError::Closed) => false,
        Err(error) => {
            tracing::warn!(worker, %error, "a verdict was not taken");
            tokio::time::sleep(SETTLE_PAUSE).await;
            true
        }
    }
}
