//! From when until when a scripted campaign is played.

use muster_protocol::definition::Definition;
use muster_protocol::time::Instant;
use muster_rules::zone::Zone;

/// Days played on after the last phase, so that what was sent late is reported and signed for.
const DAYS_AFTER_END: i32 = 30;

/// A stretch of campaign time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    /// The launch: 00:00 local of the first phase's first day.
    pub launch: Instant,
    /// The last instant played.
    pub until: Instant,
}

impl Span {
    /// The stretch of a whole campaign; none when it has no phases or no known zone.
    #[must_use]
    pub fn of(def: &Definition) -> Option<Self> {
        let zone = Zone::of(def).ok()?;
        let first = def.phases.iter().map(|phase| phase.from).min()?;
        let last = def.phases.iter().map(|phase| phase.to).max()?;
        Some(Self {
            launch: zone.start_of_day(first),
            until: zone.start_of_day(last.plus(DAYS_AFTER_END + 1)),
        })
    }
}
