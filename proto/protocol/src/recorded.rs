//! What stands in the log: the record of one decision with its place, its author and its link of the hash chain, and the
//! events in it.

use std::ops::Deref;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::codec::DecodeError;
use crate::event::{NamedEvent, PUTS_IN_FORCE};
use crate::ids::{CampaignId, CommandId, Digest, Position, Version};
use crate::time::Instant;

/// What one command or one tick caused, without the events themselves: they all have this in common.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    /// Place of its first event in the shard's log.
    pub first: Position,
    /// Number of its events, at least one; they stand one behind the other.
    pub count: u32,
    /// The campaign.
    pub campaign: CampaignId,
    /// Number of its first event within the campaign.
    pub first_version: Version,
    /// Campaign clock when it was decided.
    pub at: Instant,
    /// On whose authority: the command's actor, or `clock`.
    pub actor: String,
    /// On whose behalf the actor gave the command, where that was another's.
    pub behalf: Option<String>,
    /// By which way the command came: `cli`, `http`, `script`, `worker`; empty for the clock.
    pub via: String,
    /// The command that caused it; none for the clock.
    pub command: Option<CommandId>,
    /// Digest of what the command asked for ([`crate::command::CommandEnvelope::content`]); none for the clock. It tells a repeat
    /// from another command under the same id.
    pub content: Option<Digest>,
    /// Link of the campaign's hash chain.
    pub hash: Digest,
}

/// Actor of what time brings.
pub const CLOCK: &str = "clock";

/// The written part of an event: its name, the schema of its body, and the body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// Name of the event.
    pub name: String,
    /// Schema of the body.
    pub schema: u16,
    /// The body's bytes.
    pub body: Vec<u8>,
}

impl Written {
    /// What it says, in names.
    pub fn named(&self) -> Result<NamedEvent, DecodeError> {
        NamedEvent::read(&self.name, self.schema, &self.body)
    }
}

impl From<&NamedEvent> for Written {
    fn from(event: &NamedEvent) -> Self {
        Self { name: event.name().to_owned(), schema: event.schema(), body: event.body() }
    }
}

/// One event of the log in its record. What it shares with the others of the record is reached through it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recorded {
    /// The record.
    pub record: Arc<Record>,
    /// Place in the shard's log.
    pub position: Position,
    /// Number within the campaign.
    pub version: Version,
    /// Name of the event.
    pub name: String,
    /// Schema of the body.
    pub schema: u16,
    /// The body's bytes.
    pub body: Vec<u8>,
}

impl Deref for Recorded {
    type Target = Record;

    fn deref(&self) -> &Record {
        &self.record
    }
}

impl Record {
    /// The record of something that time brought, before it is sealed.
    #[must_use]
    pub fn by_clock(campaign: CampaignId, first: Position, first_version: Version, at: Instant) -> Self {
        Self {
            first,
            count: 0,
            campaign,
            first_version,
            at,
            actor: CLOCK.to_owned(),
            behalf: None,
            via: String::new(),
            command: None,
            content: None,
            hash: Digest::default(),
        }
    }

    /// The link that this record must carry when `previous` is the link of the campaign's record before it
    /// ([`Digest::default`] for the first): BLAKE3 over the previous link and then, each behind its length in eight bytes,
    /// little-endian: first position, number of events (4 bytes), campaign, first version, clock, actor, behalf, way,
    /// command, content; and of each event name, schema (2 bytes) and body. Numbers are eight bytes, little-endian;
    /// what is missing is empty (ARCHITECTURE.md, “What always holds”). A restore keeps positions, and so the proof.
    #[must_use]
    pub fn link<'a>(
        &self,
        previous: Digest,
        events: impl IntoIterator<Item = (&'a str, u16, &'a [u8])>,
    ) -> Digest {
        let mut chain = blake3::Hasher::new();
        chain.update(&previous.0);
        let mut part = |bytes: &[u8]| {
            chain.update(&(bytes.len() as u64).to_le_bytes());
            chain.update(bytes);
        };
        part(&self.first.0.to_le_bytes());
        part(&self.count.to_le_bytes());
        part(self.campaign.as_str().as_bytes());
        part(&self.first_version.0.to_le_bytes());
        part(&self.at.0.to_le_bytes());
        part(self.actor.as_bytes());
        part(self.behalf.as_deref().unwrap_or_default().as_bytes());
        part(self.via.as_bytes());
        part(self.command.as_ref().map_or(&[], |id| id.0.as_slice()));
        part(self.content.as_ref().map_or(&[], |content| content.0.as_slice()));
        for (name, schema, body) in events {
            part(name.as_bytes());
            part(&schema.to_le_bytes());
            part(body);
        }
        Digest(*chain.finalize().as_bytes())
    }

    /// Counts the events and links the record behind `previous`; gives them in their places.
    #[must_use]
    pub fn seal(mut self, previous: Digest, events: Vec<Written>) -> Vec<Arc<Recorded>> {
        self.count = u32::try_from(events.len()).unwrap_or(u32::MAX);
        self.hash = self.link(
            previous,
            events.iter().map(|event| (event.name.as_str(), event.schema, event.body.as_slice())),
        );
        self.with(events)
    }

    /// Its events in their places.
    #[must_use]
    pub fn with(self, events: Vec<Written>) -> Vec<Arc<Recorded>> {
        let record = Arc::new(self);
        let in_place = |(nth, Written { name, schema, body }): (u64, Written)| {
            let position = Position(record.first.0.saturating_add(nth));
            let version = Version(record.first_version.0.saturating_add(nth));
            Arc::new(Recorded { record: Arc::clone(&record), position, version, name, schema, body })
        };
        (0..).zip(events).map(in_place).collect()
    }
}

impl Recorded {
    /// What it says, in names.
    pub fn named(&self) -> Result<NamedEvent, DecodeError> {
        NamedEvent::read(&self.name, self.schema, &self.body)
    }

    /// The definition that is in force from this event on, where it puts one in force; others are not read.
    pub fn puts_in_force(&self) -> Result<Option<Digest>, DecodeError> {
        if PUTS_IN_FORCE.contains(&self.name.as_str()) { Ok(self.named()?.puts_in_force()) } else { Ok(None) }
    }

    /// Whether it is the last of its record: behind it the campaign's chain stands at the record's link.
    #[must_use]
    pub fn is_last(&self) -> bool {
        self.position.0 + 1 == self.record.first.0.saturating_add(u64::from(self.record.count))
    }

    /// An event that is a record by itself.
    #[must_use]
    pub fn alone(record: Record, event: Written) -> Self {
        let Written { name, schema, body } = event;
        let (position, version) = (record.first, record.first_version);
        Self { record: Arc::new(Record { count: 1, ..record }), position, version, name, schema, body }
    }
}
