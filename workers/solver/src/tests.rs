//! Faults of other programs that plan visits, as tests: the rows of the study of practice.

mod missing;
mod rules;

use super::check::check;
use super::instance::{Instance, Scheduled};
use super::reading::read;
use super::{Budget, Unwatched, solve};

const BUDGET: Budget = Budget { iterations: 60_000, seed: 1, chain: 0 };

/// Working days of half a year, leaders and places as they are given.
fn instance(leaders: &[String], places: &[String]) -> Instance {
    let text = format!(
        r#"{{"format": "visit-schedule/1", "name": "practice",
 "calendar": {{"start": "2027-03-01", "days": 182, "weekdays": [0, 1, 2, 3, 4]}},
 "locations": [{{"id": "H"}}, {{"id": "A"}}],
 "travel": {{"kind": "matrix", "minutes": [[0, 30], [30, 0]]}},
 "leaders": [{}], "places": [{}]}}"#,
        leaders.join(","),
        places.join(",")
    );
    read(text.as_bytes()).unwrap()
}

fn leader(name: &str, busy: &str) -> String {
    format!(
        r#"{{"id": "{name}", "home": "H", "day_start": 480, "day_end": 1080, "max_work_minutes": 600,
 "max_visits_per_day": 2, "max_visits_per_week": 5, "busy": [{busy}]}}"#
    )
}

fn place(at: usize, more: &str) -> String {
    format!(r#"{{"id": "c{at}", "loc": "A", "visits": 1, "duration": 60{more}}}"#)
}

fn counts(instance: &Instance) -> Vec<usize> {
    let schedule = solve(instance, BUDGET, &mut Unwatched);
    assert!(schedule.unscheduled.is_empty(), "{:?}", schedule.unscheduled);
    let theirs = |leader| schedule.visits.iter().filter(|visit| visit.leader == leader).count();
    (0..instance.leaders.len()).map(theirs).collect()
}

/// calcom/cal.diy #13606, #8410: one host got all; newcomers were flooded.
#[test]
fn practice_row_24_visits_are_shared_by_what_each_can_do() {
    let places: Vec<String> = (0..200).map(|at| place(at, "")).collect();
    let five: Vec<String> = (0..5).map(|at| leader(&format!("l{at}"), "")).collect();
    let shared = counts(&instance(&five, &places));
    let (least, most) = (shared.iter().min().unwrap(), shared.iter().max().unwrap());
    assert!(most - least <= 1, "{shared:?}");
    // One who joins in the middle has half of it at most, and one visit.
    let days: Vec<String> = (0..91).map(|day| format!(r#"{{"day": {day}}}"#)).collect();
    let mut joined = five[..4].to_vec();
    joined.push(leader("new", &days.join(",")));
    let shared = counts(&instance(&joined, &places));
    let whole = shared[..4].iter().max().unwrap();
    assert!(shared[4] <= whole / 2 + 1, "{shared:?}");
}

fn codes(instance: &Instance, start: i32) -> Vec<&'static str> {
    let visit = Scheduled { place: 0, k: 1, leader: 0, day: 0, start };
    check(instance, &[visit]).violations.iter().map(|one| one.rule.code()).collect()
}

/// OCA/field-service PR #1382: only the start was looked at.
#[test]
fn practice_row_25_the_whole_visit_must_be_free() {
    let at = place(0, r#", "windows": [{"from": 525, "to": 780}]"#).replace("60", "120");
    let busy = instance(&[leader("l", r#"{"day": 0, "from": 540, "to": 660}"#)], std::slice::from_ref(&at));
    assert!(codes(&busy, 525).contains(&"H05"));
    let free = instance(&[leader("l", "")], &[at]);
    assert_eq!(codes(&free, 525), [""; 0]);
    assert!(solve(&busy, BUDGET, &mut Unwatched).visits.iter().all(|visit| visit.day > 0));
}

/// nextcloud/calendar #6439, #3811: a meeting in the middle of the slot, another calendar, no room for the way.
#[test]
fn practice_row_55_busy_times_of_all_calendars_and_the_way_count() {
    let two = r#"{"day": 0, "from": 840, "to": 870}, {"day": 0, "from": 990, "to": 1020}"#;
    let leaders = [leader("l", two)];
    let day = instance(&leaders, &[place(0, r#", "due": 0"#)]);
    // 13:45 to 14:45 has the first meeting inside; from 14:45 there is no half hour back from it and out again.
    assert!(codes(&day, 825).contains(&"H05"));
    assert!(codes(&day, 885).contains(&"H05"));
    // From 15:20 on the way back meets the second one.
    assert!(codes(&day, 920).contains(&"H05"));
    assert_eq!(codes(&day, 900), [""; 0]);
    let schedule = solve(&day, BUDGET, &mut Unwatched);
    assert_eq!(codes(&day, schedule.visits[0].start), [""; 0]);
}
