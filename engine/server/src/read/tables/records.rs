//! What units handed in for duties, as the view has it: read one occasion at a time.

use muster_protocol::catalogue::LocalizedText;
use muster_protocol::codec;
use muster_protocol::event::OccasionPlanned;
use muster_protocol::form::Form;
use muster_protocol::ids::{DutyIx, UnitIx};
use muster_protocol::item::OccasionKind;
use muster_protocol::text;
use muster_protocol::time::Date;
use sqlx::sqlite::SqliteRow;

use super::Asked;
use crate::store::StoreError;
use crate::store::sqlite::failed;
use crate::view::cells::Cells;

/// An occasion of a duty.
pub(super) struct Happening {
    no: i64,
    pub(super) key: String,
    pub(super) duty: DutyIx,
    /// Its day, where that lay before the start or the launch.
    pub(super) before: Option<Date>,
}

/// An item with what was filled in last.
pub(super) struct Record {
    pub(super) unit: UnitIx,
    pub(super) code: String,
    pub(super) state: String,
    pub(super) late: bool,
    pub(super) due_day: Date,
    pub(super) pieces: String,
    pub(super) form: Form,
    /// Points of the rubric that were not met when it was returned, until it is handed in again.
    pub(super) failed: String,
}

impl Record {
    /// Whether it was handed in and not returned: it counts as a record.
    pub(super) fn counts(&self) -> bool {
        matches!(self.state.as_str(), "submitted" | "accepted" | "closed")
    }

    /// Whether it is done.
    pub(super) fn done(&self) -> bool {
        matches!(self.state.as_str(), "accepted" | "closed")
    }

    /// Whether it was asked of the unit and still is, or was done.
    pub(super) fn expected(&self) -> bool {
        !matches!(self.state.as_str(), "waived" | "passed-on" | "retired" | "none")
    }

    /// How it stands.
    pub(super) fn status(&self) -> LocalizedText {
        match self.state.as_str() {
            "open" => text!("record-is-open"),
            "submitted" => text!("record-is-submitted"),
            "returned" => text!("record-is-returned"),
            "accepted" => text!("record-is-accepted"),
            "closed" => text!("record-is-closed"),
            "waived" => text!("record-is-waived"),
            "passed-on" => text!("record-is-passed-on"),
            "retired" => text!("record-is-retired"),
            "ended" => text!("record-is-ended"),
            other => LocalizedText::same(other),
        }
    }
}

/// The open occasions of duties that fit, by due day.
pub(super) async fn happenings(
    asked: &mut Asked<'_>,
    fits: impl Fn(DutyIx, &str) -> bool,
) -> Result<Vec<Happening>, StoreError> {
    let rows = sqlx::query(
        "SELECT occasion, key, planned FROM occasions
         WHERE campaign = ? AND kind = 'duty' AND opened_position IS NOT NULL ORDER BY due_day, occasion",
    )
    .bind(asked.campaign)
    .fetch_all(&mut *asked.connection)
    .await
    .map_err(failed)?;
    let mut happenings = Vec::new();
    for row in &rows {
        let mut cells = Cells::of(row);
        let (no, key): (i64, String) = (cells.take()?, cells.take()?);
        let planned: Vec<u8> = cells.take()?;
        let plan = codec::decode::<OccasionPlanned>("occasion.planned", &planned);
        let plan = plan.map_err(|error| StoreError::Damaged(error.to_string()))?;
        let OccasionKind::Duty(duty) = plan.kind else { continue };
        if fits(duty, &key) {
            let before = plan.backfill.then_some(plan.due_day);
            happenings.push(Happening { no, key, duty, before });
        }
    }
    Ok(happenings)
}

/// The items of an occasion by unit code, as far as they are seen.
pub(super) async fn of(asked: &mut Asked<'_>, happening: &Happening) -> Result<Vec<Record>, StoreError> {
    let rows = sqlx::query(
        "SELECT i.unit, i.code, i.state, i.late, i.due_day, f.pieces, f.form, f.failed
         FROM items i LEFT JOIN forms f USING (campaign, occasion, unit)
         WHERE i.campaign = ? AND i.occasion = ? ORDER BY i.code",
    )
    .bind(asked.campaign)
    .bind(happening.no)
    .fetch_all(&mut *asked.connection)
    .await
    .map_err(failed)?;
    let seen = |record: &Result<Record, StoreError>| {
        record.as_ref().map_or(true, |record| asked.sight.unit(&record.code))
    };
    rows.iter().map(record).filter(seen).collect()
}

fn record(row: &SqliteRow) -> Result<Record, StoreError> {
    let mut cells = Cells::of(row);
    let unit: i64 = cells.take()?;
    let (code, state, late, due_day) = (cells.take()?, cells.take()?, cells.take()?, cells.take()?);
    let (pieces, form, failed): (Option<String>, Option<Vec<u8>>, Option<String>) =
        (cells.take()?, cells.take()?, cells.take()?);
    let form = form.map(|bytes| codec::decode::<Form>("form", &bytes)).transpose();
    Ok(Record {
        unit: UnitIx(u32::try_from(unit).unwrap_or(u32::MAX)),
        code,
        state,
        late,
        due_day: Date(due_day),
        pieces: pieces.unwrap_or_default(),
        form: form.map_err(|error| StoreError::Damaged(error.to_string()))?.unwrap_or_default(),
        failed: failed.unwrap_or_default(),
    })
}
