//! The campaign clock: the only time that campaigns know (architecture §5). It never goes backwards.
//!
//! Live it follows the wall; in a demo or a test it is stepped. Machine time (time-outs, pauses) is not its business.

mod wall;

use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use muster_words::time::Instant;

pub use wall::JUMP_MS_MAX;
use wall::Wall;

/// Which clock a data directory lives by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClockMode {
    /// Follows the machine's wall clock.
    Wall,
    /// Stands until it is stepped; starts here, or at the last event of the log if that is later.
    Stepped {
        /// Where a new directory starts.
        start: Instant,
    },
    /// Whatever the directory lives by already; the wall for a new one. For verbs that only visit.
    Kept,
}

/// A campaign clock. Clones share it.
#[derive(Clone)]
pub struct Clock(Arc<Inner>);

enum Inner {
    Wall(Mutex<Wall>),
    Stepped(AtomicI64),
}

impl std::fmt::Debug for Clock {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let kind = if self.is_stepped() { "Stepped" } else { "Wall" };
        f.debug_tuple(kind).field(&self.now()).finish()
    }
}

impl Clock {
    /// A clock that follows the wall but never shows less than `last`.
    pub(crate) fn wall(last: Instant) -> Self {
        Self(Arc::new(Inner::Wall(Mutex::new(Wall::new(last, wall::machine())))))
    }

    /// A clock that stands at `start`.
    #[must_use]
    pub fn stepped(start: Instant) -> Self {
        Self(Arc::new(Inner::Stepped(AtomicI64::new(start.0))))
    }

    /// The campaign's time.
    #[must_use]
    pub fn now(&self) -> Instant {
        match &*self.0 {
            Inner::Wall(wall) => wall.lock().unwrap_or_else(PoisonError::into_inner).now(wall::machine()),
            Inner::Stepped(at) => Instant(at.load(Ordering::SeqCst)),
        }
    }

    /// Whether it moves by steps alone.
    #[must_use]
    pub fn is_stepped(&self) -> bool {
        matches!(&*self.0, Inner::Stepped(_))
    }

    /// Moves a stepped clock to `at`; never back. A wall clock cannot be moved and stays.
    pub fn step_to(&self, at: Instant) {
        if let Inner::Stepped(now) = &*self.0 {
            now.fetch_max(at.0, Ordering::SeqCst);
        }
    }

    /// Whether ticking is held, because the wall jumped forward by more than [`JUMP_MS_MAX`] against the machine's
    /// running time. Held, the clock goes on as if it had not jumped.
    #[must_use]
    pub fn held(&self) -> bool {
        match &*self.0 {
            Inner::Wall(wall) => {
                let mut wall = wall.lock().unwrap_or_else(PoisonError::into_inner);
                wall.now(wall::machine());
                wall.held()
            }
            Inner::Stepped(_) => false,
        }
    }

    /// Accepts the wall's time after a jump: it was meant.
    pub fn accept(&self) {
        if let Inner::Wall(wall) = &*self.0 {
            wall.lock().unwrap_or_else(PoisonError::into_inner).accept(wall::machine());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stepped_clock_moves_only_forward() {
        let clock = Clock::stepped(Instant(100));
        clock.step_to(Instant(200));
        clock.step_to(Instant(150));
        assert_eq!(clock.now(), Instant(200));
        assert!(!clock.held());
    }

    #[test]
    fn a_wall_clock_never_shows_less_than_the_log() {
        let far = Instant(i64::MAX / 2);
        assert_eq!(Clock::wall(far).now(), far);
    }
}
