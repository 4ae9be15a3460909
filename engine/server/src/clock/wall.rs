//! A clock that follows the wall and mistrusts it.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::time::{SystemTime, UNIX_EPOCH};

use muster_words::time::{Instant, MINUTE};

/// Largest step forward of the wall against the machine's running time that is followed without asking, in
/// milliseconds. A wrong date would otherwise send a year of reminders at once.
pub const JUMP_MS_MAX: i64 = MINUTE;

/// Names a file whose number of milliseconds is added to the wall: so a drill lets the machine's clock jump. Without it
/// nothing is read.
pub const SKEW_VARIABLE: &str = "MUSTER_CLOCK_SKEW_FILE";

/// What the machine shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Machine {
    /// Wall clock, ms since 1970 UTC.
    pub wall: i64,
    /// Time since boot in ms; counts suspension where the system can tell.
    pub boot: i64,
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
        wall: i64::try_from(wall).unwrap_or(i64::MAX).saturating_add(skew()),
        boot: boot.tv_sec.saturating_mul(1_000).saturating_add(boot.tv_nsec / 1_000_000),
    }
}

fn skew() -> i64 {
    static FILE: OnceLock<Option<PathBuf>> = OnceLock::new();
    let file = FILE.get_or_init(|| std::env::var_os(SKEW_VARIABLE).map(PathBuf::from));
    let text = file.as_ref().and_then(|file| std::fs::read_to_string(file).ok());
    text.and_then(|text| text.trim().parse().ok()).unwrap_or(0)
}

/// Which start of the machine this is; none where the system cannot tell.
pub(super) fn boot_id() -> Option<String> {
    let id = std::fs::read_to_string("/proc/sys/kernel/random/boot_id").ok()?;
    Some(id.trim().to_owned())
}

/// What is written down beside the log so that a jump is also seen, and a held clock stays held, across a restart of
/// muster. It may be lost: then the wall is trusted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Note {
    pub(super) boot_id: String,
    pub(super) seen: Machine,
    pub(super) shown: i64,
    pub(super) held: bool,
}

impl Note {
    pub(super) fn read(path: &Path) -> Option<Self> {
        Self::parse(&std::fs::read_to_string(path).ok()?)
    }

    fn parse(text: &str) -> Option<Self> {
        let words: Vec<&str> = text.split_whitespace().collect();
        let [boot_id, wall, boot, shown, state] = words.as_slice() else { return None };
        let seen = Machine { wall: wall.parse().ok()?, boot: boot.parse().ok()? };
        Some(Self {
            boot_id: (*boot_id).to_owned(),
            seen,
            shown: shown.parse().ok()?,
            held: *state == "held",
        })
    }

    /// Whole or not at all.
    pub(super) fn write(&self, path: &Path) -> std::io::Result<()> {
        let Self { boot_id, seen, shown, held } = self;
        let state = if *held { "held" } else { "runs" };
        let draft = path.with_extension("new");
        std::fs::write(&draft, format!("{boot_id} {} {} {shown} {state}\n", seen.wall, seen.boot))?;
        std::fs::rename(draft, path)
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
    /// A clock that goes on from a note of the same start of the machine, or trusts the wall.
    pub(super) fn new(last: Instant, machine: Machine, note: Option<&Note>) -> Self {
        match note {
            Some(note) => Self { shown: last.0.max(note.shown), seen: note.seen, held: note.held },
            None => Self { shown: last.0.max(machine.wall), seen: machine, held: false },
        }
    }

    pub(super) fn held(&self) -> bool {
        self.held
    }

    /// How far the wall is ahead of what is shown, in milliseconds.
    pub(super) fn ahead_ms(&self) -> i64 {
        self.seen.wall.saturating_sub(self.shown).max(0)
    }

    pub(super) fn note(&self, boot_id: String) -> Note {
        Note { boot_id, seen: self.seen, shown: self.shown, held: self.held }
    }

    /// The time to show for what the machine shows now.
    pub(super) fn now(&mut self, machine: Machine) -> Instant {
        let ran = machine.boot.saturating_sub(self.seen.boot).max(0);
        let moved = machine.wall.saturating_sub(self.seen.wall);
        if !self.held && moved.saturating_sub(ran) > JUMP_MS_MAX {
            self.held = true;
            tracing::error!(
                forward_ms = moved - ran,
                "the wall clock jumped forward; ticking is held until `muster clock accept`"
            );
        }
        if self.held {
            // As if it had not jumped; the wall's own time is ignored until somebody accepts it, or it is set back.
            self.shown = self.shown.saturating_add(ran);
            if machine.wall.saturating_sub(self.shown) <= JUMP_MS_MAX {
                self.held = false;
                tracing::warn!("the wall clock was set back; ticking goes on");
            }
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

    fn fresh(machine: Machine) -> Wall {
        Wall::new(Instant(0), machine, None)
    }

    #[test]
    fn it_follows_the_wall_and_never_goes_back() {
        let mut clock = fresh(at(1_000, 10));
        assert_eq!(clock.now(at(2_000, 1_010)), Instant(2_000));
        assert_eq!(clock.now(at(500, 1_020)), Instant(2_000));
        assert_eq!(clock.now(at(2_500, 1_030)), Instant(2_500));
        assert!(!clock.held());
    }

    #[test]
    fn a_suspension_is_no_jump() {
        let mut clock = fresh(at(0, 0));
        assert_eq!(clock.now(at(3_600_000, 3_600_000)), Instant(3_600_000));
        assert!(!clock.held());
    }

    #[test]
    fn a_jump_forward_holds_until_it_is_accepted() {
        let mut clock = fresh(at(0, 0));
        assert_eq!(clock.now(at(JUMP_MS_MAX + 1_001, 1_000)), Instant(1_000));
        assert!(clock.held());
        assert_eq!(clock.ahead_ms(), JUMP_MS_MAX + 1);
        assert_eq!(clock.now(at(2 * JUMP_MS_MAX + 3_001, 3_000)), Instant(3_000));
        clock.accept(at(2 * JUMP_MS_MAX + 4_001, 4_000));
        assert!(!clock.held());
        assert_eq!(clock.now(at(2 * JUMP_MS_MAX + 5_001, 5_000)), Instant(2 * JUMP_MS_MAX + 5_001));
    }

    #[test]
    fn a_wall_that_is_set_back_goes_on_by_itself() {
        let mut clock = fresh(at(0, 0));
        clock.now(at(7_200_000, 1_000));
        assert!(clock.held());
        assert_eq!(clock.now(at(2_000, 2_000)), Instant(2_000));
        assert!(!clock.held());
    }

    #[test]
    fn a_jump_while_muster_was_down_is_seen_and_a_held_clock_stays_held() {
        let mut before = fresh(at(1_000, 1_000));
        before.now(at(2_000, 2_000));
        let note = before.note("this-start".to_owned());
        assert_eq!(Note::parse("this-start 2000 2000 2000 runs\n"), Some(note.clone()));
        let mut quiet = Wall::new(Instant(0), at(62_000, 62_000), Some(&note));
        assert_eq!(quiet.now(at(62_000, 62_000)), Instant(62_000));
        assert!(!quiet.held());
        let mut jumped = Wall::new(Instant(0), at(9_000_000, 62_000), Some(&note));
        assert_eq!(jumped.now(at(9_000_000, 62_000)), Instant(62_000));
        assert!(jumped.held());
        let note = jumped.note("this-start".to_owned());
        let mut again = Wall::new(Instant(0), at(9_001_000, 63_000), Some(&note));
        assert_eq!(again.now(at(9_001_000, 63_000)), Instant(63_000));
        assert!(again.held());
    }
}
