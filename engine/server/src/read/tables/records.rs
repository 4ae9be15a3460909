//! What units handed in for duties, as the view has it: read one occasion at a time.

use muster_protocol::catalogue::LocalizedText;
use muster_protocol::event::OccasionPlanned;
use muster_protocol::form::Form;
use muster_protocol::ids::{DutyIx, UnitIx};
use muster_protocol::item::OccasionKind;
use muster_protocol::text;
use muster_protocol::time::Date;

use super::Asked;
use crate::store::StoreError;
use crate::store::sqlite::cells::{self, bound, rows};

/// An occasion of a duty.
pub(super) struct Happening {
    no: i64,
    pub(super) key: String,
    pub(super) duty: DutyIx,
    /// Its day, where that lay before the start or the launch.
    pub(super) before: Option<Date>,
}

rows! {
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

/// The open occasions of duties that fit, by due day, as far as they are seen.
pub(super) async fn happenings(
    asked: &mut Asked<'_>,
    fits: impl Fn(DutyIx, &str) -> bool,
) -> Result<Vec<Happening>, StoreError> {
    let query = bound!(
        "SELECT occasion, key, planned FROM occasions
         WHERE campaign = ? AND kind = 'duty' AND opened_position IS NOT NULL ORDER BY due_day, occasion",
        asked.campaign,
    );
    let mut happenings = Vec::new();
    for (no, key, plan) in cells::all::<(i64, String, OccasionPlanned)>(query, asked.connection).await? {
        let OccasionKind::Duty(duty) = plan.kind else { continue };
        if fits(duty, &key) && asked.sight.occasion(&asked.def, &plan) {
            let before = plan.backfill.then_some(plan.due_day);
            happenings.push(Happening { no, key, duty, before });
        }
    }
    Ok(happenings)
}

/// The items of an occasion by unit code, as far as they are seen.
pub(super) async fn of(asked: &mut Asked<'_>, happening: &Happening) -> Result<Vec<Record>, StoreError> {
    let query = bound!(
        "SELECT i.unit, i.code, i.state, i.late, i.due_day, coalesce(f.pieces, ''), f.form, coalesce(f.failed, '')
         FROM items i LEFT JOIN forms f USING (campaign, occasion, unit)
         WHERE i.campaign = ? AND i.occasion = ? ORDER BY i.code",
        asked.campaign,
        happening.no,
    );
    let mut records: Vec<Record> = cells::all(query, asked.connection).await?;
    records.retain(|record| asked.sight.unit(&record.code));
    Ok(records)
}
