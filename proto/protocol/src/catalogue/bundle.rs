//! The files, read once: sentences in which nothing varies are kept ready, the others are filled in when they are said.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use fluent_syntax::ast::Entry;

use super::{Argument, Language};

/// The catalogue of a language, read when its first sentence is said.
pub(super) fn of(language: Language) -> &'static Catalogue {
    static ALL: [OnceLock<Catalogue>; Language::ALL.len()] = [const { OnceLock::new() }; Language::ALL.len()];
    ALL[language as usize].get_or_init(|| Catalogue::of(language))
}

/// The sentences of one language.
pub(super) struct Catalogue {
    bundle: FluentBundle<FluentResource>,
    plain: BTreeMap<String, String>,
}

impl Catalogue {
    /// A file that is not whole loses the entries that are not understood; the test of the catalogues fails on each.
    fn of(language: Language) -> Self {
        let resource =
            FluentResource::try_new(language.file().to_owned()).unwrap_or_else(|(resource, _)| resource);
        let mut bundle = FluentBundle::new_concurrent(vec![language.code().parse().unwrap_or_default()]);
        // The marks that keep directions apart would stand in letters, tables and log lines.
        bundle.set_use_isolating(false);
        let ids: Vec<String> = resource.entries().filter_map(message_id).collect();
        bundle.add_resource_overriding(resource);
        let plain = ids
            .into_iter()
            .filter_map(|id| Some((plain(&bundle, &id)?, id)))
            .map(|(text, id)| (id, text))
            .collect();
        Self { bundle, plain }
    }

    /// A sentence in which nothing varies. An id that is not there is shown itself.
    pub(super) fn plain(&'static self, id: &'static str) -> &'static str {
        self.find(id).unwrap_or(id)
    }

    /// A sentence in which nothing varies, if there is one of this id.
    pub(super) fn find(&'static self, id: &str) -> Option<&'static str> {
        self.plain.get(id).map(String::as_str)
    }

    pub(super) fn filled(
        &self,
        id: &'static str,
        language: Language,
        arguments: &[(&'static str, Argument<'_>)],
    ) -> String {
        let Some(pattern) = self.bundle.get_message(id).and_then(|message| message.value()) else {
            return id.to_owned();
        };
        let mut given = FluentArgs::with_capacity(arguments.len());
        for (name, argument) in arguments {
            given.set(*name, value(*argument, language));
        }
        self.bundle.format_pattern(pattern, Some(&given), &mut Vec::new()).into_owned()
    }
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

fn message_id(entry: &Entry<&str>) -> Option<String> {
    match entry {
        Entry::Message(message) => Some(message.id.name.to_owned()),
        Entry::Term(_)
        | Entry::Comment(_)
        | Entry::GroupComment(_)
        | Entry::ResourceComment(_)
        | Entry::Junk { .. } => None,
    }
}

/// What a sentence is where nothing varies in it; none where something does.
fn plain(bundle: &FluentBundle<FluentResource>, id: &str) -> Option<String> {
    let pattern = bundle.get_message(id)?.value()?;
    let mut errors = Vec::new();
    let text = bundle.format_pattern(pattern, None, &mut errors).into_owned();
    errors.is_empty().then_some(text)
}
