//! How a campaign stands for some of its units and contacts: the counts of [`super::status`] over their rows alone, so that what
//! is told to one unit is not what the others did. Their rows are found through the few occasions, not among those of everybody.

use std::collections::BTreeSet;

use muster_protocol::ids::CampaignId;
use muster_protocol::time::{Date, Instant};
use serde_json::json;
use sqlx::{AssertSqlSafe, SqliteConnection};

use super::steps::{self, PastDue, StepCounts, Today};
use super::sums::{self, ItemCounts, MessageCounts};
use super::{View, status};
use crate::store::StoreError;
use crate::store::sqlite::cells::{self, bound, rows};

/// How a campaign stands for some of its units and contacts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct OwnCounts {
    items: ItemCounts,
    afterwards: u64,
    opted_out: u64,
    steps: StepCounts,
    today: Today,
    oldest_past_due: Option<PastDue>,
    messages: MessageCounts,
    dead_letters: u64,
}

impl OwnCounts {
    /// Puts them in the place of those of the whole campaign.
    pub(crate) fn put(&self, campaign: &mut status::CampaignStatus) {
        let Self { items, afterwards, opted_out, steps, today, oldest_past_due, messages, dead_letters } =
            self;
        (campaign.items, campaign.steps, campaign.messages) = (*items, *steps, *messages);
        (campaign.today, campaign.oldest_past_due) = (*today, oldest_past_due.clone());
        (campaign.afterwards, campaign.opted_out) = (*afterwards, *opted_out);
        campaign.dead_letters = *dead_letters;
        // Who is going to be inspected is not told that it comes.
        campaign.draws.clear();
    }
}

/// The rows `x` of a table that are of the units whose codes `?2` lists.
fn of_units(table: &str) -> String {
    format!(
        "json_each(?2) own CROSS JOIN units u ON u.campaign = ?1 AND u.code = own.value
         CROSS JOIN occasions o ON o.campaign = ?1
         CROSS JOIN {table} x ON x.campaign = ?1 AND x.occasion = o.occasion AND x.unit = u.unit"
    )
}

/// The messages `x` to the contacts that `?3` lists, by the index of contacts: without being told the database goes through the
/// messages of everybody.
const TO_CONTACTS: &str = "json_each(?3) own
     CROSS JOIN messages x INDEXED BY messages_contact ON x.campaign = ?1 AND x.contact = own.value";

/// All counts in one row. `?4` is now, `?5` and `?6` begin and end of the day.
fn counts() -> String {
    let sum = |when: &str| format!("coalesce(sum({when}), 0)");
    let past_due = "x.outcome IS NULL AND x.at <= ?4 AND x.held = 0";
    let today = |when: &str| sum(&format!("x.at >= ?5 AND x.at < ?6 AND {when}"));
    let of_today = [
        today("1"),
        today("x.outcome IS 'sent'"),
        today("x.outcome IS 'skipped'"),
        today("x.outcome IS 'failed'"),
        today("x.outcome IS 'withdrawn'"),
        today(past_due),
    ];
    let days =
        (1..).zip(of_today).map(|(no, sum)| format!("{sum} AS day{no}")).collect::<Vec<_>>().join(", ");
    format!(
        "SELECT {}, afterwards, past_due, day1, day2, day3, day4, day5, day6, sent_today,
         (SELECT count(*) FROM json_each(?3) own JOIN opted_out p ON p.campaign = ?1 AND p.contact = own.value
          WHERE p.is_out = 1),
         (SELECT count(*) FROM dead_letters d WHERE d.campaign = ?1 AND EXISTS
          (SELECT 1 FROM json_each(?2) own WHERE instr(d.name, '/' || own.value || '#') > 0))
         FROM (SELECT {}, {} AS past_due, {days} FROM {})
         CROSS JOIN (SELECT {}, {} AS afterwards FROM {})
         CROSS JOIN (SELECT {}, {} AS sent_today FROM {TO_CONTACTS})",
        sums::names(),
        sums::counted("steps"),
        sum(past_due),
        of_units("steps"),
        sums::counted("items"),
        sum("o.backfill = 1 AND x.state IN ('open', 'returned')"),
        of_units("items"),
        sums::counted("messages"),
        sum("x.sent_at >= ?5 AND x.sent_at < ?6"),
    )
}

impl View {
    /// How a campaign stands for units by their codes and contacts by their ids; none where it is not known.
    pub(crate) async fn own_counts(
        &self,
        campaign: &CampaignId,
        of: (&BTreeSet<String>, &BTreeSet<String>),
        now: Instant,
    ) -> Result<Option<OwnCounts>, StoreError> {
        let found = self.own_counts_rows(campaign, of, now).await;
        if self.is_whole_again(&found).await { self.own_counts_rows(campaign, of, now).await } else { found }
    }

    async fn own_counts_rows(
        &self,
        campaign: &CampaignId,
        (units, contacts): (&BTreeSet<String>, &BTreeSet<String>),
        now: Instant,
    ) -> Result<Option<OwnCounts>, StoreError> {
        let (units, contacts) = (json!(units).to_string(), json!(contacts).to_string());
        let mut connection = self.reading().lock().await;
        let mut reading = sqlx::Connection::begin(&mut *connection).await?;
        let query = bound!("SELECT no, zone FROM campaigns WHERE id = ?", campaign.as_str());
        let Some((no, zone)) = cells::first::<(i64, String)>(query, &mut reading).await? else {
            return Ok(None);
        };
        let (day, first, last): (Date, Instant, Instant) = steps::day(&zone, now);
        let oldest_past_due = oldest(&mut reading, (no, &units), now).await?;
        let query = bound!(AssertSqlSafe(counts()), no, units, contacts, now.0, first.0, last.0);
        let row: CountsRow = cells::one(query, &mut reading).await?;
        let (of_day, past_due) = row.of_day;
        Ok(Some(OwnCounts {
            items: row.items,
            afterwards: row.afterwards,
            opted_out: row.opted_out,
            steps: StepCounts { past_due: row.past_due, ..row.steps },
            today: Today { day, steps: StepCounts { past_due, ..of_day }, messages: row.sent_today },
            oldest_past_due,
            messages: row.messages,
            dead_letters: row.dead_letters,
        }))
    }
}

rows! {
    /// What [`counts`] asks for.
    struct CountsRow {
        steps: StepCounts,
        items: ItemCounts,
        messages: MessageCounts,
        afterwards: u64,
        past_due: u64,
        /// Those of the day, and how many of them are past due.
        of_day: (StepCounts, u64),
        sent_today: u64,
        opted_out: u64,
        dead_letters: u64,
    }
}

/// The oldest step past due without an outcome.
async fn oldest(
    connection: &mut SqliteConnection,
    (no, units): (i64, &str),
    now: Instant,
) -> Result<Option<PastDue>, StoreError> {
    let sql = format!(
        "SELECT o.key || '/' || u.code || '#' || x.due_version || '.' || x.no, x.at FROM {}
         WHERE x.outcome IS NULL AND x.held = 0 AND x.at <= ?3
         ORDER BY x.at, x.occasion, x.unit, x.due_version, x.no LIMIT 1",
        of_units("steps")
    );
    cells::first(bound!(AssertSqlSafe(sql), no, units, now.0), connection).await
}
