//! The names of months.

use muster_protocol::catalogue::TextId;
use muster_protocol::id;

const NAMES: [TextId; 12] = [
    id!("month-1"),
    id!("month-2"),
    id!("month-3"),
    id!("month-4"),
    id!("month-5"),
    id!("month-6"),
    id!("month-7"),
    id!("month-8"),
    id!("month-9"),
    id!("month-10"),
    id!("month-11"),
    id!("month-12"),
];

const SHORT: [TextId; 12] = [
    id!("jan"),
    id!("feb"),
    id!("mar"),
    id!("apr"),
    id!("may-month"),
    id!("jun"),
    id!("jul"),
    id!("aug"),
    id!("sep"),
    id!("oct"),
    id!("nov"),
    id!("dec"),
];

/// The name of a month from 1 to 12; none of another number.
#[must_use]
pub fn name(month: u32) -> Option<TextId> {
    of(&NAMES, month)
}

/// The short name of a month from 1 to 12, as it stands in a date; none of another number.
#[must_use]
pub fn short(month: u32) -> Option<TextId> {
    of(&SHORT, month)
}

fn of(names: &[TextId; 12], month: u32) -> Option<TextId> {
    let at = usize::try_from(month).ok()?.checked_sub(1)?;
    names.get(at).copied()
}

#[cfg(test)]
mod tests {
    use muster_protocol::catalogue::Language;

    use super::{name, short};

    #[test]
    fn a_year_has_twelve_months_and_no_other() {
        let said = |language: Language| [1, 12].map(|month| name(month).unwrap().say(language));
        assert_eq!(said(Language::En), ["January", "December"]);
        assert_eq!(said(Language::Zh), ["1月", "12月"]);
        assert_eq!([0, 13].map(name), [None, None]);
        assert_eq!([1, 12].map(|month| short(month).unwrap().say(Language::En)), ["Jan", "Dec"]);
        assert_eq!([0, 13].map(short), [None, None]);
    }
}
