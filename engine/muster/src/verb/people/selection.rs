//! `muster nominate` and `muster candidate pass|reject|object|settle`: selections from their first stage to their last.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use muster_protocol::case::CandidateName;
use muster_protocol::command::{
    Advance, Command, Nominate as NominateCommand, Object as ObjectCommand, Settle as SettleCommand,
};

use super::filled::counted;
use super::items::{evidence, fit, located, store};
use crate::client::act::act;
use crate::client::connection::Connection;
use crate::client::target::{Author, Target};
use crate::exit::{Exit, Failure};
use crate::output::Output;
use crate::run::Run;

/// The arguments of `muster nominate`.
#[derive(Debug, Args)]
pub struct Nominate {
    selection: String,
    unit: String,
    #[arg(long, value_name = "CODE")]
    code: Option<String>,
    #[arg(long, value_name = "TITLE")]
    title: Option<String>,
    #[arg(long, value_name = "NAME=COUNT", value_parser = counted)]
    evidence: Vec<(String, u32)>,
    #[arg(long = "file", value_name = "NAME=PATH", value_parser = located)]
    files: Vec<(String, PathBuf)>,
    #[command(flatten)]
    author: Author,
    #[command(flatten)]
    target: Target,
}

/// The arguments of `muster candidate`.
#[derive(Debug, Args)]
pub struct Candidate {
    #[command(subcommand)]
    verb: CandidateVerb,
}

#[derive(Debug, Subcommand)]
enum CandidateVerb {
    Pass(Stage),
    Reject(Stage),
    Object(Object),
    Settle(Settle),
}

#[derive(Debug, Args)]
struct Stage {
    candidate: CandidateName,
    stage: String,
    #[arg(long, value_name = "TEXT")]
    reason: Option<String>,
    #[command(flatten)]
    author: Author,
    #[command(flatten)]
    target: Target,
}

#[derive(Debug, Args)]
struct Object {
    candidate: CandidateName,
    #[arg(long, value_name = "TEXT")]
    reason: String,
    #[command(flatten)]
    author: Author,
    #[command(flatten)]
    target: Target,
}

#[derive(Debug, Args)]
struct Settle {
    candidate: CandidateName,
    #[arg(long, required_unless_present = "dismissed", conflicts_with = "dismissed")]
    upheld: bool,
    #[arg(long)]
    dismissed: bool,
    #[arg(long, value_name = "TEXT")]
    reason: Option<String>,
    #[command(flatten)]
    author: Author,
    #[command(flatten)]
    target: Target,
}

impl Run for Nominate {
    fn run(&self, out: &mut Output) -> anyhow::Result<Exit> {
        for (_, path) in &self.files {
            fit(out.lang, path)?;
        }
        act(out, &self.target, &self.author, async |connection| {
            let mut stored = Vec::new();
            for (name, path) in &self.files {
                stored.push((name.clone(), store(out.lang, connection, path).await?));
            }
            Ok(Command::Nominate(NominateCommand {
                selection: self.selection.clone(),
                unit: self.unit.clone(),
                code: self.code.clone(),
                title: self.title.clone(),
                evidence: evidence(&self.evidence, &stored),
            }))
        })
    }
}

impl Run for Candidate {
    fn run(&self, out: &mut Output) -> anyhow::Result<Exit> {
        match &self.verb {
            CandidateVerb::Pass(stage) => stage.run(out, true),
            CandidateVerb::Reject(stage) => stage.run(out, false),
            CandidateVerb::Object(verb) => act(out, &verb.target, &verb.author, async |connection| {
                let reason = connection.store_text(&verb.reason).await?;
                Ok(Command::Object(ObjectCommand { candidate: verb.candidate.clone(), reason }))
            }),
            CandidateVerb::Settle(verb) => act(out, &verb.target, &verb.author, async |connection| {
                let reason = stored_text(connection, verb.reason.as_deref()).await?;
                let (candidate, upheld) = (verb.candidate.clone(), verb.upheld);
                Ok(Command::Settle(SettleCommand { candidate, upheld, reason }))
            }),
        }
    }
}

impl Stage {
    fn run(&self, out: &Output, passes: bool) -> anyhow::Result<Exit> {
        act(out, &self.target, &self.author, async |connection| {
            let reason = stored_text(connection, self.reason.as_deref()).await?;
            let (candidate, stage) = (self.candidate.clone(), self.stage.clone());
            Ok(Command::Advance(Advance { candidate, stage, passes, reason }))
        })
    }
}

async fn stored_text(
    connection: &Connection,
    text: Option<&str>,
) -> Result<Option<muster_protocol::ids::Digest>, Failure> {
    match text {
        Some(text) => connection.store_text(text).await.map(Some),
        None => Ok(None),
    }
}
