//! Cases: what their events change, and which clocks run after it.

use muster_words::event::Event;
use muster_words::ids::CaseIx;

use super::super::case::{Case, PassedUp, Progress};
use super::super::due::Due;
use super::super::state::State;

pub(super) fn apply(state: &mut State, event: &Event) {
    let Some(ix) = case_of(event) else { return };
    if let Event::CaseReceived(body) = event {
        if ix.at() == state.cases.all.len() {
            state.cases.all.push(Case::new(body));
        }
        run(state, ix);
        return;
    }
    stop(state, ix);
    if let Some(case) = state.cases.all.get_mut(ix.at()) {
        change(case, event);
    }
    run(state, ix);
}

/// The case that an event is about.
fn case_of(event: &Event) -> Option<CaseIx> {
    Some(match event {
        Event::CaseReceived(body) => body.case,
        Event::CaseAccepted(body) => body.case,
        Event::CaseDispatched(body) => body.case,
        Event::CaseTracked(body) => body.case,
        Event::CaseAgentNamed(body) => body.case,
        Event::CaseAssisted(body) => body.case,
        Event::CasePassedUp(body) => body.case,
        Event::CaseReplied(body) => body.case,
        Event::CaseAnswered(body) => body.case,
        Event::CaseCalledBack(body) => body.case,
        Event::CaseReopened(body) => body.case,
        Event::CaseClosed(body) => body.case,
        Event::CaseLate(body) => body.case,
        _ => return None,
    })
}

fn change(case: &mut Case, event: &Event) {
    match event {
        Event::CaseAccepted(_) | Event::CaseReopened(_) => case.progress = Progress::Accepted,
        Event::CaseDispatched(body) => case.unit = Some(body.unit),
        Event::CaseTracked(body) => case.tracked.push(body.stage.clone()),
        Event::CaseAgentNamed(body) => case.agent = Some(body.agent.clone()),
        Event::CaseAssisted(_) => case.assisted = true,
        Event::CasePassedUp(_) => case.passed_up = PassedUp::Waiting,
        Event::CaseReplied(_) => case.passed_up = PassedUp::Replied,
        Event::CaseAnswered(_) => (case.progress, case.satisfied) = (Progress::Answered, None),
        // Closing or reopening comes behind it.
        Event::CaseCalledBack(body) => case.satisfied = Some(body.satisfied),
        Event::CaseClosed(_) => case.progress = Progress::Closed,
        Event::CaseLate(body) => drop(case.late.insert(body.clock)),
        _ => {}
    }
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
