//! What varies in a sentence.

use std::borrow::Cow;
use std::fmt::Display;

use super::Language;

/// One thing that varies in a sentence.
#[derive(Clone, Copy)]
pub enum Argument<'a> {
    /// Something that reads the same in every language.
    Shown(&'a dyn Display),
    /// A number by which a language may choose its plural.
    Number(&'a dyn Display),
    /// Something that each language says in its own way.
    Localized(&'a dyn Localized),
}

impl std::fmt::Debug for Argument<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Shown(shown) | Self::Number(shown) => write!(f, "{shown}"),
            Self::Localized(said) => f.write_str(&said.localized(Language::En)),
        }
    }
}

/// What each language says in its own way.
pub trait Localized {
    /// In a language.
    fn localized(&self, language: Language) -> Cow<'_, str>;
}

impl<T: Localized + ?Sized> Localized for &T {
    fn localized(&self, language: Language) -> Cow<'_, str> {
        (**self).localized(language)
    }
}

impl<T: Localized> Localized for Option<T> {
    fn localized(&self, language: Language) -> Cow<'_, str> {
        self.as_ref().map_or(Cow::Borrowed(""), |text| text.localized(language))
    }
}

/// Names in a row, with the comma of the language.
#[derive(Debug, Clone, Copy)]
pub struct Listed<'a, T>(pub &'a [T]);

impl<T: AsRef<str>> Localized for Listed<'_, T> {
    fn localized(&self, language: Language) -> Cow<'_, str> {
        let names: Vec<&str> = self.0.iter().map(AsRef::as_ref).collect();
        Cow::Owned(names.join(language.say("list-comma")))
    }
}
