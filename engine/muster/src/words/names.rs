//! Names of a definition's things as people read them.

use muster_words::definition::Definition;
use muster_words::ids::{ContactIx, PhaseIx, UnitIx};
use muster_words::item::OccasionKind;

/// A unit: its code and short name.
#[must_use]
pub fn unit(def: &Definition, unit: UnitIx) -> String {
    def.units.get(unit.at()).map_or_else(|| unit.to_string(), |unit| format!("{} {}", unit.code, unit.short))
}

/// A post.
#[must_use]
pub fn contact(def: &Definition, contact: ContactIx) -> String {
    def.contacts.get(contact.at()).map_or_else(|| contact.to_string(), |contact| contact.post.clone())
}

/// A phase.
#[must_use]
pub fn phase(def: &Definition, phase: PhaseIx) -> String {
    def.phases.get(phase.at()).map_or_else(|| phase.to_string(), |phase| phase.name.clone())
}

/// An occasion: the name of what it is a happening of, and its period where it has one.
#[must_use]
pub fn occasion(def: &Definition, kind: OccasionKind, key: &str) -> String {
    let name = match kind {
        OccasionKind::Duty(ix) => def.duties.get(ix.at()).map(|duty| &duty.name),
        OccasionKind::Phase(ix) => def.phases.get(ix.at()).map(|phase| &phase.name),
        OccasionKind::Visit(ix) => def.visits.get(ix.at()).map(|programme| &programme.name),
        OccasionKind::Snapshot(ix) => def.snapshots.get(ix.at()).map(|snapshot| &snapshot.name),
    };
    match (name, key.split_once('.')) {
        (Some(name), Some((_, period))) => format!("{name} {period}"),
        (Some(name), None) => name.clone(),
        (None, _) => key.to_owned(),
    }
}
