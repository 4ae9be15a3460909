//! The term of the log: anyone who takes the log counts it up, and a writer with an older one appends nothing more. What the
//! last one wrote stands sealed among the settings too, so that a term that somebody else changed is seen.

use muster_protocol::ids::SHARD;
use sqlx::{Connection, SqliteConnection};

use super::cells::{self, bound};
use super::seal;
use crate::store::{Head, StoreError};

/// Under which name the store keeps the term that was taken last.
pub(crate) const TERM_SETTING: &str = "term";

/// Takes the log for the caller.
pub(super) async fn take(connection: &mut SqliteConnection) -> Result<Head, StoreError> {
    let mut transaction = connection.begin_with("BEGIN IMMEDIATE").await?;
    let query = bound!(
        "UPDATE log_head SET term = term + 1 WHERE shard = ? RETURNING position, term",
        i64::from(SHARD),
    );
    let head: Head = cells::one(query, &mut transaction).await?;
    seal::keep(&mut transaction, TERM_SETTING, &head.term.to_string()).await?;
    transaction.commit().await?;
    Ok(head)
}

/// What is not as muster left it in the table of the head; none when all is. A log of an older build has no term among its
/// settings, which is odd only where it `must` be there.
pub(crate) async fn odd(connection: &mut SqliteConnection, must: bool) -> Result<Option<String>, StoreError> {
    let shard = i64::from(SHARD);
    let strange = bound!("SELECT shard FROM log_head WHERE shard <> ? ORDER BY shard LIMIT 1", shard);
    let strange: Option<i64> = cells::first(strange, connection).await?;
    if let Some(shard) = strange {
        return Ok(Some(format!("log_head has a row that muster did not write (shard {shard})")));
    }
    let term = bound!("SELECT term FROM log_head WHERE shard = ?", shard);
    let term: Option<i64> = cells::first(term, connection).await?;
    let kept = seal::setting(connection, TERM_SETTING).await?;
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
