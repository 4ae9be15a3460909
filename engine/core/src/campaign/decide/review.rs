//! Review of what was handed in: accepted, or returned with a new due day as the file says. What is closed already and turns out
//! to be wrong is returned too, so that the unit hands it in again; the story keeps both.

use muster_protocol::any_of;
use muster_protocol::command::{ItemName, Refusal, Return};
use muster_protocol::definition::{Definition, Duty, ReturnDue, Review, Variant};
use muster_protocol::event::{Event, ItemAccepted, ItemClosed, ItemReturned};
use muster_protocol::ids::{DutyIx, OccasionIx, UnitIx};
use muster_protocol::item::{OccasionKind, StepKind, StepReason};
use muster_protocol::text;
use muster_protocol::time::Instant;
use muster_rules::{audience, calendar};

use super::super::plan::{OccasionPlanner, policy_of};
use super::super::state::{ItemState, Occasion, State};
use super::super::tick::withdraw;
use super::{Decided, find, nearest};

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
        any_of!(OccasionKind: Phase Visit Snapshot Announcement Rating Stage Round) => None,
    };
    let Some(review) = review else {
        let key = &name.occasion;
        return Err(Refusal::wrong_state(text!("key-is-not-reviewed", key)));
    };
    if occasion.item(unit).state() != ItemState::Submitted {
        return Err(Refusal::wrong_state(text!("name-has-not-been-handed-in-or-was", name)));
    }
    Ok((ix, occasion, unit, review))
}

pub(super) fn accept(def: &Definition, state: &State, name: &ItemName) -> Decided {
    let (occasion, _, unit, _) = submitted(def, state, name)?;
    Ok(vec![ItemAccepted { occasion, unit }.into(), ItemClosed { occasion, unit }.into()])
}

/// The points of the rubric that are not met, each once (S71).
fn points(review: Option<&Review>, failed: &[String]) -> Result<Vec<String>, Refusal> {
    let rubric = review.map_or(&[][..], |review| review.rubric.as_slice());
    let mut points: Vec<String> = Vec::new();
    for point in failed {
        if !rubric.contains(point) {
            let refusal = Refusal::unknown_name(text!("point-is-no-point-of-the-rubric", point));
            return Err(refusal.instead(nearest(point, rubric.iter().map(String::as_str))));
        }
        if !points.contains(point) {
            points.push(point.clone());
        }
    }
    Ok(points)
}

/// Working days that a unit has at least to hand in again what was closed and had to be corrected, where the file says nothing of
/// returns: who was in time loses nothing by it.
const CORRECTION_WORKDAYS: u16 = 5;

/// What a return finds: an item with its place, how it is reviewed, and how long it may be worked on again.
struct Found<'a> {
    ix: OccasionIx,
    occasion: &'a Occasion,
    unit: UnitIx,
    review: Option<&'a Review>,
    due: ReturnDue,
}

/// What may be returned: what awaits review, and what is closed and was wrong.
fn returnable<'a>(
    def: &'a Definition,
    state: &'a State,
    at: Instant,
    body: &Return,
) -> Result<Found<'a>, Refusal> {
    let (ix, occasion, unit) = find(def, state, &body.item)?;
    if occasion.item(unit).state() == ItemState::Closed
        && let OccasionKind::Duty(duty) = occasion.plan.kind
        && corrects(def, duty)
    {
        let review = def.duties[duty.at()].review.as_ref();
        closed_may_be_returned(def, state, at, (occasion, unit), body)?;
        let due = match review.map(|review| review.return_due) {
            Some(ReturnDue::WorkdaysFromReturn(days)) => ReturnDue::WorkdaysFromReturn(days),
            Some(ReturnDue::Keep) | None => ReturnDue::WorkdaysFromReturn(CORRECTION_WORKDAYS),
        };
        return Ok(Found { ix, occasion, unit, review, due });
    }
    if occasion.item(unit).awaits()
        && let OccasionKind::Duty(duty) = occasion.plan.kind
        && def.duties[duty.at()].review.is_none()
        && corrects(def, duty)
    {
        // It is not reviewed, and returned all the same where it was handed in wrong.
        let name = &body.item;
        return Err(Refusal::wrong_state(text!("name-was-not-handed-in-and-is-not-returned", name)));
    }
    let (ix, occasion, unit, review) = submitted(def, state, &body.item)?;
    Ok(Found { ix, occasion, unit, review: Some(review), due: review.return_due })
}

/// Whether what was handed in for a duty is corrected by handing it in again. Rows of a ledger are corrected in the ledger; what
/// later items go by, things announced, done or not adopted and candidates, has had its consequences.
#[must_use]
pub fn corrects(def: &Definition, duty: DutyIx) -> bool {
    let reported_on = |line: &Duty| line.variant == Variant::Progress(duty);
    def.duties.get(duty.at()).is_some_and(|line| match line.variant {
        any_of! { Variant:
            Deliver Hold Count Pledge PledgeCheck Publish Outlet Task
        } => !def.duties.iter().any(reported_on),
        Variant::Ledger(_) | Variant::Explore(_) | Variant::Progress(_) | Variant::Stage(..) => false,
    })
}

/// What is closed is returned with a reason, to a unit that takes part, and as long as no sheet that counts it is frozen.
fn closed_may_be_returned(
    def: &Definition,
    state: &State,
    at: Instant,
    (occasion, unit): (&Occasion, UnitIx),
    body: &Return,
) -> Result<(), Refusal> {
    let name = &body.item;
    if body.reason.is_none() {
        return Err(Refusal::incomplete(text!("name-is-closed-say-why-it-is-returned", name)));
    }
    if !state.member(unit) {
        return Err(Refusal::wrong_state(text!("name-is-of-a-unit-that-does-not-take-part", name)));
    }
    let today = OccasionPlanner::new(def).zone.date_of(at);
    let due_day = occasion.due_day(unit);
    let mut theirs = def.scores.iter().filter(|sheet| audience::selects(def, sheet.audience, unit));
    let frozen = theirs.find(|sheet| sheet.freeze < today && due_day <= sheet.freeze);
    let Some(sheet) = frozen else { return Ok(()) };
    let (sheet, freeze) = (&sheet.name, sheet.freeze);
    Err(Refusal::wrong_day(text!("name-counts-in-sheet-which-was-frozen", name, sheet, freeze)))
}

pub(super) fn return_(def: &Definition, state: &State, at: Instant, body: &Return) -> Decided {
    let Found { ix, occasion, unit, review, due } = returnable(def, state, at, body)?;
    let failed = points(review, &body.failed)?;
    if occasion.retired {
        let name = &body.item;
        return Err(Refusal::wrong_state(text!("name-has-been-taken-out-of-use-it", name)));
    }
    let due_version = occasion.item(unit).due_version.max(occasion.due_version) + 1;
    if due_version > DUE_VERSIONS_MAX {
        let said = text!("it-was-returned-due-versions-max-times", due_versions_max = DUE_VERSIONS_MAX);
        return Err(Refusal::too_large(said));
    }
    let planner = OccasionPlanner::new(def);
    let today = planner.zone.date_of(at);
    let missing = |error: calendar::MissingYear| {
        let said =
            text!("the-calendar-has-no-table-for-the-year", calendar = error.calendar, year = error.year);
        Refusal::wrong_day(said)
    };
    let standing = occasion.due_day(unit);
    let due_day = match due {
        ReturnDue::WorkdaysFromReturn(days) => {
            let cal = audience::calendar_of(def, occasion.plan.group);
            // Who handed in early and is returned early loses none of the time that was promised.
            planner.workday_after(cal, today, days).map_err(missing)?.max(standing)
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
