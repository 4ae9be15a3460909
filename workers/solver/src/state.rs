//! A plan while it is being made: which visit lies on which leader-day, with what every part of it costs. A change of some
//! visits is tried as a whole; what breaks a rule or costs too much leaves nothing behind.

mod best;
mod change;
mod cost;

use best::Best;

use super::day;
use super::problem::{DAY_MAX, NONE, Problem};

/// One visit to a slot, or out of the plan.
pub(super) type Change = (u32, u32);

/// A cap that is lifted to see what would be without it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cap {
    /// Visits of a day.
    Day,
    /// Visits of a week.
    Week,
    /// Visits in all.
    All,
}

/// The visits of a slot.
#[derive(Debug, Clone, Copy)]
struct Day {
    visits: [u32; DAY_MAX],
    count: u8,
    cost: i64,
}

const EMPTY: Day = Day { visits: [NONE; DAY_MAX], count: 0, cost: 0 };

impl Day {
    fn visits(&self) -> &[u32] {
        &self.visits[..usize::from(self.count)]
    }

    /// Puts a visit before the one at a place; there is room for it.
    fn put(&mut self, at: usize, visit: u32) {
        let count = usize::from(self.count);
        self.visits.copy_within(at..count, at + 1);
        self.visits[at] = visit;
        self.count += 1;
    }

    fn take(&mut self, visit: u32) {
        let count = usize::from(self.count);
        if let Some(at) = self.visits[..count].iter().position(|one| *one == visit) {
            self.visits.copy_within(at + 1..count, at);
            self.count -= 1;
        }
    }
}

/// The plan.
#[derive(Debug, Clone)]
pub(super) struct State<'p, 'i> {
    pub(super) problem: &'p Problem<'i>,
    /// What the plan costs.
    pub(super) objective: i64,
    slot_of: Vec<u32>,
    day: Vec<Day>,
    /// Slots on which locked visits break a rule by themselves: nothing is added there.
    closed: Vec<bool>,
    of_week: Vec<u16>,
    of_leader: Vec<u32>,
    load: Vec<i64>,
    place_cost: Vec<i64>,
    best: Best,
    /// The cap that does not count for now.
    lifted: Option<Cap>,
    // What the change that is being tried has touched, as it was before.
    days_before: Vec<(u32, Day, bool)>,
    places_before: Vec<(u32, i64)>,
    moved: Vec<Change>,
}

impl<'p, 'i> State<'p, 'i> {
    /// A plan with nothing but the locked visits.
    pub(super) fn new(problem: &'p Problem<'i>) -> Self {
        let slots = problem.instance.leaders.len() * problem.days;
        let mut state = Self {
            problem,
            objective: 0,
            slot_of: vec![NONE; problem.visits.len()],
            day: vec![EMPTY; slots],
            closed: vec![false; slots],
            of_week: vec![0; problem.instance.leaders.len() * problem.weeks],
            of_leader: vec![0; problem.instance.leaders.len()],
            load: vec![0; problem.instance.leaders.len()],
            place_cost: vec![0; problem.instance.places.len()],
            best: Best::default(),
            lifted: None,
            days_before: Vec::new(),
            places_before: Vec::new(),
            moved: Vec::new(),
        };
        state.lock();
        state
    }

    fn lock(&mut self) {
        let mut by_slot: Vec<(u32, i32, u32)> = Vec::new();
        for (visit, known) in (0..).zip(&self.problem.known) {
            if let Some(known) = known.filter(|known| known.locked) {
                by_slot.push((known.slot, known.start, visit));
            }
        }
        by_slot.sort_unstable();
        for group in by_slot.chunk_by(|one, other| one.0 == other.0) {
            let slot = group[0].0;
            let visits: Vec<u32> = group.iter().map(|(.., visit)| *visit).collect();
            let found =
                (visits.len() <= DAY_MAX).then(|| day::best(self.problem, slot, &visits, i64::MAX)).flatten();
            for visit in visits {
                self.slot_of[visit as usize] = slot;
                self.count(visit, slot, true);
                if found.is_some() {
                    let day = &mut self.day[slot as usize];
                    day.put(usize::from(day.count), visit);
                }
            }
            match found {
                Some(found) => self.day[slot as usize].cost = found.cost,
                None => self.closed[slot as usize] = true,
            }
        }
        for place in 0..self.place_cost.len() {
            // Locked visits that break a rule of their place stay all the same; what it costs then is no matter.
            self.place_cost[place] = cost::of_place(self.problem, &self.slot_of, place).unwrap_or(0);
        }
        let days: i64 = self.day.iter().map(|day| day.cost).sum();
        self.objective = days + self.place_cost.iter().sum::<i64>() + self.overload() + self.pairs();
        self.best = Best::of(self);
    }

    fn overload(&self) -> i64 {
        let over = self.load.iter().zip(&self.problem.targets).map(|(load, target)| (load - target).max(0));
        over.sum::<i64>() * self.problem.instance.weights.overload
    }

    fn pairs(&self) -> i64 {
        let pairs = self.of_week.iter().map(|count| i64::from(*count) * (i64::from(*count) - 1) / 2);
        pairs.sum::<i64>() * self.problem.instance.weights.same_week
    }

    /// Where a visit lies; [`NONE`] if it is missing.
    pub(super) fn slot(&self, visit: u32) -> u32 {
        self.slot_of[visit as usize]
    }

    /// Visits of a slot.
    pub(super) fn on(&self, slot: u32) -> &[u32] {
        self.day[slot as usize].visits()
    }

    /// How many visits a leader has in the week of a day.
    pub(super) fn in_week(&self, leader: usize, day: usize) -> i64 {
        i64::from(self.of_week[leader * self.problem.weeks + self.problem.instance.week(day)])
    }

    /// How many visits a leader has.
    pub(super) fn in_all(&self, leader: usize) -> i64 {
        i64::from(self.of_leader[leader])
    }

    /// Whether locked visits have closed a slot.
    pub(super) fn is_closed(&self, slot: u32) -> bool {
        self.closed[slot as usize]
    }

    /// What the best plan so far costs.
    pub(super) fn best_objective(&self) -> i64 {
        self.best.objective()
    }

    /// Days from the first to the last on which a visit may lie beside its siblings, both inside.
    pub(super) fn days_beside_siblings(&self, visit: u32) -> (i32, i32) {
        let problem = self.problem;
        let place = problem.visits[visit as usize].place as usize;
        let data = &problem.instance.places[place];
        let (mut from, mut to) = data.days;
        let visits = problem.visits_of(place);
        let day = |slot: u32| i32::try_from(slot as usize % problem.days).unwrap_or(0);
        let me = visit as usize;
        for (apart, other) in (1..).zip((visits.start..me).rev()) {
            if self.slot_of[other] != NONE {
                from = from.max(day(self.slot_of[other]) + apart * data.min_gap);
                to = data.max_gap.map_or(to, |gap| to.min(day(self.slot_of[other]) + apart * gap));
                break;
            }
        }
        for (apart, other) in (1..).zip(me + 1..visits.end) {
            if self.slot_of[other] != NONE {
                to = to.min(day(self.slot_of[other]) - apart * data.min_gap);
                from = data.max_gap.map_or(from, |gap| from.max(day(self.slot_of[other]) - apart * gap));
                break;
            }
        }
        (from, to)
    }

    /// The leader that the siblings of a visit bind it to, where one leader makes all visits of the place.
    pub(super) fn bound_to(&self, visit: u32) -> Option<usize> {
        let place = self.problem.visits[visit as usize].place as usize;
        if !self.problem.instance.places[place].same_leader {
            return None;
        }
        let others = self.problem.visits_of(place).filter(|other| *other != visit as usize);
        let slot = others.map(|other| self.slot_of[other]).find(|slot| *slot != NONE)?;
        Some(self.problem.leader_day(slot).0)
    }

    /// Slots with visits, in order.
    pub(super) fn days(&self) -> impl Iterator<Item = (u32, &[u32])> {
        (0..).zip(&self.day).filter(|(_, day)| day.count > 0).map(|(slot, day)| (slot, day.visits()))
    }
}

#[cfg(test)]
mod tests;
