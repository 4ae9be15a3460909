//! `muster score`, `veto`, `appeal`: points that people give and take, what keeps a unit from a grade, appeals; and what came of
//! it, line by line.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use muster_core::definition::decimal;
use muster_protocol::catalogue::Language;
use muster_protocol::command::{Backed, Cause, Command, Decision, Judge, OnLine};
use muster_protocol::definition::Decimal;

use super::filled::counted;
use super::items::{evidence, fit, located, store};
use super::show;
use crate::client::act::act;
use crate::client::connection::Connection;
use crate::client::target::{Author, Target};
use crate::exit::{Exit, Failure};
use crate::output::Output;
use crate::results::{export, rollup};
use crate::run::Run;

/// The arguments of `muster score`.
#[derive(Debug, Args)]
pub struct Score {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Debug, Subcommand)]
enum Verb {
    Give(Give),
    Deduct(Deduct),
    Add(Add),
    Withdraw(Withdraw),
    Explain(Explain),
    Export(export::Export),
    RollUp(rollup::Sign),
    CheckRollUp(rollup::Check),
    TakeIn(rollup::TakeIn),
}

/// The arguments of `muster veto`.
#[derive(Debug, Args)]
pub struct Veto {
    #[command(subcommand)]
    verb: VetoVerb,
}

#[derive(Debug, Subcommand)]
enum VetoVerb {
    Propose(Propose),
    Decide(Decide),
}

/// The arguments of `muster appeal`.
#[derive(Debug, Args)]
pub struct Appeal {
    #[command(subcommand)]
    verb: AppealVerb,
}

#[derive(Debug, Subcommand)]
enum AppealVerb {
    File(FileAppeal),
    Answer(Answer),
}

/// What stands behind what is said.
#[derive(Debug, Args)]
pub(super) struct Backing {
    #[arg(long, value_name = "NAME=COUNT", value_parser = counted)]
    evidence: Vec<(String, u32)>,
    #[arg(long = "file", value_name = "NAME=PATH", value_parser = located)]
    files: Vec<(String, PathBuf)>,
    #[arg(long, value_name = "TEXT")]
    reason: Option<String>,
    #[command(flatten)]
    pub(super) author: Author,
    #[command(flatten)]
    pub(super) target: Target,
}

impl Backing {
    /// Looks at the files before anything is stored.
    pub(super) fn fit(&self, out: &Output) -> Result<(), Failure> {
        self.files.iter().try_for_each(|(_, path)| fit(out.lang, path))
    }

    pub(super) async fn stored(
        &self,
        out: &Output,
        connection: &Connection,
        unit: &str,
    ) -> Result<Backed, Failure> {
        let mut stored = Vec::new();
        for (name, path) in &self.files {
            stored.push((name.clone(), store(out.lang, connection, path).await?));
        }
        let reason = match &self.reason {
            Some(reason) => Some(connection.store_text(reason).await?),
            None => None,
        };
        Ok(Backed { unit: unit.to_owned(), evidence: evidence(&self.evidence, &stored), reason })
    }
}

#[derive(Debug, Args)]
struct Give {
    sheet: String,
    line: String,
    unit: String,
    #[arg(value_parser = points)]
    points: Decimal,
    #[command(flatten)]
    with: Backing,
}

#[derive(Debug, Args)]
struct Deduct {
    sheet: String,
    line: String,
    unit: String,
    cause: String,
    #[arg(long, default_value_t = 1)]
    times: u32,
    #[arg(long, value_name = "ROUND/SESSION")]
    inspection: Option<String>,
    #[command(flatten)]
    with: Backing,
}

#[derive(Debug, Args)]
struct Add {
    sheet: String,
    unit: String,
    cause: String,
    #[arg(long, default_value_t = 1)]
    times: u32,
    #[command(flatten)]
    with: Backing,
}

#[derive(Debug, Args)]
struct Withdraw {
    number: u32,
    #[arg(long, value_name = "TEXT")]
    reason: String,
    #[command(flatten)]
    author: Author,
    #[command(flatten)]
    target: Target,
}

#[derive(Debug, Args)]
struct Explain {
    unit: String,
    #[arg(long, value_name = "SHEET")]
    sheet: Option<String>,
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    target: Target,
}

#[derive(Debug, Args)]
struct Propose {
    sheet: String,
    unit: String,
    cause: String,
    #[command(flatten)]
    with: Backing,
}

#[derive(Debug, Args)]
struct Decide {
    number: u32,
    #[command(flatten)]
    decision: Deciding,
}

/// Yes or no, by whom and why.
#[derive(Debug, Args)]
pub(super) struct Deciding {
    #[arg(long, required_unless_present = "no", conflicts_with = "no")]
    yes: bool,
    #[arg(long)]
    no: bool,
    #[arg(long, value_name = "TEXT")]
    reason: Option<String>,
    #[command(flatten)]
    pub(super) author: Author,
    #[command(flatten)]
    pub(super) target: Target,
}

impl Deciding {
    pub(super) async fn stored(&self, connection: &Connection) -> Result<Decision, Failure> {
        let reason = match &self.reason {
            Some(reason) => Some(connection.store_text(reason).await?),
            None => None,
        };
        Ok(Decision { yes: self.yes, reason })
    }
}

#[derive(Debug, Args)]
struct FileAppeal {
    sheet: String,
    line: String,
    unit: String,
    #[command(flatten)]
    with: Backing,
}

#[derive(Debug, Args)]
struct Answer {
    number: u32,
    #[arg(long, value_name = "POINTS", value_parser = change, allow_hyphen_values = true)]
    change: Option<Decimal>,
    #[command(flatten)]
    decision: Deciding,
}

fn points(text: &str) -> Result<Decimal, String> {
    decimal(text).ok_or_else(|| {
        let [zh, en] = Language::ALL.map(|lang| lang.say("write-a-number-such-as"));
        format!("“{text}”: {zh} · {en}")
    })
}

fn change(text: &str) -> Result<Decimal, String> {
    match text.strip_prefix('-') {
        Some(number) => points(number).map(|Decimal(number)| Decimal(-number)),
        None => points(text.strip_prefix('+').unwrap_or(text)),
    }
}

fn on(sheet: &str, line: &str, backed: Backed) -> OnLine {
    OnLine { backed, sheet: sheet.to_owned(), line: line.to_owned() }
}

impl Run for Score {
    fn run(&self, out: &mut Output) -> anyhow::Result<Exit> {
        match &self.verb {
            Verb::Give(verb) => {
                verb.with.fit(out)?;
                act(out, &verb.with.target, &verb.with.author, async |connection| {
                    let backed = verb.with.stored(out, connection, &verb.unit).await?;
                    Ok(Command::Judge(Judge::Give(on(&verb.sheet, &verb.line, backed), verb.points)))
                })
            }
            Verb::Deduct(verb) => {
                verb.with.fit(out)?;
                act(out, &verb.with.target, &verb.with.author, async |connection| {
                    let backed = verb.with.stored(out, connection, &verb.unit).await?;
                    let cause = Cause { name: verb.cause.clone(), times: verb.times };
                    let on = on(&verb.sheet, &verb.line, backed);
                    Ok(Command::Judge(Judge::Deduct(on, cause, verb.inspection.clone())))
                })
            }
            Verb::Add(verb) => {
                verb.with.fit(out)?;
                act(out, &verb.with.target, &verb.with.author, async |connection| {
                    let backed = verb.with.stored(out, connection, &verb.unit).await?;
                    let cause = Cause { name: verb.cause.clone(), times: verb.times };
                    Ok(Command::Judge(Judge::Add(backed, verb.sheet.clone(), cause)))
                })
            }
            Verb::Withdraw(verb) => act(out, &verb.target, &verb.author, async |connection| {
                let reason = connection.store_text(&verb.reason).await?;
                Ok(Command::Judge(Judge::Withdraw(verb.number, reason)))
            }),
            Verb::Explain(verb) => verb.run(out),
            Verb::Export(export) => export.run(out),
            Verb::RollUp(verb) => verb.run(out),
            Verb::CheckRollUp(verb) => verb.run(out),
            Verb::TakeIn(verb) => verb.run(out),
        }
    }
}

impl Explain {
    fn run(&self, out: &Output) -> anyhow::Result<Exit> {
        export::with_sheet(out, &self.target, self.sheet.as_deref(), async |connection, campaign, sheet| {
            let name = format!("{sheet}/{}", self.unit);
            show::print_result(out, connection, campaign, &name, self.json).await
        })
    }
}

impl Run for Veto {
    fn run(&self, out: &mut Output) -> anyhow::Result<Exit> {
        match &self.verb {
            VetoVerb::Propose(verb) => {
                verb.with.fit(out)?;
                act(out, &verb.with.target, &verb.with.author, async |connection| {
                    let backed = verb.with.stored(out, connection, &verb.unit).await?;
                    Ok(Command::Judge(Judge::ProposeVeto(backed, verb.sheet.clone(), verb.cause.clone())))
                })
            }
            VetoVerb::Decide(verb) => {
                let it = &verb.decision;
                act(out, &it.target, &it.author, async |connection| {
                    Ok(Command::Judge(Judge::DecideVeto(verb.number, it.stored(connection).await?)))
                })
            }
        }
    }
}

impl Run for Appeal {
    fn run(&self, out: &mut Output) -> anyhow::Result<Exit> {
        match &self.verb {
            AppealVerb::File(verb) => {
                verb.with.fit(out)?;
                act(out, &verb.with.target, &verb.with.author, async |connection| {
                    let backed = verb.with.stored(out, connection, &verb.unit).await?;
                    Ok(Command::Judge(Judge::Appeal(on(&verb.sheet, &verb.line, backed))))
                })
            }
            AppealVerb::Answer(verb) => {
                let it = &verb.decision;
                act(out, &it.target, &it.author, async |connection| {
                    let change = verb.change.unwrap_or_default();
                    Ok(Command::Judge(Judge::AnswerAppeal(verb.number, it.stored(connection).await?, change)))
                })
            }
        }
    }
}
