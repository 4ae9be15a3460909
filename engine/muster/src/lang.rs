//! Which language the person reads who uses the command line. Data that programs read never depends on it.

use std::ffi::OsString;

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use muster_protocol::catalogue::Language;

/// The language of the environment: `MUSTER_LANG` before `LC_ALL` before `LANG`; Chinese when it begins with `zh`.
#[must_use]
pub fn of_environment() -> Language {
    let set = ["MUSTER_LANG", "LC_ALL", "LANG"].into_iter().filter_map(|name| std::env::var(name).ok());
    of_locale(set.into_iter().find(|value| !value.is_empty()).unwrap_or_default().as_str())
}

/// The language that a command line asks for, also where it cannot be read as a whole.
#[must_use]
pub fn asked(arguments: &[OsString]) -> Language {
    let texts: Vec<&str> = arguments.iter().filter_map(|argument| argument.to_str()).collect();
    let after = texts.iter().position(|text| *text == "--lang").and_then(|at| texts.get(at + 1).copied());
    let code = after.or_else(|| texts.iter().find_map(|text| text.strip_prefix("--lang=")));
    code.and_then(of_code).unwrap_or_else(of_environment)
}

/// Reads a language from its code, for clap.
#[must_use]
pub fn parser() -> impl TypedValueParser<Value = Language> {
    let name = |language| match language {
        Language::Zh => "Chinese",
        Language::En => "English",
    };
    let values = Language::ALL.map(|language| PossibleValue::new(language.code()).help(name(language)));
    PossibleValuesParser::new(values).map(|code| of_code(&code).unwrap_or_default())
}

fn of_code(code: &str) -> Option<Language> {
    Language::ALL.into_iter().find(|language| language.code() == code)
}

fn of_locale(value: &str) -> Language {
    if value.starts_with("zh") { Language::Zh } else { Language::En }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chinese_locales_begin_with_zh() {
        assert_eq!(of_locale("zh_CN.UTF-8"), Language::Zh);
        assert_eq!(of_locale("zh"), Language::Zh);
        assert_eq!(of_locale("en_GB.UTF-8"), Language::En);
        assert_eq!(of_locale("C"), Language::En);
        assert_eq!(of_locale(""), Language::En);
    }

    #[test]
    fn the_language_is_known_before_the_line_is_read() {
        let asks = |line: &str| asked(&line.split(' ').map(OsString::from).collect::<Vec<_>>());
        assert_eq!(asks("muster --lang zh submit"), Language::Zh);
        assert_eq!(asks("muster submit --lang=zh"), Language::Zh);
        assert_eq!(asks("muster submit --lang en"), Language::En);
    }
}
