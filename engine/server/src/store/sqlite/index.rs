//! How things are found in the log: which segments hold a campaign's records and where it ends, what each command came to,
//! when each campaign wakes. All of it follows from the records.
//!
//! The tables hold it up to the position in `indexed`; what was committed since is in memory, shared by the writer and its
//! readers. It goes into the tables many at once and in the order of their keys, which costs a tenth of a row at a time
//! (a campaign's rows lie all over the table). After a kill it is read from the segments again, `verify` proves it.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use muster_protocol::ids::{CampaignId, CommandId, Digest, Position, Version};
use muster_protocol::recorded::Recorded;
use muster_protocol::segment;
use muster_protocol::time::Instant;
use sqlx::{Connection, Row, SqliteConnection};

use super::seal::of_due;
use super::{signed, unsigned};
use crate::batch_statement::BatchStatement;
use crate::store::{CampaignHead, Known, StoreError};

/// Events in memory before they go into the tables: so many that a page of a table is written once for many rows and a busy
/// campaign once for many commits, so few that nobody waits for it (some milliseconds), and that they are read again at once
/// after a kill (as many milliseconds).
pub(crate) const INDEX_EVENTS: u64 = 16_384;
/// Segments read at once when the index is made again.
const PAGE_SEGMENTS: i64 = 64;
/// Events after which it is told how far an index is that is made again: some seconds' work.
const LOG_EVERY_EVENTS: u64 = 500_000;
/// Due of a campaign that is looked at immediately, whatever its records say.
pub(super) const AT_ONCE: Instant = Instant(0);

/// Where a campaign ends.
#[derive(Debug, Clone, Copy)]
struct End {
    position: Position,
    version: Version,
    hash: Digest,
}

/// What was committed since the tables were written.
#[derive(Debug, Default)]
struct Since {
    /// Everything up to here is in the tables.
    tables: Position,
    /// Everything up to here is in the tables or in memory.
    until: Position,
    segments: BTreeMap<CampaignId, Vec<Position>>,
    ends: BTreeMap<CampaignId, End>,
    commands: HashMap<CommandId, Known>,
    due: BTreeMap<CampaignId, Option<Instant>>,
    /// How often nobody knew whether an append is in the log, and up to which of these times it was found out.
    doubts: u64,
    settled: u64,
}

/// The part of the index that is in memory. Clones share it.
#[derive(Debug, Clone, Default)]
pub(super) struct Recent(Arc<Mutex<Since>>);

impl Recent {
    fn since(&self) -> MutexGuard<'_, Since> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes in a segment that was committed.
    pub(super) fn note(&self, rows: &[Arc<Recorded>], due: &[(CampaignId, Option<Instant>)]) {
        let since = &mut *self.since();
        since.take(rows);
        since.due.extend(due.iter().cloned());
    }

    /// Says that the outcome of an append is unknown.
    pub(super) fn doubt(&self) {
        self.since().doubts += 1;
    }

    pub(super) fn is_unsure(&self) -> bool {
        let since = self.since();
        since.doubts > since.settled
    }

    /// Whether so much is in memory that it should go into the tables.
    pub(super) fn is_full(&self) -> bool {
        let since = self.since();
        since.until.0.saturating_sub(since.tables.0) >= INDEX_EVENTS
    }

    /// Segments of a campaign that are in memory.
    pub(super) fn segments(&self, campaign: &CampaignId) -> Vec<Position> {
        self.since().segments.get(campaign).cloned().unwrap_or_default()
    }

    /// Ends of campaigns that are in memory.
    pub(super) fn ends(&self) -> Vec<CampaignHead> {
        let head = |(id, end): (&CampaignId, &End)| CampaignHead {
            campaign: id.clone(),
            version: end.version,
            hash: end.hash,
        };
        self.since().ends.iter().map(head).collect()
    }

    pub(super) fn has_campaign(&self, id: &CampaignId) -> bool {
        self.since().ends.contains_key(id)
    }

    pub(super) fn command(&self, id: CommandId) -> Option<Known> {
        self.since().commands.get(&id).copied()
    }

    /// Dues that are in memory; none for a campaign that does not wake.
    pub(super) fn due(&self) -> BTreeMap<CampaignId, Option<Instant>> {
        self.since().due.clone()
    }

    /// Reads the segments that are committed and not known here: after a kill, or when the outcome of an append was
    /// unknown.
    pub(super) async fn catch_up(&self, connection: &mut SqliteConnection) -> Result<(), StoreError> {
        // A doubt that comes while this looks is not settled by it.
        let doubts = self.since().doubts;
        while self.page(connection).await? {}
        let since = &mut *self.since();
        since.settled = since.settled.max(doubts);
        Ok(())
    }

    /// Reads the next segments; false when there are none. What wakes when is not in them: these campaigns are looked at
    /// at once.
    async fn page(&self, connection: &mut SqliteConnection) -> Result<bool, StoreError> {
        let from = self.since().until;
        let rows =
            sqlx::query("SELECT position, bytes FROM segments WHERE position > ? ORDER BY position LIMIT ?")
                .bind(signed(from.0))
                .bind(PAGE_SEGMENTS)
                .fetch_all(connection)
                .await?;
        for row in &rows {
            let first = Position(unsigned(row.try_get(0)?, "position")?);
            let bytes: &[u8] = row.try_get(1)?;
            let events = segment::decode(first, bytes)
                .map_err(|error| StoreError::Damaged(format!("position {first}: {error}")))?;
            let since = &mut *self.since();
            if since.take(&events) {
                since.due.extend(events.iter().map(|event| (event.campaign.clone(), Some(AT_ONCE))));
            }
        }
        Ok(!rows.is_empty())
    }
}

impl Since {
    /// Takes in a segment; false where it is known, since the writer and readers may look for the same one at once.
    fn take(&mut self, rows: &[Arc<Recorded>]) -> bool {
        let (Some(first), Some(last)) = (rows.first(), rows.last()) else { return false };
        if first.position <= self.until {
            return false;
        }
        for row in rows.iter().filter(|row| row.is_last()) {
            self.note(first.position, row);
        }
        self.until = last.position;
        true
    }

    fn note(&mut self, segment: Position, last: &Recorded) {
        let end = End { position: last.position, version: last.version, hash: last.hash };
        match self.segments.get_mut(&last.campaign) {
            Some(segments) if segments.last() == Some(&segment) => {}
            Some(segments) => segments.push(segment),
            None => drop(self.segments.insert(last.campaign.clone(), vec![segment])),
        }
        match self.ends.get_mut(&last.campaign) {
            Some(known) => *known = end,
            None => drop(self.ends.insert(last.campaign.clone(), end)),
        }
        if let (Some(id), Some(content)) = (last.command, last.content) {
            let known = Known { id, content, position: last.position, version: last.version };
            self.commands.entry(id).or_insert(known);
        }
    }
}

/// The statements of the tables.
#[derive(Debug)]
pub(super) struct Tables {
    segments: BatchStatement,
    campaigns: BatchStatement,
    commands: BatchStatement,
    due: BatchStatement,
}

impl Tables {
    pub(super) fn new() -> Self {
        Self {
            segments: BatchStatement::new(
                "INSERT INTO campaign_segments(campaign, segment) VALUES",
                "(?,?)",
                "ON CONFLICT DO NOTHING",
            ),
            campaigns: BatchStatement::new(
                "INSERT INTO campaigns(id, position, version, hash) VALUES",
                "(?,?,?,?)",
                "ON CONFLICT(id) DO UPDATE SET position = excluded.position, version = excluded.version, \
                 hash = excluded.hash",
            ),
            commands: BatchStatement::new(
                "INSERT INTO commands(id, content, position, version) VALUES",
                "(?,?,?,?)",
                "ON CONFLICT DO NOTHING",
            ),
            due: BatchStatement::new(
                "INSERT INTO next_due(campaign, due, seal) VALUES",
                "(?,?,?)",
                "ON CONFLICT(campaign) DO UPDATE SET due = excluded.due, seal = excluded.seal",
            ),
        }
    }

    /// Writes what is in memory into the tables, in one transaction, and lets go of it.
    pub(super) async fn write(
        &self,
        connection: &mut SqliteConnection,
        recent: &Recent,
    ) -> Result<(), StoreError> {
        let (until, rows) = {
            let since = recent.since();
            (since.until, Rows::of(&since))
        };
        let mut transaction = connection.begin_with("BEGIN IMMEDIATE").await?;
        self.put(&mut transaction, until, &rows).await?;
        transaction.commit().await?;
        // The writer alone commits, and it waits here: nothing new came meanwhile.
        let since = &mut *recent.since();
        let (doubts, settled) = (since.doubts, since.settled);
        *since = Since { tables: until, until, doubts, settled, ..Since::default() };
        Ok(())
    }

    async fn put(
        &self,
        connection: &mut SqliteConnection,
        until: Position,
        rows: &Rows,
    ) -> Result<(), sqlx::Error> {
        for (sql, piece) in self.segments.pieces(&rows.segments) {
            let mut insert = sqlx::query(sql);
            for (campaign, segment) in piece {
                insert = insert.bind(campaign.as_str()).bind(signed(segment.0));
            }
            insert.execute(&mut *connection).await?;
        }
        for (sql, piece) in self.campaigns.pieces(&rows.ends) {
            let mut insert = sqlx::query(sql);
            for (campaign, end) in piece {
                insert = insert.bind(campaign.as_str()).bind(signed(end.position.0));
                insert = insert.bind(signed(end.version.0)).bind(end.hash.0.to_vec());
            }
            insert.execute(&mut *connection).await?;
        }
        for (sql, piece) in self.commands.pieces(&rows.commands) {
            let mut insert = sqlx::query(sql);
            for known in piece {
                insert = insert.bind(known.id.0.to_vec()).bind(known.content.0.to_vec());
                insert = insert.bind(signed(known.position.0)).bind(signed(known.version.0));
            }
            insert.execute(&mut *connection).await?;
        }
        for (sql, piece) in self.due.pieces(&rows.due) {
            let mut insert = sqlx::query(sql);
            for (campaign, due) in piece {
                let due = due.map(|due| due.0);
                let seal = of_due(campaign.as_str(), due);
                insert = insert.bind(campaign.as_str()).bind(due).bind(seal);
            }
            insert.execute(&mut *connection).await?;
        }
        sqlx::query("UPDATE indexed SET position = ?").bind(signed(until.0)).execute(connection).await?;
        Ok(())
    }
}

/// What is in memory, in the order of the tables' keys.
struct Rows {
    segments: Vec<(CampaignId, Position)>,
    ends: Vec<(CampaignId, End)>,
    commands: Vec<Known>,
    due: Vec<(CampaignId, Option<Instant>)>,
}

impl Rows {
    fn of(since: &Since) -> Self {
        let each = |(id, segments): (&CampaignId, &Vec<Position>)| {
            segments.iter().map(|segment| (id.clone(), *segment)).collect::<Vec<_>>()
        };
        let mut commands: Vec<Known> = since.commands.values().copied().collect();
        commands.sort_unstable_by_key(|known| known.id);
        Self {
            segments: since.segments.iter().flat_map(each).collect(),
            ends: since.ends.iter().map(|(id, end)| (id.clone(), *end)).collect(),
            commands,
            due: since.due.iter().map(|(id, due)| (id.clone(), *due)).collect(),
        }
    }
}

/// Opens the index of a log that is read alone: what is behind the tables is read from the segments.
pub(super) async fn read_behind(connection: &mut SqliteConnection) -> Result<Recent, StoreError> {
    let recent = Recent::default();
    let tables = position(connection).await?.unwrap_or_default();
    {
        let since = &mut *recent.since();
        (since.tables, since.until) = (tables, tables);
    }
    recent.catch_up(connection).await?;
    Ok(recent)
}

/// Opens the index for the writer, and makes it again where it cannot be this log's.
pub(super) async fn open(
    connection: &mut SqliteConnection,
    tables: &Tables,
    head: Position,
) -> Result<Recent, StoreError> {
    let kept = position(connection).await?;
    let whole = match kept {
        // Also what somebody set to be made again.
        None | Some(Position(0)) => false,
        Some(kept) => ends_at(connection, kept).await?,
    };
    if !whole {
        if kept != Some(Position(0)) {
            tracing::warn!("the index of the log is not this log's: it is made again from the records");
        }
        clear(connection).await?;
    }
    let recent = Recent::default();
    let from = if whole { kept.unwrap_or_default() } else { Position(0) };
    {
        let since = &mut *recent.since();
        (since.tables, since.until) = (from, from);
    }
    let mut next_log = from.0 + LOG_EVERY_EVENTS;
    while recent.page(connection).await? {
        if recent.is_full() {
            tables.write(connection, &recent).await?;
        }
        let position = recent.since().until.0;
        if position >= next_log {
            tracing::info!(position, head = head.0, "the index of the log is being made");
            next_log = position + LOG_EVERY_EVENTS;
        }
    }
    Ok(recent)
}

/// How far the tables are; none where nothing says.
pub(crate) async fn position(connection: &mut SqliteConnection) -> Result<Option<Position>, StoreError> {
    let row: Option<i64> =
        sqlx::query_scalar("SELECT position FROM indexed").fetch_optional(connection).await?;
    row.map(|position| unsigned(position, "indexed").map(Position)).transpose()
}

/// Whether a segment ends at a position.
async fn ends_at(connection: &mut SqliteConnection, position: Position) -> Result<bool, StoreError> {
    let end: Option<i64> = sqlx::query_scalar(
        "SELECT position + events - 1 FROM segments WHERE position <= ? ORDER BY position DESC LIMIT 1",
    )
    .bind(signed(position.0))
    .fetch_optional(connection)
    .await?;
    Ok(end == Some(signed(position.0)))
}

/// Empties the tables, so that they are made again.
pub(crate) async fn clear(connection: &mut SqliteConnection) -> Result<(), StoreError> {
    for sql in [
        "DELETE FROM campaign_segments",
        "DELETE FROM campaigns",
        "DELETE FROM commands",
        "DELETE FROM next_due",
        "DELETE FROM indexed",
        "INSERT INTO indexed(position) VALUES (0)",
    ] {
        sqlx::query(sql).execute(&mut *connection).await?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use muster_protocol::recorded::{Record, Written};
    use sqlx::{ConnectOptions, Executor};

    use super::super::{LOG_FILE, SqliteStore};
    use super::*;
    use crate::store::{AppendError, Batch, Store};

    fn row(position: u64) -> Vec<Arc<Recorded>> {
        let campaign = CampaignId::new("c").unwrap();
        let record = Record {
            command: Some(CommandId([u8::try_from(position).unwrap(); 16])),
            content: Some(Digest([7; 32])),
            ..Record::by_clock(campaign, Position(position), Version(position), Instant(5))
        };
        record.seal(
            Digest::default(),
            vec![Written { name: "item.closed".to_owned(), schema: 1, body: vec![1] }],
        )
    }

    fn batch(term: muster_protocol::ids::Term, rows: &[Arc<Recorded>]) -> Batch<'_> {
        let after = Position(rows[0].position.0 - 1);
        Batch { term, after, rows, blobs: &[], erased: &[], due: &[] }
    }

    /// Memory is bounded however much is committed, and what it forgets is found all the same.
    #[tokio::test]
    async fn what_is_in_memory_goes_into_the_tables_when_it_is_much() {
        let dir = tempfile::tempdir().unwrap();
        let mut store = SqliteStore::open(dir.path()).await.unwrap();
        let head = store.take_term().await.unwrap();
        let campaign = CampaignId::new("c").unwrap();
        for part in 0..4 {
            let first = 1 + part * INDEX_EVENTS / 4;
            let record = Record::by_clock(campaign.clone(), Position(first), Version(first), Instant(5));
            let event = Written { name: "item.closed".to_owned(), schema: 1, body: vec![1] };
            let events = usize::try_from(INDEX_EVENTS / 4).unwrap();
            let rows = record.seal(Digest::default(), vec![event; events]);
            assert_eq!(store.recent.segments(&campaign).is_empty(), part == 0, "{part}");
            store.append(batch(head.term, &rows)).await.unwrap();
        }
        assert!(store.recent.segments(&campaign).is_empty() && store.recent.ends().is_empty());
        assert_eq!(store.own().launched(std::slice::from_ref(&campaign)).await.unwrap(), [campaign]);
    }

    /// The commit went through and the answer to it was lost: what it brought is known to anyone who looks something up, and
    /// the next append goes behind it.
    #[tokio::test]
    async fn what_was_committed_without_an_answer_is_known_before_anything_else() {
        let dir = tempfile::tempdir().unwrap();
        let mut store = SqliteStore::open(dir.path()).await.unwrap();
        let head = store.take_term().await.unwrap();
        store.append(batch(head.term, &row(1))).await.unwrap();
        let reader = store.open_reader().await.unwrap();
        // As if the writer's own connection had done it and not heard of it.
        let options = sqlx::sqlite::SqliteConnectOptions::new().filename(dir.path().join(LOG_FILE));
        let mut other = options.connect().await.unwrap();
        let insert = sqlx::query("INSERT INTO segments(position, events, bytes) VALUES (2, 1, ?)");
        insert.bind(segment::encode(&row(2))).execute(&mut other).await.unwrap();
        other.execute("UPDATE log_head SET position = 2").await.unwrap();
        other.close().await.unwrap();
        store.recent.doubt();
        let known = reader.commands(&[CommandId([2; 16])]).await.unwrap();
        assert_eq!(known.iter().map(|known| known.position).collect::<Vec<_>>(), [Position(2)]);
        store.recent.doubt();
        store.append(batch(head.term, &row(3))).await.unwrap();
        let rows = store.own().campaign(&CampaignId::new("c").unwrap(), Version(0)).await.unwrap();
        assert_eq!(rows.iter().map(|row| row.position.0).collect::<Vec<_>>(), [1, 2, 3]);
    }

    /// A reader that looks while the writer goes on takes nothing in twice, and takes nothing back.
    #[tokio::test]
    async fn what_is_known_is_not_taken_in_again() {
        let recent = Recent::default();
        recent.note(&row(1), &[]);
        recent.note(&row(2), &[]);
        assert!(!recent.since().take(&row(1)));
        let campaign = CampaignId::new("c").unwrap();
        assert_eq!(recent.segments(&campaign), [Position(1), Position(2)]);
        assert_eq!(recent.since().until, Position(2));
    }

    /// What failed is not known, and is looked for once.
    #[tokio::test]
    async fn what_was_not_committed_is_not_known() {
        let dir = tempfile::tempdir().unwrap();
        let mut store = SqliteStore::open(dir.path()).await.unwrap();
        let head = store.take_term().await.unwrap();
        let wrong = store.append(Batch { after: Position(4), ..batch(head.term, &row(5)) }).await;
        assert!(matches!(wrong, Err(AppendError::Unknown(_))), "{wrong:?}");
        assert!(store.recent.is_unsure());
        assert!(store.own().commands(&[CommandId([5; 16])]).await.unwrap().is_empty());
        assert!(!store.recent.is_unsure());
        store.append(batch(head.term, &row(1))).await.unwrap();
        assert_eq!(store.own().commands(&[CommandId([1; 16])]).await.unwrap().len(), 1);
    }
}
