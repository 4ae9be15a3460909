//! Reading the log.

use std::path::Path;
use std::sync::Arc;

use muster_wire::link::Boxed;
use muster_words::ids::{CampaignId, CommandId, Digest, Position, SHARD, Term, Version};
use muster_words::recorded::Recorded;
use muster_words::time::Instant;
use sqlx::sqlite::SqliteRow;
use sqlx::{AssertSqlSafe, Row, SqliteConnection};
use tokio::sync::{Mutex, MutexGuard};

use super::connect::open_to_read;
use super::{failed, signed, unsigned};
use crate::ladder::Ladder;
use crate::store::{Blob, CampaignHead, Head, Known, READ_ROWS_MAX, Reader, SALT_BYTES, StoreError};

/// Columns of an event, in the order in which [`recorded`] reads them.
pub(crate) const EVENT_COLUMNS: &str =
    "position, campaign, version, at, name, schema, actor, behalf, via, command, hash, body";

/// Reads through one connection.
#[derive(Debug)]
pub struct SqliteReader {
    connection: Mutex<SqliteConnection>,
    page: Arc<str>,
    of_campaign: Arc<str>,
    mentions: Arc<str>,
    commands: Ladder,
    launched: Ladder,
}

impl SqliteReader {
    /// Opens a log for reading alone.
    ///
    /// # Errors
    /// [`StoreError`] when there is none.
    pub async fn open(path: &Path) -> Result<Self, StoreError> {
        Ok(Self::new(open_to_read(path).await?))
    }

    pub(super) fn new(connection: SqliteConnection) -> Self {
        Self {
            connection: Mutex::new(connection),
            page: format!(
                "SELECT {EVENT_COLUMNS} FROM events WHERE position > ? ORDER BY position LIMIT ?"
            )
            .into(),
            of_campaign: format!(
                "SELECT {EVENT_COLUMNS} FROM events WHERE campaign = ? AND version > ? ORDER BY version LIMIT ?"
            )
            .into(),
            mentions: format!(
                "SELECT {EVENT_COLUMNS} FROM events WHERE instr(body, ?) > 0 ORDER BY position LIMIT ?"
            )
            .into(),
            commands: Ladder::new(
                "SELECT id, content, position, version FROM commands WHERE id IN (",
                "?",
                ")",
            ),
            launched: Ladder::new("SELECT campaign FROM events WHERE version = 1 AND campaign IN (", "?", ")"),
        }
    }

    pub(super) async fn lock(&self) -> MutexGuard<'_, SqliteConnection> {
        self.connection.lock().await
    }

    pub(super) fn into_connection(self) -> SqliteConnection {
        self.connection.into_inner()
    }
}

impl Reader for SqliteReader {
    fn head(&self) -> Boxed<'_, Result<Head, StoreError>> {
        Box::pin(async {
            sqlx::query("SELECT position, term FROM log_head WHERE shard = ?")
                .bind(i64::from(SHARD))
                .fetch_one(&mut *self.lock().await)
                .await
                .map_err(failed)
                .and_then(|row| head_of(&row))
        })
    }

    fn read(&self, after: Position, limit: usize) -> Boxed<'_, Result<Vec<Arc<Recorded>>, StoreError>> {
        Box::pin(async move {
            let rows = sqlx::query(AssertSqlSafe(Arc::clone(&self.page)))
                .bind(signed(after.0))
                .bind(signed(limit.min(READ_ROWS_MAX) as u64))
                .fetch_all(&mut *self.lock().await)
                .await
                .map_err(failed)?;
            rows.iter().map(|row| recorded(row).map(Arc::new)).collect()
        })
    }

    fn campaign<'a>(
        &'a self,
        campaign: &'a CampaignId,
        after: Version,
    ) -> Boxed<'a, Result<Vec<Arc<Recorded>>, StoreError>> {
        Box::pin(async move {
            let rows = sqlx::query(AssertSqlSafe(Arc::clone(&self.of_campaign)))
                .bind(campaign.as_str())
                .bind(signed(after.0))
                .bind(signed(READ_ROWS_MAX as u64))
                .fetch_all(&mut *self.lock().await)
                .await
                .map_err(failed)?;
            rows.iter().map(|row| recorded(row).map(Arc::new)).collect()
        })
    }

    fn campaign_on<'a>(
        &'a self,
        campaign: &'a CampaignId,
        after: Position,
        limit: usize,
    ) -> Boxed<'a, Result<Vec<Arc<Recorded>>, StoreError>> {
        Box::pin(async move {
            let mut connection = self.lock().await;
            let version = version_at(&mut connection, campaign, after).await?;
            let rows = sqlx::query(AssertSqlSafe(Arc::clone(&self.of_campaign)))
                .bind(campaign.as_str())
                .bind(signed(version))
                .bind(signed(limit.min(READ_ROWS_MAX) as u64))
                .fetch_all(&mut *connection)
                .await
                .map_err(failed)?;
            rows.iter().map(|row| recorded(row).map(Arc::new)).collect()
        })
    }

    fn campaigns(&self) -> Boxed<'_, Result<Vec<CampaignHead>, StoreError>> {
        Box::pin(async {
            // From campaign to campaign through the index, and not through every event.
            let rows = sqlx::query(
                "WITH RECURSIVE c(id) AS (SELECT min(campaign) FROM events UNION ALL
                 SELECT (SELECT min(campaign) FROM events WHERE campaign > id) FROM c WHERE id IS NOT NULL)
                 SELECT e.campaign, e.version, e.hash FROM c JOIN events e ON e.campaign = c.id
                 AND e.version = (SELECT max(version) FROM events WHERE campaign = c.id)
                 WHERE c.id IS NOT NULL ORDER BY e.campaign",
            )
            .fetch_all(&mut *self.lock().await)
            .await
            .map_err(failed)?;
            rows.iter()
                .map(|row| {
                    Ok(CampaignHead {
                        campaign: campaign_of(row, 0)?,
                        version: Version(number(row, 1, "version")?),
                        hash: digest(row, 2, "hash")?,
                    })
                })
                .collect()
        })
    }

    fn launched<'a>(&'a self, ids: &'a [CampaignId]) -> Boxed<'a, Result<Vec<CampaignId>, StoreError>> {
        Box::pin(async move {
            let mut launched = Vec::new();
            for (sql, piece) in self.launched.pieces(ids) {
                let mut query = sqlx::query_scalar::<_, String>(sql);
                for id in piece {
                    query = query.bind(id.as_str().to_owned());
                }
                for id in query.fetch_all(&mut *self.lock().await).await.map_err(failed)? {
                    let id = CampaignId::new(&id).map_err(|error| StoreError::Damaged(error.to_string()))?;
                    launched.push(id);
                }
            }
            Ok(launched)
        })
    }

    fn commands<'a>(&'a self, ids: &'a [CommandId]) -> Boxed<'a, Result<Vec<Known>, StoreError>> {
        Box::pin(async move {
            let mut known = Vec::new();
            for (sql, piece) in self.commands.pieces(ids) {
                let mut query = sqlx::query(sql);
                for id in piece {
                    query = query.bind(id.0.to_vec());
                }
                for row in query.fetch_all(&mut *self.lock().await).await.map_err(failed)? {
                    known.push(Known {
                        id: CommandId(bytes(&row, 0, "command")?),
                        content: digest(&row, 1, "content")?,
                        position: Position(number(&row, 2, "position")?),
                        version: Version(number(&row, 3, "version")?),
                    });
                }
            }
            Ok(known)
        })
    }

    fn blob(&self, digest: Digest) -> Boxed<'_, Result<Option<Blob>, StoreError>> {
        Box::pin(async move {
            let row = sqlx::query("SELECT digest, bytes, salt FROM blobs WHERE digest = ?")
                .bind(digest.0.to_vec())
                .fetch_optional(&mut *self.lock().await)
                .await
                .map_err(failed)?;
            row.as_ref().map(stored_blob).transpose()
        })
    }

    fn has_blob(&self, digest: Digest) -> Boxed<'_, Result<bool, StoreError>> {
        Box::pin(async move {
            let row = sqlx::query("SELECT 1 FROM blobs WHERE digest = ?")
                .bind(digest.0.to_vec())
                .fetch_optional(&mut *self.lock().await)
                .await
                .map_err(failed)?;
            Ok(row.is_some())
        })
    }

    fn is_erased(&self, digest: Digest) -> Boxed<'_, Result<bool, StoreError>> {
        Box::pin(async move {
            let row = sqlx::query("SELECT 1 FROM erased WHERE digest = ?")
                .bind(digest.0.to_vec())
                .fetch_optional(&mut *self.lock().await)
                .await
                .map_err(failed)?;
            Ok(row.is_some())
        })
    }

    fn mentions(&self, digest: Digest) -> Boxed<'_, Result<Vec<Arc<Recorded>>, StoreError>> {
        Box::pin(async move {
            let rows = sqlx::query(AssertSqlSafe(Arc::clone(&self.mentions)))
                .bind(digest.0.to_vec())
                .bind(signed(READ_ROWS_MAX as u64))
                .fetch_all(&mut *self.lock().await)
                .await
                .map_err(failed)?;
            rows.iter().map(|row| recorded(row).map(Arc::new)).collect()
        })
    }

    fn due(&self) -> Boxed<'_, Result<Vec<(Instant, CampaignId)>, StoreError>> {
        Box::pin(async {
            let rows = sqlx::query("SELECT due, campaign FROM next_due WHERE due IS NOT NULL")
                .fetch_all(&mut *self.lock().await)
                .await
                .map_err(failed)?;
            rows.iter()
                .map(|row| Ok((Instant(row.try_get(0).map_err(failed)?), campaign_of(row, 1)?)))
                .collect()
        })
    }

    fn kept<'a>(&'a self, name: &'a str) -> Boxed<'a, Result<Option<String>, StoreError>> {
        Box::pin(async move {
            sqlx::query("SELECT text FROM kept WHERE name = ?")
                .bind(name)
                .fetch_optional(&mut *self.lock().await)
                .await
                .and_then(|row| row.map(|row| row.try_get(0)).transpose())
                .map_err(failed)
        })
    }
}

/// Version of a campaign's last event at or before a position; 0 where there is none. Versions and positions rise together,
/// so halving finds it.
async fn version_at(
    connection: &mut SqliteConnection,
    campaign: &CampaignId,
    at: Position,
) -> Result<u64, StoreError> {
    if at.0 == 0 {
        return Ok(0);
    }
    let last: Option<i64> = sqlx::query_scalar("SELECT max(version) FROM events WHERE campaign = ?")
        .bind(campaign.as_str())
        .fetch_one(&mut *connection)
        .await
        .map_err(failed)?;
    let (mut below, mut above) = (0, unsigned(last.unwrap_or_default(), "version")? + 1);
    while above - below > 1 {
        let middle = below.midpoint(above);
        // A version that is missing lies in a damaged log: what is after it is read.
        let position: Option<i64> =
            sqlx::query_scalar("SELECT position FROM events WHERE campaign = ? AND version = ?")
                .bind(campaign.as_str())
                .bind(signed(middle))
                .fetch_optional(&mut *connection)
                .await
                .map_err(failed)?;
        match position {
            Some(position) if position <= signed(at.0) => below = middle,
            Some(_) | None => above = middle,
        }
    }
    Ok(below)
}

/// Reads an event's row.
pub(crate) fn recorded(row: &SqliteRow) -> Result<Recorded, StoreError> {
    let schema: i64 = row.try_get(5).map_err(failed)?;
    let command: Option<&[u8]> = row.try_get(9).map_err(failed)?;
    Ok(Recorded {
        position: Position(number(row, 0, "position")?),
        campaign: campaign_of(row, 1)?,
        version: Version(number(row, 2, "version")?),
        at: Instant(row.try_get(3).map_err(failed)?),
        name: row.try_get(4).map_err(failed)?,
        schema: u16::try_from(schema).map_err(|_| StoreError::Damaged(format!("schema is {schema}")))?,
        actor: row.try_get(6).map_err(failed)?,
        behalf: row.try_get(7).map_err(failed)?,
        via: row.try_get(8).map_err(failed)?,
        command: command.map(|id| exact(id, "command")).transpose()?.map(CommandId),
        hash: digest(row, 10, "hash")?,
        body: row.try_get(11).map_err(failed)?,
    })
}

/// Reads a blob's row: digest, bytes, salt.
pub(crate) fn stored_blob(row: &SqliteRow) -> Result<Blob, StoreError> {
    let salt: Option<&[u8]> = row.try_get(2).map_err(failed)?;
    Ok(Blob {
        digest: digest(row, 0, "digest")?,
        bytes: row.try_get(1).map_err(failed)?,
        salt: salt.map(|salt| exact::<SALT_BYTES>(salt, "salt")).transpose()?,
    })
}

/// Reads the head row: position, term.
pub(super) fn head_of(row: &SqliteRow) -> Result<Head, StoreError> {
    Ok(Head { position: Position(number(row, 0, "position")?), term: Term(number(row, 1, "term")?) })
}

fn number(row: &SqliteRow, at: usize, column: &str) -> Result<u64, StoreError> {
    row.try_get(at).map_err(failed).and_then(|number| unsigned(number, column))
}

fn campaign_of(row: &SqliteRow, at: usize) -> Result<CampaignId, StoreError> {
    let text: &str = row.try_get(at).map_err(failed)?;
    CampaignId::new(text).map_err(|error| StoreError::Damaged(error.to_string()))
}

fn digest(row: &SqliteRow, at: usize, column: &str) -> Result<Digest, StoreError> {
    bytes(row, at, column).map(Digest)
}

fn bytes<const N: usize>(row: &SqliteRow, at: usize, column: &str) -> Result<[u8; N], StoreError> {
    let found: &[u8] = row.try_get(at).map_err(failed)?;
    exact(found, column)
}

fn exact<const N: usize>(found: &[u8], column: &str) -> Result<[u8; N], StoreError> {
    found
        .try_into()
        .map_err(|_| StoreError::Damaged(format!("{column} has {} bytes instead of {N}", found.len())))
}
