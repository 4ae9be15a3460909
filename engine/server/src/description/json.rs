//! One event of the log as programs read it: printed by `muster events --json`, sent by the HTTP server, mirrored on NATS.

use std::sync::Arc;

use muster_protocol::ids::{CampaignId, CommandId, Digest, Position, Version};
use muster_protocol::recorded::{Record, Recorded};
use muster_protocol::time::Instant;
use serde::{Deserialize, Serialize};

/// What one command or one tick caused: events that stand one behind the other under one link.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordJson {
    /// Position of its first event.
    pub first: Position,
    /// Number of its events.
    pub count: u32,
    /// Digest of what the command asked for; null for what time brought.
    pub content: Option<Digest>,
}

/// One event of the log as JSON: what it says, and the very bytes that the hash covers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EventJson {
    /// Place in the shard's log.
    pub position: Position,
    /// The campaign.
    pub campaign: CampaignId,
    /// Number within the campaign.
    pub version: Version,
    /// The record that it belongs to.
    pub record: RecordJson,
    /// Campaign clock when it was decided.
    pub at: Instant,
    /// Name, `family.verb`.
    pub name: String,
    /// Schema of the body.
    pub schema: u16,
    /// On whose authority.
    pub actor: String,
    /// On whose behalf, where that is another's.
    pub behalf: Option<String>,
    /// By which way the command came; empty for the clock.
    pub via: String,
    /// The command that caused it; null for what time brought.
    pub command: Option<CommandId>,
    /// Link of the campaign's hash chain behind the record.
    pub hash: Digest,
    /// Key of the one thing that it is about, such as `unit-plan/005`; null where it is about several or the whole.
    pub about: Option<String>,
    /// What happened, as a short English sentence of keys and codes.
    pub summary: String,
    /// The body; null where this build cannot read it.
    pub body: serde_json::Value,
    /// The body's bytes in hexadecimal.
    pub bytes: String,
}

impl EventJson {
    /// The JSON of a row.
    #[must_use]
    pub fn of(row: &Recorded) -> Self {
        let event = row.named().ok();
        let summary = match &event {
            Some(event) => event.summary(&row.campaign),
            None => row.name.replace(['.', '_'], " "),
        };
        Self {
            position: row.position,
            campaign: row.campaign.clone(),
            version: row.version,
            record: RecordJson { first: row.first, count: row.count, content: row.content },
            at: row.at,
            name: row.name.clone(),
            schema: row.schema,
            actor: row.actor.clone(),
            behalf: row.behalf.clone(),
            via: row.via.clone(),
            command: row.command,
            hash: row.hash,
            about: event.as_ref().and_then(|event| event.described().about().key()),
            summary,
            body: event
                .and_then(|event| event.serialize_body(serde_json::value::Serializer).ok())
                .unwrap_or_default(),
            bytes: hex::encode(&row.body),
        }
    }

    /// The row of the log that this was made from; none when the bytes are not hexadecimal.
    #[must_use]
    pub fn recorded(&self) -> Option<Recorded> {
        let back = self.position.0.checked_sub(self.record.first.0)?;
        let record = Record {
            first: self.record.first,
            count: self.record.count,
            campaign: self.campaign.clone(),
            first_version: Version(self.version.0.checked_sub(back)?),
            at: self.at,
            actor: self.actor.clone(),
            behalf: self.behalf.clone(),
            via: self.via.clone(),
            command: self.command,
            content: self.record.content,
            hash: self.hash,
        };
        Some(Recorded {
            record: Arc::new(record),
            position: self.position,
            version: self.version,
            name: self.name.clone(),
            schema: self.schema,
            body: hex::decode(&self.bytes).ok()?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use muster_protocol::event::{CampaignClosed, NamedEvent};
    use muster_protocol::recorded::Written;

    #[test]
    fn it_gives_the_very_row_back() {
        let event = NamedEvent::from(CampaignClosed { due: Instant(5) });
        let record = Record::by_clock(CampaignId::new("c").unwrap(), Position(3), Version(2), Instant(9));
        let row = Recorded::alone(record, Written::from(&event));
        let json = serde_json::to_string(&EventJson::of(&row)).unwrap();
        let read: EventJson = serde_json::from_str(&json).unwrap();
        assert_eq!(read.recorded(), Some(row));
        assert!(json.contains("\"due\":\"1970-01-01T00:00:00.005Z\""), "{json}");
        assert!(json.contains("\"summary\":\"campaign closed\""), "{json}");
    }
}
