//! `muster backup` and `muster restore`: a whole copy of a data directory, and a directory made from one.

use std::path::{Path, PathBuf};

use clap::Args;
use muster_protocol::catalogue::Language;
use muster_protocol::{any_of, id, say};
use muster_server::maintenance::backup::{BackupError, Copied, HEADS_FILE, backup, restore};
use serde::Serialize;

use crate::client::runtime::block_on;
use crate::exit::{Exit, Failure};
use crate::output::Output;
use crate::run::Run;
use crate::words::stored;

/// The arguments of `muster backup`.
#[derive(Debug, Args)]
pub struct Backup {
    #[arg(long, value_name = "DIR")]
    to: PathBuf,
    #[arg(long, env = "MUSTER_DIR", default_value = "./muster-data")]
    dir: PathBuf,
    #[arg(long)]
    json: bool,
}

/// The arguments of `muster restore`.
#[derive(Debug, Args)]
pub struct Restore {
    #[arg(long, value_name = "DIR")]
    from: PathBuf,
    #[arg(long)]
    without_heads: bool,
    #[arg(long, env = "MUSTER_DIR", value_name = "DIR")]
    dir: PathBuf,
    #[arg(long)]
    json: bool,
}

/// The JSON of a copy.
#[derive(Debug, Serialize)]
struct CopiedJson<'a> {
    to: &'a Path,
    #[serde(flatten)]
    copied: &'a Copied,
}

impl Run for Backup {
    fn run(&self, out: &mut Output) -> anyhow::Result<Exit> {
        let copied = block_on(async { Ok(backup(&self.dir, &self.to).await) })?;
        let copied = copied.map_err(|error| failure_of(out.lang, &error))?;
        if self.json {
            out.json(&CopiedJson { to: &self.to, copied: &copied })?;
            return Ok(Exit::Fine);
        }
        let (to, Copied { events, heads, copy_ms, .. }) = (self.to.display(), &copied);
        out.data(say!(out.lang, "backed-up-to-to-events-event-proved-the", to, #events = events, copy_ms))?;
        out.data(say!(
            out.lang,
            "digest-of-the-heads-heads-file-heads-file",
            heads,
            heads_file = HEADS_FILE
        ))?;
        Ok(Exit::Fine)
    }
}

impl Run for Restore {
    fn run(&self, out: &mut Output) -> anyhow::Result<Exit> {
        let copied = block_on(async { Ok(restore(&self.from, &self.dir, self.without_heads).await) })?;
        let copied = copied.map_err(|error| restoring(out.lang, &self.from, &error))?;
        if self.json {
            out.json(&CopiedJson { to: &self.dir, copied: &copied })?;
            return Ok(Exit::Fine);
        }
        let (to, Copied { events, generation, .. }) = (self.dir.display(), &copied);
        out.data(say!(out.lang, "restored-to-to-events-event-proved-generation-generation", to, #events = events, generation))?;
        out.talk(say!(out.lang, "do-not-start-the-old-directory-again-go", to));
        out.talk(out.lang.say("a-backup-holds-no-tokens-of-posts-issue"));
        Ok(Exit::Fine)
    }
}

/// Words of SQLite about a file that is no whole database.
const DAMAGED: [&str; 3] = ["not a database", "malformed", "is damaged"];

/// What went wrong with a restore: what is damaged is the backup, and room is no help against that.
fn restoring(lang: Language, from: &Path, error: &BackupError) -> Failure {
    let why = match error {
        BackupError::Bad(bad) => bad.to_string(),
        BackupError::Cut(why) => why.clone(),
        BackupError::Failed(why) if DAMAGED.iter().any(|word| why.contains(word)) => why.clone(),
        any_of!(BackupError: Occupied Busy NoHeads Nothing Failed) => return failure_of(lang, error),
    };
    let what = say!(lang, "the-backup-from-is-damaged-nothing-was-restored", from = from.display());
    Failure::new(Exit::Fault, what).because(why).next(lang.say("take-another-backup-an-earlier-one-or-the"))
}

fn failure_of(lang: Language, error: &BackupError) -> Failure {
    let (what, next) = match error {
        BackupError::Occupied(dir) => (
            say!(lang, "dir-is-not-empty-nothing-was-written", dir = dir.display()),
            id!("name-a-new-directory"),
        ),
        BackupError::Busy(dir) => (
            say!(lang, "another-copy-to-dir-is-under-way", dir = dir.display()),
            id!("wait-until-it-is-done-or-name-another"),
        ),
        BackupError::NoHeads(dir) => (
            say!(lang, "dir-has-no-heads-file-it-is-no-whole", dir = dir.display(), heads_file = HEADS_FILE),
            id!("take-a-whole-backup-or-add-without-heads"),
        ),
        BackupError::Cut(why) => (
            say!(lang, "the-log-is-not-whole-no-copy-why", why),
            id!("put-log-db-wal-back-or-take-another-backup"),
        ),
        BackupError::Nothing(dir) => (
            say!(lang, "there-is-no-log-of-muster-in-dir", dir = dir.display()),
            id!("name-the-right-directory"),
        ),
        BackupError::Bad(bad) => (
            say!(lang, "the-log-is-damaged-no-copy-bad", bad = stored::said(lang, &bad.to_string())),
            id!("the-data-directory-is-damaged-stop-the-engine"),
        ),
        BackupError::Failed(why) => (
            say!(lang, "no-copy-was-made-why", why = stored::said(lang, why)),
            id!("make-room-or-take-another-directory"),
        ),
    };
    Failure::new(Exit::Fault, what).next(next.say(lang))
}
