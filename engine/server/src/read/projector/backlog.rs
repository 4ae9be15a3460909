//! Events that are in the log and not taken in yet, and when they are.

use std::time::Duration;

use muster_protocol::ids::Position;
use tokio::time::Instant;

use super::PAGE_EVENTS;

/// How long events wait to be taken in, in machine time, while there are fewer than a page of them and nobody waits for them:
/// while much is decided at once, the cores are for those who decide.
const LEFT_FOR: Duration = Duration::from_millis(100);

/// See the module.
#[derive(Debug, Default)]
pub(super) struct Backlog {
    /// When the log was first seen to be further on.
    since: Option<Instant>,
}

impl Backlog {
    /// Whether events up to `head` are to be taken in behind `applied`, if nobody waits for them: there are many of them, or
    /// they have waited long enough.
    pub(super) fn is_ripe(&mut self, applied: Position, head: Position, now: Instant) -> bool {
        let events = head.0.saturating_sub(applied.0);
        if events == 0 {
            return false;
        }
        let since = *self.since.get_or_insert(now);
        events >= PAGE_EVENTS as u64 || since + LEFT_FOR <= now
    }

    /// When they are taken in at the latest.
    pub(super) fn due(&self) -> Option<Instant> {
        self.since.map(|since| since + LEFT_FOR)
    }

    /// They are taken in now.
    pub(super) fn clear(&mut self) {
        self.since = None;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn events_are_taken_in_when_there_is_a_page_of_them_or_they_have_waited() {
        let (mut backlog, begun) = (Backlog::default(), Instant::now());
        let page = PAGE_EVENTS as u64;
        assert!(!backlog.is_ripe(Position(5), Position(5), begun), "nothing waits");
        assert_eq!(backlog.due(), None);
        assert!(!backlog.is_ripe(Position(5), Position(6), begun));
        assert_eq!(backlog.due(), Some(begun + LEFT_FOR));
        let soon = begun + LEFT_FOR / 2;
        assert!(!backlog.is_ripe(Position(5), Position(4 + page), soon), "a page less one");
        assert!(backlog.is_ripe(Position(5), Position(5 + page), soon));
        assert!(
            backlog.is_ripe(Position(5), Position(6), begun + LEFT_FOR),
            "since the first of them was seen"
        );
        backlog.clear();
        assert!(
            !backlog.is_ripe(Position(6), Position(7), begun + LEFT_FOR),
            "and the next one has not waited"
        );
    }
}
