//! The audit bundle: a folder from which anybody computes every table again without the engine that made it.
//!
//! It holds no accounts, names of persons, texts or evidence: definitions with their sources, the log of one campaign as it was
//! hashed, the tables of its snapshots, and the rule of the hash in words.

mod contents;
mod recomputation;

use std::fs;
use std::path::{Path, PathBuf};

use clap::Args;
use muster_protocol::catalogue::Language;
use muster_protocol::ids::{CampaignId, Position};
use muster_protocol::say;

use crate::client::act::with_campaign;
use crate::client::connection::Connection;
use crate::client::target::Target;
use crate::exit::{Exit, Failure};
use crate::output::Output;
use crate::run::Run;
use crate::suggestions;

use contents::{LOG, Needed};

/// Events that are asked for at once.
const PAGE: usize = 1_000;

/// Exports one.
#[derive(Debug, Args)]
pub struct Export {
    #[arg(long, value_name = "FOLDER")]
    out: PathBuf,
    #[command(flatten)]
    target: Target,
}

/// Computes one again.
#[derive(Debug, Args)]
pub struct Recompute {
    folder: PathBuf,
}

fn system(lang: Language, path: &Path, error: &std::io::Error) -> Failure {
    let what = say!(lang, "path-cannot-be-read-or-written", path = path.display());
    Failure::new(Exit::Fault, what).because(suggestions::system(lang, error))
}

impl Run for Export {
    fn run(&self, out: &mut Output) -> anyhow::Result<Exit> {
        with_campaign(out, &self.target, async |connection, campaign| {
            write(out, connection, campaign, &self.out).await
        })
    }
}

/// Writes the bundle of a campaign.
pub(crate) async fn write(
    out: &Output,
    connection: &Connection,
    campaign: &CampaignId,
    folder: &Path,
) -> anyhow::Result<Exit> {
    let put = |(name, bytes): (String, Vec<u8>)| {
        let path = folder.join(name);
        let made = path.parent().map_or(Ok(()), fs::create_dir_all).and_then(|()| fs::write(&path, bytes));
        made.map_err(|error| system(out.lang, &path, &error))
    };
    put(contents::readme())?;
    let mut log = String::new();
    let (mut after, mut events, mut snapshots, mut last) = (Position(0), 0u64, 0u64, None);
    loop {
        let rows = connection.events(after, PAGE).await?;
        let Some(end) = rows.last().map(|row| row.position) else { break };
        for row in rows.iter().filter(|row| row.campaign == *campaign) {
            log.push_str(&contents::line(row)?);
            log.push('\n');
            events += 1;
            last = Some((row.version, row.hash));
            let Ok(said) = row.named() else { continue };
            for needed in contents::needed(&said) {
                let bytes = connection.blob(needed.digest()).await?;
                // A bundle without it could not be computed again, and would not say so before somebody tries.
                let bytes = bytes.ok_or_else(|| missing(out.lang, &needed))?;
                needed.files(&bytes)?.into_iter().try_for_each(&put)?;
                snapshots += u64::from(matches!(needed, Needed::Table(..)));
            }
        }
        after = end;
    }
    put((LOG.to_owned(), log.into_bytes()))?;
    let (version, hash) = last.map_or((0, String::new()), |(version, hash)| (version.0, hash.to_string()));
    put(contents::heads(campaign, version, &hash))?;
    let folder = folder.display();
    let what =
        say!(out.lang, "folder-with-events-and-snapshots", folder, #events = events, #snapshots = snapshots);
    out.data(what)?;
    Ok(Exit::Fine)
}

fn missing(lang: Language, needed: &Needed) -> Failure {
    let name = needed.name();
    Failure::new(Exit::Fault, say!(lang, "the-log-names-what-is-not-there", name))
}

impl Run for Recompute {
    fn run(&self, out: &mut Output) -> anyhow::Result<Exit> {
        recomputation::run(out, &self.folder)
    }
}
