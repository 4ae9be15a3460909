//! Replays a log into a shadow, on a clock that shows what the events show: decides again what time decided, computes
//! states, views and snapshots again, and compares them with what is there.
//!
//! Nothing can be sent: a shadow has a log and a view, and neither a link nor a channel. Start at [`replay`].

mod pass;
mod views;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use muster_protocol::ids::{CampaignId, Digest, Position};
use muster_protocol::time::Date;
use serde::Serialize;
use sqlx::{Connection, SqliteConnection};
use uuid::Uuid;

use super::backup::{copy_log, cut, is_free};
use super::verify::{Bad, VerifyError, verify};
use crate::clock::ClockMode;
use crate::engine::{Engine, OpenError, Options};
use crate::store::sqlite::seal::keep;
use crate::store::sqlite::{Durability, LOG_FILE, SWEPT_SETTING, SqliteReader, cut_to, open};
use crate::store::{Reader, StoreError};
pub use pass::Difference;
use pass::Pass;
use views::Views;

/// Rows read at once.
const PAGE_ROWS: usize = 4_096;
/// Most differences that are told; the rest are counted.
pub const DIFFERENCES_MAX: usize = 20;

/// Which local days are replayed, by each campaign's own zone.
#[derive(Debug, Clone, Copy, Default)]
pub struct Span {
    /// The first; before it events are only applied.
    pub from: Option<Date>,
    /// The last; by default as far as the live view has come.
    pub until: Option<Date>,
}

/// What a replay came to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Replayed {
    /// Last position that was replayed.
    pub position: u64,
    /// Events of the span.
    pub events: u64,
    /// Of these, those that time brings, each decided again.
    pub decided: u64,
    /// Snapshot tables that were computed again and are the same.
    pub snapshots: u64,
    /// Messages handed to a channel: there is none.
    pub sent: u64,
    /// The campaigns, by id.
    pub campaigns: Vec<ReplayedCampaign>,
    /// What differs, in order of positions, at most [`DIFFERENCES_MAX`].
    pub differences: Vec<Difference>,
    /// How many differ.
    pub differ: u64,
    /// The shadow's directory, where it was asked for.
    pub shadow: Option<PathBuf>,
}

/// One campaign's digests, in the log and in the shadow.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ReplayedCampaign {
    /// Its id.
    pub id: String,
    /// Its last version.
    pub version: u64,
    /// The state that the log's events make.
    pub state: Digest,
    /// The state that the shadow's events make.
    pub shadow_state: Digest,
    /// The rows of the live view; none where it has not stood at this position.
    pub view: Option<Digest>,
    /// The rows of the shadow's view.
    pub shadow_view: Digest,
}

/// Why nothing was replayed.
#[derive(Debug, thiserror::Error)]
pub enum ReplayError {
    /// The shadow's directory holds something.
    #[error("{} is not empty", .0.display())]
    Occupied(PathBuf),
    /// There is no log.
    #[error("there is no log in {}", .0.display())]
    Nothing(PathBuf),
    /// The log is damaged.
    #[error(transparent)]
    Bad(#[from] Bad),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The shadow could not be opened.
    #[error(transparent)]
    Open(#[from] OpenError),
}

/// Replays the log of a data directory, in use or not. The shadow lies in `shadow`, which must be free, and stays there;
/// without one it is a temporary directory that is taken away.
///
/// # Errors
/// [`ReplayError`].
pub async fn replay(dir: &Path, span: Span, shadow: Option<&Path>) -> Result<Replayed, ReplayError> {
    let log = dir.join(LOG_FILE);
    if !log.is_file() {
        return Err(ReplayError::Nothing(dir.to_owned()));
    }
    // The shadow is a whole log whatever it was made from: that its end is missing is seen here alone.
    if let Some(why) = cut(dir).await? {
        return Err(StoreError::Damaged(why).into());
    }
    let place = match shadow {
        Some(place) if !is_free(place) => return Err(ReplayError::Occupied(place.to_owned())),
        Some(place) => place.to_owned(),
        None => std::env::temp_dir().join(format!("muster-shadow-{}", Uuid::new_v4().simple())),
    };
    let replayed = Replay { dir, span, shadow: &place }.run().await;
    if shadow.is_none()
        && let Err(error) = std::fs::remove_dir_all(&place)
    {
        tracing::warn!(%error, shadow = %place.display(), "the shadow stays");
    }
    let kept = shadow.map(Path::to_owned);
    replayed.map(|replayed| Replayed { shadow: kept, ..replayed })
}

struct Replay<'a> {
    dir: &'a Path,
    span: Span,
    shadow: &'a Path,
}

impl Replay<'_> {
    async fn run(&self) -> Result<Replayed, ReplayError> {
        let live = Views::read(self.dir).await?;
        // Without a last day as far as the live view, so that the two can be compared.
        let most = match self.span.until {
            Some(_) => Position(u64::MAX),
            None => live.position.unwrap_or(Position(u64::MAX)),
        };
        let mut log = self.fold(&self.dir.join(LOG_FILE), most, true).await?;
        self.cast(log.position).await?;
        let shadow = self.fold(&self.shadow.join(LOG_FILE), log.position, false).await?;
        let snapshots = match verify(self.shadow, None).await {
            Ok(verified) => verified.snapshots,
            Err(VerifyError::Bad(bad)) => return Err(bad.into()),
            Err(VerifyError::Unusable(why)) => return Err(StoreError::Failed(why).into()),
        };
        let again = self.project(log.position).await?;
        let same = live.position == Some(log.position);
        let mut campaigns = Vec::new();
        for (id, (version, state)) in log.states() {
            let shadow_state = shadow.state(&id);
            let (view, shadow_view) =
                (same.then(|| live.digest(&id)), again.digests.get(&id).copied().unwrap_or_default());
            if state != shadow_state {
                log.differs(log.position, &id, "the shadow's state is another".to_owned());
            }
            if view.is_some_and(|view| view != shadow_view) {
                log.differs(log.position, &id, "the shadow's view has other rows".to_owned());
            }
            campaigns.push(ReplayedCampaign {
                id: id.to_string(),
                version,
                state,
                shadow_state,
                view,
                shadow_view,
            });
        }
        Ok(Replayed {
            position: log.position.0,
            events: log.events,
            decided: log.decided,
            snapshots,
            sent: 0,
            campaigns,
            differ: log.differ,
            differences: log.differences,
            shadow: None,
        })
    }

    /// Applies a log up to a position, and decides again what time decided if `decides`.
    async fn fold(&self, file: &Path, until: Position, decides: bool) -> Result<Pass, ReplayError> {
        let log: Arc<dyn Reader> = Arc::new(SqliteReader::open(file).await?);
        let mut again = Pass::new(Arc::clone(&log), self.span, decides);
        while again.position < until {
            let page = log.read(again.position, PAGE_ROWS).await?;
            if page.is_empty() {
                break;
            }
            // A record is replayed whole or not at all: an end within one is the end of the one before.
            for row in page.iter().take_while(|row| row.first.0 + u64::from(row.count) - 1 <= until.0) {
                if !again.hear(row).await? {
                    return Ok(again);
                }
            }
        }
        Ok(again)
    }

    /// Makes the shadow's log: the same events up to a position, and nothing after it.
    async fn cast(&self, until: Position) -> Result<(), ReplayError> {
        std::fs::create_dir_all(self.shadow)
            .map_err(|error| StoreError::Failed(format!("{}: {error}", self.shadow.display())))?;
        let file = self.shadow.join(LOG_FILE);
        copy_log(&self.dir.join(LOG_FILE), &file).await?;
        let mut connection = open(&file, Durability::Full).await?;
        cut_to(&mut connection, until).await?;
        // It is swept again if it ever was: how far the log was says nothing of an earlier end.
        keep(&mut connection, SWEPT_SETTING, "0 0").await.map_err(StoreError::from)?;
        // The shadow stands still: its clock is stepped and nobody steps it.
        keep(&mut connection, "clock", "stepped").await.map_err(StoreError::from)?;
        connection.close().await.map_err(StoreError::from)?;
        Ok(())
    }

    /// Computes the shadow's view, and reads it.
    async fn project(&self, until: Position) -> Result<Views, ReplayError> {
        let options = Options { data_dir: self.shadow.to_owned(), clock: ClockMode::AsStored };
        let engine = Engine::open(options).await?;
        let reached = engine.handle().view().reached(until).await;
        engine.shutdown().await;
        reached?;
        Ok(Views::read(self.shadow).await?)
    }
}

/// Digests by campaign.
type Digests = BTreeMap<CampaignId, Digest>;

/// A connection to a file that may be missing.
async fn connection(path: &Path) -> Result<Option<SqliteConnection>, StoreError> {
    if path.is_file() { crate::store::sqlite::open_to_read(path).await.map(Some) } else { Ok(None) }
}
