//! Visits: a plan is checked against the instance it was made from (ARCHITECTURE.md, “What always holds”); a record
//! closes the item.

use muster_rules::steps;
use muster_rules::visit;
use muster_words::command::{ProposeVisits, RecordVisit, Refusal, RefusalCode};
use muster_words::definition::Definition;
use muster_words::event::{Event, ItemClosed, VisitProposed, VisitRecorded};
use muster_words::ids::{OccasionIx, UnitIx};
use muster_words::item::{OccasionKind, ProposedVisit, StepReason};
use muster_words::time::Instant;

use super::super::instance::visit_instance;
use super::super::plan::Reckoner;
use super::super::state::{Occasion, State};
use super::super::tick::withdraw;
use super::{find, in_future, known};

pub(super) fn propose(
    def: &Definition,
    state: &State,
    at: Instant,
    body: &ProposeVisits,
) -> Result<Vec<Event>, Refusal> {
    let found = state.occasion_by_key(&body.occasion);
    let instance = found.and_then(|(ix, _)| visit_instance(def, state, at, ix));
    let (Some((ix, occasion)), Some(mut instance)) = (found, instance) else {
        return Err(Refusal::plain(
            RefusalCode::UnknownName,
            format!("occasion {} is no open visit round", body.occasion),
        ));
    };
    instance.seen = body.seen;
    let same =
        state.numbering.names(instance.clone()).is_ok_and(|said| visit::digest(&said) == body.instance);
    if !same {
        return Err(Refusal::plain(
            RefusalCode::Stale,
            "the places, days or standing visits have changed since; ask again",
        ));
    }
    let OccasionKind::Visit(programme) = occasion.plan.kind else { return Ok(Vec::new()) };
    let visits = known(state, body.visits.clone())?;
    let broken = visit::infeasible(def, programme, &instance, &visits);
    if !broken.is_empty() {
        return Err(Refusal::plain(RefusalCode::Infeasible, broken.join("; ")));
    }
    let reckoner = Reckoner::new(def);
    let mut events = Vec::new();
    for visit in &visits {
        // Overdue steps of a round that was late to be planned give way to the visit's own.
        let item = occasion.item(visit.place);
        events.extend(withdraw(occasion, ix, visit.place, item, StepReason::VisitChanged));
        events.push(proposed(&reckoner, (ix, occasion), at, body, visit)?);
    }
    Ok(events)
}

fn proposed(
    reckoner: &Reckoner<'_>,
    (ix, occasion): (OccasionIx, &Occasion),
    at: Instant,
    body: &ProposeVisits,
    visit: &ProposedVisit,
) -> Result<Event, Refusal> {
    let OccasionKind::Visit(programme) = occasion.plan.kind else {
        return Err(Refusal::plain(RefusalCode::UnknownName, "not a visit round"));
    };
    let programme = &reckoner.def.visits[programme.at()];
    let habit = &reckoner.def.habits[programme.habit.at()];
    let calendar = &reckoner.def.calendar;
    let steps = steps::around_visit(programme, habit, calendar, &reckoner.zone, visit.date, at, 0)
        .map_err(|error| Refusal::plain(RefusalCode::WrongDay, error.to_string()))?;
    let due_version = occasion.item(visit.place).due_version.max(occasion.due_version).saturating_add(1);
    let (seen, instance) = (body.seen, body.instance);
    Ok(VisitProposed { occasion: ix, seen, instance, visit: visit.clone(), due_version, steps }.into())
}

pub(super) fn record(
    def: &Definition,
    state: &State,
    at: Instant,
    body: &RecordVisit,
) -> Result<Vec<Event>, Refusal> {
    let (ix, occasion, place) = find(def, state, &body.item)?;
    visitable(occasion, place, body)?;
    let zone = Reckoner::new(def).zone;
    let (today, opened) = (zone.date_of(at), zone.date_of(occasion.plan.opens));
    if body.on > today {
        return Err(in_future(body.on, today));
    }
    if body.on < opened {
        let en = format!("{} lies before the round, which opened on {opened}", body.on);
        return Err(Refusal::told(
            RefusalCode::WrongDay,
            en,
            format!("{}早于本轮走访的开始（{opened}）", body.on),
        ));
    }
    let mut events = vec![VisitRecorded { occasion: ix, place, on: body.on, record: body.record }.into()];
    events.extend(withdraw(occasion, ix, place, occasion.item(place), StepReason::VisitChanged));
    events.push(ItemClosed { occasion: ix, unit: place }.into());
    Ok(events)
}

fn visitable(occasion: &Occasion, place: UnitIx, body: &RecordVisit) -> Result<(), Refusal> {
    if !matches!(occasion.plan.kind, OccasionKind::Visit(_)) {
        let key = &body.item.occasion;
        let (en, zh) = (format!("{key} is no visit round"), format!("{key}不是走访"));
        return Err(Refusal::told(RefusalCode::WrongState, en, zh));
    }
    if !occasion.item(place).awaits() {
        let en = format!("{} awaits no visit: not a place, or recorded", body.item);
        let zh = format!("{}没有待走访：不是走访点，或已经记录", body.item);
        return Err(Refusal::told(RefusalCode::WrongState, en, zh));
    }
    Ok(())
}
