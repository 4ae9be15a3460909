//! Candidates of selections.

use muster_protocol::event::CandidateNominated;
use muster_protocol::ids::CandidateIx;

use super::super::candidate::Candidate;
use super::super::listener::Listener;
use super::super::state::State;

pub(super) fn nominated(state: &mut State, body: &CandidateNominated, listener: &mut impl Listener) {
    listener.candidate(state.candidates.next());
    state.candidates.all.push(Candidate {
        selection: body.selection,
        unit: body.unit,
        code: body.code.clone(),
        title: body.title.clone(),
        passed: Vec::new(),
        publicity_until: None,
        objected: false,
        settled: None,
        ended: None,
        rejected_at: None,
        rejected_why: None,
        settled_why: None,
    });
}

/// Changes a candidate, if there is one of this number.
pub(super) fn change(
    state: &mut State,
    ix: CandidateIx,
    listener: &mut impl Listener,
    change: impl FnOnce(&mut Candidate),
) {
    if let Some(candidate) = state.candidates.get_mut(ix) {
        listener.candidate(ix);
        change(candidate);
    }
}
