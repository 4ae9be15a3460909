//! What the visits of one place cost together: gaps, leaders, changes, what is missing.

use crate::problem::{NONE, Problem};

/// The cost of a place, or none where its visits break a rule of the place.
pub(super) fn of_place(problem: &Problem<'_>, slot_of: &[u32], place: usize) -> Option<i64> {
    let data = &problem.instance.places[place];
    let weights = &problem.instance.weights;
    let days = problem.days;
    let mut cost = 0;
    let mut last: Option<(usize, usize)> = None;
    let visits = problem.visits_of(place);
    let start = visits.start;
    for visit in visits {
        let slot = slot_of[visit];
        let known = problem.known[visit].as_ref().filter(|known| !known.locked);
        if slot == NONE {
            cost += weights.unscheduled * data.priority + known.map_or(0, |_| weights.removed);
            continue;
        }
        let (leader, day) = (slot as usize / days, slot as usize % days);
        cost += data.day_costs.get(day).copied().unwrap_or(0);
        if let Some(known) = known {
            cost += weights.change_day * i64::from(usize::try_from(known.day) != Ok(day));
            cost += weights.change_leader * i64::from(known.leader as usize != leader);
        }
        if data.preferred.is_some_and(|preferred| preferred != leader) {
            cost += weights.non_preferred;
        }
        let seen = |other: &u32| *other != NONE && *other as usize / days == leader;
        if last.is_some() && !slot_of[start..visit].iter().any(seen) {
            if data.same_leader {
                return None;
            }
            cost += weights.extra_leader;
        }
        if let Some((before, on)) = last {
            let gap = i64::try_from(day).unwrap_or(0) - i64::try_from(on).unwrap_or(0);
            let apart = i64::try_from(visit - before).unwrap_or(0);
            let longest = data.max_gap.map_or(i64::MAX, |max| apart * i64::from(max));
            if gap < apart * i64::from(data.min_gap) || gap > longest {
                return None;
            }
            if let Some(ideal) = data.ideal_gap {
                cost += weights.spacing * (gap - apart * i64::from(ideal)).abs();
            }
        }
        last = Some((visit, day));
    }
    Some(cost)
}
