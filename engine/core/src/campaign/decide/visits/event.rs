//! 遇事: something happened at a place that causes a visit besides the cadence (S41). It is an occasion of its own, due so many
//! working days after the day of the event; what follows (reminders, recording, lateness, counting) is every occasion's.

use muster_protocol::command::{Refusal, RefusalCode, VisitEvent};
use muster_protocol::definition::{Definition, Destination, SelfArrangedVisit, VisitEvents};
use muster_protocol::event::{Event, Given, Happened};
use muster_protocol::ids::{DutyIx, UnitIx};
use muster_protocol::item::OccasionKind;
use muster_protocol::time::{Date, Instant};
use muster_protocol::{id, say, text};
use muster_rules::audience;
use muster_rules::calendar::{self, MissingYear};

use super::super::nearest;
use super::{OccasionPlanner, State, assign, in_future, unknown};

pub(in super::super) fn happened(
    def: &Definition,
    state: &State,
    at: Instant,
    body: &VisitEvent,
) -> Result<Vec<Event>, Refusal> {
    let (visits, events) = caused(def, &body.programme)?;
    if !events.what.contains(&body.what) {
        let (what, name) = (&body.what, &visits.name);
        let said = text!("what-causes-no-visit-of-name", what, name);
        let near = nearest(what, events.what.iter().map(String::as_str));
        return Err(Refusal::with_text(RefusalCode::UnknownName, said).instead(near));
    }
    let today = OccasionPlanner::new(def).zone.date_of(at);
    if body.on > today {
        return Err(in_future(body.on, today));
    }
    let first = def.phases.iter().map(|phase| phase.from).min().unwrap_or(body.on);
    if body.on < first {
        return Err(Refusal::with_text(
            RefusalCode::WrongDay,
            text!("on-lies-before-the-campaign-which-begins-on", on = body.on, first),
        ));
    }
    let unit = visitor(def, state, events.duty, &body.unit)?;
    let place = place(def, visits, (unit, body.unit.as_str()), body.place.as_deref())?;
    let caused_by = Happened { what: body.what.clone(), on: body.on, place };
    if is_known(state, events.duty, (unit, &caused_by)) {
        return Ok(Vec::new());
    }
    let due_day = due_day(def, unit, (body.on, events.within), today).map_err(|it| assign::no_table(&it))?;
    assign::in_time(def, due_day, today)?;
    let title = title(def, unit, &caused_by);
    let given = Given { title, units: vec![unit], found_at: None, caused_by: Some(caused_by) };
    assign::give_one(def, state, (at, due_day), (events.duty, unit), given)
}

/// The visits of this id, where something may cause one.
fn caused<'d>(def: &'d Definition, id: &str) -> Result<(&'d SelfArrangedVisit, &'d VisitEvents), Refusal> {
    let all = || def.self_arranged.iter().filter_map(|visits| Some((visits, visits.events.as_ref()?)));
    let in_use = |events: &VisitEvents| !def.retired.duties.contains(&events.duty);
    match all().find(|(visits, _)| visits.id == id) {
        Some((visits, events)) if in_use(events) => Ok((visits, events)),
        Some((visits, _)) => Err(Refusal::with_text(
            RefusalCode::WrongState,
            text!("visits-after-events-were-taken-out-of-the-file", name = visits.name),
        )),
        None => {
            let known = all().filter(|(_, events)| in_use(events)).map(|(visits, _)| visits.id.as_str());
            Err(unknown(id!("visits-that-events-cause"), id, known))
        }
    }
}

/// The unit whose people go.
fn visitor(def: &Definition, state: &State, duty: DutyIx, code: &str) -> Result<UnitIx, Refusal> {
    let Some(unit) = def.unit_by_code(code) else {
        return Err(unknown(id!("unit"), code, def.units.iter().map(|unit| unit.code.as_str())));
    };
    let whole = def.duties.get(duty.at()).map(|duty| duty.audience).unwrap_or_default();
    let called = def.audiences.get(whole.at()).map_or("", |audience| audience.name.as_str());
    assign::fitting(def, state, (whole, called), unit)
}

/// Where it happened: at a place of these visits; without one, at the unit itself.
fn place(
    def: &Definition,
    visits: &SelfArrangedVisit,
    (unit, own): (UnitIx, &str),
    code: Option<&str>,
) -> Result<UnitIx, Refusal> {
    let (place, code) = match code {
        None => (unit, own),
        Some(code) => {
            let known = def.units.iter().map(|unit| unit.code.as_str());
            (def.unit_by_code(code).ok_or_else(|| unknown(id!("unit"), code, known))?, code)
        }
    };
    let is_one = match &visits.to {
        Destination::Units(places) => audience::selects(def, *places, place),
        // Places of these kinds are the unit's own, and stand in no roster.
        Destination::Kinds(_) => place == unit,
    };
    if is_one {
        return Ok(place);
    }
    let said = text!("code-is-no-place-of-these-visits", code, name = visits.name);
    Err(Refusal::with_text(RefusalCode::WrongState, said))
}

/// Whether it was said before: the same at the same place on the same day is one event, no matter who says it.
fn is_known(state: &State, duty: DutyIx, (unit, caused_by): (UnitIx, &Happened)) -> bool {
    state.occasions.iter().filter(|occasion| occasion.kind() == OccasionKind::Duty(duty)).any(|occasion| {
        let given = occasion.plan.given.as_ref();
        given.is_some_and(|given| given.units == [unit] && given.caused_by.as_ref() == Some(caused_by))
    })
}

/// By when somebody goes: so many working days of the unit after the event; what is told late is due on the next working day.
fn due_day(
    def: &Definition,
    unit: UnitIx,
    (on, within): (Date, u16),
    today: Date,
) -> Result<Date, MissingYear> {
    let cal = audience::calendar_of(def, audience::group_of(def, unit));
    let due_day = calendar::workday_after(cal, on, within)?;
    let soonest = calendar::workday_after(cal, today, 0)?;
    Ok(due_day.max(soonest))
}

/// What is said of it in letters: what happened and when, and where that is another place.
fn title(def: &Definition, unit: UnitIx, caused_by: &Happened) -> String {
    let language = def.templates.language;
    let Happened { what, on, place } = caused_by;
    match def.units.get(place.at()).filter(|_| *place != unit) {
        Some(row) => {
            say!(language, "visit-because-of-what-at-place", what, on, code = row.code, short = row.short)
        }
        None => say!(language, "visit-because-of-what", what, on),
    }
}
