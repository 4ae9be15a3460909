//! Items: how they stand, as words for people.

use muster_core::campaign::ItemState;
use muster_protocol::id;
use muster_server::view::codes::{DRAWN, ENDED, NOTICE, item_state};

use muster_protocol::catalogue::Language;

/// The state in words.
#[must_use]
pub fn state(lang: Language, state: ItemState) -> &'static str {
    let said = match state {
        ItemState::None => id!("no-such-item"),
        ItemState::Open => id!("open"),
        ItemState::Submitted => id!("submitted"),
        ItemState::Returned => id!("returned"),
        ItemState::Accepted => id!("accepted"),
        ItemState::Closed => id!("closed"),
        ItemState::Waived => id!("waived"),
        ItemState::PassedOn => id!("passed-on"),
        ItemState::Retired => id!("retired"),
    };
    said.say(lang)
}

/// The state in words, from its stable word; an unknown one stays as it is.
#[must_use]
pub fn state_of_code(lang: Language, code: &str) -> String {
    match code {
        NOTICE => return lang.say("notice-only").to_owned(),
        DRAWN => return lang.say("sample-drawn").to_owned(),
        ENDED => return lang.say("item-ended-with-the-unit").to_owned(),
        _ => {}
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
