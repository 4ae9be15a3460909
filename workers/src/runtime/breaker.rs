//! The breaker of a channel: while a channel takes nothing from anybody, letters wait and are not counted as tried; one
//! of them is put forward now and then, and the first that is taken lets the rest go. Its time is campaign time, as the
//! owner told it with the last answer.

use std::collections::BTreeSet;
use std::sync::{Mutex, MutexGuard, PoisonError};

use muster_words::command::MessageName;
use muster_words::ids::CampaignId;
use muster_words::time::{Instant, MINUTE};

/// So many different letters not taken, and none taken in between, open the breaker: one that fails again and again does
/// not, lest it keep the others waiting.
pub const BREAKER_AFTER: usize = 5;
/// Minutes of campaign time between two looks at a channel that takes nothing; the last one stays.
pub const BREAKER_MINUTES: [i64; 4] = [1, 5, 15, 30];

/// See the module.
#[derive(Debug, Default)]
pub(super) struct Breaker {
    state: Mutex<State>,
    /// Held by whoever looks whether the channel is back, so that one letter is put forward and not all of them.
    pub(super) looking: tokio::sync::Mutex<()>,
}

#[derive(Debug, Default)]
struct State {
    /// Letters not taken since one was.
    failing: BTreeSet<(CampaignId, MessageName)>,
    /// Letters ever taken.
    takes: u64,
    open: Option<Open>,
}

/// An open breaker.
#[derive(Debug, Clone, Copy)]
struct Open {
    looks: usize,
    /// When the channel is looked at again.
    until: Instant,
}

impl Breaker {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Until when nothing is handed over; none when the channel may be tried. An instant that has come means: try one.
    pub(super) fn closed_until(&self) -> Option<Instant> {
        self.state().open.map(|open| open.until)
    }

    /// How many letters were ever taken: more than before means that the channel is there.
    pub(super) fn takes(&self) -> u64 {
        self.state().takes
    }

    /// A letter was taken, or refused for good: the channel is there.
    pub(super) fn taken(&self) {
        let mut state = self.state();
        if state.open.take().is_some() {
            tracing::info!("the channel takes letters again");
        }
        state.failing.clear();
        state.takes += 1;
    }

    /// A letter was not taken.
    pub(super) fn not_taken(&self, campaign: &CampaignId, key: MessageName, now: Instant) {
        let mut state = self.state();
        // Beyond the limit nobody counts.
        if state.failing.len() < BREAKER_AFTER {
            state.failing.insert((campaign.clone(), key));
        }
        let looks = match state.open {
            None if state.failing.len() < BREAKER_AFTER => return,
            None => {
                tracing::warn!(letters = BREAKER_AFTER, "the channel takes nothing; letters wait");
                0
            }
            // Those that were under way when it opened say nothing new.
            Some(open) if open.until > now => return,
            Some(open) => open.looks + 1,
        };
        let minutes = BREAKER_MINUTES[looks.min(BREAKER_MINUTES.len() - 1)];
        state.open = Some(Open { looks, until: now.plus(minutes * MINUTE) });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;

    fn at(minutes: i64) -> Instant {
        Instant(minutes * MINUTE)
    }

    fn fails(breaker: &Breaker, contact: u32, now: Instant) {
        breaker.not_taken(&sample::campaign(), sample::key("2014-04-25", contact), now);
    }

    fn opened() -> Breaker {
        let breaker = Breaker::default();
        (0..5).for_each(|contact| fails(&breaker, contact, at(0)));
        breaker
    }

    #[test]
    fn it_opens_after_some_letters_and_looks_less_and_less_often() {
        let breaker = Breaker::default();
        for contact in [0, 1, 2, 3, 3, 3, 0] {
            fails(&breaker, contact, at(0));
            assert_eq!(breaker.closed_until(), None, "one letter that fails again does not count twice");
        }
        let mut seen = Vec::new();
        for contact in 4..10 {
            let now = breaker.closed_until().unwrap_or(at(0));
            fails(&breaker, contact, now);
            fails(&breaker, contact, now);
            seen.push(breaker.closed_until().unwrap().0 / MINUTE);
        }
        assert_eq!(seen, [1, 6, 21, 51, 81, 111]);
    }

    #[test]
    fn one_letter_taken_closes_it() {
        let breaker = opened();
        assert!(breaker.closed_until().is_some());
        breaker.taken();
        assert_eq!((breaker.closed_until(), breaker.takes()), (None, 1));
        fails(&breaker, 0, at(1));
        assert_eq!(breaker.closed_until(), None, "the count begins anew");
    }
}
