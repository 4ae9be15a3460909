//! Candidates of selections.

use muster_words::event::Event;

use super::super::candidate::{Candidate, Ended};
use super::super::state::State;

pub(super) fn apply(state: &mut State, event: &Event) {
    let candidates = &mut state.candidates;
    match event {
        Event::CandidateNominated(body) => candidates.all.push(Candidate {
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
        }),
        Event::CandidatePassed(body) => {
            let Some(candidate) = candidates.get_mut(body.candidate) else { return };
            candidate.passed.push(body.stage.clone());
            candidate.publicity_until = body.publicity_until;
            candidate.ended = body.last.then_some(Ended::Won);
        }
        Event::CandidateRejected(body) => {
            let Some(candidate) = candidates.get_mut(body.candidate) else { return };
            candidate.ended = Some(Ended::Rejected);
            candidate.rejected_at = Some(body.stage.clone());
        }
        Event::CandidateObjected(body) => {
            let Some(candidate) = candidates.get_mut(body.candidate) else { return };
            candidate.objected = true;
        }
        Event::ObjectionSettled(body) => {
            let Some(candidate) = candidates.get_mut(body.candidate) else { return };
            (candidate.objected, candidate.settled) = (false, Some(body.upheld));
            if body.upheld {
                candidate.ended = Some(Ended::Out);
            }
        }
        _ => {}
    }
}
