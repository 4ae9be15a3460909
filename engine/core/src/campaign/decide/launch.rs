//! Putting a definition to work: phases, memberships and the first occasion of every rule are reckoned here, once.

use muster_words::command::{Launch, Refusal, RefusalCode};
use muster_words::definition::{Definition, Phase, Unit};
use muster_words::event::{CampaignLaunched, Event, MembershipDates, PhaseDates};
use muster_words::ids::{OccasionIx, UnitIx};
use muster_words::time::Instant;

use super::super::plan::{Reckoner, lines};
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
    let launched = CampaignLaunched {
        definition: launch.definition,
        sources: launch.sources.clone(),
        phases: def.phases.iter().map(|phase| phase_dates(&reckoner, phase, at)).collect(),
        changes: membership_changes(&reckoner, at),
        contacts: launch.contacts,
    };
    let mut events = vec![Event::from(launched)];
    for (kind, group) in lines(def) {
        let ix = OccasionIx(u32::try_from(events.len() - 1).unwrap_or(u32::MAX));
        events.extend(reckoner.occasion(ix, kind, 0, group, at).map(Event::from));
    }
    Ok(events)
}

fn phase_dates(reckoner: &Reckoner<'_>, phase: &Phase, at: Instant) -> PhaseDates {
    PhaseDates {
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
