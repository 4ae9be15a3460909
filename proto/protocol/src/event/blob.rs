use crate::say;
use serde::{Deserialize, Serialize};

use crate::ids::Digest;
use crate::refs::plain_words;

use super::description::{About, describe, short, texts};

/// The bytes of a blob, with its salt, were deleted; the digest stays where it is named
/// (ARCHITECTURE.md, “What always holds”).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BlobErased {
    /// The blob.
    pub blob: Digest,
    /// Why, a salted blob.
    pub reason: Digest,
}

describe! { (self, titles)
    BlobErased {
        about: About::Blob(&self.blob),
        // The blob that goes is not named for anything; why it went is.
        blobs: texts([&self.reason]),
        sentence: {
            let blob = short(&self.blob);
            say!(titles.language(), "blob-blob-erased", blob)
        },
    }
}

plain_words! { BlobErased }
