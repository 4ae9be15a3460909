//! What is done to a case. The same act again changes nothing.

use muster_protocol::any_of;
use muster_protocol::case::{CaseAct, CaseName};
use muster_protocol::command::{Ground, Refusal, RefusalCode, WorkCase};
use muster_protocol::definition::{CaseKind, Definition};
use muster_protocol::event::{
    CaseAccepted, CaseAgentNamed, CaseAnswered, CaseAssisted, CaseCalledBack, CaseClosed, CaseDispatched,
    CaseNoted, CasePassedUp, CaseReopened, CaseReplied, CaseTracked, Event,
};
use muster_protocol::ids::{CaseIx, Digest};
use muster_protocol::item::CaseNews;
use muster_protocol::time::Instant;
use muster_protocol::{id, text};
use muster_rules::audience::post_named;

use super::super::super::case::{Case, PassedUp, Progress};
use super::super::super::message::announce;
use super::super::super::rights::Issuer;
use super::super::super::state::State;
use super::super::repeated::again;
use super::super::{Decided, by_name, nearest, unknown};
use super::receive::may_handle;
use muster_protocol::catalogue::in_a_row;

/// A case with its kind.
struct Found<'a> {
    ix: CaseIx,
    case: &'a Case,
    kind: &'a CaseKind,
    name: &'a CaseName,
}

pub(in super::super) fn work(
    def: &Definition,
    state: &State,
    at: Instant,
    by: Issuer<'_>,
    body: &WorkCase,
) -> Decided {
    let found = found(def, state, &body.case)?;
    let mut events = match &body.act {
        CaseAct::Accept => accept(&found),
        CaseAct::Dispatch { unit } => dispatch(def, state, &found, unit),
        CaseAct::Track { stage, record } => track(&found, stage, *record),
        CaseAct::Appoint { agent } => appoint(def, &found, agent),
        CaseAct::Assist { record } => assist(def, &found, by, *record),
        CaseAct::PassUp { text } => pass_up(&found, *text),
        CaseAct::Reply { text } => reply(&found, *text),
        CaseAct::Answer { text } => answer(state, &found, *text),
        CaseAct::Note { text } => note(&found, *text),
        CaseAct::CallBack { satisfied, text } => call_back(&found, *satisfied, *text),
    }?;
    if !events.is_empty() {
        events.extend(announcements(def, state, at, &found, &body.act));
    }
    Ok(events)
}

/// What those who have to do with the case hear of what was done to it.
fn announcements(
    def: &Definition,
    state: &State,
    at: Instant,
    found: &Found<'_>,
    act: &CaseAct,
) -> Vec<Event> {
    let number = found.ix.at() + 1;
    let (of_kind, finish_by) = (found.case.kind, found.case.finish_by);
    let say = |unit, news| announce::of_case(def, state, (at, number), (of_kind, finish_by, unit), news);
    match act {
        CaseAct::Dispatch { unit } => {
            let mut said = announce::unannounced(def, state, found.case, number);
            said.extend(say(def.unit_by_code(unit), CaseNews::Dispatched));
            said
        }
        CaseAct::PassUp { .. } => say(found.case.unit, CaseNews::PassedUp),
        CaseAct::Reply { .. } => say(found.case.unit, CaseNews::Replied),
        CaseAct::Answer { .. } => announce::unannounced(def, state, found.case, number),
        any_of!(CaseAct: Accept Track Appoint Assist Note CallBack) => Vec::new(),
    }
}

fn found<'a>(def: &'a Definition, state: &'a State, name: &'a CaseName) -> Result<Found<'a>, Refusal> {
    let kind = by_name(&def.cases, id!("kind-of-case"), &name.kind, |kind| &kind.id)?;
    let ix = CaseIx(name.no.saturating_sub(1));
    let case = state.cases.get(ix).filter(|_| name.no > 0);
    let of_kind = |case: &&Case| def.cases.get(case.kind.at()).is_some_and(|own| own.id == kind.id);
    match case {
        Some(case) if of_kind(&case) => Ok(Found { ix, case, kind, name }),
        other => {
            let said = text!("there-is-no-case-name", name);
            let own = other.and_then(|case| def.cases.get(case.kind.at()));
            let instead = own.map(|own| format!("{}/{}", own.id, name.no));
            Err(Refusal::unknown_name(said).instead(instead))
        }
    }
}

/// Refuses what comes after the answer.
fn still_in_work(found: &Found<'_>) -> Result<(), Refusal> {
    if found.case.in_work() {
        return Ok(());
    }
    let name = found.name;
    Err(Refusal::wrong_state(text!("name-has-been-answered", name)))
}

fn accept(found: &Found<'_>) -> Decided {
    match found.case.progress {
        Progress::Received => Ok(vec![CaseAccepted { case: found.ix }.into()]),
        Progress::Accepted | Progress::Answered | Progress::Closed => Ok(Vec::new()),
    }
}

fn dispatch(def: &Definition, state: &State, found: &Found<'_>, code: &str) -> Decided {
    let unit = may_handle(def, state, found.kind, code)?;
    if found.case.unit == Some(unit) {
        return Ok(Vec::new());
    }
    still_in_work(found)?;
    Ok(vec![CaseDispatched { case: found.ix, unit }.into()])
}

fn track(found: &Found<'_>, stage: &str, record: Option<Digest>) -> Decided {
    let (stages, name) = (&found.kind.stages, found.name);
    if !stages.iter().any(|known| known == stage) {
        let listed = in_a_row::words(stages);
        let refusal = Refusal::incomplete(text!("stage-is-no-step-of-name-its-steps", stage, name, listed));
        return Err(refusal.instead(nearest(stage, stages.iter().map(String::as_str))));
    }
    if found.case.tracked.iter().any(|done| done == stage) {
        let before = found.case.written.records.get(stage).copied();
        return again(record, before, || text!("the-step-stage-of-name-was-recorded-and-stays", name, stage));
    }
    still_in_work(found)?;
    match next_stage(found) {
        Some(next) if next == stage => {
            Ok(vec![CaseTracked { case: found.ix, stage: stage.to_owned(), record }.into()])
        }
        next => {
            let next = next.unwrap_or_default();
            Err(Refusal::wrong_state(text!("the-next-step-of-name-is-next", name, next)))
        }
    }
}

/// The first step that is not done. Steps are known by their words: an amendment may put further ones between them.
fn next_stage<'a>(found: &Found<'a>) -> Option<&'a str> {
    let done = |stage: &&String| found.case.tracked.contains(stage);
    found.kind.stages.iter().find(|stage| !done(stage)).map(String::as_str)
}

fn appoint(def: &Definition, found: &Found<'_>, agent: &str) -> Decided {
    let name = found.name;
    if found.kind.agent.is_none() {
        return Err(Refusal::wrong_state(text!("cases-of-id-need-no-agent", id = found.kind.id, name)));
    }
    if post_named(def, agent).is_none() {
        return Err(unknown(id!("post"), agent, def.contacts.iter().map(|one| one.post.as_str())));
    }
    if found.case.agent.as_deref() == Some(agent) {
        return Ok(Vec::new());
    }
    still_in_work(found)?;
    Ok(vec![CaseAgentNamed { case: found.ix, agent: agent.to_owned() }.into()])
}

fn assist(def: &Definition, found: &Found<'_>, by: Issuer<'_>, record: Digest) -> Decided {
    let name = found.name;
    let Some(agent) = &found.case.agent else {
        return Err(no_agent(found));
    };
    still_in_work(found)?;
    let same = post_named(def, agent).is_some_and(|agent| post_named(def, by.whose()) == Some(agent));
    if !same {
        return Err(Refusal::with_text(
            RefusalCode::NotAllowed(Ground::Role),
            text!("the-record-of-name-is-its-agents-agent", name, agent, whose = by.whose()),
        ));
    }
    Ok(vec![CaseAssisted { case: found.ix, record }.into()])
}

fn no_agent(found: &Found<'_>) -> Refusal {
    let (name, kind) = (found.name, &found.kind.name);
    Refusal::wrong_state(text!("no-agent-is-named-for-name-name-one", name, kind))
}

fn pass_up(found: &Found<'_>, text: Option<Digest>) -> Decided {
    let name = found.name;
    if found.kind.pass_up.is_none() {
        let said = text!("cases-of-id-are-not-passed-up", id = found.kind.id, name = found.kind.name);
        return Err(Refusal::wrong_state(said));
    }
    if found.case.passed_up == PassedUp::Waiting {
        let before = found.case.written.question;
        return again(text, before, || text!("name-was-passed-up-and-what-was-asked-stays", name));
    }
    still_in_work(found)?;
    if found.case.progress == Progress::Received {
        return Err(not_accepted(name));
    }
    Ok(vec![CasePassedUp { case: found.ix, text }.into()])
}

fn reply(found: &Found<'_>, text: Digest) -> Decided {
    if found.case.passed_up == PassedUp::Waiting {
        return Ok(vec![CaseReplied { case: found.ix, text }.into()]);
    }
    let name = found.name;
    Err(Refusal::wrong_state(text!("name-does-not-wait-for-a-reply-from", name)))
}

/// A note may be made at any time, also on what is closed.
fn note(found: &Found<'_>, text: Digest) -> Decided {
    if found.case.noted == Some(text) {
        return Ok(Vec::new());
    }
    Ok(vec![CaseNoted { case: found.ix, text }.into()])
}

fn not_accepted(name: &CaseName) -> Refusal {
    Refusal::wrong_state(text!("name-has-not-been-accepted-accept-it-with", name))
}

/// What still stands between a case and its answer.
fn not_ready(found: &Found<'_>, text: Option<Digest>) -> Option<Refusal> {
    let Found { case, kind, name, .. } = found;
    if case.progress == Progress::Received {
        return Some(not_accepted(name));
    }
    if kind.audience.is_some() && case.unit.is_none() {
        return Some(Refusal::wrong_state(text!("name-is-with-no-unit-give-it-to", name)));
    }
    if case.passed_up == PassedUp::Waiting {
        return Some(Refusal::wrong_state(text!("name-was-passed-up-and-has-no-reply", name)));
    }
    if kind.agent.is_some() && case.agent.is_none() {
        return Some(no_agent(found));
    }
    if kind.agent.is_some() && !case.assisted {
        return Some(Refusal::incomplete(text!("name-cannot-be-closed-without-its-agents-record", name)));
    }
    if let Some(next) = next_stage(found) {
        return Some(Refusal::incomplete(text!("name-the-step-next-is-not-done-yet", name, next)));
    }
    (kind.reply_public && text.is_none())
        .then(|| Refusal::incomplete(text!("the-answer-to-name-is-published-write-it", name)))
}

fn answer(state: &State, found: &Found<'_>, text: Option<Digest>) -> Decided {
    if !found.case.in_work() {
        let name = found.name;
        return again(text, found.case.written.answer, || {
            text!("name-was-answered-and-the-answer-stays", name)
        });
    }
    if let Some(refusal) = not_ready(found, text) {
        return Err(refusal);
    }
    let call_back = is_called_back(state.cases.answered(found.case.kind), found.kind.callback_percent);
    let case = found.ix;
    let mut events = vec![CaseAnswered { case, text, published: found.kind.reply_public, call_back }.into()];
    if !call_back {
        events.push(CaseClosed { case }.into());
    }
    Ok(events)
}

/// Whether the next answered case is among those called back: of any first n it is exactly the share, rounded down.
fn is_called_back(before: u64, percent: u8) -> bool {
    let called = |answered: u64| answered * u64::from(percent) / 100;
    called(before + 1) > called(before)
}

fn call_back(found: &Found<'_>, satisfied: bool, text: Option<Digest>) -> Decided {
    let (case, name, reopens) = (found.ix, found.name, found.kind.reopen && !satisfied);
    let called = Event::from(CaseCalledBack { case, satisfied, text });
    match found.case.progress {
        Progress::Received | Progress::Accepted => {
            Err(Refusal::wrong_state(text!("name-has-no-answer-yet-so-there-is", name)))
        }
        Progress::Answered if reopens => Ok(vec![called, CaseReopened { case }.into()]),
        Progress::Answered => Ok(vec![called, CaseClosed { case }.into()]),
        // Dissatisfaction may be told later, also by somebody who was not in the sample.
        Progress::Closed if reopens => Ok(vec![called, CaseReopened { case }.into()]),
        Progress::Closed if found.case.satisfied == Some(satisfied) => {
            again(text, found.case.written.call_back, || {
                text!("name-was-called-back-and-its-record-stays", name)
            })
        }
        Progress::Closed => {
            Err(Refusal::wrong_state(text!("name-is-closed-only-who-is-dissatisfied-is", name)))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::is_called_back;

    #[test]
    fn of_any_first_cases_the_share_is_called_back() {
        let called = |percent| (0..10).filter(|before| is_called_back(*before, percent)).count();
        assert_eq!((called(0), called(30), called(100)), (0, 3, 10));
    }
}
