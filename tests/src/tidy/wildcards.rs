//! Nobody swallows an event or a command that is added later: a `match` on them has no arm for the rest (ARCHITECTURE.md,
//! “The price of a change”). `events_of!` names those of whole families: a new event of a listed family falls into its arm, so
//! that `git grep events_of!` is part of adding one.

use super::source::{code, split};
use super::tree::File;

/// Where the log is folded, decided, kept and told.
const HELD: [&str; 3] = ["engine/core/src/", "engine/server/src/", "engine/rules/src/"];

/// How an arm for an event or a command begins.
const ARMS: [&str; 8] = [
    "Event::",
    "Command::",
    "events_of!",
    "| Event::",
    "any_of!(Event:",
    "any_of!(Command:",
    "any_of! { Event:",
    "any_of! { Command:",
];

/// Every arm for the rest in a `match` on events or commands.
#[must_use]
pub fn findings(files: &[File]) -> Vec<String> {
    let held = |file: &&File| file.is_rust() && HELD.iter().any(|folder| file.path.starts_with(folder));
    files.iter().filter(held).filter(of_program).flat_map(of_file).collect()
}

/// What only tests see may look at what it wants.
fn of_program(file: &&File) -> bool {
    !file.path.contains("/tests") && !file.path.ends_with("/sample.rs")
}

fn of_file(file: &File) -> Vec<String> {
    let (own, _) = split(&code(&file.text));
    let lines: Vec<&str> = own.lines().collect();
    let mut found: Vec<String> = Vec::new();
    for at in 0..lines.len() {
        let arm = lines[at].trim_start();
        if !ARMS.iter().any(|begin| arm.starts_with(begin)) {
            continue;
        }
        let Some(rest) = rest_of_match(&lines, at) else { continue };
        let said = format!("{}:{}: an arm for the rest hides what is added later", file.path, rest + 1);
        if !found.contains(&said) {
            found.push(said);
        }
    }
    found
}

fn indent(line: &str) -> usize {
    line.len() - line.trim_start().len()
}

/// The arm for the rest in the `match` to which a line belongs as an arm, by its indentation as rustfmt leaves it.
fn rest_of_match(lines: &[&str], arm: usize) -> Option<usize> {
    let depth = indent(lines[arm]);
    let outside = |line: &&str| !line.trim().is_empty() && indent(line) < depth;
    let head = lines[..arm].iter().rposition(&outside)?;
    if !lines[head].contains("match ") || !lines[head].trim_end().ends_with('{') {
        return None;
    }
    let end = lines[arm..].iter().position(outside).map_or(lines.len(), |end| arm + end);
    (head + 1..end).find(|at| indent(lines[*at]) == depth && takes_the_rest(lines[*at].trim_start()))
}

/// Whether an arm takes whatever comes: `_ =>`, or a name that is bound to it.
fn takes_the_rest(arm: &str) -> bool {
    let Some((pattern, _)) = arm.split_once(" =>") else { return false };
    let name = pattern.split(" if ").next().unwrap_or_default();
    !name.is_empty() && name.chars().all(|c| c.is_ascii_lowercase() || c == '_')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(path: &str, arms: &str) -> Vec<String> {
        let text = format!("fn f(event: &Event) {{\n    match event {{\n{arms}    }}\n}}\n");
        findings(&[File::planted(path, &text)])
    }

    #[test]
    fn an_arm_for_the_rest_is_found() {
        for rest in ["_ => {}", "_ if closed => {}", "other => tell(other),"] {
            for named in ["Event::ItemClosed(_)", "any_of!(Event: ItemClosed ItemLate)"] {
                let arms = format!("        {named} => {{}}\n        {rest}\n");
                assert_eq!(
                    check("engine/core/src/x.rs", &arms),
                    ["engine/core/src/x.rs:4: an arm for the rest hides what is added later"]
                );
            }
        }
    }

    #[test]
    fn named_families_other_matches_and_tests_are_fine() {
        let none = Vec::<String>::new();
        let named = "        Event::ItemClosed(_) => {}\n        events_of!(case) => {}\n";
        assert_eq!(check("engine/core/src/x.rs", named), none);
        let inside = "        Event::ItemClosed(body) => match body.unit {\n            0 => {}\n            _ => {}\n        },\n";
        assert_eq!(check("engine/core/src/x.rs", inside), none);
        let rest = "        Event::ItemClosed(_) => {}\n        _ => {}\n";
        assert_eq!(check("engine/core/src/x/tests.rs", rest), none);
        assert_eq!(check("workers/src/x.rs", rest), none);
    }
}
