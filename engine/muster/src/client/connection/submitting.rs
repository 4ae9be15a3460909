//! Submits people's commands over the connection, so that one whose answer was lost is not done twice.

use muster_protocol::say;
use std::sync::PoisonError;
use std::time::Duration;

use muster_core::campaign::Issuer;
use muster_protocol::command::{Accepted, Command, CommandEnvelope};
use muster_protocol::ids::{CampaignId, CommandId, Position};
use muster_protocol::recorded::Recorded;

use super::Connection;
use crate::client::pending::{PendingCommand, STORED_FOR};
use crate::client::target::new_command;
use crate::exit::{Exit, Failure};
use crate::output::Output;
use muster_protocol::catalogue::Language;

/// Events before the last one of a repeated command among which its others are looked for.
const LOOKED_THROUGH: u64 = 1_000;

/// A command that was accepted.
#[derive(Debug, Clone, Copy)]
pub struct Submitted {
    /// The engine's answer.
    pub accepted: Accepted,
    id: CommandId,
    /// Whether it was accepted before, and its answer lost.
    pub repeated: bool,
}

impl Connection {
    /// Gives a command, again with the same id while the engine is busy, and with the id of the same command where that
    /// was given before and not answered.
    ///
    /// # Errors
    /// [`Failure`]: refused, or not reachable; then the same words may be typed again.
    pub async fn submit(
        &self,
        out: &Output,
        campaign: &CampaignId,
        by: Issuer<'_>,
        command: Command,
    ) -> Result<Submitted, Failure> {
        let envelope = CommandEnvelope {
            id: new_command(),
            campaign: campaign.clone(),
            actor: by.actor.to_owned(),
            behalf: by.behalf.map(str::to_owned),
            via: "cli".to_owned(),
            command,
        };
        let texts = self.texts.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let pending = self.pending.take(envelope.clone(), &texts, self.as_new);
        let Some(age) = pending.repeats else { return self.go(pending).await };
        out.talk(repeats(self.lang, age));
        match self.go(pending).await {
            // It never came in, and what it named may be gone: then this is the first time.
            Err(failure) if failure.exit != Exit::Unreachable => {
                self.go(self.pending.take(envelope, &texts, true)).await
            }
            given => given,
        }
    }

    async fn go(&self, pending: PendingCommand) -> Result<Submitted, Failure> {
        let (id, kept, repeats) = (pending.envelope.id, pending.is_stored(), pending.repeats.is_some());
        match self.execute(&pending.envelope).await {
            Ok(accepted) => {
                pending.answered();
                Ok(Submitted { accepted, id, repeated: repeats && accepted.events == 0 })
            }
            Err(failure) if failure.exit == Exit::Unreachable => {
                Err(failure.next(if kept { say_again(self.lang) } else { look_first(self.lang).to_owned() }))
            }
            Err(failure) => {
                pending.answered();
                Err(failure)
            }
        }
    }

    /// The events that a command made, also where it made them the first time it was given.
    ///
    /// # Errors
    /// [`Failure`] when nobody answers.
    pub async fn made(&self, submitted: &Submitted) -> Result<Vec<Recorded>, Failure> {
        let Submitted { accepted, id, repeated } = *submitted;
        let count = if repeated { LOOKED_THROUGH } else { u64::from(accepted.events) };
        let before = Position(accepted.position.0.saturating_sub(count));
        let count = usize::try_from(accepted.position.0 - before.0).unwrap_or(usize::MAX);
        let mut rows = self.events(before, count).await?;
        rows.retain(|row| row.command == Some(id));
        Ok(rows)
    }
}

fn hours() -> u64 {
    STORED_FOR.as_secs() / 3_600
}

fn repeats(lang: Language, age: Duration) -> String {
    let minutes = age.as_secs() / 60;
    match minutes {
        0 => lang.say("the-same-was-given-a-moment-ago").to_owned(),
        _ => say!(lang, "the-same-was-given-minutes-ago", minutes),
    }
}

fn say_again(lang: Language) -> String {
    let hours = hours();
    say!(lang, "say-it-again-in-the-same-words", hours)
}

fn look_first(lang: Language) -> &'static str {
    lang.say("its-id-could-not-be-kept")
}
