//! Steps: given to messages, ended, moved. Every planned step leaves its wave once and ends once.

use muster_protocol::event::{MessageDue, MessageReissued, StepDeferred, StepHeld, StepSent, StepWithdrawn};
use muster_protocol::item::{MessageKind, StepRef};
use muster_protocol::time::{HOUR, Instant};

use super::super::due::{Due, WaveEntry};
use super::super::listener::{Listener, StepChange, StepEnd};
use super::super::state::{Envelope, envelope};
use super::super::state::{Outstanding, Receipt, State};
use super::{cards, occasion_mut};

/// After so many hours of campaign time without an outcome a message is redelivered. That only serves work that was
/// lost (a worker's own table of tries takes 5 h 21 min, and one that waits for a dead channel finds it the same message); a
/// whole day keeps it at the morning hour it was planned for.
const REISSUE_HOURS: i64 = 24;

fn reissue_at(issued: Instant) -> Instant {
    issued.plus(REISSUE_HOURS * HOUR)
}

pub(super) fn message_due(state: &mut State, body: &MessageDue, listener: &mut impl Listener) {
    for message in &body.messages {
        let place = envelope(&message.key);
        for step in &message.steps {
            listener.step(*step, StepChange::Carried(&message.key));
            if let Some(before) = state.issued_in.insert(*step, place) {
                release(state, before);
            } else {
                leave_wave(state, *step);
                if let Some(occasion) = occasion_mut(state, step.occasion) {
                    let item = occasion.item_mut(step.unit);
                    item.issued |= 1 << step.no;
                    item.ever_issued |= 1 << step.no;
                }
            }
        }
        let open = u32::try_from(message.steps.len()).unwrap_or(u32::MAX);
        let outstanding = Outstanding { steps: message.steps.clone(), open, issued: body.due };
        state.outstanding.insert(place, outstanding);
        count_issue(state, body.due);
        match message.key.kind {
            MessageKind::Routine => drop(state.routine.insert(message.key.contact, message.key.date)),
            MessageKind::News(number) => {
                state.news.insert(message.key.contact, (message.key.date, number));
            }
            MessageKind::Red | MessageKind::AtOnce => {}
        }
    }
}

pub(super) fn reissued(state: &mut State, body: &MessageReissued) {
    for key in &body.messages {
        let Some(outstanding) = state.outstanding.get_mut(&envelope(key)) else { continue };
        let before = std::mem::replace(&mut outstanding.issued, body.due);
        uncount_issue(state, before);
        count_issue(state, body.due);
    }
}

fn count_issue(state: &mut State, issued: Instant) {
    *state.reissues.entry(issued).or_default() += 1;
    state.plan.insert(reissue_at(issued), Due::Reissue);
}

fn uncount_issue(state: &mut State, issued: Instant) {
    let Some(count) = state.reissues.get_mut(&issued) else { return };
    *count = count.saturating_sub(1);
    if *count == 0 {
        state.reissues.remove(&issued);
        state.plan.remove(reissue_at(issued), Due::Reissue);
    }
}

/// One step of an outstanding message is settled; with the last one the message is.
fn release(state: &mut State, place: Envelope) {
    let Some(outstanding) = state.outstanding.get_mut(&place) else { return };
    outstanding.open = outstanding.open.saturating_sub(1);
    if outstanding.open == 0 {
        let issued = outstanding.issued;
        state.outstanding.remove(&place);
        uncount_issue(state, issued);
    }
}

fn leave_wave(state: &mut State, step: StepRef) {
    if state.waiting.remove(&step).is_some() {
        return;
    }
    let planned =
        state.occasion(step.occasion).and_then(|occasion| occasion.step(step)).map(|planned| planned.at);
    if let Some(at) = state.deferred.remove(&step).or(planned) {
        state.plan.leave_wave(at);
    }
}

/// Ends one step and counts it; whether it was open.
pub(super) fn end(state: &mut State, step: StepRef, end: StepEnd<'_>, listener: &mut impl Listener) -> bool {
    // A step of an earlier due version is only open while it is in a message.
    let issued_before = state.issued_in.get(&step).copied();
    let Some(occasion) = occasion_mut(state, step.occasion) else { return false };
    let item = occasion.item_mut(step.unit);
    if item.due_version == step.due_version {
        let bit = 1 << step.no;
        if item.ended & bit != 0 {
            return false;
        }
        item.ended |= bit;
        if matches!(end, StepEnd::Failed { .. }) {
            // What reached nobody has asked nobody.
            item.ever_issued &= !bit;
        }
    } else if issued_before.is_none() {
        return false;
    }
    match issued_before {
        Some(place) => {
            state.issued_in.remove(&step);
            release(state, place);
        }
        None => leave_wave(state, step),
    }
    *state.counts.of(end) += 1;
    listener.step(step, StepChange::Ended(end));
    cards::step_ended(state, step, end);
    true
}

pub(super) fn ended(state: &mut State, steps: &[StepRef], how: StepEnd<'_>, listener: &mut impl Listener) {
    for step in steps {
        end(state, *step, how, listener);
    }
}

pub(super) fn sent(state: &mut State, at: Instant, body: &StepSent, listener: &mut impl Listener) {
    for message in &body.messages {
        state.handed_over.note(at, message);
        ended(state, &message.steps, StepEnd::Sent(&message.channel, message.attempt), listener);
        cards::letter_sent(state, &message.key, &message.steps);
        let (contact, kind, date) = envelope(&message.key);
        if kind == MessageKind::Routine {
            state.routine_sent.insert(contact, at);
        }
        if !state.had_message((contact, kind, date)) {
            let receipts = state.receipts.entry(contact).or_default();
            receipts.push(Receipt { date, kind, signed: false });
        }
    }
}

pub(super) fn withdrawn(state: &mut State, body: &StepWithdrawn, listener: &mut impl Listener) {
    for unit in &body.units {
        for no in &body.steps {
            let (occasion, unit, due_version) = (body.occasion, *unit, body.due_version);
            let step = StepRef { occasion, unit, due_version, no: *no };
            end(state, step, StepEnd::Withdrawn(body.reason), listener);
        }
    }
}

/// Steps that fell due while they were held leave their wave and wait.
pub(super) fn held(state: &mut State, body: &StepHeld, listener: &mut impl Listener) {
    for step in &body.steps {
        leave_wave(state, *step);
        state.waiting.insert(*step, body.due);
        listener.step(*step, StepChange::Held);
    }
}

pub(super) fn deferred(state: &mut State, body: &StepDeferred, listener: &mut impl Listener) {
    for step in &body.steps {
        leave_wave(state, *step);
        state.deferred.insert(*step, body.to);
        listener.step(*step, StepChange::Moved(body.to));
        state.plan.join_wave(body.to, WaveEntry::Deferred(body.contact, *step), 1);
    }
}
