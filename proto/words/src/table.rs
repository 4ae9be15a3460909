//! The table of an aggregate snapshot, stored as a blob: counts and rates per unit, ranks inside each category.

use serde::{Deserialize, Serialize};

use crate::codec::{self, DecodeError};
use crate::ids::{Digest, Version};
use crate::refs::{OccasionKey, UnitCode};
use crate::time::{Date, Instant};

/// Version of the stored table.
pub const SCHEMA: u16 = 1;

/// One snapshot: everything in it follows from the events up to the cut-off and the definition.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SnapshotTable {
    /// The snapshot's occasion.
    pub occasion: OccasionKey,
    /// Last campaign version that counts.
    pub cutoff: Version,
    /// Nominal instant of the cut-off.
    pub at: Instant,
    /// Local date of the cut-off; items due up to this day count.
    pub date: Date,
    /// The definition in force.
    pub definition: Digest,
    /// One row per unit of the plan's audience that is a member on the date, by unit.
    pub rows: Vec<SnapshotRow>,
}

/// One unit's row. Rates are in hundredths of a percent, rounded half up; 10,000 is all.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SnapshotRow {
    /// The unit.
    pub unit: UnitCode,
    /// Items that counted and were due.
    pub expected: u32,
    /// Of these, closed.
    pub done: u32,
    /// Of these, closed and never late.
    pub on_time: u32,
    /// `done / expected`; all when nothing was expected.
    pub completion: u16,
    /// `on_time / expected`; all when nothing was expected.
    pub on_time_rate: u16,
    /// Rank inside the category by completion, then on-time rate; equals share a rank (1, 2, 2, 4).
    pub rank: u32,
}

impl SnapshotTable {
    /// Bytes of the blob.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        codec::encode_versioned(SCHEMA, self)
    }

    /// Reads a blob.
    ///
    /// # Errors
    /// [`DecodeError`] for another schema or damaged bytes.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, DecodeError> {
        codec::decode_versioned("snapshot table", SCHEMA, bytes)
    }
}
