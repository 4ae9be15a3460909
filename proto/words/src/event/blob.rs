use serde::{Deserialize, Serialize};

use crate::ids::Digest;
use crate::refs::plain_words;

/// The bytes of a blob, with its salt, were deleted; the digest stays where it is named
/// (ARCHITECTURE.md, “What always holds”).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BlobErased {
    /// The blob.
    pub blob: Digest,
    /// Why, a salted blob.
    pub reason: Digest,
}

plain_words! { BlobErased }
