//! What time will bring: due keys in the order in which they are handled, and waves of steps.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Bound;

use muster_protocol::case::CaseClock;
use muster_protocol::ids::{CaseIx, ContactIx, OccasionIx, PhaseIx, UnitIx};
use muster_protocol::item::StepRef;
use muster_protocol::time::Instant;

/// A due thing. Keys at one instant are handled in the order of the variants, so that what ended on a day is settled
/// before the next day's things begin, and people are written to when everything else of the instant is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Due {
    /// Items of an occasion become late; one unit's alone if it has its own due day.
    Late(OccasionIx, Option<UnitIx>),
    /// A clock of a case runs out.
    Case(CaseIx, CaseClock),
    /// A phase ends.
    PhaseEnds(PhaseIx),
    /// A unit's membership ends.
    Leaves(UnitIx),
    /// A unit becomes a member.
    Joins(UnitIx),
    /// A phase begins.
    PhaseEnters(PhaseIx),
    /// An occasion opens.
    Opens(OccasionIx),
    /// Cards of an occasion are lifted.
    Lifts(OccasionIx),
    /// The campaign closes: what would be said at 24:00 of its last day is not said any more.
    Closes,
    /// Steps fall due.
    Wave,
    /// Messages that were given out long ago and never reported are redelivered.
    Reissue,
}

/// A due thing with its nominal instant.
pub(super) type DueKey = (Instant, Due);

/// Where the steps of a wave are found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum WaveEntry {
    /// A step of all units of an occasion with the first due version.
    Shared(OccasionIx, u8),
    /// An overdue step of the late ones among them.
    Late(OccasionIx, u8),
    /// A step of one item with its own due day.
    Own(OccasionIx, UnitIx, u8),
    /// A step that was moved here.
    Deferred(ContactIx, StepRef),
}

/// Steps planned for one instant.
#[derive(Debug, Clone, Default)]
struct Wave {
    entries: BTreeSet<WaveEntry>,
    /// Steps that neither ended nor were given to a message; with the last one the wave goes.
    live: u32,
}

/// Everything planned, in order.
#[derive(Debug, Clone, Default)]
pub(super) struct Plan {
    keys: BTreeSet<DueKey>,
    waves: BTreeMap<Instant, Wave>,
}

impl Plan {
    pub(super) fn first(&self) -> Option<DueKey> {
        self.keys.first().copied()
    }

    pub(super) fn insert(&mut self, at: Instant, due: Due) {
        self.keys.insert((at, due));
    }

    pub(super) fn remove(&mut self, at: Instant, due: Due) {
        self.keys.remove(&(at, due));
    }

    pub(super) fn clear(&mut self) {
        self.keys.clear();
        self.waves.clear();
    }

    /// Entries of the wave at an instant, in order.
    pub(super) fn wave(&self, at: Instant) -> impl Iterator<Item = WaveEntry> + '_ {
        self.waves.get(&at).into_iter().flat_map(|wave| wave.entries.iter().copied())
    }

    /// Instants of waves after one instant and before another, in order.
    pub(super) fn waves_between(
        &self,
        after: Instant,
        before: Instant,
    ) -> impl Iterator<Item = Instant> + '_ {
        let range = (Bound::Excluded(after), Bound::Excluded(before));
        let sound = after < before;
        sound.then(|| self.waves.range(range)).into_iter().flatten().map(|(at, _)| *at)
    }

    /// Adds `count` live steps under an entry.
    pub(super) fn join_wave(&mut self, at: Instant, entry: WaveEntry, count: u32) {
        if count > 0 {
            let wave = self.waves.entry(at).or_default();
            wave.entries.insert(entry);
            wave.live += count;
            self.keys.insert((at, Due::Wave));
        }
    }

    /// Takes one live step away.
    pub(super) fn leave_wave(&mut self, at: Instant) {
        if let Some(wave) = self.waves.get_mut(&at) {
            wave.live = wave.live.saturating_sub(1);
            if wave.live == 0 {
                self.waves.remove(&at);
                self.keys.remove(&(at, Due::Wave));
            }
        }
    }

    /// What is planned, as tests tell it: each due key, and each entry of a wave with how many steps live in it.
    #[cfg(test)]
    pub(super) fn listed(&self) -> Vec<(Instant, String)> {
        let mut lines = Vec::new();
        for (at, due) in &self.keys {
            lines.push((*at, format!("{due:?}")));
            if *due == Due::Wave {
                let wave = self.waves.get(at).cloned().unwrap_or_default();
                lines.push((*at, format!("Wave of {} steps: {:?}", wave.live, wave.entries)));
            }
        }
        lines
    }
}
