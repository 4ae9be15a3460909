use serde::{Deserialize, Serialize};

use crate::form::Form;
use crate::ids::{Digest, OccasionIx, UnitIx};
use crate::item::{Evidence, PlannedStep, WaiveReason};
use crate::time::{Date, Instant};

/// A unit got its item after the opening: it came later, or the item that must be closed before was.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ItemOpened {
    /// The occasion.
    pub occasion: OccasionIx,
    /// The units.
    pub units: Vec<UnitIx>,
    /// Nominal instant; shared steps before it are not theirs.
    pub due: Instant,
    /// Dates that these items have instead of the occasion's, as due version 1.
    pub own: Option<OwnDue>,
}

/// Dates of items that differ from their occasion's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnDue {
    /// Local due day.
    pub due_day: Date,
    /// Due instant.
    pub due: Instant,
    /// Steps up to the due instant.
    pub steps: Vec<PlannedStep>,
}

/// Something was handed in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ItemSubmitted {
    /// The occasion.
    pub occasion: OccasionIx,
    /// The unit.
    pub unit: UnitIx,
    /// What.
    pub evidence: Vec<Evidence>,
    /// What was filled in besides.
    pub form: Form,
    /// The local day on which it was done, if that was said.
    pub on: Option<Date>,
}

/// Something that lay before the start was entered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ItemBackfilled {
    /// The occasion.
    pub occasion: OccasionIx,
    /// The unit.
    pub unit: UnitIx,
    /// What.
    pub evidence: Vec<Evidence>,
    /// What was filled in besides.
    pub form: Form,
    /// The local day on which it was done, if that was said.
    pub on: Option<Date>,
}

/// What was handed in was returned.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ItemReturned {
    /// The occasion.
    pub occasion: OccasionIx,
    /// The unit.
    pub unit: UnitIx,
    /// The reason's text, a salted blob.
    pub reason: Option<Digest>,
    /// Points of the rubric that were not met (S71).
    pub failed: Vec<String>,
    /// New due version.
    pub due_version: u8,
    /// New local due day.
    pub due_day: Date,
    /// New due instant.
    pub due: Instant,
    /// Steps up to the new due instant, of this item alone.
    pub steps: Vec<PlannedStep>,
}

/// What was handed in was accepted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ItemAccepted {
    /// The occasion.
    pub occasion: OccasionIx,
    /// The unit.
    pub unit: UnitIx,
}

/// The item is done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ItemClosed {
    /// The occasion.
    pub occasion: OccasionIx,
    /// The unit.
    pub unit: UnitIx,
}

/// Items passed their due instant without being handed in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ItemLate {
    /// The occasion.
    pub occasion: OccasionIx,
    /// The units, at most a chunk.
    pub units: Vec<UnitIx>,
    /// Their due version.
    pub due_version: u8,
    /// Overdue steps and cards, the same for all of them.
    pub steps: Vec<PlannedStep>,
    /// Nominal instant.
    pub due: Instant,
}

/// Items need not be done any more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ItemWaived {
    /// The occasion.
    pub occasion: OccasionIx,
    /// The units.
    pub units: Vec<UnitIx>,
    /// Why.
    pub reason: WaiveReason,
}

/// An item passed on to a successor.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ItemPassedOn {
    /// The occasion.
    pub occasion: OccasionIx,
    /// The unit that left.
    pub unit: UnitIx,
    /// The unit that took it over; it keeps its own item of the occasion if it has one.
    pub to: UnitIx,
    /// Nominal instant: 24:00 local of the leaving unit's last day; shared steps before it are not the successor's.
    pub due: Instant,
}
