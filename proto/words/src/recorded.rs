//! An event as it stands in the log, with its place, its author and its link of the hash chain.

use crate::codec::DecodeError;
use crate::event::Event;
use crate::ids::{CampaignId, CommandId, Digest, Position, Version};
use crate::time::Instant;

/// One row of the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recorded {
    /// Place in the shard's log.
    pub position: Position,
    /// The campaign.
    pub campaign: CampaignId,
    /// Number within the campaign.
    pub version: Version,
    /// Campaign clock when it was decided.
    pub at: Instant,
    /// Name of the event.
    pub name: String,
    /// Schema of the body.
    pub schema: u16,
    /// On whose authority: the command's actor, or `clock`.
    pub actor: String,
    /// On whose behalf the actor gave the command, where that was another's.
    pub behalf: Option<String>,
    /// By which way the command came: `cli`, `http`, `script`, `worker`; empty for the clock.
    pub via: String,
    /// The command that caused it; none for the clock.
    pub command: Option<CommandId>,
    /// Link of the campaign's hash chain.
    pub hash: Digest,
    /// The body's bytes.
    pub body: Vec<u8>,
}

/// Actor of events that time brings.
pub const CLOCK: &str = "clock";

impl Recorded {
    /// The event, decoded.
    ///
    /// # Errors
    /// [`DecodeError`] when this build cannot read it.
    pub fn event(&self) -> Result<Event, DecodeError> {
        Event::read(&self.name, self.schema, &self.body)
    }

    /// The link that this row must carry when `previous` is the link of the campaign's row before it
    /// ([`Digest::default`] for the first): BLAKE3 over the previous link and every column of the row, its position
    /// included, each behind its length (architecture §7). A restore keeps positions, and so the proof.
    #[must_use]
    pub fn link(&self, previous: Digest) -> Digest {
        let mut chain = blake3::Hasher::new();
        chain.update(&previous.0);
        let mut column = |bytes: &[u8]| {
            chain.update(&(bytes.len() as u64).to_le_bytes());
            chain.update(bytes);
        };
        column(&self.position.0.to_le_bytes());
        column(self.campaign.as_str().as_bytes());
        column(&self.version.0.to_le_bytes());
        column(&self.at.0.to_le_bytes());
        column(self.name.as_bytes());
        column(&self.schema.to_le_bytes());
        column(self.actor.as_bytes());
        column(self.behalf.as_deref().unwrap_or_default().as_bytes());
        column(self.via.as_bytes());
        column(self.command.as_ref().map_or(&[], |id| id.0.as_slice()));
        column(&self.body);
        Digest(*chain.finalize().as_bytes())
    }
}
