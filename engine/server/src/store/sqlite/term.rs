//! The term of the log: anyone who takes the log counts it up, and a writer with an older one appends nothing more. What the
//! last one wrote stands sealed among the settings too, so that a term that somebody else changed is seen.

use muster_protocol::ids::SHARD;
use sqlx::{Connection, Row, SqliteConnection};

use super::{failed, read, seal};
use crate::store::{Head, StoreError};

/// Under which name the store keeps the term that was taken last.
pub(crate) const TERM_SETTING: &str = "term";

/// Takes the log for the caller.
pub(super) async fn take(connection: &mut SqliteConnection) -> Result<Head, StoreError> {
    let mut transaction = connection.begin_with("BEGIN IMMEDIATE").await.map_err(failed)?;
    let row = sqlx::query("UPDATE log_head SET term = term + 1 WHERE shard = ? RETURNING position, term")
        .bind(i64::from(SHARD))
        .fetch_one(&mut *transaction)
        .await
        .map_err(failed)?;
    let head = read::head_of(&row)?;
    let term: i64 = row.try_get(1).map_err(failed)?;
    seal::keep(&mut transaction, TERM_SETTING, &term.to_string()).await.map_err(failed)?;
    transaction.commit().await.map_err(failed)?;
    Ok(head)
}

/// What is not as muster left it in the table of the head; none when all is. A log of an older build has no term among its
/// settings, which is odd only where it `must` be there.
pub(crate) async fn odd(connection: &mut SqliteConnection, must: bool) -> Result<Option<String>, StoreError> {
    let strange: Option<i64> =
        sqlx::query_scalar("SELECT shard FROM log_head WHERE shard <> ? ORDER BY shard LIMIT 1")
            .bind(i64::from(SHARD))
            .fetch_optional(&mut *connection)
            .await
            .map_err(failed)?;
    if let Some(shard) = strange {
        return Ok(Some(format!("log_head has a row that muster did not write (shard {shard})")));
    }
    let term: Option<i64> = sqlx::query_scalar("SELECT term FROM log_head WHERE shard = ?")
        .bind(i64::from(SHARD))
        .fetch_optional(&mut *connection)
        .await
        .map_err(failed)?;
    let kept: Option<String> = sqlx::query_scalar("SELECT text FROM settings WHERE name = ?")
        .bind(TERM_SETTING)
        .fetch_optional(&mut *connection)
        .await
        .map_err(failed)?;
    Ok(match (term, kept) {
        (Some(0) | None, None) => None,
        (Some(_), None) => must.then(|| format!("the setting `{TERM_SETTING}` is missing")),
        (Some(term), Some(kept)) if kept == term.to_string() => None,
        (term, Some(kept)) => {
            let term = term.map_or_else(|| "-".to_owned(), |term| term.to_string());
            Some(format!("the term in log_head is {term}, the last engine that held the log wrote {kept}"))
        }
    })
}
