//! Reading the log.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use futures_util::TryStreamExt;
use muster_protocol::codec::DecodeError;
use muster_protocol::ids::{CampaignId, CommandId, Digest, Position, SHARD, Term, Version};
use muster_protocol::recorded::Recorded;
use muster_protocol::segment;
use muster_protocol::time::Instant;
use muster_wire::link::Boxed;
use sqlx::sqlite::SqliteRow;
use sqlx::{Row, SqliteConnection};
use tokio::sync::{Mutex, MutexGuard};

use super::connect::open_to_read;
use super::index::{Recent, read_behind};
use super::{failed, signed, unsigned};
use crate::ladder::Ladder;
use crate::store::{Blob, CampaignHead, Head, Known, READ_ROWS_MAX, Reader, SALT_BYTES, StoreError};

/// Segments from the one that holds a position on.
const SEGMENTS_FROM: &str = "SELECT position, bytes FROM segments
    WHERE position >= coalesce((SELECT max(position) FROM segments WHERE position <= ?1), ?1) ORDER BY position";

/// Reads through one connection.
#[derive(Debug)]
pub struct SqliteReader {
    connection: Mutex<SqliteConnection>,
    /// What the tables of the index do not hold yet.
    recent: Recent,
    commands: Ladder,
    launched: Ladder,
    segments: Ladder,
}

impl SqliteReader {
    /// Opens a log for reading alone, apart from the one who writes it: events that are written later are found by position
    /// alone.
    ///
    /// # Errors
    /// [`StoreError`] when there is none.
    pub async fn open(path: &Path) -> Result<Self, StoreError> {
        let mut connection = open_to_read(path).await?;
        let recent = read_behind(&mut connection).await?;
        Ok(Self::new(connection, recent))
    }

    /// A reader beside the writer.
    pub(super) async fn beside(path: &Path, recent: Recent) -> Result<Self, StoreError> {
        Ok(Self::new(open_to_read(path).await?, recent))
    }

    pub(super) fn new(connection: SqliteConnection, recent: Recent) -> Self {
        Self {
            connection: Mutex::new(connection),
            recent,
            commands: Ladder::new(
                "SELECT id, content, position, version FROM commands WHERE id IN (",
                "?",
                ")",
            ),
            launched: Ladder::new("SELECT id FROM campaigns WHERE id IN (", "?", ")"),
            segments: Ladder::new(
                "SELECT DISTINCT segment FROM campaign_segments WHERE campaign IN (",
                "?",
                ")",
            ),
        }
    }

    pub(super) async fn lock(&self) -> MutexGuard<'_, SqliteConnection> {
        self.connection.lock().await
    }

    pub(super) fn into_connection(self) -> SqliteConnection {
        self.connection.into_inner()
    }

    /// The connection, with an index that knows all that is committed.
    async fn indexed(&self) -> Result<MutexGuard<'_, SqliteConnection>, StoreError> {
        let mut connection = self.lock().await;
        if self.recent.is_unsure() {
            self.recent.catch_up(&mut connection).await?;
        }
        Ok(connection)
    }

    /// A campaign's rows of which `wanted` says so, in order, at most `limit`; `from` names a position before which there
    /// are none of them.
    async fn of_campaign(
        &self,
        campaign: &CampaignId,
        from: Position,
        limit: usize,
        wanted: impl Fn(&Recorded) -> bool,
    ) -> Result<Vec<Arc<Recorded>>, StoreError> {
        let limit = limit.min(READ_ROWS_MAX);
        let mut connection = self.indexed().await?;
        let segments = self.segments_of(&mut connection, campaign, from).await?;
        let mut rows = Vec::new();
        for first in segments {
            let bytes = segment_at(&mut connection, first).await?;
            let found =
                segment::decode_of(first, &bytes, campaign).map_err(|error| damaged(first, &error))?;
            rows.extend(found.into_iter().filter(|row| wanted(row)));
            if rows.len() >= limit {
                rows.truncate(limit);
                break;
            }
        }
        Ok(rows)
    }

    /// Segments that hold a campaign's events from a position on, in order.
    async fn segments_of(
        &self,
        connection: &mut SqliteConnection,
        campaign: &CampaignId,
        from: Position,
    ) -> Result<Vec<Position>, StoreError> {
        // First what is in memory: what goes into the tables meanwhile is then found twice, and never not.
        let recent = self.recent.segments(campaign);
        let rows: Vec<i64> = sqlx::query_scalar(
            "SELECT segment FROM campaign_segments WHERE campaign = ?1 AND segment >= coalesce(
                 (SELECT max(segment) FROM campaign_segments WHERE campaign = ?1 AND segment <= ?2), 0)",
        )
        .bind(campaign.as_str())
        .bind(signed(from.0))
        .fetch_all(connection)
        .await
        .map_err(failed)?;
        let tables = rows.into_iter().map(|row| unsigned(row, "segment").map(Position));
        let all: BTreeSet<Position> = tables.chain(recent.into_iter().map(Ok)).collect::<Result<_, _>>()?;
        let begin = all.range(..=from).next_back().copied().unwrap_or_default();
        Ok(all.range(begin..).copied().collect())
    }

    /// Segments that hold events of any of these campaigns and may reach behind a position, in order.
    async fn segments_of_any(
        &self,
        connection: &mut SqliteConnection,
        campaigns: &[CampaignId],
        after: Position,
    ) -> Result<BTreeSet<Position>, StoreError> {
        // First what is in memory, as above.
        let mut all: BTreeSet<Position> =
            campaigns.iter().flat_map(|campaign| self.recent.segments(campaign)).collect();
        for (sql, piece) in self.segments.pieces(campaigns) {
            let mut query = sqlx::query_scalar::<_, i64>(sql);
            for campaign in piece {
                query = query.bind(campaign.as_str().to_owned());
            }
            for row in query.fetch_all(&mut *connection).await.map_err(failed)? {
                all.insert(Position(unsigned(row, "segment")?));
            }
        }
        // Of those that begin before it only the last one can reach behind it.
        let begin = all.range(..=after).next_back().copied().unwrap_or_default();
        Ok(all.split_off(&begin))
    }

    /// Position of a campaign's event with a version; none when there is no such event. Versions and positions rise together,
    /// so halving the list of segments finds it.
    async fn position_of(
        &self,
        campaign: &CampaignId,
        version: Version,
    ) -> Result<Option<Position>, StoreError> {
        let mut connection = self.indexed().await?;
        let segments = self.segments_of(&mut connection, campaign, Position(0)).await?;
        let (mut below, mut above) = (0, segments.len());
        while above - below > 1 {
            let middle = below.midpoint(above);
            let Some(first) = segments.get(middle) else { break };
            let bytes: Option<Vec<u8>> = sqlx::query_scalar("SELECT bytes FROM segments WHERE position = ?")
                .bind(signed(first.0))
                .fetch_optional(&mut *connection)
                .await
                .map_err(failed)?;
            let rows = segment::decode_of(*first, &bytes.unwrap_or_default(), campaign)
                .map_err(|error| damaged(*first, &error))?;
            if rows.first().is_some_and(|row| row.version <= version) {
                below = middle;
            } else {
                above = middle;
            }
        }
        Ok(segments.get(below).copied())
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
            let limit = limit.min(READ_ROWS_MAX);
            let mut connection = self.lock().await;
            let mut segments =
                sqlx::query(SEGMENTS_FROM).bind(signed(after.0).saturating_add(1)).fetch(&mut *connection);
            let mut rows: Vec<Arc<Recorded>> = Vec::new();
            while rows.len() < limit
                && let Some(row) = segments.try_next().await.map_err(failed)?
            {
                rows.extend(decoded(&row)?.into_iter().filter(|row| row.position > after));
            }
            rows.truncate(limit);
            Ok(rows)
        })
    }

    fn campaign<'a>(
        &'a self,
        campaign: &'a CampaignId,
        after: Version,
    ) -> Boxed<'a, Result<Vec<Arc<Recorded>>, StoreError>> {
        Box::pin(async move {
            let from = match after {
                Version(0) => Some(Position(0)),
                after => self.position_of(campaign, after).await?,
            };
            let from = from.unwrap_or_default();
            self.of_campaign(campaign, from, READ_ROWS_MAX, |row| row.version > after).await
        })
    }

    fn campaign_on<'a>(
        &'a self,
        campaign: &'a CampaignId,
        after: Position,
        limit: usize,
    ) -> Boxed<'a, Result<Vec<Arc<Recorded>>, StoreError>> {
        Box::pin(async move { self.of_campaign(campaign, after, limit, |row| row.position > after).await })
    }

    fn campaigns_on<'a>(
        &'a self,
        campaigns: &'a [CampaignId],
        after: Position,
    ) -> Boxed<'a, Result<Vec<Arc<Recorded>>, StoreError>> {
        Box::pin(async move {
            let wanted: BTreeSet<&str> = campaigns.iter().map(CampaignId::as_str).collect();
            let mut connection = self.indexed().await?;
            let mut rows = Vec::new();
            for first in self.segments_of_any(&mut connection, campaigns, after).await? {
                let bytes = segment_at(&mut connection, first).await?;
                let found = segment::decode_of_any(first, &bytes, &wanted);
                let found = found.map_err(|error| damaged(first, &error))?;
                rows.extend(found.into_iter().filter(|row| row.position > after));
                if rows.len() >= READ_ROWS_MAX {
                    rows.truncate(READ_ROWS_MAX);
                    break;
                }
            }
            Ok(rows)
        })
    }

    fn campaigns(&self) -> Boxed<'_, Result<Vec<CampaignHead>, StoreError>> {
        Box::pin(async {
            let mut connection = self.indexed().await?;
            let recent = self.recent.ends();
            let rows = sqlx::query("SELECT id, version, hash FROM campaigns")
                .fetch_all(&mut *connection)
                .await
                .map_err(failed)?;
            let mut heads = BTreeMap::new();
            for row in &rows {
                let head = CampaignHead {
                    campaign: campaign_of(row, 0)?,
                    version: Version(number(row, 1, "version")?),
                    hash: digest(row, 2, "hash")?,
                };
                heads.insert(head.campaign.clone(), head);
            }
            for head in recent {
                match heads.get(&head.campaign) {
                    Some(known) if known.version >= head.version => {}
                    _ => drop(heads.insert(head.campaign.clone(), head)),
                }
            }
            Ok(heads.into_values().collect())
        })
    }

    fn launched<'a>(&'a self, ids: &'a [CampaignId]) -> Boxed<'a, Result<Vec<CampaignId>, StoreError>> {
        Box::pin(async move {
            let mut connection = self.indexed().await?;
            let (mut launched, others): (Vec<CampaignId>, Vec<CampaignId>) =
                ids.iter().cloned().partition(|id| self.recent.has_campaign(id));
            for (sql, piece) in self.launched.pieces(&others) {
                let mut query = sqlx::query_scalar::<_, String>(sql);
                for id in piece {
                    query = query.bind(id.as_str().to_owned());
                }
                for id in query.fetch_all(&mut *connection).await.map_err(failed)? {
                    let id = CampaignId::new(&id).map_err(|error| StoreError::Damaged(error.to_string()))?;
                    launched.push(id);
                }
            }
            Ok(launched)
        })
    }

    fn commands<'a>(&'a self, ids: &'a [CommandId]) -> Boxed<'a, Result<Vec<Known>, StoreError>> {
        Box::pin(async move {
            let mut connection = self.indexed().await?;
            let mut known = Vec::new();
            let mut others = Vec::new();
            for id in ids {
                match self.recent.command(*id) {
                    Some(found) => known.push(found),
                    None => others.push(*id),
                }
            }
            for (sql, piece) in self.commands.pieces(&others) {
                let mut query = sqlx::query(sql);
                for id in piece {
                    query = query.bind(id.0.to_vec());
                }
                for row in query.fetch_all(&mut *connection).await.map_err(failed)? {
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
            let rows = sqlx::query(
                "SELECT position, bytes FROM segments WHERE instr(bytes, ?) > 0 ORDER BY position LIMIT ?",
            )
            .bind(digest.0.to_vec())
            .bind(signed(READ_ROWS_MAX as u64))
            .fetch_all(&mut *self.lock().await)
            .await
            .map_err(failed)?;
            let mut found = Vec::new();
            for row in &rows {
                let names = |row: &Arc<Recorded>| row.body.windows(32).any(|window| window == digest.0);
                found.extend(decoded(row)?.into_iter().filter(names));
            }
            found.truncate(READ_ROWS_MAX);
            Ok(found)
        })
    }

    fn due(&self) -> Boxed<'_, Result<Vec<(Instant, CampaignId)>, StoreError>> {
        Box::pin(async {
            let mut connection = self.indexed().await?;
            let recent = self.recent.due();
            let rows = sqlx::query("SELECT due, campaign FROM next_due WHERE due IS NOT NULL")
                .fetch_all(&mut *connection)
                .await
                .map_err(failed)?;
            let mut due = Vec::new();
            for row in &rows {
                let campaign = campaign_of(row, 1)?;
                if !recent.contains_key(&campaign) {
                    due.push((Instant(row.try_get(0).map_err(failed)?), campaign));
                }
            }
            due.extend(recent.into_iter().filter_map(|(id, due)| due.map(|due| (due, id))));
            Ok(due)
        })
    }

    fn setting<'a>(&'a self, name: &'a str) -> Boxed<'a, Result<Option<String>, StoreError>> {
        Box::pin(async move {
            sqlx::query("SELECT text FROM settings WHERE name = ?")
                .bind(name)
                .fetch_optional(&mut *self.lock().await)
                .await
                .and_then(|row| row.map(|row| row.try_get(0)).transpose())
                .map_err(failed)
        })
    }
}

/// The bytes of a segment that the index names.
async fn segment_at(connection: &mut SqliteConnection, first: Position) -> Result<Vec<u8>, StoreError> {
    let bytes: Option<Vec<u8>> = sqlx::query_scalar("SELECT bytes FROM segments WHERE position = ?")
        .bind(signed(first.0))
        .fetch_optional(connection)
        .await
        .map_err(failed)?;
    bytes.ok_or_else(|| StoreError::Damaged(format!("there is no segment at position {first}")))
}

/// The events of a segment's row: position, bytes.
pub(crate) fn decoded(row: &SqliteRow) -> Result<Vec<Arc<Recorded>>, StoreError> {
    let first = Position(number(row, 0, "position")?);
    let bytes: &[u8] = row.try_get(1).map_err(failed)?;
    segment::decode(first, bytes).map_err(|error| damaged(first, &error))
}

fn damaged(first: Position, error: &DecodeError) -> StoreError {
    StoreError::Damaged(format!("the segment at position {first}: {error}"))
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
