//! The judge of a schedule: every hard rule and every term of the objective, from the instance and the schedule alone. It
//! shares nothing with the search, so that what the search believes is proved before anybody hears of it.

mod days;

use std::collections::BTreeMap;

use super::instance::{Instance, Scheduled, Weights};

/// A rule by its code, as the independent checker names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rule {
    /// H02: a working day of the horizon.
    WorkingDay,
    /// H03: the place receives visits then.
    PlaceOpen,
    /// H04: the leader may visit the place.
    Eligible,
    /// H05: nothing while the leader is busy.
    Busy,
    /// H06: time to travel from one visit to the next.
    Travel,
    /// H07: within the leader's hours.
    Hours,
    /// H08: not longer away than the leader may be.
    Work,
    /// H09: not more visits than a day may have.
    Day,
    /// H10: not more visits than a week, or all of the time, may have.
    Week,
    /// H11: not too soon after the visit before.
    MinGap,
    /// H12: not too late after the visit before.
    MaxGap,
    /// H13: one leader for the place.
    SameLeader,
    /// H14: locked visits as they were.
    Locked,
    /// H01: a visit that the instance asks for, once.
    Known,
}

impl Rule {
    /// The code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Known => "H01",
            Self::WorkingDay => "H02",
            Self::PlaceOpen => "H03",
            Self::Eligible => "H04",
            Self::Busy => "H05",
            Self::Travel => "H06",
            Self::Hours => "H07",
            Self::Work => "H08",
            Self::Day => "H09",
            Self::Week => "H10",
            Self::MinGap => "H11",
            Self::MaxGap => "H12",
            Self::SameLeader => "H13",
            Self::Locked => "H14",
        }
    }
}

/// A broken rule, with what it is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Violation {
    /// The rule.
    pub rule: Rule,
    /// The place and number of the visit, from 1.
    pub visit: Option<(usize, usize)>,
    /// The leader.
    pub leader: Option<usize>,
    /// The day.
    pub day: Option<i32>,
}

/// The terms of the objective, as counts before weights.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Terms {
    pub unscheduled: i64,
    pub removed: i64,
    pub change_day: i64,
    pub change_leader: i64,
    pub change_time: i64,
    pub travel: i64,
    pub leader_day: i64,
    pub extra_leader: i64,
    pub non_preferred: i64,
    pub overload: i64,
    pub spacing: i64,
}

impl Terms {
    /// Each with its name, in the order of the checker.
    #[must_use]
    pub fn named(&self) -> [(&'static str, i64); 11] {
        [
            ("unscheduled", self.unscheduled),
            ("removed", self.removed),
            ("change_day", self.change_day),
            ("change_leader", self.change_leader),
            ("change_time", self.change_time),
            ("travel", self.travel),
            ("leader_day", self.leader_day),
            ("extra_leader", self.extra_leader),
            ("non_preferred", self.non_preferred),
            ("overload", self.overload),
            ("spacing", self.spacing),
        ]
    }

    /// The objective: each term times its weight.
    #[must_use]
    pub fn objective(&self, weights: &Weights) -> i64 {
        weights.unscheduled * self.unscheduled
            + weights.removed * self.removed
            + weights.change_day * self.change_day
            + weights.change_leader * self.change_leader
            + weights.change_time * self.change_time
            + weights.travel * self.travel
            + weights.leader_day * self.leader_day
            + weights.extra_leader * self.extra_leader
            + weights.non_preferred * self.non_preferred
            + weights.overload * self.overload
            + weights.spacing * self.spacing
    }
}

/// What the judge found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Judgement {
    /// Broken rules; empty for a feasible schedule.
    pub violations: Vec<Violation>,
    /// Terms of the objective.
    pub terms: Terms,
}

/// Judges visits against an instance.
#[must_use]
pub fn check(instance: &Instance, visits: &[Scheduled]) -> Judgement {
    let mut judge = Judge { instance, found: Judgement::default(), done: BTreeMap::new() };
    for visit in visits {
        let known =
            instance.places.get(visit.place).is_some_and(|place| (1..=place.visits).contains(&visit.k));
        let fresh = known
            && visit.leader < instance.leaders.len()
            && judge.done.insert((visit.place, visit.k), *visit).is_none();
        if !fresh {
            judge.about(Rule::Known, visit);
        }
    }
    let done: Vec<Scheduled> = judge.done.values().copied().collect();
    done.iter().for_each(|visit| judge.visit(visit));
    let mut by_day: BTreeMap<(usize, i32), Vec<Scheduled>> = BTreeMap::new();
    for visit in &done {
        by_day.entry((visit.leader, visit.day)).or_default().push(*visit);
    }
    for on in by_day.values_mut() {
        on.sort_unstable_by_key(|visit| (visit.start, visit.place, visit.k));
        judge.day(on);
    }
    judge.caps(&done);
    judge.shares(&done);
    (0..instance.places.len()).for_each(|place| judge.place(place));
    judge.changes();
    judge.found
}

struct Judge<'a> {
    instance: &'a Instance,
    found: Judgement,
    done: BTreeMap<(usize, usize), Scheduled>,
}

impl Judge<'_> {
    fn about(&mut self, rule: Rule, visit: &Scheduled) {
        self.found.violations.push(Violation {
            rule,
            visit: Some((visit.place, visit.k)),
            leader: Some(visit.leader),
            day: Some(visit.day),
        });
    }

    fn of_leader(&mut self, rule: Rule, leader: usize, day: Option<i32>) {
        self.found.violations.push(Violation { rule, visit: None, leader: Some(leader), day });
    }

    fn of_place(&mut self, rule: Rule, place: usize, k: usize) {
        self.found.violations.push(Violation { rule, visit: Some((place, k)), leader: None, day: None });
    }

    fn visit(&mut self, visit: &Scheduled) {
        let place = &self.instance.places[visit.place];
        let day = usize::try_from(visit.day).ok();
        let Some(day) = day.filter(|day| self.instance.working.get(*day) == Some(&true)) else {
            return self.about(Rule::WorkingDay, visit);
        };
        if !(place.days.0..=place.days.1).contains(&visit.day) || place.blocked.contains(&visit.day) {
            self.about(Rule::PlaceOpen, visit);
        }
        let (weekday, end) = (self.instance.weekday(day), visit.start + place.duration);
        let inside = place.windows.iter().any(|window| {
            window.weekdays[weekday] && window.within.from <= visit.start && end <= window.within.to
        });
        let any_time = place.windows.is_empty() && visit.start >= 0 && end <= 1_440;
        if !inside && !any_time {
            self.about(Rule::PlaceOpen, visit);
        }
        if !place.eligible.contains(&visit.leader) {
            self.about(Rule::Eligible, visit);
        }
        let busy = self.instance.leaders[visit.leader].busy.iter().filter(|(on, _)| *on == day);
        let hits = busy.filter(|(_, busy)| visit.start < busy.to && busy.from < end).count();
        (0..hits).for_each(|_| self.about(Rule::Busy, visit));
    }

    fn caps(&mut self, done: &[Scheduled]) {
        let (mut weeks, mut all) = (BTreeMap::new(), BTreeMap::new());
        let first = i32::try_from(self.instance.first_weekday).unwrap_or(0);
        for visit in done {
            *weeks.entry((visit.leader, (visit.day + first).div_euclid(7))).or_insert(0i64) += 1;
            *all.entry(visit.leader).or_insert(0i64) += 1;
        }
        for ((leader, _), count) in weeks {
            if self.instance.leaders[leader].week_max.is_some_and(|max| count > max) {
                self.of_leader(Rule::Week, leader, None);
            }
        }
        for (leader, count) in all {
            if self.instance.leaders[leader].total_max.is_some_and(|max| count > max) {
                self.of_leader(Rule::Week, leader, None);
            }
        }
    }

    fn shares(&mut self, done: &[Scheduled]) {
        let mut load = vec![0i64; self.instance.leaders.len()];
        for visit in done {
            load[visit.leader] += i64::from(self.instance.places[visit.place].duration);
        }
        let over = load.iter().zip(self.instance.targets()).map(|(load, target)| (load - target).max(0));
        self.found.terms.overload = over.sum();
    }

    fn place(&mut self, at: usize) {
        let place = &self.instance.places[at];
        let visits: Vec<Scheduled> =
            (1..=place.visits).filter_map(|k| self.done.get(&(at, k)).copied()).collect();
        let missing = i64::try_from(place.visits - visits.len()).unwrap_or(0);
        self.found.terms.unscheduled += place.priority * missing;
        for pair in visits.windows(2) {
            let gap = i64::from(pair[1].day) - i64::from(pair[0].day);
            let apart = i64::try_from(pair[1].k - pair[0].k).unwrap_or(0);
            if gap < apart * i64::from(place.min_gap) {
                self.of_place(Rule::MinGap, at, pair[1].k);
            }
            if place.max_gap.is_some_and(|max| gap > apart * i64::from(max)) {
                self.of_place(Rule::MaxGap, at, pair[1].k);
            }
            if let Some(ideal) = place.ideal_gap {
                self.found.terms.spacing += (gap - apart * i64::from(ideal)).abs();
            }
        }
        let mut leaders: Vec<usize> = visits.iter().map(|visit| visit.leader).collect();
        if let Some(preferred) = place.preferred {
            let others = leaders.iter().filter(|leader| **leader != preferred).count();
            self.found.terms.non_preferred += i64::try_from(others).unwrap_or(0);
        }
        leaders.sort_unstable();
        leaders.dedup();
        if place.same_leader && leaders.len() > 1 {
            self.of_place(Rule::SameLeader, at, 1);
        }
        self.found.terms.extra_leader += i64::try_from(leaders.len().saturating_sub(1)).unwrap_or(0);
    }

    fn changes(&mut self) {
        let instance = self.instance;
        for known in &instance.published {
            let now = self.done.get(&(known.place, known.k)).copied();
            let same = |visit: &Scheduled| (Some(visit.leader), visit.day) == (known.leader, known.day);
            if instance.is_locked(known) {
                if !now.is_some_and(|visit| same(&visit) && visit.start == known.start) {
                    self.of_place(Rule::Locked, known.place, known.k);
                }
                continue;
            }
            let terms = &mut self.found.terms;
            match now {
                None => terms.removed += 1,
                Some(visit) => {
                    terms.change_day += i64::from(visit.day != known.day);
                    terms.change_leader += i64::from(Some(visit.leader) != known.leader);
                    terms.change_time += i64::from(same(&visit) && visit.start != known.start);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests;
