//! Why the last plan had no visit for a place.

use muster_protocol::item::left_out::NoSlot;
use muster_protocol::time::Instant;
use serde::{Deserialize, Serialize};
use sqlx::SqliteConnection;

use crate::store::StoreError;
use crate::store::sqlite::cells::{self, Cells, FromCells, bound};

/// A condition on a row `l` of the table: no visit was planned for the place since.
pub(super) const HOLDS: &str = "l.position > coalesce((SELECT max(v.position) FROM visits v
     WHERE v.campaign = l.campaign AND v.occasion = l.occasion AND v.place = l.place), 0)";

/// Columns of a row `l`, as they are read where there may be one.
pub(super) const COLUMNS: &str = "l.visitor, l.why, l.at, l.position";

/// Why the last plan had no visit for a place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeftOutLine {
    /// Contact of who was to visit it; none where nobody may.
    pub visitor: Option<String>,
    /// Why there was none.
    pub why: NoSlot,
    /// When it was planned, by the campaign clock.
    pub at: Instant,
    /// Position of the event that says so.
    pub position: u64,
}

/// Reads what [`COLUMNS`] names; none where the row is not there.
impl FromCells for Option<LeftOutLine> {
    fn from_cells(cells: &mut Cells<'_>) -> Result<Self, StoreError> {
        let (visitor, why): (Option<String>, Option<String>) = cells.read()?;
        let (at, position): (Option<Instant>, Option<u64>) = cells.read()?;
        let (Some(visitor), Some(why), Some(at), Some(position)) = (visitor, why, at, position) else {
            return Ok(None);
        };
        let visitor = Some(visitor).filter(|visitor| !visitor.is_empty());
        let why = serde_json::from_str(&why)
            .map_err(|error| StoreError::Damaged(format!("why there is no visit, “{why}”: {error}")))?;
        Ok(Some(LeftOutLine { visitor, why, at, position }))
    }
}

/// Why an item has no visit, while it awaits one.
pub(super) async fn of_item(
    db: &mut SqliteConnection,
    campaign: i64,
    (occasion, unit): (i64, i64),
) -> Result<Option<LeftOutLine>, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM left_out l
         JOIN items i ON i.campaign = l.campaign AND i.occasion = l.occasion AND i.unit = l.place
         WHERE l.campaign = ? AND l.occasion = ? AND l.place = ? AND i.state IN ('open', 'returned') AND {HOLDS}"
    );
    let query = bound!(sqlx::AssertSqlSafe(sql), campaign, occasion, unit);
    cells::first(query, db).await.map(Option::flatten)
}
