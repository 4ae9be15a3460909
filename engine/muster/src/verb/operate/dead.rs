//! `muster dead list`, `retry`, `drop`: what was given up, and what becomes of it.

mod composed;

use std::collections::{BTreeMap, BTreeSet};

use clap::{ArgGroup, Args, Subcommand};
use muster_core::campaign::Issuer;
use muster_protocol::catalogue::Language;
use muster_protocol::command::{Command, DeadLetterName, DropDeadLetters, RetryDeadLetters, WhichDead};
use muster_protocol::ids::{CampaignId, Digest};
use muster_protocol::say;
use muster_server::view::status::DeadLetter;
use muster_server::watch::health::ChannelStatus;
use serde::Serialize;

use crate::client::act::{act, exists, submit_to, with_connection, with_engine};
use crate::client::connection::Connection;
use crate::client::target::{ActArgs, LookArgs, Target};
use crate::exit::{Exit, Failure};
use crate::output::Output;
use crate::run::Run;
use crate::words::step;
use composed::Composed;

/// What is typed behind `muster dead`.
#[derive(Debug, Subcommand)]
pub(crate) enum Dead {
    List(LookArgs),
    Retry(Retry),
    Drop(DropLetters),
}

#[derive(Debug, Args)]
#[command(group(ArgGroup::new("which").required(true).args(["letters", "all"])))]
pub(crate) struct Retry {
    #[arg(value_name = "ID")]
    letters: Vec<DeadLetterName>,
    #[arg(long)]
    all: bool,
    #[command(flatten)]
    acting: ActArgs,
}

#[derive(Debug, Args)]
pub(crate) struct DropLetters {
    #[arg(value_name = "ID", required = true)]
    letters: Vec<DeadLetterName>,
    #[arg(long, value_name = "TEXT")]
    why: String,
    #[command(flatten)]
    acting: ActArgs,
}

/// The JSON of the list.
#[derive(Debug, Serialize)]
struct DeadJson {
    dead_letters: Vec<DeadLetter>,
    /// What the letters of these steps say, composed again.
    letters: Vec<Composed>,
    /// The channels of the engine's own workers, with what each said last when it took nothing.
    channels: Vec<ChannelStatus>,
}

impl Run for Dead {
    fn run(&self, out: &mut Output) -> anyhow::Result<Exit> {
        match self {
            Self::List(look) => list(out, look),
            Self::Retry(retry) if retry.all => retry.all(out),
            Self::Retry(retry) => {
                let letters = WhichDead::These(retry.letters.clone());
                let wish = async |_: &Connection| Ok(Command::RetryDeadLetters(RetryDeadLetters { letters }));
                act(out, &retry.acting, wish)
            }
            Self::Drop(dropped) => act(out, &dropped.acting, async |connection| {
                let why = connection.store_text(&dropped.why).await?;
                Ok(Command::DropDeadLetters(DropDeadLetters { letters: dropped.letters.clone(), why }))
            }),
        }
    }
}

fn list(out: &Output, look: &LookArgs) -> anyhow::Result<Exit> {
    with_engine(out, &look.target, async |connection| {
        let dead_letters = letters(out.lang, connection, &look.target).await?;
        let channels = connection
            .engine_status(look.target.campaign.as_ref())
            .await
            .map(|engine_status| engine_status.channels);
        let said = said(connection, &dead_letters).await;
        let letters = composed::letters(connection, &dead_letters).await;
        if look.json {
            out.json(&DeadJson { dead_letters, letters, channels: channels? })?;
            return Ok(Exit::Fine);
        }
        if dead_letters.is_empty() {
            out.data(out.lang.say("no-dead-letters"))?;
        }
        let places = composed::places(&letters);
        let letter_of = |dead: &DeadLetter| {
            let campaign = dead.campaign.as_deref().unwrap_or_default();
            places.get(&(campaign, dead.name.as_str())).copied()
        };
        let mut rest = dead_letters.iter().zip(&said).peekable();
        while let Some((letter, words)) = rest.next() {
            out.data(line(out.lang, letter, words.as_deref()))?;
            // A letter of several steps is told once, behind the last of them.
            let next = rest.peek().and_then(|(next, _)| letter_of(next));
            let ends = letter_of(letter).filter(|at| next != Some(*at));
            out.lines(ends.map(|at| letters[at].lines(out.lang)).unwrap_or_default())?;
        }
        out.lines(channels?.iter().filter_map(|channel| step::channel_status(out.lang, channel)))?;
        Ok(Exit::Fine)
    })
}

impl Retry {
    /// One command for each campaign that has some, so that a person gets one message of all that is tried again.
    fn all(&self, out: &Output) -> anyhow::Result<Exit> {
        with_connection(out, &self.acting, async |connection, by| self.each(out, connection, by).await)
    }

    async fn each(&self, out: &Output, connection: &Connection, by: Issuer<'_>) -> anyhow::Result<Exit> {
        let mut campaigns: BTreeMap<String, usize> = BTreeMap::new();
        for letter in letters(out.lang, connection, &self.acting.target).await? {
            // What the view could not show belongs to the view: it goes when a newer build rebuilds the view.
            if let Some(campaign) = letter.campaign.filter(|_| !letter.name.is_empty()) {
                *campaigns.entry(campaign).or_default() += 1;
            }
        }
        if campaigns.is_empty() {
            out.data(out.lang.say("no-dead-letters"))?;
        }
        for (campaign, count) in campaigns {
            out.talk(say!(out.lang, "campaign-count-dead-letters", campaign, #count = count));
            let command = Command::RetryDeadLetters(RetryDeadLetters { letters: WhichDead::All });
            submit_to(out, connection, CampaignId::new(&campaign)?, by, command).await?;
        }
        Ok(Exit::Fine)
    }
}

/// The dead letters of the campaign that is meant, or of all.
async fn letters(
    lang: Language,
    connection: &Connection,
    target: &Target,
) -> Result<Vec<DeadLetter>, Failure> {
    exists(lang, connection, target).await?;
    let mut letters = connection.dead_letters().await?;
    if let Some(campaign) = &target.campaign {
        letters.retain(|letter| letter.campaign.as_deref() == Some(campaign.as_str()));
    }
    Ok(letters)
}

/// What counterparts said of dead letters, each where it may be read.
async fn said(connection: &Connection, letters: &[DeadLetter]) -> Vec<Option<String>> {
    let named: BTreeSet<Digest> = letters.iter().filter_map(|letter| letter.said).collect();
    let mut known: BTreeMap<Digest, String> = BTreeMap::new();
    for digest in named {
        if let Some(words) = connection.line(digest).await {
            known.insert(digest, words);
        }
    }
    letters.iter().map(|letter| known.get(&letter.said?).cloned()).collect()
}

/// A dead letter as people read it, with what its counterpart said.
fn line(lang: Language, letter: &DeadLetter, words: Option<&str>) -> String {
    let DeadLetter { source, position, name, cause, campaign, said: _ } = letter;
    let (name, campaign) = (if name.is_empty() { "-" } else { name }, campaign.as_deref().unwrap_or("-"));
    let cause = if name.contains('#') {
        step::outcome_of_code(lang, Some("failed"), Some(cause))
    } else {
        cause.clone()
    };
    let line =
        say!(lang, "name-campaign-source-event-position-cause", name, campaign, source, position, cause);
    match words {
        Some(words) => line + &say!(lang, "what-the-counterpart-said", words),
        None => line,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dead_letter_reads_as_a_line() {
        let letter = DeadLetter {
            source: "reminders".to_owned(),
            position: 812,
            name: "unit-plan/005#0.2".to_owned(),
            cause: "given-up".to_owned(),
            campaign: Some("year".to_owned()),
            said: None,
        };
        let line_en = line(Language::En, &letter, None);
        let known = "unit-plan/005#0.2  year  reminders, event 812: failed: the channel failed in every try";
        assert_eq!(line_en, known);
        let said = line(Language::En, &letter, Some("邮件: 450 greylisted"));
        assert_eq!(said, format!("{known}; it said: 邮件: 450 greylisted"));
    }
}
