//! Files that were handed in: for what, by whom, and whether another unit handed the very same in (重复材料).

use muster_protocol::ids::Digest;
use muster_protocol::time::Instant;
use serde::{Deserialize, Serialize};
use sqlx::{AssertSqlSafe, Row, SqliteConnection};

use super::cells::Cells;
use crate::store::StoreError;
use crate::store::sqlite::failed;

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
    let rows = sqlx::query(AssertSqlSafe(sql))
        .bind(campaign)
        .bind(prefix.to_ascii_lowercase())
        .fetch_all(&mut *connection)
        .await
        .map_err(failed)?;
    let mut lines = Vec::with_capacity(rows.len());
    for row in &rows {
        let mut cells = Cells::of(row);
        let (unit, units): (i64, i64) = (cells.take()?, cells.take()?);
        let bytes: Vec<u8> = cells.take()?;
        let also = if units > 1 { others(connection, campaign, &bytes, unit).await? } else { Vec::new() };
        let digest = bytes.try_into().map_err(|_| StoreError::Damaged("a file's digest".to_owned()))?;
        lines.push(EvidenceLine {
            digest: Digest(digest),
            item: cells.take()?,
            need: cells.take()?,
            actor: cells.take()?,
            behalf: cells.take()?,
            at: Instant(cells.take()?),
            position: cells.count()?,
            also,
            erased: cells.take::<Option<i64>>()?.and_then(|position| u64::try_from(position).ok()),
        });
    }
    Ok(lines)
}

async fn others(
    connection: &mut SqliteConnection,
    campaign: i64,
    digest: &[u8],
    unit: i64,
) -> Result<Vec<String>, StoreError> {
    let rows = sqlx::query(
        "SELECT DISTINCT item FROM evidence WHERE campaign = ? AND digest = ? AND unit <> ? ORDER BY item",
    )
    .bind(campaign)
    .bind(digest.to_vec())
    .bind(unit)
    .fetch_all(connection)
    .await
    .map_err(failed)?;
    rows.iter().map(|row| row.try_get(0).map_err(failed)).collect()
}
