//! A plan of visits, first version: a greedy choice that knows its reasons, then one round of moving single visits out
//! of the way of places that found no slot. It is deterministic and its work is counted, never timed, so that the same
//! instance gives the same plan on every machine.

use std::collections::{BTreeMap, BTreeSet};

use muster_rules::calendar::{is_workday, workday_after};
use muster_rules::visit;
use muster_rules::zone::Zone;
use muster_words::definition::{Definition, VisitProgramme};
use muster_words::ids::{ContactIx, UnitIx};
use muster_words::item::{ProposedVisit, SlotReason};
use muster_words::question::{PlaceToVisit, VisitInstance};
use muster_words::time::{Date, Instant, MINUTE};

/// Most slots that are weighed for one plan: about a second of work. After that the first slot that fits is taken.
const WEIGHED_MAX: u64 = 4_000_000;

/// Cost of a slot that leaves no room for the notice before it: taken only when there is no other.
const SHORT_NOTICE: i64 = 100_000;
/// Cost of each day away from the middle of the period.
const DAY_FROM_MIDDLE: i64 = 2;
/// Cost of each visit that the visitor already makes in the same week.
const SAME_WEEK: i64 = 10;
/// What it is worth to be in the same town anyway: a month away from the middle.
const SAME_TOWN: i64 = 60;

/// A slot that is taken.
#[derive(Debug, Clone, Copy)]
struct Taken {
    start: Instant,
    end: Instant,
    place: UnitIx,
    /// Whether this plan chose it; a standing one is not moved.
    ours: bool,
}

/// A slot that fits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Slot {
    cost: i64,
    date: Date,
    start: Instant,
    end: Instant,
    town_mate: Option<UnitIx>,
}

struct Planner<'a> {
    def: &'a Definition,
    programme: &'a VisitProgramme,
    instance: &'a VisitInstance,
    /// Working days on which a visit may lie, each with its start instants in order of preference.
    days: Vec<(Date, Vec<Instant>)>,
    middle: Date,
    /// From this day on the notice before the visit still fits.
    noticed: Date,
    busy: BTreeSet<(ContactIx, Date)>,
    /// Days of visits that stand, by place.
    standing: BTreeMap<UnitIx, Vec<Date>>,
    taken: BTreeMap<(ContactIx, Date), Vec<Taken>>,
    by_place: BTreeMap<UnitIx, &'a PlaceToVisit>,
    chosen: BTreeMap<UnitIx, ProposedVisit>,
    weighed: u64,
}

/// Proposes a slot for each place of the instance that has one. `now` is when the round opened, by the campaign clock.
pub(super) fn plan(def: &Definition, instance: &VisitInstance, now: Instant) -> Vec<ProposedVisit> {
    let Some(mut planner) = Planner::new(def, instance, now) else { return Vec::new() };
    let mut left_out = Vec::new();
    for (place, fair) in planner.in_order() {
        if !planner.choose(place, fair) {
            left_out.push((place, fair));
        }
    }
    for (place, fair) in left_out {
        planner.make_room(place, fair);
    }
    let mut visits: Vec<ProposedVisit> = planner.chosen.into_values().collect();
    visits.sort_by_key(|visit| (visit.start, visit.place));
    visits
}

impl<'a> Planner<'a> {
    /// `None` for an instance that does not belong to the definition.
    fn new(def: &'a Definition, instance: &'a VisitInstance, now: Instant) -> Option<Self> {
        let programme = def.visits.get(instance.programme.at())?;
        let zone = Zone::of(def).ok()?;
        // The answer may be younger than the event, if that was heard late: its first day is never in the past.
        let today = zone.date_of(now).max(instance.first.plus(-1));
        let first = instance.first.max(today.plus(1));
        let days = (first.0..=instance.last.0)
            .map(Date)
            .filter(|day| is_workday(&def.calendar, *day).unwrap_or(false))
            .map(|day| (day, programme.starts.iter().map(|start| zone.at(day, *start)).collect()))
            .collect();
        let noticed = workday_after(&def.calendar, today, programme.notice).unwrap_or(first);
        let mut taken: BTreeMap<(ContactIx, Date), Vec<Taken>> = BTreeMap::new();
        let mut standing: BTreeMap<UnitIx, Vec<Date>> = BTreeMap::new();
        for visit in &instance.standing {
            let (start, end, place) = (visit.start, visit.end, visit.place);
            taken.entry((visit.visitor, visit.date)).or_default().push(Taken {
                start,
                end,
                place,
                ours: false,
            });
            standing.entry(place).or_default().push(visit.date);
        }
        Some(Self {
            def,
            programme,
            instance,
            days,
            middle: Date(instance.first.0 + (instance.last.0 - instance.first.0) / 2),
            noticed,
            busy: visit::busy(def).collect(),
            standing,
            taken,
            by_place: instance.places.iter().map(|place| (place.place, place)).collect(),
            chosen: BTreeMap::new(),
            weighed: 0,
        })
    }

    /// Places in the order in which they choose: longest unvisited first (never visited before all); among equals each
    /// visitor in turn, those with fewer visits first. With each place, the visitor's number of visits before it when
    /// that decided.
    fn in_order(&self) -> Vec<(&'a PlaceToVisit, Option<u16>)> {
        let mut groups: BTreeMap<Option<Date>, Vec<&PlaceToVisit>> = BTreeMap::new();
        for place in &self.instance.places {
            groups.entry(place.last_visit).or_default().push(place);
        }
        let mut count: BTreeMap<ContactIx, u16> = BTreeMap::new();
        for visit in &self.instance.standing {
            let inside = (self.instance.first..=self.instance.last).contains(&visit.date);
            *count.entry(visit.visitor).or_default() += u16::from(inside);
        }
        let mut order = Vec::new();
        for group in groups.values_mut() {
            group.sort_by_key(|place| place.place);
            let visitors: BTreeSet<ContactIx> = group.iter().map(|place| place.visitor).collect();
            let mut turns: Vec<(u16, &PlaceToVisit)> = Vec::new();
            for place in group.iter() {
                let so_far = count.entry(place.visitor).or_default();
                turns.push((*so_far, place));
                *so_far = so_far.saturating_add(1);
            }
            turns.sort_by_key(|(so_far, place)| (*so_far, place.place));
            let decided = visitors.len() > 1;
            order.extend(turns.into_iter().map(|(so_far, place)| (place, decided.then_some(so_far))));
        }
        order
    }

    /// Takes the best slot for a place, if there is one.
    fn choose(&mut self, place: &PlaceToVisit, fair: Option<u16>) -> bool {
        let Some(slot) = self.best_slot(place) else { return false };
        let visit = ProposedVisit {
            place: place.place,
            visitor: place.visitor,
            date: slot.date,
            start: slot.start,
            end: slot.end,
            reasons: self.reasons(place, &slot, fair),
        };
        self.put(visit);
        true
    }

    fn put(&mut self, visit: ProposedVisit) {
        let taken = Taken { start: visit.start, end: visit.end, place: visit.place, ours: true };
        self.taken.entry((visit.visitor, visit.date)).or_default().push(taken);
        self.chosen.insert(visit.place, visit);
    }

    fn take_back(&mut self, place: UnitIx) -> Option<ProposedVisit> {
        let visit = self.chosen.remove(&place)?;
        if let Some(day) = self.taken.get_mut(&(visit.visitor, visit.date)) {
            day.retain(|taken| taken.place != place || !taken.ours);
        }
        Some(visit)
    }

    /// Tries to move one visit of the same visitor so that a place that found no slot finds one.
    fn make_room(&mut self, place: &PlaceToVisit, fair: Option<u16>) {
        let movable: Vec<UnitIx> = self
            .taken
            .range((place.visitor, Date(i32::MIN))..=(place.visitor, Date(i32::MAX)))
            .flat_map(|(_, day)| day.iter().filter(|taken| taken.ours).map(|taken| taken.place))
            .collect();
        for other in movable {
            if self.weighed >= WEIGHED_MAX {
                return;
            }
            let Some(moved) = self.by_place.get(&other).copied() else { continue };
            let Some(old) = self.take_back(other) else { continue };
            let old_fair = old.reasons.iter().find_map(|reason| match reason {
                SlotReason::FairShare(so_far) => Some(*so_far),
                _ => None,
            });
            if self.choose(place, fair) {
                if self.choose(moved, old_fair) {
                    return;
                }
                self.take_back(place.place);
            }
            self.put(old);
        }
    }

    fn best_slot(&mut self, place: &PlaceToVisit) -> Option<Slot> {
        let mut best: Option<Slot> = None;
        // By reference to what does not change, so that the count of work can.
        let days = std::mem::take(&mut self.days);
        'days: for (date, starts) in &days {
            self.weighed += 1;
            if !self.is_open(place, *date) {
                continue;
            }
            for (preference, start) in (0_i64..).zip(starts) {
                self.weighed += 1;
                let end = start.plus(i64::from(self.programme.minutes) * MINUTE);
                let Some(mut slot) = self.weigh(place, *date, *start, end) else { continue };
                slot.cost += preference;
                if best.is_none_or(|best| slot < best) {
                    best = Some(slot);
                }
                if self.weighed >= WEIGHED_MAX && slot.cost < SHORT_NOTICE {
                    break 'days;
                }
            }
        }
        self.days = days;
        best
    }

    /// Whether the visitor may visit the place on this day at all: not busy, the week not full, the gap kept.
    fn is_open(&self, place: &PlaceToVisit, date: Date) -> bool {
        if self.busy.contains(&(place.visitor, date)) {
            return false;
        }
        // From the last visit on, and from a standing one both ways: it may lie in the future.
        let gap = i32::from(self.programme.gap_days);
        if place.last_visit.is_some_and(|last| date.0 - last.0 < gap) {
            return false;
        }
        let standing = self.standing.get(&place.place);
        if standing.into_iter().flatten().any(|other| (date.0 - other.0).abs() < gap) {
            return false;
        }
        self.in_week(place.visitor, date) < usize::from(self.programme.per_week)
    }

    /// What the visitor does from one day to another.
    fn between(&self, visitor: ContactIx, from: Date, to: Date) -> impl Iterator<Item = (Date, &Taken)> {
        let days = self.taken.range((visitor, from)..=(visitor, to));
        days.flat_map(|((_, date), taken)| taken.iter().map(|one| (*date, one)))
    }

    /// Visits of the visitor in the week of a day; weeks begin on Monday, as ISO weeks do.
    fn in_week(&self, visitor: ContactIx, date: Date) -> usize {
        let monday = date.plus(-i32::try_from(date.weekday()).unwrap_or(0));
        self.between(visitor, monday, monday.plus(6)).count()
    }

    /// The slot with its cost, if nothing of the visitor lies across it.
    fn weigh(&self, place: &PlaceToVisit, date: Date, start: Instant, end: Instant) -> Option<Slot> {
        // The days before and after as well: a visit may last past midnight.
        let mut around = self.between(place.visitor, date.plus(-1), date.plus(1));
        if around.any(|(_, other)| start < other.end && other.start < end) {
            return None;
        }
        let town = |unit: UnitIx| self.def.units.get(unit.at()).map_or("", |unit| unit.town.as_str());
        let here = town(place.place);
        let mut today = self.between(place.visitor, date, date).map(|(_, other)| other.place);
        let town_mate = today.find(|other| !here.is_empty() && town(*other) == here);
        let mut cost = DAY_FROM_MIDDLE * i64::from((date.0 - self.middle.0).abs());
        cost += match town_mate {
            Some(_) => -SAME_TOWN,
            None => SAME_WEEK * i64::try_from(self.in_week(place.visitor, date)).unwrap_or(i64::MAX / 2),
        };
        if date < self.noticed {
            cost += SHORT_NOTICE;
        }
        Some(Slot { cost, date, start, end, town_mate })
    }

    fn reasons(&self, place: &PlaceToVisit, slot: &Slot, fair: Option<u16>) -> Vec<SlotReason> {
        let days = |last: Date| u16::try_from(slot.date.0 - last.0).unwrap_or(0);
        let waited = place
            .last_visit
            .map_or(SlotReason::NeverVisited, |last| SlotReason::LongestUnvisited(days(last)));
        let inside = |day: Date| {
            (self.instance.first..=self.instance.last).contains(&day)
                && is_workday(&self.def.calendar, day).unwrap_or(false)
        };
        let busy =
            self.busy.iter().filter(|(visitor, day)| *visitor == place.visitor && inside(*day)).count();
        let free = SlotReason::VisitorFree { busy_days: u16::try_from(busy).unwrap_or(u16::MAX) };
        let day = slot.town_mate.map_or(SlotReason::Spread, SlotReason::SameTown);
        [waited, day, free].into_iter().chain(fair.map(SlotReason::FairShare)).collect()
    }
}
