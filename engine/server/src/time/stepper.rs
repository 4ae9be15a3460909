//! Virtual time: when everything is quiet, the clock jumps to the next instant at which something happens.
//!
//! At one instant time itself comes first, then workers' deliveries that waited for it, then people. Between any two of
//! these everything settles, so that a run has one history.

use std::sync::Arc;
use std::time::Duration;

use muster_protocol::command::{CommandEnvelope, Refusal};
use muster_protocol::ids::Position;
use muster_protocol::recorded::Recorded;
use muster_protocol::time::Instant;
use muster_wire::link::LinkError;
use muster_wire::local::Hub;

use super::pace::Pace;
use crate::execute::Handle;

/// Most rounds at one instant: a player or worker that always wants one more is a bug, not a long day.
pub const ROUNDS_MAX: u32 = 1_000_000;
/// Events read at once for the players.
const PAGE_EVENTS: usize = 1_024;

/// What must be quiet before time moves.
pub trait Quiet: Send + Sync {
    /// Resolves when nothing is queued and nothing unacknowledged, deliveries that wait for a later instant aside.
    fn settled(&self) -> impl Future<Output = ()> + Send;
    /// The earliest instant for which a delivery waits. It is asked for after all has settled, so what waited then must still
    /// wait now, though the clock may show its instant already: the clock would jump past what somebody has just taken.
    fn earliest_again(&self) -> Option<Instant>;
    /// Lets go what waited for an instant that has come. Nothing else does.
    fn release(&self);
}

impl Quiet for Hub {
    async fn settled(&self) {
        self.settled_at_head().await;
    }

    fn earliest_again(&self) -> Option<Instant> {
        Hub::earliest_again(self)
    }

    fn release(&self) {
        Hub::release(self);
    }
}

/// Nobody: for a run without workers.
#[derive(Debug, Clone, Copy, Default)]
pub struct Nobody;

impl Quiet for Nobody {
    async fn settled(&self) {}

    fn earliest_again(&self) -> Option<Instant> {
        None
    }

    fn release(&self) {}
}

/// Somebody who acts by a script: hears every event in order and gives commands at instants of his own.
pub trait Player: Send {
    /// When he wants to act next.
    fn next(&self) -> Option<Instant>;
    /// What he does at an instant that has come. Afterwards [`Player::next`] lies later, or is none.
    fn due(&mut self, at: Instant) -> Vec<CommandEnvelope>;
    /// Hears an event.
    fn hear(&mut self, recorded: &Recorded);
    /// Hears that a command of his was refused.
    fn refused(&mut self, envelope: &CommandEnvelope, refusal: &Refusal) {
        tracing::warn!(command = envelope.command.name(), actor = envelope.actor, %refusal, "a player was refused");
    }
}

/// Why a run broke off.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StepError {
    /// The engine could not go on.
    #[error(transparent)]
    Link(#[from] LinkError),
    /// Time did not move on.
    #[error("more than {ROUNDS_MAX} rounds at {at}")]
    Stuck {
        /// The instant.
        at: Instant,
    },
    /// The engine uses the wall.
    #[error("a wall clock cannot be stepped")]
    WallClock,
}

/// What a run came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ran {
    /// The clock at its end.
    pub at: Instant,
    /// Commands of players that were refused.
    pub refused: u64,
    /// Whether nothing is left that time would bring; otherwise `until` was reached.
    pub over: bool,
}

/// A run on virtual time.
pub struct Stepper<Q> {
    handle: Handle,
    quiet: Q,
    players: Vec<Box<dyn Player>>,
    heard: Position,
    days_per_second: Option<f64>,
    until: Option<Instant>,
    refused: u64,
}

impl<Q> std::fmt::Debug for Stepper<Q> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Stepper")
            .field("handle", &self.handle)
            .field("until", &self.until)
            .finish_non_exhaustive()
    }
}

/// What comes next at the present instant.
enum Stage {
    Time,
    Workers,
    People,
    Later(Instant),
    Over,
}

impl<Q: Quiet> Stepper<Q> {
    /// A run without players, as fast as it goes, to the end.
    #[must_use]
    pub fn new(handle: Handle, quiet: Q) -> Self {
        Self {
            handle,
            quiet,
            players: Vec::new(),
            heard: Position(0),
            days_per_second: None,
            until: None,
            refused: 0,
        }
    }

    /// Adds a player. He hears the log from its first event.
    #[must_use]
    pub fn player(mut self, player: Box<dyn Player>) -> Self {
        self.players.push(player);
        self
    }

    /// Days of campaign time in a second of machine time; none is as fast as it goes.
    #[must_use]
    pub fn pace(mut self, days_per_second: Option<f64>) -> Self {
        self.days_per_second = days_per_second;
        self
    }

    /// Where to stop: the clock then stands at this instant, with everything up to it done.
    #[must_use]
    pub fn until(mut self, until: Option<Instant>) -> Self {
        self.until = until;
        self
    }

    /// Runs. May be dropped at any point and started over: everything that matters is in the log.
    pub async fn run(&mut self) -> Result<Ran, StepError> {
        if !self.handle.clock().is_stepped() {
            return Err(StepError::WallClock);
        }
        let (mut rounds, mut instant) = (0, self.handle.clock().now());
        let began = tokio::time::Instant::now();
        let mut pace = self.days_per_second.and_then(|rate| Pace::new(rate, instant));
        // Up to when the clock may go after a pause.
        let mut paused = None;
        loop {
            self.quiet.settled().await;
            self.feed().await?;
            let now = self.handle.clock().now();
            rounds = if now == instant { rounds + 1 } else { 0 };
            instant = now;
            if rounds > ROUNDS_MAX {
                return Err(StepError::Stuck { at: now });
            }
            match self.stage(now) {
                Stage::Time => self.handle.tick().await?,
                Stage::Workers => self.quiet.release(),
                Stage::People => self.play(now).await?,
                Stage::Later(next) => {
                    if let Some(until) = self.until.filter(|until| next > *until) {
                        self.handle.clock().step_to(until);
                        return Ok(Ran { at: until.max(now), refused: self.refused, over: false });
                    }
                    let to = match (&mut pace, paused.take()) {
                        (None, _) => next,
                        (Some(_), Some(to)) => next.min(to),
                        (Some(pace), None) => {
                            let pause = pace.pause(began.elapsed(), now, next);
                            tokio::time::sleep(pause.wait).await;
                            paused = Some(pause.to);
                            // Others act meanwhile: what they began settles first, and something earlier may be next.
                            continue;
                        }
                    };
                    self.handle.clock().step_to(to);
                }
                Stage::Over => return Ok(Ran { at: now, refused: self.refused, over: true }),
            }
        }
    }

    fn stage(&self, now: Instant) -> Stage {
        let time = self.handle.next_due();
        let workers = self.quiet.earliest_again();
        let people = self.players.iter().filter_map(|player| player.next()).min();
        let come = |at: Option<Instant>| at.is_some_and(|at| at <= now);
        if come(time) {
            Stage::Time
        } else if come(workers) {
            Stage::Workers
        } else if come(people) {
            Stage::People
        } else {
            time.into_iter().chain(workers).chain(people).min().map_or(Stage::Over, Stage::Later)
        }
    }

    /// Lets the players hear what happened since they last heard.
    async fn feed(&mut self) -> Result<(), StepError> {
        if self.players.is_empty() {
            return Ok(());
        }
        let head = *self.handle.head().borrow();
        while self.heard < head {
            let page: Vec<Arc<Recorded>> = self.handle.read(self.heard, PAGE_EVENTS).await?;
            let Some(last) = page.last() else { break };
            self.heard = last.position;
            for player in &mut self.players {
                page.iter().for_each(|recorded| player.hear(recorded));
            }
        }
        Ok(())
    }

    async fn play(&mut self, now: Instant) -> Result<(), StepError> {
        for place in 0..self.players.len() {
            if self.players[place].next().is_none_or(|next| next > now) {
                continue;
            }
            for envelope in self.players[place].due(now) {
                if let Err(refusal) = give(&self.handle, envelope.clone()).await? {
                    self.refused += 1;
                    self.players[place].refused(&envelope, &refusal);
                }
            }
        }
        Ok(())
    }
}

/// Gives a command, trying again while the engine is busy.
async fn give(handle: &Handle, envelope: CommandEnvelope) -> Result<Result<(), Refusal>, LinkError> {
    loop {
        match handle.execute(envelope.clone()).await {
            Ok(_) => return Ok(Ok(())),
            Err(LinkError::Refused(refusal)) => return Ok(Err(refusal)),
            Err(LinkError::Busy { after_ms }) => tokio::time::sleep(Duration::from_millis(after_ms)).await,
            Err(other) => return Err(other),
        }
    }
}
