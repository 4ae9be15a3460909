//! Candidates of selections.

use muster_protocol::event::{
    CandidateNominated, CandidateObjected, CandidatePassed, CandidateRejected, ObjectionSettled,
};

use super::super::candidate::{Candidate, Ended};
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
    });
}

pub(super) fn passed(state: &mut State, body: &CandidatePassed, listener: &mut impl Listener) {
    let Some(candidate) = state.candidates.get_mut(body.candidate) else { return };
    listener.candidate(body.candidate);
    candidate.passed.push(body.stage.clone());
    candidate.publicity_until = body.publicity_until;
    candidate.ended = body.last.then_some(Ended::Won);
}

pub(super) fn rejected(state: &mut State, body: &CandidateRejected, listener: &mut impl Listener) {
    let Some(candidate) = state.candidates.get_mut(body.candidate) else { return };
    listener.candidate(body.candidate);
    candidate.ended = Some(Ended::Rejected);
    candidate.rejected_at = Some(body.stage.clone());
}

pub(super) fn objected(state: &mut State, body: &CandidateObjected, listener: &mut impl Listener) {
    let Some(candidate) = state.candidates.get_mut(body.candidate) else { return };
    listener.candidate(body.candidate);
    candidate.objected = true;
}

pub(super) fn settled(state: &mut State, body: &ObjectionSettled, listener: &mut impl Listener) {
    let Some(candidate) = state.candidates.get_mut(body.candidate) else { return };
    listener.candidate(body.candidate);
    (candidate.objected, candidate.settled) = (false, Some(body.upheld));
    if body.upheld {
        candidate.ended = Some(Ended::Out);
    }
}
