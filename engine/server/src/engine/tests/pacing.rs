//! A paced clock goes on by pauses, in which others act.

use std::sync::atomic::{AtomicBool, Ordering};

use muster_protocol::time::{DAY, HOUR};

use super::*;
use crate::time::stepper::Quiet;

/// Days in a second, so many that nobody notices a pause.
const FAST: f64 = 1e12;

/// A worker that waits for `far` and, once the stepper has seen that, for `soon`: it was told something in the pause.
struct Interrupted {
    far: Instant,
    soon: Instant,
    seen: AtomicBool,
    released: AtomicBool,
}

impl Quiet for Interrupted {
    async fn settled(&self) {}

    fn earliest_again(&self) -> Option<Instant> {
        let waits = if self.seen.swap(true, Ordering::SeqCst) { self.soon } else { self.far };
        (!self.released.load(Ordering::SeqCst)).then_some(waits)
    }

    fn release(&self) {
        self.released.store(true, Ordering::SeqCst);
    }
}

#[tokio::test]
async fn what_comes_up_in_a_pause_is_not_stepped_past() {
    let dir = tempfile::tempdir().unwrap();
    let engine = open(dir.path()).await;
    let (soon, far) = (start().plus(HOUR), start().plus(DAY));
    let quiet = Interrupted { far, soon, seen: AtomicBool::new(false), released: AtomicBool::new(false) };
    let ran = Stepper::new(engine.handle(), quiet).pace(Some(FAST)).run().await;
    assert_eq!(ran, Ok(Ran { at: soon, refused: 0, over: true }));
    engine.shutdown().await;
}
