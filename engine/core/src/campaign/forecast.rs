//! What lies ahead of people as things stand: every item that awaits something or will, with its day and its reminders.
//!
//! Two forecasts, before and after a change, say what the change does to people. Silence is assumed: nobody hands in what
//! is not handed in yet, so that what is said of an item that is missed lies ahead of everything that is awaited. Each
//! reminding stands at the instant at which its message goes: moved where it was moved, and at the earliest hour of its
//! person's day. What the end of the campaign or of a membership cuts off is not in it, nor what is said at once of what
//! happens, as of a merger or of scores that are public.

pub(super) mod prospect;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use muster_protocol::any_of;
use muster_protocol::definition::Definition;
use muster_protocol::event::OccasionPlanned;
use muster_protocol::ids::{ContactIx, OccasionIx, RoleIx, UnitIx};
use muster_protocol::item::{MessageKind, OccasionKind, PlannedStep, StepKind, StepRef};
use muster_protocol::time::{Date, Instant};
use muster_rules::audience::{self, contact_of, person_of};
use muster_rules::steps::may_be_left_out;
use muster_rules::task;

use super::happening::happenings;
use super::message::recipient::addressee;
use super::message::writing::{NEWS, had_today, kind_of, last_day, next_window, own_hour};
use super::plan::{OccasionPlanner, lines, policy_of};
use super::state::{Item, ItemState, Occasion, State};
use super::tick::{gets_on_joining, lift_steps};

/// Which happening: one that is planned, or one that will be, by its rule and period.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Slot {
    /// It is planned.
    Planned(OccasionIx),
    /// It will be planned when the one before opens.
    Later(OccasionKind, String),
}

/// One reminding that lies ahead.
pub type Reminding = (Instant, StepKind, Option<ContactIx>);

/// An item that awaits something, or will.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Awaited {
    /// Key of its occasion.
    pub key: String,
    /// What it is a happening of.
    pub kind: OccasionKind,
    /// What it is called, where it is a task that was given out.
    pub title: Option<String>,
    /// Local due day.
    pub due_day: Date,
    /// Whether it is only entered afterwards.
    pub backfill: bool,
    /// Whether somebody owes something (a notice asks for nothing).
    pub obliges: bool,
    /// Its remindings, at the instants of their messages.
    pub steps: BTreeSet<Reminding>,
}

/// What lies ahead.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Forecast {
    /// Items by happening and unit.
    pub items: BTreeMap<(Slot, UnitIx), Awaited>,
    /// What is awaited no longer, where somebody has still to hear that its cards are lifted; it is owed by nobody.
    pub lifted: BTreeMap<(Slot, UnitIx), Awaited>,
    /// Items that were handed in and await review.
    pub submitted: u32,
    /// Items that are done.
    pub closed: u32,
}

/// What lies ahead of a campaign at `at`; the state must have been advanced to it.
#[must_use]
pub fn forecast(def: &Definition, state: &State, at: Instant) -> Forecast {
    let mut forecast = Forecast::default();
    let planner = OccasionPlanner::new(def);
    for (ix, occasion) in (0u32..).map(OccasionIx).zip(state.occasions()).filter(|(_, it)| !it.retired()) {
        if occasion.is_open() {
            for (unit, item) in occasion.units() {
                let steps = going(&planner, state, (ix, occasion), (unit, item), at);
                let notice = !occasion.obliges() && !steps.is_empty();
                if (occasion.obliges() && item.awaits()) || notice {
                    let mut awaited = awaited(def, occasion.plan(), unit, &steps);
                    awaited.due_day = occasion.due_day(unit);
                    forecast.items.insert((Slot::Planned(ix), unit), awaited);
                }
                let done = matches!(item.state(), ItemState::Accepted | ItemState::Closed);
                forecast.submitted += u32::from(item.state() == ItemState::Submitted);
                forecast.closed += u32::from(done && occasion.obliges());
            }
            for (unit, from) in arriving(def, state, occasion) {
                let steps = steps_within(&with_missed(&planner, occasion.plan()), from..ends(state, unit));
                let awaited = awaited(def, occasion.plan(), unit, &steps);
                forecast.items.insert((Slot::Planned(ix), unit), awaited);
            }
        } else {
            ahead(&planner, state, &mut forecast, &Slot::Planned(ix), occasion.plan());
        }
    }
    for (ix, occasion) in (0u32..).map(OccasionIx).zip(state.occasions()) {
        lifted(&planner, state, (ix, occasion), at, &mut forecast);
    }
    for (kind, group) in lines(def) {
        let mine = |it: &&Occasion| it.kind() == kind && it.plan().group == group && !it.retired();
        let last = state.occasions().iter().filter(mine).map(|it| it.plan().nth).max();
        let Some(last) = last else { continue };
        let all = happenings(&planner, (kind, group), state.launched_at()).into_iter();
        for later in all.filter(|it| it.plan.nth > last && it.plan.due > at) {
            ahead(&planner, state, &mut forecast, &Slot::Later(kind, later.period), &later.plan);
        }
    }
    join(&planner, state, at, &mut forecast);
    forecast
}

/// Of what is done, or was taken out of use, nothing is said any more but that its cards are lifted.
fn lifted(
    planner: &OccasionPlanner<'_>,
    state: &State,
    (ix, occasion): (OccasionIx, &Occasion),
    at: Instant,
    forecast: &mut Forecast,
) {
    for (unit, item) in occasion.units().filter(|(_, item)| occasion.retired() || !item.awaits()) {
        let queued = occasion.lifting.as_ref().is_some_and(|(_, units)| units.contains(&unit));
        if !queued && occasion.added(unit, item.due_version()).next().is_none() {
            continue;
        }
        let mut steps = going(planner, state, (ix, occasion), (unit, item), at);
        steps.retain(is_lift);
        if !steps.is_empty() {
            let mut told = awaited(planner.def, occasion.plan(), unit, &steps);
            (told.due_day, told.obliges) = (occasion.due_day(unit), false);
            forecast.lifted.insert((Slot::Planned(ix), unit), told);
        }
    }
}

fn is_lift(step: &PlannedStep) -> bool {
    matches!(step.kind, StepKind::Lifted(_))
}

/// The steps ahead of an item, each at the instant to which it was moved, and without those that will not go.
fn going(
    planner: &OccasionPlanner<'_>,
    state: &State,
    (ix, occasion): (OccasionIx, &Occasion),
    (unit, item): (UnitIx, Item),
    at: Instant,
) -> Vec<PlannedStep> {
    let moved = |mut planned: PlannedStep| {
        let step = StepRef { occasion: ix, unit, due_version: item.due_version(), no: planned.no };
        planned.at = state.deferred.get(&step).copied().unwrap_or(planned.at);
        let contact = addressee(planner.def, occasion, unit, &planned);
        let date = planner.zone.date_of(planned.at);
        let had = contact
            .is_some_and(|contact| had_today(&planner.zone, state, (contact, kind_of(planned.kind), date)));
        if had && planned.at >= at {
            let last = last_day(occasion, step, planned.kind);
            let next = next_window(planner, occasion.plan().group, (date, planned.at), last);
            let at_once = (contact?, MessageKind::AtOnce, date);
            planned.at =
                next.or_else(|| Some(planned.at).filter(|_| !had_today(&planner.zone, state, at_once)))?;
        }
        Some(planned)
    };
    let mut steps: Vec<PlannedStep> = occasion.ahead(unit).collect();
    steps.retain(|step| !occasion.signed_for(unit, step.kind));
    steps.extend(if_missed(planner, occasion, (unit, item), at));
    // What is lifted right behind this instant.
    if let Some((since, _)) = occasion.lifting.as_ref().filter(|(_, units)| units.contains(&unit)) {
        steps.extend(lift_steps(planner, occasion, unit, *since));
    }
    // That a card is lifted is told of a unit that has left as well.
    let last = |step: &PlannedStep| if is_lift(step) { state.closes() } else { ends(state, unit) };
    let steps = steps.into_iter().filter_map(moved).filter(|step| step.at < last(step)).collect();
    let was_issued = |step: &PlannedStep| item.ever_issued & (1 << step.no) != 0;
    let told = occasion.steps(unit, item).filter(was_issued).map(|step| step.to).collect();
    wanted(planner.def, state, (occasion.kind(), unit), (told, steps))
}

/// The steps ahead of an item without those that their people have opted out of; `told` are the roles that were asked for it.
fn wanted(
    def: &Definition,
    state: &State,
    (kind, unit): (OccasionKind, UnitIx),
    (told, mut steps): (BTreeSet<RoleIx>, Vec<PlannedStep>),
) -> Vec<PlannedStep> {
    let Some(policy) = policy_of(def, kind).filter(|_| !state.opted_out.is_empty()) else { return steps };
    let opted_out = |role: RoleIx| {
        let contact = contact_of(def, unit, role);
        contact.is_some_and(|contact| state.opted_out.contains(&person_of(def, contact)))
    };
    // When each role is asked first.
    let mut asked: BTreeMap<RoleIx, Instant> =
        told.into_iter().map(|role| (role, Instant(i64::MIN))).collect();
    steps.sort_by_key(|step| step.at);
    steps.retain(|step| {
        let first = *asked.entry(step.to).or_insert(step.at);
        first >= step.at || !may_be_left_out(policy, step.kind) || !opted_out(step.to)
    });
    steps
}

/// What an open item gets once it is late, as time itself will plan it.
fn if_missed(
    planner: &OccasionPlanner<'_>,
    occasion: &Occasion,
    (unit, item): (UnitIx, Item),
    at: Instant,
) -> Vec<PlannedStep> {
    let plan = occasion.plan();
    let (becomes_late, before) = match occasion.own.get(&unit) {
        Some(own) => (occasion.own_late(item, own), own.steps.len()),
        None => (!plan.backfill && !item.late(), plan.steps.len()),
    };
    let missed = becomes_late && occasion.obliges() && item.awaits() && occasion.due(unit) > at;
    let first_no = u8::try_from(before).unwrap_or(u8::MAX);
    if missed { planner.after_due(plan, occasion.due_day(unit), first_no) } else { Vec::new() }
}

/// The instant from which on nothing is said to a unit any more: when its membership ends, at the latest when the
/// campaign closes.
fn ends(state: &State, unit: UnitIx) -> Instant {
    let leaves = state.membership_change(unit).and_then(|change| change.leaves);
    leaves.map_or(state.closes(), |leaves| leaves.min(state.closes()))
}

/// Puts all remindings of a person, day and kind of message at the earliest hour among them, or at the person's own.
fn join(planner: &OccasionPlanner<'_>, state: &State, at: Instant, forecast: &mut Forecast) {
    let place = |(at, kind, contact): &Reminding| {
        // News wait for nothing and nothing waits for them.
        let (kind, date) = (Some(kind_of(*kind)).filter(|kind| *kind != NEWS)?, planner.zone.date_of(*at));
        let place = (contact.as_ref().copied()?, kind, date);
        // Behind the day's message there is only what does not wait.
        Some(if had_today(&planner.zone, state, place) {
            (place.0, MessageKind::AtOnce, date)
        } else {
            place
        })
    };
    let mut first: BTreeMap<_, Instant> = BTreeMap::new();
    let all = forecast.items.values().chain(forecast.lifted.values());
    for step in all.flat_map(|item| &item.steps).filter(|step| step.0 >= at) {
        if let Some(place) = place(step) {
            let hour = first.entry(place).or_insert(step.0);
            *hour = step.0.min(*hour);
        }
    }
    for item in forecast.items.values_mut().chain(forecast.lifted.values_mut()) {
        let steps = std::mem::take(&mut item.steps).into_iter();
        let joined = |step: Reminding| {
            let place = place(&step).filter(|_| step.0 >= at);
            let hour = place.and_then(|place| first.get(&place).copied()).unwrap_or(step.0);
            let own =
                place.and_then(|(contact, kind, _)| own_hour(&planner.zone, state, (contact, kind), hour));
            (own.unwrap_or(hour), step.1, step.2)
        };
        item.steps = steps.map(joined).collect();
    }
}

/// Units that will get an item of an open occasion, and when: those that join, and those that take over from one that
/// leaves and have none.
fn arriving(def: &Definition, state: &State, occasion: &Occasion) -> BTreeMap<UnitIx, Instant> {
    let joining = state.changes.iter().filter_map(|(unit, change)| {
        let joins = change.joins.filter(|joins| gets_on_joining(def, occasion, *unit, *joins))?;
        Some((*unit, joins))
    });
    let taking_over = state.changes.iter().filter_map(|(unit, change)| {
        let to = def.units.get(unit.at())?.merged_into?;
        let leaves = change.leaves.filter(|leaves| occasion.due(*unit) > *leaves)?;
        let passes = occasion.obliges() && occasion.item(*unit).unfinished();
        (passes && occasion.item(to).state() == ItemState::None).then_some((to, leaves))
    });
    taking_over.chain(joining).collect()
}

/// The steps of a plan, and those of a unit that misses it.
fn with_missed(planner: &OccasionPlanner<'_>, plan: &OccasionPlanned) -> Vec<PlannedStep> {
    let mut steps = plan.steps.clone();
    if obliges(plan.kind) && !plan.backfill {
        let first_no = u8::try_from(steps.len()).unwrap_or(u8::MAX);
        steps.extend(planner.after_due(plan, plan.due_day, first_no));
    }
    steps
}

/// The steps that are said to a unit that is there for a while.
fn steps_within(steps: &[PlannedStep], there: Range<Instant>) -> Vec<PlannedStep> {
    steps.iter().filter(|step| there.contains(&step.at)).copied().collect()
}

fn obliges(kind: OccasionKind) -> bool {
    matches!(kind, OccasionKind::Duty(_) | OccasionKind::Visit(_))
}

/// Items of an occasion that has not opened: of the units that will be members when it falls due. Who leaves before is
/// reminded until then, and owes nothing.
fn ahead(
    planner: &OccasionPlanner<'_>,
    state: &State,
    forecast: &mut Forecast,
    slot: &Slot,
    plan: &OccasionPlanned,
) {
    let def = planner.def;
    let spared = |unit: UnitIx| match plan.kind {
        OccasionKind::Duty(duty) => {
            state.announced.of(unit).is_some_and(|said| said.spares(def, duty).is_some())
        }
        any_of!(OccasionKind: Phase Visit Snapshot Announcement Rating Stage Round) => false,
    };
    let steps = with_missed(planner, plan);
    for unit in audience::opening(def, plan).into_iter().filter(|unit| !spared(*unit)) {
        let Some(from) = member_from(state, unit, plan.due.plus(-1)) else { continue };
        let ends = ends(state, unit);
        let within = steps_within(&steps, from..ends);
        let within = wanted(def, state, (plan.kind, unit), (BTreeSet::new(), within));
        let mut awaited = awaited(def, plan, unit, &within);
        let stays = ends >= plan.due.min(state.closes());
        awaited.obliges &= stays;
        if stays || !awaited.steps.is_empty() {
            forecast.items.insert((slot.clone(), unit), awaited);
        }
    }
}

/// Since when a unit will be a member at an instant to come, unless it leaves; none when it joins later or left.
fn member_from(state: &State, unit: UnitIx, at: Instant) -> Option<Instant> {
    let joins = state.membership_change(unit).and_then(|change| change.joins);
    match joins {
        Some(joins) if !state.member(unit) => Some(joins).filter(|joins| *joins <= at),
        _ => state.member(unit).then_some(Instant(i64::MIN)),
    }
}

fn awaited(def: &Definition, plan: &OccasionPlanned, unit: UnitIx, steps: &[PlannedStep]) -> Awaited {
    let person = |step: &PlannedStep| {
        let contact = contact_of(def, unit, step.to)?;
        Some(if step.kind.is_news() { contact } else { person_of(def, contact) })
    };
    let step = |step: &PlannedStep| (step.at, step.kind, person(step));
    Awaited {
        key: plan.occasion.key.to_string(),
        kind: plan.kind,
        title: task::title_of(def, plan),
        due_day: plan.due_day,
        backfill: plan.backfill,
        obliges: obliges(plan.kind),
        steps: steps.iter().map(step).collect(),
    }
}
