//! Rows of ledgers.

use muster_words::event::Event;
use muster_words::recorded::Recorded;
use sqlx::SqliteConnection;

use super::chart::Chart;
use crate::store::StoreError;

pub(super) async fn show(
    _connection: &mut SqliteConnection,
    _chart: &Chart,
    _row: &Recorded,
    _event: &Event,
) -> Result<(), StoreError> {
    Ok(())
}
