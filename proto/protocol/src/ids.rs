//! Names of things: campaigns, units, occasions, commands, positions, digests.
//!
//! Indexes (`UnitIx`, `OccasionIx`, ...) point into one campaign's compiled definition or state; people see keys and codes.

use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// Longest campaign id, duty id or phase id, in ASCII characters: they stand in NATS subjects and file names.
pub const SLUG_LENGTH_MAX: usize = 40;

/// Why a text is not an id.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "“{text}” is not an id: write 1 to {SLUG_LENGTH_MAX} of a-z, 0-9 and -, starting with a letter or digit"
)]
pub struct BadSlug {
    /// What was written.
    pub text: String,
}

/// Whether `text` may serve as an id in subjects, files and keys.
#[must_use]
pub fn is_slug(text: &str) -> bool {
    let shape = |c: u8| c.is_ascii_lowercase() || c.is_ascii_digit() || c == b'-';
    !text.is_empty() && text.len() <= SLUG_LENGTH_MAX && text.bytes().all(shape) && !text.starts_with('-')
}

/// A text that names nothing.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("“{text}” is not {expected}")]
pub struct BadName {
    /// What was written.
    pub text: String,
    /// What it should look like.
    pub expected: &'static str,
}

/// One run of a definition: the aggregate, the stream of events.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CampaignId(Arc<str>);

impl CampaignId {
    /// Checks and wraps an id.
    pub fn new(text: &str) -> Result<Self, BadSlug> {
        if is_slug(text) { Ok(Self(text.into())) } else { Err(BadSlug { text: text.to_owned() }) }
    }

    /// The id as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for CampaignId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for CampaignId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for CampaignId {
    type Err = BadSlug;
    fn from_str(text: &str) -> Result<Self, BadSlug> {
        Self::new(text)
    }
}

impl Serialize for CampaignId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for CampaignId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::new(&text).map_err(de::Error::custom)
    }
}

macro_rules! index {
    ($($(#[$meta:meta])* $name:ident($inner:ty)),+ $(,)?) => {$(
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub $inner);

        impl $name {
            /// The index as a position in a slice.
            #[must_use]
            pub const fn at(self) -> usize {
                self.0 as usize
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = std::num::ParseIntError;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map(Self)
            }
        }
    )+};
}

index! {
    /// A unit of the campaign: index into `Definition::units`.
    UnitIx(u32),
    /// A contact (a post that can be written to): index into `Definition::contacts`.
    ContactIx(u32),
    /// A role such as clerk or head: index into `Definition::roles`.
    RoleIx(u8),
    /// An audience: index into `Definition::audiences`.
    AudienceIx(u16),
    /// A reminder policy: index into `Definition::policies`.
    ReminderPolicyIx(u16),
    /// A group of units with a calendar of its own: index into `Definition::groups`.
    GroupIx(u16),
    /// A duty: index into `Definition::duties`.
    DutyIx(u16),
    /// A phase: index into `Definition::phases`.
    PhaseIx(u16),
    /// A visit programme: index into `Definition::visits`.
    ProgrammeIx(u16),
    /// A place of publication: index into `Definition::outlets`.
    OutletIx(u16),
    /// A selection: index into `Definition::selections`.
    SelectionIx(u16),
    /// A snapshot plan: index into `Definition::snapshots`.
    SnapshotIx(u16),
    /// A review round: index into `Definition::reviews`.
    ReviewIx(u16),
    /// A kind of case: index into `Definition::cases`.
    CaseKindIx(u16),
    /// A case, numbered as received within its campaign, from 0.
    CaseIx(u32),
    /// A candidate of a selection, numbered as nominated within its campaign, from 0.
    CandidateIx(u32),
    /// An occasion, numbered as planned within its campaign, from 0.
    OccasionIx(u32),
    /// Number of an event within its campaign, from 1.
    Version(u64),
    /// Number of an event within its shard's log, from 1, gapless.
    Position(u64),
    /// The holder's number of a shard lease (fencing).
    Term(u64),
}

/// A shard of the log. Embedded there is one, number 0.
pub const SHARD: u32 = 0;

fn write_hex(f: &mut fmt::Formatter<'_>, bytes: &[u8]) -> fmt::Result {
    bytes.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
}

fn read_hex<const N: usize>(text: &str) -> Option<[u8; N]> {
    let mut bytes = [0u8; N];
    hex::decode_to_slice(text, &mut bytes).ok()?;
    Some(bytes)
}

macro_rules! bytes_id {
    ($($(#[$meta:meta])* $name:ident[$len:literal]),+ $(,)?) => {$(
        $(#[$meta])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
        pub struct $name(pub [u8; $len]);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write_hex(f, &self.0)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write_hex(f, &self.0)
            }
        }

        impl FromStr for $name {
            type Err = BadHex;
            fn from_str(text: &str) -> Result<Self, BadHex> {
                read_hex(text).map(Self).ok_or(BadHex { digits: $len * 2 })
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                if serializer.is_human_readable() {
                    serializer.collect_str(self)
                } else {
                    self.0.serialize(serializer)
                }
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                if deserializer.is_human_readable() {
                    String::deserialize(deserializer)?.parse().map_err(de::Error::custom)
                } else {
                    <[u8; $len]>::deserialize(deserializer).map(Self)
                }
            }
        }
    )+};
}

/// A text that should have been hexadecimal digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("expected {digits} hexadecimal digits")]
pub struct BadHex {
    digits: usize,
}

bytes_id! {
    /// BLAKE3 digest of bytes stored as a blob, or of a link of the hash chain.
    Digest[32],
    /// Identity of a command: a UUIDv7 from people's tools, or derived from the work it answers.
    CommandId[16],
}

impl Digest {
    /// The digest of `bytes`.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Self {
        Self(*blake3::hash(bytes).as_bytes())
    }

    /// The digest of what a value shows of itself to programmers: for comparing values of one build, never for storing.
    #[must_use]
    pub fn of_debug(value: &impl fmt::Debug) -> Self {
        struct Sink(blake3::Hasher);
        impl fmt::Write for Sink {
            fn write_str(&mut self, text: &str) -> fmt::Result {
                self.0.update(text.as_bytes());
                Ok(())
            }
        }
        let mut sink = Sink(blake3::Hasher::new());
        // Hashing cannot fail, and derived texts do not.
        let _shown = fmt::Write::write_fmt(&mut sink, format_args!("{value:?}"));
        Self(*sink.0.finalize().as_bytes())
    }
}

impl CommandId {
    /// An id that follows from what the command answers, so that a worker that tries again says the same id.
    /// `parts` are joined with a separator that cannot stand in them.
    #[must_use]
    pub fn derived(parts: &[&str]) -> Self {
        let mut hasher = blake3::Hasher::new();
        for part in parts {
            hasher.update(part.as_bytes());
            hasher.update(&[0]);
        }
        let mut id = [0u8; 16];
        id.copy_from_slice(&hasher.finalize().as_bytes()[..16]);
        Self(id)
    }
}
