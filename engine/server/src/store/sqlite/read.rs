//! Reading the log.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use futures_util::TryStreamExt;
use muster_protocol::codec::DecodeError;
use muster_protocol::ids::{CampaignId, CommandId, Digest, Position, SHARD, Version};
use muster_protocol::recorded::Recorded;
use muster_protocol::segment;
use muster_protocol::time::Instant;
use muster_wire::link::Boxed;
use sqlx::SqliteConnection;
use sqlx::sqlite::SqliteRow;
use tokio::sync::{Mutex, MutexGuard};

use super::cells::{self, Cells, FromCells, bound};
use super::connect::open_to_read;
use super::index::{Recent, read_behind};
use super::seal::setting;
use super::signed;
use crate::batch_statement::BatchStatement;
use crate::store::{Blob, CampaignHead, Head, Known, READ_ROWS_MAX, Reader, StoreError};

/// Segments from the one that holds a position on.
const SEGMENTS_FROM: &str = "SELECT position, bytes FROM segments
    WHERE position >= coalesce((SELECT max(position) FROM segments WHERE position <= ?1), ?1) ORDER BY position";

/// Reads through one connection.
#[derive(Debug)]
pub struct SqliteReader {
    connection: Mutex<SqliteConnection>,
    /// What the tables of the index do not hold yet.
    recent: Recent,
    commands: BatchStatement,
    launched: BatchStatement,
    segments: BatchStatement,
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
            commands: BatchStatement::new(
                "SELECT id, content, position, version FROM commands WHERE id IN (",
                "?",
                ")",
            ),
            launched: BatchStatement::new("SELECT id FROM campaigns WHERE id IN (", "?", ")"),
            segments: BatchStatement::new(
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
        let query = bound!(
            "SELECT segment FROM campaign_segments WHERE campaign = ?1 AND segment >= coalesce(
                 (SELECT max(segment) FROM campaign_segments WHERE campaign = ?1 AND segment <= ?2), 0)",
            campaign.as_str(),
            signed(from.0),
        );
        let tables: Vec<Position> = cells::all(query, connection).await?;
        let all: BTreeSet<Position> = tables.into_iter().chain(recent).collect();
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
            let query = piece.iter().fold(bound!(sql), |query, campaign| query.bind(campaign.as_str()));
            all.extend(cells::all::<Position>(query, connection).await?);
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
            let bytes = segment_at(&mut connection, *first).await?;
            let rows =
                segment::decode_of(*first, &bytes, campaign).map_err(|error| damaged(*first, &error))?;
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
            let query = bound!("SELECT position, term FROM log_head WHERE shard = ?", i64::from(SHARD));
            cells::one(query, &mut *self.lock().await).await
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
                && let Some(row) = segments.try_next().await?
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
            let query = bound!("SELECT id, version, hash FROM campaigns");
            let rows: Vec<CampaignHead> = cells::all(query, &mut connection).await?;
            let mut heads: BTreeMap<CampaignId, CampaignHead> =
                rows.into_iter().map(|head| (head.campaign.clone(), head)).collect();
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
                let query = piece.iter().fold(bound!(sql), |query, id| query.bind(id.as_str()));
                launched.extend(cells::all::<CampaignId>(query, &mut connection).await?);
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
                let query = piece.iter().fold(bound!(sql), |query, id| query.bind(id.0.to_vec()));
                known.extend(cells::all::<Known>(query, &mut connection).await?);
            }
            Ok(known)
        })
    }

    fn blob(&self, digest: Digest) -> Boxed<'_, Result<Option<Blob>, StoreError>> {
        Box::pin(async move { blob(&mut *self.lock().await, digest).await })
    }

    fn file_head(&self, digest: Digest, most: u32) -> Boxed<'_, Result<Option<Vec<u8>>, StoreError>> {
        Box::pin(async move {
            let query = bound!(
                "SELECT substr(bytes, 1, ?) FROM blobs WHERE digest = ? AND salt IS NULL",
                i64::from(most),
                digest.0.to_vec()
            );
            cells::first(query, &mut *self.lock().await).await
        })
    }

    fn has_blob(&self, digest: Digest) -> Boxed<'_, Result<bool, StoreError>> {
        Box::pin(async move { has_blob(&mut *self.lock().await, digest).await })
    }

    fn is_erased(&self, digest: Digest) -> Boxed<'_, Result<bool, StoreError>> {
        Box::pin(async move { is_erased(&mut *self.lock().await, digest).await })
    }

    fn mentions(&self, digest: Digest) -> Boxed<'_, Result<Vec<Arc<Recorded>>, StoreError>> {
        Box::pin(async move {
            let rows = sqlx::query(
                "SELECT position, bytes FROM segments WHERE instr(bytes, ?) > 0 ORDER BY position LIMIT ?",
            )
            .bind(digest.0.to_vec())
            .bind(signed(READ_ROWS_MAX as u64))
            .fetch_all(&mut *self.lock().await)
            .await?;
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
            let query = bound!("SELECT due, campaign FROM next_due WHERE due IS NOT NULL");
            let mut due: Vec<(Instant, CampaignId)> = cells::all(query, &mut connection).await?;
            due.retain(|(_, campaign)| !recent.contains_key(campaign));
            due.extend(recent.into_iter().filter_map(|(id, due)| due.map(|due| (due, id))));
            Ok(due)
        })
    }

    fn setting<'a>(&'a self, name: &'a str) -> Boxed<'a, Result<Option<String>, StoreError>> {
        Box::pin(async move { setting(&mut *self.lock().await, name).await })
    }
}

/// The bytes of a segment that the index names.
async fn segment_at(connection: &mut SqliteConnection, first: Position) -> Result<Vec<u8>, StoreError> {
    let query = bound!("SELECT bytes FROM segments WHERE position = ?", signed(first.0));
    let bytes = cells::first(query, connection).await?;
    bytes.ok_or_else(|| StoreError::Damaged(format!("there is no segment at position {first}")))
}

/// A blob, if its bytes are stored.
pub(crate) async fn blob(
    connection: &mut SqliteConnection,
    digest: Digest,
) -> Result<Option<Blob>, StoreError> {
    let query = bound!("SELECT digest, bytes, salt FROM blobs WHERE digest = ?", digest.0.to_vec());
    cells::first(query, connection).await
}

/// Whether a blob's bytes are stored.
pub(crate) async fn has_blob(connection: &mut SqliteConnection, digest: Digest) -> Result<bool, StoreError> {
    cells::any(bound!("SELECT 1 FROM blobs WHERE digest = ?", digest.0.to_vec()), connection).await
}

/// Whether a blob is marked as erased.
pub(crate) async fn is_erased(connection: &mut SqliteConnection, digest: Digest) -> Result<bool, StoreError> {
    cells::any(bound!("SELECT 1 FROM erased WHERE digest = ?", digest.0.to_vec()), connection).await
}

/// The events of a segment's row: position, bytes.
pub(crate) fn decoded(row: &SqliteRow) -> Result<Vec<Arc<Recorded>>, StoreError> {
    let mut cells = Cells::of(row);
    let first = cells.read()?;
    segment::decode(first, cells.take()?).map_err(|error| damaged(first, &error))
}

fn damaged(first: Position, error: &DecodeError) -> StoreError {
    StoreError::Damaged(format!("the segment at position {first}: {error}"))
}

/// Digest, bytes, salt.
impl FromCells for Blob {
    fn from_cells(cells: &mut Cells<'_>) -> Result<Self, StoreError> {
        Ok(Self { digest: cells.read()?, bytes: cells.read()?, salt: cells.read()? })
    }
}

/// Position, term.
impl FromCells for Head {
    fn from_cells(cells: &mut Cells<'_>) -> Result<Self, StoreError> {
        Ok(Self { position: cells.read()?, term: cells.read()? })
    }
}

/// Id, version, hash.
impl FromCells for CampaignHead {
    fn from_cells(cells: &mut Cells<'_>) -> Result<Self, StoreError> {
        Ok(Self { campaign: cells.read()?, version: cells.read()?, hash: cells.read()? })
    }
}

/// Id, content, position, version.
impl FromCells for Known {
    fn from_cells(cells: &mut Cells<'_>) -> Result<Self, StoreError> {
        let id = CommandId(cells.read()?);
        Ok(Self { id, content: cells.read()?, position: cells.read()?, version: cells.read()? })
    }
}
