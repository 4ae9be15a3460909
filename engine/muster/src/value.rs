//! Values on the command line that are not what they should be.

use std::fmt;

use muster_protocol::catalogue::{Language, LocalizedText};

/// What a parser of a value tells clap of one that it cannot read: how it is written. clap prints it in English, and
/// [`crate::usage::fault`] in the language of the person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrongValue(LocalizedText);

impl WrongValue {
    /// How the value is written, in a language.
    #[must_use]
    pub fn say(&self, lang: Language) -> &str {
        self.0.say(lang)
    }
}

impl fmt::Display for WrongValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.say(Language::En))
    }
}

impl std::error::Error for WrongValue {}

/// A value that cannot be read, with how it is written.
#[must_use]
pub fn wrong_value(how: impl Into<LocalizedText>) -> WrongValue {
    WrongValue(how.into())
}
