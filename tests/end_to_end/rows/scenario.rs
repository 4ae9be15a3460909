//! A scenario: its text, and what becomes of it when it is played.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use muster_tests::tidy::tree;

use super::year::{Year, carry};
use crate::log;
use crate::program::{Ended, command, copy, run};

/// What stands for the public key that was printed last.
const KEY: &str = "公钥";

/// A line of a scenario.
#[derive(Debug, Clone)]
enum Line {
    /// What is to be read beside it.
    Remark(String),
    /// What is to be seen by now, in the words of a command that did its work.
    Seen(String),
    /// Goes to an instant.
    At(String),
    /// Another muster with the same campaign, in `other/data`, at an instant.
    Beside(String),
    /// Reads a letter that was sent, by its message: `2014-04-18/002-clerk/routine`.
    Letter(String),
    /// Types a command.
    Type(String),
    /// Changes a file of the committee: in this one this text becomes that one.
    Edit(String, String, String),
}

/// A scenario.
#[derive(Debug, Clone)]
pub(super) struct Scenario {
    pub(super) path: PathBuf,
    /// The row: 60 for S60.
    pub(super) row: u32,
    /// What it is, in the committee's words.
    pub(super) title: String,
    /// What later versions add, where the row is not carried out in full.
    pub(super) open: Option<String>,
    lines: Vec<Line>,
}

/// What became of it.
pub(super) struct Played {
    /// The scenario with the answers.
    pub(super) text: String,
    /// The verbs that were typed.
    pub(super) verbs: Vec<String>,
    /// Names of the events that the commands made, or that were looked at.
    pub(super) events: Vec<String>,
    /// What was seen of the row's own work.
    pub(super) seen: Vec<String>,
}

impl Scenario {
    pub(super) fn read(path: &Path) -> Self {
        let text = fs::read_to_string(path).unwrap();
        let mut lines = text.lines();
        let head = lines.next().and_then(|head| head.strip_prefix("# S"));
        let (row, title) = head.and_then(|head| head.split_once(' ')).unwrap_or_else(|| {
            panic!("{}: the first line names the row and what it is: # S60 动员部署", path.display())
        });
        let mut scenario = Self {
            path: path.to_owned(),
            row: row.parse().unwrap(),
            title: title.to_owned(),
            open: None,
            lines: Vec::new(),
        };
        for line in lines {
            let Some((mark, rest)) = line.split_once(' ') else { continue };
            let rest = rest.to_owned();
            match mark {
                "~" => scenario.open = Some(rest),
                ";" => scenario.lines.push(Line::Remark(rest)),
                "?" => scenario.lines.push(Line::Seen(rest)),
                "@" => scenario.lines.push(Line::At(rest)),
                "&" => scenario.lines.push(Line::Beside(rest)),
                "<" => scenario.lines.push(Line::Letter(rest)),
                "$" => scenario.lines.push(Line::Type(rest)),
                "!" => {
                    let (file, change) = rest.split_once(": ").unwrap();
                    let (from, to) = change.split_once(" => ").unwrap();
                    let line = |text: &str| text.replace("\\n", "\n");
                    scenario.lines.push(Line::Edit(file.to_owned(), line(from), line(to)));
                }
                _ => {}
            }
        }
        scenario
    }

    /// Plays it in a place of its own.
    pub(super) fn play(&self, year: &Year) -> Played {
        let home = tempfile::tempdir().unwrap();
        let mut stage =
            Stage { year, home: home.path(), data: None, told: 0, shown: String::new(), key: String::new() };
        copy(&tree::root().join("workflows/service-year"), &home.path().join("service-year"));
        let mut played =
            Played { text: String::new(), verbs: Vec::new(), events: Vec::new(), seen: Vec::new() };
        writeln!(played.text, "# S{} {}", self.row, self.title).unwrap();
        if let Some(open) = &self.open {
            writeln!(played.text, "~ {open}").unwrap();
        }
        for line in &self.lines {
            stage.play(line, &mut played);
        }
        played
    }
}

/// Where a scenario is played.
struct Stage<'a> {
    year: &'a Year,
    home: &'a Path,
    data: Option<PathBuf>,
    /// Position of the last event that was told.
    told: u64,
    /// Everything that was printed as data by commands that did their work, and the letters that were read.
    shown: String,
    /// The public key that was printed last.
    key: String,
}

impl Stage<'_> {
    fn play(&mut self, line: &Line, played: &mut Played) {
        match line {
            Line::Remark(remark) => writeln!(played.text, "; {remark}").unwrap(),
            Line::Seen(seen) => {
                writeln!(played.text, "? {seen}").unwrap();
                assert!(self.shown.contains(&plain(seen)), "{seen:?} is not seen in\n{}", played.text);
                played.seen.push(seen.clone());
            }
            Line::At(local) => {
                writeln!(played.text, "\n@ {local}").unwrap();
                let data = self.data.take().unwrap_or_else(|| self.year.near(local, self.home));
                carry(&data, local);
                self.told = log::rows(&data).last().map_or(0, |row| row.position.0);
                self.data = Some(data);
            }
            Line::Beside(local) => {
                writeln!(played.text, "\n& {local}").unwrap();
                carry(&self.year.near(local, &self.home.join("other")), local);
            }
            Line::Letter(message) => self.letter(message, played),
            Line::Edit(name, from, to) => {
                let line = |text: &str| text.replace('\n', "\\n");
                writeln!(played.text, "! {name}: {} => {}", line(from), line(to)).unwrap();
                let file = self.home.join("service-year").join(name);
                let written = fs::read_to_string(&file).unwrap();
                assert!(written.contains(from), "S{}: {name} has no {from:?}", played.text);
                fs::write(file, written.replacen(from, to, 1)).unwrap();
            }
            Line::Type(typed) => self.type_(typed, played),
        }
    }

    /// A letter is prose: what stands between its marks is taken in piece by piece.
    fn letter(&mut self, message: &str, played: &mut Played) {
        writeln!(played.text, "< {message}").unwrap();
        let Some(data) = &self.data else { panic!("a letter is read at an instant:\n{}", played.text) };
        let mut letters = log::letters(data);
        let letter =
            letters.remove(message).unwrap_or_else(|| panic!("there is no such letter:\n{}", played.text));
        for line in letter.lines().filter(|line| !line.trim().is_empty()) {
            writeln!(played.text, "| {}", steady(line).trim_end()).unwrap();
        }
        self.shown.push_str(&plain(&letter.replace(['。', '；', '：', '，', '（', '）'], " ")));
    }

    fn type_(&mut self, typed: &str, played: &mut Played) {
        writeln!(played.text, "$ {typed}").unwrap();
        let (line, filter) = typed.split_once(" | ").unwrap_or((typed, ""));
        // A key is new in every run: it is typed by this name.
        let words: Vec<String> =
            words(line).into_iter().map(|word| if word == KEY { self.key.clone() } else { word }).collect();
        let ended = self.run(&words);
        let lines = ended.stdout.lines().chain(ended.stderr.lines());
        for line in filtered(lines.collect(), filter) {
            writeln!(played.text, "| {}", steady(line).trim_end()).unwrap();
        }
        if let Some((_, key)) = ended.stdout.split_once("公钥 ") {
            key.split_whitespace().next().unwrap_or_default().clone_into(&mut self.key);
        }
        match ended.code {
            Some(0) => self.shown.push_str(&plain(&ended.stdout)),
            code => writeln!(played.text, "= {}", code.unwrap_or(-1)).unwrap(),
        }
        played.verbs.extend(verb(&words));
        if words.first().is_some_and(|verb| verb == "events") {
            played.events.extend(named(&ended.stdout));
        }
        let made = self.made();
        if !made.is_empty() {
            writeln!(played.text, "+ {}", made.join(" ")).unwrap();
            played.events.extend(made);
        }
    }

    fn run(&self, words: &[String]) -> Ended {
        let mut program = command(["--lang", "zh"]);
        program.args(words).env("MUSTER_DIR", "data").current_dir(self.home);
        run(program, Vec::new())
    }

    /// Names of the events that commands made since the last look.
    fn made(&mut self) -> Vec<String> {
        let Some(data) = &self.data else { return Vec::new() };
        let rows = log::rows(data);
        let new = rows.iter().filter(|row| row.position.0 > self.told && row.via == "cli");
        let names = new.map(|row| row.name.clone()).collect();
        self.told = rows.last().map_or(self.told, |row| row.position.0);
        names
    }
}

/// What a reader's eye takes in of a text: words, without the lines and blanks of a table.
fn plain(text: &str) -> String {
    let words = text.split(|letter: char| letter == '|' || letter.is_whitespace());
    let words: Vec<&str> = words.filter(|word| !word.is_empty() && !word.starts_with("---")).collect();
    format!(" {} ", words.join(" "))
}

/// Splits a typed line as a shell does: words between blanks, quoted ones whole.
fn words(typed: &str) -> Vec<String> {
    let (mut words, mut word, mut quoted) = (Vec::new(), None::<String>, false);
    for letter in typed.chars() {
        match letter {
            '"' => {
                quoted = !quoted;
                word.get_or_insert_default();
            }
            ' ' if !quoted => words.extend(word.take()),
            letter => word.get_or_insert_default().push(letter),
        }
    }
    words.extend(word);
    words
}

/// Names of events in what `events` printed: words such as `case.late`.
fn named(printed: &str) -> Vec<String> {
    let known = |word: &&str| muster_protocol::event::EVENTS.iter().any(|(name, _)| name == word);
    printed.split_whitespace().filter(known).map(str::to_owned).collect()
}

/// The verb of a line, with the noun's own where it has one: `ledger enter`.
fn verb(words: &[String]) -> Option<String> {
    let nouns = ["ledger", "case", "candidate", "visits"];
    let first = words.first()?;
    let second = words.get(1).filter(|_| nouns.contains(&first.as_str()));
    Some(second.map_or_else(|| first.clone(), |second| format!("{first} {second}")))
}

/// The lines that a filter lets through: `tail -N` the last ones, `grep TEXT` those with a text, none all.
fn filtered<'t>(lines: Vec<&'t str>, filter: &str) -> Vec<&'t str> {
    match filter.split_once(' ') {
        Some(("tail", count)) => {
            let count: usize = count.trim_start_matches('-').parse().unwrap();
            lines[lines.len().saturating_sub(count)..].to_vec()
        }
        Some(("grep", text)) => lines.into_iter().filter(|line| line.contains(text)).collect(),
        Some(_) | None => lines,
    }
}

/// A line without what differs from run to run or changes with every edit of the file: positions in the log, digests.
fn steady(line: &str) -> String {
    let line = line.split("  (事件").next().unwrap_or_default();
    let mut steady = String::new();
    let mut run = String::new();
    let letters = line.chars();
    let mut before = ' ';
    for letter in letters {
        if letter.is_ascii_hexdigit() {
            run.push(letter);
            continue;
        }
        put(&mut steady, &run, before, letter);
        run.clear();
        steady.push(letter);
        before = letter;
    }
    put(&mut steady, &run, before, ' ');
    counted(&numbered(&steady))
}

/// A row that ends with a digest says before it up to which event was counted. Workers report what falls due at one instant
/// in any order, so that it may be one more or one less.
fn counted(line: &str) -> String {
    let Some((before, position)) = line.strip_suffix(" | … |").and_then(|row| row.rsplit_once("| ")) else {
        return line.to_owned();
    };
    let digits = position.trim_end();
    if digits.is_empty() || !digits.chars().all(|letter| letter.is_ascii_digit()) {
        return line.to_owned();
    }
    format!("{before}| …{} | … |", &position[digits.len()..])
}

/// Puts a run of hexadecimal digits: a position (第…号) and a digest lose what they are.
fn put(steady: &mut String, run: &str, before: char, after: char) {
    let position = before == '第' && after == '号' && !run.is_empty();
    let digest = run.len() >= 12 && run.chars().any(|letter| letter.is_ascii_digit());
    steady.push_str(if position || digest { "…" } else { run });
}

/// A line of a story begins with its position in the log: right-aligned before an instant, or as the first cell of a row.
fn numbered(line: &str) -> String {
    let inner = line.trim_start_matches([' ', '|']);
    let digits = inner.len() - inner.trim_start_matches(|letter: char| letter.is_ascii_digit()).len();
    let (number, rest) = inner.split_at(digits);
    let dated = rest.trim_start_matches([' ', '|']).starts_with("20");
    let indent = &line[..line.len() - inner.len()];
    if dated && number.len() > 1 && !indent.is_empty() {
        format!("{indent}…{rest}")
    } else {
        line.to_owned()
    }
}
