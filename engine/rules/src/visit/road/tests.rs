use muster_protocol::definition::{Definition, Location, Road, Travel};
use muster_protocol::ids::UnitIx;
use muster_protocol::item::SlotReason;

use super::{measured, minutes, neighbour};
use crate::sample::definition;

/// The sample with its first units somewhere.
fn at(places: &[(i32, i32)]) -> Definition {
    let mut def = definition();
    for (unit, (latitude, longitude)) in def.units.iter_mut().zip(places) {
        unit.location = Some(Location { latitude: *latitude, longitude: *longitude });
    }
    def
}

fn by(speed: u16) -> Travel {
    Travel { minutes: 25, speed: Some(speed), times: Vec::new() }
}

#[test]
fn minutes_are_counted_from_coordinates_as_the_crow_flies() {
    // Beijing to Tianjin: 102.8 km by the haversine formula.
    let def = at(&[(39_904_200, 116_407_400), (39_343_400, 117_361_600), (39_904_200, 116_407_400)]);
    let between = |speed| measured(&def, &by(speed), UnitIx(0), UnitIx(1)).unwrap();
    assert!((154..=156).contains(&between(40)), "{}", between(40));
    assert!((77..=78).contains(&between(80)), "{}", between(80));
    assert_eq!(measured(&def, &by(40), UnitIx(0), UnitIx(2)), Some(0));
    // A degree of longitude on the equator is 111 km; at sixty degrees it is half.
    let equator = at(&[(0, 10_000_000), (0, 11_000_000)]);
    assert_eq!(measured(&equator, &by(60), UnitIx(0), UnitIx(1)), Some(112));
    let north = at(&[(60_000_000, 10_000_000), (60_000_000, 11_000_000)]);
    assert_eq!(measured(&north, &by(60), UnitIx(0), UnitIx(1)), Some(56));
    let south = at(&[(-60_000_000, 10_000_000), (-60_000_000, 11_000_000)]);
    assert_eq!(measured(&south, &by(60), UnitIx(0), UnitIx(1)), Some(56));
    // The other way round the earth is shorter.
    let pacific = at(&[(0, 179_500_000), (0, -179_500_000)]);
    assert_eq!(measured(&pacific, &by(60), UnitIx(0), UnitIx(1)), Some(112));
    let across = at(&[(90_000_000, 0), (-90_000_000, 180_000_000)]);
    assert!(measured(&across, &by(1), UnitIx(0), UnitIx(1)).is_some());
}

#[test]
fn a_road_of_the_table_counts_before_coordinates_and_towns_count_last() {
    let mut def = at(&[(32_160_000, 120_010_000), (32_170_000, 120_010_000)]);
    let mut travel = by(40);
    let road = |from, to, minutes| Road { from: UnitIx(from), to: UnitIx(to), minutes };
    travel.times = vec![road(0, 1, 45), road(0, 2, 7)];
    assert_eq!(minutes(&def, &travel, UnitIx(0), UnitIx(1)), 45);
    assert_eq!(minutes(&def, &travel, UnitIx(1), UnitIx(0)), 2, "no road back in the table");
    assert_eq!(minutes(&def, &travel, UnitIx(0), UnitIx(2)), 7);
    // Nothing is known of the third but its town.
    assert_eq!(minutes(&def, &travel, UnitIx(1), UnitIx(2)), 0);
    def.units[2].town = "南塘街道".to_owned();
    assert_eq!(minutes(&def, &travel, UnitIx(1), UnitIx(2)), 25);
    def.units[1].town = String::new();
    def.units[2].town = String::new();
    assert_eq!(minutes(&def, &travel, UnitIx(1), UnitIx(2)), 25, "no town is no common town");
    travel.speed = None;
    assert_eq!(measured(&def, &travel, UnitIx(1), UnitIx(0)), None, "without a speed there is no road");
}

#[test]
fn the_nearest_place_of_a_day_is_the_reason_for_it_if_it_is_near() {
    let mut def = at(&[(32_160_000, 120_010_000), (32_260_000, 120_010_000), (32_180_000, 120_010_000)]);
    let reason = |def: &Definition, others: &[u32]| {
        neighbour(def, &by(40), UnitIx(0), others.iter().copied().map(UnitIx))
    };
    let near = |place, minutes| Some(SlotReason::Near { place: UnitIx(place), minutes });
    assert_eq!(reason(&def, &[1, 2]), near(2, 4));
    assert_eq!(reason(&def, &[0, 1]), near(1, 17));
    // Too far, although in the same town; one without coordinates is held to its town.
    def.units[1].location = Some(Location { latitude: 33_160_000, longitude: 120_010_000 });
    assert_eq!(reason(&def, &[1]), None);
    assert_eq!(reason(&def, &[1, 3]), Some(SlotReason::SameTown(UnitIx(3))));
    assert_eq!(reason(&def, &[]), None);
}
