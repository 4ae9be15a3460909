//! Which definition is in force in each campaign, and the definitions themselves, read once.

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use muster_protocol::definition::Definition;
use muster_protocol::ids::{CampaignId, Digest, Version};
use muster_protocol::question::{Answer, Question};
use muster_wire::link::Link;

use super::patience::{Stop, patiently};
use super::together::Together;

/// Stored bytes of the definitions that are kept in memory, at the most (one alone may be larger): a thousand small
/// campaigns, or one of the largest.
const KEPT_BYTES_MAX: usize = 64 * 1024 * 1024;

#[derive(Default)]
struct Known {
    /// With the version that put it there, where that is known: events may be heard in any order, or again.
    in_force: BTreeMap<CampaignId, (Digest, Version)>,
    read: BTreeMap<Digest, Arc<Definition>>,
    /// Order of reading, with sizes: the oldest goes first.
    order: VecDeque<(Digest, usize)>,
    bytes: usize,
}

impl Known {
    fn keep(&mut self, digest: Digest, size: usize, definition: &Arc<Definition>) {
        self.read.insert(digest, definition.clone());
        self.order.push_back((digest, size));
        self.bytes += size;
        while self.bytes > KEPT_BYTES_MAX && self.order.len() > 1 {
            if let Some((oldest, size)) = self.order.pop_front() {
                self.read.remove(&oldest);
                self.bytes -= size;
            }
        }
    }
}

/// The definitions of all campaigns that a worker hears of.
#[derive(Default)]
pub(super) struct Definitions {
    known: Mutex<Known>,
    /// Held while one is fetched, so that handlers that start together fetch it once.
    fetching: tokio::sync::Mutex<()>,
}

impl Definitions {
    fn known(&self) -> MutexGuard<'_, Known> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// From this version on another definition is in force; an older one than is known changes nothing.
    pub(super) fn put_in_force(&self, campaign: &CampaignId, digest: Digest, since: Version) {
        let mut known = self.known();
        if known.in_force.get(campaign).is_none_or(|(_, version)| *version <= since) {
            known.in_force.insert(campaign.clone(), (digest, since));
        }
    }

    /// The definition in force when an event of this version is heard, fetched if it is not known.
    pub(super) async fn in_force<L: Link>(
        &self,
        owner: &Together<L>,
        campaign: &CampaignId,
        heard: Version,
    ) -> Result<(Digest, Arc<Definition>), Stop> {
        let digest = self.digest(owner, campaign, heard).await?;
        if let Some(definition) = self.read(digest) {
            return Ok((digest, definition));
        }
        let _fetching = self.fetching.lock().await;
        if let Some(definition) = self.read(digest) {
            return Ok((digest, definition));
        }
        let Answer::Blob(bytes) = patiently(|| owner.ask(Question::Blob { digest })).await? else {
            return Err(Stop::Never(format!("definition {digest} of campaign {campaign} is not stored")));
        };
        let definition = Definition::from_bytes(&bytes).map_err(|error| Stop::Never(error.to_string()))?;
        let definition = Arc::new(definition);
        self.known().keep(digest, bytes.len(), &definition);
        Ok((digest, definition))
    }

    fn read(&self, digest: Digest) -> Option<Arc<Definition>> {
        self.known().read.get(&digest).cloned()
    }

    /// Which definition is in force. Handlers that start together ask together, also twice for one campaign.
    async fn digest<L: Link>(
        &self,
        owner: &Together<L>,
        campaign: &CampaignId,
        heard: Version,
    ) -> Result<Digest, Stop> {
        let known = self.known().in_force.get(campaign).map(|(digest, _)| *digest);
        if let Some(digest) = known {
            return Ok(digest);
        }
        let question = Question::Definition { campaign: campaign.clone() };
        match patiently(|| owner.ask(question.clone())).await? {
            // What was heard meanwhile is newer than the answer.
            Answer::Definition(digest) => {
                Ok(self.known().in_force.entry(campaign.clone()).or_insert((digest, heard)).0)
            }
            _ => Err(Stop::Never(format!("campaign {campaign} has no definition"))),
        }
    }
}
