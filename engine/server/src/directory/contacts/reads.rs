//! Who read what was said or handed in: no event says it, and an auditor asks for it. A row for each post, thing and day, with the
//! first instant of that day; times are the campaign clock's.

use muster_protocol::ids::CampaignId;
use muster_protocol::time::{DAY, Instant};

use super::Contacts;
use crate::store::StoreError;
use crate::store::sqlite::cells::{self, bound, rows};

pub(super) const TABLE: &str = "CREATE TABLE IF NOT EXISTS reads(
    campaign TEXT NOT NULL, post TEXT NOT NULL, unit TEXT NOT NULL, what TEXT NOT NULL, day INTEGER NOT NULL,
    at INTEGER NOT NULL, PRIMARY KEY(campaign, post, unit, what, day)) STRICT, WITHOUT ROWID";

rows! {
    /// Something that a post read.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub(crate) struct Reading {
        /// The post.
        pub(crate) post: String,
        /// Code of the unit whose it is.
        pub(crate) unit: String,
        /// An item, a case, or the digest of a file.
        pub(crate) what: String,
        /// When.
        pub(crate) at: Instant,
    }
}

impl Contacts {
    /// Writes down that something was read: once a day, however often.
    pub(crate) async fn note_reading(
        &self,
        campaign: &CampaignId,
        reading: &Reading,
    ) -> Result<(), StoreError> {
        let statement = bound!(
            "INSERT INTO reads(campaign, post, unit, what, day, at) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
            campaign.as_str(),
            reading.post.as_str(),
            reading.unit.as_str(),
            reading.what.as_str(),
            reading.at.0.div_euclid(DAY),
            reading.at.0,
        );
        cells::run(statement, &mut *self.connection.lock().await).await
    }

    /// What was read in a campaign, in order.
    pub(crate) async fn readings(&self, campaign: &CampaignId) -> Result<Vec<Reading>, StoreError> {
        let query = bound!(
            "SELECT post, unit, what, at FROM reads WHERE campaign = ? ORDER BY at, post, what, unit",
            campaign.as_str(),
        );
        cells::all(query, &mut *self.connection.lock().await).await
    }
}
