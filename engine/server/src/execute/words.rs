//! What counterparts of channels said of letters. Counterparts say the same of many letters, and what is erased never comes
//! back: so each such text is stored for its letter alone, as a free text is, and who erases one erases no other.

use muster_protocol::codec;
use muster_protocol::command::{MessageName, RefusalCode};
use muster_protocol::ids::{CampaignId, Digest};
use muster_protocol::item::CHUNK;
use muster_protocol::question::{Answer, LetterWords};
use muster_protocol::unseen;
use muster_wire::link::LinkError;

use super::Handle;
use crate::store::{Blob, SALT_BYTES};

/// Longest words that are kept, in bytes: counterparts may say a lot, ops read its beginning. What several channels said of one
/// letter stands in one text.
const WORDS_BYTES_MAX: usize = 4_096;

/// Salts of words. The same words of the same letter have the same one as long as the process runs, so that a report that is said
/// again is the same report; after a restart the state knows it. Nobody outside the process can work it out: words may tell an
/// account, and who has a digest is not to try accounts out.
pub(crate) struct Salts([u8; 32]);

impl Salts {
    /// New ones, which no other process has.
    pub(crate) fn new() -> Self {
        let halves = [uuid::Uuid::new_v4(), uuid::Uuid::new_v4()].map(uuid::Uuid::into_bytes);
        let mut key = [0; 32];
        key[..16].copy_from_slice(&halves[0]);
        key[16..].copy_from_slice(&halves[1]);
        Self(key)
    }

    fn of(&self, campaign: &CampaignId, message: &MessageName, words: &str) -> [u8; SALT_BYTES] {
        let of = codec::encode(&(campaign.as_str(), message.to_string(), words));
        let hash = blake3::keyed_hash(&self.0, &of);
        let mut salt = [0; SALT_BYTES];
        salt.copy_from_slice(&hash.as_bytes()[..SALT_BYTES]);
        salt
    }
}

impl Handle {
    /// Stores what was said of a letter; none where nothing was said, or where it was erased before. What is reported of the
    /// letter then goes without words.
    pub(crate) async fn store_words(
        &self,
        campaign: &CampaignId,
        message: &MessageName,
        words: &str,
    ) -> Result<Option<Digest>, LinkError> {
        let mut words = words.replace(unseen::steers, " ");
        words.truncate(words.floor_char_boundary(WORDS_BYTES_MAX));
        if words.trim().is_empty() {
            return Ok(None);
        }
        let salt = self.0.words.of(campaign, message, &words);
        match self.put(Blob::salted(words.into_bytes(), salt)).await {
            Ok(stored) => Ok(Some(stored)),
            Err(LinkError::Refused(refusal)) if refusal.code == RefusalCode::WrongState => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Stores what was said of several.
    pub(super) async fn store_all_words(
        &self,
        campaign: &CampaignId,
        said: Vec<LetterWords>,
    ) -> Result<Answer, LinkError> {
        let mut stored = Vec::with_capacity(said.len().min(CHUNK));
        for LetterWords { message, words } in said.into_iter().take(CHUNK) {
            stored.push(self.store_words(campaign, &message, &words).await?);
        }
        Ok(Answer::Words(stored))
    }
}
