//! How things stand: counts per campaign, dead letters, visits, rankings.

use muster_words::ids::{CampaignId, Digest};
use muster_words::time::{Date, Instant};
use serde::{Deserialize, Serialize};

use super::cells::Cells;
use super::{View, steps};
use crate::store::StoreError;
use crate::store::sqlite::failed;

pub use super::steps::{PastDue, StepCounts, Today};

/// How everything stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Status {
    /// Log position that these rows have reached.
    pub position: u64,
    /// The campaigns asked for, by id.
    pub campaigns: Vec<CampaignStatus>,
    /// Things given up that somebody must look at, of all campaigns.
    pub dead_letters: u64,
}

/// How a campaign stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CampaignStatus {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// The zone of its days, an IANA name.
    pub zone: String,
    /// `running` or `closed`.
    pub state: String,
    /// Id of the phase entered last.
    pub phase: Option<String>,
    /// When it was launched.
    pub launched: Instant,
    /// Campaign clock of its last event.
    pub at: Instant,
    /// Number of its last event.
    pub version: u64,
    /// Log position of its last event.
    pub position: u64,
    /// Its items; notices of phases are none.
    pub items: ItemCounts,
    /// Of the open ones, those whose day lay before the start or the launch: never reminded, never late.
    pub afterwards: u64,
    /// Its planned steps.
    pub steps: StepCounts,
    /// Of these, those planned for today, with the messages of today.
    pub today: Today,
    /// The oldest step past due without an outcome; none is right.
    pub oldest_past_due: Option<PastDue>,
    /// Its messages.
    pub messages: MessageCounts,
    /// Of the dead letters, those of this campaign's steps.
    pub dead_letters: u64,
}

/// Items by state.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ItemCounts {
    /// Awaiting handing in: open or returned.
    pub open: u64,
    /// Of these, returned.
    pub returned: u64,
    /// Awaiting review or closing: submitted or accepted.
    pub in_review: u64,
    /// Done.
    pub closed: u64,
    /// Waived.
    pub waived: u64,
    /// Passed on to a successor.
    pub passed_on: u64,
    /// Not asked any more, because an amendment took it out of use.
    pub retired: u64,
    /// Marked late, whatever their state.
    pub late: u64,
    /// Late and not done yet.
    pub late_open: u64,
}

/// Messages by what became of them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MessageCounts {
    /// All that fell due.
    pub due: u64,
    /// Handed to a channel.
    pub sent: u64,
    /// Signed for.
    pub signed: u64,
}

/// Something given up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeadLetter {
    /// Who gave up: a consumer, or `reminders` for a step that failed.
    pub source: String,
    /// Position of the event that it is about.
    pub position: u64,
    /// Name of the step, if it is one.
    pub name: String,
    /// Why.
    pub cause: String,
    /// The campaign, where it is known.
    pub campaign: Option<String>,
}

/// A visit as proposed last, and whether it was made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VisitLine {
    /// Key of the programme's occasion.
    pub occasion: String,
    /// Code of the place.
    pub place: String,
    /// Contact of the visitor.
    pub visitor: String,
    /// Local day.
    pub date: Date,
    /// Start.
    pub start: Instant,
    /// End.
    pub end: Instant,
    /// Why this slot, as JSON.
    pub reasons: String,
    /// The local day on which it was made, once recorded.
    pub recorded_on: Option<Date>,
    /// Position of the proposal.
    pub position: u64,
}

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

/// Counts the open items of occasions whose day lay before the start or the launch. There are few such occasions, so they
/// are what is gone through.
const AFTERWARDS: &str = "SELECT count(*) FROM occasions o CROSS JOIN items i
     ON i.campaign = o.campaign AND i.occasion = o.occasion
     WHERE o.campaign = ? AND o.backfill = 1 AND i.state IN ('open', 'returned')";

/// Counts the opened happenings of duties whose day lay before the start or the launch.
const NOT_COUNTED: &str = "SELECT count(*) FROM occasions
     WHERE campaign = ? AND backfill = 1 AND kind = 'duty' AND opened_position IS NOT NULL";

impl View {
    /// How things stand, for one campaign or all. `now` is the campaign clock: what is past due is measured by it.
    ///
    /// # Errors
    /// [`StoreError`] when the view cannot be read.
    pub async fn status(&self, campaign: Option<&CampaignId>, now: Instant) -> Result<Status, StoreError> {
        let found = self.status_rows(campaign, now).await;
        if self.is_whole_again(&found).await { self.status_rows(campaign, now).await } else { found }
    }

    async fn status_rows(&self, campaign: Option<&CampaignId>, now: Instant) -> Result<Status, StoreError> {
        let mut connection = self.reading().lock().await;
        // One transaction, so that the numbers belong together.
        let mut reading = sqlx::Connection::begin(&mut *connection).await.map_err(failed)?;
        let rows = sqlx::query(
            "SELECT no, id, name, zone, state, phase, launched, at, version, position FROM campaigns
             WHERE ?1 IS NULL OR id = ?1 ORDER BY id",
        )
        .bind(campaign.map(|id| id.as_str().to_owned()))
        .fetch_all(&mut *reading)
        .await
        .map_err(failed)?;
        let mut campaigns = Vec::new();
        for row in rows {
            let mut cells = Cells::of(&row);
            let no: i64 = cells.take()?;
            let (id, name, zone): (String, String, String) = (cells.take()?, cells.take()?, cells.take()?);
            let (steps, today) = steps::counts(&mut reading, no, &zone, now).await?;
            let oldest_past_due =
                if steps.past_due > 0 { steps::oldest(&mut reading, no, now).await? } else { None };
            campaigns.push(CampaignStatus {
                id,
                name,
                zone,
                state: cells.take()?,
                phase: cells.take()?,
                launched: Instant(cells.take()?),
                at: Instant(cells.take()?),
                version: cells.count()?,
                position: cells.count()?,
                items: items(&mut reading, no).await?,
                afterwards: count(&mut reading, AFTERWARDS, no).await?,
                steps,
                today,
                oldest_past_due,
                messages: messages(&mut reading, no).await?,
                dead_letters: count(&mut reading, "SELECT count(*) FROM dead_letters WHERE campaign = ?", no)
                    .await?,
            });
        }
        let dead_letters = count(&mut reading, "SELECT count(*) FROM dead_letters WHERE 0 = ?", 0).await?;
        let position = count(&mut reading, "SELECT position FROM projected WHERE 0 = ?", 0).await?;
        Ok(Status { position, campaigns, dead_letters })
    }

    /// Everything given up, oldest first.
    ///
    /// # Errors
    /// [`StoreError`] when the view cannot be read.
    pub async fn dead_letters(&self) -> Result<Vec<DeadLetter>, StoreError> {
        let found = self.dead_letters_rows().await;
        if self.is_whole_again(&found).await { self.dead_letters_rows().await } else { found }
    }

    async fn dead_letters_rows(&self) -> Result<Vec<DeadLetter>, StoreError> {
        let rows = sqlx::query(
            "SELECT d.source, d.position, d.name, d.cause, c.id FROM dead_letters d
             LEFT JOIN campaigns c ON c.no = d.campaign ORDER BY d.position, d.source, d.name",
        )
        .fetch_all(&mut *self.reading().lock().await)
        .await
        .map_err(failed)?;
        rows.iter()
            .map(|row| {
                let mut cells = Cells::of(row);
                Ok(DeadLetter {
                    source: cells.take()?,
                    position: cells.count()?,
                    name: cells.take()?,
                    cause: cells.take()?,
                    campaign: cells.take()?,
                })
            })
            .collect()
    }

    /// The visits of a campaign, by date and start.
    ///
    /// # Errors
    /// [`StoreError`] when the view cannot be read.
    pub async fn visits(&self, campaign: &CampaignId) -> Result<Vec<VisitLine>, StoreError> {
        let rows = sqlx::query(
            "SELECT o.key, u.code, v.visitor, v.date, v.start, v.ends, v.reasons, v.recorded_on, v.position
             FROM campaigns c JOIN visits v ON v.campaign = c.no
             JOIN occasions o ON o.campaign = c.no AND o.occasion = v.occasion
             JOIN units u ON u.campaign = c.no AND u.unit = v.place
             WHERE c.id = ? ORDER BY v.date, v.start, u.code",
        )
        .bind(campaign.as_str().to_owned())
        .fetch_all(&mut *self.reading().lock().await)
        .await
        .map_err(failed)?;
        rows.iter().map(visit_line).collect()
    }

    /// The latest snapshot's table, or that of the snapshot with this key.
    ///
    /// # Errors
    /// [`StoreError`] when the view cannot be read.
    pub async fn ranking(
        &self,
        campaign: &CampaignId,
        snapshot: Option<&str>,
    ) -> Result<Option<Ranking>, StoreError> {
        let found = self.ranking_rows(campaign, snapshot).await;
        if self.is_whole_again(&found).await { self.ranking_rows(campaign, snapshot).await } else { found }
    }

    async fn ranking_rows(
        &self,
        campaign: &CampaignId,
        snapshot: Option<&str>,
    ) -> Result<Option<Ranking>, StoreError> {
        let mut connection = self.reading().lock().await;
        let row = sqlx::query(
            "SELECT c.no, s.occasion, o.key, o.title, s.cutoff, s.at, s.date, s.digest, s.position
             FROM campaigns c JOIN snapshots s ON s.campaign = c.no
             JOIN occasions o ON o.campaign = c.no AND o.occasion = s.occasion
             WHERE c.id = ?1 AND (?2 IS NULL OR o.key = ?2) ORDER BY s.at DESC, s.occasion DESC LIMIT 1",
        )
        .bind(campaign.as_str().to_owned())
        .bind(snapshot.map(str::to_owned))
        .fetch_optional(&mut *connection)
        .await
        .map_err(failed)?;
        let Some(row) = row else { return Ok(None) };
        let mut cells = Cells::of(&row);
        let (no, occasion): (i64, i64) = (cells.take()?, cells.take()?);
        Ok(Some(Ranking {
            campaign: campaign.to_string(),
            snapshot: cells.take()?,
            title: cells.take()?,
            cutoff: cells.count()?,
            at: Instant(cells.take()?),
            date: Date(cells.take()?),
            digest: Digest(
                cells.take::<Vec<u8>>()?.try_into().map_err(|_| StoreError::Damaged("digest".to_owned()))?,
            ),
            position: cells.count()?,
            afterwards: count(&mut connection, NOT_COUNTED, no).await?,
            rows: rank_rows(&mut connection, no, occasion).await?,
        }))
    }
}

pub(super) fn visit_line(row: &sqlx::sqlite::SqliteRow) -> Result<VisitLine, StoreError> {
    let mut cells = Cells::of(row);
    Ok(VisitLine {
        occasion: cells.take()?,
        place: cells.take()?,
        visitor: cells.take()?,
        date: Date(cells.take()?),
        start: Instant(cells.take()?),
        end: Instant(cells.take()?),
        reasons: cells.take()?,
        recorded_on: cells.take::<Option<i32>>()?.map(Date),
        position: cells.count()?,
    })
}

async fn rank_rows(
    connection: &mut sqlx::SqliteConnection,
    no: i64,
    occasion: i64,
) -> Result<Vec<RankRow>, StoreError> {
    let rows = sqlx::query(
        "SELECT code, name, category, expected, done, on_time, completion, on_time_rate, rank FROM snapshot_rows
         WHERE campaign = ? AND occasion = ? ORDER BY category, rank, code",
    )
    .bind(no)
    .bind(occasion)
    .fetch_all(connection)
    .await
    .map_err(failed)?;
    rows.iter()
        .map(|row| {
            let mut cells = Cells::of(row);
            Ok(RankRow {
                code: cells.take()?,
                name: cells.take()?,
                category: cells.take()?,
                expected: cells.take()?,
                done: cells.take()?,
                on_time: cells.take()?,
                completion: cells.take()?,
                on_time_rate: cells.take()?,
                rank: cells.take()?,
            })
        })
        .collect()
}

async fn count(
    connection: &mut sqlx::SqliteConnection,
    sql: &'static str,
    no: i64,
) -> Result<u64, StoreError> {
    let row = sqlx::query(sql).bind(no).fetch_one(connection).await.map_err(failed)?;
    Cells::of(&row).count()
}

async fn items(connection: &mut sqlx::SqliteConnection, no: i64) -> Result<ItemCounts, StoreError> {
    let rows = sqlx::query("SELECT state, count(*), sum(late) FROM items WHERE campaign = ? GROUP BY state")
        .bind(no)
        .fetch_all(connection)
        .await
        .map_err(failed)?;
    let mut counts = ItemCounts::default();
    for row in &rows {
        let mut cells = Cells::of(row);
        let state: &str = cells.take()?;
        let (number, late) = (cells.count()?, cells.count()?);
        let unfinished = match state {
            super::codes::NOTICE => continue,
            "open" => {
                counts.open += number;
                true
            }
            "returned" => {
                counts.open += number;
                counts.returned += number;
                true
            }
            "submitted" | "accepted" => {
                counts.in_review += number;
                true
            }
            "closed" => {
                counts.closed += number;
                false
            }
            "waived" => {
                counts.waived += number;
                false
            }
            "retired" => {
                counts.retired += number;
                false
            }
            _ => {
                counts.passed_on += number;
                false
            }
        };
        counts.late += late;
        counts.late_open += if unfinished { late } else { 0 };
    }
    Ok(counts)
}

async fn messages(connection: &mut sqlx::SqliteConnection, no: i64) -> Result<MessageCounts, StoreError> {
    let row =
        sqlx::query("SELECT count(*), count(sent_at), count(signed_at) FROM messages WHERE campaign = ?")
            .bind(no)
            .fetch_one(connection)
            .await
            .map_err(failed)?;
    let mut cells = Cells::of(&row);
    Ok(MessageCounts { due: cells.count()?, sent: cells.count()?, signed: cells.count()? })
}
