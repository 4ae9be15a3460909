//! The English names of months.

const NAMES: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// The name of a month from 1 to 12; none of another number.
#[must_use]
pub fn english(month: u32) -> Option<&'static str> {
    let at = usize::try_from(month).ok()?.checked_sub(1)?;
    NAMES.get(at).copied()
}

#[cfg(test)]
mod tests {
    use super::english;

    #[test]
    fn a_year_has_twelve_months_and_no_other() {
        assert_eq!([1, 12].map(english), [Some("January"), Some("December")]);
        assert_eq!([0, 13].map(english), [None, None]);
    }
}
