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
    /// Local date of the cut-off: items due before it count, and of those due on it what is done; in its last minute, all.
    pub date: Date,
    /// The definition in force.
    pub definition: Digest,
    /// Digest of the roster in force: of the units as the definition has them.
    pub roster: Digest,
    /// One row per unit of the plan's audience that is a member on the date, by unit.
    pub rows: Vec<SnapshotRow>,
    /// One table per score sheet, in the order of the definition.
    pub sheets: Vec<SheetTable>,
    /// What raters said, where enough of them did.
    pub ratings: Vec<RatedRow>,
}

/// A number as a fraction in lowest terms: what is counted stays exact, rounding comes last.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Exact {
    /// The numerator, in decimal digits.
    pub numerator: String,
    /// The denominator, in decimal digits.
    pub denominator: String,
}

/// The scores of one sheet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SheetTable {
    /// Id of the sheet.
    pub sheet: String,
    /// The version at which it was frozen, once it is.
    pub frozen: Option<Version>,
    /// One row per unit of the sheet's audience that is a member on the date, by unit.
    pub rows: Vec<ScoreRow>,
}

/// One unit's scores on a sheet. Points are in hundredths.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScoreRow {
    /// The unit.
    pub unit: UnitCode,
    /// The lines that count for its category, in the order of the sheet.
    pub lines: Vec<LineScore>,
    /// Points above the whole, cut at their cap.
    pub bonus: i64,
    /// For what they were given, in the order of the sheet.
    pub added: Vec<Counted>,
    /// The total; none while a line is waited for, or when nothing was asked of it.
    pub total: Option<i64>,
    /// Rank inside the category, or among all; 0 is none.
    pub rank: u32,
    /// Place of its grade in the sheet.
    pub grade: Option<u8>,
    /// Vetoes that hold, by their places in the sheet.
    pub vetoes: Vec<u8>,
    /// Items that were closed after the freeze: they change nothing.
    pub addendum: Vec<OccasionKey>,
}

/// One line of one unit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LineScore {
    /// Place of the group in the sheet.
    pub group: u16,
    /// Place of the line in its group.
    pub line: u16,
    /// What the formula, the judges or the deductions give with what appeals changed, between zero and the maximum; none is
    /// missing.
    pub value: Option<Exact>,
    /// The points, rounded half up.
    pub points: Option<i64>,
    /// What was counted, in the order of the formula, and behind it what appeals changed.
    pub counted: Vec<Counted>,
}

/// Something that was counted for a line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counted {
    /// What, as the file writes it.
    pub what: String,
    /// How much; a rate keeps numerator and denominator apart, a denominator of 0 says that nothing was asked.
    pub numerator: i64,
    /// Of how much.
    pub denominator: i64,
}

/// What a group of raters said of a unit, or of a goal, in one session.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RatedRow {
    /// Id of the round.
    pub round: String,
    /// Its session.
    pub session: String,
    /// Name of the group.
    pub group: String,
    /// The unit; none where a goal is judged.
    pub unit: Option<UnitCode>,
    /// Which goal, from 0.
    pub ask: u16,
    /// How many answered.
    pub answers: u32,
    /// Their mean without the ends that are cut off; none where they are too few to be shown.
    pub mean: Option<Exact>,
}

/// One unit's row. Rates are in hundredths of a percent, rounded half up; 10,000 is all.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SnapshotRow {
    /// The unit.
    pub unit: UnitCode,
    /// Items that counted and whose day was over, or that were done on their day.
    pub expected: u32,
    /// Of these, closed.
    pub done: u32,
    /// Of these, closed and never late.
    pub on_time: u32,
    /// `done / expected`; all when nothing was expected.
    pub completion: u16,
    /// `on_time / expected`; all when nothing was expected.
    pub on_time_rate: u16,
    /// Rank inside the category by completion, then on-time rate, as exact fractions; equals share a rank (1, 2, 2, 4).
    /// Of whom nothing was expected has none: 0.
    pub rank: u32,
}

impl SnapshotTable {
    /// Bytes of the blob.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        codec::encode_versioned(SCHEMA, self)
    }

    /// Reads a blob.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, DecodeError> {
        codec::decode_versioned("snapshot table", SCHEMA, bytes)
    }
}
