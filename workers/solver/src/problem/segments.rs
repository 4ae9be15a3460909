//! Free stretches of the leaders' days.

use super::{Segment, index};
use crate::instance::{Instance, Leader, Stretch};

/// Those of each slot, flat, with where each begins; of days on which nobody works as well, for what would be if.
pub(super) fn all(instance: &Instance) -> (Vec<Segment>, Vec<u32>) {
    let days = instance.days();
    let (mut segments, mut at) = (Vec::new(), Vec::with_capacity(instance.leaders.len() * days + 1));
    for leader in &instance.leaders {
        let mut busy = leader.busy.clone();
        busy.sort_unstable();
        let mut rest = busy.as_slice();
        for day in 0..days {
            let count = rest.iter().take_while(|(on, _)| *on == day).count();
            let (today, later) = rest.split_at(count);
            rest = later;
            at.push(index(segments.len()));
            of_day(leader, today, &mut segments);
        }
    }
    at.push(index(segments.len()));
    (segments, at)
}

fn of_day(leader: &Leader, busy: &[(usize, Stretch)], found: &mut Vec<Segment>) {
    let mut free_from = leader.hours.from;
    let mut crossable = true;
    let mut behind: Option<i32> = None;
    let mut keep = |from: i32, to: i32, crossable: &mut bool| {
        if from < to {
            found.push(Segment { free: Stretch { from, to }, crossable: *crossable });
            *crossable = true;
        }
    };
    for (_, stretch) in busy {
        keep(free_from, stretch.from.min(leader.hours.to), &mut crossable);
        // Two that overlap cannot both be spent at home one after the other, as the checker counts.
        if behind.is_some_and(|end| stretch.from < end) {
            crossable = false;
        }
        behind = Some(stretch.to.max(behind.unwrap_or(stretch.to)));
        free_from = free_from.max(stretch.to);
    }
    keep(free_from, leader.hours.to, &mut crossable);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn segments(busy: &[(i32, i32)]) -> Vec<(i32, i32, bool)> {
        let leader = Leader {
            id: String::new(),
            home: 0,
            hours: Stretch { from: 480, to: 1_080 },
            work_max: 540,
            day_max: 3,
            week_max: None,
            total_max: None,
            busy: Vec::new(),
        };
        let busy: Vec<(usize, Stretch)> =
            busy.iter().map(|(from, to)| (0, Stretch { from: *from, to: *to })).collect();
        let mut found = Vec::new();
        of_day(&leader, &busy, &mut found);
        found.iter().map(|one| (one.free.from, one.free.to, one.crossable)).collect()
    }

    #[test]
    fn a_day_is_what_its_busy_hours_leave() {
        assert_eq!(segments(&[]), [(480, 1_080, true)]);
        assert_eq!(segments(&[(0, 1_440)]), []);
        assert_eq!(segments(&[(400, 500), (1_000, 1_200)]), [(500, 1_000, true)]);
        assert_eq!(segments(&[(600, 700), (700, 720)]), [(480, 600, true), (720, 1_080, true)]);
    }

    #[test]
    fn what_overlaps_is_not_crossed_at_midday() {
        assert_eq!(segments(&[(600, 700), (650, 720)]), [(480, 600, true), (720, 1_080, false)]);
        let late = segments(&[(600, 700), (650, 720), (800, 900)]);
        assert_eq!(late, [(480, 600, true), (720, 800, false), (900, 1_080, true)]);
    }
}
