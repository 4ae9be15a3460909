//! A clock that follows the wall and mistrusts it.

use std::time::{SystemTime, UNIX_EPOCH};

use muster_words::time::{Instant, MINUTE};

/// Largest step forward of the wall against the machine's running time that is followed without asking, in
/// milliseconds. A wrong date would otherwise send a year of reminders at once.
pub const JUMP_MS_MAX: i64 = MINUTE;

/// What the machine shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Machine {
    /// Wall clock, ms since 1970 UTC.
    pub(super) wall: i64,
    /// Time since boot in ms; counts suspension where the system can tell.
    pub(super) boot: i64,
}

/// Reads the machine's two clocks.
pub(super) fn machine() -> Machine {
    let wall = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_millis());
    #[cfg(any(target_os = "linux", target_os = "android"))]
    let id = rustix::time::ClockId::Boottime;
    #[cfg(not(any(target_os = "linux", target_os = "android")))]
    let id = rustix::time::ClockId::Monotonic;
    let boot = rustix::time::clock_gettime(id);
    Machine {
        wall: i64::try_from(wall).unwrap_or(i64::MAX),
        boot: boot.tv_sec.saturating_mul(1_000).saturating_add(boot.tv_nsec / 1_000_000),
    }
}

/// The state of a clock that follows the wall.
#[derive(Debug)]
pub(super) struct Wall {
    shown: i64,
    seen: Machine,
    held: bool,
}

impl Wall {
    pub(super) fn new(last: Instant, machine: Machine) -> Self {
        Self { shown: last.0.max(machine.wall), seen: machine, held: false }
    }

    pub(super) fn held(&self) -> bool {
        self.held
    }

    /// The time to show for what the machine shows now.
    pub(super) fn now(&mut self, machine: Machine) -> Instant {
        let ran = machine.boot.saturating_sub(self.seen.boot).max(0);
        let moved = machine.wall.saturating_sub(self.seen.wall);
        if !self.held && moved.saturating_sub(ran) > JUMP_MS_MAX {
            self.held = true;
            tracing::error!(
                forward_ms = moved - ran,
                "the wall clock jumped forward; ticking is held until the time is accepted"
            );
        }
        if self.held {
            // As if it had not jumped; the wall's own time is ignored until somebody accepts it.
            self.shown = self.shown.saturating_add(ran);
        } else {
            self.shown = self.shown.max(machine.wall);
        }
        self.seen = machine;
        Instant(self.shown)
    }

    pub(super) fn accept(&mut self, machine: Machine) {
        self.held = false;
        self.seen = machine;
        self.shown = self.shown.max(machine.wall);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(wall: i64, boot: i64) -> Machine {
        Machine { wall, boot }
    }

    #[test]
    fn it_follows_the_wall_and_never_goes_back() {
        let mut clock = Wall::new(Instant(0), at(1_000, 10));
        assert_eq!(clock.now(at(2_000, 1_010)), Instant(2_000));
        assert_eq!(clock.now(at(500, 1_020)), Instant(2_000));
        assert_eq!(clock.now(at(2_500, 1_030)), Instant(2_500));
        assert!(!clock.held());
    }

    #[test]
    fn a_suspension_is_no_jump() {
        let mut clock = Wall::new(Instant(0), at(0, 0));
        assert_eq!(clock.now(at(3_600_000, 3_600_000)), Instant(3_600_000));
        assert!(!clock.held());
    }

    #[test]
    fn a_jump_forward_holds_until_it_is_accepted() {
        let mut clock = Wall::new(Instant(0), at(0, 0));
        assert_eq!(clock.now(at(JUMP_MS_MAX + 1_001, 1_000)), Instant(1_000));
        assert!(clock.held());
        assert_eq!(clock.now(at(JUMP_MS_MAX + 3_001, 3_000)), Instant(3_000));
        clock.accept(at(JUMP_MS_MAX + 4_001, 4_000));
        assert!(!clock.held());
        assert_eq!(clock.now(at(JUMP_MS_MAX + 5_001, 5_000)), Instant(JUMP_MS_MAX + 5_001));
    }
}
