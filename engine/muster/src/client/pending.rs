//! Commands on their way, kept until their answer is known: a lost answer leaves the command behind, and the same command
//! typed again goes with the same id. So saying it again does nothing twice, also from another process.
//!
//! For the engine of a directory they lie in it; for one elsewhere in the user's own state folder. A file is locked while
//! its command is on the way, so that two command lines at once that say the same are two commands.

use std::fs::{DirBuilder, File, OpenOptions};
use std::io::{self, Read, Write};
use std::os::unix::fs::{DirBuilderExt, MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use muster_protocol::command::{Command, CommandEnvelope};
use muster_protocol::ids::Digest;
use serde::{Deserialize, Serialize};

use super::target::Target;

/// How long a command whose answer was lost is kept: over a weekend. After that the same words mean something new.
pub const STORED_FOR: Duration = Duration::from_hours(72);
/// Most commands kept for one engine; the oldest go.
pub const STORED_MAX: usize = 64;
/// Largest command that is read back, as JSON: the server takes none that is larger.
const COMMAND_BYTES_MAX: u64 = 256 * 1024;
/// Name of the folder.
const FOLDER: &str = "pending";

/// Where the commands to one engine are kept.
#[derive(Debug)]
pub struct PendingCommands {
    /// None where the user has no folder of their own.
    folder: Option<PathBuf>,
}

/// A command as it is kept.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct StoredCommand {
    /// When it was given first, in milliseconds of the machine's clock.
    since: u64,
    envelope: CommandEnvelope,
}

/// A command that goes out now, with its file.
#[derive(Debug)]
pub struct PendingCommand {
    /// The command: a new one, or the one whose answer was lost.
    pub envelope: CommandEnvelope,
    /// How long ago it was given first, where it is a repeat.
    pub repeats: Option<Duration>,
    /// Locked while this lives.
    file: Option<(File, PathBuf)>,
}

impl PendingCommands {
    /// Of the engine that is meant.
    #[must_use]
    pub fn of(target: &Target) -> Self {
        let folder = match target.remote.address() {
            None => Some(target.dir.join(FOLDER)),
            Some(at) => {
                let name = Digest::of(at.as_bytes()).to_string();
                own_folder().map(|own| own.join(FOLDER).join(&name[..16]))
            }
        };
        Self { folder }
    }

    /// Of no engine: nothing is kept.
    #[must_use]
    pub fn nowhere() -> Self {
        Self { folder: None }
    }

    /// The command to send: the one that was given with the same words and not answered, or `envelope`. `texts` pairs the
    /// digests of free texts, which are salted and so new each time, with the digests of their bytes. Who insists on a
    /// new one gets it, and the old one is let go.
    pub fn take(
        &self,
        envelope: CommandEnvelope,
        texts: &[(Digest, Digest)],
        insist: bool,
    ) -> PendingCommand {
        let Some(folder) = &self.folder else {
            return PendingCommand { envelope, repeats: None, file: None };
        };
        let words = words(&envelope, texts);
        let now = now();
        let mut found = kept(folder);
        while found.len() > STORED_MAX {
            let (path, _) = found.remove(0);
            forget(&path);
        }
        for (path, since) in found.into_iter().rev() {
            let age = Duration::from_millis(now.saturating_sub(since));
            let same = path.file_name().is_some_and(|name| name.to_string_lossy().starts_with(&words));
            if age > STORED_FOR || (same && insist) {
                forget(&path);
            } else if same && let Some((file, kept)) = open(&path, &envelope) {
                return PendingCommand {
                    envelope: kept.envelope,
                    repeats: Some(age),
                    file: Some((file, path)),
                };
            }
        }
        let path = folder.join(format!("{words}.{now:013}.{}", envelope.id));
        let file = match write(&path, &StoredCommand { since: now, envelope: envelope.clone() }) {
            Ok(file) => Some((file, path)),
            Err(error) => {
                tracing::debug!(%error, folder = %folder.display(), "a command cannot be kept");
                None
            }
        };
        PendingCommand { envelope, repeats: None, file }
    }
}

impl PendingCommand {
    /// Whether the same command line will find it again.
    #[must_use]
    pub fn is_stored(&self) -> bool {
        self.file.is_some()
    }

    /// Its answer is known.
    pub fn answered(self) {
        if let Some((_lock, path)) = self.file {
            forget(&path);
        }
    }
}

/// What the words of a command line come to: the same for the same wish to the same campaign by the same post.
fn words(envelope: &CommandEnvelope, texts: &[(Digest, Digest)]) -> String {
    let CommandEnvelope { campaign, actor, behalf, command, .. } = envelope;
    let mut wish = serde_json::to_string::<Command>(command).unwrap_or_default();
    for (stored, bytes) in texts {
        wish = wish.replace(&stored.to_string(), &bytes.to_string());
    }
    let all = serde_json::json!([campaign, actor, behalf, wish]).to_string();
    Digest::of(all.as_bytes()).to_string()[..32].to_owned()
}

/// Files of kept commands with the time when each was given, oldest first.
fn kept(folder: &Path) -> Vec<(PathBuf, u64)> {
    let mut found: Vec<(PathBuf, u64)> = std::fs::read_dir(folder)
        .into_iter()
        .flatten()
        .filter_map(|entry| {
            let path = entry.ok()?.path();
            let since = path.file_name()?.to_str()?.split('.').nth(1)?.parse().ok()?;
            Some((path, since))
        })
        .collect();
    found.sort_by_key(|(_, since)| *since);
    found
}

/// Takes a kept command over; none while it is on its way, or where it is not what its name says.
fn open(path: &Path, like: &CommandEnvelope) -> Option<(File, StoredCommand)> {
    let file = OpenOptions::new().read(true).write(true).open(path).ok()?;
    file.try_lock().ok()?;
    if file.metadata().ok()?.nlink() == 0 {
        // Its answer came between the looking and the locking.
        return None;
    }
    let mut text = String::new();
    (&file).take(COMMAND_BYTES_MAX).read_to_string(&mut text).ok()?;
    let kept: StoredCommand = serde_json::from_str(&text).ok()?;
    let (own, other) = (&kept.envelope, like);
    let same = own.campaign == other.campaign && own.actor == other.actor && own.behalf == other.behalf;
    (same && own.command.name() == other.command.name()).then_some((file, kept))
}

fn write(path: &Path, kept: &StoredCommand) -> io::Result<File> {
    if let Some(folder) = path.parent() {
        DirBuilder::new().recursive(true).mode(0o700).create(folder)?;
    }
    let file = OpenOptions::new().read(true).write(true).create_new(true).mode(0o600).open(path)?;
    file.try_lock().map_err(io::Error::from)?;
    (&file).write_all(&serde_json::to_vec(kept)?)?;
    file.sync_data()?;
    Ok(file)
}

/// What cannot be taken away is taken away later, when it is too old.
fn forget(path: &Path) {
    if let Err(error) = std::fs::remove_file(path) {
        tracing::debug!(%error, path = %path.display(), "a kept command stays");
    }
}

/// The user's folder for what programs keep between two runs, as the XDG rules name it.
fn own_folder() -> Option<PathBuf> {
    let set = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    let state = set("XDG_STATE_HOME").filter(|path| path.is_absolute());
    let state = state.or_else(|| set("HOME").map(|home| home.join(".local/state")));
    set("MUSTER_STATE_DIR").or_else(|| state.map(|state| state.join("muster")))
}

fn now() -> u64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    u64::try_from(since.as_millis()).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use muster_protocol::command::{Hold, ItemName};
    use muster_protocol::ids::{CampaignId, CommandId};

    fn envelope(id: u8, reason: Digest) -> CommandEnvelope {
        CommandEnvelope {
            id: CommandId([id; 16]),
            campaign: CampaignId::new("c").unwrap(),
            actor: "office".to_owned(),
            behalf: None,
            via: "cli".to_owned(),
            command: Command::Hold(Hold { phase: None, reason: Some(reason) }),
        }
    }

    /// The text of a reason as stored under a salt, with the digest of its bytes.
    fn text(salt: u8) -> (Digest, Digest) {
        (Digest([salt; 32]), Digest::of("因汛情".as_bytes()))
    }

    #[test]
    fn the_same_words_go_with_the_id_whose_answer_was_lost() {
        let dir = tempfile::tempdir().unwrap();
        let kept = PendingCommands { folder: Some(dir.path().join(FOLDER)) };
        let first = kept.take(envelope(1, text(1).0), &[text(1)], false);
        assert!(first.repeats.is_none() && first.is_stored());
        // While it is on its way, another that says the same is another.
        let twin = kept.take(envelope(2, text(2).0), &[text(2)], false);
        assert_eq!((twin.envelope.id, twin.repeats), (CommandId([2; 16]), None));
        twin.answered();
        drop(first);
        let again = kept.take(envelope(3, text(3).0), &[text(3)], false);
        assert!(again.repeats.is_some());
        assert_eq!(again.envelope, envelope(1, text(1).0), "with the text that was stored then");
        drop(again);
        // Other words, another post, another campaign: another command.
        let other = CommandEnvelope { actor: "other".to_owned(), ..envelope(4, text(1).0) };
        let elsewhere = CommandEnvelope { campaign: CampaignId::new("d").unwrap(), ..envelope(4, text(1).0) };
        let accept = Command::Accept(ItemName { occasion: "plan".to_owned(), unit: "a".to_owned() });
        let wish = CommandEnvelope { command: accept, ..envelope(4, text(1).0) };
        for new in [other, elsewhere, wish, envelope(4, Digest([9; 32]))] {
            let going = kept.take(new.clone(), &[text(1)], false);
            assert_eq!((&going.envelope, going.repeats), (&new, None));
            going.answered();
        }
        let insisted = kept.take(envelope(5, text(5).0), &[text(5)], true);
        assert_eq!((insisted.envelope.id, insisted.repeats), (CommandId([5; 16]), None));
        insisted.answered();
        assert!(super::kept(&dir.path().join(FOLDER)).is_empty(), "who insists lets the old one go");
    }

    #[test]
    fn what_is_kept_is_private_bounded_and_ends() {
        let dir = tempfile::tempdir().unwrap();
        let folder = dir.path().join(FOLDER);
        let kept = PendingCommands { folder: Some(folder.clone()) };
        let long_ago = now() - u64::try_from(STORED_FOR.as_millis()).unwrap() - 1_000;
        let old = envelope(1, text(1).0);
        let path = folder.join(format!("{}.{long_ago:013}.{}", words(&old, &[text(1)]), old.id));
        drop(write(&path, &StoredCommand { since: long_ago, envelope: old }).unwrap());
        let going = kept.take(envelope(2, text(2).0), &[text(2)], false);
        assert!(going.repeats.is_none() && !path.exists(), "too old");
        let mode = |path: &Path| std::fs::metadata(path).unwrap().mode() & 0o777;
        assert_eq!((mode(&folder), mode(&going.file.as_ref().unwrap().1)), (0o700, 0o600));
        drop(going);
        for number in 0..=u8::try_from(STORED_MAX).unwrap() + 2 {
            drop(kept.take(envelope(number, Digest([number; 32])), &[], false));
        }
        assert!(super::kept(&folder).len() <= STORED_MAX + 1);
        // Whatever lies there is no command.
        for (path, _) in super::kept(&folder) {
            std::fs::write(path, "{").unwrap();
        }
        assert!(kept.take(envelope(7, Digest([7; 32])), &[], false).repeats.is_none());
    }
}
