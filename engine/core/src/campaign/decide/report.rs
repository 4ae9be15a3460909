//! What workers report: outcomes of messages, snapshots. A report that comes again finds nothing open.

use std::collections::{BTreeMap, BTreeSet};

use muster_protocol::command::{
    Ground, Receipt, RecordSnapshot, Refusal, RefusalCode, ReportMessages, ReportReceipt, SendOutcome,
};
use muster_protocol::definition::Definition;
use muster_protocol::event::{
    Event, MessageDelivered, MessageUndelivered, SentMessage, SnapshotTaken, StepFailed, StepSent,
    StepSkipped, StepWithdrawn,
};
use muster_protocol::ids::Digest;
use muster_protocol::item::{CHUNK, MessageKey, OccasionKind, StepReason, StepRef};
use muster_protocol::text;
use muster_protocol::time::Instant;

use super::super::message::opted_out::left_out;
use super::super::rights::Issuer;
use super::super::state::State;
use super::super::state::envelope;
use super::super::state::handed_over::Arrival;
use super::{Decided, dead_letters, known};

/// How steps failed: why, what was said, by which channel, in which attempt.
type Failure<'a> = (StepReason, Option<Digest>, Option<&'a str>, u32);

pub(super) fn messages(def: &Definition, state: &State, body: &ReportMessages) -> Decided {
    let mut sent = Vec::new();
    let mut skipped: BTreeMap<StepReason, Vec<StepRef>> = BTreeMap::new();
    let mut skip = |key: &MessageKey, steps: Vec<StepRef>| {
        for step in steps {
            // Somebody may opt out between the deciding and the sending.
            let reason = match left_out(def, state, key.contact, step) {
                true => StepReason::OptedOut,
                false => StepReason::NoLongerDue,
            };
            skipped.entry(reason).or_default().push(step);
        }
    };
    let mut failed: BTreeMap<Failure<'_>, Vec<StepRef>> = BTreeMap::new();
    for report in &body.reports {
        let (key, attempt) = (known(state, report.key.clone())?, report.attempt);
        let open = state.open_steps(&key).collect::<Vec<_>>();
        match &report.outcome {
            SendOutcome::Sent { channel, steps } => {
                // An office gets the cards of all units in one message.
                let named: BTreeSet<StepRef> = known(state, steps.clone())?.into_iter().collect();
                let (carried, rest): (Vec<_>, Vec<_>) =
                    open.into_iter().partition(|step| named.contains(step));
                skip(&key, rest);
                if !carried.is_empty() {
                    sent.push(SentMessage { key, channel: channel.clone(), steps: carried, attempt });
                }
            }
            SendOutcome::NothingDue => skip(&key, open),
            SendOutcome::Failed(reason) => {
                failed.entry((*reason, None, None, attempt)).or_default().extend(open);
            }
            SendOutcome::NotTaken { reason, channel, said } => {
                let failure = (*reason, Some(*said), Some(channel.as_str()), attempt);
                failed.entry(failure).or_default().extend(open);
            }
        }
    }
    let mut events: Vec<Event> = Vec::new();
    events.extend(sent.chunks(CHUNK).map(|messages| Event::from(StepSent { messages: messages.to_vec() })));
    for (reason, steps) in skipped {
        let chunks = steps.chunks(CHUNK);
        events.extend(chunks.map(|steps| StepSkipped { reason, steps: steps.to_vec() }.into()));
    }
    for ((reason, said, channel, attempt), steps) in failed {
        let event = |steps: &[StepRef]| {
            let channel = channel.map(str::to_owned);
            Event::from(StepFailed { reason, steps: steps.to_vec(), said, channel, attempt })
        };
        events.extend(steps.chunks(CHUNK).map(event));
    }
    Ok(events)
}

/// Who sends, under whose login workers report.
const SENDER: &str = "worker/reminders";

/// What the counterpart of a channel tells of a message that it took. The counterpart alone says it, or the worker that sends
/// where it learns it. What has arrived does not fail any more; one that was given up too early may still arrive.
///
/// What did not arrive and is still due goes by another channel of its person, where there is one by which it did not come back
/// yet. Where there is none it is left to people, as a dead letter.
pub(super) fn receipt(
    def: &Definition,
    state: &State,
    at: Instant,
    by: Issuer<'_>,
    body: &ReportReceipt,
) -> Decided {
    let ReportReceipt { message: name, channel, receipt } = body;
    let may = by.actor == SENDER || by.actor == ReportReceipt::gateway(channel);
    if !may || by.behalf.is_some() {
        let said = text!("only-the-counterpart-of-a-channel-says-this", channel);
        return Err(Refusal::with_text(RefusalCode::NotAllowed(Ground::Role), said));
    }
    let key = known(state, name.clone())?;
    let place = envelope(&key);
    let Some(handed) = state.handed_over.of(place) else {
        // A counterpart may be faster than the worker that reports what it took.
        if state.outstanding.contains_key(&place) {
            return Err(Refusal::incomplete(text!("the-message-is-under-way-say-it-again", name)));
        }
        return Err(Refusal::unknown_name(text!("no-message-name-was-handed-over-of-late", name)));
    };
    if handed.channel != *channel {
        return Err(Refusal::wrong_state(text!("the-message-went-by-another-channel", name, channel)));
    }
    let (message, channel) = (key, channel.clone());
    match (receipt, handed.arrival) {
        (Receipt::Delivered, Some(Arrival::Delivered))
        | (Receipt::Failed { .. }, Some(Arrival::Undelivered)) => Ok(Vec::new()),
        (Receipt::Failed { .. }, Some(Arrival::Delivered)) => {
            Err(Refusal::wrong_state(text!("the-message-has-arrived-already", name)))
        }
        (Receipt::Delivered, Some(Arrival::Undelivered) | None) => {
            let mut events = vec![MessageDelivered { message, channel }.into()];
            events.extend(unneeded(state, &handed.steps));
            Ok(events)
        }
        (Receipt::Failed { said, others }, None) => {
            let another = |step: &StepRef| {
                if state.came_back.has_arrived(*step) {
                    return false;
                }
                let before = state.came_back.not_by(*step);
                let came_back =
                    |other: &String| *other == channel || before.is_some_and(|before| before.contains(other));
                others.iter().any(|other| !came_back(other))
            };
            let steps = handed.steps.iter().copied().filter(another);
            let again = dead_letters::elsewhere(def, state, at, steps);
            let event = |steps: &[StepRef]| -> Event {
                let (channel, steps) = (channel.clone(), steps.to_vec());
                MessageUndelivered { message, channel, steps, said: *said }.into()
            };
            Ok(handed.steps.chunks(CHUNK).map(event).chain(again).collect())
        }
    }
}

/// Takes back what was to go in the place of steps that arrived after all, as far as it is in no message yet.
fn unneeded<'s>(state: &'s State, steps: &'s [StepRef]) -> impl Iterator<Item = Event> + 's {
    let waits = move |step: &StepRef| {
        state.occasion(step.occasion).is_some_and(|occasion| {
            let same = occasion.item(step.unit).due_version() == step.due_version;
            same && occasion.ahead(step.unit).any(|ahead| ahead.no == step.no)
        })
    };
    state.came_back.in_place_of(steps).filter(waits).map(|step| {
        let StepRef { occasion, unit, due_version, no } = step;
        let (units, steps) = (vec![unit], vec![no]);
        StepWithdrawn { reason: StepReason::NoLongerDue, occasion, due_version, units, steps }.into()
    })
}

pub(super) fn snapshot(state: &State, body: &RecordSnapshot) -> Decided {
    let (ix, occasion) = state
        .occasion_by_key(&body.occasion)
        .filter(|(_, occasion)| matches!(occasion.plan.kind, OccasionKind::Snapshot(_)))
        .ok_or_else(|| {
            Refusal::plain(RefusalCode::UnknownName, format!("occasion {} is no snapshot", body.occasion))
        })?;
    if occasion.opened != Some(body.cutoff) {
        let detail =
            format!("{} is cut off at version {:?}, not {}", occasion.key(), occasion.opened, body.cutoff);
        return Err(Refusal::plain(RefusalCode::Stale, detail));
    }
    match occasion.table {
        Some(taken) if taken == body.table => Ok(Vec::new()),
        Some(taken) => {
            let detail = format!("{} was taken with table {taken}", occasion.key());
            Err(Refusal::plain(RefusalCode::WrongState, detail))
        }
        None => {
            let RecordSnapshot { cutoff, table, .. } = *body;
            Ok(vec![SnapshotTaken { occasion: ix, cutoff, table }.into()])
        }
    }
}
