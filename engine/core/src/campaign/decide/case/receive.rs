//! A case is taken in: by which way, what it is about, who handles it, and its clocks in working time.

use muster_protocol::case::CASES_MAX;
use muster_protocol::command::{ReceiveCase, Refusal, RefusalCode};
use muster_protocol::definition::{Accept, Calendar, CaseKind, Definition, Finish, IntakeChannel, Limit};
use muster_protocol::event::{CaseAccepted, CaseReceived, Event};
use muster_protocol::ids::{CaseIx, CaseKindIx, OccasionIx, UnitIx};
use muster_protocol::time::Instant;
use muster_rules::zone::Zone;
use muster_rules::{audience, calendar, limit};

use super::super::super::issuer::Issuer;
use super::super::super::message::announce;
use super::super::super::plan::OccasionPlanner;
use super::super::super::state::State;
use super::super::{find, nearest, unknown};
use super::missing;

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
) -> Result<Vec<Event>, Refusal> {
    let number = state.cases.all.len();
    let case = u32::try_from(number).ok().filter(|number| *number < CASES_MAX).ok_or_else(|| {
        let en = format!("the campaign has {number} cases, at most {CASES_MAX}");
        Refusal::with_text(RefusalCode::TooLarge, en, format!("活动已有{number}件，最多{CASES_MAX}件"))
    })?;
    let (of_kind, kind) = kind_of(def, &body.kind)?;
    let received = instant(state, at, body.received)?;
    let unit = handler(def, state, kind, body.unit.as_deref())?;
    let about = about(kind, body.about.as_deref())?;
    let planner = OccasionPlanner::new(def);
    let cal = audience::calendar_of(def, unit.and_then(|unit| audience::group_of(def, unit)));
    let Clocks { accept_by, finish_by, statutory } =
        clocks(kind, about, cal, &planner.zone, received).map_err(|error| no_calendar(&error))?;
    let case = CaseIx(case);
    let mut events = vec![
        CaseReceived {
            case,
            of_kind,
            way: channel_of(kind, body.way)?,
            about: about.map(str::to_owned),
            unit,
            at_occasion: occasion(def, state, body)?,
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
    events.extend(announce::of_new_case(def, state, (at, by), (case, of_kind, finish_by, unit)));
    Ok(events)
}

fn kind_of<'d>(def: &'d Definition, id: &str) -> Result<(CaseKindIx, &'d CaseKind), Refusal> {
    let all = (0u16..).map(CaseKindIx).zip(&def.cases);
    let mut taken = all.clone().filter(|(ix, _)| !def.retired.cases.contains(ix));
    if let Some(found) = taken.clone().find(|(_, kind)| kind.id == id) {
        return Ok(found);
    }
    if all.into_iter().any(|(_, kind)| kind.id == id) {
        let en = format!("{id} was taken out of the file: no further cases come in under it");
        let zh = format!("{id}已从文件里删去，不再收件；已经收到的照常办理");
        return Err(Refusal::with_text(RefusalCode::WrongState, en, zh));
    }
    Err(unknown(("kind of case", "办件类型"), id, taken.by_ref().map(|(_, kind)| kind.id.as_str())))
}

fn instant(state: &State, at: Instant, said: Option<Instant>) -> Result<Instant, Refusal> {
    let received = said.unwrap_or(at);
    let (en, zh) = if received > at {
        ("it lies in the future", "收到的时间还没到")
    } else if received < state.launched_at {
        ("it lies before the campaign was launched", "收到的时间早于活动启动")
    } else {
        return Ok(received);
    };
    Err(Refusal::with_text(RefusalCode::WrongDay, format!("received at {received}: {en}"), zh))
}

/// The ways of a kind that names none.
const ANY_CHANNEL: [IntakeChannel; 4] =
    [IntakeChannel::Field, IntakeChannel::Window, IntakeChannel::Hotline, IntakeChannel::Online];

/// The way by which it came; it may be left out where there is one.
fn channel_of(kind: &CaseKind, said: Option<IntakeChannel>) -> Result<IntakeChannel, Refusal> {
    let allowed = if kind.ways.is_empty() { &ANY_CHANNEL[..] } else { &kind.ways };
    let ways = allowed.iter().map(|way| word(*way).0).collect::<Vec<_>>().join("、");
    match (said, allowed) {
        (Some(way), some) if some.contains(&way) => Ok(way),
        (None, [only]) => Ok(*only),
        (None, _) => {
            let known: Vec<&str> = allowed.iter().map(|way| word(*way).1).collect();
            let en = format!("say by which way a case of {} came in: {}", kind.id, known.join(", "));
            Err(missing(en, format!("{}：请写明来源（{ways}）", kind.name)))
        }
        (Some(way), some) => {
            let known: Vec<&str> = some.iter().map(|way| word(*way).1).collect();
            let (zh, en) = word(way);
            Err(missing(
                format!("cases of {} come in by {}, not by {en}", kind.id, known.join(", ")),
                format!("{}的来源是{ways}，不是{zh}", kind.name),
            ))
        }
    }
}

/// A way in Chinese and in English.
fn word(way: IntakeChannel) -> (&'static str, &'static str) {
    match way {
        IntakeChannel::Field => ("现场", "field"),
        IntakeChannel::Window => ("窗口", "window"),
        IntakeChannel::Hotline => ("热线", "hotline"),
        IntakeChannel::Online => ("网上", "online"),
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
    let Some(unit) = def.unit_by_code(code) else {
        return Err(unknown(("unit", "单位"), code, def.units.iter().map(|unit| unit.code.as_str())));
    };
    if kind.audience.is_some_and(|audience| !audience::selects(def, audience, unit)) {
        let en = format!("unit {code} does not handle cases of {}", kind.id);
        return Err(Refusal::with_text(RefusalCode::UnknownName, en, format!("{code}不办“{}”", kind.name)));
    }
    if !state.member(unit) {
        let en = format!("unit {code} is not a member now");
        return Err(Refusal::with_text(RefusalCode::WrongState, en, format!("{code}现在不在活动里")));
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
    let listed = known.join("、");
    match (said, known.is_empty()) {
        (None, true) => Ok(None),
        (None, false) => Err(missing(
            format!("say what the case is about: one of {listed}"),
            format!("{}：请写明是哪一种（{listed}）", kind.name),
        )),
        (Some(said), true) => Err(missing(
            format!("cases of {} are not told apart; leave “{said}” out", kind.id),
            format!("{}不分种类，请不要写“{said}”", kind.name),
        )),
        (Some(said), false) => {
            let found = known.iter().find(|known| **known == said).copied();
            let refusal = missing(
                format!("“{said}” is none of {listed}"),
                format!("“{said}”不在“{}”的种类里（{listed}）", kind.name),
            );
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

/// The visit or other item at which it was brought.
fn occasion(def: &Definition, state: &State, body: &ReceiveCase) -> Result<Option<OccasionIx>, Refusal> {
    body.at.as_ref().map(|item| find(def, state, item).map(|(ix, ..)| ix)).transpose()
}

fn no_calendar(error: &calendar::MissingYear) -> Refusal {
    let zh = format!(
        "日历{}没有{}年的放假安排，算不出时限；请补上这一年，再用 muster apply 更新",
        error.calendar, error.year
    );
    let en = format!("{error}: the times cannot be computed; add that year and `muster apply` it");
    Refusal::with_text(RefusalCode::WrongDay, en, zh)
}
