//! Which messages were read: when the page behind a message's link was first opened. No event says it, since to open a page changes
//! nothing; and nothing says who opened it, or from where. Times are the campaign clock's.

use std::collections::BTreeMap;

use muster_protocol::ids::CampaignId;
use muster_protocol::time::Instant;

use super::Contacts;
use crate::store::StoreError;
use crate::store::sqlite::cells::{self, bound};

pub(super) const TABLE: &str = "CREATE TABLE IF NOT EXISTS openings(
    campaign TEXT NOT NULL, message TEXT NOT NULL, at INTEGER NOT NULL, PRIMARY KEY(campaign, message)) STRICT, WITHOUT ROWID";

impl Contacts {
    /// Writes down that the page behind a message's link was opened: the first time counts.
    pub(crate) async fn note_opening(
        &self,
        campaign: &CampaignId,
        message: &str,
        at: Instant,
    ) -> Result<(), StoreError> {
        let statement = bound!(
            "INSERT INTO openings(campaign, message, at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
            campaign.as_str(),
            message,
            at.0,
        );
        cells::run(statement, &mut *self.connection.lock().await).await
    }

    /// When the pages behind the links of a campaign's messages were first opened, by the messages' names.
    pub(crate) async fn openings(
        &self,
        campaign: &CampaignId,
    ) -> Result<BTreeMap<String, Instant>, StoreError> {
        let query = bound!("SELECT message, at FROM openings WHERE campaign = ?", campaign.as_str());
        cells::all(query, &mut *self.connection.lock().await).await.map(BTreeMap::from_iter)
    }

    /// The same of one message; none where nobody opened it.
    pub(crate) async fn opening(
        &self,
        campaign: &CampaignId,
        message: &str,
    ) -> Result<Option<Instant>, StoreError> {
        let query =
            bound!("SELECT at FROM openings WHERE campaign = ? AND message = ?", campaign.as_str(), message,);
        cells::first(query, &mut *self.connection.lock().await).await
    }
}

#[cfg(test)]
mod tests {
    use super::super::opened;
    use super::*;

    #[tokio::test]
    async fn the_first_opening_of_a_message_counts() {
        let (_dir, contacts) = opened().await;
        let (one, other) = (CampaignId::new("c").unwrap(), CampaignId::new("d").unwrap());
        let message = "2014-04-25/005-clerk/routine";
        assert_eq!(contacts.opening(&one, message).await.unwrap(), None);
        for at in [7, 5, 9] {
            contacts.note_opening(&one, message, Instant(at)).await.unwrap();
        }
        assert_eq!(contacts.opening(&one, message).await.unwrap(), Some(Instant(7)));
        assert_eq!(contacts.openings(&one).await.unwrap(), [(message.to_owned(), Instant(7))].into());
        assert!(contacts.openings(&other).await.unwrap().is_empty(), "campaigns know nothing of each other");
    }
}
