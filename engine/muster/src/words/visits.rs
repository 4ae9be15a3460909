//! Visits in words: how one stands, why it does not take place.

use muster_words::event::CalledOff;

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
    let (zh, en) = match code {
        "proposed" => ("待确认", "proposed"),
        "confirmed" => ("已确认", "confirmed"),
        "made" => ("已走访、待记录", "made, to be recorded"),
        "recorded" => ("已记录", "recorded"),
        "unrecorded" => ("超期未记录", "unrecorded"),
        "not-made" => ("未走访", "not made"),
        "declined" => return called_off(lang, CalledOff::Declined),
        "cancelled" => return called_off(lang, CalledOff::Cancelled),
        "no-show" => return called_off(lang, CalledOff::NoShow),
        other => return other,
    };
    lang.pick(zh, en)
}
