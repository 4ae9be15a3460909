use muster_protocol::definition::{Busy, Definition, Location, Road};
use muster_protocol::ids::{ContactIx, ProgrammeIx, UnitIx};
use muster_protocol::item::{ProposedVisit, SlotReason};
use muster_protocol::question::VisitInstance;
use muster_protocol::time::{Date, TimeOfDay};
use muster_rules::visit;

use crate::sample::{day, definition, instance, midnight};
use crate::visits::plan::plan;

/// Places 0, 1, 2 of the first visitor, each in a town of its own; 0 and 2 are five kilometres apart, 1 is far away.
fn located() -> Definition {
    let mut definition = definition();
    let at = [(32_160_000, 120_010_000), (33_160_000, 120_010_000), (32_200_000, 120_035_000)];
    for (unit, (latitude, longitude)) in definition.units.iter_mut().zip(at) {
        unit.location = Some(Location { latitude, longitude });
    }
    definition
}

fn planned(definition: &Definition, asked: &VisitInstance) -> Vec<ProposedVisit> {
    let visits = plan(definition, asked, midnight("2014-04-01")).visits;
    let broken = visit::infeasible(definition, ProgrammeIx(0), asked, &visits);
    assert!(broken.is_empty(), "{broken:?}");
    visits
}

/// The visit of a place, whose reasons name what is near.
fn of(visits: &[ProposedVisit], place: u32) -> &ProposedVisit {
    visits.iter().find(|visit| visit.place == UnitIx(place)).unwrap()
}

fn both_ways(from: u32, to: u32, minutes: u16) -> [Road; 2] {
    let road = |from, to| Road { from: UnitIx(from), to: UnitIx(to), minutes };
    [road(from, to), road(to, from)]
}

#[test]
fn places_that_are_near_by_their_coordinates_share_a_day() {
    let mut definition = located();
    definition.visits[0].travel.speed = Some(40);
    let visits = planned(&definition, &instance(&[0, 1, 2]));
    let [one, far, near] = [0, 1, 2].map(|place| of(&visits, place));
    assert_eq!(one.date, near.date, "{visits:?}");
    assert_ne!(one.date, far.date, "{visits:?}");
    assert!(one.reasons.contains(&SlotReason::Near { place: UnitIx(2), minutes: 8 }), "{one:?}");
    assert!(far.reasons.contains(&SlotReason::Spread), "{far:?}");
    // Without a speed coordinates say nothing, and all three lie in towns of their own.
    definition.visits[0].travel.speed = None;
    let visits = planned(&definition, &instance(&[0, 1, 2]));
    assert_ne!(of(&visits, 0).date, of(&visits, 2).date, "{visits:?}");
}

#[test]
fn the_table_of_roads_counts_before_coordinates() {
    let mut definition = located();
    let travel = &mut definition.visits[0].travel;
    travel.speed = Some(40);
    travel.times = [both_ways(0, 1, 10), both_ways(0, 2, 90), both_ways(1, 2, 90)].concat();
    travel.times.sort_unstable();
    let visits = planned(&definition, &instance(&[0, 1, 2]));
    let [one, near, far] = [0, 1, 2].map(|place| of(&visits, place));
    assert_eq!(one.date, near.date, "{visits:?}");
    assert_ne!(one.date, far.date, "{visits:?}");
    assert!(near.reasons.contains(&SlotReason::Near { place: UnitIx(0), minutes: 10 }), "{near:?}");
}

#[test]
fn the_road_has_its_time_to_the_minute() {
    let mut definition = definition();
    definition.visits[0].starts = vec![TimeOfDay(9 * 60), TimeOfDay(11 * 60 + 15)];
    // One day, and a quarter of an hour between its two visits of two hours.
    let mut asked = instance(&[0, 2]);
    (asked.first, asked.last) = (day("2014-06-26"), day("2014-06-26"));
    definition.visits[0].travel.times = both_ways(0, 2, 15).to_vec();
    assert_eq!(planned(&definition, &asked).len(), 2);
    definition.visits[0].travel.times = both_ways(0, 2, 16).to_vec();
    assert_eq!(planned(&definition, &asked).len(), 1);
    // One way is shorter than the other: then that one is gone.
    definition.visits[0].travel.times[0].minutes = 15;
    let visits = planned(&definition, &asked);
    let order: Vec<u32> = visits.iter().map(|visit| visit.place.0).collect();
    assert_eq!(order, [0, 2], "{visits:?}");
}

/// A day on which two visits of one town would overlap has one of them, and another day the other: none is planned only to be
/// dropped for it.
#[test]
fn start_times_that_overlap_by_minutes_share_no_day() {
    let mut definition = definition();
    definition.units[2].town = definition.units[0].town.clone();
    let mut asked = instance(&[0, 2]);
    (asked.first, asked.last) = (day("2014-06-26"), day("2014-06-27"));
    for overlap in 0..=4 {
        definition.visits[0].starts = vec![TimeOfDay(9 * 60), TimeOfDay(11 * 60 - overlap)];
        let visits = planned(&definition, &asked);
        assert_eq!(visits.len(), 2, "{overlap}: {visits:?}");
        assert_eq!(visits[0].date == visits[1].date, overlap == 0, "{overlap}: {visits:?}");
    }
}

#[test]
fn three_visits_in_a_row_fit_where_their_roads_do() {
    let mut definition = definition();
    definition.visits[0].starts = vec![TimeOfDay(9 * 60), TimeOfDay(11 * 60 + 15), TimeOfDay(13 * 60 + 30)];
    definition.visits[0].per_week = 3;
    let mut asked = instance(&[0, 1, 2]);
    (asked.first, asked.last) = (day("2014-06-26"), day("2014-06-26"));
    for (minutes, made) in [(15, 3), (16, 2)] {
        let travel = &mut definition.visits[0].travel;
        travel.times =
            [both_ways(0, 1, minutes), both_ways(0, 2, minutes), both_ways(1, 2, minutes)].concat();
        travel.times.sort_unstable();
        assert_eq!(planned(&definition, &asked).len(), made, "by a table, {minutes}");
        travel_by_towns(&mut definition, minutes);
        assert_eq!(planned(&definition, &asked).len(), made, "by towns, {minutes}");
    }
}

fn travel_by_towns(definition: &mut Definition, minutes: u16) {
    let travel = &mut definition.visits[0].travel;
    travel.times.clear();
    travel.minutes = minutes;
}

/// What is busy before and behind leaves just the time of the visit and of the road on both sides.
#[test]
fn a_visit_fits_between_busy_hours_to_the_minute() {
    let mut asked = instance(&[0]);
    (asked.first, asked.last) = (day("2014-06-26"), day("2014-06-26"));
    for road in [0, 20] {
        for (until, from, made) in [(0, 0, 1), (1, 0, 0), (0, 1, 0)] {
            let mut definition = definition();
            travel_by_towns(&mut definition, road);
            let whole = Busy::day(ContactIx(6), asked.first);
            definition.visits[0].busy = vec![
                Busy { until: TimeOfDay(9 * 60 - road + until), ..whole },
                Busy { from: TimeOfDay(11 * 60 + road - from), ..whole },
            ];
            assert_eq!(planned(&definition, &asked).len(), made, "{road} {until} {from}");
        }
    }
}

/// Between the morning's visit and the afternoon's lie three and a half hours, with half an hour that is busy.
#[test]
fn busy_hours_between_two_visits_make_no_road_shorter() {
    let mut definition = definition();
    let noon = |date| Busy {
        from: TimeOfDay(12 * 60),
        until: TimeOfDay(12 * 60 + 30),
        ..Busy::day(ContactIx(6), Date(date))
    };
    definition.visits[0].busy.extend((day("2014-04-01").0..=day("2014-06-30").0).map(noon));
    // A road of 90 minutes is worth no day of its own less, and one of 220 does not fit into a day.
    for minutes in [90, 220] {
        definition.visits[0].travel.times = both_ways(0, 2, minutes).to_vec();
        let visits = planned(&definition, &instance(&[0, 2]));
        assert_eq!(visits.len(), 2, "{minutes}: {visits:?}");
        assert_ne!(visits[0].date, visits[1].date, "{minutes}: {visits:?}");
    }
    // Where there is one day only, the road decides whether both are made on it.
    let mut asked = instance(&[0, 2]);
    (asked.first, asked.last) = (day("2014-06-26"), day("2014-06-26"));
    for (minutes, made) in [(210, 2), (211, 1)] {
        definition.visits[0].travel.times = both_ways(0, 2, minutes).to_vec();
        assert_eq!(planned(&definition, &asked).len(), made, "{minutes}");
    }
}

#[test]
fn a_visit_that_stands_nearby_brings_another_to_its_day() {
    let mut definition = located();
    definition.visits[0].travel.speed = Some(40);
    let all = planned(&definition, &instance(&[0]));
    let mut asked = instance(&[2]);
    let first = of(&all, 0);
    asked.standing = vec![muster_protocol::question::StandingVisit {
        date: first.date.plus(9),
        start: first.start.plus(9 * 24 * 3_600_000),
        end: first.end.plus(9 * 24 * 3_600_000),
        visitor: first.visitor,
        place: first.place,
    }];
    let visits = planned(&definition, &asked);
    assert_eq!(of(&visits, 2).date, first.date.plus(9), "{visits:?}");
}
