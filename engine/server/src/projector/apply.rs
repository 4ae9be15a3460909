//! One event into rows: campaigns, phases, occasions, messages, visits, snapshots.

use muster_words::codec;
use muster_words::event::{CampaignLaunched, Event, OccasionPlanned, SnapshotTaken, VisitProposed};
use muster_words::ids::UnitIx;
use muster_words::recorded::Recorded;
use muster_words::table::SnapshotTable;
use sqlx::{Row, SqliteConnection};

use super::chart::{self, CLOSED, Chart, HELD, RUNNING};
use super::sheet::NewUnit;
use super::{Projector, candidates, cases, evidence, forms, ledgers, write_campaign};
use crate::store::StoreError;
use crate::store::sqlite::{failed, signed};
use crate::view::codes;

/// What an event did: nothing wrong, or why it could not be shown.
pub(super) type Shown = Result<(), String>;

impl Projector {
    pub(super) async fn event(
        &mut self,
        connection: &mut SqliteConnection,
        row: &Recorded,
    ) -> Result<Shown, StoreError> {
        let event = match row.event() {
            Ok(event) => event,
            Err(error) => return Ok(Err(error.to_string())),
        };
        let mut chart = match self.charts.remove(&row.campaign) {
            Some(chart) => chart,
            None => match self.open(connection, row, &event).await? {
                Ok(chart) => chart,
                Err(cause) => return Ok(Err(cause)),
            },
        };
        chart.at = chart.at.max(row.at);
        (chart.version, chart.position) = (signed(row.version.0), signed(row.position.0));
        chart.changed = true;
        let shown = self.show(connection, &mut chart, row, &event).await;
        self.charts.insert(row.campaign.clone(), chart);
        shown
    }

    /// The chart of a campaign: read back, or begun by its launch.
    async fn open(
        &mut self,
        connection: &mut SqliteConnection,
        row: &Recorded,
        event: &Event,
    ) -> Result<Result<Chart, String>, StoreError> {
        let log = self.log.clone();
        let kept = chart::load(connection, log.as_ref(), &mut self.definitions, &row.campaign).await?;
        if let Some(kept) = kept {
            return Ok(Ok(kept));
        }
        let Event::CampaignLaunched(launched) = event else {
            return Ok(Err(format!("{} has no launch before it", event.name())));
        };
        let no: i64 = sqlx::query("SELECT coalesce(max(no), 0) + 1 FROM campaigns")
            .fetch_one(&mut *connection)
            .await
            .and_then(|row| row.try_get(0))
            .map_err(failed)?;
        let definition = self.definitions.get(log.as_ref(), launched.definition).await?;
        let chart = Chart {
            no,
            id: row.campaign.clone(),
            digest: launched.definition,
            definition,
            state: RUNNING,
            phase: None,
            at: row.at,
            version: 0,
            position: 0,
            launched: row.at.0,
            occasions: std::collections::BTreeMap::new(),
            absent: std::collections::BTreeSet::new(),
            changed: true,
        };
        write_campaign(connection, &chart).await?;
        Ok(Ok(chart))
    }

    #[expect(clippy::too_many_lines, reason = "one arm for each event that is shown")]
    async fn show(
        &mut self,
        connection: &mut SqliteConnection,
        chart: &mut Chart,
        row: &Recorded,
        event: &Event,
    ) -> Result<Shown, StoreError> {
        match event {
            Event::CampaignAmended(_)
            | Event::OccasionMoved(_)
            | Event::OccasionRetired(_)
            | Event::ItemMoved(_) => self.amendment(connection, chart, row, event).await?,
            Event::CampaignHeld(_) => chart.state = HELD,
            Event::CampaignResumed(_) => chart.state = RUNNING,
            Event::CampaignLaunched(body) => self.launched(connection, chart, row, body).await?,
            Event::CampaignClosed(_) => chart.state = CLOSED,
            Event::PhaseEntered(body) => {
                chart.phase = chart.definition.phases.get(body.phase.at()).map(|phase| phase.id.clone());
            }
            Event::PhaseEnded(_)
            | Event::PhaseCarriedOver(_)
            | Event::PhaseHeld(_)
            | Event::PhaseResumed(_) => {}
            Event::UnitJoined(body) => present(connection, chart, body.unit, true).await?,
            Event::UnitLeft(body) => present(connection, chart, body.unit, false).await?,
            Event::OccasionPlanned(body) => planned(connection, chart, row, body).await?,
            Event::OccasionOpened(body) => self.opened(connection, chart, row, body).await?,
            Event::SnapshotTaken(body) => return self.snapshot(connection, chart, row, body).await,
            Event::ItemPassedOn(body) => self.passed_on(connection, chart, row, body).await?,
            Event::ItemLate(body) => self.late(connection, chart, row, body).await?,
            Event::ItemOpened(body) => self.items_opened(connection, chart, row, body).await?,
            Event::ItemSubmitted(_) | Event::ItemBackfilled(_) => {
                self.item(chart, row, event);
                forms::show(connection, chart, row, event).await?;
                evidence::show(connection, chart, row, event).await?;
            }
            Event::ItemReturned(_) => {
                self.item(chart, row, event);
                forms::show(connection, chart, row, event).await?;
            }
            Event::ItemAccepted(_) | Event::ItemClosed(_) | Event::ItemWaived(_) => {
                self.item(chart, row, event)
            }
            Event::MessageDue(body) => self.message_due(chart, row, body),
            Event::MessageReissued(body) => {
                for key in &body.messages {
                    let name = codes::message_name(&chart.definition, key);
                    self.change_message(connection, chart, &name, "issued = issued + ?", 1).await?;
                }
            }
            Event::MessageSigned(body) => {
                let name = codes::message_name(&chart.definition, &body.message);
                self.change_message(connection, chart, &name, "signed_at = coalesce(signed_at, ?)", row.at.0)
                    .await?;
            }
            Event::StepSent(_)
            | Event::StepSkipped(_)
            | Event::StepFailed(_)
            | Event::StepWithdrawn(_)
            | Event::StepHeld(_)
            | Event::StepDeferred(_) => self.steps(connection, chart, row, event).await?,
            Event::StepRetried(_)
            | Event::DeliveryFailed(_)
            | Event::DeliveryRetried(_)
            | Event::DeadLetterDropped(_) => self.dead_letters(connection, chart, row, event).await?,
            Event::ClockHeld(_) | Event::ClockAccepted(_) => {}
            Event::LedgerEntered(_) | Event::LedgerCorrected(_) => {
                ledgers::show(connection, chart, row, event).await?;
            }
            Event::CaseReceived(_)
            | Event::CaseAccepted(_)
            | Event::CaseDispatched(_)
            | Event::CaseTracked(_)
            | Event::CaseAgentNamed(_)
            | Event::CaseAssisted(_)
            | Event::CasePassedUp(_)
            | Event::CaseReplied(_)
            | Event::CaseAnswered(_)
            | Event::CaseCalledBack(_)
            | Event::CaseReopened(_)
            | Event::CaseClosed(_)
            | Event::CaseLate(_) => cases::show(connection, chart, row, event).await?,
            Event::CandidateNominated(_)
            | Event::CandidatePassed(_)
            | Event::CandidateRejected(_)
            | Event::CandidateObjected(_)
            | Event::ObjectionSettled(_) => {
                candidates::show(connection, chart, row, event).await?;
                evidence::show(connection, chart, row, event).await?;
            }
            Event::BlobErased(_) => evidence::show(connection, chart, row, event).await?,
            Event::VisitProposed(body) => self.visit_proposed(connection, chart, row, body).await?,
            Event::VisitRecorded(body) => {
                self.doing(chart, row, event.name(), body.occasion, body.place);
                sqlx::query(
                    "UPDATE visits SET recorded_on = ? WHERE campaign = ? AND occasion = ? AND place = ?",
                )
                .bind(body.on.0)
                .bind(chart.no)
                .bind(body.occasion.0)
                .bind(body.place.0)
                .execute(connection)
                .await
                .map_err(failed)?;
            }
        }
        Ok(Ok(()))
    }

    async fn launched(
        &mut self,
        connection: &mut SqliteConnection,
        chart: &mut Chart,
        row: &Recorded,
        body: &CampaignLaunched,
    ) -> Result<(), StoreError> {
        self.units(chart);
        for change in &body.changes {
            let gone = change.leaves.is_some_and(|leaves| leaves <= row.at);
            present(connection, chart, change.unit, change.joins.is_none() && !gone).await?;
        }
        Ok(())
    }

    /// The roster of the definition in force.
    pub(super) fn units(&mut self, chart: &Chart) {
        for (ix, unit) in (0u32..).map(UnitIx).zip(&chart.definition.units) {
            let (code, name, category) = (unit.code.clone(), unit.name.clone(), unit.category.clone());
            self.sheet.units.push(NewUnit { campaign: chart.no, unit: ix, code, name, category });
        }
    }

    async fn visit_proposed(
        &mut self,
        connection: &mut SqliteConnection,
        chart: &Chart,
        row: &Recorded,
        body: &VisitProposed,
    ) -> Result<(), StoreError> {
        let visit = &body.visit;
        self.give_due(chart, (body.occasion, visit.place), body.due_version, None);
        self.plan_steps(chart, row, (body.occasion, visit.place), body.due_version, &body.steps);
        let visitor = chart.definition.contacts.get(visit.visitor.at());
        let reasons = serde_json::to_string(&visit.reasons).unwrap_or_default();
        sqlx::query(
            "INSERT INTO visits(campaign, occasion, place, visitor, date, start, ends, reasons, position)
             VALUES (?,?,?,?,?,?,?,?,?) ON CONFLICT(campaign, occasion, place) DO UPDATE SET
             visitor = excluded.visitor, date = excluded.date, start = excluded.start, ends = excluded.ends,
             reasons = excluded.reasons, position = excluded.position",
        )
        .bind(chart.no)
        .bind(body.occasion.0)
        .bind(visit.place.0)
        .bind(visitor.map_or_else(|| "?".to_owned(), |contact| contact.id.clone()))
        .bind(visit.date.0)
        .bind(visit.start.0)
        .bind(visit.end.0)
        .bind(reasons)
        .bind(signed(row.position.0))
        .execute(connection)
        .await
        .map_err(failed)?;
        Ok(())
    }

    async fn snapshot(
        &mut self,
        connection: &mut SqliteConnection,
        chart: &Chart,
        row: &Recorded,
        body: &SnapshotTaken,
    ) -> Result<Shown, StoreError> {
        let Some(blob) = self.log.blob(body.table).await? else {
            return Ok(Err(format!("the table {} is not stored", body.table)));
        };
        let table = match SnapshotTable::from_bytes(&blob.bytes) {
            Ok(table) => table,
            Err(error) => return Ok(Err(error.to_string())),
        };
        sqlx::query(
            "INSERT INTO snapshots(campaign, occasion, cutoff, at, date, digest, position) VALUES (?,?,?,?,?,?,?)
             ON CONFLICT DO NOTHING",
        )
        .bind(chart.no)
        .bind(body.occasion.0)
        .bind(signed(table.cutoff.0))
        .bind(table.at.0)
        .bind(table.date.0)
        .bind(body.table.0.to_vec())
        .bind(signed(row.position.0))
        .execute(&mut *connection)
        .await
        .map_err(failed)?;
        for line in &table.rows {
            let unit = chart.definition.units.get(line.unit.at());
            sqlx::query(
                "INSERT INTO snapshot_rows(campaign, occasion, unit, code, name, category, expected, done, on_time,
                 completion, on_time_rate, rank) VALUES (?,?,?,?,?,?,?,?,?,?,?,?) ON CONFLICT DO NOTHING",
            )
            .bind(chart.no)
            .bind(body.occasion.0)
            .bind(line.unit.0)
            .bind(chart.code(line.unit))
            .bind(unit.map(|unit| unit.short.clone()).unwrap_or_default())
            .bind(unit.map(|unit| unit.category.clone()).unwrap_or_default())
            .bind(line.expected)
            .bind(line.done)
            .bind(line.on_time)
            .bind(line.completion)
            .bind(line.on_time_rate)
            .bind(line.rank)
            .execute(&mut *connection)
            .await
            .map_err(failed)?;
        }
        Ok(Ok(()))
    }
}

pub(super) async fn present(
    connection: &mut SqliteConnection,
    chart: &mut Chart,
    unit: UnitIx,
    member: bool,
) -> Result<(), StoreError> {
    let changed = if member { chart.absent.remove(&unit) } else { chart.absent.insert(unit) };
    if changed {
        let sql = if member {
            "DELETE FROM absent WHERE campaign = ? AND unit = ?"
        } else {
            "INSERT INTO absent(campaign, unit) VALUES (?, ?) ON CONFLICT DO NOTHING"
        };
        sqlx::query(sql).bind(chart.no).bind(unit.0).execute(connection).await.map_err(failed)?;
    }
    Ok(())
}

async fn planned(
    connection: &mut SqliteConnection,
    chart: &mut Chart,
    row: &Recorded,
    body: &OccasionPlanned,
) -> Result<(), StoreError> {
    let (title, line) = chart.title(body);
    sqlx::query(
        "INSERT INTO occasions(campaign, occasion, key, title, line, kind, phase, opens, due_day, due, backfill,
         planned, planned_position) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?) ON CONFLICT DO NOTHING",
    )
    .bind(chart.no)
    .bind(body.occasion.0)
    .bind(body.key.clone())
    .bind(title)
    .bind(line)
    .bind(codes::occasion_kind(body.kind))
    .bind(chart.phase_of(body))
    .bind(body.opens.0)
    .bind(body.due_day.0)
    .bind(body.due.0)
    .bind(body.backfill)
    .bind(codec::encode(body))
    .bind(signed(row.position.0))
    .execute(connection)
    .await
    .map_err(failed)?;
    chart
        .occasions
        .insert(body.occasion, chart::Occasion { plan: body.clone(), due_version: 0, late: Vec::new() });
    Ok(())
}
