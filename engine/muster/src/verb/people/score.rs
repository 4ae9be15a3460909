//! `muster score`, `veto`, `appeal`: points that people give and take, what keeps a unit from a grade, appeals; and what came of
//! it, line by line.

use clap::{ArgGroup, Args, Subcommand};
use muster_core::definition::decimal;
use muster_protocol::command::{Backed, Cause, Command, Decision, Judge, OnLine};
use muster_protocol::definition::{Decimal, Definition, ScoreSheet};
use muster_protocol::id;
use muster_rules::audience::selects;

use super::evidence_args::EvidenceArgs;
use super::show;
use crate::client::act::{act, with_campaign};
use crate::client::definitions;
use crate::client::target::{ActArgs, Target};
use crate::exit::Exit;
use crate::output::Output;
use crate::results::{export, rollup};
use crate::run::Run;
use crate::value::{WrongValue, wrong_value};

/// What is typed behind `muster score`.
#[derive(Debug, Subcommand)]
pub(crate) enum Score {
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

/// What is typed behind `muster veto`.
#[derive(Debug, Subcommand)]
pub(crate) enum Veto {
    Propose(Propose),
    Decide(Decide),
}

/// What is typed behind `muster appeal`.
#[derive(Debug, Subcommand)]
pub(crate) enum Appeal {
    File(FileAppeal),
    Answer(Answer),
}

/// What stands behind what is said.
#[derive(Debug, Args)]
pub(super) struct Backing {
    #[command(flatten)]
    evidence: EvidenceArgs,
    #[arg(long, value_name = "TEXT")]
    reason: Option<String>,
    #[command(flatten)]
    acting: ActArgs,
}

impl Backing {
    /// Gives the judgement that `judge` makes of what stands behind it, in the matter of a unit.
    pub(super) fn act(
        &self,
        out: &Output,
        unit: &str,
        judge: impl FnOnce(Backed) -> Judge,
    ) -> anyhow::Result<Exit> {
        self.evidence.fit(out.lang)?;
        act(out, &self.acting, async |connection| {
            let evidence = self.evidence.stored(out.lang, connection).await?;
            let reason = connection.store_text_if_any(self.reason.as_deref()).await?;
            Ok(Command::Judge(judge(Backed { unit: unit.to_owned(), evidence, reason })))
        })
    }
}

#[derive(Debug, Args)]
pub(crate) struct Give {
    sheet: String,
    line: String,
    unit: String,
    #[arg(value_parser = points)]
    points: Decimal,
    #[command(flatten)]
    with: Backing,
}

#[derive(Debug, Args)]
pub(crate) struct Deduct {
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
pub(crate) struct Add {
    sheet: String,
    unit: String,
    cause: String,
    #[arg(long, default_value_t = 1)]
    times: u32,
    #[command(flatten)]
    with: Backing,
}

#[derive(Debug, Args)]
pub(crate) struct Withdraw {
    number: u32,
    #[arg(long, value_name = "TEXT")]
    reason: String,
    #[command(flatten)]
    acting: ActArgs,
}

#[derive(Debug, Args)]
pub(crate) struct Explain {
    unit: String,
    #[arg(long, value_name = "SHEET")]
    sheet: Option<String>,
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    target: Target,
}

#[derive(Debug, Args)]
pub(crate) struct Propose {
    sheet: String,
    unit: String,
    cause: String,
    #[command(flatten)]
    with: Backing,
}

#[derive(Debug, Args)]
pub(crate) struct Decide {
    number: u32,
    #[command(flatten)]
    decision: Deciding,
}

/// Yes or no, by whom and why.
#[derive(Debug, Args)]
#[command(group(ArgGroup::new("choice").required(true).args(["yes", "no"])))]
pub(super) struct Deciding {
    #[arg(long)]
    yes: bool,
    #[arg(long)]
    no: bool,
    #[arg(long, value_name = "TEXT")]
    reason: Option<String>,
    #[command(flatten)]
    acting: ActArgs,
}

impl Deciding {
    /// Gives the judgement that `judge` makes of the decision.
    pub(super) fn act(&self, out: &Output, judge: impl FnOnce(Decision) -> Judge) -> anyhow::Result<Exit> {
        act(out, &self.acting, async |connection| {
            let reason = connection.store_text_if_any(self.reason.as_deref()).await?;
            Ok(Command::Judge(judge(Decision { yes: self.yes, reason })))
        })
    }
}

#[derive(Debug, Args)]
pub(crate) struct FileAppeal {
    sheet: String,
    line: String,
    unit: String,
    #[command(flatten)]
    with: Backing,
}

#[derive(Debug, Args)]
pub(crate) struct Answer {
    number: u32,
    #[arg(long, value_name = "POINTS", value_parser = change, allow_hyphen_values = true)]
    change: Option<Decimal>,
    #[command(flatten)]
    decision: Deciding,
}

fn points(text: &str) -> Result<Decimal, WrongValue> {
    decimal(text).ok_or_else(|| wrong_value(id!("write-a-number-such-as")))
}

fn change(text: &str) -> Result<Decimal, WrongValue> {
    let (sign, number) = match text.strip_prefix('-') {
        Some(number) => (-1, number),
        None => (1, text.strip_prefix('+').unwrap_or(text)),
    };
    let number = decimal(number).ok_or_else(|| wrong_value(id!("write-a-change-such-as")))?;
    Ok(Decimal(sign * number.0))
}

fn on(sheet: &str, line: &str, backed: Backed) -> OnLine {
    OnLine { backed, sheet: sheet.to_owned(), line: line.to_owned() }
}

impl Run for Score {
    fn run(&self, out: &mut Output) -> anyhow::Result<Exit> {
        match self {
            Self::Give(verb) => verb
                .with
                .act(out, &verb.unit, |backed| Judge::Give(on(&verb.sheet, &verb.line, backed), verb.points)),
            Self::Deduct(verb) => verb.with.act(out, &verb.unit, |backed| {
                let cause = Cause { name: verb.cause.clone(), times: verb.times };
                Judge::Deduct(on(&verb.sheet, &verb.line, backed), cause, verb.inspection.clone())
            }),
            Self::Add(verb) => verb.with.act(out, &verb.unit, |backed| {
                let cause = Cause { name: verb.cause.clone(), times: verb.times };
                Judge::Add(backed, verb.sheet.clone(), cause)
            }),
            Self::Withdraw(verb) => act(out, &verb.acting, async |connection| {
                let reason = connection.store_text(&verb.reason).await?;
                Ok(Command::Judge(Judge::Withdraw(verb.number, reason)))
            }),
            Self::Explain(verb) => verb.run(out),
            Self::Export(export) => export.run(out),
            Self::RollUp(verb) => verb.run(out),
            Self::CheckRollUp(verb) => verb.run(out),
            Self::TakeIn(verb) => verb.run(out),
        }
    }
}

impl Explain {
    fn run(&self, out: &Output) -> anyhow::Result<Exit> {
        with_campaign(out, &self.target, async |connection, campaign| {
            let def = definitions::in_force(out.lang, connection, campaign).await?;
            let sheets = match &self.sheet {
                Some(sheet) => vec![export::known_sheet(out.lang, &def, sheet)?.id.as_str()],
                None => scored_by(&def, &self.unit),
            };
            // One document of JSON is of one sheet.
            if sheets.is_empty() || (self.json && sheets.len() > 1) {
                export::meant(out.lang, &def, None)?;
            }
            let mut exit = Exit::Fine;
            for sheet in sheets {
                let name = format!("{sheet}/{}", self.unit);
                exit = show::print_result(out, connection, campaign, &name, self.json).await?;
            }
            Ok(exit)
        })
    }
}

/// The sheets that score a unit; where none does all of them, each of which says why not.
fn scored_by<'d>(def: &'d Definition, code: &str) -> Vec<&'d str> {
    let unit = def.unit_by_code(code);
    let scores = |sheet: &&ScoreSheet| unit.is_none_or(|unit| selects(def, sheet.audience, unit));
    let id = |sheet: &'d ScoreSheet| sheet.id.as_str();
    let sheets: Vec<&str> = def.scores.iter().filter(scores).map(id).collect();
    // Nobody has heard of this unit: one table says so.
    let sheets = if unit.is_none() { sheets.into_iter().take(1).collect() } else { sheets };
    if sheets.is_empty() { def.scores.iter().map(id).collect() } else { sheets }
}

impl Run for Veto {
    fn run(&self, out: &mut Output) -> anyhow::Result<Exit> {
        match self {
            Self::Propose(verb) => verb.with.act(out, &verb.unit, |backed| {
                Judge::ProposeVeto(backed, verb.sheet.clone(), verb.cause.clone())
            }),
            Self::Decide(verb) => verb.decision.act(out, |decision| Judge::DecideVeto(verb.number, decision)),
        }
    }
}

impl Run for Appeal {
    fn run(&self, out: &mut Output) -> anyhow::Result<Exit> {
        match self {
            Self::File(verb) => {
                verb.with.act(out, &verb.unit, |backed| Judge::Appeal(on(&verb.sheet, &verb.line, backed)))
            }
            Self::Answer(verb) => verb.decision.act(out, |decision| {
                Judge::AnswerAppeal(verb.number, decision, verb.change.unwrap_or_default(), None)
            }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::embedded;

    /// A unit that two sheets score is shown on both, and nobody is shown a sheet by chance.
    #[test]
    fn a_unit_is_explained_on_every_sheet_that_scores_it() {
        let def = muster_core::definition::compile(&embedded::files()).definition.unwrap();
        assert_eq!(scored_by(&def, "015"), ["annual", "window"]);
        assert_eq!(scored_by(&def, "005"), ["annual"]);
        assert_eq!(scored_by(&def, "V01"), ["annual", "window"], "each says why not");
        assert_eq!(scored_by(&def, "zzz"), ["annual"]);
    }
}
