//! Rust source reduced to what counts: comments and literals blanked, and the parts that only tests see.

use std::collections::BTreeSet;

use super::tree::File;

const TEST_ONLY: &str = "#[cfg(test)]";

/// The text with comments and the insides of literals blanked; lines keep their numbers.
#[must_use]
pub fn code(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    while at < chars.len() {
        let end = literal_or_comment(&chars, at);
        if end > at {
            out.extend(chars[at..end].iter().map(|c| if *c == '\n' { '\n' } else { ' ' }));
            at = end;
        } else {
            out.push(chars[at]);
            at += 1;
        }
    }
    out
}

/// Where the literal or comment that begins at `at` ends; `at` itself when none begins there.
fn literal_or_comment(chars: &[char], at: usize) -> usize {
    let is = |offset: usize, wanted: char| chars.get(at + offset) == Some(&wanted);
    let after_word = at > 0 && (chars[at - 1].is_alphanumeric() || chars[at - 1] == '_');
    match chars[at] {
        '/' if is(1, '/') => find(chars, at, &['\n']),
        '/' if is(1, '*') => find(chars, at + 2, &['*', '/']) + 2,
        '"' => quoted(chars, at + 1),
        'r' if !after_word => raw(chars, at + 1).unwrap_or(at),
        'b' if !after_word && is(1, 'r') => raw(chars, at + 2).unwrap_or(at),
        '\'' if is(1, '\\') => find(chars, at + 3, &['\'']) + 1,
        '\'' if is(2, '\'') => at + 3,
        _ => at,
    }
    .min(chars.len())
}

fn find(chars: &[char], from: usize, wanted: &[char]) -> usize {
    let from = from.min(chars.len());
    chars[from..]
        .windows(wanted.len())
        .position(|window| window == wanted)
        .map_or(chars.len(), |found| from + found)
}

fn quoted(chars: &[char], mut at: usize) -> usize {
    while at < chars.len() && chars[at] != '"' {
        at += if chars[at] == '\\' { 2 } else { 1 };
    }
    at + 1
}

fn raw(chars: &[char], from: usize) -> Option<usize> {
    let hashes = chars[from..].iter().take_while(|c| **c == '#').count();
    if chars.get(from + hashes) != Some(&'"') {
        return None;
    }
    let mut end = vec!['"'];
    end.extend(vec!['#'; hashes]);
    Some(find(chars, from + hashes + 1, &end) + end.len())
}

/// The literals of a text that are built for use, each with the number of its line.
#[must_use]
pub fn literals(text: &str) -> Vec<(usize, String)> {
    let chars: Vec<char> = text.chars().collect();
    let (mut found, mut at, mut line) = (Vec::new(), 0, 1);
    let blanked: Vec<char> = code(text).chars().collect();
    let skipped = test_ranges(&blanked);
    while at < chars.len() {
        let end = literal_or_comment(&chars, at);
        if end > at && chars[at] != '/' && !skipped.iter().any(|range| range.contains(&at)) {
            found.push((line, chars[at..end].iter().collect()));
        }
        let next = end.max(at + 1);
        line += chars[at..next].iter().filter(|c| **c == '\n').count();
        at = next;
    }
    found
}

/// Where the items lie that only tests see, in blanked text.
fn test_ranges(blanked: &[char]) -> Vec<std::ops::Range<usize>> {
    let (mut found, mut from) = (Vec::new(), 0);
    let wanted: Vec<char> = TEST_ONLY.chars().collect();
    loop {
        let start = find(blanked, from, &wanted);
        if start >= blanked.len() {
            return found;
        }
        let rest: String = blanked[start..].iter().collect();
        let end = start + rest[..item_end(&rest)].chars().count();
        found.push(start..end);
        from = end;
    }
}

/// Splits [`code`] into what is built for use and what only tests see (both keep their order).
#[must_use]
pub fn split(code: &str) -> (String, String) {
    let (mut product, mut tests, mut rest) = (String::new(), String::new(), code);
    while let Some(start) = rest.find(TEST_ONLY) {
        product.push_str(&rest[..start]);
        let end = item_end(&rest[start..]);
        tests.push_str(&rest[start..start + end]);
        rest = &rest[start + end..];
    }
    product.push_str(rest);
    (product, tests)
}

/// Length of the item behind the attribute: to its `;`, or to the brace that closes it.
fn item_end(text: &str) -> usize {
    let mut depth = 0u32;
    for (at, c) in text.char_indices() {
        match c {
            ';' if depth == 0 => return at + 1,
            '{' => depth += 1,
            '}' if depth <= 1 => return at + 1,
            '}' => depth -= 1,
            _ => {}
        }
    }
    text.len()
}

/// Paths of files that only tests see: under a `tests` folder, or declared behind `#[cfg(test)]`.
#[must_use]
pub fn test_files(files: &[File]) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for file in files.iter().filter(|file| file.is_rust()) {
        let in_tests = file.path.starts_with("tests/") || file.path.contains("/tests/");
        if in_tests || file.path.ends_with("/tests.rs") {
            found.insert(file.path.clone());
        }
        let (_, tests) = split(&code(&file.text));
        let folder = children(&file.path);
        for name in tests.split(TEST_ONLY).filter_map(declared) {
            let (leaf, branch) = (format!("{folder}{name}.rs"), format!("{folder}{name}/"));
            let theirs = files.iter().filter(|file| file.path == leaf || file.path.starts_with(&branch));
            found.extend(theirs.map(|file| file.path.clone()));
        }
    }
    found
}

/// Name of the module that an item `mod name;` declares.
fn declared(item: &str) -> Option<String> {
    let name = item.trim().strip_suffix(';')?.split_whitespace().last()?;
    item.split_whitespace().any(|word| word == "mod").then(|| name.to_owned())
}

/// Folder in which the modules that a file declares lie.
fn children(path: &str) -> String {
    let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
    match name {
        "lib.rs" | "main.rs" => format!("{folder}/"),
        _ => format!("{}/", path.trim_end_matches(".rs")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_and_literals_are_blanked() {
        let text = "let a = \"crate::x \\\" y\"; // crate::z\nlet b = r#\"crate::\"q\"#; /* crate::w */ 'c' '\\n' x<'a>";
        let blank = code(text);
        assert!(!blank.contains("crate"), "{blank}");
        assert!(blank.contains("x<'a>"), "{blank}");
        assert_eq!(blank.lines().count(), 2);
    }

    #[test]
    fn what_only_tests_see_is_cut_off() {
        let (product, tests) = split("use a;\n#[cfg(test)]\nmod tests { fn f() { g() } }\nfn h() {}\n");
        assert_eq!(product, "use a;\n\nfn h() {}\n");
        assert!(tests.contains("g()"));
    }

    #[test]
    fn files_declared_for_tests_are_known() {
        let files = [
            File::planted(
                "a/src/lib.rs",
                "#[cfg(test)]\nmod sample;\nmod real;\n#[cfg(test)]\npub(crate) mod plants;",
            ),
            File::planted("a/src/sample.rs", ""),
            File::planted("a/src/plants/deep.rs", ""),
            File::planted("a/src/real.rs", "#[cfg(test)]\nmod tests;"),
            File::planted("a/src/real/tests.rs", ""),
            File::planted("a/tests/golden.rs", ""),
        ];
        let found: Vec<String> = test_files(&files).into_iter().collect();
        assert_eq!(
            found,
            ["a/src/plants/deep.rs", "a/src/real/tests.rs", "a/src/sample.rs", "a/tests/golden.rs"]
        );
    }
}
