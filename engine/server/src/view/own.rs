//! What concerns one post: the items, cases and visits of its units, and the messages that went to it.

use muster_protocol::case::CaseName;
use muster_protocol::ids::{CampaignId, Digest, UnitIx};
use muster_protocol::time::{Date, Instant};
use sqlx::{Row, SqliteConnection};

use super::View;
use super::cells::Cells;
use super::status::{VisitLine, visit_line};
use super::unplanned::{UnplannedVisit, of_visitor};
use crate::store::StoreError;
use crate::store::sqlite::failed;

/// Most messages, cases and visits that are read of one post, the latest first: a page, not an archive.
const READ_MAX: i64 = 200;

/// Most visits that are read of one visitor: some each working day of a year.
const TRIPS_MAX: i64 = 1_000;

/// An item of a unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnItem {
    /// Key of its occasion.
    pub key: String,
    /// Code of the unit.
    pub code: String,
    /// What it is called.
    pub title: String,
    /// `open`, `submitted`, `returned`, ..
    pub state: String,
    /// Whether it is late.
    pub late: bool,
    /// Local due day.
    pub due_day: Date,
    /// Whether its day lay before the start or the launch.
    pub backfill: bool,
}

impl OwnItem {
    /// Its name.
    #[must_use]
    pub fn name(&self) -> String {
        format!("{}/{}", self.key, self.code)
    }

    /// Whether something is still to be handed in.
    #[must_use]
    pub fn awaits(&self) -> bool {
        matches!(self.state.as_str(), "open" | "returned")
    }
}

/// A message to a post.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnMessage {
    /// Its name.
    pub key: String,
    /// Its day.
    pub date: Date,
    /// When it was handed over.
    pub sent: Instant,
    /// When it was signed for.
    pub signed: Option<Instant>,
}

/// A case at a unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnCase {
    /// Its name, such as `hotline-12319/7`.
    pub name: String,
    /// Id of its kind.
    pub kind: String,
    /// What it is about.
    pub about: Option<String>,
    /// Code of the unit that has it.
    pub unit: String,
    /// When it was brought.
    pub received: Instant,
    /// When it was accepted.
    pub accepted: Option<Instant>,
    /// By when it must be finished.
    pub finish_by: Instant,
    /// When it was answered.
    pub answered: Option<Instant>,
    /// When it was closed.
    pub closed: Option<Instant>,
    /// Whether and how it was passed up: `waits` or `replied`.
    pub passed_up: Option<String>,
    /// Which of its clocks have run out.
    pub late: String,
}

/// All that concerns one post.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Own {
    /// Items of its units, by due day.
    pub items: Vec<OwnItem>,
    /// Messages to it, the latest first.
    pub messages: Vec<OwnMessage>,
    /// Whether its holder has opted out of the reminders that the file lets people do without.
    pub opted_out: bool,
    /// Cases at its units, the latest first.
    pub cases: Vec<OwnCase>,
    /// Visits to its units, the latest first.
    pub visits: Vec<VisitLine>,
    /// Visits that it makes, by day.
    pub trips: Vec<VisitLine>,
    /// Visits that it made no more once it had handed them on, as it had them.
    pub handed_on: Vec<VisitLine>,
    /// Places that it was to visit and for which the last plan had no visit, by due day.
    pub left_out: Vec<UnplannedVisit>,
}

impl View {
    /// What concerns a post of these units; nothing where the campaign is not known.
    ///
    /// # Errors
    /// [`StoreError`] when the view cannot be read.
    pub async fn own(
        &self,
        campaign: &CampaignId,
        post: &str,
        units: &[(UnitIx, String)],
    ) -> Result<Own, StoreError> {
        let found = self.own_rows(campaign, post, units).await;
        if self.is_whole_again(&found).await { self.own_rows(campaign, post, units).await } else { found }
    }

    async fn own_rows(
        &self,
        campaign: &CampaignId,
        post: &str,
        units: &[(UnitIx, String)],
    ) -> Result<Own, StoreError> {
        let mut connection = self.reading().lock().await;
        let mut reading = sqlx::Connection::begin(&mut *connection).await.map_err(failed)?;
        let row = sqlx::query("SELECT no FROM campaigns WHERE id = ?")
            .bind(campaign.as_str().to_owned())
            .fetch_optional(&mut *reading)
            .await
            .map_err(failed)?;
        let Some(row) = row else { return Ok(Own::default()) };
        let no: i64 = row.try_get(0).map_err(failed)?;
        let messages = messages(&mut reading, no, post).await?;
        let trips = trips(&mut reading, no, post).await?;
        let handed_on = handed_on(&mut reading, no, post).await?;
        let left_out = of_visitor(&mut reading, no, post).await?;
        let opted_out = opted_out(&mut reading, no, post).await?;
        let mut own = Own { messages, opted_out, trips, handed_on, left_out, ..Own::default() };
        for (unit, code) in units {
            own.items.extend(items(&mut reading, no, *unit).await?);
            own.cases.extend(cases(&mut reading, no, code).await?);
            own.visits.extend(visits(&mut reading, no, *unit).await?);
        }
        own.items.sort_by(|a, b| (a.due_day, &a.key, &a.code).cmp(&(b.due_day, &b.key, &b.code)));
        Ok(own)
    }
}

/// Through the occasions, of which there are few, to the one row of the unit in each.
async fn items(db: &mut SqliteConnection, no: i64, unit: UnitIx) -> Result<Vec<OwnItem>, StoreError> {
    let rows = sqlx::query(
        "SELECT o.key, i.code, o.title, i.state, i.late, i.due_day, o.backfill FROM occasions o CROSS JOIN items i
         ON i.campaign = o.campaign AND i.occasion = o.occasion AND i.unit = ?2
         WHERE o.campaign = ?1 AND o.kind = 'duty' AND o.opened_position IS NOT NULL",
    )
    .bind(no)
    .bind(i64::from(unit.0))
    .fetch_all(db)
    .await
    .map_err(failed)?;
    let read = |row| {
        let mut cells = Cells::of(row);
        Ok(OwnItem {
            key: cells.take()?,
            code: cells.take()?,
            title: cells.take()?,
            state: cells.take()?,
            late: cells.take()?,
            due_day: Date(cells.take()?),
            backfill: cells.take()?,
        })
    };
    rows.iter().map(read).collect()
}

async fn messages(db: &mut SqliteConnection, no: i64, post: &str) -> Result<Vec<OwnMessage>, StoreError> {
    let rows = sqlx::query(
        "SELECT key, date, sent_at, signed_at FROM messages
         WHERE campaign = ? AND contact = ? AND sent_at IS NOT NULL ORDER BY date DESC, key LIMIT ?",
    )
    .bind(no)
    .bind(post.to_owned())
    .bind(READ_MAX)
    .fetch_all(db)
    .await
    .map_err(failed)?;
    let read = |row| {
        let mut cells = Cells::of(row);
        Ok(OwnMessage {
            key: cells.take()?,
            date: Date(cells.take()?),
            sent: Instant(cells.take()?),
            signed: cells.take::<Option<i64>>()?.map(Instant),
        })
    };
    rows.iter().map(read).collect()
}

/// Whether a post has opted out of reminders.
async fn opted_out(db: &mut SqliteConnection, no: i64, post: &str) -> Result<bool, StoreError> {
    let row = sqlx::query("SELECT is_out FROM opted_out WHERE campaign = ? AND contact = ?")
        .bind(no)
        .bind(post.to_owned())
        .fetch_optional(db)
        .await
        .map_err(failed)?;
    row.map_or(Ok(false), |row| row.try_get(0).map_err(failed))
}

async fn cases(db: &mut SqliteConnection, no: i64, code: &str) -> Result<Vec<OwnCase>, StoreError> {
    let rows = sqlx::query(
        "SELECT kind || '/' || no, kind, about, unit, received, accepted, finish_by, answered, closed, passed_up, late
         FROM cases WHERE campaign = ? AND unit = ? ORDER BY no DESC LIMIT ?",
    )
    .bind(no)
    .bind(code.to_owned())
    .bind(READ_MAX)
    .fetch_all(db)
    .await
    .map_err(failed)?;
    let read = |row| {
        let mut cells = Cells::of(row);
        let instant = |cell: Option<i64>| cell.map(Instant);
        Ok(OwnCase {
            name: cells.take()?,
            kind: cells.take()?,
            about: cells.take()?,
            unit: cells.take()?,
            received: Instant(cells.take()?),
            accepted: instant(cells.take()?),
            finish_by: Instant(cells.take()?),
            answered: instant(cells.take()?),
            closed: instant(cells.take()?),
            passed_up: cells.take()?,
            late: cells.take()?,
        })
    };
    rows.iter().map(read).collect()
}

async fn visits(db: &mut SqliteConnection, no: i64, unit: UnitIx) -> Result<Vec<VisitLine>, StoreError> {
    let rows = sqlx::query(
        "SELECT o.key, u.code, v.visitor, v.date, v.start, v.ends, v.reasons, v.recorded_on, v.position,
         v.no, v.stage, v.sequence, v.changed, v.follow_ups, u.name, o.due_day, i.state, i.late,
         v.handed_on, v.companions
         FROM occasions o CROSS JOIN visits v ON v.campaign = o.campaign AND v.occasion = o.occasion AND v.place = ?2
         JOIN units u ON u.campaign = v.campaign AND u.unit = v.place
         JOIN items i ON i.campaign = v.campaign AND i.occasion = v.occasion AND i.unit = v.place
         WHERE o.campaign = ?1 ORDER BY v.date DESC, v.no DESC LIMIT ?3",
    )
    .bind(no)
    .bind(i64::from(unit.0))
    .bind(READ_MAX)
    .fetch_all(db)
    .await
    .map_err(failed)?;
    rows.iter().map(visit_line).collect()
}

/// Visits that somebody makes or comes along on, through the few occasions that are rounds of visits; by day.
async fn trips(db: &mut SqliteConnection, no: i64, post: &str) -> Result<Vec<VisitLine>, StoreError> {
    let rows = sqlx::query(
        "SELECT o.key, u.code, v.visitor, v.date, v.start, v.ends, v.reasons, v.recorded_on, v.position,
         v.no, v.stage, v.sequence, v.changed, v.follow_ups, u.name, o.due_day, i.state, i.late,
         v.handed_on, v.companions
         FROM visits v JOIN occasions o ON o.campaign = v.campaign AND o.occasion = v.occasion
         JOIN units u ON u.campaign = v.campaign AND u.unit = v.place
         JOIN items i ON i.campaign = v.campaign AND i.occasion = v.occasion AND i.unit = v.place
         WHERE v.campaign = ?1 AND (v.visitor = ?2 OR v.companions <> '[]'
         AND EXISTS (SELECT 1 FROM json_each(v.companions) along WHERE along.value = ?2))
         ORDER BY v.date, v.start, u.code, v.no LIMIT ?3",
    )
    .bind(no)
    .bind(post.to_owned())
    .bind(TRIPS_MAX)
    .fetch_all(db)
    .await
    .map_err(failed)?;
    rows.iter().map(visit_line).collect()
}

/// Visits that somebody handed on, as they had them; by day.
async fn handed_on(db: &mut SqliteConnection, no: i64, post: &str) -> Result<Vec<VisitLine>, StoreError> {
    let rows = sqlx::query(
        "SELECT o.key, u.code, v.visitor, v.date, v.start, v.ends, v.reasons, v.recorded_on, v.position,
         v.no, v.stage, v.sequence, v.changed, v.follow_ups, u.name, o.due_day, i.state, i.late,
         v.handed_on, v.companions
         FROM visits v JOIN occasions o ON o.campaign = v.campaign AND o.occasion = v.occasion
         JOIN units u ON u.campaign = v.campaign AND u.unit = v.place
         JOIN items i ON i.campaign = v.campaign AND i.occasion = v.occasion AND i.unit = v.place
         WHERE v.campaign = ?1 AND v.handed_on <> '[]'
         AND EXISTS (SELECT 1 FROM json_each(v.handed_on) had WHERE had.value ->> 'visitor' = ?2)
         ORDER BY v.date, v.start, u.code, v.no LIMIT ?3",
    )
    .bind(no)
    .bind(post.to_owned())
    .bind(TRIPS_MAX)
    .fetch_all(db)
    .await
    .map_err(failed)?;
    let lines: Result<Vec<VisitLine>, StoreError> = rows.iter().map(visit_line).collect();
    Ok(lines?.iter().filter_map(|line| line.handed_on_by(|visitor| visitor == post)).collect())
}

/// Something that was done to a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseDeed {
    /// Position of the event.
    pub position: u64,
    /// Campaign clock.
    pub at: Instant,
    /// Name of the event.
    pub name: String,
    /// Who did it.
    pub actor: String,
}

impl View {
    /// What was done to a case, in order.
    ///
    /// # Errors
    /// [`StoreError`] when the view cannot be read.
    pub async fn case_deeds(&self, campaign: &CampaignId, no: u32) -> Result<Vec<CaseDeed>, StoreError> {
        let rows = sqlx::query(
            "SELECT d.position, d.at, d.name, d.actor FROM case_history d JOIN campaigns c ON c.no = d.campaign
             WHERE c.id = ? AND d.no = ? ORDER BY d.position",
        )
        .bind(campaign.as_str().to_owned())
        .bind(i64::from(no))
        .fetch_all(&mut *self.reading().lock().await)
        .await
        .map_err(failed)?;
        let read = |row| {
            let mut cells = Cells::of(row);
            Ok(CaseDeed {
                position: cells.count()?,
                at: Instant(cells.take()?),
                name: cells.take()?,
                actor: cells.take()?,
            })
        };
        rows.iter().map(read).collect()
    }

    /// Code of the unit that has a case, if one has; none where there is no such case.
    ///
    /// # Errors
    /// [`StoreError`] when the view cannot be read.
    pub async fn case_unit(
        &self,
        campaign: &CampaignId,
        case: &CaseName,
    ) -> Result<Option<Option<String>>, StoreError> {
        let row = sqlx::query(
            "SELECT k.unit FROM cases k JOIN campaigns c ON c.no = k.campaign WHERE c.id = ? AND k.no = ? AND k.kind = ?",
        )
        .bind(campaign.as_str().to_owned())
        .bind(i64::from(case.no))
        .bind(case.kind.clone())
        .fetch_optional(&mut *self.reading().lock().await)
        .await
        .map_err(failed)?;
        row.map(|row| row.try_get(0).map_err(failed)).transpose()
    }

    /// Codes of the units that handed in a file with these bytes.
    ///
    /// # Errors
    /// [`StoreError`] when the view cannot be read.
    pub async fn evidence_units(
        &self,
        campaign: &CampaignId,
        digest: Digest,
    ) -> Result<Vec<String>, StoreError> {
        let rows = sqlx::query(
            "SELECT DISTINCT u.code FROM evidence e JOIN campaigns c ON c.no = e.campaign
             JOIN units u ON u.campaign = e.campaign AND u.unit = e.unit WHERE c.id = ? AND e.digest = ? ORDER BY u.code",
        )
        .bind(campaign.as_str().to_owned())
        .bind(digest.0.to_vec())
        .fetch_all(&mut *self.reading().lock().await)
        .await
        .map_err(failed)?;
        rows.iter().map(|row| row.try_get(0).map_err(failed)).collect()
    }
}
