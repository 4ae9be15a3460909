//! Places that await a visit and have none planned: of rounds that are over, those for which none ever was; of any round,
//! those for which the last plan had no slot. They stand in no list of visits.

use muster_protocol::ids::CampaignId;
use muster_protocol::time::Date;
use serde::{Deserialize, Serialize};
use sqlx::{AssertSqlSafe, SqliteConnection};

use super::View;
use super::left_out::{self, LeftOutLine};
use crate::store::StoreError;
use crate::store::sqlite::cells::{self, bound, rows};

rows! {
    /// A place that awaits a visit and has none planned.
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
        /// Whether the round still goes on.
        #[serde(default)]
        pub open: bool,
        /// Why the last plan had no visit for it; none where no plan said so.
        #[serde(default)]
        pub left_out: Option<LeftOutLine>,
    }
}

impl View {
    /// The places of a campaign that await a visit and have none planned, by due day: those for which a plan had no slot, and
    /// of rounds that are over those for which no visit was ever planned.
    pub async fn unplanned_visits(&self, campaign: &CampaignId) -> Result<Vec<UnplannedVisit>, StoreError> {
        let found = self.unplanned_rows(campaign).await;
        if self.is_whole_again(&found).await { self.unplanned_rows(campaign).await } else { found }
    }

    async fn unplanned_rows(&self, campaign: &CampaignId) -> Result<Vec<UnplannedVisit>, StoreError> {
        let (columns, holds) = (left_out::COLUMNS, left_out::HOLDS);
        let sql = format!(
            "SELECT o.key, u.code, u.name, o.due_day, NOT i.late, {columns}
             FROM campaigns c JOIN occasions o ON o.campaign = c.no AND o.kind = 'visit' AND o.retired = 0
             JOIN items i ON i.campaign = c.no AND i.occasion = o.occasion
             JOIN units u ON u.campaign = c.no AND u.unit = i.unit
             LEFT JOIN left_out l ON l.campaign = c.no AND l.occasion = o.occasion AND l.place = i.unit AND {holds}
             WHERE c.id = ? AND i.state IN ('open', 'returned') AND (l.position IS NOT NULL OR i.late = 1 AND NOT EXISTS
             (SELECT 1 FROM visits v WHERE v.campaign = c.no AND v.occasion = o.occasion AND v.place = i.unit))
             ORDER BY o.due_day, o.key, u.code"
        );
        let query = bound!(AssertSqlSafe(sql), campaign.as_str());
        cells::all(query, &mut *self.reading().lock().await).await
    }
}

/// The places that await a visit by a post and for which the last plan had none, by due day.
pub(super) async fn of_visitor(
    db: &mut SqliteConnection,
    campaign: i64,
    post: &str,
) -> Result<Vec<UnplannedVisit>, StoreError> {
    let (columns, holds) = (left_out::COLUMNS, left_out::HOLDS);
    let sql = format!(
        "SELECT o.key, u.code, u.name, o.due_day, NOT i.late, {columns}
         FROM left_out l JOIN occasions o ON o.campaign = l.campaign AND o.occasion = l.occasion AND o.retired = 0
         JOIN items i ON i.campaign = l.campaign AND i.occasion = l.occasion AND i.unit = l.place
         JOIN units u ON u.campaign = l.campaign AND u.unit = l.place
         WHERE l.campaign = ?1 AND l.visitor = ?2 AND i.state IN ('open', 'returned') AND {holds}
         ORDER BY o.due_day, o.key, u.code"
    );
    cells::all(bound!(AssertSqlSafe(sql), campaign, post), db).await
}
