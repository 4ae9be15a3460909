//! A visit is recorded: with every section that the file asks for, a task for each problem that was found, and a case for each
//! matter that was brought there and is carried back.

use muster_protocol::any_of;
use muster_protocol::catalogue::Listed;
use muster_protocol::command::{
    Assign, ReceiveCase, RecordVisit, Refusal, VISIT_ACTIONS_MAX, VISIT_CASES_MAX,
};
use muster_protocol::definition::{Definition, FROM_THE_FIELD, VisitTerms};
use muster_protocol::event::{Event, FoundAt, ItemClosed, VisitRecorded};
use muster_protocol::ids::UnitIx;
use muster_protocol::item::{OccasionKind, StepReason};
use muster_protocol::text;
use muster_protocol::time::Instant;

use super::super::super::tick::withdraw;
use super::super::Decided;
use super::{Issuer, Occasion, OccasionPlanner, State, assign, case, find, in_future};
use muster_protocol::catalogue::in_a_row;

pub(in super::super) fn record(
    def: &Definition,
    state: &State,
    at: Instant,
    by: Issuer<'_>,
    body: &RecordVisit,
) -> Decided {
    let (ix, occasion, place) = find(def, state, &body.item)?;
    let terms = visitable(def, occasion, place, body)?;
    let zone = OccasionPlanner::new(def).zone;
    let (today, opened) = (zone.date_of(at), zone.date_of(occasion.plan.opens));
    if body.on > today {
        return Err(in_future(body.on, today));
    }
    if body.on < opened {
        let said = text!("on-lies-before-the-round-which-opened-on", on = body.on, opened);
        return Err(Refusal::wrong_day(said));
    }
    sections(terms, body)?;
    ratings(terms, body)?;
    let (record, sections, ratings) = (body.record, body.sections.clone(), body.ratings.clone());
    let follow_ups = u16::try_from(body.actions.len()).unwrap_or(u16::MAX);
    let recorded = VisitRecorded { occasion: ix, place, on: body.on, record, sections, ratings, follow_ups };
    let mut events: Vec<Event> = vec![recorded.into()];
    events.extend(withdraw(occasion, ix, place, occasion.item(place), StepReason::VisitChanged));
    if body.actions.is_empty() {
        events.push(ItemClosed { occasion: ix, unit: place }.into());
    } else {
        events.extend(follow_ups_of(def, state, at, body, FoundAt { occasion: ix, place })?);
    }
    carried_back(def, state, (at, by), (terms, body), &mut events)?;
    Ok(events)
}

fn visitable<'d>(
    def: &'d Definition,
    occasion: &Occasion,
    place: UnitIx,
    body: &RecordVisit,
) -> Result<&'d VisitTerms, Refusal> {
    let terms = match occasion.plan.kind {
        OccasionKind::Visit(programme) => def.visits.get(programme.at()).map(|programme| &programme.terms),
        any_of!(OccasionKind: Duty Phase Snapshot Announcement Rating Stage Round) => None,
    };
    let Some(terms) = terms else {
        let key = &body.item.occasion;
        return Err(Refusal::wrong_state(text!("key-is-no-visit-round", key)));
    };
    if !occasion.item(place).awaits() {
        return Err(Refusal::wrong_state(text!("item-awaits-no-visit-not-a-place-or", item = body.item)));
    }
    Ok(terms)
}

/// All sections that the file asks for, once each, and no other.
fn sections(terms: &VisitTerms, body: &RecordVisit) -> Result<(), Refusal> {
    let said: Vec<&str> = body.sections.iter().map(|section| section.name.as_str()).collect();
    let missing: Vec<&str> =
        terms.form.iter().map(String::as_str).filter(|name| !said.contains(name)).collect();
    let strange = said.iter().find(|name| !terms.form.iter().any(|asked| asked == *name));
    let twice = said.iter().enumerate().find(|(at, name)| said[..*at].contains(name));
    let said = if let Some(name) = strange {
        if terms.form.is_empty() {
            text!("the-file-asks-for-no-sections-put-name", name)
        } else {
            text!("the-record-has-no-section-name-its-sections", name, sections: Listed(&terms.form))
        }
    } else if let Some((_, name)) = twice {
        text!("the-section-name-appears-twice", name)
    } else if missing.is_empty() {
        return Ok(());
    } else {
        text!("the-record-lacks-sections-write-each", missing: Listed(&missing))
    };
    Err(Refusal::incomplete(said))
}

/// Answers of the file's scale by those whom it asks, once each; who was not met need not be there.
fn ratings(terms: &VisitTerms, body: &RecordVisit) -> Result<(), Refusal> {
    for (at, rated) in body.ratings.iter().enumerate() {
        let asked = terms.rating.as_ref();
        let by = asked.is_some_and(|rating| rating.by.contains(&rated.by));
        let answer = asked.is_some_and(|rating| rating.scale.contains(&rated.answer));
        let twice = body.ratings[..at].iter().any(|other| other.by == rated.by);
        if by && answer && !twice {
            continue;
        }
        let (who, scale) = asked.map_or((String::new(), String::new()), |it| {
            (in_a_row::words(&it.by), in_a_row::words(&it.scale))
        });
        let (by, answer) = (&rated.by, &rated.answer);
        let said = text!("the-rating-by-answer-does-not-fit-asked", by, answer, who, scale);
        return Err(Refusal::incomplete(said));
    }
    Ok(())
}

/// Each problem becomes a task for its owner, reminded like any other; the visit's item closes with the last of them.
fn follow_ups_of(
    def: &Definition,
    state: &State,
    at: Instant,
    body: &RecordVisit,
    found_at: FoundAt,
) -> Decided {
    if body.actions.len() > VISIT_ACTIONS_MAX {
        let said = text!("at-most-visit-actions-max-problems-of-one", visit_actions_max = VISIT_ACTIONS_MAX);
        return Err(Refusal::too_large(said));
    }
    let Some(kind) = def.assignable.iter().find(|kind| !def.retired.duties.contains(&kind.duty)) else {
        return Err(Refusal::wrong_state(text!("the-file-gives-out-no-kind-of-task")));
    };
    let mut events = Vec::new();
    for action in &body.actions {
        let (task, title) = (kind.id.clone(), action.title.clone());
        let asked = Assign { task, title, to: vec![action.owner.clone()], due_day: action.due_day };
        let beside = (at, events.len() / 2);
        assign::assign_beside(def, state, beside, &asked, Some(found_at.clone()), &mut events)?;
    }
    Ok(events)
}

/// What was brought there opens cases of the kind that the file names, which have their own times and are told to who handles
/// them; the visit does not wait for them.
fn carried_back(
    def: &Definition,
    state: &State,
    (at, by): (Instant, Issuer<'_>),
    (terms, body): (&VisitTerms, &RecordVisit),
    events: &mut Vec<Event>,
) -> Result<(), Refusal> {
    if body.cases.len() > VISIT_CASES_MAX {
        return Err(Refusal::too_large(text!(
            "at-most-visit-cases-max-cases-of-one-visit",
            visit_cases_max = VISIT_CASES_MAX
        )));
    }
    for brought in &body.cases {
        let Some(kind) = &terms.cases else {
            return Err(Refusal::incomplete(text!(
                "the-file-makes-no-cases-of-this-visit",
                item = body.item
            )));
        };
        let asked = ReceiveCase {
            kind: kind.clone(),
            source: Some(FROM_THE_FIELD.to_owned()),
            about: brought.about.clone(),
            unit: brought.unit.clone(),
            at: Some(body.item.clone()),
            text: Some(brought.text),
            received: None,
        };
        let opened = case::receive_beside(def, state, (at, events.as_slice()), by, &asked)?;
        events.extend(opened);
    }
    Ok(())
}
