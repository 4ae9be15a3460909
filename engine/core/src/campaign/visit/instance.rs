//! The instance of a visit round: what a plan of visits is made from, and what it is checked against.

use muster_protocol::definition::Definition;
use muster_protocol::ids::{OccasionIx, UnitIx};
use muster_protocol::item::OccasionKind;
use muster_protocol::question::{PlaceToVisit, StandingVisit, VisitInstance};
use muster_protocol::time::Instant;
use muster_rules::visit;
use muster_rules::visit::party;
use muster_rules::zone::Zone;

use super::super::state::{Occasion, State};
use super::turns;

/// Days around a round within which other visits can matter to it: the longest gap a programme may ask for.
const VISIT_HORIZON_DAYS: i32 = 400;

/// The instance of an open visit round: places that await a visit and have no proposal, and all visits that stand near.
#[must_use]
pub fn visit_instance(
    def: &Definition,
    state: &State,
    now: Instant,
    ix: OccasionIx,
) -> Option<VisitInstance> {
    let open = |occasion: &&Occasion| occasion.is_open() && !occasion.retired();
    let occasion = state.occasions().get(ix.at()).filter(open)?;
    let OccasionKind::Visit(programme) = occasion.kind() else { return None };
    let rules = def.visits.get(programme.at())?;
    let today = Zone::of(def).ok()?.date_of(now);
    let last = occasion.planned_due_day();
    let waits = |unit: UnitIx| {
        let (visitor, turn) = match turns::next(def, state, programme, unit) {
            Some((visitor, turn)) => (visitor, Some(turn)),
            None => (*visit::eligible(def, rules, unit).first()?, None),
        };
        let not_on = occasion.life(unit).map(|life| life.off.clone()).unwrap_or_default();
        let last_visit = state.last_visit(programme, unit);
        Some(PlaceToVisit { place: unit, visitor, last_visit, not_on, turn })
    };
    let unplanned = occasion.units().filter(|(unit, item)| item.awaits() && occasion.visit(*unit).is_none());
    let (mut places, mut without) = (Vec::new(), Vec::new());
    for (unit, _) in unplanned {
        match waits(unit) {
            Some(place) => places.push(place),
            None => without.push(unit),
        }
    }
    let first = today.plus(1);
    let near = |visit: &StandingVisit| (visit.date.0 - first.0).abs() <= VISIT_HORIZON_DAYS;
    let mut standing: Vec<StandingVisit> =
        state.occasions().iter().flat_map(Occasion::visits).filter(near).collect();
    standing.sort_unstable();
    let mut along: Vec<StandingVisit> =
        state.occasions().iter().flat_map(|occasion| accompanied(def, occasion)).filter(near).collect();
    along.sort_unstable();
    Some(VisitInstance {
        occasion: ix,
        programme,
        seen: state.version(),
        definition: state.definition()?,
        first,
        last,
        places,
        without,
        standing,
        along,
    })
}

/// The visits of an occasion that stand, once for each who comes along.
fn accompanied(def: &Definition, occasion: &Occasion) -> Vec<StandingVisit> {
    let OccasionKind::Visit(programme) = occasion.kind() else { return Vec::new() };
    let Some(rules) = def.visits.get(programme.at()).filter(|rules| !rules.companions.is_empty()) else {
        return Vec::new();
    };
    let with = |visit: StandingVisit| {
        let along = party::companions(def, rules, visit.place, visit.visitor).into_iter();
        along.map(move |visitor| {
            let mut theirs = visit;
            theirs.visitor = visitor;
            theirs
        })
    };
    occasion.visits().flat_map(with).collect()
}
