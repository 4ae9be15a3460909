//! “Did you mean”: the nearest of the names that exist.

/// Most characters of a name that is compared: longer ones are sentences.
const CHARS_MAX: usize = 80;
/// Most wrong characters of a name that was meant.
const WRONG_MAX: usize = 3;

/// The nearest of `names` to `text`, when it is near enough to have been meant.
#[must_use]
pub fn nearest<'a>(text: &str, names: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let said: Vec<char> = text.chars().take(CHARS_MAX + 1).collect();
    if said.len() > CHARS_MAX {
        return None;
    }
    let mut name_chars = Vec::new();
    let mut best: Option<(usize, &str)> = None;
    for name in names {
        name_chars.clear();
        name_chars.extend(name.chars().take(said.len() + WRONG_MAX + 1));
        if same_number(text, name) {
            return Some(name);
        }
        let longer = said.len().max(name_chars.len());
        // Only what is nearer than the best so far; at least half of the characters must be right.
        let most = best.map_or(WRONG_MAX, |(distance, _)| distance - 1).min(longer / 2);
        if let Some(distance) = wrong(&said, &name_chars, most).filter(|distance| *distance < longer) {
            best = Some((distance, name));
            if distance == 0 {
                break;
            }
        }
    }
    best.map(|(_, name)| name)
}

/// How many characters must be changed, added, left out or swapped with the next one to come from one name to the other; none
/// where they are more than `most`. Only so many places beside each other are compared: most names are far off.
fn wrong(from: &[char], to: &[char], most: usize) -> Option<usize> {
    if from.len().abs_diff(to.len()) > most {
        return None;
    }
    let far = most + 1;
    let (mut before, mut last): (Vec<usize>, Vec<usize>) =
        (Vec::new(), (0..=to.len()).map(|at| at.min(far)).collect());
    for row in 1..=from.len() {
        let mut this = vec![far; to.len() + 1];
        this[0] = row.min(far);
        let (first, behind) = (row.saturating_sub(most).max(1), (row + most).min(to.len()));
        for column in first..=behind {
            let same = from[row - 1] == to[column - 1];
            let changed = last[column - 1] + usize::from(!same);
            let mut least = changed.min(last[column] + 1).min(this[column - 1] + 1);
            let swapped =
                row > 1 && column > 1 && from[row - 1] == to[column - 2] && from[row - 2] == to[column - 1];
            if swapped {
                least = least.min(before[column - 2] + 1);
            }
            this[column] = least.min(far);
        }
        if this.iter().all(|distance| *distance == far) {
            return None;
        }
        before = std::mem::replace(&mut last, this);
    }
    Some(last[to.len()]).filter(|distance| *distance <= most)
}

/// Whether two codes are one number, with and without zeros before it: 009 and 9.
fn same_number(one: &str, other: &str) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    digits(one) && digits(other) && one.trim_start_matches('0') == other.trim_start_matches('0')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{nearest, wrong};

    proptest! {
        #[test]
        fn few_wrong_characters_are_counted_as_they_always_were(from in "[abc]{0,9}", to in "[abc]{0,9}") {
            let all = strsim::osa_distance(&from, &to);
            let (from, to): (Vec<char>, Vec<char>) = (from.chars().collect(), to.chars().collect());
            for most in 0..=4 {
                prop_assert_eq!(wrong(&from, &to, most), Some(all).filter(|all| *all <= most), "{}", most);
            }
        }
    }

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
