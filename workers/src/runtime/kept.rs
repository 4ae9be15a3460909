//! What a fold has counted, kept in a file, so that the process after this one goes on from there and does not hear the log
//! from its beginning. It proves nothing and may be deleted at any time: what is damaged, comes from another muster or does not
//! belong to the log that the engine has is dropped, and everything is heard again.

use std::collections::BTreeMap;
use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use muster_protocol::codec;
use muster_protocol::ids::{CampaignId, Digest, Position, Version};
use muster_protocol::question::{Answer, Question, StoredEvent};
use muster_protocol::recorded::Recorded;
use muster_wire::link::{Link, Verdict};
use serde::{Deserialize, Serialize};

use super::patience::{Stop, patiently};

/// Events that a fold hears until what it has counted is kept again: they are what a crash costs the next process, and each
/// keeping costs in proportion to the units.
pub const KEPT_EVERY: u64 = 10_000;

/// Version of the file; what the fold itself wrote has a version of its own.
const SCHEMA: u16 = 1;

/// Bytes of the digest with which the file begins, of all that follows.
const DIGEST_BYTES: usize = 32;

/// Largest file that is read; a larger one is none of ours.
const BYTES_MAX: u64 = 1024 * 1024 * 1024;

/// The contents of the file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Kept {
    /// Which muster wrote it.
    muster: String,
    /// Name of the worker.
    worker: String,
    /// Everything up to here was heard.
    pub(super) position: Position,
    /// The last event of each campaign that was heard: the log that has them all is the one that was heard.
    heads: Vec<(CampaignId, Version, Digest)>,
    /// What the fold has counted.
    pub(super) fold: Vec<u8>,
}

impl Kept {
    fn to_bytes(&self) -> Vec<u8> {
        let body = codec::encode_versioned(SCHEMA, self);
        let mut bytes = Digest::of(&body).0.to_vec();
        bytes.extend(body);
        bytes
    }

    /// None for bytes that are damaged or of another version.
    fn of(bytes: &[u8]) -> Option<Self> {
        let (digest, body) = bytes.split_at_checked(DIGEST_BYTES)?;
        if Digest::of(body).0 != digest {
            return None;
        }
        codec::decode_versioned("checkpoint", SCHEMA, body).ok()
    }
}

/// What an event was, in short.
fn digest(event: &StoredEvent) -> Digest {
    Digest::of(&codec::encode(event))
}

/// What is to be kept of the hearing itself.
#[derive(Debug)]
struct Heard {
    position: Position,
    heads: BTreeMap<CampaignId, (Version, Digest)>,
    /// Events that were heard since it was kept last.
    since: u64,
    /// Whether nothing was given up: a fold without an event is no ground to go on from.
    whole: bool,
}

/// Keeps what one fold has counted.
#[derive(Debug)]
pub(super) struct Keeper {
    path: PathBuf,
    worker: &'static str,
    heard: Mutex<Heard>,
}

impl Keeper {
    /// A keeper in this folder of a fold that has heard nothing.
    pub(super) fn new(folder: &Path, worker: &'static str) -> Self {
        let heard = Heard { position: Position(0), heads: BTreeMap::new(), since: 0, whole: true };
        Self { path: folder.join(format!("{worker}.checkpoint")), worker, heard: Mutex::new(heard) }
    }

    fn heard(&self) -> MutexGuard<'_, Heard> {
        self.heard.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What was kept, if the engine has the log of which it tells. An engine that is away is waited for.
    pub(super) async fn read<L: Link>(&self, link: &L) -> Option<Kept> {
        let (path, worker) = (self.path.clone(), self.worker);
        let read = tokio::task::spawn_blocking(move || read(&path)).await.ok()?;
        let bytes = match read {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return None,
            Err(error) => {
                tracing::warn!(worker, %error, "what was counted cannot be read; everything is heard again");
                return None;
            }
        };
        let ours = |kept: &Kept| kept.worker == worker && kept.muster == env!("CARGO_PKG_VERSION");
        let Some(kept) = Kept::of(&bytes).filter(ours) else {
            tracing::warn!(
                worker,
                "what was counted is damaged or another muster's; everything is heard again"
            );
            return None;
        };
        if !belongs(link, &kept).await {
            tracing::warn!(worker, "what was counted is of another log; everything is heard again");
            return None;
        }
        Some(kept)
    }

    /// The fold goes on from what was kept.
    pub(super) fn resumed(&self, kept: Kept) {
        let mut heard = self.heard();
        heard.position = kept.position;
        heard.heads =
            kept.heads.into_iter().map(|(campaign, version, head)| (campaign, (version, head))).collect();
    }

    /// Counts an event with its verdict. Whether it is time to keep what was counted.
    pub(super) fn ended(&self, recorded: &Recorded, verdict: &Verdict) -> bool {
        let mut heard = self.heard();
        match verdict {
            Verdict::Again { .. } => return false,
            Verdict::Dead { .. } => heard.whole = false,
            Verdict::Done => {}
        }
        let (at, name, schema, body) =
            (recorded.at, recorded.name.clone(), recorded.schema, recorded.body.clone());
        let head = digest(&StoredEvent { at, name, schema, body });
        heard.heads.insert(recorded.campaign.clone(), (recorded.version, head));
        heard.position = recorded.position;
        heard.since += 1;
        heard.whole && heard.since >= KEPT_EVERY
    }

    /// Whether there is something new that may be kept.
    pub(super) fn has_more(&self) -> bool {
        let heard = self.heard();
        heard.whole && heard.since > 0
    }

    /// Keeps what the fold has counted of everything that ended. Where that fails it is tried with the next.
    pub(super) async fn keep(&self, fold: Vec<u8>) {
        let kept = {
            let mut heard = self.heard();
            heard.since = 0;
            let head = |(campaign, (version, head)): (&CampaignId, &(Version, Digest))| {
                (campaign.clone(), *version, *head)
            };
            Kept {
                muster: env!("CARGO_PKG_VERSION").to_owned(),
                worker: self.worker.to_owned(),
                position: heard.position,
                heads: heard.heads.iter().map(head).collect(),
                fold,
            }
        };
        let path = self.path.clone();
        let written = tokio::task::spawn_blocking(move || write(&path, &kept.to_bytes())).await;
        if let Ok(Err(error)) = written {
            tracing::warn!(worker = self.worker, %error, "what was counted cannot be kept");
        }
    }
}

/// Whether the engine's log has the last event of every campaign that was heard, as it was heard.
async fn belongs<L: Link>(link: &L, kept: &Kept) -> bool {
    for (campaign, version, head) in &kept.heads {
        let question = Question::Event { campaign: campaign.clone(), version: *version };
        let answer = loop {
            match patiently(|| link.ask(question.clone())).await {
                Err(Stop::PutOff(cause)) => tracing::debug!(cause, "the engine is waited for"),
                answer => break answer,
            }
        };
        if !matches!(&answer, Ok(Answer::Event(event)) if digest(event) == *head) {
            return false;
        }
    }
    !kept.heads.is_empty()
}

fn read(path: &Path) -> io::Result<Vec<u8>> {
    if fs::metadata(path)?.len() > BYTES_MAX {
        return Err(io::Error::other("it is too large"));
    }
    fs::read(path)
}

/// Writes the file whole or not at all, for its owner alone: what units were given stands in it.
fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    // Another process of this worker, which is about to take over, writes into a file of its own.
    let draft = path.with_extension(format!("{}.new", std::process::id()));
    let mut options = OpenOptions::new();
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.write(true).create(true).truncate(true).open(&draft)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    fs::rename(draft, path)
}
