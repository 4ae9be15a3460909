//! Words that may not stand in the tree.

use super::source::{code, split, test_files};
use super::tree::File;

/// Words that say “not finished”; written in halves, so that this file does not find itself.
const UNFINISHED: [&str; 6] = [
    concat!("FIX", "ME"),
    concat!("XX", "X"),
    concat!("TO", "DO"),
    concat!("todo", "!("),
    concat!("dbg", "!("),
    concat!("unimplemented", "!("),
];

/// A test that is not run is no test.
const IGNORED: &str = concat!("#[ign", "ore");

/// Waiting by the clock: tests wait for a signal instead (ARCHITECTURE.md, “Tests, from cheap to dear”).
const WAITS: [&str; 3] = ["sleep(", "sleep_until(", "park_timeout("];

/// Words of the plan as it came to us, garbled: the committee's file has the meant ones.
const GARBLED: [&str; 6] = ["效劳", "挂扶", "爱心接力动", "巡送", "原那么", "2023月"];

/// Paths of one machine.
const PLACES: [&str; 3] = [concat!("/wo", "rk/"), concat!("/ho", "me/"), concat!("/ro", "ot/")];

/// What the rules of wording apply to: text that people write.
fn written(file: &File) -> bool {
    let endings = [".rs", ".py", ".md", ".toml", ".yaml", ".yml", ".csv", ".sql", ".txt", "/run"];
    endings.iter().any(|ending| file.path.ends_with(ending))
}

/// Every line with a word that may not stand there.
#[must_use]
pub fn findings(files: &[File]) -> Vec<String> {
    let mut found = Vec::new();
    for file in files.iter().filter(|file| written(file)) {
        for (number, line) in (1..).zip(file.text.lines()) {
            let mut say =
                |what: &str, word: &str| found.push(format!("{}:{number}: {what} ({word})", file.path));
            UNFINISHED
                .iter()
                .filter(|word| contains_word(line, word))
                .for_each(|word| say("unfinished", word));
            PLACES
                .iter()
                .filter(|place| line.contains(**place))
                .for_each(|place| say("a path of one machine", place));
            if line.contains(IGNORED) {
                say("a test that is not run", IGNORED);
            }
            if file.path.starts_with("workflows/") || file.path == "README.md" {
                GARBLED.iter().filter(|word| line.contains(**word)).for_each(|word| say("garbled", word));
            }
        }
    }
    found.extend(sleeping(files));
    found
}

/// Whether a word stands in a line by itself and is not part of a longer one.
fn contains_word(line: &str, word: &str) -> bool {
    line.match_indices(word).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        let after = line[at + word.len()..].chars().next();
        let letter = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric() || c == '_');
        !letter(before) && (word.ends_with('(') || !letter(after))
    })
}

/// Tests that wait by the clock.
fn sleeping(files: &[File]) -> Vec<String> {
    let tests = test_files(files);
    let mut found = Vec::new();
    for file in files {
        let theirs = if !file.is_rust() {
            if file.path.starts_with("tests/") { file.text.clone() } else { String::new() }
        } else if tests.contains(&file.path) {
            code(&file.text)
        } else {
            split(&code(&file.text)).1
        };
        let waits = WAITS.iter().filter(|word| contains_word(&theirs, word));
        found.extend(waits.map(|word| format!("{}: a test that waits by the clock ({word})", file.path)));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(path: &str, text: &str) -> Vec<String> {
        findings(&[File::planted(path, text)])
    }

    #[test]
    fn unfinished_work_is_found() {
        for word in UNFINISHED {
            assert_eq!(
                check("a/src/x.rs", &format!("a\n// {word} b")),
                [format!("a/src/x.rs:2: unfinished ({word})")]
            );
        }
        assert_eq!(check("a/src/x.rs", concat!("let hex = \"AXX", "XB\"; TODOS")), Vec::<String>::new());
    }

    #[test]
    fn ignored_tests_are_found() {
        assert_eq!(check("a/src/x.rs", &format!("{IGNORED}]\nfn t() {{}}")).len(), 1);
    }

    #[test]
    fn tests_that_sleep_are_found_and_services_may() {
        let call = "fn f() { std::thread::sleep(d) }";
        assert_eq!(check("tests/end_to_end/x.rs", call).len(), 1);
        assert_eq!(check("a/src/x/tests.rs", call).len(), 1);
        assert_eq!(check("a/src/x.rs", &format!("#[cfg(test)]\nmod tests {{ {call} }}")).len(), 1);
        assert_eq!(check("tests/python/x.py", "time.sleep(1)").len(), 1);
        assert_eq!(check("a/src/x.rs", call), Vec::<String>::new());
    }

    #[test]
    fn garbled_words_of_the_plan_are_found() {
        assert_eq!(
            check("workflows/a/campaign.yaml", "name: 效劳\n"),
            ["workflows/a/campaign.yaml:1: garbled (效劳)"]
        );
        assert_eq!(check("workflows/a/campaign.yaml", "name: 服务\n"), Vec::<String>::new());
    }

    #[test]
    fn paths_of_one_machine_are_found() {
        assert_eq!(check("tests/run", &format!("cd {}main", PLACES[0])).len(), 1);
    }
}
