//! A change of some visits, tried as a whole: what breaks a rule or costs too much leaves nothing behind.

use super::{Cap, Change, State, cost};
use crate::day;
use crate::problem::{DAY_MAX, NONE};

impl State<'_, '_> {
    /// What the changes would cost, if they keep the rules and cost at most `limit`. Nothing is changed.
    pub(crate) fn probe(&mut self, changes: &[Change], limit: i64) -> Option<i64> {
        let delta = self.apply(changes, limit);
        self.undo();
        delta
    }

    /// Makes the changes if they keep the rules and cost at most `limit`.
    pub(crate) fn attempt(&mut self, changes: &[Change], limit: i64) -> bool {
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
        self.places_before.clear();
        let slots = self.days_before.drain(..).map(|(slot, ..)| slot);
        self.best.differs(slots, self.moved.drain(..).map(|(visit, _)| visit));
        if self.objective < self.best.objective() {
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
        let at = self.place_on(slot, visit);
        self.day[slot as usize].put(at, visit);
        self.slot_of[visit as usize] = slot;
        Some(self.count(visit, slot, true))
    }

    /// Where a visit comes in the order of a slot: what is published there keeps its order, whatever was put first, since
    /// from five visits on the order that stands is kept. Everything else comes last.
    fn place_on(&self, slot: u32, visit: u32) -> usize {
        let start = |visit: u32| {
            let known = self.problem.known[visit as usize].filter(|known| known.slot == slot);
            known.map(|known| known.start)
        };
        let visits = self.day[slot as usize].visits();
        let later =
            |other: &u32| start(visit).is_some_and(|own| start(*other).is_some_and(|theirs| theirs > own));
        visits.iter().position(later).unwrap_or(visits.len())
    }

    /// The cap that keeps a further visit out of a slot, if one does.
    pub(crate) fn full(&self, slot: u32) -> Option<Cap> {
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
    pub(crate) fn probe_without(&mut self, cap: Cap, change: Change) -> Option<i64> {
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
    pub(super) fn count(&mut self, visit: u32, slot: u32, comes: bool) -> i64 {
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
}
