//! The seam to a database: what the shard's writer and the readers of its log need, and nothing more.
//!
//! A store never decides and never looks into a body. Everything that must hold of one stands in the conformance list
//! (`store/conformance.rs`), which every store passes; another database is one more folder and one line there.

#[cfg(test)]
mod conformance;
pub mod memory;
pub mod sqlite;

use std::collections::HashSet;
use std::sync::Arc;

use muster_protocol::definition::Definition;
use muster_protocol::ids::{CampaignId, CommandId, Digest, Position, Term, Version};
use muster_protocol::recorded::Recorded;
use muster_protocol::time::Instant;
use muster_wire::link::{Boxed, LinkError};

/// Most rows that one read gives, whatever is asked: about 1 MiB of the log.
pub const READ_ROWS_MAX: usize = 4_096;
/// Campaigns that are replayed together: what they wrote in one commit is read once for all of them.
pub(crate) const REPLAYED_TOGETHER: usize = 256;

/// Length of the salt of a free text, in bytes.
pub const SALT_BYTES: usize = 16;

/// The head row of a shard: position counter, commit order and fence in one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Head {
    /// Position of the last event; 0 for an empty log.
    pub position: Position,
    /// Number of the holder; each opening takes the next one.
    pub term: Term,
}

/// Bytes outside the log, named by digest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Blob {
    /// BLAKE3 of salt and bytes.
    pub digest: Digest,
    /// The bytes.
    pub bytes: Vec<u8>,
    /// Salt of a free text; erased with it.
    pub salt: Option<[u8; SALT_BYTES]>,
}

impl Blob {
    /// A blob named by the digest of its bytes.
    #[must_use]
    pub fn plain(bytes: Vec<u8>) -> Self {
        Self { digest: Digest::of(&bytes), bytes, salt: None }
    }

    /// A free text: the digest does not give the text away to one who guesses it.
    #[must_use]
    pub fn salted(bytes: Vec<u8>, salt: [u8; SALT_BYTES]) -> Self {
        Self { digest: salted_digest(&bytes, Some(&salt)), bytes, salt: Some(salt) }
    }

    /// Whether the bytes are those that the digest names.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        salted_digest(&self.bytes, self.salt.as_ref()) == self.digest
    }
}

fn salted_digest(bytes: &[u8], salt: Option<&[u8; SALT_BYTES]>) -> Digest {
    match salt {
        None => Digest::of(bytes),
        Some(salt) => Digest::of(&[salt.as_slice(), bytes].concat()),
    }
}

/// The first outcome of a command that is in the log.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Known {
    /// The command.
    pub id: CommandId,
    /// Digest of its content ([`muster_protocol::command::CommandEnvelope::content`]).
    pub content: Digest,
    /// Position of its last event.
    pub position: Position,
    /// Campaign version of its last event.
    pub version: Version,
}

/// The last event of a campaign.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CampaignHead {
    /// The campaign.
    pub campaign: CampaignId,
    /// Its version.
    pub version: Version,
    /// Link of the hash chain there.
    pub hash: Digest,
}

/// What one transaction writes: all of it or nothing.
#[derive(Debug, Clone, Copy)]
pub struct Batch<'a> {
    /// The writer's term; a store whose term is another refuses.
    pub term: Term,
    /// Position before the first row.
    pub after: Position,
    /// The rows, with consecutive positions from `after` + 1, whole record behind whole record. The commands that they name
    /// are known from then on.
    pub rows: &'a [Arc<Recorded>],
    /// Blobs; one that is stored already stays as it is.
    pub blobs: &'a [Blob],
    /// Blobs that the rows say are erased: their bytes go with the same commit, and never come back.
    pub erased: &'a [Digest],
    /// Campaigns whose next planned instant changed.
    pub due: &'a [(CampaignId, Option<Instant>)],
}

/// Why a store could not answer.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StoreError {
    /// The database failed; the same question may succeed later.
    #[error("the store failed: {0}")]
    Failed(String),
    /// What is stored is not what was written.
    #[error("the store is damaged: {0}")]
    Damaged(String),
    /// The view is being brought on to where it was asked for; the same question succeeds later.
    #[error("the view is at event {position} of {head}")]
    Behind {
        /// How far it is.
        position: Position,
        /// Where it was to be.
        head: Position,
    },
}

impl From<StoreError> for LinkError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Behind { position, head } => Self::Behind { position: position.0, head: head.0 },
            StoreError::Failed(_) | StoreError::Damaged(_) => Self::Unreachable(error.to_string()),
        }
    }
}

/// Why a batch was not appended, or may not have been.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AppendError {
    /// Nothing was written: the shard has another holder.
    #[error("the shard has another holder than term {ours}")]
    Fenced {
        /// The term of the batch.
        ours: Term,
    },
    /// Nothing may be assumed: read the head.
    #[error("the outcome of the append is unknown: {0}")]
    Unknown(String),
}

/// Reading. Every answer is of committed data.
pub trait Reader: Send + Sync + 'static {
    /// The head row.
    fn head(&self) -> Boxed<'_, Result<Head, StoreError>>;
    /// Rows after a position, in order, at most `limit` and [`READ_ROWS_MAX`].
    fn read(&self, after: Position, limit: usize) -> Boxed<'_, Result<Vec<Arc<Recorded>>, StoreError>>;
    /// A campaign's rows after a version, in order, at most [`READ_ROWS_MAX`].
    fn campaign<'a>(
        &'a self,
        campaign: &'a CampaignId,
        after: Version,
    ) -> Boxed<'a, Result<Vec<Arc<Recorded>>, StoreError>>;
    /// A campaign's rows after a position, in order, at most `limit` and [`READ_ROWS_MAX`]. It finds them without looking at
    /// those of others.
    fn campaign_on<'a>(
        &'a self,
        campaign: &'a CampaignId,
        after: Position,
        limit: usize,
    ) -> Boxed<'a, Result<Vec<Arc<Recorded>>, StoreError>>;
    /// Rows of several campaigns after a position, in order, at most [`READ_ROWS_MAX`]. What many of them wrote together is
    /// read once.
    fn campaigns_on<'a>(
        &'a self,
        campaigns: &'a [CampaignId],
        after: Position,
    ) -> Boxed<'a, Result<Vec<Arc<Recorded>>, StoreError>>;
    /// The last event of every campaign, by id.
    fn campaigns(&self) -> Boxed<'_, Result<Vec<CampaignHead>, StoreError>>;
    /// Those of these campaigns that have events, in any order.
    fn launched<'a>(&'a self, ids: &'a [CampaignId]) -> Boxed<'a, Result<Vec<CampaignId>, StoreError>>;
    /// First outcomes of those of these commands that are in the log, in any order.
    fn commands<'a>(&'a self, ids: &'a [CommandId]) -> Boxed<'a, Result<Vec<Known>, StoreError>>;
    /// A blob.
    fn blob(&self, digest: Digest) -> Boxed<'_, Result<Option<Blob>, StoreError>>;
    /// The first bytes of a file, at most so many; none of a text that somebody wrote, which is salted.
    fn file_head(&self, digest: Digest, most: u32) -> Boxed<'_, Result<Option<Vec<u8>>, StoreError>>;
    /// Whether a blob is stored.
    fn has_blob(&self, digest: Digest) -> Boxed<'_, Result<bool, StoreError>>;
    /// Whether a blob was erased.
    fn is_erased(&self, digest: Digest) -> Boxed<'_, Result<bool, StoreError>>;
    /// Rows whose body holds these bytes anywhere, in order, at most [`READ_ROWS_MAX`]. It reads the whole log: for what
    /// is rare.
    fn mentions(&self, digest: Digest) -> Boxed<'_, Result<Vec<Arc<Recorded>>, StoreError>>;
    /// Planned instants of all campaigns that have one.
    fn due(&self) -> Boxed<'_, Result<Vec<(Instant, CampaignId)>, StoreError>>;
    /// What was kept under a name.
    fn setting<'a>(&'a self, name: &'a str) -> Boxed<'a, Result<Option<String>, StoreError>>;
}

/// A definition that an event puts in force.
pub(crate) async fn definition(log: &dyn Reader, digest: Digest) -> Result<Definition, StoreError> {
    let damaged = |cause: String| StoreError::Damaged(format!("definition {digest}: {cause}"));
    let blob = log.blob(digest).await?.ok_or_else(|| damaged("not stored".to_owned()))?;
    Definition::from_bytes(&blob.bytes).map_err(|error| damaged(error.to_string()))
}

/// Writing. One process holds a store, one task in it writes.
pub trait Store: Send + Sync + 'static {
    /// Reads through the writer's own connection.
    fn own(&self) -> &dyn Reader;
    /// Opens a reader of its own, for everybody else.
    fn open_reader(&self) -> Boxed<'_, Result<Arc<dyn Reader>, StoreError>>;
    /// Takes the shard: the next term, durable.
    fn take_term(&mut self) -> Boxed<'_, Result<Head, StoreError>>;
    /// Appends a batch durably, in one transaction.
    fn append<'a>(&'a mut self, batch: Batch<'a>) -> Boxed<'a, Result<(), AppendError>>;
    /// Keeps a short text about the log as a whole under a name.
    fn keep<'a>(&'a mut self, name: &'a str, text: &'a str) -> Boxed<'a, Result<(), StoreError>>;
    /// Takes away blobs that no event names, but for these, while the log is open; the number of those that went. A store
    /// that ends with its process has nothing to give back.
    fn sweep_but<'a>(&'a mut self, _spare: &'a HashSet<Digest>) -> Boxed<'a, Result<u64, StoreError>> {
        Box::pin(async { Ok(0) })
    }
    /// Closes the writer's connection.
    fn close(self: Box<Self>) -> Boxed<'static, ()>;
}
