//! One process holds a data directory: two writers of one log would each believe themselves its owner.

use std::fs::{DirBuilder, File, TryLockError};
use std::io::{Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

/// Name of the lock file. It stays when the process ends; what holds is the lock on it, not its being there.
pub const LOCK_FILE: &str = "lock";

/// A held directory. Dropping it, or dying, gives it free. The folder itself is locked as well: the file may be removed while
/// it is held, and anyone who made another would hold that one.
#[derive(Debug)]
pub(crate) struct DirectoryLock {
    _folder: Option<File>,
    _file: File,
}

/// Why a directory could not be held.
#[derive(Debug, thiserror::Error)]
pub enum LockError {
    /// Another process holds it.
    #[error("{} is in use by process {holder}; stop it, or give the command to it", dir.display())]
    Held {
        /// The directory.
        dir: PathBuf,
        /// Its process number, as it wrote it down.
        holder: String,
    },
    /// It cannot be made or written.
    #[error("{} cannot be used: {cause}", dir.display())]
    Unusable {
        /// The directory.
        dir: PathBuf,
        /// What the system says.
        cause: std::io::Error,
    },
}

/// Makes the directory when needed and takes it.
pub(crate) fn hold(dir: &Path) -> Result<DirectoryLock, LockError> {
    let unusable = |cause| LockError::Unusable { dir: dir.to_owned(), cause };
    make(dir).map_err(unusable)?;
    let folder = match hold_folder(dir) {
        Ok(folder) => folder,
        Err(TryLockError::WouldBlock) => {
            let holder = noted(dir).unwrap_or_else(|| "unknown".to_owned());
            return Err(LockError::Held { dir: dir.to_owned(), holder });
        }
        Err(TryLockError::Error(cause)) => return Err(unusable(cause)),
    };
    let mut file = crate::private::options()
        .read(true)
        .write(true)
        .create(true)
        .truncate(false)
        .open(dir.join(LOCK_FILE))
        .map_err(unusable)?;
    match file.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => {
            let mut holder = String::new();
            file.read_to_string(&mut holder).map_err(unusable)?;
            let holder = if holder.is_empty() { "unknown" } else { holder.trim() }.to_owned();
            return Err(LockError::Held { dir: dir.to_owned(), holder });
        }
        Err(TryLockError::Error(cause)) => return Err(unusable(cause)),
    }
    let note = |file: &mut File| {
        file.set_len(0)?;
        file.seek(SeekFrom::Start(0))?;
        writeln!(file, "{}", std::process::id())
    };
    note(&mut file).map_err(unusable)?;
    Ok(DirectoryLock { _folder: folder, _file: file })
}

/// The folder, locked; none where the file system has no locks for folders (then the file in it must do).
fn hold_folder(dir: &Path) -> Result<Option<File>, TryLockError> {
    let folder = File::open(dir).map_err(TryLockError::Error)?;
    match folder.try_lock() {
        Ok(()) => Ok(Some(folder)),
        Err(TryLockError::WouldBlock) => Err(TryLockError::WouldBlock),
        Err(TryLockError::Error(error)) => {
            tracing::debug!(%error, "the folder itself cannot be locked here");
            Ok(None)
        }
    }
}

/// The process that the lock file names.
fn noted(dir: &Path) -> Option<String> {
    let noted = std::fs::read_to_string(dir.join(LOCK_FILE)).ok()?;
    Some(noted.trim().to_owned()).filter(|noted| !noted.is_empty())
}

/// The process that holds a directory, as it wrote it down; none when nobody does.
///
/// # Errors
/// What the system says of the lock file; that there is none means that nobody holds it.
pub fn holder(dir: &Path) -> std::io::Result<Option<String>> {
    let file = match File::open(dir.join(LOCK_FILE)) {
        Ok(file) => file,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return folder_holder(dir),
        Err(error) => return Err(error),
    };
    // Shared and let go at once: it keeps nobody out for longer than this look.
    match file.try_lock_shared() {
        Ok(()) => Ok(None),
        Err(TryLockError::WouldBlock) => {
            std::fs::read_to_string(dir.join(LOCK_FILE)).map(|holder| Some(holder.trim().to_owned()))
        }
        Err(TryLockError::Error(error)) => Err(error),
    }
}

/// Whether somebody holds a directory whose lock file was removed.
fn folder_holder(dir: &Path) -> std::io::Result<Option<String>> {
    let folder = match File::open(dir) {
        Ok(folder) => folder,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error),
    };
    let held = matches!(folder.try_lock_shared(), Err(TryLockError::WouldBlock));
    Ok(held.then(|| "unknown".to_owned()))
}

/// Makes the directory where it is missing, for its owner alone: the accounts in it are nobody else's business. What
/// is there keeps the mode that somebody gave it.
fn make(dir: &Path) -> std::io::Result<()> {
    if dir.is_dir() {
        return Ok(());
    }
    if let Some(parent) = dir.parent() {
        std::fs::create_dir_all(parent)?;
    }
    let mut builder = DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    // Another process may have made it meanwhile.
    builder.recursive(true).create(dir)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_second_holder_is_told_who_holds_it() {
        let dir = tempfile::tempdir().unwrap();
        let held = hold(dir.path()).unwrap();
        let error = hold(dir.path()).unwrap_err().to_string();
        assert!(error.contains(&std::process::id().to_string()), "{error}");
        assert!(error.contains(&dir.path().display().to_string()), "{error}");
        drop(held);
        assert!(hold(dir.path()).is_ok());
    }

    #[test]
    fn a_removed_lock_lets_nobody_in() {
        let dir = tempfile::tempdir().unwrap();
        let held = hold(dir.path()).unwrap();
        std::fs::remove_file(dir.path().join(LOCK_FILE)).unwrap();
        assert!(matches!(hold(dir.path()), Err(LockError::Held { .. })));
        assert!(holder(dir.path()).unwrap().is_some());
        drop(held);
        drop(hold(dir.path()).unwrap());
        assert_eq!(holder(dir.path()).unwrap(), None);
    }

    #[cfg(unix)]
    #[test]
    fn a_directory_that_it_makes_is_its_owners_alone() {
        use std::os::unix::fs::PermissionsExt;
        let dir = tempfile::tempdir().unwrap();
        let made = dir.path().join("new/data");
        drop(hold(&made).unwrap());
        assert_eq!(std::fs::metadata(&made).unwrap().permissions().mode() & 0o777, 0o700);
        drop(hold(&made).unwrap());
    }
}
