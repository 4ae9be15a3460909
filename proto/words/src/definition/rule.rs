use serde::{Deserialize, Serialize};

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
    /// Once in every period that touches the range (每月, 每季度).
    Every {
        /// The period.
        period: Period,
        /// The day in the period on which it falls due.
        on: DayIn,
    },
}

/// Calendar periods.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Period {
    /// A calendar month.
    Month,
    /// January to March and so on.
    Quarter,
    /// January to June, July to December.
    HalfYear,
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
