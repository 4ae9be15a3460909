//! Writes a file whole or not at all: into a file beside it that then takes its name.
//!
//! What is already there is replaced only when it is a document of the same kind that muster made, or when the person
//! says so. A workbook always needs the word: people write into workbooks.

use std::fs::{self, File, Permissions};
use std::io::{Read, Write};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use muster_protocol::catalogue::Language;
use muster_protocol::say;

use crate::exit::{Exit, Failure};

/// Bytes at the beginning of a file in which its maker's mark stands.
const HEAD_BYTES: u64 = 4_096;

/// Readable and writable for whom the person's umask allows.
const MODE: u32 = 0o666;

/// A file that is to be written.
#[derive(Debug, Clone)]
pub struct Target {
    path: PathBuf,
    replaces: bool,
}

impl Target {
    /// A place for a document whose first bytes hold `mark`, if the kind has a mark. Nothing is written yet, so that
    /// several can be asked about before any is.
    ///
    /// # Errors
    /// [`Failure`] of kind fault when something else is there and `force` was not said, or no file can stand there.
    pub fn new(lang: Language, path: &Path, mark: Option<&str>, force: bool) -> Result<Self, Failure> {
        // A link stays one: what it leads to is replaced.
        let place = fs::canonicalize(path).unwrap_or_else(|_| path.to_path_buf());
        let Ok(found) = fs::metadata(&place) else {
            let folder = folder_of(&place);
            return if folder.is_dir() {
                Ok(Self { path: place, replaces: false })
            } else {
                let why = lang.say("there-is-no-such-folder");
                Err(not_written(lang, path).because(format!("{why}: {}", folder.display())))
            };
        };
        if !found.is_file() {
            let why = lang.say("a-folder-or-a-device-is-there");
            return Err(not_written(lang, path).because(why));
        }
        if !force && !mark.is_some_and(|mark| made_here(&place, mark)) {
            let why = match mark {
                Some(_) => lang.say("another-file-is-there-no-preview-that-muster"),
                None => lang.say("a-file-is-there-people-write-into-workbooks"),
            };
            let next = lang.say("take-another-name-or-add-force-to-replace");
            return Err(not_written(lang, path).because(why).next(next));
        }
        Ok(Self { path: place, replaces: true })
    }

    /// Where it will stand.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Writes it.
    ///
    /// # Errors
    /// [`Failure`] of kind fault; what stood there before still does.
    pub fn write(&self, lang: Language, bytes: &[u8]) -> Result<(), Failure> {
        put(&self.path, bytes, self.replaces).map_err(|error| not_written(lang, &self.path).because(error))
    }
}

/// Puts bytes where a file is or will be, whole or not at all, whatever happens meanwhile; anyone who put something there
/// keeps it unless it `replaces`.
///
/// # Errors
/// What the system says.
pub fn put(path: &Path, bytes: &[u8], replaces: bool) -> std::io::Result<()> {
    let mut part = tempfile::Builder::new()
        .prefix(".muster-")
        .suffix(".part")
        .permissions(Permissions::from_mode(MODE))
        .tempfile_in(folder_of(path))?;
    part.write_all(bytes)?;
    part.as_file().sync_all()?;
    if replaces {
        part.persist(path)?;
    } else {
        part.persist_noclobber(path)?;
    }
    Ok(())
}

fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

fn made_here(path: &Path, mark: &str) -> bool {
    let mut head = Vec::new();
    let read = File::open(path).and_then(|file| file.take(HEAD_BYTES).read_to_end(&mut head));
    read.is_ok() && head.windows(mark.len()).any(|window| window == mark.as_bytes())
}

fn not_written(lang: Language, path: &Path) -> Failure {
    let shown = path.display();
    Failure::new(Exit::Fault, say!(lang, "shown-was-not-written", shown))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn target(path: &Path, mark: Option<&str>, force: bool) -> Result<Target, String> {
        Target::new(Language::En, path, mark, force).map_err(|failure| failure.why.unwrap_or_default())
    }

    #[test]
    fn only_what_was_made_here_is_replaced_unasked() {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("预演.html");
        target(&path, Some("made by us"), false).unwrap().write(Language::En, b"<made by us> 1").unwrap();
        target(&path, Some("made by us"), false).unwrap().write(Language::En, b"<made by us> 2").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"<made by us> 2");
        fs::write(&path, "my own notes").unwrap();
        assert!(target(&path, Some("made by us"), false).unwrap_err().starts_with("another file is there"));
        assert!(target(&path, None, false).unwrap_err().starts_with("a file is there"));
        assert_eq!(fs::read(&path).unwrap(), b"my own notes");
        target(&path, Some("made by us"), true).unwrap().write(Language::En, b"<made by us> 3").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"<made by us> 3");
        assert_eq!(fs::read_dir(home.path()).unwrap().count(), 1);
    }

    #[test]
    fn what_appears_meanwhile_is_kept_and_a_link_stays_a_link() {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("a.ics");
        let early = target(&path, None, false).unwrap();
        fs::write(&path, "theirs").unwrap();
        assert!(early.write(Language::En, b"ours").is_err());
        assert_eq!(fs::read(&path).unwrap(), b"theirs");
        let link = home.path().join("link.ics");
        std::os::unix::fs::symlink(&path, &link).unwrap();
        target(&link, None, true).unwrap().write(Language::En, b"ours").unwrap();
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(fs::read(&path).unwrap(), b"ours");
    }

    #[test]
    fn a_place_where_no_file_can_stand_is_reported() {
        let home = tempfile::tempdir().unwrap();
        assert_eq!(target(home.path(), None, true).unwrap_err(), "a folder or a device is there");
        let lost = home.path().join("no").join("such.html");
        assert!(target(&lost, None, true).unwrap_err().starts_with("there is no such folder"));
    }
}
