//! Files that were handed in, and what was erased.

use muster_words::event::{BlobErased, Event};
use muster_words::events_of;
use muster_words::ids::{Digest, OccasionIx, UnitIx};
use muster_words::item::Evidence;
use muster_words::recorded::Recorded;
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
    if let Some(handed) = event.handed_in() {
        let whose = item(chart, handed.occasion, handed.unit);
        return files(connection, chart, row, whose, handed.evidence).await;
    }
    match event {
        Event::CandidateNominated(body) => {
            let selection = chart.definition.selections.get(body.selection.at());
            let selection = selection.map_or("?", |selection| selection.id.as_str());
            let name = format!("{selection}/{}", chart.code(body.unit));
            files(connection, chart, row, Whose { unit: body.unit, occasion: None, name }, &body.evidence)
                .await
        }
        Event::BlobErased(body) => erased(connection, chart, row, body).await,
        Event::CandidatePassed(_)
        | Event::CandidateRejected(_)
        | Event::CandidateObjected(_)
        | Event::ObjectionSettled(_)
        | events_of!(
            campaign,
            phase,
            roster,
            occasion,
            item,
            message,
            step,
            dead_letter,
            visit,
            clock,
            snapshot,
            ledger,
            case
        ) => Ok(()),
    }
}

/// What files were handed in for.
struct Whose {
    unit: UnitIx,
    occasion: Option<OccasionIx>,
    name: String,
}

fn item(chart: &Chart, occasion: OccasionIx, unit: UnitIx) -> Whose {
    let key = chart.occasions.get(&occasion).map_or("?", |occasion| occasion.plan.key.as_str());
    Whose { unit, occasion: Some(occasion), name: format!("{key}/{}", chart.code(unit)) }
}

async fn files(
    connection: &mut SqliteConnection,
    chart: &Chart,
    row: &Recorded,
    whose: Whose,
    evidence: &[Evidence],
) -> Result<(), StoreError> {
    for (place, (piece, file)) in (0i64..).zip(pairs(evidence)) {
        sqlx::query(
            "INSERT INTO evidence(campaign, position, place, digest, unit, occasion, item, need, actor, behalf, at)
             VALUES (?,?,?,?,?,?,?,?,?,?,?)",
        )
        .bind(chart.no)
        .bind(signed(row.position.0))
        .bind(place)
        .bind(file.0.to_vec())
        .bind(whose.unit.0)
        .bind(whose.occasion.map(|occasion| occasion.0))
        .bind(whose.name.clone())
        .bind(piece.need.clone())
        .bind(row.actor.clone())
        .bind(row.behalf.clone())
        .bind(row.at.0)
        .execute(&mut *connection)
        .await
        .map_err(failed)?;
    }
    Ok(())
}

/// Each file with the need that it is for.
fn pairs(evidence: &[Evidence]) -> Vec<(&Evidence, &Digest)> {
    evidence.iter().flat_map(|piece| piece.files.iter().map(move |file| (piece, file))).collect()
}

async fn erased(
    connection: &mut SqliteConnection,
    chart: &Chart,
    row: &Recorded,
    body: &BlobErased,
) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO erased(digest, campaign, position, actor, at) VALUES (?,?,?,?,?) ON CONFLICT(digest) DO NOTHING",
    )
    .bind(body.blob.0.to_vec())
    .bind(chart.no)
    .bind(signed(row.position.0))
    .bind(row.actor.clone())
    .bind(row.at.0)
    .execute(connection)
    .await
    .map_err(failed)?;
    Ok(())
}
