//! Every sentence that a person reads stands in the catalogues, and what the code names stands there (ARCHITECTURE.md,
//! “Sentences”).

use std::collections::{BTreeMap, BTreeSet};

use super::source::{code, literals, test_files};
use super::tree::File;

mod plurals;

use plurals::Unchosen;

/// The catalogues, a file a language.
const CATALOGUES: [&str; 2] = ["proto/protocol/catalogue/zh.ftl", ENGLISH];

/// The catalogue of the language that has plurals.
const ENGLISH: &str = "proto/protocol/catalogue/en.ftl";

/// Entries whose ids a macro or a walk makes, which tests beside them hold to the code: the titles of commands
/// (`proto/protocol/tests/golden`) and the help of verbs and arguments (`engine/muster/src/help.rs`).
const COMPUTED: [&str; 2] = ["command-", "help-"];

/// Sources with words that are read, not said: what a committee writes in its file and in its tables, names of template
/// variables, and what people type.
const READS: [&str; 17] = [
    "engine/core/src/definition/",
    "engine/core/src/players/judging.rs",
    "engine/muster/src/authoring/today.rs",
    "engine/muster/src/preview/retimed.rs",
    "engine/muster/src/service/config.rs",
    "engine/muster/src/verb/demo.rs",
    "engine/muster/src/verb/file/init.rs",
    "engine/muster/src/verb/file/launch.rs",
    "engine/muster/src/verb/file/preview/behaviour.rs",
    "engine/muster/src/verb/operate/config.rs",
    "engine/muster/src/verb/people/rating/import.rs",
    "engine/muster/src/verb/people/visits.rs",
    "engine/muster/src/verb/people/visits/import.rs",
    "engine/rules/src/message.rs",
    "engine/rules/src/message/sheet.rs",
    "engine/rules/src/score/tallies.rs",
    "engine/server/src/http/page/visit.rs",
];

/// What makes a sentence of words, where words may stand.
const OF_SENTENCES: [char; 4] = ['，', '。', '；', '“'];

/// How a sentence is named.
const NAMED: [(&str, Names); 4] =
    [("id!(", Names::Id), (".say(", Names::Id), ("text!(", Names::Text), ("say!(", Names::Say)];

/// What stands between the brackets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Names {
    /// An id.
    Id,
    /// An id and what varies.
    Text,
    /// A language, an id and what varies.
    Say,
}

/// A sentence that is named in the code, with what is given to it and what of that may be any number.
#[derive(Debug, PartialEq, Eq)]
struct Use {
    line: usize,
    id: String,
    given: Option<BTreeSet<String>>,
    varying: BTreeSet<String>,
}

/// The variables of the sentences of a catalogue, by id.
fn sentences(text: &str) -> BTreeMap<String, BTreeSet<String>> {
    let mut found: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut current = None;
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        if line.starts_with(|c: char| c.is_ascii_lowercase())
            && let Some((id, _)) = line.split_once(" =")
        {
            found.entry(id.to_owned()).or_default();
            current = Some(id.to_owned());
        }
        let Some(variables) = current.as_ref().and_then(|id| found.get_mut(id)) else { continue };
        for (at, _) in line.match_indices("{ $") {
            let name: String =
                line[at + 3..].chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '_').collect();
            variables.insert(name);
        }
    }
    found
}

/// The sentences that a source names.
fn uses(text: &str) -> Vec<Use> {
    let (chars, blanked): (Vec<char>, Vec<char>) = (text.chars().collect(), code(text).chars().collect());
    let mut found = Vec::new();
    for at in 0..blanked.len() {
        let word = |c: char| c.is_alphanumeric() || c == '_';
        for (opening, names) in NAMED {
            let wanted: Vec<char> = opening.chars().collect();
            let inside = at > 0 && word(blanked[at - 1]) && word(wanted[0]);
            if inside || !blanked[at..].starts_with(&wanted) {
                continue;
            }
            let parts = parts(&blanked, at + wanted.len());
            let own = |range: &std::ops::Range<usize>| {
                chars[range.clone()].iter().collect::<String>().trim().to_owned()
            };
            let mut parts = parts.iter().map(own).skip(usize::from(names == Names::Say));
            let Some(id) =
                parts.next().and_then(|id| Some(id.strip_prefix('"')?.strip_suffix('"')?.to_owned()))
            else {
                continue;
            };
            let name = |part: &str| -> String {
                part.trim_start_matches(['#', ' ']).chars().take_while(|c| word(*c)).collect()
            };
            let parts: Vec<String> = parts.filter(|part| !part.is_empty()).collect();
            let varying = parts.iter().filter(|part| varies(part)).map(|part| name(part)).collect();
            let given = (names != Names::Id).then(|| parts.iter().map(|part| name(part)).collect());
            let line = 1 + chars[..at].iter().filter(|c| **c == '\n').count();
            found.push(Use { line, id, given, varying });
        }
    }
    found
}

/// Whether what is given may be any number: not `kind: value`, which is words, and not `most = MOST`, a constant.
fn varies(part: &str) -> bool {
    let Some((name, value)) = part.split_once([':', '=']) else { return true };
    let value = value.rsplit("::").next().unwrap_or_default().trim();
    let constant = value.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_');
    part[name.len()..].starts_with('=') && !constant
}

/// The parts between commas from behind an opening bracket to the bracket that closes it.
fn parts(blanked: &[char], from: usize) -> Vec<std::ops::Range<usize>> {
    let (mut parts, mut depth, mut begin) = (Vec::new(), 0u32, from);
    for (at, c) in blanked.iter().enumerate().skip(from) {
        match c {
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' if depth == 0 => {
                parts.push(begin..at);
                return parts;
            }
            ')' | ']' | '}' => depth -= 1,
            ',' if depth == 0 => {
                parts.push(begin..at);
                begin = at + 1;
            }
            _ => {}
        }
    }
    parts
}

/// Sentences that are named and not there, that are there and not named, that are given too little or too much, and sentences
/// in the code itself.
#[must_use]
pub fn findings(files: &[File]) -> Vec<String> {
    let catalogues: Vec<_> = CATALOGUES
        .iter()
        .filter_map(|path| {
            files.iter().find(|file| file.path == *path).map(|file| (*path, sentences(&file.text)))
        })
        .collect();
    let tests = test_files(files);
    let program: Vec<&File> =
        files.iter().filter(|file| file.is_rust() && !tests.contains(&file.path)).collect();
    let (mut found, mut named, mut numbers) = (Vec::new(), BTreeSet::new(), BTreeSet::new());
    for file in &program {
        for Use { line, id, given, varying } in uses(&file.text) {
            let mut needed = BTreeSet::new();
            for (path, sentences) in &catalogues {
                match sentences.get(&id) {
                    Some(variables) => needed.extend(variables.iter().cloned()),
                    None => found.push(format!("{}:{line}: {path} has no “{id}”", file.path)),
                }
            }
            let given = given.unwrap_or_default();
            let differ = |what: &str, of: &BTreeSet<String>, than: &BTreeSet<String>| {
                of.difference(than)
                    .map(|name| format!("{}:{line}: “{id}” {what} {name}", file.path))
                    .collect::<Vec<_>>()
            };
            found.extend(differ("is not given", &needed, &given));
            found.extend(differ("has no use for", &given, &needed));
            numbers.extend(varying.into_iter().map(|name| (id.clone(), name)));
            named.insert(id);
        }
        found.extend(in_code(file, READS.iter().any(|path| file.path.starts_with(path))));
    }
    for (path, sentences) in &catalogues {
        let strays = sentences
            .keys()
            .filter(|id| !named.contains(*id) && !COMPUTED.iter().any(|one| id.starts_with(one)));
        found.extend(strays.map(|id| format!("{path}: nothing says “{id}”")));
    }
    found.extend(without_plural(files, &numbers));
    found
}

/// English sentences with a number before a plural that it does not choose; `numbers` are ids and variables that may be any.
fn without_plural(files: &[File], numbers: &BTreeSet<(String, String)>) -> Vec<String> {
    let english = files.iter().filter(|file| file.path == ENGLISH);
    let unchosen = english.flat_map(|file| plurals::unchosen(&file.text));
    let found = unchosen.filter(|one| numbers.contains(&(one.id.clone(), one.variable.clone())));
    found
        .map(|Unchosen { id, variable, noun }| {
            format!("{ENGLISH}: “{id}” says {{ ${variable} }} {noun} of one as of many")
        })
        .collect()
}

/// Chinese in a literal of the program; sentences alone, where words are read.
fn in_code(file: &File, reads: bool) -> Vec<String> {
    let han = |c: char| ('\u{3400}'..='\u{9fff}').contains(&c);
    let said = |literal: &str| literal.contains(han) && (!reads || literal.contains(OF_SENTENCES));
    let found = literals(&file.text).into_iter().filter(|(_, literal)| said(literal));
    found.map(|(line, literal)| format!("{}:{line}: a sentence in the code: {literal}", file.path)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(source: &str) -> Vec<String> {
        let zh = "# a\nopen = 未结\nleft = 还有{ $days }天\n";
        let en = "open = open\nleft = { $days ->\n        [one] { $days } day\n       *[other] { $days } days\n    } left\n";
        let files = [
            File::planted(CATALOGUES[0], zh),
            File::planted(CATALOGUES[1], en),
            File::planted("a/src/x.rs", source),
            File::planted(
                "a/src/y.rs",
                "fn y() { lang.say(\"open\"); say!(words.of(a, b), \"left\", #days = n) }",
            ),
        ];
        findings(&files)
    }

    #[test]
    fn what_is_named_and_given_is_fine() {
        let none = Vec::<String>::new();
        assert_eq!(check(""), none);
        assert_eq!(check("const A: TextId = id!(\"open\"); fn f() { text!(\"left\", days: f(a, b)) }"), none);
        assert_eq!(
            check("fn f() { lang.say(id); other_say!(\"x\"); \"text!(gone)\" } // id!(\"gone\")"),
            none
        );
    }

    #[test]
    fn what_is_not_there_is_found() {
        assert_eq!(
            check("fn f() { id!(\"gone\") }"),
            CATALOGUES.map(|path| format!("a/src/x.rs:1: {path} has no “gone”"))
        );
    }

    #[test]
    fn what_is_given_is_held_to_what_is_said() {
        assert_eq!(
            check("fn f() { text!(\"left\", count) }"),
            ["a/src/x.rs:1: “left” is not given days", "a/src/x.rs:1: “left” has no use for count"]
        );
        assert_eq!(check("\nfn f() { lang.say(\"left\") }"), ["a/src/x.rs:2: “left” is not given days"]);
    }

    #[test]
    fn a_number_that_chooses_no_plural_is_found() {
        let en = "left = { $days ->\n        [one] { $days } day\n       *[other] { $days } days\n    } left\nlate = { $days } days late, at most { $most } days\n";
        let check = |given: &str| {
            let source = format!("fn f() {{ text!(\"left\", #days = n); say!(lang, \"late\", {given}) }}");
            findings(&[File::planted(ENGLISH, en), File::planted("a/src/x.rs", &source)])
        };
        assert_eq!(check("days: said, most = DAYS_MAX"), Vec::<String>::new());
        let found = |name: &str| format!("{ENGLISH}: “late” says {{ ${name} }} days of one as of many");
        assert_eq!(check("#days = n, most = limits::DAYS_MAX"), [found("days")]);
        assert_eq!(check("days = DAYS, most"), [found("most")]);
    }

    #[test]
    fn what_nothing_says_is_found() {
        let files = [File::planted(CATALOGUES[1], "open = open\nhelp-launch = launch\n")];
        assert_eq!(findings(&files), [format!("{}: nothing says “open”", CATALOGUES[1])]);
    }

    #[test]
    fn chinese_in_the_code_is_found_and_in_tests_and_comments_is_fine() {
        assert_eq!(check("fn f() { \"未结\" }"), ["a/src/x.rs:1: a sentence in the code: \"未结\""]);
        let read = |source: &str| in_code(&File::planted("engine/core/src/definition/x.rs", source), true);
        assert_eq!(read("fn f() { \"未结\" }"), Vec::<String>::new());
        assert_eq!(read("fn f() { \"未结，请办\" }").len(), 1);
        assert_eq!(check("/// 未结\n#[cfg(test)]\nmod tests { fn f() { \"未结\" } }"), Vec::<String>::new());
    }
}
