//! Putting a definition to work: phases, memberships and the first occasion of every rule are computed here, once.

use std::collections::BTreeSet;

use muster_protocol::command::{Launch, Refusal, RefusalCode};
use muster_protocol::definition::{Definition, Phase, Unit};
use muster_protocol::event::{CampaignLaunched, Event, MembershipDates, PhaseDates};
use muster_protocol::ids::{OccasionIx, PhaseIx, UnitIx};
use muster_protocol::text;
use muster_protocol::time::Instant;

use super::super::plan::{OccasionPlanner, lines, under_own_key};
use super::super::state::State;
use super::Decided;

pub(super) fn decide(def: &Definition, state: &State, at: Instant, launch: &Launch) -> Decided {
    match state.definition {
        Some(running) if running == launch.definition => return Ok(Vec::new()),
        Some(running) => {
            let wanted = launch.definition;
            return Err(Refusal::with_text(
                RefusalCode::AlreadyLaunched,
                text!("it-runs-with-definition-running-not-wanted", running, wanted),
            ));
        }
        None => {}
    }
    let planner = OccasionPlanner::new(def);
    let phases = (0u16..).map(PhaseIx).zip(&def.phases);
    let launched = CampaignLaunched {
        definition: launch.definition,
        sources: launch.sources.clone(),
        phases: phases.map(|(ix, phase)| phase_dates(&planner, ix, phase, at)).collect(),
        changes: membership_changes(&planner, at),
        contacts: launch.contacts,
    };
    let mut events = vec![Event::from(launched)];
    let mut keys = BTreeSet::new();
    for (kind, group) in lines(def) {
        let ix = OccasionIx(u32::try_from(events.len() - 1).unwrap_or(u32::MAX));
        let planned = planner.occasion(ix, kind, 0, group, at);
        let planned = planned.map(|plan| under_own_key(plan, |key| keys.contains(key)));
        keys.extend(planned.iter().map(|plan| plan.occasion.key.clone()));
        events.extend(planned.map(Event::from));
    }
    Ok(events)
}

fn phase_dates(planner: &OccasionPlanner<'_>, ix: PhaseIx, phase: &Phase, at: Instant) -> PhaseDates {
    PhaseDates {
        phase: ix,
        enters: planner.zone.start_of_day(phase.from).max(at),
        ends: planner.late_from(phase.to).max(at),
    }
}

fn membership_changes(planner: &OccasionPlanner<'_>, at: Instant) -> Vec<MembershipDates> {
    let units = (0u32..).map(UnitIx).zip(&planner.def.units);
    units.filter_map(|(ix, unit)| membership(planner, ix, unit, at)).collect()
}

fn membership(
    planner: &OccasionPlanner<'_>,
    ix: UnitIx,
    unit: &Unit,
    at: Instant,
) -> Option<MembershipDates> {
    let joins = unit.joined.map(|day| planner.zone.start_of_day(day)).filter(|joins| *joins > at);
    let leaves = unit.left.map(|day| planner.late_from(day));
    (joins.is_some() || leaves.is_some()).then_some(MembershipDates { unit: ix, joins, leaves })
}
