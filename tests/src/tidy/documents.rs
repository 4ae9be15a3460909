//! What documents may name: only what exists. Links, paths, verbs and their flags, metrics, events, keys of the language,
//! variables of the environment and paths of the HTTP side are read from the code in a document and looked up.

use std::collections::{BTreeMap, BTreeSet};

use super::tree::File;

/// What there is.
#[derive(Debug, Default)]
pub struct Known {
    /// Verbs as they are typed, such as `case receive`, with their flags.
    pub verbs: BTreeMap<String, BTreeSet<String>>,
    /// Names of metrics.
    pub metrics: BTreeSet<String>,
    /// Names of events and commands.
    pub events: BTreeSet<String>,
    /// Keys of the committee's language.
    pub keys: BTreeSet<String>,
    /// Paths of the HTTP side, parameters in braces.
    pub routes: BTreeSet<String>,
}

/// Documents that are held to this.
fn is_document(file: &File) -> bool {
    file.path.ends_with(".md")
}

/// A piece of code of a document with its line: a span between backticks, or a line of a block.
fn pieces(text: &str) -> Vec<(usize, &str, bool)> {
    let (mut found, mut block) = (Vec::new(), None);
    for (number, line) in (1..).zip(text.lines()) {
        if let Some(info) = line.trim_start().strip_prefix("```") {
            block = if block.is_some() { None } else { Some(info.trim()) };
            continue;
        }
        match block {
            Some("sh" | "text") => found.push((number, line, true)),
            Some(_) => {}
            None => {
                found.extend(line.split('`').skip(1).step_by(2).map(|span| (number, span, false)));
            }
        }
    }
    found
}

/// Everything in the documents that names what does not exist.
#[must_use]
pub fn findings(files: &[File], known: &Known) -> Vec<String> {
    let paths: BTreeSet<&str> = files.iter().map(|file| file.path.as_str()).collect();
    let mut found = Vec::new();
    for file in files.iter().filter(|file| is_document(file)) {
        found.extend(links(file, files));
        for (line, code, block) in pieces(&file.text) {
            let mut say =
                |what: &str, name: &str| found.push(format!("{}:{line}: {what} `{name}`", file.path));
            calls(code, known).into_iter().for_each(|(what, name)| say(what, &name));
            words(code, known).into_iter().for_each(|(what, name)| say(what, &name));
            if !block {
                spans(code, file, &paths, known).into_iter().for_each(|(what, name)| say(what, &name));
            }
            for name in variables(code) {
                let used = |other: &File| !is_document(other) && other.text.contains(&name);
                if !files.iter().any(used) {
                    say("no variable", &name);
                }
            }
        }
    }
    found
}

/// Links of a document to files and headings that are not there.
fn links(file: &File, files: &[File]) -> Vec<String> {
    let mut found = Vec::new();
    for (number, line) in (1..).zip(file.text.lines()) {
        let targets = line.split("](").skip(1).filter_map(|rest| rest.split(')').next());
        for target in targets.filter(|target| !target.contains("://")) {
            let (path, anchor) = target.split_once('#').unwrap_or((target, ""));
            let path = if path.is_empty() { file.path.clone() } else { beside(&file.path, path) };
            let folder = format!("{}/", path.trim_end_matches('/'));
            let target_file = files.iter().find(|other| other.path == path);
            let is_there = target_file.is_some() || files.iter().any(|other| other.path.starts_with(&folder));
            let heading = anchor.is_empty()
                || target_file
                    .is_none_or(|other| headings(&other.text).any(|heading| slug(heading) == anchor));
            if !is_there || !heading {
                found.push(format!("{}:{number}: no target `{target}`", file.path));
            }
        }
    }
    found
}

/// A path as a document in a folder names it, from the root.
fn beside(document: &str, target: &str) -> String {
    let mut parts: Vec<&str> = document.split('/').collect();
    parts.pop();
    for part in target.split('/') {
        match part {
            ".." => drop(parts.pop()),
            "." | "" => {}
            part => parts.push(part),
        }
    }
    parts.join("/")
}

fn headings(text: &str) -> impl Iterator<Item = &str> {
    text.lines().filter(|line| line.starts_with('#')).map(|line| line.trim_start_matches('#').trim())
}

/// The anchor of a heading, as hosts of repositories make it.
fn slug(heading: &str) -> String {
    let kept = heading.to_lowercase();
    let kept = kept.chars().filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'));
    kept.map(|c| if c == ' ' { '-' } else { c }).collect()
}

/// Verbs and flags that are typed and do not exist.
fn calls(code: &str, known: &Known) -> Vec<(&'static str, String)> {
    let code = code.split("  #").next().unwrap_or_default();
    let mut found = Vec::new();
    for (at, _) in code.match_indices("muster ") {
        let before = code[..at].chars().next_back();
        if before.is_some_and(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | '@')) {
            continue;
        }
        let call = code[at + "muster ".len()..].split(['|', ';', '&', ')', '`', '"', '。', '，']).next();
        let words: Vec<&str> = call.unwrap_or_default().split_whitespace().collect();
        let is_word = |word: &str| word.chars().all(|c| c.is_ascii_lowercase() || c == '-');
        let Some(verb) = words.first().filter(|word| is_word(word) && !word.starts_with('-')) else {
            continue;
        };
        let below = words.get(1).map(|second| format!("{verb} {second}"));
        let name = match below {
            Some(below) if known.verbs.contains_key(&below) => below,
            Some(below)
                if known.verbs.keys().any(|name| name.starts_with(&format!("{verb} ")))
                    && is_word(words[1]) =>
            {
                found.push(("no verb", below));
                continue;
            }
            _ => (*verb).to_owned(),
        };
        match known.verbs.get(&name) {
            None => found.push(("no verb", name)),
            Some(flags) => {
                let typed = words.iter().filter_map(|word| flag(word));
                found.extend(
                    typed.filter(|flag| !flags.contains(*flag)).map(|flag| ("no flag", flag.to_owned())),
                );
            }
        }
    }
    found
}

fn flag(word: &str) -> Option<&str> {
    let flag = word.trim_start_matches('[').split(['=', ']']).next()?;
    (flag.len() > 2 && flag.starts_with("--")).then_some(flag)
}

/// Metrics that do not exist.
fn words(code: &str, known: &Known) -> Vec<(&'static str, String)> {
    let words = code.split(|c: char| !(c.is_ascii_lowercase() || c == '_'));
    let packages = [
        "muster_protocol",
        "muster_wire",
        "muster_rules",
        "muster_core",
        "muster_server",
        "muster_solver",
        "muster_workers",
    ];
    let strange = words.filter(|word| {
        word.starts_with("muster_") && !known.metrics.contains(*word) && !packages.contains(word)
    });
    strange.map(|word| ("no metric", word.to_owned())).collect()
}

fn variables(code: &str) -> Vec<String> {
    let words = code.split(|c: char| !(c.is_ascii_uppercase() || c == '_'));
    let ours = words.filter(|word| word.starts_with("MUSTER_") && !word.ends_with('_'));
    ours.map(str::to_owned).collect()
}

/// What a span of its own names: a path of the clone, an event, a key of the language, a path of the HTTP side, a flag.
fn spans(span: &str, file: &File, paths: &BTreeSet<&str>, known: &Known) -> Vec<(&'static str, String)> {
    let one = |what| vec![(what, span.to_owned())];
    let plain = !span.contains(char::is_whitespace);
    if plain && span.starts_with('/') {
        let path = span.split('?').next().unwrap_or_default().trim_end_matches('/');
        let begins = |route: &&String| route.starts_with(path);
        let ours =
            ["/v1", "/events", "/healthz", "/readyz", "/metrics"].iter().any(|ours| path.starts_with(ours));
        return if ours && !known.routes.iter().any(|route| begins(&route)) {
            one("no path")
        } else {
            Vec::new()
        };
    }
    let top = span.split('/').next().unwrap_or_default();
    let tops: BTreeSet<&str> =
        paths.iter().filter_map(|path| path.split_once('/')).map(|(top, _)| top).collect();
    if plain && span.contains('/') && tops.contains(top) && !span.contains(['<', '{', '*']) {
        let path = span.trim_end_matches('/');
        let there = paths.contains(path) || paths.iter().any(|other| other.starts_with(&format!("{path}/")));
        return if there { Vec::new() } else { one("no path") };
    }
    if let Some((family, verb)) = span.split_once('.')
        && known.events.iter().any(|event| event.split_once('.').is_some_and(|(known, _)| known == family))
        && !verb.is_empty()
        && verb.chars().all(|c| c.is_ascii_lowercase() || c == '_')
        && !paths.iter().any(|path| path.ends_with(&format!("/{span}")))
    {
        return if known.events.contains(span) { Vec::new() } else { one("no event") };
    }
    if span.starts_with("--") {
        let flag = flag(span.split(' ').next().unwrap_or_default()).unwrap_or_default();
        let known = flag.is_empty() || known.verbs.values().any(|flags| flags.contains(flag));
        return if known { Vec::new() } else { one("no flag") };
    }
    // A key of the language with its value.
    if file.path.starts_with("workflows/LANGUAGE")
        && let Some((key, _)) = span.trim_start_matches(['{', '[']).split_once(": ")
        && !known.keys.contains(key)
    {
        return vec![("no key", key.to_owned())];
    }
    Vec::new()
}

/// Begins a generated part of a document: `<!-- generated: NAME -->`.
const BEGINS: &str = "<!-- generated: ";
/// Ends it.
const ENDS: &str = "<!-- end -->";

/// A document with its generated parts rebuilt; a part that `make` does not know stays, and its name comes back too.
pub fn generated(text: &str, make: &dyn Fn(&str) -> Option<String>) -> (String, Vec<String>) {
    let (mut whole, mut unknown, mut rest) = (String::new(), Vec::new(), text);
    while let Some((before, after)) = rest.split_once(BEGINS) {
        let (name, body) = after.split_once(" -->\n").unwrap_or((after, ""));
        let (old, behind) = body.split_once(ENDS).unwrap_or((body, ""));
        let made = make(name);
        if made.is_none() {
            unknown.push(name.to_owned());
        }
        whole.push_str(before);
        whole.push_str(&format!("{BEGINS}{name} -->\n{}{ENDS}", made.as_deref().unwrap_or(old)));
        rest = behind;
    }
    whole.push_str(rest);
    (whole, unknown)
}

/// Citations of pages that are no part of the clone: names of `.md` files, and headings of them in “quotes”.
#[must_use]
pub fn citations(files: &[File]) -> Vec<String> {
    let names: BTreeSet<&str> = files.iter().filter_map(|file| file.path.rsplit('/').next()).collect();
    let mut found = Vec::new();
    for file in
        files.iter().filter(|file| !file.path.ends_with("documents.rs") && !file.path.contains("/fixtures/"))
    {
        for (number, line) in (1..).zip(file.text.lines()) {
            let mut say = |what: &str| found.push(format!("{}:{number}: cites {what}", file.path));
            if line.contains(concat!("architecture", " §"))
                || line.contains(concat!(".md", " §"))
                || line.contains(concat!("practice", " row"))
            {
                say("a page that is not here");
            }
            for (at, _) in line.match_indices(".md") {
                let name = line[..at]
                    .rsplit(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.')))
                    .next();
                let name = format!("{}.md", name.unwrap_or_default());
                let behind = &line[at + 3..];
                if name.len() < 4 || behind.starts_with(|c: char| c.is_alphanumeric()) {
                    continue;
                }
                let Some(page) =
                    files.iter().find(|page| page.path.ends_with(&format!("/{name}")) || page.path == name)
                else {
                    if !names.contains(name.as_str()) {
                        say(&name);
                    }
                    continue;
                };
                if let Some(heading) = behind.strip_prefix(", “").and_then(|rest| rest.split('”').next())
                    && !headings(&page.text).any(|known| known == heading)
                {
                    say(&format!("{name}, “{heading}”"));
                }
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known() -> Known {
        let set = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
        Known {
            verbs: [("check", &["--json"][..]), ("case receive", &["--as"]), ("case", &[])]
                .map(|(verb, flags)| (verb.to_owned(), set(flags)))
                .into(),
            metrics: set(&["muster_log_position"]),
            events: set(&["item.late", "visits.record"]),
            keys: set(&["name"]),
            routes: set(&["/v1/why/{name}", "/readyz"]),
        }
    }

    fn planted(text: &str) -> Vec<String> {
        let files =
            [File::planted("workflows/LANGUAGE.md", text), File::planted("engine/core/x.rs", "MUSTER_DIR")];
        findings(&files, &known())
    }

    #[test]
    fn each_kind_of_thing_that_does_not_exist_is_found() {
        for (text, finding) in [
            ("`muster chekc FILE`", "no verb `chekc`"),
            ("```sh\nmuster case recieve KIND\n```", "no verb `case recieve`"),
            ("`muster check FILE --jsn`", "no flag `--jsn`"),
            ("with `--jsn`", "no flag `--jsn`"),
            ("`muster_log_positon`", "no metric `muster_log_positon`"),
            ("`item.lat`", "no event `item.lat`"),
            ("`nam: x`", "no key `nam`"),
            ("`engine/core/y.rs`", "no path `engine/core/y.rs`"),
            ("`/v1/wy`", "no path `/v1/wy`"),
            ("`MUSTER_DRI`", "no variable `MUSTER_DRI`"),
            ("[x](nowhere.md)", "no target `nowhere.md`"),
            ("[x](#nothing)", "no target `#nothing`"),
        ] {
            let found = planted(text);
            assert!(found.len() == 1 && found[0].ends_with(finding), "{text}: {found:?}");
        }
    }

    #[test]
    fn what_exists_is_left_alone() {
        let text = "# A heading\n`muster check FILE --json`, `muster VERB`, `--json`, `muster_log_position`, `item.late`, `log.db`, \
            `name: x`, `engine/core/x.rs`, `engine/`, `/v1/why/unit`?, `/readyz`, `MUSTER_DIR`, [x](#a-heading), [y](../engine/core/x.rs)\n\
            ```sh\nmuster case receive KIND --as office | jq .  # and so on\n```\n";
        assert_eq!(planted(&text.replace("`/v1/why/unit`?, ", "")), Vec::<String>::new());
    }

    #[test]
    fn generated_parts_are_made_again_and_the_rest_stays() {
        let text =
            "a\n<!-- generated: one -->\nold\n<!-- end -->\nb\n<!-- generated: two -->\n<!-- end -->\n";
        let (whole, unknown) = generated(text, &|name| (name == "one").then(|| "new\n".to_owned()));
        assert_eq!(whole, text.replace("old\n", "new\n"));
        assert_eq!(unknown, ["two"]);
    }

    #[test]
    fn citations_of_pages_that_are_not_here_are_found() {
        let page = File::planted("engine/MAP.md", "# The map\n## What holds\n");
        let cites = |text: &str| citations(&[page.clone(), File::planted("a/src/x.rs", text)]);
        assert_eq!(cites("// see engine/MAP.md, “What holds”\n"), Vec::<String>::new());
        for text in ["// (practice.md)", "// engine/MAP.md, “Nothing”", concat!("// (architecture", " §7)")]
        {
            assert_eq!(cites(text).len(), 1, "{text}");
        }
    }
}
