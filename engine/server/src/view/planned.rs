//! Occasions as they were planned, and the phase in which a campaign is.

use std::collections::BTreeSet;

use muster_protocol::event::OccasionPlanned;
use muster_protocol::ids::CampaignId;
use serde_json::json;

use super::View;
use crate::store::StoreError;
use crate::store::sqlite::cells::{self, bound};

impl View {
    /// Id of the phase that a campaign entered last.
    pub(crate) async fn phase(&self, campaign: &CampaignId) -> Result<Option<String>, StoreError> {
        let query = bound!("SELECT phase FROM campaigns WHERE id = ?", campaign.as_str());
        let phase: Option<Option<String>> = cells::first(query, &mut *self.reading().lock().await).await?;
        Ok(phase.flatten())
    }

    /// Occasions of a campaign as planned so far, by number.
    pub async fn occasions(&self, campaign: &CampaignId) -> Result<Vec<OccasionPlanned>, StoreError> {
        let found = self.occasions_rows(campaign).await;
        if self.is_whole_again(&found).await { self.occasions_rows(campaign).await } else { found }
    }

    /// Those of these keys.
    pub(crate) async fn occasions_called(
        &self,
        campaign: &CampaignId,
        keys: &BTreeSet<String>,
    ) -> Result<Vec<OccasionPlanned>, StoreError> {
        let found = self.occasions_called_rows(campaign, keys).await;
        if self.is_whole_again(&found).await {
            self.occasions_called_rows(campaign, keys).await
        } else {
            found
        }
    }

    async fn occasions_called_rows(
        &self,
        campaign: &CampaignId,
        keys: &BTreeSet<String>,
    ) -> Result<Vec<OccasionPlanned>, StoreError> {
        let query = bound!(
            "SELECT o.planned FROM campaigns c CROSS JOIN json_each(?2) asked
             CROSS JOIN occasions o ON o.campaign = c.no AND o.key = asked.value WHERE c.id = ?1",
            campaign.as_str(),
            json!(keys).to_string(),
        );
        cells::all(query, &mut *self.reading().lock().await).await
    }

    async fn occasions_rows(&self, campaign: &CampaignId) -> Result<Vec<OccasionPlanned>, StoreError> {
        let query = bound!(
            "SELECT o.planned FROM campaigns c JOIN occasions o ON o.campaign = c.no WHERE c.id = ? ORDER BY o.occasion",
            campaign.as_str(),
        );
        cells::all(query, &mut *self.reading().lock().await).await
    }
}
