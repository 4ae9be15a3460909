//! Where a copy goes: a folder beside the target in which it is made, held by one at a time, that takes the target's name
//! when it is whole and nothing stands there.

use std::fs::{DirBuilder, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

use super::{BackupError, Copied, is_free};
use crate::private;
use crate::store::sqlite::LOG_FILE;

/// A target, held until it is finished.
#[derive(Debug)]
pub(super) struct Target {
    to: PathBuf,
    part: PathBuf,
    lock_file: PathBuf,
    _lock: File,
}

impl Target {
    /// Checks source and target, takes the target, and makes the folder that becomes it.
    pub(super) fn begin(from: &Path, to: &Path) -> Result<Self, BackupError> {
        if !from.join(LOG_FILE).is_file() {
            return Err(BackupError::Nothing(from.to_owned()));
        }
        if !is_free(to) {
            return Err(BackupError::Occupied(to.to_owned()));
        }
        let name = to.file_name().map(|name| name.to_string_lossy().into_owned());
        let Some(name) = name else { return Err(BackupError::Occupied(to.to_owned())) };
        let (part, lock_file) =
            (to.with_file_name(format!(".{name}.part")), to.with_file_name(format!(".{name}.lock")));
        let failed = |error: io::Error| BackupError::Failed(format!("{}: {error}", part.display()));
        if let Some(above) = part.parent() {
            std::fs::create_dir_all(above).map_err(failed)?;
        }
        let Some(lock) = hold(&lock_file).map_err(failed)? else {
            return Err(BackupError::Busy(to.to_owned()));
        };
        let target = Self { to: to.to_owned(), part, lock_file, _lock: lock };
        // What somebody left who was killed; the one who is at work holds the lock.
        let failed = |error: io::Error| BackupError::Failed(format!("{}: {error}", target.part.display()));
        if target.part.exists() {
            std::fs::remove_dir_all(&target.part).map_err(failed)?;
        }
        let mut builder = DirBuilder::new();
        // The accounts in it are nobody else's business.
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder.create(&target.part).map_err(failed)?;
        Ok(target)
    }

    /// The folder in which the copy is made.
    pub(super) fn part(&self) -> &Path {
        &self.part
    }

    /// Lets the whole copy take its place, or takes away what was begun.
    pub(super) fn finish(self, done: Result<Copied, BackupError>) -> Result<Copied, BackupError> {
        let placed = done.and_then(|copied| self.place().map(|()| copied));
        if placed.is_err()
            && let Err(error) = std::fs::remove_dir_all(&self.part)
        {
            tracing::warn!(%error, part = %self.part.display(), "an unfinished copy stays");
        }
        placed
    }

    fn place(&self) -> Result<(), BackupError> {
        let to = &self.to;
        let moved = File::open(&self.part)
            .and_then(|folder| folder.sync_all())
            // An empty target gives way; one that was filled meanwhile does not.
            .and_then(|()| if to.exists() { std::fs::remove_dir(to) } else { Ok(()) })
            .and_then(|()| rename(&self.part, to));
        moved.map_err(|error| match error.kind() {
            io::ErrorKind::AlreadyExists | io::ErrorKind::DirectoryNotEmpty => {
                BackupError::Occupied(to.clone())
            }
            _ => BackupError::Failed(format!("{}: {error}", to.display())),
        })
    }
}

impl Drop for Target {
    fn drop(&mut self) {
        if let Err(error) = std::fs::remove_file(&self.lock_file) {
            tracing::debug!(%error, "the lock of a copy stays");
        }
    }
}

/// Renames a folder unless something stands at its new name.
fn rename(from: &Path, to: &Path) -> io::Result<()> {
    #[cfg(target_os = "linux")]
    {
        use rustix::fs::{CWD, RenameFlags, renameat_with};
        match renameat_with(CWD, from, CWD, to, RenameFlags::NOREPLACE) {
            // A file system that does not know it: the target was looked at just before.
            Err(rustix::io::Errno::INVAL | rustix::io::Errno::NOSYS) => {}
            done => return done.map_err(Into::into),
        }
    }
    std::fs::rename(from, to)
}

/// The lock, or none while another holds it. The file is taken away at the end, so the one that was locked must still be the one
/// that is found.
fn hold(path: &Path) -> io::Result<Option<File>> {
    loop {
        let file = private::options().read(true).write(true).create(true).truncate(false).open(path)?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Ok(None),
            Err(TryLockError::Error(error)) => return Err(error),
        }
        if is_at(&file, path)? {
            return Ok(Some(file));
        }
    }
}

fn is_at(file: &File, path: &Path) -> io::Result<bool> {
    use std::os::unix::fs::MetadataExt;
    let ours = file.metadata()?;
    match std::fs::metadata(path) {
        Ok(found) => Ok((found.dev(), found.ino()) == (ours.dev(), ours.ino())),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn site() -> (tempfile::TempDir, PathBuf, PathBuf) {
        let home = tempfile::tempdir().unwrap();
        let from = home.path().join("data");
        std::fs::create_dir(&from).unwrap();
        std::fs::write(from.join(LOG_FILE), "").unwrap();
        let to = home.path().join("copy");
        (home, from, to)
    }

    #[test]
    fn one_copy_at_a_time_goes_to_a_target() {
        let (home, from, to) = site();
        let first = Target::begin(&from, &to).unwrap();
        std::fs::write(first.part().join("x"), "first").unwrap();
        assert_eq!(Target::begin(&from, &to).unwrap_err(), BackupError::Busy(to.clone()));
        first.place().unwrap();
        drop(first);
        assert_eq!(std::fs::read_to_string(to.join("x")).unwrap(), "first");
        assert_eq!(Target::begin(&from, &to).unwrap_err(), BackupError::Occupied(to.clone()));
        assert_eq!(std::fs::read_dir(home.path()).unwrap().count(), 2, "nothing else stays");
    }

    #[test]
    fn a_target_that_was_filled_meanwhile_stays_as_it_is() {
        let (_home, from, to) = site();
        let target = Target::begin(&from, &to).unwrap();
        std::fs::create_dir(&to).unwrap();
        std::fs::write(to.join("y"), "somebody's").unwrap();
        assert_eq!(target.place().unwrap_err(), BackupError::Occupied(to.clone()));
        assert_eq!(std::fs::read_to_string(to.join("y")).unwrap(), "somebody's");
    }
}
