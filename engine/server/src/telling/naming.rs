//! Who knows what a campaign's numbers stand for, and the names as programs read them: ids, keys and codes.

use muster_rules::zone::Zone;
use muster_words::command::MessageName;
use muster_words::definition::Definition;
use muster_words::ids::{CaseKindIx, ContactIx, OccasionIx, PhaseIx, RoleIx, SelectionIx, UnitIx};
use muster_words::item::{MessageKey, OccasionKind, StepRef};

/// Knows the names of one campaign's things, as far as they were told.
pub trait Naming: Send + Sync {
    /// The definition, once the launch was heard.
    fn definition(&self) -> Option<&Definition>;
    /// Key of an occasion that was planned.
    fn key_of(&self, occasion: OccasionIx) -> Option<&str>;
    /// The occasion with a key.
    fn occasion_by_key(&self, key: &str) -> Option<OccasionIx>;
    /// The zone of the campaign's days.
    fn zone(&self) -> Option<&Zone>;
}

/// What has no name keeps its number: `#3`.
fn or_number(name: Option<&String>, number: impl std::fmt::Display) -> String {
    name.cloned().unwrap_or_else(|| format!("#{number}"))
}

impl dyn Naming + '_ {
    pub(super) fn phase(&self, phase: PhaseIx) -> String {
        let found = self.definition().and_then(|def| def.phases.get(phase.at()));
        or_number(found.map(|phase| &phase.id), phase)
    }

    pub(super) fn unit(&self, unit: UnitIx) -> String {
        or_number(self.definition().and_then(|def| def.units.get(unit.at())).map(|unit| &unit.code), unit)
    }

    pub(super) fn role(&self, role: RoleIx) -> String {
        or_number(self.definition().and_then(|def| def.roles.get(role.at())).map(|role| &role.id), role)
    }

    pub(super) fn contact(&self, contact: ContactIx) -> String {
        let found = self.definition().and_then(|def| def.contacts.get(contact.at()));
        or_number(found.map(|contact| &contact.id), contact)
    }

    pub(super) fn occasion(&self, occasion: OccasionIx) -> String {
        self.key_of(occasion).map_or_else(|| format!("#{occasion}"), str::to_owned)
    }

    pub(super) fn item(&self, occasion: OccasionIx, unit: UnitIx) -> String {
        format!("{}/{}", self.occasion(occasion), self.unit(unit))
    }

    pub(super) fn message(&self, key: &MessageKey) -> String {
        MessageName { date: key.date, contact: self.contact(key.contact), kind: key.kind }.to_string()
    }

    pub(super) fn step(&self, step: &StepRef) -> String {
        format!("{}#{}.{}", self.item(step.occasion, step.unit), step.due_version, step.no)
    }

    pub(super) fn selection(&self, selection: SelectionIx) -> String {
        let found = self.definition().and_then(|def| def.selections.get(selection.at()));
        or_number(found.map(|selection| &selection.id), selection)
    }

    pub(super) fn case_kind(&self, kind: CaseKindIx) -> String {
        let found = self.definition().and_then(|def| def.cases.get(kind.at()));
        or_number(found.map(|kind| &kind.id), kind)
    }

    /// What an occasion is a happening of: the id of a duty, phase, programme or snapshot.
    pub(super) fn source(&self, kind: OccasionKind) -> String {
        let def = self.definition();
        match kind {
            OccasionKind::Duty(ix) => {
                or_number(def.and_then(|def| def.duties.get(ix.at())).map(|duty| &duty.id), ix)
            }
            OccasionKind::Phase(ix) => self.phase(ix),
            OccasionKind::Visit(ix) => {
                or_number(def.and_then(|def| def.visits.get(ix.at())).map(|visit| &visit.id), ix)
            }
            OccasionKind::Snapshot(ix) => {
                or_number(def.and_then(|def| def.snapshots.get(ix.at())).map(|plan| &plan.id), ix)
            }
        }
    }
}
