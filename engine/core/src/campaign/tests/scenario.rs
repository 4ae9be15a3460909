//! What `decide`, `tick` and `evolve` promise, by example: given what went before, when this comes, then these events;
//! what they change in the state; and the same again. The examples are text: `scenario/*.txt`, of the small campaign
//! `scenario/town.yaml`. `MUSTER_REGENERATE=1` rewrites what follows from `when`, to be read before it is kept.
//!
//! ```text
//! == what it shows
//! given 04-01 00:00 launch              what happened before, one command a line; time passes between them
//! when 04-10 10:00 submit plan/a 方案   the command, or `time`
//! then item.submitted plan/a          the events, or what it is refused with
//! -  item plan/a: open ..             what was so in the state
//! +  item plan/a: submitted ..        and what is so now
//! again nothing                       the same command once more
//! ```

mod bounds;
mod command_lines;
mod event_lines;
mod state_lines;

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::Path;
use std::sync::OnceLock;

use muster_protocol::command::{Amend, COMMANDS, Command, JUDGEMENTS};
use muster_protocol::definition::Definition;
use muster_protocol::event::{EVENTS, Event};
use muster_protocol::ids::Digest;
use muster_protocol::time::Instant;

use super::super::sample::at;
use super::super::{Issuer, State, advance, amend, decide, entitled, evolve};
use crate::definition::{Files, compile};

const TOWN: &str = include_str!("scenario/town.yaml");

/// The texts, by the name of their file.
const TEXTS: &[(&str, &str)] = &[
    ("beginning", include_str!("scenario/beginning.txt")),
    ("items", include_str!("scenario/items.txt")),
    ("messages", include_str!("scenario/messages.txt")),
    ("letters", include_str!("scenario/letters.txt")),
    ("holding", include_str!("scenario/holding.txt")),
    ("membership", include_str!("scenario/membership.txt")),
    ("visits", include_str!("scenario/visits.txt")),
    ("people", include_str!("scenario/people.txt")),
    ("amending", include_str!("scenario/amending.txt")),
];

/// The town's definition, with texts of the file replaced.
fn town(changes: &[(String, String)]) -> Definition {
    static TOWN_AS_IT_IS: OnceLock<Definition> = OnceLock::new();
    let compiled = || {
        let (mut text, mut roster) = (TOWN.to_owned(), include_str!("scenario/roster.csv").to_owned());
        for (from, to) in changes {
            assert!(text.contains(from) || roster.contains(from), "the town has no {from:?}");
            let changed = if text.contains(from) { &mut text } else { &mut roster };
            *changed = changed.replacen(from, to, 1);
        }
        let year = include_bytes!("../../../../../workflows/calendars/cn/2014.csv").to_vec();
        let before = include_bytes!("../../../../../workflows/calendars/cn/2013.csv").to_vec();
        let after = include_bytes!("../../../../../workflows/calendars/cn/2015.csv").to_vec();
        let files = [
            ("town.yaml", text.into_bytes()),
            ("roster.csv", roster.into_bytes()),
            ("../calendars/cn/2013.csv", before),
            ("../calendars/cn/2014.csv", year),
            ("../calendars/cn/2015.csv", after),
        ];
        let files = files.into_iter().map(|(name, bytes)| (name.to_owned(), bytes)).collect();
        let compiled = compile(&Files { main: "town.yaml".to_owned(), files, ..Files::default() });
        compiled.definition.clone().unwrap_or_else(|| {
            panic!("the town does not compile:\n{}", crate::definition::tests::printed(&compiled))
        })
    };
    if changes.is_empty() { TOWN_AS_IT_IS.get_or_init(compiled).clone() } else { compiled() }
}

/// A campaign in which things happen.
struct Scene {
    def: Definition,
    state: State,
    changes: Vec<(String, String)>,
    /// Names of the commands that were given and of the events that came, for the lists of what is shown.
    commands: BTreeSet<&'static str>,
    events: BTreeSet<&'static str>,
}

impl Scene {
    fn new() -> Self {
        let changes = Vec::new();
        let (def, state) = (town(&changes), State::new());
        Self { def, state, changes, commands: BTreeSet::new(), events: BTreeSet::new() }
    }

    /// Time passes up to an instant; anyone who sees to it is there at each.
    fn pass(&mut self, until: Instant) -> Vec<Event> {
        let mut all = Vec::new();
        while let Some(due) = self.state.next_due().filter(|due| *due <= until) {
            let due = due.max(self.state.at());
            advance(&self.def, &mut self.state, due, &mut |event| all.push(event));
        }
        all
    }

    /// One line: an instant, and a command, `time`, or `outage`: time that passes with nobody there.
    fn live(&mut self, line: &str) -> String {
        let (when, given) = line.split_at_checked(11).unwrap_or_else(|| panic!("no instant: {line:?}"));
        let (when, given) = (at(&format!("2014-{when}")), given.trim());
        let mut lines = String::new();
        let time = if given == "outage" {
            let mut events = Vec::new();
            advance(&self.def, &mut self.state, when, &mut |event| events.push(event));
            events
        } else {
            self.pass(when)
        };
        self.note(&time, if given == "time" || given == "outage" { "then" } else { "time" }, &mut lines);
        if given == "time" || given == "outage" {
            return lines;
        }
        let decided = if let Some(event) = given.strip_prefix("event ") {
            let event = command_lines::event(&self.state, event);
            self.happen(when, std::slice::from_ref(&event));
            Ok(vec![event])
        } else if let Some(change) = given.strip_prefix("amend ") {
            self.amend(when, change)
        } else {
            let (given, post) =
                given.split_once(" as ").map_or((given, None), |(given, post)| (given, Some(post)));
            let command = command_lines::command(&self.def, &self.state, when, given);
            self.commands.insert(command.name());
            self.give(when, post, &command)
        };
        match decided {
            Ok(events) if events.is_empty() => lines.push_str("then nothing\n"),
            Ok(events) => self.note(&events, "then", &mut lines),
            Err(no) => writeln!(lines, "then {}", without_digests(&no)).unwrap(),
        }
        lines
    }

    /// A command as the post that is named, else as one that may.
    fn give(&mut self, when: Instant, post: Option<&str>, command: &Command) -> Result<Vec<Event>, String> {
        let post = post.map(str::to_owned).or_else(|| entitled(&self.def, &self.state, command));
        let by = Issuer::post(post.as_deref().unwrap_or("test"));
        let events = decide(&self.def, &self.state, when, by, command).map_err(|no| {
            assert!(!no.detail.en.is_empty(), "a refusal without words");
            format!("refused {}: {}", no.code, no.detail.en)
        })?;
        self.happen(when, &events);
        Ok(events)
    }

    /// `amend FROM => TO`: the file with one text replaced is put in force, `\n` being the end of a line; `amend accounts => NAME`: with the same file
    /// another import of accounts.
    fn amend(&mut self, when: Instant, change: &str) -> Result<Vec<Event>, String> {
        let (from, to) = change.split_once(" => ").expect("amend FROM => TO");
        if from == "accounts" {
            let contacts = Some(Digest::of(to.as_bytes()));
            let body = Amend { contacts, ..command_lines::amendment(&self.state, &self.def) };
            let events = amend(&self.def, &self.def, &self.state, when, &body).unwrap();
            self.happen(when, &events);
            return Ok(events);
        }
        let change = (from.replace("\\n", "\n"), to.replace("\\n", "\n"));
        if !self.changes.contains(&change) {
            self.changes.push(change);
        }
        let today = muster_rules::zone::Zone::of(&self.def).unwrap().date_of(when);
        let next = crate::reconcile::reconcile(&self.def, &town(&self.changes), today).unwrap().definition;
        let body = command_lines::amendment(&self.state, &next);
        self.commands.insert("amend");
        let events = amend(&self.def, &next, &self.state, when, &body)
            .map_err(|no| format!("refused {}: {}", no.code, no.detail.en))?;
        self.def = next;
        self.happen(when, &events);
        Ok(events)
    }

    fn happen(&mut self, when: Instant, events: &[Event]) {
        for event in events {
            evolve(&self.def, &mut self.state, when, event);
        }
    }

    fn note(&mut self, events: &[Event], word: &str, lines: &mut String) {
        for event in events {
            self.events.insert(event.name());
            super::goes_through_names(&self.def, &self.state, event);
            writeln!(lines, "{word} {}", event_lines::line(&self.def, &self.state, event)).unwrap();
        }
    }
}

/// Digests would change with every word of the town.
fn without_digests(text: &str) -> String {
    let hex = |c: char| c.is_ascii_hexdigit();
    let word = |word: &str| {
        if word.len() >= 64 && word[..64].chars().all(hex) { "..".to_owned() } else { word.to_owned() }
    };
    text.split(' ').map(word).collect::<Vec<_>>().join(" ")
}

/// What follows from a scene's lines, as the text should say it.
fn follows(scene: &mut Scene, given: &[&str], when: &str) -> String {
    for line in given {
        let lines = scene.live(line);
        assert!(!lines.contains("then refused"), "given {line}: {lines}");
    }
    if !when.ends_with(" time") && !when.ends_with(" outage") {
        // What time brings before the command is not the command's.
        scene.live(&format!("{} time", &when[..11]));
    }
    let before = state_lines::of(&scene.def, &scene.state);
    let mut lines = scene.live(when);
    let after = state_lines::of(&scene.def, &scene.state);
    let (gone, come): (BTreeSet<_>, BTreeSet<_>) = (before.iter().collect(), after.iter().collect());
    before.iter().filter(|line| !come.contains(line)).for_each(|line| writeln!(lines, "-  {line}").unwrap());
    after.iter().filter(|line| !gone.contains(line)).for_each(|line| writeln!(lines, "+  {line}").unwrap());
    if lines.contains("then refused") {
        assert_eq!(before, after, "refused, and yet it changed something");
        return lines;
    }
    let again = scene.live(when);
    let again = if again.is_empty() { "then nothing\n".to_owned() } else { again };
    lines.push_str(&again.replace("then ", "again "));
    lines
}

/// A text with what follows recomputed.
fn computed(
    text: &str,
    commands: &mut BTreeSet<&'static str>,
    events: &mut BTreeSet<&'static str>,
) -> String {
    let (head, scenes) = text.split_once("== ").expect("a text with scenes");
    let mut all = head.to_owned();
    for scene in scenes.split("\n== ") {
        let (title, body) = scene.split_once('\n').unwrap_or((scene, ""));
        let lines = |word: &str| -> Vec<String> {
            body.lines().filter_map(|line| line.strip_prefix(word)).map(str::to_owned).collect()
        };
        let (given, when) = (lines("given "), lines("when "));
        assert_eq!(when.len(), 1, "{title}: one line says when");
        let mut played = Scene::new();
        let given_lines: Vec<&str> = given.iter().map(String::as_str).collect();
        let outcome = follows(&mut played, &given_lines, &when[0]);
        commands.extend(played.commands);
        events.extend(played.events);
        writeln!(all, "== {title}").unwrap();
        given.iter().for_each(|line| writeln!(all, "given {line}").unwrap());
        writeln!(all, "when {}\n{outcome}", when[0]).unwrap();
    }
    format!("{}\n", all.trim_end())
}

#[test]
#[expect(
    clippy::disallowed_methods,
    reason = "asked to, the test rewrites its texts; the core itself never does"
)]
fn what_is_promised_is_so() {
    let (mut commands, mut events) = (BTreeSet::new(), BTreeSet::new());
    let mut differing = Vec::new();
    for (name, text) in TEXTS {
        let now = computed(text, &mut commands, &mut events);
        if now == *text {
            continue;
        }
        if std::env::var("MUSTER_REGENERATE").as_deref() == Ok("1") {
            let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/campaign/tests/scenario");
            std::fs::write(folder.join(format!("{name}.txt")), now).unwrap();
            continue;
        }
        let first = now.lines().zip(text.lines()).find(|(now, said)| now != said);
        let (now, said) = first.unwrap_or(("(the text ends)", "(the text ends)"));
        let scene =
            text.lines().take_while(|line| *line != said).filter(|line| line.starts_with("== ")).last();
        let scene = scene.unwrap_or_default();
        differing.push(format!("{name}.txt, {scene}\n  said: {said}\n   now: {now}"));
    }
    assert!(differing.is_empty(), "{}\nMUSTER_REGENERATE=1 rewrites it", differing.join("\n"));
    let all: BTreeSet<&str> = EVENTS.iter().map(|(name, _)| *name).collect();
    // What judges is shown by the tests of `judging.rs`, which count points.
    let judging = ["appeal.", "inspection.", "list.", "rating.", "score.", "veto."];
    let elsewhere = |name: &str| judging.iter().any(|family| name.starts_with(family));
    let unseen: Vec<&&str> = all.iter().filter(|name| !events.contains(*name) && !elsewhere(name)).collect();
    assert!(unseen.is_empty(), "events that no scene shows: {unseen:?}");
    let listed = COMMANDS.iter().filter(|line| **line != JUDGEMENTS).copied().flatten().copied();
    let unsaid: Vec<&str> = listed.filter(|name| !commands.contains(name)).collect();
    assert!(unsaid.is_empty(), "commands that no scene gives: {unsaid:?}");
}
