//! `muster clock show`, `accept`: the campaigns' time, and what becomes of a jump of the machine's clock.

use clap::{Args, Subcommand};
use muster_protocol::time::Instant;
use muster_protocol::{id, say};
use muster_server::execute::ClockImpact;
use muster_server::http::EngineStatus;
use serde::Serialize;

use crate::client::act::with_engine;
use crate::client::connection::Connection;
use crate::client::target::{ActArgs, LookArgs};
use crate::exit::Exit;
use crate::output::Output;
use crate::run::Run;
use crate::words::clock;

/// What is typed behind `muster clock`.
#[derive(Debug, Subcommand)]
pub(crate) enum Clock {
    Show(LookArgs),
    Accept(Accept),
}

#[derive(Debug, Args)]
pub(crate) struct Accept {
    #[command(flatten)]
    acting: ActArgs,
}

/// The JSON of the clock.
#[derive(Debug, Serialize)]
struct ClockJson {
    clock: String,
    now: Instant,
    held: bool,
    /// `jump`, `stop` or `back`.
    doubt: Option<String>,
    /// Negative when the machine's clock is behind.
    ahead_ms: Option<i64>,
    stands_ms: Option<i64>,
    next_due: Option<Instant>,
    /// What would fall due if it were accepted; none while time is not held.
    impact: Option<ClockImpact>,
}

impl Run for Clock {
    fn run(&self, out: &mut Output) -> anyhow::Result<Exit> {
        match self {
            Self::Show(look) => with_engine(out, &look.target, async |to| show(out, to, look).await),
            Self::Accept(verb) => with_engine(out, &verb.acting.target, async |to| verb.give(out, to).await),
        }
    }
}

async fn show(out: &Output, connection: &Connection, look: &LookArgs) -> anyhow::Result<Exit> {
    let engine_status = connection.engine_status(None).await?;
    let impact = if engine_status.held { Some(connection.clock_impact().await?) } else { None };
    let (now, next_due) = (engine_status.now, engine_status.next_due);
    if look.json {
        let EngineStatus { clock, held, doubt, ahead_ms, stands_ms, .. } = engine_status;
        out.json(&ClockJson { clock, now, held, doubt, ahead_ms, stands_ms, next_due, impact })?;
        return Ok(Exit::Fine);
    }
    let kind = match engine_status.clock.as_str() {
        "stepped" => id!("a-stepped-clock"),
        _ => id!("the-machines-clock"),
    };
    out.data(format_args!("{now}  {}", kind.say(out.lang)))?;
    if let Some(why) = clock::halted(out.lang, &engine_status) {
        out.data(format_args!("! {why}"))?;
        out.advice(format_args!("  {}", clock::way_out(out.lang, &engine_status)))?;
    }
    if let Some(impact) = &impact {
        out.data(format_args!("  {}", clock::impact(out.lang, &engine_status, impact)))?;
    }
    let next = next_due.map_or_else(|| "-".to_owned(), |due| due.to_string());
    out.data(say!(out.lang, "next-planned-instant-next", next))?;
    Ok(Exit::Fine)
}

impl Accept {
    async fn give(&self, out: &Output, connection: &Connection) -> anyhow::Result<Exit> {
        let post = self.acting.author.post(out.lang)?;
        let forward = connection.accept_clock(post).await?;
        out.data(match forward.map(|ms| ms / 1_000) {
            Some(back @ ..0) => say!(out.lang, "clock-accepted-seconds-behind", seconds = -back),
            Some(seconds) => say!(out.lang, "clock-accepted-seconds-forward", seconds),
            None => out.lang.say("clock-it-was-not-held").to_owned(),
        })?;
        Ok(Exit::Fine)
    }
}
