//! Tasks that were given out (交办, S62): for whom one is, and what it is called.

use muster_protocol::definition::{Definition, Duty};
use muster_protocol::event::OccasionPlanned;
use muster_protocol::ids::UnitIx;
use muster_protocol::item::OccasionKind;

/// Whether an occasion is for this unit as far as it was given to units by name; what was not given out is for all.
#[must_use]
pub fn is_for(occasion: &OccasionPlanned, unit: UnitIx) -> bool {
    occasion.given.as_ref().is_none_or(|given| given.units.is_empty() || given.units.contains(&unit))
}

/// A task as people read it: what is to be done, and as what kind of task it was given out.
#[must_use]
pub fn called(title: &str, kind: &Duty) -> String {
    format!("{title}（{}）", kind.name)
}

/// What an occasion is called where it is a task that was given out.
#[must_use]
pub fn title_of(def: &Definition, occasion: &OccasionPlanned) -> Option<String> {
    let (given, OccasionKind::Duty(duty)) = (occasion.given.as_ref()?, occasion.kind) else { return None };
    Some(called(&given.title, def.duties.get(duty.at())?))
}
