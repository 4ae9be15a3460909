//! Who may depend on whom: the import rules (ARCHITECTURE.md, “Packages”) as they stand in the manifests.

use serde_json::Value;

/// A package of the workspace.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Package {
    /// Its name.
    pub name: String,
    /// Folder of its manifest, from the root, with `/`.
    pub folder: String,
    /// Names of all packages that it depends on, for tests and builds too.
    pub needs: Vec<String>,
}

/// Every package of the workspace with the workspace packages that it may depend on, in order of the tree.
const MAY_IMPORT: [(&str, &str, &[&str]); 9] = [
    ("muster-protocol", "proto/protocol", &[]),
    ("muster-wire", "proto/wire", &["muster-protocol"]),
    ("muster-rules", "engine/rules", &["muster-protocol"]),
    ("muster-core", "engine/core", &["muster-protocol", "muster-rules"]),
    ("muster-server", "engine/server", &["muster-protocol", "muster-rules", "muster-core", "muster-wire"]),
    ("muster-solver", "workers/solver", &["muster-protocol"]),
    ("muster-workers", "workers", &["muster-protocol", "muster-rules", "muster-wire", "muster-solver"]),
    (
        "muster",
        "engine/muster",
        &[
            "muster-protocol",
            "muster-wire",
            "muster-rules",
            "muster-core",
            "muster-server",
            "muster-solver",
            "muster-workers",
        ],
    ),
    (
        "muster-tests",
        "tests",
        &[
            "muster-protocol",
            "muster-wire",
            "muster-rules",
            "muster-core",
            "muster-server",
            "muster-solver",
            "muster-workers",
            "muster",
        ],
    ),
];

/// Packages that think and never act.
pub const PURE: [&str; 4] = ["muster-protocol", "muster-rules", "muster-core", "muster-solver"];

/// What brings a runtime, a network, a file, an argument or a random number with it.
pub const EFFECT_CRATES: [&str; 13] = [
    "tokio",
    "sqlx",
    "async-nats",
    "axum",
    "clap",
    "reqwest",
    "hyper",
    "rusqlite",
    "rustix",
    "tempfile",
    "rand",
    "fastrand",
    "getrandom",
];

/// Crates that one package alone names (the tests of the whole may look into a store).
pub const OWNED: [(&str, &[&str]); 2] =
    [("async-nats", &["muster-wire"]), ("sqlx", &["muster-server", "muster-tests"])];

/// Reads what `cargo metadata --no-deps` prints.
#[must_use]
pub fn packages(metadata: &Value) -> Vec<Package> {
    let root = metadata["workspace_root"].as_str().unwrap_or_default();
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let each = |package: &Value| {
        let manifest = text(&package["manifest_path"]);
        let folder =
            manifest.trim_start_matches(root).trim_end_matches("/Cargo.toml").trim_matches('/').to_owned();
        let needs = package["dependencies"].as_array().into_iter().flatten().map(|need| text(&need["name"]));
        Package { name: text(&package["name"]), folder, needs: needs.collect() }
    };
    metadata["packages"].as_array().into_iter().flatten().map(each).collect()
}

/// Every manifest that breaks a rule.
#[must_use]
pub fn findings(packages: &[Package]) -> Vec<String> {
    let mut found: Vec<String> = packages.iter().flat_map(of_package).collect();
    let missing = MAY_IMPORT.iter().filter(|(name, ..)| packages.iter().all(|package| package.name != *name));
    found.extend(missing.map(|(name, ..)| format!("{name} is missing from the workspace")));
    found
}

fn of_package(package: &Package) -> Vec<String> {
    let Package { name, folder, needs } = package;
    let Some((_, home, may)) = MAY_IMPORT.iter().find(|(known, ..)| known == name) else {
        return vec![format!("{name} has no place in the tree of engine/ARCHITECTURE.md")];
    };
    let mut found = Vec::new();
    if folder != home {
        found.push(format!("{name} lies in {folder}, its place is {home}"));
    }
    for need in needs {
        let inside = need == "muster" || need.starts_with("muster-");
        if inside && !may.contains(&need.as_str()) {
            found.push(format!("{name} may not depend on {need}"));
        }
        if PURE.contains(&name.as_str()) && EFFECT_CRATES.contains(&need.as_str()) {
            found.push(format!("{name} is pure and may not depend on {need}"));
        }
        if OWNED.iter().any(|(owned, owners)| owned == need && !owners.contains(&name.as_str())) {
            found.push(format!("{name} may not name {need}"));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn package(name: &str, needs: &[&str]) -> Package {
        let home =
            MAY_IMPORT.iter().find(|(known, ..)| *known == name).map_or("elsewhere", |(_, home, _)| home);
        let needs = needs.iter().map(|need| (*need).to_owned()).collect();
        Package { name: name.to_owned(), folder: home.to_owned(), needs }
    }

    fn check(name: &str, needs: &[&str]) -> Vec<String> {
        of_package(&package(name, needs))
    }

    #[test]
    fn the_arrows_of_the_tree_hold() {
        assert_eq!(
            check("muster-core", &["muster-protocol", "muster-rules", "chrono"]),
            Vec::<String>::new()
        );
        assert_eq!(
            check("muster-protocol", &["muster-rules"]),
            ["muster-protocol may not depend on muster-rules"]
        );
        assert_eq!(
            check("muster-workers", &["muster-core"]),
            ["muster-workers may not depend on muster-core"]
        );
        assert_eq!(
            check("muster-workers", &["muster-server"]),
            ["muster-workers may not depend on muster-server"]
        );
        assert_eq!(
            check("muster-server", &["muster-workers"]),
            ["muster-server may not depend on muster-workers"]
        );
        assert_eq!(
            check("muster-solver", &["muster-protocol", "muster-rules"]),
            ["muster-solver may not depend on muster-rules"]
        );
        assert_eq!(check("muster-core", &["muster-wire"]), ["muster-core may not depend on muster-wire"]);
        assert_eq!(check("muster", &["muster-tests"]), ["muster may not depend on muster-tests"]);
    }

    #[test]
    fn the_pure_have_no_effects() {
        for hand in EFFECT_CRATES {
            let found = check("muster-rules", &[hand]);
            assert!(found.contains(&format!("muster-rules is pure and may not depend on {hand}")), "{hand}");
        }
    }

    #[test]
    fn the_log_and_the_stream_have_one_owner_each() {
        assert_eq!(check("muster-workers", &["async-nats"]), ["muster-workers may not name async-nats"]);
        assert_eq!(check("muster", &["sqlx"]), ["muster may not name sqlx"]);
        assert_eq!(check("muster-wire", &["async-nats"]), Vec::<String>::new());
    }

    #[test]
    fn a_package_without_a_place_or_out_of_place_is_found() {
        assert_eq!(
            check("muster-extra", &[]),
            ["muster-extra has no place in the tree of engine/ARCHITECTURE.md"]
        );
        let mut moved = package("muster-workers", &[]);
        moved.folder = "engine/workers".to_owned();
        assert_eq!(of_package(&moved), ["muster-workers lies in engine/workers, its place is workers"]);
        assert!(findings(&[]).contains(&"muster-protocol is missing from the workspace".to_owned()));
    }

    #[test]
    fn metadata_is_read_with_all_kinds_of_dependencies() {
        let metadata = json!({"workspace_root": "/r", "packages": [{
            "name": "muster-protocol", "manifest_path": "/r/proto/protocol/Cargo.toml",
            "dependencies": [{"name": "serde", "kind": null}, {"name": "tokio", "kind": "dev"}]}]});
        let read = packages(&metadata);
        assert_eq!(read, [package("muster-protocol", &["serde", "tokio"])]);
        assert_eq!(of_package(&read[0]), ["muster-protocol is pure and may not depend on tokio"]);
    }
}
