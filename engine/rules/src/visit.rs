//! Visit instances and feasibility.
use muster_words::codec;
use muster_words::definition::Definition;
use muster_words::ids::{Digest, ProgrammeIx};
use muster_words::item::ProposedVisit;
use muster_words::question::VisitInstance;

/// The digest that pins an instance.
#[must_use]
pub fn digest(instance: &VisitInstance) -> Digest {
    Digest::of(&codec::encode(instance))
}

/// What is wrong with a plan.
#[must_use]
pub fn infeasible(
    def: &Definition,
    programme: ProgrammeIx,
    instance: &VisitInstance,
    visits: &[ProposedVisit],
) -> Vec<String> {
    let _ = (def, programme, instance, visits);
    Vec::new()
}
