//! Pulls messages of a work consumer, a few at a time and only when a handler waits for one, so that workers of a kind
//! share the work. The engine passes each on to the server, so that a worker needs no right of JetStream. Made of plain
//! requests: the library's own batches can lose a wake-up, and its streams fetch more than was asked for. May be dropped
//! at any point without losing a message.

use std::time::Duration;

use async_nats::{Message, StatusCode, Subscriber};
use futures_util::{FutureExt, StreamExt};
use muster_protocol::codec;
use tokio::time::Instant;

use super::NatsLink;
use crate::nats::frames::{Pull, Subscribed, query};

/// Most messages of one pull: as many as are reported together.
const BATCH_MAX: usize = 64;
/// While so many events or more wait at the server, more than one is pulled.
const PLENTY: u64 = 8;
/// Most silence, as a part of the pull's time: the server sends a sign of life that often.
const SIGNS: u32 = 4;
/// So many signs missing: the pull is lost.
const SILENT: u32 = 3;
/// Longest time between two signs of life.
const SIGN_MAX: Duration = Duration::from_secs(5);
/// Pause after the server said no, in machine time.
const PAUSE: Duration = Duration::from_millis(100);

/// What came of a pull.
#[derive(Debug)]
pub(super) enum Pulled {
    /// A message.
    Message(Box<Message>),
    /// Nothing; pull again.
    Nothing,
    /// The consumer is not there (any more): it must be asked for again.
    Gone,
    /// The connection is closed for good.
    Closed,
}

/// A pull that the server works on.
#[derive(Debug)]
struct Pending {
    left: usize,
    /// By then it has ended at the server, whatever was lost.
    until: Instant,
    /// By then there must have been a sign of life.
    sign: Instant,
}

impl Pending {
    fn new(left: usize, pull: Duration, sign_every: Duration) -> Self {
        let now = Instant::now();
        Self { left, until: now + pull + sign_every, sign: now + sign_every * SILENT }
    }
}

/// The pulls of one stream.
#[derive(Debug, Default)]
pub(super) struct Puller {
    inbox: Option<(String, Subscriber)>,
    pending: Option<Pending>,
    /// A message that was looked at and is still to be dealt with.
    kept: Option<Message>,
    /// What the server said last of how much waits.
    waiting: u64,
    pause_until: Option<Instant>,
}

impl Puller {
    /// The next message, of a pull for at most `room`.
    #[expect(clippy::too_many_lines, reason = "one pull from its wish to its message, which lend each other")]
    pub(super) async fn next(
        &mut self,
        link: &NatsLink,
        target: &Subscribed,
        name: &str,
        room: usize,
    ) -> Pulled {
        if let Some(until) = self.pause_until {
            tokio::time::sleep_until(until).await;
            self.pause_until = None;
        }
        let (client, options) = (link.connection().client(), link.connection().options());
        let sign_every = (options.pull / SIGNS).min(SIGN_MAX);
        if self.inbox.is_none() {
            let inbox = client.new_inbox();
            match client.subscribe(inbox.clone()).await {
                Ok(subscriber) => self.inbox = Some((inbox, subscriber)),
                Err(_) => return Pulled::Closed,
            }
        }
        let Some((inbox, subscriber)) = &mut self.inbox else { return Pulled::Nothing };
        if self.pending.is_none() {
            // Half of what waits, so that another worker of the kind has the other half.
            let plenty = if self.waiting >= PLENTY { self.waiting / 2 } else { 1 };
            let batch = usize::try_from(plenty).unwrap_or(usize::MAX).min(room).clamp(1, BATCH_MAX);
            self.pending = Some(Pending::new(batch, options.pull, sign_every));
            let wish = Pull {
                stream: target.stream.clone(),
                batch: u32::try_from(batch).unwrap_or(1),
                expires_ms: millis(options.pull),
                sign_ms: millis(sign_every),
            };
            let (subject, wish) = (link.query(query::PULL), codec::encode(&wish));
            let sent = client.publish_with_reply(subject, inbox.clone(), wish.into()).await;
            if sent.is_err() {
                self.pending = None;
                return self.no(Pulled::Nothing);
            }
        }
        let Some(pending) = &mut self.pending else { return Pulled::Nothing };
        let by = pending.until.min(pending.sign);
        let message = match self.kept.take() {
            Some(kept) => Some(kept),
            None => tokio::select! {
                message = subscriber.next() => message,
                () = tokio::time::sleep_until(by) => {
                    // Lost with a connection, or the consumer went without a word.
                    self.pending = None;
                    return Pulled::Gone;
                }
            },
        };
        let Some(message) = message else { return Pulled::Closed };
        match message.status {
            // The engine's own answer: there is no such consumer now, or no room.
            None if message.reply.is_none() => {
                self.pending = None;
                tracing::debug!(name, "the engine does not pass a pull on");
                self.no(Pulled::Gone)
            }
            None => {
                pending.left = pending.left.saturating_sub(1);
                pending.sign = Instant::now() + sign_every * SILENT;
                if pending.left == 0 {
                    self.pending = None;
                }
                self.waiting = waiting(&message).unwrap_or(0);
                Pulled::Message(Box::new(message))
            }
            Some(StatusCode::IDLE_HEARTBEAT) => {
                pending.sign = Instant::now() + sign_every * SILENT;
                Pulled::Nothing
            }
            Some(StatusCode::TIMEOUT | StatusCode::NOT_FOUND) => {
                self.pending = None;
                self.waiting = 0;
                Pulled::Nothing
            }
            Some(status) => {
                self.pending = None;
                let what = message.description.unwrap_or_default();
                tracing::debug!(%status, what, name, "a pull was refused");
                let gone = status == StatusCode::NO_RESPONDERS || what.contains("Deleted");
                self.no(if gone { Pulled::Gone } else { Pulled::Nothing })
            }
        }
    }

    /// A message of the pull under way that has come already. Nothing is pulled for it; whatever is no event waits for
    /// [`Puller::next`].
    pub(super) fn came(&mut self) -> Option<Message> {
        let (Some(_), Some((_, subscriber)), None) = (&self.pending, &mut self.inbox, &self.kept) else {
            return None;
        };
        let message = subscriber.next().now_or_never()??;
        if message.status.is_none() && message.reply.is_some() {
            return Some(message);
        }
        self.kept = Some(message);
        None
    }

    /// What came is dealt with.
    pub(super) fn took(&mut self, message: &Message) {
        self.waiting = waiting(message).unwrap_or(0);
        self.pending = self.pending.take().and_then(|pending| {
            let left = pending.left.saturating_sub(1);
            (left > 0).then_some(Pending { left, ..pending })
        });
    }

    /// What came is left to [`Puller::next`].
    pub(super) fn put_back(&mut self, message: Message) {
        self.kept = Some(message);
    }

    fn no(&mut self, what: Pulled) -> Pulled {
        self.pause_until = Some(Instant::now() + PAUSE);
        what
    }
}

fn millis(time: Duration) -> u64 {
    u64::try_from(time.as_millis()).unwrap_or(u64::MAX)
}

/// How many messages wait behind this one: the last token of the address for its acknowledgement (or the one before a
/// random one in the longer form).
fn waiting(message: &Message) -> Option<u64> {
    let tokens: Vec<&str> = message.reply.as_ref()?.split('.').collect();
    let at = if tokens.len() == 9 { 8 } else { 10 };
    tokens.get(at)?.parse().ok()
}
