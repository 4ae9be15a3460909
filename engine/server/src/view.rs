//! Rows computed from events, for people and pages: `view.db`. It may be thrown away; the projector fills it again.
//!
//! Two connections: one for the projector and small notes (consumers' positions, dead letters), one for readers.
//! A view never decides and never reads an event itself.

pub mod case_state;
pub mod chain;
pub mod codes;
pub mod evidence;
pub mod left_out;
pub mod moves;
pub mod own;
mod own_counts;
mod planned;
pub mod ranking;
mod renewal;
mod schema;
pub mod status;
mod steps;
pub(crate) mod sums;
mod tables;
pub mod unplanned;
pub mod why;

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use muster_protocol::ids::Position;
use sqlx::{Connection, SqliteConnection};
use tokio::sync::{Mutex, Notify, watch};

use crate::directory::identity::LOG_SETTING;
use crate::store::sqlite::cells::{self, bound};
use crate::store::sqlite::{Durability, LOG_FILE, open, open_to_read, signed};
use crate::store::{Reader, StoreError};
pub(crate) use own_counts::OwnCounts;
pub(crate) use schema::{is_current, reached, statements};

/// Name of the file in the data directory.
pub const VIEW_FILE: &str = "view.db";
/// Where a damaged view is moved, for anyone who wants to know what happened to it.
const BROKEN_FILE: &str = "view.db.broken";

/// The view. Cloning is cheap.
#[derive(Debug, Clone)]
pub struct View {
    path: Arc<Path>,
    /// Name of the log that it is of.
    log: Arc<str>,
    write: Arc<Mutex<SqliteConnection>>,
    read: Arc<Mutex<SqliteConnection>>,
    reach: Arc<watch::Sender<Reach>>,
    /// The last position that somebody waits for.
    wanted: Arc<watch::Sender<Position>>,
    renewed: Arc<AtomicU64>,
    /// Rows that were written since it was opened.
    written: Arc<AtomicU64>,
    /// Rings when the file was rebuilt and has to be filled.
    renewal: Arc<Notify>,
}

/// How far the view is, and what keeps it from going on.
#[derive(Debug, Default)]
struct Reach {
    position: Position,
    trouble: Option<StoreError>,
}

impl View {
    /// Refuses a directory whose log is gone while its view has seen events, before an empty log takes the lost one's
    /// place. A view that cannot be read says nothing.
    pub(crate) async fn check_log(dir: &Path) -> Result<(), StoreError> {
        let (view, log) = (dir.join(VIEW_FILE), dir.join(LOG_FILE));
        let held = std::fs::metadata(log).map_or(0, |file| file.len());
        if held > 0 || !view.exists() {
            return Ok(());
        }
        let Ok(mut connection) = open_to_read(&view).await else { return Ok(()) };
        let seen = schema::reached(&mut connection).await.ok().flatten().unwrap_or_default();
        schema::check_seen(seen, Position(0))
    }

    /// Opens the view of a log, or an empty one where it is of another version or damaged.
    pub(crate) async fn open(dir: &Path, log: &dyn Reader) -> Result<Self, StoreError> {
        let path = dir.join(VIEW_FILE);
        let mut write = open_or_recreate(&path).await?;
        let name = log.setting(LOG_SETTING).await?.unwrap_or_default();
        let position = schema::prepare(&mut write, log, &name).await?;
        let read = open(&path, Durability::Rebuildable).await?;
        let (reach, _) = watch::channel(Reach { position, trouble: None });
        let (wanted, _) = watch::channel(position);
        Ok(Self {
            write: Arc::new(Mutex::new(write)),
            read: Arc::new(Mutex::new(read)),
            reach: Arc::new(reach),
            wanted: Arc::new(wanted),
            renewed: Arc::default(),
            written: Arc::default(),
            renewal: Arc::default(),
            path: path.into(),
            log: name.into(),
        })
    }

    /// The position up to which events are in the view.
    #[must_use]
    pub fn position(&self) -> Position {
        self.reach.borrow().position
    }

    /// Waits until the view has reached a position.
    ///
    /// # Errors
    /// [`StoreError`] when the view cannot be brought on to there as things are, so that nobody waits for ever.
    pub async fn reached(&self, position: Position) -> Result<(), StoreError> {
        let mut receiver = self.reach.subscribe();
        if self.position() < position {
            self.wanted.send_if_modified(|wanted| {
                let further = *wanted < position;
                *wanted = position.max(*wanted);
                further
            });
        }
        let ended = |reach: &Reach| reach.position >= position || reach.trouble.is_some();
        // The sender lives in `self`, so waiting cannot end early.
        let Ok(reach) = receiver.wait_for(ended).await else { return Ok(()) };
        match &reach.trouble {
            Some(trouble) if reach.position < position => Err(trouble.clone()),
            Some(_) | None => Ok(()),
        }
    }

    /// Why the view cannot be brought on; none when it can.
    #[must_use]
    pub fn trouble(&self) -> Option<String> {
        self.reach.borrow().trouble.as_ref().map(ToString::to_string)
    }

    pub(crate) fn move_to(&self, position: Position) {
        self.reach.send_replace(Reach { position, trouble: None });
    }

    /// Tells all who wait that the view stands still, until it moves again.
    pub(crate) fn stand(&self, trouble: StoreError) {
        self.reach.send_modify(|reach| reach.trouble = Some(trouble));
    }

    /// Puts a new connection in the place of the writing one. Where even that fails, the next write fails too and this
    /// is tried again.
    pub(crate) async fn renew(&self, connection: &mut SqliteConnection) {
        match open(&self.path, Durability::Rebuildable).await {
            Ok(fresh) => *connection = fresh,
            Err(error) => tracing::error!(%error, "the view could not be opened again"),
        }
    }

    /// Rows that were written since it was opened: what a running engine pays for being looked at.
    #[must_use]
    pub fn rows_written(&self) -> u64 {
        self.written.load(Ordering::Relaxed)
    }

    pub(crate) fn count(&self, rows: usize) {
        self.written.fetch_add(rows as u64, Ordering::Relaxed);
    }

    /// Resolves when the file was rebuilt.
    pub(crate) async fn renewal(&self) {
        self.renewal.notified().await;
    }

    /// The last position that somebody waits for, and every change of it.
    pub(crate) fn wanted(&self) -> watch::Receiver<Position> {
        self.wanted.subscribe()
    }

    /// The writing connection, to be kept.
    pub(crate) fn shared(&self) -> Arc<Mutex<SqliteConnection>> {
        Arc::clone(&self.write)
    }

    pub(crate) fn writing(&self) -> &Mutex<SqliteConnection> {
        &self.write
    }

    pub(crate) fn reading(&self) -> &Mutex<SqliteConnection> {
        &self.read
    }

    pub(crate) async fn load_position(&self, consumer: &str) -> Result<Position, StoreError> {
        let query = bound!("SELECT position FROM positions WHERE consumer = ?", consumer);
        let position: Option<u64> = cells::first(query, &mut *self.write.lock().await).await?;
        Ok(Position(position.unwrap_or_default()))
    }

    pub(crate) async fn save_position(&self, consumer: &str, position: Position) -> Result<(), StoreError> {
        let statement = bound!(
            "INSERT INTO positions(consumer, position) VALUES (?, ?)
             ON CONFLICT(consumer) DO UPDATE SET position = excluded.position",
            consumer,
            signed(position.0),
        );
        cells::run(statement, &mut *self.write.lock().await).await
    }
}

/// An empty view in a file of its own, for anyone who computes one beside the engine's.
pub(crate) async fn recreate(path: &Path, log: &str) -> Result<SqliteConnection, StoreError> {
    let mut connection = open(path, Durability::Rebuildable).await?;
    schema::make(&mut connection, log).await?;
    Ok(connection)
}

/// Opens the file for writing; one that is no view any more is moved aside, since all of it can be computed again.
async fn open_or_recreate(path: &Path) -> Result<SqliteConnection, StoreError> {
    let damage = match open(path, Durability::Rebuildable).await {
        Ok(mut connection) => match schema::reached(&mut connection).await {
            Err(StoreError::Damaged(cause)) => {
                // Closed before the file moves: the last to close removes the companions by their names.
                if let Err(error) = connection.close().await {
                    tracing::warn!(%error, "the damaged view was not closed in order");
                }
                cause
            }
            Ok(_) => return Ok(connection),
            Err(error) => return Err(error),
        },
        Err(StoreError::Damaged(cause)) => cause,
        Err(error) => return Err(error),
    };
    tracing::warn!(damage, "{VIEW_FILE} is damaged; it is moved to {BROKEN_FILE} and rebuilt");
    set_aside(path).map_err(|error| StoreError::Failed(format!("{}: {error}", path.display())))?;
    open(path, Durability::Rebuildable).await
}

fn set_aside(path: &Path) -> std::io::Result<()> {
    std::fs::rename(path, path.with_file_name(BROKEN_FILE))?;
    for companion in ["view.db-wal", "view.db-shm"] {
        match std::fs::remove_file(path.with_file_name(companion)) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error),
            Ok(()) | Err(_) => {}
        }
    }
    Ok(())
}
