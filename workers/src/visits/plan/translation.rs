//! A round of visits in the words of the solver, and back.

use std::collections::BTreeMap;

use muster_protocol::ids::{ContactIx, UnitIx};
use muster_protocol::item::ProposedVisit;
use muster_protocol::question::{PlaceToVisit, StandingVisit};
use muster_protocol::time::{Date, MINUTE, TimeOfDay};
use muster_rules::audience::{calendar_of, group_of};
use muster_rules::calendar::is_workday;
use muster_rules::visit::hours::Hours;
use muster_rules::visit::slot;
use muster_solver::instance::{Instance, Leader, Place, Published, Stretch, Weights, Window};
use muster_solver::schedule::Schedule;

use super::Planner;
use super::ground::Ground;

/// What it costs to leave a visit out, times its place in the order: more than any slot.
const LEFT_OUT: i64 = 200_000;
/// Cost of a slot that leaves no room for the notice before it: taken only when there is no other.
const SHORT_NOTICE: i64 = 100_000;
/// Cost of each day away from the middle of the period.
const DAY_FROM_MIDDLE: i64 = 2;
/// Cost of each pair of visits that a visitor makes in one week.
const SAME_WEEK: i64 = 10;
/// Cost of a visit by somebody else than the place's own visitor: more than any day, less than too short a notice.
const NOT_THEIR_OWN: i64 = 10_000;
/// Minutes of a day.
const DAY: i32 = 1_440;

/// A round as an instance.
pub(super) struct Round {
    pub(super) instance: Instance,
    /// Day 0 of the instance, a Monday.
    pub(super) start: Date,
    /// Who the leaders of the instance are.
    visitors: Vec<ContactIx>,
}

/// The instance of a round; its first places are those of the order. None where nothing is to be planned.
pub(super) fn round(planner: &Planner<'_>, order: &[(&PlaceToVisit, Option<u16>)]) -> Option<Round> {
    let (round, programme) = (planner.instance, planner.programme);
    if order.is_empty() || planner.first > round.last {
        return None;
    }
    // Whole weeks, since what stands counts for its week.
    let monday = |date: Date| date.plus(-i32::try_from(date.weekday()).unwrap_or(0));
    let start = monday(planner.first);
    let end = monday(round.last).plus(6);
    let days = usize::try_from(end.0 - start.0 + 1).ok()?;
    let date = |day: usize| start.plus(i32::try_from(day).unwrap_or(i32::MAX));
    let working =
        (0..days).map(|day| is_workday(&planner.def.calendar, date(day)).unwrap_or(false)).collect();
    let mut ground = Ground::new(planner.def, &programme.travel);
    let mut visitors: BTreeMap<ContactIx, usize> = BTreeMap::new();
    let may = order.iter().flat_map(|(place, _)| planner.eligible(place));
    for visitor in may.chain(round.standing.iter().map(|one| one.visitor)) {
        let next = visitors.len();
        visitors.entry(visitor).or_insert(next);
    }
    let mut in_order: Vec<(usize, ContactIx)> =
        visitors.iter().map(|(visitor, at)| (*at, *visitor)).collect();
    in_order.sort_unstable();
    let in_order: Vec<ContactIx> = in_order.into_iter().map(|(_, visitor)| visitor).collect();
    let mut places = asked(planner, order, &visitors, (start, days), &mut ground);
    let mut published = Vec::new();
    for one in round.standing.iter().filter(|one| (start..=end).contains(&one.date)) {
        published.push(Published {
            place: places.len(),
            k: 1,
            leader: visitors.get(&one.visitor).copied(),
            day: one.date.0 - start.0,
            start: minute(planner, one),
            locked: true,
        });
        let minutes = i32::try_from((one.end.0 - one.start.0) / MINUTE).unwrap_or(DAY).clamp(1, DAY);
        places.push(bare(one.place, minutes, &mut ground));
    }
    let leaders = leaders(planner, &in_order, start, days);
    let weights = weights(planner, &ground);
    let instance = Instance {
        name: programme.id.clone(),
        weights,
        first_weekday: 0,
        working,
        travel: ground.legs(),
        leaders,
        places,
        published,
        freeze_until: 0,
        // Home is no place of the campaign: a visitor who is busy between two visits is not nearer to the second for it.
        roads_beside_busy: true,
        fares: Some(ground.fares()),
    };
    Some(Round { instance, start, visitors: in_order })
}

/// What counts how much. Where several may go, the place's own visitor does unless that is far worse, and else they share.
fn weights(planner: &Planner<'_>, ground: &Ground<'_>) -> Weights {
    let weights = Weights { unscheduled: LEFT_OUT, same_week: SAME_WEEK, ..ground.weights() };
    if planner.programme.eligible.is_empty() {
        return weights;
    }
    Weights { non_preferred: NOT_THEIR_OWN, overload: 1, ..weights }
}

/// The places that are to be visited, the first of the order weighing most.
fn asked(
    planner: &Planner<'_>,
    order: &[(&PlaceToVisit, Option<u16>)],
    visitors: &BTreeMap<ContactIx, usize>,
    (start, days): (Date, usize),
    ground: &mut Ground<'_>,
) -> Vec<Place> {
    let (count, programme) = (order.len(), planner.programme);
    let date = |day: usize| start.plus(i32::try_from(day).unwrap_or(i32::MAX));
    let place = |(at, (place, _)): (usize, &(&PlaceToVisit, Option<u16>))| Place {
        // More visits before heavier ones: no two weights make up for three.
        priority: i64::try_from(count * count + count - at).unwrap_or(i64::MAX),
        eligible: planner.eligible(place).iter().filter_map(|one| visitors.get(one).copied()).collect(),
        preferred: planner.own(place).and_then(|own| visitors.get(&own).copied()),
        windows: windows(planner, place.place),
        blocked: blocked(planner, place, start, days),
        days: (planner.first.0 - start.0, planner.instance.last.0 - start.0),
        day_costs: day_costs(planner, place.place, (0..days).map(date)),
        ..bare(place.place, i32::from(programme.minutes), ground)
    };
    order.iter().enumerate().map(place).collect()
}

/// The local minute at which a visit that stands begins.
fn minute(planner: &Planner<'_>, visit: &StandingVisit) -> i32 {
    let since = (visit.start.0 - planner.zone.start_of_day(visit.date).0) / MINUTE;
    i32::try_from(since).unwrap_or(0).clamp(0, DAY)
}

/// A place with nothing said but where it is and how long a visit takes.
fn bare(unit: UnitIx, minutes: i32, ground: &mut Ground<'_>) -> Place {
    Place {
        id: String::new(),
        location: ground.location(unit),
        visits: 1,
        duration: minutes.max(1),
        min_gap: 0,
        max_gap: None,
        ideal_gap: None,
        priority: 1,
        eligible: Vec::new(),
        preferred: None,
        same_leader: false,
        windows: Vec::new(),
        blocked: Vec::new(),
        days: (0, 0),
        day_costs: Vec::new(),
    }
}

/// A window for each start time of the programme, as long as a visit, on the days of the week on which the place is open then:
/// on none of them, if need be, since a place without a window would receive visits at any time.
fn windows(planner: &Planner<'_>, place: UnitIx) -> Vec<Window> {
    let programme = planner.programme;
    let hours = Hours::of(planner.def, programme, place);
    let window = |start: &TimeOfDay| {
        let mut weekdays = [false; 7];
        for (weekday, open) in (0u32..).zip(&mut weekdays) {
            *open = hours.is_open(weekday, *start);
        }
        let from = i32::from(start.0);
        Window { weekdays, within: Stretch { from, to: from + i32::from(programme.minutes) } }
    };
    programme.starts.iter().map(window).collect()
}

/// What a visit to a place costs on each of these days.
fn day_costs(planner: &Planner<'_>, place: UnitIx, days: impl Iterator<Item = Date>) -> Vec<i64> {
    let round = planner.instance;
    let middle = round.first.0 + (round.last.0 - round.first.0) / 2;
    let noticed = planner.noticed(place);
    let cost = |date: Date| {
        let short = if date < noticed { SHORT_NOTICE } else { 0 };
        DAY_FROM_MIDDLE * i64::from(date.0.abs_diff(middle)) + short
    };
    days.map(cost).collect()
}

/// Days on which the place is closed or its group does not work, where it has a calendar of its own; on which who comes along is
/// not free; and that are too near to other visits of the place: the last one, and those that stand, which may lie ahead.
fn blocked(planner: &Planner<'_>, place: &PlaceToVisit, start: Date, days: usize) -> Vec<i32> {
    let gap = i32::from(planner.programme.gap_days);
    let group = group_of(planner.def, place.place).map(|group| calendar_of(planner.def, Some(group)));
    let standing: Vec<Date> =
        planner.instance.standing.iter().filter(|one| one.place == place.place).map(|one| one.date).collect();
    let hours = Hours::of(planner.def, planner.programme, place.place);
    let near = |day: &i32| {
        let date = start.plus(*day);
        group.is_some_and(|own| !is_workday(own, date).unwrap_or(false))
            || hours.is_closed(date)
            || planner.shut.contains(&(place.place, date))
            || !planner.party_is_free(place, date)
            || place.not_on.contains(&date)
            || place.last_visit.is_some_and(|last| date.0 - last.0 < gap)
            || standing.iter().any(|other| (date.0 - other.0).abs() < gap)
    };
    (0..i32::try_from(days).unwrap_or(i32::MAX)).filter(near).collect()
}

fn leaders(planner: &Planner<'_>, visitors: &[ContactIx], start: Date, days: usize) -> Vec<Leader> {
    let programme = planner.programme;
    // A visit may last past midnight.
    let hours = Stretch { from: 0, to: 2 * DAY };
    let day_of = |date: Date| usize::try_from(date.0 - start.0).ok().filter(|day| *day < days);
    let around = i32::from(programme.travel.minutes);
    let busy_for = |from: i32, to: i32| Stretch {
        from: (from - around).max(hours.from),
        to: (to + around).min(hours.to),
    };
    let leader = |visitor: ContactIx| {
        // Who comes along on a visit that stands is busy with it, and makes none of their own less in that week.
        let along = planner.instance.along.iter().filter(|one| one.visitor == visitor);
        let along = along.filter_map(|one| {
            let (from, minutes) = (minute(planner, one), (one.end.0 - one.start.0) / MINUTE);
            Some((day_of(one.date)?, busy_for(from, from + i32::try_from(minutes).unwrap_or(DAY))))
        });
        let busy = planner.busy.iter().filter(|busy| busy.visitor == visitor);
        let busy = busy.filter_map(|busy| {
            let day = day_of(busy.date)?;
            if busy.is_day() {
                return Some((day, Stretch { from: hours.from, to: hours.to }));
            }
            Some((day, busy_for(i32::from(busy.from.0), i32::from(busy.until.0))))
        });
        Leader {
            id: String::new(),
            home: 0,
            hours,
            work_max: hours.to - hours.from,
            day_max: usize::MAX,
            week_max: Some(i64::from(programme.per_week)),
            total_max: None,
            busy: united(busy.chain(along).collect()),
        }
    };
    visitors.iter().map(|visitor| leader(*visitor)).collect()
}

/// Busy stretches in order, those of a day that overlap as one: the rules ask only whether somebody is busy, not with how many
/// things. Without this the solver would count the way home and back between two that overlap.
fn united(mut busy: Vec<(usize, Stretch)>) -> Vec<(usize, Stretch)> {
    busy.sort_unstable();
    let mut united: Vec<(usize, Stretch)> = Vec::with_capacity(busy.len());
    for (day, stretch) in busy {
        match united.last_mut() {
            Some((on, last)) if *on == day && stretch.from <= last.to => last.to = last.to.max(stretch.to),
            Some(_) | None => united.push((day, stretch)),
        }
    }
    united
}

impl Round {
    /// The visits of a schedule as proposals, still without their reasons.
    pub(super) fn proposals(
        &self,
        planner: &Planner<'_>,
        order: &[(&PlaceToVisit, Option<u16>)],
        schedule: &Schedule,
    ) -> Vec<ProposedVisit> {
        let mut visits = Vec::new();
        for one in &schedule.visits {
            let (Some((place, _)), Some(visitor)) = (order.get(one.place), self.visitors.get(one.leader))
            else {
                continue;
            };
            let date = self.start.plus(one.day);
            // A window is as long as a visit: it begins with one of the start times.
            let mut starts = planner.programme.starts.iter().copied();
            let Some(start) = starts.find(|start| i32::from(start.0) == one.start) else { continue };
            let (start, end) = slot(planner.programme, &planner.zone, date, start);
            let (place, visitor): (UnitIx, ContactIx) = (place.place, *visitor);
            visits.push(ProposedVisit { place, visitor, date, start, end, reasons: Vec::new() });
        }
        visits
    }
}
