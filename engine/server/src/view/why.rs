//! Why something is as it is: from the committee's line over unit, occasion and due day to every step, message and
//! event.

use muster_protocol::ids::CampaignId;
use muster_protocol::time::{Date, Instant};
use sqlx::sqlite::SqliteRow;
use sqlx::{AssertSqlSafe, SqliteConnection};

use super::cells::Cells;
pub use super::chain::{
    HistoryLine, ItemLine, OccasionLine, PassedOn, StepLine, UnitLine, Why, WhyItem, WhyMessage, WhyOccasion,
    WhyOccasions, WhyUnit,
};
pub use super::evidence::EvidenceLine;
use super::evidence::{Which, lines};
use super::status::{VisitLine, visit_line};
use super::{View, left_out, moves};
use crate::store::StoreError;
use crate::store::sqlite::failed;

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
    ///
    /// # Errors
    /// [`StoreError`] when the view cannot be read.
    pub async fn why(&self, campaign: Option<&CampaignId>, name: &str) -> Result<Option<Why>, StoreError> {
        let found = self.why_rows(campaign, name).await;
        if self.is_whole_again(&found).await { self.why_rows(campaign, name).await } else { found }
    }

    async fn why_rows(&self, campaign: Option<&CampaignId>, name: &str) -> Result<Option<Why>, StoreError> {
        let mut connection = self.reading().lock().await;
        let mut reading = sqlx::Connection::begin(&mut *connection).await.map_err(failed)?;
        let campaigns = sqlx::query("SELECT no, id FROM campaigns WHERE ?1 IS NULL OR id = ?1 ORDER BY no")
            .bind(campaign.map(|id| id.as_str().to_owned()))
            .fetch_all(&mut *reading)
            .await
            .map_err(failed)?;
        for row in &campaigns {
            let mut cells = Cells::of(row);
            let scope = Scope { no: cells.take()?, id: cells.take()? };
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

/// The campaign that is looked into.
struct Scope {
    no: i64,
    id: String,
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
        let row = sqlx::query(AssertSqlSafe(sql))
            .bind(self.no)
            .bind(key.to_owned())
            .bind(code.to_owned())
            .fetch_optional(&mut *db)
            .await
            .map_err(failed)?;
        let Some(row) = row else { return Ok(None) };
        let mut cells = Cells::of(&row);
        let (occasion, unit): (i64, i64) = (cells.take()?, cells.take()?);
        let steps =
            self.steps(db, "s.occasion = ? AND s.unit = ?", |query| query.bind(occasion).bind(unit)).await?;
        if step.is_some_and(|step| !steps.iter().any(|line| line.step == step)) {
            return Ok(None);
        }
        let (state, late, due_version) = (cells.take()?, cells.take()?, cells.take()?);
        let (due_day, due) = (Date(cells.take()?), Instant(cells.take()?));
        let opened_position = cells.count()?;
        Ok(Some(WhyItem {
            campaign: self.id.clone(),
            item: name.to_owned(),
            step: step.map(str::to_owned),
            state,
            late,
            due_version,
            due_day,
            due,
            opened_position,
            late_position: position(&mut cells)?,
            moves: moves::lines(db, self.no, occasion, Some((unit, opened_position))).await?,
            unit: UnitLine { code: cells.take()?, name: cells.take()?, category: cells.take()? },
            occasion: occasion_line(&mut cells)?,
            history: self.history(db, occasion, unit).await?,
            steps,
            visit: self.visit(db, occasion, unit).await?,
            left_out: left_out::of_item(db, self.no, (occasion, unit)).await?,
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
        let query = sqlx::query(AssertSqlSafe(sql)).bind(self.no).bind(occasion).bind(unit);
        let rows = query.fetch_all(db).await.map_err(failed)?;
        rows.iter()
            .map(|row| {
                let mut cells = Cells::of(row);
                Ok(PassedOn { item: cells.take()?, unit: cells.take()?, position: cells.count()? })
            })
            .collect()
    }

    async fn steps<F>(
        &self,
        db: &mut SqliteConnection,
        which: &str,
        bind: F,
    ) -> Result<Vec<StepLine>, StoreError>
    where
        F: for<'q> FnOnce(
            sqlx::query::Query<'q, sqlx::Sqlite, sqlx::sqlite::SqliteArguments>,
        ) -> sqlx::query::Query<'q, sqlx::Sqlite, sqlx::sqlite::SqliteArguments>,
    {
        let sql = format!(
            "SELECT {STEP_COLUMNS} FROM {STEP_TABLES} WHERE s.campaign = ? AND {which}
             ORDER BY o.key, u.code, s.due_version, s.no"
        );
        let query = bind(sqlx::query(AssertSqlSafe(sql)).bind(self.no));
        query.fetch_all(db).await.map_err(failed)?.iter().map(step_line).collect()
    }

    async fn history(
        &self,
        db: &mut SqliteConnection,
        occasion: i64,
        unit: i64,
    ) -> Result<Vec<HistoryLine>, StoreError> {
        let rows = sqlx::query(
            "SELECT position, at, name, actor, behalf FROM history WHERE campaign = ? AND occasion = ? AND unit = ?
             ORDER BY position",
        )
        .bind(self.no)
        .bind(occasion)
        .bind(unit)
        .fetch_all(db)
        .await
        .map_err(failed)?;
        rows.iter()
            .map(|row| {
                let mut cells = Cells::of(row);
                Ok(HistoryLine {
                    position: cells.count()?,
                    at: Instant(cells.take()?),
                    name: cells.take()?,
                    actor: cells.take()?,
                    behalf: cells.take()?,
                })
            })
            .collect()
    }

    async fn visit(
        &self,
        db: &mut SqliteConnection,
        occasion: i64,
        place: i64,
    ) -> Result<Option<VisitLine>, StoreError> {
        let row = sqlx::query(
            "SELECT o.key, u.code, v.visitor, v.date, v.start, v.ends, v.reasons, v.recorded_on, v.position,
             v.no, v.stage, v.sequence, v.changed, v.follow_ups, u.name, o.due_day, i.state, i.late,
             v.handed_on, v.companions
             FROM visits v JOIN occasions o ON o.campaign = v.campaign AND o.occasion = v.occasion
             JOIN units u ON u.campaign = v.campaign AND u.unit = v.place
             JOIN items i ON i.campaign = v.campaign AND i.occasion = v.occasion AND i.unit = v.place
             WHERE v.campaign = ? AND v.occasion = ? AND v.place = ? ORDER BY v.no DESC LIMIT 1",
        )
        .bind(self.no)
        .bind(occasion)
        .bind(place)
        .fetch_optional(db)
        .await
        .map_err(failed)?;
        row.as_ref().map(visit_line).transpose()
    }

    async fn message(&self, db: &mut SqliteConnection, name: &str) -> Result<Option<WhyMessage>, StoreError> {
        let row = sqlx::query(
            "SELECT contact, due, issued, channel, sent_at, delivered_at, undelivered_at, undelivered_said,
                 signed_at, due_position, sent_position
             FROM messages WHERE campaign = ? AND key = ?",
        )
        .bind(self.no)
        .bind(name.to_owned())
        .fetch_optional(&mut *db)
        .await
        .map_err(failed)?;
        let Some(row) = row else { return Ok(None) };
        let key = name.to_owned();
        let steps = self.steps(db, "s.message = ?", |query| query.bind(key)).await?;
        let mut cells = Cells::of(&row);
        Ok(Some(WhyMessage {
            campaign: self.id.clone(),
            message: name.to_owned(),
            contact: cells.take()?,
            due: Instant(cells.take()?),
            issued: cells.count()?,
            channel: cells.take()?,
            sent_at: instant(&mut cells)?,
            delivered_at: instant(&mut cells)?,
            undelivered_at: instant(&mut cells)?,
            undelivered_said: cells.digest()?,
            // No event says it; who has the contacts adds it.
            read_at: None,
            signed_at: instant(&mut cells)?,
            due_position: cells.count()?,
            sent_position: position(&mut cells)?,
            steps,
        }))
    }

    async fn unit(&self, db: &mut SqliteConnection, code: &str) -> Result<Option<WhyUnit>, StoreError> {
        let row = sqlx::query("SELECT unit, code, name, category FROM units WHERE campaign = ? AND code = ?")
            .bind(self.no)
            .bind(code.to_owned())
            .fetch_optional(&mut *db)
            .await
            .map_err(failed)?;
        let Some(row) = row else { return Ok(None) };
        let mut cells = Cells::of(&row);
        let unit: i64 = cells.take()?;
        let line = UnitLine { code: cells.take()?, name: cells.take()?, category: cells.take()? };
        let items = self.items(db, "i.unit = ? ORDER BY i.due_day, o.key", unit).await?;
        Ok(Some(WhyUnit { campaign: self.id.clone(), unit: line, items }))
    }

    async fn occasion(
        &self,
        db: &mut SqliteConnection,
        key: &str,
    ) -> Result<Option<WhyOccasion>, StoreError> {
        let sql = format!(
            "SELECT o.occasion, {OCCASION_COLUMNS} FROM occasions o WHERE o.campaign = ? AND o.key = ?"
        );
        let row = sqlx::query(AssertSqlSafe(sql))
            .bind(self.no)
            .bind(key.to_owned())
            .fetch_optional(&mut *db)
            .await
            .map_err(failed)?;
        let Some(row) = row else { return Ok(None) };
        let mut cells = Cells::of(&row);
        let occasion: i64 = cells.take()?;
        let line = occasion_line(&mut cells)?;
        let items = self.items(db, "i.occasion = ? ORDER BY u.code", occasion).await?;
        let moves = moves::lines(db, self.no, occasion, None).await?;
        Ok(Some(WhyOccasion { campaign: self.id.clone(), occasion: line, moves, items }))
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
        let rows = sqlx::query(AssertSqlSafe(sql))
            .bind(self.no)
            .bind(name.to_owned())
            .fetch_all(&mut *db)
            .await
            .map_err(failed)?;
        let occasions: Vec<OccasionLine> =
            rows.iter().map(|row| occasion_line(&mut Cells::of(row))).collect::<Result<_, _>>()?;
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
        let rows =
            sqlx::query(AssertSqlSafe(sql)).bind(self.no).bind(number).fetch_all(db).await.map_err(failed)?;
        rows.iter()
            .map(|row| {
                let mut cells = Cells::of(row);
                Ok(ItemLine {
                    item: cells.take()?,
                    title: cells.take()?,
                    state: cells.take()?,
                    late: cells.take()?,
                    due_day: Date(cells.take()?),
                    backfill: cells.take()?,
                    planned_day: Date(cells.take()?),
                })
            })
            .collect()
    }
}

fn occasion_line(cells: &mut Cells<'_>) -> Result<OccasionLine, StoreError> {
    Ok(OccasionLine {
        key: cells.take()?,
        title: cells.take()?,
        refs: cells.take()?,
        kind: cells.take()?,
        phase: cells.take()?,
        opens: Instant(cells.take()?),
        due_day: Date(cells.take()?),
        due: Instant(cells.take()?),
        backfill: cells.take()?,
        planned_position: cells.count()?,
        opened_position: position(cells)?,
    })
}

fn step_line(row: &SqliteRow) -> Result<StepLine, StoreError> {
    let mut cells = Cells::of(row);
    Ok(StepLine {
        step: cells.take()?,
        kind: cells.take()?,
        at: Instant(cells.take()?),
        role: cells.take()?,
        contact: cells.take()?,
        outcome: cells.take()?,
        reason: cells.take()?,
        ended_at: instant(&mut cells)?,
        message: cells.take()?,
        message_due: instant(&mut cells)?,
        channel: cells.take()?,
        planned_position: cells.count()?,
        due_position: position(&mut cells)?,
        ended_position: position(&mut cells)?,
        retry_of: cells.take()?,
        said: cells.digest()?,
        attempt: attempt(&mut cells)?,
    })
}

fn instant(cells: &mut Cells<'_>) -> Result<Option<Instant>, StoreError> {
    Ok(cells.take::<Option<i64>>()?.map(Instant))
}

fn attempt(cells: &mut Cells<'_>) -> Result<Option<u64>, StoreError> {
    let found: Option<i64> = cells.take()?;
    found.map(|found| crate::store::sqlite::unsigned(found, "an attempt")).transpose()
}

fn position(cells: &mut Cells<'_>) -> Result<Option<u64>, StoreError> {
    let found: Option<i64> = cells.take()?;
    found.map(|found| crate::store::sqlite::unsigned(found, "a position")).transpose()
}
