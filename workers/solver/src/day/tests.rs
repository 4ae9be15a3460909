use super::*;
use crate::check::check;
use crate::instance::{Instance, Leader, Place, Published, Scheduled, Travel, Weights, Window};
use crate::numbers::Random;

/// Everything lies on this grid of minutes, so that a best day does, too.
const GRID: i32 = 30;

fn on_grid(random: &mut Random, from: i32, to: i32) -> i32 {
    from + GRID * i32::try_from(random.below(usize::try_from((to - from) / GRID + 1).unwrap())).unwrap()
}

fn stretch(random: &mut Random, longest: i32) -> Stretch {
    let from = on_grid(random, 480, 1_020);
    Stretch { from, to: from + on_grid(random, GRID, longest) }
}

/// One leader, one working day, so many places with one visit each.
fn instance(random: &mut Random, places: usize) -> Instance {
    let travel = (0..=places)
        .map(|from| (0..=places).map(|to| if from == to { 0 } else { on_grid(random, 0, 90) }).collect())
        .collect();
    let busy = (0..random.below(4)).map(|_| (0, stretch(random, 120))).collect();
    let leader = Leader {
        id: "l".to_owned(),
        home: 0,
        hours: Stretch { from: 480, to: 1_080 },
        work_max: on_grid(random, 300, 600),
        day_max: 8,
        week_max: None,
        total_max: None,
        busy,
    };
    let place = |at: usize, random: &mut Random| Place {
        id: format!("p{at}"),
        location: at + 1,
        visits: 1,
        duration: on_grid(random, GRID, 90),
        min_gap: 1,
        max_gap: None,
        ideal_gap: None,
        priority: 1,
        eligible: vec![0],
        preferred: None,
        same_leader: false,
        windows: (0..random.below(3))
            .map(|_| Window { weekdays: [true; 7], within: stretch(random, 400) })
            .collect(),
        blocked: Vec::new(),
        days: (0, 0),
        day_costs: Vec::new(),
    };
    let places: Vec<Place> = (0..places).map(|at| place(at, random)).collect();
    let mut published = Vec::new();
    for place in 0..places.len() {
        if random.below(3) == 0 {
            let start = on_grid(random, 480, 1_020);
            published.push(Published { place, k: 1, leader: Some(0), day: 0, start, locked: false });
        }
    }
    Instance {
        name: String::new(),
        weights: Weights::default(),
        first_weekday: 0,
        working: vec![true],
        travel: Travel::Matrix(travel),
        leaders: vec![leader],
        places,
        published,
        freeze_until: 0,
        roads_beside_busy: false,
        fares: None,
    }
}

/// What the judge says a day costs; none where it breaks a rule.
fn judged(instance: &Instance, visits: &[Scheduled]) -> Option<i64> {
    let judgement = check(instance, visits);
    let (weights, terms) = (&instance.weights, judgement.terms);
    let cost = weights.travel * terms.travel
        + weights.leader_day * terms.leader_day
        + weights.change_time * terms.change_time;
    judgement.violations.is_empty().then_some(cost)
}

/// The best day by trying every start of every visit.
fn brute(instance: &Instance, visits: &mut Vec<Scheduled>) -> Option<i64> {
    let place = visits.len();
    if place == instance.places.len() {
        return judged(instance, visits);
    }
    let mut best: Option<i64> = None;
    for start in (480..1_080).step_by(30) {
        visits.push(Scheduled { place, k: 1, leader: 0, day: 0, start });
        best = best.into_iter().chain(brute(instance, visits)).min();
        visits.pop();
    }
    best
}

fn found(instance: &Instance) -> Option<(i64, Vec<Scheduled>)> {
    let problem = Problem::new(instance);
    let visits: Vec<u32> = (0..).take(instance.places.len()).collect();
    let found = best(&problem, 0, &visits, i64::MAX)?;
    let starts = found.starts.iter().zip(found.order).take(visits.len());
    let scheduled = starts.map(|(start, at)| Scheduled {
        place: usize::from(at),
        k: 1,
        leader: 0,
        day: 0,
        start: *start,
    });
    Some((found.cost, scheduled.collect()))
}

#[test]
fn the_best_day_is_the_best_of_all() {
    let mut random = Random::new(7, 0);
    let (mut days, mut full) = (0, 0);
    for case in 0..120 {
        let instance = instance(&mut random, 1 + case % 3);
        let found = found(&instance);
        assert_eq!(found.as_ref().map(|(cost, _)| *cost), brute(&instance, &mut Vec::new()), "{instance:?}");
        if let Some((cost, visits)) = found {
            assert_eq!(judged(&instance, &visits), Some(cost), "{instance:?} {visits:?}");
            days += 1;
            full += usize::from(visits.len() == 3);
        }
    }
    assert!(days > 30 && full > 5, "{days} {full}");
}

#[test]
fn a_leg_takes_its_time_and_weighs_its_fare() {
    let mut random = Random::new(10, 0);
    let mut dearer = 0;
    for case in 0..120 {
        let mut instance = instance(&mut random, 1 + case % 3);
        let by_time = found(&instance).map(|(cost, _)| cost);
        let mut fares = vec![vec![0; instance.places.len() + 1]; instance.places.len() + 1];
        for (from, row) in fares.iter_mut().enumerate() {
            for (to, fare) in row.iter_mut().enumerate() {
                *fare = if from == to { 0 } else { on_grid(&mut random, 120, 240) };
            }
        }
        instance.fares = Some(fares);
        let by_fare = found(&instance).map(|(cost, _)| cost);
        assert_eq!(by_fare, brute(&instance, &mut Vec::new()), "{instance:?}");
        assert_eq!(by_fare.is_some(), by_time.is_some(), "{instance:?}");
        dearer += usize::from(by_fare > by_time);
    }
    assert!(dearer > 20, "{dearer}");
}

#[test]
fn a_long_day_costs_what_the_judge_counts() {
    let mut random = Random::new(8, 0);
    let mut days = 0;
    for case in 0..2_000 {
        let instance = instance(&mut random, 4 + case % 3);
        if let Some((cost, visits)) = found(&instance) {
            assert_eq!(judged(&instance, &visits), Some(cost), "{instance:?} {visits:?}");
            days += 1;
        }
    }
    assert!(days > 30, "{days}");
}

#[test]
fn what_costs_too_much_is_not_found() {
    let mut random = Random::new(9, 0);
    for _ in 0..50 {
        let instance = instance(&mut random, 2);
        let problem = Problem::new(&instance);
        let Some(day) = best(&problem, 0, &[0, 1], i64::MAX) else { continue };
        assert_eq!(best(&problem, 0, &[0, 1], day.cost), None);
        assert_eq!(best(&problem, 0, &[0, 1], day.cost + 1), Some(day));
    }
}
