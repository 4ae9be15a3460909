//! Who read what was said or handed in, for the auditor; and which messages were opened.

use muster_core::campaign::is_recorded;
use muster_protocol::ids::CampaignId;

use super::Handle;
use crate::directory::contacts::Reading;
use crate::store::StoreError;
use crate::view::why::Why;

impl Handle {
    /// Notes that a post read something of a unit, where the file says of one of its roles that this is recorded. Where it cannot
    /// be written down it is no reason to refuse an answer.
    pub(crate) async fn was_read(&self, campaign: &CampaignId, post: &str, unit: &str, what: &str) {
        match self.definition(campaign).await {
            Ok(def) if is_recorded(&def, post) => {}
            Ok(_) => return,
            Err(error) => tracing::warn!(%error, "whether it is recorded who reads is not known: it is"),
        }
        let (post, unit, what) = (post.to_owned(), unit.to_owned(), what.to_owned());
        let reading = Reading { post, unit, what, at: self.clock().now() };
        if let Err(error) = self.contacts().note_reading(campaign, &reading).await {
            tracing::warn!(%error, "who read what is not written down");
        }
    }

    /// Notes that the page behind a message's link was opened. To open a page changes nothing, so that where this cannot be
    /// written down the page is shown all the same.
    pub(crate) async fn was_opened(&self, campaign: &CampaignId, message: &str) {
        let now = self.clock().now();
        if let Err(error) = self.contacts().note_opening(campaign, message, now).await {
            tracing::warn!(%error, "that a message was opened is not written down");
        }
    }

    /// The chain behind a name, as [`crate::view::View::why`] has it, with what no event says: whether a message was opened.
    pub async fn why(&self, campaign: Option<&CampaignId>, name: &str) -> Result<Option<Why>, StoreError> {
        let mut found = self.view().why(campaign, name).await?;
        if let Some(Why::Message(message)) = &mut found
            && let Ok(id) = CampaignId::new(&message.campaign)
        {
            message.read_at = self.contacts().opening(&id, &message.message).await?;
        }
        Ok(found)
    }
}
