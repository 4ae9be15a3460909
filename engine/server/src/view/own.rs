//! What concerns one post: the items, cases and visits of its units, and the messages that went to it.

use muster_protocol::case::CaseName;
use muster_protocol::ids::{CampaignId, Digest, UnitIx};
use muster_protocol::time::{Date, Instant, TimeOfDay};
use sqlx::{AssertSqlSafe, SqliteConnection};

use super::View;
use super::status::{VISIT_COLUMNS, VISIT_PLACE, VISITS, VisitLine};
use super::unplanned::{UnplannedVisit, of_visitor};
use crate::store::StoreError;
use crate::store::sqlite::cells::{self, bound, number, rows};

/// Most messages, cases and visits that are read of one post, the latest first: a page, not an archive.
const READ_MAX: i64 = 200;

/// Most visits that are read of one visitor: some each working day of a year.
const TRIPS_MAX: i64 = 1_000;

rows! {
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

rows! {
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
        /// Whether and how it was passed up: `waiting` or `replied`.
        pub passed_up: Option<String>,
        /// Which of its clocks have run out.
        pub late: String,
        /// The visit or other item at which it was brought.
        pub brought_at: Option<String>,
    }
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
    /// From which hour of a day its holder wants the routine letter, where they have chosen one.
    pub letter_hour: Option<TimeOfDay>,
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
        let mut reading = sqlx::Connection::begin(&mut *connection).await?;
        let Some(no) = cells::first(number(campaign), &mut reading).await? else {
            return Ok(Own::default());
        };
        let messages = messages(&mut reading, no, post).await?;
        let trips = trips(&mut reading, no, post).await?;
        let handed_on = handed_on(&mut reading, no, post).await?;
        let left_out = of_visitor(&mut reading, no, post).await?;
        let opted_out = opted_out(&mut reading, no, post).await?;
        let letter_hour = letter_hour(&mut reading, no, post).await?;
        let mut own = Own { messages, opted_out, letter_hour, trips, handed_on, left_out, ..Own::default() };
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
    let query = bound!(
        "SELECT o.key, i.code, o.title, i.state, i.late, i.due_day, o.backfill FROM occasions o CROSS JOIN items i
         ON i.campaign = o.campaign AND i.occasion = o.occasion AND i.unit = ?2
         WHERE o.campaign = ?1 AND o.kind = 'duty' AND o.opened_position IS NOT NULL",
        no,
        unit.0,
    );
    cells::all(query, db).await
}

async fn messages(db: &mut SqliteConnection, no: i64, post: &str) -> Result<Vec<OwnMessage>, StoreError> {
    let query = bound!(
        "SELECT key, date, sent_at, signed_at FROM messages
         WHERE campaign = ? AND contact = ? AND sent_at IS NOT NULL ORDER BY date DESC, key LIMIT ?",
        no,
        post,
        READ_MAX,
    );
    cells::all(query, db).await
}

/// Whether a post has opted out of reminders.
async fn opted_out(db: &mut SqliteConnection, no: i64, post: &str) -> Result<bool, StoreError> {
    let query = bound!("SELECT is_out FROM opted_out WHERE campaign = ? AND contact = ?", no, post);
    cells::first(query, db).await.map(Option::unwrap_or_default)
}

/// From which hour a post's holder wants the routine letter, where they have chosen one.
async fn letter_hour(
    db: &mut SqliteConnection,
    no: i64,
    post: &str,
) -> Result<Option<TimeOfDay>, StoreError> {
    let sql = "SELECT hour FROM letter_hours WHERE campaign = ? AND contact = ? AND is_own = 1";
    let minutes: Option<u16> = cells::first(bound!(sql, no, post), db).await?;
    Ok(minutes.map(TimeOfDay))
}

async fn cases(db: &mut SqliteConnection, no: i64, code: &str) -> Result<Vec<OwnCase>, StoreError> {
    let query = bound!(
        "SELECT kind || '/' || no, kind, about, unit, received, accepted, finish_by, answered, closed, passed_up, late,
         (SELECT o.key || '/' || u.code FROM occasions o JOIN units u ON u.campaign = o.campaign AND u.unit = cases.place
         WHERE o.campaign = cases.campaign AND o.occasion = cases.occasion)
         FROM cases WHERE campaign = ? AND unit = ? ORDER BY no DESC LIMIT ?",
        no,
        code,
        READ_MAX,
    );
    cells::all(query, db).await
}

async fn visits(db: &mut SqliteConnection, no: i64, unit: UnitIx) -> Result<Vec<VisitLine>, StoreError> {
    let sql = format!(
        "SELECT {VISIT_COLUMNS} FROM occasions o
         CROSS JOIN visits v ON v.campaign = o.campaign AND v.occasion = o.occasion AND v.place = ?2 {VISIT_PLACE}
         WHERE o.campaign = ?1 ORDER BY v.date DESC, v.no DESC LIMIT ?3"
    );
    cells::all(bound!(AssertSqlSafe(sql), no, unit.0, READ_MAX), db).await
}

/// Visits that somebody makes or comes along on, through the few occasions that are rounds of visits; by day.
async fn trips(db: &mut SqliteConnection, no: i64, post: &str) -> Result<Vec<VisitLine>, StoreError> {
    let theirs = "(v.visitor = ?2 OR v.companions <> '[]'
         AND EXISTS (SELECT 1 FROM json_each(v.companions) along WHERE along.value = ?2))";
    visits_where(db, theirs, no, post).await
}

/// Visits that somebody handed on, as they had them; by day.
async fn handed_on(db: &mut SqliteConnection, no: i64, post: &str) -> Result<Vec<VisitLine>, StoreError> {
    let had = "v.handed_on <> '[]'
         AND EXISTS (SELECT 1 FROM json_each(v.handed_on) had WHERE had.value ->> 'visitor' = ?2)";
    let lines = visits_where(db, had, no, post).await?;
    Ok(lines.iter().filter_map(|line| line.handed_on_by(|visitor| visitor == post)).collect())
}

/// Visits that fit a post by day; `which` is a word of this program.
async fn visits_where(
    db: &mut SqliteConnection,
    which: &'static str,
    no: i64,
    post: &str,
) -> Result<Vec<VisitLine>, StoreError> {
    let sql = format!(
        "SELECT {VISIT_COLUMNS} FROM {VISITS} {VISIT_PLACE} WHERE v.campaign = ?1 AND {which}
         ORDER BY v.date, v.start, u.code, v.no LIMIT ?3"
    );
    cells::all(bound!(AssertSqlSafe(sql), no, post, TRIPS_MAX), db).await
}

rows! {
    /// Something that was done to a case.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct CaseHistoryLine {
        /// Position of the event.
        pub position: u64,
        /// Campaign clock.
        pub at: Instant,
        /// Name of the event.
        pub name: String,
        /// Who did it.
        pub actor: String,
    }
}

impl View {
    /// What was done to a case, in order.
    pub async fn case_history_of(
        &self,
        campaign: &CampaignId,
        no: u32,
    ) -> Result<Vec<CaseHistoryLine>, StoreError> {
        let query = bound!(
            "SELECT d.position, d.at, d.name, d.actor FROM case_history d JOIN campaigns c ON c.no = d.campaign
             WHERE c.id = ? AND d.no = ? ORDER BY d.position",
            campaign.as_str(),
            no,
        );
        cells::all(query, &mut *self.reading().lock().await).await
    }

    /// Code of the unit that has a case, if one has; none where there is no such case.
    pub async fn case_unit(
        &self,
        campaign: &CampaignId,
        case: &CaseName,
    ) -> Result<Option<Option<String>>, StoreError> {
        let query = bound!(
            "SELECT k.unit FROM cases k JOIN campaigns c ON c.no = k.campaign WHERE c.id = ? AND k.no = ? AND k.kind = ?",
            campaign.as_str(),
            case.no,
            case.kind.as_str(),
        );
        cells::first(query, &mut *self.reading().lock().await).await
    }

    /// Codes of the units that handed in a file with these bytes.
    pub async fn evidence_units(
        &self,
        campaign: &CampaignId,
        digest: Digest,
    ) -> Result<Vec<String>, StoreError> {
        let query = bound!(
            "SELECT DISTINCT u.code FROM evidence e JOIN campaigns c ON c.no = e.campaign
             JOIN units u ON u.campaign = e.campaign AND u.unit = e.unit WHERE c.id = ? AND e.digest = ? ORDER BY u.code",
            campaign.as_str(),
            digest.0.to_vec(),
        );
        cells::all(query, &mut *self.reading().lock().await).await
    }
}
