//! A clock that follows the wall and mistrusts it.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::time::{SystemTime, UNIX_EPOCH};

use muster_protocol::ids::Digest;
use muster_protocol::time::{DAY, Instant, MINUTE};

use crate::private;

/// Largest step forward of the wall against the machine's running time that is followed without asking, in
/// milliseconds. A wrong date would otherwise send a year of reminders at once.
pub const JUMP_MS_MAX: i64 = MINUTE;

/// Longest time between the instant that was seen last and a start of the machine that is believed without asking, in
/// milliseconds: a weekend with a holiday, over which machines are switched off. A machine that was off for longer looks
/// exactly like one that came up with a wrong clock, and then the wrong clock would run off whole phases.
pub const STOP_MS_MAX: i64 = 3 * DAY;

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

muster_protocol::coded! {
    /// Why the wall is not believed.
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    pub enum Doubt {
        /// It jumped forward against the machine's running time.
        Jump = "jump",
        /// The machine was started again, and the wall is far ahead of what was seen last: it was off for long, or its clock is
        /// wrong.
        Stop = "stop",
        /// It is behind what was seen already.
        Back = "back",
    }
}

/// State of a clock that is believed, in a note.
const RUNS: &str = "runs";
/// Digits of a note's seal.
const SEAL_DIGITS: usize = 16;

/// What is written down beside the log so that a jump is also seen, and a held clock stays held, across a restart of
/// muster. It may be lost, damaged or another directory's: then the log's last event is what was seen last.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Note {
    pub(super) boot_id: String,
    pub(super) seen: Machine,
    pub(super) shown: i64,
    pub(super) doubt: Option<Doubt>,
}

impl Note {
    /// The note of this log; none where there is none or it is not as it was written.
    pub(super) fn read(path: &Path, log: &str) -> Option<Self> {
        let text = std::fs::read_to_string(path).ok()?;
        let note = Self::parse(&text, log);
        if note.is_none() {
            tracing::warn!(path = %path.display(), "the clock's note is damaged or another log's; it is not used");
        }
        note
    }

    fn parse(text: &str, log: &str) -> Option<Self> {
        let (line, seal) = text.trim_end().rsplit_once(' ')?;
        if seal != sealed(line, log) {
            return None;
        }
        let words: Vec<&str> = line.split(' ').collect();
        let [boot_id, wall, boot, shown, state] = words.as_slice() else { return None };
        let seen = Machine { wall: wall.parse().ok()?, boot: boot.parse().ok()? };
        let doubt = if *state == RUNS { None } else { Some(Doubt::of_code(state)?) };
        Some(Self { boot_id: (*boot_id).to_owned(), seen, shown: shown.parse().ok()?, doubt })
    }

    fn line(&self, log: &str) -> String {
        let Self { boot_id, seen, shown, doubt } = self;
        let state = doubt.map_or(RUNS, Doubt::code);
        let line = format!("{boot_id} {} {} {shown} {state}", seen.wall, seen.boot);
        let seal = sealed(&line, log);
        format!("{line} {seal}\n")
    }

    /// Whole or not at all.
    pub(super) fn write(&self, path: &Path, log: &str) -> std::io::Result<()> {
        private::write(path, &self.line(log))
    }
}

fn sealed(line: &str, log: &str) -> String {
    let mut seal = Digest::of(format!("muster clock\n{log}\n{line}").as_bytes()).to_string();
    seal.truncate(SEAL_DIGITS);
    seal
}

/// The state of a clock that follows the wall.
#[derive(Debug)]
pub(super) struct Wall {
    shown: i64,
    seen: Machine,
    doubt: Option<Doubt>,
}

impl Wall {
    /// A clock that believes the wall.
    pub(super) fn believing(last: Instant, machine: Machine) -> Self {
        Self { shown: last.0.max(machine.wall), seen: machine, doubt: None }
    }

    /// A clock that goes on from what was seen last: by a note of the same start of the machine, which its running time is
    /// compared with, or else by the later of the log and an older note.
    pub(super) fn new(last: Instant, machine: Machine, note: Option<&Note>, boot: Option<&str>) -> Self {
        if let Some(note) = note.filter(|note| boot == Some(note.boot_id.as_str())) {
            return Self { shown: last.0.max(note.shown), seen: note.seen, doubt: note.doubt };
        }
        if last.0 == i64::MIN {
            // Nothing has happened yet that a wrong clock could run off.
            return Self::believing(last, machine);
        }
        let known = note.map_or(last.0, |note| note.shown.max(last.0));
        let moved = machine.wall.saturating_sub(known);
        let doubted = note.and_then(|note| note.doubt).filter(|_| moved > JUMP_MS_MAX);
        let doubt = match moved {
            moved if moved < -JUMP_MS_MAX => Some(Doubt::Back),
            moved if moved > STOP_MS_MAX => Some(Doubt::Stop),
            // What nobody accepted before the machine was started again is not accepted by that.
            _ => doubted,
        };
        let Some(found) = doubt else { return Self::believing(Instant(known), machine) };
        tracing::error!(
            wall_ahead_ms = moved,
            doubt = found.code(),
            "the machine's clock is far from what was seen last; time is held until `muster clock accept`"
        );
        Self { shown: known, seen: machine, doubt }
    }

    /// Why the wall is not believed; none while it is followed.
    pub(super) fn doubt(&self) -> Option<Doubt> {
        let doubt = self.doubt?;
        Some(if self.ahead_ms() < 0 { Doubt::Back } else { doubt })
    }

    /// How far the wall is ahead of what is shown, in milliseconds; negative when it is behind.
    pub(super) fn ahead_ms(&self) -> i64 {
        self.seen.wall.saturating_sub(self.shown)
    }

    pub(super) fn note(&self, boot_id: String) -> Note {
        Note { boot_id, seen: self.seen, shown: self.shown, doubt: self.doubt }
    }

    /// The time to show for what the machine shows now.
    pub(super) fn now(&mut self, machine: Machine) -> Instant {
        let ran = machine.boot.saturating_sub(self.seen.boot).max(0);
        let off = machine.wall.saturating_sub(self.seen.wall).saturating_sub(ran);
        if self.doubt.is_none() {
            self.doubt = self.doubts(machine, off);
        }
        if self.doubt.is_some() {
            // As if it had not jumped; the wall's own time is ignored until somebody accepts it, or it is set right.
            self.shown = self.shown.saturating_add(ran);
            if machine.wall.saturating_sub(self.shown).abs() <= JUMP_MS_MAX {
                self.doubt = None;
                self.shown = self.shown.max(machine.wall);
                tracing::warn!("the wall clock was set right; time goes on");
            }
        } else {
            self.shown = self.shown.max(machine.wall);
        }
        self.seen = machine;
        Instant(self.shown)
    }

    /// Whether the wall moved otherwise than the machine's running time.
    fn doubts(&self, machine: Machine, off: i64) -> Option<Doubt> {
        let doubt = if off > JUMP_MS_MAX {
            Doubt::Jump
        } else if off < -JUMP_MS_MAX && machine.wall < self.shown.saturating_sub(JUMP_MS_MAX) {
            Doubt::Back
        } else {
            return None;
        };
        tracing::error!(
            moved_ms = off,
            doubt = doubt.code(),
            "the wall clock jumped; time is held until it is set right or `muster clock accept`"
        );
        Some(doubt)
    }

    /// Believes the wall from now on. One that is behind does not take time back: what is shown stands until it comes there.
    pub(super) fn accept(&mut self, machine: Machine) {
        self.doubt = None;
        self.seen = machine;
        self.shown = self.shown.max(machine.wall);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOUR: i64 = 60 * MINUTE;

    fn at(wall: i64, boot: i64) -> Machine {
        Machine { wall, boot }
    }

    fn fresh(machine: Machine) -> Wall {
        Wall::believing(Instant(0), machine)
    }

    /// A clock after another start of the machine, with what was seen last.
    fn started(seen: i64, wall: i64) -> Wall {
        Wall::new(Instant(seen), at(wall, 5_000), None, Some("this-start"))
    }

    #[test]
    fn it_follows_the_wall_and_never_goes_back() {
        let mut clock = fresh(at(1_000, 10));
        assert_eq!(clock.now(at(2_000, 1_010)), Instant(2_000));
        assert_eq!(clock.now(at(500, 1_020)), Instant(2_000));
        assert_eq!(clock.now(at(2_500, 1_030)), Instant(2_500));
        assert_eq!(clock.doubt(), None);
    }

    #[test]
    fn a_suspension_is_no_jump() {
        let mut clock = fresh(at(0, 0));
        assert_eq!(clock.now(at(3_600_000, 3_600_000)), Instant(3_600_000));
        assert_eq!(clock.doubt(), None);
    }

    #[test]
    fn a_jump_forward_holds_until_it_is_accepted() {
        let mut clock = fresh(at(0, 0));
        assert_eq!(clock.now(at(JUMP_MS_MAX + 1_001, 1_000)), Instant(1_000));
        assert_eq!((clock.doubt(), clock.ahead_ms()), (Some(Doubt::Jump), JUMP_MS_MAX + 1));
        assert_eq!(clock.now(at(2 * JUMP_MS_MAX + 3_001, 3_000)), Instant(3_000));
        clock.accept(at(2 * JUMP_MS_MAX + 4_001, 4_000));
        assert_eq!(clock.doubt(), None);
        assert_eq!(clock.now(at(2 * JUMP_MS_MAX + 5_001, 5_000)), Instant(2 * JUMP_MS_MAX + 5_001));
    }

    #[test]
    fn a_wall_that_is_set_right_goes_on_by_itself() {
        let mut clock = fresh(at(0, 0));
        clock.now(at(7_200_000, 1_000));
        assert_eq!(clock.doubt(), Some(Doubt::Jump));
        assert_eq!(clock.now(at(2_000, 2_000)), Instant(2_000));
        assert_eq!(clock.doubt(), None);
    }

    #[test]
    fn a_jump_back_holds_as_well_and_time_goes_on_when_it_is_set_right() {
        let mut clock = fresh(at(10 * HOUR, 0));
        assert_eq!(clock.now(at(9 * HOUR + 1_000, 1_000)), Instant(10 * HOUR + 1_000));
        assert_eq!((clock.doubt(), clock.ahead_ms()), (Some(Doubt::Back), -HOUR));
        assert_eq!(clock.now(at(10 * HOUR + 20_000, 20_000)), Instant(10 * HOUR + 20_000));
        assert_eq!(clock.doubt(), None);
    }

    #[test]
    fn a_wall_behind_that_is_accepted_takes_no_time_back() {
        let mut clock = fresh(at(10 * HOUR, 0));
        clock.now(at(9 * HOUR, 1_000));
        clock.accept(at(9 * HOUR, 1_000));
        assert_eq!(clock.now(at(9 * HOUR + 5_000, 6_000)), Instant(10 * HOUR + 1_000));
        assert_eq!(
            (clock.doubt(), clock.ahead_ms()),
            (None, 4_000 - HOUR),
            "it stands, and says for how long"
        );
        assert_eq!(clock.now(at(10 * HOUR + 2_000, HOUR + 3_000)), Instant(10 * HOUR + 2_000));
    }

    #[test]
    fn after_a_start_of_the_machine_the_wall_is_compared_with_what_was_seen_last() {
        for (wall, doubt) in [
            (DAY, None),
            (DAY - JUMP_MS_MAX, None),
            (DAY - JUMP_MS_MAX - 1, Some(Doubt::Back)),
            (DAY - 30 * DAY, Some(Doubt::Back)),
            (DAY + STOP_MS_MAX, None),
            (DAY + STOP_MS_MAX + 1, Some(Doubt::Stop)),
            (331 * DAY, Some(Doubt::Stop)),
        ] {
            let mut clock = started(DAY, wall);
            assert_eq!(clock.doubt(), doubt, "{wall}");
            let shown = clock.now(at(wall + 1_000, 6_000));
            assert_eq!(shown, Instant(if doubt.is_some() { DAY + 1_000 } else { DAY.max(wall + 1_000) }));
        }
        assert_eq!(
            Wall::new(Instant(i64::MIN), at(331 * DAY, 0), None, None).doubt(),
            None,
            "nothing was seen"
        );
    }

    #[test]
    fn what_is_held_stays_held_over_a_start_of_the_machine() {
        let mut before = fresh(at(0, 0));
        before.now(at(2 * HOUR, 1_000));
        let note = before.note("other-start".to_owned());
        let mut clock = Wall::new(Instant(0), at(2 * HOUR + 5_000, 100), Some(&note), Some("this-start"));
        assert_eq!(clock.now(at(2 * HOUR + 6_000, 1_100)), Instant(2_000));
        assert_eq!(clock.doubt(), Some(Doubt::Jump));
    }

    #[test]
    fn a_jump_while_muster_was_down_is_seen_and_a_held_clock_stays_held() {
        let mut before = fresh(at(1_000, 1_000));
        before.now(at(2_000, 2_000));
        let note = before.note("this-start".to_owned());
        let new = |machine, note: &Note| Wall::new(Instant(0), machine, Some(note), Some("this-start"));
        let mut quiet = new(at(62_000, 62_000), &note);
        assert_eq!(quiet.now(at(62_000, 62_000)), Instant(62_000));
        assert_eq!(quiet.doubt(), None);
        let mut jumped = new(at(9_000_000, 62_000), &note);
        assert_eq!(jumped.now(at(9_000_000, 62_000)), Instant(62_000));
        assert_eq!(jumped.doubt(), Some(Doubt::Jump));
        let note = jumped.note("this-start".to_owned());
        let mut again = new(at(9_001_000, 63_000), &note);
        assert_eq!(again.now(at(9_001_000, 63_000)), Instant(63_000));
        assert_eq!(again.doubt(), Some(Doubt::Jump));
    }

    #[test]
    fn a_note_that_is_damaged_or_another_logs_is_not_used() {
        let note = Note { boot_id: "b".to_owned(), seen: at(2, 3), shown: 4, doubt: Some(Doubt::Stop) };
        let line = note.line("log");
        assert_eq!(Note::parse(&line, "log"), Some(note));
        assert_eq!(Note::parse(&line, "other"), None);
        for garbage in ["", "x", "b 2 3 4 runs\n", &line[..line.len() - 4], &line.replace(" 4 ", " 9 ")] {
            assert_eq!(Note::parse(garbage, "log"), None, "{garbage}");
        }
    }
}
