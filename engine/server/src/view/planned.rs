//! Occasions as they were planned, and the phase in which a campaign is.

use muster_protocol::codec;
use muster_protocol::event::OccasionPlanned;
use muster_protocol::ids::CampaignId;

use super::View;
use super::cells::Cells;
use crate::store::StoreError;
use crate::store::sqlite::failed;

impl View {
    /// Id of the phase that a campaign entered last.
    ///
    /// # Errors
    /// [`StoreError`] when the view cannot be read.
    pub(crate) async fn phase(&self, campaign: &CampaignId) -> Result<Option<String>, StoreError> {
        let row = sqlx::query("SELECT phase FROM campaigns WHERE id = ?")
            .bind(campaign.as_str().to_owned())
            .fetch_optional(&mut *self.reading().lock().await)
            .await
            .map_err(failed)?;
        Ok(row.map(|row| Cells::of(&row).take::<Option<String>>()).transpose()?.flatten())
    }

    /// Occasions of a campaign as planned so far, by number.
    ///
    /// # Errors
    /// [`StoreError`] when the view cannot be read.
    pub async fn occasions(&self, campaign: &CampaignId) -> Result<Vec<OccasionPlanned>, StoreError> {
        let found = self.occasions_rows(campaign).await;
        if self.is_whole_again(&found).await { self.occasions_rows(campaign).await } else { found }
    }

    async fn occasions_rows(&self, campaign: &CampaignId) -> Result<Vec<OccasionPlanned>, StoreError> {
        let rows = sqlx::query(
            "SELECT o.planned FROM campaigns c JOIN occasions o ON o.campaign = c.no WHERE c.id = ? ORDER BY o.occasion",
        )
        .bind(campaign.as_str().to_owned())
        .fetch_all(&mut *self.reading().lock().await)
        .await
        .map_err(failed)?;
        rows.iter()
            .map(|row| {
                let bytes: &[u8] = Cells::of(row).take()?;
                codec::decode("occasion", bytes).map_err(|error| StoreError::Damaged(error.to_string()))
            })
            .collect()
    }
}
