//! Follows the log and keeps the view. It never decides; what it computes can be computed again.
//!
//! A page of events and the position after it are one transaction of the view, so a crash repeats a page or nothing.

mod amendment;
mod apply;
pub(crate) mod candidates;
mod cases;
mod chart;
mod dead_letters;
mod evidence;
mod forms;
mod items;
mod ledgers;
mod messages;
mod sheet;

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use muster_wire::crash;
use muster_words::ids::{CampaignId, Position};
use muster_words::recorded::Recorded;
use sqlx::{Connection, SqliteConnection};
use tokio::sync::watch;

use crate::execute::Handle;
use crate::store::sqlite::{failed, signed};
use crate::store::{Reader, StoreError};
use chart::{Chart, Definitions};
use sheet::{Sheet, Statements};

/// Events of one transaction of the view.
const PAGE_EVENTS: usize = 2_048;
/// Campaigns whose chart is kept in memory.
const CHARTS_MAX: usize = 4_096;
/// Events that a view may be behind and still be brought to the head before the engine ends: a second's work. A view that is
/// made anew from a long log goes on with the next start where it was.
const ENDING_EVENTS_MAX: u64 = 20_000;
/// Events that the view must be behind for its way to be told, and after how many it is told again: some seconds' work.
const TOLD_EVENTS: u64 = 100_000;
/// Pause after a failure of the view, in machine time.
const PAUSE: Duration = Duration::from_secs(1);

/// Projects until it is told to stop and has reached the head.
pub(crate) async fn run(handle: Handle, mut stop: watch::Receiver<bool>) {
    let mut head = handle.head();
    let mut projector = Projector::new(Arc::clone(handle.reader()));
    loop {
        let stopping = *stop.borrow_and_update() || stop.has_changed().is_err();
        let at = *head.borrow_and_update();
        match projector.catch_up(&handle, at, &stop).await {
            Ok(()) if stopping || *stop.borrow() && handle.view().position() < at => return,
            Ok(()) => {
                // A closed channel means that the writer or the engine has ended; the next round sees which.
                tokio::select! {
                    moved = head.changed() => if moved.is_err() { let _ended = stop.changed().await; },
                    () = handle.view().renewal() => {}
                    _ended = stop.changed() => {}
                }
            }
            Err(error) => {
                tracing::error!(%error, "the view could not be brought on");
                projector = Projector::new(Arc::clone(handle.reader()));
                if let StoreError::Damaged(cause) = &error
                    && let Ok(true) = handle.view().renew_file(cause).await
                {
                    continue;
                }
                handle.view().stand(error);
                if stopping {
                    return;
                }
                tokio::select! {
                    () = tokio::time::sleep(PAUSE) => {}
                    _ended = stop.changed() => {}
                }
            }
        }
    }
}

/// A long way of the view to the head, told now and then: a log of a million events takes minutes.
struct Way {
    until: Position,
    next: Option<u64>,
}

impl Way {
    fn from(position: Position, until: Position) -> Self {
        let far = until.0.saturating_sub(position.0) > TOLD_EVENTS;
        let mut way = Self { until, next: far.then_some(position.0) };
        way.tell(position);
        way
    }

    fn tell(&mut self, position: Position) {
        if let Some(next) = self.next.filter(|next| position.0 >= *next) {
            let (head, percent) = (self.until.0, position.0.saturating_mul(100) / self.until.0.max(1));
            tracing::info!(
                position = position.0,
                head,
                percent,
                "the view is being brought on to the log's head"
            );
            self.next = Some(next + TOLD_EVENTS);
        }
        if position >= self.until && self.next.take().is_some() {
            tracing::info!(position = position.0, "the view has reached the log's head");
        }
    }
}

/// The projector's working state.
struct Projector {
    log: Arc<dyn Reader>,
    definitions: Definitions,
    charts: HashMap<CampaignId, Chart>,
    sheet: Sheet,
    statements: Statements,
    /// Renewals of the view that the charts belong to.
    renewals: u64,
}

impl Projector {
    fn new(log: Arc<dyn Reader>) -> Self {
        Self {
            log,
            definitions: Definitions::default(),
            charts: HashMap::new(),
            sheet: Sheet::default(),
            statements: Statements::new(),
            renewals: 0,
        }
    }

    /// Brings the view to a position of the log.
    async fn catch_up(
        &mut self,
        handle: &Handle,
        until: Position,
        stop: &watch::Receiver<bool>,
    ) -> Result<(), StoreError> {
        let view = handle.view();
        let mut way = Way::from(view.position(), until);
        while view.position() < until {
            if *stop.borrow() && until.0 - view.position().0 > ENDING_EVENTS_MAX {
                tracing::info!(
                    position = view.position().0,
                    head = until.0,
                    "the view goes on at the next start"
                );
                return Ok(());
            }
            let page = handle
                .read(view.position(), PAGE_EVENTS)
                .await
                .map_err(|error| StoreError::Failed(error.to_string()))?;
            let Some(last) = page.last().map(|row| row.position) else {
                let at = view.position();
                return Err(StoreError::Damaged(format!(
                    "the log has no event after {at}, its head is {until}; look with `muster verify`"
                )));
            };
            let mut connection = view.writing().lock().await;
            if self.renewals != view.renewals() {
                self.renewals = view.renewals();
                self.charts.clear();
                continue;
            }
            let written = self.write(&mut connection, &page, last).await;
            if written.is_err() {
                // Where the database itself rolled back (a full disk), the connection still counts a transaction that
                // can be neither rolled back nor followed by another. Only a new one is surely clean.
                view.renew(&mut connection).await;
            }
            drop(connection);
            written?;
            view.move_to(last);
            way.tell(last);
            if self.charts.len() > CHARTS_MAX {
                self.charts.clear();
            }
        }
        Ok(())
    }

    /// One page in one transaction, which does not outlive a failure.
    async fn write(
        &mut self,
        connection: &mut SqliteConnection,
        page: &[Arc<Recorded>],
        last: Position,
    ) -> Result<(), StoreError> {
        let mut transaction = connection.begin_with("BEGIN IMMEDIATE").await.map_err(failed)?;
        self.page(&mut transaction, page, last).await?;
        crash::point("project");
        transaction.commit().await.map_err(failed)
    }

    async fn page(
        &mut self,
        connection: &mut SqliteConnection,
        page: &[Arc<Recorded>],
        last: Position,
    ) -> Result<(), StoreError> {
        for row in page {
            if let Err(cause) = self.event(connection, row).await? {
                tracing::error!(position = %row.position, cause, "an event could not be projected");
                dead_letters::keep(connection, "projector", row, "", &cause).await?;
            }
        }
        self.sheet.flush(connection, &self.statements).await?;
        for chart in self.charts.values_mut().filter(|chart| chart.changed) {
            chart.changed = false;
            write_campaign(connection, chart).await?;
        }
        sqlx::query("UPDATE projected SET position = ?")
            .bind(signed(last.0))
            .execute(connection)
            .await
            .map_err(failed)?;
        Ok(())
    }
}

async fn write_campaign(connection: &mut SqliteConnection, chart: &Chart) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO campaigns(no, id, name, zone, definition, state, phase, phase_name, begins, at,
         version, position, launched) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?) ON CONFLICT(no) DO UPDATE SET
         name = excluded.name, definition = excluded.definition, state = excluded.state, phase = excluded.phase,
         phase_name = excluded.phase_name, begins = excluded.begins, at = excluded.at, version = excluded.version,
         position = excluded.position",
    )
    .bind(chart.no)
    .bind(chart.id.as_str().to_owned())
    .bind(chart.definition.name.clone())
    .bind(chart.definition.zone.clone())
    .bind(chart.digest.0.to_vec())
    .bind(chart.state)
    .bind(chart.phase.clone())
    .bind(chart.phase_name())
    .bind(chart.begins().map(|day| day.0))
    .bind(chart.at.0)
    .bind(chart.version)
    .bind(chart.position)
    .bind(chart.launched)
    .execute(connection)
    .await
    .map_err(failed)?;
    Ok(())
}
