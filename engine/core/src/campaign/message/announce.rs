//! What is said at once of something that is no item: of a case, an objection, scores, an appeal, a list. It is an occasion that asks
//! for nothing, opened for one unit or for those that hear the same, with one step for each person who hears of it.

use std::collections::BTreeMap;

use muster_protocol::catalogue::Listed;
use muster_protocol::definition::{CardColour, DecidedList, Definition, Right, Role, Scope, ScoreSheet};
use muster_protocol::event::{Event, Given, OccasionOpened, OccasionPlanned, StepWithdrawn};
use muster_protocol::ids::{CaseIx, CaseKindIx, OccasionIx, RoleIx, UnitIx};
use muster_protocol::item::{
    AppealNews, CHUNK, CaseNews, ListNews, OccasionKind, PlannedStep, StepKind, StepReason,
};
use muster_protocol::refs::Planned;
use muster_protocol::time::{Date, Instant};
use muster_protocol::{any_of, say};
use muster_rules::audience::{self, contact_of, person_of};
use muster_rules::score::sheet::public_until;
use muster_rules::task;

use super::super::case::Case;
use super::super::plan::{OccasionPlanner, id_of};
use super::super::rights::Issuer;
use super::super::state::{Occasion, State};

/// Something to be said.
struct Announcement {
    /// What the keys of its occasions begin with, such as `case-hotline.12`.
    about: String,
    title: String,
    /// Units of which the same roles are held.
    units: Vec<UnitIx>,
    what: StepKind,
    /// The day that it counts down to.
    day: Date,
    to: Vec<RoleIx>,
    /// How many occasions the same command plans before it.
    beside: usize,
    /// How many of these are about the same.
    alike: usize,
}

/// The name that a case has in letters and in the keys of what is said of it.
fn called(def: &Definition, name: &str, (id, number): (&str, usize)) -> String {
    say!(def.templates.language, "case-or-candidate-in-letters", name, id, number)
}

/// What is said when something becomes of a case, at `at`: to the unit that has it, when it is passed up to those who
/// reply, when it is late also to those who get the first card. Nothing is said of a case that no unit has.
pub(in crate::campaign) fn of_case(
    def: &Definition,
    state: &State,
    (at, number): (Instant, usize),
    (of_kind, finish_by, unit): (CaseKindIx, Instant, Option<UnitIx>),
    news: CaseNews,
) -> Vec<Event> {
    let Some(unit) = unit else { return Vec::new() };
    case_news(def, state, (at, number, 0), (of_kind, finish_by, unit), news)
}

/// The same of a unit that has the case, or at which it was brought; `beside` are the occasions that the same command plans
/// before it.
fn case_news(
    def: &Definition,
    state: &State,
    (at, number, beside): (Instant, usize, usize),
    (of_kind, finish_by, unit): (CaseKindIx, Instant, UnitIx),
    news: CaseNews,
) -> Vec<Event> {
    let Some(kind) = def.cases.get(of_kind.at()) else { return Vec::new() };
    let Some(policy) = def.policies.first() else { return Vec::new() };
    let to = match news {
        CaseNews::Dispatched | CaseNews::Replied => vec![policy.to],
        CaseNews::PassedUp => kind.pass_up.into_iter().collect(),
        CaseNews::Waits => dispatchers(def),
        CaseNews::Late => {
            let late = policy.cards.iter().find(|card| card.colour != CardColour::Blue);
            let cards = late.into_iter().flat_map(|card| card.to.iter().copied());
            std::iter::once(policy.to).chain(cards).collect()
        }
    };
    let planner = OccasionPlanner::new(def);
    let announcement = Announcement {
        about: about_case(&kind.id, number),
        title: called(def, &kind.name, (&kind.id, number)),
        units: vec![unit],
        what: StepKind::CaseNews(news),
        day: planner.zone.date_of(finish_by.plus(-1)),
        to,
        beside,
        alike: 0,
    };
    announce(&planner, state, at, announcement)
}

fn about_case(kind: &str, number: usize) -> String {
    format!("case-{kind}.{number}")
}

/// Roles of the whole campaign that handle cases: they give one that no unit has yet to a unit.
fn dispatchers(def: &Definition) -> Vec<RoleIx> {
    let handles =
        |role: &Role| matches!(role.scope, Scope::Campaign(_)) && role.can.contains(&Right::HandleCases);
    (0u8..).map(RoleIx).zip(&def.roles).filter(|(_, role)| handles(role)).map(|(ix, _)| ix).collect()
}

/// The case of which an announcement with this key speaks: what [`about_case`] and [`key`] make, read back.
pub(super) fn case_of(key: &str) -> Option<CaseIx> {
    let (about, _) = key.strip_prefix("case-")?.rsplit_once('-')?;
    let (_, number) = about.rsplit_once('.')?;
    number.parse::<u32>().ok()?.checked_sub(1).map(CaseIx)
}

/// What is said when a case comes in for a unit: as when it is given to it later. Who took it in for their own unit knows. One
/// that was brought at a visit and that no unit has yet is told to those who give it to one.
pub(in crate::campaign) fn of_new_case(
    def: &Definition,
    state: &State,
    (at, beside, by): (Instant, usize, Issuer<'_>),
    (case, of_kind, finish_by, (unit, place)): (
        CaseIx,
        CaseKindIx,
        Instant,
        (Option<UnitIx>, Option<UnitIx>),
    ),
) -> Vec<Event> {
    let (unit, news) = match (unit, place) {
        (Some(unit), _) => (unit, CaseNews::Dispatched),
        (None, Some(place)) => (place, CaseNews::Waits),
        (None, None) => return Vec::new(),
    };
    let hears = |role: RoleIx| {
        let contact = contact_of(def, unit, role).and_then(|contact| def.contacts.get(contact.at()));
        contact.is_some_and(|who| by.whose() == who.id || by.whose() == who.post)
    };
    let knows = match news {
        CaseNews::Waits => dispatchers(def).into_iter().any(hears),
        CaseNews::Dispatched | CaseNews::PassedUp | CaseNews::Replied | CaseNews::Late => {
            def.policies.first().is_some_and(|policy| hears(policy.to))
        }
    };
    if knows {
        return Vec::new();
    }
    case_news(def, state, (at, case.at() + 1, beside), (of_kind, finish_by, unit), news)
}

/// What was to be said of a case and was not yet: it went to another unit, or is answered.
pub(in crate::campaign) fn unannounced(
    def: &Definition,
    state: &State,
    case: &Case,
    number: usize,
) -> Vec<Event> {
    let Some(kind) = def.cases.get(case.kind.at()) else { return Vec::new() };
    not_said(state, &about_case(&kind.id, number))
}

/// What was announced of something, in the order in which it was.
fn announced<'s>(state: &'s State, about: &'s str) -> impl Iterator<Item = (OccasionIx, &'s Occasion)> {
    let known = (1u32..).map_while(move |nth| state.numbering.by_key(&key(about, nth)));
    known.filter_map(move |ix| Some((ix, state.occasion(ix)?)))
}

/// Takes back what was announced of something and has not gone out.
fn not_said(state: &State, about: &str) -> Vec<Event> {
    let mut events = Vec::new();
    for (ix, occasion) in announced(state, about) {
        for (unit, item) in occasion.units() {
            let steps: Vec<u8> = occasion.ahead(unit).map(|step| step.no).collect();
            if !steps.is_empty() {
                let (units, reason, due_version) = (vec![unit], StepReason::NoLongerDue, item.due_version());
                events.push(StepWithdrawn { reason, occasion: ix, due_version, units, steps }.into());
            }
        }
    }
    events
}

/// What is said when somebody objects to a candidate: to its unit, and to the one who has the stage.
pub(in crate::campaign) fn of_objection(
    def: &Definition,
    state: &State,
    at: Instant,
    (name, selection, number): (&str, &str, usize),
    (unit, stage): (UnitIx, Option<RoleIx>),
) -> Vec<Event> {
    let planner = OccasionPlanner::new(def);
    let to = def.policies.first().map(|policy| policy.to).into_iter().chain(stage).collect();
    let announcement = Announcement {
        about: format!("objection-{selection}.{number}"),
        title: called(def, name, (selection, number)),
        units: vec![unit],
        what: StepKind::Objected,
        day: planner.zone.date_of(at),
        to,
        beside: 0,
        alike: 0,
    };
    announce(&planner, state, at, announcement)
}

/// Most matters that are named one by one where a unit is merged; how many there are is said besides.
const NAMED_MOST: usize = 8;

/// What is said when a unit is merged into another: to that one's clerk, what passes on to it. Where it has the same item already,
/// that one stands for both, and its clerk is to know that too.
pub(in crate::campaign) fn of_merger(
    def: &Definition,
    state: &State,
    at: Instant,
    (left, to): (UnitIx, UnitIx),
    (items, cases): (&[&Occasion], &[CaseIx]),
) -> Vec<Event> {
    let (Some(unit), Some(policy)) = (def.units.get(left.at()), def.policies.first()) else {
        return Vec::new();
    };
    let count = items.len() + cases.len();
    if count == 0 {
        return Vec::new();
    }
    let case = |ix: &CaseIx| {
        let kind = def.cases.get(state.cases.get(*ix)?.kind.at())?;
        Some(called(def, &kind.name, (&kind.id, ix.at() + 1)))
    };
    let names = items.iter().map(|occasion| name_of(def, occasion)).chain(cases.iter().filter_map(case));
    let names: Vec<String> = names.take(NAMED_MOST).collect();
    let (code, short, language) = (&unit.code, &unit.short, def.templates.language);
    let title =
        say!(language, "unit-was-merged-and-passes-on", code, short, #count = count, names: Listed(&names));
    let planner = OccasionPlanner::new(def);
    let announcement = Announcement {
        about: format!("merged-{code}"),
        title,
        units: vec![to],
        what: StepKind::Given,
        day: planner.zone.date_of(at),
        to: vec![policy.to],
        beside: 0,
        alike: 0,
    };
    announce(&planner, state, at, announcement)
}

/// What an occasion is called among others: its name, and its period where it has one.
fn name_of(def: &Definition, occasion: &Occasion) -> String {
    let plan = occasion.plan();
    let name = match plan.kind {
        OccasionKind::Duty(duty) => {
            let duty = def.duties.get(duty.at());
            task::title_of(def, plan).or_else(|| duty.map(|duty| duty.name.clone()))
        }
        OccasionKind::Visit(programme) => def.visits.get(programme.at()).map(|it| it.name.clone()),
        any_of!(OccasionKind: Phase Snapshot Announcement Rating Stage Round) => None,
    };
    let name = name.unwrap_or_else(|| occasion.key().to_owned());
    let id = id_of(def, plan.kind);
    let period = occasion.key().strip_prefix(id.as_str()).and_then(|rest| rest.strip_prefix('.'));
    match period.filter(|_| plan.given.is_none()) {
        Some(period) => say!(def.templates.language, "matter-of-a-period", name, period),
        None => name,
    }
}

/// What is said of an appeal, the `number`th, at `at`: when it is filed to who answers it, when it is answered to the unit and to
/// those of it who may appeal. `beside` are the occasions that the same command plans before it.
pub(in crate::campaign) fn of_appeal(
    def: &Definition,
    state: &State,
    (at, beside): (Instant, usize),
    (sheet, line, number): (&ScoreSheet, &str, usize),
    (unit, news): (UnitIx, AppealNews),
) -> Vec<Event> {
    let Some(appeals) = &sheet.appeals else { return Vec::new() };
    let planner = OccasionPlanner::new(def);
    let (to, day) = match news {
        AppealNews::Filed => (vec![appeals.by], appeals.last_answer),
        AppealNews::Upheld | AppealNews::Dismissed => (who_may(def, Right::Appeal), planner.zone.date_of(at)),
    };
    let title = say!(def.templates.language, "appeal-in-letters", name = sheet.name, line, number);
    let about = format!("appeal-{}.{number}", sheet.id);
    let (what, units) = (StepKind::AppealNews(news), vec![unit]);
    announce(&planner, state, at, Announcement { about, title, units, what, day, to, beside, alike: 0 })
}

fn about_listed(list: &DecidedList, number: usize) -> String {
    format!("list-{}.{number}", list.id)
}

/// Whether somebody was written to of an entry of a list, the `number`th.
pub(in crate::campaign) fn is_told_of(state: &State, list: &DecidedList, number: usize) -> bool {
    let about = about_listed(list, number);
    announced(state, &about).any(|(_, occasion)| occasion.units().any(|(_, item)| item.issued != 0))
}

/// That an entry of a list is proposed is not said any more once it is decided: until when somebody may speak would be wrong.
pub(in crate::campaign) fn unproposed(state: &State, list: &DecidedList, number: usize) -> Vec<Event> {
    not_said(state, &about_listed(list, number))
}

/// What the one concerned hears of an entry of a list, the `number`th, at `at`: that it is proposed, with the last day for a
/// statement, and what was decided.
pub(in crate::campaign) fn of_listed(
    def: &Definition,
    state: &State,
    at: Instant,
    (list, kind, number): (&DecidedList, &str, usize),
    (unit, news, day): (UnitIx, ListNews, Date),
) -> Vec<Event> {
    let announcement = Announcement {
        about: about_listed(list, number),
        title: say!(def.templates.language, "entry-of-a-list-in-letters", name = list.name, kind, number),
        units: vec![unit],
        what: StepKind::ListNews(news),
        day,
        to: who_may(def, Right::State),
        beside: 0,
        alike: 0,
    };
    announce(&OccasionPlanner::new(def), state, at, announcement)
}

/// The receivers of reminders at a unit, and those of it who have a right, such as to appeal.
fn who_may(def: &Definition, right: Right) -> Vec<RoleIx> {
    let may = |role: &Role| role.scope == Scope::Unit && role.can.contains(&right);
    let theirs = (0u8..).map(RoleIx).zip(&def.roles).filter(|(_, role)| may(role)).map(|(ix, _)| ix);
    def.policies.first().map(|policy| policy.to).into_iter().chain(theirs).collect()
}

/// What is said when the scores of a sheet are public, at its freeze: to each unit that it scores, up to when an appeal may be
/// filed. Nothing of a sheet that knows no publicity. `beside` are the occasions that are planned before it.
pub(in crate::campaign) fn of_scores(
    def: &Definition,
    state: &State,
    (at, beside): (Instant, usize),
    sheet: &ScoreSheet,
) -> Vec<Event> {
    let Some(day) = public_until(def, sheet) else { return Vec::new() };
    let (planner, roles) = (OccasionPlanner::new(def), who_may(def, Right::Appeal));
    // What units share is planned once: those whose people hold the same roles.
    let mut alike: BTreeMap<Vec<RoleIx>, Vec<UnitIx>> = BTreeMap::new();
    let scored = audience::members_on(def, sheet.audience, sheet.freeze).into_iter();
    for unit in scored.filter(|unit| state.member(*unit)) {
        let hear = hearing(def, unit, &roles);
        if !hear.is_empty() {
            alike.entry(hear).or_default().push(unit);
        }
    }
    let chunks = alike.iter().flat_map(|(to, units)| units.chunks(CHUNK).map(move |units| (to, units)));
    let said = chunks.enumerate().flat_map(|(nth, (to, units))| {
        let announcement = Announcement {
            about: format!("scores-{}", sheet.id),
            title: sheet.name.clone(),
            units: units.to_vec(),
            what: StepKind::ScoresPublic,
            day,
            to: to.clone(),
            beside: beside + nth,
            alike: nth,
        };
        announce(&planner, state, at, announcement)
    });
    said.collect()
}

fn key(about: &str, nth: u32) -> String {
    format!("{about}-{nth}")
}

/// Of some roles those that somebody holds for a unit. Two posts that one person holds are one person.
fn hearing(def: &Definition, unit: UnitIx, roles: &[RoleIx]) -> Vec<RoleIx> {
    let (mut people, mut hear) = (Vec::new(), Vec::new());
    for role in roles {
        let person = contact_of(def, unit, *role).map(|post| person_of(def, post));
        let Some(person) = person.filter(|it| !people.contains(it)) else { continue };
        people.push(person);
        hear.push(*role);
    }
    hear
}

/// The events of an announcement; none where nobody would hear it, or where the calendar does not know the day.
fn announce(planner: &OccasionPlanner<'_>, state: &State, at: Instant, said: Announcement) -> Vec<Event> {
    let Announcement { about, title, mut units, what, day, to, beside, alike } = said;
    let kind = OccasionKind::Announcement;
    let Ok(Some((_, heard))) = planner.heard((kind, None), at) else { return Vec::new() };
    units.retain(|unit| state.member(*unit));
    let Some(first) = units.first() else { return Vec::new() };
    let step = |(no, to)| PlannedStep { no, at: heard, kind: what, to };
    let steps: Vec<PlannedStep> = (0u8..).zip(hearing(planner.def, *first, &to)).map(step).collect();
    if steps.is_empty() {
        return Vec::new();
    }
    let mut free = (1u32..).filter(|nth| state.numbering.by_key(&key(&about, *nth)).is_none());
    let nth = free.nth(alike).unwrap_or(u32::MAX);
    let occasion = OccasionIx(u32::try_from(state.occasions.len() + beside).unwrap_or(u32::MAX));
    let calendar = &planner.def.calendar;
    let planned = OccasionPlanned {
        occasion: Planned { ix: occasion, key: key(&about, nth).into() },
        kind,
        nth: nth - 1,
        group: None,
        opens: at,
        due_day: day,
        due: planner.late_from(day),
        steps,
        backfill: false,
        catch_up_hours: 0,
        calendar: format!("{}@{}", calendar.name, calendar.version),
        zone_data: planner.def.zone_data.clone(),
        given: Some(Given { title, units, found_at: None, caused_by: None }),
    };
    vec![planned.into(), OccasionOpened { occasion, due: at, without: Vec::new() }.into()]
}
