//! What there is to say of an event wherever it is shown: what it is about, the blobs that it names, a short sentence for
//! headers and one for people. Every body says it once, beside its fields, and a new event does not compile until it does.

use crate::catalogue::{Language, Listed, Localized, TextId};
use crate::ids::{Digest, Version};
use crate::item::{Evidence, StepReason};
use crate::ledger::Cell;
use crate::refs::Refs;
use crate::say;
use crate::shape::{DeadLetter, MessageKey, SlotReason, StepRef};
use crate::time::Instant;

use super::Source;

/// Most names in one sentence; the rest are counted.
const NAMES_SHOWN: usize = 4;

/// Digits of a digest that people are shown.
const DIGITS_SHOWN: usize = 12;

/// See the module.
pub trait Described<R: Refs> {
    /// What it is about.
    fn about(&self) -> About<'_, R>;

    /// The blobs that it names, each with what for.
    fn blobs(&self) -> Vec<(Digest, Use)>;

    /// What happened, in ASCII, of ids, keys and codes alone; none where family, key and verb say it:
    /// `case hotline/7 passed up`.
    fn summary(&self) -> Option<String>;

    /// What happened, in the committee's own words, without who did it.
    fn sentence(&self, titles: &dyn Titles<R>) -> String;
}

/// What there is to say of the events of a file, each of the answers of [`Described`] in a line of its own. A summary is left out
/// where there is none; nothing else has a default, so that a new event cannot forget the blobs that it names. In front stands
/// what the answers call the event, and its reader.
macro_rules! describe {
    (@summary) => { None };
    (@summary $summary:expr) => { $summary };
    (($this:ident, $titles:ident) $($event:ident $(<$refs:ident>)? {
        about: $about:expr,
        blobs: $blobs:expr,
        $(summary: $summary:expr,)?
        sentence: $sentence:expr,
    })+) => {$(
        impl<R: $crate::refs::Refs> $crate::event::Described<R> for $event $(<$refs>)? {
            fn about(&$this) -> $crate::event::About<'_, R> {
                $about
            }

            fn blobs(&$this) -> Vec<($crate::ids::Digest, $crate::event::Use)> {
                $blobs
            }

            fn summary(&$this) -> Option<String> {
                describe!(@summary $($summary)?)
            }

            fn sentence(&$this, $titles: &dyn $crate::event::Titles<R>) -> String {
                $sentence
            }
        }
    )+};
}

pub(super) use describe;

/// What an event names a blob for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Use {
    /// The log cannot be read or computed again without it: definitions, what they were made from, snapshot tables.
    Pinned,
    /// A file that somebody handed in.
    Evidence,
    /// A free text.
    Text,
}

/// What an event is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum About<'a, R: Refs> {
    /// The campaign, time itself, or what is known by its number alone.
    Whole,
    /// A phase.
    Phase(&'a R::Phase),
    /// A unit, and the one that goes on for it.
    Unit(&'a R::Unit, Option<&'a R::Unit>),
    /// An occasion whose dates are set.
    Planned(&'a R::Planned),
    /// An occasion.
    Occasion(&'a R::Occasion),
    /// The table of a snapshot's occasion.
    Table(&'a R::Occasion),
    /// One item, and the unit to which it goes.
    Item(&'a R::Occasion, &'a R::Unit, Option<&'a R::Unit>),
    /// Items of one occasion.
    Items(&'a R::Occasion, &'a [R::Unit]),
    /// Steps.
    Steps(Vec<&'a StepRef<R>>),
    /// Messages, with those of their steps that it names.
    Messages(Vec<(&'a MessageKey<R>, &'a [StepRef<R>])>),
    /// An event that a worker gave up.
    Delivery(&'a str, Version),
    /// Dead letters.
    Letters(&'a [DeadLetter<R>]),
    /// A unit's ledger.
    Ledger(&'a R::Duty, &'a R::Unit),
    /// A case, the unit that gets it, and what else is told of it.
    Case(&'a R::Case, Option<&'a R::Unit>, Beside<'a, R>),
    /// A candidate, and the unit that it is of.
    Candidate(&'a R::Candidate, Option<&'a R::Unit>),
    /// What a unit has on a score sheet.
    Sheet(&'a str, &'a R::Unit),
    /// A session of a round of ratings or inspections; its units are not told.
    Session(&'a str, &'a str),
    /// A list, and the unit that is, or has, the one who is to stand on it.
    Listed(&'a str, &'a R::Unit),
    /// A blob.
    Blob(&'a Digest),
}

/// What is told of a case beside the event's name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Beside<'a, R: Refs> {
    /// Nothing.
    Nothing,
    /// A text, or a stable word.
    Text(&'a str),
    /// A unit.
    Unit(&'a R::Unit),
}

impl<R: Refs> About<'_, R> {
    /// The key of the one thing: a phase, a unit, an occasion, an item, a message, a step. None where it is about several
    /// or the whole.
    #[must_use]
    pub fn key(&self) -> Option<String> {
        Some(match self {
            Self::Whole => return None,
            Self::Phase(phase) => phase.to_string(),
            Self::Unit(unit, _) => unit.to_string(),
            Self::Planned(occasion) => occasion.to_string(),
            Self::Occasion(occasion) | Self::Table(occasion) => occasion.to_string(),
            Self::Item(occasion, unit, _) => format!("{occasion}/{unit}"),
            Self::Items(occasion, units) => match units {
                [unit] => format!("{occasion}/{unit}"),
                _ => occasion.to_string(),
            },
            Self::Steps(steps) => return only(steps),
            Self::Messages(messages) => match messages.as_slice() {
                [(key, _)] => key.to_string(),
                _ => return None,
            },
            Self::Delivery(consumer, version) => format!("{consumer}@{version}"),
            Self::Letters(letters) => return only(letters),
            Self::Ledger(duty, unit) => format!("{duty}/{unit}"),
            Self::Case(case, ..) => case.to_string(),
            Self::Candidate(candidate, _) => candidate.to_string(),
            Self::Sheet(sheet, unit) => format!("{sheet}/{unit}"),
            Self::Session(round, session) => format!("{round}/{session}"),
            Self::Listed(list, _) => (*list).to_owned(),
            Self::Blob(blob) => blob.to_string(),
        })
    }
}

fn only(several: &[impl std::fmt::Display]) -> Option<String> {
    match several {
        [one] => Some(one.to_string()),
        _ => None,
    }
}

/// Who shows a sentence: its language, and what the committee's files call things.
pub trait Titles<R: Refs> {
    /// The language of who reads it.
    fn language(&self) -> Language;
    /// The campaign; empty where nobody knows.
    fn campaign(&self) -> String;
    /// A phase.
    fn phase(&self, phase: &R::Phase) -> String;
    /// A duty.
    fn duty(&self, duty: &R::Duty) -> String;
    /// A unit.
    fn unit(&self, unit: &R::Unit) -> String;
    /// An occasion.
    fn occasion(&self, occasion: &R::Occasion) -> String;
    /// An occasion whose dates are set.
    fn planned(&self, occasion: &R::Planned) -> String;
    /// An instant in the campaign's zone.
    fn local(&self, at: Instant) -> String;
    /// Why a step ended.
    fn reason(&self, reason: StepReason) -> String;
    /// Why a slot was chosen.
    fn slot(&self, reason: &SlotReason<R>) -> String;
    /// Whether one of these steps is asked about.
    fn asks(&self, steps: &[StepRef<R>]) -> bool;
}

impl<R: Refs> dyn Titles<R> + '_ {
    pub(super) fn say(&self, id: &'static str) -> &'static str {
        self.language().say(id)
    }

    pub(super) fn some(&self, mut names: Vec<String>) -> String {
        let count = names.len();
        names.truncate(NAMES_SHOWN);
        let names = Listed(&names);
        if count > NAMES_SHOWN {
            say!(self.language(), "names-and-more-of-count", names: names, more = count - NAMES_SHOWN, count)
        } else {
            names.localized(self.language()).into_owned()
        }
    }

    pub(super) fn units(&self, units: &[R::Unit]) -> String {
        self.some(units.iter().map(|unit| self.unit(unit)).collect())
    }

    pub(super) fn steps(&self, steps: &[StepRef<R>]) -> String {
        self.some(steps.iter().map(ToString::to_string).collect())
    }

    /// Names of messages: all, or those that carry something of what is asked about.
    pub(super) fn messages<'m>(
        &self,
        messages: impl Iterator<Item = (&'m MessageKey<R>, &'m [StepRef<R>])>,
    ) -> String {
        self.some(messages.filter(|(_, steps)| self.asks(steps)).map(|(key, _)| key.to_string()).collect())
    }

    pub(super) fn item(&self, occasion: &R::Occasion, unit: &R::Unit) -> String {
        format!("{occasion}/{unit} {}", self.occasion(occasion))
    }

    /// Something that was done to items of one occasion.
    pub(super) fn items(&self, done: TextId, occasion: &R::Occasion, units: &[R::Unit]) -> String {
        format!("{}{}: {}", done.say(self.language()), self.occasion(occasion), self.units(units))
    }

    /// Something that was done to one item.
    pub(super) fn to_item(&self, done: TextId, occasion: &R::Occasion, unit: &R::Unit) -> String {
        done.say(self.language()).to_owned() + &self.item(occasion, unit)
    }
}

/// The first digits of a digest.
pub(super) fn short(digest: &Digest) -> String {
    let mut digits = digest.to_string();
    digits.truncate(DIGITS_SHOWN);
    digits
}

pub(super) fn texts<'a>(texts: impl IntoIterator<Item = &'a Digest>) -> Vec<(Digest, Use)> {
    texts.into_iter().map(|text| (*text, Use::Text)).collect()
}

pub(super) fn files(evidence: &[Evidence]) -> Vec<(Digest, Use)> {
    evidence.iter().flat_map(|piece| &piece.files).map(|file| (*file, Use::Evidence)).collect()
}

/// What stands behind something that is said of a unit: files, and a text.
pub(super) fn backed(evidence: &[Evidence], reason: Option<&Digest>) -> Vec<(Digest, Use)> {
    files(evidence).into_iter().chain(texts(reason)).collect()
}

pub(super) fn sources(definition: Digest, sources: &[Source]) -> Vec<(Digest, Use)> {
    let sources = sources.iter().map(|source| source.digest);
    std::iter::once(definition).chain(sources).map(|digest| (digest, Use::Pinned)).collect()
}

pub(super) fn cells(cells: &[(String, Cell)]) -> Vec<(Digest, Use)> {
    let text = |(_, cell): &(String, Cell)| match cell {
        Cell::Text(text) => Some((*text, Use::Text)),
        Cell::Empty | Cell::Date(_) | Cell::Number(_) | Cell::Word(_) => None,
    };
    cells.iter().filter_map(text).collect()
}

/// `1 item`, `3 items`.
pub(super) fn count(number: usize, what: &str) -> String {
    if number == 1 { format!("1 {what}") } else { format!("{number} {what}s") }
}

/// The one unit's item, or how many there are of the occasion.
pub(super) fn items<R: Refs>(occasion: &R::Occasion, units: &[R::Unit]) -> String {
    match units {
        [unit] => format!("item {occasion}/{unit}"),
        _ => format!("{} items of {occasion}", units.len()),
    }
}

/// The one step, or how many there are.
pub(super) fn steps<R: Refs>(steps: &[StepRef<R>]) -> String {
    match steps {
        [step] => format!("step {step}"),
        _ => format!("{} steps", steps.len()),
    }
}

/// A reason as words, such as `no longer due`.
pub(super) fn reason(reason: StepReason) -> String {
    let mut words = String::new();
    for letter in format!("{reason:?}").chars() {
        if letter.is_ascii_uppercase() && !words.is_empty() {
            words.push(' ');
        }
        words.push(letter.to_ascii_lowercase());
    }
    words
}
