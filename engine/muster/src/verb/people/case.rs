//! `muster case`: what people bring at any time, from receipt to the last word (S37, S44, S46 to S48, S50, S55, S58).

use clap::{ArgGroup, Args, Subcommand};
use muster_core::campaign::Issuer;
use muster_core::definition::typed_day;
use muster_protocol::case::{CaseAct, CaseName};
use muster_protocol::catalogue::Language;
use muster_protocol::command::{Command, ItemName, ReceiveCase, WorkCase};
use muster_protocol::definition::Definition;
use muster_protocol::event::NamedEvent;
use muster_protocol::say;
use muster_protocol::time::Instant;

use crate::client::act::{act, campaign, submit_and_report, with_connection};
use crate::client::connection::Connection;
use crate::client::definitions;
use crate::client::target::ActArgs;
use crate::exit::{Exit, Failure};
use crate::output::Output;
use crate::run::Run;

use crate::words;

/// What is typed behind `muster case`.
#[derive(Debug, Subcommand)]
pub(crate) enum Case {
    Receive(Receive),
    Accept(Plain),
    Dispatch(Dispatch),
    Track(Track),
    Appoint(Appoint),
    Assist(Written),
    Note(Written),
    PassUp(Noted),
    Reply(Written),
    Answer(Noted),
    CallBack(CallBack),
}

#[derive(Debug, Args)]
pub(crate) struct Receive {
    kind: String,
    // `--way` was its name, and stands in scripts of operators.
    #[arg(long, alias = "way", value_name = "SOURCE")]
    source: Option<String>,
    #[arg(long, value_name = "TEXT")]
    about: Option<String>,
    #[arg(long, value_name = "CODE")]
    unit: Option<String>,
    #[arg(long, value_name = "ITEM")]
    during: Option<ItemName>,
    #[arg(long, value_name = "TIME")]
    received: Option<String>,
    #[arg(long, value_name = "TEXT")]
    text: Option<String>,
    #[command(flatten)]
    acting: ActArgs,
}

#[derive(Debug, Args)]
pub(crate) struct Plain {
    case: CaseName,
    #[command(flatten)]
    acting: ActArgs,
}

#[derive(Debug, Args)]
pub(crate) struct Dispatch {
    #[command(flatten)]
    of: Plain,
    #[arg(long, value_name = "CODE")]
    unit: String,
}

#[derive(Debug, Args)]
pub(crate) struct Track {
    #[command(flatten)]
    of: Plain,
    stage: String,
    #[arg(long, value_name = "TEXT")]
    text: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct Appoint {
    #[command(flatten)]
    of: Plain,
    #[arg(long, value_name = "POST")]
    agent: String,
}

#[derive(Debug, Args)]
pub(crate) struct Written {
    #[command(flatten)]
    of: Plain,
    #[arg(long, value_name = "TEXT")]
    text: String,
}

#[derive(Debug, Args)]
pub(crate) struct Noted {
    #[command(flatten)]
    of: Plain,
    #[arg(long, value_name = "TEXT")]
    text: Option<String>,
}

#[derive(Debug, Args)]
#[command(group(ArgGroup::new("choice").required(true).args(["satisfied", "dissatisfied"])))]
pub(crate) struct CallBack {
    #[command(flatten)]
    of: Plain,
    #[command(flatten)]
    said: Satisfaction,
    #[arg(long, value_name = "TEXT")]
    text: Option<String>,
}

/// What the person who brought it said: one of the two.
#[derive(Debug, Args)]
#[group(required = true, multiple = false)]
pub(crate) struct Satisfaction {
    #[arg(long)]
    satisfied: bool,
    #[arg(long, alias = "unsatisfied")]
    dissatisfied: bool,
}

impl Run for Case {
    fn run(&self, out: &mut Output) -> anyhow::Result<Exit> {
        match self {
            Self::Receive(verb) => verb.run(out),
            Self::Accept(of) => of.work(out, async |_| Ok(CaseAct::Accept)),
            Self::Dispatch(verb) => {
                verb.of.work(out, async |_| Ok(CaseAct::Dispatch { unit: verb.unit.clone() }))
            }
            Self::Track(verb) => verb.of.work(out, async |connection| {
                let record = connection.store_text_if_any(verb.text.as_deref()).await?;
                Ok(CaseAct::Track { stage: verb.stage.clone(), record })
            }),
            Self::Appoint(verb) => {
                verb.of.work(out, async |_| Ok(CaseAct::Appoint { agent: verb.agent.clone() }))
            }
            Self::Assist(verb) => verb.of.work(out, async |connection| {
                Ok(CaseAct::Assist { record: connection.store_text(&verb.text).await? })
            }),
            Self::Note(verb) => verb.of.work(out, async |connection| {
                Ok(CaseAct::Note { text: connection.store_text(&verb.text).await? })
            }),
            Self::PassUp(verb) => verb.of.work(out, async |connection| {
                Ok(CaseAct::PassUp { text: connection.store_text_if_any(verb.text.as_deref()).await? })
            }),
            Self::Reply(verb) => verb.of.work(out, async |connection| {
                Ok(CaseAct::Reply { text: connection.store_text(&verb.text).await? })
            }),
            Self::Answer(verb) => verb.of.work(out, async |connection| {
                Ok(CaseAct::Answer { text: connection.store_text_if_any(verb.text.as_deref()).await? })
            }),
            Self::CallBack(verb) => verb.of.work(out, async |connection| {
                let text = connection.store_text_if_any(verb.text.as_deref()).await?;
                Ok(CaseAct::CallBack { satisfied: verb.said.satisfied, text })
            }),
        }
    }
}

impl Plain {
    fn work(
        &self,
        out: &Output,
        act_of: impl AsyncFnOnce(&Connection) -> Result<CaseAct, Failure>,
    ) -> anyhow::Result<Exit> {
        act(out, &self.acting, async |connection| {
            Ok(Command::WorkCase(WorkCase { case: self.case.clone(), act: act_of(connection).await? }))
        })
    }
}

impl Receive {
    fn run(&self, out: &Output) -> anyhow::Result<Exit> {
        with_connection(out, &self.acting, async |connection, by| self.give(out, connection, by).await)
    }

    async fn give(&self, out: &Output, connection: &Connection, by: Issuer<'_>) -> anyhow::Result<Exit> {
        let campaign = campaign(out.lang, connection, &self.acting.target).await?;
        let def = definitions::in_force(out.lang, connection, &campaign).await?;
        let received = self.received.as_deref().map(|text| instant(out.lang, &def, text)).transpose()?;
        let command = Command::ReceiveCase(ReceiveCase {
            kind: self.kind.clone(),
            source: self.source.clone(),
            about: self.about.clone(),
            unit: self.unit.clone(),
            at: self.during.clone(),
            text: connection.store_text_if_any(self.text.as_deref()).await?,
            received,
        });
        let submitted = submit_and_report(out, connection, campaign, by, command).await?;
        for event in connection.made(&submitted).await?.iter().filter_map(|row| row.named().ok()) {
            if let NamedEvent::CaseReceived(body) = event {
                out.data(words::people::received(out.lang, &def, &body))?;
            }
        }
        Ok(Exit::Fine)
    }
}

/// A local time such as `2014-05-02T17:20` in the campaign's zone, or one that states its own.
fn instant(lang: Language, def: &Definition, text: &str) -> Result<Instant, Failure> {
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
            let what = say!(lang, "text-is-no-time", text);
            Err(Failure::new(Exit::Usage, what).next("--received 2014-05-02T17:20"))
        }
    }
}
