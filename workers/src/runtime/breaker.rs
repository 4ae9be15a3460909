//! The breakers of channels, one for each: while a channel takes nothing from anybody, its letters go by the next channel of
//! their person or wait, and are not counted as tried; one of them is put forward now and then, and the first that is taken
//! lets the rest go. A refusal for good is about one address and shows that the channel is there. Time is campaign time, as
//! the engine told it with the last answer.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use muster_protocol::ids::CampaignId;
use muster_protocol::refs::ContactId;
use muster_protocol::time::{Instant, MINUTE};

use crate::channel::BreakerLimits;

/// Minutes of campaign time between the first looks at a channel that takes nothing; after them each is twice the one
/// before, up to the longest that the channel's settings say. A restart is over within a minute, an outage is not.
pub const BREAKER_MINUTES: [i64; 4] = [1, 5, 15, 30];

/// The breakers of a worker's channels, by their names in the file; the one without a name is of letters that go by none.
#[derive(Debug, Default)]
pub(super) struct Breakers(Mutex<BTreeMap<String, Arc<Breaker>>>);

impl Breakers {
    /// The breaker of a channel.
    pub(super) fn of(&self, channel: &str, limits: impl FnOnce() -> BreakerLimits) -> Arc<Breaker> {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        match all.get(channel) {
            Some(known) => Arc::clone(known),
            None => {
                let made = Arc::new(Breaker::new(limits()));
                all.insert(channel.to_owned(), Arc::clone(&made));
                made
            }
        }
    }
}

/// See the module.
#[derive(Debug)]
pub(super) struct Breaker {
    limits: BreakerLimits,
    state: Mutex<State>,
    /// Held by the one who looks whether the channel is back, so that one letter is put forward and not all of them.
    pub(super) looking: tokio::sync::Mutex<()>,
}

#[derive(Debug, Default)]
struct State {
    /// Recipients whose letters were not taken since one was: one person's that fails again and again is that person's.
    failing: BTreeSet<(CampaignId, ContactId)>,
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
    fn new(limits: BreakerLimits) -> Self {
        Self { limits, state: Mutex::default(), looking: tokio::sync::Mutex::default() }
    }

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

    /// A letter was taken, or refused for good: the channel is there. Says whether it was not before.
    pub(super) fn taken(&self) -> bool {
        let mut state = self.state();
        state.failing.clear();
        state.takes += 1;
        state.open.take().is_some()
    }

    /// A letter was not taken. Says until when nothing goes now, where that is news.
    pub(super) fn not_taken(&self, campaign: &CampaignId, to: &ContactId, now: Instant) -> Option<Instant> {
        let mut state = self.state();
        // Beyond the limit nobody counts.
        if state.failing.len() < self.limits.after {
            state.failing.insert((campaign.clone(), to.clone()));
        }
        let looks = match state.open {
            None if state.failing.len() < self.limits.after => return None,
            None => 0,
            // Those that were under way when it opened say nothing new.
            Some(open) if open.until > now => return None,
            Some(open) => open.looks.saturating_add(1),
        };
        let until = now.plus(pause(looks, self.limits.minutes_max) * MINUTE);
        state.open = Some(Open { looks, until });
        Some(until)
    }
}

/// How many minutes nothing goes after so many looks.
fn pause(looks: usize, most: u32) -> i64 {
    let last = BREAKER_MINUTES.len() - 1;
    let doubled = u32::try_from(looks.saturating_sub(last)).unwrap_or(u32::MAX).min(16);
    (BREAKER_MINUTES[looks.min(last)] << doubled).clamp(1, i64::from(most.max(1)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;

    fn at(minutes: i64) -> Instant {
        Instant(minutes * MINUTE)
    }

    fn fails(breaker: &Breaker, contact: u32, now: Instant) {
        breaker.not_taken(&sample::campaign(), &sample::key("2014-04-25", contact).contact, now);
    }

    fn opened() -> Breaker {
        let breaker = Breaker::new(BreakerLimits::default());
        (0..5).for_each(|contact| fails(&breaker, contact, at(0)));
        breaker
    }

    /// When it is looked at again, in minutes, while nothing is ever taken.
    fn looks(breaker: &Breaker, times: usize) -> Vec<i64> {
        let look = |_| {
            let now = breaker.closed_until().unwrap_or(at(0));
            fails(breaker, 4, now);
            fails(breaker, 4, now);
            breaker.closed_until().map_or(0, |until| until.0 / MINUTE)
        };
        (0..times).map(look).collect()
    }

    #[test]
    fn it_opens_after_some_recipients_and_looks_less_and_less_often() {
        let breaker = Breaker::new(BreakerLimits::default());
        for contact in [0, 1, 2, 3, 3, 3, 0] {
            fails(&breaker, contact, at(0));
            assert_eq!(breaker.closed_until(), None, "one recipient that fails again does not count twice");
        }
        assert_eq!(looks(&breaker, 6), [1, 6, 21, 51, 81, 111]);
    }

    #[test]
    fn a_channels_own_settings_say_how_many_and_how_long() {
        let patient = Breaker::new(BreakerLimits { after: 2, minutes_max: 100 });
        fails(&patient, 0, at(0));
        assert_eq!(patient.closed_until(), None);
        assert_eq!(looks(&patient, 7), [1, 6, 21, 51, 111, 211, 311]);
        let quick = Breaker::new(BreakerLimits { after: 1, minutes_max: 2 });
        assert_eq!(looks(&quick, 3), [1, 3, 5]);
        assert_eq!(pause(usize::MAX, u32::MAX), 30 << 16, "no table of pauses is left behind");
    }

    #[test]
    fn one_letter_taken_closes_it() {
        let breaker = opened();
        assert!(breaker.closed_until().is_some());
        assert!(breaker.taken(), "that is news");
        assert!(!breaker.taken(), "that is none");
        assert_eq!((breaker.closed_until(), breaker.takes()), (None, 2));
        fails(&breaker, 0, at(1));
        assert_eq!(breaker.closed_until(), None, "the count starts over");
    }

    #[test]
    fn each_channel_has_its_own() {
        let all = Breakers::default();
        let of = |name: &str| all.of(name, BreakerLimits::default);
        (0..5).for_each(|contact| fails(&of("短信"), contact, at(0)));
        assert!(of("短信").closed_until().is_some());
        assert_eq!(of("邮件").closed_until(), None);
    }
}
