//! When each campaign wakes, beside the events: looked at when the log is opened. What does not fit is set to be looked
//! at at once, and the first tick writes down what the events say.

use std::collections::BTreeMap;

use sqlx::SqliteConnection;

use super::cells::{self, bound};
use super::index::AT_ONCE;
use super::seal::of_due;
use crate::store::StoreError;

/// Sets every campaign whose row is missing or was written by somebody else to be looked at immediately; gives how many.
pub(super) async fn repair(connection: &mut SqliteConnection) -> Result<u64, StoreError> {
    let (known, mut odd) = read(connection).await?;
    for campaign in campaigns(connection).await? {
        if !known.contains_key(&campaign) && !odd.contains(&campaign) {
            odd.push(campaign);
        }
    }
    for campaign in &odd {
        tracing::warn!(
            campaign,
            "when it wakes next did not stand in the log as muster wrote it; it is found again"
        );
        look_at(connection, campaign).await?;
    }
    Ok(odd.len() as u64)
}

async fn look_at(connection: &mut SqliteConnection, campaign: &str) -> Result<(), StoreError> {
    let statement = bound!(
        "INSERT INTO next_due(campaign, due, seal) VALUES (?, ?, ?)
         ON CONFLICT(campaign) DO UPDATE SET due = excluded.due, seal = excluded.seal",
        campaign,
        AT_ONCE.0,
        of_due(campaign, Some(AT_ONCE.0)),
    );
    cells::run(statement, connection).await
}

/// The dues by campaign, and the campaigns whose seal does not fit.
pub(crate) async fn read(
    connection: &mut SqliteConnection,
) -> Result<(BTreeMap<String, Option<i64>>, Vec<String>), StoreError> {
    let query = bound!("SELECT campaign, due, seal FROM next_due ORDER BY campaign");
    let rows: Vec<(String, Option<i64>, Vec<u8>)> = cells::all(query, connection).await?;
    let (mut known, mut odd) = (BTreeMap::new(), Vec::new());
    for (campaign, due, seal) in rows {
        if seal == of_due(&campaign, due) {
            known.insert(campaign, due);
        } else {
            odd.push(campaign);
        }
    }
    Ok((known, odd))
}

/// Whether a due says what the events say: to look at once is never wrong.
pub(crate) fn fits(found: Option<i64>, wanted: Option<i64>) -> bool {
    found == wanted || found == Some(AT_ONCE.0)
}

/// Ids of all campaigns of the index.
async fn campaigns(connection: &mut SqliteConnection) -> Result<Vec<String>, StoreError> {
    cells::all(bound!("SELECT id FROM campaigns ORDER BY id"), connection).await
}
