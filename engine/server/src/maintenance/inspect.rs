//! A look at a data directory as it lies there, whether an engine runs on it or not. Files are opened for reading
//! alone; nothing is repaired, made or taken.

use std::collections::BTreeMap;
use std::path::Path;

use muster_protocol::definition::Definition;
use muster_protocol::ids::{CampaignId, Position, SHARD};
use muster_protocol::time::Instant;
use sqlx::{Connection, Row, SqliteConnection};

use crate::directory::contacts::CONTACTS_FILE;
use crate::directory::identity::{GENERATION_FIRST, GENERATION_SETTING};
use crate::engine::CLOCK_SETTING;
use crate::store::StoreError;
use crate::store::sqlite::cells::{self, bound};
use crate::store::sqlite::seal::setting;
use crate::store::sqlite::{LOG_FILE, blob, decoded, mark, open_to_read, unsigned};
use crate::view::VIEW_FILE;

/// What a file of the directory is like.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FileState {
    /// It is not there.
    Missing,
    /// It is whole as far as SQLite can tell quickly.
    Sound,
    /// It is not what was written, or cannot be read: why.
    Bad(String),
}

/// What was found.
#[derive(Debug, Clone)]
pub struct Inspection {
    /// `log.db`.
    pub log: FileState,
    /// `view.db`.
    pub view: FileState,
    /// `contacts.db`.
    pub contacts: FileState,
    /// The log's own head, where it can be read.
    pub head: Option<Position>,
    /// Position of its last event.
    pub last: Option<Position>,
    /// Campaign clock of its last event.
    pub at: Option<Instant>,
    /// `wall` or `stepped`.
    pub clock: Option<String>,
    /// Generation of the log.
    pub generation: u32,
    /// Position that the view has reached.
    pub viewed: Option<Position>,
    /// Campaigns that are not closed, with the definitions that they run.
    pub running: Vec<(CampaignId, Definition)>,
    /// Version of SQLite.
    pub sqlite: Option<String>,
    /// Why the log may have lost its end; none when it is whole.
    pub cut: Option<String>,
}

/// Looks at a directory.
pub async fn inspect(dir: &Path) -> Inspection {
    let beside = mark::has_companion(&dir.join(LOG_FILE));
    let mut found = Inspection {
        log: look(&dir.join(LOG_FILE)).await,
        view: look(&dir.join(VIEW_FILE)).await,
        contacts: look(&dir.join(CONTACTS_FILE)).await,
        head: None,
        last: None,
        at: None,
        clock: None,
        generation: GENERATION_FIRST,
        viewed: None,
        running: Vec::new(),
        sqlite: None,
        cut: None,
    };
    if found.log == FileState::Sound
        && let Err(error) = found.read_log(&dir.join(LOG_FILE), beside).await
    {
        found.log = FileState::Bad(error.to_string());
    }
    if found.view == FileState::Sound
        && let Err(error) = found.read_view(&dir.join(VIEW_FILE)).await
    {
        found.view = FileState::Bad(error.to_string());
    }
    found
}

async fn look(path: &Path) -> FileState {
    if !path.exists() {
        return FileState::Missing;
    }
    match check(path).await {
        Ok(said) if said == "ok" => FileState::Sound,
        Ok(said) => FileState::Bad(said),
        Err(error) => FileState::Bad(error.to_string()),
    }
}

/// SQLite's own quick check: the file's structure, without comparing indexes with tables.
async fn check(path: &Path) -> Result<String, StoreError> {
    let mut connection = open_to_read(path).await?;
    let said: Option<String> = cells::first(bound!("PRAGMA quick_check(1)"), &mut connection).await?;
    connection.close().await?;
    Ok(said.unwrap_or_default())
}

impl Inspection {
    async fn read_log(&mut self, path: &Path, beside: bool) -> Result<(), StoreError> {
        let mut connection = open_to_read(path).await?;
        self.sqlite = cells::first(bound!("SELECT sqlite_version()"), &mut connection).await?;
        let query = bound!(
            "SELECT (SELECT position FROM log_head WHERE shard = ?),
                    (SELECT position + events - 1 FROM segments ORDER BY position DESC LIMIT 1)",
            i64::from(SHARD),
        );
        let (head, last): (Option<u64>, Option<u64>) = cells::one(query, &mut connection).await?;
        (self.head, self.last) = (head.map(Position), Some(Position(last.unwrap_or_default())));
        let newest = sqlx::query("SELECT position, bytes FROM segments ORDER BY position DESC LIMIT 1");
        if let Some(row) = newest.fetch_optional(&mut connection).await? {
            self.at = decoded(&row)?.last().map(|last| last.at);
        }
        self.clock = setting(&mut connection, CLOCK_SETTING).await?;
        let generation = setting(&mut connection, GENERATION_SETTING).await?;
        self.generation = generation.and_then(|kept| kept.parse().ok()).unwrap_or(GENERATION_FIRST);
        self.cut = mark::cut(&mut connection, beside).await?;
        self.running = running(&mut connection).await?;
        Ok(connection.close().await?)
    }

    async fn read_view(&mut self, path: &Path) -> Result<(), StoreError> {
        let mut connection = open_to_read(path).await?;
        // A view of another version has another table, and is rebuilt when an engine opens it.
        let row = sqlx::query("SELECT position FROM projected").fetch_optional(&mut connection).await;
        if let Ok(Some(row)) = row {
            self.viewed = Some(Position(unsigned(row.try_get(0)?, "position")?));
        }
        Ok(connection.close().await?)
    }
}

/// Campaigns that are launched and not closed. A definition that cannot be read is `verify`'s to tell.
async fn running(connection: &mut SqliteConnection) -> Result<Vec<(CampaignId, Definition)>, StoreError> {
    // A segment has its texts, names of events among them, as they are.
    let rows = sqlx::query(
        "SELECT position, bytes FROM segments WHERE instr(bytes, CAST('campaign.' AS BLOB)) > 0 ORDER BY position",
    )
    .fetch_all(&mut *connection)
    .await?;
    let mut in_force = BTreeMap::new();
    for row in &rows {
        for row in decoded(row)? {
            if row.name == "campaign.closed" {
                in_force.remove(&row.campaign);
            } else if let Ok(Some(digest)) = row.puts_in_force() {
                in_force.insert(row.campaign.clone(), digest);
            }
        }
    }
    let mut running = Vec::new();
    for (id, digest) in in_force {
        let blob = blob(connection, digest).await?;
        let definition = blob.and_then(|blob| Definition::from_bytes(&blob.bytes).ok());
        running.extend(definition.map(|definition| (id, definition)));
    }
    Ok(running)
}
