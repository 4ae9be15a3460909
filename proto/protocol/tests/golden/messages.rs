//! One sample of every event about messages and their steps.

use muster_protocol::any_of;
use muster_protocol::event::{
    Event, HourSet, MessageDelivered, MessageDue, MessageReissued, MessageSigned, MessageUndelivered,
    OptOutSet, SentMessage, StepDeferred, StepFailed, StepSent, StepSkipped, StepWithdrawn,
};
use muster_protocol::ids::{ContactIx, OccasionIx, UnitIx};
use muster_protocol::item::{DeferReason, Message, MessageKey, MessageKind, StepReason};
use muster_protocol::time::TimeOfDay;

use crate::events::{bytes, instant, key, step};

/// Every reason for which a step ends, each behind a step that ended so.
fn reasons() -> [(&'static str, StepReason); 21] {
    [
        ("submitted", StepReason::Submitted),
        ("waived", StepReason::Waived),
        ("left", StepReason::Left),
        ("due-moved", StepReason::DueMoved),
        ("visit-changed", StepReason::VisitChanged),
        ("campaign-ended", StepReason::CampaignEnded),
        ("no-longer-due", StepReason::NoLongerDue),
        ("missed", StepReason::Missed),
        ("held", StepReason::Held),
        ("no-contact", StepReason::NoContact),
        ("no-account", StepReason::NoAccount),
        ("refused", StepReason::Refused),
        ("given-up", StepReason::GivenUp),
        ("crossed", StepReason::Crossed),
        ("replanned", StepReason::Replanned),
        ("answered", StepReason::Answered),
        ("stage-done", StepReason::StageDone),
        ("drawn", StepReason::Drawn),
        ("enough", StepReason::Enough),
        ("signed", StepReason::Signed),
        ("opted-out", StepReason::OptedOut),
    ]
}

fn ended(case: &'static str, reason: StepReason) -> (&'static str, Event) {
    let steps = vec![step(12, 4, 0, 1), step(12, 9, 1, 0)];
    let event = match reason {
        any_of! { StepReason:
            Submitted Waived Left DueMoved Replanned Answered Drawn VisitChanged CampaignEnded
        } => {
            let units = vec![UnitIx(4), UnitIx(9)];
            StepWithdrawn { reason, occasion: OccasionIx(12), due_version: 1, units, steps: vec![1, 2] }
                .into()
        }
        any_of! { StepReason:
            NoLongerDue Missed Held Crossed StageDone Enough Signed OptedOut
        } => StepSkipped { reason, steps }.into(),
        StepReason::NoContact | StepReason::NoAccount => {
            StepFailed { reason, steps, said: None, channel: None, attempt: 0 }.into()
        }
        StepReason::Refused | StepReason::GivenUp => {
            StepFailed { reason, steps, said: Some(bytes(9)), channel: Some("mail".to_owned()), attempt: 6 }
                .into()
        }
    };
    (case, event)
}

pub(crate) fn samples() -> Vec<(&'static str, Event)> {
    let steps = vec![step(2, 4, 0, 1), step(12, 4, 1, 0)];
    let red = MessageKey { kind: MessageKind::Red, ..key(5) };
    let due = instant("2014-04-25T09:00");
    let messages =
        vec![Message { key: key(3), steps: steps.clone() }, Message { key: red, steps: Vec::new() }];
    let sent = SentMessage { key: red, channel: "outbox".to_owned(), steps: steps.clone(), attempt: 2 };
    let to = instant("2014-04-28T09:00");
    let undelivered = MessageUndelivered {
        message: key(3),
        channel: "短信".to_owned(),
        steps: steps.clone(),
        said: Some(bytes(9)),
    };
    let mut all: Vec<(&'static str, Event)> = vec![
        ("plain", MessageDue { due, messages }.into()),
        ("plain", MessageReissued { messages: vec![key(3), red], due: to }.into()),
        ("plain", MessageSigned { message: key(3) }.into()),
        ("plain", MessageDelivered { message: key(3), channel: "短信".to_owned() }.into()),
        ("plain", undelivered.into()),
        ("plain", OptOutSet { contact: ContactIx(3), out: true }.into()),
        ("plain", HourSet { contact: ContactIx(3), hour: Some(TimeOfDay(14 * 60)) }.into()),
        ("plain", StepSent { messages: vec![sent] }.into()),
        ("plain", StepDeferred { contact: ContactIx(3), steps, to, why: DeferReason::HadOne }.into()),
    ];
    all.extend(reasons().map(|(case, reason)| ended(case, reason)));
    all
}
