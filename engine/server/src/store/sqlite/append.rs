//! The append: one transaction, fenced by the head row, one row of the log for all of a batch's records.

use muster_protocol::ids::{Position, SHARD};
use muster_protocol::segment;
use muster_wire::failpoints;
use sqlx::{Row, SqliteConnection};

use super::{decoded, index, signed};
use crate::store::{AppendError, Batch, StoreError};

/// Begins, moves the head and writes the segment, in one text: gapless position, commit order and fence. A head that does
/// not move has another holder; nothing of it is then committed.
const WITH_ROWS: &str = "BEGIN IMMEDIATE;
    UPDATE log_head SET position = position + ? WHERE shard = ? AND term = ? RETURNING position;
    INSERT INTO segments(position, events, bytes) VALUES (?, ?, ?)";
/// The same where there are blobs alone.
const WITHOUT_ROWS: &str = "BEGIN IMMEDIATE;
    UPDATE log_head SET position = position + ? WHERE shard = ? AND term = ? RETURNING position";

/// Appends, or rolls back. An error after COMMIT was issued says nothing about the outcome.
pub(super) async fn append(connection: &mut SqliteConnection, batch: Batch<'_>) -> Result<(), AppendError> {
    failpoints::point("before-commit");
    let outcome = transaction(connection, batch).await;
    if outcome.is_err() {
        // After a failed COMMIT the transaction may be open or gone; both are well with this, and the caller reads
        // the head to learn which.
        if let Err(error) = sqlx::query("ROLLBACK").execute(&mut *connection).await {
            tracing::debug!(%error, "nothing to roll back");
        }
    }
    outcome
}

async fn transaction(connection: &mut SqliteConnection, batch: Batch<'_>) -> Result<(), AppendError> {
    let unknown = |error: sqlx::Error| AppendError::Unknown(error.to_string());
    write(connection, batch).await?;
    for blob in batch.blobs {
        sqlx::query("INSERT INTO blobs(digest, bytes, salt) VALUES (?, ?, ?) ON CONFLICT(digest) DO NOTHING")
            .bind(blob.digest.0.to_vec())
            .bind(blob.bytes.clone())
            .bind(blob.salt.map(|salt| salt.to_vec()))
            .execute(&mut *connection)
            .await
            .map_err(unknown)?;
    }
    for digest in batch.erased {
        for sql in [
            "DELETE FROM blobs WHERE digest = ?",
            "INSERT INTO erased(digest) VALUES (?) ON CONFLICT DO NOTHING",
        ] {
            sqlx::query(sql).bind(digest.0.to_vec()).execute(&mut *connection).await.map_err(unknown)?;
        }
    }
    failpoints::point("in-transaction");
    failpoints::race("during-commit");
    sqlx::query("COMMIT").execute(&mut *connection).await.map_err(unknown)?;
    failpoints::point("after-commit");
    Ok(())
}

/// Moves the head over the batch and writes its segment.
async fn write(connection: &mut SqliteConnection, batch: Batch<'_>) -> Result<(), AppendError> {
    let events = signed(batch.rows.len() as u64);
    let (first, end) = (signed(batch.after.0 + 1), signed(batch.after.0).saturating_add(events));
    let sql = if batch.rows.is_empty() { WITHOUT_ROWS } else { WITH_ROWS };
    let mut query = sqlx::query(sql).bind(events).bind(i64::from(SHARD)).bind(signed(batch.term.0));
    if !batch.rows.is_empty() {
        query = query.bind(first).bind(events).bind(segment::encode(batch.rows));
    }
    let moved = query
        .fetch_all(&mut *connection)
        .await
        .and_then(|rows| rows.first().map(|row| row.try_get::<i64, _>(0)).transpose());
    match moved.map_err(|error| AppendError::Unknown(error.to_string()))? {
        None => Err(AppendError::Fenced { ours: batch.term }),
        Some(head) if head == end => Ok(()),
        Some(head) => Err(AppendError::Unknown(format!("the head would stand at {head}, not at {end}"))),
    }
}

/// Cuts a log to an earlier end, which is that of a record; its index is made again when it is opened.
pub(crate) async fn cut_to(connection: &mut SqliteConnection, end: Position) -> Result<(), StoreError> {
    let parted = sqlx::query(
        "SELECT position, bytes FROM segments WHERE position <= ?1 AND position + events - 1 > ?1",
    )
    .bind(signed(end.0))
    .fetch_optional(&mut *connection)
    .await?;
    if let Some(row) = parted {
        let mut rows = decoded(&row)?;
        rows.retain(|row| row.position <= end);
        sqlx::query("UPDATE segments SET events = ?, bytes = ? WHERE position = ?")
            .bind(signed(rows.len() as u64))
            .bind(segment::encode(&rows))
            .bind(rows.first().map(|first| signed(first.position.0)))
            .execute(&mut *connection)
            .await?;
    }
    for sql in ["DELETE FROM segments WHERE position > ?", "UPDATE log_head SET position = ?"] {
        sqlx::query(sql).bind(signed(end.0)).execute(&mut *connection).await?;
    }
    index::clear(connection).await
}
