//! Places of rounds of visits that are over, for which no visit was ever planned: they stand in no list of visits.

use muster_protocol::ids::CampaignId;
use muster_protocol::time::Date;
use serde::{Deserialize, Serialize};

use super::View;
use super::cells::Cells;
use crate::store::StoreError;
use crate::store::sqlite::failed;

/// A place that awaits a visit of a round that is over, and never had one planned.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnplannedVisit {
    /// Key of the programme's occasion.
    pub occasion: String,
    /// Code of the place.
    pub place: String,
    /// Short name of the place.
    pub name: String,
    /// Local due day of the round.
    pub due_day: Date,
}

impl View {
    /// The places of a campaign's rounds that are over for which no visit was ever planned, by due day.
    ///
    /// # Errors
    /// [`StoreError`] when the view cannot be read.
    pub async fn unplanned_visits(&self, campaign: &CampaignId) -> Result<Vec<UnplannedVisit>, StoreError> {
        let found = self.unplanned_rows(campaign).await;
        if self.is_whole_again(&found).await { self.unplanned_rows(campaign).await } else { found }
    }

    async fn unplanned_rows(&self, campaign: &CampaignId) -> Result<Vec<UnplannedVisit>, StoreError> {
        let rows = sqlx::query(
            "SELECT o.key, u.code, u.name, o.due_day
             FROM campaigns c JOIN occasions o ON o.campaign = c.no AND o.kind = 'visit' AND o.retired = 0
             JOIN items i ON i.campaign = c.no AND i.occasion = o.occasion
             JOIN units u ON u.campaign = c.no AND u.unit = i.unit
             WHERE c.id = ? AND i.late = 1 AND i.state IN ('open', 'returned') AND NOT EXISTS
             (SELECT 1 FROM visits v WHERE v.campaign = c.no AND v.occasion = o.occasion AND v.place = i.unit)
             ORDER BY o.due_day, o.key, u.code",
        )
        .bind(campaign.as_str().to_owned())
        .fetch_all(&mut *self.reading().lock().await)
        .await
        .map_err(failed)?;
        rows.iter()
            .map(|row| {
                let mut cells = Cells::of(row);
                Ok(UnplannedVisit {
                    occasion: cells.take()?,
                    place: cells.take()?,
                    name: cells.take()?,
                    due_day: Date(cells.take()?),
                })
            })
            .collect()
    }
}
