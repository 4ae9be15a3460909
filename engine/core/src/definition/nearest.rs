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
            distance * 2 <= longer && distance <= 3 && distance < longer
        })
        .min_by_key(|&(distance, _)| distance)
        .map(|(_, name)| name)
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
    }
}
