//! What an event changes. Total: it never fails, never computes a date and never refuses; an event that does not fit
//! the state (which only damage or a bug could bring) changes as little as it can.

mod amendment;
mod candidate;
mod cards;
mod case;
mod dead_letters;
mod form;
mod items;
mod steps;
mod visits;

use std::collections::BTreeSet;
use std::sync::Arc;

use muster_protocol::definition::Definition;
use muster_protocol::event::{
    CampaignLaunched, Event, InspectionDrawn, MembershipDates, MessageSigned, OccasionOpened,
    OccasionPlanned, PhaseDates,
};
use muster_protocol::events_of;
use muster_protocol::ids::{OccasionIx, PhaseIx, UnitIx, Version};
use muster_protocol::item::{OccasionKind, PlannedStep, StepRef};
use muster_protocol::time::Instant;
use muster_rules::audience;

use super::candidate::Ended;
use super::case::{PassedUp, Progress};
use super::due::{Due, WaveEntry};
use super::listener::{Listener, StepEnd};
use super::state::envelope;
use super::state::{ItemState, Occasion, PhaseState, Stage, State};

/// Applies one event that was recorded at `at`.
pub fn evolve(def: &Definition, state: &mut State, at: Instant, event: &Event) {
    evolve_listening(def, state, at, event, &mut ());
}

/// The same, and tells what the event changed beside the campaign's own row, which every event changes.
#[expect(clippy::too_many_lines, reason = "one arm for each event")]
pub fn evolve_listening(
    def: &Definition,
    state: &mut State,
    at: Instant,
    event: &Event,
    listener: &mut impl Listener,
) {
    state.version = Version(state.version.0 + 1);
    state.at = state.at.max(at);
    state.numbering.note(def, event);
    match event {
        Event::CampaignLaunched(body) => {
            launched(def, state, at, body);
            listener.named();
        }
        Event::CampaignAmended(body) => {
            amendment::amended(def, state, at, body);
            if state.facts.follows(def) {
                Arc::make_mut(&mut state.facts).follow(def);
            }
            listener.named();
        }
        Event::CampaignHeld(body) => (state.held, state.held_why) = (Some(at), body.reason),
        Event::CampaignResumed(_) => state.held = None,
        Event::PhaseHeld(body) => {
            state.phases_held.insert(body.phase, at);
            state.phases_held_why.insert(body.phase, body.reason);
        }
        Event::PhaseResumed(body) => drop(state.phases_held.remove(&body.phase)),
        Event::CampaignClosed(_) => {
            state.closed = true;
            state.plan.clear();
        }
        Event::PhaseEntered(body) => phase_entered(state, body.phase, body.due),
        Event::PhaseEnded(body) => phase_ended(state, body.phase, body.due),
        Event::PhaseCarriedOver(_) => {}
        Event::UnitJoined(body) => {
            state.plan.remove(body.due, Due::Joins(body.unit));
            if let Some(change) = state.changes.get_mut(&body.unit) {
                change.joins = None;
            }
            set_member(state, body.unit, true);
            items::shown(state, body.unit, listener);
        }
        Event::UnitLeft(body) => {
            state.plan.remove(body.due, Due::Leaves(body.unit));
            state.changes.remove(&body.unit);
            set_member(state, body.unit, false);
            items::shown(state, body.unit, listener);
        }
        Event::OccasionPlanned(body) => occasion_planned(state, body, listener),
        Event::OccasionMoved(body) => amendment::occasion_moved(state, body, listener),
        Event::OccasionRetired(body) => amendment::occasion_retired(state, body.occasion, listener),
        Event::OccasionOpened(body) => occasion_opened(def, state, body, listener),
        Event::SnapshotTaken(body) => {
            if let Some(occasion) = state.occasions.get_mut(body.occasion.at()) {
                occasion.table = Some(body.table);
            }
        }
        Event::ItemOpened(body) => items::opened(state, body, listener),
        Event::ItemSubmitted(body) => {
            items::left_open(state, body.occasion, body.unit, ItemState::Submitted, listener);
            form::handed_in(def, state, (body.occasion, body.unit), &body.evidence, &body.form);
        }
        Event::ItemBackfilled(body) => {
            items::left_open(state, body.occasion, body.unit, ItemState::Submitted, listener);
            form::handed_in(def, state, (body.occasion, body.unit), &body.evidence, &body.form);
        }
        Event::ItemReturned(body) => {
            items::returned(state, body, listener);
            state.announced.returned(body.occasion, body.unit);
        }
        Event::ItemAccepted(body) => {
            items::left_open(state, body.occasion, body.unit, ItemState::Accepted, listener);
        }
        Event::ItemClosed(body) => {
            items::left_open(state, body.occasion, body.unit, ItemState::Closed, listener);
            form::closed(state, body.occasion, body.unit);
        }
        Event::ItemLate(body) => items::late(state, body, listener),
        Event::CardLifted(body) => cards::lifted(state, body, listener),
        Event::ItemMoved(body) => amendment::item_moved(state, body, listener),
        Event::ItemWaived(body) => items::waived(state, body, listener),
        Event::ItemPassedOn(body) => items::passed_on(state, body, listener),
        Event::MessageDue(body) => steps::message_due(state, body, listener),
        Event::MessageReissued(body) => steps::reissued(state, body),
        Event::MessageSigned(body) => signed(state, body),
        Event::MessageDelivered(body) => dead_letters::delivered(state, body, listener),
        Event::MessageUndelivered(body) => dead_letters::undelivered(state, body, listener),
        Event::OptOutSet(body) if body.out => drop(state.opted_out.insert(body.contact)),
        Event::OptOutSet(body) => drop(state.opted_out.remove(&body.contact)),
        Event::HourSet(body) => match body.hour {
            Some(hour) => drop(state.hours.insert(body.contact, hour)),
            None => drop(state.hours.remove(&body.contact)),
        },
        Event::StepSent(body) => steps::sent(state, at, body, listener),
        Event::StepSkipped(body) => steps::ended(state, &body.steps, StepEnd::Skipped(body.reason), listener),
        Event::StepFailed(body) => dead_letters::steps_failed(state, body, listener),
        Event::StepRetried(body) => dead_letters::steps_retried(state, body, listener),
        Event::DeliveryFailed(body) => dead_letters::delivery_failed(state, body),
        Event::DeliveryRetried(body) => dead_letters::delivery_retried(state, body, listener),
        Event::DeadLetterDropped(body) => dead_letters::dropped(state, body, listener),
        Event::ClockHeld(_) => state.clock_held = true,
        Event::ClockAccepted(_) => state.clock_held = false,
        Event::StepWithdrawn(body) => steps::withdrawn(state, body, listener),
        Event::StepHeld(body) => steps::held(state, body, listener),
        Event::StepDeferred(body) => steps::deferred(state, body, listener),
        Event::VisitProposed(body) => visits::proposed(state, body, listener),
        Event::VisitLeftOut(body) => visits::left_out(state, body),
        Event::VisitConfirmed(body) => visits::confirmed(state, body, listener),
        Event::VisitMoved(body) => {
            let (occasion, version) = (body.occasion, body.due_version);
            visits::moved(state, at, (occasion, &body.visit), (version, &body.steps), listener);
        }
        Event::VisitDelegated(body) => {
            let (occasion, version) = (body.occasion, body.due_version);
            visits::moved(state, at, (occasion, &body.visit), (version, &body.steps), listener);
        }
        Event::VisitCalledOff(body) => visits::called_off(state, body, listener),
        Event::VisitMade(body) => visits::made(state, body),
        Event::VisitRecorded(body) => visits::recorded(state, body, listener),
        Event::LedgerEntered(body) => state.ledgers.enter(def, at, body, None),
        Event::LedgerCorrected(body) => state.ledgers.enter(def, at, &body.entry, Some(body.wrong)),
        Event::CaseReceived(body) => case::received(state, body, listener),
        Event::CaseAccepted(body) => {
            case::change(state, body.case, listener, |it| it.progress = Progress::Accepted)
        }
        Event::CaseDispatched(body) => {
            case::change(state, body.case, listener, |it| it.unit = Some(body.unit))
        }
        Event::CaseTracked(body) => case::change(state, body.case, listener, |it| {
            it.tracked.push(body.stage.clone());
            it.written.records.extend(body.record.map(|record| (body.stage.clone(), record)));
        }),
        Event::CaseAgentNamed(body) => {
            case::change(state, body.case, listener, |it| it.agent = Some(body.agent.clone()));
        }
        Event::CaseAssisted(body) => case::change(state, body.case, listener, |it| it.assisted = true),
        Event::CaseNoted(body) => case::change(state, body.case, listener, |it| it.noted = Some(body.text)),
        Event::CasePassedUp(body) => case::change(state, body.case, listener, |it| {
            (it.passed_up, it.written.question) = (PassedUp::Waiting, body.text);
        }),
        Event::CaseReplied(body) => {
            case::change(state, body.case, listener, |it| it.passed_up = PassedUp::Replied)
        }
        Event::CaseAnswered(body) => case::change(state, body.case, listener, |it| {
            (it.progress, it.satisfied, it.written.answer) = (Progress::Answered, None, body.text);
        }),
        // Closing or reopening comes behind it.
        Event::CaseCalledBack(body) => case::change(state, body.case, listener, |it| {
            (it.satisfied, it.written.call_back) = (Some(body.satisfied), body.text);
        }),
        Event::CaseReopened(body) => {
            case::change(state, body.case, listener, |it| it.progress = Progress::Accepted)
        }
        Event::CaseClosed(body) => {
            case::change(state, body.case, listener, |it| it.progress = Progress::Closed)
        }
        Event::CaseLate(body) => case::change(state, body.case, listener, |it| {
            it.late.insert(body.clock);
        }),
        Event::CandidateNominated(body) => candidate::nominated(state, body, listener),
        Event::CandidatePassed(body) => candidate::change(state, body.candidate, listener, |it| {
            it.passed.push(body.stage.clone());
            (it.publicity_until, it.ended) = (body.publicity_until, body.last.then_some(Ended::Won));
        }),
        Event::CandidateRejected(body) => candidate::change(state, body.candidate, listener, |it| {
            (it.ended, it.rejected_at) = (Some(Ended::Rejected), Some(body.stage.clone()));
            it.rejected_why = body.reason;
        }),
        Event::CandidateObjected(body) => {
            candidate::change(state, body.candidate, listener, |it| it.objected = true)
        }
        Event::ObjectionSettled(body) => candidate::change(state, body.candidate, listener, |it| {
            (it.objected, it.settled, it.settled_why) = (false, Some(body.upheld), body.reason);
            it.ended = if body.upheld { Some(Ended::Out) } else { it.ended };
        }),
        events_of!(judging) => {
            if let Event::ScoreDeducted(body) = event
                && let Some((task, reason)) = body.correction.zip(body.reason)
            {
                state.found.insert(task, reason);
            }
            Arc::make_mut(&mut state.facts).apply(at, event);
            if let Event::InspectionDrawn(body) = event {
                drawn(def, state, body, listener);
            }
        }
        Event::BlobErased(_) => {}
    }
}

/// Who draws the sample of a round is awaited for it no more.
fn drawn(def: &Definition, state: &State, body: &InspectionDrawn, listener: &mut impl Listener) {
    for (ix, occasion) in (0u32..).map(OccasionIx).zip(&state.occasions) {
        let OccasionKind::Round { round, role: _ } = occasion.kind() else { continue };
        if def.reviews.get(round.at()).is_some_and(|round| round.id == body.round) {
            occasion.units().for_each(|(unit, _)| listener.item(ix, unit));
        }
    }
}

fn launched(def: &Definition, state: &mut State, at: Instant, body: &CampaignLaunched) {
    state.definition = Some(body.definition);
    state.contacts = body.contacts;
    state.launched_at = at;
    state.members = vec![true; def.units.len()];
    for change in &body.changes {
        let gone = change.leaves.is_some_and(|leaves| leaves <= at);
        set_member(state, change.unit, change.joins.is_none() && !gone);
        let leaves = change.leaves.filter(|_| !gone);
        amendment::schedule(state, MembershipDates { leaves, ..*change });
    }
    for PhaseDates { phase, enters, ends } in &body.phases {
        state.plan.insert(*enters, Due::PhaseEnters(*phase));
        let (enters, ends) = (*enters, *ends);
        *amendment::place_of(state, *phase) = PhaseState { enters, ends, stage: Stage::Ahead };
    }
}

fn set_member(state: &mut State, unit: UnitIx, member: bool) {
    if let Some(place) = state.members.get_mut(unit.at()) {
        *place = member;
    }
}

fn phase_entered(state: &mut State, phase: PhaseIx, due: Instant) {
    state.plan.remove(due, Due::PhaseEnters(phase));
    state.phase = Some(phase);
    if let Some(place) = state.phases.get_mut(phase.at()) {
        place.stage = Stage::Entered;
        state.plan.insert(place.ends, Due::PhaseEnds(phase));
    }
}

fn phase_ended(state: &mut State, phase: PhaseIx, due: Instant) {
    state.plan.remove(due, Due::PhaseEnds(phase));
    if let Some(place) = state.phases.get_mut(phase.at()) {
        place.stage = Stage::Ended;
    }
    amendment::close_after_the_last(state, due);
}

fn occasion_planned(state: &mut State, body: &OccasionPlanned, listener: &mut impl Listener) {
    let ix = body.occasion.ix;
    if ix.at() != state.occasions.len() {
        return;
    }
    state.plan.insert(body.opens, Due::Opens(ix));
    state.occasions.push(Occasion::new(body.clone()));
    listener.occasion(ix);
}

fn occasion_opened(def: &Definition, state: &mut State, body: &OccasionOpened, listener: &mut impl Listener) {
    state.plan.remove(body.due, Due::Opens(body.occasion));
    let version = state.version;
    let Some(occasion) = state.occasions.get_mut(body.occasion.at()) else { return };
    occasion.opened = Some(version);
    listener.occasion(body.occasion);
    let mut units = 0u32;
    let due_version = occasion.due_version;
    let without: BTreeSet<UnitIx> = body.without.iter().copied().collect();
    for unit in audience::opening(def, &occasion.plan) {
        let member = state.members.get(unit.at()).copied().unwrap_or(false);
        if member && !without.contains(&unit) {
            let item = occasion.item_mut(unit);
            (item.state, item.due_version) = (ItemState::Open, due_version);
            units += 1;
            listener.item(body.occasion, unit);
            for step in &occasion.plan.steps {
                listener.planned(
                    StepRef { occasion: body.occasion, unit, due_version, no: step.no },
                    step,
                    None,
                );
            }
        }
    }
    let plan = &occasion.plan;
    for step in &plan.steps {
        state.plan.join_wave(step.at, WaveEntry::Shared(body.occasion, step.no), units);
        state.counts.planned += u64::from(units);
    }
    if occasion.obliges() && !occasion.plan.backfill && units > 0 {
        occasion.awaiting = units;
        state.plan.insert(occasion.plan.due, Due::Late(body.occasion, None));
    }
}

fn signed(state: &mut State, body: &MessageSigned) {
    let (contact, kind, date) = envelope(&body.message);
    let receipts = state.receipts.entry(contact).or_default();
    if let Some(receipt) = receipts.iter_mut().rev().find(|had| had.date == date && had.kind == kind) {
        receipt.signed = true;
    }
    cards::letter_signed(state, &body.message);
}

/// One step of an item is planned: it waits in its wave, and counts.
fn step_planned(
    state: &mut State,
    (name, step): (StepRef, &PlannedStep),
    entry: WaveEntry,
    retries: Option<u8>,
    listener: &mut impl Listener,
) {
    state.plan.join_wave(step.at, entry, 1);
    state.counts.planned += 1;
    listener.planned(name, step, retries);
}

/// An occasion of the state for changing; the events of one campaign only name occasions that were planned.
fn occasion_mut(state: &mut State, ix: OccasionIx) -> Option<&mut Occasion> {
    state.occasions.get_mut(ix.at())
}
