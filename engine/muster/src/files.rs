//! Reads a committee's files from disk, as many as the main file names and not more.

use std::collections::BTreeMap;
use std::io::Read;
use std::path::{Path, PathBuf};

use muster_core::definition::{Files, needs};

use crate::exit::{Exit, Failure};
use crate::lang::Lang;

/// Most bytes read of one file: what is longer is told from its beginning by the checker, which has its own limits.
const READ_BYTES_MAX: u64 = 64 * 1024 * 1024;

/// The main file's folder with its files, as the compiler wants them. Files that it names and that cannot be read are
/// left out: the checker says where they are named.
///
/// # Errors
/// [`Failure`] when the main file itself cannot be read.
pub fn read(lang: Lang, file: &Path) -> Result<Files, Failure> {
    let main = file.file_name().map(|name| name.to_string_lossy().into_owned());
    let folder = file.parent().map(Path::to_path_buf).unwrap_or_default();
    let bytes = bytes(file).map_err(|error| {
        let what = match lang {
            Lang::Zh => format!("读不了文件 {}", file.display()),
            Lang::En => format!("{} cannot be read", file.display()),
        };
        Failure::new(Exit::Fault, what).because(error)
    })?;
    let main = main.unwrap_or_else(|| file.display().to_string());
    let mut files = BTreeMap::new();
    for name in needs(&bytes) {
        if let Some(found) = beside(&folder, &name).and_then(|path| self::bytes(&path).ok()) {
            files.insert(name, found);
        }
    }
    files.insert(main.clone(), bytes);
    Ok(Files { main, files })
}

/// The path of a file that a definition names; none for an absolute one, which would differ from machine to machine.
fn beside(folder: &Path, name: &str) -> Option<PathBuf> {
    let path = Path::new(name);
    (!path.is_absolute()).then(|| folder.join(path))
}

/// The bytes of a file, at most [`READ_BYTES_MAX`].
///
/// # Errors
/// What the system says.
pub fn bytes(path: &Path) -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    std::fs::File::open(path)?.take(READ_BYTES_MAX).read_to_end(&mut bytes)?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_is_not_there_is_a_fault_with_its_name() {
        let told = read(Lang::Zh, Path::new("no/such/活动.yaml")).unwrap_err();
        assert_eq!(told.exit, Exit::Fault);
        assert!(told.what.contains("活动.yaml"), "{}", told.what);
    }

    #[test]
    fn a_name_may_lead_upwards_but_not_to_the_root() {
        let path = beside(Path::new("a/b"), "../calendars/cn/2014.csv").unwrap();
        assert_eq!(path, Path::new("a/b/../calendars/cn/2014.csv"));
        assert_eq!(beside(Path::new("a"), "/etc/passwd"), None);
    }
}
