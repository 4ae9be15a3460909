use serde::{Deserialize, Serialize};

use crate::ids::{Digest, PhaseIx, UnitIx};
use crate::time::Instant;

/// A definition was put to work.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CampaignLaunched {
    /// The compiled definition.
    pub definition: Digest,
    /// The committee's files as they were.
    pub sources: Vec<Source>,
    /// When each phase is entered and ended, by phase.
    pub phases: Vec<PhaseDates>,
    /// Units whose membership changes after the launch, or had ended before it, by unit.
    pub changes: Vec<MembershipDates>,
    /// The import of accounts that counts from now on, under a salted digest: who is reached how is not in the log.
    pub contacts: Option<Digest>,
}

/// Instants of a phase.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct PhaseDates {
    /// 00:00 local of its first day, or the launch if that was later.
    pub enters: Instant,
    /// 24:00 local of its last day, or the launch if that was later.
    pub ends: Instant,
}

/// Instants of a unit's membership.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct MembershipDates {
    /// The unit.
    pub unit: UnitIx,
    /// 00:00 local of its first day, if that lies after the launch.
    pub joins: Option<Instant>,
    /// 24:00 local of its last day, if it has one.
    pub leaves: Option<Instant>,
}

/// A file of the committee.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// File name without folders.
    pub name: String,
    /// Its bytes.
    pub digest: Digest,
}

/// The last phase is over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CampaignClosed {
    /// Nominal instant.
    pub due: Instant,
}

/// A phase began.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PhaseEntered {
    /// The phase.
    pub phase: PhaseIx,
    /// Nominal instant: 00:00 local of its first day, or the launch if that was later.
    pub due: Instant,
}

/// A phase ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PhaseEnded {
    /// The phase.
    pub phase: PhaseIx,
    /// Nominal instant: 24:00 local of its last day.
    pub due: Instant,
}

/// Items that were open when a phase ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PhaseCarriedOver {
    /// The phase that ended.
    pub phase: PhaseIx,
    /// The phase that goes on with them.
    pub into: PhaseIx,
    /// How many.
    pub items: u32,
    /// Nominal instant.
    pub due: Instant,
}

/// A unit became a member after the launch.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnitJoined {
    /// The unit.
    pub unit: UnitIx,
    /// Nominal instant: 00:00 local of its first day.
    pub due: Instant,
}

/// A unit's membership ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnitLeft {
    /// The unit.
    pub unit: UnitIx,
    /// The unit that takes over, if it was merged.
    pub merged_into: Option<UnitIx>,
    /// Nominal instant: 24:00 local of its last day.
    pub due: Instant,
}
