//! Steps by outcome, all of them and those of today, and the one that should have ended long ago.

use muster_rules::zone::Zone;
use muster_words::time::{DAY, Date, Instant};
use serde::{Deserialize, Serialize};

use super::cells::Cells;
use crate::store::StoreError;
use crate::store::sqlite::failed;

/// Steps by outcome: planned = sent + skipped + failed + withdrawn + open.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct StepCounts {
    /// All that were ever planned.
    pub planned: u64,
    /// Handed to a channel.
    pub sent: u64,
    /// Rightly not sent.
    pub skipped: u64,
    /// Could not be sent.
    pub failed: u64,
    /// Taken back.
    pub withdrawn: u64,
    /// Without an outcome.
    pub open: u64,
    /// Of the open ones, those whose instant has come. Zero when everything is quiet: a gauge for alarms.
    pub past_due: u64,
}

impl StepCounts {
    /// Adds the counts of other steps.
    pub fn add(&mut self, other: &Self) {
        let Self { planned, sent, skipped, failed, withdrawn, open, past_due } = other;
        self.planned += planned;
        self.sent += sent;
        self.skipped += skipped;
        self.failed += failed;
        self.withdrawn += withdrawn;
        self.open += open;
        self.past_due += past_due;
    }

    fn count(&mut self, outcome: Option<&str>, number: u64, past_due: u64) {
        self.planned += number;
        match outcome {
            None => (self.open, self.past_due) = (number, past_due),
            Some("sent") => self.sent = number,
            Some("skipped") => self.skipped = number,
            Some("failed") => self.failed = number,
            Some(_) => self.withdrawn = number,
        }
    }
}

/// The campaign's local day by the campaign clock.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Today {
    /// The day.
    pub day: Date,
    /// Steps whose planned instant lies in it, by what became of them so far: planned = sent + skipped + failed +
    /// withdrawn + open. One that was deferred counts on the day to which it moved.
    pub steps: StepCounts,
    /// Messages that were sent in it.
    pub messages: u64,
}

/// A step past due without an outcome.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PastDue {
    /// Its name, such as `unit-plan/005#0.2`.
    pub step: String,
    /// When it was due.
    pub at: Instant,
}

/// Steps of a campaign, and those of today. One look at each row counts both.
pub(super) async fn counts(
    connection: &mut sqlx::SqliteConnection,
    no: i64,
    zone: &str,
    now: Instant,
) -> Result<(StepCounts, Today), StoreError> {
    let (day, first, last) = day(zone, now);
    let rows = sqlx::query(
        "SELECT outcome, count(*), sum(at <= ?1 AND held = 0), sum(at >= ?2 AND at < ?3),
         sum(at >= ?2 AND at < ?3 AND at <= ?1 AND held = 0)
         FROM steps WHERE campaign = ?4 GROUP BY outcome",
    )
    .bind(now.0)
    .bind(first.0)
    .bind(last.0)
    .bind(no)
    .fetch_all(&mut *connection)
    .await
    .map_err(failed)?;
    let (mut counts, mut today) = (StepCounts::default(), StepCounts::default());
    for row in &rows {
        let mut cells = Cells::of(row);
        let outcome: Option<&str> = cells.take()?;
        counts.count(outcome, cells.count()?, cells.count()?);
        today.count(outcome, cells.count()?, cells.count()?);
    }
    let row =
        sqlx::query("SELECT count(*) FROM messages WHERE campaign = ? AND sent_at >= ? AND sent_at < ?")
            .bind(no)
            .bind(first.0)
            .bind(last.0)
            .fetch_one(connection)
            .await
            .map_err(failed)?;
    let messages = Cells::of(&row).count()?;
    Ok((counts, Today { day, steps: today, messages }))
}

/// The local day at an instant, its first instant and the next day's. A zone that this build does not know counts as
/// UTC.
fn day(zone: &str, now: Instant) -> (Date, Instant, Instant) {
    match Zone::load(zone) {
        Ok(zone) => {
            let day = zone.date_of(now);
            (day, zone.start_of_day(day), zone.start_of_day(day.plus(1)))
        }
        Err(_) => {
            let day = now.0.div_euclid(DAY);
            let first = Instant(day.saturating_mul(DAY));
            (Date(i32::try_from(day).unwrap_or_default()), first, first.plus(DAY))
        }
    }
}

/// The oldest step past due without an outcome.
pub(super) async fn oldest(
    connection: &mut sqlx::SqliteConnection,
    no: i64,
    now: Instant,
) -> Result<Option<PastDue>, StoreError> {
    let row = sqlx::query(
        "SELECT s.at, o.key || '/' || coalesce(u.code, '?') || '#' || s.due_version || '.' || s.no
         FROM steps s JOIN occasions o ON o.campaign = s.campaign AND o.occasion = s.occasion
         LEFT JOIN units u ON u.campaign = s.campaign AND u.unit = s.unit
         WHERE s.campaign = ? AND s.outcome IS NULL AND s.held = 0 AND s.at <= ?
         ORDER BY s.at, s.occasion, s.unit, s.due_version, s.no LIMIT 1",
    )
    .bind(no)
    .bind(now.0)
    .fetch_optional(connection)
    .await
    .map_err(failed)?;
    let Some(row) = row else { return Ok(None) };
    let mut cells = Cells::of(&row);
    Ok(Some(PastDue { at: Instant(cells.take()?), step: cells.take()? }))
}
