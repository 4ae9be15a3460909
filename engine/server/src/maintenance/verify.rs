//! Proves a log from its bytes alone, apart from everything that wrote it: order, hash chains, blobs, snapshots, sums.
//!
//! It opens the file for reading only and needs no running engine. Whatever the bytes are, it names the first bad
//! event and never panics. Start at [`verify`].

mod beside;
mod campaign;
mod files;
mod headfile;
mod index;
mod views;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::Path;

use muster_protocol::event::NamedEvent;
use muster_protocol::ids::{CampaignId, CommandId, Digest, Position, SHARD};
use muster_protocol::recorded::Recorded;
use muster_protocol::segment;
use serde::Serialize;
use sqlx::sqlite::SqliteRow;
use sqlx::{Connection, Row, SqliteConnection};

use crate::store::Known;
use crate::store::sqlite::cells::{self, bound};
use crate::store::sqlite::{LOG_FILE, decoded, mark, open_to_read, signed};
use campaign::Track;
pub(crate) use headfile::HeadFile;
pub use headfile::write_head_file;
#[cfg(test)]
pub(crate) use views::compare;
pub use views::{BadRow, ViewsError, ViewsVerified, verify_views};

/// Segments read at once.
const PAGE_SEGMENTS: i64 = 16;

/// What a good log holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Verified {
    /// Its events: positions 1 to this.
    pub events: u64,
    /// Its campaigns, by id.
    pub campaigns: Vec<VerifiedCampaign>,
    /// Blobs that events name, each read and compared with its digest.
    pub blobs: u64,
    /// Blobs that were erased, as events say.
    pub erased: u64,
    /// Snapshot tables that were recomputed.
    pub snapshots: u64,
}

impl Verified {
    /// The heads as a head file's text: what a later verification is compared with.
    #[must_use]
    pub fn head_file(&self) -> String {
        let heads = self.campaigns.iter().map(|one| (one.id.as_str(), one.version, one.hash));
        headfile::text(self.events, heads)
    }
}

/// A good campaign's end.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct VerifiedCampaign {
    /// Its id.
    pub id: String,
    /// Its last version.
    pub version: u64,
    /// Its last link.
    pub hash: Digest,
    /// Planned steps.
    pub planned: u64,
    /// Steps with an outcome, each exactly one.
    pub ended: u64,
}

/// The first bad thing found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[error("{}", self.sentence())]
pub struct Bad {
    /// Log position, where there is one.
    pub position: Option<u64>,
    /// Campaign, where it can be told.
    pub campaign: Option<String>,
    /// Version within it.
    pub version: Option<u64>,
    /// What is wrong.
    pub what: String,
}

impl Bad {
    fn sentence(&self) -> String {
        let position = self.position.map(|position| format!("position {position}"));
        let campaign = self.campaign.as_ref().map(|id| match self.version {
            Some(version) => format!("campaign {id} version {version}"),
            None => format!("campaign {id}"),
        });
        let place: Vec<String> = position.into_iter().chain(campaign).collect();
        if place.is_empty() { self.what.clone() } else { format!("{}: {}", place.join(", "), self.what) }
    }

    fn of(row: &Recorded, what: impl Into<String>) -> Self {
        Self {
            position: Some(row.position.0),
            campaign: Some(row.campaign.to_string()),
            version: Some(row.version.0),
            what: what.into(),
        }
    }

    pub(super) fn in_all(what: String) -> Self {
        Self { position: None, campaign: None, version: None, what }
    }

    fn in_campaign(id: impl ToString, what: String) -> Self {
        Self { campaign: Some(id.to_string()), ..Self::in_all(what) }
    }

    fn at(position: u64, what: impl Into<String>) -> Self {
        Self { position: Some(position), ..Self::in_all(what.into()) }
    }
}

/// Why a log is not proved.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum VerifyError {
    /// Something is wrong with it.
    #[error(transparent)]
    Bad(#[from] Bad),
    /// There is no log to read, or no head file as named.
    #[error("{0}")]
    Unusable(String),
}

/// Verifies the log in a data directory, against a head file written earlier if one is given.
///
/// # Errors
/// [`VerifyError::Bad`] with the first bad event; [`VerifyError::Unusable`] when there is nothing to verify.
pub async fn verify(dir: &Path, head_file: Option<&Path>) -> Result<Verified, VerifyError> {
    let heads = head_file.map(HeadFile::read).transpose().map_err(VerifyError::Unusable)?;
    let path = dir.join(LOG_FILE);
    if !path.is_file() {
        return Err(VerifyError::Unusable(format!("there is no log in {}", dir.display())));
    }
    let beside = mark::has_companion(&path);
    let mut connection =
        open_to_read(&path).await.map_err(|error| VerifyError::Unusable(error.to_string()))?;
    let mut verifier = Verifier {
        heads: heads.unwrap_or_default(),
        last: 0,
        campaigns: BTreeMap::new(),
        whole: BTreeSet::new(),
        erased: BTreeSet::new(),
        commands: HashMap::new(),
        snapshots: 0,
    };
    let outcome = match verifier.run(&mut connection).await {
        Ok(()) => beside::check(&mut connection, &verifier, beside).await,
        bad => bad,
    };
    // Nothing was written; how the connection ends does not matter.
    let _closed = connection.close().await;
    outcome?;
    files::check(dir).await?;
    Ok(verifier.report())
}

/// Verification under way.
struct Verifier {
    heads: HeadFile,
    last: u64,
    campaigns: BTreeMap<CampaignId, Track>,
    /// Blobs that were found whole.
    whole: BTreeSet<Digest>,
    /// Blobs of which some event says that they were erased.
    erased: BTreeSet<Digest>,
    /// What each command came to.
    commands: HashMap<CommandId, Known>,
    snapshots: u64,
}

impl Verifier {
    async fn run(&mut self, connection: &mut SqliteConnection) -> Result<(), Bad> {
        let broken = |error: sqlx::Error| Bad::at(0, format!("the file cannot be read: {error}"));
        // One transaction: a running engine may append meanwhile, and we see none of it.
        sqlx::query("BEGIN").execute(&mut *connection).await.map_err(broken)?;
        self.erased = read_erased(connection).await.map_err(broken)?;
        let mut after = i64::MIN;
        loop {
            let rows = sqlx::query(
                "SELECT position, events, bytes FROM segments WHERE position > ? ORDER BY position LIMIT ?",
            )
            .bind(after)
            .bind(PAGE_SEGMENTS)
            .fetch_all(&mut *connection)
            .await
            .map_err(|error| Bad::at(self.last + 1, format!("cannot be read: {error}")))?;
            if rows.is_empty() {
                break;
            }
            for row in &rows {
                after = row.try_get(0).map_err(|error| Bad::at(self.last + 1, error.to_string()))?;
                self.segment(connection, row).await?;
            }
        }
        self.check_head(connection).await?;
        beside::head_row(connection).await?;
        self.check_heads()?;
        self.check_sums()?;
        self.check_marks(connection).await?;
        index::check(connection, self).await?;
        check_file(connection).await
    }

    /// A segment: where the one before it ends, written in the one way there is, record behind whole record.
    async fn segment(&mut self, connection: &mut SqliteConnection, row: &SqliteRow) -> Result<(), Bad> {
        let expected = self.last + 1;
        let odd = |error: sqlx::Error| Bad::at(expected, error.to_string());
        let (position, events): (i64, i64) = (row.try_get(0).map_err(odd)?, row.try_get(1).map_err(odd)?);
        let bytes: &[u8] = row.try_get(2).map_err(odd)?;
        if position != signed(expected) {
            let what = if position > signed(expected) {
                format!("is missing: after {} comes {position}", self.last)
            } else {
                format!("stands where {position} comes again or out of order")
            };
            return Err(Bad::at(expected, what));
        }
        let rows = segment::decode(Position(expected), bytes)
            .map_err(|error| Bad::at(expected, format!("its segment cannot be read: {error}")))?;
        let first_campaign = rows.first().map(|row| row.campaign.to_string());
        for record in rows.chunk_by(|one, next| one.record.first == next.record.first) {
            self.record(connection, Position(expected), record).await?;
        }
        // What is under no link.
        let what = if segment::encode(&rows) != bytes {
            "its segment is not as muster writes it"
        } else if signed(rows.len() as u64) != events {
            "its segment has another number of events than its row says"
        } else {
            return Ok(());
        };
        Err(Bad { campaign: first_campaign, ..Bad::at(expected, what) })
    }

    /// The head row says where the log ends; it stays when a tail is cut.
    async fn check_head(&self, connection: &mut SqliteConnection) -> Result<(), Bad> {
        let query = bound!("SELECT position FROM log_head WHERE shard = ?", i64::from(SHARD));
        let head: Option<i64> = cells::first(query, connection)
            .await
            .map_err(|error| Bad::at(self.last + 1, format!("the head row cannot be read: {error}")))?;
        let last = signed(self.last);
        match head {
            Some(head) if head == last => Ok(()),
            Some(head) if head > last => Err(Bad::at(
                self.last + 1,
                format!("is missing: the log ends at {last}, its head row says {head}"),
            )),
            Some(head) => {
                let first = u64::try_from(head).unwrap_or_default() + 1;
                Err(Bad::at(first, format!("lies behind the head row, which says {head}")))
            }
            None => Err(Bad::at(self.last + 1, "the head row is missing")),
        }
    }

    /// A head file written earlier: nothing in it may have gone.
    fn check_heads(&self) -> Result<(), Bad> {
        if self.heads.position > self.last {
            let what = format!("is missing: the head file says {}", self.heads.position);
            return Err(Bad::at(self.last + 1, what));
        }
        for (id, (version, _)) in &self.heads.campaigns {
            let found = self.campaigns.get(id).map_or(0, |track| track.version);
            if found < version.0 {
                let what = format!("is missing: the head file says version {version}");
                return Err(Bad { version: Some(found + 1), ..Bad::in_campaign(id, what) });
            }
        }
        Ok(())
    }

    fn check_sums(&self) -> Result<(), Bad> {
        let check =
            |(id, track): (&CampaignId, &Track)| track.check_sum().map_err(|what| Bad::in_campaign(id, what));
        self.campaigns.iter().try_for_each(check)
    }

    /// Nothing may be marked as erased of which no event says so.
    async fn check_marks(&self, connection: &mut SqliteConnection) -> Result<(), Bad> {
        let query = bound!("SELECT digest FROM erased ORDER BY digest");
        let marks: Vec<Vec<u8>> = cells::all(query, connection)
            .await
            .map_err(|error| Bad::in_all(format!("what was erased cannot be read: {error}")))?;
        for mark in marks {
            let digest = <[u8; 32]>::try_from(mark).map(Digest).ok();
            if !digest.is_some_and(|digest| self.erased.contains(&digest)) {
                let named =
                    digest.map_or_else(|| "something".to_owned(), |digest| format!("the blob {digest}"));
                return Err(Bad::in_all(format!("{named} is marked as erased, and no event says so")));
            }
        }
        Ok(())
    }

    fn report(self) -> Verified {
        let campaigns = self.campaigns.iter().map(|(id, track)| track.report(id)).collect();
        let (blobs, erased) = (self.whole.len() as u64, self.erased.len() as u64);
        Verified { events: self.last, campaigns, blobs, erased, snapshots: self.snapshots }
    }
}

/// What events say was erased. Events that name a blob come before the one that erases it, so this is read first; whether
/// these events are genuine, the chain tells.
async fn read_erased(connection: &mut SqliteConnection) -> Result<BTreeSet<Digest>, sqlx::Error> {
    let rows = sqlx::query(
        "SELECT position, bytes FROM segments WHERE instr(bytes, CAST('blob.erased' AS BLOB)) > 0",
    )
    .fetch_all(connection)
    .await?;
    let segments = rows.iter().filter_map(|row| decoded(row).ok());
    let erased = segments.flatten().filter_map(|row| match row.named() {
        Ok(NamedEvent::BlobErased(body)) => Some(body.blob),
        Ok(_) | Err(_) => None,
    });
    Ok(erased.collect())
}

/// The database's own check, last: it finds what lies outside the rows, such as an index that lies.
async fn check_file(connection: &mut SqliteConnection) -> Result<(), Bad> {
    let found = cells::one::<String>(bound!("PRAGMA integrity_check(1)"), connection).await;
    let found = found.map_err(|error| Bad::in_all(format!("the file cannot be checked: {error}")))?;
    if found == "ok" { Ok(()) } else { Err(Bad::in_all(format!("the file is damaged: {found}"))) }
}

#[cfg(test)]
mod tests;
