//! What units announced and have done, tried out and not adopted: what later occasions of a duty go by (S57, S64).

use std::collections::{BTreeMap, BTreeSet};

use muster_protocol::definition::{Definition, Duty, Variant};
use muster_protocol::form::{Form, Verdict};
use muster_protocol::ids::{DutyIx, OccasionIx, UnitIx};
use muster_protocol::item::{Evidence, WaiveReason};

/// What was announced, by unit; units that never announced anything are not in it.
#[derive(Debug, Clone, Default)]
pub(super) struct Announced {
    units: BTreeMap<UnitIx, AnnouncedState>,
}

/// What one unit's forms say. It counts once the item is closed: what is returned was not said.
#[derive(Debug, Clone, Default)]
pub(super) struct AnnouncedState {
    /// Handed in and not closed yet.
    pending: BTreeMap<OccasionIx, Saying>,
    /// How many things were announced, by the duty that announces them; the last closing counts.
    counts: BTreeMap<DutyIx, u32>,
    /// Which of them are done, from 1, by the duty that announces them.
    done: BTreeMap<DutyIx, BTreeSet<u8>>,
    /// What was tried out and not adopted.
    not_adopted: BTreeSet<DutyIx>,
}

/// What a handing in says that later occasions go by.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Saying {
    /// So many things are going to be done.
    Announces(u32),
    /// These of them are done.
    Done(DutyIx, Vec<u8>),
    /// It is not adopted.
    NotAdopted,
}

impl Saying {
    fn of(def: &Definition, ix: DutyIx, evidence: &[Evidence], form: &Form) -> Option<Self> {
        let duty = def.duties.get(ix.at())?;
        match &duty.variant {
            Variant::Progress(of) => Some(Self::Done(*of, form.done.clone())),
            Variant::Explore(_) if form.verdict == Some(Verdict::NotAdopted) => Some(Self::NotAdopted),
            _ if announces(def, ix) => Some(Self::Announces(count(duty, evidence))),
            _ => None,
        }
    }
}

/// Whether the progress of what a duty announces is asked for.
fn announces(def: &Definition, ix: DutyIx) -> bool {
    def.duties.iter().any(|duty| matches!(duty.variant, Variant::Progress(of) if of == ix))
}

/// What a duty announces is the first thing that it needs; what else it needs goes with that.
fn count(duty: &Duty, evidence: &[Evidence]) -> u32 {
    let Some(need) = duty.needs.first() else { return 0 };
    let pieces = evidence.iter().filter(|piece| piece.need == need.name);
    pieces.fold(0, |sum, piece| sum.saturating_add(piece.count))
}

impl Announced {
    /// What a unit's forms say.
    pub(super) fn of(&self, unit: UnitIx) -> Option<&AnnouncedState> {
        self.units.get(&unit)
    }

    /// Units of which a duty is not asked any more, in order.
    pub(super) fn spared<'a>(
        &'a self,
        def: &'a Definition,
        duty: DutyIx,
    ) -> impl Iterator<Item = UnitIx> + 'a {
        self.units.iter().filter(move |(_, said)| said.spares(def, duty).is_some()).map(|(unit, _)| *unit)
    }

    /// Something was handed in.
    pub(super) fn handed_in(
        &mut self,
        def: &Definition,
        (occasion, duty, unit): (OccasionIx, DutyIx, UnitIx),
        evidence: &[Evidence],
        form: &Form,
    ) {
        if let Some(saying) = Saying::of(def, duty, evidence, form) {
            self.units.entry(unit).or_default().pending.insert(occasion, saying);
        }
    }

    /// It was returned: it says nothing until it is handed in again.
    pub(super) fn returned(&mut self, occasion: OccasionIx, unit: UnitIx) {
        if let Some(said) = self.units.get_mut(&unit) {
            said.pending.remove(&occasion);
        }
    }

    /// It was closed: what it says counts from now on.
    pub(super) fn closed(&mut self, (occasion, duty, unit): (OccasionIx, DutyIx, UnitIx)) {
        if let Some(said) = self.units.get_mut(&unit) {
            said.closed(occasion, duty);
        }
    }
}

impl AnnouncedState {
    /// The same, with one more handing in that is closed at once or was pending.
    pub(super) fn after(
        &self,
        def: &Definition,
        (occasion, duty): (OccasionIx, DutyIx),
        handed_in: Option<(&[Evidence], &Form)>,
    ) -> Self {
        let mut said = self.clone();
        let saying = handed_in.and_then(|(evidence, form)| Saying::of(def, duty, evidence, form));
        if let Some(saying) = saying {
            said.pending.insert(occasion, saying);
        }
        said.closed(occasion, duty);
        said
    }

    fn closed(&mut self, occasion: OccasionIx, duty: DutyIx) {
        match self.pending.remove(&occasion) {
            Some(Saying::Announces(count)) => {
                // Another announcement numbers its things from the beginning.
                self.counts.insert(duty, count);
                self.done.remove(&duty);
            }
            Some(Saying::Done(of, done)) => self.done.entry(of).or_default().extend(done),
            Some(Saying::NotAdopted) => drop(self.not_adopted.insert(duty)),
            None => {}
        }
    }

    /// How many things a duty announced; none when it announced nothing yet.
    pub(super) fn count(&self, of: DutyIx) -> Option<u32> {
        self.counts.get(&of).copied().filter(|count| *count > 0)
    }

    /// How many of them are still to be done; none when nothing was announced.
    pub(super) fn open(&self, of: DutyIx) -> Option<u32> {
        let count = self.count(of)?;
        let done = self
            .done
            .get(&of)
            .map_or(0, |done| done.iter().filter(|no| (1..=count).contains(&u32::from(**no))).count());
        Some(count.saturating_sub(u32::try_from(done).unwrap_or(u32::MAX)))
    }

    /// Why a duty is not asked of the unit any more, if it is not.
    pub(super) fn spares(&self, def: &Definition, ix: DutyIx) -> Option<WaiveReason> {
        let duty = def.duties.get(ix.at())?;
        match &duty.variant {
            Variant::Progress(of) => (self.open(*of) == Some(0)).then_some(WaiveReason::Done),
            Variant::Explore(whole) => {
                let ended = |before: &DutyIx| *before <= ix && is_part(def, *before, whole);
                self.not_adopted.iter().any(ended).then_some(WaiveReason::NotAdopted)
            }
            _ => None,
        }
    }
}

/// Whether a duty is a part of what is tried out under this id.
fn is_part(def: &Definition, ix: DutyIx, whole: &str) -> bool {
    let variant = def.duties.get(ix.at()).map(|duty| &duty.variant);
    matches!(variant, Some(Variant::Explore(of)) if of == whole)
}
