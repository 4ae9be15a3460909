//! What forms and ledgers say that later occasions go by.

use muster_protocol::any_of;
use muster_protocol::definition::Definition;
use muster_protocol::form::Form;
use muster_protocol::ids::{DutyIx, OccasionIx, UnitIx};
use muster_protocol::item::{Evidence, OccasionKind};

use super::super::state::State;

pub(super) fn handed_in(
    def: &Definition,
    state: &mut State,
    (occasion, unit): (OccasionIx, UnitIx),
    evidence: &[Evidence],
    form: &Form,
) {
    if let Some(duty) = duty(state, occasion) {
        state.announced.handed_in(def, (occasion, duty, unit), evidence, form);
    }
}

pub(super) fn closed(state: &mut State, occasion: OccasionIx, unit: UnitIx) {
    if let Some(duty) = duty(state, occasion) {
        state.announced.closed((occasion, duty, unit));
        state.ledgers.closed(duty, unit);
    }
}

fn duty(state: &State, occasion: OccasionIx) -> Option<DutyIx> {
    match state.occasion(occasion)?.plan.kind {
        OccasionKind::Duty(duty) => Some(duty),
        any_of!(OccasionKind: Phase Visit Snapshot Announcement Rating Stage Round) => None,
    }
}
