//! Visits in words: how one stands, why it does not take place, what it left behind.

use muster_protocol::catalogue::{Language, Listed};
use muster_protocol::event::CalledOff;
use muster_protocol::say;

/// Why a visit does not take place.
#[must_use]
pub fn called_off(lang: Language, why: CalledOff) -> &'static str {
    why.words().say(lang)
}

/// How a visit stands, from its stable word; an unknown one stays as it is.
#[must_use]
pub fn stage(lang: Language, code: &str) -> &str {
    muster_server::read::visits::stage(lang, code)
}

/// How content those were who were asked: who, and their answer.
#[must_use]
pub fn rated(lang: Language, ratings: &[(String, String)]) -> String {
    let said: Vec<String> = ratings.iter().map(|(by, answer)| format!("{by} {answer}")).collect();
    say!(lang, "how-content-people-were-with-the-visit", ratings: Listed(&said))
}

/// Cases that were brought at it, by their names.
#[must_use]
pub fn brought(lang: Language, cases: &[String]) -> String {
    say!(lang, "cases-that-were-brought-there", cases: Listed(cases))
}
