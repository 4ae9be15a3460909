//! Marked points at which a test may kill or halt the process, compiled in and inert.
//!
//! `MUSTER_CRASH_AT=name` kills at the first pass of the point, `MUSTER_CRASH_AT=name:n` at the n-th. The process
//! dies by SIGKILL as in an outage: nothing is flushed, no destructor runs. `MUSTER_CRASH_AT=name:n:stop` halts it there
//! by SIGSTOP, until somebody lets it go on. This must never do anything else.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use rustix::process::Signal;

/// Every point that a crash test may name, in the order in which an event passes them.
pub const POINTS: &[&str] = &[
    // The shard's writer, around its transaction.
    "before-commit",
    "in-transaction",
    "during-commit",
    "after-commit",
    // The projector, before it takes in an event. How often it writes depends on how long that took (`WRITE_VIEW`).
    "project",
    // Workers, around the sending of letters and the command that reports it.
    "before-sending",
    "after-sending",
    "after-reporting",
];

/// Points of the relay, which only an engine over NATS passes.
pub const RELAY_POINTS: &[&str] = &["before-publishing", "after-publishing"];

/// The projector's other point, before the commit of its view: passed at least once wherever somebody waits for the view.
pub const WRITE_VIEW: &str = "write-view";

/// Name of the environment variable; read once, at the first point passed.
pub const VARIABLE: &str = "MUSTER_CRASH_AT";

/// Longest delay of the killer in [`race`], in microseconds: about one flush of a disk.
const RACE_MICROS: u64 = 2_000;

struct Plan {
    name: String,
    nth: u64,
    signal: Signal,
    passed: AtomicU64,
}

static PLAN: OnceLock<Option<Plan>> = OnceLock::new();

fn read(text: &str) -> Option<Plan> {
    let parts: Vec<&str> = text.split(':').collect();
    let (name, nth, signal) = match parts.as_slice() {
        [name] => (*name, 1, Signal::KILL),
        [name, nth] => (*name, nth.parse().ok()?, Signal::KILL),
        [name, nth, "stop"] => (*name, nth.parse().ok()?, Signal::STOP),
        _ => return None,
    };
    (!name.is_empty()).then(|| Plan { name: name.to_owned(), nth, signal, passed: AtomicU64::new(0) })
}

impl Plan {
    /// Counts a pass; true when it is the one to die at.
    fn reached(&self, name: &str) -> bool {
        self.name == name && self.passed.fetch_add(1, Ordering::Relaxed) + 1 == self.nth
    }
}

fn plan() -> Option<&'static Plan> {
    PLAN.get_or_init(|| std::env::var(VARIABLE).ok().and_then(|text| read(&text))).as_ref()
}

fn strike(signal: Signal) {
    // If the kernel refuses to kill us, aborting is the nearest thing.
    if rustix::process::kill_process(rustix::process::getpid(), signal).is_err() {
        std::process::abort();
    }
}

/// Passes a point: dies or halts here if the environment says so.
pub fn point(name: &str) {
    if let Some(plan) = plan()
        && plan.reached(name)
    {
        strike(plan.signal);
    }
}

/// Passes a point that lies *inside* what the caller does next: a second thread kills the process meanwhile, after a
/// delay that differs from pass to pass.
pub fn race(name: &str) {
    if let Some(plan) = plan()
        && plan.reached(name)
    {
        let delay = Duration::from_micros((plan.nth * 197) % RACE_MICROS);
        std::thread::spawn(move || {
            std::thread::park_timeout(delay);
            strike(Signal::KILL);
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plan_counts_only_its_own_point() {
        let plan = read("after-commit:2").unwrap();
        assert!(!plan.reached("after-commit"));
        assert!(!plan.reached("before-commit"));
        assert!(plan.reached("after-commit"));
        assert!(!plan.reached("after-commit"));
    }

    #[test]
    fn nonsense_is_no_plan() {
        assert!(read("").is_none());
        assert!(read(":3").is_none());
        assert!(read("after-commit:often").is_none());
        assert!(read("after-commit:1:later").is_none());
    }

    #[test]
    fn a_plan_may_halt_instead() {
        assert_eq!(read("after-commit:2:stop").unwrap().signal, Signal::STOP);
        assert_eq!(read("after-commit:2").unwrap().signal, Signal::KILL);
    }
}
