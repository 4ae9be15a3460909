//! Items: how they stand, as words for people.

use muster_core::campaign::ItemState;
use muster_server::view::codes::{NOTICE, item_state};

use crate::lang::Lang;

/// The state in words.
#[must_use]
pub fn state(lang: Lang, state: ItemState) -> &'static str {
    let (zh, en) = match state {
        ItemState::None => ("无此事项", "no such item"),
        ItemState::Open => ("待报送", "open"),
        ItemState::Submitted => ("待审核", "submitted"),
        ItemState::Returned => ("已退回", "returned"),
        ItemState::Accepted => ("已通过", "accepted"),
        ItemState::Closed => ("已办结", "closed"),
        ItemState::Waived => ("免办", "waived"),
        ItemState::PassedOn => ("已转交", "passed on"),
        ItemState::Retired => ("停用免办", "retired"),
    };
    lang.pick(zh, en)
}

/// The state in words, from its stable word; an unknown one stays as it is.
#[must_use]
pub fn state_of_code(lang: Lang, code: &str) -> String {
    if code == NOTICE {
        return lang.pick("仅通知", "notice only").to_owned();
    }
    let known = STATES.into_iter().find(|known| item_state(*known) == code);
    known.map_or_else(|| code.to_owned(), |known| state(lang, known).to_owned())
}

const STATES: [ItemState; 9] = [
    ItemState::None,
    ItemState::Open,
    ItemState::Submitted,
    ItemState::Returned,
    ItemState::Accepted,
    ItemState::Closed,
    ItemState::Waived,
    ItemState::PassedOn,
    ItemState::Retired,
];

/// A rate in hundredths of a percent, such as `86.50 %`.
#[must_use]
pub fn rate(hundredths: u16) -> String {
    format!("{}.{:02} %", hundredths / 100, hundredths % 100)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rates_have_two_places() {
        assert_eq!(rate(10_000), "100.00 %");
        assert_eq!(rate(8_605), "86.05 %");
        assert_eq!(rate(5), "0.05 %");
    }
}
