//! Blobs that events name, and what for: what decides whether a blob may be erased, and what must be there for a log to
//! be whole.

use muster_words::event::of::{Event, LedgerEntered, Source};
use muster_words::ids::Digest;
use muster_words::item::Evidence;
use muster_words::ledger::Cell;
use muster_words::refs::Refs;

/// What an event names a blob for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Use {
    /// The log cannot be read or reckoned again without it: definitions, what they were made from, snapshot tables.
    Pinned,
    /// A file that somebody handed in.
    Evidence,
    /// A free text.
    Text,
}

/// The blobs that an event names, each with what for.
#[expect(
    clippy::too_many_lines,
    reason = "each event is named once, and none is left to an arm for the rest"
)]
pub(crate) fn named<R: Refs>(event: &Event<R>) -> Vec<(Digest, Use)> {
    let texts = |text: &Option<Digest>| text.iter().map(|text| (*text, Use::Text)).collect();
    match event {
        Event::CampaignLaunched(body) => sources(&body.sources, body.definition),
        Event::CampaignAmended(body) => {
            let mut all = sources(&body.sources, body.definition);
            all.extend(body.reason.map(|reason| (reason, Use::Text)));
            all
        }
        Event::CampaignHeld(body) => texts(&body.reason),
        Event::PhaseHeld(body) => texts(&body.reason),
        Event::ItemSubmitted(body) => files(&body.evidence),
        Event::ItemBackfilled(body) => files(&body.evidence),
        Event::ItemReturned(body) => texts(&body.reason),
        Event::VisitCalledOff(body) => texts(&body.reason),
        Event::VisitRecorded(body) => {
            let sections = body.sections.iter().filter_map(|section| section.text);
            body.record.into_iter().chain(sections).map(|text| (text, Use::Text)).collect()
        }
        Event::SnapshotTaken(body) => vec![(body.table, Use::Pinned)],
        Event::DeliveryFailed(body) => vec![(body.cause, Use::Text)],
        Event::DeadLetterDropped(body) => texts(&body.why),
        Event::LedgerEntered(body) => cells(body),
        Event::LedgerCorrected(body) => cells(&body.entry),
        Event::CaseReceived(body) => texts(&body.text),
        Event::CaseTracked(body) => texts(&body.record),
        Event::CaseAssisted(body) => vec![(body.record, Use::Text)],
        Event::CasePassedUp(body) => texts(&body.text),
        Event::CaseReplied(body) => vec![(body.text, Use::Text)],
        Event::CaseAnswered(body) => texts(&body.text),
        Event::CaseCalledBack(body) => texts(&body.text),
        Event::CandidateNominated(body) => files(&body.evidence),
        Event::CandidateRejected(body) => texts(&body.reason),
        Event::CandidateObjected(body) => vec![(body.reason, Use::Text)],
        Event::ObjectionSettled(body) => texts(&body.reason),
        Event::ScoreGiven(body) => backed(&body.evidence, body.reason),
        Event::ScoreDeducted(body) => backed(&body.evidence, body.reason),
        Event::ScoreAdded(body) => backed(&body.evidence, body.reason),
        Event::ScoreWithdrawn(body) => vec![(body.reason, Use::Text)],
        Event::VetoProposed(body) => backed(&body.evidence, body.reason),
        Event::VetoDecided(body) => texts(&body.reason),
        Event::RatingGiven(body) => texts(&body.comment),
        Event::AppealFiled(body) => backed(&body.evidence, Some(body.reason)),
        Event::AppealAnswered(body) => texts(&body.reason),
        Event::ListProposed(body) => backed(&body.evidence, body.reason),
        Event::ListStated(body) => vec![(body.statement, Use::Text)],
        Event::ListDecided(body) => texts(&body.reason),
        // The blob that goes is not named for anything; why it went is.
        Event::BlobErased(body) => vec![(body.reason, Use::Text)],
        // Each is named, not its family: one more event of any kind must be asked which blobs it names.
        Event::CampaignResumed(_)
        | Event::CampaignClosed(_)
        | Event::PhaseEntered(_)
        | Event::PhaseEnded(_)
        | Event::PhaseResumed(_)
        | Event::PhaseCarriedOver(_)
        | Event::UnitJoined(_)
        | Event::UnitLeft(_)
        | Event::OccasionPlanned(_)
        | Event::OccasionMoved(_)
        | Event::OccasionRetired(_)
        | Event::OccasionOpened(_)
        | Event::ItemOpened(_)
        | Event::ItemAccepted(_)
        | Event::ItemClosed(_)
        | Event::ItemLate(_)
        | Event::ItemMoved(_)
        | Event::ItemWaived(_)
        | Event::ItemPassedOn(_)
        | Event::MessageDue(_)
        | Event::MessageReissued(_)
        | Event::MessageSigned(_)
        | Event::StepSent(_)
        | Event::StepSkipped(_)
        | Event::StepFailed(_)
        | Event::StepWithdrawn(_)
        | Event::StepHeld(_)
        | Event::StepDeferred(_)
        | Event::StepRetried(_)
        | Event::DeliveryRetried(_)
        | Event::VisitProposed(_)
        | Event::VisitConfirmed(_)
        | Event::VisitMoved(_)
        | Event::VisitDelegated(_)
        | Event::VisitMade(_)
        | Event::ClockHeld(_)
        | Event::ClockAccepted(_)
        | Event::CaseAccepted(_)
        | Event::CaseDispatched(_)
        | Event::CaseAgentNamed(_)
        | Event::CaseReopened(_)
        | Event::CaseClosed(_)
        | Event::CaseLate(_)
        | Event::RatersInvited(_)
        | Event::InspectionDrawn(_)
        | Event::ListPublished(_)
        | Event::CandidatePassed(_) => Vec::new(),
    }
}

fn sources(sources: &[Source], definition: Digest) -> Vec<(Digest, Use)> {
    let sources = sources.iter().map(|source| source.digest);
    std::iter::once(definition).chain(sources).map(|digest| (digest, Use::Pinned)).collect()
}

fn backed(evidence: &[Evidence], reason: Option<Digest>) -> Vec<(Digest, Use)> {
    files(evidence).into_iter().chain(reason.map(|reason| (reason, Use::Text))).collect()
}

fn files(evidence: &[Evidence]) -> Vec<(Digest, Use)> {
    evidence.iter().flat_map(|piece| &piece.files).map(|file| (*file, Use::Evidence)).collect()
}

fn cells<R: Refs>(row: &LedgerEntered<R>) -> Vec<(Digest, Use)> {
    let text = |(_, cell): &(String, Cell)| match cell {
        Cell::Text(text) => Some((*text, Use::Text)),
        Cell::Empty | Cell::Date(_) | Cell::Number(_) | Cell::Word(_) => None,
    };
    row.cells.iter().filter_map(text).collect()
}
