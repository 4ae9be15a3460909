//! The plan of the independent checker's self-test, broken once for each rule, as there.

use super::*;
use crate::reading::read;

const INSTANCE: &str = r#"{"format": "visit-schedule/1", "name": "tiny",
 "calendar": {"start": "2027-03-01", "days": 28, "weekdays": [0, 1, 2, 3, 4],
  "holidays": ["2027-03-10"], "extra_workdays": ["2027-03-13"]},
 "locations": [{"id": "H"}, {"id": "A"}, {"id": "B"}],
 "travel": {"kind": "matrix", "minutes": [[0, 30, 40], [30, 0, 20], [40, 20, 0]]},
 "leaders": [
  {"id": "p1", "home": "H", "skills": ["x"], "day_start": 480, "day_end": 1080, "max_work_minutes": 420,
   "max_visits_per_day": 2, "max_visits_per_week": 2, "busy": [{"day": 2}, {"day": 3, "from": 700, "to": 800}]},
  {"id": "p2", "home": "H", "skills": [], "day_start": 480, "day_end": 1080, "max_work_minutes": 420,
   "max_visits_per_day": 2, "busy": []}],
 "places": [
  {"id": "a", "loc": "A", "visits": 2, "duration": 60, "min_gap": 7, "max_gap": 14, "ideal_gap": 10, "skills": ["x"],
   "windows": [{"weekdays": [0, 1, 2, 3, 4, 5], "from": 540, "to": 1020}], "blocked_days": [4]},
  {"id": "b", "loc": "B", "visits": 2, "duration": 60, "min_gap": 7, "max_gap": 14, "eligible": ["p1", "p2"],
   "preferred": "p2", "same_leader": true}],
 "freeze_until": 1,
 "published": [{"place": "a", "k": 1, "leader": "p1", "day": 0, "start": 540},
               {"place": "b", "k": 2, "leader": "p1", "day": 8, "start": 640}]}"#;

fn instance() -> Instance {
    read(INSTANCE.as_bytes()).unwrap()
}

fn plan() -> Vec<Scheduled> {
    let one = |place, k, day, start| Scheduled { place, k, leader: 0, day, start };
    vec![one(0, 1, 0, 540), one(1, 1, 0, 620), one(0, 2, 8, 540), one(1, 2, 8, 630)]
}

fn codes(instance: &Instance, plan: &[Scheduled]) -> Vec<&'static str> {
    check(instance, plan).violations.iter().map(|one| one.rule.code()).collect()
}

#[test]
fn a_plan_that_keeps_every_rule_has_its_terms() {
    let judgement = check(&instance(), &plan());
    assert_eq!(judgement.violations, []);
    let terms = judgement.terms;
    assert_eq!((terms.travel, terms.leader_day, terms.spacing, terms.non_preferred), (180, 2, 2, 2));
    assert_eq!((terms.change_time, terms.change_day, terms.change_leader, terms.removed), (1, 0, 0, 0));
    // p1 has 19 days but one, p2 has 19 with the Saturday: 240 minutes by those shares.
    let targets = instance().targets();
    assert_eq!(terms.overload, 240 - targets[0]);
}

#[test]
fn every_rule_that_is_broken_is_named() {
    let broken = |at: usize, change: &dyn Fn(&mut Scheduled)| {
        let mut plan = plan();
        change(&mut plan[at]);
        codes(&instance(), &plan)
    };
    assert!(broken(0, &|visit| visit.k = 3).contains(&"H01"));
    assert!(broken(2, &|visit| visit.day = 9).contains(&"H02"));
    assert!(broken(2, &|visit| visit.start = 530).contains(&"H03"));
    assert!(broken(0, &|visit| visit.leader = 1).contains(&"H04"));
    assert!(broken(1, &|visit| visit.start = 610).contains(&"H06"));
    assert!(broken(3, &|visit| visit.start = 1_020).contains(&"H07"));
    assert!(broken(1, &|visit| visit.start = 900).contains(&"H08"));
    assert!(broken(2, &|visit| visit.day = 4).contains(&"H11"));
    assert!(broken(2, &|visit| visit.day = 18).contains(&"H12"));
    assert!(broken(3, &|visit| visit.leader = 1).contains(&"H13"));
    assert!(broken(0, &|visit| visit.start = 541).contains(&"H14"));
    let mut fewer = instance();
    fewer.leaders[0].day_max = 1;
    assert!(codes(&fewer, &plan()).contains(&"H09"));
    let mut fewer = instance();
    fewer.leaders[0].week_max = Some(1);
    assert!(codes(&fewer, &plan()).contains(&"H10"));
    let mut busy = plan();
    (busy[0].day, busy[1].day, busy[1].start) = (3, 3, 690);
    assert!(codes(&instance(), &busy).contains(&"H05"));
}

#[test]
fn busy_hours_between_two_visits_are_spent_at_home() {
    let mut instance = instance();
    instance.published.clear();
    instance.leaders[0].work_max = 480;
    let mut visits = plan();
    for (visit, day) in visits.iter_mut().zip([3, 3, 10, 10]) {
        visit.day = day;
    }
    visits[1].start = 840;
    let judgement = check(&instance, &visits);
    assert_eq!((judgement.violations.len(), judgement.terms.travel), (0, 90 + 30 + 30 + 40 + 40));
    visits[1].start = 839;
    assert_eq!(codes(&instance, &visits), ["H06"]);
}
