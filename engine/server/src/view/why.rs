//! Why something is as it is: from the committee's line over unit, occasion and due day to every step, message and
//! event.

use muster_protocol::ids::{CampaignId, Digest};
use muster_protocol::time::{Date, Instant};
use sqlx::{AssertSqlSafe, SqliteConnection};

pub use super::chain::{
    HistoryLine, ItemLine, OccasionLine, PassedOn, StepLine, UnitLine, Why, WhyItem, WhyMessage, WhyOccasion,
    WhyOccasions, WhyUnit,
};
pub use super::evidence::EvidenceLine;
use super::evidence::{Which, lines};
use super::status::{VISIT_COLUMNS, VISIT_PLACE, VISITS, VisitLine};
use super::{View, left_out, moves};
use crate::store::StoreError;
use crate::store::sqlite::cells::{self, Query, bound, rows};

const STEP_COLUMNS: &str = "o.key || '/' || u.code || '#' || s.due_version || '.' || s.no, s.kind, s.at, s.role, \
     s.contact, s.outcome, s.reason, s.ended_at, s.message, \
     (SELECT m.due FROM messages m WHERE m.campaign = s.campaign AND m.key = s.message), \
     s.channel, s.planned_position, s.due_position, \
     s.ended_position, o.key || '/' || u.code || '#' || s.due_version || '.' || s.retry_of, s.said, \
     s.attempt";
const STEP_TABLES: &str = "steps s JOIN occasions o ON o.campaign = s.campaign AND o.occasion = s.occasion \
     JOIN units u ON u.campaign = s.campaign AND u.unit = s.unit";
const ITEM_COLUMNS: &str =
    "o.key || '/' || u.code, o.title, i.state, i.late, i.due_day, o.backfill, o.due_day";
const ITEM_TABLES: &str = "items i JOIN occasions o ON o.campaign = i.campaign AND o.occasion = i.occasion \
     JOIN units u ON u.campaign = i.campaign AND u.unit = i.unit";
const OCCASION_COLUMNS: &str = "o.key, o.title, o.line, o.kind, o.phase, o.opens, o.due_day, o.due, o.backfill, o.planned_position, \
     o.opened_position";

impl View {
    /// The chain behind an item, step, message, unit or occasion; in one campaign, or in the first that knows the name.
    /// None when nobody knows it.
    pub async fn why(&self, campaign: Option<&CampaignId>, name: &str) -> Result<Option<Why>, StoreError> {
        let found = self.why_rows(campaign, name).await;
        if self.is_whole_again(&found).await { self.why_rows(campaign, name).await } else { found }
    }

    async fn why_rows(&self, campaign: Option<&CampaignId>, name: &str) -> Result<Option<Why>, StoreError> {
        let mut connection = self.reading().lock().await;
        let mut reading = sqlx::Connection::begin(&mut *connection).await?;
        let query = bound!(
            "SELECT no, id FROM campaigns WHERE ?1 IS NULL OR id = ?1 ORDER BY no",
            campaign.map(CampaignId::as_str),
        );
        for scope in cells::all::<Scope>(query, &mut reading).await? {
            if let Some(why) = scope.why(&mut reading, name).await? {
                return Ok(Some(why));
            }
        }
        Ok(None)
    }
}

/// Which end of a passing on is looked for.
#[derive(Debug, Clone, Copy)]
enum Passed {
    To,
    From,
}

rows! {
    /// The campaign that is looked into.
    struct Scope {
        no: i64,
        id: String,
    }

    /// An item with what it is found by.
    struct ItemRow {
        occasion: i64,
        unit: i64,
        state: String,
        late: bool,
        due_version: u8,
        due_day: Date,
        due: Instant,
        opened_position: u64,
        late_position: Option<u64>,
        of: UnitLine,
        at: OccasionLine,
    }

    /// A message but for its name and its steps.
    struct MessageRow {
        contact: String,
        due: Instant,
        issued: u64,
        channel: Option<String>,
        sent_at: Option<Instant>,
        delivered_at: Option<Instant>,
        undelivered_at: Option<Instant>,
        undelivered_said: Option<Digest>,
        signed_at: Option<Instant>,
        due_position: u64,
        sent_position: Option<u64>,
    }
}

impl Scope {
    async fn why(&self, db: &mut SqliteConnection, name: &str) -> Result<Option<Why>, StoreError> {
        let (item, step) = match name.split_once('#') {
            Some((item, _)) => (item, Some(name)),
            None => (name, None),
        };
        match item.matches('/').count() {
            0 => match self.unit(db, name).await? {
                Some(unit) => Ok(Some(Why::Unit(unit))),
                None => match self.occasion(db, name).await? {
                    Some(occasion) => Ok(Some(Why::Occasion(occasion))),
                    None => Ok(self.occasions(db, name).await?.map(Why::Occasions)),
                },
            },
            1 => Ok(self.item(db, item, step).await?.map(Box::new).map(Why::Item)),
            _ => Ok(self.message(db, name).await?.map(Why::Message)),
        }
    }

    async fn item(
        &self,
        db: &mut SqliteConnection,
        name: &str,
        step: Option<&str>,
    ) -> Result<Option<WhyItem>, StoreError> {
        let Some((key, code)) = name.split_once('/') else { return Ok(None) };
        let sql = format!(
            "SELECT i.occasion, i.unit, i.state, i.late, i.due_version, i.due_day, i.due, i.opened_position,
             i.late_position, u.code, u.name, u.category, {OCCASION_COLUMNS}
             FROM {ITEM_TABLES} WHERE i.campaign = ? AND o.key = ? AND u.code = ?"
        );
        let query = bound!(AssertSqlSafe(sql), self.no, key, code);
        let Some(row) = cells::first::<ItemRow>(query, db).await? else { return Ok(None) };
        let (occasion, unit) = (row.occasion, row.unit);
        let steps =
            self.steps(db, "s.occasion = ? AND s.unit = ?", |query| query.bind(occasion).bind(unit)).await?;
        if step.is_some_and(|step| !steps.iter().any(|line| line.step == step)) {
            return Ok(None);
        }
        Ok(Some(WhyItem {
            campaign: self.id.clone(),
            item: name.to_owned(),
            step: step.map(str::to_owned),
            state: row.state,
            late: row.late,
            due_version: row.due_version,
            due_day: row.due_day,
            due: row.due,
            opened_position: row.opened_position,
            late_position: row.late_position,
            moves: moves::lines(db, self.no, occasion, Some((unit, row.opened_position))).await?,
            unit: row.of,
            occasion: row.at,
            history: self.history(db, occasion, unit).await?,
            steps,
            visit: self.visit(db, occasion, unit).await?,
            left_out: left_out::of_item(db, self.no, (occasion, unit)).await?,
            cases: self.cases(db, occasion, unit).await?,
            ratings: self.ratings(db, occasion, unit).await?,
            evidence: lines(db, self.no, &Which::Item(occasion, unit)).await?,
            passed_to: self.passed_on(db, Passed::To, (occasion, unit)).await?.pop(),
            passed_from: self.passed_on(db, Passed::From, (occasion, unit)).await?,
        }))
    }

    /// Where an item passed on to, or what passed on to it.
    async fn passed_on(
        &self,
        db: &mut SqliteConnection,
        which: Passed,
        (occasion, unit): (i64, i64),
    ) -> Result<Vec<PassedOn>, StoreError> {
        let (this, other) = match which {
            Passed::To => ("unit", "successor"),
            Passed::From => ("successor", "unit"),
        };
        let sql = format!(
            "SELECT o.key || '/' || u.code, u.name, p.position FROM passed_on p
             JOIN occasions o ON o.campaign = p.campaign AND o.occasion = p.occasion
             JOIN units u ON u.campaign = p.campaign AND u.unit = p.{other}
             WHERE p.campaign = ? AND p.occasion = ? AND p.{this} = ? ORDER BY p.position"
        );
        cells::all(bound!(AssertSqlSafe(sql), self.no, occasion, unit), db).await
    }

    async fn steps(
        &self,
        db: &mut SqliteConnection,
        which: &str,
        bind: impl FnOnce(Query<'static>) -> Query<'static>,
    ) -> Result<Vec<StepLine>, StoreError> {
        let sql = format!(
            "SELECT {STEP_COLUMNS} FROM {STEP_TABLES} WHERE s.campaign = ? AND {which}
             ORDER BY o.key, u.code, s.due_version, s.no"
        );
        cells::all(bind(bound!(AssertSqlSafe(sql), self.no)), db).await
    }

    async fn history(
        &self,
        db: &mut SqliteConnection,
        occasion: i64,
        unit: i64,
    ) -> Result<Vec<HistoryLine>, StoreError> {
        let query = bound!(
            "SELECT position, at, name, actor, behalf FROM history WHERE campaign = ? AND occasion = ? AND unit = ?
             ORDER BY position",
            self.no,
            occasion,
            unit,
        );
        cells::all(query, db).await
    }

    async fn visit(
        &self,
        db: &mut SqliteConnection,
        occasion: i64,
        place: i64,
    ) -> Result<Option<VisitLine>, StoreError> {
        let sql = format!(
            "SELECT {VISIT_COLUMNS} FROM {VISITS} {VISIT_PLACE}
             WHERE v.campaign = ? AND v.occasion = ? AND v.place = ? ORDER BY v.no DESC LIMIT 1"
        );
        cells::first(bound!(AssertSqlSafe(sql), self.no, occasion, place), db).await
    }

    /// Names of the cases that were brought at an item.
    async fn cases(
        &self,
        db: &mut SqliteConnection,
        occasion: i64,
        unit: i64,
    ) -> Result<Vec<String>, StoreError> {
        let query = bound!(
            "SELECT kind || '/' || no FROM cases WHERE campaign = ? AND occasion = ? AND place = ? ORDER BY no",
            self.no,
            occasion,
            unit,
        );
        cells::all(query, db).await
    }

    /// How content those were who were asked at a visit.
    async fn ratings(
        &self,
        db: &mut SqliteConnection,
        occasion: i64,
        place: i64,
    ) -> Result<Vec<(String, String)>, StoreError> {
        let query = bound!(
            "SELECT rater, answer FROM visit_ratings WHERE campaign = ? AND occasion = ? AND place = ? ORDER BY no",
            self.no,
            occasion,
            place,
        );
        cells::all(query, db).await
    }

    async fn message(&self, db: &mut SqliteConnection, name: &str) -> Result<Option<WhyMessage>, StoreError> {
        let query = bound!(
            "SELECT contact, due, issued, channel, sent_at, delivered_at, undelivered_at, undelivered_said,
                 signed_at, due_position, sent_position
             FROM messages WHERE campaign = ? AND key = ?",
            self.no,
            name,
        );
        let Some(row) = cells::first::<MessageRow>(query, db).await? else { return Ok(None) };
        Ok(Some(WhyMessage {
            campaign: self.id.clone(),
            message: name.to_owned(),
            contact: row.contact,
            due: row.due,
            issued: row.issued,
            channel: row.channel,
            sent_at: row.sent_at,
            delivered_at: row.delivered_at,
            undelivered_at: row.undelivered_at,
            undelivered_said: row.undelivered_said,
            // No event says it; who has the contacts adds it.
            read_at: None,
            signed_at: row.signed_at,
            due_position: row.due_position,
            sent_position: row.sent_position,
            steps: self.steps(db, "s.message = ?", |query| query.bind(name)).await?,
        }))
    }

    async fn unit(&self, db: &mut SqliteConnection, code: &str) -> Result<Option<WhyUnit>, StoreError> {
        let query = bound!(
            "SELECT unit, code, name, category FROM units WHERE campaign = ? AND code = ?",
            self.no,
            code,
        );
        let Some((ix, unit)) = cells::first(query, db).await? else { return Ok(None) };
        let items = self.items(db, "i.unit = ? ORDER BY i.due_day, o.key", ix).await?;
        Ok(Some(WhyUnit { campaign: self.id.clone(), unit, items }))
    }

    async fn occasion(
        &self,
        db: &mut SqliteConnection,
        key: &str,
    ) -> Result<Option<WhyOccasion>, StoreError> {
        let sql = format!(
            "SELECT o.occasion, {OCCASION_COLUMNS} FROM occasions o WHERE o.campaign = ? AND o.key = ?"
        );
        let query = bound!(AssertSqlSafe(sql), self.no, key);
        let Some((ix, occasion)) = cells::first(query, db).await? else { return Ok(None) };
        let items = self.items(db, "i.occasion = ? ORDER BY u.code", ix).await?;
        let moves = moves::lines(db, self.no, ix, None).await?;
        Ok(Some(WhyOccasion { campaign: self.id.clone(), occasion, moves, items }))
    }

    /// The occasions of a phase or a duty, by its id or its name.
    async fn occasions(
        &self,
        db: &mut SqliteConnection,
        name: &str,
    ) -> Result<Option<WhyOccasions>, StoreError> {
        let sql = format!(
            "SELECT {OCCASION_COLUMNS} FROM occasions o WHERE o.campaign = ?1 AND o.retired = 0 AND
             (o.phase = ?2 OR o.title = ?2 OR substr(o.key, 1, length(?2) + 1) = ?2 || '.')
             ORDER BY o.opens, o.due_day, o.key"
        );
        let occasions: Vec<OccasionLine> = cells::all(bound!(AssertSqlSafe(sql), self.no, name), db).await?;
        let (campaign, name) = (self.id.clone(), name.to_owned());
        Ok((!occasions.is_empty()).then_some(WhyOccasions { campaign, name, occasions }))
    }

    /// Items in short; `which` is a word of this program.
    async fn items(
        &self,
        db: &mut SqliteConnection,
        which: &'static str,
        number: i64,
    ) -> Result<Vec<ItemLine>, StoreError> {
        let sql = format!("SELECT {ITEM_COLUMNS} FROM {ITEM_TABLES} WHERE i.campaign = ? AND {which}");
        cells::all(bound!(AssertSqlSafe(sql), self.no, number), db).await
    }
}
