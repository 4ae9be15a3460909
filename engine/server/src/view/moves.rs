//! Due days that were changed: the day before, the day after, and which amendment or resume did it.

use muster_protocol::ids::Digest;
use muster_protocol::time::{Date, Instant};
use serde::{Deserialize, Serialize};
use sqlx::SqliteConnection;

use crate::store::StoreError;
use crate::store::sqlite::cells::{self, bound, rows};
use crate::store::sqlite::signed;

/// Stands in the place of the unit where the day is the occasion's.
pub(crate) const OF_THE_OCCASION: i64 = -1;

rows! {
    /// A due day that was changed; the same day where only the reminders of it were.
    #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
    pub struct MoveLine {
        /// Local due day before.
        pub before: Date,
        /// Local due day after.
        pub after: Date,
        /// Position of the event.
        pub position: u64,
        /// Reminders of the item that were taken back with it.
        pub withdrawn: u64,
        /// What did it.
        pub by: ChangeLine,
    }

    /// An amendment, or a resume that gave days back.
    #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
    pub struct ChangeLine {
        /// Position of the event.
        pub position: u64,
        /// Campaign clock.
        pub at: Instant,
        /// Name of the event, `campaign.amended`, `campaign.resumed` or `phase.resumed`.
        pub name: String,
        /// On whose authority.
        pub actor: String,
        /// On whose behalf, where that is another's.
        pub behalf: Option<String>,
        /// The post that approved it, where one was named.
        pub approver: Option<String>,
        /// Its reason: the digest of a text that is not in the log.
        pub reason: Option<Digest>,
    }
}

/// Moves of an occasion up to a position, and of an item of it where one is named, in order.
pub(super) async fn lines(
    connection: &mut SqliteConnection,
    campaign: i64,
    occasion: i64,
    item: Option<(i64, u64)>,
) -> Result<Vec<MoveLine>, StoreError> {
    let (unit, opened) = item.map_or((OF_THE_OCCASION, i64::MAX), |(unit, opened)| (unit, signed(opened)));
    let query = bound!(
        "SELECT m.before, m.after, m.position,
         (SELECT count(*) FROM steps s WHERE s.campaign = m.campaign AND s.occasion = m.occasion AND s.unit = m.unit
          AND s.outcome = 'withdrawn' AND s.ended_position > c.position AND s.ended_position < m.position),
         c.position, c.at, c.name, c.actor, c.behalf, c.approver, c.reason
         FROM moves m JOIN changes c ON c.campaign = m.campaign AND c.position =
         (SELECT max(d.position) FROM changes d WHERE d.campaign = m.campaign AND d.position < m.position)
         WHERE m.campaign = ? AND m.occasion = ? AND (m.unit = ? OR m.unit = ? AND m.position < ?)
         ORDER BY m.position",
        campaign,
        occasion,
        unit,
        OF_THE_OCCASION,
        opened,
    );
    cells::all(query, connection).await
}
