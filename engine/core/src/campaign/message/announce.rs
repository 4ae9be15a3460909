//! What is said at once of something that is no item: of a case, of an objection, of an appeal. It is an occasion that asks for nothing,
//! opened for one unit, with one step for each person who hears of it.

use muster_protocol::catalogue::Listed;
use muster_protocol::definition::{CardColour, Definition, Right, Role, Scope, ScoreSheet};
use muster_protocol::event::{Event, Given, OccasionOpened, OccasionPlanned, StepWithdrawn};
use muster_protocol::ids::{CaseIx, CaseKindIx, OccasionIx, RoleIx, UnitIx};
use muster_protocol::item::{AppealNews, CaseNews, OccasionKind, PlannedStep, StepKind, StepReason};
use muster_protocol::refs::Planned;
use muster_protocol::say;
use muster_protocol::time::{Date, Instant};
use muster_rules::audience::contact_of;
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
    unit: UnitIx,
    what: StepKind,
    /// The day that it counts down to.
    day: Date,
    to: Vec<RoleIx>,
    /// How many occasions the same command plans before it.
    beside: usize,
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
        unit,
        what: StepKind::CaseNews(news),
        day: planner.zone.date_of(finish_by.plus(-1)),
        to,
        beside,
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
    let about = about_case(&kind.id, number);
    let mut events = Vec::new();
    for nth in 1u32.. {
        let Some(ix) = state.numbering.by_key(&key(&about, nth)) else { break };
        let Some(occasion) = state.occasion(ix) else { break };
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
        unit,
        what: StepKind::Objected,
        day: planner.zone.date_of(at),
        to,
        beside: 0,
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
        unit: to,
        what: StepKind::Given,
        day: planner.zone.date_of(at),
        to: vec![policy.to],
        beside: 0,
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
        OccasionKind::Phase(_)
        | OccasionKind::Snapshot(_)
        | OccasionKind::Announcement
        | OccasionKind::Rating { .. }
        | OccasionKind::Stage { .. } => None,
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
        AppealNews::Upheld | AppealNews::Dismissed => {
            let may = |role: &Role| role.scope == Scope::Unit && role.can.contains(&Right::Appeal);
            let theirs = (0u8..).map(RoleIx).zip(&def.roles).filter(|(_, role)| may(role)).map(|(ix, _)| ix);
            let clerk = def.policies.first().map(|policy| policy.to);
            (clerk.into_iter().chain(theirs).collect(), planner.zone.date_of(at))
        }
    };
    let title = say!(def.templates.language, "appeal-in-letters", name = sheet.name, line, number);
    let about = format!("appeal-{}.{number}", sheet.id);
    let what = StepKind::AppealNews(news);
    announce(&planner, state, at, Announcement { about, title, unit, what, day, to, beside })
}

fn key(about: &str, nth: u32) -> String {
    format!("{about}-{nth}")
}

/// The events of an announcement; none where nobody would hear it, or where the calendar does not know the day.
fn announce(planner: &OccasionPlanner<'_>, state: &State, at: Instant, said: Announcement) -> Vec<Event> {
    let Announcement { about, title, unit, what, day, to, beside } = said;
    let kind = OccasionKind::Announcement;
    let Ok(Some((_, heard))) = planner.heard((kind, None), at) else { return Vec::new() };
    let (mut people, mut steps) = (Vec::new(), Vec::new());
    for role in to {
        // Two posts that one person holds are one person.
        let Some(contact) = contact_of(planner.def, unit, role).filter(|it| !people.contains(it)) else {
            continue;
        };
        people.push(contact);
        let no = u8::try_from(steps.len()).unwrap_or(u8::MAX);
        steps.push(PlannedStep { no, at: heard, kind: what, to: role });
    }
    if steps.is_empty() || !state.member(unit) {
        return Vec::new();
    }
    let nth = (1u32..).find(|nth| state.numbering.by_key(&key(&about, *nth)).is_none()).unwrap_or(u32::MAX);
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
        given: Some(Given { title, units: vec![unit], found_at: None, caused_by: None }),
    };
    vec![planned.into(), OccasionOpened { occasion, due: at, without: Vec::new() }.into()]
}
