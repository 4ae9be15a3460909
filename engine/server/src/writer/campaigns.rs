//! Campaigns in memory: replayed from the log when first needed, let go when there are too many.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex, PoisonError};

use muster_core::campaign::State;
use muster_protocol::command::Refusal;
use muster_protocol::definition::Definition;
use muster_protocol::ids::{CampaignId, Digest, Position, Version};
use muster_protocol::recorded::Recorded;
use muster_protocol::time::Instant;

use super::plain;
use crate::domain_logic::DomainLogic;
use crate::store::{Blob, REPLAYED_TOGETHER, Reader, StoreError};

/// Most campaigns kept in memory; the least recently used quarter goes when there are more.
pub const CAMPAIGNS_RESIDENT_MAX: usize = 8_192;
/// Most compiled definitions kept in memory beside the campaigns that use them.
pub const DEFINITIONS_MAX: usize = 64;

/// Campaigns in which a bug or damage was met, with what was said. They stand still until the engine is started again.
pub(crate) type Parked = Arc<Mutex<BTreeMap<CampaignId, Halt>>>;

/// A campaign in memory.
#[derive(Debug)]
pub(super) struct Resident {
    pub(super) id: CampaignId,
    pub(super) state: State,
    /// The definition in force; none before the launch.
    pub(super) definition: Option<(Digest, Arc<Definition>)>,
    pub(super) version: Version,
    pub(super) position: Position,
    pub(super) link: Digest,
    pub(super) at: Instant,
    used: u64,
}

impl Resident {
    fn new(id: CampaignId) -> Self {
        Self {
            id,
            state: State::new(),
            definition: None,
            version: Version(0),
            position: Position(0),
            link: Digest::default(),
            at: Instant(i64::MIN),
            used: 0,
        }
    }

    /// It has heard this event.
    fn came_to(&mut self, row: &Recorded) {
        (self.version, self.position) = (row.version, row.position);
        (self.link, self.at) = (row.hash, row.at);
    }
}

/// Why a campaign is not in memory.
#[derive(Debug)]
pub(super) enum LoadError {
    /// The store could not give it now.
    Store(StoreError),
    /// It cannot be used: a bug or damage, already noted.
    Parked(Halt),
}

/// Why a campaign stands still, with what is said of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Halt {
    /// The domain logic panicked.
    Bug(String),
    /// What is stored is not what was written.
    Damage(String),
}

impl Halt {
    /// What is said of it.
    pub(crate) fn cause(&self) -> &str {
        match self {
            Self::Bug(cause) | Self::Damage(cause) => cause,
        }
    }
}

/// The campaigns in memory.
#[derive(Debug)]
pub(super) struct Campaigns {
    /// Each in a place of its own: a table that grows moves what is in it.
    resident: HashMap<CampaignId, Box<Resident>>,
    definitions: BTreeMap<Digest, Arc<Definition>>,
    /// Those of them that were looked at and show what they hold.
    plain: BTreeSet<Digest>,
    parked: Parked,
    logic: DomainLogic,
    uses: u64,
}

impl Campaigns {
    pub(super) fn new(logic: DomainLogic, parked: Parked) -> Self {
        let (resident, definitions, plain) = (HashMap::new(), BTreeMap::new(), BTreeSet::new());
        Self { resident, definitions, plain, parked, logic, uses: 0 }
    }

    /// Why a campaign is parked.
    pub(super) fn parked(&self, id: &CampaignId) -> Option<Halt> {
        self.parked.lock().unwrap_or_else(PoisonError::into_inner).get(id).cloned()
    }

    /// Takes a campaign out of service after a bug.
    pub(super) fn park(&mut self, id: &CampaignId, cause: &str) {
        tracing::error!(campaign = %id, cause, "a bug was met in a campaign; it is parked");
        self.resident.remove(id);
        let halt = Halt::Bug(cause.to_owned());
        self.parked.lock().unwrap_or_else(PoisonError::into_inner).insert(id.clone(), halt);
    }

    /// Takes a campaign out of service whose events or definition are not what was written; gives what is said of it.
    fn park_damaged(&mut self, id: &CampaignId, damage: &str) -> Halt {
        let cause =
            format!("no bug: the log is damaged: {damage}; look with `muster verify`, or restore a backup");
        tracing::error!(campaign = %id, cause, "a campaign cannot be replayed; it is parked");
        let halt = Halt::Damage(cause);
        self.parked.lock().unwrap_or_else(PoisonError::into_inner).insert(id.clone(), halt.clone());
        halt
    }

    /// Forgets what is in memory of a campaign.
    pub(super) fn forget(&mut self, id: &CampaignId) {
        self.resident.remove(id);
    }

    pub(super) fn get(&self, id: &CampaignId) -> Option<&Resident> {
        self.resident.get(id).map(AsRef::as_ref)
    }

    pub(super) fn get_mut(&mut self, id: &CampaignId) -> Option<&mut Resident> {
        self.resident.get_mut(id).map(AsMut::as_mut)
    }

    /// The campaign, replayed if it is not in memory; one that never was has version 0.
    pub(super) async fn load(
        &mut self,
        log: &dyn Reader,
        id: &CampaignId,
    ) -> Result<&mut Resident, LoadError> {
        if let Some(halt) = self.parked(id) {
            return Err(LoadError::Parked(halt));
        }
        if !self.resident.contains_key(id) {
            let replayed = self.replay(log, id).await?;
            self.resident.insert(id.clone(), Box::new(replayed));
        }
        self.uses += 1;
        let uses = self.uses;
        let resident = self.resident.entry(id.clone()).or_insert_with(|| Box::new(Resident::new(id.clone())));
        resident.used = uses;
        Ok(resident)
    }

    /// Takes in those of these campaigns that are not in memory, as far as they are wanted soon: after a start a thousand of
    /// them wake at one instant, and one by one each would read what all wrote together. What cannot be replayed is left to
    /// [`Campaigns::load`], which says why.
    pub(super) async fn load_together(
        &mut self,
        log: &dyn Reader,
        wanted: impl Iterator<Item = &CampaignId>,
    ) -> Result<(), LoadError> {
        let missing: BTreeSet<&CampaignId> =
            wanted.filter(|id| !self.resident.contains_key(*id)).take(REPLAYED_TOGETHER).collect();
        let ids: Vec<CampaignId> =
            missing.into_iter().filter(|id| self.parked(id).is_none()).cloned().collect();
        if ids.len() < 2 {
            return Ok(());
        }
        let mut replayed: HashMap<CampaignId, Box<Resident>> = HashMap::new();
        let mut faulty = BTreeSet::new();
        let mut after = Position(0);
        loop {
            let page = log.campaigns_on(&ids, after).await.map_err(LoadError::Store)?;
            let Some(last) = page.last() else { break };
            after = last.position;
            for row in page {
                if faulty.contains(&row.campaign) {
                    continue;
                }
                let fresh = || Box::new(Resident::new(row.campaign.clone()));
                let mut resident = replayed.remove(&row.campaign).unwrap_or_else(fresh);
                if self.apply(log, &mut resident, &row).await?.is_ok() {
                    resident.came_to(&row);
                    replayed.insert(row.campaign.clone(), resident);
                } else {
                    faulty.insert(row.campaign.clone());
                }
            }
        }
        self.uses += 1;
        for (id, mut resident) in replayed {
            resident.used = self.uses;
            self.resident.insert(id, resident);
        }
        Ok(())
    }

    /// Whether a campaign is in memory.
    pub(super) fn is_resident(&self, id: &CampaignId) -> bool {
        self.resident.contains_key(id)
    }

    /// Takes in a campaign that is known to have no events, which spares reading them.
    pub(super) fn begin(&mut self, id: &CampaignId) {
        self.resident.entry(id.clone()).or_insert_with(|| Box::new(Resident::new(id.clone())));
    }

    /// Whether a definition is at hand, and so stored.
    pub(super) fn has_definition(&self, digest: Digest) -> bool {
        self.definitions.contains_key(&digest)
    }

    async fn replay(&mut self, log: &dyn Reader, id: &CampaignId) -> Result<Resident, LoadError> {
        let mut resident = Resident::new(id.clone());
        loop {
            let page = log.campaign(id, resident.version).await.map_err(LoadError::Store)?;
            if page.is_empty() {
                return Ok(resident);
            }
            for row in page {
                match self.apply(log, &mut resident, &row).await? {
                    Ok(()) => {}
                    Err(Halt::Bug(cause)) => {
                        self.park(id, &cause);
                        return Err(LoadError::Parked(Halt::Bug(cause)));
                    }
                    Err(Halt::Damage(damage)) => {
                        let damage = format!("version {} of {id}: {damage}", row.version);
                        return Err(LoadError::Parked(self.park_damaged(id, &damage)));
                    }
                }
                resident.came_to(&row);
            }
        }
    }

    async fn apply(
        &mut self,
        log: &dyn Reader,
        resident: &mut Resident,
        row: &Recorded,
    ) -> Result<Result<(), Halt>, LoadError> {
        let puts = match row.puts_in_force() {
            Ok(puts) => puts,
            Err(error) => return Ok(Err(Halt::Damage(error.to_string()))),
        };
        if let Some(digest) = puts {
            match self.definition(log, digest, &[]).await.map_err(LoadError::Store)? {
                Ok(definition) => resident.definition = Some((digest, definition)),
                Err(damage) => return Ok(Err(Halt::Damage(damage))),
            }
        }
        let Some((_, definition)) = &resident.definition else {
            return Ok(Err(Halt::Damage(format!("its first event is {}", row.name))));
        };
        let new = puts.map(|_| definition.as_ref());
        let event = match resident.state.numbering().read(new, row) {
            Ok(event) => event,
            Err(error) => return Ok(Err(Halt::Damage(error.to_string()))),
        };
        let evolve = self.logic.evolve;
        Ok(guard(|| evolve(definition, &mut resident.state, row.at, &event)).map_err(Halt::Bug))
    }

    /// A compiled definition; the inner error says why there is none. `fresh` are blobs of the same batch.
    pub(super) async fn definition(
        &mut self,
        log: &dyn Reader,
        digest: Digest,
        fresh: &[Blob],
    ) -> Result<Result<Arc<Definition>, String>, StoreError> {
        if let Some(definition) = self.definitions.get(&digest) {
            return Ok(Ok(Arc::clone(definition)));
        }
        let stored;
        let blob = match fresh.iter().find(|blob| blob.digest == digest) {
            Some(blob) => blob,
            None => match log.blob(digest).await? {
                Some(blob) => {
                    stored = blob;
                    &stored
                }
                None => return Ok(Err(format!("no definition {digest} is stored"))),
            },
        };
        if !blob.is_whole() {
            return Ok(Err(format!("the stored definition {digest} is damaged")));
        }
        let definition = match Definition::from_bytes(&blob.bytes) {
            Ok(definition) => Arc::new(definition),
            Err(error) => return Ok(Err(error.to_string())),
        };
        if self.definitions.len() >= DEFINITIONS_MAX {
            self.definitions.clear();
            self.plain.clear();
        }
        self.definitions.insert(digest, Arc::clone(&definition));
        Ok(Ok(definition))
    }

    /// Whether every text of a definition shows what it holds. A definition is looked at once: a thousand campaigns may be
    /// launched with it.
    pub(super) fn is_plain(&mut self, digest: Digest, definition: &Definition) -> Result<(), Refusal> {
        if !self.plain.contains(&digest) {
            plain::definition(definition)?;
            // Kept with the definitions themselves, so that there are never more.
            if self.definitions.contains_key(&digest) {
                self.plain.insert(digest);
            }
        }
        Ok(())
    }

    /// Lets go of the least recently used when there are too many, and of ids that never were launched.
    pub(super) fn trim(&mut self, touched: impl Iterator<Item = CampaignId>) {
        for id in touched {
            if self.resident.get(&id).is_some_and(|resident| resident.version == Version(0)) {
                self.resident.remove(&id);
            }
        }
        if self.resident.len() > CAMPAIGNS_RESIDENT_MAX {
            let mut uses: Vec<u64> = self.resident.values().map(|resident| resident.used).collect();
            let (_, &mut oldest_kept, _) = uses.select_nth_unstable(CAMPAIGNS_RESIDENT_MAX / 4);
            self.resident.retain(|_, resident| resident.used >= oldest_kept);
        }
    }
}

/// Runs domain logic; a panic in it is a bug of this campaign alone and becomes its text.
pub(super) fn guard<T>(think: impl FnOnce() -> T) -> Result<T, String> {
    catch_unwind(AssertUnwindSafe(think)).map_err(|panic| {
        panic
            .downcast_ref::<&str>()
            .map(|text| (*text).to_owned())
            .or_else(|| panic.downcast_ref::<String>().cloned())
            .unwrap_or_else(|| "a panic without words".to_owned())
    })
}
