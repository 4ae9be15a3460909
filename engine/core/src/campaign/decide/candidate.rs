//! Selections: candidates passing from stage to stage, objected to (S25, S34, S35, S80).

use muster_protocol::case::CandidateName;
use muster_protocol::command::{Advance, Object, Refusal, Settle};
use muster_protocol::definition::{By, Definition, Selection, Stage};
use muster_protocol::event::{CandidateObjected, CandidatePassed, CandidateRejected, ObjectionSettled};
use muster_protocol::ids::CandidateIx;
use muster_protocol::time::Instant;
use muster_protocol::{id, text};
use muster_rules::calendar;

use super::super::candidate::{Candidate, Ended};
use super::super::message::announce;
use super::super::plan::OccasionPlanner;
use super::super::state::State;
use super::repeated::again;
use super::{Decided, nearest, unknown};

pub(super) fn advance(def: &Definition, state: &State, at: Instant, body: &Advance) -> Decided {
    let (ix, candidate, selection) = find(def, state, &body.candidate)?;
    let Some(place) = selection.stages.iter().position(|stage| stage.id == body.stage) else {
        let ids = selection.stages.iter().map(|stage| stage.id.as_str());
        return Err(unknown(id!("stage"), &body.stage, ids));
    };
    if body.passes && candidate.passed.contains(&body.stage) {
        return Ok(Vec::new());
    }
    if !body.passes && candidate.rejected_at.as_ref() == Some(&body.stage) {
        let name = &body.candidate;
        return again(body.reason, candidate.rejected_why, || {
            text!("name-was-rejected-so-its-reason-stays", name)
        });
    }
    goes_on(&body.candidate, candidate)?;
    in_order(&body.candidate, candidate, selection, place)?;
    is_free(def, &body.candidate, candidate, at)?;
    let stage = body.stage.clone();
    if !body.passes {
        return Ok(vec![CandidateRejected { candidate: ix, stage, reason: body.reason }.into()]);
    }
    let publicity_until = publicity(def, at, &selection.stages[place])?;
    let last = place + 1 == selection.stages.len();
    Ok(vec![CandidatePassed { candidate: ix, stage, publicity_until, last }.into()])
}

pub(super) fn object(def: &Definition, state: &State, at: Instant, body: &Object) -> Decided {
    let (ix, candidate, selection) = find(def, state, &body.candidate)?;
    let public = candidate.publicity_until.is_some_and(|until| at < until);
    // Who was named in the last stage may still be public.
    if !public || candidate.ended.is_some_and(|ended| ended != Ended::Won) {
        let name = &body.candidate;
        return Err(Refusal::wrong_state(text!("name-is-not-public-now-objections-are-heard", name)));
    }
    let place = candidate.next(selection).saturating_sub(1);
    let stage = selection.stages.get(place).and_then(|stage| match stage.by {
        By::Role(role) => Some(role),
        By::Units(_) | By::Volunteers(_) => None,
    });
    let named = (selection.name.as_str(), selection.id.as_str(), ix.at() + 1);
    let mut events = vec![CandidateObjected { candidate: ix, reason: body.reason }.into()];
    events.extend(announce::of_objection(def, state, at, named, (candidate.unit, stage)));
    Ok(events)
}

pub(super) fn settle(def: &Definition, state: &State, _at: Instant, body: &Settle) -> Decided {
    let (ix, candidate, _) = find(def, state, &body.candidate)?;
    if !candidate.objected {
        if candidate.settled == Some(body.upheld) {
            let name = &body.candidate;
            return again(body.reason, candidate.settled_why, || {
                text!("the-objection-was-settled-so-its-reason-stays", name)
            });
        }
        let name = &body.candidate;
        return Err(Refusal::wrong_state(text!("no-objection-to-name-is-open", name)));
    }
    Ok(vec![ObjectionSettled { candidate: ix, upheld: body.upheld, reason: body.reason }.into()])
}

fn find<'a>(
    def: &'a Definition,
    state: &'a State,
    name: &CandidateName,
) -> Result<(CandidateIx, &'a Candidate, &'a Selection), Refusal> {
    let ix = CandidateIx(name.no.saturating_sub(1));
    let found = state.candidates.get(ix).filter(|_| name.no > 0);
    let selection = found.and_then(|candidate| def.selections.get(candidate.selection.at()));
    if let (Some(candidate), Some(selection)) = (found, selection)
        && selection.id == name.selection
    {
        return Ok((ix, candidate, selection));
    }
    let known = state.candidates.all.iter().enumerate().filter_map(|(at, candidate)| {
        Some(format!("{}/{}", def.selections.get(candidate.selection.at())?.id, at + 1))
    });
    let known: Vec<String> = known.collect();
    let said = text!("there-is-no-candidate-name", name);
    let instead = nearest(&name.to_string(), known.iter().map(String::as_str));
    Err(Refusal::unknown_name(said).instead(instead))
}

fn goes_on(name: &CandidateName, candidate: &Candidate) -> Result<(), Refusal> {
    let said = match candidate.ended {
        None => return Ok(()),
        Some(Ended::Won) => text!("name-has-passed-the-last-stage", name),
        Some(Ended::Rejected) => text!("name-was-rejected", name),
        Some(Ended::Out) => text!("name-is-out-an-objection-was-upheld", name),
    };
    Err(Refusal::wrong_state(said))
}

/// Stages are passed in their order; the first one is nominating itself.
fn in_order(
    name: &CandidateName,
    candidate: &Candidate,
    selection: &Selection,
    place: usize,
) -> Result<(), Refusal> {
    let next = candidate.next(selection);
    if place == next {
        return Ok(());
    }
    let called = |place: usize| {
        selection
            .stages
            .get(place)
            .map_or_else(String::new, |stage| format!("{}（{}）", stage.id, stage.name))
    };
    let (said, due) = (called(place), called(next));
    let refusal = Refusal::wrong_state(text!("name-has-come-to-due-not-to-said", name, due, said));
    Err(refusal.instead(selection.stages.get(next).map(|stage| stage.id.clone())))
}

/// Nothing follows before publicity is over and every objection is settled.
fn is_free(
    def: &Definition,
    name: &CandidateName,
    candidate: &Candidate,
    at: Instant,
) -> Result<(), Refusal> {
    if candidate.objected {
        return Err(Refusal::wrong_state(text!("an-objection-to-name-is-open-settle-it", name)));
    }
    let Some(until) = candidate.publicity_until.filter(|until| at < *until) else { return Ok(()) };
    let last = OccasionPlanner::new(def).zone.date_of(until.plus(-1));
    Err(Refusal::wrong_day(text!("name-is-public-up-to-the-end-of", name, last)))
}

/// Up to when who passes a stage now is public: 24:00 of its last working day; the days count from the next one.
pub(super) fn publicity(def: &Definition, at: Instant, stage: &Stage) -> Result<Option<Instant>, Refusal> {
    if stage.publicity == 0 {
        return Ok(None);
    }
    let planner = OccasionPlanner::new(def);
    let last = calendar::workday_after(&def.calendar, planner.zone.date_of(at), stage.publicity);
    let last = last.map_err(|missing| {
        let (name, year) = (&missing.calendar, missing.year);
        Refusal::wrong_day(text!("publicity-would-end-in-year-for-which-the", year, name))
    })?;
    Ok(Some(planner.late_from(last)))
}
