//! Where the places of a round lie for the solver, what its legs take and what they cost. Where the file measures roads each place
//! lies by itself; else a town is a place where visits cost nothing extra, so that visits of one town share a day. What a leg
//! takes is what the rules of a plan ask for, to the minute; what it costs only says which days are better.

use std::collections::BTreeMap;

use muster_protocol::definition::{Definition, Travel as Roads};
use muster_protocol::ids::UnitIx;
use muster_rules::visit::road::{self, NEAR_MINUTES};
use muster_solver::instance::{Travel, Weights};

/// What it costs to go out or to come home, in minutes of travel: home is no place of the campaign, and no way takes time.
const LEG: i32 = 1;
/// Half of what it is worth to be in the same town anyway: a month away from the middle.
const HALF_SAME_TOWN: i64 = 30;
/// Most places that are told apart. By towns only the preference for sharing a day depends on it. A file that measures roads has
/// fewer places in a round; what stands of other programmes comes to that, and is looked at again when the plan is judged.
const LOCATIONS_MAX: usize = 2_000;

/// What tells two locations apart.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Spot<'a> {
    Place(UnitIx),
    Town(&'a str),
}

/// Locations: home, then each place or town. Units without a town lie each in one of its own.
pub(super) struct Ground<'a> {
    def: &'a Definition,
    roads: &'a Roads,
    known: BTreeMap<Spot<'a>, usize>,
    /// A unit at each location but home.
    units: Vec<UnitIx>,
    count: usize,
}

impl<'a> Ground<'a> {
    pub(super) fn new(def: &'a Definition, roads: &'a Roads) -> Self {
        Self { def, roads, known: BTreeMap::new(), units: Vec::new(), count: 0 }
    }

    /// Whether the file says how roads are counted.
    fn measures(&self) -> bool {
        self.roads.speed.is_some() || !self.roads.times.is_empty()
    }

    /// The location of a unit.
    pub(super) fn location(&mut self, unit: UnitIx) -> usize {
        let town = self.def.units.get(unit.at()).map_or("", |unit| unit.town.as_str());
        let alone = self.measures() || town.is_empty();
        let spot = if alone { Spot::Place(unit) } else { Spot::Town(town) };
        if let Some(at) = self.known.get(&spot) {
            return *at;
        }
        let next = self.count % LOCATIONS_MAX + 1;
        self.count += 1;
        if self.units.len() < next {
            self.units.push(unit);
        }
        self.known.insert(spot, next);
        next
    }

    /// What the legs take.
    pub(super) fn legs(&self) -> Travel {
        Travel::Matrix(self.table(0, &|from, to| self.road(from, to)))
    }

    /// What the legs cost, in minutes of travel. From home and back it is one leg, between towns two: a day in two towns is worth
    /// no more than two days. Roads cost what they take, and the way home and out again, which they save no more than a town does.
    pub(super) fn fares(&self) -> Vec<Vec<i32>> {
        let measures = self.measures();
        self.table(LEG, &|from, to| match self.road(from, to) {
            0 if measures => 0,
            0 => 2 * LEG,
            minutes => minutes + 4 * LEG,
        })
    }

    /// A number for each pair of locations: one for each leg from home or back, and what `between` says of two others.
    fn table(&self, home: i32, between: &dyn Fn(usize, usize) -> i32) -> Vec<Vec<i32>> {
        let leg = |from: usize, to: usize| match (from, to) {
            _ if from == to => 0,
            (0, _) | (_, 0) => home,
            _ => between(from, to),
        };
        let count = self.units.len() + 1;
        (0..count).map(|from| (0..count).map(|to| leg(from, to)).collect()).collect()
    }

    /// Minutes of the road between two locations that are not home.
    fn road(&self, from: usize, to: usize) -> i32 {
        if !self.measures() {
            return i32::from(self.roads.minutes);
        }
        let (Some(from), Some(to)) = (self.units.get(from - 1), self.units.get(to - 1)) else { return 0 };
        i32::from(road::minutes(self.def, self.roads, *from, *to))
    }

    /// What legs and days weigh. Where roads are measured a minute weighs one and a day of its own as much as the longest road
    /// that is near; else only legs weigh, out and back together as much.
    pub(super) fn weights(&self) -> Weights {
        let (travel, leader_day) =
            if self.measures() { (1, i64::from(NEAR_MINUTES)) } else { (HALF_SAME_TOWN / i64::from(LEG), 0) };
        Weights { travel, leader_day, overload: 0, ..Weights::default() }
    }
}

#[cfg(test)]
mod tests;
