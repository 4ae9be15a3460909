//! How long a run on virtual time pauses, so that so many days of the campaign pass in a second of the machine.

use std::time::Duration;

use muster_protocol::time::{DAY, Instant};

/// Longest pause between two looks at the clock, in machine time: who watches sees it move, and who acts is soon seen.
const PAUSE_MAX: Duration = Duration::from_millis(200);
/// How far a run may lag behind its pace and still catch up. What is more is let go: a machine that stood still for an hour does
/// not hurry through the weeks that it missed.
const BEHIND_MAX: Duration = Duration::from_secs(1);

/// A pause, and up to when the clock may go behind it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Pause {
    pub(super) wait: Duration,
    pub(super) to: Instant,
}

/// The pace of a run. Pauses are counted from its beginning, so what the work between them takes is part of them.
#[derive(Debug)]
pub(super) struct Pace {
    days_per_second: f64,
    /// An instant of the campaign, and when it was that, since the run began.
    from: (Instant, Duration),
}

impl Pace {
    /// A run that is at `now` as it begins; none where the number is no pace.
    pub(super) fn new(days_per_second: f64, now: Instant) -> Option<Self> {
        (days_per_second.is_finite() && days_per_second > 0.0)
            .then_some(Self { days_per_second, from: (now, Duration::ZERO) })
    }

    /// The pause before `next`, or a piece of a long one, for a clock at `now` when the run is `since` old.
    pub(super) fn pause(&mut self, since: Duration, now: Instant, next: Instant) -> Pause {
        let due = self.due(next);
        if due <= since {
            if since - due > BEHIND_MAX {
                self.from = (next, since);
            }
            return Pause { wait: Duration::ZERO, to: next };
        }
        let wait = due - since;
        if wait <= PAUSE_MAX {
            return Pause { wait, to: next };
        }
        let come = (since + PAUSE_MAX).saturating_sub(self.from.1).as_secs_f64() * self.days_per_second;
        #[expect(clippy::cast_possible_truncation, reason = "a pause need not be exact")]
        let to = self.from.0.plus((come * DAY as f64) as i64);
        Pause { wait: PAUSE_MAX, to: to.max(now.plus(1)).min(next) }
    }

    /// How old the run is when `at` has come by this pace.
    fn due(&self, at: Instant) -> Duration {
        #[expect(clippy::cast_precision_loss, reason = "a pause need not be exact")]
        let days = at.0.saturating_sub(self.from.0.0) as f64 / DAY as f64;
        let whole = Duration::try_from_secs_f64(days.max(0.0) / self.days_per_second);
        whole.ok().and_then(|whole| self.from.1.checked_add(whole)).unwrap_or(Duration::MAX)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const START: Instant = Instant(0);

    /// How old a run is that walks `days` days at `rate`, working `work` before each pause.
    fn walked(rate: f64, days: i64, work: Duration) -> Duration {
        let mut pace = Pace::new(rate, START).unwrap();
        let (mut since, mut now) = (Duration::ZERO, START);
        let end = START.plus(days * DAY);
        while now < end {
            since += work;
            let pause = pace.pause(since, now, now.plus(DAY).min(end));
            since += pause.wait;
            now = pause.to;
        }
        since
    }

    #[test]
    fn what_the_work_takes_is_part_of_the_pauses() {
        let ten = Duration::from_secs(10);
        for work in [0, 7, 70] {
            let took = walked(10.0, 100, Duration::from_millis(work));
            assert!(took.abs_diff(ten) < Duration::from_millis(1), "{work} ms a day: {took:?}");
        }
    }

    #[test]
    fn a_long_way_is_gone_in_pieces_that_are_seen() {
        let mut pace = Pace::new(0.5, START).unwrap();
        let pause = pace.pause(Duration::ZERO, START, START.plus(DAY));
        assert_eq!(pause, Pause { wait: PAUSE_MAX, to: START.plus(DAY / 10) });
        let three = walked(0.5, 3, Duration::ZERO);
        assert!(three.abs_diff(Duration::from_secs(6)) < Duration::from_millis(1), "{three:?}");
    }

    #[test]
    fn a_run_that_stood_still_goes_on_at_its_pace() {
        let mut pace = Pace::new(1.0, START).unwrap();
        let hour = Duration::from_secs(3_600);
        let late = pace.pause(hour, START, START.plus(DAY));
        assert_eq!(late, Pause { wait: Duration::ZERO, to: START.plus(DAY) });
        let next = pace.pause(hour, late.to, late.to.plus(DAY / 10));
        assert_eq!(next.wait, Duration::from_millis(100), "a day takes a second again");
    }

    #[test]
    fn no_number_is_no_pace() {
        for rate in [0.0, -1.0, f64::NAN, f64::INFINITY] {
            assert!(Pace::new(rate, START).is_none());
        }
        assert_eq!(
            Pace::new(1e-300, START).unwrap().pause(Duration::ZERO, START, START.plus(DAY)).wait,
            PAUSE_MAX
        );
    }
}
