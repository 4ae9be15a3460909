//! The help of the command line in one language. What is said of verbs and arguments stands in the catalogue under ids made
//! of what is typed: `help-case-receive` is the verb, `help-case-receive-way` its argument, with `-long` behind it what
//! follows after a blank line, with `-below` what stands below the options. An argument of several verbs stands under the verb above them (`help-case-case`), or under
//! `help-every-` where it is one of many verbs. Headings are in the same language; clap has them in English alone.

use clap::builder::{Resettable, StyledStr};
use clap::{Arg, ArgAction, Command};
use muster_protocol::catalogue::{Language, Listed};
use muster_protocol::{id, say};

/// What stands between the Chinese and the English half of a text in both.
const BETWEEN: &str = " · ";

/// Says what stands under an id.
type Lookup<'a> = dyn Fn(&str) -> Option<String> + 'a;

/// A command with those below it, told in one language.
#[must_use]
pub fn translated(command: Command, lang: Language) -> Command {
    below(described(command, &[], &|id| lang.find(id).map(str::to_owned)), lang, true)
}

/// A command with those below it, told in both languages at once, for pages and completions that everybody gets.
#[must_use]
pub fn bilingual(command: Command) -> Command {
    described(command, &[], &|id| Some(both(Language::Zh.find(id)?, Language::En.find(id)?)))
}

/// What is said of an argument of the verb at this path.
#[must_use]
pub fn argument(path: &[String], name: &str, lang: Language) -> Option<&'static str> {
    argument_ids(path, name).iter().find_map(|id| lang.find(id))
}

/// Under which id a verb stands.
fn verb_id(path: &[String]) -> String {
    if path.is_empty() { "help-muster".to_owned() } else { format!("help-{}", path.join("-")) }
}

/// Under which ids an argument may stand, its own first.
fn argument_ids(path: &[String], name: &str) -> Vec<String> {
    let name = name.replace('_', "-");
    let verbs = (1..=path.len()).rev().map(|length| verb_id(&path[..length]));
    verbs.chain(["help-every".to_owned()]).map(|verb| format!("{verb}-{name}")).collect()
}

/// A command whose texts, and those of its arguments and of the verbs below it, are what `say` says.
fn described(command: Command, path: &[String], say: &Lookup<'_>) -> Command {
    let id = verb_id(path);
    let command = command
        .about(text(say(&id)))
        .long_about(text(long(&id, say)))
        .after_help(text(say(&format!("{id}-below"))))
        .mut_args(|argument| {
            let ids = argument_ids(path, argument.get_id().as_str());
            let Some(id) = ids.into_iter().find(|id| say(id).is_some()) else { return argument };
            argument.help(text(say(&id))).long_help(text(long(&id, say)))
        });
    command.mut_subcommands(|one| {
        let path = [path, &[one.get_name().to_owned()]].concat();
        described(one, &path, say)
    })
}

/// The whole text, where more is said than the first paragraph.
fn long(id: &str, say: &Lookup<'_>) -> Option<String> {
    Some(format!("{}\n\n{}", say(id)?, say(&format!("{id}-long"))?))
}

fn text(said: Option<String>) -> Resettable<StyledStr> {
    said.map(StyledStr::from).into()
}

/// Two texts line by line; what stands before the words of a line, such as the number of an exit code, stands once, and so
/// does a line that is the same in both.
fn both(zh: &str, en: &str) -> String {
    let line = |(zh, en): (&str, &str)| {
        if zh == en {
            return zh.to_owned();
        }
        let numbered = zh.starts_with(' ') || zh.starts_with(|c: char| c.is_ascii_digit());
        let place = if numbered { zh.find(|c: char| !c.is_ascii()).unwrap_or_default() } else { 0 };
        format!("{zh}{BETWEEN}{}", en.get(place..).unwrap_or(en))
    };
    zh.lines().zip(en.lines()).map(line).collect::<Vec<_>>().join("\n")
}

/// Headings, flags and notes in the language.
fn below(command: Command, lang: Language, first: bool) -> Command {
    let mut command = command
        .disable_help_flag(true)
        .disable_version_flag(true)
        .mut_args(|argument| argument_localized(argument, lang))
        .arg(flag("help", 'h', ArgAction::Help, lang.say("print-help"), lang));
    if first {
        let said = lang.say("print-version");
        command = command.arg(flag("version", 'V', ArgAction::Version, said, lang));
    }
    let usage = lang.say("usage");
    command
        .help_template(format!("{{about-with-newline}}\n{usage}{{usage}}\n\n{{all-args}}{{after-help}}"))
        .subcommand_help_heading(lang.say("commands"))
        .mut_subcommands(|one| below(one, lang, false))
}

fn flag(name: &'static str, short: char, action: ArgAction, said: &'static str, lang: Language) -> Arg {
    Arg::new(name).long(name).short(short).action(action).help(said).help_heading(lang.say("options"))
}

/// A page with the colons behind its headings as the language has them; clap writes its own.
#[must_use]
pub fn with_colons(page: &str, lang: Language) -> String {
    let headings = [id!("options"), id!("arguments"), id!("commands")];
    let headings = headings.map(|heading| format!("{}:", heading.say(lang)));
    let line = |line: &str| match line.strip_suffix(':').filter(|_| headings.iter().any(|one| one == line)) {
        Some(head) => format!("{head}{}\n", lang.say("heading-colon")),
        None => format!("{line}\n"),
    };
    page.lines().map(line).collect()
}

fn argument_localized(argument: Arg, lang: Language) -> Arg {
    let heading = if argument.is_positional() { lang.say("arguments") } else { lang.say("options") };
    if lang == Language::En {
        return argument.help_heading(heading);
    }
    // What clap adds by itself is English.
    let notes = notes(&argument, lang);
    let with_notes = |text: &StyledStr| format!("{text}{notes}");
    let help = argument.get_help().map(with_notes);
    let long = argument.get_long_help().map(with_notes);
    let valued = argument.get_action().takes_values();
    let argument = argument.hide_env(true).hide_default_value(valued).hide_possible_values(valued);
    argument.help_heading(heading).help(text(help)).long_help(text(long))
}

/// What clap says in English behind an argument: what it may be, where else it is looked for, what it is by default.
fn notes(argument: &Arg, lang: Language) -> String {
    let mut notes = Vec::new();
    if argument.get_action().takes_values() {
        let values = argument.get_possible_values();
        let names: Vec<&str> =
            values.iter().filter(|one| !one.is_hide_set()).map(|one| one.get_name()).collect();
        if !names.is_empty() {
            notes.push(say!(lang, "note-one-of-names", names: Listed(&names)));
        }
        let values: Vec<_> = argument.get_default_values().iter().map(|one| one.to_string_lossy()).collect();
        if !values.is_empty() {
            notes.push(say!(lang, "note-default-values", values: Listed(&values)));
        }
    }
    notes.extend(
        argument.get_env().map(|name| say!(lang, "note-environment-name", name = name.to_string_lossy())),
    );
    if notes.is_empty() {
        String::new()
    } else {
        say!(lang, "notes-in-brackets", notes = notes.join(lang.say("list-semicolon")))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use clap::CommandFactory;

    use super::*;
    use crate::cli::Cli;

    const FILES: [(Language, &str); 2] = [
        (Language::Zh, include_str!("../../../proto/protocol/catalogue/zh.ftl")),
        (Language::En, include_str!("../../../proto/protocol/catalogue/en.ftl")),
    ];

    /// What ends the ids of other texts of a verb.
    const ENDINGS: [&str; 3] = ["", "-long", "-below"];

    /// Takes what describes a command and what is below it out of `entries`; `lacking` gets what has no text.
    fn take(
        command: &Command,
        path: &[String],
        entries: &BTreeSet<String>,
        taken: &mut BTreeSet<String>,
        lacking: &mut Vec<String>,
    ) {
        let arguments = command.get_arguments().map(|one| argument_ids(path, one.get_id().as_str()));
        // The text of an argument of this name would be told as one of its verb's.
        let taken_for = |one: &Arg| ENDINGS.contains(&format!("-{}", one.get_id()).as_str());
        assert!(!command.get_arguments().any(taken_for), "{path:?} has an argument called like an ending");
        for ids in arguments.chain([vec![verb_id(path)]]) {
            match ids.iter().find(|id| entries.contains(*id)) {
                Some(id) => taken.extend(ENDINGS.map(|end| format!("{id}{end}"))),
                None => lacking.push(ids[0].clone()),
            }
        }
        for one in command.get_subcommands() {
            let path = [path, &[one.get_name().to_owned()]].concat();
            take(one, &path, entries, taken, lacking);
        }
    }

    #[test]
    fn every_verb_and_argument_is_described_and_nothing_else_is() {
        for (lang, file) in FILES {
            let ids = file.lines().filter_map(|line| line.split_once(" =")).map(|(id, _)| id);
            let entries: BTreeSet<String> =
                ids.filter(|id| id.starts_with("help-")).map(str::to_owned).collect();
            assert!(entries.iter().all(|id| lang.find(id).is_some()), "{lang:?}");
            let (mut taken, mut lacking) = (BTreeSet::new(), Vec::new());
            take(&Cli::command(), &[], &entries, &mut taken, &mut lacking);
            assert!(lacking.is_empty(), "{lang:?}: no text for {lacking:?}");
            let idle: Vec<_> = entries.difference(&taken).collect();
            assert!(idle.is_empty(), "{lang:?}: of no verb or argument: {idle:?}");
        }
    }

    #[test]
    fn a_text_in_both_languages_says_once_what_is_the_same() {
        assert_eq!(both("列出", "List them"), "列出 · List them");
        assert_eq!(both("一\n\n  0   正常", "One\n\n  0   fine"), "一 · One\n\n  0   正常 · fine");
    }
}
