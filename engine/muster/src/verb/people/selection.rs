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

/// 推荐评选对象 · Put somebody or something forward in a selection
#[derive(Debug, Args)]
pub struct Nominate {
    /// 评选编号，如 pacesetter · The selection
    selection: String,
    /// 单位编码 · The unit that is, or has, the candidate
    unit: String,
    /// 代号，如 a1，不写人名；不写就是单位本身 · A code such as a1, no name; left out: the unit itself
    #[arg(long, value_name = "CODE")]
    code: Option<String>,
    /// 称号，有几种时要写 · The title, where there are several
    #[arg(long, value_name = "TITLE")]
    title: Option<String>,
    /// 材料及数量，如 推荐表=1 · What and how many
    #[arg(long, value_name = "NAME=COUNT", value_parser = counted)]
    evidence: Vec<(String, u32)>,
    /// 材料文件，如 推荐表=form.pdf · A file, stored with the log
    #[arg(long = "file", value_name = "NAME=PATH", value_parser = located)]
    files: Vec<(String, PathBuf)>,
    #[command(flatten)]
    author: Author,
    #[command(flatten)]
    target: Target,
}

/// 评选对象：通过、不通过、异议、处理异议 · A candidate: pass, reject, object, settle
#[derive(Debug, Args)]
pub struct Candidate {
    #[command(subcommand)]
    verb: CandidateVerb,
}

#[derive(Debug, Subcommand)]
enum CandidateVerb {
    /// 通过一步；这一步有公示的，公示从第二天算起 · Pass a stage; its publicity, if it has one, counts from the next day
    Pass(Stage),
    /// 不通过，候选到此结束 · Reject: the candidacy ends
    Reject(Stage),
    /// 公示期内提出异议 · Object during publicity
    Object(Object),
    /// 处理异议 · Settle the objections
    Settle(Settle),
}

#[derive(Debug, Args)]
struct Stage {
    /// 评选对象，如 pacesetter/3 · The candidate
    candidate: CandidateName,
    /// 步骤编号，如 verify · The stage
    stage: String,
    /// 理由；原文不进日志，只存加盐摘要 · Why; the text stays out of the log, which holds its salted digest
    #[arg(long, value_name = "TEXT")]
    reason: Option<String>,
    #[command(flatten)]
    author: Author,
    #[command(flatten)]
    target: Target,
}

#[derive(Debug, Args)]
struct Object {
    /// 评选对象 · The candidate
    candidate: CandidateName,
    /// 异议内容；原文不进日志 · What is said against it; the text stays out of the log
    #[arg(long, value_name = "TEXT")]
    reason: String,
    #[command(flatten)]
    author: Author,
    #[command(flatten)]
    target: Target,
}

#[derive(Debug, Args)]
struct Settle {
    /// 评选对象 · The candidate
    candidate: CandidateName,
    /// 异议成立，取消资格 · The objection is upheld: the candidate is out
    #[arg(long, required_unless_present = "dismissed", conflicts_with = "dismissed")]
    upheld: bool,
    /// 异议不成立 · The objection is dismissed
    #[arg(long)]
    dismissed: bool,
    /// 理由；原文不进日志 · Why; the text stays out of the log
    #[arg(long, value_name = "TEXT")]
    reason: Option<String>,
    #[command(flatten)]
    author: Author,
    #[command(flatten)]
    target: Target,
}

impl Nominate {
    /// Runs the verb.
    ///
    /// # Errors
    /// [`Failure`]: a file that cannot be read, refused, or not reachable.
    pub fn run(&self, out: &Output) -> anyhow::Result<Exit> {
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

impl Candidate {
    /// Runs the verb.
    ///
    /// # Errors
    /// [`Failure`]: refused, or not reachable.
    pub fn run(&self, out: &Output) -> anyhow::Result<Exit> {
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
