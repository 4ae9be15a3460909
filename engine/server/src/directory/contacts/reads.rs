//! Who read what was said or handed in: no event says it, and an auditor asks for it. A row for each post, thing and day, with the
//! first instant of that day; times are the campaign clock's.

use muster_protocol::ids::CampaignId;
use muster_protocol::time::{DAY, Instant};
use sqlx::Row;
use sqlx::sqlite::SqliteRow;

use super::Contacts;
use crate::store::StoreError;
use crate::store::sqlite::failed;

pub(super) const TABLE: &str = "CREATE TABLE IF NOT EXISTS reads(
    campaign TEXT NOT NULL, post TEXT NOT NULL, unit TEXT NOT NULL, what TEXT NOT NULL, day INTEGER NOT NULL,
    at INTEGER NOT NULL, PRIMARY KEY(campaign, post, unit, what, day)) STRICT, WITHOUT ROWID";

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

impl Contacts {
    /// Writes down that something was read: once a day, however often.
    pub(crate) async fn note_reading(
        &self,
        campaign: &CampaignId,
        reading: &Reading,
    ) -> Result<(), StoreError> {
        sqlx::query(
            "INSERT INTO reads(campaign, post, unit, what, day, at) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
        )
        .bind(campaign.as_str().to_owned())
        .bind(reading.post.clone())
        .bind(reading.unit.clone())
        .bind(reading.what.clone())
        .bind(reading.at.0.div_euclid(DAY))
        .bind(reading.at.0)
        .execute(&mut *self.connection.lock().await)
        .await
        .map(drop)
        .map_err(failed)
    }

    /// What was read in a campaign, in order.
    pub(crate) async fn readings(&self, campaign: &CampaignId) -> Result<Vec<Reading>, StoreError> {
        let rows = sqlx::query(
            "SELECT post, unit, what, at FROM reads WHERE campaign = ? ORDER BY at, post, what, unit",
        )
        .bind(campaign.as_str().to_owned())
        .fetch_all(&mut *self.connection.lock().await)
        .await
        .map_err(failed)?;
        rows.iter().map(reading).collect()
    }
}

fn reading(row: &SqliteRow) -> Result<Reading, StoreError> {
    Ok(Reading {
        post: row.try_get(0).map_err(failed)?,
        unit: row.try_get(1).map_err(failed)?,
        what: row.try_get(2).map_err(failed)?,
        at: Instant(row.try_get(3).map_err(failed)?),
    })
}
