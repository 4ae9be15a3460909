//! The rules of one leader's day.

use super::{Judge, Rule};
use crate::instance::{Scheduled, Stretch};

impl Judge<'_> {
    /// Judges the visits of one leader on one day, in order of their start.
    pub(super) fn day(&mut self, visits: &[Scheduled]) {
        let (Some(first), Some(last)) = (visits.first(), visits.last()) else { return };
        let instance = self.instance;
        let leader = &instance.leaders[first.leader];
        let (id, on) = (first.leader, Some(first.day));
        let place = |visit: &Scheduled| &instance.places[visit.place];
        let end = |visit: &Scheduled| i64::from(visit.start) + i64::from(place(visit).duration);
        let minutes = |from, to| instance.travel.minutes(from, to);
        if visits.len() > leader.day_max {
            self.of_leader(Rule::Day, id, on);
        }
        let out = minutes(leader.home, place(first).location);
        let home = minutes(place(last).location, leader.home);
        let (depart, back) = (i64::from(first.start) - out, end(last) + home);
        if depart < i64::from(leader.hours.from) || back > i64::from(leader.hours.to) {
            self.of_leader(Rule::Hours, id, on);
        }
        if back - depart > i64::from(leader.work_max) {
            self.of_leader(Rule::Work, id, on);
        }
        self.found.terms.leader_day += 1;
        let fare = |from, to| instance.fare(from, to);
        let there = fare(leader.home, place(first).location);
        self.found.terms.travel += there + fare(place(last).location, leader.home);
        let day = usize::try_from(first.day).unwrap_or(usize::MAX);
        let mut busy: Vec<Stretch> =
            leader.busy.iter().filter(|(on, _)| *on == day).map(|(_, busy)| *busy).collect();
        busy.sort_unstable();
        for busy in &busy {
            let (from, to) = (i64::from(busy.from), i64::from(busy.to));
            let going = from < i64::from(first.start) && to > depart;
            if going || from < back && to > end(last) {
                self.of_leader(Rule::Busy, id, on);
            }
        }
        for pair in visits.windows(2) {
            let (mut now, mut at) = (end(&pair[0]), place(&pair[0]).location);
            let next = i64::from(pair[1].start);
            // Busy hours between two visits are spent at home.
            let between = |one: &&Stretch| i64::from(one.from) >= end(&pair[0]) && i64::from(one.to) <= next;
            for one in busy.iter().filter(between) {
                let leg = minutes(at, leader.home);
                if now + leg > i64::from(one.from) {
                    self.of_leader(Rule::Busy, id, on);
                }
                self.found.terms.travel += fare(at, leader.home);
                (now, at) = (i64::from(one.to), leader.home);
            }
            let leg = minutes(at, place(&pair[1]).location);
            self.found.terms.travel += fare(at, place(&pair[1]).location);
            if now + leg > next {
                self.about(Rule::Travel, &pair[1]);
            }
        }
    }
}
