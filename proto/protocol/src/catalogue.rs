//! Every sentence that a person reads, by an id, in each language: one file a language (`proto/protocol/catalogue`), in
//! [Fluent](https://projectfluent.org). Code names ids and gives what varies; order, plurals and punctuation are the file's.
//!
//! A test of the workspace holds ids and variables of the code against both files.

mod argument;
mod bundle;
pub mod in_a_row;
mod macros;

use std::borrow::Cow;
use std::fmt;

use serde::{Deserialize, Serialize};

pub use argument::{Argument, Listed, Localized};

/// A language that people read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Language {
    /// Chinese.
    #[default]
    Zh,
    /// English.
    En,
}

impl Language {
    /// All of them.
    pub const ALL: [Self; 2] = [Self::Zh, Self::En];

    /// Its code, as in `lang="zh"`.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Zh => "zh",
            Self::En => "en",
        }
    }

    /// A sentence in which nothing varies.
    #[must_use]
    pub fn say(self, id: &'static str) -> &'static str {
        bundle::of(self).plain(id)
    }

    /// The sentence of an id that is made at run time, if there is one and nothing varies in it.
    #[must_use]
    pub fn find(self, id: &str) -> Option<&'static str> {
        bundle::of(self).find(id)
    }

    /// A sentence with what varies in it; [`crate::say!`] is the short way.
    #[must_use]
    pub fn say_with(self, id: &'static str, arguments: &[(&'static str, Argument<'_>)]) -> String {
        bundle::of(self).filled(id, self, arguments)
    }
}

/// A sentence in which nothing varies, by its id: made by [`crate::id!`], and looked up when somebody reads it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TextId(&'static str);

impl TextId {
    /// The sentence of this id. Written as [`crate::id!`], which the test of the catalogue finds.
    #[must_use]
    pub const fn new(id: &'static str) -> Self {
        Self(id)
    }

    /// The sentence in a language.
    #[must_use]
    pub fn say(self, language: Language) -> &'static str {
        language.say(self.0)
    }
}

impl fmt::Debug for TextId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

/// A sentence in every language, for those who ask to choose from.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct LocalizedText {
    /// In Chinese.
    pub zh: String,
    /// In English.
    pub en: String,
}

impl LocalizedText {
    /// A sentence with what varies in it; [`crate::text!`] is the short way.
    #[must_use]
    pub fn of(id: &'static str, arguments: &[(&'static str, Argument<'_>)]) -> Self {
        Self::each(|language| language.say_with(id, arguments))
    }

    /// What a language makes of it, for each.
    #[must_use]
    pub fn each(say: impl Fn(Language) -> String) -> Self {
        Self { zh: say(Language::Zh), en: say(Language::En) }
    }

    /// What reads the same in every language: a name, a code, a number.
    #[must_use]
    pub fn same(text: impl fmt::Display) -> Self {
        let text = text.to_string();
        Self { zh: text.clone(), en: text }
    }

    /// The sentence in a language.
    #[must_use]
    pub fn say(&self, language: Language) -> &str {
        match language {
            Language::Zh => &self.zh,
            Language::En => &self.en,
        }
    }

    /// The same with something done to each language's sentence.
    #[must_use]
    pub fn map(self, change: impl Fn(String) -> String) -> Self {
        Self { zh: change(self.zh), en: change(self.en) }
    }

    /// The sentence in a language, alone.
    #[must_use]
    pub fn into_language(self, language: Language) -> String {
        match language {
            Language::Zh => self.zh,
            Language::En => self.en,
        }
    }
}

impl From<TextId> for LocalizedText {
    fn from(id: TextId) -> Self {
        Self::each(|language| id.say(language).to_owned())
    }
}

impl Localized for TextId {
    fn localized(&self, language: Language) -> Cow<'_, str> {
        Cow::Borrowed((*self).say(language))
    }
}

impl Localized for LocalizedText {
    fn localized(&self, language: Language) -> Cow<'_, str> {
        Cow::Borrowed(self.say(language))
    }
}

#[cfg(test)]
mod tests;
