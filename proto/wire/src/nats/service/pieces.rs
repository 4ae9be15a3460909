//! Things larger than a message, in pieces: blobs on their way in, blobs and bodies on their way out.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use muster_protocol::codec::BLOB_BYTES_MAX;
use muster_protocol::command::{Refusal, RefusalCode};
use muster_protocol::ids::Digest;

use crate::link::LinkError;
use crate::nats::frames::{Piece, Upload};

/// Blobs that may be on their way in at once: bounds the memory that half-sent ones take.
const UPLOADS_MAX: usize = 8;
/// Of these, most of one worker: nobody takes the others' room.
const UPLOADS_OWN: usize = 4;
/// A blob of which nothing came for so long is forgotten (machine time).
const UPLOAD_IDLE: Duration = Duration::from_secs(60);
/// When to try again while too many are on their way.
const UPLOAD_BUSY_MS: u64 = 500;

struct Half {
    bytes: Vec<u8>,
    seen: tokio::time::Instant,
}

/// Blobs on their way in, by worker and id.
#[derive(Default)]
pub(super) struct Uploads(BTreeMap<(String, String), Half>);

/// What became of a piece.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Taken {
    /// Go on at this offset.
    GoOn(u64),
    /// That was the last one.
    Whole(Vec<u8>),
}

impl Uploads {
    /// Takes a piece. One that came before changes nothing; one that does not fit starts the blob over.
    pub(super) fn take(&mut self, who: &str, piece: Upload) -> Result<Taken, LinkError> {
        let total = usize::try_from(piece.total).unwrap_or(usize::MAX);
        if total > BLOB_BYTES_MAX {
            let detail = format!("{total} bytes, at most {BLOB_BYTES_MAX}");
            return Err(LinkError::Refused(Refusal::plain(RefusalCode::TooLarge, detail)));
        }
        self.0.retain(|_, half| half.seen.elapsed() < UPLOAD_IDLE);
        let key = (who.to_owned(), piece.id);
        if !self.0.contains_key(&key) {
            if piece.offset != 0 {
                return Ok(Taken::GoOn(0));
            }
            let own = self.0.keys().filter(|(whose, _)| whose == who).count();
            if self.0.len() >= UPLOADS_MAX || own >= UPLOADS_OWN {
                return Err(LinkError::Busy { after_ms: UPLOAD_BUSY_MS });
            }
        }
        let now = tokio::time::Instant::now();
        let half = self.0.entry(key.clone()).or_insert_with(|| Half { bytes: Vec::new(), seen: now });
        half.seen = now;
        if piece.offset == half.bytes.len() as u64 && half.bytes.len() + piece.bytes.len() <= total {
            half.bytes.extend_from_slice(&piece.bytes);
        }
        if half.bytes.len() < total {
            return Ok(Taken::GoOn(half.bytes.len() as u64));
        }
        let bytes = self.0.remove(&key).map(|half| half.bytes).unwrap_or_default();
        Ok(Taken::Whole(bytes))
    }
}

/// The blob that was asked for last: its pieces are asked for one after the other.
#[derive(Default)]
pub(super) struct Last(Option<(Digest, Arc<Vec<u8>>)>);

impl Last {
    pub(super) fn get(&self, digest: Digest) -> Option<Arc<Vec<u8>>> {
        self.0.as_ref().filter(|(last, _)| *last == digest).map(|(_, bytes)| Arc::clone(bytes))
    }

    pub(super) fn keep(&mut self, digest: Digest, bytes: &Arc<Vec<u8>>) {
        self.0 = Some((digest, Arc::clone(bytes)));
    }
}

/// The piece of `bytes` from an offset, at most `limit` bytes of it.
pub(super) fn piece(bytes: &[u8], offset: u64, limit: usize) -> Piece {
    let from = usize::try_from(offset).unwrap_or(usize::MAX).min(bytes.len());
    let to = from.saturating_add(limit).min(bytes.len());
    Piece { total: bytes.len() as u64, bytes: bytes[from..to].to_vec() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn upload(total: u64, offset: u64, bytes: &[u8]) -> Upload {
        Upload { id: "u".to_owned(), total, offset, bytes: bytes.to_vec() }
    }

    #[tokio::test(start_paused = true)]
    async fn pieces_make_the_whole_however_often_they_come() {
        let mut uploads = Uploads::default();
        assert_eq!(uploads.take("a", upload(5, 3, b"lo")), Ok(Taken::GoOn(0)), "the start is missing");
        assert_eq!(uploads.take("a", upload(5, 0, b"hel")), Ok(Taken::GoOn(3)));
        assert_eq!(uploads.take("a", upload(5, 0, b"hel")), Ok(Taken::GoOn(3)));
        assert_eq!(uploads.take("b", upload(5, 3, b"lo")), Ok(Taken::GoOn(0)), "another worker's");
        assert_eq!(uploads.take("a", upload(5, 3, b"lo")), Ok(Taken::Whole(b"hello".to_vec())));
        assert_eq!(uploads.take("a", upload(0, 0, b"")), Ok(Taken::Whole(Vec::new())));
        assert!(uploads.take("a", upload(u64::MAX, 0, b"")).is_err());
    }

    #[tokio::test(start_paused = true)]
    async fn half_sent_blobs_do_not_pile_up() {
        let mut uploads = Uploads::default();
        for who in 0..UPLOADS_MAX {
            assert_eq!(uploads.take(&who.to_string(), upload(5, 0, b"h")), Ok(Taken::GoOn(1)));
        }
        assert_eq!(uploads.take("x", upload(5, 0, b"h")), Err(LinkError::Busy { after_ms: UPLOAD_BUSY_MS }));
        tokio::time::advance(UPLOAD_IDLE).await;
        // Nobody takes the others' room.
        for nth in 0..UPLOADS_OWN {
            let one = Upload { id: nth.to_string(), ..upload(5, 0, b"h") };
            assert_eq!(uploads.take("a", one), Ok(Taken::GoOn(1)));
        }
        assert_eq!(uploads.take("a", upload(5, 0, b"h")), Err(LinkError::Busy { after_ms: UPLOAD_BUSY_MS }));
        assert_eq!(uploads.take("x", upload(5, 0, b"h")), Ok(Taken::GoOn(1)));
    }
}
