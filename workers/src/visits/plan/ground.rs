//! Where the places of a round lie for the solver, and what its legs cost. Where the file measures roads each place lies by itself
//! and a leg takes its minutes; else a town is a place where visits cost nothing extra, so that visits of one town share a day.

use std::collections::BTreeMap;

use muster_protocol::definition::{Definition, Travel as Roads};
use muster_protocol::ids::UnitIx;
use muster_rules::visit::road::{self, NEAR_MINUTES};

use crate::visits::solver::instance::{Travel, Weights};

/// Minutes of the legs by which places are told apart; visits are taken to be shorter by the longest of them.
pub(super) const LEG: i32 = 1;
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
        let measures = self.measures();
        let leg = |from: usize, to: usize| match (from, to) {
            _ if from == to => 0,
            (0, _) | (_, 0) => LEG,
            _ if measures => self.measured(from, to),
            _ => self.between_towns(),
        };
        let count = self.units.len() + 1;
        Travel::Matrix((0..count).map(|from| (0..count).map(|to| leg(from, to)).collect()).collect())
    }

    /// From home and back it is one leg, between towns two: a day in two towns is worth no more than two days.
    /// Where the road takes time, it takes as long, with what visits are taken to be shorter by.
    fn between_towns(&self) -> i32 {
        match self.roads.minutes {
            0 => 2 * LEG,
            minutes => i32::from(minutes) + 4 * LEG,
        }
    }

    fn measured(&self, from: usize, to: usize) -> i32 {
        let (Some(from), Some(to)) = (self.units.get(from - 1), self.units.get(to - 1)) else { return 0 };
        match road::minutes(self.def, self.roads, *from, *to) {
            0 => 0,
            minutes => i32::from(minutes) + 4 * LEG,
        }
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
