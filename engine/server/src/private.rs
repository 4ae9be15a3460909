//! Files of the data directory are their owner's alone, whatever the folder and the process allow: accounts and letters
//! stand in them.

use std::fs::{File, OpenOptions};
use std::io::{self, Write};
use std::path::Path;

/// Readable and writable by the owner alone.
#[cfg(unix)]
const MODE: u32 = 0o600;

/// How a private file is made.
pub(crate) fn options() -> OpenOptions {
    let mut options = OpenOptions::new();
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, MODE);
    options
}

/// Makes the file if it is missing, and takes from others what an older program or a copy gave them.
pub(crate) fn claim(path: &Path) -> io::Result<()> {
    let file = match options().write(true).create_new(true).open(path) {
        Ok(_) => return Ok(()),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => File::open(path)?,
        Err(error) => return Err(error),
    };
    narrow(&file)
}

#[cfg(unix)]
fn narrow(file: &File) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    let mode = file.metadata()?.permissions().mode() & 0o777;
    if mode & !MODE == 0 {
        return Ok(());
    }
    match file.set_permissions(std::fs::Permissions::from_mode(mode & MODE)) {
        // Another user's file: whether it may be used at all, the next step finds out.
        Err(error) if error.kind() == io::ErrorKind::PermissionDenied => Ok(()),
        done => done,
    }
}

#[cfg(not(unix))]
fn narrow(_file: &File) -> io::Result<()> {
    Ok(())
}

/// Writes a text into a file, whole or not at all.
pub(crate) fn write(path: &Path, text: &str) -> io::Result<()> {
    let draft = path.with_extension("new");
    let mut file = options().write(true).create(true).truncate(true).open(&draft)?;
    narrow(&file)?;
    file.write_all(text.as_bytes())?;
    std::fs::rename(draft, path)
}
