//! Steps by outcome, all of them and those of today, and the one that should have ended long ago.

use std::collections::BTreeMap;

use muster_protocol::time::{DAY, Date, Instant};
use muster_rules::zone::Zone;
use serde::{Deserialize, Serialize};

use crate::store::StoreError;
use crate::store::sqlite::cells::{self, bound, rows};

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

rows! {
    /// A step past due without an outcome.
    #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
    pub struct PastDue {
        /// Its name, such as `unit-plan/005#0.2`.
        pub step: String,
        /// When it was due.
        pub at: Instant,
    }
}

/// What the hour says of a campaign.
#[derive(Debug, Clone, Default)]
pub(super) struct OfHour {
    pub(super) past_due: u64,
    pub(super) oldest: Option<PastDue>,
    pub(super) today: Today,
}

/// What the hour says of campaigns, in the order of their zones. `places` are theirs by their numbers.
pub(super) async fn hour(
    connection: &mut sqlx::SqliteConnection,
    places: &BTreeMap<i64, usize>,
    of: &[&str],
    now: Instant,
) -> Result<Vec<OfHour>, StoreError> {
    let mut all = vec![OfHour::default(); of.len()];
    let mut zones: BTreeMap<&str, (Date, Instant, Instant)> = BTreeMap::new();
    for (zone, of_hour) in of.iter().zip(&mut all) {
        let (today, ..) = zones.entry(zone).or_insert_with(|| day(zone, now));
        of_hour.today.day = *today;
    }
    for (zone, (_, first, last)) in &zones {
        let of_zone = |no: i64| places.get(&no).copied().filter(|at| of[*at] == *zone);
        let days = bound!(STEPS_OF_DAY, now.0, first.0, last.0, only(places));
        for (no, outcome, count, past_due) in
            cells::all::<(i64, Option<String>, u64, u64)>(days, connection).await?
        {
            let Some(at) = of_zone(no) else { continue };
            all[at].today.steps.count(outcome.as_deref(), count, past_due);
        }
        let sent = bound!(SENT_OF_DAY, first.0, last.0, only(places));
        for (no, count) in cells::all(sent, connection).await? {
            let Some(at) = of_zone(no) else { continue };
            all[at].today.messages = count;
        }
    }
    let past_due = bound!(PAST_DUE, now.0, only(places));
    for (no, count) in cells::all::<(i64, u64)>(past_due, connection).await? {
        let Some(at) = places.get(&no) else { continue };
        (all[*at].past_due, all[*at].oldest) = (count, oldest(connection, no, now).await?);
    }
    Ok(all)
}

/// The only campaign that is asked for; of several or none, rows of all are read and those that nobody asked for left.
fn only(places: &BTreeMap<i64, usize>) -> Option<i64> {
    places.keys().next().copied().filter(|_| places.len() == 1)
}

/// Steps of a day by campaign and outcome: how many, and how many of them are past due. One look at the index for each
/// outcome; IN knows no NULL.
const STEPS_OF_DAY: &str = "SELECT campaign, outcome, count(*), sum(at <= ?1 AND held = 0) FROM steps
     WHERE outcome IS NULL AND at >= ?2 AND at < ?3 AND (?4 IS NULL OR campaign = ?4) GROUP BY campaign, outcome
     UNION ALL
     SELECT campaign, outcome, count(*), 0 FROM steps
     WHERE outcome IN ('sent', 'skipped', 'failed', 'withdrawn') AND at >= ?2 AND at < ?3
     AND (?4 IS NULL OR campaign = ?4) GROUP BY campaign, outcome";

/// Messages sent on a day by campaign.
const SENT_OF_DAY: &str = "SELECT campaign, count(*) FROM messages
     WHERE sent_at >= ?1 AND sent_at < ?2 AND (?3 IS NULL OR campaign = ?3) GROUP BY campaign";

/// Steps past due by campaign.
const PAST_DUE: &str = "SELECT campaign, count(*) FROM steps
     WHERE outcome IS NULL AND at <= ?1 AND held = 0 AND (?2 IS NULL OR campaign = ?2) GROUP BY campaign";

/// The local day at an instant, its first instant and the next day's. A zone that this build does not know counts as
/// UTC.
pub(super) fn day(zone: &str, now: Instant) -> (Date, Instant, Instant) {
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
async fn oldest(
    connection: &mut sqlx::SqliteConnection,
    no: i64,
    now: Instant,
) -> Result<Option<PastDue>, StoreError> {
    let query = bound!(
        "SELECT o.key || '/' || coalesce(u.code, '?') || '#' || s.due_version || '.' || s.no, s.at
         FROM steps s JOIN occasions o ON o.campaign = s.campaign AND o.occasion = s.occasion
         LEFT JOIN units u ON u.campaign = s.campaign AND u.unit = s.unit
         WHERE s.campaign = ? AND s.outcome IS NULL AND s.held = 0 AND s.at <= ?
         ORDER BY s.at, s.occasion, s.unit, s.due_version, s.no LIMIT 1",
        no,
        now.0,
    );
    cells::first(query, connection).await
}
