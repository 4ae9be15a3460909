//! Events by their families, for places that look at some events and not at others.
//!
//! A `_` in a `match` on events swallows an event that is added later, and nobody notices: its blobs are not kept, its
//! rows not shown. So a place names the events that it looks at, and those that it does not by their families; where a
//! family matters, each of its events is named. A new event must be put into its family here, and the compiler then
//! leads to every place that has to say what it makes of it.

/// A pattern of all events of some families: `events_of!(case, ledger) => None`. The enum must be in scope as `Event`.
#[macro_export]
macro_rules! events_of {
    ($($family:ident),+ $(,)?) => { $($crate::events_of_family!($family))|+ };
}

/// A pattern of all events of one family; see [`events_of!`](crate::events_of).
#[macro_export]
macro_rules! events_of_family {
    (campaign) => {
        Event::CampaignLaunched(_)
            | Event::CampaignAmended(_)
            | Event::CampaignHeld(_)
            | Event::CampaignResumed(_)
            | Event::CampaignClosed(_)
    };
    (phase) => {
        Event::PhaseEntered(_)
            | Event::PhaseEnded(_)
            | Event::PhaseHeld(_)
            | Event::PhaseResumed(_)
            | Event::PhaseCarriedOver(_)
    };
    (roster) => {
        Event::UnitJoined(_) | Event::UnitLeft(_)
    };
    (occasion) => {
        Event::OccasionPlanned(_)
            | Event::OccasionMoved(_)
            | Event::OccasionRetired(_)
            | Event::OccasionOpened(_)
    };
    (item) => {
        Event::ItemOpened(_)
            | Event::ItemSubmitted(_)
            | Event::ItemBackfilled(_)
            | Event::ItemReturned(_)
            | Event::ItemAccepted(_)
            | Event::ItemClosed(_)
            | Event::ItemLate(_)
            | Event::ItemMoved(_)
            | Event::ItemWaived(_)
            | Event::ItemPassedOn(_)
    };
    (message) => {
        Event::MessageDue(_) | Event::MessageReissued(_) | Event::MessageSigned(_)
    };
    (step) => {
        Event::StepSent(_)
            | Event::StepSkipped(_)
            | Event::StepFailed(_)
            | Event::StepWithdrawn(_)
            | Event::StepHeld(_)
            | Event::StepDeferred(_)
            | Event::StepRetried(_)
    };
    (dead_letter) => {
        Event::DeliveryFailed(_) | Event::DeliveryRetried(_) | Event::DeadLetterDropped(_)
    };
    (visit) => {
        Event::VisitProposed(_)
            | Event::VisitConfirmed(_)
            | Event::VisitMoved(_)
            | Event::VisitDelegated(_)
            | Event::VisitCalledOff(_)
            | Event::VisitMade(_)
            | Event::VisitRecorded(_)
    };
    (clock) => {
        Event::ClockHeld(_) | Event::ClockAccepted(_)
    };
    (snapshot) => {
        Event::SnapshotTaken(_)
    };
    (ledger) => {
        Event::LedgerEntered(_) | Event::LedgerCorrected(_)
    };
    (case) => {
        Event::CaseReceived(_)
            | Event::CaseAccepted(_)
            | Event::CaseDispatched(_)
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
    };
    (candidate) => {
        Event::CandidateNominated(_)
            | Event::CandidatePassed(_)
            | Event::CandidateRejected(_)
            | Event::CandidateObjected(_)
            | Event::ObjectionSettled(_)
    };
    (judging) => {
        Event::ScoreGiven(_)
            | Event::ScoreDeducted(_)
            | Event::ScoreAdded(_)
            | Event::ScoreWithdrawn(_)
            | Event::VetoProposed(_)
            | Event::VetoDecided(_)
            | Event::RatersInvited(_)
            | Event::RatingGiven(_)
            | Event::InspectionDrawn(_)
            | Event::AppealFiled(_)
            | Event::AppealAnswered(_)
            | Event::ListProposed(_)
            | Event::ListStated(_)
            | Event::ListPublished(_)
            | Event::ListDecided(_)
    };
    (blob) => {
        Event::BlobErased(_)
    };
}
