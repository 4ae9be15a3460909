//! The records of one commit as they are written: one run of bytes, one row of the log's table.
//!
//! Behind the schema number (two bytes, little-endian) postcard of [`Segment`]: the texts that its records name, each
//! once and in the order of their first use, and the records. Positions follow from the first one, which stands beside the
//! bytes. There is one way to write a segment, so that bytes which read back as the same records but are others are found.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::codec::{self, DecodeError};
use crate::ids::{CampaignId, CommandId, Digest, Position, Version};
use crate::recorded::{Record, Recorded, Written};
use crate::time::Instant;

/// Schema of [`Segment`].
pub const SCHEMA: u16 = 1;

const NAME: &str = "segment";

/// Most bytes of a record beside its events: numbers, id, content, hash. Of an event beside its body, and of a text's length:
/// some less than they may be, since nearly all numbers are small.
const RECORD_BYTES: usize = 112;
const EVENT_BYTES: usize = 8;
const TEXT_BYTES: usize = 4;

/// Place of a text in the segment's list.
type TextIx = u32;

#[derive(Debug, Serialize, Deserialize)]
struct Segment<'a> {
    #[serde(borrow)]
    texts: Vec<&'a str>,
    #[serde(borrow)]
    records: Vec<Entry<'a>>,
}

/// A record.
#[derive(Debug, Serialize, Deserialize)]
struct Entry<'a> {
    campaign: TextIx,
    first_version: u64,
    at: i64,
    actor: TextIx,
    behalf: Option<TextIx>,
    via: TextIx,
    cause: Option<([u8; 16], [u8; 32])>,
    hash: [u8; 32],
    #[serde(borrow)]
    events: Vec<(TextIx, u16, Bytes<'a>)>,
}

/// A body, written and read in one piece.
#[derive(Debug, Deserialize)]
struct Bytes<'a>(#[serde(borrow)] &'a [u8]);

impl Serialize for Bytes<'_> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bytes(self.0)
    }
}

/// The texts of a segment in the making.
#[derive(Default)]
struct Texts<'a> {
    list: Vec<&'a str>,
    places: BTreeMap<&'a str, TextIx>,
}

impl<'a> Texts<'a> {
    fn place(&mut self, text: &'a str) -> TextIx {
        let next = TextIx::try_from(self.list.len()).unwrap_or(TextIx::MAX);
        *self.places.entry(text).or_insert_with(|| {
            self.list.push(text);
            next
        })
    }
}

/// Writes events, whole record behind whole record.
#[must_use]
pub fn encode(rows: &[Arc<Recorded>]) -> Vec<u8> {
    let mut texts = Texts::default();
    let heads = rows.iter().filter(|row| row.position == row.record.first).count();
    let mut records: Vec<Entry<'_>> = Vec::with_capacity(heads.max(1));
    for row in rows {
        let record = &row.record;
        if row.position == record.first || records.is_empty() {
            records.push(Entry {
                campaign: texts.place(record.campaign.as_str()),
                first_version: record.first_version.0,
                at: record.at.0,
                actor: texts.place(&record.actor),
                behalf: record.behalf.as_deref().map(|behalf| texts.place(behalf)),
                via: texts.place(&record.via),
                cause: record.command.map(|id| (id.0, record.content.unwrap_or_default().0)),
                hash: record.hash.0,
                events: Vec::with_capacity(usize::try_from(record.count).unwrap_or_default()),
            });
        }
        let name = texts.place(&row.name);
        if let Some(entry) = records.last_mut() {
            entry.events.push((name, row.schema, Bytes(&row.body)));
        }
    }
    // In one piece from the start: a run of bytes that grows is moved again and again.
    let bodies: usize = rows.iter().map(|row| row.body.len() + EVENT_BYTES).sum();
    let named: usize = texts.list.iter().map(|text| text.len() + TEXT_BYTES).sum();
    let room = bodies + named + heads.max(1) * RECORD_BYTES + TEXT_BYTES;
    codec::encode_versioned_in(room, SCHEMA, &Segment { texts: texts.list, records })
}

/// Reads all events of a segment whose first one stands at `first`.
pub fn decode(first: Position, bytes: &[u8]) -> Result<Vec<Arc<Recorded>>, DecodeError> {
    read(first, bytes, |_| true)
}

/// Reads the events of one campaign.
pub fn decode_of(
    first: Position,
    bytes: &[u8],
    campaign: &CampaignId,
) -> Result<Vec<Arc<Recorded>>, DecodeError> {
    read(first, bytes, |found| found == campaign.as_str())
}

/// Reads the events of several campaigns.
pub fn decode_of_any(
    first: Position,
    bytes: &[u8],
    campaigns: &BTreeSet<&str>,
) -> Result<Vec<Arc<Recorded>>, DecodeError> {
    read(first, bytes, |found| campaigns.contains(found))
}

fn read(
    first: Position,
    bytes: &[u8],
    wanted: impl Fn(&str) -> bool,
) -> Result<Vec<Arc<Recorded>>, DecodeError> {
    let body = codec::versioned_body(NAME, SCHEMA, bytes)?;
    let segment: Segment<'_> = codec::decode_borrowed(NAME, body)?;
    let text = |at: TextIx| {
        let found = usize::try_from(at).ok().and_then(|at| segment.texts.get(at).copied());
        found.ok_or_else(|| damaged(format!("there is no text {at}")))
    };
    let mut rows = Vec::new();
    let mut position = first;
    for entry in &segment.records {
        let campaign = text(entry.campaign)?;
        let count = u32::try_from(entry.events.len()).unwrap_or(u32::MAX);
        if count == 0 {
            return Err(damaged("a record without events".to_owned()));
        }
        if wanted(campaign) {
            let record = Record {
                first: position,
                count,
                campaign: CampaignId::new(campaign).map_err(|error| damaged(error.to_string()))?,
                first_version: Version(entry.first_version),
                at: Instant(entry.at),
                actor: text(entry.actor)?.to_owned(),
                behalf: entry.behalf.map(|behalf| text(behalf).map(str::to_owned)).transpose()?,
                via: text(entry.via)?.to_owned(),
                command: entry.cause.map(|(id, _)| CommandId(id)),
                content: entry.cause.map(|(_, content)| Digest(content)),
                hash: Digest(entry.hash),
            };
            let written = entry.events.iter().map(|(name, schema, body)| {
                Ok(Written { name: text(*name)?.to_owned(), schema: *schema, body: body.0.to_vec() })
            });
            rows.extend(record.with(written.collect::<Result<_, DecodeError>>()?));
        }
        position = Position(position.0.saturating_add(u64::from(count)));
    }
    Ok(rows)
}

fn damaged(cause: String) -> DecodeError {
    DecodeError::Damaged { name: NAME.to_owned(), cause }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(first: u64, campaign: &str, command: Option<u8>) -> Record {
        Record {
            first: Position(first),
            count: 0,
            campaign: CampaignId::new(campaign).unwrap(),
            first_version: Version(first),
            at: Instant(1_400_000_000_000),
            actor: "005/联络员".to_owned(),
            behalf: command.map(|_| "办公室".to_owned()),
            via: command.map_or_else(String::new, |_| "cli".to_owned()),
            command: command.map(|byte| CommandId([byte; 16])),
            content: command.map(|byte| Digest([byte; 32])),
            hash: Digest::default(),
        }
    }

    fn written(name: &str, body: &[u8]) -> Written {
        Written { name: name.to_owned(), schema: 1, body: body.to_vec() }
    }

    fn rows() -> Vec<Arc<Recorded>> {
        let mut rows = record(5, "a", Some(7))
            .seal(Digest::default(), vec![written("item.submitted", b"x"), written("item.closed", b"")]);
        rows.extend(record(7, "b", None).seal(Digest([1; 32]), vec![written("item.closed", b"y")]));
        rows
    }

    #[test]
    fn a_segment_reads_back_whole_or_for_one_campaign() {
        let (rows, bytes) = (rows(), encode(&rows()));
        assert_eq!(decode(Position(5), &bytes).unwrap(), rows);
        assert_eq!(decode_of(Position(5), &bytes, &CampaignId::new("b").unwrap()).unwrap(), rows[2..]);
        assert!(decode_of(Position(5), &bytes, &CampaignId::new("c").unwrap()).unwrap().is_empty());
        assert_eq!(decode_of_any(Position(5), &bytes, &["b", "c"].into()).unwrap(), rows[2..]);
        assert_eq!(decode_of_any(Position(5), &bytes, &["a", "b"].into()).unwrap(), rows);
        assert!(!rows[0].is_last() && rows[1].is_last() && rows[2].is_last());
        assert_eq!((rows[1].record.count, rows[1].version), (2, Version(6)));
    }

    #[test]
    fn every_part_of_a_record_is_under_its_link() {
        let event = || [("item.closed", 1, b"y".as_slice())];
        let plain = record(5, "a", Some(7));
        let link = plain.link(Digest::default(), event());
        type Change = fn(&mut Record);
        let changes: [Change; 9] = [
            |r| r.first = Position(6),
            |r| r.campaign = CampaignId::new("b").unwrap(),
            |r| r.first_version = Version(6),
            |r| r.at = Instant(0),
            |r| r.actor = "x".to_owned(),
            |r| r.behalf = None,
            |r| r.via = "http".to_owned(),
            |r| r.command = None,
            |r| r.content = None,
        ];
        for (nth, change) in changes.iter().enumerate() {
            let mut other = plain.clone();
            change(&mut other);
            assert_ne!(other.link(Digest::default(), event()), link, "{nth}");
        }
        let others: [[(&str, u16, &[u8]); 1]; 3] =
            [[("item.late", 1, b"y")], [("item.closed", 2, b"y")], [("item.closed", 1, b"z")]];
        for other in others {
            assert_ne!(plain.link(Digest::default(), other), link);
        }
        assert_ne!(plain.link(Digest([1; 32]), event()), link);
        assert_ne!(plain.link(Digest::default(), event().into_iter().chain(event())), link);
    }

    #[test]
    fn nonsense_is_reported_and_never_panics() {
        let bytes = encode(&rows());
        for cut in 0..bytes.len() {
            assert!(decode(Position(5), &bytes[..cut]).is_err(), "{cut}");
        }
        for at in 0..bytes.len() {
            let mut other = bytes.clone();
            other[at] ^= 0x55;
            if let Ok(read) = decode(Position(5), &other) {
                assert!(read != rows() || encode(&read) != other, "{at}");
            }
        }
        let mut next = bytes.clone();
        next[0] = 2;
        assert!(matches!(decode(Position(5), &next), Err(DecodeError::Unknown { schema: 2, .. })));
        assert!(decode(Position(5), &[bytes, vec![0]].concat()).is_err());
    }
}
