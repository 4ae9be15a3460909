//! Texts and names in a row.

use super::{Language, LocalizedText, TextId};

/// Texts one behind the other, with what stands between them.
#[must_use]
pub fn texts(texts: &[LocalizedText], between: TextId) -> LocalizedText {
    LocalizedText::each(|language| {
        let said: Vec<&str> = texts.iter().map(|text| text.say(language)).collect();
        said.join(between.say(language))
    })
}

/// Names one behind the other, with what stands between them.
#[must_use]
pub fn names<T: AsRef<str>>(names: &[T], between: TextId) -> LocalizedText {
    LocalizedText::each(|language| joined(names, between.say(language)))
}

/// Words of the committee's file one behind the other, the same in every language: with the Chinese comma.
#[must_use]
pub fn words<T: AsRef<str>>(words: &[T]) -> String {
    joined(words, Language::Zh.say("list-comma"))
}

fn joined<T: AsRef<str>>(names: &[T], between: &str) -> String {
    let names: Vec<&str> = names.iter().map(AsRef::as_ref).collect();
    names.join(between)
}
