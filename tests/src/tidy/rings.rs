//! Inside a package no modules import each other in a ring.
//!
//! A lexical scan of `crate::` and `super::` paths, tests cut off, at every level: a parent and its own children may
//! know each other, siblings may only know each other one way round.

use std::collections::{BTreeMap, BTreeSet};

use super::source::{code, split, test_files};
use super::tree::File;

type Path = Vec<String>;

/// Who imports whom among the children of one module.
type Graph = BTreeMap<String, BTreeSet<String>>;

/// Every ring, one line each.
#[must_use]
pub fn findings(files: &[File]) -> Vec<String> {
    let tests = test_files(files);
    let mut packages: BTreeMap<String, Vec<(Path, String)>> = BTreeMap::new();
    for file in files.iter().filter(|file| file.is_rust() && !tests.contains(&file.path)) {
        if let Some((package, inside)) = file.path.split_once("/src/") {
            packages
                .entry(package.to_owned())
                .or_default()
                .push((module(inside), split(&code(&file.text)).0));
        }
    }
    packages.iter().flat_map(|(package, modules)| in_package(package, modules)).collect()
}

/// The module that a file below `src/` is; the root is empty.
fn module(inside: &str) -> Path {
    match inside.trim_end_matches(".rs") {
        "lib" | "main" => Path::new(),
        path => path.split('/').map(str::to_owned).collect(),
    }
}

fn in_package(package: &str, modules: &[(Path, String)]) -> Vec<String> {
    let known: BTreeSet<&Path> = modules.iter().map(|(path, _)| path).collect();
    let mut levels: BTreeMap<Path, Graph> = BTreeMap::new();
    for (source, code) in modules {
        for target in targets(source, code) {
            let depth = (0..=target.len()).rev().find(|depth| known.contains(&target[..*depth].to_vec()));
            let target = &target[..depth.unwrap_or(0)];
            let shared = source.iter().zip(target).take_while(|(a, b)| a == b).count();
            if let (Some(from), Some(to)) = (source.get(shared), target.get(shared)) {
                let graph = levels.entry(source[..shared].to_vec()).or_default();
                graph.entry(from.clone()).or_default().insert(to.clone());
            }
        }
    }
    let ring = |(level, graph): (&Path, &Graph)| {
        let place =
            if level.is_empty() { package.to_owned() } else { format!("{package} {}", level.join("::")) };
        ring(graph).map(|ring| format!("{place}: {} import each other in a ring", ring.join(" -> ")))
    };
    levels.iter().filter_map(ring).collect()
}

/// Every path that begins with `crate::` or `super::`, from the package's root.
fn targets(module: &Path, code: &str) -> Vec<Path> {
    let mut found = Vec::new();
    for start in ["crate::", "super::"] {
        for (at, _) in code.match_indices(start) {
            let before = code[..at].chars().next_back();
            if before.is_some_and(|c| c.is_alphanumeric() || c == '_' || c == ':') {
                continue;
            }
            let base = if start == "crate::" { Path::new() } else { parent(module) };
            expand(&base, &code[at + start.len()..], &mut found);
        }
    }
    found
}

fn parent(module: &[String]) -> Path {
    module.split_last().map(|(_, rest)| rest.to_vec()).unwrap_or_default()
}

/// Follows a path or a group in braces; gives the rest of the text behind it.
fn expand<'a>(base: &Path, text: &'a str, found: &mut Vec<Path>) -> &'a str {
    let text = text.trim_start();
    if let Some(mut inside) = text.strip_prefix('{') {
        loop {
            inside = expand(base, inside, found).trim_start();
            match inside.strip_prefix(',') {
                Some(rest) if !rest.trim_start().starts_with('}') => inside = rest,
                _ => return inside.split_once('}').map_or("", |(_, rest)| rest),
            }
        }
    }
    let end = text.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(text.len());
    let (name, rest) = text.split_at(end);
    let path = match name {
        "super" => parent(base),
        "" | "self" => base.clone(),
        name => [base.as_slice(), &[name.to_owned()]].concat(),
    };
    if let Some(deeper) = rest.strip_prefix("::") {
        return expand(&path, deeper, found);
    }
    found.push(path);
    let renamed = rest.trim_start().strip_prefix("as ");
    renamed
        .map_or(rest, |rest| rest.trim_start().trim_start_matches(|c: char| c.is_alphanumeric() || c == '_'))
}

/// Some ring, if there is one.
fn ring(graph: &Graph) -> Option<Vec<String>> {
    let mut done = BTreeSet::new();
    graph.keys().find_map(|start| follow(graph, start, &mut Vec::new(), &mut done))
}

fn follow(
    graph: &Graph,
    at: &str,
    way: &mut Vec<String>,
    done: &mut BTreeSet<String>,
) -> Option<Vec<String>> {
    if let Some(first) = way.iter().position(|name| name == at) {
        return Some([&way[first..], &[at.to_owned()]].concat());
    }
    if !done.insert(at.to_owned()) {
        return None;
    }
    way.push(at.to_owned());
    let found = graph.get(at).and_then(|next| next.iter().find_map(|next| follow(graph, next, way, done)));
    way.pop();
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(files: &[(&str, &str)]) -> Vec<String> {
        let files: Vec<File> = files.iter().map(|(path, text)| File::planted(path, text)).collect();
        findings(&files)
    }

    #[test]
    fn two_modules_that_import_each_other_are_a_ring() {
        let found = check(&[
            ("a/src/lib.rs", "mod x; mod y;"),
            ("a/src/x.rs", "use crate::{other, y::{self, Thing}};"),
            ("a/src/y.rs", "fn f() { crate::x::g() }"),
        ]);
        assert_eq!(found, ["a: x -> y -> x import each other in a ring"]);
    }

    #[test]
    fn a_ring_of_three_through_folders_is_seen() {
        let found = check(&[
            ("a/src/x.rs", ""),
            ("a/src/x/deep.rs", "use crate::y::T;"),
            ("a/src/y.rs", "use crate::z as zed;"),
            ("a/src/z/q.rs", "use super::super::x;"),
            ("a/src/z.rs", ""),
        ]);
        assert_eq!(found, ["a: x -> y -> z -> x import each other in a ring"]);
    }

    #[test]
    fn siblings_in_a_folder_are_watched_too() {
        let found = check(&[
            ("a/src/x.rs", "mod p; mod q;"),
            ("a/src/x/p.rs", "use super::q::Q;"),
            ("a/src/x/q.rs", "use crate::x::p::{P};"),
        ]);
        assert_eq!(found, ["a x: p -> q -> p import each other in a ring"]);
    }

    #[test]
    fn a_ring_of_four_is_found_behind_a_dead_end() {
        let found = check(&[
            ("a/src/a.rs", "use crate::{b, c};"),
            ("a/src/b.rs", ""),
            ("a/src/c.rs", "use crate::d;"),
            ("a/src/d.rs", "use crate::{b, e};"),
            ("a/src/e.rs", "use crate::c;"),
        ]);
        assert_eq!(found, ["a: c -> d -> e -> c import each other in a ring"]);
    }

    #[test]
    fn one_way_parents_and_tests_are_no_rings() {
        let found = check(&[
            ("a/src/x.rs", "mod p; use p::P; pub fn refuse() {}"),
            ("a/src/x/p.rs", "use super::refuse; use crate::y::Y;"),
            ("a/src/y.rs", "// crate::x\n#[cfg(test)]\nmod tests { use crate::x; }"),
        ]);
        assert_eq!(found, Vec::<String>::new());
    }
}
