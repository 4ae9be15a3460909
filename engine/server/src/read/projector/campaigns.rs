//! The campaigns that the projector follows: their states, moved by `evolve` alone, with what their definitions call things.
//! One that is not in memory is replayed from the log when its next event comes.

use std::collections::{BTreeMap, HashMap};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use muster_core::campaign::{Listener, State, evolve_listening};
use muster_protocol::definition::Definition;
use muster_protocol::event::Event;
use muster_protocol::ids::{CampaignId, Digest, OccasionIx, Position, RoleIx, UnitIx, Version};
use muster_protocol::item::StepRef;
use muster_protocol::recorded::Recorded;
use sqlx::{Row, SqliteConnection};
use tokio::sync::Mutex;

use crate::store::sqlite::signed;
use crate::store::{REPLAYED_TOGETHER, Reader, StoreError};

/// Campaigns whose state is kept in memory: as many as the writer keeps.
const RESIDENT_MAX: usize = 8_192;
/// Places of items that they may take up together: 64 MiB, at 16 bytes each.
const PLACES_MAX: usize = 4 << 20;
/// Definitions kept beside the campaigns that use them.
const DEFINITIONS_MAX: usize = 64;

/// The number of a campaign in the view; none where it is not there.
async fn number_of(view: &Mutex<SqliteConnection>, id: &CampaignId) -> Result<Option<i64>, StoreError> {
    let query = sqlx::query_scalar("SELECT no FROM campaigns WHERE id = ?").bind(id.as_str().to_owned());
    Ok(query.fetch_optional(&mut *view.lock().await).await?)
}

/// A definition, with its words ready to be written into many rows.
#[derive(Debug)]
pub(super) struct Known {
    pub(super) digest: Digest,
    pub(super) definition: Definition,
    codes: Vec<Arc<str>>,
    contacts: Vec<Arc<str>>,
    roles: Vec<Arc<str>>,
}

impl Known {
    fn new(digest: Digest, definition: Definition) -> Self {
        Self {
            digest,
            codes: definition.units.iter().map(|unit| unit.code.as_str().into()).collect(),
            contacts: definition.contacts.iter().map(|contact| contact.id.as_str().into()).collect(),
            roles: definition.roles.iter().map(|role| role.id.as_str().into()).collect(),
            definition,
        }
    }

    pub(super) fn code(&self, unit: UnitIx) -> Arc<str> {
        self.codes.get(unit.at()).map_or_else(|| format!("?{unit}").into(), Arc::clone)
    }

    pub(super) fn role(&self, role: RoleIx) -> Arc<str> {
        self.roles.get(role.at()).map_or_else(|| "?".into(), Arc::clone)
    }

    /// Id of the contact that fills a role for a unit.
    pub(super) fn post(&self, unit: UnitIx, role: RoleIx) -> Option<Arc<str>> {
        let contact = muster_rules::audience::contact_of(&self.definition, unit, role)?;
        self.contacts.get(contact.at()).map(Arc::clone)
    }
}

/// A campaign in memory.
#[derive(Debug)]
pub(super) struct Resident {
    /// Its number in the view.
    pub(super) no: i64,
    pub(super) id: CampaignId,
    pub(super) known: Arc<Known>,
    pub(super) state: State,
    /// Number of its last event, and its position in the log.
    pub(super) version: i64,
    pub(super) position: i64,
    /// Whether its own row must be written.
    pub(super) changed: bool,
    used: u64,
    /// Places that its items took up when it was last looked at.
    places: usize,
}

impl Resident {
    pub(super) fn new(no: i64, id: CampaignId, known: Arc<Known>) -> Self {
        let state = State::new();
        Self { no, id, known, state, version: 0, position: 0, changed: false, used: 0, places: 0 }
    }

    /// An event in the campaign's numbers; `next` is the definition that it puts in force.
    ///
    /// # Errors
    /// What is damaged.
    pub(super) fn read(&self, next: Option<&Known>, row: &Recorded) -> Result<Event, String> {
        let puts = next.map(|next| &next.definition);
        self.state.numbering().read(puts, row).map_err(|error| error.to_string())
    }

    /// Moves the state by an event.
    ///
    /// # Errors
    /// What a bug said; the state then lacks the event.
    pub(super) fn apply(
        &mut self,
        row: &Recorded,
        event: &Event,
        listener: &mut impl Listener,
    ) -> Result<(), String> {
        let Self { known, state, .. } = self;
        let applied = catch_unwind(AssertUnwindSafe(|| {
            evolve_listening(&known.definition, state, row.at, event, listener);
        }));
        applied.map_err(|_| "a bug was met when it was applied".to_owned())
    }

    /// An item as people name it: `unit-plan/005`.
    pub(super) fn item_name(&self, occasion: OccasionIx, unit: UnitIx) -> String {
        let key = self.state.occasions().get(occasion.at()).map_or("?", |occasion| occasion.key());
        format!("{key}/{}", self.known.code(unit))
    }

    /// A step as people name it: `unit-plan/005#0.2`.
    pub(super) fn step_name(&self, step: StepRef) -> String {
        format!("{}#{}.{}", self.item_name(step.occasion, step.unit), step.due_version, step.no)
    }
}

/// Those in memory.
#[derive(Debug)]
pub(super) struct Campaigns {
    /// How many are kept.
    pub(super) most: usize,
    resident: HashMap<CampaignId, Box<Resident>>,
    definitions: BTreeMap<Digest, Arc<Known>>,
    /// Number of the next campaign, once it was looked up.
    next: Option<i64>,
    uses: u64,
}

impl Campaigns {
    pub(super) fn new() -> Self {
        let (resident, definitions) = (HashMap::new(), BTreeMap::new());
        Self { most: RESIDENT_MAX, resident, definitions, next: None, uses: 0 }
    }

    /// The campaign of an event as it was before the event, taken out; or why there is none.
    pub(super) async fn take(
        &mut self,
        log: &dyn Reader,
        view: &Mutex<SqliteConnection>,
        row: &Recorded,
        puts: Option<Digest>,
    ) -> Result<Result<Box<Resident>, String>, StoreError> {
        self.uses += 1;
        if let Some(mut resident) = self.resident.remove(&row.campaign) {
            resident.used = self.uses;
            return Ok(Ok(resident));
        }
        if let Some(launched) = puts.filter(|_| row.version == Version(1)) {
            let known = self.definition(log, launched).await?;
            let no = self.number(view).await?;
            return Ok(Ok(Box::new(Resident::new(no, row.campaign.clone(), known))));
        }
        let Some(no) = number_of(view, &row.campaign).await? else {
            return Ok(Err(format!("{} has no launch before it", row.name)));
        };
        self.replay(log, no, row).await
    }

    pub(super) fn put_back(&mut self, resident: Box<Resident>) {
        self.resident.insert(resident.id.clone(), resident);
    }

    pub(super) fn get_mut(&mut self, id: &CampaignId) -> Option<&mut Resident> {
        self.resident.get_mut(id).map(Box::as_mut)
    }

    /// The number of the next campaign.
    async fn number(&mut self, view: &Mutex<SqliteConnection>) -> Result<i64, StoreError> {
        let no = match self.next {
            Some(no) => no,
            None => sqlx::query("SELECT coalesce(max(no), 0) + 1 FROM campaigns")
                .fetch_one(&mut *view.lock().await)
                .await
                .and_then(|row| row.try_get(0))?,
        };
        self.next = Some(no + 1);
        Ok(no)
    }

    /// A campaign from its events before one.
    async fn replay(
        &mut self,
        log: &dyn Reader,
        no: i64,
        before: &Recorded,
    ) -> Result<Result<Box<Resident>, String>, StoreError> {
        let mut resident: Option<Box<Resident>> = None;
        let mut after = Version(0);
        'pages: loop {
            let page = log.campaign(&before.campaign, after).await?;
            let Some(last) = page.last() else { break };
            after = last.version;
            for row in &page {
                if row.position >= before.position {
                    break 'pages;
                }
                self.hear_again(log, no, row, &mut resident).await?;
            }
        }
        let missing = || format!("no launch of {} is in the log", before.campaign);
        Ok(resident.ok_or_else(missing).map(|mut resident| {
            resident.used = self.uses;
            resident
        }))
    }

    /// Moves a campaign by an event that was shown before. What could not be shown when it came is left out again.
    async fn hear_again(
        &mut self,
        log: &dyn Reader,
        no: i64,
        row: &Recorded,
        resident: &mut Option<Box<Resident>>,
    ) -> Result<(), StoreError> {
        let Ok(puts) = row.puts_in_force() else { return Ok(()) };
        let mut next = None;
        if let Some(digest) = puts {
            let known = self.definition(log, digest).await?;
            next = Some(Arc::clone(&known));
            resident.get_or_insert_with(|| Box::new(Resident::new(no, row.campaign.clone(), known)));
        }
        if let Some(resident) = resident {
            let Ok(event) = resident.read(next.as_deref(), row) else { return Ok(()) };
            resident.known = next.unwrap_or_else(|| Arc::clone(&resident.known));
            (resident.version, resident.position) = (signed(row.version.0), signed(row.position.0));
            let _left_out = resident.apply(row, &event, &mut ());
        }
        Ok(())
    }

    /// Takes in the campaigns of a page that are not in memory, as they were before it: one by one each would read again what
    /// all of them wrote together.
    pub(super) async fn take_in(
        &mut self,
        log: &dyn Reader,
        view: &Mutex<SqliteConnection>,
        page: &[Arc<Recorded>],
    ) -> Result<(), StoreError> {
        let Some(begin) = page.first().map(|row| row.position) else { return Ok(()) };
        let mut firsts: BTreeMap<&CampaignId, Version> = BTreeMap::new();
        for row in page.iter().filter(|row| !self.resident.contains_key(&row.campaign)) {
            firsts.entry(&row.campaign).or_insert(row.version);
        }
        let missing: Vec<CampaignId> =
            firsts.into_iter().filter(|(_, first)| *first > Version(1)).map(|(id, _)| id.clone()).collect();
        for ids in missing.chunks(REPLAYED_TOGETHER).filter(|ids| ids.len() > 1) {
            let mut replayed: HashMap<CampaignId, Option<Box<Resident>>> = HashMap::new();
            let mut after = Position(0);
            'pages: loop {
                let rows = log.campaigns_on(ids, after).await?;
                let Some(last) = rows.last() else { break };
                after = last.position;
                for row in &rows {
                    if row.position >= begin {
                        break 'pages;
                    }
                    let mut resident = replayed.remove(&row.campaign).flatten();
                    let no = match &resident {
                        Some(resident) => Some(resident.no),
                        None => number_of(view, &row.campaign).await?,
                    };
                    if let Some(no) = no {
                        self.hear_again(log, no, row, &mut resident).await?;
                    }
                    replayed.insert(row.campaign.clone(), resident);
                }
            }
            for mut resident in replayed.into_values().flatten() {
                resident.used = self.uses;
                self.put_back(resident);
            }
        }
        Ok(())
    }

    pub(super) async fn definition(
        &mut self,
        log: &dyn Reader,
        digest: Digest,
    ) -> Result<Arc<Known>, StoreError> {
        if let Some(known) = self.definitions.get(&digest) {
            return Ok(Arc::clone(known));
        }
        let known = Arc::new(Known::new(digest, crate::store::definition(log, digest).await?));
        if self.definitions.len() >= DEFINITIONS_MAX {
            self.definitions.clear();
        }
        self.definitions.insert(digest, Arc::clone(&known));
        Ok(known)
    }

    /// Lets go of the least recently used, and of those that are over before all others, when there are too many or too large
    /// ones. Only after everything was written: what is let go is found again by its row. `touched` may have grown.
    pub(super) fn trim(&mut self, touched: &[CampaignId]) {
        for id in touched {
            if let Some(resident) = self.resident.get_mut(id) {
                resident.places = resident.state.occasions().iter().map(|occasion| occasion.places()).sum();
            }
        }
        let mut places: usize = self.resident.values().map(|resident| resident.places).sum();
        let mut count = self.resident.len();
        if count <= self.most && places <= PLACES_MAX {
            return;
        }
        let mut order: Vec<(bool, u64, CampaignId)> = self
            .resident
            .values()
            .map(|resident| (!resident.state.closed(), resident.used, resident.id.clone()))
            .collect();
        order.sort_unstable();
        for (_, _, id) in order {
            if count <= self.most / 4 * 3 && places <= PLACES_MAX / 4 * 3 {
                break;
            }
            if let Some(gone) = self.resident.remove(&id) {
                (count, places) = (count - 1, places - gone.places);
            }
        }
    }
}
