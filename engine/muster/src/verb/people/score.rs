//! `muster score`, `veto`, `appeal`: points that people give and take, what keeps a unit from a grade, appeals; and what came of
//! it, line by line.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use muster_core::definition::decimal;
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

/// 评分：打分、扣分、加分、撤销、查看、导出 · Score sheets: points, what they stand on, and the results
#[derive(Debug, Args)]
pub struct Score {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Debug, Subcommand)]
enum Verb {
    /// 打分：由文件写明的角色 · Give points on a line that a role judges
    Give(Give),
    /// 扣分 · Take points for what was found
    Deduct(Deduct),
    /// 加分 · Give points above the whole
    Add(Add),
    /// 撤销一条记分 · Let points count no more
    Withdraw(Withdraw),
    /// 逐项说明一个单位的得分，还能怎样 · One unit line by line: what counted and what would still raise it
    Explain(Explain),
    /// 导出：xlsx、csv 或可打印的 html · Export as xlsx, csv or a page to print
    Export(export::Export),
    /// 上报：最后的得分签名导出，计入更大的考核 · Sign the final scores for a larger appraisal
    RollUp(rollup::Sign),
    /// 核对一份上报 · Check a signed roll-up
    CheckRollUp(rollup::Check),
    /// 收一份上报，计入本活动的一项 · Take a signed roll-up in as the points of a line
    TakeIn(rollup::TakeIn),
}

/// 一票否决 · Vetoes: what keeps a unit from a grade
#[derive(Debug, Args)]
pub struct Veto {
    #[command(subcommand)]
    verb: VetoVerb,
}

#[derive(Debug, Subcommand)]
enum VetoVerb {
    /// 提出 · Propose one, with what shows it
    Propose(Propose),
    /// 决定 · Decide on one
    Decide(Decide),
}

/// 申诉 · Appeals against a score, during publicity
#[derive(Debug, Args)]
pub struct Appeal {
    #[command(subcommand)]
    verb: AppealVerb,
}

#[derive(Debug, Subcommand)]
enum AppealVerb {
    /// 提出 · File one
    File(FileAppeal),
    /// 答复；成立的另拍一张快照，原来的留着 · Answer one; what is upheld brings a snapshot of its own, the old one stays
    Answer(Answer),
}

/// What stands behind what is said.
#[derive(Debug, Args)]
pub(super) struct Backing {
    /// 材料及数量，如 照片=1 · What and how many
    #[arg(long, value_name = "NAME=COUNT", value_parser = counted)]
    evidence: Vec<(String, u32)>,
    /// 材料文件，如 照片=a.jpg · A file, stored with the log
    #[arg(long = "file", value_name = "NAME=PATH", value_parser = located)]
    files: Vec<(String, PathBuf)>,
    /// 说明；原文不进日志 · Why; the text stays out of the log
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
    /// 评分表，如 annual · The sheet
    sheet: String,
    /// 项 · The line
    line: String,
    /// 单位编码 · The unit
    unit: String,
    /// 分 · The points
    #[arg(value_parser = points)]
    points: Decimal,
    #[command(flatten)]
    with: Backing,
}

#[derive(Debug, Args)]
struct Deduct {
    /// 评分表 · The sheet
    sheet: String,
    /// 项 · The line
    line: String,
    /// 单位编码 · The unit
    unit: String,
    /// 事由，如 每发现1个问题 · What was found, in the words of the file
    cause: String,
    /// 几件 · How many
    #[arg(long, default_value_t = 1)]
    times: u32,
    /// 哪次督查发现的，如 supervision/2014-05 · The inspection in which it was found
    #[arg(long, value_name = "ROUND/SESSION")]
    inspection: Option<String>,
    #[command(flatten)]
    with: Backing,
}

#[derive(Debug, Args)]
struct Add {
    /// 评分表 · The sheet
    sheet: String,
    /// 单位编码 · The unit
    unit: String,
    /// 事由 · For what, in the words of the file
    cause: String,
    /// 几件 · How many
    #[arg(long, default_value_t = 1)]
    times: u32,
    #[command(flatten)]
    with: Backing,
}

#[derive(Debug, Args)]
struct Withdraw {
    /// 记分编号，见 show points · Its number, see `show points`
    number: u32,
    /// 为什么；原文不进日志 · Why; the text stays out of the log
    #[arg(long, value_name = "TEXT")]
    reason: String,
    #[command(flatten)]
    author: Author,
    #[command(flatten)]
    target: Target,
}

#[derive(Debug, Args)]
struct Explain {
    /// 单位编码 · The unit
    unit: String,
    /// 评分表，只有一张时可省 · The sheet; may be left out where there is one
    #[arg(long, value_name = "SHEET")]
    sheet: Option<String>,
    /// 输出 JSON · Print JSON
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    target: Target,
}

#[derive(Debug, Args)]
struct Propose {
    /// 评分表 · The sheet
    sheet: String,
    /// 单位编码 · The unit
    unit: String,
    /// 事由 · The cause, in the words of the file
    cause: String,
    #[command(flatten)]
    with: Backing,
}

#[derive(Debug, Args)]
struct Decide {
    /// 编号，见 show vetoes · Its number, see `show vetoes`
    number: u32,
    #[command(flatten)]
    decision: Deciding,
}

/// Yes or no, by whom and why.
#[derive(Debug, Args)]
pub(super) struct Deciding {
    /// 成立、同意 · It holds
    #[arg(long, required_unless_present = "no", conflicts_with = "no")]
    yes: bool,
    /// 不成立、不同意 · It does not
    #[arg(long)]
    no: bool,
    /// 理由；原文不进日志 · Why; the text stays out of the log
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
    /// 评分表 · The sheet
    sheet: String,
    /// 项 · The line
    line: String,
    /// 单位编码 · The unit
    unit: String,
    #[command(flatten)]
    with: Backing,
}

#[derive(Debug, Args)]
struct Answer {
    /// 编号，见 show appeals · Its number, see `show appeals`
    number: u32,
    /// 改几分，如 1.5、-2 · By how much the line changes
    #[arg(long, value_name = "POINTS", value_parser = change, allow_hyphen_values = true)]
    change: Option<Decimal>,
    #[command(flatten)]
    decision: Deciding,
}

fn points(text: &str) -> Result<Decimal, String> {
    decimal(text).ok_or_else(|| format!("“{text}”: 写数字，如 18.5 · write a number such as 18.5"))
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

impl Score {
    /// Runs the verb.
    ///
    /// # Errors
    /// [`Failure`]: refused, or not reachable; stdout that cannot be written.
    pub fn run(&self, out: &Output) -> anyhow::Result<Exit> {
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

impl Veto {
    /// Runs the verb.
    ///
    /// # Errors
    /// [`Failure`]: refused, or not reachable.
    pub fn run(&self, out: &Output) -> anyhow::Result<Exit> {
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

impl Appeal {
    /// Runs the verb.
    ///
    /// # Errors
    /// [`Failure`]: refused, or not reachable.
    pub fn run(&self, out: &Output) -> anyhow::Result<Exit> {
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
