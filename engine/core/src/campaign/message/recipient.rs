//! To whom a step goes.

use muster_protocol::definition::Definition;
use muster_protocol::ids::{ContactIx, UnitIx};
use muster_protocol::item::{OccasionKind, PlannedStep, StepKind, VisitNews};
use muster_rules::audience::{contact_of, person_of};

use super::super::occasion::Occasion;

/// The contact of a step: who holds the role at the unit now; what is said to the visitor goes to the person who makes this
/// visit, who may hold no role there, and what is said to the one before to who had it then.
#[must_use]
pub fn recipient(
    def: &Definition,
    occasion: &Occasion,
    unit: UnitIx,
    planned: &PlannedStep,
) -> Option<ContactIx> {
    let visitor = || {
        let OccasionKind::Visit(programme) = occasion.kind() else { return None };
        let role = def.visits.get(programme.at())?.visitor;
        let life = occasion.life(unit).filter(|_| planned.to == role)?;
        match planned.kind {
            StepKind::VisitNews(VisitNews::HandedOn) => life.handed_on.last().map(|had| had.visit.visitor),
            StepKind::VisitNews(VisitNews::GivenToAnother) => life.instead_of.map(|off| off.visit.visitor),
            _ => Some(life.visit.visitor),
        }
    };
    visitor().or_else(|| contact_of(def, unit, planned.to))
}

/// Under which post's letter a step goes: reminders of all posts of one person are in one letter, under the first of the
/// posts; news go to the post itself.
pub(crate) fn addressee(
    def: &Definition,
    occasion: &Occasion,
    unit: UnitIx,
    planned: &PlannedStep,
) -> Option<ContactIx> {
    let contact = recipient(def, occasion, unit, planned)?;
    Some(if planned.kind.is_news() { contact } else { person_of(def, contact) })
}
