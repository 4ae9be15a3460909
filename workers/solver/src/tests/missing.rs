//! Why visits are missing, each reason by an instance that has just that one; and how far a search is, told to who may end it.

use super::{BUDGET, instance, leader, place};
use crate::explain::{Binding, Lost, Reason, Relaxation};
use crate::instance::{Instance, Published};
use crate::{Progress, Unwatched, Watch, solve};

/// One leader and these places, of whose half a year two weeks are left.
fn two_weeks(places: &[String]) -> Instance {
    let mut instance = instance(&[leader("l", "")], places);
    instance.working.truncate(14);
    for place in &mut instance.places {
        place.days.1 = place.days.1.min(13);
    }
    instance
}

/// The reason of the one visit that is missing.
#[track_caller]
fn reason(instance: &Instance) -> Reason {
    let schedule = solve(instance, BUDGET, &mut Unwatched);
    assert_eq!(schedule.unscheduled.len(), 1, "{:?}", schedule.unscheduled);
    schedule.unscheduled[0].reason.clone()
}

#[test]
fn what_no_plan_can_hold_is_proved_and_says_why() {
    let nobody = reason(&two_weeks(&[place(0, r#", "eligible": []"#)]));
    assert_eq!(nobody, Reason::NoEligibleLeader);
    let short = reason(&two_weeks(&[place(0, r#", "windows": [{"from": 540, "to": 580}]"#)]));
    assert_eq!(short, Reason::NoCommonDay(Lost { not_working: 4, no_window: 10, ..Lost::default() }));
    let twice = r#", "min_gap": 10, "due": 8"#;
    let twice = place(0, twice).replace(r#""visits": 1"#, r#""visits": 2"#);
    let near = reason(&two_weeks(std::slice::from_ref(&twice)));
    assert_eq!(near, Reason::GapsImpossible { most: 1 });
    // With room for both, but the first of them locked in the middle.
    let mut locked = two_weeks(&[twice.replace(r#", "due": 8"#, "")]);
    locked.published = vec![Published { place: 0, k: 1, leader: Some(0), day: 7, start: 600, locked: true }];
    let locked = reason(&locked);
    assert_eq!(locked, Reason::BlockedByLocked { most: 1 });
    assert!([nobody, short, near, locked].iter().all(Reason::is_proved));
}

#[test]
fn what_another_plan_might_hold_is_not_called_impossible_and_says_what_would_let_it_in() {
    let places: Vec<String> = (0..2).map(|at| place(at, r#", "due": 4"#)).collect();
    let mut full = two_weeks(&places);
    full.leaders[0].week_max = Some(1);
    let reason = reason(&full);
    assert!(!reason.is_proved());
    let relaxations = vec![Relaxation::Week { leader: 0, day: 0 }];
    let counts = vec![(Binding::WeekFull, 5)];
    assert_eq!(reason, Reason::Capacity { counts, leaders: vec![0], relaxations });
}

/// Ends a search once it has heard so often how far it is.
struct Impatient {
    heard: Vec<Progress>,
    at_most: usize,
}

impl Watch for Impatient {
    fn go_on(&mut self, progress: Progress) -> bool {
        self.heard.push(progress);
        self.heard.len() < self.at_most
    }
}

#[test]
fn a_search_says_how_far_it_is_and_who_ends_it_gets_the_best_so_far() {
    let places: Vec<String> = (0..40).map(|at| place(at, "")).collect();
    let instance = instance(&[leader("l", ""), leader("m", "")], &places);
    let watched = |at_most| {
        let mut watch = Impatient { heard: Vec::new(), at_most };
        let schedule = solve(&instance, BUDGET, &mut watch);
        assert_eq!(schedule.judgement.violations, []);
        assert!(schedule.objective <= watch.heard.last().unwrap().objective, "no worse than was told");
        (schedule, watch.heard)
    };
    let (whole, heard) = watched(usize::MAX);
    assert!(!whole.cut && heard.len() > 100, "{}", heard.len());
    assert!(heard.iter().all(|told| told.all == BUDGET.iterations && told.done <= told.all));
    let forward = |pair: &[Progress]| pair[0].done < pair[1].done && pair[0].objective >= pair[1].objective;
    assert!(heard.windows(2).all(forward), "further each time, and never worse");
    let (cut, heard) = watched(5);
    assert_eq!((cut.cut, heard.len()), (true, 5));
    assert_eq!(cut.iterations, heard[4].done);
    assert!(cut.iterations < whole.iterations && cut.objective >= whole.objective);
}
