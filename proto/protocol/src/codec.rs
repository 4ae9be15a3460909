//! postcard with its traps closed: the version stands outside the bytes, and nothing may be left over.
//!
//! postcard does not describe itself: an older struct reads a newer one's bytes without complaint. So every stored
//! value has a name and a schema number beside it, and is read to its last byte.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

/// Largest body of an event, command or answer in bytes; larger things are blobs named by digest (PROTOCOL.md, “NATS”).
pub const BODY_BYTES_MAX: usize = 64 * 1024;

/// Largest blob in bytes: a compiled definition of 100,000 units stays below it.
pub const BLOB_BYTES_MAX: usize = 64 * 1024 * 1024;

/// Why bytes could not be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DecodeError {
    /// This build knows no such word or no such version of it.
    #[error("unknown word {name} in version {schema}: written by a newer muster?")]
    Unknown {
        /// Name of the word.
        name: String,
        /// Its schema number.
        schema: u16,
    },
    /// The bytes are not one value of the type.
    #[error("damaged {name}: {cause}")]
    Damaged {
        /// Name of the word.
        name: String,
        /// What postcard says.
        cause: String,
    },
}

/// Encodes a value. Words have no maps, floats or self-made serialisers, so this cannot fail.
#[must_use]
pub fn encode<T: Serialize>(value: &T) -> Vec<u8> {
    #[expect(clippy::expect_used, reason = "words contain only types that postcard can write to memory")]
    postcard::to_stdvec(value).expect("a word can be encoded")
}

/// How many bytes [`encode`] makes of a value, without making them.
#[must_use]
pub fn size<T: Serialize>(value: &T) -> usize {
    #[expect(clippy::expect_used, reason = "as above")]
    postcard::experimental::serialized_size(value).expect("a word can be encoded")
}

/// Decodes exactly one value.
///
/// # Errors
/// [`DecodeError::Damaged`] when bytes are missing, wrong or left over.
pub fn decode<T: DeserializeOwned>(name: &str, bytes: &[u8]) -> Result<T, DecodeError> {
    decode_borrowed(name, bytes)
}

/// Decodes exactly one value, which may point into the bytes.
pub(crate) fn decode_borrowed<'a, T: Deserialize<'a>>(name: &str, bytes: &'a [u8]) -> Result<T, DecodeError> {
    let damaged = |cause: String| DecodeError::Damaged { name: name.to_owned(), cause };
    let (value, rest) = postcard::take_from_bytes(bytes).map_err(|error| damaged(error.to_string()))?;
    if rest.is_empty() { Ok(value) } else { Err(damaged(format!("{} bytes left over", rest.len()))) }
}

/// Encodes a value behind its schema number (two bytes, little-endian), for blobs.
#[must_use]
pub fn encode_versioned<T: Serialize>(schema: u16, value: &T) -> Vec<u8> {
    encode_versioned_in(0, schema, value)
}

/// The same where it is known how many bytes it may become.
#[must_use]
pub(crate) fn encode_versioned_in<T: Serialize>(room: usize, schema: u16, value: &T) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(room);
    bytes.extend(schema.to_le_bytes());
    #[expect(clippy::expect_used, reason = "words contain only types that postcard can write to memory")]
    postcard::to_extend(value, bytes).expect("a word can be encoded")
}

/// Decodes what [`encode_versioned`] wrote.
pub fn decode_versioned<T: DeserializeOwned>(
    name: &str,
    schema: u16,
    bytes: &[u8],
) -> Result<T, DecodeError> {
    decode(name, versioned_body(name, schema, bytes)?)
}

/// What stands behind the schema number, which must be this one.
pub(crate) fn versioned_body<'a>(name: &str, schema: u16, bytes: &'a [u8]) -> Result<&'a [u8], DecodeError> {
    let Some((head, body)) = bytes.split_first_chunk::<2>() else {
        return Err(DecodeError::Damaged {
            name: name.to_owned(),
            cause: "shorter than its header".to_owned(),
        });
    };
    match u16::from_le_bytes(*head) {
        found if found == schema => Ok(body),
        found => Err(DecodeError::Unknown { name: name.to_owned(), schema: found }),
    }
}
