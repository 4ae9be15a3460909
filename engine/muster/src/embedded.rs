//! The campaign that the binary carries, so that `muster demo` needs nothing else. A test compares the list with the
//! folder.

use muster_core::definition::Files;

/// Name of the main file.
pub const MAIN: &str = "service-year.yaml";

/// The units' script.
pub const SCRIPT: &[u8] = include_bytes!("../../../workflows/service-year/script.yaml");

/// The campaign's files, by name relative to its folder.
pub const FILES: &[(&str, &[u8])] = &[
    (MAIN, include_bytes!("../../../workflows/service-year/service-year.yaml")),
    ("roster.csv", include_bytes!("../../../workflows/service-year/roster.csv")),
    ("busy.csv", include_bytes!("../../../workflows/service-year/busy.csv")),
    ("../calendars/cn/2014.csv", include_bytes!("../../../workflows/calendars/cn/2014.csv")),
    ("../calendars/cn/2015.csv", include_bytes!("../../../workflows/calendars/cn/2015.csv")),
];

/// The files as the compiler wants them.
#[must_use]
pub fn files() -> Files {
    let files = FILES.iter().map(|(name, bytes)| ((*name).to_owned(), bytes.to_vec()));
    Files { main: MAIN.to_owned(), files: files.collect() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;
    use std::path::Path;

    fn names(folder: &Path) -> BTreeSet<String> {
        let entries = std::fs::read_dir(folder).unwrap();
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
    }

    #[test]
    fn the_list_is_the_folder() {
        let workflows = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../workflows");
        let mut carried: BTreeSet<String> =
            FILES.iter().map(|(name, _)| (*name).to_owned()).filter(|name| !name.contains('/')).collect();
        carried.insert("script.yaml".to_owned());
        assert_eq!(carried, names(&workflows.join("service-year")));
    }

    #[test]
    fn everything_that_the_main_file_names_is_carried() {
        let files = files();
        let named = muster_core::definition::needs(&files.files[MAIN]);
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
