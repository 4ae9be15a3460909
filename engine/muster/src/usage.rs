//! What is wrong with a command line, in the language of the person: clap says it in English alone, and keeps apart what it
//! is about.

use std::ffi::OsString;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Command, CommandFactory};
use muster_core::definition::nearest;
use muster_protocol::catalogue::{Language, TextId};
use muster_protocol::{id, say};

use crate::cli::Cli;
use crate::help;
use crate::value::WrongValue;

/// An error of clap's in a language.
#[must_use]
pub fn fault(error: &clap::Error, arguments: &[OsString], lang: Language) -> String {
    match lang {
        Language::En => english(error, arguments),
        Language::Zh => translated(error, arguments, lang),
    }
}

/// clap's English words, which point to the help of the verb that was typed. Its guess at an argument stays where it is near.
fn english(error: &clap::Error, arguments: &[OsString]) -> String {
    let path = Typed::of(arguments).path();
    let said = error.render().to_string();
    let guessed = Fault { error, lang: Language::En }.near().is_some();
    let kept = |line: &&str| guessed || !line.trim_start().starts_with("tip: a similar argument exists");
    let text = said.trim_end().lines().filter(kept).collect::<Vec<_>>().join("\n");
    text.replace("\n\n\n", "\n\n")
        .replace("For more information, try '--help'.", &format!("For more, type `{path} --help`."))
}

/// A language that clap does not speak.
fn translated(error: &clap::Error, arguments: &[OsString], lang: Language) -> String {
    let (fault, typed) = (Fault { error, lang }, Typed::of(arguments));
    let Some(what) = fault.what(&typed) else { return error.render().to_string().trim_end().to_owned() };
    let mut lines = vec![format!("{}{what}", lang.say("error-3"))];
    lines.extend(fault.near().map(|near| say!(lang, "line-did-you-mean-near", near)));
    let values = fault.text(ContextKind::ValidValue);
    if !values.is_empty() {
        lines.push(say!(lang, "line-may-be-written-values", values));
    }
    if let Some(usage) = texts(error, ContextKind::Usage).first() {
        let usage = usage.trim_start_matches("Usage: ").trim();
        lines.push(say!(lang, "line-usage-is-usage", usage));
    }
    lines.push(say!(lang, "line-more-by-path-help", path = typed.path()));
    lines.join("\n")
}

/// The verb that was typed.
struct Typed {
    command: Command,
    /// The name of the program, then the verbs.
    names: Vec<String>,
}

impl Typed {
    fn of(arguments: &[OsString]) -> Self {
        let mut command = Cli::command();
        // Without it an argument does not know yet how many values it takes, and cannot be written down.
        command.build();
        let mut names = vec![command.get_name().to_owned()];
        for argument in arguments.iter().skip(1).filter_map(|argument| argument.to_str()) {
            if let Some(found) = command.find_subcommand(argument).cloned() {
                names.push(argument.to_owned());
                command = found;
            }
        }
        Self { command, names }
    }

    fn path(&self) -> String {
        self.names.join(" ")
    }

    /// An argument with what it is, by its help.
    fn described(&self, argument: &str, lang: Language) -> String {
        // One of several, written as one: `<--yes|--no>`.
        let one_of = argument.strip_prefix('<').and_then(|rest| rest.strip_suffix('>'));
        if let Some(all) = one_of.filter(|all| all.contains('|')) {
            let all: Vec<String> = all.split('|').map(|one| self.described(one, lang)).collect();
            return all.join(lang.say("or-between-alternatives"));
        }
        let found = self.command.get_arguments().find(|known| known.to_string() == argument);
        let what = found.and_then(|found| help::argument(&self.names[1..], found.get_id().as_str(), lang));
        what.map_or_else(
            || argument.to_owned(),
            |what| say!(lang, "argument-with-what-it-is", argument, what),
        )
    }
}

/// What a context holds, as texts.
fn texts(error: &clap::Error, kind: ContextKind) -> Vec<String> {
    match error.get(kind) {
        Some(ContextValue::String(text)) => vec![text.clone()],
        Some(ContextValue::Strings(texts)) => texts.clone(),
        Some(ContextValue::StyledStr(text)) => vec![text.to_string()],
        Some(ContextValue::StyledStrs(texts)) => texts.iter().map(ToString::to_string).collect(),
        Some(ContextValue::Number(number)) => vec![number.to_string()],
        _ => Vec::new(),
    }
}

/// Why a value cannot be read, by what those who read it say in English.
const REASONS: [(&str, TextId); 7] = [
    ("invalid digit", id!("value-must-be-a-number")),
    ("empty string", id!("value-must-be-a-number")),
    ("too large", id!("value-is-too-large")),
    ("too small", id!("value-is-too-small")),
    ("invalid float", id!("value-must-be-a-number")),
    ("socket address", id!("value-must-be-an-address")),
    ("true", id!("value-must-be-true-or-false")),
];

/// What makes the opposite of a word.
const OPPOSITE: [&str; 5] = ["un", "dis", "non", "not-", "no-"];

/// Whether an argument may have been meant by another: few letters differ, and it is not its opposite.
fn is_near(typed: &str, known: &str) -> bool {
    let bare =
        |text: &str| text.trim_start_matches('-').split(['=', ' ']).next().unwrap_or_default().to_owned();
    let (typed, known) = (bare(typed), bare(known));
    let opposite = |one: &str, other: &str| OPPOSITE.iter().any(|no| one.strip_prefix(no) == Some(other));
    nearest(&typed, [known.as_str()]).is_some() && !opposite(&typed, &known) && !opposite(&known, &typed)
}

/// What is wrong, and the language in which it is said.
struct Fault<'a> {
    error: &'a clap::Error,
    lang: Language,
}

impl Fault<'_> {
    fn text(&self, kind: ContextKind) -> String {
        texts(self.error, kind).join(self.lang.say("list-comma"))
    }

    /// Names that are like the one typed.
    fn near(&self) -> Option<String> {
        let kinds =
            [ContextKind::SuggestedSubcommand, ContextKind::SuggestedArg, ContextKind::SuggestedValue];
        let typed = self.text(ContextKind::InvalidArg);
        // clap finds like each other what shares a few letters.
        let is_near =
            |kind: ContextKind, name: &str| kind != ContextKind::SuggestedArg || is_near(&typed, name);
        let near: Vec<String> = kinds
            .into_iter()
            .flat_map(|kind| texts(self.error, kind).into_iter().map(move |name| (kind, name)))
            .filter(|(kind, name)| is_near(*kind, name))
            .map(|(_, name)| name)
            .collect();
        (!near.is_empty()).then(|| near.join(self.lang.say("list-comma")))
    }

    /// The sentence; none for what is no fault of the line, such as help.
    fn what(&self, typed: &Typed) -> Option<String> {
        let lang = self.lang;
        let arguments = || {
            let all = texts(self.error, ContextKind::InvalidArg);
            let all: Vec<String> = all.iter().map(|one| typed.described(one, lang)).collect();
            all.join(lang.say("list-comma"))
        };
        let value = self.text(ContextKind::InvalidValue);
        Some(match self.error.kind() {
            ErrorKind::InvalidValue if value.is_empty() => {
                say!(lang, "argument-needs-a-value", argument = arguments())
            }
            ErrorKind::InvalidValue => {
                say!(lang, "argument-cannot-be-value", argument = arguments(), value, reason = "")
            }
            ErrorKind::ValueValidation => {
                say!(lang, "argument-cannot-be-value", argument = arguments(), value, reason = self.reason())
            }
            ErrorKind::UnknownArgument => {
                say!(lang, "there-is-no-argument-name", name = self.text(ContextKind::InvalidArg))
            }
            ErrorKind::InvalidSubcommand => {
                say!(lang, "there-is-no-verb-name", name = self.text(ContextKind::InvalidSubcommand))
            }
            ErrorKind::NoEquals => say!(lang, "argument-needs-an-equals-sign", argument = arguments()),
            ErrorKind::TooManyValues => {
                say!(lang, "argument-has-no-use-for-value", argument = arguments(), value)
            }
            ErrorKind::TooFewValues => say!(
                lang,
                "argument-needs-at-least-so-many-values",
                argument = arguments(),
                #least = self.text(ContextKind::MinValues)
            ),
            ErrorKind::WrongNumberOfValues => say!(
                lang,
                "argument-needs-so-many-values-and-got",
                argument = arguments(),
                #expected = self.text(ContextKind::ExpectedNumValues),
                actual = self.text(ContextKind::ActualNumValues)
            ),
            ErrorKind::ArgumentConflict => self.conflict(),
            ErrorKind::MissingRequiredArgument => {
                say!(lang, "arguments-are-missing", arguments = arguments())
            }
            ErrorKind::MissingSubcommand => say!(
                lang,
                "verb-needs-what-to-do",
                verb = self.text(ContextKind::InvalidSubcommand),
                known = self.text(ContextKind::ValidSubcommand)
            ),
            ErrorKind::InvalidUtf8 => lang.say("something-typed-is-no-utf-8").to_owned(),
            _ => return None,
        })
    }

    fn conflict(&self) -> String {
        let (one, others) = (self.text(ContextKind::InvalidArg), self.text(ContextKind::PriorArg));
        if others.is_empty() || one == others {
            say!(self.lang, "argument-may-be-given-once", argument = one)
        } else {
            say!(self.lang, "argument-does-not-go-with-others", argument = one, others)
        }
    }

    /// Why a value cannot be read. The words of those who read it are English; what they show is kept.
    fn reason(&self) -> String {
        let lang = self.lang;
        let source = std::error::Error::source(self.error);
        if let Some(wrong) = source.and_then(|source| source.downcast_ref::<WrongValue>()) {
            return say!(lang, "value-is-written-so", how = wrong.say(lang));
        }
        let said = source.map(ToString::to_string).unwrap_or_default();
        if let Some((_, example)) = said.rsplit_once("such as ") {
            return say!(lang, "value-is-written-like-example", example);
        }
        if let Some((_, range)) = said.split_once(" is not in ") {
            return match range.split_once("..=") {
                Some((least, "")) => say!(lang, "value-is-at-least", least),
                Some(("", most)) => say!(lang, "value-is-at-most", most),
                Some((least, most)) => say!(lang, "value-lies-between", least, most),
                None => range
                    .strip_suffix("..")
                    .map_or_else(String::new, |least| say!(lang, "value-is-at-least", least)),
            };
        }
        let known = REASONS.iter().find(|(english, _)| said.contains(english));
        known.map_or_else(String::new, |(_, reason)| reason.say(lang).to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn printed(line: &str) -> String {
        let arguments: Vec<OsString> = line.split(' ').map(OsString::from).collect();
        let error = Cli::read(arguments.clone()).unwrap_err();
        fault(&error, &arguments, Language::Zh)
    }

    #[test]
    fn an_english_one_names_the_help_of_its_verb() {
        let arguments: Vec<OsString> = ["muster", "visits", "list", "--bogus"].map(OsString::from).into();
        let error = Cli::read(arguments.clone()).unwrap_err();
        let reported = english(&error, &arguments);
        assert!(reported.contains("type `muster visits list --help`"), "{reported}");
    }

    /// Words that may stand in a Chinese sentence: what people type, and what they typed.
    fn foreign(printed: &str) -> Vec<String> {
        let sentence = printed.lines().filter(|line| !line.starts_with("  ")).collect::<String>();
        let parts = sentence.split(|c: char| !c.is_ascii_alphabetic()).filter(|part| part.len() > 1);
        let typed = |part: &&str| {
            !part.bytes().all(|byte| byte.is_ascii_uppercase()) && !printed.contains(&format!("--{part}"))
        };
        parts.filter(typed).map(str::to_owned).collect()
    }

    #[test]
    fn a_family_of_events_that_is_not_there_is_said_with_those_that_are() {
        let printed = printed("muster events --family weather");
        assert!(printed.contains("没有叫“weather”的事件，也没有这一类；类别有 appeal、blob、"), "{printed}");
    }

    #[test]
    fn what_is_wrong_with_a_line_is_said_in_chinese() {
        for (line, said) in [
            ("muster submit", "还缺 --as <POST>（以什么岗位的名义）、<ITEM>"),
            ("muster veto decide 1 --as x", "还缺 --yes（成立、同意）或--no（不成立、不同意）"),
            ("muster submi x", "没有命令“submi”"),
            ("muster status --bogus", "没有参数“--bogus”"),
            ("muster init a b", "没有参数“b”"),
            ("muster status --lang xx", "不能是“xx”"),
            ("muster init x --year 99999", "应在 1990 到 2100 之间"),
            ("muster init x --year abc", "要写数字"),
            ("muster submit notanitem --as x", "要写成 unit-plan/005 这样"),
            ("muster sign x --as y", "要写成 2014-04-25/005-clerk/routine 这样"),
            ("muster up --listen foo", "要写成 127.0.0.1:9464 这样"),
            ("muster preview x --json --json", "--json 只能写一次"),
            ("muster init x --year 2020 --begin 3", "不能和 --begin <DAY> 一起用"),
            ("muster apply x --reason", "--reason <TEXT>"),
            ("muster status --watch=3", "用不上“3”"),
            ("muster worker bogus", "不能是“bogus”"),
            ("muster visits record k/V03 --section 好", "：写 名称=内容，如 业务工作=已督促整改"),
            ("muster visits move k/V03 --to 5月5日 --time 9点", "：写 09:00 这样的时刻"),
            ("muster roster import new.csv --into old.csv --merge 010", "：写 原编码=新编码，如 010=009"),
            ("muster demo --days-per-second 0", "：写大于 0 的数"),
            ("muster up --ack-wait 30", "：写大于 0 的时长，带单位，如 30s"),
            ("muster up --nats-replicas 9", "：写 1 到 5 之间的数"),
        ] {
            let printed = printed(line);
            assert!(printed.starts_with("错误：") && printed.contains(said), "{line}: {printed}");
            let foreign: Vec<String> =
                foreign(&printed).into_iter().filter(|word| !line.contains(word)).collect();
            let examples = ["unit", "plan", "clerk", "routine", "Ctrl"];
            assert!(foreign.iter().all(|word| examples.contains(&word.as_str())), "{line}: {foreign:?}");
        }
        assert!(
            printed("muster submi x").contains("是不是：") && printed("muster submit").contains("用法：")
        );
    }

    #[test]
    fn a_guess_that_is_far_off_or_the_opposite_is_not_made() {
        for line in ["muster status --category x", "muster status --to x", "muster status --on x"] {
            assert!(!printed(line).contains("是不是"), "{}", printed(line));
            let arguments: Vec<OsString> = line.split(' ').map(OsString::from).collect();
            let error = Cli::read(arguments.clone()).unwrap_err();
            let english = english(&error, &arguments);
            assert!(!english.contains("similar") && english.contains("unexpected argument"), "{english}");
        }
        assert!(printed("muster status --watc").contains("是不是：--watch"));
        assert!(is_near("--satisfed", "--satisfied") && is_near("--unt", "--unit <CODE>"));
        assert!(!is_near("--unsatisfied", "--satisfied") && !is_near("--force", "--no-force"));
    }

    #[test]
    fn of_two_of_which_one_must_be_said_both_are_named() {
        let said = printed("muster case call-back hotline/1 --as office");
        assert!(said.contains("--satisfied") && said.contains("--dissatisfied"), "{said}");
        let both = printed("muster case call-back hotline/1 --satisfied --dissatisfied --as office");
        assert!(both.contains("不能和"), "{both}");
        let line = "muster case call-back hotline/1 --unsatisfied --as office";
        assert!(Cli::read(line.split(' ').map(OsString::from)).is_ok());
    }
}
