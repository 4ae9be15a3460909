//! `muster list`, `snapshot`, `audit`: what the committee decides on, tables as they were, and what an outsider needs to check
//! them.

use clap::{Args, Subcommand};
use muster_protocol::command::{Command, Judge, Propose};

use super::score::{Backing, Deciding};
use super::show;
use crate::client::act::{act, with_campaign};
use crate::client::target::{ActArgs, LookArgs, Target};
use crate::exit::Exit;
use crate::output::Output;
use crate::results::bundle;
use crate::results::export;
use crate::run::Run;

/// What is typed behind `muster list`.
#[derive(Debug, Subcommand)]
pub(crate) enum List {
    Propose(Proposing),
    State(Stating),
    Publish(Publishing),
    Decide(DecidingList),
    Show(Named),
}

#[derive(Debug, Args)]
pub(crate) struct Proposing {
    list: String,
    kind: String,
    unit: String,
    #[arg(long, value_name = "CODE")]
    code: Option<String>,
    #[arg(long, value_name = "KEY")]
    snapshot: Option<String>,
    #[command(flatten)]
    with: Backing,
}

#[derive(Debug, Args)]
pub(crate) struct Stating {
    number: u32,
    #[arg(long, value_name = "TEXT")]
    text: String,
    #[command(flatten)]
    acting: ActArgs,
}

#[derive(Debug, Args)]
pub(crate) struct Publishing {
    number: u32,
    #[command(flatten)]
    acting: ActArgs,
}

#[derive(Debug, Args)]
pub(crate) struct DecidingList {
    number: u32,
    #[arg(long)]
    unsigned_known: bool,
    #[command(flatten)]
    decision: Deciding,
}

/// A table by its name.
#[derive(Debug, Args)]
pub(crate) struct Named {
    name: String,
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    target: Target,
}

/// What is typed behind `muster snapshot`.
#[derive(Debug, Subcommand)]
pub(crate) enum Snapshot {
    Take(Taking),
    List(LookArgs),
    Show(Named),
    Diff(Diffing),
    Export(export::Export),
}

#[derive(Debug, Args)]
pub(crate) struct Taking {
    plan: String,
    #[arg(long = "what", value_name = "TEXT")]
    title: String,
    #[command(flatten)]
    acting: ActArgs,
}

#[derive(Debug, Args)]
pub(crate) struct Diffing {
    before: String,
    after: String,
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    target: Target,
}

/// What is typed behind `muster audit`.
#[derive(Debug, Subcommand)]
pub(crate) enum Audit {
    Export(bundle::Export),
    Recompute(bundle::Recompute),
    Show(LookArgs),
}

/// Shows a table of a campaign.
fn table_of(out: &Output, target: &Target, name: &str, json: bool) -> anyhow::Result<Exit> {
    with_campaign(out, target, async |connection, campaign| {
        show::print_result(out, connection, campaign, name, json).await
    })
}

impl Run for List {
    fn run(&self, out: &mut Output) -> anyhow::Result<Exit> {
        match self {
            Self::Propose(verb) => verb.with.act(out, &verb.unit, |backed| {
                Judge::Propose(Propose {
                    list: verb.list.clone(),
                    kind: verb.kind.clone(),
                    backed,
                    code: verb.code.clone(),
                    snapshot: verb.snapshot.clone(),
                })
            }),
            Self::State(verb) => act(out, &verb.acting, async |connection| {
                Ok(Command::Judge(Judge::State(verb.number, connection.store_text(&verb.text).await?)))
            }),
            Self::Publish(verb) => {
                act(out, &verb.acting, async |_| Ok(Command::Judge(Judge::Publish(verb.number))))
            }
            Self::Decide(verb) => verb
                .decision
                .act(out, |decision| Judge::DecideList(verb.number, decision, verb.unsigned_known)),
            Self::Show(verb) => table_of(out, &verb.target, &verb.name, verb.json),
        }
    }
}

impl Run for Snapshot {
    fn run(&self, out: &mut Output) -> anyhow::Result<Exit> {
        match self {
            Self::Take(verb) => act(out, &verb.acting, async |_| {
                Ok(Command::Judge(Judge::Snapshot(verb.plan.clone(), verb.title.clone())))
            }),
            Self::List(verb) => table_of(out, &verb.target, "snapshots", verb.json),
            Self::Show(verb) => table_of(out, &verb.target, &format!("snapshots/{}", verb.name), verb.json),
            Self::Diff(verb) => with_campaign(out, &verb.target, async |connection, campaign| {
                // Which of the two is not there is said of that one.
                for key in [&verb.before, &verb.after] {
                    let name = format!("snapshots/{key}");
                    if connection.show(campaign, &name).await?.is_none() {
                        return show::print_result(out, connection, campaign, &name, false).await;
                    }
                }
                let name = format!("snapshots/{}..{}", verb.before, verb.after);
                show::print_result(out, connection, campaign, &name, verb.json).await
            }),
            Self::Export(export) => export.run(out),
        }
    }
}

impl Run for Audit {
    fn run(&self, out: &mut Output) -> anyhow::Result<Exit> {
        match self {
            Self::Export(verb) => verb.run(out),
            Self::Recompute(verb) => verb.run(out),
            Self::Show(verb) => table_of(out, &verb.target, "audit", verb.json),
        }
    }
}
