//! When an item is expected: on its due day nobody is behind yet, and when that day is over everybody is who has not done it.

use muster_protocol::time::{Date, Instant, MINUTE};
use serde::{Deserialize, Serialize};

use crate::zone::Zone;

/// Its day has come: it stands in the sums once it is closed.
pub(super) const DUE: u8 = 16;
/// Its day is over: it stands in the sums whatever became of it.
pub(super) const OVER: u8 = 32;

/// When sums hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(super) struct Today {
    /// The day: up to it items are due.
    pub(super) day: Date,
    /// The first day that is not over: the day itself, or in its last minute the next.
    pub(super) running: Date,
}

impl Today {
    /// The day of an instant; a sheet is frozen in the last minute of its day, when that day is over.
    pub(super) fn of(zone: Option<&Zone>, day: Date, at: Instant) -> Self {
        let next = zone.map_or(day, |zone| zone.date_of(at.plus(MINUTE)));
        Self { day, running: next.clamp(day, day.plus(1)) }
    }

    /// The marks of an item that is due on a day.
    pub(super) fn stage(self, due: Date) -> u8 {
        match (due <= self.day, due < self.running) {
            (true, true) => DUE | OVER,
            (true, false) => DUE,
            (false, _) => 0,
        }
    }
}
