//! What people do beside items, told: ledgers, cases, candidates, erased blobs. Cases and candidates are known by their
//! numbers, which a campaign counts from 1.

use muster_words::case::CaseClock;
use muster_words::event::Event;
use muster_words::events_of;
use muster_words::ids::{CandidateIx, CaseIx, DutyIx, UnitIx};

use super::naming::Naming;

/// The unit that such an event concerns.
pub(super) fn unit_of(event: &Event) -> Option<UnitIx> {
    match event {
        Event::LedgerEntered(body) => Some(body.unit),
        Event::LedgerCorrected(body) => Some(body.entry.unit),
        Event::CaseReceived(body) => body.unit,
        Event::CaseDispatched(body) => Some(body.unit),
        Event::CandidateNominated(body) => Some(body.unit),
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

fn case(case: CaseIx) -> String {
    format!("case/{}", u64::from(case.0) + 1)
}

fn candidate(candidate: CandidateIx) -> String {
    format!("candidate/{}", u64::from(candidate.0) + 1)
}

fn ledger(names: &dyn Naming, duty: DutyIx, unit: UnitIx) -> String {
    format!("{}/{}", names.source(muster_words::item::OccasionKind::Duty(duty)), names.unit(unit))
}

/// The key of what such an event is about.
pub(super) fn about(names: &dyn Naming, event: &Event) -> Option<String> {
    Some(match event {
        Event::LedgerEntered(body) => ledger(names, body.duty, body.unit),
        Event::LedgerCorrected(body) => ledger(names, body.entry.duty, body.entry.unit),
        Event::CaseReceived(body) => case(body.case),
        Event::CaseAccepted(body) => case(body.case),
        Event::CaseDispatched(body) => case(body.case),
        Event::CaseTracked(body) => case(body.case),
        Event::CaseAgentNamed(body) => case(body.case),
        Event::CaseAssisted(body) => case(body.case),
        Event::CasePassedUp(body) => case(body.case),
        Event::CaseReplied(body) => case(body.case),
        Event::CaseAnswered(body) => case(body.case),
        Event::CaseCalledBack(body) => case(body.case),
        Event::CaseReopened(body) => case(body.case),
        Event::CaseClosed(body) => case(body.case),
        Event::CaseLate(body) => case(body.case),
        Event::CandidateNominated(body) => candidate(body.candidate),
        Event::CandidatePassed(body) => candidate(body.candidate),
        Event::CandidateRejected(body) => candidate(body.candidate),
        Event::CandidateObjected(body) => candidate(body.candidate),
        Event::ObjectionSettled(body) => candidate(body.candidate),
        Event::BlobErased(body) => body.blob.to_string(),
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
pub(super) fn of(names: &dyn Naming, event: &Event) -> String {
    let subject = about(names, event).unwrap_or_default();
    match event {
        Event::LedgerEntered(body) => format!("row {} entered in ledger {subject}", body.row),
        Event::LedgerCorrected(body) => {
            format!("row {} in ledger {subject} corrected by row {}", body.wrong, body.entry.row)
        }
        Event::CaseDispatched(body) => format!("{subject} dispatched to {}", names.unit(body.unit)),
        Event::CaseCalledBack(body) => {
            format!("{subject} called back, {}", if body.satisfied { "satisfied" } else { "dissatisfied" })
        }
        Event::CaseLate(body) => {
            let clock = match body.clock {
                CaseClock::Accept => "to accept",
                CaseClock::Finish => "to finish as promised",
                CaseClock::Statutory => "to finish by law",
            };
            format!("{subject} late {clock}")
        }
        Event::CandidatePassed(body) => format!("{subject} passed stage {}", body.stage),
        Event::CandidateRejected(body) => format!("{subject} rejected at stage {}", body.stage),
        Event::ObjectionSettled(body) => {
            format!("objection to {subject} {}", if body.upheld { "upheld" } else { "dismissed" })
        }
        Event::BlobErased(_) => format!("blob {subject} erased"),
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
            let verb = event.name().split_once('.').map_or(event.name(), |(_, verb)| verb);
            format!("{subject} {}", verb.replace('_', " "))
        }
    }
}
