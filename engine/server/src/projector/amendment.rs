//! An amendment into rows: names of units and occasions, moved days, recipients of what is still ahead.

use std::collections::BTreeMap;

use muster_words::codec;
use muster_words::event::{CampaignAmended, Event, ItemMoved, OccasionMoved};
use muster_words::events_of;
use muster_words::ids::{OccasionIx, RoleIx, UnitIx};
use muster_words::item::PlannedStep;
use muster_words::recorded::Recorded;
use sqlx::{Row, SqliteConnection};

use super::Projector;
use super::apply::present;
use super::chart::Chart;
use crate::store::StoreError;
use crate::store::sqlite::failed;

impl Projector {
    pub(super) async fn amendment(
        &mut self,
        connection: &mut SqliteConnection,
        chart: &mut Chart,
        row: &Recorded,
        event: &Event,
    ) -> Result<(), StoreError> {
        match event {
            Event::CampaignAmended(body) => self.amended(connection, chart, body).await,
            Event::OccasionMoved(body) => moved(connection, chart, body).await,
            Event::OccasionRetired(body) => {
                sqlx::query("UPDATE occasions SET retired = 1 WHERE campaign = ? AND occasion = ?")
                    .bind(chart.no)
                    .bind(body.occasion.0)
                    .execute(connection)
                    .await
                    .map_err(failed)?;
                Ok(())
            }
            Event::ItemMoved(body) => self.items_moved(connection, chart, row, body).await,
            Event::CampaignLaunched(_)
            | Event::CampaignHeld(_)
            | Event::CampaignResumed(_)
            | Event::CampaignClosed(_)
            | Event::OccasionPlanned(_)
            | Event::OccasionOpened(_)
            | Event::ItemOpened(_)
            | Event::ItemSubmitted(_)
            | Event::ItemBackfilled(_)
            | Event::ItemReturned(_)
            | Event::ItemAccepted(_)
            | Event::ItemClosed(_)
            | Event::ItemLate(_)
            | Event::ItemWaived(_)
            | Event::ItemPassedOn(_)
            | events_of!(
                phase,
                roster,
                message,
                step,
                dead_letter,
                visit,
                clock,
                snapshot,
                ledger,
                case,
                candidate,
                blob
            ) => Ok(()),
        }
    }

    async fn amended(
        &mut self,
        connection: &mut SqliteConnection,
        chart: &mut Chart,
        body: &CampaignAmended,
    ) -> Result<(), StoreError> {
        self.sheet.flush(connection, &self.statements).await?;
        let before = std::sync::Arc::clone(&chart.definition);
        chart.definition = self.definitions.get(self.log.as_ref(), body.definition).await?;
        chart.digest = body.definition;
        self.units(chart);
        self.sheet.flush(connection, &self.statements).await?;
        // Who is new becomes a member by an event of its own.
        for unit in (0u32..).map(UnitIx).take(chart.definition.units.len()).skip(before.units.len()) {
            present(connection, chart, unit, false).await?;
        }
        let codes = |at: &usize| before.units[*at].code != chart.definition.units[*at].code;
        for at in (0..before.units.len().min(chart.definition.units.len())).filter(codes) {
            sqlx::query("UPDATE items SET code = ? WHERE campaign = ? AND unit = ?")
                .bind(chart.definition.units[at].code.clone())
                .bind(chart.no)
                .bind(i64::try_from(at).unwrap_or(i64::MAX))
                .execute(&mut *connection)
                .await
                .map_err(failed)?;
        }
        for (ix, occasion) in &chart.occasions {
            let (title, line) = chart.title(&occasion.plan);
            sqlx::query(
                "UPDATE occasions SET title = ?, line = ?, phase = ? WHERE campaign = ? AND occasion = ?",
            )
            .bind(title)
            .bind(line)
            .bind(chart.phase_of(&occasion.plan))
            .bind(chart.no)
            .bind(ix.0)
            .execute(&mut *connection)
            .await
            .map_err(failed)?;
        }
        recipients(connection, chart).await
    }

    async fn items_moved(
        &mut self,
        connection: &mut SqliteConnection,
        chart: &Chart,
        row: &Recorded,
        body: &ItemMoved,
    ) -> Result<(), StoreError> {
        let Some(occasion) = chart.occasions.get(&body.occasion) else { return Ok(()) };
        let all = occasion.plan.steps.iter().chain(&occasion.late);
        let steps: Vec<PlannedStep> = all.filter(|step| body.steps.contains(&step.no)).copied().collect();
        let due = (body.due_version, occasion.plan.due_day.0, occasion.plan.due.0);
        self.sheet.flush(connection, &self.statements).await?;
        for unit in &body.units {
            self.sheet.dues.insert((chart.no, body.occasion, *unit), due);
            self.plan_steps(chart, row, (body.occasion, *unit), body.due_version, &steps);
            if !body.late {
                // The mark goes with the event that made it: nobody is told of a lateness that does not count any more.
                sqlx::query("UPDATE items SET late = 0, late_position = NULL WHERE campaign = ? AND occasion = ? AND unit = ?")
                    .bind(chart.no)
                    .bind(body.occasion.0)
                    .bind(unit.0)
                    .execute(&mut *connection)
                    .await
                    .map_err(failed)?;
            }
        }
        Ok(())
    }
}

async fn moved(
    connection: &mut SqliteConnection,
    chart: &mut Chart,
    body: &OccasionMoved,
) -> Result<(), StoreError> {
    let (plan, anew) = match chart.occasions.get_mut(&body.plan.occasion) {
        Some(occasion) => {
            let anew = occasion.due_version != body.due_version;
            if anew {
                occasion.late.clone_from(&body.late);
            }
            occasion.due_version = body.due_version;
            occasion.plan.clone_from(&body.plan);
            (&body.plan, anew)
        }
        None => return Ok(()),
    };
    sqlx::query(
        "UPDATE occasions SET opens = ?, due_day = ?, due = ?, backfill = ?, planned = ?, due_version = ?, retired = 0
         WHERE campaign = ? AND occasion = ?",
    )
    .bind(plan.opens.0)
    .bind(plan.due_day.0)
    .bind(plan.due.0)
    .bind(plan.backfill)
    .bind(codec::encode(plan))
    .bind(body.due_version)
    .bind(chart.no)
    .bind(plan.occasion.0)
    .execute(&mut *connection)
    .await
    .map_err(failed)?;
    if anew {
        sqlx::query("UPDATE occasions SET late = ? WHERE campaign = ? AND occasion = ?")
            .bind(Some(&body.late).filter(|late| !late.is_empty()).map(codec::encode))
            .bind(chart.no)
            .bind(plan.occasion.0)
            .execute(connection)
            .await
            .map_err(failed)?;
    }
    Ok(())
}

/// Steps that are in no message yet go to whoever holds the post now.
async fn recipients(connection: &mut SqliteConnection, chart: &Chart) -> Result<(), StoreError> {
    let roles: BTreeMap<&str, RoleIx> =
        (0u8..).map(RoleIx).zip(&chart.definition.roles).map(|(ix, role)| (role.id.as_str(), ix)).collect();
    let rows = sqlx::query(
        "SELECT occasion, unit, due_version, no, role, contact FROM steps
         WHERE campaign = ? AND outcome IS NULL AND message IS NULL",
    )
    .bind(chart.no)
    .fetch_all(&mut *connection)
    .await
    .map_err(failed)?;
    for row in rows {
        let (occasion, unit): (u32, u32) = (row.try_get(0).map_err(failed)?, row.try_get(1).map_err(failed)?);
        let (role, had): (String, Option<String>) =
            (row.try_get(4).map_err(failed)?, row.try_get(5).map_err(failed)?);
        let contact = roles.get(role.as_str()).and_then(|role| chart.post(UnitIx(unit), *role));
        if contact != had {
            let (version, no): (u8, u8) = (row.try_get(2).map_err(failed)?, row.try_get(3).map_err(failed)?);
            sqlx::query(
                "UPDATE steps SET contact = ?
                 WHERE campaign = ? AND occasion = ? AND unit = ? AND due_version = ? AND no = ?",
            )
            .bind(contact)
            .bind(chart.no)
            .bind(OccasionIx(occasion).0)
            .bind(unit)
            .bind(version)
            .bind(no)
            .execute(&mut *connection)
            .await
            .map_err(failed)?;
        }
    }
    Ok(())
}
