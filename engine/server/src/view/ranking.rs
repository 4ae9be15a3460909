//! Rankings: the tables of snapshots.

use std::collections::BTreeMap;

use muster_protocol::ids::{CampaignId, Digest};
use muster_protocol::time::{Date, Instant};
use serde::{Deserialize, Serialize};
use sqlx::AssertSqlSafe;

use super::View;
use crate::store::StoreError;
use crate::store::sqlite::cells::{self, Cells, FromCells, bound, rows};

/// A snapshot's table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ranking {
    /// The campaign.
    pub campaign: String,
    /// Key of the snapshot's occasion.
    pub snapshot: String,
    /// Its name in the committee's words.
    pub title: String,
    /// Last campaign version that counts.
    pub cutoff: u64,
    /// The cut-off.
    pub at: Instant,
    /// Its local date.
    pub date: Date,
    /// Digest of the stored table.
    pub digest: Digest,
    /// Position of the event that recorded it.
    pub position: u64,
    /// Happenings of duties that do not count, because their day lay before the start or the launch.
    pub afterwards: u64,
    /// By category, rank, code.
    pub rows: Vec<RankRow>,
}

rows! {
    /// A unit's row. Rates are in hundredths of a percent.
    #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
    pub struct RankRow {
        /// Code of the unit.
        pub code: String,
        /// Its short name.
        pub name: String,
        /// Its category.
        pub category: String,
        /// Items that counted and were due.
        pub expected: u32,
        /// Of these, closed.
        pub done: u32,
        /// Of these, closed and never late.
        pub on_time: u32,
        /// `done / expected`.
        pub completion: u16,
        /// `on_time / expected`.
        pub on_time_rate: u16,
        /// Rank inside the category.
        pub rank: u32,
    }
}

/// Snapshots of which none of the same campaign is later.
const LATEST: &str = "NOT EXISTS (SELECT 1 FROM snapshots l WHERE l.campaign = s.campaign
     AND (l.at > s.at OR l.at = s.at AND l.occasion > s.occasion))";

/// Counts the opened happenings of duties whose day lay before the start or the launch.
const NOT_COUNTED: &str = "SELECT count(*) FROM occasions b
     WHERE b.campaign = c.no AND b.backfill = 1 AND b.kind = 'duty' AND b.opened_position IS NOT NULL";

impl View {
    /// The latest snapshot's table, or that of the snapshot with this key.
    pub async fn ranking(
        &self,
        campaign: &CampaignId,
        snapshot: Option<&str>,
    ) -> Result<Option<Ranking>, StoreError> {
        let found = self.ranking_rows(Some(campaign), snapshot).await;
        let again = self.is_whole_again(&found).await;
        let found = if again { self.ranking_rows(Some(campaign), snapshot).await } else { found };
        found.map(|rankings| rankings.into_iter().next())
    }

    /// The latest snapshot's table of every campaign that has one, or of this one, by id.
    pub async fn rankings(&self, campaign: Option<&CampaignId>) -> Result<Vec<Ranking>, StoreError> {
        let found = self.ranking_rows(campaign, None).await;
        if self.is_whole_again(&found).await { self.ranking_rows(campaign, None).await } else { found }
    }

    async fn ranking_rows(
        &self,
        campaign: Option<&CampaignId>,
        snapshot: Option<&str>,
    ) -> Result<Vec<Ranking>, StoreError> {
        let mut connection = self.reading().lock().await;
        let which = if snapshot.is_some() { "o.key = ?2" } else { LATEST };
        let from = format!(
            "FROM campaigns c JOIN snapshots s ON s.campaign = c.no
             JOIN occasions o ON o.campaign = c.no AND o.occasion = s.occasion
             WHERE (?1 IS NULL OR c.id = ?1) AND {which}"
        );
        let sql = format!(
            "SELECT c.no, c.id, o.key, o.title, s.cutoff, s.at, s.date, s.digest, s.position, ({NOT_COUNTED}) {from}
             ORDER BY c.id"
        );
        let query = bound!(AssertSqlSafe(sql), campaign.map(CampaignId::as_str), snapshot);
        let mut rankings: Vec<(i64, Ranking)> = cells::all(query, &mut connection).await?;
        let sql = format!(
            "SELECT r.campaign, r.code, r.name, r.category, r.expected, r.done, r.on_time, r.completion, r.on_time_rate, r.rank
             FROM snapshot_rows r JOIN (SELECT c.no no, s.occasion occasion {from}) f
             ON r.campaign = f.no AND r.occasion = f.occasion ORDER BY r.campaign, r.category, r.rank, r.code"
        );
        let query = bound!(AssertSqlSafe(sql), campaign.map(CampaignId::as_str), snapshot);
        let mut rows: BTreeMap<i64, Vec<RankRow>> = BTreeMap::new();
        for (no, row) in cells::all(query, &mut connection).await? {
            rows.entry(no).or_default().push(row);
        }
        for (no, ranking) in &mut rankings {
            ranking.rows = rows.remove(no).unwrap_or_default();
        }
        Ok(rankings.into_iter().map(|(_, ranking)| ranking).collect())
    }
}

/// A ranking but for its rows.
impl FromCells for Ranking {
    fn from_cells(cells: &mut Cells<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            campaign: cells.read()?,
            snapshot: cells.read()?,
            title: cells.read()?,
            cutoff: cells.read()?,
            at: cells.read()?,
            date: cells.read()?,
            digest: cells.read()?,
            position: cells.read()?,
            afterwards: cells.read()?,
            rows: Vec::new(),
        })
    }
}
