//! What is in the way of a visit that could be made, and what would let it in.

use std::collections::{BTreeMap, BTreeSet};

use super::{Binding, Reason, Relaxation};
use crate::day;
use crate::problem::{NONE, Segment, index};
use crate::state::{Cap, State};

/// Most relaxations that are named: a person looks at a few.
const NAMED_MAX: usize = 8;

/// Why a visit that some plan could hold is missing in this one.
pub(super) fn of(state: &mut State<'_, '_>, visit: u32) -> Reason {
    let problem = state.problem;
    let place = problem.visits[visit as usize].place as usize;
    let between = state.days_beside_siblings(visit);
    let bound = state.bound_to(visit);
    let mut slots = problem.options(place, between.0, between.1).to_vec();
    slots.retain(|slot| bound.is_none_or(|leader| problem.leader_day(*slot).0 == leader));
    if slots.is_empty() {
        return Reason::BlockedBySiblings { siblings: siblings(state, visit) };
    }
    let mut counts: BTreeMap<Binding, usize> = BTreeMap::new();
    let mut leaders = BTreeSet::new();
    let mut relaxations = BTreeSet::new();
    let mut cheapest: Option<i64> = None;
    for slot in &slots {
        let (leader, day) = problem.leader_day(*slot);
        let binding = match state.full(*slot) {
            _ if state.is_closed(*slot) => Binding::LockedDay,
            Some(cap) => {
                if state.probe_without(cap, (visit, *slot)).is_some() {
                    relaxations.insert(match cap {
                        Cap::Day => Relaxation::Day { leader, day },
                        Cap::Week => Relaxation::Week { leader, day: monday(state, day) },
                        Cap::All => Relaxation::All { leader },
                    });
                }
                match cap {
                    Cap::Day => Binding::DayFull,
                    Cap::Week => Binding::WeekFull,
                    Cap::All => Binding::AllFull,
                }
            }
            None => match state.probe(&[(visit, *slot)], i64::MAX) {
                Some(delta) => {
                    cheapest = Some(cheapest.map_or(delta, |cheapest| cheapest.min(delta)));
                    continue;
                }
                None => Binding::NoTime,
            },
        };
        *counts.entry(binding).or_default() += 1;
        leaders.insert(leader);
    }
    if let Some(by) = cheapest {
        return Reason::CostsMore { by };
    }
    other_days(state, visit, between, bound, &mut relaxations);
    Reason::Capacity {
        counts: counts.into_iter().collect(),
        leaders: leaders.into_iter().collect(),
        relaxations: relaxations.into_iter().take(NAMED_MAX).collect(),
    }
}

/// The nearest visits of the same place before and behind, by number from 1 and day.
fn siblings(state: &State<'_, '_>, visit: u32) -> Vec<(usize, i32)> {
    let problem = state.problem;
    let visits = problem.visits_of(problem.visits[visit as usize].place as usize);
    let at = |other: usize| {
        let slot = state.slot(index(other));
        let day = |slot| i32::try_from(problem.leader_day(slot).1).unwrap_or(i32::MAX);
        (slot != NONE).then(|| (other - visits.start + 1, day(slot)))
    };
    let me = visit as usize;
    let before = (visits.start..me).rev().find_map(at);
    before.into_iter().chain((me + 1..visits.end).find_map(at)).collect()
}

/// First day of the week in the horizon.
fn monday(state: &State<'_, '_>, day: usize) -> usize {
    let instance = state.problem.instance;
    (instance.week(day) * 7).saturating_sub(instance.first_weekday)
}

/// Days off, and days on which a leader is busy, that would do if they were not.
fn other_days(
    state: &mut State<'_, '_>,
    visit: u32,
    between: (i32, i32),
    bound: Option<usize>,
    found: &mut BTreeSet<Relaxation>,
) {
    let problem = state.problem;
    let place = problem.visits[visit as usize].place as usize;
    let data = &problem.instance.places[place];
    let first = between.0.max(problem.instance.freeze_until).max(0);
    for day in usize::try_from(first).unwrap_or(0)..problem.days {
        let on = i32::try_from(day).unwrap_or(i32::MAX);
        if on > between.1 || found.len() >= NAMED_MAX {
            return;
        }
        if data.blocked.contains(&on) || problem.windows(place, day).is_empty() {
            continue;
        }
        for leader in data.eligible.iter().filter(|leader| bound.is_none_or(|bound| bound == **leader)) {
            let slot = problem.slot(*leader, day);
            if state.full(slot).is_some() || state.is_closed(slot) || problem.is_option(place, slot) {
                continue;
            }
            if !problem.instance.working[day] {
                if state.probe(&[(visit, slot)], i64::MAX).is_some() {
                    found.insert(Relaxation::DayOff { leader: *leader, day });
                }
                continue;
            }
            let free = problem.instance.leaders[*leader].hours;
            let visits: Vec<u32> = state.on(slot).iter().copied().chain([visit]).collect();
            let whole = [Segment { free, crossable: true }];
            if slot != NONE && day::best_within(problem, slot, &visits, i64::MAX, &whole).is_some() {
                found.insert(Relaxation::Busy { leader: *leader, day });
            }
        }
    }
}
