//! The shipped campaign as the tests use it: its files, compiled, and its script.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use muster_core::definition::{Compiled, Files, Severity, compile, needs};
use muster_core::script::{self, Script};
use muster_protocol::definition::Definition;
use muster_tests::tidy::tree;

use crate::program;

/// Folder of all shipped campaigns.
pub(crate) fn workflows() -> PathBuf {
    tree::root().join("workflows")
}

/// Folder of the campaign's files.
pub(crate) fn folder() -> PathBuf {
    workflows().join("service-year")
}

/// The campaign's file.
pub(crate) fn file() -> PathBuf {
    folder().join("service-year.yaml")
}

/// The shipped script.
pub(crate) fn script_file() -> PathBuf {
    folder().join("script.yaml")
}

/// Copies the campaign and the calendars beside it into `home`; gives the campaign's folder.
pub(crate) fn copy_to(home: &Path) -> PathBuf {
    program::copy(&workflows(), home);
    home.join("service-year")
}

/// The campaign's files as the compiler takes them.
pub(crate) fn files() -> Files {
    let name = "service-year.yaml".to_owned();
    let main = fs::read(file()).unwrap();
    let mut files = BTreeMap::new();
    for need in needs(&main) {
        // A calendar's tables may stand in the campaign's own folder; this one's stand in the calendars' alone.
        match fs::read(folder().join(&need)) {
            Ok(bytes) => drop(files.insert(need, bytes)),
            Err(error) => assert!(need.starts_with("calendars/"), "{need}: {error}"),
        }
    }
    files.insert(name.clone(), main);
    Files { main: name, files, ..Files::default() }
}

/// The compiled definition: nothing found in it but notes.
pub(crate) fn definition() -> &'static Definition {
    static DEFINITION: OnceLock<Definition> = OnceLock::new();
    DEFINITION.get_or_init(|| {
        let Compiled { definition, findings, .. } = compile(&files());
        assert!(findings.iter().all(|finding| finding.severity == Severity::Note), "{findings:?}");
        definition.unwrap()
    })
}

/// The shipped script.
pub(crate) fn script() -> Script {
    let (script, findings) = script::parse(&fs::read(script_file()).unwrap(), definition());
    assert!(findings.is_empty(), "{findings:?}");
    script.unwrap()
}
