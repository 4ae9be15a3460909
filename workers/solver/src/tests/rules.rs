//! Each hard rule by itself: an instance whose cheapest plan breaks that rule and no other. The search must find a dearer one.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::BUDGET;
use crate::check::check;
use crate::instance::{Instance, Published, Scheduled};
use crate::reading::read;
use crate::schedule::Schedule;
use crate::{Unwatched, solve};

/// Two weeks from a Monday, half an hour from home to A and to B, an hour between them; one leader, and one place at A.
fn file() -> Value {
    json!({
        "format": "visit-schedule/1", "name": "rules",
        "calendar": {"start": "2027-03-01", "days": 14},
        "locations": [{"id": "H"}, {"id": "A"}, {"id": "B"}],
        "travel": {"kind": "matrix", "minutes": [[0, 30, 30], [30, 0, 60], [30, 60, 0]]},
        "leaders": [leader("l")], "places": [place("a", "A")], "published": [],
    })
}

fn leader(id: &str) -> Value {
    json!({"id": id, "home": "H", "day_start": 480, "day_end": 1080, "max_work_minutes": 600, "max_visits_per_day": 2})
}

fn place(id: &str, at: &str) -> Value {
    json!({"id": id, "loc": at, "visits": 1, "duration": 60})
}

/// A visit that people know and that may be moved.
fn known(place: &str, k: usize, leader: &str, day: i32, start: i32) -> Value {
    json!({"place": place, "k": k, "leader": leader, "day": day, "start": start})
}

fn instance(change: impl FnOnce(&mut Value)) -> Instance {
    let mut file = file();
    change(&mut file);
    read(file.to_string().as_bytes()).unwrap()
}

/// What is published costs nothing to keep, but breaks this rule alone.
#[track_caller]
fn not_kept(code: &str, change: impl FnOnce(&mut Value)) -> Schedule {
    let instance = instance(change);
    let known = instance.published.iter().map(|one| Scheduled {
        place: one.place,
        k: one.k,
        leader: one.leader.unwrap(),
        day: one.day,
        start: one.start,
    });
    dearer(code, &instance, &known.collect::<Vec<_>>())
}

/// The cheap plan breaks this rule alone; the one that is found breaks none.
#[track_caller]
fn dearer(code: &str, instance: &Instance, cheap: &[Scheduled]) -> Schedule {
    let judged = check(instance, cheap);
    let broken: BTreeSet<&str> = judged.violations.iter().map(|one| one.rule.code()).collect();
    assert_eq!(broken, BTreeSet::from([code]), "{:?}", judged.violations);
    let schedule = solve(instance, BUDGET, &mut Unwatched);
    assert_eq!(schedule.judgement.violations, [], "{code}: {:?}", schedule.visits);
    let cheapest = judged.terms.objective(&instance.weights);
    assert!(cheapest < schedule.objective, "{code}: {cheapest} is no lure, {} was found", schedule.objective);
    schedule
}

/// All visits are made.
#[track_caller]
fn whole(schedule: &Schedule) {
    assert!(schedule.unscheduled.is_empty(), "{:?}", schedule.unscheduled);
}

#[test]
fn h01_and_h15_every_visit_is_planned_once_or_missing_with_a_reason() {
    let schedule = solve(
        &instance(|file| {
            file["leaders"][0]["max_visits_total"] = json!(3);
            file["places"] = json!([place("a", "A"), place("b", "B"), place("c", "A")]);
            for at in 0..3_usize {
                file["places"][at]["visits"] = json!(2);
            }
        }),
        BUDGET,
        &mut Unwatched,
    );
    let planned = schedule.visits.iter().map(|one| (one.place, one.k));
    let missing = schedule.unscheduled.iter().map(|one| (one.place, one.k));
    let mut all: Vec<(usize, usize)> = planned.chain(missing).collect();
    all.sort_unstable();
    assert_eq!(all, [(0, 1), (0, 2), (1, 1), (1, 2), (2, 1), (2, 2)]);
    assert_eq!(schedule.visits.len(), 3);
    assert_eq!(schedule.judgement.violations, []);
}

#[test]
fn h02_a_day_off_is_no_day_for_a_visit_and_a_weekend_that_is_worked_is() {
    let saturday = |file: &mut Value| file["published"] = json!([known("a", 1, "l", 5, 600)]);
    whole(&not_kept("H02", saturday));
    whole(&not_kept("H02", |file| {
        file["calendar"]["holidays"] = json!(["2027-03-03"]);
        file["published"] = json!([known("a", 1, "l", 2, 600)]);
    }));
    let worked = instance(|file| {
        saturday(file);
        file["calendar"]["extra_workdays"] = json!(["2027-03-06"]);
    });
    assert_eq!(solve(&worked, BUDGET, &mut Unwatched).visits[0].day, 5);
}

#[test]
fn h03_a_place_is_visited_when_it_receives_visits() {
    let closed: [(&str, Value); 5] = [
        ("blocked_days", json!([3])),
        ("release", json!(4)),
        ("due", json!(2)),
        ("windows", json!([{"from": 700, "to": 900}])),
        ("windows", json!([{"weekdays": [0, 1, 2], "from": 480, "to": 900}])),
    ];
    for (key, when) in closed {
        whole(&not_kept("H03", |file| {
            file["places"][0][key] = when;
            file["published"] = json!([known("a", 1, "l", 3, 600)]);
        }));
    }
}

#[test]
fn h04_a_place_is_visited_by_who_may_and_who_can() {
    for (key, who) in [("eligible", json!(["m"])), ("skills", json!(["village"]))] {
        let schedule = not_kept("H04", |file| {
            file["leaders"] = json!([leader("l"), leader("m")]);
            file["leaders"][1]["skills"] = json!(["village"]);
            file["places"][0][key] = who;
            file["published"] = json!([known("a", 1, "l", 3, 600)]);
        });
        assert_eq!(schedule.visits[0].leader, 1);
    }
}

#[test]
fn h05_a_busy_leader_neither_visits_nor_travels() {
    // Inside the visit, on the way there, on the way back.
    for (from, to) in [(620, 640), (540, 590), (670, 720)] {
        whole(&not_kept("H05", |file| {
            file["leaders"][0]["busy"] = json!([{"day": 3, "from": from, "to": to}]);
            file["published"] = json!([known("a", 1, "l", 3, 600)]);
        }));
    }
    // Between two visits it is spent at home: five minutes are wanting on the way.
    whole(&not_kept("H05", |file| {
        file["leaders"][0]["busy"] = json!([{"day": 3, "from": 600, "to": 660}]);
        file["places"] = json!([place("a", "A"), place("b", "A")]);
        file["places"][0]["windows"] = json!([{"from": 480, "to": 600}]);
        file["places"][1]["windows"] = json!([{"from": 690, "to": 900}]);
        file["published"] = json!([known("a", 1, "l", 3, 515), known("b", 1, "l", 3, 700)]);
    }));
}

#[test]
fn h06_the_road_from_one_visit_to_the_next_takes_its_time() {
    whole(&not_kept("H06", |file| {
        file["places"] = json!([place("a", "A"), place("b", "B")]);
        file["published"] = json!([known("a", 1, "l", 3, 540), known("b", 1, "l", 3, 659)]);
    }));
}

#[test]
fn h07_a_leader_leaves_home_and_is_back_within_the_day() {
    for start in [509, 991] {
        whole(&not_kept("H07", |file| file["published"] = json!([known("a", 1, "l", 3, start)])));
    }
}

#[test]
fn h08_a_leader_is_not_away_for_longer_than_may_be() {
    whole(&not_kept("H08", |file| {
        file["leaders"][0]["max_work_minutes"] = json!(180);
        file["places"] = json!([place("a", "A"), place("b", "A")]);
        file["published"] = json!([known("a", 1, "l", 3, 510), known("b", 1, "l", 3, 571)]);
    }));
}

#[test]
fn h09_a_day_has_no_more_visits_than_it_may() {
    let schedule = not_kept("H09", |file| {
        file["leaders"][0]["max_visits_per_day"] = json!(1);
        file["places"] = json!([place("a", "A"), place("b", "A")]);
        file["published"] = json!([known("a", 1, "l", 3, 540), known("b", 1, "l", 3, 600)]);
    });
    whole(&schedule);
    assert_ne!(schedule.visits[0].day, schedule.visits[1].day);
}

#[test]
fn h10_a_week_and_the_whole_have_no_more_visits_than_they_may() {
    let two = |cap: &'static str| {
        move |file: &mut Value| {
            file["leaders"][0][cap] = json!(1);
            file["places"] = json!([place("a", "A"), place("b", "A")]);
            file["published"] = json!([known("a", 1, "l", 1, 600), known("b", 1, "l", 2, 600)]);
        }
    };
    whole(&not_kept("H10", two("max_visits_per_week")));
    assert_eq!(not_kept("H10", two("max_visits_total")).visits.len(), 1);
}

#[test]
fn h11_and_h12_visits_of_a_place_are_neither_too_near_nor_too_far_apart() {
    let twice = |gap: &'static str, days: [i32; 2]| {
        move |file: &mut Value| {
            file["places"][0]["visits"] = json!(2);
            file["places"][0][gap] = json!(5);
            file["published"] = json!([known("a", 1, "l", days[0], 600), known("a", 2, "l", days[1], 600)]);
        }
    };
    whole(&not_kept("H11", twice("min_gap", [0, 4])));
    whole(&not_kept("H12", twice("max_gap", [2, 8])));
}

#[test]
fn h13_one_leader_makes_all_visits_of_a_place_that_asks_for_it() {
    let schedule = not_kept("H13", |file| {
        file["leaders"] = json!([leader("l"), leader("m")]);
        (file["places"][0]["visits"], file["places"][0]["same_leader"]) = (json!(2), json!(true));
        file["published"] = json!([known("a", 1, "l", 1, 600), known("a", 2, "m", 3, 600)]);
    });
    whole(&schedule);
    assert_eq!(schedule.visits[0].leader, schedule.visits[1].leader);
}

/// Both on one day would save a journey; but the first visit is locked, or over, on another.
#[test]
fn h14_what_is_locked_or_over_stays_where_it_is() {
    for over in [false, true] {
        let instance = instance(|file| {
            file["places"] = json!([place("a", "A"), place("b", "A")]);
            (file["places"][1]["release"], file["places"][1]["due"]) = (json!(3), json!(3));
            file["published"] = json!([known("a", 1, "l", 1, 510)]);
            if over {
                file["freeze_until"] = json!(2);
            } else {
                file["published"][0]["locked"] = json!(true);
            }
        });
        let on = |place, start| Scheduled { place, k: 1, leader: 0, day: 3, start };
        let schedule = dearer("H14", &instance, &[on(0, 510), on(1, 570)]);
        whole(&schedule);
        assert_eq!(schedule.visits[0], Scheduled { place: 0, k: 1, leader: 0, day: 1, start: 510 });
    }
}

/// What people know of a plan is changed no more than it has to be: nothing where nothing is disturbed, and around one day that
/// is lost no more than two visits beside those of that day.
#[test]
fn a_plan_that_people_know_changes_no_more_than_it_has_to() {
    let mut wanted = instance(|file| {
        file["leaders"] = json!([leader("l"), leader("m")]);
        let places = (0..8).map(|at| place(&format!("p{at}"), if at % 2 == 0 { "A" } else { "B" }));
        file["places"] = places.collect();
    });
    let first = solve(&wanted, BUDGET, &mut Unwatched);
    whole(&first);
    let publish = |visit: &Scheduled| Published {
        place: visit.place,
        k: visit.k,
        leader: Some(visit.leader),
        day: visit.day,
        start: visit.start,
        locked: visit.place == 7,
    };
    wanted.published = first.visits.iter().map(publish).collect();
    assert_eq!(solve(&wanted, BUDGET, &mut Unwatched).visits, first.visits);

    let (leader, lost) = (first.visits[0].leader, first.visits[0].day);
    let hit = |visit: &&Scheduled| (visit.leader, visit.day) == (leader, lost) && visit.place != 7;
    let hits = first.visits.iter().filter(hit).count();
    let places = wanted
        .places
        .iter_mut()
        .enumerate()
        .filter(|(at, _)| first.visits.iter().any(|visit| visit.place == *at && hit(&visit)));
    places.for_each(|(_, place)| place.blocked.push(lost));
    let again = solve(&wanted, BUDGET, &mut Unwatched);
    whole(&again);
    assert_eq!(again.judgement.violations, []);
    let changed = first.visits.iter().filter(|visit| !again.visits.contains(visit)).count();
    assert!((hits..=hits + 2).contains(&changed), "{hits} had to, {changed} did: {:?}", again.visits);
    assert_eq!(again.visits[7], first.visits[7], "it is locked");
}
