use serde::{Deserialize, Serialize};

use crate::definition::Limit;
use crate::ids::DutyIx;
use crate::time::Date;

/// When something happens, within a range of dates.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rule {
    /// The shape.
    pub pattern: Pattern,
    /// What to do when the day it falls due is a rest day.
    pub roll: Roll,
    /// First day of the range; periods are cut at it.
    pub from: Date,
    /// Last day of the range, inclusive; a period cut by it falls due on its last day.
    pub to: Date,
    /// How far from the pattern's day it falls due, applied one after the other; none means on that day.
    pub offsets: Vec<Offset>,
    /// The duty whose item a unit must close before its own opens: the last offset then counts from the closing
    /// (办结后), and what follows from the dates is only the expectation.
    pub after_close: Option<DutyIx>,
}

impl Rule {
    /// A rule that falls due on the days of its pattern.
    #[must_use]
    pub fn new(pattern: Pattern, roll: Roll, from: Date, to: Date) -> Self {
        Self { pattern, roll, from, to, offsets: Vec::new(), after_close: None }
    }

    /// A rule that falls due on no day by itself: each of its happenings is given a day when it comes up.
    #[must_use]
    pub fn on_demand() -> Self {
        Self::new(Pattern::Points(Vec::new()), Roll::Back, Date::default(), Date::default())
    }

    /// Whether it is such a rule.
    #[must_use]
    pub fn is_on_demand(&self) -> bool {
        matches!(&self.pattern, Pattern::Points(points) if points.is_empty())
    }
}

/// A distance from a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Offset {
    /// So long after the day (阶段开始后5个工作日), open from that day on.
    After(Limit),
    /// So long after an item fell due (到期后5个工作日) or was closed, open from the day after it on.
    AfterDue(Limit),
    /// So many working days before the day (重阳前3个工作日).
    Before(u16),
}

/// Shapes of rules.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Pattern {
    /// Once, open from the start of the range, due on this day (4月25日).
    Day(Date),
    /// Once, open from the first to the last day, due on the last (9月中旬).
    Window {
        /// First open day.
        first: Date,
        /// Nominal due day.
        last: Date,
    },
    /// Once around each of these days or windows, in order (七一前、重阳前).
    Points(Vec<Point>),
    /// Once in every period that touches the range (每月, 每季度).
    Every {
        /// The period.
        period: Period,
        /// The day in the period on which it falls due.
        on: DayIn,
    },
    /// So many times in every period that touches the range, one in each equal part of it (每月2次).
    Spread {
        /// The period.
        period: Period,
        /// How many times, from 2.
        times: u8,
    },
    /// At these times of day on these days, as crontab says them; for experts.
    Crontab(Crontab),
}

/// One of several days.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Point {
    /// First open day; none means from the start of the range.
    pub first: Option<Date>,
    /// The day, or the last of the window.
    pub day: Date,
}

/// Sets of units of time; a bit that is set belongs. All sets must match (day of the month *and* day of the week).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Crontab {
    /// Bits 0 to 59.
    pub minutes: u64,
    /// Bits 0 to 23.
    pub hours: u32,
    /// Bits 1 to 31.
    pub days: u32,
    /// Bits 1 to 12.
    pub months: u16,
    /// Bits 0 Monday to 6 Sunday.
    pub weekdays: u8,
}

/// Calendar periods.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Period {
    /// A day; with a roll other than [`Roll::Stay`] only working days.
    Day,
    /// Monday to Sunday.
    Week,
    /// A calendar month.
    Month,
    /// January to March and so on.
    Quarter,
    /// January to June, July to December.
    HalfYear,
    /// January to December.
    Year,
}

/// A day in a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum DayIn {
    /// The last day of the period, rolled as the rule says.
    Last,
    /// The n-th working day, from 1.
    Workday(u8),
    /// The n-th working day from the end, 1 being the last.
    WorkdayFromEnd(u8),
    /// This day of the month, in the last month of the period (31 means the last day where there is none).
    Day(u8),
    /// This day of this month of the period, both from 1 (每季度第2个月15日).
    DayOfMonth(u8, u8),
    /// This day of the week in every week, 0 Monday to 6 Sunday; open the seven days that it ends.
    Weekday(u8),
    /// The n-th such day of the week in the period, from 1 (每月第一个周一); none where there are fewer.
    NthWeekday(u8, u8),
    /// The n-th such day of the week from the end of the period, 1 being the last.
    NthWeekdayFromEnd(u8, u8),
}

/// What a rest day does to a due day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Roll {
    /// To the last working day before: the default for deadlines (遇休息日提前).
    Back,
    /// To the next working day: the default for activities (遇休息日顺延).
    Forward,
    /// Stays where it is (不动).
    Stay,
}
