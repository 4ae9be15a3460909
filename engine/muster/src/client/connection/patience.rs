//! Waiting for rows that are computed from the log: a view that is rebuilt takes minutes over a long one. Anyone who waits sees
//! how far it is, and is told when it does not move any more.

use muster_protocol::say;
use std::time::Duration;

use tokio::time::Instant;

use crate::exit::{Exit, Failure};
use crate::output::Output;
use muster_protocol::catalogue::Language;

/// Pause before rows are asked for again (machine time). Asking itself waits a while for them.
pub(super) const BEHIND_PAUSE: Duration = Duration::from_millis(250);
/// How long a view may stand still before nobody waits for it any more (machine time): no page of it takes so long.
const STILL_MAX: Duration = Duration::from_mins(1);
/// How often the way is told where there is no terminal to draw on (machine time).
const PROGRESS_EVERY: Duration = Duration::from_secs(10);

/// See the module.
#[derive(Debug)]
pub(super) struct Patience {
    out: Output,
    seen: Option<Seen>,
}

#[derive(Debug)]
struct Seen {
    position: u64,
    moved: Instant,
    logged: Instant,
}

impl Patience {
    pub(super) fn new(lang: Language) -> Self {
        Self { out: Output::new(lang), seen: None }
    }

    /// Whether to go on waiting for a view that has come so far.
    pub(super) fn goes_on(&mut self, position: u64, head: u64) -> bool {
        let now = Instant::now();
        let Some(seen) = &mut self.seen else {
            self.out.talk(how_far(self.out.lang, position, head));
            self.out.start_bar(head);
            self.out.move_bar(position, String::new);
            self.seen = Some(Seen { position, moved: now, logged: now });
            return true;
        };
        if position != seen.position {
            (seen.position, seen.moved) = (position, now);
        }
        if !self.out.watched() && now - seen.logged >= PROGRESS_EVERY {
            seen.logged = now;
            self.out.talk(how_far(self.out.lang, position, head));
        }
        self.out.move_bar(position, String::new);
        now - seen.moved < STILL_MAX
    }
}

impl Drop for Patience {
    fn drop(&mut self) {
        self.out.end_bar();
    }
}

fn how_far(lang: Language, position: u64, head: u64) -> String {
    let percent = position.saturating_mul(100) / head.max(1);
    say!(lang, "tables-are-being-made-from-the-log", position, #head = head, percent)
}

/// The view does not move any more.
pub(super) fn standing_still(lang: Language, position: u64, head: u64) -> Failure {
    let what = say!(lang, "tables-from-the-log-stand-still", position, head);
    let why = lang.say("the-engine-does-not-go-on-with-them");
    Failure::new(Exit::Unreachable, what).because(why).next("muster doctor")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn who_waits_goes_on_while_something_moves_and_is_told_when_nothing_does() {
        let mut patience = Patience::new(Language::En);
        for position in 0..200 {
            assert!(patience.goes_on(position, 1_000), "{position}");
            tokio::time::advance(STILL_MAX / 2).await;
        }
        assert!(patience.goes_on(199, 1_000));
        tokio::time::advance(STILL_MAX).await;
        assert!(!patience.goes_on(199, 1_000));
        let failure = standing_still(Language::En, 199, 1_000);
        assert_eq!((failure.exit, failure.next.as_deref()), (Exit::Unreachable, Some("muster doctor")));
        assert!(failure.what.contains("199 of 1000"), "{}", failure.what);
        assert!(how_far(Language::Zh, 120_000, 1_000_000).contains("120000/1000000（12%）"));
    }
}
