//! Dead letters as rows: kept while nobody has settled them, gone when they were tried again or dropped.

use muster_words::dead_letter::{DeadDelivery, DeadLetter};
use muster_words::event::{DeliveryFailed, Event, RetriedStep};
use muster_words::events_of;
use muster_words::ids::Version;
use muster_words::recorded::Recorded;
use sqlx::SqliteConnection;

use super::Projector;
use super::chart::Chart;
use crate::store::StoreError;
use crate::store::sqlite::{failed, signed};

impl Projector {
    pub(super) async fn dead_letters(
        &mut self,
        connection: &mut SqliteConnection,
        chart: &Chart,
        row: &Recorded,
        event: &Event,
    ) -> Result<(), StoreError> {
        match event {
            Event::StepRetried(body) => {
                for RetriedStep { old, new } in &body.steps {
                    settle(connection, chart, &chart.step_name(*old)).await?;
                    self.plan_retry(chart, row, *old, new);
                }
            }
            Event::DeliveryFailed(body) => self.delivery_failed(connection, row, body).await?,
            Event::DeliveryRetried(body) => {
                let (consumer, version) = (body.consumer.clone(), body.version);
                settle(connection, chart, &DeadDelivery { consumer, version }.to_string()).await?;
            }
            Event::DeadLetterDropped(body) => {
                for letter in &body.letters {
                    let name = match letter {
                        DeadLetter::Step(step) => chart.step_name(*step),
                        DeadLetter::Delivery(delivery) => delivery.to_string(),
                    };
                    settle(connection, chart, &name).await?;
                }
            }
            Event::StepSent(_)
            | Event::StepSkipped(_)
            | Event::StepFailed(_)
            | Event::StepWithdrawn(_)
            | Event::StepHeld(_)
            | Event::StepDeferred(_)
            | events_of!(
                campaign, phase, roster, occasion, item, message, visit, clock, snapshot, ledger, case,
                candidate, blob
            ) => {}
        }
        Ok(())
    }

    /// Kept under the position of the event that was given up, with the text that says why.
    async fn delivery_failed(
        &mut self,
        connection: &mut SqliteConnection,
        row: &Recorded,
        body: &DeliveryFailed,
    ) -> Result<(), StoreError> {
        let text = self.log.blob(body.cause).await?;
        let cause = text.map(|blob| String::from_utf8_lossy(&blob.bytes).into_owned());
        let before = Version(body.version.0.saturating_sub(1));
        let given = self.log.campaign(&row.campaign, before).await?;
        let given = given.first().filter(|given| given.version == body.version);
        let about = given.map_or(row, |given| given.as_ref());
        let name = DeadDelivery { consumer: body.consumer.clone(), version: body.version }.to_string();
        keep(connection, &body.consumer, about, &name, &cause.unwrap_or_default()).await
    }
}

/// Keeps something that was given up where ops see it.
pub(super) async fn keep(
    connection: &mut SqliteConnection,
    source: &str,
    row: &Recorded,
    name: &str,
    cause: &str,
) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO dead_letters(source, position, name, cause, campaign)
         VALUES (?, ?, ?, ?, (SELECT no FROM campaigns WHERE id = ?)) ON CONFLICT DO NOTHING",
    )
    .bind(source.to_owned())
    .bind(signed(row.position.0))
    .bind(name.to_owned())
    .bind(cause.to_owned())
    .bind(row.campaign.as_str().to_owned())
    .execute(connection)
    .await
    .map_err(failed)?;
    Ok(())
}

async fn settle(connection: &mut SqliteConnection, chart: &Chart, name: &str) -> Result<(), StoreError> {
    sqlx::query("DELETE FROM dead_letters WHERE campaign = ? AND name = ?")
        .bind(chart.no)
        .bind(name.to_owned())
        .execute(connection)
        .await
        .map_err(failed)?;
    Ok(())
}
