//! `muster list`, `snapshot`, `audit`: what the committee decides on, tables as they were, and what an outsider needs to check
//! them.

use clap::{Args, Subcommand};
use muster_protocol::command::{Command, Judge, Propose};

use super::score::{Backing, Deciding};
use super::show;
use crate::client::act::{act, campaign};
use crate::client::connection::{Connection, Make};
use crate::client::runtime::block_on;
use crate::client::target::{Author, Target};
use crate::exit::Exit;
use crate::output::Output;
use crate::results::bundle;
use crate::results::export;

/// 名单：提名、陈述、公示、决定 · Lists that the committee decides on
#[derive(Debug, Args)]
pub struct List {
    #[command(subcommand)]
    verb: ListVerb,
}

#[derive(Debug, Subcommand)]
enum ListVerb {
    /// 提名，附证据 · Propose somebody, with evidence
    Propose(Proposing),
    /// 本单位陈述 · The statement of the one concerned
    State(Stating),
    /// 公示 · Make an entry public
    Publish(Publishing),
    /// 决定列不列入 · Decide on an entry
    Decide(DecidingList),
    /// 看名单 · Show a list
    Show(Named),
}

#[derive(Debug, Args)]
struct Proposing {
    /// 名单，如 commend · The list
    list: String,
    /// 类，如 先进党组织 · The kind of entry
    kind: String,
    /// 单位编码 · The unit that is, or has, the one proposed
    unit: String,
    /// 代号，如 a1，不写人名 · A code for a person, no name
    #[arg(long, value_name = "CODE")]
    code: Option<String>,
    /// 哪张快照的表提名的，如 annual-freeze · The snapshot whose table names it
    #[arg(long, value_name = "KEY")]
    snapshot: Option<String>,
    #[command(flatten)]
    with: Backing,
}

#[derive(Debug, Args)]
struct Stating {
    /// 编号 · Number of the entry
    number: u32,
    /// 陈述；原文不进日志 · The statement; the text stays out of the log
    #[arg(long, value_name = "TEXT")]
    text: String,
    #[command(flatten)]
    author: Author,
    #[command(flatten)]
    target: Target,
}

#[derive(Debug, Args)]
struct Publishing {
    /// 编号 · Number of the entry
    number: u32,
    #[command(flatten)]
    author: Author,
    #[command(flatten)]
    target: Target,
}

#[derive(Debug, Args)]
struct DecidingList {
    /// 编号 · Number of the entry
    number: u32,
    /// 知道有通知没签收，仍要列入 · Notices without a signature are known, and it stands all the same
    #[arg(long)]
    unsigned_known: bool,
    #[command(flatten)]
    decision: Deciding,
}

/// A table by its name.
#[derive(Debug, Args)]
struct Named {
    /// 编号 · Its id
    name: String,
    /// 输出 JSON · Print JSON
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    target: Target,
}

/// 快照：拍、列、看、比、导出 · Snapshots: take one, list them, show one, compare two, export
#[derive(Debug, Args)]
pub struct Snapshot {
    #[command(subcommand)]
    verb: SnapshotVerb,
}

#[derive(Debug, Subcommand)]
enum SnapshotVerb {
    /// 现在就拍 · Take one now
    Take(Taking),
    /// 列出 · List them
    List(Listing),
    /// 看一张，如 final 或 annual-freeze/annual · Show one, or a sheet of one
    Show(Named),
    /// 比两张 · What differs between two
    Diff(Diffing),
    /// 导出：xlsx、csv、html 或 json · Export one
    Export(export::Export),
}

#[derive(Debug, Args)]
struct Taking {
    /// 快照编号，如 final · The plan
    plan: String,
    /// 为什么拍，一行话 · What for, on a line
    #[arg(long = "what", value_name = "TEXT")]
    title: String,
    #[command(flatten)]
    author: Author,
    #[command(flatten)]
    target: Target,
}

#[derive(Debug, Args)]
struct Listing {
    /// 输出 JSON · Print JSON
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    target: Target,
}

#[derive(Debug, Args)]
struct Diffing {
    /// 前一张 · The first
    before: String,
    /// 后一张 · The second
    after: String,
    /// 输出 JSON · Print JSON
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    target: Target,
}

/// 审计：导出、复算、要看的清单 · Audit: a bundle for an outsider, computing again, what to look at
#[derive(Debug, Args)]
pub struct Audit {
    #[command(subcommand)]
    verb: AuditVerb,
}

#[derive(Debug, Subcommand)]
enum AuditVerb {
    /// 导出一包：定义、名册、快照、日志、散列规则 · One folder with everything that an outsider needs
    Export(bundle::Export),
    /// 在别处用这一包复算 · Compute the tables of such a bundle again, anywhere
    Recompute(bundle::Recompute),
    /// 代办、补录、越限、重办、删除 · Done for others, backdated, overridden, opened again, erased
    Show(Listing),
}

/// Shows a table of a campaign.
fn table_of(out: &Output, target: &Target, name: &str, json: bool) -> anyhow::Result<Exit> {
    block_on(async {
        let connection = Connection::open(out.lang, target, Make::Never).await?;
        let result = async {
            let campaign = campaign(out.lang, &connection, target).await?;
            show::print_result(out, &connection, &campaign, name, json).await
        };
        let result = result.await;
        connection.close().await;
        result
    })
}

impl List {
    /// Runs the verb.
    ///
    /// # Errors
    /// A failure: refused, or not reachable.
    pub fn run(&self, out: &Output) -> anyhow::Result<Exit> {
        match &self.verb {
            ListVerb::Propose(verb) => {
                verb.with.fit(out)?;
                act(out, &verb.with.target, &verb.with.author, async |connection| {
                    let backed = verb.with.stored(out, connection, &verb.unit).await?;
                    Ok(Command::Judge(Judge::Propose(Propose {
                        list: verb.list.clone(),
                        kind: verb.kind.clone(),
                        backed,
                        code: verb.code.clone(),
                        snapshot: verb.snapshot.clone(),
                    })))
                })
            }
            ListVerb::State(verb) => act(out, &verb.target, &verb.author, async |connection| {
                Ok(Command::Judge(Judge::State(verb.number, connection.store_text(&verb.text).await?)))
            }),
            ListVerb::Publish(verb) => act(out, &verb.target, &verb.author, async |_| {
                Ok(Command::Judge(Judge::Publish(verb.number)))
            }),
            ListVerb::Decide(verb) => {
                let it = &verb.decision;
                act(out, &it.target, &it.author, async |connection| {
                    let decision = it.stored(connection).await?;
                    Ok(Command::Judge(Judge::DecideList(verb.number, decision, verb.unsigned_known)))
                })
            }
            ListVerb::Show(verb) => table_of(out, &verb.target, &verb.name, verb.json),
        }
    }
}

impl Snapshot {
    /// Runs the verb.
    ///
    /// # Errors
    /// A failure: refused, or not reachable.
    pub fn run(&self, out: &Output) -> anyhow::Result<Exit> {
        match &self.verb {
            SnapshotVerb::Take(verb) => act(out, &verb.target, &verb.author, async |_| {
                Ok(Command::Judge(Judge::Snapshot(verb.plan.clone(), verb.title.clone())))
            }),
            SnapshotVerb::List(verb) => table_of(out, &verb.target, "snapshots", verb.json),
            SnapshotVerb::Show(verb) => {
                table_of(out, &verb.target, &format!("snapshots/{}", verb.name), verb.json)
            }
            SnapshotVerb::Diff(verb) => {
                let name = format!("snapshots/{}..{}", verb.before, verb.after);
                table_of(out, &verb.target, &name, verb.json)
            }
            SnapshotVerb::Export(export) => export.run(out),
        }
    }
}

impl Audit {
    /// Runs the verb.
    ///
    /// # Errors
    /// A failure: a bundle that does not hold, or not reachable.
    pub fn run(&self, out: &Output) -> anyhow::Result<Exit> {
        match &self.verb {
            AuditVerb::Export(verb) => verb.run(out),
            AuditVerb::Recompute(verb) => verb.run(out),
            AuditVerb::Show(verb) => table_of(out, &verb.target, "audit", verb.json),
        }
    }
}
