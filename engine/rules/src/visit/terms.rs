//! What the file says of what a visit leaves behind: of visits that are planned and of those that arrange themselves alike.

use muster_protocol::any_of;
use muster_protocol::catalogue::Language;
use muster_protocol::definition::{Definition, Duty, VisitTerms};
use muster_protocol::item::OccasionKind;

/// Of an occasion's visits; none where it has none.
#[must_use]
pub fn terms_of(def: &Definition, kind: OccasionKind) -> Option<&VisitTerms> {
    match kind {
        OccasionKind::Visit(programme) => def.visits.get(programme.at()).map(|programme| &programme.terms),
        OccasionKind::Duty(duty) => {
            def.self_arranged.iter().find(|visit| visit.duties.contains(&duty)).map(|visit| &visit.terms)
        }
        any_of!(OccasionKind: Phase Snapshot Announcement Rating Stage Round) => None,
    }
}

/// Of the visits as which a duty is carried; none where it is no visit.
#[must_use]
pub fn terms_of_duty<'d>(def: &'d Definition, duty: &Duty) -> Option<&'d VisitTerms> {
    let is_it = |known: &Duty| known.id == duty.id;
    let mut visits = def.self_arranged.iter();
    let visit =
        visits.find(|visit| visit.duties.iter().any(|ix| def.duties.get(ix.at()).is_some_and(is_it)))?;
    Some(&visit.terms)
}

/// Whether a section of a visit's record says that there is nothing to tell: it is empty, or the word for it in either language.
#[must_use]
pub fn says_nothing(section: &str) -> bool {
    section.is_empty()
        || [Language::Zh, Language::En].iter().any(|language| language.say("none-6") == section)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_said_in_either_language() {
        assert!(["", "无", "none"].into_iter().all(says_nothing));
        assert!(!says_nothing("好") && !says_nothing("none of them"));
    }
}
