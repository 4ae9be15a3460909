//! An instance made dense: numbers in tables, and for each place the leader-days on which it can be visited at all.

mod segments;

use super::instance::{Instance, Stretch};

/// Most visits of one leader on one day that are ever planned: a day of more stops has no room for people.
pub(super) const DAY_MAX: usize = 12;
/// No slot: a visit that is missing.
pub(super) const NONE: u32 = u32::MAX;
/// Minutes of a leg that no day has room for; longer ones are told as this long.
const LEG_MAX: i64 = 4_000;

/// A visit: which of a place's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Visit {
    /// The place.
    pub(super) place: u32,
    /// Its number among the visits of the place, from 0.
    pub(super) nth: u32,
}

/// A free stretch of a leader's day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Segment {
    /// Its minutes.
    pub(super) free: Stretch,
    /// Whether what lies between the segment before and this one can be spent at home between two visits.
    pub(super) crossable: bool,
}

/// A published visit, as far as it matters for planning.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Known {
    /// Its slot, or none where the leader or the day is not there any more.
    pub(super) slot: u32,
    /// Its leader, or none.
    pub(super) leader: u32,
    /// Its day.
    pub(super) day: i32,
    /// Its start.
    pub(super) start: i32,
    /// Whether it may not be touched.
    pub(super) locked: bool,
    /// Whether the place receives visits at this time of that day.
    pub(super) within: bool,
}

/// The dense instance. A *slot* is one leader's day: leader times days, plus day.
#[derive(Debug)]
pub(super) struct Problem<'a> {
    /// As it was read.
    pub(super) instance: &'a Instance,
    /// Days of the horizon.
    pub(super) days: usize,
    /// Weeks of the horizon.
    pub(super) weeks: usize,
    /// All visits that are wanted, by place and number.
    pub(super) visits: Vec<Visit>,
    /// Where each place's visits begin in `visits`, and the end.
    pub(super) first: Vec<u32>,
    /// What is published, by visit.
    pub(super) known: Vec<Option<Known>>,
    /// Fair shares of service, by leader.
    pub(super) targets: Vec<i64>,
    /// Most visits of a day, by leader.
    pub(super) day_max: Vec<usize>,
    /// For each place the nearest others that share a leader with it.
    pub(super) near: Vec<Vec<u32>>,
    /// Slots on which each place can be visited if nothing else is planned, by day and leader, with the first of each day.
    pub(super) options: Vec<(Vec<u32>, Vec<u32>)>,
    travel: Vec<u16>,
    /// What legs are weighed as, where that is not the time that they take.
    fares: Option<Vec<u16>>,
    locations: usize,
    segments: Vec<Segment>,
    segment_at: Vec<u32>,
    windows: Vec<Stretch>,
    window_at: Vec<u32>,
}

impl<'a> Problem<'a> {
    /// Makes the instance dense; where each place can be visited is found by [`super::options`].
    pub(super) fn new(instance: &'a Instance) -> Self {
        let days = instance.days();
        let locations = instance.travel.locations();
        let travel = table(locations, |from, to| instance.travel.minutes(from, to));
        let fares = instance.fares.is_some().then(|| table(locations, |from, to| instance.fare(from, to)));
        let (segments, segment_at) = segments::all(instance);
        let (windows, window_at) = windows(instance);
        let mut visits = Vec::with_capacity(instance.required());
        let mut first = Vec::with_capacity(instance.places.len() + 1);
        for (at, place) in (0..).zip(&instance.places) {
            first.push(index(visits.len()));
            visits.extend((0..index(place.visits)).map(|nth| Visit { place: at, nth }));
        }
        first.push(index(visits.len()));
        let mut problem = Self {
            instance,
            days,
            weeks: if days == 0 { 0 } else { instance.week(days - 1) + 1 },
            known: vec![None; visits.len()],
            visits,
            first,
            targets: instance.targets(),
            day_max: instance.leaders.iter().map(|leader| leader.day_max.min(DAY_MAX)).collect(),
            near: Vec::new(),
            options: Vec::new(),
            travel,
            fares,
            locations,
            segments,
            segment_at,
            windows,
            window_at,
        };
        problem.know();
        problem
    }

    fn know(&mut self) {
        for visit in &self.instance.published {
            let at = self.visit(visit.place, visit.k - 1);
            let day = usize::try_from(visit.day).ok().filter(|day| *day < self.days);
            let slot = match (visit.leader, day) {
                (Some(leader), Some(day)) => self.slot(leader, day),
                _ => NONE,
            };
            let duration = self.instance.places[visit.place].duration;
            let inside = |window: &Stretch| window.from <= visit.start && visit.start + duration <= window.to;
            self.known[at] = Some(Known {
                slot,
                leader: visit.leader.map_or(NONE, index),
                day: visit.day,
                start: visit.start,
                locked: self.instance.is_locked(visit),
                within: day.is_some_and(|day| self.windows(visit.place, day).iter().any(inside)),
            });
        }
    }

    /// Number of a visit.
    pub(super) fn visit(&self, place: usize, nth: usize) -> usize {
        self.first[place] as usize + nth
    }

    /// The visits of a place.
    pub(super) fn visits_of(&self, place: usize) -> std::ops::Range<usize> {
        self.first[place] as usize..self.first[place + 1] as usize
    }

    /// Number of a leader's day.
    pub(super) fn slot(&self, leader: usize, day: usize) -> u32 {
        index(leader * self.days + day)
    }

    /// Leader and day of a slot.
    pub(super) fn leader_day(&self, slot: u32) -> (usize, usize) {
        let slot = slot as usize;
        (slot / self.days, slot % self.days)
    }

    /// Minutes from one location to another.
    pub(super) fn minutes(&self, from: usize, to: usize) -> i32 {
        i32::from(self.travel[from * self.locations + to])
    }

    /// As how many minutes of travel a leg is weighed.
    pub(super) fn fare(&self, from: usize, to: usize) -> i32 {
        let fares = self.fares.as_ref().unwrap_or(&self.travel);
        i32::from(fares[from * self.locations + to])
    }

    /// Free stretches of a slot.
    pub(super) fn segments(&self, slot: u32) -> &[Segment] {
        let slot = slot as usize;
        &self.segments[self.segment_at[slot] as usize..self.segment_at[slot + 1] as usize]
    }

    /// When a place receives visits on a day of the week, as far as a visit fits.
    pub(super) fn windows(&self, place: usize, day: usize) -> &[Stretch] {
        let at = place * 7 + self.instance.weekday(day);
        &self.windows[self.window_at[at] as usize..self.window_at[at + 1] as usize]
    }

    /// Slots of a place on days from the first to the last, both inside.
    pub(super) fn options(&self, place: usize, from: i32, to: i32) -> &[u32] {
        let (slots, first_of) = &self.options[place];
        let last = i32::try_from(self.days).unwrap_or(i32::MAX) - 1;
        let (from, to) = (from.max(0), to.min(last));
        if from > to {
            return &[];
        }
        let (from, to) = (usize::try_from(from).unwrap_or(0), usize::try_from(to).unwrap_or(0));
        &slots[first_of[from] as usize..first_of[to + 1] as usize]
    }

    /// Whether a place can be visited on a slot at all.
    pub(super) fn is_option(&self, place: usize, slot: u32) -> bool {
        let day = i32::try_from(self.leader_day(slot).1).unwrap_or(i32::MAX);
        self.options(place, day, day).contains(&slot)
    }
}

/// A number for each pair of locations, flat.
fn table(locations: usize, leg: impl Fn(usize, usize) -> i64) -> Vec<u16> {
    let pairs = (0..locations).flat_map(|from| (0..locations).map(move |to| (from, to)));
    pairs.map(|(from, to)| u16::try_from(leg(from, to).clamp(0, LEG_MAX)).unwrap_or(u16::MAX)).collect()
}

/// Windows of each place and day of the week, flat, with where each begins.
fn windows(instance: &Instance) -> (Vec<Stretch>, Vec<u32>) {
    let (mut windows, mut at) = (Vec::new(), Vec::with_capacity(instance.places.len() * 7 + 1));
    let any = Stretch { from: 0, to: 1_440 };
    for place in &instance.places {
        for weekday in 0..7 {
            at.push(index(windows.len()));
            if place.windows.is_empty() {
                windows.push(any);
            }
            let open = place.windows.iter().filter(|window| window.weekdays[weekday]);
            let long = open.map(|window| window.within).filter(|one| one.to - one.from >= place.duration);
            windows.extend(long);
        }
    }
    at.push(index(windows.len()));
    (windows, at)
}

/// An index in 32 bits; limits of the reading keep every one below.
pub(super) fn index(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(NONE)
}
