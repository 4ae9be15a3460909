//! What is to be planned, as data: calendar, leaders, places, what is published already. Every name is resolved and every
//! number within its limits; code that makes one from something else than [`super::reading`] sees to that.

/// Weights of the objective, in points.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Weights {
    /// For each missing visit, times the priority of its place.
    pub unscheduled: i64,
    /// For each published visit that is missing now.
    pub removed: i64,
    /// For each published visit on another day.
    pub change_day: i64,
    /// For each published visit by another leader.
    pub change_leader: i64,
    /// For each published visit of the same leader and day with another start.
    pub change_time: i64,
    /// For each minute of travel.
    pub travel: i64,
    /// For each day on which a leader is out.
    pub leader_day: i64,
    /// For each leader of a place beyond the first.
    pub extra_leader: i64,
    /// For each visit that the preferred leader does not make.
    pub non_preferred: i64,
    /// For each minute of service beyond a leader's fair share.
    pub overload: i64,
    /// For each day between the gap of two visits and the ideal one.
    pub spacing: i64,
    /// For each pair of visits of one leader in one week. The file format has none.
    pub same_week: i64,
}

impl Default for Weights {
    fn default() -> Self {
        Self {
            unscheduled: 10_000,
            removed: 800,
            change_day: 400,
            change_leader: 400,
            change_time: 50,
            travel: 1,
            leader_day: 15,
            extra_leader: 60,
            non_preferred: 30,
            overload: 1,
            spacing: 1,
            same_week: 0,
        }
    }
}

/// A stretch of a day in minutes, the end outside.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Stretch {
    /// First minute.
    pub from: i32,
    /// First minute behind it.
    pub to: i32,
}

/// Who visits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Leader {
    /// Its name in the instance.
    pub id: String,
    /// Home base, a location.
    pub home: usize,
    /// When the leader leaves home at the earliest and is back at the latest.
    pub hours: Stretch,
    /// Most minutes between leaving home and being back.
    pub work_max: i32,
    /// Most visits of a day.
    pub day_max: usize,
    /// Most visits of a week that begins on Monday.
    pub week_max: Option<i64>,
    /// Most visits in all.
    pub total_max: Option<i64>,
    /// When the leader is busy: days of the horizon with stretches.
    pub busy: Vec<(usize, Stretch)>,
}

/// When a place receives visits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    /// On which days of the week, Monday first.
    pub weekdays: [bool; 7],
    /// Between which minutes.
    pub within: Stretch,
}

/// Whom to visit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// Its name in the instance.
    pub id: String,
    /// Where it is, a location.
    pub location: usize,
    /// How many visits it wants.
    pub visits: usize,
    /// Minutes of one visit.
    pub duration: i32,
    /// Fewest days between two visits.
    pub min_gap: i32,
    /// Most days between two visits.
    pub max_gap: Option<i32>,
    /// The best number of days between two visits.
    pub ideal_gap: Option<i32>,
    /// How much a missing visit weighs.
    pub priority: i64,
    /// Leaders who may visit it: named, if any are, and with all skills that it asks for.
    pub eligible: Vec<usize>,
    /// The leader who should.
    pub preferred: Option<usize>,
    /// Whether one leader makes all its visits.
    pub same_leader: bool,
    /// When it receives visits; none for any time.
    pub windows: Vec<Window>,
    /// Days of the horizon on which it receives none.
    pub blocked: Vec<i32>,
    /// First and last day on which it may be visited.
    pub days: (i32, i32),
    /// What a visit on each day of the horizon costs beside all else; empty for nothing. The file format has none.
    pub day_costs: Vec<i64>,
}

/// A visit of the schedule that people know already.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Published {
    /// The place.
    pub place: usize,
    /// Which of its visits, from 1.
    pub k: usize,
    /// Who; none for a leader who is not in the instance any more.
    pub leader: Option<usize>,
    /// Day of the horizon.
    pub day: i32,
    /// Minute of the day at which it starts.
    pub start: i32,
    /// Whether it may not be touched.
    pub locked: bool,
}

/// A visit of a schedule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Scheduled {
    /// The place.
    pub place: usize,
    /// Which of its visits, from 1.
    pub k: usize,
    /// Who.
    pub leader: usize,
    /// Day of the horizon.
    pub day: i32,
    /// Minute of the day at which it starts.
    pub start: i32,
}

/// Minutes between locations.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Travel {
    /// From the row's location to the column's.
    Matrix(Vec<Vec<i32>>),
    /// As the crow flies between whole coordinates, rounded up.
    Plane {
        /// Where each location is.
        at: Vec<(i64, i64)>,
        /// Units of length that one minute takes.
        per_minute: i64,
    },
}

impl Travel {
    /// Number of locations.
    #[must_use]
    pub fn locations(&self) -> usize {
        match self {
            Self::Matrix(rows) => rows.len(),
            Self::Plane { at, .. } => at.len(),
        }
    }

    /// Minutes from one location to another.
    #[must_use]
    pub fn minutes(&self, from: usize, to: usize) -> i64 {
        match self {
            Self::Matrix(rows) => i64::from(rows[from][to]),
            Self::Plane { at, per_minute } => {
                let (one, other) = (at[from], at[to]);
                let (dx, dy) = (one.0.abs_diff(other.0), one.1.abs_diff(other.1));
                let units = (dx * dx + dy * dy).isqrt();
                i64::try_from(units.div_ceil(per_minute.unsigned_abs())).unwrap_or(i64::MAX)
            }
        }
    }
}

/// An instance.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Instance {
    /// Its name; repeated in the schedule.
    pub name: String,
    /// Weights of the objective.
    pub weights: Weights,
    /// Day of the week of day 0, from Monday as 0.
    pub first_weekday: usize,
    /// Whether each day of the horizon is a working day.
    pub working: Vec<bool>,
    /// Minutes between locations.
    pub travel: Travel,
    /// Who visits.
    pub leaders: Vec<Leader>,
    /// Whom.
    pub places: Vec<Place>,
    /// The schedule that people know.
    pub published: Vec<Published>,
    /// Days before this one are over: what is published there is locked, and nothing is added.
    pub freeze_until: i32,
    /// Whether the road from one visit to the next counts although busy hours lie between them. The file format has none:
    /// there busy hours are spent at home, and both ways are from there.
    pub roads_beside_busy: bool,
    /// As how many minutes of travel a leg is weighed, from the row's location to the column's, where that is not the time that
    /// it takes. The file format has none.
    pub fares: Option<Vec<Vec<i32>>>,
}

impl Instance {
    /// Days of the horizon.
    #[must_use]
    pub fn days(&self) -> usize {
        self.working.len()
    }

    /// Day of the week of a day, Monday as 0.
    #[must_use]
    pub fn weekday(&self, day: usize) -> usize {
        (day + self.first_weekday) % 7
    }

    /// Number of the week of a day, counted from the Monday of day 0.
    #[must_use]
    pub fn week(&self, day: usize) -> usize {
        (day + self.first_weekday) / 7
    }

    /// As how many minutes of travel a leg is weighed.
    #[must_use]
    pub fn fare(&self, from: usize, to: usize) -> i64 {
        self.fares.as_ref().map_or_else(|| self.travel.minutes(from, to), |fares| i64::from(fares[from][to]))
    }

    /// Whether a published visit may not be touched.
    #[must_use]
    pub fn is_locked(&self, visit: &Published) -> bool {
        visit.locked || visit.day < self.freeze_until
    }

    /// Number of visits that are wanted.
    #[must_use]
    pub fn required(&self) -> usize {
        self.places.iter().map(|place| place.visits).sum()
    }

    /// Each leader's fair share of the minutes of service: by the working days that are not wholly busy.
    #[must_use]
    pub fn targets(&self) -> Vec<i64> {
        let service = |place: &Place| i64::try_from(place.visits).unwrap_or(0) * i64::from(place.duration);
        let total: i64 = self.places.iter().map(service).sum();
        let available: Vec<i64> = self.leaders.iter().map(|leader| self.available(leader)).collect();
        let all = available.iter().sum::<i64>().max(1);
        available
            .iter()
            .map(|minutes| {
                i64::try_from(i128::from(total) * i128::from(*minutes) / i128::from(all)).unwrap_or(0)
            })
            .collect()
    }

    fn available(&self, leader: &Leader) -> i64 {
        let mut free = self.working.clone();
        for (day, busy) in &leader.busy {
            if busy.from <= leader.hours.from && busy.to >= leader.hours.to {
                free[*day] = false;
            }
        }
        let days = free.iter().filter(|free| **free).count();
        i64::try_from(days).unwrap_or(0) * i64::from(leader.work_max)
    }
}
