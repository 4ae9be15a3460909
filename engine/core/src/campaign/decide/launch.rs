//! Putting a definition to work: phases, memberships and the first occasion of every rule are reckoned here, once.

use std::collections::BTreeSet;

use muster_words::command::{Launch, Refusal, RefusalCode};
use muster_words::definition::{Definition, Phase, Unit};
use muster_words::event::{CampaignLaunched, Event, MembershipDates, PhaseDates};
use muster_words::ids::{OccasionIx, PhaseIx, UnitIx};
use muster_words::time::Instant;

use super::super::plan::{Reckoner, lines, under_own_key};
use super::super::state::State;

pub(super) fn decide(
    def: &Definition,
    state: &State,
    at: Instant,
    launch: &Launch,
) -> Result<Vec<Event>, Refusal> {
    match state.definition {
        Some(running) if running == launch.definition => return Ok(Vec::new()),
        Some(running) => {
            let wanted = launch.definition;
            let en = format!("it runs with definition {running}, not {wanted}");
            let zh = format!("正在运行的定义是{running}，不是{wanted}");
            return Err(Refusal::told(RefusalCode::AlreadyLaunched, en, zh));
        }
        None => {}
    }
    let reckoner = Reckoner::new(def);
    let phases = (0u16..).map(PhaseIx).zip(&def.phases);
    let launched = CampaignLaunched {
        definition: launch.definition,
        sources: launch.sources.clone(),
        phases: phases.map(|(ix, phase)| phase_dates(&reckoner, ix, phase, at)).collect(),
        changes: membership_changes(&reckoner, at),
        contacts: launch.contacts,
    };
    let mut events = vec![Event::from(launched)];
    let mut keys = BTreeSet::new();
    for (kind, group) in lines(def) {
        let ix = OccasionIx(u32::try_from(events.len() - 1).unwrap_or(u32::MAX));
        let planned = reckoner.occasion(ix, kind, 0, group, at);
        let planned = planned.map(|plan| under_own_key(plan, |key| keys.contains(key)));
        keys.extend(planned.iter().map(|plan| plan.occasion.key.clone()));
        events.extend(planned.map(Event::from));
    }
    Ok(events)
}

fn phase_dates(reckoner: &Reckoner<'_>, ix: PhaseIx, phase: &Phase, at: Instant) -> PhaseDates {
    PhaseDates {
        phase: ix,
        enters: reckoner.zone.start_of_day(phase.from).max(at),
        ends: reckoner.late_from(phase.to).max(at),
    }
}

fn membership_changes(reckoner: &Reckoner<'_>, at: Instant) -> Vec<MembershipDates> {
    let units = (0u32..).map(UnitIx).zip(&reckoner.def.units);
    units.filter_map(|(ix, unit)| membership(reckoner, ix, unit, at)).collect()
}

fn membership(reckoner: &Reckoner<'_>, ix: UnitIx, unit: &Unit, at: Instant) -> Option<MembershipDates> {
    let joins = unit.joined.map(|day| reckoner.zone.start_of_day(day)).filter(|joins| *joins > at);
    let leaves = unit.left.map(|day| reckoner.late_from(day));
    (joins.is_some() || leaves.is_some()).then_some(MembershipDates { unit: ix, joins, leaves })
}
