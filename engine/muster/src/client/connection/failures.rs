//! Why the way to an engine is shut, for people.

use muster_protocol::say;
use std::path::Path;

use muster_server::OpenError;
use muster_server::directory::lock::LockError;

use super::client::ConnectFailure;
use crate::client::remote::Place;
use crate::exit::{Exit, Failure};
use muster_protocol::catalogue::Language;

pub(super) fn nothing_there(lang: Language, dir: &Path) -> Failure {
    let what = say!(lang, "there-is-no-muster-data-in-dir", dir = dir.display());
    let next = lang.say("name-the-directory-or-begin");
    Failure::new(Exit::Fault, what).next(next)
}

/// An engine elsewhere does not answer, or does not take the token.
pub(super) fn not_let_in(lang: Language, place: &Place, failure: &ConnectFailure) -> Failure {
    if let ConnectFailure::WrongToken(_, refusal) = failure {
        let what = say!(lang, "engine-does-not-take-this-token", url = place.url);
        let why = refusal.as_ref().map(|no| no.detail.say(lang).to_owned());
        let next = lang.say("ask-ops-for-a-new-token");
        return Failure { why, ..Failure::new(Exit::NotAllowed, what).next(next) };
    }
    let what = say!(lang, "no-engine-is-reached-at-url", url = place.url);
    let next = lang.say("check-the-address-and-the-network");
    Failure::new(Exit::Unreachable, what).because(failure.sentence(lang)).next(next)
}

/// Nobody answers for a directory, to whom something is to be told.
pub(super) fn not_let_in_later(lang: Language, dir: &Path, failure: &ConnectFailure) -> Failure {
    let what = say!(lang, "no-engine-answers-for-dir", dir = dir.display());
    Failure::new(Exit::Later, what).because(failure.sentence(lang))
}

fn held(lang: Language, dir: &Path, holder: &str) -> String {
    say!(lang, "dir-is-held-by-process", dir = dir.display(), holder)
}

/// The directory is held, and its holder cannot be spoken with.
pub(super) fn unanswering(lang: Language, dir: &Path, holder: &str, failure: &ConnectFailure) -> Failure {
    let next = lang.say("try-again-or-stop-that-process");
    Failure::new(Exit::Unreachable, held(lang, dir, holder)).because(failure.sentence(lang)).next(next)
}

/// What to do when the system does not write or read, by its own words.
#[must_use]
pub fn remedy(lang: Language, words: &str) -> &'static str {
    of_the_system(lang, words).unwrap_or_else(|| lang.say("look-with-muster-verify-or-restore-a-backup"))
}

/// The same; none where the words do not say what the system lacks.
pub(super) fn of_the_system(lang: Language, words: &str) -> Option<&'static str> {
    let says = |any: &[&str]| any.iter().any(|word| words.to_lowercase().contains(word));
    let cause = if says(&["disk is full", "no space", "quota"]) {
        lang.say("the-disk-is-full-make-room")
    } else if says(&["read-only", "readonly", "permission denied", "not permitted"]) {
        lang.say("it-cannot-be-written")
    } else if says(&["i/o error", "input/output"]) {
        lang.say("the-disk-is-full-or-fails")
    } else {
        return None;
    };
    Some(cause)
}

/// Why an engine could not be opened, for people.
#[must_use]
pub fn not_opened(lang: Language, error: &OpenError) -> Failure {
    match error {
        OpenError::Lock(LockError::Held { dir, holder }) => {
            let next = lang.say("stop-that-process-or-take-another-dir");
            Failure::new(Exit::Unreachable, held(lang, dir, holder)).next(next)
        }
        OpenError::Lock(LockError::Unusable { dir, cause }) => {
            let what = say!(lang, "dir-cannot-be-used", dir = dir.display());
            Failure::new(Exit::Fault, what).because(cause).next(remedy(lang, &cause.to_string()))
        }
        OpenError::Store(error) => {
            let what = lang.say("the-data-cannot-be-opened");
            Failure::new(Exit::Fault, what).because(error).next(remedy(lang, &error.to_string()))
        }
        OpenError::Clock { dir, kept } => {
            let what = say!(lang, "dir-uses-another-clock", dir = dir.display(), kept);
            Failure::new(Exit::Fault, what).next(lang.say("take-another-dir"))
        }
    }
}
