//! 交办: a task for units, with a due day of its own (S62). It is an occasion of the duty that carries its kind, opened
//! at once; what follows (reminders, handing in, lateness, counting) is every occasion's.

use std::collections::{BTreeMap, BTreeSet};

use muster_protocol::command::{Assign, Refusal, RefusalCode, TITLE_BYTES_MAX};
use muster_protocol::definition::{Assignable, Definition};
use muster_protocol::event::{Event, FoundAt, Given, OccasionOpened};
use muster_protocol::ids::{AudienceIx, DutyIx, GroupIx, OccasionIx, PhaseIx, UnitIx};
use muster_protocol::item::{CHUNK, OccasionKind};
use muster_protocol::time::{Date, Instant};
use muster_protocol::unseen;
use muster_protocol::{id, text};
use muster_rules::audience;
use muster_rules::calendar;

use super::super::plan::OccasionPlanner;
use super::super::state::State;
use super::{Decided, by_name, unknown};
use muster_protocol::catalogue::in_a_row;

pub(super) fn assign(def: &Definition, state: &State, at: Instant, body: &Assign) -> Decided {
    let mut events = Vec::new();
    assign_beside(def, state, (at, 0), body, None, &mut events)?;
    Ok(events)
}

/// The same behind so many occasions that the same command plans.
pub(super) fn assign_beside(
    def: &Definition,
    state: &State,
    (at, planned): (Instant, usize),
    body: &Assign,
    found_at: Option<FoundAt>,
    events: &mut Vec<Event>,
) -> Result<(), Refusal> {
    let kind = kind_of(def, &body.task)?;
    let title = title(&body.title)?;
    let units = units(def, state, kind.duty, &body.to)?;
    let planner = OccasionPlanner::new(def);
    let today = planner.zone.date_of(at);
    in_time(def, body.due_day, today)?;
    let all = units.is_empty();
    let mut next = state.occasions.len() + planned;
    let mut number = number(def, state, kind.duty) + u32::try_from(planned).unwrap_or_default();
    for (group, theirs) in groups(def, state, kind.duty, &units) {
        on_workday(def, group, body.due_day)?;
        heard_in_time(&planner, (OccasionKind::Duty(kind.duty), group), (body.due_day, at))?;
        while state.numbering.by_key(&format!("{}.{number}", kind.id)).is_some() {
            number += 1;
        }
        let occasion = OccasionIx(u32::try_from(next).unwrap_or(u32::MAX));
        let given = Given {
            title: title.to_owned(),
            units: if all { Vec::new() } else { theirs },
            found_at: found_at.clone(),
            caused_by: None,
        };
        let place = (occasion, OccasionKind::Duty(kind.duty), group);
        let planned = planner.given(place, number, (body.due_day, at), given);
        events.push(planned.map_err(|missing| no_table(&missing))?.into());
        events.push(OccasionOpened { occasion, due: at, without: Vec::new() }.into());
        (next, number) = (next + 1, number + 1);
    }
    Ok(())
}

/// Something that one unit is given at once, carried as a duty without days of its own.
pub(super) fn give_one(
    def: &Definition,
    state: &State,
    (at, due_day): (Instant, Date),
    (duty, unit): (DutyIx, UnitIx),
    given: Given,
) -> Result<Vec<Event>, Refusal> {
    let id = def.duties.get(duty.at()).map_or("", |duty| duty.id.as_str());
    let mut number = number(def, state, duty);
    while state.numbering.by_key(&format!("{id}.{number}")).is_some() {
        number += 1;
    }
    let group = if def.groups.is_empty() { None } else { audience::group_of(def, unit) };
    let occasion = OccasionIx(u32::try_from(state.occasions.len()).unwrap_or(u32::MAX));
    let place = (occasion, OccasionKind::Duty(duty), group);
    let planned = OccasionPlanner::new(def).given(place, number, (due_day, at), given);
    let planned = planned.map_err(|missing| no_table(&missing))?;
    Ok(vec![planned.into(), OccasionOpened { occasion, due: at, without: Vec::new() }.into()])
}

fn kind_of<'d>(def: &'d Definition, id: &str) -> Result<&'d Assignable, Refusal> {
    let kind = by_name(&def.assignable, id!("kind-of-task"), id, |kind| &kind.id)?;
    if def.retired.duties.contains(&kind.duty) {
        return Err(Refusal::wrong_state(text!("kind-of-task-was-taken-out-of-the-file", id)));
    }
    Ok(kind)
}

fn title(title: &str) -> Result<&str, Refusal> {
    let trimmed = title.trim();
    let (code, said) = if trimmed.is_empty() {
        (RefusalCode::Incomplete, text!("say-what-is-to-be-done"))
    } else if trimmed.len() > TITLE_BYTES_MAX {
        let length = trimmed.len();
        (
            RefusalCode::TooLarge,
            text!(
                "the-title-has-too-many-bytes",
                #length = length,
                most = TITLE_BYTES_MAX,
                characters = TITLE_BYTES_MAX / 3
            ),
        )
    } else if unseen::find(trimmed).is_some() {
        (RefusalCode::Incomplete, text!("the-title-holds-a-new-line-or-characters"))
    } else {
        return Ok(trimmed);
    };
    Err(Refusal::with_text(code, said))
}

/// The units that are named, in the order of the roster; none stands for the duty's whole audience.
fn units(def: &Definition, state: &State, duty: DutyIx, to: &[String]) -> Result<Vec<UnitIx>, Refusal> {
    let whole = def.duties.get(duty.at()).map_or(AudienceIx(u16::MAX), |duty| duty.audience);
    let called = def.audiences.get(whole.at()).map_or("", |audience| audience.name.as_str());
    if to.is_empty() {
        return nobody(whose(def, state, whole), called).map(|_| Vec::new());
    }
    let mut units = BTreeSet::new();
    for name in to {
        if let Some(unit) = def.unit_by_code(name) {
            units.insert(fitting(def, state, (whole, called), unit)?);
            continue;
        }
        let Some(audience) = def.audiences.iter().position(|audience| audience.name == *name) else {
            let codes = def.units.iter().map(|unit| unit.code.as_str());
            let names = def.audiences.iter().map(|audience| audience.name.as_str());
            return Err(unknown(id!("unit-or-audience"), name, codes.chain(names)));
        };
        let audience = AudienceIx(u16::try_from(audience).unwrap_or(u16::MAX));
        if audience == whole {
            return nobody(whose(def, state, whole), called).map(|_| Vec::new());
        }
        let theirs = whose(def, state, audience).into_iter();
        let theirs = theirs.filter(|unit| audience::selects(def, whole, *unit)).collect();
        units.extend(nobody(theirs, name)?);
    }
    if units.len() > CHUNK {
        let count = units.len();
        let said = text!("count-units-are-named-at-most-chunk-give", #count = count, chunk = CHUNK, called);
        return Err(Refusal::too_large(said));
    }
    Ok(units.into_iter().collect())
}

/// Members now of an audience.
fn whose(def: &Definition, state: &State, audience: AudienceIx) -> Vec<UnitIx> {
    audience::members(def, audience).into_iter().filter(|unit| state.member(*unit)).collect()
}

fn nobody(units: Vec<UnitIx>, name: &str) -> Result<Vec<UnitIx>, Refusal> {
    if units.is_empty() {
        return Err(Refusal::wrong_state(text!("nobody-of-name-takes-part-now-to-whom", name)));
    }
    Ok(units)
}

/// A named unit, if it takes part now and such tasks may be given to it.
pub(super) fn fitting(
    def: &Definition,
    state: &State,
    (whole, called): (AudienceIx, &str),
    unit: UnitIx,
) -> Result<UnitIx, Refusal> {
    let row = &def.units[unit.at()];
    let (code, short) = (&row.code, &row.short);
    let said = if !state.member(unit) {
        text!("code-does-not-take-part-now", code, short)
    } else if !audience::selects(def, whole, unit) {
        text!("code-is-not-among-called-to-whom-such", code, called, short)
    } else {
        return Ok(unit);
    };
    Err(Refusal::wrong_state(said))
}

/// The units by the calendar that they follow: each group of them has an occasion of its own, as with every duty.
fn groups(
    def: &Definition,
    state: &State,
    duty: DutyIx,
    named: &[UnitIx],
) -> BTreeMap<Option<GroupIx>, Vec<UnitIx>> {
    let whole = def.duties.get(duty.at()).map_or(AudienceIx(u16::MAX), |duty| duty.audience);
    let units = if named.is_empty() { whose(def, state, whole) } else { named.to_vec() };
    let mut groups: BTreeMap<Option<GroupIx>, Vec<UnitIx>> = BTreeMap::new();
    for unit in units {
        let group = if def.groups.is_empty() { None } else { audience::group_of(def, unit) };
        groups.entry(group).or_default().push(unit);
    }
    groups
}

/// Number of the next task of a kind, from 1.
fn number(def: &Definition, state: &State, duty: DutyIx) -> u32 {
    debug_assert!(duty.at() < def.duties.len(), "checked by the compiler");
    let theirs = state.occasions.iter().filter(|it| it.kind() == OccasionKind::Duty(duty));
    theirs.map(|it| it.plan.nth + 1).max().unwrap_or_default() + 1
}

/// A task falls due on a working day: on a rest day nobody is there to hand it in, and anyone who gives it out knows best
/// whether the day before or the day after is meant.
fn on_workday(def: &Definition, group: Option<GroupIx>, day: Date) -> Result<(), Refusal> {
    let cal = audience::calendar_of(def, group);
    if calendar::is_workday(cal, day).map_err(|missing| no_table(&missing))? {
        return Ok(());
    }
    let around = [calendar::workday_before(cal, day, 1), calendar::workday_after(cal, day, 1)];
    let days: Vec<String> = around.into_iter().flatten().map(|day| day.to_string()).collect();
    let days = in_a_row::names(&days, id!("or-between-alternatives"));
    Err(Refusal::wrong_day(text!("day-is-a-rest-day-give-a-working", day, days: days)))
}

/// Whether units hear of a task on its due day at the latest: what is given out in the evening they hear on the next working day,
/// and a first letter that says how late they are asks for nothing that anybody could do.
fn heard_in_time(
    planner: &OccasionPlanner<'_>,
    of: (OccasionKind, Option<GroupIx>),
    (day, at): (Date, Instant),
) -> Result<(), Refusal> {
    let heard = planner.heard(of, at).map_err(|missing| no_table(&missing))?;
    match heard.map(|(_, heard)| planner.zone.date_of(heard)) {
        Some(first) if first > day => {
            Err(Refusal::wrong_day(text!("it-is-heard-of-on-first-behind-day", first, day)))
        }
        _ => Ok(()),
    }
}

pub(super) fn no_table(missing: &calendar::MissingYear) -> Refusal {
    let (name, year) = (&missing.calendar, missing.year);
    Refusal::wrong_day(text!("the-day-and-its-reminders-need-year-for", year, name))
}

/// From today to the campaign's last day: behind it nobody is reminded any more.
pub(super) fn in_time(def: &Definition, day: Date, today: Date) -> Result<(), Refusal> {
    let in_use = (0u16..).map(PhaseIx).zip(&def.phases).filter(|(ix, _)| !def.retired.phases.contains(ix));
    let last = in_use.map(|(_, phase)| phase.to).max();
    let said = match last {
        _ if day < today => text!("day-is-over-today-is-today-give-a", day, today),
        Some(last) if last < day => text!("the-campaign-ends-on-last-before-day-give", last, day),
        _ => return Ok(()),
    };
    Err(Refusal::wrong_day(said))
}
