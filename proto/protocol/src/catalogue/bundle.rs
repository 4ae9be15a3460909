//! The files. A program says a few sentences of some thousands: their places are found when the first is said, and each is
//! read when it is said itself.

use std::fmt::Write as _;
use std::sync::OnceLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement};
use fluent_syntax::parser::parse_runtime;

use super::{Argument, Language};

/// The catalogue of a language.
pub(super) fn of(language: Language) -> &'static Catalogue {
    static ALL: [OnceLock<Catalogue>; Language::ALL.len()] = [const { OnceLock::new() }; Language::ALL.len()];
    ALL[language as usize].get_or_init(|| Catalogue::of(language))
}

/// The sentences of one language.
pub(super) struct Catalogue {
    /// What fills sentences in. It holds none: no sentence refers to another.
    bundle: FluentBundle<FluentResource>,
    sentences: Sentences,
}

/// Sentences by their ids. Only ever looked up: a letter says some twenty, and an order costs a dozen comparisons for each.
#[expect(clippy::disallowed_types, reason = "nobody goes through it but a test")]
type Sentences = std::collections::HashMap<
    &'static str,
    Sentence,
    std::hash::BuildHasherDefault<std::hash::DefaultHasher>,
>;

/// A sentence, read when it is first said.
struct Sentence {
    /// As the file has it, with its id.
    source: &'static str,
    pattern: OnceLock<Option<Pattern<&'static str>>>,
    /// What it is where nothing varies in it; none where something does.
    plain: OnceLock<Option<String>>,
}

impl Catalogue {
    fn of(language: Language) -> Self {
        let mut bundle = FluentBundle::new_concurrent(vec![language.code().parse().unwrap_or_default()]);
        // The marks that keep directions apart would stand in letters, tables and log lines.
        bundle.set_use_isolating(false);
        let sentences = entries(language.file());
        Self { bundle, sentences: sentences.map(|(id, source)| (id, Sentence::new(source))).collect() }
    }

    /// A sentence in which nothing varies. An id that is not there is shown itself.
    pub(super) fn plain(&'static self, id: &'static str) -> &'static str {
        self.find(id).unwrap_or(id)
    }

    /// A sentence in which nothing varies, if there is one of this id.
    pub(super) fn find(&'static self, id: &str) -> Option<&'static str> {
        let sentence = self.sentences.get(id)?;
        let plain = || {
            let mut errors = Vec::new();
            let text = self.bundle.format_pattern(sentence.pattern()?, None, &mut errors).into_owned();
            errors.is_empty().then_some(text)
        };
        sentence.plain.get_or_init(plain).as_deref()
    }

    pub(super) fn filled(
        &self,
        id: &'static str,
        language: Language,
        arguments: &[(&'static str, Argument<'_>)],
    ) -> String {
        let Some(pattern) = self.sentences.get(id).and_then(Sentence::pattern) else {
            return id.to_owned();
        };
        if let Some(text) = put_together(pattern, language, arguments) {
            return text;
        }
        let mut given = FluentArgs::with_capacity(arguments.len());
        for (name, argument) in arguments {
            given.set(*name, value(*argument, language));
        }
        self.bundle.format_pattern(pattern, Some(&given), &mut Vec::new()).into_owned()
    }
}

impl Sentence {
    fn new(source: &'static str) -> Self {
        Self { source, pattern: OnceLock::new(), plain: OnceLock::new() }
    }

    /// None where the file is not whole, on which the test of the catalogues fails.
    fn pattern(&self) -> Option<&Pattern<&'static str>> {
        let read = || {
            let entry = parse_runtime(self.source).ok()?.body.into_iter().next()?;
            match entry {
                Entry::Message(message) => message.value,
                Entry::Term(_)
                | Entry::Comment(_)
                | Entry::GroupComment(_)
                | Entry::ResourceComment(_)
                | Entry::Junk { .. } => None,
            }
        };
        self.pattern.get_or_init(read).as_ref()
    }
}

/// The entries of a file by their ids. One begins with a letter at the beginning of a line and goes on in lines that are
/// indented (Fluent's grammar, `Message` and `PatternElement`); comments begin a line as well.
fn entries(file: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    let lines = file.split_inclusive('\n').scan(0, |at, line| {
        let begins = *at;
        *at += line.len();
        Some((begins, line))
    });
    let heads =
        lines.filter(|(_, line)| line.starts_with(|first: char| first.is_ascii_alphabetic() || first == '#'));
    let begins: Vec<usize> = heads.map(|(begins, _)| begins).chain([file.len()]).collect();
    let sources = (1..begins.len()).map(move |at| &file[begins[at - 1]..begins[at]]);
    sources.filter_map(|source| {
        let (id, _) = source.split_once('=')?;
        (!id.starts_with('#')).then_some((id.trim_end(), source))
    })
}

/// A sentence of texts and arguments alone, which need no rules of a language and are most of what letters say; none where
/// it chooses by something, or does not have all that it names.
fn put_together(
    pattern: &Pattern<&'static str>,
    language: Language,
    arguments: &[(&'static str, Argument<'_>)],
) -> Option<String> {
    let mut text = String::new();
    for element in &pattern.elements {
        match element {
            PatternElement::TextElement { value } => text.push_str(value),
            PatternElement::Placeable {
                expression: Expression::Inline(InlineExpression::VariableReference { id }),
            } => match arguments.iter().find(|(name, _)| *name == id.name)?.1 {
                // A `String` takes everything that is written to it.
                Argument::Shown(shown) | Argument::Number(shown) => write!(text, "{shown}").ok()?,
                Argument::Localized(said) => text.push_str(&said.localized(language)),
            },
            PatternElement::Placeable { .. } => return None,
        }
    }
    Some(text)
}

fn value(argument: Argument<'_>, language: Language) -> FluentValue<'_> {
    match argument {
        Argument::Shown(shown) => FluentValue::from(shown.to_string()),
        Argument::Number(number) => {
            let digits = number.to_string();
            match digits.parse::<f64>() {
                Ok(_) => FluentValue::try_number(&digits).into_owned(),
                Err(_) => FluentValue::from(digits),
            }
        }
        Argument::Localized(said) => FluentValue::from(said.localized(language)),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn entries_are_found_as_the_grammar_finds_them() {
        let file = "# about\nfirst = one\nsecond =\n    { $n ->\n        [one] a = b\n       *[other] c\n    }\n\n    more\n\n## part\nthird = x\n";
        let found: Vec<_> =
            entries(file).map(|(id, source)| (id, Sentence::new(source).pattern().is_some())).collect();
        assert_eq!(found, [("first", true), ("second", true), ("third", true)]);
    }

    #[test]
    fn what_is_put_together_reads_as_the_library_fills_it_in() {
        let mut count = 0;
        for language in Language::ALL {
            let catalogue = of(language);
            for (id, sentence) in &catalogue.sentences {
                let pattern = sentence.pattern().unwrap();
                let names = pattern.elements.iter().filter_map(|element| match element {
                    PatternElement::Placeable {
                        expression: Expression::Inline(InlineExpression::VariableReference { id }),
                    } => Some(id.name),
                    PatternElement::TextElement { .. } | PatternElement::Placeable { .. } => None,
                });
                let listed = super::super::Listed(&["c"]);
                let kinds =
                    [Argument::Shown(&"a { b"), Argument::Number(&1207), Argument::Localized(&listed)];
                let names: BTreeSet<_> = names.collect();
                let arguments: Vec<_> = names.into_iter().zip(kinds.into_iter().cycle()).collect();
                let Some(ours) = put_together(pattern, language, &arguments) else { continue };
                let mut given = FluentArgs::new();
                arguments.iter().for_each(|(name, argument)| given.set(*name, value(*argument, language)));
                assert_eq!(
                    ours,
                    catalogue.bundle.format_pattern(pattern, Some(&given), &mut Vec::new()),
                    "{id}"
                );
                count += usize::from(!arguments.is_empty());
            }
        }
        assert!(count > 1_000, "{count} sentences with something that varies");
    }

    #[test]
    fn every_sentence_can_be_read_alone() {
        for language in Language::ALL {
            let whole = fluent_syntax::parser::parse(language.file()).unwrap();
            let ids = whole.body.iter().filter_map(|entry| match entry {
                Entry::Message(message) => Some((message.id.name, message.value.as_ref())),
                Entry::Term(_)
                | Entry::Comment(_)
                | Entry::GroupComment(_)
                | Entry::ResourceComment(_)
                | Entry::Junk { .. } => None,
            });
            let mut count = 0;
            for (id, pattern) in ids {
                count += 1;
                assert_eq!(of(language).sentences[id].pattern(), pattern, "{id}");
            }
            assert_eq!(of(language).sentences.len(), count);
        }
    }
}
