//! A batch in the making: rows that were decided, with everybody who waits for their commit.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use muster_protocol::command::{Accepted, CommandEnvelope};
use muster_protocol::event::{Event, NamedEvent};
use muster_protocol::ids::{CampaignId, CommandId, Digest, Position, Version};
use muster_protocol::question::{Answer, Question};
use muster_protocol::recorded::{Record, Recorded, Written};
use muster_protocol::refs::Unnamed;
use muster_protocol::time::Instant;
use muster_wire::link::LinkError;

use super::campaigns::Resident;
use crate::queue::Reply;
use crate::store::{Blob, Known};

/// No further commands are taken into a batch past so many events (ARCHITECTURE.md, “The way of a command”).
pub const BATCH_EVENTS: usize = 1_024;
/// Nor past so many bytes of bodies and blobs.
pub const BATCH_BYTES: usize = 1024 * 1024;

/// Name of the event that erases.
const BLOB_ERASED: &str = "blob.erased";

/// Who and why of a record.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cause<'a> {
    pub(super) at: Instant,
    pub(super) actor: &'a str,
    pub(super) behalf: Option<&'a str>,
    pub(super) via: &'a str,
    /// The command and the digest of its content.
    pub(super) command: Option<(CommandId, Digest)>,
}

/// A batch in the making.
#[derive(Debug, Default)]
pub(super) struct Draft {
    pub(super) after: Position,
    pub(super) rows: Vec<Arc<Recorded>>,
    bytes: usize,
    whole: (usize, usize),
    pub(super) blobs: Vec<Blob>,
    pub(super) puts: Vec<Reply<Digest>>,
    pub(super) envelopes: Vec<(CommandEnvelope, Reply<Accepted>, Result<Accepted, LinkError>)>,
    pub(super) questions: Vec<(Question, Reply<Answer>)>,
    /// Every campaign that was looked at.
    pub(super) touched: BTreeSet<CampaignId>,
    /// Campaigns that have used up their turn in this batch.
    pub(super) waiting: BTreeSet<CampaignId>,
    /// Commands accepted in this batch that made rows, each with its last one.
    pub(super) accepted: HashMap<CommandId, Known>,
}

impl Draft {
    pub(super) fn new(after: Position) -> Self {
        Self { after, ..Self::default() }
    }

    /// Whether no further command may be taken in.
    pub(super) fn is_full(&self) -> bool {
        self.rows.len() >= BATCH_EVENTS || self.bytes >= BATCH_BYTES
    }

    /// Takes in a blob.
    pub(super) fn put(&mut self, blob: Blob, reply: Reply<Digest>) {
        self.bytes += blob.bytes.len();
        self.whole.1 += blob.bytes.len();
        self.blobs.push(blob);
        self.puts.push(reply);
    }

    /// Adds the record of a decision behind the campaign's last one. The state has heard its events: what they bring has its
    /// name there. One that it cannot name is a bug, and stops like one.
    pub(super) fn record(&mut self, resident: &mut Resident, cause: Cause<'_>, events: &[Event]) {
        if events.is_empty() {
            return;
        }
        let record = Record {
            first: Position(self.after.0 + self.rows.len() as u64 + 1),
            count: 0,
            campaign: resident.id.clone(),
            first_version: Version(resident.version.0 + 1),
            at: cause.at,
            actor: cause.actor.to_owned(),
            behalf: cause.behalf.map(str::to_owned),
            via: cause.via.to_owned(),
            command: cause.command.map(|(id, _)| id),
            content: cause.command.map(|(_, content)| content),
            hash: Digest::default(),
        };
        let numbering = resident.state.numbering();
        let written: Result<Vec<Written>, Unnamed> =
            events.iter().map(|event| numbering.write(event)).collect();
        let written = written.unwrap_or_else(|nameless| std::panic::panic_any(nameless.to_string()));
        let rows = record.seal(resident.link, written);
        for row in rows {
            self.bytes += row.body.len();
            (resident.version, resident.position) = (row.version, row.position);
            (resident.link, resident.at) = (row.hash, row.at);
            self.rows.push(row);
        }
    }

    /// Blobs that its rows say are erased.
    pub(super) fn erased(&self) -> Vec<Digest> {
        let erasing = self.rows.iter().filter(|row| row.name == BLOB_ERASED);
        erasing
            .filter_map(|row| match row.named() {
                Ok(NamedEvent::BlobErased(body)) => Some(body.blob),
                Ok(_) | Err(_) => None,
            })
            .collect()
    }

    /// What stands now is whole: a later bug does not take it away.
    pub(super) fn keep(&mut self) {
        self.whole = (self.rows.len(), self.bytes);
    }

    /// Drops the rows of a decision that was broken off by a bug. They are all of one campaign.
    pub(super) fn drop_broken(&mut self) {
        self.rows.truncate(self.whole.0);
        self.bytes = self.whole.1;
    }
}
