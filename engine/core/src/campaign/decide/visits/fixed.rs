//! Visits that people fixed themselves, as a table of them comes: of any rounds, all of them or none.

use std::collections::BTreeMap;

use muster_protocol::command::{FixVisits, FixedVisit, Refusal, RefusalCode, VISITS_FIXED_MAX};
use muster_protocol::definition::Definition;
use muster_protocol::ids::{OccasionIx, UnitIx};
use muster_protocol::item::{OccasionKind, ProposedVisit};
use muster_protocol::text;
use muster_protocol::time::Instant;
use muster_rules::audience::contact_of;
use muster_rules::visit::{self, slot};

use super::super::super::evolve::evolve;
use super::super::super::plan::OccasionPlanner;
use super::super::super::visit::instance::visit_instance;
use super::super::Decided;
use super::{Round, State, find};

pub(in super::super) fn fix(def: &Definition, state: &State, at: Instant, body: &FixVisits) -> Decided {
    let count = body.visits.len();
    if count == 0 || count > VISITS_FIXED_MAX {
        let said = text!("a-table-has-1-to-visits-fixed-max", visits_fixed_max = VISITS_FIXED_MAX, count);
        return Err(Refusal::incomplete(said));
    }
    let mut rounds: BTreeMap<OccasionIx, BTreeMap<UnitIx, &FixedVisit>> = BTreeMap::new();
    for fixed in &body.visits {
        let (ix, _, place) = find(def, state, &fixed.item)?;
        if rounds.entry(ix).or_default().insert(place, fixed).is_some() {
            return Err(Refusal::incomplete(text!("item-appears-twice", item = fixed.item)));
        }
    }
    // Each round is planned around what the rounds before it brought: one person is not at two places.
    let (mut after, mut events) = (state.clone(), Vec::new());
    for (ix, fixed) in rounds {
        let planned = one_round(def, &after, at, (ix, &fixed))?;
        planned.iter().for_each(|event| evolve(def, &mut after, at, event));
        events.extend(planned);
    }
    Ok(events)
}

fn one_round(
    def: &Definition,
    state: &State,
    at: Instant,
    (ix, fixed): (OccasionIx, &BTreeMap<UnitIx, &FixedVisit>),
) -> Decided {
    let occasion = state.occasions().get(ix.at());
    let open = occasion.zip(visit_instance(def, state, at, ix));
    let Some((occasion, instance)) = open else {
        let key = fixed.values().next().map_or("", |one| one.item.occasion.as_str());
        return Err(Refusal::unknown_name(text!("key-is-no-open-round-of-visits", key)));
    };
    let OccasionKind::Visit(programme) = occasion.plan.kind else { return Ok(Vec::new()) };
    let (rules, planner) = (&def.visits[programme.at()], OccasionPlanner::new(def));
    let mut visits = Vec::new();
    for (place, one) in fixed {
        let standing = occasion.visit(*place).map(|visit| visit.visitor);
        let asked = instance.places.iter().find(|asked| asked.place == *place).map(|asked| asked.visitor);
        let visitor = standing.or(asked).or_else(|| contact_of(def, *place, rules.visitor));
        let Some(visitor) = visitor else {
            let code = &one.item.unit;
            return Err(Refusal::wrong_state(text!("the-roster-has-no-visitor-of-code", code)));
        };
        let (start, end) = slot(rules, &planner.zone, one.date, one.start);
        let (place, date) = (*place, one.date);
        visits.push(ProposedVisit { place, visitor, date, start, end, reasons: Vec::new() });
    }
    let said = state.numbering.names(instance.clone());
    let said =
        said.map_err(|_| Refusal::plain(RefusalCode::UnknownName, "the round names what has no name"))?;
    let pinned = (instance.seen, visit::digest(&said));
    Round { def, state, at, ix, occasion }.planned(instance, pinned, &visits)
}
