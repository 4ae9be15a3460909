//! `muster case`: what people bring at any time, from receipt to the last word (S37, S44, S46 to S48, S50, S55, S58).

use clap::{Args, Subcommand};
use muster_core::campaign::Issuer;
use muster_core::definition::typed_day;
use muster_protocol::case::{CaseAct, CaseName};
use muster_protocol::command::{Command, ItemName, ReceiveCase, WorkCase};
use muster_protocol::definition::{Definition, IntakeChannel};
use muster_protocol::event::NamedEvent;
use muster_protocol::time::Instant;

use crate::client::act::{act, campaign, give_and_report, with_connection};
use crate::client::connection::Connection;
use crate::client::definitions;
use crate::client::target::{Author, Target};
use crate::exit::{Exit, Failure};
use crate::lang::Lang;
use crate::output::Output;
use crate::words;

/// 办件 · Cases: what people bring at any time
#[derive(Debug, Args)]
pub struct Case {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Debug, Subcommand)]
enum Verb {
    /// 收件 · Take a case in; its clocks run from its receipt
    Receive(Receive),
    /// 受理 · Accept it
    Accept(Plain),
    /// 派单 · Give it to a unit
    Dispatch(Dispatch),
    /// 环节完成 · A tracked step is done
    Track(Track),
    /// 指定代办员 · Name the agent who goes along
    Appoint(Appoint),
    /// 帮办记录 · The agent's record
    Assist(Written),
    /// 记事 · Make a note on it; nothing else changes
    Note(Written),
    /// 上报 · Pass it up
    PassUp(Noted),
    /// 批复 · Reply from above
    Reply(Written),
    /// 答复、办结 · Answer it
    Answer(Noted),
    /// 回访 · Call back the one who brought it
    CallBack(CallBack),
}

#[derive(Debug, Args)]
struct Receive {
    /// 办件类型，如 hotline-12319 · Its kind
    kind: String,
    /// 来源：现场、窗口、热线、网上；只有一种时可省 · Through which channel it came: field, window, hotline, online
    #[arg(long, value_name = "WAY", value_parser = channel)]
    way: Option<IntakeChannel>,
    /// 事由或服务事项 · What it is about, where the kind asks for that
    #[arg(long, value_name = "TEXT")]
    about: Option<String>,
    /// 承办单位 · The unit that handles it, where that is known
    #[arg(long, value_name = "CODE")]
    unit: Option<String>,
    /// 在哪次走访或事项中收到，如 outreach.2014-05/002 · The visit or item at which it was brought
    #[arg(long, value_name = "ITEM")]
    during: Option<ItemName>,
    /// 收到的时间，如 2014-05-02T17:20；默认现在 · When it was brought, local; now by default
    #[arg(long, value_name = "TIME")]
    received: Option<String>,
    /// 内容；原文不进日志 · What was said; the text stays out of the log
    #[arg(long, value_name = "TEXT")]
    text: Option<String>,
    #[command(flatten)]
    author: Author,
    #[command(flatten)]
    target: Target,
}

#[derive(Debug, Args)]
struct Plain {
    /// 办件，如 hotline-12319/7 · The case
    case: CaseName,
    #[command(flatten)]
    author: Author,
    #[command(flatten)]
    target: Target,
}

#[derive(Debug, Args)]
struct Dispatch {
    #[command(flatten)]
    of: Plain,
    /// 承办单位 · The unit
    #[arg(long, value_name = "CODE")]
    unit: String,
}

#[derive(Debug, Args)]
struct Track {
    #[command(flatten)]
    of: Plain,
    /// 环节 · The step
    stage: String,
    /// 做了什么；原文不进日志 · What was done; the text stays out of the log
    #[arg(long, value_name = "TEXT")]
    text: Option<String>,
}

#[derive(Debug, Args)]
struct Appoint {
    #[command(flatten)]
    of: Plain,
    /// 代办员的岗位 · Post of the agent
    #[arg(long, value_name = "POST")]
    agent: String,
}

#[derive(Debug, Args)]
struct Written {
    #[command(flatten)]
    of: Plain,
    /// 内容；原文不进日志 · What is written; the text stays out of the log
    #[arg(long, value_name = "TEXT")]
    text: String,
}

#[derive(Debug, Args)]
struct Noted {
    #[command(flatten)]
    of: Plain,
    /// 内容；原文不进日志 · What is written; the text stays out of the log
    #[arg(long, value_name = "TEXT")]
    text: Option<String>,
}

#[derive(Debug, Args)]
struct CallBack {
    #[command(flatten)]
    of: Plain,
    /// 满意 · Satisfied
    #[arg(long, required_unless_present = "dissatisfied")]
    satisfied: bool,
    /// 不满意；文件写明“重办”的，办结后也可再提 · Dissatisfied: where the file says so it is opened again, also when it
    /// was closed before
    #[arg(long, conflicts_with = "satisfied")]
    dissatisfied: bool,
    /// 内容；原文不进日志 · What was said; the text stays out of the log
    #[arg(long, value_name = "TEXT")]
    text: Option<String>,
}

/// The channels as the file writes them, in both languages.
const CHANNELS: [(&str, &str, IntakeChannel); 4] = [
    ("现场", "field", IntakeChannel::Field),
    ("窗口", "window", IntakeChannel::Window),
    ("热线", "hotline", IntakeChannel::Hotline),
    ("网上", "online", IntakeChannel::Online),
];

fn channel(text: &str) -> Result<IntakeChannel, String> {
    let found = CHANNELS.iter().find(|(zh, en, _)| *zh == text || *en == text);
    found
        .map(|(.., channel)| *channel)
        .ok_or_else(|| format!("“{text}”：现场、窗口、热线、网上 · write field, window, hotline or online"))
}

impl Case {
    /// Runs the verb.
    ///
    /// # Errors
    /// [`Failure`]: refused, or not reachable; stdout that cannot be written.
    pub fn run(&self, out: &Output) -> anyhow::Result<Exit> {
        match &self.verb {
            Verb::Receive(verb) => verb.run(out),
            Verb::Accept(of) => of.work(out, async |_| Ok(CaseAct::Accept)),
            Verb::Dispatch(verb) => {
                verb.of.work(out, async |_| Ok(CaseAct::Dispatch { unit: verb.unit.clone() }))
            }
            Verb::Track(verb) => verb.of.work(out, async |connection| {
                let record = stored(connection, verb.text.as_deref()).await?;
                Ok(CaseAct::Track { stage: verb.stage.clone(), record })
            }),
            Verb::Appoint(verb) => {
                verb.of.work(out, async |_| Ok(CaseAct::Appoint { agent: verb.agent.clone() }))
            }
            Verb::Assist(verb) => verb.of.work(out, async |connection| {
                Ok(CaseAct::Assist { record: connection.store_text(&verb.text).await? })
            }),
            Verb::Note(verb) => verb.of.work(out, async |connection| {
                Ok(CaseAct::Note { text: connection.store_text(&verb.text).await? })
            }),
            Verb::PassUp(verb) => verb.of.work(out, async |connection| {
                Ok(CaseAct::PassUp { text: stored(connection, verb.text.as_deref()).await? })
            }),
            Verb::Reply(verb) => verb.of.work(out, async |connection| {
                Ok(CaseAct::Reply { text: connection.store_text(&verb.text).await? })
            }),
            Verb::Answer(verb) => verb.of.work(out, async |connection| {
                Ok(CaseAct::Answer { text: stored(connection, verb.text.as_deref()).await? })
            }),
            Verb::CallBack(verb) => verb.of.work(out, async |connection| {
                let text = stored(connection, verb.text.as_deref()).await?;
                Ok(CaseAct::CallBack { satisfied: verb.satisfied, text })
            }),
        }
    }
}

async fn stored(
    connection: &Connection,
    text: Option<&str>,
) -> Result<Option<muster_protocol::ids::Digest>, Failure> {
    match text {
        Some(text) => connection.store_text(text).await.map(Some),
        None => Ok(None),
    }
}

impl Plain {
    fn work(
        &self,
        out: &Output,
        act_of: impl AsyncFnOnce(&Connection) -> Result<CaseAct, Failure>,
    ) -> anyhow::Result<Exit> {
        act(out, &self.target, &self.author, async |connection| {
            Ok(Command::WorkCase(WorkCase { case: self.case.clone(), act: act_of(connection).await? }))
        })
    }
}

impl Receive {
    fn run(&self, out: &Output) -> anyhow::Result<Exit> {
        with_connection(out, &self.target, &self.author, async |connection, by| {
            self.give(out, connection, by).await
        })
    }

    async fn give(&self, out: &Output, connection: &Connection, by: Issuer<'_>) -> anyhow::Result<Exit> {
        let campaign = campaign(out.lang, connection, &self.target).await?;
        let def = definitions::in_force(out.lang, connection, &campaign).await?;
        let received = self.received.as_deref().map(|text| instant(out.lang, &def, text)).transpose()?;
        let command = Command::ReceiveCase(ReceiveCase {
            kind: self.kind.clone(),
            way: self.way,
            about: self.about.clone(),
            unit: self.unit.clone(),
            at: self.during.clone(),
            text: stored(connection, self.text.as_deref()).await?,
            received,
        });
        let given = give_and_report(out, connection, campaign, by, command).await?;
        for event in connection.made(&given).await?.iter().filter_map(|row| row.named().ok()) {
            if let NamedEvent::CaseReceived(body) = event {
                out.data(words::people::received(out.lang, &def, &body))?;
            }
        }
        Ok(Exit::Fine)
    }
}

/// A local time such as `2014-05-02T17:20` in the campaign's zone, or one that states its own.
fn instant(lang: Lang, def: &Definition, text: &str) -> Result<Instant, Failure> {
    if let Ok(instant) = text.parse() {
        return Ok(instant);
    }
    let zone = muster_rules::zone::Zone::of(def).ok();
    let local = text
        .rsplit_once(['T', ' '])
        .and_then(|(day, time)| Some((typed_day(def, day).ok()?, time.trim().parse().ok()?)));
    match (zone, local) {
        (Some(zone), Some((day, time))) => Ok(zone.at(day, time)),
        _ => {
            let what = match lang {
                Lang::Zh => format!("“{text}”不是时间"),
                Lang::En => format!("“{text}” is no time"),
            };
            Err(Failure::new(Exit::Usage, what).next("--received 2014-05-02T17:20"))
        }
    }
}
