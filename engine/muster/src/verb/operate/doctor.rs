//! `muster doctor`: whether the machine, the directory and NATS are fit, and what to do where not.

use std::path::PathBuf;

use clap::Args;
use console::{Alignment, pad_str};
use muster_protocol::catalogue::TextId;
use muster_protocol::id;
use serde::Serialize;

use crate::client::runtime::block_on;
use crate::exit::Exit;
use crate::ops::doctor::{Check, Level, all};
use crate::output::Output;
use crate::run::Run;
use crate::service::over_nats::NatsArgs;

/// Columns that the names of the checks take.
const NAME_WIDTH: usize = 12;

/// Under which name it connects to NATS, unless a user is named.
const OPS: &str = "ops";

/// The arguments of `muster doctor`.
#[derive(Debug, Args)]
pub struct Doctor {
    #[arg(long, env = "MUSTER_DIR", default_value = "./muster-data")]
    dir: PathBuf,
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    nats: NatsArgs,
}

/// The JSON of a look.
#[derive(Debug, Serialize)]
struct DoctorJson {
    ok: bool,
    checks: Vec<Check>,
}

impl Run for Doctor {
    fn run(&self, out: &mut Output) -> anyhow::Result<Exit> {
        block_on(async {
            let over = if self.nats.wanted() { Some(self.nats.options(out.lang, OPS)?) } else { None };
            let checks = all(out.lang, &self.dir, over).await;
            let ok = checks.iter().all(|check| check.level < Level::Fault);
            if self.json {
                out.json(&DoctorJson { ok, checks })?;
            } else {
                for check in &checks {
                    print_result(out, check)?;
                }
            }
            Ok(if ok { Exit::Fine } else { Exit::Fault })
        })
    }
}

/// What people call a check; one without a name of its own here keeps the one that JSON has.
const NAMES: [(&str, TextId); 22] = [
    ("channel", id!("check-channel")),
    ("clock", id!("check-clock")),
    ("commits", id!("check-commits")),
    ("contacts", id!("check-contacts")),
    ("dead-letters", id!("check-dead-letters")),
    ("directory", id!("check-directory")),
    ("engine", id!("check-engine")),
    ("held", id!("check-held")),
    ("holidays", id!("check-holidays")),
    ("log", id!("check-log")),
    ("nats-rights", id!("check-nats-rights")),
    ("ntp", id!("check-ntp")),
    ("outbox", id!("check-outbox")),
    ("pages", id!("check-pages")),
    ("parked", id!("check-parked")),
    ("past-due", id!("check-past-due")),
    ("relay", id!("check-relay")),
    ("space", id!("check-space")),
    ("versions", id!("check-versions")),
    ("view", id!("check-view")),
    ("worker", id!("check-worker")),
    ("zone", id!("check-zone")),
];

fn print_result(out: &Output, check: &Check) -> std::io::Result<()> {
    let level = match check.level {
        Level::Ok => id!("level-ok"),
        Level::Warning => id!("level-warning"),
        Level::Fault => id!("level-fault"),
    };
    let level = level.say(out.lang);
    let name = NAMES.iter().find(|(name, _)| *name == check.check);
    let name = name.map_or(check.check, |(_, name)| name.say(out.lang));
    let name = pad_str(name, NAME_WIDTH, Alignment::Left, None);
    let text = &check.text;
    out.advice(format_args!("{level}  {name}  {text}"))?;
    match &check.next {
        Some(next) => out.advice(format_args!("         {}{next}", out.lang.say("next-2"))),
        None => Ok(()),
    }
}
