//! `muster stream check`, `repair`, `rebuild`: the copy of the log on NATS, held against the log and filled again.

use std::path::{Path, PathBuf};
use std::time::Duration;

use clap::{Args, Subcommand};
use muster_protocol::catalogue::Language;
use muster_protocol::say;
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
use crate::output::Output;
use crate::run::Run;
use crate::service::over_nats::{NatsArgs, RelayArgs, not_relayed};

/// How often a running engine is looked at while it fills the stream, and how often without progress before it is told.
const LOOK: Duration = Duration::from_millis(250);
const LOOKS_MAX: u32 = 240;

/// What is typed behind `muster stream`.
#[derive(Debug, Subcommand)]
pub(crate) enum Stream {
    Check(Check),
    Repair(Repair),
    Rebuild(Rebuild),
}

#[derive(Debug, Args)]
pub(crate) struct Check {
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    place: Place,
}

#[derive(Debug, Args)]
pub(crate) struct Repair {
    #[command(flatten)]
    place: Place,
}

#[derive(Debug, Args)]
pub(crate) struct Rebuild {
    #[command(flatten)]
    place: Place,
}

/// Which log, which server.
#[derive(Debug, Args)]
struct Place {
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

/// A check that finds the stream missing or broken ends with 1.
impl Run for Stream {
    fn run(&self, out: &mut Output) -> anyhow::Result<Exit> {
        let place = match self {
            Self::Check(Check { place, .. })
            | Self::Repair(Repair { place })
            | Self::Rebuild(Rebuild { place }) => place,
        };
        block_on(async {
            let over = place.over(out.lang)?;
            let filler =
                StreamFiller::open(&place.dir, &over).await.map_err(|error| not_relayed(out.lang, &error))?;
            let checked = filler.check().await.map_err(|error| not_relayed(out.lang, &error))?;
            match self {
                Self::Check(check) => check.print_result(out, checked),
                Self::Repair(_) => place.repair(out, &filler, over, &checked, false).await,
                Self::Rebuild(_) => place.repair(out, &filler, over, &checked, true).await,
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

fn lines(lang: Language, audit: &Audit) -> Vec<String> {
    let Audit { stream, last, head, messages, compared, differ, .. } = audit;
    let state = match audit.health() {
        Health::Whole => say!(lang, "whole-messages-each-the-logs-event", #messages = messages),
        Health::Behind => say!(lang, "behind-up-to-last-the-log-goes-to-head", last, head, compared),
        Health::Missing => lang.say("it-is-not-there-muster-stream-repair-fills-it").to_owned(),
        Health::Broken => {
            say!(lang, "it-differs-in-places-muster-stream-repair-refills-it", #differ = differ)
        }
    };
    let mut lines = vec![format!("{stream} {state}")];
    lines.extend(audit.setting.iter().map(|setting| format!("  {setting}")));
    lines.extend(audit.differences.iter().map(|found| format!("  {}: {}", found.position, found.what)));
    lines
}

impl Place {
    fn over(&self, lang: Language) -> Result<OverNats, Failure> {
        if !self.dir.join(LOG_FILE).is_file() {
            let what = say!(lang, "there-is-no-log-of-muster-in-dir", dir = self.dir.display());
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
            out.data(out.lang.say("nothing-to-repair-it-is-the-logs-copy"))?;
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
    async fn fill(&self, lang: Language, filler: &StreamFiller, over: OverNats) -> Result<(), Failure> {
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
async fn followed(lang: Language, dir: &Path, filler: &StreamFiller) -> Result<(), Failure> {
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
            let what = say!(lang, "the-process-that-holds-dir-does-not-fill", dir = dir.display());
            let next = lang.say("it-must-be-on-the-same-server-with");
            return Err(Failure::new(Exit::Unreachable, what).next(next));
        }
        tokio::time::sleep(LOOK).await;
    }
}
