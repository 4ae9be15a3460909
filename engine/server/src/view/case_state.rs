//! How a case stands, by the marks in its row: tables and pages say it in the same words.

use muster_protocol::catalogue::TextId;
use muster_protocol::id;
use muster_protocol::time::Instant;

/// In [`CaseMarks::passed_up`]: those above have not replied yet.
pub const PASSED_UP_WAITING: &str = "waiting";
/// In [`CaseMarks::passed_up`]: they have.
pub const PASSED_UP_REPLIED: &str = "replied";

/// The marks by which a row says how its case stands.
#[derive(Debug, Clone, Copy, Default)]
pub struct CaseMarks<'a> {
    /// When it was accepted.
    pub accepted: Option<Instant>,
    /// Whether it was passed up, and what came of that.
    pub passed_up: Option<&'a str>,
    /// When it was answered.
    pub answered: Option<Instant>,
    /// When it was closed.
    pub closed: Option<Instant>,
}

impl CaseMarks<'_> {
    /// The state, in words.
    #[must_use]
    pub fn state(self) -> TextId {
        match self {
            Self { closed: Some(_), .. } => id!("closed-2"),
            Self { answered: Some(_), .. } => id!("to-be-called-back"),
            Self { passed_up: Some(PASSED_UP_WAITING), .. } => id!("waits-for-a-reply"),
            Self { accepted: Some(_), .. } => id!("in-work"),
            Self { .. } => id!("to-be-accepted"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_latest_mark_says_how_a_case_stands() {
        let at = Some(Instant(1));
        let accepted = CaseMarks { accepted: at, ..CaseMarks::default() };
        let waiting = CaseMarks { passed_up: Some(PASSED_UP_WAITING), ..accepted };
        let replied = CaseMarks { passed_up: Some(PASSED_UP_REPLIED), ..accepted };
        let answered = CaseMarks { answered: at, ..waiting };
        let closed = CaseMarks { closed: at, ..answered };
        let states = [
            (CaseMarks::default(), id!("to-be-accepted")),
            (accepted, id!("in-work")),
            (waiting, id!("waits-for-a-reply")),
            (replied, id!("in-work")),
            (answered, id!("to-be-called-back")),
            (closed, id!("closed-2")),
        ];
        for (marks, state) in states {
            assert!(marks.state() == state, "{marks:?}");
        }
    }
}
