//! On which leader-days each place can be visited, and which places are near each other.

use super::day;
use super::problem::{Problem, index};

/// How many near places each one knows: enough for the days that visits of one town make.
const NEAR: usize = 30;
/// Most places that are looked at for those near one: where everybody may go everywhere, one leader's list has them all.
const LOOKED_AT_MAX: usize = 50_000;

/// Finds them for all places.
pub(super) fn find(problem: &mut Problem<'_>) {
    problem.options = (0..problem.instance.places.len()).map(|place| of(problem, place)).collect();
    problem.near = near(problem);
}

/// Slots on which a visit of the place fits if nothing else is planned, by day and then leader, and the first of each day.
fn of(problem: &Problem<'_>, place: usize) -> (Vec<u32>, Vec<u32>) {
    let data = &problem.instance.places[place];
    let (mut slots, mut first_of) = (Vec::new(), Vec::with_capacity(problem.days + 1));
    let visits = problem.visits_of(place);
    // Any that is not published on the slot itself: pinned starts are no matter of what can be.
    for day in 0..problem.days {
        first_of.push(index(slots.len()));
        let on = i32::try_from(day).unwrap_or(i32::MAX);
        let open = (data.days.0..=data.days.1).contains(&on)
            && on >= problem.instance.freeze_until
            && !data.blocked.contains(&on);
        if !open || !problem.instance.working[day] || problem.windows(place, day).is_empty() {
            continue;
        }
        for leader in &data.eligible {
            let slot = problem.slot(*leader, day);
            let free = |visit: &usize| problem.known[*visit].is_none_or(|known| known.slot != slot);
            // A place whose every visit is published on one day has no gap to speak of.
            let Some(visit) = visits.clone().find(free).or(visits.clone().next()) else { continue };
            if problem.day_max[*leader] > 0 && day::best(problem, slot, &[index(visit)], i64::MAX).is_some() {
                slots.push(slot);
            }
        }
    }
    first_of.push(index(slots.len()));
    (slots, first_of)
}

/// For each place the nearest others that share a leader with it, nearest first.
fn near(problem: &Problem<'_>) -> Vec<Vec<u32>> {
    let places = &problem.instance.places;
    let mut of_leader: Vec<Vec<usize>> = vec![Vec::new(); problem.instance.leaders.len()];
    for (at, place) in places.iter().enumerate() {
        place.eligible.iter().for_each(|leader| of_leader[*leader].push(at));
    }
    let mut seen = vec![usize::MAX; places.len()];
    let mut all = Vec::with_capacity(places.len());
    for (at, place) in places.iter().enumerate() {
        let mut others: Vec<(i32, u32)> = Vec::new();
        seen[at] = at;
        for other in place.eligible.iter().flat_map(|leader| &of_leader[*leader]).take(LOOKED_AT_MAX) {
            if seen[*other] != at {
                seen[*other] = at;
                others.push((problem.fare(place.location, places[*other].location), index(*other)));
            }
        }
        if others.len() > NEAR {
            others.select_nth_unstable(NEAR);
            others.truncate(NEAR);
        }
        others.sort_unstable();
        all.push(others.into_iter().map(|(_, other)| other).collect());
    }
    all
}
