//! How fast a counterpart is given letters by this process, and when it wants to be left alone. How many letters a minute
//! it takes from all workers together, the engine counts.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use tokio::time::Instant;

/// Longest that a letter waits for its turn inside one try: as long as the busiest robot's letters of a minute need at its
/// pace. What would wait longer is tried later.
pub(super) const TURN: Duration = Duration::from_secs(20);

/// See the module. Without a limit every letter goes at once.
#[derive(Debug)]
pub(super) struct Budget {
    /// Distance of two letters; none at all where there is no limit.
    pace: Duration,
    /// When the next letter may go.
    next: Mutex<Option<Instant>>,
}

impl Budget {
    pub(super) fn per_second(most: Option<u32>) -> Self {
        let pace = most.filter(|most| *most > 0).map_or(Duration::ZERO, |most| Duration::from_secs(1) / most);
        Self { pace, next: Mutex::new(None) }
    }

    /// Waits for the next free instant; false when it is too far away.
    pub(super) async fn turn(&self) -> bool {
        let at = {
            let mut next = self.next.lock().unwrap_or_else(PoisonError::into_inner);
            let now = Instant::now();
            let at = next.map_or(now, |next| next.max(now));
            if at - now > TURN {
                return false;
            }
            *next = Some(at + self.pace);
            at
        };
        tokio::time::sleep_until(at).await;
        true
    }

    /// Nothing goes for so long.
    pub(super) fn pause(&self, time: Duration) {
        let mut next = self.next.lock().unwrap_or_else(PoisonError::into_inner);
        let until = Instant::now() + time;
        *next = Some(next.map_or(until, |next| next.max(until)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn letters_go_at_an_even_pace_and_those_that_would_wait_long_do_not() {
        let budget = Budget::per_second(Some(5));
        let began = Instant::now();
        let mut went = Vec::new();
        for _ in 0..3 {
            assert!(budget.turn().await);
            went.push(began.elapsed().as_millis());
        }
        assert_eq!(went, [0, 200, 400]);
        budget.pause(Duration::from_secs(600));
        assert!(!budget.turn().await, "a pause is longer than a turn");
        tokio::time::advance(Duration::from_secs(600)).await;
        assert!(budget.turn().await);
    }

    #[tokio::test(start_paused = true)]
    async fn without_a_limit_nothing_waits() {
        let budget = Budget::per_second(None);
        let began = Instant::now();
        for _ in 0..1_000 {
            assert!(budget.turn().await);
        }
        assert_eq!(began.elapsed(), Duration::ZERO);
        budget.pause(Duration::from_secs(600));
        assert!(!budget.turn().await, "a counterpart that wants to be left alone is left alone");
    }
}
