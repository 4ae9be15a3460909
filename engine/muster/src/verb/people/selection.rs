//! `muster nominate` and `muster candidate pass|reject|object|settle`: selections from their first stage to their last.

use clap::{ArgGroup, Args, Subcommand};
use muster_protocol::case::CandidateName;
use muster_protocol::command::{
    Advance, Command, Nominate as NominateCommand, Object as ObjectCommand, Settle as SettleCommand,
};

use super::evidence_args::EvidenceArgs;
use crate::client::act::act;
use crate::client::target::ActArgs;
use crate::exit::Exit;
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
    #[command(flatten)]
    evidence: EvidenceArgs,
    #[command(flatten)]
    acting: ActArgs,
}

/// What is typed behind `muster candidate`.
#[derive(Debug, Subcommand)]
pub(crate) enum Candidate {
    Pass(Stage),
    Reject(Stage),
    Object(Object),
    Settle(Settle),
}

#[derive(Debug, Args)]
pub(crate) struct Stage {
    candidate: CandidateName,
    stage: String,
    #[arg(long, value_name = "TEXT")]
    reason: Option<String>,
    #[command(flatten)]
    acting: ActArgs,
}

#[derive(Debug, Args)]
pub(crate) struct Object {
    candidate: CandidateName,
    #[arg(long, value_name = "TEXT")]
    reason: String,
    #[command(flatten)]
    acting: ActArgs,
}

#[derive(Debug, Args)]
#[command(group(ArgGroup::new("choice").required(true).args(["upheld", "dismissed"])))]
pub(crate) struct Settle {
    candidate: CandidateName,
    #[arg(long)]
    upheld: bool,
    #[arg(long)]
    dismissed: bool,
    #[arg(long, value_name = "TEXT")]
    reason: Option<String>,
    #[command(flatten)]
    acting: ActArgs,
}

impl Run for Nominate {
    fn run(&self, out: &mut Output) -> anyhow::Result<Exit> {
        self.evidence.fit(out.lang)?;
        act(out, &self.acting, async |connection| {
            Ok(Command::Nominate(NominateCommand {
                selection: self.selection.clone(),
                unit: self.unit.clone(),
                code: self.code.clone(),
                title: self.title.clone(),
                evidence: self.evidence.stored(out.lang, connection).await?,
            }))
        })
    }
}

impl Run for Candidate {
    fn run(&self, out: &mut Output) -> anyhow::Result<Exit> {
        match self {
            Self::Pass(stage) => stage.run(out, true),
            Self::Reject(stage) => stage.run(out, false),
            Self::Object(verb) => act(out, &verb.acting, async |connection| {
                let reason = connection.store_text(&verb.reason).await?;
                Ok(Command::Object(ObjectCommand { candidate: verb.candidate.clone(), reason }))
            }),
            Self::Settle(verb) => act(out, &verb.acting, async |connection| {
                let reason = connection.store_text_if_any(verb.reason.as_deref()).await?;
                let (candidate, upheld) = (verb.candidate.clone(), verb.upheld);
                Ok(Command::Settle(SettleCommand { candidate, upheld, reason }))
            }),
        }
    }
}

impl Stage {
    fn run(&self, out: &Output, passes: bool) -> anyhow::Result<Exit> {
        act(out, &self.acting, async |connection| {
            let reason = connection.store_text_if_any(self.reason.as_deref()).await?;
            let (candidate, stage) = (self.candidate.clone(), self.stage.clone());
            Ok(Command::Advance(Advance { candidate, stage, passes, reason }))
        })
    }
}
