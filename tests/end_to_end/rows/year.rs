//! The year in which nobody does anything, kept as it stood at several instants, so that each scenario begins near its
//! day.

use std::path::{Path, PathBuf};

use tempfile::TempDir;

use crate::program::copy;
use crate::site::{launch, on};

/// The launch: before the first phase, so that what lies before it is entered afterwards.
const LAUNCH: &str = "2014-03-31T09:00:00+08:00";

/// Instants that are kept.
const STOPS: [&str; 13] = [
    "2014-04-01T08:00",
    "2014-04-16T08:00",
    "2014-04-28T08:00",
    "2014-05-16T08:00",
    "2014-05-30T08:00",
    "2014-06-27T08:00",
    "2014-07-30T08:00",
    "2014-08-28T08:00",
    "2014-09-19T08:00",
    "2014-10-20T08:00",
    "2014-11-03T08:00",
    "2014-12-01T08:00",
    "2014-12-20T08:00",
];

/// The year.
pub(super) struct Year {
    home: TempDir,
}

/// Carries a directory on to an instant.
pub(super) fn carry(data: &Path, until: &str) {
    on(data, &["up", "--clock", "stepped", "--until", &format!("{until}:00+08:00")]).with(0);
}

impl Year {
    /// Plays it once.
    pub(super) fn new() -> Self {
        let home = tempfile::tempdir().unwrap();
        let data = home.path().join("data");
        on(&data, &["up", "--clock", "stepped", "--start", LAUNCH, "--until", LAUNCH]).with(0);
        launch(&data).with(0);
        for stop in STOPS {
            carry(&data, stop);
            copy(&data, &home.path().join(stop));
        }
        Self { home }
    }

    /// A directory of its own that stands at the last kept instant not after this one.
    pub(super) fn near(&self, local: &str, to: &Path) -> PathBuf {
        let stop = STOPS.iter().rev().find(|stop| **stop <= local);
        let stop = stop.unwrap_or_else(|| panic!("{local} lies before {}", STOPS[0]));
        let data = to.join("data");
        copy(&self.home.path().join(stop), &data);
        data
    }
}
