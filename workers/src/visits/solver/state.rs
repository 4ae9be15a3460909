//! A plan while it is being made: which visit lies on which leader-day, with what every part of it costs. A change of some
//! visits is tried as a whole; what breaks a rule or costs too much leaves nothing behind.

mod cost;

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

/// The best plan so far, and which visits have moved since.
#[derive(Debug, Clone, Default)]
struct Best {
    slot_of: Vec<u32>,
    /// Where in its day each visit comes.
    rank: Vec<u8>,
    objective: i64,
    moved: Vec<u32>,
    has_moved: Vec<bool>,
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

    fn put(&mut self, visit: u32) {
        self.visits[usize::from(self.count)] = visit;
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
                    self.day[slot as usize].put(visit);
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
        self.best = Best {
            slot_of: self.slot_of.clone(),
            rank: vec![0; self.slot_of.len()],
            objective: self.objective,
            moved: Vec::new(),
            has_moved: vec![false; self.slot_of.len()],
        };
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
        self.best.objective
    }

    /// Takes the plan as it is for the best so far.
    pub(super) fn take_as_best(&mut self) {
        for visit in std::mem::take(&mut self.best.moved) {
            self.best.has_moved[visit as usize] = false;
            let slot = self.slot_of[visit as usize];
            self.best.slot_of[visit as usize] = slot;
            if slot != NONE {
                for (rank, other) in (0u8..).zip(self.day[slot as usize].visits()) {
                    self.best.rank[*other as usize] = rank;
                }
            }
        }
        self.best.objective = self.objective;
    }

    /// Goes back to the best plan so far.
    pub(super) fn go_to_best(&mut self) {
        if self.best.moved.is_empty() {
            return;
        }
        let best = std::mem::take(&mut self.best);
        let mut fresh = Self::new(self.problem);
        let mut in_order: Vec<(u8, u32)> = best.rank.iter().copied().zip(0..).collect();
        in_order.sort_unstable();
        let absent = |visit: &u32| best.slot_of[*visit as usize] != NONE && fresh.slot(*visit) == NONE;
        let changes: Vec<Change> = in_order
            .into_iter()
            .map(|(_, visit)| visit)
            .filter(absent)
            .map(|visit| (visit, best.slot_of[visit as usize]))
            .collect();
        // What was feasible as a whole is put as a whole: halves of it may break a rule.
        let whole = fresh.attempt(&changes, i64::MAX);
        debug_assert!(whole, "a plan that was kept is feasible");
        fresh.take_as_best();
        *self = fresh;
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

    /// What the changes would cost, if they keep the rules and cost at most `limit`. Nothing is changed.
    pub(super) fn probe(&mut self, changes: &[Change], limit: i64) -> Option<i64> {
        let delta = self.apply(changes, limit);
        self.undo();
        delta
    }

    /// Makes the changes if they keep the rules and cost at most `limit`.
    pub(super) fn attempt(&mut self, changes: &[Change], limit: i64) -> bool {
        match self.apply(changes, limit) {
            Some(delta) => {
                self.objective += delta;
                self.commit();
                true
            }
            None => {
                self.undo();
                false
            }
        }
    }

    fn commit(&mut self) {
        self.days_before.clear();
        self.places_before.clear();
        for (visit, _) in self.moved.drain(..) {
            if !std::mem::replace(&mut self.best.has_moved[visit as usize], true) {
                self.best.moved.push(visit);
            }
        }
        if self.objective < self.best.objective {
            self.take_as_best();
        }
    }

    fn undo(&mut self) {
        while let Some((visit, before)) = self.moved.pop() {
            let now = std::mem::replace(&mut self.slot_of[visit as usize], before);
            if now != NONE {
                self.count(visit, now, false);
            }
            if before != NONE {
                self.count(visit, before, true);
            }
        }
        for (slot, day, _) in self.days_before.drain(..).rev() {
            self.day[slot as usize] = day;
        }
        for (place, cost) in self.places_before.drain(..) {
            self.place_cost[place as usize] = cost;
        }
    }

    fn apply(&mut self, changes: &[Change], limit: i64) -> Option<i64> {
        let mut delta = 0;
        // First all out, then all in: what goes makes room for what comes.
        for (visit, _) in changes {
            let from = self.slot_of[*visit as usize];
            self.moved.push((*visit, from));
            self.slot_of[*visit as usize] = NONE;
            if from != NONE {
                self.touch(from, false);
                self.day[from as usize].take(*visit);
                delta += self.count(*visit, from, false);
            }
            let place = self.problem.visits[*visit as usize].place;
            if !self.places_before.iter().any(|(before, _)| *before == place) {
                self.places_before.push((place, self.place_cost[place as usize]));
            }
        }
        for (visit, to) in changes {
            if *to != NONE {
                delta += self.put(*visit, *to)?;
            }
        }
        for at in 0..self.places_before.len() {
            let (place, before) = self.places_before[at];
            let cost = cost::of_place(self.problem, &self.slot_of, place as usize)?;
            self.place_cost[place as usize] = cost;
            delta += cost - before;
        }
        self.price_days(delta, limit)
    }

    fn put(&mut self, visit: u32, slot: u32) -> Option<i64> {
        if self.is_closed(slot) || self.full(slot).is_some() {
            return None;
        }
        self.touch(slot, true);
        self.day[slot as usize].put(visit);
        self.slot_of[visit as usize] = slot;
        Some(self.count(visit, slot, true))
    }

    /// The cap that keeps a further visit out of a slot, if one does.
    pub(super) fn full(&self, slot: u32) -> Option<Cap> {
        let problem = self.problem;
        let (leader, day) = problem.leader_day(slot);
        let data = &problem.instance.leaders[leader];
        let count = usize::from(self.day[slot as usize].count);
        let counts = |cap: Cap| self.lifted != Some(cap);
        if count >= DAY_MAX || count >= problem.day_max[leader] && counts(Cap::Day) {
            Some(Cap::Day)
        } else if data.week_max.is_some_and(|max| self.in_week(leader, day) >= max) && counts(Cap::Week) {
            Some(Cap::Week)
        } else if data.total_max.is_some_and(|max| self.in_all(leader) >= max) && counts(Cap::All) {
            Some(Cap::All)
        } else {
            None
        }
    }

    /// What a change would cost if a cap did not count; none where it would still not fit.
    pub(super) fn probe_without(&mut self, cap: Cap, change: Change) -> Option<i64> {
        self.lifted = Some(cap);
        let delta = self.probe(&[change], i64::MAX);
        self.lifted = None;
        delta
    }

    /// Remembers a slot as it was. `grows` says that something is added.
    fn touch(&mut self, slot: u32, grows: bool) {
        match self.days_before.iter_mut().find(|(before, ..)| *before == slot) {
            Some((.., grown)) => *grown |= grows,
            None => self.days_before.push((slot, self.day[slot as usize], grows)),
        }
    }

    /// Prices the slots that were touched: those first that may not fit.
    fn price_days(&mut self, mut delta: i64, limit: i64) -> Option<i64> {
        // A day costs nothing at least.
        let mut gain: i64 = self.days_before.iter().map(|(_, day, _)| day.cost).sum();
        for growing in [true, false] {
            for at in 0..self.days_before.len() {
                let (slot, before, grown) = self.days_before[at];
                if grown != growing {
                    continue;
                }
                gain -= before.cost;
                let room = limit.saturating_sub(delta - gain - before.cost);
                if room < 0 {
                    return None;
                }
                let now = &mut self.day[slot as usize];
                if now.count == 0 {
                    now.cost = 0;
                } else {
                    let found = day::best(self.problem, slot, now.visits(), room.saturating_add(1))?;
                    let mut visits = now.visits;
                    for (to, from) in visits.iter_mut().zip(&found.order).take(usize::from(now.count)) {
                        *to = now.visits[usize::from(*from)];
                    }
                    (now.visits, now.cost) = (visits, found.cost);
                }
                delta += now.cost - before.cost;
            }
        }
        (delta <= limit).then_some(delta)
    }

    /// Counts a visit in or out; what that changes in the fair shares and the weeks.
    fn count(&mut self, visit: u32, slot: u32, comes: bool) -> i64 {
        let problem = self.problem;
        let (leader, day) = problem.leader_day(slot);
        let place = problem.visits[visit as usize].place as usize;
        let minutes = i64::from(problem.instance.places[place].duration);
        let week = &mut self.of_week[leader * problem.weeks + problem.instance.week(day)];
        let over = |load: i64| (load - problem.targets[leader]).max(0);
        let before = over(self.load[leader]);
        let same_week = problem.instance.weights.same_week;
        let pairs = if comes { i64::from(*week) } else { 1 - i64::from(*week) };
        if comes {
            *week += 1;
            self.of_leader[leader] += 1;
            self.load[leader] += minutes;
        } else {
            *week -= 1;
            self.of_leader[leader] -= 1;
            self.load[leader] -= minutes;
        }
        (over(self.load[leader]) - before) * problem.instance.weights.overload + pairs * same_week
    }

    /// Slots with visits, in order.
    pub(super) fn days(&self) -> impl Iterator<Item = (u32, &[u32])> {
        (0..).zip(&self.day).filter(|(_, day)| day.count > 0).map(|(slot, day)| (slot, day.visits()))
    }
}
