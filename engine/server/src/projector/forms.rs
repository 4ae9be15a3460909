//! What was filled in with items: numbers, what was covered, how it ended.

use muster_words::codec;
use muster_words::event::{Event, HandedIn, ItemReturned};
use muster_words::form::Form;
use muster_words::ids::{OccasionIx, UnitIx};
use muster_words::item::Evidence;
use muster_words::recorded::Recorded;
use muster_words::time::Date;
use sqlx::SqliteConnection;

use super::chart::Chart;
use crate::store::StoreError;
use crate::store::sqlite::{failed, signed};

pub(super) async fn show(
    connection: &mut SqliteConnection,
    chart: &Chart,
    row: &Recorded,
    event: &Event,
) -> Result<(), StoreError> {
    if let Some(HandedIn { occasion, unit, evidence, form, on }) = event.handed_in() {
        return handed_in(connection, chart, row, (occasion, unit), (evidence, form, on)).await;
    }
    if let Event::ItemReturned(body) = event { returned(connection, chart, body).await } else { Ok(()) }
}

async fn handed_in(
    connection: &mut SqliteConnection,
    chart: &Chart,
    row: &Recorded,
    (occasion, unit): (OccasionIx, UnitIx),
    (evidence, form, on): (&[Evidence], &Form, Option<Date>),
) -> Result<(), StoreError> {
    let pieces: Vec<String> =
        evidence.iter().map(|piece| format!("{} {}", piece.need, piece.count)).collect();
    sqlx::query(
        "INSERT INTO forms(campaign, occasion, unit, pieces, form, done_on, position) VALUES (?,?,?,?,?,?,?)
         ON CONFLICT(campaign, occasion, unit) DO UPDATE SET pieces = excluded.pieces, form = excluded.form,
         done_on = excluded.done_on, failed = '', position = excluded.position",
    )
    .bind(chart.no)
    .bind(occasion.0)
    .bind(unit.0)
    .bind(pieces.join("、"))
    .bind(codec::encode(form))
    .bind(on.map(|day| day.0))
    .bind(signed(row.position.0))
    .execute(connection)
    .await
    .map_err(failed)?;
    Ok(())
}

async fn returned(
    connection: &mut SqliteConnection,
    chart: &Chart,
    body: &ItemReturned,
) -> Result<(), StoreError> {
    sqlx::query("UPDATE forms SET failed = ? WHERE campaign = ? AND occasion = ? AND unit = ?")
        .bind(body.failed.join("、"))
        .bind(chart.no)
        .bind(body.occasion.0)
        .bind(body.unit.0)
        .execute(connection)
        .await
        .map_err(failed)?;
    Ok(())
}
