//! Routine messages that were kept back from an earlier day, by quiet hours, a budget or a channel that took nothing: on a day on
//! which their person is written to anyway, that day's message takes them in, so that there are not two of them.

use muster_protocol::definition::{Definition, Scope, Unit};
use muster_protocol::ids::{ContactIx, UnitIx};
use muster_protocol::item::{MessageKey, MessageKind, OccasionKind, StepRef};
use muster_protocol::time::Instant;
use muster_rules::audience::person_of;

use super::super::due::WaveEntry;
use super::super::occasion::Occasion;
use super::super::plan::OccasionPlanner;
use super::super::rating;
use super::super::stage;
use super::super::state::State;
use super::opted_out::left_out;
use super::recipient::addressee;
use super::writing::{kind_of, own_hour};

/// Whether what an occasion's steps say may not go out now.
pub(in super::super) fn held(planner: &OccasionPlanner<'_>, state: &State, occasion: &Occasion) -> bool {
    state.held.is_some()
        || (!state.phases_held.is_empty()
            && planner
                .phase_of(occasion.plan.kind, occasion.plan.due_day)
                .is_some_and(|phase| state.phases_held.contains_key(&phase)))
}

/// When a person's routine message of today goes, which a message of an earlier day is to wait for; none where the message is
/// today's own or where nothing is to be said to its person today.
#[must_use]
pub fn joins_at(def: &Definition, state: &State, key: &MessageKey, now: Instant) -> Option<Instant> {
    let planner = OccasionPlanner::new(def);
    let today = planner.zone.date_of(now);
    if key.kind != MessageKind::Routine || key.date >= today {
        return None;
    }
    let from = planner.zone.start_of_day(today).plus(-1);
    let units = Units::of(def, key.contact);
    state
        .plan
        .waves_between(from, planner.late_from(today))
        .find(|due| says(&planner, state, (*due, key.contact), &units))
        .map(|due| own_hour(&planner.zone, state, (key.contact, key.kind), due).unwrap_or(due))
}

/// Whether a wave has something routine for a person.
fn says(
    planner: &OccasionPlanner<'_>,
    state: &State,
    (due, contact): (Instant, ContactIx),
    units: &Units,
) -> bool {
    let said = |step: StepRef, deferred: bool| {
        let Some(occasion) = state.occasion(step.occasion) else { return false };
        let Some(planned) = occasion.step(step) else { return false };
        let item = occasion.item(step.unit);
        let open = (item.ended | item.issued) & (1 << step.no) == 0;
        let here = match state.deferred.get(&step) {
            Some(to) => deferred && *to == due,
            None => !deferred && planned.at == due,
        };
        open && here
            && !state.waiting.contains_key(&step)
            && kind_of(planned.kind) == MessageKind::Routine
            && addressee(planner.def, occasion, step.unit, &planned) == Some(contact)
            && !stage::done(planner.def, state, occasion, step.unit)
            && rating::settled(planner.def, state, occasion, planned.kind).is_none()
            && !occasion.signed_for(step.unit, planned.kind)
            && !left_out(planner.def, state, contact, step)
            && !held(planner, state, occasion)
    };
    let own = |occasion: &Occasion, unit: UnitIx| occasion.item(unit).due_version();
    state.plan.wave(due).any(|entry| match entry {
        WaveEntry::Deferred(_, step) => said(step, true),
        WaveEntry::Own(ix, unit, no) => state.occasion(ix).is_some_and(|occasion| {
            said(StepRef { occasion: ix, unit, due_version: own(occasion, unit), no }, false)
        }),
        WaveEntry::Shared(ix, no) | WaveEntry::Late(ix, no) => state.occasion(ix).is_some_and(|occasion| {
            let mut theirs = occasion.units().filter(|(unit, _)| units.may_be(occasion.kind(), *unit));
            theirs.any(|(unit, item)| {
                let step = StepRef { occasion: ix, unit, due_version: item.due_version(), no };
                occasion.shares(unit, item) && said(step, false)
            })
        }),
    })
}

/// The units through which a person may be written to: their own, and all of them for a post of the campaign.
struct Units {
    all: bool,
    own: Vec<UnitIx>,
}

impl Units {
    fn of(def: &Definition, contact: ContactIx) -> Self {
        let all = def.roles.iter().any(|role| role.scope == Scope::Campaign(Some(contact)));
        let units = (0u32..).map(UnitIx).zip(&def.units);
        // Those of all posts whose letters come under this one.
        let theirs = |unit: &Unit| unit.contacts.iter().flatten().any(|it| person_of(def, *it) == contact);
        let own = units.filter(|(_, unit)| theirs(unit)).map(|(ix, _)| ix);
        Self { all, own: own.collect() }
    }

    /// Visits are anyone's who makes them.
    fn may_be(&self, kind: OccasionKind, unit: UnitIx) -> bool {
        self.all || matches!(kind, OccasionKind::Visit(_)) || self.own.binary_search(&unit).is_ok()
    }
}
