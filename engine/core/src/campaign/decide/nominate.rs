//! Putting somebody or something forward in a selection; where the first stage is the units' duty, that is handing it in.

use muster_protocol::command::{ItemName, Nominate, Refusal, RefusalCode, Submit};
use muster_protocol::definition::{By as StageBy, Definition, Selection, Stage, Variant};
use muster_protocol::event::{CandidateNominated, CandidatePassed, Event, HandedIn};
use muster_protocol::form::Form;
use muster_protocol::ids::{DutyIx, OccasionIx, SelectionIx, UnitIx};
use muster_protocol::item::{EVIDENCE_MAX, Evidence, OccasionKind};
use muster_protocol::time::Instant;
use muster_rules::{audience, calendar};

use super::super::plan::OccasionPlanner;
use super::super::state::{ItemState, Occasion, State};
use super::candidate::publicity;
use super::{hand_in, nearest, unknown};

/// Most candidates of one campaign: each of 2,000 units may put five forward.
const CANDIDATES_MAX: usize = 10_000;

/// Longest code of a candidate: a code is no name.
const CODE_MAX: usize = 20;

pub(super) fn nominate(
    def: &Definition,
    state: &State,
    at: Instant,
    body: &Nominate,
) -> Result<Vec<Event>, Refusal> {
    let (ix, selection) = selection(def, &body.selection)?;
    let Some(unit) = def.unit_by_code(&body.unit) else {
        return Err(unknown(("unit", "单位"), &body.unit, def.units.iter().map(|unit| unit.code.as_str())));
    };
    code(body.code.as_deref())?;
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
            few(&body.evidence)?;
            in_window(def, first, at)?;
        }
        StageBy::Role(_) => few(&body.evidence)?,
    }
    Ok(events)
}

/// Handing in the first stage of a selection puts the unit itself forward, unless it put somebody forward already.
pub(super) fn follows(
    def: &Definition,
    state: &State,
    at: Instant,
    events: &[Event],
) -> Result<Vec<Event>, Refusal> {
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
            let (id, titles) = (&selection.id, selection.titles.join("、"));
            let en = format!(
                "{id} has several titles: nominate with one of them (muster nominate {id} ...): {titles}"
            );
            let zh = format!("{id}有几种称号，请用 muster nominate {id} 推荐并写明称号：{titles}");
            return Err(Refusal::with_text(RefusalCode::Incomplete, en, zh));
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
        return Err(unknown(("selection", "评选"), id, ids));
    };
    if def.retired.selections.contains(&ix) {
        let en = format!("{id} was taken out of the file: it takes no further candidates");
        let zh = format!("{id}已从文件里删去，不再接受推荐；已经推荐的照常进行");
        return Err(Refusal::with_text(RefusalCode::WrongState, en, zh));
    }
    Ok((ix, found))
}

fn no_stage(selection: &Selection) -> Refusal {
    let id = &selection.id;
    Refusal::with_text(RefusalCode::WrongState, format!("{id} has no stage"), format!("{id}没有步骤"))
}

fn code(code: Option<&str>) -> Result<(), Refusal> {
    let Some(code) = code else { return Ok(()) };
    let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    if !code.is_empty() && code.len() <= CODE_MAX && code.chars().all(fits) {
        return Ok(());
    }
    let en = format!(
        "a code has 1 to {CODE_MAX} small letters, digits and hyphens, and is no person's name: write such as a1"
    );
    let zh = format!("代号用1到{CODE_MAX}个小写字母、数字或连字符，不写人名，如 a1");
    Err(Refusal::with_text(RefusalCode::Incomplete, en, zh))
}

fn title(selection: &Selection, title: Option<&str>) -> Result<(), Refusal> {
    let (id, titles) = (&selection.id, &selection.titles);
    let all = titles.join("、");
    let (en, zh, instead) = match title {
        None if titles.is_empty() => return Ok(()),
        Some(title) if titles.iter().any(|known| known == title) => return Ok(()),
        None => (
            format!("{id} has several titles, say which: {all}"),
            format!("{id}有几种称号，请写明是哪种：{all}"),
            None,
        ),
        Some(title) if titles.is_empty() => (
            format!("{id} has one title: leave “{title}” out"),
            format!("{id}只有一种称号，不用写“{title}”"),
            None,
        ),
        Some(title) => (
            format!("{id} has no title “{title}”: there are {all}"),
            format!("{id}没有“{title}”这种称号，有：{all}"),
            nearest(title, titles.iter().map(String::as_str)),
        ),
    };
    Err(Refusal::with_text(RefusalCode::Incomplete, en, zh).instead(instead))
}

fn room(state: &State) -> Result<(), Refusal> {
    if state.candidates.all.len() < CANDIDATES_MAX {
        return Ok(());
    }
    let en = format!("the campaign has {CANDIDATES_MAX} candidates, more it cannot take");
    let zh = format!("一个活动最多推荐{CANDIDATES_MAX}个，已经满了");
    Err(Refusal::with_text(RefusalCode::TooLarge, en, zh))
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
    let (en, zh) = if !state.member(unit) {
        (format!("{code} does not take part now"), format!("{code} {short}现在不在活动里"))
    } else if let Some(who) = who.filter(|who| !audience::selects(def, *who, unit)) {
        let called = def.audiences.get(who.at()).map_or("", |audience| audience.name.as_str());
        (
            format!("{code} is not among {called}, to whom {} is open", first.name),
            format!("“{}”面向“{called}”，{code} {short}不在其中", first.name),
        )
    } else {
        return Ok(());
    };
    Err(Refusal::with_text(RefusalCode::WrongState, en, zh))
}

/// The nomination, and the passing of the first stage where that alone is a period of publicity or the end.
fn nominated(
    def: &Definition,
    state: &State,
    at: Instant,
    (selection, first): (SelectionIx, &Stage),
    unit: UnitIx,
    body: &Nominate,
) -> Result<Vec<Event>, Refusal> {
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

fn few(evidence: &[Evidence]) -> Result<(), Refusal> {
    if evidence.len() <= EVIDENCE_MAX && evidence.iter().all(|piece| piece.files.len() <= EVIDENCE_MAX) {
        return Ok(());
    }
    let en = format!("more than {EVIDENCE_MAX} pieces or files; hand in the rest as one archive");
    let zh = format!("一次最多{EVIDENCE_MAX}份材料或文件，其余请打包成一个文件");
    Err(Refusal::with_text(RefusalCode::TooLarge, en, zh))
}

/// Those that want to may do so from the stage's first day to the end of its last.
fn in_window(def: &Definition, first: &Stage, at: Instant) -> Result<(), Refusal> {
    let planner = OccasionPlanner::new(def);
    let happens = calendar::occurrence(&first.rule, &def.calendar, &planner.zone, 0).ok().flatten();
    let Some(happens) = happens else { return Ok(()) };
    let (name, opens, due) = (&first.name, happens.opens, happens.due);
    let (en, zh) = if at < planner.zone.start_of_day(opens) {
        (format!("{name} opens on {opens}"), format!("“{name}”{opens}才开始"))
    } else if at >= happens.at.unwrap_or_else(|| planner.late_from(due)) {
        (format!("{name} ended on {due}"), format!("“{name}”到{due}为止，已经截止"))
    } else {
        return Ok(());
    };
    Err(Refusal::with_text(RefusalCode::WrongDay, en, zh))
}

/// What a nomination hands in: the unit's item, if it is open. One that put somebody forward already may put more
/// forward up to the due day.
fn handed_in(
    def: &Definition,
    state: &State,
    at: Instant,
    (duty, unit): (DutyIx, UnitIx),
    evidence: &[Evidence],
) -> Result<Vec<Event>, Refusal> {
    let mine = |it: &&(OccasionIx, &Occasion)| {
        it.1.kind() == OccasionKind::Duty(duty)
            && !it.1.retired
            && audience::follows(def, it.1.kind(), it.1.plan.group, unit)
    };
    let mut all = (0u32..).map(OccasionIx).zip(&state.occasions);
    let found = all.by_ref().filter(|it| mine(&it)).last();
    let row = &def.duties[duty.at()];
    let Some((_, occasion)) = found else {
        let (en, zh) = (format!("{} is not planned", row.id), format!("“{}”没有安排", row.name));
        return Err(Refusal::with_text(RefusalCode::WrongState, en, zh));
    };
    let item = occasion.item(unit);
    let done = matches!(item.state(), ItemState::Submitted | ItemState::Accepted | ItemState::Closed);
    if done && at < occasion.due(unit) {
        return hand_in::complete(row, evidence).map(|()| Vec::new());
    }
    if done {
        let (day, name) = (occasion.due_day(unit), &row.name);
        let (en, zh) = (format!("{name} ended on {day}"), format!("“{name}”到{day}为止，已经截止"));
        return Err(Refusal::with_text(RefusalCode::WrongDay, en, zh));
    }
    let code = def.units[unit.at()].code.clone();
    let item = ItemName { occasion: occasion.key().to_owned(), unit: code };
    let submit = Submit { item, evidence: evidence.to_vec(), form: Form::default(), on: None };
    hand_in::decide(def, state, at, &submit)
}
