//! `muster clock show`, `accept`: the campaigns' time, and what becomes of a jump of the machine's clock.

use clap::{Args, Subcommand};
use muster_protocol::time::Instant;
use muster_server::execute::Falls;
use muster_server::http::EngineStatus;
use serde::Serialize;

use crate::client::connection::{Connection, Make};
use crate::client::runtime::block_on;
use crate::client::target::{Author, Target};
use crate::exit::Exit;
use crate::lang::Lang;
use crate::output::Output;
use crate::words::clock;

/// 时钟：系统时间前后跳了超过一分钟，或重启后比最近所见快三天以上，就暂停走时，等人确认 · The clock: after a jump of the machine's clock by more than a minute, or after a stop of more than three days, time is held
#[derive(Debug, Args)]
pub struct Clock {
    #[command(subcommand)]
    verb: ClockVerb,
}

#[derive(Debug, Subcommand)]
enum ClockVerb {
    Show(Show),
    Accept(Accept),
}

/// 现在几点，是否暂停走时 · The time, and whether it is held
#[derive(Debug, Args)]
struct Show {
    /// 输出 JSON · Print JSON: `{clock, now, held, doubt, ahead_ms, stands_ms, next_due, falls}`
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    target: Target,
}

/// 接受跳动后的系统时间，恢复走时 · Accept the machine's time after a jump; what fell due meanwhile is caught up
#[derive(Debug, Args)]
struct Accept {
    #[command(flatten)]
    author: Author,
    #[command(flatten)]
    target: Target,
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
    falls: Option<Falls>,
}

impl Clock {
    /// Runs the verb.
    ///
    /// # Errors
    /// [`crate::exit::Failure`] when nobody answers; stdout that cannot be written.
    pub fn run(&self, out: &Output) -> anyhow::Result<Exit> {
        let target = match &self.verb {
            ClockVerb::Show(show) => &show.target,
            ClockVerb::Accept(accept) => &accept.target,
        };
        block_on(async {
            let connection = Connection::open(out.lang, target, Make::Never).await?;
            let result = match &self.verb {
                ClockVerb::Show(show) => show.print_result(out, &connection).await,
                ClockVerb::Accept(accept) => accept.give(out, &connection).await,
            };
            connection.close().await;
            result
        })
    }
}

impl Show {
    async fn print_result(&self, out: &Output, connection: &Connection) -> anyhow::Result<Exit> {
        let engine_status = connection.engine_status(None).await?;
        let falls = if engine_status.held { Some(connection.falls().await?) } else { None };
        let (now, next_due) = (engine_status.now, engine_status.next_due);
        if self.json {
            let EngineStatus { clock, held, doubt, ahead_ms, stands_ms, .. } = engine_status;
            out.json(&ClockJson { clock, now, held, doubt, ahead_ms, stands_ms, next_due, falls })?;
            return Ok(Exit::Fine);
        }
        let kind = match (out.lang, engine_status.clock.as_str()) {
            (Lang::Zh, "stepped") => "虚拟时钟",
            (Lang::Zh, _) => "真实时钟",
            (Lang::En, "stepped") => "a stepped clock",
            (Lang::En, _) => "the machine's clock",
        };
        out.data(format_args!("{now}  {kind}"))?;
        if let Some(why) = clock::halted(out.lang, &engine_status) {
            out.data(format_args!("! {why}"))?;
            out.advice(format_args!("  {}", clock::way_out(out.lang, &engine_status)))?;
        }
        if let Some(falls) = &falls {
            out.data(format_args!("  {}", clock::foresight(out.lang, &engine_status, falls)))?;
        }
        let next = next_due.map_or_else(|| "-".to_owned(), |due| due.to_string());
        out.data(format_args!("{}{next}", out.lang.pick("下一个到期时刻 ", "next planned instant ")))?;
        Ok(Exit::Fine)
    }
}

impl Accept {
    async fn give(&self, out: &Output, connection: &Connection) -> anyhow::Result<Exit> {
        let post = self.author.post(out.lang)?;
        let forward = connection.accept_clock(post).await?;
        out.data(match (out.lang, forward.map(|ms| ms / 1_000)) {
            (Lang::Zh, Some(back @ ..0)) => format!("已接受：系统时间落后{}秒，时间停着等它追上", -back),
            (Lang::En, Some(back @ ..0)) => {
                format!("clock: accepted, {} s behind; time stands until it comes there", -back)
            }
            (Lang::Zh, None) => "恢复走时：本来就没有暂停".to_owned(),
            (Lang::Zh, Some(seconds)) => format!("恢复走时：向前{seconds}秒"),
            (Lang::En, None) => "clock: it was not held".to_owned(),
            (Lang::En, Some(seconds)) => format!("clock: accepted, {seconds} s forward; time goes on"),
        })?;
        Ok(Exit::Fine)
    }
}
