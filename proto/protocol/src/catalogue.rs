//! Every sentence that a person reads, by an id, in each language: one file a language (`proto/protocol/catalogue`), in
//! [Fluent](https://projectfluent.org). Code names ids and gives what varies; order, plurals and punctuation are the file's.
//!
//! A test of the workspace holds ids and variables of the code against both files.

mod argument;
mod bundle;
pub mod in_a_row;
mod languages;
mod macros;

use std::borrow::Cow;
use std::fmt;

pub use argument::{Argument, Listed, Localized};
pub use languages::{Language, LocalizedText};

impl Language {
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

impl LocalizedText {
    /// A sentence with what varies in it; [`crate::text!`] is the short way.
    #[must_use]
    pub fn of(id: &'static str, arguments: &[(&'static str, Argument<'_>)]) -> Self {
        Self::each(|language| language.say_with(id, arguments))
    }

    /// What reads the same in every language: a name, a code, a number.
    #[must_use]
    pub fn same(text: impl fmt::Display) -> Self {
        let text = text.to_string();
        Self::each(|_| text.clone())
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
