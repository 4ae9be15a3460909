//! What is wrong with the file of a visit instance, and what to do about it.

use muster_protocol::{id, say, text};
use std::path::Path;

use muster_solver::fault::{Fault, Kind, Noun, Wrong};
use muster_solver::reading::FORMAT;

use crate::exit::{Exit, Failure};
use muster_protocol::catalogue::{Language, LocalizedText, TextId};

/// A fault as a failure that a person can act on.
#[must_use]
pub fn failure(lang: Language, file: &Path, fault: &Fault) -> Failure {
    let (file, at) = (file.display(), &fault.at);
    let what = if at.is_empty() {
        say!(lang, "instance-file-cannot-be-used", file)
    } else {
        say!(lang, "instance-file-has-a-fault", file, at)
    };
    let (why, next) = described(&fault.wrong);
    Failure::new(Exit::Fault, what).because(why.say(lang)).next(next.say(lang))
}

const fn kind(kind: Kind) -> TextId {
    match kind {
        Kind::Integer => id!("a-whole-number"),
        Kind::Text => id!("some-text"),
        Kind::List => id!("list-of-values"),
        Kind::Object => id!("an-object-with-fields"),
        Kind::Boolean => id!("true-or-false"),
        Kind::Date => id!("a-date-such-as"),
    }
}

/// What a thing is, and the list of the file in which things of its kind stand.
const fn noun(noun: Noun) -> (TextId, &'static str) {
    match noun {
        Noun::Location => (id!("instance-location"), "locations"),
        Noun::Leader => (id!("instance-leader"), "leaders"),
        Noun::Place => (id!("instance-place"), "places"),
    }
}

/// What is wrong, and what to do about it.
fn described(wrong: &Wrong) -> (LocalizedText, LocalizedText) {
    match wrong {
        Wrong::NotJson(error) => (text!("it-is-not-json", error), text!("correct-the-file-or-export-again")),
        Wrong::Format(found) => {
            (text!("the-format-is", found), text!("only-this-format-is-read", format = FORMAT))
        }
        Wrong::Missing => (text!("it-is-missing"), text!("add-it")),
        Wrong::NotA(want, found) => {
            (text!("there-stands", found), text!("write-a-value-of-kind", kind: kind(*want)))
        }
        Wrong::Outside { low, high, found } => {
            (text!("found-is-outside-its-limits", found), text!("write-a-number-from-to", low, high))
        }
        Wrong::Reversed { from, to } => {
            (text!("it-does-not-end-after-it-begins", from, to), text!("make-the-end-later"))
        }
        Wrong::Unknown(what, name) => {
            let (what, list) = noun(*what);
            (
                text!("there-is-no-thing-of-that-name", what: what, name),
                text!("add-it-to-the-list-or-correct", list),
            )
        }
        Wrong::Twice(name) => (text!("name-stands-there-twice", name), text!("leave-one-of-them")),
        Wrong::TooMany { max, found } => {
            (text!("too-many-can-be-planned", found, max), text!("make-several-instances"))
        }
        Wrong::Empty => (text!("it-is-empty"), text!("write-one-at-least")),
        Wrong::RowLength { want, found } => (
            text!("row-has-other-entries-than-locations", #found = found, #want = want),
            text!("write-a-row-for-each-location"),
        ),
        Wrong::AwayFromItself(found) => {
            (text!("a-location-is-away-from-itself", #found = found), text!("write-zero-on-the-diagonal"))
        }
        Wrong::NotOneOf(words, found) => {
            (text!("there-stands-in-quotes", found), text!("write-one-of-these", words))
        }
    }
}
