use crate::say;
use serde::{Deserialize, Serialize};

use crate::ids::Digest;
use crate::refs::{Refs, plain_words};

use super::description::{About, Described, Titles, Use, short, texts};

/// The bytes of a blob, with its salt, were deleted; the digest stays where it is named
/// (ARCHITECTURE.md, “What always holds”).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BlobErased {
    /// The blob.
    pub blob: Digest,
    /// Why, a salted blob.
    pub reason: Digest,
}

impl<R: Refs> Described<R> for BlobErased {
    fn about(&self) -> About<'_, R> {
        About::Blob(&self.blob)
    }

    fn blobs(&self) -> Vec<(Digest, Use)> {
        // The blob that goes is not named for anything; why it went is.
        texts([&self.reason])
    }

    fn summary(&self) -> Option<String> {
        None
    }

    fn sentence(&self, titles: &dyn Titles<R>) -> String {
        let blob = short(&self.blob);
        say!(titles.language(), "blob-blob-erased", blob)
    }
}

plain_words! { BlobErased }
