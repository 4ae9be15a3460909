//! What stands in an audit bundle: one source for who writes one and for who holds one against its log.

use muster_protocol::catalogue::Language;
use muster_protocol::definition::Definition;
use muster_protocol::event::{NamedEvent, Source};
use muster_protocol::id;
use muster_protocol::ids::{CampaignId, Digest};
use muster_protocol::recorded::Recorded;
use muster_protocol::table::SnapshotTable;
use muster_server::description::EventJson;

/// The log, an event a line.
pub(super) const LOG: &str = "log.jsonl";
/// Where the chain of the campaign stood.
pub(super) const HEADS: &str = "heads";
/// What the folder holds.
pub(super) const README: &str = "README.md";

const DEFINITIONS: &str = "definitions";
const SNAPSHOTS: &str = "snapshots";
const SOURCES: &str = "sources";

/// The folders in which nothing lies but what the log names.
pub(super) const FOLDERS: [&str; 3] = [DEFINITIONS, SNAPSHOTS, SOURCES];

/// What the folder holds, and the rule of the hash.
const CONTENTS: &str = "\
log.jsonl            every event of the campaign in order, one JSON object a line; `bytes` is the body as it was hashed
definitions/D.json   the compiled definition with digest D, for reading; D.bin are its bytes, whose BLAKE3 is D
sources/             the committee's files as they were launched or amended
snapshots/K.json     the table of snapshot K, for reading; K.bin are its bytes, whose BLAKE3 the event snapshot.taken names
heads                the last version of the campaign and the link of its hash chain there

The hash rule: a record's link is BLAKE3 over the previous link of the campaign (32 zero bytes before the first) and then,
each behind its length in eight bytes, little end first: position of its first event (8 bytes), number of events (4), campaign,
first version (8), clock in milliseconds since 1970 (8), actor, behalf (empty without one), way, command id (16 bytes, or none),
command content (32 bytes, or none); and of each event its name, schema (2) and body. Numbers are little end first.

`muster audit recompute FOLDER` computes every table again, and holds what stands here for reading against the bytes; so does
any program that goes by muster's documents.
";

/// A file of a bundle: its name in the folder, and its bytes.
pub(super) type File = (String, Vec<u8>);

/// What the folder says of itself.
pub(super) fn readme() -> File {
    let title = id!("audit-bundle-of-one-campaign");
    let text = format!("# {} / {}\n\n{CONTENTS}", title.say(Language::En), title.say(Language::Zh));
    (README.to_owned(), text.into_bytes())
}

/// The line of an event.
pub(super) fn line(row: &Recorded) -> serde_json::Result<String> {
    serde_json::to_string(&EventJson::of(row))
}

/// Where the chain stands behind the last event.
pub(super) fn heads(campaign: &CampaignId, version: u64, hash: &str) -> File {
    (HEADS.to_owned(), format!("campaign {campaign} {version} {hash}\n").into_bytes())
}

/// What an event names that an outsider needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Needed {
    /// A compiled definition.
    Definition(Digest),
    /// A file of the committee.
    Source(Source),
    /// The table of a snapshot, by the key of its occasion.
    Table(String, Digest),
}

/// What an event names that an outsider needs.
pub(super) fn needed(said: &NamedEvent) -> Vec<Needed> {
    let (definition, sources) = if let NamedEvent::CampaignLaunched(body) = said {
        (body.definition, &body.sources)
    } else if let NamedEvent::CampaignAmended(body) = said {
        (body.definition, &body.sources)
    } else if let NamedEvent::SnapshotTaken(body) = said {
        return vec![Needed::Table(body.occasion.to_string(), body.table)];
    } else {
        return Vec::new();
    };
    let sources = sources.iter().cloned().map(Needed::Source);
    std::iter::once(Needed::Definition(definition)).chain(sources).collect()
}

impl Needed {
    /// Digest of its bytes.
    pub(super) fn digest(&self) -> Digest {
        match self {
            Self::Definition(digest) | Self::Table(_, digest) => *digest,
            Self::Source(source) => source.digest,
        }
    }

    /// The file in which its bytes lie.
    pub(super) fn name(&self) -> String {
        match self {
            Self::Definition(digest) => format!("{DEFINITIONS}/{digest}.bin"),
            Self::Table(key, _) => format!("{SNAPSHOTS}/{key}.bin"),
            Self::Source(source) => {
                let plain = |c: char| if "/\\".contains(c) { '_' } else { c };
                let name: String = source.name.chars().map(plain).collect();
                let digest = source.digest.to_string();
                format!("{SOURCES}/{}-{name}", digest.get(..8).unwrap_or_default())
            }
        }
    }

    /// Its files: its bytes, and what is made of them for reading.
    pub(super) fn files(&self, bytes: &[u8]) -> serde_json::Result<Vec<File>> {
        let shown = match self {
            Self::Definition(digest) => {
                let read = Definition::from_bytes(bytes).ok();
                let json = read.map(|definition| serde_json::to_vec_pretty(&definition)).transpose()?;
                json.map(|json| (format!("{DEFINITIONS}/{digest}.json"), json))
            }
            Self::Table(key, _) => {
                let read = SnapshotTable::from_bytes(bytes).ok();
                let json = read.map(|table| serde_json::to_vec_pretty(&table)).transpose()?;
                json.map(|json| (format!("{SNAPSHOTS}/{key}.json"), json))
            }
            Self::Source(_) => None,
        };
        Ok(std::iter::once((self.name(), bytes.to_vec())).chain(shown).collect())
    }
}
