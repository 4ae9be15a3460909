//! `muster rating`: raters who are invited and answer once, paper ballots, draws of inspections.

mod import;
mod invite;

use std::collections::BTreeMap;

use clap::{Args, Subcommand};
use muster_core::campaign::Issuer;
use muster_protocol::catalogue::{Language, Listed};
use muster_protocol::command::{Ballot, Command, Draw, Judge, Rate, ballot_of_code};
use muster_protocol::definition::{Definition, Subject};
use muster_protocol::event::NamedEvent;
use muster_protocol::ids::CampaignId;
use muster_protocol::refs::UnitCode;
use muster_protocol::{id, say};
use uuid::Uuid;

use crate::client::act::{act, campaign, submit_and_report, with_connection};
use crate::client::connection::Connection;
use crate::client::definitions;
use crate::client::target::ActArgs;
use crate::exit::{Exit, Failure};
use crate::output::Output;
use crate::run::Run;
use crate::value::{WrongValue, wrong_value};
use crate::words::names;

/// What is typed behind `muster rating`.
#[derive(Debug, Subcommand)]
pub(crate) enum Rating {
    Invite(invite::Inviting),
    Cast(Casting),
    Import(import::Importing),
    Draw(Drawing),
}

#[derive(Debug, Args)]
pub(crate) struct Casting {
    round: String,
    group: String,
    #[arg(value_name = "JUDGED=ANSWER", value_parser = answer, required = true)]
    answers: Vec<(String, String)>,
    #[arg(long, value_name = "CODE", conflicts_with = "paper")]
    ballot: Option<String>,
    #[arg(long, value_name = "NUMBER")]
    paper: Option<String>,
    #[arg(long, value_name = "CODE", requires = "paper")]
    unit: Option<String>,
    #[arg(long, requires = "paper", conflicts_with = "unit")]
    unit_unknown: bool,
    #[arg(long, value_name = "KEY")]
    session: Option<String>,
    #[arg(long, value_name = "TEXT")]
    comment: Option<String>,
    #[command(flatten)]
    acting: ActArgs,
}

#[derive(Debug, Args)]
pub(crate) struct Drawing {
    round: String,
    #[arg(long, value_name = "TEXT")]
    seed: Option<String>,
    #[arg(long, value_name = "KEY")]
    session: Option<String>,
    #[command(flatten)]
    acting: ActArgs,
}

fn answer(text: &str) -> Result<(String, String), WrongValue> {
    let parts = text.split_once('=').filter(|(about, answer)| !about.is_empty() && !answer.is_empty());
    let (about, answer) = parts.ok_or_else(|| wrong_value(id!("write-judged-answer-such-as")))?;
    Ok((about.to_owned(), answer.to_owned()))
}

impl Run for Rating {
    fn run(&self, out: &mut Output) -> anyhow::Result<Exit> {
        match self {
            Self::Invite(verb) => verb.run(out),
            Self::Cast(verb) => act(out, &verb.acting, async |connection| {
                if verb.paper.is_some() && verb.unit.is_none() && !verb.unit_unknown {
                    let id = campaign(out.lang, connection, &verb.acting.target).await?;
                    let unsaid = BTreeMap::from([(verb.group.as_str(), 1)]);
                    own_votes(out.lang, connection, &id, (verb.round.as_str(), &unsaid)).await?;
                }
                let comment = connection.store_text_if_any(verb.comment.as_deref()).await?;
                let ballot = match (&verb.ballot, &verb.paper) {
                    (Some(code), _) => Ballot::Code(ballot_of_code(code)),
                    (None, Some(number)) => Ballot::Paper(number.clone()),
                    (None, None) => Ballot::Post,
                };
                Ok(Command::Judge(Judge::Rate(Rate {
                    round: verb.round.clone(),
                    session: verb.session.clone(),
                    group: verb.group.clone(),
                    ballot,
                    answers: verb.answers.clone(),
                    comment,
                    unit: verb.unit.clone(),
                })))
            }),
            Self::Import(verb) => verb.run(out),
            Self::Draw(verb) => with_connection(out, &verb.acting, async |connection, by| {
                verb.give(out, connection, by).await
            }),
        }
    }
}

impl Drawing {
    /// Draws, and says which units were drawn.
    async fn give(&self, out: &Output, connection: &Connection, by: Issuer<'_>) -> anyhow::Result<Exit> {
        let id = campaign(out.lang, connection, &self.acting.target).await?;
        let seed = self.seed.clone().unwrap_or_else(|| Uuid::new_v4().simple().to_string());
        let (round, session) = (self.round.clone(), self.session.clone());
        let command = Command::Judge(Judge::Draw(Draw { round, session, seed }));
        let submitted = submit_and_report(out, connection, id.clone(), by, command).await?;
        let def = definitions::in_force(out.lang, connection, &id).await?;
        for event in connection.made(&submitted).await?.iter().filter_map(|row| row.named().ok()) {
            if let NamedEvent::InspectionDrawn(body) = event {
                let unit = |code: &UnitCode| {
                    let known = def.unit_by_code(code).map(|unit| names::unit(&def, unit));
                    known.unwrap_or_else(|| code.to_string())
                };
                let units: Vec<String> = body.units.iter().map(unit).collect();
                let (among, count) = (body.among, body.units.len());
                out.data(say!(out.lang, "these-units-were-drawn", among, count, units: Listed(&units)))?;
            }
        }
        Ok(Exit::Fine)
    }
}

/// Refuses ballots that do not say whose they are where raters do not judge their own unit: a vote for it could not be told from
/// others, and what was counted is not taken back. Whose they are is only looked at, and never recorded.
async fn own_votes(
    lang: Language,
    connection: &Connection,
    campaign: &CampaignId,
    (round, unsaid): (&str, &BTreeMap<&str, usize>),
) -> Result<(), Failure> {
    if unsaid.is_empty() {
        return Ok(());
    }
    let def = definitions::of(connection, campaign).await?;
    let found = def.as_ref().and_then(|def| may_be_own(def, round, unsaid));
    let Some((name, count)) = found else { return Ok(()) };
    let what = say!(lang, "count-ballots-of-name-do-not-say-whose", #count = count, name);
    let why = lang.say("raters-of-this-group-do-not-judge-their-own");
    Err(Failure::new(Exit::Fault, what).because(why).next(lang.say("say-the-unit-or-that-it-is-unknown")))
}

/// The first group whose raters do not judge their own unit with ballots that do not say whose they are, and their number.
fn may_be_own<'d>(
    def: &'d Definition,
    round: &str,
    unsaid: &BTreeMap<&str, usize>,
) -> Option<(&'d str, usize)> {
    let round = def.reviews.iter().find(|known| known.id == round)?;
    let mut groups = round.raters.iter().filter(|group| group.not_self && round.subject != Subject::Goals);
    groups.find_map(|group| Some((group.name.as_str(), *unsaid.get(group.name.as_str())?)))
}
