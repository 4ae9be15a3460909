//! What a page of events changes, gathered so that it is written in few statements of many rows.
//!
//! Insertions come first, then changes; for one row the last change counts, but the first end of a step: a step ends
//! once.

use std::collections::BTreeMap;

use muster_words::ids::{OccasionIx, UnitIx};
use muster_words::item::StepRef;
use sqlx::SqliteConnection;

use crate::ladder::Ladder;
use crate::store::StoreError;
use crate::store::sqlite::failed;

/// Number of a campaign, occasion, unit.
pub(super) type ItemKey = (i64, OccasionIx, UnitIx);
/// Number of a campaign, step.
pub(super) type StepKey = (i64, OccasionIx, UnitIx, u8, u8);

/// The key of a step.
pub(super) fn step_key(campaign: i64, step: StepRef) -> StepKey {
    (campaign, step.occasion, step.unit, step.due_version, step.no)
}

/// A unit of a campaign that was launched or amended.
#[derive(Debug)]
pub(super) struct NewUnit {
    pub(super) campaign: i64,
    pub(super) unit: UnitIx,
    pub(super) code: String,
    pub(super) name: String,
    pub(super) category: String,
}

/// A new item.
#[derive(Debug)]
pub(super) struct NewItem {
    pub(super) key: ItemKey,
    pub(super) code: String,
    pub(super) state: &'static str,
    pub(super) late: bool,
    pub(super) due_day: i32,
    pub(super) due: i64,
    pub(super) position: i64,
}

/// A newly planned step.
#[derive(Debug)]
pub(super) struct NewStep {
    pub(super) key: StepKey,
    pub(super) kind: String,
    pub(super) at: i64,
    pub(super) role: String,
    pub(super) contact: Option<String>,
    pub(super) position: i64,
    /// Number of the failed step whose place it takes.
    pub(super) retry_of: Option<u8>,
}

/// A new message.
#[derive(Debug)]
pub(super) struct NewMessage {
    pub(super) campaign: i64,
    pub(super) key: String,
    pub(super) date: i32,
    pub(super) contact: String,
    pub(super) kind: &'static str,
    pub(super) due: i64,
    pub(super) steps: i64,
    pub(super) position: i64,
}

/// How a step ended.
#[derive(Debug)]
pub(super) struct End {
    pub(super) outcome: &'static str,
    pub(super) reason: Option<&'static str>,
    pub(super) channel: Option<String>,
    pub(super) at: i64,
    pub(super) position: i64,
}

/// A thing that somebody did to an item.
#[derive(Debug)]
pub(super) struct Doing {
    pub(super) key: ItemKey,
    pub(super) position: i64,
    pub(super) at: i64,
    pub(super) name: &'static str,
    pub(super) actor: String,
    pub(super) behalf: Option<String>,
}

/// The gathered changes.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    pub(super) units: Vec<NewUnit>,
    pub(super) items: Vec<NewItem>,
    pub(super) steps: Vec<NewStep>,
    pub(super) messages: Vec<NewMessage>,
    pub(super) doings: Vec<Doing>,
    pub(super) states: BTreeMap<ItemKey, &'static str>,
    pub(super) lates: BTreeMap<ItemKey, i64>,
    /// Due version, due day, due instant.
    pub(super) dues: BTreeMap<ItemKey, (u8, i32, i64)>,
    /// Message and position of the event that put the step into it.
    pub(super) carried: BTreeMap<StepKey, (String, i64)>,
    pub(super) moved: BTreeMap<StepKey, i64>,
    pub(super) ends: BTreeMap<StepKey, End>,
    /// Channel, instant, position by message.
    pub(super) sent: BTreeMap<(i64, String), (String, i64, i64)>,
}

/// The statements of a sheet.
#[derive(Debug)]
pub(super) struct Statements {
    units: Ladder,
    items: Ladder,
    steps: Ladder,
    messages: Ladder,
    doings: Ladder,
    states: Ladder,
    lates: Ladder,
    dues: Ladder,
    carried: Ladder,
    moved: Ladder,
    ends: Ladder,
    sent: Ladder,
}

const OF_ITEM: &str = "campaign = v.c AND occasion = v.o AND unit = v.u";
const OF_STEP: &str = "campaign = v.c AND occasion = v.o AND unit = v.u AND due_version = v.d AND no = v.n";

impl Statements {
    pub(super) fn new() -> Self {
        let item = |columns: &str, row: &str, set: &str| {
            let head = format!("WITH v(c, o, u, {columns}) AS (VALUES");
            Ladder::new(&head, row, &format!(") UPDATE items SET {set} FROM v WHERE {OF_ITEM}"))
        };
        let step = |columns: &str, row: &str, set: &str, only: &str| {
            let head = format!("WITH v(c, o, u, d, n, {columns}) AS (VALUES");
            Ladder::new(&head, row, &format!(") UPDATE steps SET {set} FROM v WHERE {OF_STEP} {only}"))
        };
        Self {
            units: Ladder::new(
                "INSERT INTO units(campaign, unit, code, name, category) VALUES",
                "(?,?,?,?,?)",
                "ON CONFLICT(campaign, unit) DO UPDATE SET code = excluded.code, name = excluded.name, \
                 category = excluded.category",
            ),
            items: Ladder::new(
                "INSERT INTO items(campaign, occasion, unit, code, state, late, due_day, due, opened_position) VALUES",
                "(?,?,?,?,?,?,?,?,?)",
                "ON CONFLICT DO NOTHING",
            ),
            steps: Ladder::new(
                "INSERT INTO steps(campaign, occasion, unit, due_version, no, kind, at, role, contact, \
                 planned_position, retry_of) VALUES",
                "(?,?,?,?,?,?,?,?,?,?,?)",
                "ON CONFLICT DO NOTHING",
            ),
            messages: Ladder::new(
                "INSERT INTO messages(campaign, key, date, contact, kind, due, steps, due_position) VALUES",
                "(?,?,?,?,?,?,?,?)",
                "ON CONFLICT(campaign, key) DO UPDATE SET steps = excluded.steps",
            ),
            doings: Ladder::new(
                "INSERT INTO doings(campaign, occasion, unit, position, at, name, actor, behalf) VALUES",
                "(?,?,?,?,?,?,?,?)",
                "ON CONFLICT DO NOTHING",
            ),
            states: item("s", "(?,?,?,?)", "state = v.s"),
            lates: item("p", "(?,?,?,?)", "late = 1, late_position = coalesce(late_position, v.p)"),
            dues: item("w, y, i", "(?,?,?,?,?,?)", "due_version = v.w, due_day = v.y, due = v.i"),
            carried: step("m, p", "(?,?,?,?,?,?,?)", "message = v.m, due_position = v.p", ""),
            moved: step("t", "(?,?,?,?,?,?)", "at = v.t, held = 0", ""),
            ends: step(
                "e, r, l, t, p",
                "(?,?,?,?,?,?,?,?,?,?)",
                "outcome = v.e, reason = v.r, channel = v.l, ended_at = v.t, ended_position = v.p",
                "AND outcome IS NULL",
            ),
            sent: Ladder::new(
                "WITH v(c, k, l, t, p) AS (VALUES",
                "(?,?,?,?,?)",
                ") UPDATE messages SET channel = v.l, sent_at = v.t, sent_position = v.p FROM v
                 WHERE campaign = v.c AND key = v.k AND sent_at IS NULL",
            ),
        }
    }
}

/// Writes pieces of rows; `$bind` binds one row's values.
macro_rules! write_rows {
    ($connection:expr, $ladder:expr, $rows:expr, |$query:ident, $row:pat_param| $bind:expr) => {
        for (sql, piece) in $ladder.pieces($rows) {
            let mut $query = sqlx::query(sql);
            for $row in piece {
                $query = $bind;
            }
            $query.execute(&mut *$connection).await.map_err(failed)?;
        }
    };
}

impl Sheet {
    /// Writes everything and is empty again.
    pub(super) async fn flush(
        &mut self,
        connection: &mut SqliteConnection,
        sql: &Statements,
    ) -> Result<(), StoreError> {
        let sheet = std::mem::take(self);
        write_rows!(connection, sql.units, &sheet.units, |query, row| query
            .bind(row.campaign)
            .bind(row.unit.0)
            .bind(row.code.clone())
            .bind(row.name.clone())
            .bind(row.category.clone()));
        write_rows!(connection, sql.items, &sheet.items, |query, row| query
            .bind(row.key.0)
            .bind(row.key.1.0)
            .bind(row.key.2.0)
            .bind(row.code.clone())
            .bind(row.state)
            .bind(row.late)
            .bind(row.due_day)
            .bind(row.due)
            .bind(row.position));
        write_rows!(connection, sql.steps, &sheet.steps, |query, row| query
            .bind(row.key.0)
            .bind(row.key.1.0)
            .bind(row.key.2.0)
            .bind(row.key.3)
            .bind(row.key.4)
            .bind(row.kind.clone())
            .bind(row.at)
            .bind(row.role.clone())
            .bind(row.contact.clone())
            .bind(row.position)
            .bind(row.retry_of));
        write_rows!(connection, sql.messages, &sheet.messages, |query, row| query
            .bind(row.campaign)
            .bind(row.key.clone())
            .bind(row.date)
            .bind(row.contact.clone())
            .bind(row.kind)
            .bind(row.due)
            .bind(row.steps)
            .bind(row.position));
        write_rows!(connection, sql.doings, &sheet.doings, |query, row| query
            .bind(row.key.0)
            .bind(row.key.1.0)
            .bind(row.key.2.0)
            .bind(row.position)
            .bind(row.at)
            .bind(row.name)
            .bind(row.actor.clone())
            .bind(row.behalf.clone()));
        sheet.flush_items(connection, sql).await?;
        sheet.flush_steps(connection, sql).await
    }

    async fn flush_items(
        &self,
        connection: &mut SqliteConnection,
        sql: &Statements,
    ) -> Result<(), StoreError> {
        let states: Vec<_> = self.states.iter().collect();
        write_rows!(connection, sql.states, &states, |query, (key, state)| query
            .bind(key.0)
            .bind(key.1.0)
            .bind(key.2.0)
            .bind(**state));
        let lates: Vec<_> = self.lates.iter().collect();
        write_rows!(connection, sql.lates, &lates, |query, (key, position)| query
            .bind(key.0)
            .bind(key.1.0)
            .bind(key.2.0)
            .bind(**position));
        let dues: Vec<_> = self.dues.iter().collect();
        write_rows!(connection, sql.dues, &dues, |query, (key, (version, day, due))| query
            .bind(key.0)
            .bind(key.1.0)
            .bind(key.2.0)
            .bind(*version)
            .bind(*day)
            .bind(*due));
        Ok(())
    }

    async fn flush_steps(
        &self,
        connection: &mut SqliteConnection,
        sql: &Statements,
    ) -> Result<(), StoreError> {
        let carried: Vec<_> = self.carried.iter().collect();
        write_rows!(connection, sql.carried, &carried, |query, (key, (message, position))| query
            .bind(key.0)
            .bind(key.1.0)
            .bind(key.2.0)
            .bind(key.3)
            .bind(key.4)
            .bind(message.clone())
            .bind(*position));
        let moved: Vec<_> = self.moved.iter().collect();
        write_rows!(connection, sql.moved, &moved, |query, (key, at)| query
            .bind(key.0)
            .bind(key.1.0)
            .bind(key.2.0)
            .bind(key.3)
            .bind(key.4)
            .bind(**at));
        let ends: Vec<_> = self.ends.iter().collect();
        write_rows!(connection, sql.ends, &ends, |query, (key, end)| query
            .bind(key.0)
            .bind(key.1.0)
            .bind(key.2.0)
            .bind(key.3)
            .bind(key.4)
            .bind(end.outcome)
            .bind(end.reason)
            .bind(end.channel.clone())
            .bind(end.at)
            .bind(end.position));
        let sent: Vec<_> = self.sent.iter().collect();
        write_rows!(connection, sql.sent, &sent, |query, ((campaign, key), (channel, at, position))| query
            .bind(*campaign)
            .bind(key.clone())
            .bind(channel.clone())
            .bind(*at)
            .bind(*position));
        Ok(())
    }
}
