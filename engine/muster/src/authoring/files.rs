//! Reads a committee's files from disk, as many as the main file names and not more.

use muster_protocol::say;
use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use muster_core::definition::{Files, is_small_table, needs, table_rows, times_only};
use muster_protocol::codec::BLOB_BYTES_MAX;

use crate::embedded;
use crate::exit::{Exit, Failure};
use crate::saved;
use crate::suggestions;
use muster_protocol::catalogue::Language;

/// Most bytes read of one file, bytes: what the store takes as one blob. A longer one is refused and never cut.
const READ_BYTES_MAX: u64 = BLOB_BYTES_MAX as u64;

/// Folder of the calendars' tables, the only one beside its own that a campaign's file names.
const CALENDARS: &str = "../calendars/";

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
    fn hint(failure: Failure, near: Option<String>) -> Failure {
        match near {
            Some(near) => failure.next(near),
            None => failure,
        }
    }

    /// The failure that tells it of this file. Too large is refused, as the engine would; all else is a fault in the data.
    #[must_use]
    pub fn failure(self, lang: Language, path: &Path) -> Failure {
        let shown = path.display();
        let what = say!(lang, "shown-cannot-be-read", shown);
        match self {
            Self::System(error) => {
                let failure = Failure::new(Exit::Fault, what).because(suggestions::system(lang, &error));
                Self::hint(failure, suggestions::file(lang, path))
            }
            Self::NotRegular => {
                let why = lang.say("it-is-no-regular-file");
                Self::hint(Failure::new(Exit::Fault, what).because(why), suggestions::file(lang, path))
            }
            Self::TooLarge { size } => {
                let what = say!(lang, "file-is-too-large", file = shown);
                let why = say!(lang, "it-has-too-many-bytes", #size = size, most = READ_BYTES_MAX);
                let next = lang.say("make-the-file-smaller-or-several");
                Failure::new(Exit::Refused, what).because(why).next(next)
            }
        }
    }
}

/// The rows of a table that somebody hands in beside a campaign's files.
///
/// # Errors
/// [`Failure`] when it cannot be read, or is too large, a workbook unpacked.
pub fn rows(lang: Language, file: &Path) -> Result<Vec<Vec<String>>, Failure> {
    let bytes = read_all(lang, file)?;
    if !is_small_table(&bytes) {
        let what = say!(lang, "file-is-too-large", file = file.display());
        return Err(Failure::new(Exit::Refused, what).next(lang.say("make-the-file-smaller-or-several")));
    }
    Ok(table_rows(&bytes))
}

/// The main file's folder with its files, as the compiler wants them. Files that it names and that cannot be read are
/// left out: the checker says where they are named.
///
/// # Errors
/// [`Failure`] when the main file itself cannot be read, one of the files is too large, or one of them leads out of the
/// campaign's folder: what lies elsewhere is not the committee's, is shown to nobody and never goes into the log.
pub fn read(lang: Language, file: &Path) -> Result<Files, Failure> {
    let main = file.file_name().map(|name| name.to_string_lossy().into_owned());
    let folder = file.parent().map(Path::to_path_buf).unwrap_or_default();
    let bytes = read_all(lang, file)?;
    let main = main.unwrap_or_else(|| file.display().to_string());
    let mut files = BTreeMap::new();
    for name in needs(&bytes) {
        let path = match beside(&folder, &name) {
            Ok(path) => path,
            Err(leads) => return Err(outside(lang, &folder.join(&name), &leads)),
        };
        let found = path.as_deref().map_or_else(|| Err(Unread::NotRegular), self::bytes);
        match found {
            // What stands in a person's calendar is nobody's business: only its times go on, into the check and the log.
            Ok(found) if is_feed(&name) => drop(files.insert(name, times_only(&found))),
            Ok(found) => drop(files.insert(name, found)),
            Err(unread @ Unread::TooLarge { .. }) => return Err(unread.failure(lang, &folder.join(&name))),
            // A committee's folder need not hold the tables that muster brings; one that it holds counts.
            Err(Unread::System(_) | Unread::NotRegular) => {
                if let Some(table) = embedded::calendar(&name) {
                    files.insert(name, table.to_vec());
                }
            }
        }
    }
    files.insert(main.clone(), bytes);
    Ok(Files { main, files, calendars: calendars(&folder) })
}

/// Whether a file is a person's calendar, by its name.
fn is_feed(name: &str) -> bool {
    Path::new(name).extension().is_some_and(|ending| ending.eq_ignore_ascii_case("ics"))
}

/// Names of the calendars that a campaign in this folder can name: those beside it and those that muster brings.
fn calendars(folder: &Path) -> BTreeSet<String> {
    let own = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let beside = std::fs::read_dir(own.join(CALENDARS)).into_iter().flatten().flatten();
    let beside = beside.filter(|entry| entry.path().is_dir());
    let beside = beside.map(|entry| entry.file_name().to_string_lossy().into_owned());
    beside.chain(embedded::calendars()).collect()
}

/// The path of a file that a definition names, links followed; none where there is no such file. An error is where it leads,
/// when that is neither the campaign's folder nor that of the calendars.
fn beside(folder: &Path, name: &str) -> Result<Option<PathBuf>, PathBuf> {
    let own = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let Ok(real) = own.join(name).canonicalize() else { return Ok(None) };
    let base = own.canonicalize().ok();
    let base = match name.strip_prefix(CALENDARS) {
        Some(_) => base.and_then(|base| Some(base.parent()?.join("calendars"))),
        None => base,
    };
    if base.is_some_and(|base| real.starts_with(base)) { Ok(Some(real)) } else { Err(real) }
}

/// What is said of a file that leads elsewhere: its name, never a word of what is in it.
fn outside(lang: Language, path: &Path, leads: &Path) -> Failure {
    let what = say!(lang, "file-is-not-in-the-campaigns-folder", file = path.display());
    let why = say!(lang, "it-is-a-link-that-leads-away", leads = leads.display());
    let next = lang.say("put-the-file-itself-beside-the-campaigns-file");
    Failure::new(Exit::Fault, what).because(why).next(next)
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

/// The same, with the failure that tells it.
///
/// # Errors
/// [`Failure`], as [`Unread::failure`] says it.
pub fn read_all(lang: Language, path: &Path) -> Result<Vec<u8>, Failure> {
    bytes(path).map_err(|unread| unread.failure(lang, path))
}

/// Puts bytes where a file is or will be: whole or not at all, whatever happens meanwhile.
///
/// # Errors
/// [`Failure`] with what the system says.
pub fn replace(lang: Language, path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    saved::put(path, bytes, true).map_err(|error| {
        let what = say!(lang, "path-cannot-be-written", path = path.display());
        Failure::new(Exit::Fault, what).because(suggestions::system(lang, &error))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_is_not_there_is_a_fault_with_its_name() {
        let failure = read(Language::Zh, Path::new("no/such/活动.yaml")).unwrap_err();
        assert_eq!(failure.exit, Exit::Fault);
        assert!(failure.what.contains("活动.yaml"), "{}", failure.what);
    }

    #[test]
    fn a_table_that_is_handed_in_is_small() {
        let home = tempfile::tempdir().unwrap();
        let table = home.path().join("large.csv");
        std::fs::write(&table, "a,b\n1,2\n").unwrap();
        assert_eq!(rows(Language::En, &table).unwrap().len(), 2);
        std::fs::write(&table, vec![b' '; (32 << 20) + 1]).unwrap();
        let failure = rows(Language::En, &table).unwrap_err();
        assert!(failure.exit == Exit::Refused && failure.next.is_some(), "{}", failure.what);
    }

    #[test]
    fn what_a_campaign_names_lies_in_its_folder_or_among_the_calendars_whatever_links_there_are() {
        use std::os::unix::fs::symlink;
        let home = tempfile::tempdir().unwrap();
        let home = home.path();
        let (own, calendars) = (home.join("own"), home.join("calendars/cn"));
        std::fs::create_dir_all(own.join("tables")).unwrap();
        std::fs::create_dir_all(&calendars).unwrap();
        for file in [own.join("roster.csv"), calendars.join("2014.csv"), home.join("secret")] {
            std::fs::write(file, "x").unwrap();
        }
        symlink(own.join("roster.csv"), own.join("tables/inner.csv")).unwrap();
        symlink(home.join("secret"), own.join("outer.csv")).unwrap();
        symlink("/", own.join("root")).unwrap();
        symlink(home.join("secret"), calendars.join("2015.csv")).unwrap();
        for name in ["roster.csv", "tables/inner.csv", "../calendars/cn/2014.csv"] {
            assert!(matches!(beside(&own, name), Ok(Some(_))), "{name}: {:?}", beside(&own, name));
        }
        assert_eq!(beside(&own, "no-such.csv"), Ok(None));
        for name in ["outer.csv", "../secret", "/etc/passwd", "root/etc/passwd", "../calendars/cn/2015.csv"] {
            let leads = beside(&own, name).unwrap_err();
            let failure = outside(Language::En, &own.join(name), &leads);
            assert!(failure.exit == Exit::Fault && failure.next.is_some(), "{name}");
        }
    }

    #[test]
    fn words_of_letters_lie_in_the_campaigns_folder_as_all_of_its_files_do() {
        use std::os::unix::fs::symlink;
        let home = tempfile::tempdir().unwrap();
        let home = home.path();
        let own = home.join("own");
        std::fs::create_dir_all(own.join("letters")).unwrap();
        std::fs::write(home.join("secret"), "nobody's business").unwrap();
        std::fs::write(own.join("letters/routine.txt"), "words").unwrap();
        symlink(home.join("secret"), own.join("letters/red.txt")).unwrap();
        let main = own.join("year.yaml");
        std::fs::write(&main, "messages: {routine: {file: letters/routine.txt}}\n").unwrap();
        let files = read(Language::En, &main).unwrap();
        assert_eq!(files.files["letters/routine.txt"], b"words");
        std::fs::write(&main, "messages: {red: {file: letters/red.txt}}\n").unwrap();
        let failure = read(Language::En, &main).unwrap_err();
        assert!(failure.exit == Exit::Fault && failure.what.contains("letters/red.txt"), "{}", failure.what);
    }

    #[test]
    fn what_is_too_large_or_no_regular_file_is_never_read() {
        let folder = tempfile::tempdir().unwrap();
        assert!(matches!(bytes(folder.path()), Err(Unread::NotRegular)));
        assert!(matches!(bytes(Path::new("/dev/zero")), Err(Unread::NotRegular)));
        let path = folder.path().join("照片");
        let file = File::create(&path).unwrap();
        file.set_len(READ_BYTES_MAX).unwrap();
        assert_eq!(bytes(&path).unwrap().len(), BLOB_BYTES_MAX);
        file.set_len(READ_BYTES_MAX + 1).unwrap();
        let failure = bytes(&path).unwrap_err().failure(Language::En, &path);
        assert_eq!(failure.exit, Exit::Refused);
        assert_eq!(failure.why.unwrap(), "it has 67108865 bytes, at most 67108864");
    }
}
