//! A number before a noun chooses the noun's plural: “1 day”, “2 days”.
//!
//! The nouns are those for which the catalogue itself has a choice, so that nothing else is taken for one.

use std::collections::BTreeSet;

/// What ends a word of a sentence.
const MARKS: [char; 4] = [',', ';', ':', '.'];

/// A number that stands before a plural whatever it is.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Unchosen {
    pub(super) id: String,
    pub(super) variable: String,
    pub(super) noun: String,
}

/// The numbers of a catalogue that choose no plural. Behind “1 to” there are always several.
pub(super) fn unchosen(text: &str) -> Vec<Unchosen> {
    let nouns = nouns(text);
    let (mut found, mut id) = (Vec::new(), "");
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        if line.starts_with(|c: char| c.is_ascii_lowercase())
            && let Some((own, _)) = line.split_once(" =")
        {
            id = own;
        }
        if line.trim_start().starts_with(['[', '*']) {
            continue;
        }
        for (at, _) in line.match_indices("{ $") {
            let range = line[..at].ends_with("0 to ") || line[..at].ends_with("1 to ");
            let Some((variable, behind)) = behind_number(&line[at..]).filter(|_| !range) else { continue };
            if let Some(noun) = nouns.iter().find(|noun| begins_with(behind, noun)) {
                let (id, variable) = (id.to_owned(), variable.to_owned());
                found.push(Unchosen { id, variable, noun: noun.clone() });
            }
        }
    }
    found
}

/// The plurals that the catalogue chooses somewhere: “working days”, where one line has `[one] { $days } working day` and the
/// next has `*[other] { $days } working days`.
fn nouns(text: &str) -> BTreeSet<String> {
    let (mut found, mut one) = (BTreeSet::new(), None);
    for line in text.lines().map(str::trim_start) {
        if let Some(choice) = line.strip_prefix("[one] ") {
            one = behind_number(choice);
        } else if let Some(choice) = line.strip_prefix("*[other] ") {
            let both = one.take().zip(behind_number(choice));
            found.extend(both.and_then(|((_, one), (_, other))| plural(one, other)));
        }
    }
    found
}

/// The variable of a text that begins with one, and what stands behind it.
fn behind_number(text: &str) -> Option<(&str, &str)> {
    let (variable, behind) = text.strip_prefix("{ $")?.split_once(" } ")?;
    variable.chars().all(|c| c.is_ascii_alphanumeric() || c == '_').then_some((variable, behind))
}

/// The words up to the first that one and many do not share, if that is a plural.
fn plural(one: &str, other: &str) -> Option<String> {
    let mut words = Vec::new();
    for (one, other) in one.split(' ').zip(other.split(' ')) {
        let (one, other) = (one.trim_end_matches(MARKS), other.trim_end_matches(MARKS));
        words.push(other);
        if one != other {
            return other.ends_with('s').then(|| words.join(" "));
        }
    }
    None
}

/// Whether a text begins with a noun and the noun ends there.
fn begins_with(text: &str, noun: &str) -> bool {
    text.strip_prefix(noun).is_some_and(|rest| !rest.starts_with(|c: char| c.is_alphanumeric() || c == '-'))
}

#[cfg(test)]
mod tests {
    use super::*;

    const CHOICES: &str = "left = { $days ->\n        [one] { $days } working day is\n       *[other] { $days } working days are\n    } left\n";

    fn check(sentence: &str) -> Vec<(String, String)> {
        let found = unchosen(&format!("{CHOICES}late = {sentence}\n"));
        found.into_iter().map(|one| (one.variable, format!("{} {}", one.id, one.noun))).collect()
    }

    #[test]
    fn a_number_before_a_plural_is_found() {
        let found = ("n".to_owned(), "late working days".to_owned());
        assert_eq!(check("late by { $n } working days"), std::slice::from_ref(&found));
        assert_eq!(check("{ $name }{ $more }: { $n } working days, at least"), [found]);
    }

    #[test]
    fn what_chooses_and_what_is_no_number_of_the_noun_is_fine() {
        for sentence in [
            "{ $n } days",
            "{ $n } working days-off",
            "1 to { $n } working days",
            "{ $n ->\n        [one] { $n } working day\n       *[other] { $n } working days\n    } late",
        ] {
            assert!(check(sentence).is_empty(), "{sentence}");
        }
    }
}
