//! What the projector knows of a campaign while it reads on: enough to turn shared events into rows of units. Read back
//! from the view's own rows after a restart.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use muster_rules::task;
use muster_words::codec;
use muster_words::definition::{Definition, Phase};
use muster_words::event::OccasionPlanned;
use muster_words::ids::{CampaignId, Digest, OccasionIx, PhaseIx, RoleIx, UnitIx};
use muster_words::item::{OccasionKind, PlannedStep, StepRef};
use muster_words::time::{Date, Instant};
use sqlx::{Row, SqliteConnection};

use crate::store::sqlite::failed;
use crate::store::{Reader, StoreError};

/// Definitions kept beside the charts that use them.
const DEFINITIONS_MAX: usize = 64;

/// An occasion as planned, and the steps that its late items share.
#[derive(Debug)]
pub(super) struct Occasion {
    pub(super) plan: OccasionPlanned,
    /// Due version of the items that follow the plan.
    pub(super) due_version: u8,
    pub(super) late: Vec<PlannedStep>,
}

/// A campaign, as far as it was projected.
#[derive(Debug)]
pub(super) struct Chart {
    pub(super) no: i64,
    pub(super) id: CampaignId,
    pub(super) digest: Digest,
    pub(super) definition: Arc<Definition>,
    pub(super) state: &'static str,
    pub(super) phase: Option<String>,
    pub(super) at: Instant,
    pub(super) version: i64,
    pub(super) position: i64,
    pub(super) launched: i64,
    pub(super) occasions: BTreeMap<OccasionIx, Occasion>,
    /// Units of the roster that are not members now.
    pub(super) absent: BTreeSet<UnitIx>,
    /// Whether its row must be written.
    pub(super) changed: bool,
}

/// A campaign that runs, and one that is over.
pub(super) const RUNNING: &str = "running";
/// One in which nothing goes out for now.
pub(super) const HELD: &str = "held";
/// See [`RUNNING`].
pub(super) const CLOSED: &str = "closed";

impl Chart {
    pub(super) fn contact(&self, unit: UnitIx, step: &PlannedStep) -> Option<String> {
        self.post(unit, step.to)
    }

    /// Id of the contact that fills a role for a unit.
    pub(super) fn post(&self, unit: UnitIx, role: RoleIx) -> Option<String> {
        let contact = muster_rules::audience::contact_of(&self.definition, unit, role)?;
        Some(self.definition.contacts.get(contact.at())?.id.clone())
    }

    pub(super) fn code(&self, unit: UnitIx) -> String {
        self.definition.units.get(unit.at()).map_or_else(|| format!("?{unit}"), |unit| unit.code.clone())
    }

    /// What the phase that was entered last is called.
    pub(super) fn phase_name(&self) -> Option<String> {
        let id = self.phase.as_deref()?;
        self.definition.phases.iter().find(|phase| phase.id == id).map(|phase| phase.name.clone())
    }

    /// The first day of the first phase.
    pub(super) fn begins(&self) -> Option<Date> {
        self.definition.phases.iter().map(|phase| phase.from).min()
    }

    /// A step as people name it: `unit-plan/005#0.2`.
    pub(super) fn step_name(&self, step: StepRef) -> String {
        let key = self.occasions.get(&step.occasion).map_or("?", |occasion| occasion.plan.key.as_str());
        format!("{key}/{}#{}.{}", self.code(step.unit), step.due_version, step.no)
    }

    /// The phase in which an occasion falls due, if it belongs to one.
    pub(super) fn phase_of(&self, plan: &OccasionPlanned) -> Option<String> {
        let phase = match plan.kind {
            OccasionKind::Duty(_) if plan.given.is_some() => {
                let retired = &self.definition.retired.phases;
                let mut phases = (0u16..).map(PhaseIx).zip(&self.definition.phases);
                let around = |(ix, phase): &(PhaseIx, &Phase)| {
                    (phase.from..=phase.to).contains(&plan.due_day) && !retired.contains(ix)
                };
                phases.find(around)?.0
            }
            OccasionKind::Duty(duty) => self.definition.duties.get(duty.at())?.phase?,
            OccasionKind::Phase(phase) => phase,
            OccasionKind::Visit(_) | OccasionKind::Snapshot(_) => return None,
        };
        self.definition.phases.get(phase.at()).map(|phase| phase.id.clone())
    }

    /// Name and rows of the plan of what an occasion is a happening of, in the committee's words; of a task what is to be done.
    pub(super) fn title(&self, plan: &OccasionPlanned) -> (String, String) {
        let of = |name: &str, refs: &[String]| (name.to_owned(), refs.join(" "));
        let definition = &self.definition;
        let found = match plan.kind {
            OccasionKind::Duty(ix) => definition.duties.get(ix.at()).map(|it| {
                let task = task::title_of(definition, plan);
                of(task.as_ref().unwrap_or(&it.name), &it.refs)
            }),
            OccasionKind::Phase(ix) => definition.phases.get(ix.at()).map(|it| of(&it.name, &it.refs)),
            OccasionKind::Visit(ix) => definition.visits.get(ix.at()).map(|it| of(&it.name, &it.refs)),
            OccasionKind::Snapshot(ix) => definition.snapshots.get(ix.at()).map(|it| of(&it.name, &it.refs)),
        };
        found.unwrap_or_default()
    }
}

/// Definitions by digest.
#[derive(Debug, Default)]
pub(super) struct Definitions(BTreeMap<Digest, Arc<Definition>>);

impl Definitions {
    pub(super) async fn get(
        &mut self,
        log: &dyn Reader,
        digest: Digest,
    ) -> Result<Arc<Definition>, StoreError> {
        if let Some(definition) = self.0.get(&digest) {
            return Ok(Arc::clone(definition));
        }
        let damaged = |cause: String| StoreError::Damaged(format!("definition {digest}: {cause}"));
        let blob = log.blob(digest).await?.ok_or_else(|| damaged("not stored".to_owned()))?;
        let definition = Definition::from_bytes(&blob.bytes).map_err(|error| damaged(error.to_string()))?;
        let definition = Arc::new(definition);
        if self.0.len() >= DEFINITIONS_MAX {
            self.0.clear();
        }
        self.0.insert(digest, Arc::clone(&definition));
        Ok(definition)
    }
}

/// Reads a chart back from the view; none when the campaign is not in it.
pub(super) async fn load(
    connection: &mut SqliteConnection,
    log: &dyn Reader,
    definitions: &mut Definitions,
    id: &CampaignId,
) -> Result<Option<Chart>, StoreError> {
    let row = sqlx::query(
        "SELECT no, definition, state, phase, at, version, position, launched FROM campaigns WHERE id = ?",
    )
    .bind(id.as_str())
    .fetch_optional(&mut *connection)
    .await
    .map_err(failed)?;
    let Some(row) = row else { return Ok(None) };
    let no: i64 = row.try_get(0).map_err(failed)?;
    let digest: Vec<u8> = row.try_get(1).map_err(failed)?;
    let digest = digest
        .try_into()
        .map(Digest)
        .map_err(|_| StoreError::Damaged("definition of a view row".to_owned()))?;
    let state: String = row.try_get(2).map_err(failed)?;
    let (occasions, absent) = (occasions(connection, no).await?, absent(connection, no).await?);
    Ok(Some(Chart {
        no,
        id: id.clone(),
        digest,
        definition: definitions.get(log, digest).await?,
        state: [CLOSED, HELD].into_iter().find(|known| *known == state).unwrap_or(RUNNING),
        phase: row.try_get(3).map_err(failed)?,
        at: Instant(row.try_get(4).map_err(failed)?),
        version: row.try_get(5).map_err(failed)?,
        position: row.try_get(6).map_err(failed)?,
        launched: row.try_get(7).map_err(failed)?,
        occasions,
        absent,
        changed: false,
    }))
}

async fn occasions(
    connection: &mut SqliteConnection,
    no: i64,
) -> Result<BTreeMap<OccasionIx, Occasion>, StoreError> {
    let rows = sqlx::query("SELECT planned, late, due_version FROM occasions WHERE campaign = ?")
        .bind(no)
        .fetch_all(connection)
        .await
        .map_err(failed)?;
    let damaged = |error: codec::DecodeError| StoreError::Damaged(error.to_string());
    let mut occasions = BTreeMap::new();
    for row in rows {
        let (planned, late): (&[u8], Option<&[u8]>) =
            (row.try_get(0).map_err(failed)?, row.try_get(1).map_err(failed)?);
        let plan: OccasionPlanned = codec::decode("occasion", planned).map_err(damaged)?;
        let late = late.map_or(Ok(Vec::new()), |late| codec::decode("late steps", late)).map_err(damaged)?;
        let due_version = row.try_get(2).map_err(failed)?;
        occasions.insert(plan.occasion, Occasion { plan, due_version, late });
    }
    Ok(occasions)
}

async fn absent(connection: &mut SqliteConnection, no: i64) -> Result<BTreeSet<UnitIx>, StoreError> {
    let rows = sqlx::query("SELECT unit FROM absent WHERE campaign = ?")
        .bind(no)
        .fetch_all(connection)
        .await
        .map_err(failed)?;
    rows.iter().map(|row| row.try_get(0).map(UnitIx).map_err(failed)).collect()
}
