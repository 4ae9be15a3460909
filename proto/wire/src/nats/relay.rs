//! Carries the log into the stream, in order, each position once. SQL is the truth: what the stream really holds is
//! found out at every start and after every failure, and the log is published from there. Nobody waits for it. Whatever else
//! came into the stream meanwhile is found by comparing every message since the last that was confirmed: the stream is then
//! thrown away, told of, and filled again.

use std::sync::Arc;
use std::time::Duration;

use muster_protocol::ids::Position;
use muster_protocol::recorded::Recorded;
use tokio::sync::watch;

use super::audit::first_difference;
use super::headers::{EventDescription, outgoing};
use super::stream::{EventStream, Held};
use super::{Difference, NatsError};
use crate::failpoints;
use crate::link::{Boxed, LinkError, Owner};

/// Events published at once.
const PAGE_EVENTS: usize = 1_024;
/// Shortest and longest pause after a failure, in machine time.
const PAUSE_MIN: Duration = Duration::from_millis(50);
const PAUSE_MAX: Duration = Duration::from_secs(5);

/// How far the stream was filled when last seen, kept beside the log's views.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// Generation of the log.
    pub generation: u32,
    /// Position up to which the server confirmed.
    pub position: Position,
    /// Sequence of that message.
    pub sequence: u64,
    /// When the stream was created.
    pub created: String,
}

/// Where the mark is kept, and what is said of events beside their columns.
pub trait MarkStore: Send + Sync + 'static {
    /// The mark of last time.
    fn load(&self) -> Boxed<'_, Result<Option<Mark>, LinkError>>;
    /// Keeps it. It may be lost: the stream itself is asked anyway.
    fn save(&self, mark: Mark) -> Boxed<'_, Result<(), LinkError>>;
    /// What is said of an event.
    fn describe<'a>(&'a self, row: &'a Arc<Recorded>) -> Boxed<'a, EventDescription>;
}

/// Whose the stream is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum StreamOwner {
    /// Nobody has looked yet.
    #[default]
    Unseen,
    /// This engine fills it.
    Ours,
    /// It is another log's, or another engine with a copy of this log fills it.
    Barred,
}

/// How the relay is.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Relayed {
    /// Position up to which the stream is filled.
    pub position: Position,
    /// When the stream was created; none before it was ever seen.
    pub created: Option<String>,
    /// Why nothing is carried now; none when it works.
    pub trouble: Option<NatsError>,
    /// How often the stream had to be filled again from the start since this process began.
    pub refilled: u32,
    /// What was found in it the last time; none where it was gone or another one.
    pub found: Option<Difference>,
    /// Whose it is.
    pub owner: StreamOwner,
}

/// The relay of a shard.
pub struct Relay {
    /// The stream to fill.
    pub stream: EventStream,
    /// The log.
    pub owner: Arc<dyn Owner>,
    /// Its head.
    pub head: watch::Receiver<Position>,
    /// Mark and words.
    pub marks: Arc<dyn MarkStore>,
    /// How often the stream is looked at while nothing is to be published.
    pub audit: Duration,
    /// Where everybody can see how it is.
    pub relayed: watch::Sender<Relayed>,
}

/// Up to where a stream is known to be the log's copy.
struct Sure {
    created: String,
    position: Position,
}

impl std::fmt::Debug for Relay {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Relay").field("stream", &self.stream.options().name()).finish_non_exhaustive()
    }
}

impl Relay {
    /// Carries until `stop` turns true or its sender is gone.
    pub async fn run(mut self, mut stop: watch::Receiver<bool>) {
        let mut pause = PAUSE_MIN;
        let mut sure = None;
        loop {
            let before = self.relayed.borrow().position;
            let failed = tokio::select! {
                failed = self.carry(&mut sure) => failed,
                _ = stop.wait_for(|stop| *stop) => return,
            };
            // Something was carried, so this is another trouble than before.
            let moved = self.relayed.borrow().position != before;
            pause = if moved { PAUSE_MIN } else { (pause * 2).min(PAUSE_MAX) };
            match &failed {
                NatsError::NoStream(_) | NatsError::Differs(_) => {
                    tracing::info!(%failed, "the stream is looked at again");
                }
                other => tracing::info!(%other, "the relay waits"),
            }
            self.relayed.send_modify(|relayed| {
                if matches!(
                    failed,
                    NatsError::Stranger { .. } | NatsError::Held { .. } | NatsError::Newer { .. }
                ) {
                    relayed.owner = StreamOwner::Barred;
                }
                relayed.trouble = Some(failed);
            });
            tokio::select! {
                () = tokio::time::sleep(pause) => {}
                _ = stop.wait_for(|stop| *stop) => return,
            }
        }
    }

    /// Carries until something fails. `sure` is up to where the stream is known to be the log's.
    async fn carry(&mut self, sure: &mut Option<Sure>) -> NatsError {
        let held = match self.resync(sure.as_ref()).await {
            Ok(held) => held,
            Err(error) => return error,
        };
        let mut at = held.last;
        *sure = Some(Sure { created: held.created.clone(), position: at });
        self.reached(at, &held.created);
        loop {
            match self.step(at, &held.created).await {
                Ok(reached) => at = reached,
                Err(error) => return error,
            }
            *sure = Some(Sure { created: held.created.clone(), position: at });
        }
    }

    /// Finds out what the stream holds, and makes sure that it is a beginning of our log.
    async fn resync(&self, sure: Option<&Sure>) -> Result<Held, NatsError> {
        let held = self.stream.declare().await?;
        let mark = self.marks.load().await.unwrap_or_default();
        let mark = mark.filter(|mark| mark.generation == self.stream.options().generation);
        let known = [
            sure.filter(|sure| sure.created == held.created).map(|sure| sure.position),
            mark.as_ref().filter(|mark| mark.created == held.created).map(|mark| mark.position),
        ];
        let known = known.into_iter().flatten().max().unwrap_or_default();
        match self.check(&held, known).await {
            Ok(()) => {}
            Err(NatsError::Differs(found)) => {
                tracing::error!(%found, "the stream is thrown away and filled again");
                self.stream.throw_away().await?;
                let fresh = self.stream.declare().await?;
                self.refilled(&fresh, Some(found));
                return Ok(fresh);
            }
            Err(error) => return Err(error),
        }
        if let Some(mark) = mark {
            if mark.created != held.created {
                tracing::warn!(position = %held.last, "the stream is another one than before and is filled again");
                self.refilled(&held, None);
            } else if held.last < mark.position {
                tracing::warn!(was = %mark.position, is = %held.last, "the stream lost its tail");
            }
        }
        Ok(held)
    }

    fn refilled(&self, held: &Held, found: Option<Difference>) {
        self.relayed.send_modify(|relayed| {
            relayed.refilled += 1;
            relayed.found = found;
            relayed.position = held.last;
            relayed.created = Some(held.created.clone());
        });
    }

    /// Compares every message with the log from the last one on that is known to be its copy: what came in besides may lie
    /// anywhere behind it, also between two events that were confirmed.
    async fn check(&self, held: &Held, known: Position) -> Result<(), NatsError> {
        self.stream.held().await?;
        let (last, head) = (held.last, *self.head.borrow());
        if last > head {
            return Err(NatsError::Differs(Difference::Beyond { last, head }));
        }
        let from = Position(known.min(last).0.saturating_sub(1));
        let read = async |at, limit| self.owner.read(at, limit).await.map_err(|error| error.to_string());
        match first_difference(&self.stream, from, last, read).await? {
            Some(found) => Err(NatsError::Differs(found)),
            None => Ok(()),
        }
    }

    /// Publishes the next page, or waits for one and looks at the stream now and then.
    async fn step(&mut self, at: Position, created: &str) -> Result<Position, NatsError> {
        let head = *self.head.borrow_and_update();
        if at >= head {
            tokio::select! {
                moved = self.head.changed() => if moved.is_err() { std::future::pending::<()>().await },
                () = tokio::time::sleep(self.audit) => self.audit(at, created).await?,
            }
            return Ok(at);
        }
        let rows =
            self.owner.read(at, PAGE_EVENTS).await.map_err(|error| NatsError::Away(error.to_string()))?;
        let Some(last) = rows.last().map(|row| row.position) else { return Ok(at) };
        let (shard, generation) = (self.stream.options().shard, self.stream.options().generation);
        let body_max = self.stream.body_max();
        let (mut page, mut mirrored) = (Vec::with_capacity(rows.len()), Vec::new());
        for row in &rows {
            let mut description = self.marks.describe(row).await;
            if let Some(json) = description.json.take() {
                mirrored.push((format!("muster.json.{shard}.{}.{}", row.campaign, row.name), json));
            }
            page.push(outgoing(shard, generation, row, &description, body_max));
        }
        failpoints::point("before-publishing");
        self.stream.publish(page).await?;
        failpoints::point("after-publishing");
        for (subject, json) in mirrored {
            self.stream.mirror(subject, json).await;
        }
        self.reached(last, created);
        let mark = Mark { generation, position: last, sequence: last.0, created: created.to_owned() };
        if let Err(error) = self.marks.save(mark).await {
            tracing::debug!(%error, "the relay's mark is not saved");
        }
        Ok(last)
    }

    async fn audit(&self, at: Position, created: &str) -> Result<(), NatsError> {
        let held = self.stream.held().await?;
        if held.created != created || held.filler != self.stream.options().filler {
            return Err(NatsError::Differs(Difference::Replaced));
        }
        if held.last != at {
            return Err(NatsError::Differs(Difference::Ends { last: held.last, at }));
        }
        Ok(())
    }

    fn reached(&self, position: Position, created: &str) {
        self.relayed.send_modify(|relayed| {
            relayed.position = position;
            relayed.created = Some(created.to_owned());
            relayed.trouble = None;
            relayed.owner = StreamOwner::Ours;
        });
    }
}
