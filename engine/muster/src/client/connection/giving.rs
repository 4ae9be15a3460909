//! Submits people's commands over the connection, so that one whose answer was lost is not done twice.

use std::sync::PoisonError;
use std::time::Duration;

use muster_core::campaign::Issuer;
use muster_protocol::command::{Accepted, Command, CommandEnvelope};
use muster_protocol::ids::{CampaignId, CommandId, Position};
use muster_protocol::recorded::Recorded;

use super::Connection;
use crate::client::target::new_command;
use crate::client::unanswered::{Going, STORED_FOR};
use crate::exit::{Exit, Failure};
use crate::lang::Lang;
use crate::output::Output;

/// Events before the last one of a repeated command among which its others are looked for.
const LOOKED_THROUGH: u64 = 1_000;

/// A command that was accepted.
#[derive(Debug, Clone, Copy)]
pub struct Given {
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
    pub async fn give(
        &self,
        out: &Output,
        campaign: &CampaignId,
        by: Issuer<'_>,
        command: Command,
    ) -> Result<Given, Failure> {
        let order = CommandEnvelope {
            id: new_command(),
            campaign: campaign.clone(),
            actor: by.actor.to_owned(),
            behalf: by.behalf.map(str::to_owned),
            via: "cli".to_owned(),
            command,
        };
        let texts = self.texts.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let going = self.unanswered.take(order.clone(), &texts, self.as_new);
        let Some(age) = going.repeats else { return self.go(going).await };
        out.talk(repeats(self.lang, age));
        match self.go(going).await {
            // It never came in, and what it named may be gone: then this is the first time.
            Err(failure) if failure.exit != Exit::Unreachable => {
                self.go(self.unanswered.take(order, &texts, true)).await
            }
            given => given,
        }
    }

    async fn go(&self, going: Going) -> Result<Given, Failure> {
        let (id, kept, repeats) = (going.order.id, going.is_stored(), going.repeats.is_some());
        match self.execute(&going.order).await {
            Ok(accepted) => {
                going.answered();
                Ok(Given { accepted, id, repeated: repeats && accepted.events == 0 })
            }
            Err(failure) if failure.exit == Exit::Unreachable => {
                Err(failure.next(if kept { say_again(self.lang) } else { look_first(self.lang).to_owned() }))
            }
            Err(failure) => {
                going.answered();
                Err(failure)
            }
        }
    }

    /// The events that a command made, also where it made them the first time it was given.
    ///
    /// # Errors
    /// [`Failure`] when nobody answers.
    pub async fn made(&self, given: &Given) -> Result<Vec<Recorded>, Failure> {
        let Given { accepted, id, repeated } = *given;
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

fn repeats(lang: Lang, age: Duration) -> String {
    let minutes = age.as_secs() / 60;
    match (lang, minutes) {
        (Lang::Zh, 0) => {
            "刚才办过同一件事，没有得到答复：这次沿用那次的编号，办过的不会重办；要另办一次，加 --new"
                .to_owned()
        }
        (Lang::Zh, _) => {
            format!(
                "{minutes}分钟前办过同一件事，没有得到答复：这次沿用那次的编号，办过的不会重办；要另办一次，加 --new"
            )
        }
        (Lang::En, _) => {
            let ago = if minutes == 0 { "a moment".to_owned() } else { format!("{minutes} min") };
            format!(
                "the same was given {ago} ago and not answered: this goes with the id of then, and what was done is not \
                 done twice; to do it another time, add --new"
            )
        }
    }
}

fn say_again(lang: Lang) -> String {
    let hours = hours();
    match lang {
        Lang::Zh => format!("原样再办一次；编号留着（{hours}小时），办过的不会重办"),
        Lang::En => {
            format!(
                "say it again in the same words; its id is kept ({hours} h), and what was done is not done twice"
            )
        }
    }
}

fn look_first(lang: Lang) -> &'static str {
    lang.pick(
        "编号没能留下，再办会算另一次：先用 muster events 看办成没有；留编号的文件夹由 MUSTER_STATE_DIR 指定",
        "its id could not be kept, so that saying it again would do it again: look first with `muster events` whether it \
         was done; MUSTER_STATE_DIR names the folder where ids are kept",
    )
}
