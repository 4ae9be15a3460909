//! Visits in words: how one stands, why it does not take place.

use muster_protocol::event::CalledOff;

use muster_protocol::catalogue::Language;

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
