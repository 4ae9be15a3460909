//! Why a visit is missing: proved from the instance alone where that can be done, otherwise what is in its way in this very
//! schedule, and what would let it in.

mod capacity;

use super::problem::{NONE, Problem, index};
use super::reach;
use super::state::State;

/// What is in the way of a slot in this schedule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Binding {
    /// The leader's day has as many visits as it may have.
    DayFull,
    /// The leader's week has.
    WeekFull,
    /// The leader has, of the whole time.
    AllFull,
    /// With the day's other visits there is no time: hours, busy stretches, travel, windows.
    NoTime,
    /// Locked visits of that day break a rule by themselves.
    LockedDay,
}

/// What would let a visit in, by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Relaxation {
    /// One more visit of this leader in the week of this day.
    Week {
        /// Who.
        leader: usize,
        /// A day of the week.
        day: usize,
    },
    /// One more visit of this leader on this day.
    Day {
        /// Who.
        leader: usize,
        /// The day.
        day: usize,
    },
    /// One more visit of this leader in all.
    All {
        /// Who.
        leader: usize,
    },
    /// This day off worked by this leader.
    DayOff {
        /// Who.
        leader: usize,
        /// The day.
        day: usize,
    },
    /// This leader not busy on this day.
    Busy {
        /// Who.
        leader: usize,
        /// The day.
        day: usize,
    },
}

/// To which rule each day of the horizon is lost, the first that takes it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Lost {
    /// Days that are over.
    pub over: usize,
    /// Days on which nobody works.
    pub not_working: usize,
    /// Days on which the place receives nobody.
    pub place_closed: usize,
    /// Days of the week without a window that is long enough.
    pub no_window: usize,
    /// Days on which every leader who may go is busy all day.
    pub leaders_busy: usize,
    /// Days on which who is free cannot get there, serve and be back within hours and windows.
    pub no_time: usize,
}

/// Why a visit is missing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    /// Nobody may visit the place. Proved.
    NoEligibleLeader,
    /// There is no day on which it could be, whatever else is planned. Proved.
    NoCommonDay(Lost),
    /// The days there are do not lie so that the gaps could be kept by all visits. Proved.
    GapsImpossible {
        /// How many visits any plan can hold.
        most: usize,
    },
    /// Locked visits of the place leave no day that keeps the gaps. Proved.
    BlockedByLocked {
        /// How many visits any plan can hold.
        most: usize,
    },
    /// The other visits of the place leave no day that keeps the gaps, as they lie in this schedule.
    BlockedBySiblings {
        /// The nearest before and behind, by number from 1 and day.
        siblings: Vec<(usize, i32)>,
    },
    /// Others are in the way in this schedule.
    Capacity {
        /// How many slots each rule keeps shut.
        counts: Vec<(Binding, usize)>,
        /// Whose they are.
        leaders: Vec<usize>,
        /// What would let it in.
        relaxations: Vec<Relaxation>,
    },
    /// It fits, but costs more than it is worth by the weights of the instance.
    CostsMore {
        /// By so much.
        by: i64,
    },
}

impl Reason {
    /// Its code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NoEligibleLeader => "no-eligible-leader",
            Self::NoCommonDay(_) => "no-common-day",
            Self::GapsImpossible { .. } => "gaps-impossible",
            Self::BlockedByLocked { .. } | Self::BlockedBySiblings { .. } => "blocked-by-siblings",
            Self::Capacity { .. } => "capacity",
            Self::CostsMore { .. } => "costs-more",
        }
    }

    /// Whether it holds for every schedule of the instance.
    #[must_use]
    pub const fn is_proved(&self) -> bool {
        match self {
            Self::NoEligibleLeader
            | Self::NoCommonDay(_)
            | Self::GapsImpossible { .. }
            | Self::BlockedByLocked { .. } => true,
            Self::BlockedBySiblings { .. } | Self::Capacity { .. } | Self::CostsMore { .. } => false,
        }
    }
}

/// The reason of each visit that is missing, by number of the visit.
pub(super) fn missing(state: &mut State<'_, '_>) -> Vec<(u32, Reason)> {
    let problem = state.problem;
    let mut found = Vec::new();
    for place in 0..problem.instance.places.len() {
        let missing: Vec<u32> =
            problem.visits_of(place).map(index).filter(|visit| state.slot(*visit) == NONE).collect();
        if !missing.is_empty() {
            of_place(state, place, &missing, &mut found);
        }
    }
    found
}

/// As many visits of a place as no plan can hold are missing for that; the rest for what is in the way.
fn of_place(state: &mut State<'_, '_>, place: usize, missing: &[u32], found: &mut Vec<(u32, Reason)>) {
    let problem = state.problem;
    let data = &problem.instance.places[place];
    let last = i32::try_from(problem.days).unwrap_or(i32::MAX);
    let hopeless = if data.eligible.is_empty() {
        Some(Reason::NoEligibleLeader)
    } else if problem.options(place, 0, last).is_empty() {
        Some(Reason::NoCommonDay(lost(problem, place)))
    } else {
        None
    };
    if let Some(reason) = hopeless {
        found.extend(missing.iter().map(|visit| (*visit, reason.clone())));
        return;
    }
    let free = reach::most(problem, place, false);
    let locked = reach::most(problem, place, true);
    for (at, visit) in missing.iter().enumerate() {
        let reason = if at < data.visits.saturating_sub(free) {
            Reason::GapsImpossible { most: free }
        } else if at < data.visits.saturating_sub(locked) {
            Reason::BlockedByLocked { most: locked }
        } else {
            capacity::of(state, *visit)
        };
        found.push((*visit, reason));
    }
}

fn lost(problem: &Problem<'_>, place: usize) -> Lost {
    let data = &problem.instance.places[place];
    let mut lost = Lost::default();
    for day in 0..problem.days {
        let on = i32::try_from(day).unwrap_or(i32::MAX);
        let busy = |leader: &usize| problem.segments(problem.slot(*leader, day)).is_empty();
        let count = if on < problem.instance.freeze_until {
            &mut lost.over
        } else if !problem.instance.working[day] {
            &mut lost.not_working
        } else if !(data.days.0..=data.days.1).contains(&on) || data.blocked.contains(&on) {
            &mut lost.place_closed
        } else if problem.windows(place, day).is_empty() {
            &mut lost.no_window
        } else if data.eligible.iter().all(busy) {
            &mut lost.leaders_busy
        } else {
            &mut lost.no_time
        };
        *count += 1;
    }
    lost
}
