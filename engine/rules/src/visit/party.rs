//! Who comes along on a visit, and whether they can.

use std::collections::BTreeSet;

use muster_protocol::definition::{Definition, VisitProgramme};
use muster_protocol::ids::{ContactIx, UnitIx};
use muster_protocol::item::ProposedVisit;
use muster_protocol::question::VisitInstance;
use muster_protocol::time::MINUTE;

use super::{busy, busy_span};
use crate::audience;
use crate::zone::Zone;

/// Who comes along when somebody visits a place, each once: who holds the programme's roles there.
#[must_use]
pub fn companions(
    def: &Definition,
    rules: &VisitProgramme,
    place: UnitIx,
    visitor: ContactIx,
) -> Vec<ContactIx> {
    let mut seen = BTreeSet::from([visitor]);
    let held = rules.companions.iter().filter_map(|role| audience::contact_of(def, place, *role));
    held.filter(|contact| seen.insert(*contact)).collect()
}

/// Whether all who come along are free for a visit, other visits of the same plan aside.
#[must_use]
pub fn is_free(
    def: &Definition,
    rules: &VisitProgramme,
    zone: &Zone,
    instance: &VisitInstance,
    visit: &ProposedVisit,
) -> bool {
    let road = i64::from(rules.travel.minutes) * MINUTE;
    let (leaves, back) = (visit.start.plus(-road), visit.end.plus(road));
    companions(def, rules, visit.place, visit.visitor).into_iter().all(|who| {
        let mut own = busy(def).filter(|busy| busy.visitor == who && busy.date.0.abs_diff(visit.date.0) <= 1);
        let is_busy = own.any(|busy| {
            let (from, until) = busy_span(zone, &busy);
            leaves < until && from < back
        });
        let mut visits = instance.standing.iter().chain(&instance.along).filter(|one| one.visitor == who);
        !is_busy && !visits.any(|one| visit.start < one.end && one.start < visit.end)
    })
}
