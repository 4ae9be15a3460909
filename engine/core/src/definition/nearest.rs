//! “Did you mean”: the nearest of the names that exist.

/// The nearest of `names` to `text`, when it is near enough to have been meant.
#[must_use]
pub fn nearest<'a>(text: &str, names: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let length = text.chars().count();
    if length > 80 {
        return None;
    }
    names
        .into_iter()
        .filter(|name| name.chars().count() <= 80)
        .map(|name| (strsim::damerau_levenshtein(text, name), name))
        .filter(|&(distance, name)| {
            let longer = length.max(name.chars().count());
            // At least half of the characters must be right, and at most three wrong.
            same_number(text, name) || distance * 2 <= longer && distance <= 3 && distance < longer
        })
        .map(|(distance, name)| (if same_number(text, name) { 0 } else { distance }, name))
        .min_by_key(|&(distance, _)| distance)
        .map(|(_, name)| name)
}

/// Whether two codes are one number, with and without zeros before it: 009 and 9.
fn same_number(one: &str, other: &str) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    digits(one) && digits(other) && one.trim_start_matches('0') == other.trim_start_matches('0')
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn one_wrong_character_is_near_and_another_word_is_not() {
        assert_eq!(nearest("截至", ["截止", "起"]), Some("截止"));
        assert_eq!(nearest("窗口单味", ["全部单位", "窗口单位"]), Some("窗口单位"));
        assert_eq!(nearest("起", ["止"]), None);
        assert_eq!(nearest("whne", ["when", "who"]), Some("when"));
        assert_eq!(nearest("x", Vec::new()), None);
        // Zeros before a number are what spreadsheets take.
        assert_eq!(nearest("009", ["109", "9"]), Some("9"));
        assert_eq!(nearest("7", ["8", "007"]), Some("007"));
    }
}
