//! The append: one transaction, fenced by the head row, in as few statements as possible.

use muster_wire::crash;
use muster_words::ids::SHARD;
use sqlx::{Row, SqliteConnection};

use super::seal::of_due;
use super::{Ladder, signed};
use crate::store::{AppendError, Batch};

/// The multi-row statements.
#[derive(Debug)]
pub(super) struct Inserts {
    events: Ladder,
    commands: Ladder,
    due: Ladder,
}

impl Inserts {
    pub(super) fn new() -> Self {
        Self {
            events: Ladder::new(
                "INSERT INTO events(position, campaign, version, at, name, schema, actor, behalf, via, command, hash, body) VALUES",
                "(?,?,?,?,?,?,?,?,?,?,?,?)",
                "",
            ),
            commands: Ladder::new(
                "INSERT INTO commands(id, content, position, version) VALUES",
                "(?,?,?,?)",
                "",
            ),
            due: Ladder::new(
                "INSERT INTO next_due(campaign, due, seal) VALUES",
                "(?,?,?)",
                "ON CONFLICT(campaign) DO UPDATE SET due = excluded.due, seal = excluded.seal",
            ),
        }
    }
}

/// Appends, or rolls back. An error after COMMIT was issued says nothing about the outcome.
pub(super) async fn append(
    connection: &mut SqliteConnection,
    inserts: &Inserts,
    batch: Batch<'_>,
) -> Result<(), AppendError> {
    crash::point("before-commit");
    let outcome = transaction(connection, inserts, batch).await;
    if outcome.is_err() {
        // After a failed COMMIT the transaction may be open or gone; both are well with this, and the caller reads
        // the head to learn which.
        if let Err(error) = sqlx::query("ROLLBACK").execute(&mut *connection).await {
            tracing::debug!(%error, "nothing to roll back");
        }
    }
    outcome
}

async fn transaction(
    connection: &mut SqliteConnection,
    inserts: &Inserts,
    batch: Batch<'_>,
) -> Result<(), AppendError> {
    let unknown = |error: sqlx::Error| AppendError::Unknown(error.to_string());
    bump(connection, batch).await?;
    for blob in batch.blobs {
        sqlx::query("INSERT INTO blobs(digest, bytes, salt) VALUES (?, ?, ?) ON CONFLICT(digest) DO NOTHING")
            .bind(blob.digest.0.to_vec())
            .bind(blob.bytes.clone())
            .bind(blob.salt.map(|salt| salt.to_vec()))
            .execute(&mut *connection)
            .await
            .map_err(unknown)?;
    }
    for (sql, rows) in inserts.events.pieces(batch.rows) {
        let mut insert = sqlx::query(sql);
        for row in rows {
            insert = insert
                .bind(signed(row.position.0))
                .bind(row.campaign.as_str().to_owned())
                .bind(signed(row.version.0))
                .bind(row.at.0)
                .bind(row.name.clone())
                .bind(i32::from(row.schema))
                .bind(row.actor.clone())
                .bind(row.behalf.clone())
                .bind(row.via.clone())
                .bind(row.command.map(|id| id.0.to_vec()))
                .bind(row.hash.0.to_vec())
                .bind(row.body.clone());
        }
        insert.execute(&mut *connection).await.map_err(unknown)?;
    }
    for (sql, commands) in inserts.commands.pieces(batch.commands) {
        let mut insert = sqlx::query(sql);
        for known in commands {
            insert = insert
                .bind(known.id.0.to_vec())
                .bind(known.content.0.to_vec())
                .bind(signed(known.position.0))
                .bind(signed(known.version.0));
        }
        insert.execute(&mut *connection).await.map_err(unknown)?;
    }
    for digest in batch.erased {
        for sql in [
            "DELETE FROM blobs WHERE digest = ?",
            "INSERT INTO erased(digest) VALUES (?) ON CONFLICT DO NOTHING",
        ] {
            sqlx::query(sql).bind(digest.0.to_vec()).execute(&mut *connection).await.map_err(unknown)?;
        }
    }
    for (sql, rows) in inserts.due.pieces(batch.due) {
        let mut upsert = sqlx::query(sql);
        for (campaign, due) in rows {
            let due = due.map(|due| due.0);
            let seal = of_due(campaign.as_str(), due);
            upsert = upsert.bind(campaign.as_str().to_owned()).bind(due).bind(seal);
        }
        upsert.execute(&mut *connection).await.map_err(unknown)?;
    }
    crash::point("in-transaction");
    crash::race("during-commit");
    sqlx::query("COMMIT").execute(&mut *connection).await.map_err(unknown)?;
    crash::point("after-commit");
    Ok(())
}

/// Begins and moves the head in one statement text: gapless position, commit order and fence.
async fn bump(connection: &mut SqliteConnection, batch: Batch<'_>) -> Result<(), AppendError> {
    let head = sqlx::query(
        "BEGIN IMMEDIATE; UPDATE log_head SET position = position + ? WHERE shard = ? AND term = ? RETURNING position",
    )
    .bind(signed(batch.rows.len() as u64))
    .bind(i64::from(SHARD))
    .bind(signed(batch.term.0))
    .fetch_optional(&mut *connection)
    .await
    .and_then(|row| row.map(|row| row.try_get::<i64, _>(0)).transpose())
    .map_err(|error| AppendError::Unknown(error.to_string()))?;
    match head {
        None => Err(AppendError::Fenced { ours: batch.term }),
        Some(head) if head == signed(batch.after.0 + batch.rows.len() as u64) => Ok(()),
        Some(head) => Err(AppendError::Unknown(format!(
            "the head would stand at {head}, not at {} + {}",
            batch.after,
            batch.rows.len()
        ))),
    }
}
