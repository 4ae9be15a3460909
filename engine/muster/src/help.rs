//! The help of the command line in one language. Verbs and arguments are described in both, with ` · ` between: each
//! reader gets the own half, and headings in the same language, which clap has in English alone.

use clap::builder::StyledStr;
use clap::{Arg, ArgAction, Command};

use crate::lang::Lang;

/// What stands between the Chinese and the English half of a text.
const BETWEEN: &str = " · ";

/// A command with those below it, told in one language.
#[must_use]
pub fn translated(command: Command, lang: Lang) -> Command {
    below(command, lang, true)
}

fn below(command: Command, lang: Lang, first: bool) -> Command {
    let about = command.get_about().map(|text| halves(text, lang));
    let long = command.get_long_about().map(|text| halves(text, lang));
    let after = command.get_after_help().map(|text| halves(text, lang));
    let mut command = command
        .disable_help_flag(true)
        .disable_version_flag(true)
        .mut_args(|argument| argument_localized(argument, lang))
        .arg(flag("help", 'h', ArgAction::Help, lang.pick("显示说明", "Print help"), lang));
    if first {
        let said = lang.pick("显示版本", "Print version");
        command = command.arg(flag("version", 'V', ArgAction::Version, said, lang));
    }
    if let Some(about) = about {
        command = command.about(about);
    }
    if let Some(long) = long {
        command = command.long_about(long);
    }
    if let Some(after) = after {
        command = command.after_help(after);
    }
    let usage = lang.pick("用法：", "Usage: ");
    command
        .help_template(format!("{{about-with-newline}}\n{usage}{{usage}}\n\n{{all-args}}{{after-help}}"))
        .subcommand_help_heading(lang.pick("命令", "Commands"))
        .mut_subcommands(|one| below(one, lang, false))
}

fn flag(name: &'static str, short: char, action: ArgAction, said: &'static str, lang: Lang) -> Arg {
    Arg::new(name).long(name).short(short).action(action).help(said).help_heading(options(lang))
}

fn options(lang: Lang) -> &'static str {
    lang.pick("选项", "Options")
}

/// A Chinese page with the colons of its headings as Chinese has them; clap writes its own behind them.
#[must_use]
pub fn full_width(page: &str) -> String {
    let heading = |line: &str| ["选项:", "参数:", "命令:"].contains(&line);
    let line = |line: &str| match line.strip_suffix(':').filter(|_| heading(line)) {
        Some(head) => format!("{head}：\n"),
        None => format!("{line}\n"),
    };
    page.lines().map(line).collect()
}

fn argument_localized(argument: Arg, lang: Lang) -> Arg {
    let heading = if argument.is_positional() { lang.pick("参数", "Arguments") } else { options(lang) };
    let help = argument.get_help().map(|text| halves(text, lang));
    let long = argument.get_long_help().map(|text| halves(text, lang));
    let notes = notes(&argument);
    let mut argument = argument.help_heading(heading);
    if lang == Lang::Zh {
        let valued = argument.get_action().takes_values();
        argument = argument.hide_env(true).hide_default_value(valued).hide_possible_values(valued);
    }
    let with_notes = |text: String| if lang == Lang::Zh { text + &notes } else { text };
    if let Some(help) = help {
        argument = argument.help(with_notes(help));
    }
    if let Some(long) = long {
        argument = argument.long_help(with_notes(long));
    }
    argument
}

/// What clap says in English behind an argument: what it may be, where else it is looked for, what it is by default.
fn notes(argument: &Arg) -> String {
    let mut notes = Vec::new();
    if argument.get_action().takes_values() {
        let values = argument.get_possible_values();
        let names: Vec<&str> =
            values.iter().filter(|one| !one.is_hide_set()).map(|one| one.get_name()).collect();
        if !names.is_empty() {
            notes.push(format!("可写 {}", names.join("、")));
        }
        let values: Vec<_> = argument.get_default_values().iter().map(|one| one.to_string_lossy()).collect();
        if !values.is_empty() {
            notes.push(format!("默认 {}", values.join("、")));
        }
    }
    notes.extend(argument.get_env().map(|name| format!("环境变量 {}", name.to_string_lossy())));
    if notes.is_empty() { String::new() } else { format!("［{}］", notes.join("；")) }
}

/// The lines of a text, each by its half of this language; a line in one language alone stays.
fn halves(text: &StyledStr, lang: Lang) -> String {
    let text = text.to_string();
    text.lines().map(|line| half(line, lang)).collect::<Vec<_>>().join("\n")
}

/// One line: what stands before the Chinese half, such as the number of an exit code, belongs to both.
fn half(line: &str, lang: Lang) -> String {
    let Some((zh, en)) = line.split_once(BETWEEN) else { return line.to_owned() };
    let numbered = line.starts_with(' ') || line.starts_with(|c: char| c.is_ascii_digit());
    let place = if numbered { zh.find(|c: char| !c.is_ascii()).unwrap_or_default() } else { 0 };
    match lang {
        Lang::Zh => zh.to_owned(),
        Lang::En => format!("{}{en}", &zh[..place]),
    }
}
