//! What is wrong with a command line, in Chinese: clap says it in English alone, and keeps apart what it is about.

use std::ffi::OsString;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Command, CommandFactory};

use crate::cli::Cli;

/// An error of clap's in Chinese.
#[must_use]
pub fn chinese(error: &clap::Error, arguments: &[OsString]) -> String {
    let typed = Typed::of(arguments);
    let Some(what) = what(error, &typed) else { return error.render().to_string().trim_end().to_owned() };
    let mut lines = vec![format!("错误：{what}")];
    lines.extend(near(error).map(|near| format!("  是不是：{near}")));
    let values = texts(error, ContextKind::ValidValue);
    if !values.is_empty() {
        lines.push(format!("  可以写：{}", values.join("、")));
    }
    if let Some(usage) = texts(error, ContextKind::Usage).first() {
        lines.push(format!("  用法：{}", usage.trim_start_matches("Usage: ").trim()));
    }
    lines.push(format!("  详见：{} --help", typed.path));
    lines.join("\n")
}

/// clap's English words, which point to the help of the verb that was typed.
#[must_use]
pub fn english(text: &str, arguments: &[OsString]) -> String {
    let path = Typed::of(arguments).path;
    text.replace("For more information, try '--help'.", &format!("For more, type `{path} --help`."))
}

/// The verb that was typed.
struct Typed {
    command: Command,
    path: String,
}

impl Typed {
    fn of(arguments: &[OsString]) -> Self {
        let mut command = Cli::command();
        // Without it an argument does not know yet how many values it takes, and cannot be written down.
        command.build();
        let mut path = command.get_name().to_owned();
        for argument in arguments.iter().skip(1).filter_map(|argument| argument.to_str()) {
            if let Some(found) = command.find_subcommand(argument).cloned() {
                path = format!("{path} {argument}");
                command = found;
            }
        }
        Self { command, path }
    }

    /// An argument with what it is, by the Chinese half of its help.
    fn described(&self, argument: &str) -> String {
        let found = self.command.get_arguments().find(|known| known.to_string() == argument);
        let help = found.and_then(clap::Arg::get_help).map(ToString::to_string).unwrap_or_default();
        match help.split_once(" · ") {
            Some((zh, _)) => format!("{argument}（{zh}）"),
            None => argument.to_owned(),
        }
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

fn text(error: &clap::Error, kind: ContextKind) -> String {
    texts(error, kind).join("、")
}

/// Names that are like the one typed.
fn near(error: &clap::Error) -> Option<String> {
    let kinds = [ContextKind::SuggestedSubcommand, ContextKind::SuggestedArg, ContextKind::SuggestedValue];
    let near: Vec<String> = kinds.into_iter().flat_map(|kind| texts(error, kind)).collect();
    (!near.is_empty()).then(|| near.join("、"))
}

/// The sentence; none for what is no fault of the line, such as help.
fn what(error: &clap::Error, typed: &Typed) -> Option<String> {
    let argument = || {
        let all = texts(error, ContextKind::InvalidArg);
        all.iter().map(|one| typed.described(one)).collect::<Vec<_>>().join("、")
    };
    let value = || text(error, ContextKind::InvalidValue);
    let number = |kind| text(error, kind);
    Some(match error.kind() {
        ErrorKind::InvalidValue if value().is_empty() => format!("{}要有一个值", argument()),
        ErrorKind::InvalidValue => format!("{}不能是“{}”", argument(), value()),
        ErrorKind::ValueValidation => format!("{}不能是“{}”{}", argument(), value(), reason(error)),
        ErrorKind::UnknownArgument => format!("没有参数“{}”", text(error, ContextKind::InvalidArg)),
        ErrorKind::InvalidSubcommand => format!("没有命令“{}”", text(error, ContextKind::InvalidSubcommand)),
        ErrorKind::NoEquals => format!("{}和它的值之间要写等号", argument()),
        ErrorKind::TooManyValues => format!("{}用不上“{}”", argument(), value()),
        ErrorKind::TooFewValues => {
            format!("{}至少要{}个值", argument(), number(ContextKind::MinValues))
        }
        ErrorKind::WrongNumberOfValues => {
            let (expected, actual) =
                (number(ContextKind::ExpectedNumValues), number(ContextKind::ActualNumValues));
            format!("{}要{expected}个值，给了{actual}个", argument())
        }
        ErrorKind::ArgumentConflict => conflict(error),
        ErrorKind::MissingRequiredArgument => format!("还缺 {}", argument()),
        ErrorKind::MissingSubcommand => format!(
            "“{}”后面要写做什么：{}",
            text(error, ContextKind::InvalidSubcommand),
            text(error, ContextKind::ValidSubcommand)
        ),
        ErrorKind::InvalidUtf8 => "有的内容不是 UTF-8 文字".to_owned(),
        _ => return None,
    })
}

fn conflict(error: &clap::Error) -> String {
    let (one, others) = (text(error, ContextKind::InvalidArg), text(error, ContextKind::PriorArg));
    if others.is_empty() || one == others {
        format!("{one} 只能写一次")
    } else {
        format!("{one} 不能和 {others} 一起用")
    }
}

/// Why a value cannot be read. The words of those who read it are English; what they show is kept.
fn reason(error: &clap::Error) -> String {
    let said = std::error::Error::source(error).map(ToString::to_string).unwrap_or_default();
    if let Some((_, example)) = said.rsplit_once("such as ") {
        return format!("，要写成 {example} 这样");
    }
    if let Some((_, range)) = said.split_once(" is not in ") {
        return match range.split_once("..=") {
            Some((least, "")) => format!("，最小是 {least}"),
            Some(("", most)) => format!("，最大是 {most}"),
            Some((least, most)) => format!("，应在 {least} 到 {most} 之间"),
            None => match range.strip_suffix("..") {
                Some(least) => format!("，最小是 {least}"),
                None => String::new(),
            },
        };
    }
    let known = [
        ("invalid digit", "，要写数字"),
        ("empty string", "，要写数字"),
        ("too large", "，太大了"),
        ("too small", "，太小了"),
        ("invalid float", "，要写数字"),
        ("socket address", "，要写成 127.0.0.1:9464 这样"),
        ("true", "，要写 true 或 false"),
    ];
    known.iter().find(|(en, _)| said.contains(en)).map(|(_, zh)| (*zh).to_owned()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn printed(line: &str) -> String {
        let arguments: Vec<OsString> = line.split(' ').map(OsString::from).collect();
        let error = Cli::read(arguments.clone()).unwrap_err();
        chinese(&error, &arguments)
    }

    #[test]
    fn an_english_one_names_the_help_of_its_verb() {
        let arguments: Vec<OsString> = ["muster", "visits", "list", "--bogus"].map(OsString::from).into();
        let error = Cli::read(arguments.clone()).unwrap_err();
        let reported = english(&error.render().to_string(), &arguments);
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
    fn what_is_wrong_with_a_line_is_said_in_chinese() {
        for (line, said) in [
            ("muster submit", "还缺 --as <POST>（以什么岗位的名义）、<ITEM>"),
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
}
