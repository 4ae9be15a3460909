//! The best order of a leader's day, exactly: every order, every window, every way to go around busy hours. A day has few
//! visits, so that trying all is cheap; from [`EXACT_MAX`] on the order that stands is kept and the last visit is inserted.

use super::instance::Stretch;
use super::problem::{DAY_MAX, NONE, Problem, Segment};

/// Most visits of a day whose orders are all tried: 24 of them.
pub(super) const EXACT_MAX: usize = 4;

/// The best that was found for a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Found {
    /// What the day costs, in points of the objective.
    pub(super) cost: i64,
    /// Which of the visits given comes when.
    pub(super) order: [u8; DAY_MAX],
    /// When each in this order starts.
    pub(super) starts: [i32; DAY_MAX],
}

/// A visit as the day sees it.
#[derive(Debug, Clone, Copy)]
struct Stop<'a> {
    location: usize,
    duration: i32,
    windows: &'a [Stretch],
    /// Its published start on this slot, if it may have it.
    pinned: Option<i32>,
    /// Whether it may have no other.
    fixed: bool,
    /// What any other start than the published one costs.
    moved: i64,
}

/// One leg of the way that is being tried.
#[derive(Debug, Clone, Copy, Default)]
struct Leg {
    stop: u8,
    segment: usize,
    /// When the service ends at the latest.
    until: i32,
    start: i32,
}

struct Search<'a, 'p> {
    problem: &'a Problem<'p>,
    segments: &'a [Segment],
    home: usize,
    work_max: i32,
    stops: &'a [Stop<'a>],
    /// Whether the order is given.
    ordered: bool,
    legs: [Leg; DAY_MAX],
    best: i64,
    found: Option<Found>,
}

/// The best day with these visits that costs less than `below`. From [`EXACT_MAX`] on the last one is inserted into the
/// order of the others.
pub(super) fn best(problem: &Problem<'_>, slot: u32, visits: &[u32], below: i64) -> Option<Found> {
    best_within(problem, slot, visits, below, problem.segments(slot))
}

/// The same as if the leader's free stretches of the day were these.
pub(super) fn best_within(
    problem: &Problem<'_>,
    slot: u32,
    visits: &[u32],
    below: i64,
    segments: &[Segment],
) -> Option<Found> {
    let nothing = Stop { location: 0, duration: 0, windows: &[], pinned: None, fixed: false, moved: 0 };
    let mut stops = [nothing; DAY_MAX];
    let (leader, day) = problem.leader_day(slot);
    let count = visits.len();
    for (stop, visit) in stops.iter_mut().zip(visits) {
        *stop = self::stop(problem, slot, day, *visit);
    }
    let leader = &problem.instance.leaders[leader];
    let mut search = Search {
        problem,
        segments,
        home: leader.home,
        work_max: leader.work_max,
        stops: &stops[..count.min(DAY_MAX)],
        ordered: count > EXACT_MAX,
        legs: [Leg::default(); DAY_MAX],
        best: below,
        found: None,
    };
    let weights = &problem.instance.weights;
    if count == 0 {
        return (below > 0).then_some(Found { cost: 0, order: [0; DAY_MAX], starts: [0; DAY_MAX] });
    }
    if count <= EXACT_MAX {
        search.go_on(0, 0, 0, weights.leader_day);
        return search.found;
    }
    insert_last(search, weights.leader_day)
}

fn stop<'a>(problem: &'a Problem<'_>, slot: u32, day: usize, visit: u32) -> Stop<'a> {
    let place = problem.visits[visit as usize].place as usize;
    let data = &problem.instance.places[place];
    let known = problem.known[visit as usize].filter(|known| known.slot == slot && slot != NONE);
    Stop {
        location: data.location,
        duration: data.duration,
        windows: problem.windows(place, day),
        pinned: known.filter(|known| known.within || known.locked).map(|known| known.start),
        fixed: known.is_some_and(|known| known.locked),
        moved: known.map_or(0, |_| problem.instance.weights.change_time),
    }
}

/// Tries the last stop at every place in the order of the others.
fn insert_last(search: Search<'_, '_>, cost: i64) -> Option<Found> {
    let last = search.stops.len() - 1;
    let (mut best, mut found) = (search.best, None);
    for at in (0..=last).rev() {
        let mut stops = [search.stops[last]; DAY_MAX];
        stops[..at].copy_from_slice(&search.stops[..at]);
        stops[at + 1..=last].copy_from_slice(&search.stops[at..last]);
        let mut one = Search { stops: &stops[..=last], best, found: None, ..search };
        one.go_on(0, 0, 0, cost);
        best = one.best;
        if let Some(mut better) = one.found {
            for order in &mut better.order[..=last] {
                let moved = usize::from(*order);
                let given = if moved == at { last } else { moved - usize::from(moved > at) };
                *order = u8::try_from(given).unwrap_or(0);
            }
            found = Some(better);
        }
    }
    found
}

impl Search<'_, '_> {
    /// Tries every stop that is not yet on the way, after `depth` of them.
    fn go_on(&mut self, depth: usize, used: u32, travel: i64, cost: i64) {
        if depth == self.stops.len() {
            self.end(travel, cost);
            return;
        }
        for at in 0..self.stops.len() {
            if used & (1 << at) != 0 || self.ordered && at != depth {
                continue;
            }
            let stop = self.stops[at];
            if depth == 0 {
                for (segment, data) in self.segments.iter().enumerate() {
                    let fare = i64::from(self.problem.fare(self.home, stop.location));
                    let there = data.free.from + self.problem.minutes(self.home, stop.location);
                    self.serve((depth, used, at), segment, there, (travel + fare, cost));
                }
                continue;
            }
            let last = self.legs[depth - 1];
            let (from, end) = self.left(last);
            let there = end + self.problem.minutes(from, stop.location);
            let fare = i64::from(self.problem.fare(from, stop.location));
            self.serve((depth, used, at), last.segment, there, (travel + fare, cost));
            self.go_home_first((depth, used, at), last, (travel, cost));
        }
    }

    /// Where and when the way stands after a leg.
    fn left(&self, leg: Leg) -> (usize, i32) {
        let stop = &self.stops[usize::from(leg.stop)];
        (stop.location, leg.start + stop.duration)
    }

    /// Spends busy hours at home before the next stop.
    fn go_home_first(&mut self, next: (usize, u32, usize), last: Leg, (travel, cost): (i64, i64)) {
        let (from, end) = self.left(last);
        let back = self.problem.minutes(from, self.home);
        if last.segment + 1 >= self.segments.len() || end + back > self.segments[last.segment].free.to {
            return;
        }
        let to = self.stops[next.2].location;
        let out = self.problem.minutes(self.home, to);
        let road = self.road_beside_busy(from, to);
        let fare = |from, to| i64::from(self.problem.fare(from, to));
        let both_ways = || fare(from, self.home) + fare(self.home, to);
        let travel = travel + road.map_or_else(both_ways, |_| fare(from, to));
        for segment in last.segment + 1..self.segments.len() {
            if !self.segments[segment].crossable {
                return;
            }
            let there = self.segments[segment].free.from + out;
            let there = road.map_or(there, |road| there.max(end + road));
            self.serve(next, segment, there, (travel, cost));
        }
    }

    /// Minutes of the road between two stops that busy hours lie between, where it counts all the same.
    fn road_beside_busy(&self, from: usize, to: usize) -> Option<i32> {
        self.problem.instance.roads_beside_busy.then(|| self.problem.minutes(from, to))
    }

    /// Serves a stop that is reached at `there`, in each window that is open then, and goes on.
    fn serve(
        &mut self,
        (depth, used, at): (usize, u32, usize),
        segment: usize,
        there: i32,
        (travel, cost): (i64, i64),
    ) {
        let weights = &self.problem.instance.weights;
        if weights.travel * travel + cost >= self.best {
            return;
        }
        let stop = self.stops[at];
        let ends = self.segments[segment].free.to;
        let step = |search: &mut Self, start: i32, until: i32, cost: i64| {
            if start + stop.duration <= until {
                search.legs[depth] = Leg { stop: u8::try_from(at).unwrap_or(0), segment, until, start };
                search.go_on(depth + 1, used | 1 << at, travel, cost);
            }
        };
        if let Some(pinned) = stop.pinned {
            if pinned >= there {
                step(self, pinned, ends.min(pinned + stop.duration), cost);
            }
            if stop.fixed {
                return;
            }
        }
        for window in stop.windows {
            step(self, there.max(window.from), ends.min(window.to), cost + stop.moved);
        }
    }

    /// Ends the day at home; keeps it if it is better than the best.
    fn end(&mut self, travel: i64, cost: i64) {
        let count = self.stops.len();
        let last = self.legs[count - 1];
        let (from, end) = self.left(last);
        let back = end + self.problem.minutes(from, self.home);
        let fare = i64::from(self.problem.fare(from, self.home));
        let cost = self.problem.instance.weights.travel * (travel + fare) + cost;
        if cost >= self.best || back > self.segments[last.segment].free.to {
            return;
        }
        // What comes earlier is pushed late: for this order the shortest time away from home.
        let (mut starts, mut order) = ([0; DAY_MAX], [0; DAY_MAX]);
        let (mut next, mut location, mut segment) = (last.start, from, last.segment);
        for at in (0..count).rev() {
            let leg = self.legs[at];
            let stop = &self.stops[usize::from(leg.stop)];
            if at + 1 < count {
                let latest = if leg.segment == segment {
                    next - self.problem.minutes(stop.location, location)
                } else {
                    let home = self.problem.minutes(stop.location, self.home);
                    let home = self.segments[leg.segment].free.to - home;
                    let road = self.road_beside_busy(stop.location, location);
                    road.map_or(home, |road| home.min(next - road))
                };
                next = (latest - stop.duration).min(leg.until - stop.duration);
            }
            (location, segment) = (stop.location, leg.segment);
            (starts[at], order[at]) = (next, leg.stop);
        }
        if back - (next - self.problem.minutes(self.home, location)) <= self.work_max {
            self.best = cost;
            self.found = Some(Found { cost, order, starts });
        }
    }
}

#[cfg(test)]
mod tests;
