//! Putting somebody or something forward in a selection; where the first stage is the units' duty, that is handing it in.

use muster_protocol::command::{ItemName, Nominate, Refusal, Submit};
use muster_protocol::definition::{By as StageBy, Definition, Selection, Stage, Variant};
use muster_protocol::event::{CandidateNominated, CandidatePassed, Event, HandedIn};
use muster_protocol::form::Form;
use muster_protocol::ids::{DutyIx, OccasionIx, SelectionIx, UnitIx};
use muster_protocol::item::{Evidence, OccasionKind};
use muster_protocol::time::Instant;
use muster_protocol::{id, text};
use muster_rules::{audience, calendar};

use super::super::plan::OccasionPlanner;
use super::super::state::{ItemState, Occasion, State};
use super::candidate::publicity;
use super::{Decided, hand_in, nearest, no_persons_name, unit, unknown};
use muster_protocol::catalogue::in_a_row;

/// Most candidates of one campaign: each of 2,000 units may put five forward.
const CANDIDATES_MAX: usize = 10_000;

pub(super) fn nominate(def: &Definition, state: &State, at: Instant, body: &Nominate) -> Decided {
    let (ix, selection) = selection(def, &body.selection)?;
    let unit = unit(def, &body.unit)?;
    no_persons_name(body.code.as_deref())?;
    title(selection, body.title.as_deref())?;
    let same = |it: &&super::super::candidate::Candidate| it.code == body.code && it.title == body.title;
    if state.candidates.of(ix, unit).any(|it| same(&it)) {
        return Ok(Vec::new());
    }
    room(state)?;
    let Some(first) = selection.stages.first() else { return Err(no_stage(selection)) };
    may_be(def, state, first, unit)?;
    let mut events = nominated(def, state, at, (ix, first), unit, body)?;
    match first.by {
        StageBy::Units(duty) => {
            events.extend(handed_in(def, state, at, (duty, unit), &body.evidence)?);
        }
        StageBy::Volunteers(_) => {
            hand_in::few(&body.evidence)?;
            in_window(def, first, at)?;
        }
        StageBy::Role(_) => hand_in::few(&body.evidence)?,
    }
    Ok(events)
}

/// Handing in the first stage of a selection puts the unit itself forward, unless it put somebody forward already.
pub(super) fn follows(def: &Definition, state: &State, at: Instant, events: &[Event]) -> Decided {
    if events.iter().any(|event| matches!(event, Event::CandidateNominated(_))) {
        return Ok(Vec::new());
    }
    let mut followed = Vec::new();
    for HandedIn { occasion, unit, evidence, .. } in events.iter().filter_map(Event::handed_in) {
        let Some(OccasionKind::Duty(duty)) = state.occasion(occasion).map(Occasion::kind) else { continue };
        let Some(Variant::Stage(ix, 0)) = def.duties.get(duty.at()).map(|duty| &duty.variant) else {
            continue;
        };
        let Some(selection) = def.selections.get(ix.at()) else { continue };
        let (Some(first), None) = (selection.stages.first(), state.candidates.of(*ix, unit).next()) else {
            continue;
        };
        if !selection.titles.is_empty() {
            let (id, titles) = (&selection.id, in_a_row::words(&selection.titles));
            return Err(Refusal::incomplete(text!("id-has-several-titles-nominate-with-one-of", id, titles)));
        }
        room(state)?;
        let body = Nominate {
            selection: selection.id.clone(),
            unit: String::new(),
            code: None,
            title: None,
            evidence: evidence.to_vec(),
        };
        followed.extend(nominated(def, state, at, (*ix, first), unit, &body)?);
    }
    Ok(followed)
}

/// The selection of this id that takes candidates.
fn selection<'d>(def: &'d Definition, id: &str) -> Result<(SelectionIx, &'d Selection), Refusal> {
    let all = (0u16..).map(SelectionIx).zip(&def.selections);
    let Some((ix, found)) = all.into_iter().find(|(_, selection)| selection.id == id) else {
        let ids = def.selections.iter().map(|selection| selection.id.as_str());
        return Err(unknown(id!("selection"), id, ids));
    };
    if def.retired.selections.contains(&ix) {
        return Err(Refusal::wrong_state(text!("selection-was-taken-out-of-the-file", id)));
    }
    Ok((ix, found))
}

fn no_stage(selection: &Selection) -> Refusal {
    let id = &selection.id;
    Refusal::wrong_state(text!("id-has-no-stage", id))
}

fn title(selection: &Selection, title: Option<&str>) -> Result<(), Refusal> {
    let (id, titles) = (&selection.id, &selection.titles);
    let all = in_a_row::words(titles);
    let (said, instead) = match title {
        None if titles.is_empty() => return Ok(()),
        Some(title) if titles.iter().any(|known| known == title) => return Ok(()),
        None => (text!("id-has-several-titles-say-which-all", id, all), None),
        Some(title) if titles.is_empty() => (text!("id-has-one-title-leave-title-out", id, title), None),
        Some(title) => (
            text!("id-has-no-title-title-there-are-all", id, title, all),
            nearest(title, titles.iter().map(String::as_str)),
        ),
    };
    Err(Refusal::incomplete(said).instead(instead))
}

fn room(state: &State) -> Result<(), Refusal> {
    if state.candidates.all.len() < CANDIDATES_MAX {
        return Ok(());
    }
    let said = text!("the-campaign-has-candidates-max-candidates-more-it", candidates_max = CANDIDATES_MAX);
    Err(Refusal::too_large(said))
}

/// Whether a unit may be, or have, a candidate: it takes part now and is among those that the first stage is for.
fn may_be(def: &Definition, state: &State, first: &Stage, unit: UnitIx) -> Result<(), Refusal> {
    let who = match first.by {
        StageBy::Units(duty) => def.duties.get(duty.at()).map(|duty| duty.audience),
        StageBy::Volunteers(audience) => Some(audience),
        StageBy::Role(_) => None,
    };
    let row = &def.units[unit.at()];
    let (code, short) = (&row.code, &row.short);
    let said = if !state.member(unit) {
        text!("code-does-not-take-part-now", code, short)
    } else if let Some(who) = who.filter(|who| !audience::selects(def, *who, unit)) {
        let called = def.audiences.get(who.at()).map_or("", |audience| audience.name.as_str());
        text!("code-is-not-among-called-to-whom-name", code, called, name = first.name, short)
    } else {
        return Ok(());
    };
    Err(Refusal::wrong_state(said))
}

/// The nomination, and the passing of the first stage where that alone is a period of publicity or the end.
fn nominated(
    def: &Definition,
    state: &State,
    at: Instant,
    (selection, first): (SelectionIx, &Stage),
    unit: UnitIx,
    body: &Nominate,
) -> Decided {
    let candidate = state.candidates.next();
    let (code, title, evidence) = (body.code.clone(), body.title.clone(), body.evidence.clone());
    let mut events = vec![CandidateNominated { candidate, selection, unit, code, title, evidence }.into()];
    let last = def.selections[selection.at()].stages.len() == 1;
    let publicity_until = publicity(def, at, first)?;
    if last || publicity_until.is_some() {
        events.push(CandidatePassed { candidate, stage: first.id.clone(), publicity_until, last }.into());
    }
    Ok(events)
}

/// Those that want to may do so from the stage's first day to the end of its last.
fn in_window(def: &Definition, first: &Stage, at: Instant) -> Result<(), Refusal> {
    let planner = OccasionPlanner::new(def);
    let happens = calendar::occurrence(&first.rule, &def.calendar, &planner.zone, 0).ok().flatten();
    let Some(happens) = happens else { return Ok(()) };
    let (name, opens, due) = (&first.name, happens.opens, happens.due);
    let said = if at < planner.zone.start_of_day(opens) {
        text!("name-opens-on-opens", name, opens)
    } else if at >= happens.at.unwrap_or_else(|| planner.late_from(due)) {
        text!("name-ended-on-due", name, due)
    } else {
        return Ok(());
    };
    Err(Refusal::wrong_day(said))
}

/// What a nomination hands in: the unit's item, if it is open. One that put somebody forward already may put more
/// forward up to the due day.
fn handed_in(
    def: &Definition,
    state: &State,
    at: Instant,
    (duty, unit): (DutyIx, UnitIx),
    evidence: &[Evidence],
) -> Decided {
    let mine = |it: &&(OccasionIx, &Occasion)| {
        it.1.kind() == OccasionKind::Duty(duty)
            && !it.1.retired
            && audience::follows(def, it.1.kind(), it.1.plan.group, unit)
    };
    let mut all = (0u32..).map(OccasionIx).zip(&state.occasions);
    let found = all.by_ref().filter(|it| mine(&it)).last();
    let row = &def.duties[duty.at()];
    let Some((_, occasion)) = found else {
        return Err(Refusal::wrong_state(text!("id-is-not-planned", id = row.id, name = row.name)));
    };
    let item = occasion.item(unit);
    let done = matches!(item.state(), ItemState::Submitted | ItemState::Accepted | ItemState::Closed);
    if done && at < occasion.due(unit) {
        return hand_in::complete(row, evidence).map(|()| Vec::new());
    }
    if done {
        let (day, name) = (occasion.due_day(unit), &row.name);
        return Err(Refusal::wrong_day(text!("name-ended-on-day", name, day)));
    }
    let code = def.units[unit.at()].code.clone();
    let item = ItemName { occasion: occasion.key().to_owned(), unit: code };
    let submit = Submit { item, evidence: evidence.to_vec(), form: Form::default(), on: None };
    hand_in::decide(def, state, at, &submit)
}
