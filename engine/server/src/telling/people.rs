//! What people do beside items, told: ledgers, cases, candidates, erased blobs.

use muster_words::case::CaseClock;
use muster_words::event::Said as Event;
use muster_words::events_of;
use muster_words::refs::UnitCode;

use super::judging;

/// The unit that such an event concerns.
pub(super) fn unit_of(event: &Event) -> Option<&UnitCode> {
    match event {
        Event::LedgerEntered(body) => Some(&body.unit),
        Event::LedgerCorrected(body) => Some(&body.entry.unit),
        Event::CaseReceived(body) => body.unit.as_ref(),
        Event::CaseDispatched(body) => Some(&body.unit),
        Event::CandidateNominated(body) => Some(&body.unit),
        events_of!(judging) => judging::unit_of(event),
        Event::CaseAccepted(_)
        | Event::CaseTracked(_)
        | Event::CaseAgentNamed(_)
        | Event::CaseAssisted(_)
        | Event::CasePassedUp(_)
        | Event::CaseReplied(_)
        | Event::CaseAnswered(_)
        | Event::CaseCalledBack(_)
        | Event::CaseReopened(_)
        | Event::CaseClosed(_)
        | Event::CaseLate(_)
        | Event::CandidatePassed(_)
        | Event::CandidateRejected(_)
        | Event::CandidateObjected(_)
        | Event::ObjectionSettled(_)
        | events_of!(
            campaign,
            phase,
            roster,
            occasion,
            item,
            message,
            step,
            dead_letter,
            visit,
            clock,
            snapshot,
            blob
        ) => None,
    }
}

/// The key of what such an event is about.
pub(super) fn about(event: &Event) -> Option<String> {
    Some(match event {
        Event::LedgerEntered(body) => format!("{}/{}", body.duty, body.unit),
        Event::LedgerCorrected(body) => format!("{}/{}", body.entry.duty, body.entry.unit),
        Event::CaseReceived(body) => body.case.to_string(),
        Event::CaseAccepted(body) => body.case.to_string(),
        Event::CaseDispatched(body) => body.case.to_string(),
        Event::CaseTracked(body) => body.case.to_string(),
        Event::CaseAgentNamed(body) => body.case.to_string(),
        Event::CaseAssisted(body) => body.case.to_string(),
        Event::CasePassedUp(body) => body.case.to_string(),
        Event::CaseReplied(body) => body.case.to_string(),
        Event::CaseAnswered(body) => body.case.to_string(),
        Event::CaseCalledBack(body) => body.case.to_string(),
        Event::CaseReopened(body) => body.case.to_string(),
        Event::CaseClosed(body) => body.case.to_string(),
        Event::CaseLate(body) => body.case.to_string(),
        Event::CandidateNominated(body) => body.candidate.to_string(),
        Event::CandidatePassed(body) => body.candidate.to_string(),
        Event::CandidateRejected(body) => body.candidate.to_string(),
        Event::CandidateObjected(body) => body.candidate.to_string(),
        Event::ObjectionSettled(body) => body.candidate.to_string(),
        Event::BlobErased(body) => body.blob.to_string(),
        events_of!(judging) => return judging::about(event),
        events_of!(
            campaign,
            phase,
            roster,
            occasion,
            item,
            message,
            step,
            dead_letter,
            visit,
            clock,
            snapshot
        ) => return None,
    })
}

/// What happened.
pub(super) fn of(event: &Event) -> String {
    let subject = about(event).unwrap_or_default();
    match event {
        Event::LedgerEntered(body) => format!("row {} entered in ledger {subject}", body.row),
        Event::LedgerCorrected(body) => {
            format!("row {} in ledger {subject} corrected by row {}", body.wrong, body.entry.row)
        }
        Event::CaseDispatched(body) => format!("case {subject} dispatched to {}", body.unit),
        Event::CaseCalledBack(body) => {
            format!(
                "case {subject} called back, {}",
                if body.satisfied { "satisfied" } else { "dissatisfied" }
            )
        }
        Event::CaseLate(body) => {
            let clock = match body.clock {
                CaseClock::Accept => "to accept",
                CaseClock::Finish => "to finish as promised",
                CaseClock::Statutory => "to finish by law",
            };
            format!("case {subject} late {clock}")
        }
        Event::CandidatePassed(body) => format!("candidate {subject} passed stage {}", body.stage),
        Event::CandidateRejected(body) => format!("candidate {subject} rejected at stage {}", body.stage),
        Event::ObjectionSettled(body) => {
            format!("objection to candidate {subject} {}", if body.upheld { "upheld" } else { "dismissed" })
        }
        Event::BlobErased(_) => format!("blob {subject} erased"),
        events_of!(judging) => judging::of(event),
        Event::CaseReceived(_)
        | Event::CaseAccepted(_)
        | Event::CaseTracked(_)
        | Event::CaseAgentNamed(_)
        | Event::CaseAssisted(_)
        | Event::CasePassedUp(_)
        | Event::CaseReplied(_)
        | Event::CaseAnswered(_)
        | Event::CaseReopened(_)
        | Event::CaseClosed(_)
        | Event::CandidateNominated(_)
        | Event::CandidateObjected(_)
        | events_of!(
            campaign,
            phase,
            roster,
            occasion,
            item,
            message,
            step,
            dead_letter,
            visit,
            clock,
            snapshot
        ) => {
            let (family, verb) = event.name().split_once('.').unwrap_or((event.name(), ""));
            format!("{family} {subject} {}", verb.replace('_', " "))
        }
    }
}
