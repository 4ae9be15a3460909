//! kill -9 at every marked point and at chosen positions: a restart goes on, nothing is lost, no step ends twice.
//!
//! The process kills itself where `MUSTER_CRASH_AT` says, by SIGKILL, as in an outage: nothing is flushed and no
//! destructor runs. Where it dies is told by counting passes of a point, never by a clock.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use muster_server::maintenance::verify::verify;
use muster_wire::failpoints::{POINTS, VARIABLE, WRITE_VIEW};
use serde_json::Value;
use tempfile::TempDir;

use crate::file::demo::same_year;
use crate::log::{self, block_on};
use crate::program::{Ended, command, run};
use crate::xorshift::Xorshift;

/// The crashed demos play up to this day: phases change, units become late, visits are proposed and recorded.
const UNTIL: &str = "2014-05-16";

/// Passes of every point at which a demo dies.
const PASSES: [u64; 3] = [1, 5, 13];

/// Demos that die at a commit by chance.
const BY_CHANCE: u64 = 6;

fn demo(dir: &Path, crash_at: Option<&str>, until: Option<&str>) -> Ended {
    let mut demo = command(["demo", "--dir", dir.to_str().unwrap()]);
    if let Some(until) = until {
        demo.args(["--until", until]);
    }
    if let Some(point) = crash_at {
        demo.env(VARIABLE, point);
    }
    run(demo, Vec::new())
}

/// What an undisturbed demo up to [`UNTIL`] leaves.
fn undisturbed() -> &'static (Value, Vec<(String, String)>) {
    static WHOLE: OnceLock<(Value, Vec<(String, String)>)> = OnceLock::new();
    WHOLE.get_or_init(|| {
        let home = tempfile::tempdir().unwrap();
        let dir = home.path().join("demo");
        demo(&dir, None, Some(UNTIL)).with(0);
        (log::report(&dir), log::letters(&dir).into_iter().collect())
    })
}

/// What is demanded of a directory after it was brought to the same day.
fn sound(dir: &Path, what: &str) {
    block_on(verify(dir, None)).unwrap_or_else(|error| panic!("{what}: {error}"));
    let (report, letters) = undisturbed();
    same_year(&log::report(dir), report);
    let found: Vec<(String, String)> = log::letters(dir).into_iter().collect();
    assert_eq!(found.len(), letters.len(), "{what}: letters");
    assert_eq!(&found, letters, "{what}: letters");
}

fn fresh() -> (TempDir, PathBuf) {
    let home = tempfile::tempdir().unwrap();
    let dir = home.path().join("demo");
    (home, dir)
}

/// Dies at a point, starts again, dies there again if it passes it as often, and then runs to the end.
fn dies_and_goes_on(point: &str) {
    let (_home, dir) = fresh();
    let ended = demo(&dir, Some(point), Some(UNTIL));
    assert_eq!(ended.code, None, "{point}: it did not die: {ended:?}");
    if demo(&dir, Some(point), Some(UNTIL)).code.is_none() {
        demo(&dir, None, Some(UNTIL)).with(0);
    }
    sound(&dir, point);
}

#[test]
fn a_demo_that_dies_at_any_point_goes_on() {
    for point in POINTS {
        for pass in PASSES {
            dies_and_goes_on(&format!("{point}:{pass}"));
        }
    }
    dies_and_goes_on(WRITE_VIEW);
}

#[test]
fn a_demo_that_dies_at_positions_by_chance_goes_on() {
    let mut chance = Xorshift::new(9);
    for _ in 0..BY_CHANCE {
        dies_and_goes_on(&format!("after-commit:{}", 1 + chance.below(60)));
    }
}

#[test]
fn a_year_that_dies_again_and_again_is_the_same_year() {
    let (_home, dir) = fresh();
    let mut chance = Xorshift::new(2014);
    let mut deaths = 0;
    loop {
        let points = ["after-commit", "during-commit", "after-sending", "before-commit"];
        let point = points[usize::try_from(chance.below(4)).unwrap()];
        let ended = demo(&dir, Some(&format!("{point}:{}", 80 + chance.below(200))), None);
        match ended.code {
            None => deaths += 1,
            Some(0) => break,
            Some(_) => panic!("{ended:?}"),
        }
        assert!(deaths < 200, "it never comes to an end");
    }
    assert!(deaths >= 5, "it died only {deaths} times");
    block_on(verify(&dir, None)).unwrap();
    let whole = crate::file::demo::finished();
    same_year(&log::report(&dir), &log::report(&whole.dir));
    assert_eq!(log::letters(&dir), log::letters(&whole.dir));
}
