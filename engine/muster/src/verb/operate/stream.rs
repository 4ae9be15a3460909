//! `muster stream check`, `repair`, `rebuild`: the copy of the log on NATS, held against the log and filled again.

use muster_rules::counted::counted;
use std::path::{Path, PathBuf};
use std::time::Duration;

use clap::{Args, Subcommand};
use muster_server::directory::lock::LockError;
use muster_server::relay::check::{StreamFiller, fill};
use muster_server::relay::{OverNats, RelayError};
use muster_server::store::sqlite::LOG_FILE;
use muster_server::{ClockMode, Engine, OpenError, Options};
use muster_wire::nats::audit::{Audit, Health};
use serde::Serialize;

use crate::client::connection::not_opened;
use crate::client::runtime::block_on;
use crate::exit::{Exit, Failure};
use crate::lang::Lang;
use crate::output::Output;
use crate::service::over_nats::{NatsArgs, RelayArgs, not_relayed};

/// How often a running engine is looked at while it fills the stream, and how often without progress before it is told.
const LOOK: Duration = Duration::from_millis(250);
const LOOKS_MAX: u32 = 240;

/// NATS 上的事件流：与日志逐条核对，补齐，或由日志重建 · The stream on NATS: compare it with the log, repair it, refill it
#[derive(Debug, Args)]
pub struct Stream {
    #[command(subcommand)]
    verb: StreamVerb,
}

#[derive(Debug, Subcommand)]
enum StreamVerb {
    Check(Check),
    Repair(Repair),
    Rebuild(Rebuild),
}

/// 核对：位置、代次、每个事件 · Compare: positions, generation, every event
#[derive(Debug, Args)]
struct Check {
    /// 输出 JSON · Print JSON: `{health, audit: {stream, generation, head, created, last, messages, bytes, setting, compared, differences, differ}}`
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    place: Place,
}

/// 修复：落后的补齐，有缺口或不一致的由日志重建 · Repair: what is missing at the end is added, a stream with holes or other events is refilled
#[derive(Debug, Args)]
struct Repair {
    #[command(flatten)]
    place: Place,
}

/// 重建：丢掉整个流，由日志重新填满 · Throw the stream away and fill it from the log
#[derive(Debug, Args)]
struct Rebuild {
    #[command(flatten)]
    place: Place,
}

/// Which log, which server.
#[derive(Debug, Args)]
struct Place {
    /// 数据目录 · Data directory
    #[arg(long, env = "MUSTER_DIR", default_value = "./muster-data")]
    dir: PathBuf,
    #[command(flatten)]
    nats: NatsArgs,
    #[command(flatten)]
    relay: RelayArgs,
}

/// The JSON of a check.
#[derive(Debug, Serialize)]
struct CheckJson {
    health: Health,
    audit: Audit,
}

impl Stream {
    /// Runs the verb. A check that finds the stream missing or broken ends with 1.
    ///
    /// # Errors
    /// [`Failure`]: no log, no server, a running engine that does not fill the stream.
    pub fn run(&self, out: &Output) -> anyhow::Result<Exit> {
        let place = match &self.verb {
            StreamVerb::Check(Check { place, .. })
            | StreamVerb::Repair(Repair { place })
            | StreamVerb::Rebuild(Rebuild { place }) => place,
        };
        block_on(async {
            let over = place.over(out.lang)?;
            let filler =
                StreamFiller::open(&place.dir, &over).await.map_err(|error| not_relayed(out.lang, &error))?;
            let checked = filler.check().await.map_err(|error| not_relayed(out.lang, &error))?;
            match &self.verb {
                StreamVerb::Check(check) => check.print_result(out, checked),
                StreamVerb::Repair(_) => place.repair(out, &filler, over, &checked, false).await,
                StreamVerb::Rebuild(_) => place.repair(out, &filler, over, &checked, true).await,
            }
        })
    }
}

impl Check {
    fn print_result(&self, out: &Output, audit: Audit) -> anyhow::Result<Exit> {
        let health = audit.health();
        let exit = match health {
            Health::Whole | Health::Behind => Exit::Fine,
            Health::Missing | Health::Broken => Exit::Fault,
        };
        if self.json {
            out.json(&CheckJson { health, audit })?;
            return Ok(exit);
        }
        for line in lines(out.lang, &audit) {
            out.advice(line)?;
        }
        Ok(exit)
    }
}

fn lines(lang: Lang, audit: &Audit) -> Vec<String> {
    let Audit { stream, last, head, messages, compared, differ, .. } = audit;
    let state = match (audit.health(), lang) {
        (Health::Whole, Lang::Zh) => format!("完整：{messages}条，与日志逐条一致"),
        (Health::Whole, Lang::En) => {
            format!("whole: {messages}, each the log's event", messages = counted(&messages, "message"))
        }
        (Health::Behind, Lang::Zh) => format!("落后：到第{last}号，日志到第{head}号，已有的{compared}条一致"),
        (Health::Behind, Lang::En) => {
            format!("behind: up to {last}, the log goes to {head}; the {compared} that are there agree")
        }
        (Health::Missing, Lang::Zh) => "没有这个流；用 muster stream repair 由日志填满".to_owned(),
        (Health::Missing, Lang::En) => {
            "it is not there; `muster stream repair` fills it from the log".to_owned()
        }
        (Health::Broken, Lang::Zh) => format!("不一致{differ}处；用 muster stream repair 由日志重建"),
        (Health::Broken, Lang::En) => {
            format!("it differs in {differ} places; `muster stream repair` refills it from the log")
        }
    };
    let mut lines = vec![format!("{stream} {state}")];
    lines.extend(audit.setting.iter().map(|setting| format!("  {setting}")));
    lines.extend(audit.differences.iter().map(|found| format!("  {}: {}", found.position, found.what)));
    lines
}

impl Place {
    fn over(&self, lang: Lang) -> Result<OverNats, Failure> {
        if !self.dir.join(LOG_FILE).is_file() {
            let what = match lang {
                Lang::Zh => format!("{} 里没有 muster 的日志", self.dir.display()),
                Lang::En => format!("there is no log of muster in {}", self.dir.display()),
            };
            return Err(Failure::new(Exit::Fault, what));
        }
        Ok(self.relay.over(self.nats.options(lang, "engine")?))
    }

    async fn repair(
        &self,
        out: &Output,
        filler: &StreamFiller,
        over: OverNats,
        found: &Audit,
        refill: bool,
    ) -> anyhow::Result<Exit> {
        let lang = out.lang;
        let health = found.health();
        if health == Health::Whole && !refill {
            out.data(out.lang.pick("不用修复：与日志逐条一致", "nothing to repair: it is the log's copy"))?;
            return Ok(Exit::Fine);
        }
        if health == Health::Broken || (refill && health != Health::Missing) {
            filler.throw_away().await.map_err(|error| not_relayed(lang, &error))?;
        }
        filler.is_allowed().await.map_err(|error| not_relayed(lang, &error))?;
        self.fill(lang, filler, over).await?;
        let now = filler.check().await.map_err(|error| not_relayed(lang, &error))?;
        for line in lines(lang, &now) {
            out.advice(line)?;
        }
        Ok(if now.health() == Health::Broken { Exit::Fault } else { Exit::Fine })
    }

    /// Through the engine that runs, or by opening the log here.
    async fn fill(&self, lang: Lang, filler: &StreamFiller, over: OverNats) -> Result<(), Failure> {
        let options = Options { data_dir: self.dir.clone(), clock: ClockMode::AsStored };
        let engine = match Engine::open(options).await {
            Ok(engine) => engine,
            Err(OpenError::Lock(LockError::Held { .. })) => return followed(lang, &self.dir, filler).await,
            Err(error) => return Err(not_opened(lang, &error)),
        };
        let filled = fill(&engine.handle(), over).await;
        engine.shutdown().await;
        filled.map_err(|error| not_relayed(lang, &error))
    }
}

/// Watches a running engine fill the stream.
async fn followed(lang: Lang, dir: &Path, filler: &StreamFiller) -> Result<(), Failure> {
    let (mut best, mut looks) = (0, 0);
    loop {
        let (last, head) = match filler.filled().await {
            Ok(filled) => filled,
            Err(error @ RelayError::Store(_)) => return Err(not_relayed(lang, &error)),
            Err(RelayError::Nats(_)) => (0, u64::MAX),
        };
        if last >= head {
            return Ok(());
        }
        looks = if last > best { 0 } else { looks + 1 };
        best = last;
        if looks >= LOOKS_MAX {
            let what = match lang {
                Lang::Zh => format!("占用 {} 的进程没有往流里补", dir.display()),
                Lang::En => format!("the process that holds {} does not fill the stream", dir.display()),
            };
            let next = lang.pick(
                "它要用 --nats 连同一个服务器；或先停掉它再修复",
                "it must be on the same server with --nats; or stop it and repair again",
            );
            return Err(Failure::new(Exit::Unreachable, what).next(next));
        }
        tokio::time::sleep(LOOK).await;
    }
}
