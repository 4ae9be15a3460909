//! A plan of visits: the round that the engine tells of becomes an instance of the solver, the schedule becomes proposals with
//! their reasons, and reasons for the places that it leaves out. Its work is counted in iterations, never timed, so that the
//! same round gives the same plan on every machine.

mod ground;
mod missing;
mod translation;

use std::collections::{BTreeMap, BTreeSet};

use muster_protocol::definition::{Busy, Definition, VisitProgramme};
use muster_protocol::ids::{ContactIx, UnitIx};
use muster_protocol::item::{LeftOut, ProposedVisit, SlotReason};
use muster_protocol::question::{PlaceToVisit, VisitInstance};
use muster_protocol::time::{Date, Instant, TimeOfDay};
use muster_rules::audience::{calendar_of, contact_of, group_of};
use muster_rules::calendar::workday_after;
use muster_rules::visit;
use muster_rules::visit::hours::Hours;
use muster_rules::visit::party;
use muster_rules::zone::Zone;
use muster_solver::{Budget, Unwatched, solve};

/// Iterations for each place: a round of some hundreds of places takes less than a second.
const ITERATIONS_EACH: u64 = 1_000;
/// Iterations of every round.
const ITERATIONS_MIN: u64 = 20_000;
/// Most iterations of a round.
const ITERATIONS_MAX: u64 = 1_000_000;
/// Most searches of one plan, where the visits of one may break a rule that it does not know.
const SEARCHES_MAX: usize = 20;
/// What random numbers begin with: a round has nothing else to tell it from another.
const SEED: u64 = 1;

struct Planner<'a> {
    def: &'a Definition,
    programme: &'a VisitProgramme,
    instance: &'a VisitInstance,
    zone: Zone,
    /// First day on which a visit may lie.
    first: Date,
    /// The day on which visits are planned.
    today: Date,
    busy: Vec<Busy>,
    /// Days that a plan before this one chose for a place and that a rule forbids of which the search knows nothing.
    shut: BTreeSet<(UnitIx, Date)>,
}

/// A plan of a round.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Plan {
    /// The visits, in the order of their start.
    pub(super) visits: Vec<ProposedVisit>,
    /// The places that have none, in their order.
    pub(super) left_out: Vec<LeftOut>,
}

/// Proposes a slot for each place of the instance that has one, and says of the others why they have none. `now` is when the
/// round opened, by the campaign clock.
///
/// Where visitors take turns, the one whose turn it is goes if any day of the round is left to them; else the next, and so on.
pub(super) fn plan(def: &Definition, instance: &VisitInstance, now: Instant) -> Plan {
    let mut asked = instance.clone();
    let mut passed: BTreeMap<UnitIx, u16> = BTreeMap::new();
    let mut over = missing::Passed::default();
    loop {
        let plan = planned(def, &asked, now, &passed);
        let without = |place: &&mut PlaceToVisit| plan.visits.iter().all(|visit| visit.place != place.place);
        let mut again = false;
        for place in asked.places.iter_mut().filter(without) {
            let Some(turn) = place.turn.as_mut().filter(|turn| !turn.others.is_empty()) else { continue };
            over.over(place.place, &plan.left_out);
            place.visitor = turn.others.remove(0);
            *passed.entry(place.place).or_default() += 1;
            again = true;
        }
        if !again {
            let mut left_out = over.told(plan.left_out);
            left_out.extend(missing::nobody(instance));
            left_out.sort_by_key(|one| one.place);
            return Plan { left_out, visits: plan.visits };
        }
    }
}

/// The same, with the visitors as they stand in the instance; `passed` is how many of each place were asked before them.
fn planned(def: &Definition, instance: &VisitInstance, now: Instant, passed: &BTreeMap<UnitIx, u16>) -> Plan {
    let Some(mut planner) = Planner::new(def, instance, now) else { return Plan::default() };
    let searches = if planner.programme.companions.is_empty() { 1 } else { SEARCHES_MAX };
    for _ in 1..searches {
        let (plan, dropped) = searched(&planner, passed);
        if dropped.is_empty() {
            return plan;
        }
        planner.shut.extend(dropped);
    }
    searched(&planner, passed).0
}

/// A plan by one search, and the days that it would have had for places if a rule did not forbid them: the search knows visitors one
/// by one, and not who comes along.
fn searched(planner: &Planner<'_>, passed: &BTreeMap<UnitIx, u16>) -> (Plan, Vec<(UnitIx, Date)>) {
    let (def, instance) = (planner.def, planner.instance);
    let order = planner.in_order();
    let Some(round) = translation::round(planner, &order) else {
        return (Plan { visits: Vec::new(), left_out: missing::all(instance) }, Vec::new());
    };
    let places = u64::try_from(order.len()).unwrap_or(u64::MAX);
    let iterations = places.saturating_mul(ITERATIONS_EACH).clamp(ITERATIONS_MIN, ITERATIONS_MAX);
    let schedule = solve(&round.instance, Budget { iterations, seed: SEED, chain: 0 }, &mut Unwatched);
    let mut visits = round.proposals(planner, &order, &schedule);
    visits.sort_by_key(|visit| (visit.start, visit.place));
    let (found, mut dropped) = (visits.clone(), Vec::new());
    let mut visits = feasible(def, instance, visits);
    for visit in &found {
        if visits.iter().any(|kept| kept.place == visit.place) {
            continue;
        }
        match planner.at_another_time(&visits, visit) {
            Some(other) => visits.push(other),
            None => dropped.push((visit.place, visit.date)),
        }
    }
    visits.sort_by_key(|visit| (visit.start, visit.place));
    planner.give_reasons(&mut visits, &order, passed);
    let left_out = missing::of(planner, &round, &order, &schedule, &visits);
    (Plan { visits, left_out }, dropped)
}

/// The visits that keep the rules together. The campaign refuses a plan as a whole, so a visit that the translation could
/// not keep from breaking one, such as a visit past midnight, is left out alone.
pub(super) fn feasible(
    def: &Definition,
    instance: &VisitInstance,
    visits: Vec<ProposedVisit>,
) -> Vec<ProposedVisit> {
    let sound = |visits: &[_]| visit::infeasible(def, instance.programme, instance, visits).is_empty();
    if sound(&visits) {
        return visits;
    }
    let mut kept = Vec::with_capacity(visits.len());
    for visit in visits {
        kept.push(visit);
        if !sound(&kept) {
            kept.pop();
        }
    }
    kept
}

impl<'a> Planner<'a> {
    /// `None` for an instance that does not belong to the definition.
    fn new(def: &'a Definition, instance: &'a VisitInstance, now: Instant) -> Option<Self> {
        let programme = def.visits.get(instance.programme.at())?;
        let zone = Zone::of(def).ok()?;
        // The answer may be younger than the event, if that was heard late: its first day is never in the past.
        let today = zone.date_of(now).max(instance.first.plus(-1));
        let first = instance.first.max(today.plus(1));
        let busy = visit::busy(def).collect();
        let shut = BTreeSet::new();
        Some(Self { def, programme, instance, zone, first, today, busy, shut })
    }

    /// From this day on the notice before a visit to a place still fits, for its visitor by the campaign's days and for the place by
    /// those of its group.
    fn noticed(&self, place: UnitIx) -> Date {
        let own = calendar_of(self.def, group_of(self.def, place));
        let by = |cal| workday_after(cal, self.today, self.programme.notice).unwrap_or(self.first);
        by(&self.def.calendar).max(by(own))
    }

    /// Who may visit a place: whose turn it is, or else its own visitor first.
    fn eligible(&self, place: &PlaceToVisit) -> Vec<ContactIx> {
        let mut all = vec![place.visitor];
        if place.turn.is_none() && !self.programme.eligible.is_empty() {
            let may = visit::eligible(self.def, self.programme, place.place);
            all.extend(may.into_iter().filter(|other| *other != place.visitor));
        }
        all
    }

    /// The place's own visitor, where others may go as well.
    fn own(&self, place: &PlaceToVisit) -> Option<ContactIx> {
        let shared = place.turn.is_none() && !self.programme.eligible.is_empty();
        if shared { contact_of(self.def, place.place, self.programme.visitor) } else { None }
    }

    /// A visit of the same day at another time, beside these, where several make it: the search does not know at which times of a day
    /// all of them are free.
    fn at_another_time(&self, visits: &[ProposedVisit], visit: &ProposedVisit) -> Option<ProposedVisit> {
        if self.programme.companions.is_empty() {
            return None;
        }
        let slots =
            self.programme.starts.iter().map(|at| visit::slot(self.programme, &self.zone, visit.date, *at));
        let mut others = slots.map(|(start, end)| ProposedVisit { start, end, ..visit.clone() });
        others.find(|other| {
            let with: Vec<ProposedVisit> = visits.iter().cloned().chain([other.clone()]).collect();
            visit::infeasible(self.def, self.instance.programme, self.instance, &with).is_empty()
        })
    }

    /// Whether who comes along on a visit to a place is free on a day at one of the times at which it may begin.
    fn party_is_free(&self, place: &PlaceToVisit, date: Date) -> bool {
        if self.programme.companions.is_empty() {
            return true;
        }
        let hours = Hours::of(self.def, self.programme, place.place);
        let free = |start: &TimeOfDay| {
            let (at, end) = visit::slot(self.programme, &self.zone, date, *start);
            let (place, visitor) = (place.place, place.visitor);
            let visit = ProposedVisit { place, visitor, date, start: at, end, reasons: Vec::new() };
            hours.is_open(date.weekday(), *start)
                && party::is_free(self.def, self.programme, &self.zone, self.instance, &visit)
        };
        self.programme.starts.iter().any(free)
    }

    /// Places in the order of their weight: longest unvisited first (never visited before all); among equals each
    /// visitor in turn, those with fewer visits first. With each place, the visitor's number of visits before it when
    /// that decided.
    fn in_order(&self) -> Vec<(&'a PlaceToVisit, Option<u16>)> {
        let mut groups: BTreeMap<Option<Date>, Vec<&PlaceToVisit>> = BTreeMap::new();
        for place in &self.instance.places {
            groups.entry(place.last_visit).or_default().push(place);
        }
        let mut count = self.in_round();
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

    /// How many visits that stand each visitor has in the round.
    fn in_round(&self) -> BTreeMap<ContactIx, u16> {
        let mut count: BTreeMap<ContactIx, u16> = BTreeMap::new();
        for visit in &self.instance.standing {
            let inside = (self.instance.first..=self.instance.last).contains(&visit.date);
            *count.entry(visit.visitor).or_default() += u16::from(inside);
        }
        count
    }

    /// Says of each visit why it lies where it lies.
    fn give_reasons(
        &self,
        visits: &mut [ProposedVisit],
        order: &[(&PlaceToVisit, Option<u16>)],
        passed: &BTreeMap<UnitIx, u16>,
    ) {
        let standing = self.instance.standing.iter().map(|one| (one.visitor, one.date, one.place));
        let ours = visits.iter().map(|one| (one.visitor, one.date, one.place));
        let mut on: BTreeMap<(ContactIx, Date), Vec<UnitIx>> = BTreeMap::new();
        for (visitor, date, place) in standing.chain(ours) {
            on.entry((visitor, date)).or_default().push(place);
        }
        let waited: BTreeMap<UnitIx, (&PlaceToVisit, Option<u16>)> =
            order.iter().map(|(place, fair)| (place.place, (*place, *fair))).collect();
        // Said is what lies before a visit by its date, not in which order the places were looked at.
        let standing = self.instance.standing.iter().map(|one| (one.visitor, one.start));
        let lies: Vec<(ContactIx, Instant)> =
            standing.chain(visits.iter().map(|one| (one.visitor, one.start))).collect();
        for visit in visits {
            let before = lies.iter().filter(|(who, start)| *who == visit.visitor && *start < visit.start);
            let share = SlotReason::FairShare(u16::try_from(before.count()).unwrap_or(u16::MAX));
            let others = on.get(&(visit.visitor, visit.date)).into_iter().flatten().copied();
            let neighbour = visit::road::neighbour(self.def, &self.programme.travel, visit.place, others);
            let Some((place, fair)) = waited.get(&visit.place).copied() else { continue };
            let passed = passed.get(&visit.place).copied().unwrap_or_default();
            let turn = place.turn.as_ref().map(|turn| SlotReason::InTurn { had: turn.had, passed });
            // Whose turn it is decides; how many visits they have had elsewhere does not.
            let who = turn.or(match self.own(place) {
                Some(own) if own != visit.visitor => Some(SlotReason::StandsIn),
                None if !self.programme.eligible.is_empty() => Some(share),
                Some(_) | None => fair.map(|_| share),
            });
            visit.reasons = self.reasons(visit, place.last_visit, neighbour, who);
        }
    }

    fn reasons(
        &self,
        visit: &ProposedVisit,
        last: Option<Date>,
        neighbour: Option<SlotReason>,
        who: Option<SlotReason>,
    ) -> Vec<SlotReason> {
        let days = |last: Date| u16::try_from(visit.date.0 - last.0).unwrap_or(0);
        let waited = last.map_or(SlotReason::NeverVisited, |last| SlotReason::LongestUnvisited(days(last)));
        let span = (self.instance.first, self.instance.last);
        let busy_days = visit::busy_days(self.def, visit.visitor, span);
        let free = SlotReason::VisitorFree { busy_days };
        let day = neighbour.unwrap_or(SlotReason::Spread);
        [waited, day, free].into_iter().chain(who).collect()
    }
}

#[cfg(test)]
mod tests;
