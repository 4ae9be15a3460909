//! Reads a committee's files from disk, as many as the main file names and not more.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use muster_core::definition::{Files, needs};
use muster_words::codec::BLOB_BYTES_MAX;

use crate::embedded;
use crate::exit::{Exit, Failure};
use crate::lang::Lang;
use crate::saved;

/// Most bytes read of one file, bytes: what the store takes as one blob. A longer one is refused and never cut.
const READ_BYTES_MAX: u64 = BLOB_BYTES_MAX as u64;

/// Why a file is not read.
#[derive(Debug)]
pub enum Unread {
    /// What the system says.
    System(std::io::Error),
    /// A folder, a device or a pipe, which has no length that could be known before.
    NotRegular,
    /// Longer than the limit; bytes.
    TooLarge {
        /// Its length, or as far as it was read.
        size: u64,
    },
}

impl Unread {
    /// The failure that tells it of this file. Too large is refused, as the engine would; all else is a fault in the data.
    #[must_use]
    pub fn failure(self, lang: Lang, path: &Path) -> Failure {
        let shown = path.display();
        let what = match lang {
            Lang::Zh => format!("读不了文件 {shown}"),
            Lang::En => format!("{shown} cannot be read"),
        };
        match self {
            Self::System(error) => Failure::new(Exit::Fault, what).because(error),
            Self::NotRegular => {
                let why = "它不是普通文件（目录、设备和管道都不行）";
                let why = lang.pick(why, "it is no regular file (no folder, device or pipe can be taken)");
                Failure::new(Exit::Fault, what).because(why)
            }
            Self::TooLarge { size } => {
                let (what, why) = match lang {
                    Lang::Zh => (
                        format!("文件 {shown} 太大 [too-large]"),
                        format!("有{size}字节，最多{READ_BYTES_MAX}字节"),
                    ),
                    Lang::En => (
                        format!("{shown} is too large [too-large]"),
                        format!("it has {size} bytes, at most {READ_BYTES_MAX}"),
                    ),
                };
                let next = lang.pick("压缩或分成几个文件", "make it smaller, or several files of it");
                Failure::new(Exit::Refused, what).because(why).next(next)
            }
        }
    }
}

/// The main file's folder with its files, as the compiler wants them. Files that it names and that cannot be read are
/// left out: the checker says where they are named.
///
/// # Errors
/// [`Failure`] when the main file itself cannot be read, or one of the files is too large.
pub fn read(lang: Lang, file: &Path) -> Result<Files, Failure> {
    let main = file.file_name().map(|name| name.to_string_lossy().into_owned());
    let folder = file.parent().map(Path::to_path_buf).unwrap_or_default();
    let bytes = bytes(file).map_err(|unread| unread.failure(lang, file))?;
    let main = main.unwrap_or_else(|| file.display().to_string());
    let mut files = BTreeMap::new();
    for name in needs(&bytes) {
        let Some(path) = beside(&folder, &name) else { continue };
        match self::bytes(&path) {
            Ok(found) => drop(files.insert(name, found)),
            Err(unread @ Unread::TooLarge { .. }) => return Err(unread.failure(lang, &path)),
            // A committee's folder need not hold the tables that muster brings; one that it holds counts.
            Err(Unread::System(_) | Unread::NotRegular) => {
                if let Some(table) = embedded::calendar(&name) {
                    files.insert(name, table.to_vec());
                }
            }
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

/// Opens a regular file that is not too large, without reading it. It is looked at before it is opened: opening a pipe
/// would wait for its writer.
///
/// # Errors
/// [`Unread`].
pub fn open(path: &Path) -> Result<(File, u64), Unread> {
    let fit = |found: &std::fs::Metadata| match found.len() {
        _ if !found.is_file() => Err(Unread::NotRegular),
        size if size > READ_BYTES_MAX => Err(Unread::TooLarge { size }),
        size => Ok(size),
    };
    fit(&std::fs::metadata(path).map_err(Unread::System)?)?;
    let file = File::open(path).map_err(Unread::System)?;
    let size = fit(&file.metadata().map_err(Unread::System)?)?;
    Ok((file, size))
}

/// The bytes of a regular file, all of them.
///
/// # Errors
/// [`Unread`]; too large also when it grew beyond the limit while it was read.
pub fn bytes(path: &Path) -> Result<Vec<u8>, Unread> {
    let mut bytes = Vec::new();
    let read = open(path)?.0.take(READ_BYTES_MAX + 1).read_to_end(&mut bytes).map_err(Unread::System)?;
    let size = u64::try_from(read).unwrap_or(u64::MAX);
    if size > READ_BYTES_MAX { Err(Unread::TooLarge { size }) } else { Ok(bytes) }
}

/// Puts bytes where a file is or will be: whole or not at all, whatever happens meanwhile.
///
/// # Errors
/// [`Failure`] with what the system says.
pub fn replace(lang: Lang, path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    saved::put(path, bytes, true).map_err(|error| {
        let what = match lang {
            Lang::Zh => format!("写不了文件 {}", path.display()),
            Lang::En => format!("{} cannot be written", path.display()),
        };
        Failure::new(Exit::Fault, what).because(error)
    })
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

    #[test]
    fn what_is_too_large_or_no_regular_file_is_never_read() {
        let folder = std::env::temp_dir().join(format!("muster-files-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        assert!(matches!(bytes(&folder), Err(Unread::NotRegular)));
        assert!(matches!(bytes(Path::new("/dev/zero")), Err(Unread::NotRegular)));
        let path = folder.join("照片");
        let file = File::create(&path).unwrap();
        file.set_len(READ_BYTES_MAX).unwrap();
        assert_eq!(bytes(&path).unwrap().len(), BLOB_BYTES_MAX);
        file.set_len(READ_BYTES_MAX + 1).unwrap();
        let told = bytes(&path).unwrap_err().failure(Lang::En, &path);
        assert_eq!(told.exit, Exit::Refused);
        assert_eq!(told.why.unwrap(), "it has 67108865 bytes, at most 67108864");
        std::fs::remove_dir_all(&folder).unwrap();
    }
}
