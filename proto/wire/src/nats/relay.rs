//! Carries the log into the stream, in order, each position once. SQL is the truth: what the stream really holds is
//! found out at every start and after every failure, and the log is published from there. Nobody waits for it.

use std::sync::Arc;
use std::time::Duration;

use muster_words::ids::Position;
use muster_words::recorded::Recorded;
use tokio::sync::watch;

use super::NatsError;
use super::headers::{Told, outgoing};
use super::stream::{EventStream, Held};
use crate::crash;
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
pub trait Desk: Send + Sync + 'static {
    /// The mark of last time.
    fn load(&self) -> Boxed<'_, Result<Option<Mark>, LinkError>>;
    /// Keeps it. It may be lost: the stream itself is asked anyway.
    fn save(&self, mark: Mark) -> Boxed<'_, Result<(), LinkError>>;
    /// What is said of an event.
    fn tell<'a>(&'a self, row: &'a Arc<Recorded>) -> Boxed<'a, Told>;
}

/// How the relay is.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Relayed {
    /// Position up to which the stream is filled.
    pub position: Position,
    /// When the stream was created; none before it was ever seen.
    pub created: Option<String>,
    /// Why nothing is carried now; none when it works.
    pub trouble: Option<String>,
    /// How often the stream had to be filled again from the start since this process began.
    pub refilled: u32,
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
    pub desk: Arc<dyn Desk>,
    /// How often the stream is looked at while nothing is to be published.
    pub audit: Duration,
    /// Where everybody can see how it is.
    pub relayed: watch::Sender<Relayed>,
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
        loop {
            let before = self.relayed.borrow().position;
            let failed = tokio::select! {
                failed = self.carry() => failed,
                _ = stop.wait_for(|stop| *stop) => return,
            };
            // Something was carried, so this is another trouble than before.
            let moved = self.relayed.borrow().position != before;
            pause = if moved { PAUSE_MIN } else { (pause * 2).min(PAUSE_MAX) };
            match &failed {
                NatsError::NoStream(_) | NatsError::Differs(_) => {
                    tracing::info!(%failed, "the stream is looked at anew");
                }
                other => tracing::info!(%other, "the relay waits"),
            }
            self.relayed.send_modify(|relayed| relayed.trouble = Some(failed.to_string()));
            tokio::select! {
                () = tokio::time::sleep(pause) => {}
                _ = stop.wait_for(|stop| *stop) => return,
            }
        }
    }

    /// Carries until something fails.
    async fn carry(&mut self) -> NatsError {
        let held = match self.resync().await {
            Ok(held) => held,
            Err(error) => return error,
        };
        let mut at = held.last;
        self.reached(at, &held.created);
        loop {
            match self.step(at, &held.created).await {
                Ok(reached) => at = reached,
                Err(error) => return error,
            }
        }
    }

    /// Finds out what the stream holds, and makes sure that it is a beginning of our log.
    async fn resync(&self) -> Result<Held, NatsError> {
        let held = self.stream.declare().await?;
        let mark = self.desk.load().await.unwrap_or_default();
        let head = *self.head.borrow();
        match self.check(&held, head).await {
            Ok(()) => {}
            Err(NatsError::Differs(what)) => {
                tracing::error!(what, "the stream is thrown away and filled again");
                self.stream.throw_away().await?;
                let fresh = self.stream.declare().await?;
                self.refilled(&fresh);
                return Ok(fresh);
            }
            Err(error) => return Err(error),
        }
        if let Some(mark) = mark.filter(|mark| mark.generation == self.stream.options().generation) {
            if mark.created != held.created {
                tracing::warn!(position = %held.last, "the stream is another one than before and is filled again");
                self.refilled(&held);
            } else if held.last < mark.position {
                tracing::warn!(was = %mark.position, is = %held.last, "the stream lost its tail");
            }
        }
        Ok(held)
    }

    fn refilled(&self, held: &Held) {
        self.relayed.send_modify(|relayed| {
            relayed.refilled += 1;
            relayed.position = held.last;
            relayed.created = Some(held.created.clone());
        });
    }

    async fn check(&self, held: &Held, head: Position) -> Result<(), NatsError> {
        self.stream.held().await?;
        if held.last > head {
            return Err(NatsError::Differs(format!("it ends at {}, the log at {head}", held.last)));
        }
        if held.last == Position(0) {
            return Ok(());
        }
        let (generation, event) = self.stream.at(held.last).await?;
        let before = Position(held.last.0 - 1);
        let rows = self.owner.read(before, 1).await.map_err(|error| NatsError::Away(error.to_string()))?;
        let same = rows.first().is_some_and(|row| row.hash == event.hash && row.position == held.last);
        if same && generation == self.stream.options().generation {
            return Ok(());
        }
        Err(NatsError::Differs(format!("its event {} is not the log's", held.last)))
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
        let (mut page, mut mirrored) = (Vec::with_capacity(rows.len()), Vec::new());
        for row in &rows {
            let mut told = self.desk.tell(row).await;
            if let Some(json) = told.json.take() {
                mirrored.push((format!("muster.json.{shard}.{}.{}", row.campaign, row.name), json));
            }
            page.push(outgoing(shard, generation, row, &told));
        }
        crash::point("before-publishing");
        self.stream.publish(page).await?;
        crash::point("after-publishing");
        for (subject, json) in mirrored {
            self.stream.mirror(subject, json).await;
        }
        self.reached(last, created);
        let mark = Mark { generation, position: last, sequence: last.0, created: created.to_owned() };
        if let Err(error) = self.desk.save(mark).await {
            tracing::debug!(%error, "the relay's mark is not saved");
        }
        Ok(last)
    }

    async fn audit(&self, at: Position, created: &str) -> Result<(), NatsError> {
        let held = self.stream.held().await?;
        if held.created == created && held.last == at {
            return Ok(());
        }
        Err(NatsError::Differs(format!("it ends at {} and not at {at}, or is another one", held.last)))
    }

    fn reached(&self, position: Position, created: &str) {
        self.relayed.send_modify(|relayed| {
            relayed.position = position;
            relayed.created = Some(created.to_owned());
            relayed.trouble = None;
        });
    }
}
