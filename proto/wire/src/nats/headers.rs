//! An event as a message: what a person reads in `nats sub`, and what a worker reads back. The payload is the body
//! alone, in postcard; everything around it stands in headers, as CloudEvents attributes and our own.

use std::borrow::Cow;
use std::sync::Arc;
use std::time::Duration;

use async_nats::{HeaderMap, Message};
use muster_protocol::ids::{CampaignId, CommandId, Digest, Position, Version};
use muster_protocol::recorded::{Record, Recorded};
use muster_protocol::subject;
use muster_protocol::time::Instant;
use percent_encoding::{AsciiSet, CONTROLS, percent_decode_str, utf8_percent_encode};

/// Position in the shard's log.
pub const POSITION: &str = "Muster-Position";
/// Number within the campaign.
pub const VERSION: &str = "Muster-Version";
/// Schema of the payload.
pub const SCHEMA: &str = "Muster-Schema";
/// The campaign.
pub const CAMPAIGN: &str = "Muster-Campaign";
/// Generation of the log.
pub const GENERATION: &str = "Muster-Generation";
/// What happened, as a short sentence in ASCII.
pub const SUMMARY: &str = "Muster-Summary";
/// On whose authority; percent-encoded where it is not ASCII.
pub const ACTOR: &str = "Muster-Actor";
const BEHALF: &str = "Muster-Behalf";
const VIA: &str = "Muster-Via";
/// The command that caused it, if one did.
pub const COMMAND: &str = "Muster-Command";
const CONTENT: &str = "Muster-Content";
/// Position of the first event of the record that it belongs to, and how many events that has.
pub const RECORD: &str = "Muster-Record";
/// Link of the campaign's hash chain.
pub const HASH: &str = "Muster-Hash";
/// Campaign clock when it was decided, in milliseconds since 1970.
pub const AT: &str = "Muster-At";
/// Present when the payload is left out because it is too large: the body is to be fetched from the log.
pub const ELSEWHERE: &str = "Muster-Elsewhere";
/// On a request: for how many milliseconds its asker waits for the answer.
pub const PATIENCE: &str = "Muster-Patience";

/// Longest that a request may wait for its answer, whatever it says.
const PATIENCE_MAX: Duration = Duration::from_secs(120);

/// For how long the asker of a request waits, where it says so.
pub(super) fn patience(headers: Option<&HeaderMap>) -> Option<Duration> {
    let said = headers?.get(PATIENCE)?.as_str().parse().ok().map(Duration::from_millis)?;
    Some(said.min(PATIENCE_MAX))
}

/// Every header of an event: its name, what it says, and whether it is always there; for documents of what is
/// published.
pub const HEADERS: [(&str, &str, bool); 24] = [
    ("ce-specversion", "CloudEvents version: 1.0", true),
    (
        "ce-id",
        "`<generation>.<shard>.<position>`; also the message id by which a repeated event is known",
        true,
    ),
    ("ce-source", "`/muster/<shard>/<campaign>`", true),
    ("ce-type", "`muster.<family>.<verb>`", true),
    ("ce-time", "Campaign clock when it was decided, RFC 3339 in UTC", true),
    ("ce-campaign", "Id of the campaign", true),
    (
        "ce-subject",
        "Key of the one thing that it is about, such as `unit-plan/005`, percent-encoded; left out where it is about \
         several or the whole",
        false,
    ),
    ("content-type", "`application/postcard`", true),
    ("traceparent", "W3C trace context: everything that one command caused is one trace", true),
    (SUMMARY, "What happened, a short sentence of keys and codes in ASCII", true),
    (CAMPAIGN, "Id of the campaign", true),
    (POSITION, "Place in the shard's log, from 1 without gaps; also the sequence in the stream", true),
    (VERSION, "Number within the campaign, from 1 without gaps", true),
    (SCHEMA, "Version of the payload's schema", true),
    (GENERATION, "Generation of the log; a restore counts it up", true),
    (AT, "Campaign clock when it was decided, milliseconds since 1970 UTC", true),
    (ACTOR, "On whose authority: a post, `worker/<name>` or `clock`; percent-encoded", true),
    (BEHALF, "On whose behalf, where that is another's; percent-encoded", false),
    (VIA, "By which way the command came; left out for what time brought", false),
    (
        RECORD,
        "Position of the first event of its record (what one command or one tick caused) and the number of its events",
        true,
    ),
    (HASH, "Link of the campaign's hash chain behind its record, BLAKE3 in hexadecimal", true),
    (COMMAND, "The command that caused it; left out for what time brought", false),
    (CONTENT, "Digest of what the command asked for, BLAKE3 in hexadecimal", false),
    (
        ELSEWHERE,
        "`log` where the payload is left out because it is too large: ask the engine for the body",
        false,
    ),
];

/// What is said of an event beside its own columns.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct EventDescription {
    /// Key of the item, occasion or unit that it is about, for `ce-subject`.
    pub about: Option<String>,
    /// What happened, as a short sentence such as `phase implementation entered`.
    pub summary: String,
    /// The event as JSON, for the mirror; none when the mirror is off.
    pub json: Option<Vec<u8>>,
}

/// A message ready to be published.
#[derive(Debug, Clone)]
pub struct Outgoing {
    pub(super) position: Position,
    pub(super) subject: String,
    pub(super) id: String,
    pub(super) headers: HeaderMap,
    pub(super) payload: Vec<u8>,
}

/// The message of an event; a body of more than `body_max` bytes is left out.
#[must_use]
pub fn outgoing(
    shard: u32,
    generation: u32,
    row: &Recorded,
    description: &EventDescription,
    body_max: usize,
) -> Outgoing {
    let id = format!("{generation}.{shard}.{}", row.position);
    let mut headers = HeaderMap::new();
    let mut put = |name: &str, value: &str| headers.insert(name, value);
    put("ce-specversion", "1.0");
    put("ce-id", &id);
    put("ce-source", &format!("/muster/{shard}/{}", row.campaign));
    put("ce-type", &format!("muster.{}", row.name));
    put("ce-time", &row.at.to_string());
    put("ce-campaign", row.campaign.as_str());
    if let Some(about) = &description.about {
        put("ce-subject", &encoded(about));
    }
    put("content-type", "application/postcard");
    put("traceparent", &traceparent(row, &id));
    put(SUMMARY, &ascii(&description.summary));
    put(CAMPAIGN, row.campaign.as_str());
    put(POSITION, &row.position.to_string());
    put(VERSION, &row.version.to_string());
    put(SCHEMA, &row.schema.to_string());
    put(GENERATION, &generation.to_string());
    put(AT, &row.at.0.to_string());
    put(ACTOR, &encoded(&row.actor));
    if let Some(behalf) = &row.behalf {
        put(BEHALF, &encoded(behalf));
    }
    if !row.via.is_empty() {
        put(VIA, &row.via);
    }
    put(RECORD, &format!("{} {}", row.first, row.count));
    put(HASH, &row.hash.to_string());
    if let Some(command) = row.command {
        put(COMMAND, &command.to_string());
    }
    if let Some(content) = row.content {
        put(CONTENT, &content.to_string());
    }
    let large = row.body.len() > body_max;
    if large {
        put(ELSEWHERE, "log");
    }
    let payload = if large { Vec::new() } else { row.body.clone() };
    let subject = subject::event(shard, &row.campaign, &row.name);
    Outgoing { position: row.position, subject, id, headers, payload }
}

/// An event that came in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Incoming {
    pub(super) generation: u32,
    pub(super) recorded: Recorded,
    /// The body was left out and is to be fetched.
    pub(super) elsewhere: bool,
}

/// Reads an event back; `None` when it is no event of ours.
pub(super) fn incoming(message: &Message) -> Option<Incoming> {
    let name = message.subject.as_str().splitn(5, '.').nth(4)?;
    read(message.headers.as_ref()?, name, &message.payload)
}

/// See [`incoming`]; the parts may come from the stream's own store.
pub(super) fn read(headers: &HeaderMap, name: &str, payload: &[u8]) -> Option<Incoming> {
    let text = |name: &str| headers.get(name).map(async_nats::HeaderValue::as_str);
    let number = |name: &str| text(name)?.parse::<u64>().ok();
    let command = match text(COMMAND) {
        Some(id) => Some(id.parse::<CommandId>().ok()?),
        None => None,
    };
    let content = match text(CONTENT) {
        Some(content) => Some(content.parse::<Digest>().ok()?),
        None => None,
    };
    let (position, version) = (number(POSITION)?, number(VERSION)?);
    let (first, count) = text(RECORD)?.split_once(' ')?;
    let first: u64 = first.parse().ok()?;
    let record = Record {
        first: Position(first),
        count: count.parse().ok()?,
        campaign: CampaignId::new(text(CAMPAIGN)?).ok()?,
        first_version: Version(version.checked_sub(position.checked_sub(first)?)?),
        at: Instant(text(AT)?.parse().ok()?),
        actor: decoded(text(ACTOR)?)?,
        behalf: match text(BEHALF) {
            Some(behalf) => Some(decoded(behalf)?),
            None => None,
        },
        via: text(VIA).unwrap_or_default().to_owned(),
        command,
        content,
        hash: text(HASH)?.parse::<Digest>().ok()?,
    };
    let recorded = Recorded {
        record: Arc::new(record),
        position: Position(position),
        version: Version(version),
        name: name.to_owned(),
        schema: text(SCHEMA)?.parse().ok()?,
        body: payload.to_vec(),
    };
    let generation = text(GENERATION)?.parse().ok()?;
    Some(Incoming { generation, recorded, elsewhere: text(ELSEWHERE).is_some() })
}

/// W3C trace context: everything that one command caused is one trace; what time caused is a trace of its own.
fn traceparent(row: &Recorded, id: &str) -> String {
    let hex = |digest: Digest, length: usize| digest.to_string().chars().take(length).collect::<String>();
    let own = format!("{}/{}", row.campaign, row.version);
    let trace =
        row.command.map_or_else(|| hex(Digest::of(own.as_bytes()), 32), |command| command.to_string());
    format!("00-{trace}-{}-01", hex(Digest::of(id.as_bytes()), 16))
}

/// What CloudEvents demands to be percent-encoded in headers, beside everything that is not ASCII.
const ENCODED: &AsciiSet = &CONTROLS.add(b' ').add(b'"').add(b'%');

fn encoded(text: &str) -> String {
    utf8_percent_encode(text, ENCODED).to_string()
}

fn decoded(text: &str) -> Option<String> {
    percent_decode_str(text).decode_utf8().ok().map(Cow::into_owned)
}

/// Printable ASCII; anything else becomes `?`.
fn ascii(text: &str) -> String {
    text.chars().map(|c| if c.is_ascii_graphic() || c == ' ' { c } else { '?' }).collect()
}

#[cfg(test)]
mod tests {
    use muster_protocol::codec::BODY_BYTES_MAX;

    use super::*;

    fn row() -> Recorded {
        let record = Record {
            first: Position(16),
            count: 3,
            campaign: CampaignId::new("year").unwrap(),
            first_version: Version(8),
            at: Instant(1_400_000_000_000),
            actor: "小组 办公室%".to_owned(),
            behalf: Some("市政处 联络员".to_owned()),
            via: "cli".to_owned(),
            command: Some(CommandId([7; 16])),
            content: Some(Digest([9; 32])),
            hash: Digest([3; 32]),
        };
        let (position, version) = (Position(17), Version(9));
        let (name, body) = ("phase.entered".to_owned(), vec![1, 2, 3]);
        Recorded { record: Arc::new(record), position, version, name, schema: 1, body }
    }

    #[test]
    fn an_event_reads_back_as_it_was() {
        let description =
            EventDescription { about: None, summary: "phase 实施 entered".to_owned(), json: None };
        let out = outgoing(0, 2, &row(), &description, BODY_BYTES_MAX);
        assert_eq!(out.subject, "muster.event.0.year.phase.entered");
        assert_eq!(out.id, "2.0.17");
        let back = read(&out.headers, "phase.entered", &out.payload).unwrap();
        assert_eq!(back, Incoming { generation: 2, recorded: row(), elsewhere: false });
        assert_eq!(out.headers.get(SUMMARY).unwrap().as_str(), "phase ?? entered");
        assert_eq!(out.headers.get("ce-time").unwrap().as_str(), "2014-05-13T16:53:20.000Z");
        for (name, values) in out.headers.iter() {
            let listed = HEADERS.iter().any(|(listed, ..)| *listed == name.to_string());
            assert!(listed, "{name:?} is not in the list of headers");
            assert!(values.iter().all(|value| value.as_str().is_ascii()), "{name:?}");
        }
    }

    #[test]
    fn a_body_that_is_too_large_is_elsewhere() {
        let mut large = row();
        large.body = vec![0; BODY_BYTES_MAX + 1];
        let out = outgoing(0, 1, &large, &EventDescription::default(), BODY_BYTES_MAX);
        assert!(out.payload.is_empty());
        for (name, ..) in HEADERS.iter().filter(|(.., always)| *always) {
            assert!(out.headers.get(*name).is_some(), "{name} is always there");
        }
        assert!(read(&out.headers, "phase.entered", &out.payload).unwrap().elsewhere);
    }

    #[test]
    fn what_one_command_caused_is_one_trace() {
        let (mut one, mut two) = (row(), row());
        two.position = Position(18);
        let trace = |row: &Recorded| traceparent(row, &row.position.to_string());
        assert_eq!(trace(&one)[..36], trace(&two)[..36]);
        assert_ne!(trace(&one), trace(&two));
        assert_eq!(trace(&one).len(), 55);
        one.record = Arc::new(Record { command: None, ..(*one.record).clone() });
        assert_ne!(trace(&one)[..36], trace(&two)[..36]);
    }
}
