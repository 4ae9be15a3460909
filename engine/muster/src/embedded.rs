//! The files that the binary carries, so that `muster demo` needs nothing else: the campaigns of `workflows`, which are
//! templates too, and the calendars.

use include_dir::{Dir, include_dir};
use muster_core::definition::{Files, needs};

static WORKFLOWS: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/../../workflows");

/// Folder of the calendars' tables, as a campaign's file names it.
const CALENDARS: &str = "../calendars/";

/// What the name of a translated file has before its last part.
const ENGLISH: &str = ".en.";

/// Name of the main file of the first campaign.
pub const MAIN: &str = "service-year.yaml";

/// The units' script of the first campaign.
pub const SCRIPT: &[u8] = include_bytes!("../../../workflows/service-year/script.yaml");

/// A campaign that the binary carries.
#[derive(Debug, Clone, Copy)]
pub struct Campaign {
    folder: &'static Dir<'static>,
}

impl Campaign {
    /// Name of its folder.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.folder.path().to_str().unwrap_or_default()
    }

    /// Name of its main file: that of the folder.
    #[must_use]
    pub fn main(self) -> String {
        format!("{}.yaml", self.name())
    }

    /// Its files with their bytes, by name within its folder.
    pub fn files(self) -> impl Iterator<Item = (&'static str, &'static [u8])> {
        let files = self.folder.files();
        files.filter_map(|file| Some((file.path().file_name()?.to_str()?, file.contents())))
    }

    /// Its files as a reader of English gets them, where `english`: `NAME.en.EXT` in the place of `NAME.EXT`. Nobody gets
    /// both.
    #[must_use]
    pub fn files_in(self, english: bool) -> Vec<(&'static str, &'static [u8])> {
        let translated: Vec<_> = self.files().filter(|(name, _)| name.contains(ENGLISH)).collect();
        let plain = self.files().filter(|(name, _)| !name.contains(ENGLISH));
        let chosen = plain.map(|(name, bytes)| {
            let found = translated.iter().find(|(other, _)| english && other.replace(ENGLISH, ".") == name);
            (name, found.map_or(bytes, |(_, bytes)| *bytes))
        });
        chosen.collect()
    }

    /// What its main file needs, with the calendars' tables, as the compiler wants it.
    #[must_use]
    pub fn whole(self) -> Files {
        let main = self.main();
        let bytes = self.files().find(|(name, _)| *name == main).map_or(&[][..], |(_, bytes)| bytes);
        let named = needs(bytes);
        let own = self.files().filter(|(name, _)| *name == main || named.iter().any(|known| known == name));
        let own = own.map(|(name, bytes)| (name.to_owned(), bytes.to_vec()));
        let tables = named.iter().filter_map(|name| Some((name.clone(), calendar(name)?.to_vec())));
        let files = own.chain(tables).collect();
        Files { main, files }
    }
}

/// The campaigns that the binary carries, in the order of their names.
#[must_use]
pub fn campaigns() -> Vec<Campaign> {
    let mut all: Vec<Campaign> = WORKFLOWS.dirs().map(|folder| Campaign { folder }).collect();
    all.retain(|campaign| campaign.files().any(|(name, _)| name == campaign.main()));
    all.sort_by_key(|campaign| campaign.name());
    all
}

/// A calendar's table by the name that a campaign's file has for it, such as `../calendars/cn/2014.csv`.
#[must_use]
pub fn calendar(name: &str) -> Option<&'static [u8]> {
    name.starts_with(CALENDARS).then_some(())?;
    WORKFLOWS.get_file(name.strip_prefix("../")?).map(include_dir::File::contents)
}

/// The files of the first campaign as the compiler wants them.
#[must_use]
pub fn files() -> Files {
    let first = campaigns().into_iter().find(|campaign| campaign.main() == MAIN);
    first.map_or_else(Files::default, Campaign::whole)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;
    use std::path::Path;

    fn on_disk(folder: &Path, under: &str, found: &mut BTreeSet<String>) {
        for entry in std::fs::read_dir(folder).unwrap().map(Result::unwrap) {
            let name = format!("{under}{}", entry.file_name().into_string().unwrap());
            if entry.file_type().unwrap().is_dir() {
                on_disk(&entry.path(), &format!("{name}/"), found);
            } else {
                found.insert(name);
            }
        }
    }

    fn carried(folder: &Dir<'_>, found: &mut BTreeSet<String>) {
        found.extend(folder.files().map(|file| file.path().to_str().unwrap().to_owned()));
        folder.dirs().for_each(|inner| carried(inner, found));
    }

    #[test]
    fn what_is_carried_is_the_folder() {
        let (mut there, mut here) = (BTreeSet::new(), BTreeSet::new());
        on_disk(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../workflows"), "", &mut there);
        carried(&WORKFLOWS, &mut here);
        assert_eq!(here, there);
    }

    #[test]
    fn everything_that_the_main_file_names_is_carried() {
        let files = files();
        let named = needs(&files.files[MAIN]);
        // Calendars may have tables in the campaign's own folder: this one has none.
        let named: Vec<_> = named.into_iter().filter(|name| !name.starts_with("calendars/")).collect();
        let there: Vec<bool> = named.iter().map(|name| files.files.contains_key(name)).collect();
        assert!(!named.is_empty() && there.iter().all(|there| *there), "{named:?} {there:?}");
    }

    #[test]
    fn it_compiles_without_warnings_and_its_script_is_whole() {
        let compiled = muster_core::definition::compile(&files());
        let severe: Vec<_> = compiled
            .findings
            .iter()
            .filter(|finding| finding.severity != muster_core::definition::Severity::Note)
            .collect();
        assert!(severe.is_empty(), "{severe:?}");
        let (script, findings) = muster_core::script::parse(SCRIPT, &compiled.definition.unwrap());
        assert!(script.is_some() && findings.is_empty(), "{findings:?}");
    }
}
