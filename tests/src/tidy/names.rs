//! Names and sizes of files, and what may lie at the top.

use std::collections::BTreeMap;

use super::tree::File;

/// Most lines of a file of Rust.
pub const LINES_MAX: usize = 500;

/// Most files of Rust that lie in one folder: more no reader takes in at a glance.
pub const FOLDER_MAX: usize = 25;

/// Names that say nothing of what is inside.
const EMPTY_NAMES: [&str; 8] = ["util", "utils", "common", "helper", "helpers", "misc", "manager", "mod"];

/// The owner's list of the top level, the tool files that have no dotted name, and what people look for there: licence texts and the
/// changelog.
const TOP: [&str; 12] = [
    "Cargo.toml",
    "Cargo.lock",
    "rust-toolchain.toml",
    "README.md",
    "LICENSE-MIT",
    "LICENSE-APACHE",
    "CHANGELOG.md",
    "proto",
    "engine",
    "workers",
    "workflows",
    "tests",
];

/// Files longer than [`LINES_MAX`].
#[must_use]
pub fn too_long(files: &[File]) -> Vec<String> {
    let long = files.iter().filter(|file| file.is_rust()).map(|file| (file, file.text.lines().count()));
    long.filter(|(_, lines)| *lines > LINES_MAX)
        .map(|(file, lines)| format!("{}: {lines} lines, at most {LINES_MAX}", file.path))
        .collect()
}

/// Folders in which more than [`FOLDER_MAX`] files lie side by side.
#[must_use]
pub fn too_wide(files: &[File]) -> Vec<String> {
    let mut folders: BTreeMap<&str, usize> = BTreeMap::new();
    for file in files.iter().filter(|file| file.is_rust()) {
        *folders.entry(file.path.rsplit_once('/').map_or("", |(folder, _)| folder)).or_default() += 1;
    }
    let wide = folders.into_iter().filter(|(_, count)| *count > FOLDER_MAX);
    wide.map(|(folder, count)| format!("{folder}: {count} files side by side, at most {FOLDER_MAX}"))
        .collect()
}

/// Files and folders whose names say nothing.
#[must_use]
pub fn empty(files: &[File]) -> Vec<String> {
    let says_nothing = |part: &str| {
        let stem = part.trim_start_matches('.').split('.').next().unwrap_or_default();
        EMPTY_NAMES.contains(&stem)
    };
    let bad = files.iter().filter(|file| file.path.split('/').any(says_nothing));
    bad.map(|file| format!("{}: a name that says nothing", file.path)).collect()
}

/// What lies at the top and is not on the owner's list.
#[must_use]
pub fn top_level(files: &[File]) -> Vec<String> {
    let mut tops: Vec<&str> = files.iter().filter_map(|file| file.path.split('/').next()).collect();
    tops.dedup();
    let strange = tops.into_iter().filter(|top| !TOP.contains(top) && !top.starts_with('.'));
    strange.map(|top| format!("{top}: not on the list of the top level")).collect()
}

/// The page with the map of the code.
pub const MAP: &str = "engine/ARCHITECTURE.md";

/// Packages that the map does not name.
#[must_use]
pub fn unmapped<'a>(map: &str, folders: impl Iterator<Item = &'a str>) -> Vec<String> {
    let missing = |folder: &&str| {
        let (shelf, leaf) = folder.split_once('/').unwrap_or(("", folder));
        let apart = map.contains(&format!("{shelf}/")) && map.contains(&format!("{leaf}/"));
        !(apart || map.contains(*folder))
    };
    folders.filter(missing).map(|folder| format!("{MAP}: the map does not name {folder}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wide_folders_are_found() {
        let mut files: Vec<File> =
            (0..FOLDER_MAX).map(|file| File::planted(&format!("a/src/x{file}.rs"), "")).collect();
        files.push(File::planted("a/src/below/y.rs", ""));
        files.push(File::planted("a/src/data.csv", ""));
        assert_eq!(too_wide(&files), [""; 0]);
        files.push(File::planted("a/src/z.rs", ""));
        assert_eq!(too_wide(&files), ["a/src: 26 files side by side, at most 25"]);
    }

    #[test]
    fn long_files_are_found() {
        let long = File::planted("a/src/x.rs", &"\n".repeat(LINES_MAX + 1));
        let fits = File::planted("a/src/y.rs", &"\n".repeat(LINES_MAX));
        let data = File::planted("a/table.csv", &"\n".repeat(9_000));
        assert_eq!(too_long(&[long, fits, data]), ["a/src/x.rs: 501 lines, at most 500"]);
    }

    #[test]
    fn names_that_say_nothing_are_found() {
        let bad = ["a/src/utils.rs", "a/common/x.rs", "a/src/helpers/x.rs", "a/manager.py", "a/src/x/mod.rs"];
        for path in bad {
            assert_eq!(empty(&[File::planted(path, "")]), [format!("{path}: a name that says nothing")]);
        }
        let good = ["a/src/commons.rs", "a/src/model.rs", "a/src/x/modes.rs"];
        assert_eq!(empty(&good.map(|path| File::planted(path, ""))), Vec::<String>::new());
    }

    #[test]
    fn the_top_level_is_the_owners() {
        let files = ["Cargo.toml", ".ci/run", "docs/a.txt", "docs/b.txt", "notes.txt", "tests/run"];
        assert_eq!(
            top_level(&files.map(|path| File::planted(path, ""))),
            ["docs: not on the list of the top level", "notes.txt: not on the list of the top level"]
        );
    }

    #[test]
    fn the_map_names_every_package() {
        let map = "proto/\n  protocol/  what is said\nworkers/  remind\n";
        let folders = ["proto/protocol", "proto/wire", "workers", "workers/solver"];
        assert_eq!(
            unmapped(map, folders.into_iter()),
            ["proto/wire", "workers/solver"]
                .map(|folder| format!("engine/ARCHITECTURE.md: the map does not name {folder}"))
        );
    }
}
