//! What judges, told: points, vetoes, ratings, draws, appeals, lists.

use muster_words::event::Said as Event;
use muster_words::events_of;
use muster_words::refs::UnitCode;

/// The unit that such an event concerns. Of ratings none is told: nobody must see in the stream who answered about whom.
pub(super) fn unit_of(event: &Event) -> Option<&UnitCode> {
    match event {
        Event::ScoreGiven(body) => Some(&body.unit),
        Event::ScoreDeducted(body) => Some(&body.unit),
        Event::ScoreAdded(body) => Some(&body.unit),
        Event::VetoProposed(body) => Some(&body.unit),
        Event::AppealFiled(body) => Some(&body.unit),
        Event::ListProposed(body) => Some(&body.unit),
        Event::ScoreWithdrawn(_)
        | Event::VetoDecided(_)
        | Event::RatersInvited(_)
        | Event::RatingGiven(_)
        | Event::InspectionDrawn(_)
        | Event::AppealAnswered(_)
        | Event::ListStated(_)
        | Event::ListPublished(_)
        | Event::ListDecided(_)
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
            ledger,
            case,
            candidate,
            blob
        ) => None,
    }
}

/// The key of what such an event is about.
pub(super) fn about(event: &Event) -> Option<String> {
    Some(match event {
        Event::ScoreGiven(body) => format!("{}/{}", body.sheet, body.unit),
        Event::ScoreDeducted(body) => format!("{}/{}", body.sheet, body.unit),
        Event::ScoreAdded(body) => format!("{}/{}", body.sheet, body.unit),
        Event::VetoProposed(body) => format!("{}/{}", body.sheet, body.unit),
        Event::AppealFiled(body) => format!("{}/{}", body.sheet, body.unit),
        Event::RatersInvited(body) => format!("{}/{}", body.round, body.session),
        Event::RatingGiven(body) => format!("{}/{}", body.round, body.session),
        Event::InspectionDrawn(body) => format!("{}/{}", body.round, body.session),
        Event::ListProposed(body) => body.list.clone(),
        Event::ScoreWithdrawn(_)
        | Event::VetoDecided(_)
        | Event::AppealAnswered(_)
        | Event::ListStated(_)
        | Event::ListPublished(_)
        | Event::ListDecided(_)
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
            ledger,
            case,
            candidate,
            blob
        ) => return None,
    })
}

/// What happened.
pub(super) fn of(event: &Event) -> String {
    let subject = about(event).unwrap_or_default();
    match event {
        Event::ScoreGiven(body) => format!("{} points given to {subject} on {}", body.points, body.line),
        Event::ScoreDeducted(body) => {
            format!("{} × {} deducted from {subject} on {}", body.times, body.cause, body.line)
        }
        Event::ScoreAdded(body) => format!("{} × {} added to {subject}", body.times, body.cause),
        Event::ScoreWithdrawn(body) => format!("points number {} withdrawn", body.entry),
        Event::VetoProposed(body) => format!("veto of {subject} proposed: {}", body.cause),
        Event::VetoDecided(body) => {
            format!("veto number {} {}", body.veto, if body.approved { "approved" } else { "rejected" })
        }
        Event::RatersInvited(body) => {
            format!("{} raters of {} invited to {subject}", body.ballots.len(), body.group)
        }
        Event::RatingGiven(body) => format!("a rater of {} answered in {subject}", body.group),
        Event::InspectionDrawn(body) => {
            format!("{} of {} units drawn for {subject}", body.units.len(), body.among)
        }
        Event::AppealFiled(body) => format!("appeal of {subject} on {}", body.line),
        Event::AppealAnswered(body) => {
            let how = if body.upheld { "upheld" } else { "dismissed" };
            format!("appeal number {} {how}, {} points", body.appeal, body.change)
        }
        Event::ListProposed(body) => format!("{} proposed for {} as {}", body.unit, body.list, body.kind),
        Event::ListStated(body) => format!("statement on entry number {}", body.entry),
        Event::ListPublished(body) => format!("entry number {} made public", body.entry),
        Event::ListDecided(body) => {
            format!("entry number {} {}", body.entry, if body.approved { "approved" } else { "not approved" })
        }
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
            snapshot,
            ledger,
            case,
            candidate,
            blob
        ) => event.name().replace(['.', '_'], " "),
    }
}
