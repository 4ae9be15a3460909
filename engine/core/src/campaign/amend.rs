//! Another definition for a running campaign: one event that puts it in force, followed by everything that follows from
//! it. What decides is the difference between the two definitions, occasion by occasion: where they compute the same
//! dates and reminders, nothing happens, whatever else changed.
//!
//! Closed stays closed and handed in stays handed in; what had fallen due keeps its day unless its day moved; what is
//! retired is waived where it was open; what is new and lies in the past is backfill.

mod dates;
mod recorded;
mod roster;

use muster_protocol::catalogue::LocalizedText;
use muster_protocol::command::{Amend, Refusal, RefusalCode};
use muster_protocol::definition::Definition;
use muster_protocol::event::{CampaignAmended, Event, PhaseDates};
use muster_protocol::ids::PhaseIx;
use muster_protocol::text;
use muster_protocol::time::Instant;

use super::plan::OccasionPlanner;
use super::rescheduler::Rescheduler;
use super::state::State;
use crate::reconcile::{ReconcileError, reconcile};

/// Decides an amendment of a campaign that runs `old`; `new` is the definition that `body` names, reconciled with it. The
/// events that this gives are to be applied with `new`.
///
/// # Errors
/// [`Refusal`]: planned against another definition, not reconciled, or the campaign is over.
pub fn amend(
    old: &Definition,
    new: &Definition,
    state: &State,
    at: Instant,
    body: &Amend,
) -> Result<Vec<Event>, Refusal> {
    check(old, new, state, at, body)?;
    if changes_nothing(state, body) {
        return Ok(Vec::new());
    }
    let before = OccasionPlanner::new(old);
    let mut rescheduler = Rescheduler::new(new, state, at);
    let phases = (0u16..).map(PhaseIx).zip(&new.phases).map(|(ix, phase)| PhaseDates {
        phase: ix,
        enters: before.zone.start_of_day(phase.from).max(at),
        ends: before.late_from(phase.to).max(at),
    });
    rescheduler.say(
        CampaignAmended {
            from: body.from,
            definition: body.definition,
            sources: body.sources.clone(),
            reason: body.reason,
            approver: body.approver.clone(),
            phases: phases.collect(),
            changes: roster::changes(old, &rescheduler.planner, state, at),
            contacts: body.contacts,
        }
        .into(),
    );
    dates::follow(&before, &mut rescheduler)?;
    roster::follow(old, &mut rescheduler);
    Ok(rescheduler.events)
}

/// The definition that runs, and no other accounts. Accounts are not in the log: that they change is an amendment all the
/// same, so that anyone who gives it needs the right, and the log says from when on they count.
fn changes_nothing(state: &State, body: &Amend) -> bool {
    let same_accounts = body.contacts.is_none() || body.contacts == state.contacts;
    state.definition == Some(body.definition) && same_accounts
}

fn check(
    old: &Definition,
    new: &Definition,
    state: &State,
    at: Instant,
    body: &Amend,
) -> Result<(), Refusal> {
    let Some(running) = state.definition else {
        let said = text!("the-campaign-has-not-been-launched");
        return Err(Refusal::with_text(RefusalCode::UnknownCampaign, said));
    };
    if changes_nothing(state, body) {
        return Ok(());
    }
    if state.closed {
        return Err(Refusal::with_text(RefusalCode::Closed, text!("the-campaign-has-ended")));
    }
    if running != body.from && running != body.definition {
        let from = body.from;
        return Err(Refusal::with_text(
            RefusalCode::Stale,
            text!("it-was-planned-against-definition-from-and-running", from, running),
        ));
    }
    anonymity(old, new, state)?;
    let today = OccasionPlanner::new(old).zone.date_of(at);
    let reconciled = reconcile(old, new, today)
        .map_err(|error| Refusal::with_text(RefusalCode::Infeasible, not_reconciled(&error)))?;
    if reconciled.definition != *new {
        let detail = "the definition is not reconciled with the running one";
        return Err(Refusal::plain(RefusalCode::Infeasible, detail));
    }
    recorded::stays(old, new, state)
}

/// What was promised to those who have answered stays: nobody makes them nameable, or the other way round.
pub(super) fn anonymity(old: &Definition, new: &Definition, state: &State) -> Result<(), Refusal> {
    for round in &old.reviews {
        let Some(changed) = new.reviews.iter().find(|known| known.id == round.id) else { continue };
        for group in &round.raters {
            let now = changed.raters.iter().find(|known| known.name == group.name);
            let switched = now.is_some_and(|now| now.anonymous != group.anonymous);
            if switched && state.facts().answered(&round.id, &group.name) {
                let name = &group.name;
                return Err(Refusal::with_text(
                    RefusalCode::Infeasible,
                    text!("raters-of-name-have-answered-whether-they-are", name),
                ));
            }
        }
    }
    Ok(())
}

fn not_reconciled(error: &ReconcileError) -> LocalizedText {
    match error {
        ReconcileError::Year { old, new } => text!("the-year-is-not-the-running-campaigns", new, old),
        ReconcileError::Zone { old, new } => text!("the-zone-is-not-the-running-campaigns", new, old),
        ReconcileError::TooMany { list, count, most } => {
            text!("too-many-with-what-was-retired", count, list, most)
        }
    }
}
