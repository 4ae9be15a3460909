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
/// Pause after a failure of the view, in machine time.
const PAUSE: Duration = Duration::from_secs(1);

/// Projects until it is told to stop and has reached the head.
pub(crate) async fn run(handle: Handle, mut stop: watch::Receiver<bool>) {
    let mut head = handle.head();
    let mut projector = Projector::new(Arc::clone(handle.reader()));
    loop {
        let stopping = *stop.borrow_and_update() || stop.has_changed().is_err();
        let at = *head.borrow_and_update();
        match projector.catch_up(&handle, at).await {
            Ok(()) if stopping => return,
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
    async fn catch_up(&mut self, handle: &Handle, until: Position) -> Result<(), StoreError> {
        let view = handle.view();
        while view.position() < until {
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
        "INSERT INTO campaigns(no, id, name, zone, definition, state, phase, at, version, position, launched)
         VALUES (?,?,?,?,?,?,?,?,?,?,?) ON CONFLICT(no) DO UPDATE SET
         name = excluded.name, definition = excluded.definition, state = excluded.state, phase = excluded.phase, at = excluded.at, version = excluded.version,
         position = excluded.position",
    )
    .bind(chart.no)
    .bind(chart.id.as_str().to_owned())
    .bind(chart.definition.name.clone())
    .bind(chart.definition.zone.clone())
    .bind(chart.digest.0.to_vec())
    .bind(chart.state)
    .bind(chart.phase.clone())
    .bind(chart.at.0)
    .bind(chart.version)
    .bind(chart.position)
    .bind(chart.launched)
    .execute(connection)
    .await
    .map_err(failed)?;
    Ok(())
}
