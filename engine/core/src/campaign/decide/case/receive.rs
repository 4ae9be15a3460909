//! A case is taken in: by which way, what it is about, who handles it, and its clocks in working time.

use muster_protocol::case::CASES_MAX;
use muster_protocol::catalogue::LocalizedText;
use muster_protocol::command::{ReceiveCase, Refusal};
use muster_protocol::definition::{
    Accept, Calendar, CaseKind, Definition, Finish, Limit, USUAL_SOURCES, source_word,
};
use muster_protocol::event::{CaseAccepted, CaseReceived, Event, FoundAt};
use muster_protocol::ids::{CaseIx, CaseKindIx, UnitIx};
use muster_protocol::time::Instant;
use muster_protocol::{id, text};
use muster_rules::visit::terms::terms_of;
use muster_rules::zone::Zone;
use muster_rules::{audience, calendar, limit};

use super::super::super::message::announce;
use super::super::super::plan::OccasionPlanner;
use super::super::super::rights::Issuer;
use super::super::super::state::State;
use super::super::{Decided, find, nearest, unit, unknown};
use crate::definition::activities::cases::source_code;
use muster_protocol::catalogue::in_a_row;

/// The clocks of a case: late to accept, late to finish as promised, late by law.
struct Clocks {
    accept_by: Option<Instant>,
    finish_by: Instant,
    statutory: Option<Instant>,
}

pub(in super::super) fn receive(
    def: &Definition,
    state: &State,
    at: Instant,
    by: Issuer<'_>,
    body: &ReceiveCase,
) -> Decided {
    receive_beside(def, state, (at, &[]), by, body)
}

/// The same behind what the same command leads to before it: cases and occasions are counted on from there.
pub(in super::super) fn receive_beside(
    def: &Definition,
    state: &State,
    (at, before): (Instant, &[Event]),
    by: Issuer<'_>,
    body: &ReceiveCase,
) -> Decided {
    let received = before.iter().filter(|event| matches!(event, Event::CaseReceived(_))).count();
    let planned = before.iter().filter(|event| matches!(event, Event::OccasionPlanned(_))).count();
    let number = state.cases.all.len() + received;
    let case = u32::try_from(number).ok().filter(|number| *number < CASES_MAX).ok_or_else(|| {
        Refusal::too_large(
            text!("the-campaign-has-number-cases-at-most-cases", #number = number, cases_max = CASES_MAX),
        )
    })?;
    let (of_kind, kind) = kind_of(def, &body.kind)?;
    let received = instant(state, at, body.received)?;
    let unit = handler(def, state, kind, body.unit.as_deref())?;
    let about = about(kind, body.about.as_deref())?;
    let brought_at = brought_at(def, state, body)?;
    let planner = OccasionPlanner::new(def);
    let cal = audience::calendar_of(def, unit.and_then(|unit| audience::group_of(def, unit)));
    let Clocks { accept_by, finish_by, statutory } =
        clocks(kind, about, cal, &planner.zone, received).map_err(|error| no_calendar(&error))?;
    let case = CaseIx(case);
    let mut events = vec![
        CaseReceived {
            case,
            of_kind,
            source: source_of(kind, body.source.as_deref())?,
            about: about.map(str::to_owned),
            unit,
            brought_at: brought_at.clone(),
            text: body.text,
            received,
            accept_by,
            finish_by,
            statutory,
        }
        .into(),
    ];
    // Who takes it in on the spot accepts it by that; a kind without a time to accept has nothing to accept.
    if matches!(kind.accept, Some(Accept::OnTheSpot) | None) {
        events.push(CaseAccepted { case }.into());
    }
    let place = brought_at.map(|visit| visit.place);
    let about = (case, of_kind, finish_by, (unit, place));
    events.extend(announce::of_new_case(def, state, (at, planned, by), about));
    Ok(events)
}

fn kind_of<'d>(def: &'d Definition, id: &str) -> Result<(CaseKindIx, &'d CaseKind), Refusal> {
    let all = (0u16..).map(CaseKindIx).zip(&def.cases);
    let mut taken = all.clone().filter(|(ix, _)| !def.retired.cases.contains(ix));
    if let Some(found) = taken.clone().find(|(_, kind)| kind.id == id) {
        return Ok(found);
    }
    if all.into_iter().any(|(_, kind)| kind.id == id) {
        return Err(Refusal::wrong_state(text!("kind-of-case-was-taken-out-of-the-file", id)));
    }
    Err(unknown(id!("kind-of-case"), id, taken.by_ref().map(|(_, kind)| kind.id.as_str())))
}

fn instant(state: &State, at: Instant, said: Option<Instant>) -> Result<Instant, Refusal> {
    let received = said.unwrap_or(at);
    let said = if received > at {
        text!("received-at-lies-in-the-future", received)
    } else if received < state.launched_at {
        text!("received-at-lies-before-the-launch", received)
    } else {
        return Ok(received);
    };
    Err(Refusal::wrong_day(said))
}

/// Where it came from; that may be left out where there is one source. A kind that names none takes the usual ones.
fn source_of(kind: &CaseKind, said: Option<&str>) -> Result<String, Refusal> {
    let allowed: Vec<&str> = if kind.sources.is_empty() {
        USUAL_SOURCES.to_vec()
    } else {
        kind.sources.iter().map(String::as_str).collect()
    };
    let sources: Vec<LocalizedText> = allowed.iter().map(|source| source_word(source)).collect();
    let (id, name, sources) = (&kind.id, &kind.name, in_a_row::texts(&sources, id!("list-comma")));
    let code = said.map(source_code);
    match (code, allowed.as_slice()) {
        (Some(code), some) if some.contains(&code.as_str()) => Ok(code),
        (None, [only]) => Ok((*only).to_owned()),
        (None, _) => Err(Refusal::incomplete(
            text!("say-from-which-source-a-case-of-id-came", id, name, sources: sources),
        )),
        (Some(code), some) => {
            let source = source_word(&code);
            let refusal = Refusal::incomplete(
                text!("cases-of-id-come-from-sources-not", id, name, sources: sources, source: source),
            );
            Err(refusal.instead(nearest(&code, some.iter().copied())))
        }
    }
}

/// The unit that handles it: the one named, the only one that may, or none yet.
fn handler(
    def: &Definition,
    state: &State,
    kind: &CaseKind,
    code: Option<&str>,
) -> Result<Option<UnitIx>, Refusal> {
    let Some(code) = code else {
        let Some(audience) = kind.audience else { return Ok(None) };
        let members = audience::members(def, audience).into_iter().filter(|unit| state.member(*unit));
        let members: Vec<UnitIx> = members.collect();
        return Ok(if let [only] = members.as_slice() { Some(*only) } else { None });
    };
    may_handle(def, state, kind, code).map(Some)
}

/// The unit with this code, if it may handle cases of a kind.
pub(super) fn may_handle(
    def: &Definition,
    state: &State,
    kind: &CaseKind,
    code: &str,
) -> Result<UnitIx, Refusal> {
    let unit = unit(def, code)?;
    if kind.audience.is_some_and(|audience| !audience::selects(def, audience, unit)) {
        let said = text!("unit-code-does-not-handle-cases-of-id", code, id = kind.id, name = kind.name);
        return Err(Refusal::unknown_name(said));
    }
    if !state.member(unit) {
        return Err(Refusal::wrong_state(text!("unit-code-is-not-a-member-now", code)));
    }
    Ok(unit)
}

/// What it is about, where the kind distinguishes that.
fn about<'k>(kind: &'k CaseKind, said: Option<&str>) -> Result<Option<&'k str>, Refusal> {
    let known: Vec<&str> = match &kind.finish {
        Finish::Within(_) => Vec::new(),
        Finish::ByKind(kinds) => kinds.iter().map(|one| one.kind.as_str()).collect(),
        Finish::Catalogue => kind.catalogue.iter().map(|item| item.name.as_str()).collect(),
    };
    let listed = in_a_row::words(&known);
    match (said, known.is_empty()) {
        (None, true) => Ok(None),
        (None, false) => {
            Err(Refusal::incomplete(text!("say-what-the-case-is-about-one-of", listed, name = kind.name)))
        }
        (Some(said), true) => Err(Refusal::incomplete(text!(
            "cases-of-id-are-not-told-apart-leave",
            id = kind.id,
            said,
            name = kind.name
        ))),
        (Some(said), false) => {
            let found = known.iter().find(|known| **known == said).copied();
            let refusal =
                Refusal::incomplete(text!("said-is-none-of-listed", said, listed, name = kind.name));
            found.map(Some).ok_or_else(|| refusal.instead(nearest(said, known.into_iter())))
        }
    }
}

/// Computes the clocks in the working time of a calendar, from the receipt on.
fn clocks(
    kind: &CaseKind,
    about: Option<&str>,
    cal: &Calendar,
    zone: &Zone,
    received: Instant,
) -> Result<Clocks, calendar::MissingYear> {
    let ends = |within: Limit| limit::deadline(within, cal, zone, received);
    let accept_by = match kind.accept {
        Some(Accept::Within(within)) => Some(ends(within)?),
        Some(Accept::OnTheSpot) | None => None,
    };
    let (finish_by, statutory) = match &kind.finish {
        Finish::Within(within) => (ends(*within)?, None),
        Finish::ByKind(kinds) => {
            let one = kinds.iter().find(|one| Some(one.kind.as_str()) == about);
            (ends(one.map_or(Limit::SameDay, |one| one.within))?, None)
        }
        Finish::Catalogue => {
            let item = kind.catalogue.iter().find(|item| Some(item.name.as_str()) == about);
            let (promised, statutory) = item.map_or((0, 0), |item| (item.promised, item.statutory));
            (ends(days(promised))?, Some(ends(days(statutory))?))
        }
    };
    Ok(Clocks { accept_by, finish_by, statutory })
}

/// So many working days; none is the same day.
fn days(days: u16) -> Limit {
    if days == 0 { Limit::SameDay } else { Limit::Workdays(days) }
}

/// The visit or other item at which it was brought. Where the file says what is carried back from there becomes, it becomes no
/// other kind of case.
fn brought_at(def: &Definition, state: &State, body: &ReceiveCase) -> Result<Option<FoundAt>, Refusal> {
    let Some(item) = &body.at else { return Ok(None) };
    let (ix, occasion, place) = find(def, state, item)?;
    let asked = terms_of(def, occasion.kind()).and_then(|terms| terms.cases.as_ref());
    match asked.filter(|kind| **kind != body.kind) {
        Some(kind) => {
            Err(Refusal::wrong_state(text!("what-is-brought-there-becomes-another-kind-of-case", item, kind))
                .instead(Some(kind.clone())))
        }
        None => Ok(Some(FoundAt { occasion: ix, place })),
    }
}

fn no_calendar(error: &calendar::MissingYear) -> Refusal {
    Refusal::wrong_day(text!(
        "the-times-cannot-be-computed-without-the-year",
        calendar = error.calendar,
        year = error.year
    ))
}
