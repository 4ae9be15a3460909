//! The two languages of people who use the command line. Data that programs read never depends on it.

use std::ffi::OsString;

use clap::ValueEnum;

/// A language.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Lang {
    /// Chinese.
    Zh,
    /// English.
    En,
}

impl Lang {
    /// The language of the environment: `MUSTER_LANG` before `LC_ALL` before `LANG`; Chinese when it begins with `zh`.
    #[must_use]
    pub fn of_environment() -> Self {
        let set = ["MUSTER_LANG", "LC_ALL", "LANG"].into_iter().filter_map(|name| std::env::var(name).ok());
        Self::of(set.into_iter().find(|value| !value.is_empty()).unwrap_or_default().as_str())
    }

    /// The language that a command line asks for, also where it cannot be read as a whole.
    #[must_use]
    pub fn asked(arguments: &[OsString]) -> Self {
        let texts: Vec<&str> = arguments.iter().filter_map(|argument| argument.to_str()).collect();
        let after = texts.iter().position(|text| *text == "--lang").and_then(|at| texts.get(at + 1).copied());
        match after.or_else(|| texts.iter().find_map(|text| text.strip_prefix("--lang="))) {
            Some("zh") => Self::Zh,
            Some("en") => Self::En,
            _ => Self::of_environment(),
        }
    }

    fn of(value: &str) -> Self {
        if value.starts_with("zh") { Self::Zh } else { Self::En }
    }

    /// The text of this language.
    #[must_use]
    pub fn pick<'a>(self, zh: &'a str, en: &'a str) -> &'a str {
        match self {
            Self::Zh => zh,
            Self::En => en,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chinese_locales_begin_with_zh() {
        assert_eq!(Lang::of("zh_CN.UTF-8"), Lang::Zh);
        assert_eq!(Lang::of("zh"), Lang::Zh);
        assert_eq!(Lang::of("en_GB.UTF-8"), Lang::En);
        assert_eq!(Lang::of("C"), Lang::En);
        assert_eq!(Lang::of(""), Lang::En);
    }

    #[test]
    fn the_language_is_known_before_the_line_is_read() {
        let asks = |line: &str| Lang::asked(&line.split(' ').map(OsString::from).collect::<Vec<_>>());
        assert_eq!(asks("muster --lang zh submit"), Lang::Zh);
        assert_eq!(asks("muster submit --lang=zh"), Lang::Zh);
        assert_eq!(asks("muster submit --lang en"), Lang::En);
    }
}
