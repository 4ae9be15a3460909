//! Cases: what their events change, and which clocks run after it.

use muster_protocol::event::CaseReceived;
use muster_protocol::ids::CaseIx;

use super::super::case::Case;
use super::super::due::Due;
use super::super::listener::Listener;
use super::super::state::State;

pub(super) fn received(state: &mut State, body: &CaseReceived, listener: &mut impl Listener) {
    if body.case.at() == state.cases.all.len() {
        state.cases.all.push(Case::new(body));
    }
    run(state, body.case);
    listener.case(body.case);
}

/// Changes a case; which of its clocks run may be another matter after it.
pub(super) fn change(
    state: &mut State,
    ix: CaseIx,
    listener: &mut impl Listener,
    change: impl FnOnce(&mut Case),
) {
    stop(state, ix);
    if let Some(case) = state.cases.all.get_mut(ix.at()) {
        change(case);
    }
    run(state, ix);
    listener.case(ix);
}

/// Takes the clocks of a case out of what time brings.
fn stop(state: &mut State, ix: CaseIx) {
    let running: Vec<_> = state.cases.get(ix).into_iter().flat_map(Case::clocks).collect();
    for (clock, at) in running {
        state.plan.remove(at, Due::Case(ix, clock));
    }
}

/// Lets the clocks that still run bring their instants.
fn run(state: &mut State, ix: CaseIx) {
    let running: Vec<_> = state.cases.get(ix).into_iter().flat_map(Case::clocks).collect();
    for (clock, at) in running {
        state.plan.insert(at, Due::Case(ix, clock));
    }
}
