//! Backup and restore: a whole copy of what cannot be computed again, read back before it counts.
//!
//! A backup reads beside the writer, in one transaction of the log: the engine goes on meanwhile. The log is copied before
//! the contacts, which are written before the log: so nobody whom the log names is missing. Views are not copied, nor are
//! the tokens of posts: one that was revoked after the copy would open again. One copy at a time goes to a target, and
//! takes its place only when nothing stands there.

mod target;

use std::path::{Path, PathBuf};
use std::time::Instant;

use muster_protocol::ids::Digest;
use serde::Serialize;
use sqlx::{Connection, SqliteConnection};

use super::verify::{Bad, HeadFile, Verified, VerifyError, verify};
use crate::directory::contacts::CONTACTS_FILE;
use crate::directory::contacts::tokens::take_out;
use crate::directory::identity::{GENERATION_FIRST, GENERATION_SETTING, next_generation};
use crate::private::{self, claim};
use crate::store::sqlite::cells::{self, bound};
use crate::store::sqlite::{LOG_FILE, SqliteStore, mark, open_to_read, sweep_again};
use crate::store::{Reader, Store, StoreError};
use target::Target;

/// Name of the head file in a backup: what the log held, in a form that a later verification is compared with.
pub const HEADS_FILE: &str = "heads";

/// What was copied.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Copied {
    /// Events in the log.
    pub events: u64,
    /// Generation of the log.
    pub generation: u32,
    /// Digest of the head file: names everything that is in the log.
    pub heads: Digest,
    /// Bytes of the copy.
    pub bytes: u64,
    /// How long the log was read for it, in milliseconds of machine time. The writer does not wait for that.
    pub copy_ms: u64,
    /// The campaigns, by id, with their heads.
    pub verified: Verified,
}

/// Why there is no copy. What was begun has been taken away.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BackupError {
    /// The target holds something already.
    #[error("{} is not empty", .0.display())]
    Occupied(PathBuf),
    /// Another copy to the same target is under way.
    #[error("another copy to {} is under way", .0.display())]
    Busy(PathBuf),
    /// The backup has no head file, by which a cut tail is seen.
    #[error("{} has no file `{HEADS_FILE}`", .0.display())]
    NoHeads(PathBuf),
    /// The log lost what was written last.
    #[error("{0}")]
    Cut(String),
    /// There is no log to copy.
    #[error("there is no log in {}", .0.display())]
    Nothing(PathBuf),
    /// The copy is not whole: the log is damaged.
    #[error(transparent)]
    Bad(#[from] Bad),
    /// The file system or the database failed.
    #[error("{0}")]
    Failed(String),
}

impl From<StoreError> for BackupError {
    fn from(error: StoreError) -> Self {
        Self::Failed(error.to_string())
    }
}

/// Copies log and contacts of a data directory, in use or not, into a new directory.
pub async fn backup(dir: &Path, to: &Path) -> Result<Copied, BackupError> {
    let target = Target::begin(dir, to)?;
    let done = async {
        whole(dir).await?;
        let part = target.part();
        let copy_ms = copy(dir, part).await?;
        let copied = prove(part, None, copy_ms).await?;
        let text = copied.verified.head_file() + &contacts_line(part)?;
        write(&part.join(HEADS_FILE), &text)?;
        Ok(Copied { heads: Digest::of(text.as_bytes()), ..copied })
    };
    let done = done.await;
    target.finish(done)
}

/// Makes a data directory from a backup. The generation of the log is counted up, so that a stream that was filled from
/// the log's other life is renewed. Without its head file a cut tail is not seen, which somebody must have said is well.
pub async fn restore(from: &Path, to: &Path, without_heads: bool) -> Result<Copied, BackupError> {
    let target = Target::begin(from, to)?;
    let done = async {
        let heads = from.join(HEADS_FILE);
        let heads = heads.is_file().then_some(heads.as_path());
        if !without_heads {
            let Some(heads) = heads else { return Err(BackupError::NoHeads(from.to_owned())) };
            same_contacts(from, heads)?;
            whole(from).await?;
        }
        let part = target.part();
        let copy_ms = copy(from, part).await?;
        // Proved as it came, before anything is written into it.
        prove(part, heads, copy_ms).await?;
        renew(part).await?;
        let copied = prove(part, None, copy_ms).await?;
        // The heads that it was proved against stay its name.
        match heads.map(std::fs::read) {
            Some(Ok(text)) => Ok(Copied { heads: Digest::of(&text), ..copied }),
            Some(Err(_)) | None => Ok(copied),
        }
    };
    let done = done.await;
    target.finish(done)
}

/// Refuses a log that lost what was written last.
async fn whole(dir: &Path) -> Result<(), BackupError> {
    cut(dir).await?.map_or(Ok(()), |why| Err(BackupError::Cut(why)))
}

/// Why a log may have lost what was written last; none when it is whole.
pub(super) async fn cut(dir: &Path) -> Result<Option<String>, StoreError> {
    let file = dir.join(LOG_FILE);
    let beside = mark::has_companion(&file);
    let mut connection = open_to_read(&file).await?;
    let cut = mark::cut(&mut connection, beside).await;
    connection.close().await?;
    cut
}

/// What the head file of a backup says of the contacts beside the log, which are in no chain.
fn contacts_line(dir: &Path) -> Result<String, BackupError> {
    let file = dir.join(CONTACTS_FILE);
    match std::fs::read(&file) {
        Ok(bytes) => Ok(format!("contacts {}\n", Digest::of(&bytes))),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(String::new()),
        Err(error) => Err(BackupError::Failed(format!("{}: {error}", file.display()))),
    }
}

/// Refuses a backup whose contacts are not those that were copied.
fn same_contacts(from: &Path, heads: &Path) -> Result<(), BackupError> {
    let heads = HeadFile::read(heads).map_err(BackupError::Failed)?;
    let Some(wanted) = heads.contacts else { return Ok(()) };
    if contacts_line(from)? == format!("contacts {wanted}\n") {
        return Ok(());
    }
    let what = format!("{CONTACTS_FILE} is missing or is not the one that was copied, as its head file says");
    Err(Bad::in_all(what).into())
}

/// Whether nothing is there that could be lost.
pub(crate) fn is_free(dir: &Path) -> bool {
    match std::fs::read_dir(dir) {
        Ok(mut entries) => entries.next().is_none(),
        Err(error) => error.kind() == std::io::ErrorKind::NotFound,
    }
}

/// Copies both files and flushes them.
async fn copy(from: &Path, to: &Path) -> Result<u64, BackupError> {
    let started = Instant::now();
    copy_log(&from.join(LOG_FILE), &to.join(LOG_FILE)).await?;
    let copy_ms = u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX);
    if from.join(CONTACTS_FILE).is_file() {
        copy_file(&from.join(CONTACTS_FILE), &to.join(CONTACTS_FILE)).await?;
        take_out(&to.join(CONTACTS_FILE)).await?;
        sync(&to.join(CONTACTS_FILE))?;
    }
    Ok(copy_ms)
}

/// Copies a log as it stands, open or not: the copy is a closed one, since nothing of it lies beside it.
pub(super) async fn copy_log(from: &Path, to: &Path) -> Result<(), StoreError> {
    copy_file(from, to).await?;
    mark::settle(to).await
}

/// Copies a database as it stands, while others write to it.
pub(crate) async fn copy_file(from: &Path, to: &Path) -> Result<(), StoreError> {
    let mut connection: SqliteConnection = open_to_read(from).await?;
    claim(to).map_err(|error| StoreError::Failed(format!("{}: {error}", to.display())))?;
    cells::run(bound!("VACUUM INTO ?", to.to_string_lossy().into_owned()), &mut connection).await?;
    connection.close().await?;
    sync(to)
}

fn sync(file: &Path) -> Result<(), StoreError> {
    let synced = std::fs::File::open(file).and_then(|file| file.sync_all());
    synced.map_err(|error| StoreError::Failed(format!("{}: {error}", file.display())))
}

/// Reads the copy back.
async fn prove(part: &Path, heads: Option<&Path>, copy_ms: u64) -> Result<Copied, BackupError> {
    let verified = match verify(part, heads).await {
        Ok(verified) => verified,
        Err(VerifyError::Bad(bad)) => return Err(bad.into()),
        Err(VerifyError::Unusable(why)) => return Err(BackupError::Failed(why)),
    };
    let reader = crate::store::sqlite::SqliteReader::open(&part.join(LOG_FILE)).await?;
    let generation = generation(&reader).await?;
    let size = |name| std::fs::metadata(part.join(name)).map_or(0, |file| file.len());
    let bytes = size(LOG_FILE) + size(CONTACTS_FILE);
    let heads = Digest::of(verified.head_file().as_bytes());
    Ok(Copied { events: verified.events, generation, heads, bytes, copy_ms, verified })
}

async fn generation(log: &dyn Reader) -> Result<u32, StoreError> {
    let kept = log.setting(GENERATION_SETTING).await?;
    Ok(kept.and_then(|kept| kept.parse().ok()).unwrap_or(GENERATION_FIRST))
}

async fn renew(part: &Path) -> Result<(), StoreError> {
    let mut store = Box::new(SqliteStore::open(part).await?);
    let begun = match next_generation(store.as_mut()).await {
        Ok(_) => sweep_again(&mut store).await,
        Err(error) => Err(error),
    };
    store.close().await;
    begun
}

fn write(path: &Path, text: &str) -> Result<(), BackupError> {
    let written = private::write(path, text).and_then(|()| std::fs::File::open(path)?.sync_all());
    written.map_err(|error| BackupError::Failed(format!("{}: {error}", path.display())))
}
