//! How long the road between two places is: by the committee's own table, else by their coordinates, else by their towns.
//! Whole numbers only, so that every machine counts the same minutes.

use muster_protocol::definition::{Definition, Location, Travel};
use muster_protocol::ids::UnitIx;
use muster_protocol::item::SlotReason;

/// Most minutes on the road between two visits that are put on one day for being near: a longer road is no shorter than
/// going out on two days.
pub const NEAR_MINUTES: u16 = 60;
/// Metres of a degree of latitude, on a sphere of the earth's mean radius.
const METRES_OF_DEGREE: i64 = 111_195;
/// Parts of a degree that coordinates count.
const PARTS_OF_DEGREE: i64 = 1_000_000;

/// Minutes from one place to another, as far as they are known better than by towns.
#[must_use]
pub fn measured(def: &Definition, travel: &Travel, from: UnitIx, to: UnitIx) -> Option<u16> {
    if from == to {
        return Some(0);
    }
    if let Ok(at) = travel.times.binary_search_by_key(&(from, to), |road| (road.from, road.to)) {
        return travel.times.get(at).map(|road| road.minutes);
    }
    let speed = i64::from(travel.speed.filter(|speed| *speed > 0)?);
    let location = |place: UnitIx| def.units.get(place.at()).and_then(|unit| unit.location);
    let metres = metres(location(from)?, location(to)?);
    let an_hour = speed * 1_000;
    Some(u16::try_from((metres * 60 + an_hour - 1) / an_hour).unwrap_or(u16::MAX))
}

/// Minutes from one place to another: nothing inside a town where nothing better is known.
#[must_use]
pub fn minutes(def: &Definition, travel: &Travel, from: UnitIx, to: UnitIx) -> u16 {
    match measured(def, travel, from, to) {
        Some(minutes) => minutes,
        None if same_town(def, from, to) => 0,
        None => travel.minutes,
    }
}

/// Why a place is visited on a day on which these are visited too: the nearest of them, if it is near, else the first in the
/// same town.
pub fn neighbour(
    def: &Definition,
    travel: &Travel,
    place: UnitIx,
    others: impl Iterator<Item = UnitIx>,
) -> Option<SlotReason> {
    let near = others.filter(|other| *other != place).filter_map(|other| {
        let there = measured(def, travel, place, other);
        let both = [there, measured(def, travel, other, place)];
        match both.into_iter().flatten().min() {
            Some(minutes) => {
                (minutes <= NEAR_MINUTES).then_some((minutes, SlotReason::Near { place: other, minutes }))
            }
            None => same_town(def, place, other).then_some((0, SlotReason::SameTown(other))),
        }
    });
    near.min_by_key(|(minutes, _)| *minutes).map(|(_, reason)| reason)
}

fn same_town(def: &Definition, one: UnitIx, other: UnitIx) -> bool {
    let town = |place: UnitIx| def.units.get(place.at()).map_or("", |unit| unit.town.as_str());
    !town(one).is_empty() && town(one) == town(other)
}

/// How many metres to the east and to the north one location lies of another. The earth is taken to be flat between the two,
/// which is wrong by less than a hundredth for all that is reached within a day.
#[must_use]
pub fn metres_east_north(from: Location, to: Location) -> (i64, i64) {
    let north = i64::from(to.latitude) - i64::from(from.latitude);
    let turn = 360 * PARTS_OF_DEGREE;
    let east = (i64::from(to.longitude) - i64::from(from.longitude) + turn / 2).rem_euclid(turn) - turn / 2;
    let metres = |parts: i64| parts * METRES_OF_DEGREE / PARTS_OF_DEGREE;
    let (part, whole) = cosine((i64::from(from.latitude) + i64::from(to.latitude)) / 2);
    (metres(east) * part / whole, metres(north))
}

/// The distance as the crow flies.
fn metres(from: Location, to: Location) -> i64 {
    let (east, north) = metres_east_north(from, to);
    (north * north + east * east).isqrt()
}

/// The cosine of a latitude as a fraction, by Bhaskara's formula; it is nowhere wrong by more than two thousandths.
fn cosine(latitude: i64) -> (i64, i64) {
    let thousandths = latitude * 1_000 / PARTS_OF_DEGREE;
    let squared = thousandths * thousandths;
    let half_turn = 180_000 * 180_000;
    (half_turn - 4 * squared, half_turn + squared)
}

#[cfg(test)]
mod tests;
