use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use muster_protocol::codec;
use muster_protocol::command::{MessageName, StepName};
use muster_protocol::ids::{CampaignId, Digest};
use muster_protocol::item::StepReason;
use muster_protocol::question::{Address, FailureCause};
use muster_rules::worker::OutgoingMessage;
use muster_wire::link::Boxed;

use super::contract::{Channel, ChannelError, Taken};

/// Longest contact id that becomes a file name: file systems take 255 bytes with date, kind and ending.
const CONTACT_BYTES_MAX: usize = 200;

/// Folder of letters that are still being written, inside the outbox: in it one folder for each process that writes.
const PARTS: &str = ".part";

/// Name of the lock in such a folder; who holds it owns the folder.
const LOCK: &str = "lock";

/// Most processes that write into one outbox.
const WRITERS_MAX: u32 = 256;

/// Folder of what the letters carried, inside the outbox: one file a letter, beside it by its name.
const CARRIED: &str = ".carried";

/// A folder of files, one a letter: `<campaign>/<date>/<contact>-<kind>.txt`. A file that is there with the bytes of its letter
/// counts as handed over, so a letter that comes again after a crash is not written twice. One with other bytes is no
/// delivery: the letter takes its place.
#[derive(Debug, Clone)]
pub struct Outbox {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    root: PathBuf,
    /// Where this process writes its unfinished files.
    own: PathBuf,
    _lock: File,
    /// Numbers the unfinished files, so that no two writers share one.
    parts: AtomicU64,
}

impl Outbox {
    /// Opens the folder, making it if it is missing, and sweeps what an outage left unfinished. Several workers may
    /// share it, also from processes of their own.
    ///
    /// # Errors
    /// What the file system says, or that more than [`WRITERS_MAX`] processes write into it.
    pub fn open(root: impl Into<PathBuf>) -> io::Result<Self> {
        let root = root.into();
        for number in 0..WRITERS_MAX {
            let own = root.join(PARTS).join(number.to_string());
            fs::create_dir_all(&own)?;
            if let Some(lock) = hold(&own.join(LOCK))? {
                sweep(&own)?;
                return Ok(Self {
                    inner: Arc::new(Inner { root, own, _lock: lock, parts: AtomicU64::new(0) }),
                });
            }
        }
        Err(io::Error::other(format!("more than {WRITERS_MAX} processes write into {}", root.display())))
    }

    /// Where the letter with this key lies, or will lie; `None` when the contact's id could not be a file name.
    #[must_use]
    pub fn path(&self, campaign: &CampaignId, letter: &OutgoingMessage) -> Option<PathBuf> {
        Some(self.inner.root.join(place(campaign, &letter.key)?))
    }
}

/// Where a letter lies below the outbox, and what it carried below [`CARRIED`].
pub(super) fn place(campaign: &CampaignId, key: &MessageName) -> Option<PathBuf> {
    let (kind, contact) = (key.kind.code(), &key.contact);
    let day = || Path::new(campaign.as_str()).join(key.date.to_string());
    is_safe(contact).then(|| day().join(format!("{contact}-{kind}.txt")))
}

/// Whether a contact id may stand in a file name. The compiler makes only such ids; a path is not the place to trust it.
fn is_safe(contact: &str) -> bool {
    let safe = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    !contact.is_empty() && contact.len() <= CONTACT_BYTES_MAX && contact.bytes().all(safe)
}

/// How files are made: a letter is its receiver's business, no matter who else may enter the folder.
fn private() -> OpenOptions {
    let mut options = OpenOptions::new();
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}

/// The lock, unless another process holds it. It falls with the process that holds it, however that ends.
fn hold(path: &Path) -> io::Result<Option<File>> {
    let file = private().write(true).create(true).truncate(false).open(path)?;
    match file.try_lock() {
        Ok(()) => Ok(Some(file)),
        Err(TryLockError::WouldBlock) => Ok(None),
        Err(TryLockError::Error(error)) => Err(error),
    }
}

/// Removes the unfinished files of a folder that is ours.
fn sweep(own: &Path) -> io::Result<()> {
    for entry in fs::read_dir(own)? {
        let entry = entry?;
        if entry.file_name() != LOCK {
            fs::remove_file(entry.path())?;
        }
    }
    Ok(())
}

impl Inner {
    /// Written, synced, renamed, and the folder synced: after it the letter survives an outage.
    fn write(&self, place: &Path, text: &str, steps: &[StepName]) -> io::Result<()> {
        let path = &self.root.join(place);
        if fs::read(path).is_ok_and(|there| there == text.as_bytes()) {
            return Ok(());
        }
        let day = path.parent().unwrap_or(&self.root);
        self.make_folder(day)?;
        self.remember(place, steps, Digest::of(text.as_bytes()))?;
        let number = self.parts.fetch_add(1, Ordering::Relaxed);
        let part = self.own.join(format!("{number}.txt"));
        let mut file = private().write(true).create(true).truncate(true).open(&part)?;
        file.write_all(text.as_bytes())?;
        file.sync_all()?;
        fs::rename(&part, path)?;
        sync_folder(day)
    }

    /// Writes down what a letter carries, and which bytes it has, before the letter itself is there. It is not synced: after a
    /// power cut it may be missing, and the letter then counts as one of which nothing is known.
    fn remember(&self, place: &Path, steps: &[StepName], bytes: Digest) -> io::Result<()> {
        let path = self.root.join(CARRIED).join(place);
        fs::create_dir_all(path.parent().unwrap_or(&self.root))?;
        let mut file = private().write(true).create(true).truncate(true).open(path)?;
        file.write_all(&codec::encode(&(steps, bytes)))
    }

    fn carried(&self, place: &Path) -> Option<Vec<StepName>> {
        let known = fs::read(self.root.join(CARRIED).join(place)).ok()?;
        let (steps, bytes): (Vec<StepName>, Digest) = codec::decode("steps", &known).ok()?;
        let there = fs::read(self.root.join(place)).ok()?;
        (Digest::of(&there) == bytes).then_some(steps)
    }

    fn make_folder(&self, folder: &Path) -> io::Result<()> {
        if folder.is_dir() {
            return Ok(());
        }
        fs::create_dir_all(folder)?;
        let above = folder.ancestors().skip(1).take_while(|above| above.starts_with(&self.root));
        above.into_iter().try_for_each(sync_folder)
    }
}

/// Makes names in a folder durable.
fn sync_folder(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

impl Channel for Outbox {
    fn name(&self) -> &'static str {
        "outbox"
    }

    fn hand<'a>(
        &'a self,
        campaign: &'a CampaignId,
        letter: &'a OutgoingMessage,
        _: &'a [Address],
    ) -> Boxed<'a, Result<Taken, ChannelError>> {
        Box::pin(async move {
            let place = place(campaign, &letter.key);
            let place = place.ok_or(ChannelError::Permanent(StepReason::NoAccount))?;
            let text = format!("{}\n\n{}\n", letter.subject, letter.text);
            let (inner, steps) = (self.inner.clone(), letter.steps.clone());
            let written = tokio::task::spawn_blocking(move || inner.write(&place, &text, &steps)).await;
            match written {
                Ok(Ok(())) => Ok(Taken::by(self.name())),
                Ok(Err(error)) => Err(ChannelError::Temporary(FailureCause::Local, error.to_string())),
                Err(error) => Err(ChannelError::Temporary(FailureCause::Local, error.to_string())),
            }
        })
    }

    fn handed<'a>(
        &'a self,
        campaign: &'a CampaignId,
        key: &'a MessageName,
    ) -> Boxed<'a, Option<Vec<StepName>>> {
        Box::pin(async move {
            let (inner, place) = (self.inner.clone(), place(campaign, key)?);
            tokio::task::spawn_blocking(move || inner.carried(&place)).await.ok()?
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;

    fn files(folder: &Path) -> Vec<String> {
        let mut names: Vec<String> = fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
            .collect();
        names.sort();
        names
    }

    #[tokio::test]
    async fn a_letter_is_a_file_and_twice_is_once() {
        let folder = tempfile::tempdir().unwrap();
        let outbox = Outbox::open(folder.path().join("outbox")).unwrap();
        let (campaign, mut letter) = (sample::campaign(), sample::letter("2014-04-25", 0));
        outbox.hand(&campaign, &letter, &[]).await.unwrap();
        outbox.hand(&campaign, &letter, &[]).await.unwrap();
        letter.key.kind = muster_protocol::item::MessageKind::Red;
        outbox.hand(&campaign, &letter, &[]).await.unwrap();
        let day = folder.path().join("outbox/year/2014-04-25");
        assert_eq!(files(&day), ["001-clerk-red.txt", "001-clerk-routine.txt"]);
        assert_eq!(fs::read_to_string(day.join("001-clerk-routine.txt")).unwrap(), "主题\n\n正文\n");
        assert_eq!(files(&folder.path().join("outbox/.part/0")), ["lock"]);
        let carried = outbox.handed(&campaign, &letter.key).await;
        assert_eq!(carried, Some(letter.steps.clone()));
        let letter_file = day.join("001-clerk-red.txt");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let mode = fs::metadata(&letter_file).unwrap().permissions().mode();
            assert_eq!(mode & 0o777, 0o600, "its owner's alone");
        }
        fs::remove_file(letter_file).unwrap();
        assert_eq!(outbox.handed(&campaign, &letter.key).await, None);
    }

    #[tokio::test]
    async fn a_file_with_other_bytes_under_its_name_is_no_delivery() {
        let folder = tempfile::tempdir().unwrap();
        let outbox = Outbox::open(folder.path()).unwrap();
        let (campaign, mut letter) = (sample::campaign(), sample::letter("2014-04-25", 0));
        let file = outbox.path(&campaign, &letter).unwrap();
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(&file, "what somebody else put there").unwrap();
        assert_eq!(outbox.handed(&campaign, &letter.key).await, None);
        outbox.hand(&campaign, &letter, &[]).await.unwrap();
        assert_eq!(fs::read_to_string(&file).unwrap(), "主题\n\n正文\n");
        assert_eq!(outbox.handed(&campaign, &letter.key).await, Some(letter.steps.clone()));
        // Half of it after an outage of the disk, and the same letter with what has changed since.
        fs::write(&file, "主题\n").unwrap();
        assert_eq!(outbox.handed(&campaign, &letter.key).await, None);
        letter.text = "别的".to_owned();
        outbox.hand(&campaign, &letter, &[]).await.unwrap();
        assert_eq!(fs::read_to_string(&file).unwrap(), "主题\n\n别的\n");
        assert_eq!(outbox.handed(&campaign, &letter.key).await, Some(letter.steps));
    }

    #[tokio::test]
    async fn the_same_key_in_another_campaign_is_another_letter() {
        let folder = tempfile::tempdir().unwrap();
        let outbox = Outbox::open(folder.path()).unwrap();
        let letter = sample::letter("2014-04-25", 0);
        for campaign in ["one", "two"] {
            let campaign = CampaignId::new(campaign).unwrap();
            outbox.hand(&campaign, &letter, &[]).await.unwrap();
            assert!(outbox.path(&campaign, &letter).unwrap().exists());
        }
    }

    #[tokio::test]
    async fn a_contact_that_is_no_name_never_becomes_a_path() {
        let folder = tempfile::tempdir().unwrap();
        let outbox = Outbox::open(folder.path()).unwrap();
        for contact in ["", "../001", "a/b", "A", "联络员", &"a".repeat(201)] {
            let mut letter = sample::letter("2014-04-25", 0);
            letter.key.contact = contact.into();
            let result = outbox.hand(&sample::campaign(), &letter, &[]).await;
            assert_eq!(result, Err(ChannelError::Permanent(StepReason::NoAccount)), "{contact}");
        }
        assert_eq!(files(folder.path()), [".part"]);
    }

    #[tokio::test]
    async fn what_an_outage_left_unfinished_is_swept() {
        let folder = tempfile::tempdir().unwrap();
        let parts = |number: u32| folder.path().join(PARTS).join(number.to_string());
        fs::create_dir_all(parts(0)).unwrap();
        fs::write(parts(0).join("7.txt"), "half").unwrap();
        let first = Outbox::open(folder.path()).unwrap();
        assert_eq!(files(&parts(0)), ["lock"]);
        // A second worker leaves alone what the first is writing.
        fs::write(parts(0).join("8.txt"), "half").unwrap();
        let second = Outbox::open(folder.path()).unwrap();
        assert_eq!((files(&parts(0)).len(), files(&parts(1))), (2, vec!["lock".to_owned()]));
        drop((first, second));
        Outbox::open(folder.path()).unwrap();
        assert_eq!(files(&parts(0)), ["lock"]);
    }

    #[tokio::test]
    async fn a_file_in_the_way_is_tried_again() {
        let folder = tempfile::tempdir().unwrap();
        let outbox = Outbox::open(folder.path()).unwrap();
        fs::write(folder.path().join("year"), "in the way").unwrap();
        let result = outbox.hand(&sample::campaign(), &sample::letter("2014-04-25", 0), &[]).await;
        assert!(matches!(result, Err(ChannelError::Temporary(FailureCause::Local, _))), "{result:?}");
    }
}
