//! What a change of definition does, told in people and messages: the engine's own amendment on a copy of the state,
//! looked at before and after. Nothing here decides anything, so that what is told is what applying does.

mod lines;

use std::collections::{BTreeMap, BTreeSet};

use muster_protocol::any_of;
use muster_protocol::command::{Amend, Refusal};
use muster_protocol::definition::{CardColour, Definition};
use muster_protocol::ids::{ContactIx, UnitIx};
use muster_protocol::item::{MessageKind, StepKind};
use muster_protocol::time::{Date, Instant};
use muster_rules::zone::Zone;
use serde::Serialize;

use crate::campaign::{Awaited, Forecast, Slot, State, advance, amend, evolve, forecast};

pub use lines::{LineChange, LineImpact};

/// Items of one happening that fare alike.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Group {
    /// Key of the occasion, such as `study.2014-08`.
    pub occasion: String,
    /// What the committee calls it.
    pub name: String,
    /// Local due day before; none for what is new.
    pub from: Option<Date>,
    /// Local due day after; none for what is gone.
    pub to: Option<Date>,
    /// Whether it is only entered afterwards from now on.
    pub backfill: bool,
    /// Codes of the units, in the roster's order.
    pub units: Vec<String>,
}

/// Reminders on one local day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct OnDay {
    /// The day.
    pub day: Date,
    /// How many.
    pub steps: u32,
}

/// A post that gets more or fewer messages than before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Load {
    /// Id of the contact.
    pub contact: String,
    /// The post.
    pub post: String,
    /// Messages that lay ahead of it before.
    pub before: u32,
    /// Messages that lie ahead of it now.
    pub after: u32,
}

/// What a change does.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Impact {
    /// Items that await something or will, and stay as they are.
    pub unchanged: u32,
    /// Items that were handed in: they stay so.
    pub submitted: u32,
    /// Items that are done: they stay so.
    pub closed: u32,
    /// Items with another due day.
    pub moved: Vec<Group>,
    /// Items with the same due day and other reminders.
    pub reminded_otherwise: Vec<Group>,
    /// Items that were not asked before.
    pub added: Vec<Group>,
    /// Items that are not asked any more, or of another unit.
    pub dropped: Vec<Group>,
    /// Reminders that will not go out, by day.
    pub withdrawn: Vec<OnDay>,
    /// Reminders that will go out instead or again, by day.
    pub planned: Vec<OnDay>,
    /// Of these, on the day of the change.
    pub today: u32,
    /// Of the withdrawn, those that only who hands nothing in by the due day would get.
    pub withdrawn_if_missed: u32,
    /// Of the planned, those that only who hands nothing in by the due day gets.
    pub planned_if_missed: u32,
    /// Posts with more or fewer messages ahead.
    pub loads: Vec<Load>,
    /// Lines of score sheets that changed, with what was entered on them.
    pub lines: Vec<LineImpact>,
}

impl Impact {
    /// Whether nothing changes for people.
    #[must_use]
    pub fn is_none(&self) -> bool {
        self.moved.is_empty()
            && self.reminded_otherwise.is_empty()
            && self.added.is_empty()
            && self.dropped.is_empty()
            && self.withdrawn.is_empty()
            && self.planned.is_empty()
            && self.lines.is_empty()
    }
}

/// How many items groups hold.
#[must_use]
pub fn items(groups: &[Group]) -> usize {
    groups.iter().map(|group| group.units.len()).sum()
}

/// How many reminders days hold.
#[must_use]
pub fn steps(days: &[OnDay]) -> u32 {
    days.iter().map(|day| day.steps).sum()
}

/// What amending a campaign that runs `old` to the reconciled `new` at `at` does; the state must have been advanced to it.
///
/// # Errors
/// [`Refusal`] as the amendment itself would be refused.
pub fn impact(old: &Definition, new: &Definition, state: &State, at: Instant) -> Result<Impact, Refusal> {
    let before = forecast(old, state, at);
    let from = state.definition().unwrap_or_default();
    let body = Amend::new(from, new.digest());
    let mut changed = state.clone();
    for event in amend(old, new, state, at, &body)? {
        evolve(new, &mut changed, at, &event);
    }
    // Who joins and what opens at once does so before anybody looks.
    advance(new, &mut changed, at, &mut |_| {});
    let after = forecast(new, &changed, at);
    let lines = lines::changes(old, new, state.facts());
    Ok(Impact { lines, ..Comparison { old, new, before: &before, after: &after }.impact(at) })
}

struct Comparison<'a> {
    old: &'a Definition,
    new: &'a Definition,
    before: &'a Forecast,
    after: &'a Forecast,
}

type Grouped = BTreeMap<(Option<Date>, Option<Date>, Slot), Group>;

impl Comparison<'_> {
    fn impact(&self, at: Instant) -> Impact {
        let mut impact =
            Impact { submitted: self.after.submitted, closed: self.after.closed, ..Impact::default() };
        let (mut moved, mut otherwise) = (Grouped::new(), Grouped::new());
        let (mut added, mut dropped) = (Grouped::new(), Grouped::new());
        for (place, was) in &self.before.items {
            match self.after.items.get(place) {
                Some(now) if was == now => impact.unchanged += u32::from(was.obliges),
                Some(now) if was.due_day == now.due_day && was.backfill == now.backfill => {
                    self.put(&mut otherwise, place, Some(was), Some(now));
                }
                Some(now) => self.put(&mut moved, place, Some(was), Some(now)),
                None => self.put(&mut dropped, place, Some(was), None),
            }
        }
        for (place, now) in
            self.after.items.iter().filter(|(place, _)| !self.before.items.contains_key(*place))
        {
            self.put(&mut added, place, None, Some(now));
        }
        let groups = |grouped: Grouped| grouped.into_values().collect::<Vec<_>>();
        (impact.moved, impact.reminded_otherwise) = (groups(moved), groups(otherwise));
        (impact.added, impact.dropped) = (groups(added), groups(dropped));
        self.steps(&mut impact, at);
        impact.loads = self.loads();
        impact
    }

    fn put(
        &self,
        grouped: &mut Grouped,
        (slot, unit): &(Slot, UnitIx),
        was: Option<&Awaited>,
        now: Option<&Awaited>,
    ) {
        let Some(awaited) = now.or(was).filter(|awaited| awaited.obliges) else { return };
        let (from, to) = (was.map(|was| was.due_day), now.map(|now| now.due_day));
        let def = if now.is_some() { self.new } else { self.old };
        let named = || awaited.kind.source_in(def).map(|source| source.name.to_owned());
        let group = grouped.entry((from, to, slot.clone())).or_insert_with(|| Group {
            occasion: awaited.key.clone(),
            name: awaited.title.clone().or_else(named).unwrap_or_default(),
            from,
            to,
            backfill: now.is_some_and(|now| now.backfill),
            units: Vec::new(),
        });
        group.units.extend(def.units.get(unit.at()).map(|unit| unit.code.clone()));
    }

    fn steps(&self, impact: &mut Impact, at: Instant) {
        let zone = Zone::of(self.new).ok();
        let day = |at: Instant| zone.as_ref().map_or(Date::default(), |zone| zone.date_of(at));
        let none = BTreeSet::new();
        let (mut gone, mut fresh) = (BTreeMap::new(), BTreeMap::new());
        let places: BTreeSet<_> = self.before.items.keys().chain(self.after.items.keys()).collect();
        for place in places {
            let was = self.before.items.get(place).map_or(&none, |it| &it.steps);
            let now = self.after.items.get(place).map_or(&none, |it| &it.steps);
            // A post that is another one now gets what is ahead: that is no other reminder.
            let times =
                |steps: &BTreeSet<(Instant, StepKind, Option<ContactIx>)>| -> Vec<(Instant, StepKind)> {
                    steps.iter().map(|(at, kind, _)| (*at, *kind)).collect()
                };
            let (was, now) = (times(was), times(now));
            for (at, kind) in was.iter().filter(|step| !now.contains(step)) {
                *gone.entry(day(*at)).or_default() += 1;
                impact.withdrawn_if_missed += u32::from(if_missed(*kind));
            }
            for (at, kind) in now.iter().filter(|step| !was.contains(step)) {
                *fresh.entry(day(*at)).or_default() += 1;
                impact.planned_if_missed += u32::from(if_missed(*kind));
            }
        }
        let days = |days: BTreeMap<Date, u32>| -> Vec<OnDay> {
            days.into_iter().map(|(day, steps)| OnDay { day, steps }).collect()
        };
        (impact.withdrawn, impact.planned) = (days(gone), days(fresh));
        let today = day(at);
        impact.today = impact.planned.iter().filter(|on| on.day == today).map(|on| on.steps).sum();
    }

    /// Messages by post: one a person, local day and kind.
    fn loads(&self) -> Vec<Load> {
        let zone = Zone::of(self.new).ok();
        let messages = |forecast: &Forecast| -> BTreeMap<ContactIx, BTreeSet<(Date, MessageKind)>> {
            let mut messages: BTreeMap<ContactIx, BTreeSet<_>> = BTreeMap::new();
            let all = forecast.items.values().chain(forecast.lifted.values());
            for (at, kind, contact) in all.flat_map(|it| it.steps.iter().copied()) {
                let Some(contact) = contact else { continue };
                let date = zone.as_ref().map_or(Date::default(), |zone| zone.date_of(at));
                let red = matches!(kind, StepKind::Card(CardColour::Red, _));
                let kind = match (red, kind.is_news()) {
                    (true, _) => MessageKind::Red,
                    (false, true) => MessageKind::News(0),
                    (false, false) => MessageKind::Routine,
                };
                messages.entry(contact).or_default().insert((date, kind));
            }
            messages
        };
        let (before, after) = (messages(self.before), messages(self.after));
        let count = |messages: &BTreeMap<ContactIx, BTreeSet<(Date, MessageKind)>>, ix| {
            u32::try_from(messages.get(&ix).map_or(0, BTreeSet::len)).unwrap_or(u32::MAX)
        };
        let all: BTreeSet<ContactIx> = before.keys().chain(after.keys()).copied().collect();
        let load = |ix: ContactIx| {
            let contact = self.new.contacts.get(ix.at())?;
            let (before, after) = (count(&before, ix), count(&after, ix));
            let (id, post) = (contact.id.clone(), contact.post.clone());
            (before != after).then_some(Load { contact: id, post, before, after })
        };
        all.into_iter().filter_map(load).collect()
    }
}

/// Whether only who hands nothing in by the due day gets a reminder.
fn if_missed(kind: StepKind) -> bool {
    match kind {
        StepKind::Overdue(_)
        | StepKind::Card(CardColour::Yellow | CardColour::Red, _)
        | StepKind::Brief(..) => true,
        any_of!(StepKind: Notice Before OnDay)
        | StepKind::Card(CardColour::Blue, _)
        | any_of! { StepKind:
            VisitAhead VisitUnrecorded VisitNews Returned Given CaseNews Objected AppealNews ListNews ScoresPublic TooFew
            Lifted
        } => false,
    }
}
