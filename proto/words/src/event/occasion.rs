use serde::{Deserialize, Serialize};

use crate::ids::{Digest, GroupIx, OccasionIx, UnitIx, Version};
use crate::item::{OccasionKind, PlannedStep};
use crate::time::{Date, Instant};

/// An occasion's dates were reckoned, once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OccasionPlanned {
    /// Its number.
    pub occasion: OccasionIx,
    /// Its key, such as `study.2014-05` or `unit-plan`.
    pub key: String,
    /// What it is a happening of.
    pub kind: OccasionKind,
    /// Which happening of its rule, from 0.
    pub nth: u32,
    /// The group of units that it is for, whose calendar its dates follow; none for all others.
    pub group: Option<GroupIx>,
    /// It opens at this instant.
    pub opens: Instant,
    /// Local due day.
    pub due_day: Date,
    /// Items not handed in before this instant are late (24:00 of the due day); a snapshot's cut-off.
    pub due: Instant,
    /// Steps up to the due instant, the same for all its units.
    pub steps: Vec<PlannedStep>,
    /// It lies before the start: never reminded, never late.
    pub backfill: bool,
    /// How late its steps may go out, in hours.
    pub catch_up_hours: u16,
    /// Version of the calendar that the dates follow from.
    pub calendar: String,
    /// Version of the zone data that the instants follow from.
    pub zone_data: String,
    /// What was given out and to whom, where it is a task.
    pub given: Option<Given>,
}

/// A task as it was given out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Given {
    /// What is to be done, a line for messages.
    pub title: String,
    /// The units, at most a chunk; empty means everybody that such tasks may be given to.
    pub units: Vec<UnitIx>,
}

/// An occasion opened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OccasionOpened {
    /// The occasion.
    pub occasion: OccasionIx,
    /// Nominal instant.
    pub due: Instant,
    /// Units of its audience that get no item, since what they announced is done or what they tried is not adopted.
    pub without: Vec<UnitIx>,
}

/// An aggregate snapshot was taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SnapshotTaken {
    /// The snapshot's occasion.
    pub occasion: OccasionIx,
    /// Last campaign version that counts.
    pub cutoff: Version,
    /// The table, a blob.
    pub table: Digest,
}
