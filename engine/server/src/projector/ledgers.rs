//! Rows of ledgers into rows of the view.

use muster_words::event::{Event, LedgerEntered};
use muster_words::events_of;
use muster_words::ledger::Cell;
use muster_words::recorded::Recorded;
use sqlx::SqliteConnection;

use super::chart::Chart;
use crate::store::StoreError;
use crate::store::sqlite::{failed, signed};

/// What stands for a text, which is not in the log: its digest's first digits.
const DIGEST_SHOWN: usize = 12;

pub(super) async fn show(
    connection: &mut SqliteConnection,
    chart: &Chart,
    row: &Recorded,
    event: &Event,
) -> Result<(), StoreError> {
    match event {
        Event::LedgerEntered(body) => entered(connection, chart, row, body, None).await,
        Event::LedgerCorrected(body) => entered(connection, chart, row, &body.entry, Some(body.wrong)).await,
        events_of!(
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
            case,
            candidate,
            blob
        ) => Ok(()),
    }
}

async fn entered(
    connection: &mut SqliteConnection,
    chart: &Chart,
    row: &Recorded,
    body: &LedgerEntered,
    wrong: Option<u32>,
) -> Result<(), StoreError> {
    let cells: Vec<String> = body.cells.iter().map(shown).collect();
    sqlx::query("INSERT OR REPLACE INTO ledger_rows VALUES (?,?,?,?,?,?,?,?,?,?,?,?)")
        .bind(chart.no)
        .bind(body.duty.0)
        .bind(body.unit.0)
        .bind(body.row)
        .bind(body.fixed.clone())
        .bind(serde_json::to_string(&cells).unwrap_or_default())
        .bind(body.stock)
        .bind(wrong)
        .bind(row.at.0)
        .bind(row.actor.clone())
        .bind(row.behalf.clone())
        .bind(signed(row.position.0))
        .execute(connection)
        .await
        .map_err(failed)?;
    Ok(())
}

/// A cell as it is shown. Of a text it is shown that there is one, and which.
fn shown(cell: &Cell) -> String {
    match cell {
        Cell::Empty => String::new(),
        Cell::Text(digest) => {
            let digest = digest.to_string();
            format!("〔{}〕", digest.get(..DIGEST_SHOWN).unwrap_or_default())
        }
        Cell::Date(date) => date.to_string(),
        Cell::Number(number) => number.to_string(),
        Cell::Word(word) => word.clone(),
    }
}
