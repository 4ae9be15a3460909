//! Streams of deliveries: the waiting around a sender.

use std::sync::Arc;
use std::time::Duration;

use muster_protocol::recorded::Recorded;
use tokio::sync::watch;

use super::NatsLink;
use super::fold::Reader;
use super::pull::{Pulled, Puller};
use super::sender::{NatsDelivery, Sender};
use crate::link::{ConsumerKind, Deliveries, LinkError};
use crate::nats::headers;

/// Pause after the consumer could not be had, in machine time.
const PAUSE: Duration = Duration::from_millis(200);

/// Where a stream has its events from.
#[derive(Debug)]
enum Source {
    Work(Box<Puller>),
    Fold(Reader),
}

/// One stream of a consumer. Dropping the future of [`Deliveries::next`] loses nothing.
pub struct NatsDeliveries {
    link: NatsLink,
    sender: Arc<Sender>,
    source: Source,
    /// An event that came without its body, which is still to be fetched, and where the server wants to hear of it.
    bodiless: Option<(Recorded, String)>,
    wakes: watch::Receiver<u64>,
    closed: watch::Receiver<bool>,
}

impl std::fmt::Debug for NatsDeliveries {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("NatsDeliveries").field("consumer", &self.sender.name()).finish_non_exhaustive()
    }
}

impl NatsDeliveries {
    pub(super) fn open(link: NatsLink, sender: Arc<Sender>, kind: ConsumerKind) -> Self {
        let (wakes, closed) = (sender.wakes(), link.0.closed.subscribe());
        let source = match kind {
            ConsumerKind::Work { .. } => Source::Work(Box::default()),
            ConsumerKind::Fold { after } => Source::Fold(Reader::after(after)),
        };
        Self { link, sender, source, bodiless: None, wakes, closed }
    }

    /// Asks for the consumer. An owner or a server that is away is waited for later, in [`Deliveries::next`].
    pub(super) async fn begin(&self) -> Result<(), LinkError> {
        match self.sender.subscribe().await {
            Ok(_) => Ok(()),
            Err(LinkError::Unreachable(cause)) => {
                tracing::warn!(consumer = self.sender.name(), cause, "the consumer is not available yet");
                Ok(())
            }
            Err(other) => Err(other),
        }
    }

    /// Puts a message that has come already onto the sender; `false` where there is none.
    fn took_what_came(&mut self) -> bool {
        let (Some(target), Source::Work(puller)) = (self.sender.target(), &mut self.source) else {
            return false;
        };
        let Some(message) = puller.came() else { return false };
        let reply = message.reply.as_ref().map(ToString::to_string);
        let read = headers::incoming(&message).filter(|read| read.generation == target.generation);
        match (read, reply) {
            (Some(read), Some(reply)) if !read.elsewhere => {
                puller.took(&message);
                self.sender.arrived(Arc::new(read.recorded), Some(reply));
                true
            }
            // What needs a request is dealt with when the next one is waited for.
            (_, _) => {
                puller.put_back(message);
                false
            }
        }
    }

    /// Brings more onto the sender. `false` ends the stream.
    async fn fetch(&mut self) -> bool {
        let Some(target) = self.sender.target() else {
            match self.sender.subscribe().await {
                Ok(_) => {}
                Err(LinkError::Closed) => return false,
                Err(error) => {
                    tracing::warn!(consumer = self.sender.name(), %error, "the consumer is not available");
                    tokio::time::sleep(PAUSE).await;
                }
            }
            return true;
        };
        if let Some((recorded, _)) = &self.bodiless {
            let body = self.link.body(recorded.position).await;
            if let Some((mut recorded, reply)) = self.bodiless.take() {
                match body {
                    Ok(body) => {
                        recorded.body = body;
                        self.sender.arrived(Arc::new(recorded), Some(reply));
                    }
                    // It comes again when its time is over.
                    Err(error) => tracing::warn!(%error, "a body cannot be fetched"),
                }
            }
            return true;
        }
        let puller = match &mut self.source {
            Source::Fold(reader) => return reader.next(&self.link, &self.sender).await,
            Source::Work(puller) => puller,
        };
        let message = match puller.next(&self.link, &target, self.sender.name(), self.sender.room()).await {
            Pulled::Message(message) => message,
            Pulled::Nothing => return true,
            Pulled::Closed => return false,
            Pulled::Gone => {
                if let Err(error) = self.sender.subscribe().await {
                    tracing::warn!(consumer = self.sender.name(), %error, "the consumer is gone");
                    tokio::time::sleep(PAUSE).await;
                }
                return true;
            }
        };
        let Some(reply) = message.reply.as_ref().map(ToString::to_string) else { return true };
        match headers::incoming(&message).filter(|read| read.generation == target.generation) {
            Some(read) if !read.elsewhere => self.sender.arrived(Arc::new(read.recorded), Some(reply)),
            // Kept, since anyone who waits for the next one may let go of this future.
            Some(read) => self.bodiless = Some((read.recorded, reply)),
            None => {
                tracing::error!(subject = %message.subject, "a message that is no event of this log");
                self.sender.refuse(reply).await;
            }
        }
        true
    }
}

impl Deliveries for NatsDeliveries {
    type Item = NatsDelivery;

    async fn next(&mut self) -> Option<NatsDelivery> {
        loop {
            // Seen before the sender is looked at: a change from here on ends the waiting below at once.
            self.wakes.borrow_and_update();
            if *self.closed.borrow_and_update() || self.sender.is_over() {
                return None;
            }
            if let Some(delivery) = self.sender.take() {
                return Some(delivery);
            }
            let may_fetch = match self.source {
                Source::Work(_) => self.sender.room() > 0,
                Source::Fold(_) => self.sender.is_empty(),
            };
            let (mut wakes, mut closed) = (self.wakes.clone(), self.closed.clone());
            let goes_on = tokio::select! {
                changed = wakes.changed() => changed.is_ok(),
                changed = closed.changed() => changed.is_ok(),
                goes_on = self.fetch(), if may_fetch => goes_on,
            };
            if !goes_on {
                return None;
            }
        }
    }

    async fn page(&mut self, most: usize) -> Option<Vec<NatsDelivery>> {
        let mut page = vec![self.next().await?];
        // Nothing is waited for and nothing is asked for from here on: anyone who lets go of this future would let go of the page.
        while page.len() < most {
            match self.sender.take() {
                Some(ready) => page.push(ready),
                None if self.sender.room() > 0 && self.took_what_came() => {}
                None => break,
            }
        }
        Some(page)
    }
}

impl Drop for NatsDeliveries {
    fn drop(&mut self) {
        self.sender.leave();
    }
}
