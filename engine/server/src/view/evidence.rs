//! Files that were handed in: for what, by whom, and whether another unit handed the very same in (重复材料).

use muster_protocol::ids::Digest;
use muster_protocol::time::Instant;
use serde::{Deserialize, Serialize};
use sqlx::{AssertSqlSafe, SqliteConnection};

use crate::store::StoreError;
use crate::store::sqlite::cells::{self, Cells, FromCells, bound};

/// Most files that one table shows: what a person still reads. The rest is counted.
pub(crate) const SHOWN_MAX: usize = 2_000;

/// A file that was handed in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EvidenceLine {
    /// Digest of its bytes.
    pub digest: Digest,
    /// For which item, `unit-plan/005`; a nomination is `pacesetter/005`.
    pub item: String,
    /// For which need, in the committee's words.
    pub need: String,
    /// On whose authority.
    pub actor: String,
    /// On whose behalf, if on another's.
    pub behalf: Option<String>,
    /// Campaign clock.
    pub at: Instant,
    /// Position of the event.
    pub position: u64,
    /// For which items other units handed the same file in.
    pub also: Vec<String>,
    /// Position of the event that says that its bytes were erased.
    pub erased: Option<u64>,
}

/// Which files are meant.
pub(crate) enum Which<'a> {
    All,
    /// Those that two units or more handed in.
    Duplicates,
    Unit(u32),
    Item(i64, i64),
    /// Those whose digest begins so, in hexadecimal digits.
    Digest(&'a str),
}

const OTHERS: &str =
    "(SELECT count(DISTINCT d.unit) FROM evidence d WHERE d.digest = e.digest AND d.campaign = e.campaign)";

/// Files of a campaign, in the order in which they were handed in; duplicates stand together.
pub(crate) async fn lines(
    connection: &mut SqliteConnection,
    campaign: i64,
    which: &Which<'_>,
) -> Result<Vec<EvidenceLine>, StoreError> {
    let (condition, order) = match which {
        Which::All => ("1".to_owned(), "e.position, e.place"),
        Which::Duplicates => (format!("{OTHERS} > 1"), "e.digest, e.position, e.place"),
        Which::Unit(unit) => (format!("e.unit = {unit}"), "e.position, e.place"),
        Which::Item(occasion, unit) => {
            (format!("e.occasion = {occasion} AND e.unit = {unit}"), "e.position, e.place")
        }
        Which::Digest(_) => {
            ("substr(lower(hex(e.digest)), 1, length(?2)) = ?2".to_owned(), "e.digest, e.position, e.place")
        }
    };
    let sql = format!(
        "SELECT e.unit, {OTHERS}, e.digest, e.item, e.need, e.actor, e.behalf, e.at, e.position,
         (SELECT position FROM erased x WHERE x.digest = e.digest)
         FROM evidence e WHERE e.campaign = ?1 AND {condition} AND ?2 = ?2 ORDER BY {order}"
    );
    let prefix = if let Which::Digest(prefix) = which { *prefix } else { "" };
    let query = bound!(AssertSqlSafe(sql), campaign, prefix.to_ascii_lowercase());
    let found: Vec<(i64, i64, EvidenceLine)> = cells::all(query, connection).await?;
    let mut lines = Vec::with_capacity(found.len());
    for (unit, units, mut line) in found {
        if units > 1 {
            let query = bound!(
                "SELECT DISTINCT item FROM evidence WHERE campaign = ? AND digest = ? AND unit <> ? ORDER BY item",
                campaign,
                line.digest.0.to_vec(),
                unit,
            );
            line.also = cells::all(query, connection).await?;
        }
        lines.push(line);
    }
    Ok(lines)
}

/// A file but for who else handed it in.
impl FromCells for EvidenceLine {
    fn from_cells(cells: &mut Cells<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            digest: cells.read()?,
            item: cells.read()?,
            need: cells.read()?,
            actor: cells.read()?,
            behalf: cells.read()?,
            at: cells.read()?,
            position: cells.read()?,
            also: Vec::new(),
            erased: cells.read()?,
        })
    }
}
