//! The import rules as they stand in the sources: a name that no manifest should bring is not spoken either.

use super::manifests::{EFFECT_CRATES, PURE};
use super::source::code;
use super::tree::File;

/// Folder of each package with its name; one inside another stands before it.
const FOLDERS: [(&str, &str); 9] = [
    ("proto/protocol/", "muster-protocol"),
    ("proto/wire/", "muster-wire"),
    ("engine/rules/", "muster-rules"),
    ("engine/core/", "muster-core"),
    ("engine/server/", "muster-server"),
    ("engine/muster/", "muster"),
    ("workers/solver/", "muster-solver"),
    ("workers/", "muster-workers"),
    ("tests/", "muster-tests"),
];

/// Crates that a package may not speak of, as they stand in paths.
fn unspoken(package: &str) -> Vec<String> {
    let mut banned: Vec<&str> = Vec::new();
    if PURE.contains(&package) {
        banned.extend(EFFECT_CRATES);
    }
    if package == "muster-workers" {
        banned.extend(["muster-core", "muster-server"]);
    }
    if package == "muster-solver" {
        banned.extend(["muster-rules", "muster-wire", "muster-core", "muster-server", "muster-workers"]);
    }
    if package != "muster-wire" {
        banned.push("async-nats");
    }
    if !["muster-server", "muster-tests"].contains(&package) {
        banned.push("sqlx");
    }
    banned.iter().map(|name| name.replace('-', "_")).collect()
}

/// Every line that names a crate its package may not know.
#[must_use]
pub fn findings(files: &[File]) -> Vec<String> {
    let mut found = Vec::new();
    for file in files.iter().filter(|file| file.is_rust()) {
        let Some((_, package)) = FOLDERS.iter().find(|(folder, _)| file.path.starts_with(folder)) else {
            found.push(format!("{}: Rust outside every package", file.path));
            continue;
        };
        let mut banned = unspoken(package);
        banned.sort_unstable();
        banned.dedup();
        for (number, line) in (1..).zip(code(&file.text).lines()) {
            for name in banned.iter().filter(|name| speaks_of(line, name)) {
                found.push(format!("{}:{number}: {package} may not speak of {name}", file.path));
            }
        }
    }
    found
}

/// Whether a line names a crate: at the head of a path, or alone in a `use`.
fn speaks_of(line: &str, name: &str) -> bool {
    line.match_indices(name).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        let (after, rest) = (line[at + name.len()..].chars().next(), &line[at + name.len()..]);
        let whole = !before.is_some_and(|c| c.is_alphanumeric() || c == '_')
            && !after.is_some_and(|c| c.is_alphanumeric() || c == '_');
        let inner = line[..at].ends_with("::") && !line[..at].trim().is_empty() && line[..at].trim() != "::";
        whole && !inner && (rest.starts_with("::") || line.trim_start().starts_with("use "))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(path: &str, text: &str) -> Vec<String> {
        findings(&[File::planted(path, text)])
    }

    #[test]
    fn the_pure_do_not_speak_of_effects() {
        assert_eq!(
            check("engine/core/src/a.rs", "fn f() {}\nuse tokio::sync;\n"),
            ["engine/core/src/a.rs:2: muster-core may not speak of tokio"]
        );
        assert_eq!(
            check("proto/protocol/src/a.rs", "fn f() { async_nats::connect() }"),
            ["proto/protocol/src/a.rs:1: muster-protocol may not speak of async_nats"]
        );
        assert_eq!(check("engine/rules/src/a.rs", "use clap;").len(), 1);
    }

    #[test]
    fn workers_do_not_speak_of_core_or_server() {
        assert_eq!(check("workers/src/a.rs", "use muster_core::campaign;").len(), 1);
        assert_eq!(check("workers/src/a.rs", "type T = muster_server::Engine;").len(), 1);
        assert_eq!(
            check("workers/src/a.rs", "use muster_rules::worker;\nuse tokio::sync;"),
            Vec::<String>::new()
        );
    }

    #[test]
    fn the_solver_in_the_folder_of_the_workers_speaks_of_less_than_they() {
        assert_eq!(
            check("workers/solver/src/a.rs", "use tokio::sync;\nuse muster_rules::visit;"),
            [
                "workers/solver/src/a.rs:1: muster-solver may not speak of tokio",
                "workers/solver/src/a.rs:2: muster-solver may not speak of muster_rules"
            ]
        );
        assert_eq!(
            check("workers/solver/src/a.rs", "use muster_protocol::time::Date;"),
            Vec::<String>::new()
        );
        assert_eq!(check("workers/src/a.rs", "use muster_solver::solve;"), Vec::<String>::new());
    }

    #[test]
    fn only_the_owners_speak_of_the_log_and_the_stream() {
        assert_eq!(check("engine/muster/src/a.rs", "use sqlx::Row;").len(), 1);
        assert_eq!(check("engine/server/src/a.rs", "use sqlx::Row;\nuse async_nats::Client;").len(), 1);
        assert_eq!(check("proto/wire/src/nats.rs", "use async_nats::Client;"), Vec::<String>::new());
    }

    #[test]
    fn words_that_only_look_alike_are_no_crates() {
        let text = "// tokio::sync\nlet s = \"use sqlx::Row\";\nlet clap = 1; self.clap(); crate::rand::x();";
        assert_eq!(check("engine/core/src/a.rs", text), Vec::<String>::new());
    }

    #[test]
    fn rust_has_its_place() {
        assert_eq!(check("scripts/a.rs", ""), ["scripts/a.rs: Rust outside every package"]);
    }
}
