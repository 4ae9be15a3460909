use super::*;
use crate::instance::{Instance, Leader, Place, Published, Stretch, Travel, Weights, Window};
use crate::options;

/// Places of a day, one after the other, each with half an hour of its own; the last is locked.
const PLACES: usize = 6;

fn instance() -> Instance {
    let leader = Leader {
        id: "l".to_owned(),
        home: 0,
        hours: Stretch { from: 480, to: 1_080 },
        work_max: 600,
        day_max: PLACES,
        week_max: None,
        total_max: None,
        busy: Vec::new(),
    };
    let from = |at: usize| 480 + 30 * i32::try_from(at).unwrap();
    let place = |at: usize| Place {
        id: format!("p{at}"),
        location: 0,
        visits: 1,
        duration: 30,
        min_gap: 1,
        max_gap: None,
        ideal_gap: None,
        priority: 1,
        eligible: vec![0],
        preferred: None,
        same_leader: false,
        windows: vec![Window { weekdays: [true; 7], within: Stretch { from: from(at), to: from(at) + 30 } }],
        blocked: Vec::new(),
        days: (0, 1),
        day_costs: Vec::new(),
    };
    let last = PLACES - 1;
    Instance {
        name: String::new(),
        weights: Weights::default(),
        first_weekday: 0,
        working: vec![true, true],
        travel: Travel::Matrix(vec![vec![0]]),
        leaders: vec![leader],
        places: (0..PLACES).map(place).collect(),
        published: vec![Published {
            place: last,
            k: 1,
            leader: Some(0),
            day: 0,
            start: from(last),
            locked: true,
        }],
        freeze_until: 0,
        roads_beside_busy: false,
        fares: None,
    }
}

/// From five stops on a day is priced stop by stop: put again in another order than it was made, it would not fit.
#[test]
fn the_best_plan_comes_back_as_it_was() {
    let instance = instance();
    let mut problem = Problem::new(&instance);
    options::find(&mut problem);
    let mut state = State::new(&problem);
    for visit in [1, 3, 0, 4, 2] {
        assert!(state.attempt(&[(visit, 0)], i64::MAX), "{visit}");
    }
    let (day, objective) = (state.on(0).to_vec(), state.objective);
    assert_eq!(day, [0, 1, 2, 3, 4, 5]);
    assert!(state.attempt(&[(2, 1), (4, NONE)], i64::MAX));
    assert!(state.attempt(&[(4, 1)], i64::MAX));
    assert!(state.attempt(&[(0, NONE)], i64::MAX));
    assert!(state.objective > objective);
    state.go_to_best();
    assert_eq!((state.on(0), state.on(1), state.objective), (&day[..], &[][..], objective));
    assert_eq!((0..6).map(|visit| state.slot(visit)).collect::<Vec<_>>(), [0; PLACES]);
    assert_eq!((state.in_all(0), state.in_week(0, 0)), (6, 6));
    // And it can be left and reached again.
    assert!(state.attempt(&[(3, 1)], i64::MAX));
    state.go_to_best();
    assert_eq!((state.on(0), state.objective), (&day[..], objective));
}

/// The locked visit is put first and comes last: the others find their published places before it.
#[test]
fn what_is_published_keeps_its_order_in_any_order_of_putting() {
    let mut instance = instance();
    for (place, at) in (0..PLACES - 1).zip(0..) {
        let start = 480 + 30 * at;
        instance.published.push(Published { place, k: 1, leader: Some(0), day: 0, start, locked: false });
    }
    let mut problem = Problem::new(&instance);
    options::find(&mut problem);
    let mut state = State::new(&problem);
    let all: Vec<Change> = (0..5).map(|visit| (visit, 0)).collect();
    assert!(state.attempt(&all, i64::MAX));
    assert_eq!(state.on(0), [0, 1, 2, 3, 4, 5]);
    let before = state.objective;
    assert!(state.attempt(&[(1, NONE)], i64::MAX) && state.attempt(&[(1, 0)], i64::MAX));
    assert_eq!((state.on(0), state.objective), (&[0, 1, 2, 3, 4, 5][..], before));
}
