//! What each finding's code means, why it matters, and a wrong line beside the right one, for `muster explain`.

use muster_protocol::catalogue::LocalizedText;

use super::code::{self, Entry};

/// A code explained.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explanation {
    /// The code, such as `M020`.
    pub code: &'static str,
    /// What was found.
    pub what: LocalizedText,
    /// Why it matters.
    pub why: LocalizedText,
    /// A line that is reported.
    pub wrong: LocalizedText,
    /// The same line fixed.
    pub right: LocalizedText,
}

/// Every code, in order.
#[must_use]
pub fn explanations() -> Vec<Explanation> {
    let tables = [code::FORM, code::TIME, code::TABLES, code::JUDGING];
    let mut all: Vec<Explanation> = tables.into_iter().flatten().map(of).collect();
    all.sort_by_key(|one| one.code);
    all
}

/// The explanation of a code, written in small or capital letters.
#[must_use]
pub fn explain(code: &str) -> Option<Explanation> {
    let wanted = code.trim().to_ascii_uppercase();
    explanations().into_iter().find(|one| one.code == wanted)
}

fn of(&(code, said): &Entry) -> Explanation {
    let [what, why, wrong, right] = said.map(LocalizedText::from);
    Explanation { code, what, why, wrong, right }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_has_one_entry() {
        let explained: Vec<&str> = explanations().iter().map(|one| one.code).collect();
        assert!(explained.len() > 50, "{explained:?}");
        assert!(explained.is_sorted_by(|one, next| one < next), "a code stands twice: {explained:?}");
        let plain = |code: &&str| code.len() == 4 && code.starts_with('M');
        assert!(explained.iter().all(plain), "{explained:?}");
    }

    #[test]
    fn nothing_is_left_empty_and_the_right_line_differs_from_the_wrong_one() {
        for one in explanations() {
            for said in [&one.what, &one.why, &one.wrong, &one.right] {
                assert!(!said.zh.is_empty() && !said.en.is_empty(), "{}", one.code);
            }
            assert!(one.wrong.zh != one.right.zh && one.wrong.en != one.right.en, "{}", one.code);
        }
        assert_eq!(explain("m020 ").map(|one| one.code), Some("M020"));
        assert_eq!(explain("M999"), None);
    }
}
