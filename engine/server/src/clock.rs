//! The campaign clock: the only time that campaigns know (ARCHITECTURE.md, “Time”). It never goes backwards.
//!
//! Live it follows the wall; in a demo or a test it is stepped. Machine time (time-outs, pauses) is not its business.

mod wall;

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use muster_protocol::time::Instant;

pub use wall::{Doubt, JUMP_MS_MAX, Machine, SKEW_VARIABLE, STOP_MS_MAX};
use wall::{Note, Wall, boot_id};

/// Name of the file in the data directory that tells the next start of the engine what the clocks showed.
pub const CLOCK_FILE: &str = "clock";

/// Which clock a data directory uses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClockMode {
    /// Follows the machine's wall clock.
    Wall,
    /// Stands until it is stepped; starts here, or at the last event of the log if that is later.
    Stepped {
        /// Where a new directory starts.
        start: Instant,
    },
    /// Whatever the directory uses already; the wall for a new one. For verbs that only visit.
    AsStored,
}

/// A campaign clock. Clones share it.
#[derive(Clone)]
pub struct Clock(Arc<Inner>);

enum Inner {
    Wall(Follower),
    Stepped(AtomicI64),
}

/// What follows the wall.
struct Follower {
    wall: Mutex<Wall>,
    machine: Box<dyn Fn() -> Machine + Send + Sync>,
    note: Option<(PathBuf, String)>,
}

impl Follower {
    /// The state, brought up to what the machine shows.
    fn seen(&self) -> MutexGuard<'_, Wall> {
        let mut wall = self.wall.lock().unwrap_or_else(PoisonError::into_inner);
        wall.now((self.machine)());
        wall
    }
}

impl std::fmt::Debug for Clock {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let kind = if self.is_stepped() { "Stepped" } else { "Wall" };
        f.debug_tuple(kind).field(&self.now()).finish()
    }
}

impl Clock {
    /// A clock that follows the wall but never shows less than `last`, the last event of the named log, and mistrusts a wall
    /// that is far from that or jumped since the note in this data directory was written.
    pub(crate) fn wall(last: Instant, data_dir: &Path, log: &str) -> Self {
        let path = data_dir.join(CLOCK_FILE);
        let note = Note::read(&path, log);
        let wall = Wall::new(last, wall::machine(), note.as_ref(), boot_id().as_deref());
        let (wall, machine) = (Mutex::new(wall), Box::new(wall::machine));
        let clock =
            Self(Arc::new(Inner::Wall(Follower { wall, machine, note: Some((path, log.to_owned())) })));
        clock.note();
        clock
    }

    /// A clock that follows what somebody else says of the machine's clocks: for drills and tests.
    #[must_use]
    pub fn of_machine(last: Instant, machine: impl Fn() -> Machine + Send + Sync + 'static) -> Self {
        let wall = Mutex::new(Wall::believing(last, machine()));
        Self(Arc::new(Inner::Wall(Follower { wall, machine: Box::new(machine), note: None })))
    }

    /// A clock that stands at `start`.
    #[must_use]
    pub fn stepped(start: Instant) -> Self {
        Self(Arc::new(Inner::Stepped(AtomicI64::new(start.0))))
    }

    /// What follows the wall; none in a stepped clock.
    fn follower(&self) -> Option<&Follower> {
        match &*self.0 {
            Inner::Wall(follower) => Some(follower),
            Inner::Stepped(_) => None,
        }
    }

    /// The campaign's time.
    #[must_use]
    pub fn now(&self) -> Instant {
        match &*self.0 {
            Inner::Wall(follower) => {
                let mut wall = follower.wall.lock().unwrap_or_else(PoisonError::into_inner);
                wall.now((follower.machine)())
            }
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

    /// Whether ticking is held, because the wall is not believed: see [`Doubt`]. Held, the clock goes on by the machine's
    /// running time.
    #[must_use]
    pub fn held(&self) -> bool {
        self.doubt().is_some()
    }

    /// Why ticking is held; none while it is not.
    #[must_use]
    pub fn doubt(&self) -> Option<Doubt> {
        self.follower()?.seen().doubt()
    }

    /// While ticking is held: how far the wall is ahead of the time that is shown, in milliseconds; negative when it is behind.
    #[must_use]
    pub fn ahead_ms(&self) -> Option<i64> {
        let wall = self.follower()?.seen();
        wall.doubt().map(|_| wall.ahead_ms())
    }

    /// How far the wall is behind the time that is shown although it is believed, in milliseconds: until it comes there time
    /// stands. None when it moves.
    #[must_use]
    pub fn stands_ms(&self) -> Option<i64> {
        let wall = self.follower()?.seen();
        let behind = wall.ahead_ms().saturating_neg();
        (wall.doubt().is_none() && behind > JUMP_MS_MAX).then_some(behind)
    }

    /// Accepts the wall's time after a jump: it was meant.
    pub fn accept(&self) {
        if let Some(follower) = self.follower() {
            follower.seen().accept((follower.machine)());
        }
        self.note();
    }

    /// Writes down what the clocks show, for the next start of the engine.
    pub(crate) fn note(&self) {
        let Some(follower) = self.follower() else { return };
        let Some((path, log)) = &follower.note else { return };
        // Where the system cannot tell its starts apart, each counts as another.
        let note = follower.seen().note(boot_id().unwrap_or_else(|| "-".to_owned()));
        if let Err(error) = note.write(path, log) {
            tracing::debug!(%error, "the clock's note is not written");
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
        let dir = tempfile::tempdir().unwrap();
        let clock = Clock::wall(far, dir.path(), "log");
        assert!(clock.now() >= far);
        assert_eq!(clock.doubt(), Some(Doubt::Back));
    }

    #[test]
    fn a_held_clock_says_how_far_the_wall_is_ahead() {
        let shown = Arc::new(Mutex::new(Machine { wall: 0, boot: 0 }));
        let machine = Arc::clone(&shown);
        let clock = Clock::of_machine(Instant(0), move || *machine.lock().unwrap());
        *shown.lock().unwrap() = Machine { wall: 7_201_000, boot: 1_000 };
        assert_eq!((clock.now(), clock.ahead_ms()), (Instant(1_000), Some(7_200_000)));
        clock.accept();
        assert_eq!((clock.now(), clock.ahead_ms()), (Instant(7_201_000), None));
    }
}
