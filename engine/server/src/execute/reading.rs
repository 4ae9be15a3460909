//! Who read what was said or handed in, for the auditor.

use muster_core::campaign::is_recorded;
use muster_protocol::ids::CampaignId;

use super::Handle;
use crate::directory::contacts::Reading;

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
}
