//! Review of what was handed in: accepted, or returned with a new due day as the file says.

use muster_protocol::any_of;
use muster_protocol::command::{ItemName, Refusal, RefusalCode, Return};
use muster_protocol::definition::{Definition, ReturnDue, Review};
use muster_protocol::event::{Event, ItemAccepted, ItemClosed, ItemReturned};
use muster_protocol::ids::{OccasionIx, UnitIx};
use muster_protocol::item::{OccasionKind, StepKind, StepReason};
use muster_protocol::text;
use muster_protocol::time::Instant;
use muster_rules::{audience, calendar};

use super::super::plan::{OccasionPlanner, policy_of};
use super::super::state::{ItemState, Occasion, State};
use super::super::tick::withdraw;
use super::{find, nearest};

/// Most due versions of one item: an item returned so often needs a talk, not another date.
const DUE_VERSIONS_MAX: u8 = 100;

fn submitted<'a>(
    def: &'a Definition,
    state: &'a State,
    name: &ItemName,
) -> Result<(OccasionIx, &'a Occasion, UnitIx, &'a Review), Refusal> {
    let (ix, occasion, unit) = find(def, state, name)?;
    let review = match occasion.plan.kind {
        OccasionKind::Duty(duty) => def.duties[duty.at()].review.as_ref(),
        any_of!(OccasionKind: Phase Visit Snapshot Announcement Rating Stage) => None,
    };
    let Some(review) = review else {
        let key = &name.occasion;
        let said = text!("key-is-not-reviewed", key);
        return Err(Refusal::with_text(RefusalCode::WrongState, said));
    };
    if occasion.item(unit).state() != ItemState::Submitted {
        return Err(Refusal::with_text(
            RefusalCode::WrongState,
            text!("name-has-not-been-handed-in-or-was", name),
        ));
    }
    Ok((ix, occasion, unit, review))
}

pub(super) fn accept(def: &Definition, state: &State, name: &ItemName) -> Result<Vec<Event>, Refusal> {
    let (occasion, _, unit, _) = submitted(def, state, name)?;
    Ok(vec![ItemAccepted { occasion, unit }.into(), ItemClosed { occasion, unit }.into()])
}

/// The points of the rubric that are not met, each once (S71).
fn points(review: &Review, failed: &[String]) -> Result<Vec<String>, Refusal> {
    let mut points: Vec<String> = Vec::new();
    for point in failed {
        if !review.rubric.contains(point) {
            let refusal =
                Refusal::with_text(RefusalCode::UnknownName, text!("point-is-no-point-of-the-rubric", point));
            return Err(refusal.instead(nearest(point, review.rubric.iter().map(String::as_str))));
        }
        if !points.contains(point) {
            points.push(point.clone());
        }
    }
    Ok(points)
}

pub(super) fn return_(
    def: &Definition,
    state: &State,
    at: Instant,
    body: &Return,
) -> Result<Vec<Event>, Refusal> {
    let (ix, occasion, unit, review) = submitted(def, state, &body.item)?;
    let failed = points(review, &body.failed)?;
    if occasion.retired {
        let name = &body.item;
        return Err(Refusal::with_text(
            RefusalCode::WrongState,
            text!("name-has-been-taken-out-of-use-it", name),
        ));
    }
    let due_version = occasion.item(unit).due_version.max(occasion.due_version) + 1;
    if due_version > DUE_VERSIONS_MAX {
        let said = text!("it-was-returned-due-versions-max-times", due_versions_max = DUE_VERSIONS_MAX);
        return Err(Refusal::with_text(RefusalCode::TooLarge, said));
    }
    let planner = OccasionPlanner::new(def);
    let today = planner.zone.date_of(at);
    let missing = |error: calendar::MissingYear| {
        let said =
            text!("the-calendar-has-no-table-for-the-year", calendar = error.calendar, year = error.year);
        Refusal::with_text(RefusalCode::WrongDay, said)
    };
    let standing = occasion.due_day(unit);
    let due_day = match review.return_due {
        ReturnDue::WorkdaysFromReturn(days) => {
            let cal = audience::calendar_of(def, occasion.plan.group);
            // Who handed in early and is returned early loses none of the time that was promised.
            calendar::workday_after(cal, today, days).map_err(missing)?.max(standing)
        }
        ReturnDue::Keep => standing,
    };
    planner.overdue(&occasion.plan, due_day, 0).map_err(missing)?;
    let steps = match policy_of(def, occasion.plan.kind) {
        Some(policy) => planner.up_to_due(policy, occasion.plan.group, due_day, at).map_err(missing)?,
        None => Vec::new(),
    };
    let news = (StepKind::Returned, at);
    let steps = planner.with_news((occasion.plan.kind, occasion.plan.group), news, steps).map_err(missing)?;
    let due = planner.late_from(due_day);
    // That a card is lifted was true while it lay there: who has not heard it does not hear it now.
    let mut events: Vec<Event> =
        withdraw(occasion, ix, unit, occasion.item(unit), StepReason::NoLongerDue).into_iter().collect();
    events.push(
        ItemReturned { occasion: ix, unit, reason: body.reason, failed, due_version, due_day, due, steps }
            .into(),
    );
    Ok(events)
}
