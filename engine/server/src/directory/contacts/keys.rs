//! Keys by which posts come in, whatever kind they are of: how tokens and links are listed and ended.

use muster_protocol::ids::CampaignId;
use muster_protocol::time::Instant;
use sqlx::AssertSqlSafe;

use super::{Contacts, ID_DIGITS};
use crate::store::StoreError;
use crate::store::sqlite::cells::{self, FromCells, bound};

/// What is known of a key of a post; itself it is known to its bearer alone.
pub(crate) trait PostKey: FromCells {
    /// Its table.
    const TABLE: &'static str;
    /// Reads its columns; which rows is said behind it.
    const COLUMNS: &'static str;

    /// The campaign that it opens, and the post that its bearer acts as.
    fn of(&self) -> (&CampaignId, &str);
    /// Its name in lists and for revoking.
    fn id(&self) -> &str;
    /// Whether it opens at this instant of the machine's clock.
    fn opens_at(&self, now: Instant) -> bool;
    /// Notes that it was revoked.
    fn set_revoked(&mut self, at: Instant);

    /// Whether it is meant in a campaign by its own id or by its post's.
    fn goes_by(&self, campaign: &CampaignId, which: &str) -> bool {
        let (own, post) = self.of();
        own == campaign && (post == which || self.id() == which)
    }
}

impl Contacts {
    /// All that are known, valid or not, by campaign, post and time.
    pub(crate) async fn keys<K: PostKey>(&self) -> Result<Vec<K>, StoreError> {
        let sql = format!("{} ORDER BY campaign, post, issued, digest", K::COLUMNS);
        cells::all(bound!(AssertSqlSafe(sql)), &mut *self.connection.lock().await).await
    }

    /// Ends the valid keys of a post, or the one with this id; twice is once. Says which were ended by this.
    pub(crate) async fn revoke_keys<K: PostKey>(
        &self,
        campaign: &CampaignId,
        which: &str,
        now: Instant,
    ) -> Result<Vec<K>, StoreError> {
        let mut ended: Vec<K> = self.keys().await?;
        ended.retain(|key| key.goes_by(campaign, which) && key.opens_at(now));
        let sql = format!(
            "UPDATE {} SET revoked = ?
             WHERE campaign = ? AND post = ? AND lower(substr(hex(digest), 1, ?)) = ? AND revoked IS NULL",
            K::TABLE
        );
        let digits = i64::try_from(ID_DIGITS).unwrap_or(i64::MAX);
        let mut connection = self.connection.lock().await;
        for key in &mut ended {
            let (of, post) = key.of();
            let end = bound!(AssertSqlSafe(sql.clone()), now.0, of.as_str(), post, digits, key.id());
            cells::run(end, &mut connection).await?;
            key.set_revoked(now);
        }
        Ok(ended)
    }
}
