//! Visits in words: how one stands, why it does not take place.

use muster_core::definition::Tongue;
use muster_protocol::event::CalledOff;

use crate::lang::Lang;

/// Why a visit does not take place.
#[must_use]
pub fn called_off(lang: Lang, why: CalledOff) -> &'static str {
    let (zh, en) = why.words();
    lang.pick(zh, en)
}

/// How a visit stands, from its stable word; an unknown one stays as it is.
#[must_use]
pub fn stage(lang: Lang, code: &str) -> &str {
    muster_server::read::visits::stage(Tongue::from(lang), code)
}
